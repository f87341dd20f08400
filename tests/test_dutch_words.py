"""Dutch wording over the whole program: one word and one spelling for one thing."""

import ast
import json
import re
from datetime import date
from pathlib import Path

import pytest

from stageplanner import messages
from stageplanner.messages import show
from ui.base.formatting import Words

ROOT = Path(__file__).resolve().parent.parent
#: What is not written, with the word that is.
WRONG = {
    r"\bstudent-dag": "studentdag",
    r"\bnagetel": "nagerekend",
    r"\bhet het\b": "waar het vol zit",
    r"Laat los\b": "Rij weggooien",
    r"\bBereken de kromme\b": "Toon hoeveel elke wijziging oplevert",
    r"\bOngedaan: ": "Ongedaan maken: ",
    r"\bPer onderdeel\b|\bdit onderdeel\b": "groep opleidingen",
}

TEXTS = ("tr", "translate", "QT_TRANSLATE_NOOP")


def dutch_texts():
    """Every Dutch text: the sentences, the strings of the window, and the manual."""
    for path in sorted((ROOT / "resources" / "messages").glob("*.json")):
        for code, sentences in json.loads(path.read_text(encoding="utf-8")).items():
            yield f"{path.name}: {code}", sentences["nl"]
    for path in sorted((ROOT / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(
                getattr(node, "func", None), "attr", getattr(getattr(node, "func", None), "id", "")
            )
            is_text = isinstance(node, ast.Call) and name in TEXTS
            if is_text and isinstance(node.args[-1], ast.Constant):
                yield f"{path.name}: {node.lineno}", str(node.args[-1].value)
    for path in sorted((ROOT / "resources" / "manual" / "nl").glob("*.md")):
        yield path.name, path.read_text(encoding="utf-8")


@pytest.mark.parametrize("wrong", WRONG)
def test_that_one_thing_has_one_word(wrong):
    told = [place for place, text in dutch_texts() if re.search(wrong, text)]
    assert not told, f"write “{WRONG[wrong]}” in {told}"


def test_that_the_texts_are_found():
    assert len(list(dutch_texts())) > 2000


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_that_sentences_and_window_write_a_date_alike(language):
    for day in (date(2027, 2, 9), date(2026, 9, 30), date(2027, 3, 1)):
        assert show(day, language) == Words(language).day(day)


def test_that_sentences_and_window_write_a_number_alike():
    assert show(2239.4) == Words("nl").count(2239.4) == "2.239,4"
