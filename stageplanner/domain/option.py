"""The options of a stage period, and on which days an option is present."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from stageplanner.domain.calendar import SCHOOL_DAYS, Calendar, days_between, friday_of
from stageplanner.domain.form import EVALUATED_AT, Form, Weekdays
from stageplanner.domain.policy import Terms
from stageplanner.domain.stage_period import StagePeriod


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Option:
    """One way to do a stage period: form, rhythm and dates (both included).

    ``weekdays`` is ``None`` if they are left open; then ``days_per_week / 5`` of the students
    count on each of the five days.
    """

    form: Form
    start: date
    end: date
    days_per_week: int
    weekdays: tuple[int, ...] | None

    @property
    def share(self) -> float:
        """Fraction of the group that counts on each day: below 1 if the weekdays are open."""
        return 1.0 if self.weekdays is not None else self.days_per_week / len(SCHOOL_DAYS)


def wish_option(period: StagePeriod) -> Option:
    """Return the wish of a stage period as an option."""
    return Option(
        form=period.form,
        start=period.start,
        end=period.end,
        days_per_week=period.days_per_week,
        weekdays=period.weekdays,
    )


def present_days(option: Option, institution: str, calendar: Calendar) -> Iterator[date]:
    """Return the dates on which the group is at its leerbedrijven, without holidays."""
    weekdays = SCHOOL_DAYS if option.weekdays is None else option.weekdays
    off = calendar.days_off.get(institution, frozenset())
    return (
        day
        for day in days_between(option.start, option.end)
        if day.weekday() in weekdays and day not in off
    )


def stage_weeks(option: Option, institution: str, calendar: Calendar) -> tuple[date, ...]:
    """Return the Mondays of the lesweken in which the option has one of its weekdays.

    Holidays shorter than a week do not remove a lesweek: the rhythm counts, not each day.
    """
    weekdays = SCHOOL_DAYS if option.weekdays is None else option.weekdays
    first, last = option.start.toordinal(), option.end.toordinal()
    return tuple(
        monday
        for monday in calendar.lesweken(institution, option.start, option.end)
        if any(first <= monday.toordinal() + d <= last for d in weekdays if d in SCHOOL_DAYS)
    )


def stage_days(option: Option, institution: str, calendar: Calendar) -> int:
    """Return the stage days of an option: lesweken x days a week. A change must keep them."""
    return len(stage_weeks(option, institution, calendar)) * option.days_per_week


def contact_weeks(option: Option, institution: str, calendar: Calendar) -> tuple[date, ...]:
    """Return the Mondays of the lesweken of the three contact moments of a placement.

    At the start, at the end of the lesweek that completes a third (lint) or half (blok), and at the
    end; a short placement has several in one week.
    """
    weeks = stage_weeks(option, institution, calendar)
    if not weeks:
        return ()
    part, whole = EVALUATED_AT[option.form]
    return weeks[0], weeks[-(-len(weeks) * part // whole) - 1], weeks[-1]


def build_options(period: StagePeriod, terms: Terms, calendar: Calendar) -> tuple[Option, ...]:
    """List every admissible option of a stage period; the first is always its wish.

    A fixed period has only its wish. The other options are the standard option set of
    ``form.py`` with every start week in the window of ``terms``.

    Returns
    -------
    tuple of Option
        Without duplicates; never empty.
    """
    wish = wish_option(period)
    if period.fixed:
        return (wish,)
    needed = stage_days(wish, period.institution, calendar)
    if needed == 0:
        return (wish,)
    options: dict[Option, None] = {wish: None}
    for form, days, weekdays in _rhythms(period, terms):
        weeks = -(-needed // days)
        for start, end in _stretches(period, terms, calendar, weeks, weekdays):
            option = Option(form=form, start=start, end=end, days_per_week=days, weekdays=weekdays)
            if not is_forbidden(option, period.institution, terms, calendar):
                options[option] = None
    return tuple(options)


def is_forbidden(option: Option, institution: str, terms: Terms, calendar: Calendar) -> bool:
    """Return whether an option has a stage day in a stretch without placement."""
    near = [r for r in terms.forbidden if option.start <= r.end and r.start <= option.end]
    return bool(near) and any(
        day in stretch for day in present_days(option, institution, calendar) for stretch in near
    )


def _rhythms(period: StagePeriod, terms: Terms) -> Iterator[tuple[Form, int, Weekdays]]:
    """Yield form, days a week and weekdays that the period may take, the wished ones first."""
    rules, wished_form, other = terms.rules, period.form, period.form.other
    rhythms: dict[tuple[Form, int, Weekdays], None] = {}
    wished = (wished_form, period.days_per_week, period.weekdays)
    if period.weekdays is not None:
        rhythms[(wished_form, period.days_per_week, period.weekdays)] = None
    if period.weekdays is None or terms.moves_weekdays(wished_form):
        for weekdays in rules.sets_of(wished_form, period.days_per_week):
            rhythms[(wished_form, period.days_per_week, weekdays)] = None
    changed = [(wished_form, days) for days in rules.days_for(wished_form) if rules.days_may_change]
    if other in terms.allowed_forms:
        changed += [(other, days) for days in rules.days_for(other)]
    for form, days in changed:
        if (form, days) != wished[:2]:
            for weekdays in rules.sets_of(form, days):
                rhythms[(form, days, weekdays)] = None
    for rhythm in rhythms:
        if rhythm == wished or not set(rhythm[2]) & set(terms.school_days):
            yield rhythm


def _stretches(
    period: StagePeriod,
    terms: Terms,
    calendar: Calendar,
    weeks: int,
    weekdays: tuple[int, ...],
) -> Iterator[tuple[date, date]]:
    """Yield first and last date of every run of ``weeks`` lesweken inside the window.

    A run goes from Monday to Friday; at the first and last week of the wish it keeps the dates of
    the wish, so that a change of weekdays alone moves no date.
    """
    mondays = calendar.lesweken(period.institution, terms.earliest_start, terms.latest_end)
    last_weekday = max(4, *weekdays)
    for first in range(len(mondays) - weeks + 1):
        start = mondays[first]
        end = friday_of(mondays[first + weeks - 1])
        if last_weekday > 4:
            end = date.fromordinal(end.toordinal() + last_weekday - 4)
        if start < terms.earliest_start:
            if _first_day(start, weekdays) < terms.earliest_start:
                continue
            start = terms.earliest_start
        if end > terms.latest_end:
            if _last_day(mondays[first + weeks - 1], weekdays) > terms.latest_end:
                continue
            end = terms.latest_end
        yield _snapped(start, end, period, weekdays)


def _snapped(
    start: date, end: date, period: StagePeriod, weekdays: tuple[int, ...]
) -> tuple[date, date]:
    """Return the dates of the wish if a run covers exactly its weeks and days."""
    same_first = _first_day(start, weekdays) >= period.start and friday_of(start) == friday_of(
        period.start
    )
    same_last = _last_day(end, weekdays) <= period.end and friday_of(end) == friday_of(period.end)
    if same_first and same_last:
        return period.start, period.end
    return start, end


def _first_day(day: date, weekdays: tuple[int, ...]) -> date:
    monday = day.toordinal() - day.weekday()
    return date.fromordinal(monday + min(weekdays))


def _last_day(day: date, weekdays: tuple[int, ...]) -> date:
    monday = day.toordinal() - day.weekday()
    return date.fromordinal(monday + max(weekdays))
