"""What Ctrl+K finds: actions, pages, stage periods and leerbedrijven."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from stageplanner.domain.option import wish_option
from ui.window.search_dialog import Target

if TYPE_CHECKING:
    from ui.window.main_window import MainWindow

translate = QCoreApplication.translate


def targets_of(window: MainWindow) -> list[Target]:
    """Everything that can be found in a window now, and where it leads."""
    return [*_actions(window), *_pages(window), *_periods(window), *_companies(window)]


def _actions(window: MainWindow) -> list[Target]:
    files, actions, action = window.files, window.actions, translate("Targets", "Actie")
    found = [
        Target("open", translate("Targets", "Openen…"), action, files.ask_open),
        Target("import", translate("Targets", "Bestanden toevoegen…"), action, files.ask_import),
        Target("region", translate("Targets", "Voorbeeldregio"), action, files.open_example),
        Target("data", translate("Targets", "Geschiedenis…"), action, actions.show_history),
        Target("help", translate("Targets", "Handleiding"), action, window.help),
    ]
    if window.session.state.periods:
        year = translate("Targets", "Volgend schooljaar…")
        solve = translate("Targets", "Voorstel maken")
        found += [
            Target("plan", translate("Targets", "Scenario's"), action, actions.show_scenarios),
            Target("calendar", year, action, actions.roll_over),
            Target("solve", solve, action, window.solving.show_panel),
            Target("export", translate("Targets", "Exporteren"), action, files.ask_export),
        ]
    return found


def _pages(window: MainWindow) -> list[Target]:
    if not window.has_data:
        return []
    page = translate("Targets", "Pagina")
    return [
        Target(step.picture, step.name, page, partial(window.go_to, i))
        for i, step in enumerate(window.steps())
    ]


def _periods(window: MainWindow) -> list[Target]:
    return [
        Target(
            "calendar",
            f"{period.group} {period.programme_name or period.programme}".strip(),
            f"{period.institution}, {window.words.option(wish_option(period))}",
            partial(window.show_period, period.id),
        )
        for period in window.session.state.periods
    ]


def _companies(window: MainWindow) -> list[Target]:
    return [
        Target(
            "company",
            company.name,
            f"{company.location or company.town} {company.id}".strip(),
            partial(window.show_company, company.id),
        )
        for company in window.session.state.leerbedrijven
    ]
