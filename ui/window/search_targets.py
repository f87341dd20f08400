"""The targets of the search: the menu, pages, programmes, stage periods and leerbedrijven."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from stageplanner.domain.option import wish_option
from ui.session.shell import Shell
from ui.window.actions import Actions
from ui.window.navigation_rail import Step
from ui.window.search_dialog import Target

translate = QCoreApplication.translate


def targets_of(
    shell: Shell,
    actions: Actions,
    steps: Sequence[Step],
    menu: QMenu,
    show_programme: Callable[[str], None],
) -> list[Target]:
    """Return everything that can be found now, and where it leads."""
    targets = _actions(shell, actions)
    if shell.session.has_data:
        note = translate("Targets", "Pagina")
        targets += [
            Target(step.page, step.title, note, partial(shell.go_to, step.page), f"Ctrl+{i}")
            for i, step in enumerate(steps, start=1)
        ]
    targets += menu_targets(menu)
    return [*targets, *_programmes(shell, show_programme), *_periods(shell), *_companies(shell)]


def menu_targets(menu: QMenu, note: str = "") -> list[Target]:
    """Return everything in a menu that can be done now, with its keys and what it does."""
    targets = []
    for action in menu.actions():
        inside = action.menu()
        if isinstance(inside, QMenu):
            targets += menu_targets(inside, action.text())
        elif action.isEnabled() and action.isVisible() and not action.isSeparator():
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            name = f"{note}: {action.text()}" if note else action.text()
            about = action.statusTip() or translate("Targets", "Menu")
            if note:
                about = translate("Targets", "Nu gekozen") if action.isChecked() else ""
            targets.append(Target("more", name, about, action.trigger, keys))
    return targets


def _actions(shell: Shell, actions: Actions) -> list[Target]:
    """Return what has a button instead of a place in the menu."""
    text = translate("Targets", "Periodes, leerbedrijven of vakanties uit een werkboek of csv")
    name = translate("Targets", "Bestanden toevoegen…")
    targets = [Target("import", name, text, actions.imports.ask_import, "Ctrl+I")]
    if shell.session.state.periods:
        text = translate("Targets", "De minste wijzigingen die de overbelasting wegnemen")
        name, solving = translate("Targets", "Voorstel maken"), actions.solving
        targets.append(Target("solve", name, text, solving.show_panel, "F5"))
    return targets


def _programmes(shell: Shell, show: Callable[[str], None]) -> list[Target]:
    periods = shell.session.state.periods
    counts = Counter(period.programme for period in periods)
    names = {p.programme: p.programme_name or p.programme for p in periods}
    many = translate("Targets", "Opleiding {code}, {count} stageperiodes")
    one = translate("Targets", "Opleiding {code}, 1 stageperiode")
    return [
        Target(
            "load",
            names[code],
            (one if count == 1 else many).format(code=code, count=count),
            partial(show, code),
            rank=1,
        )
        for code, count in counts.items()
    ]


def _periods(shell: Shell) -> list[Target]:
    return [
        Target(
            "calendar",
            f"{period.group} {period.programme_name or period.programme}".strip(),
            f"{period.institution}, {shell.words.option(wish_option(period))}",
            partial(shell.show_period, period.id),
            rank=2,
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
            rank=3,
        )
        for company in shell.session.state.leerbedrijven
    ]
