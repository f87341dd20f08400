"""The region as one institution may see it: its own rows in full, all others as totals.

What the others do under the plan of the region becomes a base load per programme and week, and
the leerbedrijven become pools without names, so that the peak of the region can be measured
exactly and nobody's row can be read. Two things totals cannot hide, and are told
(:attr:`OwnView.only_one_other`): where only one other institution has a programme, the total is
that institution's; and a pool can stand for one leerbedrijf, whose free places then show.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from stageplanner.domain.agreement import Agreement
from stageplanner.domain.base_load import BaseLoad, masked
from stageplanner.domain.calendar import monday_of
from stageplanner.domain.ground_rules import GroundRules
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.plan import WISH_PLAN, Plan
from stageplanner.domain.policy import Policy
from stageplanner.domain.proposal import PartyKind, ProposalStatus, Round
from stageplanner.domain.sectors import official_names
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State, fingerprint, institutions_of
from stageplanner.load.demand import build_demand, build_grid
from stageplanner.problems import Problem, StagePlannerError

_CREBO = re.compile(r"\d{5}")
#: Totals are kept to this many decimals: fifths of students come out as they are.
DECIMALS = 6
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFileView:
    """What one institution may see of a region, and what its totals still tell.

    ``only_one_other`` are programmes that one other institution has alone, so that the total
    is its own; ``single_pools`` counts pools that stand for one leerbedrijf on some day.
    """

    state: State
    institution: str
    only_one_other: tuple[str, ...]
    single_pools: int


def own_file_view(state: State, institution: str, pool_name: str = "Leerbedrijven") -> OwnFileView:
    """Make the state of an institution's own file.

    Only what is named here goes along; what a later version adds stays behind until somebody
    has looked at it.

    Parameters
    ----------
    pool_name
        How pools are called; a number follows.

    Raises
    ------
    StagePlannerError
        There is no such institution, it has no others beside it, or this is such a file already.
    """
    _refuse(state, institution)
    own = tuple(p for p in state.periods if p.institution == institution)
    ids = {period.id for period in own}
    codes = _Codes(own)
    base = _named(base_load_of_others(state, institution), codes)
    if state.ground_rules.masks_small:
        base = tuple(map(_masked, base))
    programmes = {p.programme for p in state.periods}
    bare = State(
        periods=tuple(replace(period, source=None) for period in own),
        leerbedrijven=tuple(
            replace(pool, accredited=tuple(map(codes.code, pool.accredited)))
            for pool in pools(state, programmes, pool_name)
        ),
        holidays=tuple(h for h in state.holidays if h.institution == institution),
        region_holidays=state.region_holidays,
        policy=_policy(state.policy, institution),
        rounds=tuple(r for own_round in state.rounds for r in _round(own_round, institution)),
        agreements=tuple(a for old in state.agreements for a in _agreement(old, institution, ids)),
        balances=tuple(b for b in state.balances if b.institution == institution),
        ground_rules=_ground_rules(state.ground_rules, institution),
        base_load=base,
    )
    if state.plan is not None:
        # Reasons are told anew from the totals: those of the region may use another's words.
        placements = {k: v for k, v in state.plan.placements.items() if k in ids}
        plan = Plan(placements=placements, fingerprint=fingerprint(bare))
        bare = replace(bare, plan=plan)
    return OwnFileView(
        state=bare,
        institution=institution,
        only_one_other=_only_one_other(state, institution),
        single_pools=sum(pool.multiplicity == 1 for pool in bare.leerbedrijven),
    )


def _refuse(state: State, institution: str) -> None:
    known = institutions_of(state)
    if state.is_own_file:
        raise StagePlannerError(Problem(code="share_own_view"))
    if institution not in known:
        values = {"institution": institution, "known": list(known)}
        raise StagePlannerError(Problem(code="share_unknown_institution", values=values))
    if len(known) < 2:
        raise StagePlannerError(
            Problem(code="share_no_others", values={"institution": institution})
        )


# --- others as totals -----------------------------------------------------------------------


def base_load_of_others(state: State, institution: str) -> tuple[BaseLoad, ...]:
    """What all other institutions do together under the plan, or else by their wishes.

    Per programme, niveau and week.
    """
    grid = build_grid(state)
    others = [p for p in state.periods if p.institution != institution]
    found: list[BaseLoad] = []
    for niveau in sorted({p.niveau for p in others}, key=lambda n: (n is None, n or 0)):
        part = replace(state, periods=tuple(p for p in others if p.niveau == niveau))
        demand = build_demand(part, state.plan or WISH_PLAN, grid)
        weeks: dict[tuple[str, date], list[float]] = defaultdict(lambda: [0.0] * 7)
        for row, day in enumerate(grid.days):
            for column, programme in enumerate(demand.programmes):
                count = round(float(demand.heads[row, column]), DECIMALS)
                if count > 0:
                    weeks[programme, monday_of(day)][day.weekday()] = count
        found += [
            BaseLoad(programme=programme, niveau=niveau, monday=monday, students=tuple(counts))
            for (programme, monday), counts in sorted(weeks.items())
        ]
    return tuple(found)


def _masked(base: BaseLoad) -> BaseLoad:
    hidden = masked(base.students)
    return replace(base, students=hidden, is_masked=hidden != base.students)


class _Codes:
    """What programmes are called: a word that only another school uses may be its own."""

    def __init__(self, own: tuple[StagePeriod, ...]) -> None:
        self._kept = {p.programme: p.programme_name for p in own}
        self._others: dict[str, str] = {}

    def code(self, programme: str) -> str:
        """A crebo, or a word of the institution itself, stays; any other becomes a number."""
        if programme in self._kept or _CREBO.fullmatch(programme):
            return programme
        return self._others.setdefault(programme, f"X{len(self._others) + 1}")

    def name(self, programme: str) -> str:
        """The institution's own name of a programme, else the official one."""
        return self._kept.get(programme) or official_names().get(programme, "")


