"""Columns of the stage periods as the plan places them."""

from __future__ import annotations

from operator import attrgetter

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from stageplanner.domain.option import Option
from ui.base.formatting import Words, settled_words
from ui.data.period_rows import PeriodRow, change_words
from ui.tables.column_spec import ColumnSpec, Kind, build_columns
from ui.tables.table_model import Column


def _option(row: PeriodRow) -> Option:
    return row.placements[0].option


def _agreed(row: PeriodRow) -> str:
    """Return the agreement of a stage period, with its seal."""
    if row.settled is None:
        return ""
    return f"{_seal(row)} {row.settled.source}"


def _seal(row: PeriodRow) -> str:
    """Return the sign that the weeks were agreed, kept or not; it stands beside them."""
    if row.settled is None:
        return ""
    return "▲" if row.leaves_agreement else "✓"


def _agreed_tip(row: PeriodRow) -> str:
    if row.settled is None:
        return ""
    if not row.leaves_agreement:
        return settled_words(row.settled)
    text = QCoreApplication.translate("Rows", "{agreed}; het plan wijkt daarvan af")
    return text.format(agreed=settled_words(row.settled))


#: The stage period, where the plan places it, and what that changes.
PLAN_COLUMNS = (
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "Instelling"), 132, value=attrgetter("period.institution")
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "Opleiding"),
        178,
        value=lambda row: row.period.programme_name or row.period.programme,
        tip=lambda row: f"{row.period.programme_name} ({row.period.programme})",
        stretches=True,
    ),
    ColumnSpec(QT_TRANSLATE_NOOP("Rows", "Groep"), 74, value=attrgetter("period.group")),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "Jaar"), 56, value=attrgetter("period.year"), kind=Kind.NUMBER
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "Studenten"),
        90,
        value=attrgetter("period.students"),
        kind=Kind.NUMBER,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "Vorm"), 60, lambda words, row: words.form(_option(row).form)
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "Weken"),
        104,
        lambda words, row: f"{words.weeks(_option(row))} {_seal(row)}".strip(),
        tip=_agreed_tip,
        sort=lambda row: _option(row).start,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "Wijziging"),
        150,
        value=lambda row: f"● {change_words(row)}" if row.is_changed else "",
        sort=lambda row: not row.is_changed,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "Afspraak"),
        150,
        value=_agreed,
        tip=_agreed_tip,
        sort=lambda row: (row.settled is None, not row.leaves_agreement),
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "Weekdagen"),
        150,
        lambda words, row: words.rhythm(_option(row)),
        sort=lambda row: (_option(row).days_per_week, _option(row).weekdays or ()),
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "Van"), 110, value=lambda row: _option(row).start, kind=Kind.DAY
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "T/m"), 110, value=lambda row: _option(row).end, kind=Kind.DAY
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "Niveau"), 80, value=attrgetter("period.niveau"), kind=Kind.NUMBER
    ),
    ColumnSpec(QT_TRANSLATE_NOOP("Rows", "Crebo"), 80, value=attrgetter("period.programme")),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rows", "Vast"), 70, value=attrgetter("period.fixed"), kind=Kind.YES_NO
    ),
)


def plan_columns(words: Words) -> tuple[Column, ...]:
    """Build the columns of the stage periods as the plan places them."""
    return build_columns("Rows", PLAN_COLUMNS, words)
