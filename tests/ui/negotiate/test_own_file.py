"""An institution's own file through the window: made, tried in, answered, read by the region."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement
from stageplanner.domain.proposal import ProposalStatus
from stageplanner.own_file.share import share
from stageplanner.project import Project

SCHOOL = "Maas College"


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def said_in(dialog):
    return " ".join(part.text() for part in dialog.findChildren(QLabel))


@pytest.fixture
def sent(planned):
    """The small region with a round that was sent, on its page."""
    negotiation = planned.session.project.negotiation
    negotiation.start_round("Najaar", date.today() + timedelta(weeks=3))
    negotiation.send(1)
    planned.go_to("negotiate")
    planned.negotiate_page.refresh()
    return planned


def moved(state, name, days):
    """A stage period, so many days later than it was wished."""
    from dataclasses import replace

    found = next(p for p in state.periods if p.id == name)
    wish, later = wish_option(found), timedelta(days=days)
    option = replace(wish, start=wish.start + later, end=wish.end + later)
    return (Placement(option=option, students=found.students),)


def test_that_the_files_of_institutions_are_written_and_what_they_tell_is_said(
    sent, qtbot, tmp_path
):
    sent.negotiate_page.steps["share"].trigger()
    dialog = sent.actions.sharing.dialog
    assert dialog.chosen == ("Rijn College", SCHOOL)
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    job = sent.actions.sharing.share_job
    with qtbot.waitSignal(job.finished, timeout=60_000):
        dialog.write_to(str(tmp_path / "uit"))
    (file,) = (tmp_path / "uit").iterdir()
    assert file.name == f"{SCHOOL}.stageplan"
    assert file.name in said_in(dialog)
    assert "één andere instelling" in said_in(dialog)
    assert dialog.open_folder.isVisible()
    with qtbot.waitSignal(job.finished, timeout=60_000):
        dialog.write_to(str(tmp_path / "uit"))
    assert "bestaat al" in said_in(dialog), "what an institution tried is never lost"
    dialog.reject()


@pytest.fixture
def own(sent, keeper, qtbot, tmp_path):
    """The window with the own file of the second school."""
    path = tmp_path / "maas.stageplan"
    share(sent.session.state, SCHOOL, path)
    region = sent.session.project
    region.save(tmp_path / "regio.stageplan")
    with qtbot.waitSignal(keeper.session.facts_changed, timeout=10_000):
        keeper.session.use(Project.open(path))
    sent.negotiate_page.refresh()
    return sent


def test_that_in_its_own_file_an_institution_answers_and_does_not_ask(own, qtbot):
    page = own.negotiate_page
    qtbot.waitUntil(page.reply.isVisible)
    assert not any(part.isVisible() for part in (page.new, page.send, page.read, page.more))
    page.table.selectRow(0)
    offered = {key for key, action in page.tools.actions_.items() if action.isEnabled()}
    assert offered == {"agree", "refuse", "counter"}
    own.menu.refresh()
    assert own.menu.reply.isVisible() and not own.menu.share.isVisible()


def test_that_an_answer_and_an_own_proposal_are_sent_and_the_region_reads_both(
    own, qtbot, tmp_path
):
    window, answer = own, tmp_path / "antwoord.xlsx"
    project = window.session.project
    project.negotiation.record_answer("R1-001", ProposalStatus.AGREED, "graag")
    placed = moved(project.state, "P3", 28)
    project.place("P3", placed)
    click(qtbot, window.negotiate_page.reply)
    dialog = window.actions.sharing.dialog
    assert dialog.list.count() == 2
    assert dialog.unasked == ("P3",)
    own_row = dialog.list.item(1)
    own_row.setCheckState(Qt.CheckState.Unchecked)
    assert "Eén antwoord" in dialog.summary.text()
    own_row.setCheckState(Qt.CheckState.Checked)
    with qtbot.waitSignal(window.actions.sharing.reply_job.finished, timeout=60_000):
        dialog.write_to(str(answer))
    assert answer.exists()
    window.session.use(Project.open(tmp_path / "regio.stageplan"))
    window.go_to("negotiate")
    jobs = window.actions.negotiation
    with qtbot.waitSignal(jobs.read_job.finished, timeout=60_000):
        jobs.read([answer])
    model = jobs.dialog.table.model()
    assert [model.index(i, 2).data() for i in range(2)] == ["✓ akkoord", "↔ tegenvoorstel"]
    assert model.index(1, 4).data() == "niet gevraagd"
    click(qtbot, jobs.dialog.take)
    first, second = window.session.state.rounds[0].proposals
    assert (first.status, first.remark) == (ProposalStatus.AGREED, "graag")
    assert (second.status, second.counter) == (ProposalStatus.COUNTERED, placed)
    asked = [
        window.negotiate_page.model.index(i, 3).data()
        for i in range(window.negotiate_page.model.rowCount())
    ]
    assert "niets: een eigen voorstel van de partij" in asked


def test_that_an_answer_that_does_not_fit_is_told_and_not_written(own, qtbot, tmp_path):
    window, answer = own, tmp_path / "antwoord.xlsx"
    first, second, third = (moved(window.session.state, "P1", days)[0] for days in (7, 14, 28))
    from dataclasses import replace

    parts = (replace(first, students=5), replace(second, students=5), replace(third, students=15))
    window.session.project.place("P1", parts)
    window.actions.sharing.ask_reply()
    dialog = window.actions.sharing.dialog
    with qtbot.waitSignal(window.actions.sharing.reply_job.failed, timeout=60_000):
        dialog.write_to(str(answer))
    assert dialog.isVisible()
    assert "antwoordformulier" in dialog.error_line.text()
    assert not answer.exists()
    dialog.reject()


def test_that_an_institution_of_which_nothing_is_asked_can_still_propose(
    planned, keeper, qtbot, tmp_path
):
    negotiation = planned.session.project.negotiation
    negotiation.start_round("Najaar", date.today() + timedelta(weeks=3))
    negotiation.send(1)
    path = tmp_path / "rijn.stageplan"
    share(planned.session.state, "Rijn College", path)
    keeper.session.use(Project.open(path))
    planned.go_to("negotiate")
    page = planned.negotiate_page
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.not_asked)
    planned.session.project.place("P0", moved(planned.session.state, "P0", 28))
    planned.actions.sharing.ask_reply()
    dialog = planned.actions.sharing.dialog
    assert dialog.unasked == ("P0",)
    assert dialog.take.isEnabled()
    dialog.reject()


# --- good examples ----------------------------------------------------------------------------


def test_that_good_examples_show_what_they_do_and_one_is_applied_and_undone(planned, qtbot):
    planned.go_to("plan")
    menu = planned.plan_page.build_menu("P0")
    next(a for a in menu.actions() if "voorbeelden" in a.text()).trigger()
    dialog = planned.actions.negotiation.dialog
    qtbot.waitUntil(lambda: not dialog.bar.isVisible(), timeout=60_000)
    rows = dialog.model.rows
    assert any(found.tried for found in rows) and any(found.problem for found in rows)
    number = next(i for i, found in enumerate(rows) if found.problem)
    dialog.table.selectRow(number)
    assert not dialog.take.isEnabled()
    assert dialog.effect.text()
    number = next(i for i, found in enumerate(rows) if found.tried)
    dialog.table.selectRow(number)
    before, tried = planned.session.state, rows[number].tried
    click(qtbot, dialog.take)
    assert planned.session.state.plan.placements["P0"] == tried.placements
    planned.undo()
    assert planned.session.state is before


def test_that_a_good_example_can_be_asked_of_a_party(sent, qtbot):
    page = sent.negotiate_page
    page.table.selectRow(0)
    page.tools.actions_["examples"].trigger()
    dialog = sent.actions.negotiation.dialog
    qtbot.waitUntil(lambda: not dialog.bar.isVisible(), timeout=60_000)
    number = next(i for i, found in enumerate(dialog.model.rows) if found.tried)
    dialog.table.selectRow(number)
    found = dialog.model.rows[number]
    click(qtbot, dialog.take)
    (proposal,) = sent.session.state.rounds[0].proposals
    assert (proposal.status, proposal.asked) == (ProposalStatus.DRAFT, found.tried.placements)
    assert proposal.reason == found.example.names["nl"]
    sent.undo()
    assert sent.session.state.rounds[0].proposals[0].status is ProposalStatus.SENT


def test_that_gegevens_offers_good_examples_with_a_key(planned, qtbot):
    planned.go_to("data")
    page = planned.data_page
    page.select_period("P1")
    qtbot.keyClick(page.tables[0], Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert "VIG2B" in said_in(planned.actions.negotiation.dialog)
    planned.actions.negotiation.dialog.reject()
