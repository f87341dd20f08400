"""The register of agreements: finding, filtering, and warning of those that end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from stageplanner.domain.agreement import Agreement, AgreementStatus
from stageplanner.domain.proposal import Party, PartyKind
from stageplanner.domain.state import State
from stageplanner.problems import Problem, Severity, StagePlannerError

#: Warn this long before an agreement ends.
EXPIRES_WITHIN = timedelta(weeks=8)


def region_party(state: State) -> Party:
    """Return the region as a party."""
    name = state.ground_rules.region
    return Party(kind=PartyKind.REGION, id=state.ground_rules.code or "regio", name=name or "regio")


def agreement_numbered(state: State, number: str) -> Agreement:
    """Return the agreement with a number.

    Raises
    ------
    StagePlannerError
        If there is none.
    """
    for agreement in state.agreements:
        if agreement.number == number:
            return agreement
    raise StagePlannerError(Problem(code="agreement_unknown", values={"number": number}))


def with_agreement(state: State, agreement: Agreement) -> State:
    """Return the state with an agreement added, or replaced by its number."""
    if any(other.number == agreement.number for other in state.agreements):
        agreements = tuple(
            agreement if other.number == agreement.number else other for other in state.agreements
        )
    else:
        agreements = (*state.agreements, agreement)
    return replace(state, agreements=agreements)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which agreements to show; an empty field takes all of them."""

    sector: str = ""
    niveau: int | None = None
    school_year: int | None = None
    status: AgreementStatus | None = None
    party: str = ""
    programme: str = ""

    def takes(self, agreement: Agreement) -> bool:
        """Return whether an agreement is to be shown."""
        parties = {entry.party.label.casefold() for entry in agreement.parties}
        return (
            (not self.sector or agreement.scope.sector == self.sector)
            and (self.niveau is None or self.niveau in agreement.scope.niveaus)
            and self.school_year in (None, agreement.school_year)
            and self.status in (None, agreement.status)
            and (not self.party or self.party.casefold() in parties)
            and (not self.programme or self.programme in agreement.scope.programmes)
        )


def filtered(agreements: Iterable[Agreement], wanted: Filter) -> tuple[Agreement, ...]:
    """Return the agreements that a filter takes."""
    return tuple(agreement for agreement in agreements if wanted.takes(agreement))


def warnings(state: State, today: date) -> Iterator[Problem]:
    """Yield a warning for every binding agreement that ends soon or has ended."""
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
