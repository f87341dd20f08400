"""The shortage that the program measured itself, per programme, with the agreements about it."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from ui.base.formatting import Words
from ui.tables.column_spec import ColumnSpec, Kind, build_columns
from ui.tables.table_model import Column

if TYPE_CHECKING:
    from ui.facts.screen_facts import Facts


#: A smaller shortage is a rounding error, in student-days.
LEAST = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownShortage:
    """The student-days without a place of one programme, in the wishes and in the plan."""

    name: str
    wish: int
    now: int
    institutions: int
    agreements: tuple[str, ...]


def known_shortages(facts: Facts | None) -> tuple[KnownShortage, ...]:
    """Return the programmes that lack places, the worst one now first."""
    if facts is None:
        return ()
    totals: dict[str, tuple[float, float, set[str]]] = {}
    both = (facts.wish.shortage.tolist(), facts.now.shortage.tolist())
    for period, wish, now in zip(facts.state.periods, *both, strict=True):
        before = totals.get(period.programme, (0.0, 0.0, set()))
        short = {period.institution} if now >= LEAST else set()
        sums = (before[0] + wish, before[1] + now, before[2] | short)
        totals[period.programme] = sums
    about: dict[str, list[str]] = {}
    for agreement in facts.state.agreements:
        for programme in {c.programme for c in agreement.clauses} if agreement.is_binding else ():
            about.setdefault(programme, []).append(agreement.number)
    rows = [
        KnownShortage(
            name=facts.names.get(programme, programme),
            wish=round(wish),
            now=round(now),
            institutions=len(institutions),
            agreements=tuple(about.get(programme, ())),
        )
        for programme, (wish, now, institutions) in totals.items()
        if round(wish) or round(now)
    ]
    return tuple(sorted(rows, key=lambda row: (-row.now, -row.wish, row.name)))


def _agreements(_words: Words, row: KnownShortage) -> str:
    if row.agreements:
        return ", ".join(row.agreements)
    return QCoreApplication.translate("Register", "geen afspraak")


#: What lacks before and now, where, and what was agreed about it.
COLUMNS = (
    ColumnSpec(
        QT_TRANSLATE_NOOP("Register", "Tekort nu"),
        110,
        value=attrgetter("now"),
        kind=Kind.NUMBER,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Register", "Eerst"),
        90,
        value=attrgetter("wish"),
        kind=Kind.NUMBER,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Register", "Opleiding"), 300, value=attrgetter("name"), stretches=True
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Register", "Instellingen"),
        120,
        value=attrgetter("institutions"),
        kind=Kind.NUMBER,
    ),
    ColumnSpec(QT_TRANSLATE_NOOP("Register", "Afspraken"), 190, _agreements),
)


def known_columns(words: Words) -> tuple[Column, ...]:
    """Build the columns of the shortages that the program measured."""
    return build_columns("Register", COLUMNS, words)
