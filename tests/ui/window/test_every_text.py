"""Every page and dialog in both languages: nothing stays in the other one, nothing is cut."""

import ast
import re
import xml.etree.ElementTree as ET
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractTableModel, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from stageplanner.domain.proposal import ProposalStatus
from stageplanner.problems import Problem
from stageplanner.project import Project
from tests.ui.builders import plan_with_one_change, small_state
from tests.ui.waiting import come_to_rest, wait_until
from ui.base.jobs import ChildJob
from ui.window.pages import NAMES

ROOT = Path(__file__).resolve().parents[3]
LANGUAGES = ("nl", "en")

#: Words that are in one of the languages only, and in no name of the region of these tests.
OTHER = {
    "en": re.compile(r"\b(het|een|niet|wordt|geen|zijn|bij|naar|voor|nog|deze|wijzigingen)\b"),
    "nl": re.compile(r"\b(the|and|with|not|from|this|are|changes|which)\b"),
}


def state_for_texts():
    """The small region, with names that are words of neither language."""
    state = small_state()
    renamed = ("Alfa", "Beta", "Gamma")
    return replace(
        state,
        leerbedrijven=tuple(
            replace(company, name=name)
            for company, name in zip(state.leerbedrijven, renamed, strict=True)
        ),
    )


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture
def ready(keeper, qtbot, language):
    """The window in one of the languages, with a region and a plan."""
    keeper.settings.setValue("language", language)
    state = state_for_texts()
    project = Project(state)
    project.adopt_plan(plan_with_one_change(state))
    keeper.session.project = project
    keeper.rebuild()
    keeper.window.resize(1280, 800)
    with qtbot.waitSignal(keeper.session.facts_changed, timeout=10_000):
        keeper.session.use(project)
    return keeper.window


