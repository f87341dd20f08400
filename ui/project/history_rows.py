"""Columns of the history: the changes, and the values that one change touched."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from operator import attrgetter

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from stageplanner.domain.history import Event
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.reporting.history_text import (
    ValueChange,
    difference_words,
    event_summary,
    field_words,
    kind_words,
    origin_words,
    subject_words,
    value_words,
    verb_words,
)
from ui.base.formatting import Words
from ui.tables.column_spec import ColumnSpec, build_columns
from ui.tables.table_model import Column


def _when(words: Words, event: Event) -> str:
    moment = event.when.astimezone()
    return f"{words.day(moment.date())} {moment:%H:%M:%S}"


#: When, who, what, how many, and the source.
EVENT_COLUMNS = (
    ColumnSpec(QT_TRANSLATE_NOOP("History", "Wanneer"), 170, _when, sort=attrgetter("when")),
    ColumnSpec(QT_TRANSLATE_NOOP("History", "Wie"), 100, value=attrgetter("user")),
    ColumnSpec(
        QT_TRANSLATE_NOOP("History", "Wat"),
        190,
        lambda words, event: verb_words(event.verb, words.language),
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("History", "Waarop"),
        200,
        lambda words, event: subject_words(event, words.language),
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("History", "Hoeveel"),
        210,
        lambda words, event: value_words(event_summary(event, words.language), words.language),
        stretches=True,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("History", "Herkomst"), 190, lambda _words, event: origin_words(event)
    ),
)


def event_columns(words: Words) -> tuple[Column, ...]:
    """Build the columns of the changes."""
    return build_columns("History", EVENT_COLUMNS, words)


def _value(words: Words, side: str, change: ValueChange) -> str:
    value = getattr(change, side)
    return value_words(value, words.language) if value else ""


def change_columns(words: Words, periods: Mapping[str, StagePeriod]) -> tuple[Column, ...]:
    """Build the columns of the values that one change touched."""
    translate = QCoreApplication.translate

    def name(change: ValueChange) -> str:
        period = periods.get(change.name) if change.kind in ("plan", "period") else None
        return words.period(period) if period is not None else change.name

    return (
        Column(
            title=translate("History", "Soort"),
            text=lambda c: kind_words(c.kind, words.language),
            width=120,
        ),
        Column(title=translate("History", "Welke"), text=name, width=260),
        Column(
            title=translate("History", "Veld"),
            text=lambda c: field_words(c.field, words.language),
            width=150,
        ),
        Column(
            title=translate("History", "Verschil"),
            text=lambda c: difference_words(c, words.language),
            width=420,
            stretches=True,
        ),
        Column(
            title=translate("History", "Voor"), text=partial(_value, words, "before"), width=150
        ),
        Column(title=translate("History", "Na"), text=partial(_value, words, "after"), width=150),
    )
