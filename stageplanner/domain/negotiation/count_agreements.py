"""Agreements counted: by sector, niveau, school year and status, and as each reader may see it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from stageplanner.domain.agreement import Agreement, Clause, Effect
from stageplanner.domain.masking import HIDDEN_WORD, Masking, is_small
from stageplanner.domain.state import State

Names = Callable[[Agreement], Iterable[str]]
Holds = Callable[[Clause, str], bool]
Keeps = Callable[[Clause], bool]
#: Programmes that share leerbedrijven, part by part.
Parts = Sequence[Collection[str]]

#: By what agreements are counted, and what each is named then; empty where that is not known.
WAYS: Mapping[str, Names] = {
    "sector": lambda a: [a.scope.sector],
    "niveau": lambda a: [str(niveau) for niveau in a.scope.niveaus] or [""],
    "school_year": lambda a: [f"{a.school_year}-{a.school_year + 1}"],
    "status": lambda a: [a.status.value],
}
#: Which clauses of an agreement count under a name; where nothing is said all of them do.
HOLDS: Mapping[str, Holds] = {
    "niveau": lambda clause, name: not name.isdigit() or str(clause.niveau) == name
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A line of the report: how many agreements, and the students they concern.

    ``students`` counts a group once, however many agreements name it; ``realised`` are those
    that were really there, of the groups that were evaluated (``planned`` students).
    ``peak_points`` is the most that the peak fell, in points of utilisation, and ``shortage``
    the student-days of tekort that went: of programmes that share leerbedrijven once, since
    every agreement about them was measured with the same days.
    """

    name: str
    agreements: int
    students: int
    planned: int = 0
    realised: int = 0
    peak_points: float = 0.0
    shortage: float = 0.0


def parts_of(state: State) -> tuple[frozenset[str], ...]:
    """The programmes of a region that share leerbedrijven, directly or through others."""
    used = {period.programme for period in state.periods}
    parts: list[set[str]] = []
    for accredited in {frozenset(c.accredited) & used for c in state.leerbedrijven}:
        joined = set(accredited).union(*(p for p in parts if p & accredited))
        parts = [part for part in parts if not part & accredited] + [joined]
    return tuple(sorted(map(frozenset, filter(None, parts)), key=min))


def counted_by(agreements: Iterable[Agreement], way: str, parts: Parts = ()) -> tuple[Tally, ...]:
    """Count agreements by one of :data:`WAYS`; by niveau only the groups of that niveau."""
    return tallies(agreements, WAYS[way], HOLDS.get(way), parts)


def tallies(
    agreements: Iterable[Agreement],
    names_of: Names,
    holds: Holds | None = None,
    parts: Parts = (),
) -> tuple[Tally, ...]:
    """Count agreements by what :paramref:`names_of` says of each, in the order of the names.

    ``holds`` tells which clauses count under a name; all of them by default. ``parts`` are the
    programmes that share leerbedrijven: without them all do, and the largest effect counts.
    """
    return tuple(
        _tally(name, own, holds or _any, parts)
        for name, own in sorted(_named(agreements, names_of).items())
    )


def _named(agreements: Iterable[Agreement], names_of: Names) -> dict[str, list[Agreement]]:
    of_name: dict[str, list[Agreement]] = {}
    for agreement in agreements:
        for name in names_of(agreement):
            of_name.setdefault(name, []).append(agreement)
    return of_name


def _any(clause: Clause, name: str) -> bool:
    return True


def _tally(name: str, own: list[Agreement], holds: Holds, parts: Parts) -> Tally:
    groups: dict[str, int] = {}
    evaluated: dict[str, tuple[int, int]] = {}
    for clause in (c for agreement in own for c in agreement.clauses if holds(c, name)):
        groups[clause.period] = max(groups.get(clause.period, 0), clause.students)
        if clause.realised is not None:
            evaluated[clause.period] = (clause.students, clause.realised)
    return Tally(
        name=name,
        agreements=len(own),
        students=sum(groups.values()),
        planned=sum(students for students, _ in evaluated.values()),
        realised=sum(realised for _, realised in evaluated.values()),
        peak_points=max((_fall(effect) for _, effect in _effects(own)), default=0.0),
        shortage=round(_less_shortage(own, parts), 3),
    )


