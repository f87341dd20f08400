"""Counts of agreements by sector, niveau, school year and status, and as a reader may see them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from stageplanner.domain.agreement import Agreement, Clause, Effect
from stageplanner.domain.masking import HIDDEN_WORD, Masking, is_small
from stageplanner.domain.state import State

Names = Callable[[Agreement], Iterable[str]]
Holds = Callable[[Clause, str], bool]
Keeps = Callable[[Clause], bool]
#: Sets of programmes that share leerbedrijven.
Parts = Sequence[Collection[str]]

#: Ways to count agreements: the names under which each counts; an empty name if not known.
WAYS: Mapping[str, Names] = {
    "sector": lambda a: [a.scope.sector],
    "niveau": lambda a: [str(niveau) for niveau in a.scope.niveaus] or [""],
    "school_year": lambda a: [f"{a.school_year}-{a.school_year + 1}"],
    "status": lambda a: [a.status.value],
}
#: Which clauses of an agreement count under a name, if not all of them.
HOLDS: Mapping[str, Holds] = {
    "niveau": lambda clause, name: not name.isdigit() or str(clause.niveau) == name
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A line of the report: how many agreements, and the students they concern.

    ``students`` counts a group once, in however many agreements it is; ``realised`` are those who
    really came, of the groups that were evaluated (``planned`` students). ``peak_points`` is the
    largest fall of the peak, in points of utilisation, and ``shortage`` the student-days of tekort
    saved: of programmes that share leerbedrijven once, since every agreement about them was
    measured with the same days.
    """

    name: str
    agreements: int
    students: int
    planned: int = 0
    realised: int = 0
    peak_points: float = 0.0
    shortage: float = 0.0


def parts_of(state: State) -> tuple[frozenset[str], ...]:
    """Return the programmes of a region that share leerbedrijven, directly or through others."""
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
    """Count agreements by their names, in the order of the names.

    Parameters
    ----------
    agreements : Iterable[Agreement]
        The agreements to count.
    names_of : Names
        Returns the names under which an agreement counts.
    holds : Holds, optional
        Returns whether a clause counts under a name; all do by default.
    parts : Parts, optional
        The programmes that share leerbedrijven; without them all do, and the largest effect counts.
    """
    return tuple(
        _tally(name, named, holds or _any, parts)
        for name, named in sorted(_named(agreements, names_of).items())
    )


def _named(agreements: Iterable[Agreement], names_of: Names) -> dict[str, list[Agreement]]:
    of_name: dict[str, list[Agreement]] = {}
    for agreement in agreements:
        for name in names_of(agreement):
            of_name.setdefault(name, []).append(agreement)
    return of_name


def _any(clause: Clause, name: str) -> bool:
    return True


def _tally(name: str, agreements: list[Agreement], holds: Holds, parts: Parts) -> Tally:
    groups: dict[str, int] = {}
    evaluated: dict[str, tuple[int, int]] = {}
    for clause in (c for agreement in agreements for c in agreement.clauses if holds(c, name)):
        groups[clause.period] = max(groups.get(clause.period, 0), clause.students)
        if clause.realised is not None:
            evaluated[clause.period] = (clause.students, clause.realised)
    return Tally(
        name=name,
        agreements=len(agreements),
        students=sum(groups.values()),
        planned=sum(students for students, _ in evaluated.values()),
        realised=sum(realised for _, realised in evaluated.values()),
        peak_points=max((_fall(effect) for _, effect in _effects(agreements)), default=0.0),
        shortage=round(_less_shortage(agreements, parts), 3),
    )


def _effects(agreements: list[Agreement]) -> list[tuple[Agreement, Effect]]:
    """Return the measured effects of the agreements that bind."""
    return [(a, a.effect) for a in agreements if a.effect is not None and a.is_binding]


def _less_shortage(agreements: list[Agreement], parts: Parts) -> float:
    """Return the tekort saved, in student-days; a shared part counts once."""
    falls: dict[frozenset[int], float] = {}
    for agreement, effect in _effects(agreements):
        programmes = {*agreement.scope.programmes, *(c.programme for c in agreement.clauses)}
        about = frozenset(k for k, part in enumerate(parts) if not programmes.isdisjoint(part))
        fall = max(0.0, effect.shortage_before - effect.shortage_after)
        falls[about] = max(falls.get(about, 0.0), fall)
    counted: dict[frozenset[int], float] = {}
    for about in sorted(falls, key=len):
        covered = frozenset[int]().union(*counted) if counted else frozenset[int]()
        if about <= covered and counted:
            continue
        counted_before = sum(fall for other, fall in counted.items() if other & about)
        counted[about] = max(0.0, falls[about] - counted_before)
    return sum(counted.values())


def _fall(effect: Effect) -> float:
    """Return the fall of the peak in points of utilisation; 0 if places are unknown."""
    if effect.peak_before is None or effect.peak_after is None:
        return 0.0
    return round(max(0.0, 100 * (effect.peak_before - effect.peak_after)), 3)


# --- as a reader may see it -----------------------------------------------------------------


def students_shown(
    agreements: Iterable[Agreement], masking: Masking, keeps: Keeps = lambda clause: True
) -> str:
    """Return the students of some agreements, each group once, as a reader may see them.

    The clauses of an agreement for one niveau are shown or hidden together: then sums over niveaus,
    agreements and their kinds never differ by a hidden count.
    """
    visible: dict[str, int] = {}
    hidden: set[str] = set()
    for clauses in _cells(agreements, keeps):
        if masking.hides(sum(clause.students for clause in clauses)):
            hidden.update(clause.period for clause in clauses)
        else:
            for clause in clauses:
                largest = visible.get(clause.period, 0)
                visible[clause.period] = max(largest, clause.students)
    total = sum(visible.values())
    if hidden <= visible.keys():
        return str(total)
    return f">{total}" if total else HIDDEN_WORD


def realised_shown(
    agreements: Iterable[Agreement], masking: Masking, keeps: Keeps = lambda clause: True
) -> tuple[int, int] | None:
    """Return planned and realised students of evaluated groups; ``None`` if none are shown.

    Counts that would reveal a small count, also of students who stayed away, are left out.
    """
    planned = realised = 0
    for clauses in _cells(agreements, keeps):
        done = [clause for clause in clauses if clause.realised is not None]
        expected = sum(clause.students for clause in done)
        present = sum(clause.realised or 0 for clause in done)
        if masking.is_on and any(map(is_small, (expected, present, abs(expected - present)))):
            continue
        planned, realised = planned + expected, realised + present
    return (planned, realised) if planned else None


def _cells(agreements: Iterable[Agreement], keeps: Keeps) -> Iterator[tuple[Clause, ...]]:
    """Yield the clauses of every agreement that count, by niveau."""
    for agreement in agreements:
        clauses = [clause for clause in agreement.clauses if keeps(clause)]
        for niveau in sorted({clause.niveau or 0 for clause in clauses}):
            yield tuple(clause for clause in clauses if (clause.niveau or 0) == niveau)


def clause_filter(way: str, name: str) -> Keeps:
    """Return the filter of the clauses that count under a name of one of :data:`WAYS`."""
    holds = HOLDS.get(way, _any)
    return lambda clause: holds(clause, name)
