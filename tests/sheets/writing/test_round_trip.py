"""An exported workbook, taken into a new region, is that region again: wishes, places and plan."""

from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from openpyxl import load_workbook

from stageplanner.documents.workbooks import export
from stageplanner.domain.option import build_options
from stageplanner.domain.plan import WISH_PLAN, Placement, Plan, placements_of
from stageplanner.domain.results.explanation import Explanation
from stageplanner.domain.state import State, all_terms, calendar_of
from stageplanner.load.measures import measure
from stageplanner.problems import Severity
from stageplanner.project import Project
from tests.properties import examples
from tests.regions import regions
from tests.sheets.writing.export_region import explained, planned, write_files

#: What the import fills in for these programmes where a file leaves it open.
NIVEAUS = {"25655": 4, "25656": 3, "25958": 4}


def taken_in(path) -> State:
    project = Project()
    project.import_files([path])
    return project.state


def assert_same(came: State, sent: State):
    sent_plan = WISH_PLAN if sent.plan is None else sent.plan
    came_plan = WISH_PLAN if came.plan is None else came.plan
    by_id = {period.id: period for period in came.periods}
    assert set(by_id) == {period.id for period in sent.periods}
    assert len(came.periods) == len(sent.periods)
    for period in sent.periods:
        assert replace(by_id[period.id], source=None) == replace(period, source=None)
        assert placements_of(came_plan, by_id[period.id]) == placements_of(sent_plan, period)


def test_that_the_regions_workbook_is_the_region_again(tmp_path):
    state = planned()
    came = taken_in(write_files(state, explained(state), tmp_path, "nl")[0])
    assert_same(came, state)
    assert came.holidays == state.holidays
    sent, back = measure(state, state.plan), measure(came, came.plan)
    assert back.peak == sent.peak
    assert back.shortage_student_days == sent.shortage_student_days


def test_that_importing_the_workbook_again_changes_nothing(tmp_path):
    state = planned()
    path = write_files(state, explained(state), tmp_path, "nl")[0]
    project = Project()
    project.import_files([path])
    project.import_files([path])
    assert_same(project.state, state)


@st.composite
def plans(draw):
    """A small region and a plan for it, some of its groups split."""
    state = draw(regions(most=4))
    state = replace(
        state,
        periods=tuple(
            replace(p, year=1 + i % 3, niveau=NIVEAUS[p.programme], programme_name="Zorg")
            for i, p in enumerate(state.periods)
        ),
    )
    terms, calendar = all_terms(state), calendar_of(state)
    placements = {}
    for period in state.periods:
        options = build_options(period, terms[period.id], calendar)
        first, second = draw(st.sampled_from(options)), draw(st.sampled_from(options))
        if period.students > 1 and first != second and draw(st.booleans()):
            placements[period.id] = (
                Placement(option=first, students=1),
                Placement(option=second, students=period.students - 1),
            )
        else:
            placements[period.id] = (Placement(option=first, students=period.students),)
    return replace(state, plan=Plan(placements=placements))


@given(plans())
@examples(12, HealthCheck.function_scoped_fixture)
def test_that_any_plan_comes_back_the_same(tmp_path, state):
    path = write_files(state, Explanation(), tmp_path, "nl")[0]
    assert_same(taken_in(path), state)


def test_that_answers_beside_an_exported_proposal_are_refused_one_by_one(tmp_path):
    written = export(planned(), tmp_path, "nl")
    path = next(Path(file) for file in written if "Beta" in str(file))
    book = load_workbook(path)
    sheet = book["Antwoord"]
    column = [cell.value for cell in sheet[1]].index("Antwoord") + 1
    sheet.cell(row=2, column=column).value = "akkoord"
    book.save(path)
    project = Project()
    (file,) = project.import_files([path]).files
    told = [(p.code, p.place.row) for p in file.problems if p.severity is Severity.ERROR]
    assert told == [("import_answer_without_round", 2)]
    assert (file.rows_used, project.state.periods) == (0, ())
