"""The differences between two plans, or between two states of a region.

Rows that only moved in their file are the same rows: their source and their position in the list
are not compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from itertools import compress
from operator import is_not
from typing import Any

from stageplanner.domain.agreement import Agreement
from stageplanner.domain.calendar import Holiday
from stageplanner.domain.comparison.plain_values import Plain, plain
from stageplanner.domain.ground_rules import Balance, ShortageFigure
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.plan import ChangeKind, Placement, Plan, placements_of
from stageplanner.domain.policy import Policy
from stageplanner.domain.proposal import Proposal, Round
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State

#: Names of fields in the history and in ``diff`` that differ from those in the code.
_STORED_NAMES = {"remark": "said", "multiplicity": "stands_for"}
#: Fields that are not compared: the source of a row, lists with rows of their own, and names of
#: persons.
_NOT_COMPARED = frozenset({"source", "proposals", "log"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDifference:
    """A stage period that two plans place differently, and the kinds of change."""

    period: StagePeriod
    before: tuple[Placement, ...]
    after: tuple[Placement, ...]
    kinds: frozenset[ChangeKind]

    @property
    def is_filling(self) -> bool:
        """Whether one plan only fills in the weekdays that the other leaves open."""
        if len(self.before) != 1 or len(self.after) != 1:
            return False
        old, new = self.before[0].option, self.after[0].option
        is_open = (old.weekdays is None) != (new.weekdays is None)
        return is_open and replace(old, weekdays=None) == replace(new, weekdays=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDifference:
    """One field that differs, as plain values."""

    name: str
    before: Plain
    after: Plain


class Fate(StrEnum):
    """Whether a row came, went or changed."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDifference:
    """A row that came, went or changed, with its list and its label."""

    kind: str
    id: str
    label: str
    fate: Fate
    fields: tuple[FieldDifference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StateDifference:
    """The differences between two states: rows, policy, and the current plan."""

    rows: tuple[RowDifference, ...]
    policy: tuple[FieldDifference, ...]
    plan: tuple[PlanDifference, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.rows or self.policy or self.plan)


# --- plans ----------------------------------------------------------------------------------


def difference_of_plans(
    periods: Iterable[StagePeriod], before: Plan | None, after: Plan | None
) -> tuple[PlanDifference, ...]:
    """List the stage periods that two plans place differently; ``None`` is the wish."""
    first, second = before or Plan(), after or Plan()
    named = first.placements.keys() | second.placements.keys()
    differences = []
    for period in periods:
        if period.id not in named:
            continue
        old, new = placements_of(first, period), placements_of(second, period)
        if kinds := kinds_between(old, new):
            differences.append(PlanDifference(period=period, before=old, after=new, kinds=kinds))
    return tuple(differences)


def kinds_between(
    before: tuple[Placement, ...], after: tuple[Placement, ...]
) -> frozenset[ChangeKind]:
    """Return the kinds of change between two placements; empty if they are the same."""
    if sorted(before, key=_placement_key) == sorted(after, key=_placement_key):
        return frozenset()
    if len(before) != 1 or len(after) != 1 or before[0].students != after[0].students:
        return frozenset({ChangeKind.SPLIT})
    old, new = before[0].option, after[0].option
    kinds = set()
    if (old.form, old.days_per_week) != (new.form, new.days_per_week):
        kinds.add(ChangeKind.FORM)
    if (old.start, old.end) != (new.start, new.end):
        kinds.add(ChangeKind.WEEKS)
    if old.weekdays != new.weekdays and ChangeKind.FORM not in kinds:
        kinds.add(ChangeKind.WEEKDAYS)
    return frozenset(kinds)


def _placement_key(placement: Placement) -> tuple[object, ...]:
    o = placement.option
    return (o.start, o.end, o.form.value, o.days_per_week, o.weekdays or (), placement.students)


# --- states ---------------------------------------------------------------------------------


def difference_of_states(before: State, after: State) -> StateDifference:
    """List the differences between two states of a region.

    A stage period is the same by its id if institution and group agree as well, else by
    institution, location, programme, year and group, in the order of the first days.
    """
    rows = [
        *_rows("period", before.periods, after.periods, _match_periods, _period_label),
        *_rows("leerbedrijf", before.leerbedrijven, after.leerbedrijven, _by_id, _name),
        *_rows("holiday", before.holidays, after.holidays, _by_name, _holiday_label),
        *_rows(
            "region_holiday",
            before.region_holidays,
            after.region_holidays,
            _by_name,
            _holiday_label,
        ),
        *_rows("base_load", before.base_load, after.base_load, _by_itself, lambda b: b.programme),
        *_rows("round", before.rounds, after.rounds, _by_id, _title),
        *_rows("proposal", _proposals(before), _proposals(after), _by_id, _proposal_label),
        *_rows("agreement", before.agreements, after.agreements, _by_id, _title),
        *_rows("balance", before.balances, after.balances, _by_year, _balance_label),
        *_rows("shortage", before.shortages, after.shortages, _by_itself, _shortage_label),
        *_rows(
            "ground_rules",
            (before.ground_rules,),
            (after.ground_rules,),
            _by_place,
            lambda g: g.region,
        ),
    ]
    return StateDifference(
        rows=tuple(rows),
        policy=_policy_difference(before.policy, after.policy),
        plan=difference_of_plans(after.periods, before.plan, after.plan)
        if before.plan is not after.plan
        else (),
    )


Pairs = list[tuple[Any, Any]]


def _rows(
    kind: str,
    before: tuple[Any, ...],
    after: tuple[Any, ...],
    match: Callable[[Iterable[Any], Iterable[Any]], Pairs],
    label: Callable[[Any], str],
) -> Iterable[RowDifference]:
    """Yield the rows of one list that came, went or changed."""
    if before is after:
        return
    for old, new in match(*_not_shared(before, after)):
        row = old if new is None else new
        name = str(getattr(row, "id", ""))
        if old is None or new is None:
            fate = Fate.NEW if old is None else Fate.GONE
            yield RowDifference(kind=kind, id=name, label=label(row), fate=fate)
        elif changed := fields_between(old, new):
            yield RowDifference(
                kind=kind, id=name, label=label(row), fate=Fate.CHANGED, fields=changed
            )


def _not_shared(before: tuple[Any, ...], after: tuple[Any, ...]) -> tuple[list[Any], list[Any]]:
    """Return the rows that are not the very same object in both lists.

    After one edit that is a single row, which keeps the comparison fast.
    """
    if len(before) == len(after):
        differ = list(map(is_not, before, after))
        return list(compress(before, differ)), list(compress(after, differ))
    same = {id(row) for row in before} & {id(row) for row in after}
    return [r for r in before if id(r) not in same], [r for r in after if id(r) not in same]


def fields_between(before: Any, after: Any) -> tuple[FieldDifference, ...]:  # noqa: ANN401
    """Return the fields in which two rows of one kind differ and that the history may hold."""
    differences = (
        FieldDifference(
            name=_STORED_NAMES.get(field.name, field.name),
            before=plain(old, field.name),
            after=plain(new, field.name),
        )
        for field in fields(before)
        if field.name not in _NOT_COMPARED
        and (old := getattr(before, field.name)) != (new := getattr(after, field.name))
    )
    # Only the name of a person differs, which the history must not hold.
    return tuple(difference for difference in differences if difference.before != difference.after)


def _match_periods(before: Iterable[StagePeriod], after: Iterable[StagePeriod]) -> Pairs:
    by_id, old, new = _match(before, after, lambda p: (p.id, *p.key))
    by_start = sorted(old, key=lambda p: p.start), sorted(new, key=lambda p: p.start)
    by_key, gone, come = _match(*by_start, lambda p: p.key)
    return [*by_id, *by_key, *((p, None) for p in gone), *((None, p) for p in come)]


def _by_id(before: Iterable[Any], after: Iterable[Any]) -> Pairs:
    return _matched(before, after, lambda row: row.id)


def _matched(before: Iterable[Any], after: Iterable[Any], key: Callable[[Any], object]) -> Pairs:
    pairs, gone, come = _match(before, after, key)
    return [*pairs, *((row, None) for row in gone), *((None, row) for row in come)]


def _by_name(before: Iterable[Holiday], after: Iterable[Holiday]) -> Pairs:
    return _matched(before, after, lambda h: (h.institution, h.name, h.start.year))


def _by_year(before: Iterable[Balance], after: Iterable[Balance]) -> Pairs:
    return _matched(before, after, lambda b: (b.institution, b.school_year))


def _by_itself(before: Iterable[Any], after: Iterable[Any]) -> Pairs:
    return _matched(before, after, lambda row: row)


def _by_place(before: Iterable[Any], after: Iterable[Any]) -> Pairs:
    return list(zip(before, after, strict=True))


def _match(
    before: Iterable[Any], after: Iterable[Any], key: Callable[[Any], object]
) -> tuple[Pairs, list[Any], list[Any]]:
    """Pair rows with equal keys in their order; also return the rest of either side."""
    waiting: dict[object, list[Any]] = defaultdict(list)
    for row in before:
        waiting[key(row)].append(row)
    pairs: Pairs = []
    come = []
    for row in after:
        others = waiting.get(key(row))
        if others:
            pairs.append((others.pop(0), row))
        else:
            come.append(row)
    gone = [row for others in waiting.values() for row in others]
    return pairs, gone, come


def _policy_difference(before: Policy, after: Policy) -> tuple[FieldDifference, ...]:
    if before == after:
        return ()
    old, new = _policy_fields(before), _policy_fields(after)
    return tuple(
        FieldDifference(name=name, before=old.get(name), after=new.get(name))
        for name in dict.fromkeys([*old, *new])
        if old.get(name) != new.get(name)
    )


def _policy_fields(policy: Policy) -> dict[str, Plain]:
    """Flatten a policy: ``target``, ``rules.window_weeks``, ``rules[ROC X].school_days``."""
    flat: dict[str, Plain] = {"target": policy.target}
    for goal in fields(policy.goals):
        flat[f"goals.{goal.name}"] = getattr(policy.goals, goal.name)
    flat["served_first"] = plain(policy.served_first)
    for niveau, weight in policy.load_weights.items():
        flat[f"load_weights[{niveau}]"] = weight
    every = {"rules": policy.rules}
    every |= {f"rules[{name}]": rules for name, rules in policy.institutions.items()}
    for name, rules in every.items():
        for field in fields(rules):
            flat[f"{name}.{field.name}"] = plain(getattr(rules, field.name), field.name)
    return flat


# --- how people know a row -----------------------------------------------------------------


def _period_label(period: StagePeriod) -> str:
    parts = (period.institution, period.programme_name or period.programme, period.group)
    return ", ".join(part for part in parts if part)


def _name(company: Leerbedrijf) -> str:
    return ", ".join(part for part in (company.name, company.location, company.town) if part)


def _holiday_label(holiday: Holiday) -> str:
    return f"{holiday.institution}, {holiday.name}"


def _title(row: Round | Agreement) -> str:
    return f"{row.id} {row.title}".rstrip()


def _proposals(state: State) -> tuple[Proposal, ...]:
    return tuple(proposal for round_ in state.rounds for proposal in round_.proposals)


def _proposal_label(proposal: Proposal) -> str:
    return f"{proposal.party.label}, {proposal.period}"


def _balance_label(balance: Balance) -> str:
    return f"{balance.institution}, {balance.school_year}-{balance.school_year + 1}"


def _shortage_label(figure: ShortageFigure) -> str:
    parts = (str(figure.on), figure.region, figure.sector, figure.programme, figure.leerweg)
    level = "" if figure.niveau is None else f"niveau {figure.niveau}"
    return ", ".join(part for part in (*parts, level) if part)
