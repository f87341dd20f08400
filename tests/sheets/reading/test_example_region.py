"""The example region as its institutions sent it: every file yields exactly its truth."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import pytest

from stageplanner.problems import Severity
from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.reading.result import Kind, Outcome, ReadContext
from tests.sheets.expected_rows import leerbedrijf_row, period_row

EXAMPLE = Path(str(resources.files("resources").joinpath("example")))
TRUTH = Path(__file__).parents[2] / "data" / "voorbeeldregio"
SCHOOLS = (
    "Biesbos College.xlsx",
    "Linge College stageritme.xlsx",
    "ROC Waalstroom BPV-planning 26-27.xlsx",
    "VZO planning bpv.xlsx",
    "hanzevaart_bpv_2627.csv",
    "alle-periodes.xlsx",
)


@pytest.fixture(scope="module")
def context() -> ReadContext:
    holidays = read_file(EXAMPLE / "Vakanties.xlsx").holidays
    names = tuple(dict.fromkeys(h.institution for h in holidays))
    return ReadContext(known_institutions=names, holidays=holidays)


def truth_of(name: str) -> list[dict[str, object]]:
    return json.loads((TRUTH / f"{name}.truth.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SCHOOLS)
def test_that_a_school_file_yields_its_truth(name, context):
    truth = truth_of(name)
    reading = read_file(EXAMPLE / name, context)
    rows = [period_row(p, flexible="vast" in truth[0]) for p in reading.periods]
    assert rows == truth
    assert reading.kind is Kind.PERIODS
    assert reading.rows_read == reading.rows_used == len(truth)
    assert not [p for p in reading.problems if p.severity is Severity.ERROR]


@pytest.mark.parametrize("name", [n for n in SCHOOLS if not n.startswith("VZO")])
def test_that_a_school_file_is_read_alone_too(name):
    """Without the holidays file; only VZO cannot be known by its full name then."""
    rows = [period_row(p) for p in read_file(EXAMPLE / name).periods]
    assert rows == [{k: row[k] for k in rows[0]} for row in truth_of(name)]


def test_that_an_abbreviated_school_is_told_when_nothing_knows_it():
    reading = read_file(EXAMPLE / "VZO planning bpv.xlsx")
    assert {p.institution for p in reading.periods} == {"VZO"}
    assert "import_institution_guessed" in {p.code for p in reading.problems}


def test_that_leerbedrijven_yield_their_truth():
    reading = read_file(EXAMPLE / "Leerbedrijven.xlsx")
    assert reading.kind is Kind.CAPACITY
    assert [leerbedrijf_row(b) for b in reading.leerbedrijven] == truth_of("Leerbedrijven.xlsx")
    assert reading.rows_read == reading.rows_used == 764


def test_that_holidays_are_read():
    reading = read_file(EXAMPLE / "Vakanties.xlsx")
    assert reading.kind is Kind.HOLIDAYS
    assert len(reading.holidays) == reading.rows_used == 25
    assert not reading.problems


def test_that_titles_totals_and_notes_are_no_rows(context):
    reading = read_file(EXAMPLE / "ROC Waalstroom BPV-planning 26-27.xlsx", context)
    outcomes = {row.row: row.outcome for row in reading.rows}
    assert outcomes[1] is outcomes[2] is outcomes[4] is Outcome.TITLE
    assert outcomes[61] is Outcome.TOTAL
    assert all(outcomes[row] is Outcome.USED for row in range(5, 61))
    toelichting = read_file(EXAMPLE / "VZO planning bpv.xlsx", context)
    notes = [r for r in toelichting.rows if r.sheet == "Toelichting"]
    assert {r.outcome for r in notes} == {Outcome.NOTE}


def test_that_a_fixed_remark_is_used_and_told(context):
    reading = read_file(EXAMPLE / "ROC Waalstroom BPV-planning 26-27.xlsx", context)
    fixed = [p for p in reading.periods if p.fixed]
    notes = [p for p in reading.problems if p.code == "import_fixed_by_remark"]
    assert len(fixed) == len(notes) == 12
    assert {p.place.column for p in notes} == {"I"}


def test_that_a_matrix_that_stops_early_is_carried_on_and_told(context):
    reading = read_file(EXAMPLE / "Linge College stageritme.xlsx", context)
    notes = [p for p in reading.problems if p.code == "import_matrix_cut_off"]
    assert {p.place.row for p in notes} == {
        p.source.row for p in reading.periods if p.end.isoformat() == "2027-07-09" and p.source
    }
    assert all(p.severity is Severity.WARNING for p in notes)


def test_that_reading_twice_gives_the_same(context):
    path = EXAMPLE / "Linge College stageritme.xlsx"
    assert read_file(path, context) == read_file(path, context)
