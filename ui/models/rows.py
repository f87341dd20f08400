"""The columns of stage periods, leerbedrijven and holidays."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from stageplanner.domain.capacity import Leerbedrijf
from stageplanner.domain.period import StagePeriod
from stageplanner.domain.plan import WISH_PLAN, Placement, change_kinds, placements_of
from stageplanner.domain.state import State
from ui.models.table import Column
from ui.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRow:
    """A stage period with what the current plan does with it."""

    period: StagePeriod
    placements: tuple[Placement, ...]
    is_changed: bool


class PeriodRows:
    """The stage periods of a state, in the order of the files; rows that did not change stay.

    An edit touches one stage period of a thousand: the other rows are the same objects again,
    so that whoever shows them can leave them alone.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[StagePeriod, object, PeriodRow]] = {}

    def of(self, state: State) -> tuple[PeriodRow, ...]:
        """The rows of now."""
        plan = state.plan or WISH_PLAN
        known: dict[str, tuple[StagePeriod, object, PeriodRow]] = {}
        for period in state.periods:
            given = plan.placements.get(period.id)
            old = self._known.get(period.id)
            if old is None or old[0] is not period or old[1] is not given:
                placed = placements_of(plan, period)
                is_changed = given is not None and bool(change_kinds(period, placed))
                made = PeriodRow(period=period, placements=placed, is_changed=is_changed)
                old = (period, given, made)
            known[period.id] = old
        self._known = known
        return tuple(row for _, _, row in known.values())


def change_words(row: PeriodRow) -> str:
    """In what the plan differs from the wish, in words."""
    said = {
        "weekdays": QCoreApplication.translate("Rows", "andere dagen"),
        "weeks": QCoreApplication.translate("Rows", "andere weken"),
        "form": QCoreApplication.translate("Rows", "andere vorm"),
        "split": QCoreApplication.translate("Rows", "gesplitst"),
    }
    kinds = change_kinds(row.period, row.placements)
    return ", ".join(text for kind, text in said.items() if kind in kinds)


def period_columns(words: Words) -> tuple[Column, ...]:
    """The columns of the table of stage periods."""
    translate = QCoreApplication.translate
    first = lambda row: row.placements[0].option  # noqa: E731
    return (
        Column(
            title=translate("Rows", "Instelling"), text=lambda r: r.period.institution, width=132
        ),
        Column(
            title=translate("Rows", "Opleiding"),
            text=lambda r: r.period.programme_name or r.period.programme,
            tip=lambda r: f"{r.period.programme_name} ({r.period.programme})",
            width=178,
            stretches=True,
        ),
        Column(title=translate("Rows", "Groep"), text=lambda r: r.period.group, width=74),
        Column(
            title=translate("Rows", "Jaar"),
            text=lambda r: str(r.period.year or ""),
            sort=lambda r: r.period.year or 0,
            numeric=True,
            width=56,
        ),
        Column(
            title=translate("Rows", "Studenten"),
            text=lambda r: words.count(r.period.students),
            sort=lambda r: r.period.students,
            numeric=True,
            width=90,
        ),
        Column(title=translate("Rows", "Vorm"), text=lambda r: words.form(first(r).form), width=60),
        Column(
            title=translate("Rows", "Weken"),
            text=lambda r: words.weeks(first(r)),
            sort=lambda r: first(r).start,
            width=88,
        ),
        Column(
            title=translate("Rows", "Wijziging"),
            text=lambda r: ("● " + change_words(r)) if r.is_changed else "",
            sort=lambda r: not r.is_changed,
            width=150,
        ),
        Column(
            title=translate("Rows", "Weekdagen"),
            text=lambda r: words.rhythm(first(r)),
            sort=lambda r: (first(r).days_per_week, first(r).weekdays or ()),
            width=150,
        ),
        Column(
            title=translate("Rows", "Van"),
            text=lambda r: words.day(first(r).start),
            sort=lambda r: first(r).start,
            width=110,
        ),
        Column(
            title=translate("Rows", "T/m"),
            text=lambda r: words.day(first(r).end),
            sort=lambda r: first(r).end,
            width=110,
        ),
        Column(
            title=translate("Rows", "Niveau"),
            text=lambda r: str(r.period.niveau or ""),
            sort=lambda r: r.period.niveau or 0,
            numeric=True,
            width=80,
        ),
        Column(title=translate("Rows", "Crebo"), text=lambda r: r.period.programme, width=80),
        Column(
            title=translate("Rows", "Vast"),
            text=lambda r: translate("Rows", "ja") if r.period.fixed else "",
            width=70,
        ),
    )


def company_columns(words: Words) -> tuple[Column, ...]:
    """The columns of the table of leerbedrijven."""
    translate = QCoreApplication.translate

    def open_from(row: Leerbedrijf) -> str:
        return words.day(row.available_from) if row.available_from else ""

    def open_until(row: Leerbedrijf) -> str:
        return words.day(row.available_until) if row.available_until else ""

    return (
        Column(title=translate("Rows", "Naam"), text=lambda r: r.name, width=240, stretches=True),
        Column(title=translate("Rows", "Locatie"), text=lambda r: r.location or r.town, width=150),
        Column(title=translate("Rows", "LeerbedrijfID"), text=lambda r: r.id, width=110),
        Column(
            title=translate("Rows", "Erkend voor (crebo)"),
            text=lambda r: ", ".join(r.accredited),
            width=220,
        ),
        Column(
            title=translate("Rows", "Plaatsen"),
            text=lambda r: words.count(r.places),
            sort=lambda r: r.places,
            numeric=True,
            width=80,
        ),
        Column(
            title=translate("Rows", "Waarvan bezet"),
            text=lambda r: words.count(r.occupied),
            sort=lambda r: r.occupied,
            numeric=True,
            width=115,
        ),
        Column(
            title=translate("Rows", "Vrij"),
            text=lambda r: words.count(max(0, r.places - r.occupied)),
            sort=lambda r: max(0, r.places - r.occupied),
            numeric=True,
            width=60,
        ),
        Column(
            title=translate("Rows", "Open van"),
            text=open_from,
            sort=lambda r: str(r.available_from),
            width=110,
        ),
        Column(
            title=translate("Rows", "Open t/m"),
            text=open_until,
            sort=lambda r: str(r.available_until),
            width=110,
        ),
        Column(
            title=translate("Rows", "Gesloten"),
            text=lambda r: "; ".join(
                f"{words.short_day(c.start)} – {words.short_day(c.end)}" for c in r.closed
            ),
            width=160,
        ),
    )


def holiday_columns(words: Words) -> tuple[Column, ...]:
    """The columns of the table of holidays."""
    translate = QCoreApplication.translate
    return (
        Column(
            title=translate("Rows", "Instelling of regio"), text=lambda r: r.institution, width=240
        ),
        Column(title=translate("Rows", "Vakantie"), text=lambda r: r.name, width=240),
        Column(
            title=translate("Rows", "Van"),
            text=lambda r: words.day(r.start),
            sort=lambda r: r.start,
            width=120,
        ),
        Column(
            title=translate("Rows", "T/m"),
            text=lambda r: words.day(r.end),
            sort=lambda r: r.end,
            width=120,
        ),
        Column(
            title=translate("Rows", "Dagen"),
            text=lambda r: str((r.end - r.start).days + 1),
            sort=lambda r: (r.end - r.start).days,
            numeric=True,
            width=80,
        ),
    )
