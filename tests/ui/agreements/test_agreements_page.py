"""Afspraken: the register through the window, every step lawful and undone again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from stageplanner.domain.agreement import AgreementKind, AgreementStatus, PartyStatus
from stageplanner.domain.negotiation.agreement_needs import needs
from stageplanner.domain.proposal import ProposalStatus
from tests.negotiating import signed
from ui.agreements.agreement_rows import agreement_columns, need_columns, tallied, tally_columns
from ui.base.formatting import Words
from ui.tables.table_model import TableModel

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def shown(table, column):
    model = table.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


@pytest.fixture
def page(planned, qtbot):
    """The page with one agreement of two parties, agreed by both."""
    project = planned.session.project
    project.negotiation.start_round("Najaar", date.today() + timedelta(weeks=3))
    project.negotiation.send(1)
    project.negotiation.record_answer("R1-001", ProposalStatus.AGREED)
    project.register.make_agreements(1)
    planned.go_to("agreements")
    planned.agreements_page.refresh()
    return planned.agreements_page


def only(page):
    (agreement,) = page.session.state.agreements
    return agreement


def step(page, word):
    action = next(a for a in page.tools.steps.actions() if word in a.text())
    action.trigger()


def test_that_without_agreements_the_page_leads_to_the_rounds(planned, qtbot):
    planned.go_to("agreements")
    page = planned.agreements_page
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.empty)
    page.rounds_asked.emit()
    assert planned.pages.currentWidget() is planned.negotiate_page


def test_that_making_agreements_leads_to_the_register(planned, qtbot):
    project = planned.session.project
    project.negotiation.start_round("Najaar", date.today() + timedelta(weeks=3))
    project.negotiation.send(1)
    project.negotiation.record_answer("R1-001", ProposalStatus.AGREED)
    planned.go_to("negotiate")
    planned.negotiate_page.refresh()
    with qtbot.waitSignal(planned.negotiate_page.agreements_made, timeout=60_000):
        planned.negotiate_page.steps["make"].trigger()
    assert planned.pages.currentWidget() is planned.agreements_page
    planned.undo()
    assert not project.state.agreements


def test_that_only_lawful_steps_are_offered(page):
    words = {action.text() for action in page.tools.steps.actions() if action.text()}
    assert any("ondertekend" in word for word in words)
    assert not any("concept" in word or "voorgesteld" in word for word in words)
    step(page, "vervallen")
    assert only(page).status is AgreementStatus.LAPSED
    assert not page.tools.step.isEnabled()
    page.session.project.undo()
    assert only(page).status is AgreementStatus.AGREED


def test_that_signing_waits_for_every_party_and_says_for_whom(page, qtbot):
    step(page, "ondertekend")
    assert only(page).status is AgreementStatus.AGREED
    assert "Maas College" in page.error_line.text()
    for _ in range(2):
        click(qtbot, page.tools.sign_button)
        dialog = page.tools.dialog
        dialog.fields["name"].setText("P. Jansen")
        click(qtbot, dialog.take)
    assert all(entry.signed_by == "P. Jansen" for entry in only(page).parties)
    step(page, "ondertekend")
    assert only(page).status is AgreementStatus.SIGNED
    assert "ondertekend" in shown(page.table, 1)[0]


def test_that_enter_on_a_new_signature_records_nothing_without_a_name(page, qtbot):
    click(qtbot, page.tools.sign_button)
    dialog = page.tools.dialog
    qtbot.waitUntil(lambda: dialog.focusWidget() is dialog.fields["name"])
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.error_line.text()
    assert not any(entry.signed_on for entry in only(page).parties)
    qtbot.keyClicks(dialog.focusWidget(), "P. Jansen")
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert {entry.signed_by for entry in only(page).parties} == {"", "P. Jansen"}


def test_that_an_evaluation_needs_words_and_keeps_who_was_really_there(page, qtbot):
    step(page, "in uitvoering")
    assert only(page).status is AgreementStatus.RUNNING
    click(qtbot, page.tools.evaluate_button)
    dialog = page.tools.dialog
    dialog.fields["P1"].setValue(23)
    click(qtbot, dialog.take)
    assert dialog.isVisible()
    assert dialog.error_line.text()
    dialog.fields["evaluation"].setPlainText("ging goed")
    click(qtbot, dialog.take)
    agreement = only(page)
    assert (agreement.status, agreement.clauses[0].realised) == (AgreementStatus.EVALUATED, 23)
    page.view.choose("summary")
    assert "23 van 25" in shown(page.tally_table, 5)


def test_that_changing_what_binds_asks_the_parties_again(page, qtbot):
    click(qtbot, page.tools.change_button)
    dialog = page.tools.dialog
    dialog.fields["valid_until"].setDate(dialog.fields["valid_from"].date().addDays(-1))
    click(qtbot, dialog.take)
    assert dialog.isVisible()
    assert "geldigheid" in dialog.error_line.text()
    dialog.fields["valid_until"].setDate(dialog.fields["valid_from"].date().addDays(200))
    dialog.fields["conditions"].setPlainText("op dinsdag")
    click(qtbot, dialog.take)
    assert (only(page).status, only(page).version) == (AgreementStatus.DISCUSSED, 2)
    said = " ".join(part.text() for part in page.window().inspector.findChildren(QLabel))
    assert "op dinsdag" in said
    agreeing = [a for a in page.tools.parties.actions() if a.text().endswith("is akkoord")]
    agreeing[0].trigger()
    assert [entry.status for entry in only(page).parties].count(PartyStatus.AGREED) == 1


def test_that_a_contact_can_be_written_down_and_taken_out(page, qtbot):
    for name in ("P. Jansen", ""):
        action = next(a for a in page.tools.parties.actions() if "Contactpersoon" in a.text())
        action.trigger()
        page.tools.dialog.fields["name"].setText(name)
        click(qtbot, page.tools.dialog.take)
        assert only(page).parties[0].contact == name


def test_that_a_new_agreement_needs_a_title(page, qtbot):
    click(qtbot, page.new)
    dialog = page.tools.dialog
    click(qtbot, dialog.take)
    assert "titel" in dialog.error_line.text()
    dialog.fields["title"].setText("Regionaal rooster")
    click(qtbot, dialog.take)
    agreement = page.session.state.agreements[-1]
    assert (agreement.title, len(agreement.parties)) == ("Regionaal rooster", 3)
    page.session.project.undo()
    assert len(page.session.state.agreements) == 1


def test_that_the_register_is_filtered_by_status_niveau_and_words(page):
    page.session.project.register.replacement(only(page).number)
    assert page.table.model().rowCount() == 2
    choice = page.choices["status"]
    choice.setCurrentIndex(choice.findData("draft"))
    assert page.table.model().rowCount() == 1
    choice.setCurrentIndex(0)
    niveau = page.choices["niveau"]
    assert [niveau.itemData(i) for i in range(niveau.count())] == ["", "3"]
    page.search.setText("bestaat niet")
    assert page.table.model().rowCount() == 0


def test_that_an_agreement_that_ends_is_told_above_the_register(page):
    assert not page.warned.isVisible()
    number, today = only(page).number, date.today()
    page.session.project.register.change_agreement(
        number, valid_from=today - timedelta(days=90), valid_until=today + timedelta(days=9)
    )
    register = page.session.project.register
    for entry in only(page).parties:
        register.set_party_status(number, entry.party.id, PartyStatus.AGREED)
    register.set_status(number, AgreementStatus.AGREED)
    assert page.warned.isVisible()
    assert number in page.warning.text()


def test_that_shortage_figures_show_where_agreements_are_needed(page, qtbot, tmp_path):
    file = tmp_path / "tekorten.csv"
    file.write_text(
        "Peildatum;Regio;Sector;Opleiding;Niveau;Leerweg;Aantal\n"
        "1-10-2026;Waal;03;25656;3;bol;40\n1-10-2026;Waal;03;25655;4;bol;90\n",
        encoding="utf-8",
    )
    with qtbot.waitSignal(page.shortages_job.finished, timeout=60_000):
        page.import_shortages(str(file))
    assert shown(page.need_table, 0) == ["90", "40"]
    assert "geen afspraak" in shown(page.need_table, 5)[0]
    assert only(page).number in shown(page.need_table, 5)[1]
    page.session.project.undo()
    assert shown(page.need_table, 0) == []


def test_that_the_shortage_the_program_measured_is_told_without_any_file(page, qtbot):
    page.view.choose("needs")
    page.refresh()
    facts = page.session.facts
    wish = shown(page.known_table, 1)
    assert wish
    names = {facts.names[p.programme] for p in facts.state.periods}
    assert set(shown(page.known_table, 2)) <= names
    told = sum(int(text.replace(".", "")) for text in wish)
    assert abs(told - facts.wish.shortage.sum()) < 1
    assert "nog geen gepubliceerde cijfers" in page.need_about.text()


def test_that_rows_of_shortages_that_cannot_be_used_are_all_listed(page, qtbot, tmp_path):
    file = tmp_path / "tekorten.csv"
    file.write_text(
        "Peildatum;Regio;Sector;Opleiding;Niveau;Leerweg;Aantal\n"
        "1-10-2026;Waal;03;25656;3;bol;40\n1-10-2026;Waal;03;25655;4;bol;veel\n"
        "ooit;Waal;03;25655;4;bol;12\n",
        encoding="utf-8",
    )
    with qtbot.waitSignal(page.shortages_job.finished, timeout=60_000):
        page.import_shortages(str(file))
    assert shown(page.need_table, 0) == ["40"]
    assert page.dialog.model.rowCount() == 2
    page.dialog.accept()
    assert "1 tekortcijfers" in " ".join(
        part.text() for part in page.window().notices.findChildren(QLabel)
    )


def test_that_the_summary_tells_what_agreements_gave_and_follows_the_filter(page):
    page.view.choose("summary")
    (agreement,) = page.session.state.agreements
    effect = agreement.effect
    points = 100 * (effect.peak_before - effect.peak_after)
    assert shown(page.tally_table, 3) == [f"{points:.1f} punt".replace(".", ",")]
    assert points > 1
    less = round(effect.shortage_before - effect.shortage_after)
    assert shown(page.tally_table, 4) == [str(less)]
    page.session.project.register.replacement(agreement.number)
    page.way.choose("status")
    assert len(shown(page.tally_table, 0)) == 2, "by status a concept counts too"
    choice = page.choices["status"]
    choice.setCurrentIndex(choice.findData("draft"))
    assert shown(page.tally_table, 3) == ["–"], "a concept gave nothing yet"
    page.way.choose("sector")
    assert shown(page.tally_table, 0) == []


def test_that_agreements_that_end_are_shown_alone(page, qtbot):
    number, today = only(page).number, date.today()
    register = page.session.project.register
    register.new_agreement("Iets anders", AgreementKind.REGIONAL, (), school_year=2026)
    register.change_agreement(
        number, valid_from=today - timedelta(days=90), valid_until=today + timedelta(days=9)
    )
    for entry in page.session.state.agreements[0].parties:
        register.set_party_status(number, entry.party.id, PartyStatus.AGREED)
    register.set_status(number, AgreementStatus.AGREED)
    assert page.table.model().rowCount() == 2
    click(qtbot, page.show_warned)
    assert shown(page.table, 0) == [number]


def test_that_a_file_without_figures_is_refused_with_the_reason(page, qtbot, tmp_path):
    file = tmp_path / "leeg.csv"
    file.write_text("a;b\n1;2\n", encoding="utf-8")
    with qtbot.waitSignal(page.shortages_job.failed, timeout=60_000):
        page.import_shortages(str(file))
    assert not page.session.state.shortages
    assert page.window().notices.isVisible()


def test_that_the_models_keep_the_rules_of_item_models(page):
    state, words = page.session.state, Words("nl")
    for columns, rows in (
        (agreement_columns(words), state.agreements),
        (need_columns(words), needs(state)),
        *((tally_columns(words), tallied(state.agreements, way, "nl"))
          for way in ("sector", "niveau", "year", "status", "party")),
    ):  # fmt: skip
        model = TableModel(columns)
        QAbstractItemModelTester(model, FATAL)
        model.set_rows(rows)
        model.set_rows(())
        model.set_rows(rows)
        for row in range(model.rowCount()):
            texts = [model.index(row, column).data() for column in range(model.columnCount())]
            assert all(isinstance(text, str) for text in texts)


@pytest.mark.parametrize(
    ("peak", "shortage", "look"),
    [(1.367, 40.0, "bad"), (1.0, 0.0, "good"), (1.0, 3.0, "bad"), (None, 0.0, "card")],
)
def test_that_the_colour_of_an_effect_follows_its_figures(qtbot, peak, shortage, look):
    from stageplanner.domain.agreement import Effect
    from ui.agreements.agreement_card import build_agreement

    effect = Effect(peak_before=1.5, peak_after=peak, shortage_before=90.0, shortage_after=shortage)
    made = replace(signed().state.agreements[0], effect=effect)
    shown = QWidget()
    qtbot.addWidget(shown)
    build_agreement(QVBoxLayout(shown), made, Words("nl"))
    (card,) = [
        frame
        for frame in shown.findChildren(QFrame)
        if any("Gemeten" in part.text() for part in frame.findChildren(QLabel))
    ]
    assert card.property("role") == look
