"""Onderhandelen: a round from plan to answers, through the window, every step undone again."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QDate, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from stageplanner.documents.mail_drafts import Mail
from stageplanner.domain.ground_rules import FairnessRule
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement
from stageplanner.domain.proposal import PartyKind, ProposalStatus
from stageplanner.load.fairness import fair_shares
from tests.ui.builders import period
from ui.base.formatting import Words
from ui.base.theme import Theme
from ui.negotiate.part_editor import PartEditor
from ui.negotiate.round_rows import (
    answer_columns,
    fairness_columns,
    proposal_columns,
    proposal_rows,
)
from ui.tables.table_model import TableModel

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
LATER = timedelta(weeks=3)


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def status(window, name="R1-001"):
    found = [p for own in window.session.state.rounds for p in own.proposals if p.id == name]
    return found[0].status


def shown(table, column):
    model = table.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


@pytest.fixture
def sent(planned):
    """The small region with a round of one proposal that was sent, on its page."""
    negotiation = planned.session.project.negotiation
    negotiation.start_round("Najaar", date.today() + LATER)
    negotiation.send(1)
    planned.go_to("negotiate")
    planned.negotiate_page.refresh()
    planned.negotiate_page.table.selectRow(0)
    return planned


def said_at_the_right(window):
    return " ".join(part.text() for part in window.inspector.findChildren(QLabel))


# --- a round ---------------------------------------------------------------------------------


def test_that_without_a_plan_the_page_says_what_to_do_first(region, qtbot):
    region.go_to("negotiate")
    page = region.negotiate_page
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.no_plan)
    page.plan_asked.emit()
    assert region.run_panel.isVisible()


def test_that_a_round_begins_with_what_is_ticked_and_can_be_undone(planned, qtbot):
    planned.go_to("negotiate")
    page = planned.negotiate_page
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.empty)
    click(qtbot, page.begin)
    dialog = planned.actions.negotiation.dialog
    assert dialog.chosen == ("P1",)
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.start.isEnabled()
    dialog.list.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.title.setText("Najaar")
    click(qtbot, dialog.start)
    (own,) = planned.session.state.rounds
    assert (own.title, own.proposals[0].party.id) == ("Najaar", "Maas College")
    assert shown(page.table, 0) == ["Maas College"]
    assert "concept" in shown(page.table, 2)[0]
    planned.undo()
    assert not planned.session.state.rounds
    assert page.stack.currentWidget() is page.empty


def test_that_of_many_changes_those_of_one_school_can_be_chosen(planned, qtbot):
    project, state = planned.session.project, planned.session.state
    groups = tuple(
        period(number % 8, id=f"Q{number}", institution=f"School {number % 3}", programme="25655")
        for number in range(12)
    )
    project.commit_state(replace(state, periods=(*state.periods, *groups)), "import")
    for group in groups:
        wish, later = wish_option(group), timedelta(weeks=4)
        option = replace(wish, start=wish.start + later, end=wish.end + later)
        project.place(group.id, (Placement(option=option, students=group.students),))
    planned.go_to("negotiate")
    planned.actions.negotiation.ask_round()
    dialog = planned.actions.negotiation.dialog
    assert len(dialog.chosen) == 13
    click(qtbot, dialog.none)
    assert dialog.chosen == () and not dialog.start.isEnabled()
    dialog.search.setText("school 1")
    click(qtbot, dialog.all)
    assert dialog.chosen == ("Q1", "Q4", "Q7", "Q10")
    dialog.search.clear()
    assert len(dialog.chosen) == 4
    click(qtbot, dialog.start)
    assert {p.party.id for p in planned.session.state.rounds[0].proposals} == {"School 1"}


def test_that_a_wrong_deadline_is_said_in_the_dialog_and_nothing_begins(planned, qtbot):
    planned.go_to("negotiate")
    planned.actions.negotiation.ask_round()
    dialog = planned.actions.negotiation.dialog
    dialog.deadline.setDate(dialog.deadline.date().addDays(-60))
    click(qtbot, dialog.start)
    assert dialog.isVisible()
    assert "termijn" in dialog.error_line.text()
    assert not planned.session.state.rounds
    dialog.reject()


def test_that_what_is_being_talked_about_is_not_offered_again(sent):
    sent.actions.negotiation.ask_round()
    assert sent.actions.negotiation.dialog.list.count() == 0
    assert not sent.actions.negotiation.dialog.start.isEnabled()
    sent.actions.negotiation.dialog.reject()


def test_that_leerbedrijven_are_asked_where_the_groups_go(planned, qtbot):
    planned.go_to("negotiate")
    planned.actions.negotiation.ask_round()
    dialog = planned.actions.negotiation.dialog
    dialog.companies.setChecked(True)
    assert not dialog.start.isEnabled(), "first is counted whom it concerns"
    qtbot.waitUntil(dialog.start.isEnabled, timeout=30_000)
    told = " ".join(part.text() for part in dialog.findChildren(QLabel))
    (number,) = re.findall(r"→ (\d+) partijen", told)
    click(qtbot, dialog.start)
    qtbot.waitUntil(lambda: bool(planned.session.state.rounds), timeout=30_000)
    assert len(planned.session.state.rounds[0].parties) == int(number)
    kinds = {p.party.kind.value for p in planned.session.state.rounds[0].proposals}
    assert kinds == {"institution", "leerbedrijf"}


def test_that_a_scenario_and_a_point_of_the_curve_can_be_asked(planned, qtbot):
    plan = planned.session.state.plan
    planned.session.project.save_scenario("Voorjaar")
    planned.session.project.adopt_plan(None, "wish")
    from ui.negotiate.round_dialog import RoundDialog

    dialog = RoundDialog(planned.session, planned.words, [("1 wijziging: 90%", plan)], planned)
    assert [dialog.plan.itemText(i) for i in range(2)] == ["Voorjaar", "1 wijziging: 90%"]
    asked = []
    dialog.asked.connect(asked.append)
    click(qtbot, dialog.start)
    dialog.plan.setCurrentIndex(1)
    click(qtbot, dialog.start)
    assert [(q.name, q.plan) for q in asked] == [("Voorjaar", None), ("", plan)]
    planned.actions.negotiation.dialog = dialog
    planned.actions.negotiation.begin(asked[1])
    assert planned.session.state.rounds[0].proposals[0].period == "P1"
    assert planned.session.state.plan is not None


# --- answers by hand -------------------------------------------------------------------------


def test_that_only_lawful_steps_are_offered(sent):
    actions = sent.negotiate_page.tools.actions_
    offered = {key for key, action in actions.items() if action.isEnabled()}
    assert offered == {"agree", "refuse", "counter", "change", "examples", "withdraw"}
    sent.negotiate_page.tools.withdraw()
    assert not any(action.isEnabled() for action in actions.values())


def test_that_a_key_writes_an_agreement_down_and_undo_takes_it_back(sent, qtbot):
    sent.activateWindow()
    sent.negotiate_page.table.setFocus()
    qtbot.keyClick(sent.negotiate_page.table, Qt.Key.Key_A)
    assert status(sent) is ProposalStatus.AGREED
    assert "akkoord" in shown(sent.negotiate_page.table, 2)[0]
    sent.undo()
    assert status(sent) is ProposalStatus.SENT
    assert "verstuurd" in shown(sent.negotiate_page.table, 2)[0]
    assert "akkoord" in sent.top.redo.toolTip()


def test_that_a_refusal_without_a_reason_is_not_taken(sent, qtbot):
    click(qtbot, sent.negotiate_page.tools.buttons["refuse"])
    dialog = sent.negotiate_page.tools.dialog
    click(qtbot, dialog.take)
    assert dialog.isVisible()
    assert "reden" in dialog.error_line.text()
    assert status(sent) is ProposalStatus.SENT
    dialog.field.setPlainText("toetsweek")
    click(qtbot, dialog.take)
    assert status(sent) is ProposalStatus.REFUSED
    assert shown(sent.negotiate_page.table, 6) == ["toetsweek"]


def test_that_a_counter_proposal_shows_its_peak_and_is_recorded(sent, qtbot):
    click(qtbot, sent.negotiate_page.tools.buttons["counter"])
    dialog = sent.negotiate_page.tools.dialog
    assert not dialog.take.isEnabled(), "it says nothing else than the proposal"
    part = dialog.parts[0]
    part.start.setDate(part.start.date().addDays(-28))
    part.end.setDate(part.end.date().addDays(-28))
    assert dialog.take.isEnabled()
    qtbot.waitUntil(lambda: "%" in dialog.effect.text(), timeout=10_000)
    part.end.setDate(part.start.date().addDays(-1))
    assert not dialog.take.isEnabled()
    assert "vóór de eerste" in dialog.effect.text()
    part.end.setDate(part.start.date().addDays(40))
    wanted = dialog.placements
    click(qtbot, dialog.take)
    (proposal,) = sent.session.state.rounds[0].proposals
    assert (proposal.status, proposal.counter) == (ProposalStatus.COUNTERED, wanted)
    sent.negotiate_page.tools.actions_["take"].trigger()
    (proposal,) = sent.session.state.rounds[0].proposals
    assert (proposal.status, proposal.asked) == (ProposalStatus.AGREED, wanted)


def test_that_a_counter_proposal_shows_its_repairs_and_is_taken_with_one_in_one_step(sent, qtbot):
    before = sent.session.state
    click(qtbot, sent.negotiate_page.tools.buttons["counter"])
    dialog = sent.negotiate_page.tools.dialog
    wish = before.periods[1]
    part = dialog.parts[0]
    part.start.setDate(QDate(wish.start.year, wish.start.month, wish.start.day))
    part.end.setDate(QDate(wish.end.year, wish.end.month, wish.end.day))
    qtbot.waitUntil(lambda: bool(dialog.finder.choices), timeout=60_000)
    repair = dialog.finder.repairs[0]
    assert repair.touched
    assert 1 <= len(dialog.finder.choices) <= 3
    told = " ".join(text.text() for text in dialog.finder.findChildren(QLabel))
    assert "Raakt" in told
    assert "Piek" in told
    wanted = dialog.placements
    dialog.field.setText("liever zo")
    click(qtbot, dialog.finder.choices[0])
    proposal = sent.session.state.rounds[0].proposals[0]
    assert (proposal.status, proposal.asked) == (ProposalStatus.AGREED, wanted)
    assert sent.session.state.plan.placements == repair.plan.placements
    sent.undo()
    assert sent.session.state is before


def test_that_of_counter_proposals_thought_of_in_a_row_only_the_last_is_mended(sent, qtbot):
    click(qtbot, sent.negotiate_page.tools.buttons["counter"])
    dialog = sent.negotiate_page.tools.dialog
    part = dialog.parts[0]
    for weeks in (1, 2, 3):
        part.start.setDate(part.start.date().addDays(-7 * weeks))
        part.end.setDate(part.end.date().addDays(-7 * weeks))
        dialog.measure()
    qtbot.waitUntil(lambda: bool(dialog.finder.choices), timeout=60_000)
    (placement,) = dialog.finder.repairs[0].plan.placements["P1"]
    assert (placement,) == dialog.placements
    assert not dialog.finder.stop.isVisible()
    dialog.reject()


def test_that_a_repair_of_a_state_that_is_gone_is_sought_again(sent, qtbot):
    sent.negotiate_page.tools.counter()
    dialog = sent.negotiate_page.tools.dialog
    dialog.parts[0].start.setDate(dialog.parts[0].start.date().addDays(-7))
    dialog.measure()
    qtbot.waitUntil(lambda: bool(dialog.finder.choices), timeout=60_000)
    sent.session.project.negotiation.withdraw("R1-001")
    sent.undo()
    other = replace(sent.session.state.policy, target=0.95)
    sent.session.project.set_policy(other)
    before = sent.session.state
    dialog.finder.choices[0].click()
    assert sent.session.state is before
    assert dialog.finder.choices == []
    qtbot.waitUntil(lambda: bool(dialog.finder.choices), timeout=60_000)
    dialog.finder.choices[0].click()
    assert sent.session.state.rounds[0].proposals[0].status is ProposalStatus.AGREED


def test_that_looking_for_a_repair_can_be_stopped(sent, qtbot):
    sent.negotiate_page.tools.counter()
    dialog = sent.negotiate_page.tools.dialog
    dialog.parts[0].start.setDate(dialog.parts[0].start.date().addDays(-7))
    dialog.measure()
    assert dialog.finder.stop.isVisible()
    click(qtbot, dialog.finder.stop)
    assert not dialog.finder.stop.isVisible()
    job = sent.negotiate_page.tools.repairs_job
    qtbot.waitUntil(lambda: not job.is_running, timeout=60_000)
    assert dialog.finder.choices == []
    dialog.reject()


def test_that_weekdays_left_open_stay_open_until_one_is_chosen(qapp):
    part = PartEditor("Eerste deel", 10, Words("nl"))
    open_days = Placement(option=wish_option(period(3, weekdays=None)), students=10)
    part.show_placement(open_days)
    assert part.placement == open_days
    part.days[1].click()
    assert (part.placement.option.weekdays, part.placement.option.days_per_week) == ((1,), 1)


def test_that_a_split_must_hold_the_whole_group(sent, qtbot):
    sent.negotiate_page.tools.counter()
    dialog = sent.negotiate_page.tools.dialog
    dialog.split.setChecked(True)
    first, second = dialog.parts
    assert first.students.value() + second.students.value() == 25
    first.students.setValue(3)
    assert not dialog.take.isEnabled()
    first.students.setValue(25 - second.students.value())
    second.start.setDate(second.start.date().addDays(-28))
    click(qtbot, dialog.take)
    assert len(sent.session.state.rounds[0].proposals[0].counter) == 2


def test_that_the_region_can_ask_something_else_and_the_proposal_is_open_again(sent, qtbot):
    sent.negotiate_page.tools.agree()
    sent.negotiate_page.tools.actions_["change"].trigger()
    dialog = sent.negotiate_page.tools.dialog
    dialog.parts[0].start.setDate(dialog.parts[0].start.date().addDays(-7))
    dialog.field.setText("anders past het niet")
    click(qtbot, dialog.take)
    (proposal,) = sent.session.state.rounds[0].proposals
    assert (proposal.status, proposal.version) == (ProposalStatus.DRAFT, 2)
    assert proposal.reason == "anders past het niet"
    assert sent.negotiate_page.send.isEnabled()


def test_that_the_right_tells_what_a_proposal_does_for_party_and_region(sent, qtbot):
    page = sent.negotiate_page
    qtbot.waitUntil(lambda: page.effect is not None, timeout=10_000)
    said = said_at_the_right(sent)
    assert "Met deze wijziging: hoogste bezetting" in said
    assert "Voor Maas College" in said
    effect = page.effect[1]
    assert effect.changes == 1
    assert effect.region.peak_counter > effect.region.peak_asked


# --- several at once, and later ---------------------------------------------------------------


@pytest.fixture
def three(planned, qtbot):
    """A round of three proposals that were sent, on its page."""
    project = planned.session.project
    for name, days in (("P0", 28), ("P3", 14)):
        found = next(p for p in project.state.periods if p.id == name)
        wish, later = wish_option(found), timedelta(days=days)
        option = replace(wish, start=wish.start + later, end=wish.end + later)
        project.place(name, (Placement(option=option, students=found.students),))
    project.negotiation.start_round("Najaar", date.today() + LATER)
    project.negotiation.send(1)
    planned.go_to("negotiate")
    planned.negotiate_page.refresh()
    return planned


def statuses(window):
    return [p.status for own in window.session.state.rounds for p in own.proposals]


def test_that_several_answers_are_one_step(three, qtbot):
    page, before = three.negotiate_page, three.session.state
    page.table.selectAll()
    assert len(page.selected) == 3
    click(qtbot, page.tools.buttons["agree"])
    assert statuses(three) == [ProposalStatus.AGREED] * 3
    three.undo()
    assert three.session.state is before
    page.table.selectAll()
    click(qtbot, page.tools.buttons["refuse"])
    dialog = page.tools.dialog
    assert "2 partijen" in " ".join(text.text() for text in dialog.findChildren(QLabel))
    dialog.field.setPlainText("toetsweken")
    click(qtbot, dialog.take)
    assert statuses(three) == [ProposalStatus.REFUSED] * 3
    three.undo()
    assert three.session.state is before


def test_that_proposals_are_filtered_by_party_status_and_word(three):
    page = three.negotiate_page
    texts = [page.filter.party.itemText(i) for i in range(page.filter.party.count())]
    assert texts == ["Alle partijen", "Rijn College: 1 van 1 open", "Maas College: 2 van 2 open"]
    page.filter.party.setCurrentIndex(1)
    assert shown(page.table, 0) == ["Rijn College"]
    page.tools.show_rows(page.selected, False)
    page.table.selectRow(0)
    page.tools.agree()
    assert "klaar" in page.filter.party.currentText()
    page.filter.party.setCurrentIndex(0)
    page.filter.status.setCurrentIndex(page.filter.status.findData("sent"))
    assert set(shown(page.table, 0)) == {"Maas College"}
    page.filter.status.setCurrentIndex(0)
    page.filter.search.setText("tandarts")
    assert page.table.model().rowCount() == 1


def test_that_a_later_deadline_is_given_and_what_lapsed_goes_out_again(three, qtbot):
    page, negotiation = three.negotiate_page, three.session.project.negotiation
    negotiation.record_answer("R1-001", ProposalStatus.AGREED)
    negotiation.expire(date.today() + 2 * LATER)
    assert statuses(three).count(ProposalStatus.LAPSED) == 2
    before = three.session.state
    page.steps["later"].trigger()
    dialog = three.actions.negotiation.dialog
    assert "2 vervallen" in dialog.fields["again"].text()
    dialog.fields["deadline"].setDate(QDate(2020, 1, 1))
    click(qtbot, dialog.take)
    assert dialog.isVisible() and "termijn" in dialog.error_line.text()
    dialog.fields["deadline"].setDate(QDate(2999, 1, 1))
    dialog.fields["write"].setChecked(False)
    click(qtbot, dialog.take)
    assert statuses(three).count(ProposalStatus.SENT) == 2
    assert three.session.state.rounds[0].deadline == date(2999, 1, 1)
    three.undo()
    assert three.session.state is before


def test_that_one_lapsed_proposal_is_sent_again_by_its_menu(three, qtbot):
    page, negotiation = three.negotiate_page, three.session.project.negotiation
    negotiation.expire(date.today() + 2 * LATER)
    page.table.selectRow(1)
    (chosen,) = page.selected
    page.tools.actions_["again"].trigger()
    click(qtbot, three.actions.negotiation.dialog.take)
    found = {p.id: p.status for p in three.session.state.rounds[0].proposals}
    assert found.pop(chosen.proposal.id) is ProposalStatus.SENT
    assert set(found.values()) == {ProposalStatus.LAPSED}


# --- files -----------------------------------------------------------------------------------


def answer_in(file, word, counter=None):
    """Fill the first answer cell of a workbook in."""
    book = load_workbook(file)
    sheet = book["Antwoord"]
    head = next(c for row in sheet.iter_rows() for c in row if c.value == "Antwoord")
    sheet.cell(head.row + 1, head.column).value = word
    book.save(file)


def test_that_sending_writes_a_workbook_per_party_and_marks_the_round(planned, qtbot, tmp_path):
    planned.session.project.negotiation.start_round("Najaar", date.today() + LATER)
    jobs = planned.actions.negotiation
    with qtbot.waitSignal(jobs.files_job.finished, timeout=30_000):
        jobs.write_to(str(tmp_path), 1, sends=True)
    name = "Voorstel R1 Maas College"
    assert {path.name for path in tmp_path.glob("V*")} == {f"{name}.xlsx", f"{name}.eml"}
    told = " ".join(part.text() for part in planned.notices.findChildren(QLabel))
    assert "geschreven voor 1 partij" in told and "Maas College" in told and "niets" in told
    (file,) = tmp_path.glob("*.xlsx")
    told = [
        str(cell.value) for row in load_workbook(file).worksheets[0].iter_rows() for cell in row
    ]
    assert any("gevraagd op" in text for text in told), "the workbook says how it arrives"
    assert not any("concept" in text or "versie" in text for text in told)
    assert status(planned) is ProposalStatus.SENT
    planned.undo()
    assert status(planned) is ProposalStatus.DRAFT


def test_that_before_sending_the_parties_are_named_and_their_addresses_kept(planned, qtbot):
    planned.session.project.negotiation.start_round("Najaar", date.today() + LATER)
    planned.go_to("negotiate")
    page, jobs = planned.negotiate_page, planned.actions.negotiation
    click(qtbot, page.send)
    dialog = jobs.dialog
    told = " ".join(part.text() for part in dialog.findChildren(QLabel))
    assert "Eén partij krijgt iets nieuws" in told and "Zonder adres: 1" in told
    assert [dialog.table.item(0, k).text() for k in range(3)] == ["Maas College", "", ""]
    dialog.table.item(0, 1).setText("BPV-bureau")
    dialog.table.item(0, 2).setText("bpv maas")
    click(qtbot, dialog.take)
    assert dialog.isVisible() and "geen e-mailadres" in dialog.error_line.text()
    assert not planned.session.state.contacts
    dialog.table.item(0, 2).setText("bpv@maas.example")
    with qtbot.waitSignal(dialog.accepted):
        click(qtbot, dialog.take)
    (contact,) = planned.session.state.contacts
    assert (contact.party, contact.role, contact.email) == (
        "Maas College",
        "BPV-bureau",
        "bpv@maas.example",
    )
    (chooser,) = planned.findChildren(QFileDialog)
    chooser.reject()
    assert status(planned) is ProposalStatus.DRAFT, "nothing is done before the folder is chosen"


def test_that_contacts_of_the_whole_region_are_edited_and_removed_in_one_step(sent, qtbot):
    sent.negotiate_page.steps["contacts"].trigger()
    dialog = sent.actions.negotiation.dialog
    assert dialog.table.rowCount() > 1
    for line in range(2):
        dialog.table.item(line, 2).setText(f"a{line}@school.example")
    click(qtbot, dialog.take)
    assert len(sent.session.state.contacts) == 2
    assert "school.example" not in repr(sent.session.project.history)
    sent.negotiate_page.steps["contacts"].trigger()
    dialog = sent.actions.negotiation.dialog
    dialog.table.item(0, 2).setText(" ")
    click(qtbot, dialog.take)
    assert [c.email for c in sent.session.state.contacts] == ["a1@school.example"]
    sent.undo()
    assert len(sent.session.state.contacts) == 2


def test_that_a_reminder_is_written_for_who_has_not_answered(sent, qtbot, tmp_path):
    jobs, page = sent.actions.negotiation, sent.negotiate_page
    assert page.steps["remind"].isEnabled()
    with qtbot.waitSignal(jobs.files_job.finished, timeout=30_000):
        jobs.write_to(str(tmp_path), 1, parties=("Maas College",), mail=Mail.REMINDER)
    (file,) = tmp_path.glob("*.eml")
    assert file.name == "Herinnering R1 Maas College.eml"
    page.tools.agree()
    assert not page.steps["remind"].isEnabled()


def test_that_a_round_whose_files_cannot_be_written_is_not_sent(planned, qtbot, tmp_path):
    planned.session.project.negotiation.start_round("Najaar", date.today() + LATER)
    jobs = planned.actions.negotiation
    taken = tmp_path / "geen map"
    taken.write_text("een bestand", "utf-8")
    with qtbot.waitSignal(jobs.files_job.failed, timeout=30_000):
        jobs.write_to(str(taken), 1, sends=True)
    assert status(planned) is ProposalStatus.DRAFT


def test_that_files_dropped_on_the_page_are_shown_before_they_count(sent, qtbot, tmp_path):
    (file,) = sent.session.project.negotiation.write_files(1, tmp_path)
    answer_in(file, "akkoord")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(9, 9), copy, data, left, Qt.KeyboardModifier.NoModifier)
    jobs = sent.actions.negotiation
    with qtbot.waitSignal(jobs.read_job.finished, timeout=30_000):
        sent.dropEvent(event)
    dialog = jobs.dialog
    assert shown(dialog.table, 2) == ["✓ akkoord"]
    assert status(sent) is ProposalStatus.SENT
    click(qtbot, dialog.take)
    assert status(sent) is ProposalStatus.AGREED
    assert sent.session.state.rounds[0].proposals[0].origin == file.name
    sent.undo()
    assert status(sent) is ProposalStatus.SENT


def test_that_reading_many_answers_tells_how_far_it_is_and_can_be_stopped(sent, qtbot, tmp_path):
    (file,) = sent.session.project.negotiation.write_files(1, tmp_path)
    answer_in(file, "akkoord")
    files = [tmp_path / f"{number}.xlsx" for number in range(200)]
    for copy in files:
        copy.write_bytes(file.read_bytes())
    jobs, parts = sent.actions.negotiation, []
    jobs.read_job.progressed.connect(parts.append)
    with qtbot.waitSignal(jobs.read_job.finished, timeout=60_000):
        jobs.read(files)
        qtbot.waitUntil(lambda: len(parts) > 2, timeout=60_000)
        stop = next(b for b in sent.notices.findChildren(QPushButton) if b.text() == "Annuleren")
        click(qtbot, stop)
    assert max(parts) < 1
    assert jobs.dialog is None
    assert not sent.notices.isVisible()
    assert status(sent) is ProposalStatus.SENT


def test_that_an_answer_that_is_no_answer_is_told_and_not_taken(sent, qtbot, tmp_path):
    (file,) = sent.session.project.negotiation.write_files(1, tmp_path)
    answer_in(file, "misschien")
    jobs = sent.actions.negotiation
    with qtbot.waitSignal(jobs.read_job.finished, timeout=30_000):
        jobs.read([file])
    assert not jobs.dialog.take.isEnabled()
    assert any("misschien" in text for text in shown(jobs.dialog.problem_table, 2))
    jobs.dialog.reject()


# --- planning again, and what is fair --------------------------------------------------------


def test_that_a_repair_is_chosen_and_can_be_undone(sent, qtbot):
    negotiation = sent.session.project.negotiation
    negotiation.record_answer("R1-001", ProposalStatus.REFUSED, "toetsweek")
    page = sent.negotiate_page
    page.view.choose("repairs")
    with qtbot.waitSignal(sent.actions.negotiation.again_job.finished, timeout=60_000):
        click(qtbot, page.repairs.start)
    assert 1 <= len(page.repairs.choices) <= 3
    before = sent.session.state
    click(qtbot, page.repairs.choices[0])
    assert sent.session.state.plan != before.plan
    assert page.view.key == "proposals"
    sent.undo()
    assert sent.session.state == before


def test_that_repairs_of_other_data_are_gone(sent, qtbot):
    page = sent.negotiate_page
    page.repairs.state = sent.session.state
    page.repairs.display(())
    sent.session.project.negotiation.record_answer("R1-001", ProposalStatus.REFUSED, "nee")
    assert page.repairs.state is None


def test_that_the_rule_of_what_is_fair_changes_the_parts_and_can_be_undone(sent, qtbot):
    page = sent.negotiate_page
    page.view.choose("fairness")
    qtbot.waitUntil(lambda: page.fairness.model.rowCount() == 2, timeout=10_000)
    page.fairness.rule.choose(FairnessRule.INSTITUTIONS)
    qtbot.waitUntil(lambda: shown(page.fairness.table, 4) == ["50,0%", "50,0%"], timeout=10_000)
    page.fairness.rule.choose(FairnessRule.KEY)
    page.fairness.table.selectRow(0)
    page.fairness.weight.setValue(3)
    page.fairness.weight.editingFinished.emit()
    qtbot.waitUntil(lambda: "75,0%" in shown(page.fairness.table, 4), timeout=10_000)
    for _ in range(3):
        sent.undo()
    assert sent.session.state.ground_rules.fairness is FairnessRule.STUDENTS
    qtbot.waitUntil(lambda: page.fairness.rule.key == FairnessRule.STUDENTS)


def several(window, count=4):
    """A round of several proposals, sent, on its page."""
    project, state = window.session.project, window.session.state
    groups = tuple(
        period(number, id=f"Q{number}", institution=f"School {number}", programme="25655")
        for number in range(count)
    )
    project.commit_state(replace(state, periods=(*state.periods, *groups)), "import")
    for group in groups:
        wish, later = wish_option(group), timedelta(weeks=4)
        option = replace(wish, start=wish.start + later, end=wish.end + later)
        project.place(group.id, (Placement(option=option, students=group.students),))
    project.negotiation.start_round("Najaar", date.today() + LATER)
    project.negotiation.send(1)
    window.go_to("negotiate")
    window.negotiate_page.refresh()
    return window.session.state.rounds[0].proposals


def test_that_a_mixed_choice_counts_for_what_can_and_says_for_how_many(planned, qtbot):
    proposals = several(planned)
    page, negotiation = planned.negotiate_page, planned.session.project.negotiation
    negotiation.withdraw(proposals[0].id, proposals[1].id)
    page.table.selectAll()
    agree = page.tools.buttons["agree"]
    assert agree.isEnabled() and agree.text() == f"Akkoord (3 van {len(proposals)})"
    click(qtbot, agree)
    after = [p.status for p in planned.session.state.rounds[0].proposals]
    assert after.count(ProposalStatus.AGREED) == 3
    assert after.count(ProposalStatus.WITHDRAWN) == 2
    assert page.tools.note.text().startswith(f"3 van {len(proposals)}")
    page.table.selectRow(0)
    assert not page.tools.note.text()
    assert agree.text() == "Akkoord"


def test_that_statuses_have_a_colour_beside_their_sign(sent):
    table = sent.negotiate_page.table
    cell = table.model().index(0, 2)
    before = cell.data(Qt.ItemDataRole.ForegroundRole)
    sent.negotiate_page.tools.agree()
    after = cell.data(Qt.ItemDataRole.ForegroundRole)
    assert before != after and after.name() == Theme.colors.good
    assert table.model().index(0, 0).data(Qt.ItemDataRole.ForegroundRole) is None


def test_that_many_answers_are_summed_up_and_lead_to_the_next_step(planned, qtbot, tmp_path):
    proposals = several(planned)
    jobs, page = planned.actions.negotiation, planned.negotiate_page
    assert not page.next.isVisible(), "before an answer there is no next step"
    files = planned.session.project.negotiation.write_files(1, tmp_path)
    words = ["akkoord", "afgewezen", "ja hoor", "nou nee"]
    for file, word in zip(files, words, strict=False):
        answer_in(file, word)
    book = load_workbook(files[1])
    heads = {cell.value: cell.column for cell in book["Antwoord"][1]}
    book["Antwoord"].cell(2, heads["Opmerking"]).value = "toetsweken"
    book.save(files[1])
    with qtbot.waitSignal(jobs.read_job.finished, timeout=30_000):
        jobs.read(list(files))
    dialog = jobs.dialog
    told = " ".join(part.text() for part in dialog.findChildren(QLabel))
    assert "5 gelezen: 1 akkoord, 1 afgewezen, 2 onduidelijk, 1 zonder antwoord" in told
    assert "“ja hoor”" in told and "“nou nee”" in told
    third, fourth = (proposals[k].id for k in (2, 3))
    click(qtbot, dialog.unclear.buttons[third][ProposalStatus.AGREED])
    click(qtbot, dialog.unclear.buttons[fourth][ProposalStatus.AGREED])
    click(qtbot, dialog.unclear.buttons[fourth][ProposalStatus.COUNTERED])
    assert dialog.unclear.decisions == {
        third: ProposalStatus.AGREED,
        fourth: ProposalStatus.COUNTERED,
    }
    click(qtbot, dialog.take)
    assert status(planned, third) is ProposalStatus.AGREED
    counter = page.tools.dialog
    assert counter.isVisible() and status(planned, fourth) is ProposalStatus.SENT
    counter.reject()
    assert page.next.isVisible()
    steps = {key: step.text() for key, step in page.next.buttons.items() if step.isVisible()}
    assert steps == {
        "repair": "1 afgewezen: opnieuw plannen",
        "agree": "2 akkoord: afspraken maken",
        "remind": "2 zonder antwoord: herinneren",
    }
    planned.session.project.negotiation.record_counter(fourth, proposals[3].before)
    click(qtbot, page.next.buttons["decide"])
    assert shown(page.table, 0) == [proposals[3].party.label]


def test_that_the_board_says_who_waits_for_whom_and_reminds_and_prints(planned, qtbot, tmp_path):
    proposals = several(planned, 2)
    page, board = planned.negotiate_page, planned.negotiate_page.board
    negotiation = planned.session.project.negotiation
    negotiation.record_answer(proposals[0].id, ProposalStatus.AGREED)
    negotiation.record_answer(proposals[1].id, ProposalStatus.REFUSED, "toetsweek")
    page.view.choose("parties")
    assert page.stack.currentWidget() is board
    assert shown(board.table, 1) == [
        "↔ de regio is aan zet",
        "→ wacht op de partij",
        "✓ klaar",
    ]
    assert shown(board.table, 5) == ["", "21", ""]
    asked, pages = [], []
    board.remind_asked.connect(asked.append)
    board.page_asked.disconnect()
    board.page_asked.connect(pages.append)
    board.table.selectRow(1)
    click(qtbot, board.remind)
    planned.findChildren(QFileDialog)[0].reject()
    assert asked == [(proposals[2].party.id,)]
    click(qtbot, board.page)
    assert pages == [proposals[2].party]
    exports = planned.actions.exports
    with qtbot.waitSignal(exports.export_job.finished, timeout=60_000):
        exports._write_page(proposals[2].party, str(tmp_path / "uit"))
    names = {path.name for path in (tmp_path / "uit").iterdir()}
    assert f"Blad {proposals[2].party.label}.pdf" in names


def test_that_agreements_are_made_of_what_was_agreed(sent, qtbot):
    page = sent.negotiate_page
    assert not page.steps["make"].isEnabled()
    page.tools.agree()
    with qtbot.waitSignal(page.agreements_made, timeout=60_000):
        page.steps["make"].trigger()
    (agreement,) = sent.session.state.agreements
    assert agreement.parties[0].party.id == "Maas College"
    sent.undo()
    assert not sent.session.state.agreements


def test_that_what_could_not_become_an_agreement_is_told(planned, qtbot):
    planned.go_to("negotiate")
    planned.actions.negotiation.ask_round()
    dialog = planned.actions.negotiation.dialog
    dialog.companies.setChecked(True)
    assert not dialog.start.isEnabled(), "first is counted whom it concerns"
    qtbot.waitUntil(dialog.start.isEnabled, timeout=30_000)
    click(qtbot, dialog.start)
    qtbot.waitUntil(lambda: bool(planned.session.state.rounds), timeout=30_000)
    negotiation = planned.session.project.negotiation
    negotiation.send(1)
    company = next(
        p for p in negotiation.round(1).proposals if p.party.kind is PartyKind.LEERBEDRIJF
    )
    negotiation.record_answer(company.id, ProposalStatus.AGREED)
    page = planned.negotiate_page
    page.refresh()
    with qtbot.waitSignal(planned.actions.negotiation.refused, timeout=60_000):
        page.steps["make"].trigger()
    assert page.error_line.isVisible()
    negotiation.record_answer("R1-001", ProposalStatus.AGREED)
    assert not planned.session.state.agreements
    with qtbot.waitSignal(page.agreements_made, timeout=60_000):
        page.steps["make"].trigger()
    assert planned.session.state.agreements


def test_that_a_closed_round_takes_nothing_any_more(sent):
    page = sent.negotiate_page
    page.steps["close"].trigger()
    assert status(sent) is ProposalStatus.LAPSED
    assert not page.send.isEnabled()
    assert not any(action.isEnabled() for action in page.tools.actions_.values())


def test_that_nothing_lapses_before_its_deadline(sent):
    sent.negotiate_page.steps["expire"].trigger()
    assert "nog niet voorbij" in sent.negotiate_page.error_line.text()
    assert status(sent) is ProposalStatus.SENT


def test_that_the_models_keep_the_rules_of_item_models(sent, qapp):
    state, words = sent.session.state, Words("nl")
    rows = proposal_rows(state, state.rounds[0])
    gone = (replace(rows[0], period=None),)
    for columns, first, second in (
        (proposal_columns(words), rows, gone),
        (fairness_columns(words), fair_shares(state), ()),
        (answer_columns(words), (), ()),
    ):
        model = TableModel(columns)
        QAbstractItemModelTester(model, FATAL)
        model.set_rows(first)
        model.set_rows(second)
        model.set_rows(first)
        for column in range(model.columnCount()):
            said = [model.index(row, column).data() for row in range(model.rowCount())]
            assert all(isinstance(text, str) for text in said)
