"""The manual: complete in both languages, shown at the right place, written as PDF."""

import json
import re
import shutil
import subprocess
import unicodedata
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF, QUrl
from PySide6.QtGui import QImage, QPdfWriter, QTextDocument

from stageplanner.cli.parser import COMMANDS
from stageplanner.cli.run import main
from ui.manual import paper_layout
from ui.manual.chapters import FOLDER, PDF_NAMES, chapters, fill, text_of, write_pdf

LANGUAGES = ("nl", "en")
NAMES = [command.name for command in COMMANDS]
CHAPTERS = [chapter.name for chapter in chapters("nl")]


@pytest.mark.parametrize("name", CHAPTERS)
def test_that_a_chapter_is_built_alike_in_both_languages(name):
    """Headings, list items, table rows and pictures: none was forgotten in a translation."""
    shapes = []
    for language in LANGUAGES:
        text = text_of(name, language)
        marks = re.findall(r"^(#+ |- |\d+\. |\||!\[)", text, flags=re.MULTILINE)
        shapes.append([re.sub(r"\d+", "1", mark) for mark in marks])
    assert shapes[0] == shapes[1]
    assert text_of(name, "nl") != text_of(name, "en")


def test_that_every_text_is_a_chapter_and_every_chapter_has_a_text():
    for language in LANGUAGES:
        assert {path.stem for path in (FOLDER / language).glob("*.md")} == set(CHAPTERS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CHAPTERS)
def test_that_links_and_pictures_lead_somewhere(name, language):
    for target in re.findall(r"\]\(([^)]+)\)", text_of(name, language)):
        path = FOLDER / language / target
        assert path.is_file(), f"{name}: {target}"
        if path.suffix == ".png":
            assert f"pictures/{language}/" in target
            assert QImage(str(path)).width() >= 1000


def test_that_no_picture_lies_there_for_nothing():
    for language in LANGUAGES:
        text = "".join(text_of(name, language) for name in CHAPTERS)
        for picture in (FOLDER / "pictures" / language).iterdir():
            assert f"pictures/{language}/{picture.name}" in text


@pytest.mark.parametrize("name", CHAPTERS)
def test_that_the_manual_names_only_commands_that_exist(name):
    for language in LANGUAGES:
        for command in re.findall(r"`stageplanner (\S+)`", text_of(name, language)):
            assert command in (*NAMES, "--selftest", "--version")


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_the_manual_tells_of_every_command(language):
    told = text_of("reference", language)
    assert [name for name in NAMES if f"\n## {name}\n" not in told] == []


def said_on_screen(language):
    """Every text of the window, as it stands there."""
    root = ET.parse(FOLDER.parent / "translations" / "stageplanner_en.ts")
    wanted = "source" if language == "nl" else "translation"
    texts = {message.findtext(wanted) for message in root.iter("message")}
    return {text.replace("&", "").rstrip("…").strip() for text in texts}


#: How the manual says that something is to be pressed, in bold.
PRESSED = {
    "nl": r"(?:[Kk]ies|kiest u|Menu,|Met|en dan) \*\*(.+?)\*\*",
    "en": r"(?:[Cc]hoose|Menu,|With|and then) \*\*(.+?)\*\*",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_what_the_manual_says_to_press_is_on_the_screen(language):
    told = "\n".join(text_of(name, language) for name in CHAPTERS)
    pressed = set(re.findall(PRESSED[language], told))
    assert len(pressed) >= 8
    assert sorted(pressed - said_on_screen(language)) == []


def test_that_a_link_and_the_search_lead_to_chapters(window, qtbot):
    window.help()
    manual = window.help_dialog
    assert manual.chapter == "start"
    manual.show_chapter("load")
    manual.text.anchorClicked.emit(QUrl("counting.md"))
    assert manual.chapter == "counting"
    assert "412 studenten" in manual.text.toPlainText()
    manual.search.setText("praktijkovereenkomst")
    assert manual.chapter == "negotiate"
    manual.search.setText("xyzzy")
    assert manual.nothing_found.isVisible()
    manual.search.setText("")
    assert not manual.nothing_found.isVisible()
    manual.close()


def test_that_f1_again_brings_the_same_manual_to_the_page(region, qtbot):
    region.help()
    manual = region.help_dialog
    region.go_to("load")
    region.help()
    assert region.help_dialog is manual
    assert manual.chapter == "load"
    manual.close()
    qtbot.waitUntil(lambda: region.help_dialog is None)


def test_that_pictures_and_tables_fit_the_column(window, qtbot):
    window.help()
    manual = window.help_dialog
    for name in CHAPTERS:
        manual.show_chapter(name)
        qtbot.waitUntil(lambda: manual.text.document().size().width() > 0)
        assert manual.text.horizontalScrollBar().maximum() == 0, name
    manual.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_the_pdf_holds_every_chapter_and_picture(qapp, tmp_path, language):
    target = tmp_path / "manual.pdf"
    write_pdf(target, language)
    data = target.read_bytes()
    assert data.startswith(b"%PDF")
    pictures = len(set(re.findall(r"/(\w+)\.png", "".join(text_of(n, language) for n in CHAPTERS))))
    assert data.count(b"/Subtype /Image") >= pictures
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext reads the text back")
    command = ["pdftotext", "-layout", str(target), "-"]
    written = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    read = unicodedata.normalize("NFKC", written).replace('"', "")  # "fi" may be one sign
    for name in CHAPTERS:
        title = re.match(r"# (.+)", text_of(name, language))[1].replace('"', "")
        assert title[:20] in read, title


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_on_paper_no_heading_stands_alone_and_no_table_is_torn(qapp, tmp_path, language):
    """The checks see what they look for: in a pile of text without breaks they find some."""
    writer = QPdfWriter(str(tmp_path / "x.pdf"))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    piled = QTextDocument()
    fill(piled, "\n\n".join(text_of(name, language) for name in CHAPTERS), language, "#000000")
    assert list(paper_layout.torn(paper_layout.laid_out(piled, writer)))
    paper_layout.print_document(piled, writer)
    copy = paper_layout.laid_out(piled, writer)
    assert list(paper_layout.torn(copy)) == []
    chapters_begin = [b for b in paper_layout.blocks_of(copy) if paper_layout.heading_level(b) == 1]
    pages = [paper_layout.pages_of(copy, block)[0] for block in chapters_begin]
    assert len(set(pages)) == len(CHAPTERS)


def test_that_a_pdf_that_cannot_be_written_is_told(window, tmp_path):
    window.help()
    manual = window.help_dialog
    (tmp_path / "none").write_text("geen map")
    manual.save_pdf(str(tmp_path / "none" / "x.pdf"))
    assert "is een bestand en geen map" in manual.status.text()
    manual.save_pdf(str(tmp_path / "x.pdf"))
    assert manual.status.text() == "Bewaard: x.pdf"
    manual.close()


def test_that_the_command_writes_the_manual(qapp, tmp_path, capsys):
    assert main(["manual", "--out", str(tmp_path / "new"), "--lang", "en", "--json"]) == 0
    written = json.loads(capsys.readouterr().out)["files"]
    assert written == [str(tmp_path / "new" / PDF_NAMES["en"])]
    assert Path(written[0]).stat().st_size > 100_000
