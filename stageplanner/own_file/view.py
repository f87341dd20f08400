"""The region as one institution may see it: its own rows in full, all others as totals.

What the others do under the region's plan becomes a base load per programme and week, and the
leerbedrijven become pools without names: the peak of the region can be measured exactly, and
nobody's row can be read. Totals cannot hide two things, which :class:`OwnFileView` lists: if only
one other institution has a programme, the total is that institution's; and a pool of one
leerbedrijf shows its free places.
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
#: Decimals of a total: fifths of students are exact.
DECIMALS = 6
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFileView:
    """What one institution may see of a region, and what its totals cannot hide.

    ``only_one_other`` are programmes of which the total is that of one other institution;
    ``single_pools`` counts pools of one leerbedrijf.
    """

    state: State
    institution: str
    only_one_other: tuple[str, ...]
    single_pools: int


def own_file_view(state: State, institution: str, pool_name: str = "Leerbedrijven") -> OwnFileView:
    """Build the state of an institution's own file.

    Every field is named here: a field that a later version adds stays out by default.

    Parameters
    ----------
    state
        The state of the region.
    institution
        The name of the institution.
    pool_name
        The name of the pools; a number follows.

    Raises
    ------
    StagePlannerError
        If there is no such institution, there are no others, or ``state`` is an own file already.
    """
    _refuse(state, institution)
    periods = tuple(p for p in state.periods if p.institution == institution)
    ids = {period.id for period in periods}
    codes = _Codes(periods)
    base = _named(base_load_of_others(state, institution), codes)
    if state.ground_rules.masks_small:
        base = tuple(map(_masked, base))
    programmes = {p.programme for p in state.periods}
    bare = State(
        region_id=state.region_id,
        periods=tuple(replace(period, source=None) for period in periods),
        leerbedrijven=tuple(
            replace(pool, accredited=tuple(map(codes.code, pool.accredited)))
            for pool in pools(state, programmes, pool_name)
        ),
        holidays=tuple(h for h in state.holidays if h.institution == institution),
        region_holidays=state.region_holidays,
        policy=_policy(state.policy, institution),
        rounds=tuple(r for round_ in state.rounds for r in _round(round_, institution)),
        agreements=tuple(a for old in state.agreements for a in _agreement(old, institution, ids)),
        balances=tuple(b for b in state.balances if b.institution == institution),
        ground_rules=_ground_rules(state.ground_rules, institution),
        base_load=base,
    )
    if state.plan is not None:
        # Without the region's reasons: they may name others. The file explains from the totals.
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
    """Raise if no file can be made for an institution."""
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
    """Return the students of all other institutions per programme, niveau and week.

    They are counted under the plan, or by the wishes if there is no plan.
    """
    grid = build_grid(state)
    others = [p for p in state.periods if p.institution != institution]
    loads: list[BaseLoad] = []
    for niveau in sorted({p.niveau for p in others}, key=lambda n: (n is None, n or 0)):
        part = replace(state, periods=tuple(p for p in others if p.niveau == niveau))
        demand = build_demand(part, state.plan or WISH_PLAN, grid)
        weeks: dict[tuple[str, date], list[float]] = defaultdict(lambda: [0.0] * 7)
        for row, day in enumerate(grid.days):
            for column, programme in enumerate(demand.programmes):
                count = round(float(demand.heads[row, column]), DECIMALS)
                if count > 0:
                    weeks[programme, monday_of(day)][day.weekday()] = count
        loads += [
            BaseLoad(programme=programme, niveau=niveau, monday=monday, students=tuple(counts))
            for (programme, monday), counts in sorted(weeks.items())
        ]
    return tuple(loads)


def _masked(base: BaseLoad) -> BaseLoad:
    hidden = masked(base.students)
    return replace(base, students=hidden, is_masked=hidden != base.students)


class _Codes:
    """Programme codes without those that only another institution uses."""

    def __init__(self, periods: tuple[StagePeriod, ...]) -> None:
        self._kept = {p.programme: p.programme_name for p in periods}
        self._others: dict[str, str] = {}

    def code(self, programme: str) -> str:
        """Return a crebo or a code of the institution itself as it is, any other as a number."""
        if programme in self._kept or _CREBO.fullmatch(programme):
            return programme
        return self._others.setdefault(programme, f"X{len(self._others) + 1}")

    def name(self, programme: str) -> str:
        """Return the institution's name of a programme, or else the official one."""
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
    """Return the leerbedrijven that take the same programmes as one pool per stretch of days.

    A stretch ends where one of them opens or closes. The places of a day are the sum of those of
    the open leerbedrijven; which of them are open cannot be read.
    """
    grid = build_grid(state)
    if not grid.days:
        return ()
    alike: dict[tuple[str, ...], list[Leerbedrijf]] = defaultdict(list)
    for company in state.leerbedrijven:
        takes = tuple(sorted(programmes.intersection(company.accredited)))
        if takes:
            alike[takes].append(company)
    result: list[Leerbedrijf] = []
    for number, (takes, companies) in enumerate(sorted(alike.items()), start=1):
        for start, end in _stretches(companies, grid.days[0], grid.days[-1]):
            places, count = _places(companies, start)
            if count:
                result.append(
                    Leerbedrijf(
                        id=f"{len(result) + 1:09d}",
                        name=f"{name} {number}",
                        accredited=takes,
                        places=max(places),
                        places_per_weekday=places,
                        available_from=start,
                        available_until=end,
                        multiplicity=count,
                    )
                )
    return tuple(result)