def dialogs_in_the_code():
    """Every class of the window that is a dialog."""
    found = set()
    for path in (ROOT / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
                if bases & {"Dialog", "QDialog", "QMessageBox", "QWizard"}:
                    found.add(node.name)
    return found - {"Dialog"}  # what all of them have


def open_checks(window, tmp_path):
    window.show_checks()
    return window.checks_dialog


def open_choices(window, tmp_path):
    window.actions.changes.decide("choose", "P1")
    dialog = window.actions.changes.dialog
    wait_until(lambda: dialog.found is not None)
    return dialog


def open_help(window, tmp_path):
    window.actions.changes.show_help()
    dialog = window.actions.changes.help
    for key, section in dialog.sections.items():
        dialog.view.choose(key)
        section.begin()
        wait_until(lambda section=section: section.start.isEnabled(), 60_000)
        assert in_the_other_language(dialog, window.words.language) == [], key
    return dialog


def open_crash(window, tmp_path):
    from ui.project.crash_dialog import CrashDialog

    return CrashDialog("StagePlanner 1.0\n\nui/app.py:1 f", tmp_path / "a.stageplan", window)


def open_history(window, tmp_path):
    window.actions.project.show_history()
    return window.actions.project.dialog


def open_import(window, tmp_path):
    from stageplanner.importing.preview import preview_files
    from ui.importing.import_dialog import ImportDialog

    file = tmp_path / "school.csv"
    file.write_text(
        "Instelling;Opleiding;Crebo;Leerjaar;Groep;Aantal studenten;Vorm;Startdatum;Einddatum\n"
        "Rijn College;VIG;25656;2;VIG2A;21;blok;2-11-2026;18-12-2026\n"
        "Rijn College;VIG;25656;2;VIG2Z;veel;blok;2-11-2026;18-12-2026\n"
        "Rijn College;VIG;99999;2;VIG2Y;12;blok;2-11-2026;18-12-2026\n",
        encoding="utf-8",
    )
    state = window.session.state
    intake = preview_files(state, (file,))
    return ImportDialog(state, intake, window.words, window)


def open_manual(window, tmp_path):
    window.help()
    return window.help_dialog


def open_parts(window, tmp_path):
    from ui.plan.plan_menu import PartsDialog

    window.go_to("plan")
    return PartsDialog(window.plan_page.moves, "P1", window.words, window)


def open_recovery(window, tmp_path):
    from ui.project.recovery_dialog import RecoveryDialog

    return RecoveryDialog(Path("a.stageplan"), (), window.words, window)


def open_meeting(window, tmp_path):
    window.show_meeting()
    return window.meeting


def open_rollover(window, tmp_path):
    window.actions.project.show_rollover()
    return window.actions.project.dialog


def open_search(window, tmp_path):
    window.search()
    return window.search_dialog


def open_settings(window, tmp_path):
    window.actions.program.show_settings()
    return window.actions.program.dialog


def open_notices(window, tmp_path):
    window.notices.show_problem(Problem(code="where_row", values={"row": 3}))
    window.actions.program.show_notices()
    return window.actions.program.dialog


def round_of(window):
    """A round of the plan, with its first proposal sent."""
    from datetime import date, timedelta

    negotiation = window.session.project.negotiation
    if not negotiation.rounds:
        negotiation.start_round("R1", date.today() + timedelta(weeks=3))
        negotiation.send(1)
    window.go_to("negotiate")
    window.negotiate_page.refresh()
    return negotiation.rounds[0]


def open_answers(window, tmp_path):
    from openpyxl import load_workbook

    from stageplanner.negotiation.judge_answers import preview_answers
    from ui.negotiate.answers_dialog import AnswersDialog

    own = round_of(window)
    (file,) = window.session.project.negotiation.write_files(own.number, tmp_path)
    book = load_workbook(file)
    book.create_sheet("X")["A1"] = "?"
    book.save(file)
    state = window.session.state
    return AnswersDialog(
        window.session, preview_answers(state, (file,), own.opened_on), window.words, window
    )


def open_counter(window, tmp_path):
    from ui.negotiate.counter_dialog import CounterDialog

    proposal = round_of(window).proposals[0]
    return CounterDialog(window.session, proposal, window.words, window)


def open_reply(window, tmp_path):
    from ui.negotiate.reply_dialog import ReplyDialog

    proposals = round_of(window).proposals
    return ReplyDialog(window.session, proposals, window.words, window)


def open_catalogue(window, tmp_path):
    from ui.negotiate.examples_dialog import ExamplesDialog

    round_of(window)
    window.negotiate_page.view.choose("proposals")
    wait_until(lambda: window.negotiate_page.table.model().rowCount() > 0)
    window.negotiate_page.table.selectRow(0)
    window.negotiate_page.tools.ask_examples()
    dialog = window.actions.negotiation.dialog
    assert isinstance(dialog, ExamplesDialog)
    wait_until(lambda: bool(dialog.model.rows))
    return dialog


def open_share(window, tmp_path):
    window.actions.sharing.ask_share()
    return window.actions.sharing.dialog


def open_send(window, tmp_path):
    from stageplanner.own_file.view import own_file_view
    from ui.negotiate.send_dialog import SendDialog

    own = round_of(window)
    project = Project(own_file_view(window.session.state, "Maas College").state)
    project.place("P3", tuple(replace(p, students=9) for p in own.proposals[0].asked))
    window.session.use(project)
    return SendDialog(window.session, own, ChildJob(window), window.words, window)


def open_export(window, tmp_path):
    window.actions.exports.ask_export()
    return window.actions.exports.export_dialog


def open_problems(window, tmp_path):
    from ui.dialogs.problems_dialog import ProblemsDialog

    problem = Problem(code="where_row", values={"row": 3})
    return ProblemsDialog("a.csv", (problem,), window.words, window)


def open_round(window, tmp_path):
    window.actions.negotiation.ask_round()
    return window.actions.negotiation.dialog


def agree(window):
    """An agreement of the round, on its page."""
    project = window.session.project
    own = round_of(window)
    if not project.state.agreements:
        project.negotiation.record_answer(own.proposals[0].id, ProposalStatus.AGREED)
        project.register.make_agreements(own.number)
    window.go_to("agreements")
    window.agreements_page.refresh()


def open_form(window, tmp_path):
    agree(window)
    tools = window.agreements_page.tools
    for verb in (tools.sign, tools.change, tools.new, tools.evaluate):
        verb()
        assert in_the_other_language(tools.dialog, window.words.language) == []
        tools.dialog.close()
    tools.sign()
    return tools.dialog


def open_contacts(window, tmp_path):
    window.actions.negotiation.ask_send(round_of(window).number)
    return window.actions.negotiation.dialog


def open_shared_region(window, tmp_path):
    from ui.shared.open_dialog import OpenSharedDialog

    return OpenSharedDialog(window.words, "postgresql://anna@server/register?region=Zorg", window)


def open_conflicts(window, tmp_path):
    from stageplanner.store.shared.merge import GONE, Conflict
    from ui.shared.conflict_dialog import ConflictDialog

    state = window.session.state
    period = state.periods[0]
    conflicts = (
        Conflict(part="periods", key=period.id, base=period, mine=GONE, theirs=period),
        Conflict(part="about", key="target", base=1.0, mine=0.9, theirs=0.8),
    )
    return ConflictDialog(conflicts, state, window.words, window)


OPENERS = {
    "ConflictDialog": open_conflicts,
    "OpenSharedDialog": open_shared_region,
    "ContactsDialog": open_contacts,
    "FormDialog": open_form,
    "AnswersDialog": open_answers,
    "ChecksDialog": open_checks,
    "ChoicesDialog": open_choices,
    "CounterDialog": open_counter,
    "ExamplesDialog": open_catalogue,
    "ExportDialog": open_export,
    "WhatHelpsDialog": open_help,
    "ProblemsDialog": open_problems,
    "SendDialog": open_send,
    "ShareDialog": open_share,
    "ReplyDialog": open_reply,
    "RoundDialog": open_round,
    "CrashDialog": open_crash,
    "HistoryDialog": open_history,
    "ImportDialog": open_import,
    "ManualWindow": open_manual,
    "MeetingWindow": open_meeting,
    "NoticesDialog": open_notices,
    "PartsDialog": open_parts,
    "RecoveryDialog": open_recovery,
    "RolloverDialog": open_rollover,
    "SearchDialog": open_search,
    "SettingsDialog": open_settings,
}


def shown_texts(root):
    """Every text that a reader or a screen reader can meet in a window, with its widget."""
    for widget in (root, *root.findChildren(QWidget)):
        if widget is not root and not widget.isVisibleTo(root):
            continue
        for text in (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()):
            yield widget, text
        if widget.isWindow():
            yield widget, widget.windowTitle()
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget, widget.text()
        elif isinstance(widget, QLineEdit):
            yield widget, widget.placeholderText()
        elif isinstance(widget, QComboBox):
            yield from ((widget, widget.itemText(i)) for i in range(widget.count()))
        elif isinstance(widget, QTabBar):
            yield from ((widget, widget.tabText(i)) for i in range(widget.count()))
        elif isinstance(widget, QTextEdit):
            yield widget, widget.toPlainText() if widget.isReadOnly() else ""
        if isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
            yield from ((widget, text) for text in texts_of_model(widget.model()))
    for menu in root.findChildren(QMenu):
        yield from ((menu, action.text()) for action in menu.actions())
    for action in root.findChildren(QAction):
        yield root, action.text()


def texts_of_model(model):
    """Headings and the first rows of a table."""
    if model is None:
        return
    columns = model.columnCount() if isinstance(model, QAbstractTableModel) else 1
    for column in range(columns):
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            yield str(model.headerData(column, Qt.Orientation.Horizontal, role) or "")
        for row in range(min(5, model.rowCount())):
            yield str(model.index(row, column).data() or "")


def dutch_only():
    """Texts of the code that the English window must not show, and that it may all the same."""
    pairs = [
        (message.findtext("source"), message.findtext("translation"))
        for message in ET.parse(ROOT / "resources" / "translations" / "stageplanner_en.ts").iter(
            "message"
        )
    ]
    english = {translation for _, translation in pairs}
    return {source for source, translation in pairs if source != translation} - english


DUTCH_ONLY = dutch_only()


def in_the_other_language(root, language):
    """Texts that were left in the other language."""
    found = []
    for widget, text in shown_texts(root):
        plain = text.replace("&", "").strip()
        stays = language == "en" and plain in DUTCH_ONLY
        if stays or OTHER[language].search(plain):
            found.append(f"{type(widget).__name__}: {plain[:120]}")
    return sorted(set(found))


def is_cut(widget):
    """Tell whether a text has less room than it asks for; those that elide say so themselves."""
    if type(widget).__name__.startswith("Elided") or not widget.width():
        return False
    if isinstance(widget, QLabel) and widget.pixmap().isNull():
        if widget.wordWrap():
            return widget.heightForWidth(widget.width()) > widget.height() + 2
        return bool(widget.text()) and widget.sizeHint().width() > widget.width() + 1
    return any(needed > room for needed, room in needs_of(widget))


def needs_of(widget):
    """The width of every line of text of a control, and the width there is."""
    wide = widget.fontMetrics().horizontalAdvance
    icon_only = Qt.ToolButtonStyle.ToolButtonIconOnly
    if isinstance(widget, QToolButton) and widget.toolButtonStyle() is icon_only:
        return
    if isinstance(widget, QAbstractButton):
        for line in widget.text().replace("&", "").split("\n"):
            yield wide(line), widget.width()
    elif isinstance(widget, QTabBar):
        for i in range(widget.count()):
            yield wide(widget.tabText(i)), widget.tabRect(i).width()
    elif isinstance(widget, QComboBox):
        yield wide(widget.currentText()), widget.width() - 16


def cut_texts(root):
    """Visible texts that are cut off without an ellipsis."""
    found = []
    for widget in root.findChildren(QWidget):
        if widget.isVisibleTo(root) and is_cut(widget):
            text = widget.text() if hasattr(widget, "text") else ""
            place = widget.mapTo(root, QPoint(0, 0))
            found.append(f"{type(widget).__name__} at {place.x()},{place.y()}: {text[:80]}")
    return found


def stays_cut(qtbot, root):
    """The texts that are still cut once the window has come to rest."""
    with suppress(qtbot.TimeoutError):
        qtbot.waitUntil(lambda: not cut_texts(root), timeout=1000)
    return cut_texts(root)


def settle(qtbot, root):
    qtbot.waitUntil(root.isVisible)
    come_to_rest(qtbot, root)


def test_that_every_dialog_of_the_code_is_opened_here():
    assert dialogs_in_the_code() == set(OPENERS), "add how to open it to OPENERS"


@pytest.mark.parametrize("name", sorted(OPENERS))
def test_that_a_dialog_is_whole_in_its_language(ready, qtbot, tmp_path, language, name):
    dialog = OPENERS[name](ready, tmp_path)
    dialog.show()
    settle(qtbot, dialog)
    assert in_the_other_language(dialog, language) == []
    assert stays_cut(qtbot, dialog) == []
    dialog.close()


#: Dialogs that need no chapter: the manual itself.
WITHOUT_HELP = {"ManualWindow"}


@pytest.mark.parametrize("name", sorted(set(OPENERS) - WITHOUT_HELP))
def test_that_f1_shows_the_chapter_of_a_dialog_beside_it(ready, qtbot, tmp_path, language, name):
    from ui.manual.chapters import chapters
    from ui.manual.manual_window import ManualWindow

    dialog = OPENERS[name](ready, tmp_path)
    dialog.show()
    settle(qtbot, dialog)
    QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_F1)
    manual = dialog.findChild(ManualWindow)
    assert manual is not None and manual.isVisible()
    assert manual.chapter == dialog.chapter
    assert dialog.chapter != "start", "a dialog has a chapter of its own"
    titles = {entry.name: entry.title for entry in chapters(language)}
    assert manual.chapter_list.currentItem().text() == titles[dialog.chapter]
    manual.close()
    dialog.close()


