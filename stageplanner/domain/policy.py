"""The policy of a region: what is allowed where an institution sets no limit; all editable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from stageplanner.domain.calendar import Calendar, DateRange, friday_of, monday_of
from stageplanner.domain.form import STANDARD_DAYS, Form, Weekdays, weekday_sets
from stageplanner.domain.stage_period import StagePeriod

#: A school year has at most so many lesweken.
MOST_LESWEKEN = 53


@dataclass(frozen=True, slots=True, kw_only=True)
class Forbidden:
    """A named stretch of the school year in which an institution has no placement.

    Given as lesweken of the school year (the first is 1) or as dates, both ends included;
    ``programme`` and ``year`` of study limit it to those, if given.
    """

    name: str
    first_lesweek: int | None = None
    last_lesweek: int | None = None
    start: date | None = None
    end: date | None = None
    programme: str = ""
    year: int | None = None

    def __post_init__(self) -> None:
        by_weeks = self.first_lesweek is not None and self.last_lesweek is not None
        by_dates = self.start is not None and self.end is not None
        if by_weeks == by_dates:
            raise ValueError(f"{self.name!r} needs two lesweken or two dates")
        if by_weeks and not 1 <= self.first_lesweek <= self.last_lesweek <= MOST_LESWEKEN:  # type: ignore[operator]
            raise ValueError(f"lesweken {self.first_lesweek} to {self.last_lesweek}")
        if by_dates and self.end < self.start:  # type: ignore[operator]
            raise ValueError(f"end {self.end} before start {self.start}")

    def binds(self, period: StagePeriod) -> bool:
        """Return whether a stage period is of its programme and year."""
        return self.programme in ("", period.programme) and self.year in (None, period.year)

    def stretch(self, lesweken: tuple[date, ...]) -> DateRange | None:
        """Return its days, given the lesweken of a school year; ``None`` if it has none."""
        if self.start is not None and self.end is not None:
            return DateRange(start=self.start, end=self.end)
        weeks = lesweken[(self.first_lesweek or 1) - 1 : self.last_lesweek]
        return DateRange(start=weeks[0], end=weeks[-1] + timedelta(days=6)) if weeks else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How far the stage periods of one institution may be changed.

    ``window_weeks`` counts lesweken on either side of the wish and is used if the institution
    gave no limits; ``most_weeks_shift`` counts them too and always binds.
    ``first_year_lesweek`` is the first lesweek of the school year in which first-years may go;
    ``school_days`` are weekdays that stay free of placement in changed rhythms (0 = Monday).

    ``lint_days`` and ``blok_days`` are the days a week of a period that switches to that form;
    with ``days_may_change`` a period may also take them within its form. If ``weekday_sets``
    has sets of that many days, a changed rhythm takes one of them.

    With ``proposes_splits`` the planner may let half of a group that may be split (see
    ``split_from_students``) do its wish and the other half the same in the other half of the
    school year, wherever the window of the whole group ends.

    ``scheme_weeks`` is a preference: changed periods begin and end with a period of that many
    lesweken (10: four a year, 5: eight). ``gap_weeks`` is the least number of lesweken between
    two stage periods of a group, or that of the wish if it has fewer. ``most_away`` is the most
    students of the institution on placement on one day, ``most_contact_moments`` the most
    contact moments in one week (three per student: at the start, at a third or half, at the
    end). If the wishes have more than these, a plan may have as many as the wishes.
    """

    window_weeks: int = 10
    first_year_lesweek: int = 11
    allowed_forms: tuple[Form, ...] = (Form.LINT, Form.BLOK)
    split_from_students: int = 24
    school_days: tuple[int, ...] = ()
    blok_moves_weekdays: bool = False
    # Added by later versions and not in the repr: with their defaults the fingerprint of the
    # data stays that of older versions.
    lint_days: tuple[int, ...] = field(default=STANDARD_DAYS[Form.LINT], repr=False)
    blok_days: tuple[int, ...] = field(default=STANDARD_DAYS[Form.BLOK], repr=False)
    days_may_change: bool = field(default=False, repr=False)
    weekday_sets: tuple[Weekdays, ...] = field(default=(), repr=False)
    most_weeks_shift: int | None = field(default=None, repr=False)
    forbidden: tuple[Forbidden, ...] = field(default=(), repr=False)
    scheme_weeks: int | None = field(default=None, repr=False)
    proposes_splits: bool = field(default=False, repr=False)
    gap_weeks: int = field(default=0, repr=False)
    most_away: int | None = field(default=None, repr=False)
    most_contact_moments: int | None = field(default=None, repr=False)

    def days_for(self, form: Form) -> tuple[int, ...]:
        """Return the days a week that a changed period of a form may have."""
        return {Form.LINT: self.lint_days, Form.BLOK: self.blok_days}[form]

    def sets_of(self, form: Form, days_per_week: int) -> tuple[Weekdays, ...]:
        """Return the weekday sets of a changed rhythm: those of the rules, else the standard."""
        named = tuple(days for days in self.weekday_sets if len(days) == days_per_week)
        return named or weekday_sets(form, days_per_week)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goals:
    """How much of each goal of a proposal may be given up for the goals after it.

    The goals are ranked: tekort (of the niveaus served first, then of all), the peak down to
    the target and then the weeks that stay above it, the fewest changes, the lighter ones, the
    period scheme, fairness between institutions, the lower peak. ``shortage``, ``burden`` and
    ``fairness`` are fractions of the value reached, ``changes`` is a number of changes,
    ``peak`` is in points of utilisation (0.0025 is a quarter of a percent: the region sees no
    difference between such peaks). ``weigh`` counts changes by how heavy they are instead of by
    their number.

    ``shortage_share`` is asked where the target is out of reach: the fewest changes are proposed
    that take away this fraction of the tekort (student-days of a component) that can be taken
    away; 1 asks for all of it, by the whole rank.
    """

    shortage: float = 0.0
    peak: float = 0.0025
    changes: int = 0
    burden: float = 0.02
    fairness: float = 0.05
    weigh: bool = False
    # Added later and not in the repr, as the later rules are.
    shortage_share: float = field(default=0.9, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The region's rules and targets.

    ``load_weights`` maps a niveau to the weight of its students (1.0 if not named).
    ``served_first`` are the niveaus whose tekort is minimised before that of the others, in
    this order.
    """

    rules: Rules = field(default_factory=Rules)
    institutions: Mapping[str, Rules] = field(default_factory=dict)
    load_weights: Mapping[int, float] = field(default_factory=dict)
    target: float = 1.0
    goals: Goals = field(default_factory=Goals, repr=False)
    served_first: tuple[int, ...] = field(default=(1, 2), repr=False)

    def rules_of(self, institution: str) -> Rules:
        """Return the rules of one institution."""
        return self.institutions.get(institution, self.rules)

    def weight_of(self, niveau: int | None) -> float:
        """Return the load weight of a student of a niveau."""
        return 1.0 if niveau is None else self.load_weights.get(niveau, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What one stage period may do, from its columns and the policy.

    ``halves`` are the two halves of the school year for the halves of a split group; ``None`` if
    the planner may not split it. ``scheme_starts`` and ``scheme_ends`` are the Mondays of the first
    and last lesweken of the periods of the year, empty without a scheme.
    """

    earliest_start: date
    latest_end: date
    allowed_forms: tuple[Form, ...]
    splittable: bool
    rules: Rules = field(default_factory=Rules)
    forbidden: tuple[DateRange, ...] = ()
    halves: tuple[DateRange, DateRange] | None = None
    scheme_starts: frozenset[date] = frozenset()
    scheme_ends: frozenset[date] = frozenset()

    @property
    def school_days(self) -> tuple[int, ...]:
        """Weekdays that stay free of placement in changed rhythms."""
        return self.rules.school_days

    def moves_weekdays(self, form: Form) -> bool:
        """Return whether the same form may take other weekdays (lint always may)."""
        return form is Form.LINT or self.rules.blok_moves_weekdays


def terms_of(
    period: StagePeriod, policy: Policy, calendar: Calendar, school_year: tuple[date, date]
) -> Terms:
    """Combine the limits of a stage period with the policy.

    The wish always lies within the result: no institution is forced to move.
    """
    rules = policy.rules_of(period.institution)
    year = calendar, school_year
    first = rules.first_year_lesweek if period.year == 1 else 1
    window, shift = rules.window_weeks, rules.most_weeks_shift
    earliest = period.earliest_start or _weeks_before(period, window, *year, first=first)
    latest = period.latest_end or _weeks_after(period, window, *year)
    if shift is not None:
        earliest = max(earliest, _weeks_before(period, shift, *year))
        latest = min(latest, _weeks_after(period, shift, *year))
    splittable = (
        period.students >= rules.split_from_students
        if period.splittable is None
        else period.splittable
    )
    lesweken = calendar.lesweken(period.institution, *school_year)
    stretches = [barred.stretch(lesweken) for barred in rules.forbidden if barred.binds(period)]
    scheme = rules.scheme_weeks
    return Terms(
        earliest_start=min(earliest, period.start),
        latest_end=max(latest, period.end),
        allowed_forms=rules.allowed_forms if period.allowed_forms is None else period.allowed_forms,
        splittable=splittable,
        rules=rules,
        forbidden=tuple(stretch for stretch in stretches if stretch is not None),
        halves=_halves(period, rules, *year) if splittable and rules.proposes_splits else None,
        scheme_starts=frozenset(lesweken[::scheme]) if scheme else frozenset(),
        scheme_ends=frozenset(lesweken[scheme - 1 :: scheme]) if scheme else frozenset(),
    )


def _weeks_before(
    period: StagePeriod,
    weeks: int,
    calendar: Calendar,
    school_year: tuple[date, date],
    *,
    first: int = 1,
) -> date:
    """Return the date ``weeks`` lesweken before the wish, from the first-th lesweek on."""
    known = calendar.lesweken(period.institution, school_year[0], period.start)
    before = [week for week in known if week < monday_of(period.start)][max(0, first - 1) :]
    if weeks == 0 or not before:
        return monday_of(period.start)
    return max(before[-weeks:][0], school_year[0])


def _weeks_after(
    period: StagePeriod, weeks: int, calendar: Calendar, school_year: tuple[date, date]
) -> date:
    known = calendar.lesweken(period.institution, period.end, school_year[1])
    after = [week for week in known if week > monday_of(period.end)]
    if weeks == 0 or not after:
        return friday_of(period.end)
    return min(friday_of(after[:weeks][-1]), school_year[1])


def _halves(
    period: StagePeriod, rules: Rules, calendar: Calendar, school_year: tuple[date, date]
) -> tuple[DateRange, DateRange] | None:
    """Return the two halves of the school year as far as the period may lie in them.

    The limits that the institution gave bind here too, and so do the most weeks of a shift and the
    first lesweek of first-years. With a scheme the second half begins with a period of it.
    """
    lesweken = calendar.lesweken(period.institution, *school_year)
    middle = len(lesweken) // 2
    if rules.scheme_weeks and middle >= rules.scheme_weeks:
        middle -= middle % rules.scheme_weeks
    skipped = max(0, rules.first_year_lesweek - 1) if period.year == 1 else 0
    if not skipped < middle < len(lesweken):
        return None
    begin = max(period.earliest_start or school_year[0], lesweken[skipped], school_year[0])
    end = min(period.latest_end or school_year[1], school_year[1])
    if rules.most_weeks_shift is not None:
        begin = max(begin, _weeks_before(period, rules.most_weeks_shift, calendar, school_year))
        end = min(end, _weeks_after(period, rules.most_weeks_shift, calendar, school_year))
    until, start = friday_of(lesweken[middle - 1]), lesweken[middle]
    if begin > until or end < start:
        return None
    return DateRange(start=begin, end=until), DateRange(start=start, end=end)