def _named(bases: tuple[BaseLoad, ...], codes: _Codes) -> tuple[BaseLoad, ...]:
    return tuple(
        replace(b, programme=codes.code(b.programme), programme_name=codes.name(b.programme))
        for b in bases
    )


def _only_one_other(state: State, institution: str) -> tuple[str, ...]:
    having: dict[str, set[str]] = defaultdict(set)
    for period in state.periods:
        if period.institution != institution:
            having[period.programme].add(period.institution)
    return tuple(sorted(code for code, schools in having.items() if len(schools) == 1))


# --- leerbedrijven as pools -----------------------------------------------------------------


def pools(state: State, programmes: set[str], name: str) -> tuple[Leerbedrijf, ...]:
    """The leerbedrijven that take the same programmes as one pool, stretch after stretch.

    A new stretch begins where one of them opens or closes; so the places of a day are the sum
    of those of its leerbedrijven, and which of them was open cannot be read.
    """
    grid = build_grid(state)
    if not grid.days:
        return ()
    alike: dict[tuple[str, ...], list[Leerbedrijf]] = defaultdict(list)
    for company in state.leerbedrijven:
        takes = tuple(sorted(programmes.intersection(company.accredited)))
        if takes:
            alike[takes].append(company)
    found: list[Leerbedrijf] = []
    for number, (takes, companies) in enumerate(sorted(alike.items()), start=1):
        for start, end in _stretches(companies, grid.days[0], grid.days[-1]):
            places, count = _places(companies, start)
            if count:
                found.append(
                    Leerbedrijf(
                        id=f"{len(found) + 1:09d}",
                        name=f"{name} {number}",
                        accredited=takes,
                        places=max(places),
                        places_per_weekday=places,
                        available_from=start,
                        available_until=end,
                        multiplicity=count,
                    )
                )
    return tuple(found)


