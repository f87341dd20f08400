"""The register of agreements: looking for them, counting them, and telling which end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from stageplanner.domain.agreement import Agreement, AgreementStatus, Effect
from stageplanner.domain.negotiation import Party, PartyKind
from stageplanner.domain.state import State
from stageplanner.problems import Problem, Severity, StagePlannerError

#: Told so long before an agreement ends.
EXPIRES_WITHIN = timedelta(weeks=8)


def region_party(state: State) -> Party:
    """The region as a party."""
    name = state.ground_rules.region
    return Party(kind=PartyKind.REGION, id=state.ground_rules.code or "regio", name=name or "regio")


def agreement_numbered(state: State, number: str) -> Agreement:
    """The agreement of a number.

    Raises
    ------
    StagePlannerError
        There is none.
    """
    for agreement in state.agreements:
        if agreement.number == number:
            return agreement
    raise StagePlannerError(Problem(code="agreement_unknown", values={"number": number}))


def with_agreement(state: State, agreement: Agreement) -> State:
    """The state with an agreement in the place of the one of its number, or added."""
    if any(other.number == agreement.number for other in state.agreements):
        found = tuple(
            agreement if other.number == agreement.number else other for other in state.agreements
        )
    else:
        found = (*state.agreements, agreement)
    return replace(state, agreements=found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which agreements to show; empty shows all of them."""

    sector: str = ""
    niveau: int | None = None
    school_year: int | None = None
    status: AgreementStatus | None = None
    party: str = ""
    programme: str = ""

    def takes(self, agreement: Agreement) -> bool:
        """Tell whether an agreement is to be shown."""
        parties = {entry.party.told.casefold() for entry in agreement.parties}
        return (
            (not self.sector or agreement.scope.sector == self.sector)
            and (self.niveau is None or self.niveau in agreement.scope.niveaus)
            and self.school_year in (None, agreement.school_year)
            and self.status in (None, agreement.status)
            and (not self.party or self.party.casefold() in parties)
            and (not self.programme or self.programme in agreement.scope.programmes)
        )


def filtered(agreements: Iterable[Agreement], wanted: Filter) -> tuple[Agreement, ...]:
    """The agreements that a filter lets through."""
    return tuple(agreement for agreement in agreements if wanted.takes(agreement))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A line of the report: how many agreements, and the students they concern.

    ``students`` counts a group once, however many agreements name it; ``realised`` are those
    that were really there, of the groups that were evaluated (``planned`` students).
    ``peak_points`` is the most that the peak fell, in points of utilisation, and ``shortage``
    the student-days of tekort that went: of agreements made together once, since they share
    one effect.
    """

    name: str
    agreements: int
    students: int
    planned: int = 0
    realised: int = 0
    peak_points: float = 0.0
    shortage: float = 0.0


def tallies(
    agreements: Iterable[Agreement], names_of: Callable[[Agreement], Iterable[str]]
) -> tuple[Tally, ...]:
    """Count agreements by what :paramref:`names_of` says of each, in the order of the names."""
    of_name: dict[str, list[Agreement]] = {}
    for agreement in agreements:
        for name in names_of(agreement):
            of_name.setdefault(name, []).append(agreement)
    return tuple(_tally(name, own) for name, own in sorted(of_name.items()))


def _tally(name: str, own: list[Agreement]) -> Tally:
    groups: dict[str, int] = {}
    evaluated: dict[str, tuple[int, int]] = {}
    for agreement in own:
        for clause in agreement.clauses:
            groups[clause.period] = max(groups.get(clause.period, 0), clause.students)
            if clause.realised is not None:
                evaluated[clause.period] = (clause.students, clause.realised)
    return Tally(
        name=name,
        agreements=len(own),
        students=sum(groups.values()),
        planned=sum(students for students, _ in evaluated.values()),
        realised=sum(realised for _, realised in evaluated.values()),
        peak_points=max((_fall(effect) for effect in _effects(own)), default=0.0),
        shortage=round(
            sum(max(0.0, e.shortage_before - e.shortage_after) for e in _effects(own)), 3
        ),
    )


def _effects(own: list[Agreement]) -> set[Effect]:
    """What was measured of agreements that bind, once for those that were made together."""
    return {a.effect for a in own if a.effect is not None and a.is_binding}


def _fall(effect: Effect) -> float:
    """How far the peak fell, in points of utilisation; nothing where places are unknown."""
    if effect.peak_before is None or effect.peak_after is None:
        return 0.0
    return round(max(0.0, 100 * (effect.peak_before - effect.peak_after)), 3)


def warnings(state: State, today: date) -> Iterator[Problem]:
    """What in the register needs somebody: agreements that end, and those past their end."""
    for agreement in state.agreements:
        if not agreement.is_binding:
            continue
        code = ""
        if agreement.valid_until < today:
            code = "agreement_expired"
            if agreement.status in (AgreementStatus.AGREED, AgreementStatus.SIGNED):
                code = "agreement_expired_unused"
        elif agreement.valid_until - today <= EXPIRES_WITHIN:
            code = "agreement_renews_soon" if agreement.renews else "agreement_expires_soon"
        if code:
            yield Problem(
                code=code,
                severity=Severity.WARNING,
                values={
                    "number": agreement.number,
                    "title": agreement.title,
                    "day": agreement.valid_until,
                },
            )
