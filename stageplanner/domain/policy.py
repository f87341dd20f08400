"""What the region allows where an institution did not say: defaults, all of them editable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from stageplanner.domain.calendar import Calendar, friday_of, monday_of
from stageplanner.domain.form import Form
from stageplanner.domain.period import StagePeriod


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How far the stage periods of one institution may be changed.

    ``window_weeks`` counts lesweken either side of the wish; ``first_year_lesweek`` is the
    first lesweek of the school year in which first-years may go; ``school_days`` are
    weekdays that stay free of placement in changed rhythms (0 = Monday).
    """

    window_weeks: int = 10
    first_year_lesweek: int = 11
    allowed_forms: tuple[Form, ...] = (Form.LINT, Form.BLOK)
    split_from_students: int = 24
    school_days: tuple[int, ...] = ()
    blok_moves_weekdays: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Goals:
    """How closely each goal of a proposal is held while the goals after it are sought.

    The goals have a rank: tekort, the peak down to the target and then the weeks that stay
    above it, the fewest changes, the lighter ones, fairness between institutions, the lower
    peak. What each reached may be given up by so much for the sake of the next: ``shortage``,
    ``burden`` and ``fairness`` are fractions of what was reached, ``changes`` is a number of
    changes, ``peak`` is in points of utilisation (0.0025 is a quarter of a percent: peaks that
    close are the same to the region). ``weigh`` counts changes by how heavy they are instead
    of by their number.
    """

    shortage: float = 0.0
    peak: float = 0.0025
    changes: int = 0
    burden: float = 0.02
    fairness: float = 0.05
    weigh: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The region's rules and targets.

    ``load_weights`` maps a niveau to the weight of its students (1.0 where not named).
    """

    rules: Rules = field(default_factory=Rules)
    institutions: Mapping[str, Rules] = field(default_factory=dict)
    load_weights: Mapping[int, float] = field(default_factory=dict)
    target: float = 1.0
    goals: Goals = field(default_factory=Goals, repr=False)

    def rules_of(self, institution: str) -> Rules:
        """The rules of one institution."""
        return self.institutions.get(institution, self.rules)

    def weight_of(self, niveau: int | None) -> float:
        """The load weight of a student of this niveau."""
        return 1.0 if niveau is None else self.load_weights.get(niveau, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What one stage period may do, after its own columns and the policy are put together."""

    earliest_start: date
    latest_end: date
    allowed_forms: tuple[Form, ...]
    splittable: bool
    school_days: tuple[int, ...] = ()
    blok_moves_weekdays: bool = False

    def moves_weekdays(self, form: Form) -> bool:
        """Tell whether the same form may take other weekdays (lint always may)."""
        return form is Form.LINT or self.blok_moves_weekdays


def terms_of(
    period: StagePeriod, policy: Policy, calendar: Calendar, school_year: tuple[date, date]
) -> Terms:
    """Put a stage period's own limits and the policy together.

    The wish itself always lies within the result: nobody is forced to move.
    """
    rules = policy.rules_of(period.institution)
    earliest = period.earliest_start or _default_earliest(period, rules, calendar, school_year)
    latest = period.latest_end or _default_latest(period, rules, calendar, school_year)
    return Terms(
        earliest_start=min(earliest, period.start),
        latest_end=max(latest, period.end),
        allowed_forms=rules.allowed_forms if period.allowed_forms is None else period.allowed_forms,
        splittable=(
            period.students >= rules.split_from_students and period.splittable is not False
            if period.splittable is None
            else period.splittable
        ),
        school_days=rules.school_days,
        blok_moves_weekdays=rules.blok_moves_weekdays,
    )


def _default_earliest(
    period: StagePeriod, rules: Rules, calendar: Calendar, school_year: tuple[date, date]
) -> date:
    weeks = calendar.lesweken(period.institution, school_year[0], period.start)
    before = [week for week in weeks if week < monday_of(period.start)]
    if period.year == 1:
        before = before[max(0, rules.first_year_lesweek - 1) :]
    if rules.window_weeks == 0 or not before:
        return monday_of(period.start)
    return max(before[-rules.window_weeks :][0], school_year[0])


def _default_latest(
    period: StagePeriod, rules: Rules, calendar: Calendar, school_year: tuple[date, date]
) -> date:
    weeks = calendar.lesweken(period.institution, period.end, school_year[1])
    after = [week for week in weeks if week > monday_of(period.end)]
    if rules.window_weeks == 0 or not after:
        return friday_of(period.end)
    return min(friday_of(after[: rules.window_weeks][-1]), school_year[1])
