"""The window keeps ticking while a large region negotiates: 60 institutions, 1,000 proposals."""

import random
from datetime import date, timedelta

import pytest

from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.option import build_options
from stageplanner.domain.plan import plan_of
from stageplanner.domain.proposal import ProposalStatus
from stageplanner.domain.state import State, all_terms, calendar_of
from stageplanner.project import Project
from tests.ui.builders import period
from tests.ui.waiting import come_to_rest
from tests.ui.window.test_event_loop_gaps import FELT, TIME, Ticks, warm  # noqa: F401 - a fixture
from ui.negotiate.counter_dialog import STILL

#: Clocks of a shared machine decide nothing by themselves: run by command, `pytest -m benchmark`.
pytestmark = pytest.mark.benchmark

SCHOOLS, GROUPS, COMPANIES, ASKED = 60, 20, 300, 1000


def large_project():
    """Everybody asked to move, by chance."""
    dice, codes = random.Random(3), ("25656", "25655", "25960", "25741", "25780", "25695")
    periods = []
    for number in range(SCHOOLS * GROUPS):
        start = date(2026, 8, 31) + timedelta(weeks=dice.choice((4, 8, 12, 20)))
        periods.append(
            period(
                number % 8,
                id=f"S{number:04}",
                institution=f"Regionaal College {number // GROUPS:02}",
                programme=dice.choice(codes),
                students=dice.randint(6, 30),
                start=start,
                end=start + timedelta(weeks=10, days=-3),
            )
        )
    companies = tuple(
        Leerbedrijf(
            id=f"1{i:08}", name=f"Zorg {i}", accredited=tuple(dice.sample(codes, 3)), places=30
        )
        for i in range(COMPANIES)
    )
    state = State(periods=tuple(periods), leerbedrijven=companies)
    terms, calendar = all_terms(state), calendar_of(state)
    moved = {
        p.id: dice.choice(build_options(p, terms[p.id], calendar)[1:])
        for p in state.periods[:ASKED]
    }
    project = Project(state)
    project.adopt_plan(plan_of(state.periods, moved))
    project.negotiation.start_round("Najaar", date.today() + timedelta(weeks=3))
    project.negotiation.send(1)
    return project


def rest(qtbot, window):
    """Wait until the window has done all that follows, a measuring that waits a while included."""
    come_to_rest(qtbot, window, soon=STILL, timeout=TIME)


@pytest.fixture
def many(warm, qtbot):  # noqa: F811 - the fixture of the other file
    """The window with the large region, at its round."""
    with qtbot.waitSignal(warm.session.facts_changed, timeout=TIME):
        warm.session.use(large_project())
    warm.go_to("negotiate")
    rest(qtbot, warm)
    return warm


def check(ticks, what):
    """Nothing that the window's thread itself did is felt; who else is busy is told beside it."""
    ticks.end()
    own = sorted(round(gap) for gap in ticks.own)[-3:]
    print(f"{what}: own {own} ms, felt {sorted(round(gap) for gap in ticks.gaps)[-3:]} ms")
    assert max(ticks.own) < FELT, what


def test_that_negotiating_with_many_is_not_felt(many, qtbot, tmp_path):
    page = many.negotiate_page
    assert page.table.model().rowCount() == ASKED

    ticks = Ticks()
    for row in (5, 80, 400):
        page.table.selectRow(row)
        rest(qtbot, many)
    check(ticks, "select")

    ticks = Ticks()
    page.table.selectAll()
    rest(qtbot, many)
    page.tools.agree()
    rest(qtbot, many)
    many.undo()
    rest(qtbot, many)
    check(ticks, "agree to all, and undo")

    page.table.selectRow(5)
    rest(qtbot, many)
    ticks = Ticks()
    page.tools.counter()
    dialog = page.tools.dialog
    for days in (-7, 14, -14):
        part = dialog.parts[0]
        part.start.setDate(part.start.date().addDays(days))
        part.end.setDate(part.end.date().addDays(days))
        rest(qtbot, many)
    qtbot.waitUntil(lambda: bool(dialog.finder.choices), timeout=TIME)
    dialog.finder.choices[0].click()
    rest(qtbot, many)
    check(ticks, "counter-proposal and repair")

    many.session.project.negotiation.record_answers(
        [p.id for p in page.round.proposals if p.status is ProposalStatus.SENT][:500],
        ProposalStatus.AGREED,
    )
    rest(qtbot, many)
    ticks = Ticks()
    with qtbot.waitSignal(page.agreements_made, timeout=TIME):
        page.steps["make"].trigger()
    rest(qtbot, many)
    check(ticks, "agreements")

    ticks = Ticks()
    sharing = many.actions.sharing
    sharing.ask_share()
    for i in range(3, SCHOOLS):
        sharing.dialog.list.item(i).setCheckState(
            sharing.dialog.list.item(i).checkState().Unchecked
        )
    with qtbot.waitSignal(sharing.share_job.finished, timeout=TIME):
        sharing.dialog.write_to(str(tmp_path))
    sharing.dialog.reject()
    rest(qtbot, many)
    check(ticks, "own files")
