"""The columns beside the bars: what they show, which are chosen, and by which rows are sorted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Signal

from stageplanner.domain.calendar import Calendar
from stageplanner.domain.option import Option, stage_days, wish_option
from stageplanner.domain.plan import change_kinds
from ui.base.formatting import Words
from ui.base.qt import override
from ui.data.period_rows import PeriodRow
from ui.widgets.stateful import Stateful

translate = QCoreApplication.translate

#: The status of a stage period on the board, in the order that groups stand in.
STATUSES = (
    ("broken", QT_TRANSLATE_NOOP("BoardStatus", "wijkt af van de afspraak")),
    ("asked", QT_TRANSLATE_NOOP("BoardStatus", "gevraagd")),
    ("changed", QT_TRANSLATE_NOOP("BoardStatus", "gewijzigd")),
    ("agreed", QT_TRANSLATE_NOOP("BoardStatus", "afgesproken")),
    ("fixed", QT_TRANSLATE_NOOP("BoardStatus", "vast")),
    ("wish", QT_TRANSLATE_NOOP("BoardStatus", "zoals gewenst")),
)


def status_of(row: PeriodRow, *, is_asked: bool) -> str:
    """Return the key of the status of a stage period; what needs attention goes first."""
    if row.leaves_agreement:
        return "broken"
    if row.settled is not None:
        return "agreed"
    if is_asked:
        return "asked"
    if row.is_changed:
        return "changed"
    return "fixed" if row.period.fixed else "wish"


@cache
def _texts() -> dict[str, str]:
    return dict(STATUSES)


def status_text(status: str) -> str:
    """Return a status in words."""
    return translate("BoardStatus", _texts()[status])


def change_text(words: Words, row: PeriodRow) -> str:
    """Return what changed, from and to: ``ma di → do vr``; empty if nothing did."""
    kinds, wish = change_kinds(row.period, row.placements), wish_option(row.period)
    now = row.placements[0].option
    if not kinds:
        return ""
    if len(row.placements) > 1:
        return " + ".join(words.count(p.students) for p in row.placements)
    parts = []
    if now.form != wish.form:
        parts.append((words.form(wish.form), words.form(now.form)))
    if (now.start, now.end) != (wish.start, wish.end):
        before, after = words.weeks(wish), words.weeks(now)
        if before != after:
            # The word for weeks is not said twice: wk 5–15 → 46–4.
            parts.append((before, after.partition(" ")[2]))
    if now.days_per_week != wish.days_per_week or (
        wish.weekdays is not None and now.weekdays != wish.weekdays
    ):
        parts.append((words.rhythm(wish), words.rhythm(now)))
    return ", ".join(f"{before} → {after}" for before, after in parts)


def bar_texts(words: Words, row: PeriodRow, option: Option) -> tuple[str, ...]:
    """Return what may be read on a bar, the longest first."""
    days = words.rhythm(option)
    few = translate("Words", "{days} d/wk").format(days=option.days_per_week)
    texts = [f"{days} · {words.weeks(option)}", f"{few} · {words.weeks(option)}", few]
    changed = change_text(words, row) if len(row.placements) == 1 else ""
    if changed:
        weeks = words.weeks(option)
        has_weeks = weeks.partition(" ")[2] in changed
        texts = [changed] if has_weeks else [f"{changed} · {weeks}", changed]
        texts.append(f"→ {changed.rpartition('→')[2].strip()}")
    return tuple(texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFacts:
    """What a column reads of a stage period."""

    row: PeriodRow
    status: str
    calendar: Calendar
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardColumn:
    """A column: its title, its text, and what rows are sorted by."""

    key: str
    title: str
    text: Callable[[RowFacts], str]
    sort: Callable[[RowFacts], Any]
    is_number: bool = False


def _option(facts: RowFacts) -> Option:
    return facts.row.placements[0].option


def _days(facts: RowFacts) -> int:
    return stage_days(_option(facts), facts.row.period.institution, facts.calendar)


def _span(facts: RowFacts) -> str:
    first = min(p.option.start for p in facts.row.placements)
    last = max(p.option.end for p in facts.row.placements)
    return f"{facts.words.short_day(first)} → {facts.words.short_day(last)}"


def _status_number(facts: RowFacts) -> int:
    return [key for key, _ in STATUSES].index(facts.status)


COLUMNS = (
    BoardColumn(
        key="group",
        title=QT_TRANSLATE_NOOP("Board", "Groep"),
        text=lambda f: f.row.period.group,
        sort=lambda f: f.row.period.group.casefold(),
    ),
    BoardColumn(
        key="location",
        title=QT_TRANSLATE_NOOP("Board", "Locatie"),
        text=lambda f: f.row.period.location,
        sort=lambda f: f.row.period.location.casefold(),
    ),
    BoardColumn(
        key="students",
        title=QT_TRANSLATE_NOOP("Board", "Stud."),
        text=lambda f: f.words.count(f.row.period.students),
        sort=lambda f: f.row.period.students,
        is_number=True,
    ),
    BoardColumn(
        key="days",
        title=QT_TRANSLATE_NOOP("Board", "Dagen"),
        text=lambda f: str(_days(f)),
        sort=_days,
        is_number=True,
    ),
    BoardColumn(
        key="span",
        title=QT_TRANSLATE_NOOP("Board", "Van → t/m"),
        text=_span,
        sort=lambda f: (_option(f).start, _option(f).end),
    ),
    BoardColumn(
        key="status",
        title=QT_TRANSLATE_NOOP("Board", "Status"),
        text=lambda f: status_text(f.status),
        sort=_status_number,
    ),
    BoardColumn(
        key="change",
        title=QT_TRANSLATE_NOOP("Board", "Wijziging"),
        text=lambda f: change_text(f.words, f.row),
        sort=lambda f: (not f.row.is_changed, change_text(f.words, f.row)),
    ),
)
BY_KEY = {column.key: column for column in COLUMNS}


def column_title(key: str) -> str:
    """Return the title of a column in the language of the user."""
    return translate("Board", BY_KEY[key].title)


class BoardColumns(QObject, Stateful):
    """Which columns are shown, and by which one the rows of each group are sorted."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown: tuple[str, ...] = ("students",)
        #: The key of a column, or an empty text for the names; and whether it is downwards.
        self.sort: tuple[str, bool] = ("", False)

    def show(self, key: str, *, is_shown: bool) -> None:
        """Show a column, or hide it."""
        keys = {*self.shown, key} if is_shown else {*self.shown} - {key}
        self.shown = tuple(column.key for column in COLUMNS if column.key in keys)
        self.changed.emit()

    def sort_by(self, key: str) -> None:
        """Sort by a column; by the same one again, the other way round."""
        self.sort = (key, self.sort[0] == key and not self.sort[1])
        self.changed.emit()

    @override
    def view_state(self) -> dict[str, object]:
        return {"shown": list(self.shown), "sort": list(self.sort)}

    @override
    def restore_view(self, value: object) -> None:
        if not isinstance(value, dict):
            return
        shown, sort = value.get("shown"), value.get("sort")
        if isinstance(shown, list):
            self.shown = tuple(column.key for column in COLUMNS if column.key in shown)
        if isinstance(sort, list) and len(sort) == 2 and (sort[0] == "" or sort[0] in BY_KEY):
            self.sort = (str(sort[0]), sort[1] is True)
        self.changed.emit()
