"""History, scenarios and the next year through the window."""

from __future__ import annotations

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QFileDialog, QLineEdit

from stageplanner.domain.history import Event, now
from stageplanner.domain.policy import Policy
from stageplanner.project import Project


def column_texts(table, column):
    model = table.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def history(planned):
    planned.undo()
    planned.session.project.set_policy(Policy(target=0.9))
    planned.actions.project.show_history()
    return planned.actions.project.dialog


def test_that_the_newest_change_stands_on_top(history):
    assert column_texts(history.table, 2) == [
        "regels gewijzigd",
        "ongedaan gemaakt",
        "plan gekozen",
    ]
    assert all(column_texts(history.table, 1))
    assert column_texts(history.details, 0) == ["regel"]
    assert column_texts(history.details, 3) == ["1 → 0,9"]
    assert column_texts(history.details, 4) == ["1"]
    assert column_texts(history.details, 5) == ["0,9"]


def test_that_the_region_goes_back_to_a_moment_in_one_step(history, planned):
    project = planned.session.project
    ruled = project.state
    history.table.selectRow(0)
    assert not history.back.isEnabled(), "the region is as it was then"
    history.table.selectRow(2)
    planned_then = column_texts(history.details, 3)
    assert planned_then
    assert "2027" in planned_then[0]
    assert "2027-" not in planned_then[0]
    history.back.click()
    assert project.state.plan is not None
    assert project.state.policy.target == 1.0
    assert column_texts(history.table, 2)[0] == "terug naar een eerder moment"
    assert not history.back.isEnabled()
    project.undo()
    assert project.state is ruled


def test_that_no_checksum_stands_in_the_history(planned):
    event = Event(when=now(), verb="import", origin=f"A.xlsx sha256:{'0af' * 9}")
    planned.session.project.history = (event,)
    planned.actions.project.show_history()
    dialog = planned.actions.project.dialog
    assert column_texts(dialog.table, 5) == ["A.xlsx"]
    assert not dialog.back.isEnabled(), "from before the file was opened"


def test_that_a_chosen_change_is_told_with_its_stage_period(history):
    history.table.selectRow(2)
    (name,) = column_texts(history.details, 1)
    assert name == "VIG2B Verzorgende-IG, jaar 2, Maas College"


def test_that_the_history_can_be_filtered(history):
    history.field.setText("gewijzigd regels")
    assert column_texts(history.table, 2) == ["regels gewijzigd"]
    assert history.status.text() == "1 wijziging"


def test_that_the_history_is_written_as_a_table(history, planned, tmp_path):
    file = tmp_path / "geschiedenis.csv"
    history.export_to(str(file))
    with file.open(encoding="utf-8-sig", newline="") as reader:
        rows = list(csv.DictReader(reader, delimiter=";"))
    assert [row["verb"] for row in rows] == ["plan", "undo", "policy"]
    assert "geschiedenis.csv" in history.message.text()
    history.export_to(str(file / "x.csv"))
    assert "is een bestand en geen map" in history.message.text()


@pytest.fixture
def scenarios(planned, qtbot):
    planned.actions.project.show_scenarios()
    return planned.plan_page.scenarios


def keep(dialog, qtbot, name):
    dialog.name.setText(name)
    click(qtbot, dialog.keep)


def select(dialog, title):
    dialog.table.selectRow(column_texts(dialog.table, 0).index(title))


def test_that_the_wish_and_the_current_plan_stand_side_by_side_measured(scenarios, qtbot):
    assert column_texts(scenarios.table, 0) == ["Voorkeur van de instellingen", "Huidig plan"]
    assert column_texts(scenarios.table, 1) == ["0", "1"]
    qtbot.waitUntil(lambda: column_texts(scenarios.table, 2)[0] == "150,0%", timeout=5000)
    assert column_texts(scenarios.compared, 0) == ["VIG2B Verzorgende-IG, jaar 2, Maas College"]


def test_that_a_scenario_is_kept_adopted_renamed_and_deleted(scenarios, planned, qtbot):
    project = planned.session.project
    keep(scenarios, qtbot, "Voorstel A")
    assert column_texts(scenarios.table, 0)[-1] == "Voorstel A"
    select(scenarios, "Voorkeur van de instellingen")
    click(qtbot, scenarios.adopt)
    assert project.state.plan is None
    select(scenarios, "Voorstel A")
    click(qtbot, scenarios.adopt)
    assert project.state.plan.name == "Voorstel A"
    select(scenarios, "Voorstel A")
    scenarios.name.setText("Voorstel B")
    click(qtbot, scenarios.rename)
    assert [plan.name for plan in project.plans] == ["Voorstel B"]
    select(scenarios, "Voorstel B")
    click(qtbot, scenarios.delete)
    assert project.plans == ()
    assert planned.top.undo.toolTip() == "Ongedaan maken: scenario verwijderen"
    planned.undo()
    assert column_texts(scenarios.table, 0)[-1] == "Voorstel B"


