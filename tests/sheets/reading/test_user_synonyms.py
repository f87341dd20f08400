"""The user's words for columns: a file of this computer, checked line by line."""

from __future__ import annotations

import platformdirs
import pytest

from stageplanner import messages
from stageplanner.importing.preview import preview_files
from stageplanner.project import Project
from stageplanner.sheets.reading.tables.user_synonyms import read_user_synonyms, user_synonyms_file
from tests.sheets.workbook_builders import GOOD, HEADINGS, write_xlsx

HEADS = ("Aanbieder zorg", "kd", "laag", "team", "koppen", "ingang", "uitgang", "werkdagen")


@pytest.fixture
def words(tmp_path, monkeypatch):
    """Write the user's file for one test."""
    folder = tmp_path / "config"
    monkeypatch.setattr(platformdirs, "user_config_path", lambda *_a, **_k: folder)

    def write(text: str, encoding: str = "utf-8"):
        folder.mkdir(exist_ok=True)
        path = user_synonyms_file()
        path.write_text(text, encoding=encoding)
        return path

    return write


WHOLE = """
[Stageperiodes]
"Instelling" = ["aanbieder zorg"]
Crebo = "kd"
leerjaar = ["laag"]
group = ["team"]
"Aantal studenten" = ["koppen", "Bezetting klas"]
start = ["ingang"]
end = ["uitgang"]
weekdays = ["werkdagen"]
"""


def test_that_without_a_file_nothing_is_added(words):
    assert read_user_synonyms().words == {}


def test_that_headings_only_the_user_knows_make_a_header(tmp_path, words):
    path = write_xlsx(tmp_path / "a.xlsx", HEADS, GOOD)
    assert preview_files(Project().state, [path]).files[0].rows_used == 0
    words(WHOLE)
    intake = preview_files(Project().state, [path])
    assert [p.students for p in intake.state.periods] == [24]
    assert intake.about_words == ()


def test_that_headings_only_the_user_knows_may_stand_down_a_column(tmp_path, words):
    words(WHOLE)
    turned = list(zip(HEADS, GOOD, strict=True))
    intake = preview_files(Project().state, [write_xlsx(tmp_path / "a.xlsx", *turned)])
    assert [p.group for p in intake.state.periods] == ["VP2A"]


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        ("koppen = [n]", "headings_unreadable", "line 1"),
        ('aantallen = ["n"]', "headings_unknown_field", "aantallen"),
        ("students = 3", "headings_no_list", "students"),
        ('students = ["kop"]\nstart = ["Kop"]', "headings_twice", "start"),
    ],
)
def test_that_a_line_that_makes_no_sense_is_told_with_every_import(
    tmp_path, words, text, code, named
):
    path = words(text)
    intake = preview_files(Project().state, [write_xlsx(tmp_path / "a.xlsx", HEADINGS, GOOD)])
    assert intake.files[0].rows_used == 1
    assert [p.code for p in intake.problems if p.code.startswith("headings")] == [code]
    for language in messages.LANGUAGES:
        sentence = messages.sentence(intake.problems[0], language)
        assert named in sentence
        assert str(path) in sentence


def test_that_a_file_of_windows_is_read(words):
    words('students = ["koppen"]', encoding="utf-8-sig")
    assert read_user_synonyms().words == {"koppen": "students"}
