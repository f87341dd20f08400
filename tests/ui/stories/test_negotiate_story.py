"""A whole negotiation through the window: asked, answered, mended, agreed, signed, reported."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from stageplanner.domain.agreement import AgreementStatus
from stageplanner.domain.form import Form
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.proposal import ProposalStatus
from stageplanner.domain.settled import agreed_placements
from stageplanner.domain.state import State
from stageplanner.project import Project
from tests.ui.builders import period
from ui.report.report_page import text_of

#: Whole stories: leave them out while working with ``-m 'not slow ...'``.
pytestmark = pytest.mark.slow

TIME = 120_000
SCHOOLS = ("Rijn College", "Maas College", "Waal College", "Linge College")


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def region():
    """Four schools with a group each in the same weeks, and places for one of them at a time."""
    groups = tuple(
        period(
            number,
            institution=school,
            students=20,
            allowed_forms=(Form.BLOK,),
            end=date(2026, 11, 27),
        )
        for number, school in enumerate(SCHOOLS)
    )
    return State(
        periods=groups,
        leerbedrijven=(
            Leerbedrijf(id="100000001", name="De Linde", accredited=("25656",), places=20),
        ),
    )


def answer_in(file, **cells):
    """Fill answer cells of a workbook in, as a school does in Excel."""
    book = load_workbook(file)
    sheet = book["Antwoord"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for name, value in cells.items():
        sheet.cell(2, heads[name.replace("_", " ")]).value = value
    book.save(file)


def round_of(window):
    return window.session.state.rounds[0]


def statuses(window):
    return {p.party.id: p.status for p in round_of(window).proposals}


def begin(window, qtbot):
    """A round is begun from a point of the curve."""
    session = window.session
    window.actions.solving.show_panel()
    with qtbot.waitSignal(window.actions.solving.curve_job.finished, timeout=TIME):
        window.actions.solving.curve_panel.start.click()
    window.go_to("negotiate")
    jobs = window.actions.negotiation
    jobs.ask_round()
    dialog = jobs.dialog
    dialog.plan.setCurrentIndex(dialog.plan.count() - 1)
    assert len(dialog.chosen) == 3, "fewer changes leave the peak above the places"
    dialog.title.setText("Najaar")
    click(qtbot, dialog.start)
    assert session.project.undo_verb == "start_round"


def answer(window, qtbot, tmp_path):
    """It is sent; three schools answer in Excel: yes, no, and something else."""
    jobs = window.actions.negotiation
    folder = tmp_path / "ronde"
    with qtbot.waitSignal(jobs.files_job.finished, timeout=TIME):
        jobs.write_to(str(folder), 1, sends=True)
    assert set(statuses(window).values()) == {ProposalStatus.SENT}
    yes, no, other = (p.party.id for p in round_of(window).proposals)
    files = {name: folder / f"Voorstel R1 {name}.xlsx" for name in (yes, no, other)}
    answer_in(files[yes], Antwoord="akkoord")
    answer_in(files[no], Antwoord="afgewezen", Opmerking="toetsweken")
    asked = next(p for p in round_of(window).proposals if p.party.id == other).asked[0].option
    week = timedelta(weeks=1)
    answer_in(
        files[other],
        Antwoord="tegenvoorstel",
        Tegenvoorstel_startdatum=asked.start + week,
        Tegenvoorstel_einddatum=asked.end + week,
    )
    with qtbot.waitSignal(jobs.read_job.finished, timeout=TIME):
        jobs.read(list(files.values()))
    assert jobs.dialog.answers.rowCount() == 3
    click(qtbot, jobs.dialog.take)
    agreed, refused, countered = ProposalStatus.AGREED, ProposalStatus.REFUSED, "countered"
    assert statuses(window) == {yes: agreed, no: refused, other: countered}
    return no


def mend(window, qtbot, tmp_path, no):
    """It is planned again around the answers, and what is asked now is agreed by telephone."""
    session, jobs, page = window.session, window.actions.negotiation, window.negotiate_page
    agreed = ProposalStatus.AGREED
    page.view.choose("repairs")
    with qtbot.waitSignal(jobs.again_job.finished, timeout=TIME):
        click(qtbot, page.repairs.start)
    repair = page.repairs.repairs[0]
    assert no not in repair.others
    click(qtbot, page.repairs.choices[0])
    drafts = [p.id for p in round_of(window).proposals if p.status is ProposalStatus.DRAFT]
    assert drafts, "the refusal leaves a hole that somebody is asked to fill"
    with qtbot.waitSignal(jobs.files_job.finished, timeout=TIME):
        jobs.write_to(str(tmp_path / "opnieuw"), 1, sends=True)
    page.filter.status.setCurrentIndex(page.filter.status.findData("sent"))
    page.table.selectAll()
    assert {found.proposal.id for found in page.selected} == set(drafts)
    click(qtbot, page.tools.buttons["agree"])
    qtbot.waitUntil(lambda: session.facts.state is session.state, timeout=TIME)
    assert session.facts.plan.measures.peak <= 1
    moment = agreed_placements(session.state)
    assert set(moment) >= {p.period for p in round_of(window).proposals if p.status is agreed}


def sign(window, qtbot):
    """What was agreed becomes agreements; each is signed by everybody."""
    session, page = window.session, window.negotiate_page
    with qtbot.waitSignal(page.agreements_made, timeout=TIME):
        page.steps["make"].trigger()
    register = window.agreements_page
    register.refresh()
    for agreement in session.state.agreements:
        register.select(agreement.number)
        for _ in agreement.parties:
            click(qtbot, register.tools.sign_button)
            register.tools.dialog.fields["name"].setText("P. Jansen")
            click(qtbot, register.tools.dialog.take)
        step = next(a for a in register.tools.steps.actions() if "ondertekend" in a.text())
        step.trigger()
    assert {a.status for a in session.state.agreements} == {AgreementStatus.SIGNED}
    register.view.choose("summary")
    assert register.tallies.rows[0].peak_points > 100


def report(window, qtbot, tmp_path):
    """The report tells it, and is written."""
    session = window.session
    window.go_to("report")
    page = window.report_page
    qtbot.waitUntil(lambda: page.report_state is session.state, timeout=TIME)
    assert session.state.agreements[0].number in text_of(page.report)
    click(qtbot, page.export)
    export = window.actions.exports.export_dialog
    for kind, tick in export.kinds.items():
        tick.setChecked(kind in ("pdf", "ics"))
    export.folder.setText(str(tmp_path / "uit"))
    with qtbot.waitSignal(window.actions.exports.export_job.finished, timeout=TIME):
        click(qtbot, export.take)
    assert {file.suffix for file in (tmp_path / "uit").iterdir()} == {".pdf", ".ics"}
    told = " ".join(part.text() for part in window.notices.findChildren(QLabel))
    assert "geschreven" in told


def test_the_whole_story_from_a_point_of_the_curve_to_the_signed_agreement(window, qtbot, tmp_path):
    session = window.session
    with qtbot.waitSignal(session.facts_changed, timeout=TIME):
        session.use(Project(region()))
    begun = session.state
    begin(window, qtbot)
    refused = answer(window, qtbot, tmp_path)
    mend(window, qtbot, tmp_path, refused)
    sign(window, qtbot)
    report(window, qtbot, tmp_path)

    # All is undone and done again, saved, and opened.
    ended, verbs = session.state, []
    while session.project.undo_verb:
        verbs.append(session.project.undo_verb)
        window.undo()
    assert session.state is begun
    assert verbs[-4:] == ["answers", "send", "start_round", "curve"]
    for _ in verbs:
        window.redo()
    assert session.state is ended
    file = tmp_path / "regio.stageplan"
    with qtbot.waitSignal(window.actions.files.save_job.finished, timeout=TIME):
        window.actions.files.save_to(str(file))
    with qtbot.waitSignal(window.actions.files.open_job.finished, timeout=TIME):
        window.actions.files.open_path(file)
    opened = session.state
    assert (opened.rounds, opened.agreements) == (ended.rounds, ended.agreements)
    assert replace(opened.plan, reasons={}).placements == ended.plan.placements