def _effects(own: list[Agreement]) -> list[tuple[Agreement, Effect]]:
    """What was measured of agreements that bind."""
    return [(a, a.effect) for a in own if a.effect is not None and a.is_binding]


def _less_shortage(own: list[Agreement], parts: Parts) -> float:
    """The tekort that went, never more than there was: what is shared counts once."""
    falls: dict[frozenset[int], float] = {}
    for agreement, effect in _effects(own):
        programmes = {*agreement.scope.programmes, *(c.programme for c in agreement.clauses)}
        about = frozenset(k for k, part in enumerate(parts) if not programmes.isdisjoint(part))
        fall = max(0.0, effect.shortage_before - effect.shortage_after)
        falls[about] = max(falls.get(about, 0.0), fall)
    counted: dict[frozenset[int], float] = {}
    for about in sorted(falls, key=len):
        covered = frozenset[int]().union(*counted) if counted else frozenset[int]()
        if about <= covered and counted:
            continue
        known = sum(fall for other, fall in counted.items() if other & about)
        counted[about] = max(0.0, falls[about] - known)
    return sum(counted.values())


def _fall(effect: Effect) -> float:
    """How far the peak fell, in points of utilisation; nothing where places are unknown."""
    if effect.peak_before is None or effect.peak_after is None:
        return 0.0
    return round(max(0.0, 100 * (effect.peak_before - effect.peak_after)), 3)


# --- as a reader may see it -----------------------------------------------------------------


def students_shown(
    agreements: Iterable[Agreement], masking: Masking, keeps: Keeps = lambda clause: True
) -> str:
    """The students of some agreements, each group once, as a reader may see them.

    What an agreement says of one niveau is told or hidden as a whole: sums over niveaus,
    agreements and their kinds then never differ by a count that is hidden.
    """
    visible: dict[str, int] = {}
    hidden: set[str] = set()
    for clauses in _cells(agreements, keeps):
        if masking.hides(sum(clause.students for clause in clauses)):
            hidden.update(clause.period for clause in clauses)
        else:
            for clause in clauses:
                known = visible.get(clause.period, 0)
                visible[clause.period] = max(known, clause.students)
    total = sum(visible.values())
    if hidden <= visible.keys():
        return str(total)
    return f">{total}" if total else HIDDEN_WORD


def realised_shown(
    agreements: Iterable[Agreement], masking: Masking, keeps: Keeps = lambda clause: True
) -> tuple[int, int] | None:
    """Planned and realised students of what was evaluated; ``None`` where nothing is told.

    What would tell a small count, also by how many stayed away, is left out.
    """
    planned = realised = 0
    for clauses in _cells(agreements, keeps):
        done = [clause for clause in clauses if clause.realised is not None]
        asked = sum(clause.students for clause in done)
        there = sum(clause.realised or 0 for clause in done)
        if masking.is_on and any(map(is_small, (asked, there, abs(asked - there)))):
            continue
        planned, realised = planned + asked, realised + there
    return (planned, realised) if planned else None


def _cells(agreements: Iterable[Agreement], keeps: Keeps) -> Iterator[tuple[Clause, ...]]:
    """The clauses of every agreement that count, by niveau."""
    for agreement in agreements:
        own = [clause for clause in agreement.clauses if keeps(clause)]
        for niveau in sorted({clause.niveau or 0 for clause in own}):
            yield tuple(clause for clause in own if (clause.niveau or 0) == niveau)


def clause_filter(way: str, name: str) -> Keeps:
    """Which clauses count under a name of one of :data:`WAYS`."""
    holds = HOLDS.get(way, _any)
    return lambda clause: holds(clause, name)