@pytest.mark.parametrize("size", [(960, 480), (960, 600), (1280, 800), (1920, 1080)])
def test_that_every_page_is_whole_in_its_language(ready, qtbot, language, size):
    ready.resize(*size)
    ready.actions.solving.show_panel()
    for step in NAMES:
        ready.go_to(step)
        settle(qtbot, ready)
        assert in_the_other_language(ready, language) == [], f"page {step}"
        assert stays_cut(qtbot, ready) == [], f"page {step}"
    ready.actions.solving.hide_panel()
    round_of(ready)
    for view in ("proposals", "repairs", "fairness"):
        ready.negotiate_page.view.choose(view)
        settle(qtbot, ready)
        assert in_the_other_language(ready, language) == [], view
        assert stays_cut(qtbot, ready) == [], view
    agree(ready)
    for view in ("register", "needs", "summary"):
        ready.agreements_page.view.choose(view)
        settle(qtbot, ready)
        # The title of an agreement made of a round is in Dutch, the language of the region.
        found = in_the_other_language(ready, language)
        assert [text for text in found if "stageperiode" not in text] == [], view
        assert stays_cut(qtbot, ready) == [], view
    ready.go_to("plan")
    ready.show_period("P1")
    settle(qtbot, ready)
    assert in_the_other_language(ready, language) == []
    assert stays_cut(qtbot, ready) == []


def test_that_the_start_page_is_whole_in_its_language(ready, keeper, qtbot, language):
    keeper.session.use(Project())
    settle(qtbot, ready)
    assert in_the_other_language(ready, language) == []
    assert stays_cut(qtbot, ready) == []


def test_that_a_question_is_whole_in_its_language(ready, qtbot, language):
    ready.session.project._saved = None
    ready.actions.files.if_saved(lambda: None)
    box = next(d for d in ready.findChildren(QDialog) if d.isVisible())
    assert in_the_other_language(box, language) == []
    box.close()


def test_that_the_checks_find_what_they_look_for(qtbot):
    """A Dutch text, a forgotten one and a cut one are each seen."""
    root = QWidget()
    qtbot.addWidget(root)
    root.resize(300, 200)
    for i, text in enumerate(("Dit is een Nederlandse zin", "Bewaren als…", "x" * 80)):
        made = QLabel(text, root)
        made.setGeometry(0, 40 * i, 290, 30)
    root.show()
    found = in_the_other_language(root, "en")
    assert len(found) == 2
    assert len(cut_texts(root)) == 1
    assert in_the_other_language(root, "nl") == []
