"""The window on a region of a server: opening it, the work of others, and choosing row by row."""

from dataclasses import replace

import pytest

from stageplanner.project import Project
from stageplanner.store.shared.administration import Server as Administration
from stageplanner.store.shared.shared_copy import SharedCopy
from tests.ui.builders import plan_with_one_change, small_state
from tests.ui.waiting import wait_until


@pytest.fixture
def region(register, server, monkeypatch):
    monkeypatch.setenv("PGPASSWORD", server.password)
    address = replace(register, region="Zorg Utrecht")
    project = Project(small_state())
    project.adopt_plan(plan_with_one_change(small_state()))
    with Administration(address) as administration:
        administration.publish(project._document())
    return address


@pytest.fixture
def opened(window, region):
    window.actions.shared.open(region)
    wait_until(lambda: window.session.project.live is not None)
    return window


def elsewhere(region, change):
    """What a colleague does meanwhile."""
    project = Project.open(region)
    change(project)
    project.save()
    project.close()


def set_target(target):
    return lambda project: project.set_policy(replace(project.state.policy, target=target))


def test_that_the_dialog_opens_a_region_by_a_pasted_address(window, region):
    window.actions.shared.ask_open()
    dialog = window.actions.shared.dialog
    dialog.host.setText(str(region))
    dialog.host.editingFinished.emit()
    assert (dialog.region.text(), dialog.port.value()) == ("Zorg Utrecht", region.port)
    dialog.take.click()
    wait_until(lambda: window.session.project.live is not None)
    assert len(window.session.state.periods) == len(small_state().periods)
    assert window.top._file.text() == "Zorg Utrecht"


def test_that_a_wrong_address_is_told_in_the_dialog(window, region):
    window.actions.shared.ask_open()
    dialog = window.actions.shared.dialog
    dialog.take.click()
    assert "Vul nog in" in dialog.error_line.text()
    dialog.host.setText(str(replace(region, region="Elders")))
    dialog.take.click()
    wait_until(lambda: "Elders" in dialog.error_line.text())
    assert window.session.project.live is None


def test_that_edits_are_shared_and_those_of_others_shown(opened, region):
    opened.session.project.save_scenario("eerste")
    wait_until(lambda: opened.session.project.is_saved)
    assert opened.top.status.text() == "gedeeld"
    followed = []
    opened.session.followed.connect(followed.append)
    elsewhere(region, set_target(0.8))
    wait_until(lambda: opened.session.state.policy.target == 0.8)
    assert followed == [(region.user,)]
    opened.session.project.undo()
    wait_until(lambda: opened.session.project.is_saved)
    copy = SharedCopy.open(region)
    copy.close()
    assert copy.document.plans == ()
    assert copy.document.state.policy.target == 0.8


def test_that_two_changes_of_the_same_are_chosen_row_by_row(opened, region):
    from stageplanner.store.shared.merge import merge
    from ui.shared.conflict_dialog import ConflictDialog

    project = opened.session.project
    base = project._document()
    mine, theirs = Project(base.state), Project(base.state)
    period = base.state.periods[1]
    (placed,) = base.state.plan.placements[period.id]
    mine.place(period.id, (replace(placed, students=placed.students - 1),))
    theirs.place(period.id, ())
    conflicts = merge(base, mine._document(), theirs._document()).conflicts
    dialog = ConflictDialog(conflicts, base.state, opened.words, opened)
    assert dialog.decisions == {("placements", period.id): False}
    (conflict, choice) = dialog.choices[0]
    choice.setChecked(True)
    assert dialog.decisions == {("placements", period.id): True}
    assert period.group in dialog._name(conflict)
    dialog.close()
