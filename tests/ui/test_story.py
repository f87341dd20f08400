"""A whole story through the window, as a coordinator lives it."""

import pytest

from stageplanner.domain.plan import changed_periods
from stageplanner.project import Project
from tests.ui.test_import import OTHERS, SCHOOLS, read
from ui.file_actions import EXAMPLE

TIME = 120_000


def test_that_five_files_become_a_plan_that_is_tried_undone_saved_and_opened(
    window, qtbot, tmp_path
):
    session = window.session
    read(window, qtbot, [EXAMPLE / name for name in (*SCHOOLS, *OTHERS)])
    with qtbot.waitSignal(session.facts_changed, timeout=TIME):
        window.files.import_dialog.take.click()
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.load_page)
    assert session.facts.wish.measures.peak > 1

    window.solving.show_panel()
    seen = []
    window.solving.solve_job.progressed.connect(seen.append)
    with qtbot.waitSignal(window.solving.solve_job.finished, timeout=TIME):
        window.run_panel.start.click()
    qtbot.waitUntil(lambda: session.facts is not None and session.facts.plan is not None)
    assert seen
    changed = changed_periods(session.state.plan, session.state.periods)
    assert changed
    care = max(session.facts.plan.measures.components, key=lambda c: c.periods)
    assert care.peak <= 1 + 1e-9

    window.go_to(2)
    page = window.plan_page
    qtbot.waitUntil(lambda: len(page.gantt.data.rows) > 0)
    refused = next(period for period in changed if period.programme in care.programmes)
    page.gantt.select(refused.id)
    menu = page.build_menu(refused.id)
    with qtbot.waitSignal(session.facts_changed, timeout=TIME):
        menu.actions()[-1].trigger()
    assert len(changed_periods(session.state.plan, session.state.periods)) == len(changed) - 1
    worse = max(session.facts.plan.measures.components, key=lambda c: c.periods)
    assert worse.peak > care.peak

    with qtbot.waitSignal(session.facts_changed, timeout=TIME):
        window.top.undo.click()
    assert changed_periods(session.state.plan, session.state.periods) == changed

    file = tmp_path / "regio.stageplan"
    with qtbot.waitSignal(window.files.save_job.finished, timeout=TIME):
        window.files.save_to(str(file))
    assert not window.isWindowModified()
    plan = session.state.plan
    with qtbot.waitSignal(window.files.open_job.finished, timeout=TIME):
        window.files.open_path(file)
    assert session.state.plan.placements == plan.placements
    assert Project.open(file).state.periods == session.state.periods


def test_that_a_cancel_keeps_the_best_plan_so_far(window, qtbot):
    session = window.session
    with qtbot.waitSignal(window.files.import_job.finished, timeout=TIME):
        window.files.open_example()
    qtbot.waitUntil(lambda: session.facts is not None, timeout=TIME)
    window.solving.optimise(None, 300.0)
    with qtbot.waitSignal(window.solving.solve_job.progressed, timeout=TIME):
        pass
    with qtbot.waitSignal(window.solving.solve_job.finished, timeout=60_000):
        window.run_panel.stop.click()
    assert session.state.plan is not None
    assert session.project.undo_verb == "optimise"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_that_the_agreements_are_written_from_the_window(planned, qtbot, tmp_path, language):
    planned.session.language = language
    with qtbot.waitSignal(planned.files.export_job.finished, timeout=TIME) as caught:
        planned.files.export_to(str(tmp_path))
    assert all(path.exists() for path in caught.args[0])
    assert len(caught.args[0]) == 3


def test_that_a_limit_on_changes_is_kept(window, qtbot):
    with qtbot.waitSignal(window.files.import_job.finished, timeout=TIME):
        window.files.open_example()
    qtbot.waitUntil(lambda: window.session.facts is not None, timeout=TIME)
    with qtbot.waitSignal(window.solving.solve_job.finished, timeout=TIME):
        window.solving.optimise(1.0, 30.0, 3)
    state = window.session.state
    care = max(state.plan.proofs, key=lambda proof: proof.periods)
    assert care.changes <= 3
    assert care.peak < care.wish_peak
