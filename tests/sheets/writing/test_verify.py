"""A written workbook is read back and counted again; a wrong figure keeps every file away."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import load_workbook

from stageplanner import messages
from stageplanner.domain.results.explanation import Explanation
from stageplanner.problems import Problem, StagePlannerError
from stageplanner.reporting.facts import gather_facts
from stageplanner.sheets.writing.region_workbook import (
    WORKBOOK_NAME,
    build_party_book,
    build_region_book,
)
from stageplanner.sheets.writing.save import save_all
from stageplanner.sheets.writing.styles import new_workbook
from stageplanner.sheets.writing.verify import recount, verify_figures
from tests.builders import company, period, region
from tests.sheets.writing.export_region import ALFA, explained, planned, wishes, write_files


@pytest.fixture(scope="module")
def facts():
    state = planned()
    return gather_facts(state, explained(state), "nl", date(2026, 6, 1))


@pytest.fixture
def path(facts, tmp_path):
    path = tmp_path / WORKBOOK_NAME
    build_region_book(facts).save(path)
    return path


def find(ws, label, nth=0):
    rows = [row for row in range(1, ws.max_row + 1) if ws.cell(row, 1).value == label]
    return rows[nth]


def changed(path, sheet, cell, value):
    book = load_workbook(path)
    ws = book[sheet]
    ws.cell(*(cell(ws) if callable(cell) else cell)).value = value
    book.save(path)


def refusal(path, facts, counted=None):
    with pytest.raises(StagePlannerError) as caught:
        verify_figures(path, facts, counted or recount(path, facts))
    problem = caught.value.problem
    assert problem.code == "export_does_not_add_up"
    for language in messages.LANGUAGES:
        assert messages.line(problem, language)
    return problem


def test_that_a_workbook_as_written_adds_up(facts, path):
    counted = recount(path, facts)
    verify_figures(path, facts, counted)
    assert {p.id for p in counted.changed} == set(facts.changed)
    assert counted.after.peak == pytest.approx(facts.after.peak)


def test_that_a_workbook_of_wishes_adds_up(tmp_path):
    state = wishes()
    facts = gather_facts(state, explained(state), "en", date(2026, 6, 1))
    path = tmp_path / WORKBOOK_NAME
    build_region_book(facts).save(path)
    verify_figures(path, facts, recount(path, facts))


@pytest.mark.parametrize("column", [2, 3, 4, 6, 8, 9, 10])
def test_that_a_wrong_figure_of_a_component_is_found(facts, path, column):
    title = facts.components[0].title
    changed(path, "Kengetallen", lambda ws: (find(ws, title), column), 77)
    problem = refusal(path, facts)
    assert (problem.place.sheet, problem.values["what"]) == ("Kengetallen", title)


@pytest.mark.parametrize("column", [2, 3, 5])
def test_that_a_wrong_figure_of_an_institution_is_found(facts, path, column):
    changed(path, "Kengetallen", lambda ws: (find(ws, ALFA), column), 77)
    assert refusal(path, facts).values["what"] == ALFA


@pytest.mark.parametrize("code", ["figure_shortage", "figure_changes", "figure_moved"])
def test_that_a_wrong_key_figure_is_found(facts, path, code):
    label = facts.sentence(code)
    changed(path, "Leeswijzer", lambda ws: (find(ws, label), 3), 77)
    assert refusal(path, facts).values["what"] == label


@pytest.mark.parametrize("side", [0, 1])
def test_that_a_wrong_week_is_found(facts, path, side):
    title = facts.title_of(facts.components[0].before.programmes[0])
    changed(path, "Weekoverzicht", lambda ws: (find(ws, title, side), 3), 77)
    assert refusal(path, facts).values["what"].startswith(title)


def test_that_a_row_that_was_written_otherwise_is_found(facts, path):
    """The plan on paper must be the plan that was measured."""
    counted = recount(path, facts)
    heads = [cell.value for cell in load_workbook(path)["Plan"][1]]
    changed(path, "Plan", (2, heads.index("Aantal studenten") + 1), 99)
    now = recount(path, facts).before.components[0]
    assert now.peak != counted.before.components[0].peak
    assert refusal(path, facts)


def test_that_the_totals_in_a_partys_workbook_are_compared_too(facts, path, tmp_path):
    counted = recount(path, facts)
    own = tmp_path / "Voorstel.xlsx"
    build_party_book(facts, ALFA).save(own)
    verify_figures(own, facts, counted)
    title = facts.components[0].title
    changed(own, "Regio", lambda ws: (find(ws, title), 4), 0.5)
    assert refusal(own, facts, counted).place.sheet == "Regio"


def test_that_a_wrong_figure_keeps_every_file_away(tmp_path):
    def book(title):
        made = new_workbook(title)
        made.create_sheet(title)
        return made

    seen = []

    def check(path):
        seen.append(path)
        if len(seen) == 2:
            raise StagePlannerError(Problem(code="export_does_not_add_up", values={}))

    with pytest.raises(StagePlannerError):
        save_all({"a.xlsx": book("a"), "b.xlsx": book("b")}, tmp_path, check=check)
    assert list(tmp_path.iterdir()) == []
    assert save_all({"a.xlsx": book("a"), "b.xlsx": book("b")}, tmp_path, keep=["b.xlsx"]) == (
        tmp_path / "b.xlsx",
    )
    assert [path.name for path in tmp_path.iterdir()] == ["b.xlsx"]


ODD = {
    "no places known": region([period()], []),
    "no students": region([period(), period("S2", students=0)], [company()]),
    "two groups of one name": region([period("a", group="A"), period("b", group="A")],
                                      [company()]),
    "no group": region([period(group="")], [company()]),
    "no free place": region([period()], [company(places=0)]),
    "the weekend too": region([period(days="do vr za")], [company()]),
    "open weekdays": region([period(days=None, days_per_week=3)], [company()]),
    "an unknown programme": region([period(programme="99999")],
                                   [company(accredited=("99999",))]),
    "names that look like others": region([period(institution="12AB", group="2026-09-01")],
                                           [company()]),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_that_odd_regions_add_up(tmp_path, name):
    state = ODD[name]
    files = write_files(state, Explanation(), tmp_path, "nl")
    assert [path.name for path in files] == [WORKBOOK_NAME]
