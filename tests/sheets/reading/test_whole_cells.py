"""Every parser of a cell consumes the whole cell, or says which of its words were not read.

Each parser gets cells with a known meaning: as they are they are read without a note, with an
unknown word anywhere between their words that word is named.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stageplanner.problems import Severity, column_letter
from stageplanner.sheets.columns import (
    ANSWER_COLUMNS,
    CAPACITY_COLUMNS,
    CAPACITY_EXTRA_COLUMNS,
    HOLIDAY_COLUMNS,
    PERIOD_COLUMNS,
    PLAN_COLUMNS,
    WISH_COLUMNS,
    WISH_DAYS_COLUMN,
    Column,
    Field,
)
from stageplanner.sheets.reading.notes import Note
from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.reading.result import ReadContext
from stageplanner.sheets.reading.tables.table_settings import rest_of_year
from stageplanner.sheets.reading.values.choices import (
    leerweg_notes,
    region_notes,
    rest_of_regions,
    yes_no_notes,
)
from stageplanner.sheets.reading.values.date_spans import Hint, read_spans
from stageplanner.sheets.reading.values.forms import rest_of_form, strange_forms
from stageplanner.sheets.reading.values.hours import parse_day_hours, parse_week_hours
from stageplanner.sheets.reading.values.leerjaar import level_notes, read_levels, read_year
from stageplanner.sheets.reading.values.numbers import parse_count
from stageplanner.sheets.reading.values.rhythm import RhythmCells, read_rhythm
from stageplanner.sheets.reading.values.week_count import parse_week_count
from tests.sheets.reading.test_period_grammar import UNKNOWN
from tests.sheets.workbook_builders import write_xlsx


@dataclass(frozen=True)
class Parser:
    """A parser of cells: what it leaves of a cell, and cells that it reads whole."""

    name: str
    left: Callable[[str], object]
    cells: Sequence[str]

    def __repr__(self) -> str:
        return self.name


def _rhythm(**cells: str) -> tuple[Note, ...]:
    return read_rhythm(RhythmCells(**cells)).notes


PARSERS = (
    Parser("students", lambda text: parse_count(text, Field.STUDENTS).notes,
           ("24", "24 studenten", "7")),
    Parser("weeks", lambda text: parse_week_count(text).notes, ("20", "20 lesweken", "10 + 10")),
    Parser("hours", lambda text: parse_week_hours(text).notes, ("32", "32 uur", "24 uur per week")),
    Parser("hours a day", lambda text: parse_day_hours(text).notes,
           ("8", "7,5 uur", "8 u per dag")),
    Parser("year", lambda text: read_year(text, 2026).notes, ("2", "leerjaar 2", "2e jaar")),
    Parser("level", level_notes, ("4", "niveau 4", "mbo-4", "entree")),
    Parser("levels", lambda text: read_levels(text).notes,
           ("3, 4", "2 t/m 4", "niveau 3/4", "2 en 3", "alle niveaus", "entree en 2")),
    Parser("days", lambda text: _rhythm(days=text), ("4", "4 dagen", "ma di", "ma t/m do")),
    Parser("form", rest_of_form,
           ("lint", "blokstage", "lint stage", "B", "blok 1", "voltijd")),
    Parser("form with days", lambda text: _rhythm(form=text),
           ("lint 3 dagen", "lint (ma, di)", "blok 4 dgn p/w")),
    Parser("form beside days", lambda text: _rhythm(form=text, days="4"),
           ("lint", "blok 1", "blok (4 dagen)", "lint stage")),
    Parser("forms", strange_forms, ("lint blok", "beide", "alleen lint", "lint of blok")),
    Parser("yes or no", lambda text: yes_no_notes(text, Field.FIXED), ("ja", "nee", "ja graag")),
    Parser("leerweg", leerweg_notes, ("BOL", "bbl", "bol voltijd")),
    Parser("region", region_notes, ("Noord", "regio midden", "vakantieregio Zuid")),
    Parser("regions", rest_of_regions, ("noord en zuid", "alle regio's", "heel Nederland")),
    Parser("school year", rest_of_year,
           ("2026-2027", "26/27", "schooljaar 2026-2027", "2026")),
    Parser("period", lambda text: read_spans(text, Hint.WEEK).left,
           ("wk 36 t/m 45", "36-45", "week 36 tot en met week 45")),
    Parser("date", lambda text: read_spans(text, Hint.DATE, single=True).left,
           ("31-08-2026", "1 september 2026", "ma 31 aug 2026")),
)  # fmt: skip


@st.composite
def _cells_with_more(draw: st.DrawFn) -> tuple[Parser, str, str]:
    """Draw a parser, an unknown word, and one of its cells with that word somewhere in it."""
    parser = draw(st.sampled_from(PARSERS))
    unknown = draw(st.sampled_from(UNKNOWN))
    words = draw(st.sampled_from(parser.cells)).split(" ")
    at = draw(st.integers(0, len(words)))
    sign = draw(st.sampled_from(("{}", "({})", "{},", "; {}")))
    return parser, unknown, " ".join([*words[:at], sign.format(unknown), *words[at:]])


def _told(left: object) -> bool:
    """Return whether a parser gave words, or a note that is more than a remark."""
    if isinstance(left, str):
        return bool(left)
    return any(note.severity is not Severity.INFO for note in left)


@pytest.mark.parametrize(
    ("parser", "text"), [(p, text) for p in PARSERS for text in p.cells], ids=str
)
def test_that_a_plain_cell_needs_no_note(parser, text):
    assert not _told(parser.left(text))


@given(_cells_with_more())
def test_that_an_unknown_word_is_told(case):
    parser, unknown, text = case
    assert _told(parser.left(text)), f"{parser}: nothing said about {unknown!r} in {text!r}"


#: A good row of each kind of table; an empty cell is a name or note that may hold any words.
TABLES = {
    "plan": (
        (*PERIOD_COLUMNS, *WISH_COLUMNS, WISH_DAYS_COLUMN),
        ("ROC Test", None, None, None, "25655", "4", "BOL", "2", "VP2", "24", "blok", "31-08-2026",
         "13-11-2026", "4", "ma di wo vr", "8", "lint blok", "31-08-2026", "29-01-2027", "nee",
         "nee", "midden", "blok", "31-08-2026", "13-11-2026", "ma di wo vr", "ja", None, "4"),
    ),
    "answer": (
        (*PLAN_COLUMNS, *ANSWER_COLUMNS),
        ("ROC Test", None, None, None, "25655", "4", "BOL", "2", "VP2", "24", "blok", "31-08-2026",
         "13-11-2026", "4", "ma di wo vr", "8", "lint blok", "31-08-2026", "29-01-2027", "nee",
         "nee", "midden", "blok", "31-08-2026", "13-11-2026", "ma di wo vr", "ja", None,
         "akkoord", "blok", "31-08-2026", "13-11-2026", "4", "ma di wo vr", None),
    ),
    "leerbedrijven": (
        (*CAPACITY_COLUMNS, *CAPACITY_EXTRA_COLUMNS),
        ("107839536", "Zorghuis", None, None, None, "25655, 25656", "6", "1", "31-08-2026",
         "09-07-2027", "21-12-2026 t/m 01-01-2027", "2", "6", "6", "6", "6", "6", "0", "0",
         "3 en 4", "lint"),
    ),
    "holidays": (
        (*HOLIDAY_COLUMNS, Column(field=Field.REGION, heading="Vakantieregio")),
        (None, "Herfstvakantie", "17-10-2026", "25-10-2026", "noord"),
    ),
}  # fmt: skip
#: Columns of names: every word of them is kept as it is.
NAMES = (Field.INSTITUTION, Field.GROUP, Field.ID, Field.NAME, Field.HOLIDAY)


@pytest.mark.parametrize("table", TABLES)
@settings(max_examples=4, deadline=None)
@given(data=st.data())
def test_that_an_unknown_word_in_a_column_is_told_at_its_cell(table, tmp_path_factory, data):
    columns, good = TABLES[table]
    spoiled = [
        k
        for k, value in enumerate(good)
        if value is not None and columns[k].field not in NAMES and not _is_unused(table, columns[k])
    ]
    words = [data.draw(st.sampled_from(UNKNOWN)) for _ in spoiled]
    rows = [list(good)]
    for number, (k, word) in enumerate(zip(spoiled, words, strict=True), 2):
        row = [*good[:k], f"{good[k]} {word}", *good[k + 1 :]]
        rows.append(
            [f"{v}{number}" if columns[c].field in _APART else v for c, v in enumerate(row)]
        )
    headings = [column.heading for column in columns]
    path = tmp_path_factory.mktemp("cells") / "ROC Test.xlsx"
    reading = read_file(write_xlsx(path, headings, *rows), ReadContext(school_year=2026))
    problems = [p for p in reading.problems if p.severity is not Severity.INFO]
    assert not [p for p in problems if p.place.row == 2], "the good row is told"
    told = {(p.place.row, p.place.column) for p in problems}
    for row, k in enumerate(spoiled, 3):
        at = (row, column_letter(k))
        assert at in told, f"{columns[k].heading}: nothing said of {rows[row - 2][k]!r}"


#: Columns that tell rows apart.
_APART = (Field.GROUP, Field.NAME)


def _is_unused(table: str, column: Column) -> bool:
    """Return whether a column of a table is not read: other columns decide."""
    return table == "leerbedrijven" and column.field in (Field.SATURDAY, Field.SUNDAY)
