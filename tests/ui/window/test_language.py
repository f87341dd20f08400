"""Every text of the window has its English, and no text is built before it is looked up."""

import ast
import xml.etree.ElementTree as ET
from pathlib import Path

from PySide6.QtCore import QTranslator

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "resources" / "translations"
#: Files that look up texts which are marked in a table: headings, and names of fields.
TABLES = ("board_columns.py", "column_spec.py", "preview_rows.py")


def calls(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            if name in ("tr", "translate", "QT_TRANSLATE_NOOP") and not _moves_a_painter(node.func):
                yield node, name


def _moves_a_painter(function):
    """Painters translate as well, in pixels."""
    value = getattr(function, "value", None)
    return isinstance(value, ast.Name) and value.id == "painter"


def sources():
    """Every (context, text) that the window asks for."""
    found = set()
    for path in sorted((ROOT / "ui").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for top in tree.body:
            for node, _name in calls(top):
                values = [a.value for a in node.args if isinstance(a, ast.Constant)]
                if len(values) < len(node.args):
                    continue  # a text that is marked where its table is written
                own = isinstance(node.func, ast.Attribute) and node.func.attr == "tr"
                context = top.name if own else values[0]
                found.add((context, values[-1]))
    return found


def test_that_no_text_is_built_before_it_is_looked_up():
    for path in sorted((ROOT / "ui").rglob("*.py")):
        for node, name in calls(ast.parse(path.read_text("utf-8"))):
            for argument in node.args:
                is_marked = path.name in TABLES
                assert is_marked or isinstance(argument, ast.Constant), (
                    f"{path}:{node.lineno} {name}"
                )


def test_that_every_text_has_its_english_in_the_compiled_file(qapp):
    translator = QTranslator()
    assert translator.load("stageplanner_en", str(FOLDER))
    missing = [
        (context, text)
        for context, text in sorted(sources())
        if not translator.translate(context, text)
    ]
    assert not missing


def written():
    """Every message of the file that translators work in: context, text, English, its state."""
    for context in ET.parse(FOLDER / "stageplanner_en.ts").iter("context"):
        for message in context.iter("message"):
            english = message.find("translation")
            name, text = context.findtext("name"), message.findtext("source")
            yield name, text, english.text, english.get("type")


def test_that_the_compiled_file_is_made_of_the_written_one(qapp):
    translator = QTranslator()
    assert translator.load("stageplanner_en", str(FOLDER))
    for name, text, english, _ in written():
        assert translator.translate(name, text) == english, "pyside6-lrelease makes the .qm anew"


def test_that_the_written_file_is_complete_and_holds_nothing_old():
    assert [text for _, text, english, state in written() if state or not english] == []
    listed = [(name, text) for name, text, _, _ in written()]
    assert len(listed) == len(set(listed))
    assert sorted(set(listed) - sources()) == [], "texts that no code asks for any more"


def test_that_the_english_keeps_the_names_in_braces():
    for message in ET.parse(FOLDER / "stageplanner_en.ts").iter("message"):
        source, english = message.findtext("source"), message.findtext("translation")
        for text in (source, english):
            assert text.count("{") == text.count("}")
        assert sorted(_names(source)) == sorted(_names(english)), source


def _names(text):
    from string import Formatter

    return [name for _, name, _, _ in Formatter().parse(text) if name]
