"""The targets of the search: actions, pages, stage periods and leerbedrijven."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication

from stageplanner.domain.option import wish_option
from ui.session.shell import Shell
from ui.window.actions import Actions
from ui.window.navigation_rail import Step
from ui.window.search_dialog import Target

translate = QCoreApplication.translate


def targets_of(
    shell: Shell, actions: Actions, steps: Sequence[Step], show_help: Callable[[], None]
) -> list[Target]:
    """Return everything that can be found now, and where it leads."""
    targets = _actions(shell, actions, show_help)
    if shell.session.has_data:
        page = translate("Targets", "Pagina")
        targets += [
            Target(step.page, step.title, page, partial(shell.go_to, step.page)) for step in steps
        ]
    return [*targets, *_periods(shell), *_companies(shell)]


def _actions(shell: Shell, actions: Actions, show_help: Callable[[], None]) -> list[Target]:
    files, project, action = actions.files, actions.project, translate("Targets", "Actie")
    add, ask_shared = actions.imports.ask_import, actions.shared.ask_open
    targets = [
        Target("open", translate("Targets", "Openen…"), action, files.ask_open),
        Target("open", translate("Targets", "Gedeelde regio openen…"), action, ask_shared),
        Target("import", translate("Targets", "Bestanden toevoegen…"), action, add),
        Target("region", translate("Targets", "Voorbeeldregio"), action, files.open_example),
        Target("data", translate("Targets", "Geschiedenis…"), action, project.show_history),
        Target("help", translate("Targets", "Handleiding"), action, show_help),
    ]
    if shell.session.state.periods:
        year = translate("Targets", "Volgend schooljaar…")
        solve = translate("Targets", "Voorstel maken")
        export = translate("Targets", "Exporteren")
        helps = translate("Targets", "Wat zou helpen")
        targets += [
            Target("plan", translate("Targets", "Scenario's"), action, project.show_scenarios),
            Target("calendar", year, action, project.roll_over),
            Target("solve", solve, action, actions.solving.show_panel),
            Target("solve", helps, action, actions.changes.show_help),
            Target("export", export, action, actions.exports.ask_export),
        ]
    return targets


def _periods(shell: Shell) -> list[Target]:
    return [
        Target(
            "calendar",
            f"{period.group} {period.programme_name or period.programme}".strip(),
            f"{period.institution}, {shell.words.option(wish_option(period))}",
            partial(shell.show_period, period.id),
        )
        for period in shell.session.state.periods
    ]


def _companies(shell: Shell) -> list[Target]:
    return [
        Target(
            "company",
            company.name,
            f"{company.location or company.town} {company.id}".strip(),
            partial(shell.show_company, company.id),
        )
        for company in shell.session.state.leerbedrijven
    ]