def _stretches(companies: list[Leerbedrijf], first: date, last: date) -> list[tuple[date, date]]:
    """The stretches between ``first`` and ``last`` in which nobody opens or closes."""
    begins = {first}
    for company in companies:
        begins.add(company.available_from or first)
        begins.add((company.available_until or last) + ONE_DAY)
        for closed in company.closed:
            begins |= {closed.start, closed.end + ONE_DAY}
    inside = [*sorted(day for day in begins if first <= day <= last), last + ONE_DAY]
    return [(a, b - ONE_DAY) for a, b in pairwise(inside)]


def _places(companies: list[Leerbedrijf], start: date) -> tuple[tuple[int, ...], int]:
    """The free places per weekday in a stretch that begins on a day, and of how many."""
    places, count = [0] * 7, 0
    for company in companies:
        if not _is_there(company, start):
            continue
        given = company.places_per_weekday or (company.places,) * 5
        free = [max(0, offered - company.occupied) for offered in given]
        count += any(free)
        for weekday, offered in enumerate(free):
            places[weekday] += offered
    return tuple(places), count


def _is_there(company: Leerbedrijf, day: date) -> bool:
    """Tell whether a leerbedrijf takes students in the stretch of a day, whatever the weekday."""
    if company.available_from is not None and day < company.available_from:
        return False
    if company.available_until is not None and day > company.available_until:
        return False
    return not any(day in closed for closed in company.closed)


# --- what was negotiated --------------------------------------------------------------------


def _policy(policy: Policy, institution: str) -> Policy:
    own = {name: rules for name, rules in policy.institutions.items() if name == institution}
    return replace(policy, institutions=own)


def _round(own: Round, institution: str) -> tuple[Round, ...]:
    """The round with what this institution was sent; where that is nothing, its key at most."""
    asked = tuple(
        proposal
        for proposal in own.proposals
        if (proposal.party.kind, proposal.party.id) == (PartyKind.INSTITUTION, institution)
        and proposal.status is not ProposalStatus.DRAFT
    )
    # The name of the plan may tell of others; an answer finds its round by the key.
    bare = replace(own, proposals=asked, plan="", fingerprint="")
    if asked:
        return (bare,)
    # Nothing was asked: by the key alone the institution can propose something itself.
    is_open = own.sent_on is not None and not own.is_closed
    return (replace(bare, title=own.id),) if is_open else ()


def _agreement(old: Agreement, institution: str, periods: set[str]) -> tuple[Agreement, ...]:
    """An agreement as far as it binds this institution: its own clauses, and itself as party."""
    clauses = tuple(clause for clause in old.clauses if clause.period in periods)
    parties = tuple(
        entry
        for entry in old.parties
        if (entry.party.kind, entry.party.id) == (PartyKind.INSTITUTION, institution)
    )
    if not clauses or not parties:
        return ()
    scope = replace(
        old.scope,
        programmes=tuple(dict.fromkeys(clause.programme for clause in clauses)),
    )
    bare = replace(old, parties=parties, clauses=clauses, scope=scope, log=())
    if len(parties) < len(old.parties):
        # What several parties wrote together may name the others.
        bare = replace(bare, title=old.number, conditions="", evaluation="", holder="")
    return (bare,)


def _ground_rules(rules: GroundRules, institution: str) -> GroundRules:
    return replace(
        rules,
        key={name: value for name, value in rules.key.items() if name == institution},
        contact_capacity={
            name: value for name, value in rules.contact_capacity.items() if name == institution
        },
    )


def institution_of_file(state: State) -> str:
    """The institution whose file this is.

    Raises
    ------
    StagePlannerError
        It is the file of a whole region.
    """
    names = institutions_of(state)
    if not state.is_own_file or len(names) != 1:
        raise StagePlannerError(Problem(code="share_whole_region"))
    return names[0]
