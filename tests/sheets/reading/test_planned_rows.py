"""An exported plan read back, and a party's answers to it."""

from __future__ import annotations

from datetime import date

import pytest

from stageplanner.domain.form import Form
from stageplanner.domain.option import Option
from stageplanner.sheets.columns import ANSWER_COLUMNS, PLAN_COLUMNS
from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.reading.result import Kind, Outcome
from stageplanner.sheets.reading.rows.planned_rows import read_answer_word
from tests.sheets.workbook_builders import write_xlsx

HEAD = [column.heading for column in PLAN_COLUMNS]
PLANNED = ["ROC Test", "91AA", "Stad", "Mbo-Verpleegkundige", "25655", 4, "BOL", 2, "VP2A", 24,
           "blok", date(2027, 2, 8), date(2027, 4, 23), 4, "ma di wo vr", 8, "lint blok", None,
           None, "nee", "nee", "midden"]  # fmt: skip
WISH = ["blok", date(2026, 8, 31), date(2026, 11, 13), "ma di wo vr", "ja", "minder druk"]


def read_plan(tmp_path, *wishes):
    rows = [[*PLANNED[:8], f"VP2{k}", *PLANNED[9:], *wish] for k, wish in enumerate(wishes)]
    reading = read_file(write_xlsx(tmp_path / "plan.xlsx", HEAD, *rows, sheet="Plan"))
    assert reading.kind is Kind.PLAN
    return reading


def test_that_wish_and_plan_are_told_apart(tmp_path):
    (planned,) = read_plan(tmp_path, WISH).planned
    assert (planned.period.start, planned.period.end) == (date(2026, 8, 31), date(2026, 11, 13))
    assert planned.option == Option(
        form=Form.BLOK,
        start=date(2027, 2, 8),
        end=date(2027, 4, 23),
        days_per_week=4,
        weekdays=(0, 1, 2, 4),
    )
    assert planned.changed
    assert planned.reason == "minder druk"


def test_that_an_open_wish_stays_open(tmp_path):
    reading = read_plan(tmp_path, [*WISH[:3], None, "ja", ""])
    assert reading.planned[0].period.weekdays is None
    assert reading.planned[0].period.days_per_week == 4
    assert reading.periods == (reading.planned[0].period,)


def test_that_a_wish_that_cannot_be_read_is_refused(tmp_path):
    reading = read_plan(tmp_path, WISH, ["blok", "ooit", date(2026, 11, 13), "ma", "ja", ""])
    assert [p.code for p in reading.problems] == ["import_bad_wish"]
    assert reading.rows[-1].outcome is Outcome.REFUSED
    assert len(reading.planned) == 1


def answers(tmp_path, *filled):
    head = [*HEAD, *(column.heading for column in ANSWER_COLUMNS)]
    rows = [[*PLANNED[:8], f"VP2{k}", *PLANNED[9:], *WISH, *each] for k, each in enumerate(filled)]
    reading = read_file(write_xlsx(tmp_path / "antwoord.xlsx", head, *rows, sheet="Antwoord"))
    assert reading.kind is Kind.ANSWER
    return reading


def test_that_answers_are_read(tmp_path):
    reading = answers(
        tmp_path,
        ["Akkoord", None, None, None, None, None, "prima"],
        ["niet akkoord", None, None, None, None, None, "toetsweek"],
        ["tegenvoorstel", None, date(2027, 3, 1), date(2027, 5, 14), None, "di wo do vr", None],
        [None, None, date(2027, 3, 1), date(2027, 5, 14), None, None, None],
    )
    assert [a.answer for a in reading.answers] == [
        "akkoord", "afgewezen", "tegenvoorstel", "tegenvoorstel",
    ]  # fmt: skip
    assert [a.remark for a in reading.answers[:2]] == ["prima", "toetsweek"]
    counter = reading.answers[2].counter
    assert counter is not None
    assert (counter.start, counter.end, counter.weekdays) == (
        date(2027, 3, 1), date(2027, 5, 14), (1, 2, 3, 4),
    )  # fmt: skip
    assert not reading.periods


def test_that_a_missing_or_odd_answer_is_told(tmp_path):
    none = [None] * 6
    reading = answers(tmp_path, [None, *none], ["misschien", *none], ["ja", *none])
    assert [p.code for p in reading.problems] == ["import_no_answer", "import_bad_answer"]
    assert len(reading.answers) == 1


@pytest.mark.parametrize(
    ("text", "answer"),
    [("ja", "akkoord"), ("OK", "akkoord"), ("nee", "afgewezen"), ("Niet akkoord", "afgewezen"),
     ("afgewezen", "afgewezen"), ("Tegenvoorstel: wk 9", "tegenvoorstel"), ("accepted", "akkoord"),
     ("hm", None), ("", None)],
)  # fmt: skip
def test_that_an_answer_is_known_by_its_words(text, answer):
    assert read_answer_word(text) == answer
