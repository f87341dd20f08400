"""The columns of a table of problems."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from stageplanner import messages
from stageplanner.problems import Severity
from ui.tables.table_model import Column

SIGNS = {Severity.ERROR: "✕", Severity.WARNING: "▲", Severity.INFO: "i"}


_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def _capital(sentence: str) -> str:
    """Return a sentence with a capital; after a place it begins without one."""
    return sentence[:1].upper() + sentence[1:]


def problem_columns(language: str) -> tuple[Column, ...]:
    """Build the columns of the table of problems: severity, place, and what to do."""
    translate = QCoreApplication.translate
    severities = {
        Severity.ERROR: translate("Intake", "niet gebruikt"),
        Severity.WARNING: translate("Intake", "let op"),
        Severity.INFO: translate("Intake", "ter info"),
    }
    return (
        Column(
            title=translate("Intake", "Soort"),
            text=lambda p: f"{SIGNS[p.severity]} {severities[p.severity]}",
            sort=lambda p: _ORDER[p.severity],
            width=118,
        ),
        Column(
            title=translate("Intake", "Waar"),
            text=lambda p: messages.where(p.place, language),
            sort=lambda p: (p.place.file or "", p.place.sheet or "", p.place.row or 0),
            width=190,
        ),
        Column(
            title=translate("Intake", "Wat er is en wat u kunt doen"),
            text=lambda p: _capital(messages.sentence(p, language)),
            width=300,
        ),
    )
