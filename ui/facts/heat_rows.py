"""The rows of the heat map, with their utilisation and students per week.

A cell is the highest utilisation (``load.utilisation_levels``) of its programmes or leerbedrijven
on a day of that week. Plain numpy, no Qt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from stageplanner.domain.calendar import Calendar
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.state import calendar_of
from stageplanner.load.tolerances import FULL
from ui.facts.load_sentences import POOL, component_name
from ui.facts.screen_facts import Facts, Floats, PlanFacts

#: Number of bottlenecks with a row; lower ones are parts of these.
MOST_BOTTLENECKS = 24
#: The share of an institution none of whose students is in an overload.
LEAST_SHARE = 1e-3
#: Separator of the programmes in the key of a bottleneck.
JOIN = "+"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """One row: its name, a second line, and the utilisation and students of each week.

    ``values`` is 0 without students and ``inf`` without places; ``hatched`` marks weeks in which
    all institutions of the row have holidays.
    """

    key: str
    label: str
    detail: str
    values: tuple[float, ...]
    students: tuple[float, ...]
    hatched: tuple[bool, ...]
    #: Of an institution: its students in programmes above 100%. ``values`` are then their share of
    #: its students, and ``students`` are those of that day.
    over: tuple[float, ...] = ()

    @property
    def unknown(self) -> tuple[bool, ...]:
        """Weeks with students but without known places."""
        pairs = zip(self.values, self.students, strict=True)
        return tuple(value <= 0 and students > 0 for value, students in pairs)


def period_columns(facts: Facts, row_kind: str, key: str) -> list[int]:
    """Return the positions of the stage periods of a row."""
    return [
        i
        for i, period in enumerate(facts.state.periods)
        if (row_kind == "programme" and period.programme == key)
        or (row_kind == "institution" and period.institution == key)
        or (row_kind == "niveau" and str(period.niveau or "") == key)
        or (row_kind == "component" and str(facts.component_of[period.programme]) == key)
        or (row_kind == "knelpunt" and period.programme in key.split(JOIN))
    ]


def row_keys(facts: Facts, row_kind: str) -> list[tuple[str, str, str]]:
    """Return the key, name and second line of the rows of a kind, in reading order."""
    state = facts.state
    if row_kind == "programme":
        keys = [(p, facts.names[p], p) for p in facts.programmes]
        order = facts.component_of
        return sorted(keys, key=lambda row: (order[row[0]], row[1].casefold()))
    if row_kind == "institution":
        return [(n, n, "") for n in sorted({p.institution for p in state.periods})]
    if row_kind == "niveau":
        return [(n, n, "") for n in sorted({str(p.niveau or "") for p in state.periods})]
    if row_kind == "knelpunt":
        return [(key, key, "") for key in bottleneck_keys(facts)]
    return [
        (str(i), component_name(facts, i), "") for i in range(len(facts.wish.measures.components))
    ]


def programme_of_row(facts: Facts, row_kind: str, key: str) -> str | None:
    """Return a programme of the component that a row is about, or None if it is of several."""
    if row_kind == "component":
        return facts.wish.measures.components[int(key)].programmes[0]
    if row_kind in ("programme", "knelpunt"):
        return key.split(JOIN, maxsplit=1)[0]
    return None


def heat_rows(facts: Facts, plan: PlanFacts, row_kind: str) -> tuple[HeatRow, ...]:
    """Build the rows of the heat map of one plan."""
    calendar = calendar_of(facts.state)
    column = {programme: i for i, programme in enumerate(facts.programmes)}
    periods = facts.state.periods
    if row_kind == "company":
        return company_rows(facts, plan)
    if row_kind == "branch":
        return branch_rows(facts, plan)
    if row_kind == "institution":
        return institution_rows(facts, plan)
    is_off = _day_off if facts.is_daily else _week_off
    rows: list[HeatRow] = []
    for key, label, detail in row_keys(facts, row_kind):
        members = period_columns(facts, row_kind, key)
        of_programme = np.array([column[periods[i].programme] for i in members], dtype=np.intp)
        present = plan.present[:, members]
        values = np.where(present > 0, plan.levels[:, of_programme], 0.0).max(axis=1, initial=0.0)
        others = others_in_row(facts, row_kind, key)
        if len(others):
            # Others have students too, also if the institution itself has none.
            present_others = plan.load[:, others] > 0
            levels = np.where(present_others, plan.levels[:, others], 0.0)
            values = np.maximum(values, levels.max(axis=1, initial=0.0))
        if row_kind == "knelpunt":
            values = bottleneck_values(facts, plan, key)
        institutions = {periods[i].institution for i in members}
        rows.append(
            HeatRow(
                key=key,
                label=label,
                detail=detail,
                values=tuple(facts.by_week(values).tolist()),
                students=tuple(
                    facts.by_week(
                        present.sum(axis=1) + facts.others[:, others].sum(axis=1)
                    ).tolist()
                ),
                hatched=tuple(
                    not len(others)
                    and all(is_off(calendar, institution, slot) for institution in institutions)
                    for slot in facts.weeks
                ),
            )
        )
    return tuple(rows)


def severity_order(
    wish: tuple[HeatRow, ...], now: tuple[HeatRow, ...]
) -> tuple[tuple[HeatRow, ...], tuple[HeatRow, ...]]:
    """Return the rows of both plans in one order: what is overloaded now first, highest first.

    Then what was overloaded in the wishes, then the rest; equal rows keep their reading order, so
    that a row that is not overloaded stays where it is when the plan changes.
    """
    highest = {row.key: (_excess(row), 0.0) for row in wish}
    for row in now:
        highest[row.key] = (highest.get(row.key, (0.0, 0.0))[0], _excess(row))

    def badness(row: HeatRow) -> tuple[float, float]:
        before, after = highest[row.key]
        return -after, -before

    place = {row.key: i for i, row in enumerate(wish)}
    after = sorted(now, key=lambda row: place.get(row.key, len(place)))
    return tuple(sorted(wish, key=badness)), tuple(sorted(after, key=badness))


def _excess(row: HeatRow) -> float:
    """Return the highest utilisation if that is an overload, else 0; without rounding errors.

    Of an institution: its students that stand in an overload, over all weeks.
    """
    if row.over:
        return round(sum(row.over), 6)
    highest = max(row.values, default=0.0)
    return round(highest, 6) if highest > FULL else 0.0


def others_in_row(facts: Facts, row_kind: str, key: str) -> NDArray[np.intp]:
    """Return the programmes of a row in which others have students."""
    inside = {
        "programme": lambda crebo: crebo == key,
        "component": lambda crebo: str(facts.component_of[crebo]) == key,
        "knelpunt": lambda crebo: crebo in key.split(JOIN),
    }.get(row_kind, lambda _: False)
    return np.array(
        [
            i
            for i, crebo in enumerate(facts.programmes)
            if inside(crebo) and facts.others[:, i].any()
        ],
        dtype=np.intp,
    )


def _day_off(calendar: Calendar, institution: str, day: date) -> bool:
    return calendar.is_day_off(institution, day)


def _week_off(calendar: Calendar, institution: str, monday: date) -> bool:
    return not calendar.is_lesweek(institution, monday)


def institution_rows(facts: Facts, plan: PlanFacts) -> tuple[HeatRow, ...]:
    """Build the rows of the institutions: which part of their students is in an overload.

    The highest utilisation that any of its students meets says little: one small overfull programme
    makes every institution red.
    """
    calendar, periods = calendar_of(facts.state), facts.state.periods
    column = {programme: i for i, programme in enumerate(facts.programmes)}
    is_off = _day_off if facts.is_daily else _week_off
    rows = []
    for name in sorted({period.institution for period in periods}):
        members = [i for i, period in enumerate(periods) if period.institution == name]
        levels = plan.levels[:, [column[periods[i].programme] for i in members]]
        present = plan.present[:, members]
        whole = present.sum(axis=1)
        known = np.where(levels > 0, present, 0.0).sum(axis=1)
        over = np.where(levels > FULL, present, 0.0).sum(axis=1)
        # Where nobody is in an overload the share is next to nothing, which is not unknown.
        share = np.where(known > 0, np.maximum(over / np.maximum(whole, 1e-9), LEAST_SHARE), 0.0)
        best = [
            int(days[np.lexsort((whole[days], share[days], over[days]))[-1]])
            for days in (np.flatnonzero(facts.week_of_day == w) for w in range(len(facts.weeks)))
        ]
        rows.append(
            HeatRow(
                key=name,
                label=name,
                detail="",
                values=tuple(share[best].tolist()),
                students=tuple(whole[best].tolist()),
                hatched=tuple(is_off(calendar, name, slot) for slot in facts.weeks),
                over=tuple(over[best].tolist()),
            )
        )
    return tuple(rows)


def pool_rows(facts: Facts, plan: PlanFacts) -> tuple[HeatRow, ...]:
    """Build a row per pool: leerbedrijven with the same accreditations and open days.

    They share their students evenly, so one row tells all. The label is a programme of the pool,
    the detail the number of its leerbedrijven.
    """
    patterns = _Patterns(facts, plan)
    members: dict[_Pattern, list[Leerbedrijf]] = {}
    for company in facts.state.leerbedrijven:
        pattern = patterns.of(company)
        if pattern is not None:
            members.setdefault(pattern, []).append(company)
    rows = []
    for pattern, companies in members.items():
        values = np.array(pattern.values)
        places = sum(_most_places(company) for company in companies)
        rows.append(
            HeatRow(
                key=f"{POOL}{companies[0].id}",
                label=companies[0].name,
                detail=str(sum(company.multiplicity for company in companies)),
                values=pattern.values,
                students=tuple(np.where(np.isfinite(values), values * places, 0.0).tolist()),
                hatched=pattern.shut,
            )
        )
    rows.sort(key=lambda row: (-max(row.values, default=0.0), row.key))
    return tuple(rows)


def pool_of(facts: Facts, company: Leerbedrijf) -> list[Leerbedrijf]:
    """Return the leerbedrijven that are in one pool with a leerbedrijf."""
    kind, when = facts.kind_of(company.accredited), _opening(company)
    return [
        other
        for other in facts.state.leerbedrijven
        if _opening(other) == when and facts.kind_of(other.accredited) == kind
    ]


def _opening(company: Leerbedrijf) -> tuple[object, ...]:
    """Return when a leerbedrijf is open, and on which weekdays it has a place."""
    offered = company.places_per_weekday or (company.places,)
    has = tuple(places > company.occupied for places in offered)
    return company.available_from, company.available_until, company.closed, has


def matching_companies(facts: Facts, rows: tuple[HeatRow, ...], text: str) -> tuple[HeatRow, ...]:
    """Return the rows of leerbedrijven that have every word in their name or place."""
    words = text.casefold().split()
    about = {
        company.id: f"{company.name} {company.location} {company.town}".casefold()
        for company in facts.state.leerbedrijven
    }
    return tuple(row for row in rows if all(word in about[row.key] for word in words))


def company_rows(facts: Facts, plan: PlanFacts) -> tuple[HeatRow, ...]:
    """Build the rows of the leerbedrijven, the fullest first.

    Students are spread evenly. Leerbedrijven with the same accreditations and open days have the
    same utilisation, so each such pattern is computed once.
    """
    rows: list[tuple[float, str, HeatRow]] = []
    patterns = _Patterns(facts, plan)
    for company in facts.state.leerbedrijven:
        pattern = patterns.of(company)
        if pattern is not None:
            row = HeatRow(
                key=company.id,
                label=company.name,
                detail=company.location,
                values=pattern.values,
                students=patterns.students(pattern, company),
                hatched=pattern.shut,
            )
            rows.append((-pattern.peak, company.name.casefold(), row))
    rows.sort(key=lambda entry: entry[:2])
    return tuple(row for _, _, row in rows)


def branch_rows(facts: Facts, plan: PlanFacts) -> tuple[HeatRow, ...]:
    """Build the rows of the branches, each by its fullest leerbedrijf, the fullest first."""
    patterns = _Patterns(facts, plan)
    groups: dict[str, dict[_Pattern, int]] = {}
    for company in facts.state.leerbedrijven:
        pattern = patterns.of(company)
        if pattern is not None:
            places = groups.setdefault(company.branch.strip(), {})
            places[pattern] = places.get(pattern, 0) + _most_places(company)
    rows = []
    for branch, members in groups.items():
        values = np.array([pattern.values for pattern in members])
        finite = np.where(np.isfinite(values), values, 0.0)
        rows.append(
            HeatRow(
                key=branch,
                label=branch,
                detail="",
                values=tuple(values.max(axis=0).tolist()),
                students=tuple((np.array(list(members.values())) @ finite).tolist()),
                hatched=tuple(np.all([pattern.shut for pattern in members], axis=0).tolist()),
            )
        )
    rows.sort(key=lambda row: (-max(row.values, default=0.0), row.label.casefold()))
    return tuple(rows)


def _most_places(company: Leerbedrijf) -> int:
    offered = company.places_per_weekday or (company.places,)
    return max(0, max(offered) - company.occupied)


@dataclass(frozen=True, slots=True, eq=False)
class _Pattern:
    """The utilisation per week of leerbedrijven of one kind with the same open days."""

    values: tuple[float, ...]
    shut: tuple[bool, ...]
    peak: float


class _Patterns:
    """The patterns of a region under a plan, each computed when first needed."""

    def __init__(self, facts: Facts, plan: PlanFacts) -> None:
        self._facts, self._plan = facts, plan
        self._kinds: dict[tuple[str, ...], int | None] = {}
        self._open: dict[object, NDArray[np.bool_]] = {}
        self._known: dict[object, _Pattern] = {}
        self._students: dict[tuple[_Pattern, int], tuple[float, ...]] = {}

    def of(self, company: Leerbedrijf) -> _Pattern | None:
        """Return the pattern of a leerbedrijf, or None if it takes nobody of the region."""
        if company.accredited not in self._kinds:
            self._kinds[company.accredited] = self._facts.kind_of(company.accredited)
        kind = self._kinds[company.accredited]
        if kind is None:
            return None
        when = _opening(company)
        if (kind, when) not in self._known:
            days = self._open_days(when, company)
            by_week = self._facts.by_week
            values = by_week(np.where(days, self._plan.kind_levels[:, kind], 0.0))
            shut = by_week(days.astype(np.float64)) == 0
            peak = float(values.max(initial=0.0))
            self._known[kind, when] = _Pattern(tuple(values.tolist()), tuple(shut.tolist()), peak)
        return self._known[kind, when]

    def _open_days(self, when: object, company: Leerbedrijf) -> NDArray[np.bool_]:
        if when not in self._open:
            days = self._facts.grid.days
            self._open[when] = np.array([company.free_places(day) > 0 for day in days])
        return self._open[when]

    def students(self, pattern: _Pattern, company: Leerbedrijf) -> tuple[float, ...]:
        """Return the students at a leerbedrijf by week."""
        most = _most_places(company)
        if (pattern, most) not in self._students:
            values = np.array(pattern.values)
            known = np.where(np.isfinite(values), values * most, 0.0)
            self._students[pattern, most] = tuple(known.tolist())
        return self._students[pattern, most]


# --- bottlenecks ----------------------------------------------------------------------------


def bottleneck_keys(facts: Facts) -> list[str]:
    """Return the programme sets that are a bottleneck in either plan, the highest first.

    The programmes of a key are ordered by their students, most first.
    """
    highest = dict(facts.wish.bottlenecks)
    for key, peak in facts.now.bottlenecks.items():
        highest[key] = max(peak, highest.get(key, 0.0))
    students = dict.fromkeys(facts.programmes, 0)
    for period in facts.state.periods:
        students[period.programme] += period.students
    order = sorted(highest, key=lambda key: (-highest[key], len(key), key))
    return [
        JOIN.join(sorted(key, key=lambda name: -students[name])) for key in order[:MOST_BOTTLENECKS]
    ]


def bottleneck_values(facts: Facts, plan: PlanFacts, key: str) -> Floats:
    """Return the daily utilisation of programmes against all places that they share."""
    wanted = set(key.split(JOIN))
    columns = [i for i, name in enumerate(facts.programmes) if name in wanted]
    kinds = np.flatnonzero(facts.supply.accredits[:, columns].any(axis=1))
    load = plan.load[:, columns].sum(axis=1)
    places = facts.supply.places[:, kinds].sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(load > 0, np.where(places > 0, load / places, np.inf), 0.0)
