"""Columns of the history: the changes, and the values that one change touched."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from stageplanner.domain.history import Event
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.reporting.history_text import (
    ValueChange,
    event_summary,
    field_words,
    kind_words,
    subject_words,
    verb_words,
)
from ui.base.formatting import Words
from ui.tables.table_model import Column


def event_columns(words: Words) -> tuple[Column, ...]:
    """Return the columns of changes: when, who, what, how many, and the source."""
    translate = QCoreApplication.translate
    language = words.language

    def when(event: Event) -> str:
        moment = event.when.astimezone()
        return f"{words.day(moment.date())} {moment:%H:%M:%S}"

    return (
        Column(title=translate("History", "Wanneer"), text=when, sort=lambda e: e.when, width=170),
        Column(title=translate("History", "Wie"), text=lambda e: e.user, width=100),
        Column(
            title=translate("History", "Wat"),
            text=lambda e: verb_words(e.verb, language),
            width=190,
        ),
        Column(
            title=translate("History", "Waarop"),
            text=lambda e: subject_words(e, language),
            width=200,
        ),
        Column(
            title=translate("History", "Hoeveel"),
            text=lambda e: event_summary(e, language),
            width=210,
            stretches=True,
        ),
        Column(title=translate("History", "Herkomst"), text=lambda e: e.origin, width=190),
    )


def change_columns(words: Words, periods: Mapping[str, StagePeriod]) -> tuple[Column, ...]:
    """Return the columns of values: stage period, field, before and after."""
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
        Column(title=translate("History", "Welke"), text=name, width=280, stretches=True),
        Column(
            title=translate("History", "Veld"),
            text=lambda c: field_words(c.field, words.language),
            width=150,
        ),
        Column(title=translate("History", "Voor"), text=lambda c: c.before, width=240),
        Column(title=translate("History", "Na"), text=lambda c: c.after, width=240),
    )