def _stretches(companies: list[Leerbedrijf], first: date, last: date) -> list[tuple[date, date]]:
    """Return the stretches from ``first`` to ``last`` in which no leerbedrijf opens or closes."""
    begins = {first}
    for company in companies:
        begins.add(company.available_from or first)
        begins.add((company.available_until or last) + ONE_DAY)
        for closed in company.closed:
            begins |= {closed.start, closed.end + ONE_DAY}
    inside = [*sorted(day for day in begins if first <= day <= last), last + ONE_DAY]
    return [(a, b - ONE_DAY) for a, b in pairwise(inside)]


def _places(companies: list[Leerbedrijf], start: date) -> tuple[tuple[int, ...], int]:
    """Return the free places per weekday in a stretch, and how many leerbedrijven offer them."""
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
    """Return whether a leerbedrijf is open in the stretch that begins on a day."""
    if company.available_from is not None and day < company.available_from:
        return False
    if company.available_until is not None and day > company.available_until:
        return False
    return not any(day in closed for closed in company.closed)


# --- what was negotiated --------------------------------------------------------------------


def _policy(policy: Policy, institution: str) -> Policy:
    rules = {name: rule for name, rule in policy.institutions.items() if name == institution}
    return replace(policy, institutions=rules)


def _round(round_: Round, institution: str) -> tuple[Round, ...]:
    """Return the round with what this institution was sent, if anything; else its key if open."""
    asked = tuple(
        proposal
        for proposal in round_.proposals
        if (proposal.party.kind, proposal.party.id) == (PartyKind.INSTITUTION, institution)
        and proposal.status is not ProposalStatus.DRAFT
    )
    # The name of the plan may be about others; an answer finds its round by the key.
    bare = replace(round_, proposals=asked, plan="", fingerprint="")
    if asked:
        return (bare,)
    # Nothing was asked: with the key the institution can still send a proposal of its own.
    is_open = round_.sent_on is not None and not round_.is_closed
    return (replace(bare, title=round_.id),) if is_open else ()


def _agreement(old: Agreement, institution: str, periods: set[str]) -> tuple[Agreement, ...]:
    """Return an agreement with the clauses and the party of this institution only, if any."""
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
        # A text of several parties may name the others.
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
    """Return the institution whose own file this is.

    Raises
    ------
    StagePlannerError
        If it is the file of a whole region.
    """
    names = institutions_of(state)
    if not state.is_own_file or len(names) != 1:
        raise StagePlannerError(Problem(code="share_whole_region"))
    return names[0]
