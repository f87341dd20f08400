"""Columns of the stage periods as the plan places them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ui.base.formatting import Words
from ui.data.period_rows import change_words
from ui.tables.table_model import Column


def plan_columns(words: Words) -> tuple[Column, ...]:
    """Return the columns of the stage periods as the plan places them."""
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
