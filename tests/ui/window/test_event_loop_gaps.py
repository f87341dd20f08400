"""The window keeps ticking while files are read, a plan is sought, saved and written."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from stageplanner.project import Project
from stageplanner.workspace.shipped_data import example_files
from tests.benchmarks.event_loop_gaps import Ticks
from tests.ui.builders import period, small_state
from tests.ui.waiting import come_to_rest

#: Clocks of a shared machine decide nothing by themselves: run by command, `pytest -m benchmark`.
pytestmark = pytest.mark.benchmark

#: Milliseconds between two ticks that nobody feels.
FELT = 100
#: How often a drop and its undo are tried: the machine itself holds one up now and then.
TRIES = 5
TIME = 120_000


def check(ticks, what):
    """Nothing is felt of what the window itself does, whoever else keeps the machine busy."""
    longest = ticks.end()
    print(f"{what}: {len(ticks.gaps)} ticks, felt {max(ticks.gaps):.0f} ms, ours {longest:.0f}")
    assert longest < FELT, what


@pytest.fixture
def warm(window, qtbot):
    """The window after its first second: what measuring needs has been loaded."""
    window.warm_up()
    qtbot.waitUntil(lambda: "data" in window.pages.built, timeout=TIME)
    qtbot.waitUntil(lambda: not window.session.is_measuring, timeout=TIME)
    return window


def test_that_long_work_never_holds_the_window_up(warm, qtbot, tmp_path):
    window = warm
    ticks = Ticks()
    with qtbot.waitSignal(window.actions.imports.import_job.finished, timeout=TIME):
        window.actions.imports.take_files([Path(name) for name in example_files()])
    qtbot.waitUntil(lambda: window.session.facts is not None, timeout=TIME)
    come_to_rest(qtbot, window)
    check(ticks, "import")

    ticks = Ticks()
    with qtbot.waitSignal(window.actions.solving.solve_job.finished, timeout=TIME):
        window.actions.solving.optimise(1.0, 60.0)
    qtbot.waitUntil(lambda: window.session.facts.plan is not None, timeout=TIME)
    come_to_rest(qtbot, window)
    check(ticks, "optimise")

    ticks = Ticks()
    with qtbot.waitSignal(window.actions.files.save_job.finished, timeout=TIME):
        window.actions.files.save_to(str(tmp_path / "regio.stageplan"))
    come_to_rest(qtbot, window)
    check(ticks, "save")

    ticks = Ticks()
    with qtbot.waitSignal(window.actions.exports.export_job.finished, timeout=TIME):
        window.actions.exports.export_to(str(tmp_path))
    come_to_rest(qtbot, window)
    check(ticks, "export")


@pytest.fixture
def many(warm, qtbot):
    """The window with a thousand stage periods, each page having been looked at."""
    state = small_state()
    periods = tuple(period(i % 8, id=f"P{i}", institution=f"School {i % 6}") for i in range(1000))
    with qtbot.waitSignal(warm.session.facts_changed, timeout=TIME):
        warm.session.use(Project(replace(state, periods=periods)))
    for step in ("data", "load", "plan"):
        warm.go_to(step)
        come_to_rest(qtbot, warm)
    return warm


@pytest.mark.parametrize("step", ["data", "load", "plan"])
def test_that_a_drop_and_its_undo_are_not_felt_at_a_thousand_periods(many, qtbot, step):
    page = many.plan_page
    options = sorted(page.moves.places("P7"), key=lambda option: option.start)
    many.go_to(step)
    longest, felt = [], []
    for number in range(TRIES):
        for act in (lambda n=number: page.place("P7", options[n]), many.undo):
            ticks = Ticks()
            with qtbot.waitSignal(many.session.facts_changed, timeout=TIME):
                act()
            come_to_rest(qtbot, many)
            ticks.end()
            longest.append(max(ticks.own))
            felt.append(max(ticks.gaps))
    print(f"page {step}: {[round(gap) for gap in longest]} ms, felt {[round(g) for g in felt]}")
    # The best of the drops and of the undos: what they cost at every run.
    assert max(min(longest[::2]), min(longest[1::2])) < FELT / 2


def own_time(act, qtbot, window):
    """The longest stretch that the window's thread computed while something was done."""
    ticks = Ticks()
    with qtbot.waitSignal(window.session.facts_changed, timeout=TIME):
        act()
    come_to_rest(qtbot, window)
    ticks.end()
    return max(ticks.own)


def test_that_typing_and_pasting_in_gegevens_are_not_felt_at_a_thousand_periods(many, qtbot):
    many.go_to("data")
    table = many.data_page.tables[0]
    model = many.data_page.models[0]
    typed, pasted = [], []
    for number in range(TRIES):
        typed.append(own_time(lambda n=number: model.write([(7, 4, str(40 + n))]), qtbot, many))
        lines = "\n".join(f"G{number}\t2\t{20 + number}\tblok" for _ in range(100))
        QApplication.clipboard().setText(lines)
        table.setCurrentIndex(table.filter.index(0, 2))
        pasted.append(own_time(table.paste, qtbot, many))
    print(f"typed {[round(t) for t in typed]}, 100 rows pasted {[round(t) for t in pasted]} ms")
    assert min(typed) < FELT / 2
    assert min(pasted) < FELT
