"""The cases that the judge looks at: every stage period as a plan places it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from stageplanner.domain.form import Form
from stageplanner.domain.option import Option
from stageplanner.domain.plan import Placement, Plan
from stageplanner.domain.policy import Terms
from stageplanner.domain.settled import agreed_placements
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State, all_terms, calendar_of


@dataclass(frozen=True, slots=True)
class Case:
    """One stage period as a plan places it, with all that the rules need."""

    period: StagePeriod
    placements: tuple[Placement, ...]
    terms: Terms
    days_off: frozenset[date]
    agreed: tuple[Placement, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether the plan does what was agreed, which is then allowed."""
        return bool(self.agreed) and set(self.placements) == set(self.agreed)

    @property
    def is_wish(self) -> bool:
        """Whether the plan leaves the stage period as it was handed in."""
        p = self.period
        return len(self.placements) == 1 and all(
            (o.form, o.start, o.end, o.days_per_week, o.weekdays)
            == (p.form, p.start, p.end, p.days_per_week, p.weekdays)
            for o in (placement.option for placement in self.placements)
        )

    def weeks(self, option: Option) -> set[date]:
        """Return the Mondays of the lesweken in which an option has one of its weekdays."""
        weekdays = option.weekdays if option.weekdays is not None else (0, 1, 2, 3, 4)
        mondays: set[date] = set()
        monday = option.start - timedelta(days=option.start.weekday())
        while monday <= option.end:
            school = [monday + timedelta(days=k) for k in range(5)]
            comes = any(option.start <= monday + timedelta(days=k) <= option.end for k in weekdays)
            if comes and not self.days_off.issuperset(school):
                mondays.add(monday)
            monday += timedelta(days=7)
        return mondays

    def days(self, option: Option) -> set[date]:
        """Return the days on which the group is at its leerbedrijven."""
        weekdays = option.weekdays if option.weekdays is not None else (0, 1, 2, 3, 4)
        count = (option.end - option.start).days + 1
        days = (option.start + timedelta(days=k) for k in range(count))
        return {d for d in days if d.weekday() in weekdays and d not in self.days_off}

    def contacts(self, option: Option) -> list[date]:
        """Return the Mondays of the weeks of the contact moments: start, evaluation, end."""
        weeks = sorted(self.weeks(option))
        if not weeks:
            return []
        part = 3 if option.form is Form.LINT else 2
        evaluated = next(k for k in range(1, len(weeks) + 1) if k * part >= len(weeks))
        return [weeks[0], weeks[evaluated - 1], weeks[-1]]

    def lesweken_between(self, first: date, second: date) -> int:
        """Count the lesweken wholly after the week of one day and before that of another."""
        monday = first - timedelta(days=first.weekday()) + timedelta(days=7)
        count = 0
        while monday + timedelta(days=6) < second:
            school = {monday + timedelta(days=k) for k in range(5)}
            count += not school <= self.days_off
            monday += timedelta(days=7)
        return count


def wish_of(period: StagePeriod) -> Option:
    """Return the wish of a stage period as an option."""
    return Option(
        form=period.form,
        start=period.start,
        end=period.end,
        days_per_week=period.days_per_week,
        weekdays=period.weekdays,
    )


def cases_of(state: State, plan: Plan) -> list[Case]:
    """Return every stage period as a plan places it."""
    terms, off = all_terms(state), calendar_of(state).days_off
    agreed = agreed_placements(state)
    cases = []
    for period in state.periods:
        wish = Placement(option=wish_of(period), students=period.students)
        cases.append(
            Case(
                period,
                plan.placements.get(period.id, (wish,)),
                terms[period.id],
                off.get(period.institution, frozenset()),
                agreed.get(period.id, ()),
            )
        )
    return cases


def cases_at_start(state: State) -> list[Case]:
    """Return every stage period as agreed, else as wished, before anything is asked."""
    return cases_of(state, Plan(placements=agreed_placements(state)))