def test_that_a_bad_name_is_told_in_the_dialog(scenarios, planned, qtbot):
    keep(scenarios, qtbot, "voorkeur")
    assert scenarios.error.isVisible()
    assert "andere naam" in scenarios.error.text()
    keep(scenarios, qtbot, "A")
    assert not scenarios.error.isVisible()


def test_that_the_wish_can_be_neither_renamed_nor_deleted(scenarios):
    select(scenarios, "Voorkeur van de instellingen")
    assert not scenarios.rename.isEnabled()
    assert not scenarios.delete.isEnabled()
    assert scenarios.adopt.isEnabled()


def test_that_two_scenarios_are_compared(scenarios, planned, qtbot):
    keep(scenarios, qtbot, "A")
    scenarios.second.setCurrentIndex(scenarios.second.findData("A"))
    scenarios.first.setCurrentIndex(scenarios.first.findData("current"))
    assert scenarios.below.currentIndex() == 1
    scenarios.first.setCurrentIndex(scenarios.first.findData("wish"))
    assert scenarios.compared.model().rowCount() == 1
    assert scenarios.count.text() == "1 verschil"


def test_that_a_plan_of_older_data_is_headed(scenarios, planned, qtbot):
    keep(scenarios, qtbot, "A")
    assert column_texts(scenarios.table, 4) == ["", "", ""]
    planned.session.project.set_policy(Policy(target=0.9))
    assert column_texts(scenarios.table, 4)[1:] == ["▲ gewijzigd sinds dit plan"] * 2
    assert planned.top.status.text() == "gegevens gewijzigd na het voorstel"


@pytest.fixture
def stored(planned, tmp_path, qtbot):
    path = tmp_path / "regio 2026-2027.stageplan"
    with qtbot.waitSignal(planned.actions.files.save_job.finished, timeout=20_000):
        planned.actions.files.save_to(str(path))
    return path


def test_that_the_next_year_is_made_beside_this_one(planned, stored, qtbot):
    before = stored.read_bytes()
    planned.actions.project.roll_over()
    dialog = planned.actions.project.dialog
    assert "2027-2028" in dialog.title.text()
    assert dialog.report.rowCount() > 0
    wished = dialog.new_project.state.periods[1].start
    dialog.from_plan.setChecked(True)
    assert dialog.new_project.state.periods[1].start > wished
    with qtbot.waitSignal(planned.actions.files.save_job.finished, timeout=20_000):
        click(qtbot, dialog.make)
    target = stored.with_name("regio 2027-2028.stageplan")
    project = planned.session.project
    assert project.path == target
    assert project.is_saved
    assert stored.read_bytes() == before
    again = Project.open(target)
    assert [event.verb for event in again.history] == ["plan", "rollover"]
    assert "regio 2026-2027.stageplan sha256:" in again.history[-1].origin


def test_that_a_year_that_is_there_already_is_not_replaced(planned, stored, qtbot):
    target = stored.with_name("regio 2027-2028.stageplan")
    target.write_bytes(b"al iets")
    planned.actions.project.roll_over()
    click(qtbot, planned.actions.project.dialog.make)
    (dialog,) = [d for d in planned.findChildren(QFileDialog) if d.isVisible()]
    dialog.close()
    assert target.read_bytes() == b"al iets"
    assert planned.session.project.path == stored


@pytest.mark.parametrize("verb", ["show_history", "roll_over"])
def test_that_every_control_has_a_name_for_a_screen_reader(planned, stored, verb):
    getattr(planned.actions.project, verb)()
    dialog = planned.actions.project.dialog
    for kind in (QAbstractButton, QComboBox, QLineEdit, QAbstractItemView):
        for control in dialog.findChildren(kind):
            if control.isVisible() and control.focusPolicy() != Qt.FocusPolicy.NoFocus:
                text = control.text() if isinstance(control, QAbstractButton) else ""
                name = control.accessibleName() or text or control.parent().accessibleName()
                assert name, f"{control.metaObject().className()} has no name"
    dialog.close()
