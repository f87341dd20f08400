"""Agreements: what parties agreed, and what came of it. Not a praktijkovereenkomst (POK).

An agreement changes its status only by the steps of :data:`NEXT`. It is agreed when every party
agrees, and signed when every party has signed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from stageplanner.domain.plan import Placement
from stageplanner.domain.proposal import Party
from stageplanner.problems import Problem, StagePlannerError


class AgreementKind(StrEnum):
    """Between whom: institutions, institution and leerbedrijf, or the whole region."""

    INSTITUTIONS = "institutions"
    LEERBEDRIJF = "leerbedrijf"
    REGIONAL = "regional"


class AgreementStatus(StrEnum):
    """The status of an agreement.

    Concept, voorgesteld, in overleg, akkoord, ondertekend, in uitvoering, geëvalueerd, afgewezen,
    vervallen, vervangen.
    """

    DRAFT = "draft"
    PROPOSED = "proposed"
    DISCUSSED = "discussed"
    AGREED = "agreed"
    SIGNED = "signed"
    RUNNING = "running"
    EVALUATED = "evaluated"
    REFUSED = "refused"
    LAPSED = "lapsed"
    REPLACED = "replaced"


_S = AgreementStatus
#: The steps that are allowed; an agreement that lapsed or was replaced stays so.
NEXT: Mapping[AgreementStatus, frozenset[AgreementStatus]] = {
    _S.DRAFT: frozenset({_S.PROPOSED, _S.LAPSED}),
    _S.PROPOSED: frozenset({_S.DISCUSSED, _S.AGREED, _S.REFUSED, _S.LAPSED}),
    _S.DISCUSSED: frozenset({_S.PROPOSED, _S.AGREED, _S.REFUSED, _S.LAPSED}),
    _S.AGREED: frozenset({_S.SIGNED, _S.DISCUSSED, _S.RUNNING, _S.LAPSED, _S.REPLACED}),
    _S.SIGNED: frozenset({_S.RUNNING, _S.LAPSED, _S.REPLACED}),
    _S.RUNNING: frozenset({_S.EVALUATED, _S.LAPSED, _S.REPLACED}),
    _S.EVALUATED: frozenset({_S.LAPSED, _S.REPLACED}),
    _S.REFUSED: frozenset({_S.DISCUSSED, _S.LAPSED}),
    _S.LAPSED: frozenset(),
    _S.REPLACED: frozenset(),
}

#: The statuses in which an agreement settles its stage periods.
BINDING = frozenset({_S.AGREED, _S.SIGNED, _S.RUNNING, _S.EVALUATED})
#: The statuses of an agreement that is over.
OVER = frozenset({_S.REFUSED, _S.LAPSED, _S.REPLACED})


class PartyStatus(StrEnum):
    """The answer of one party to an agreement."""

    OPEN = "open"
    AGREED = "agreed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementParty:
    """One party of an agreement: its answer, its contact person, and who signed.

    ``contact`` and ``email`` are for work only and can be removed at any time; the history never
    holds them, nor the name of who signed.
    """

    party: Party
    status: PartyStatus = PartyStatus.OPEN
    contact: str = ""
    role: str = ""
    email: str = ""
    signed_by: str = ""
    signed_role: str = ""
    signed_on: date | None = None

    @property
    def summary(self) -> str:
        """The party, its answer and when it signed; no name of a person."""
        signed = f", {self.signed_on}" if self.signed_on else ""
        return f"{self.party.label}: {self.status.value}{signed}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What is agreed for one stage period, and what came of it.

    ``realised`` is the number of students who really came; ``None`` before the evaluation.
    """

    period: str
    institution: str
    programme: str
    programme_name: str = ""
    niveau: int | None = None
    year: int | None = None
    group: str = ""
    students: int
    before: tuple[Placement, ...]
    after: tuple[Placement, ...]
    realised: int | None = None

    @property
    def summary(self) -> str:
        """The stage period and what was agreed for it."""
        options = [placement.option for placement in self.after]
        spans = [f"{o.form.value} {o.start} / {o.end}" for o in options]
        shown = f"{self.period} {' + '.join(spans)}"
        return shown if self.realised is None else f"{shown} ({self.realised}/{self.students})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What an agreement is about if its clauses do not show it; empty fields mean everything."""

    sector: str = ""
    programmes: tuple[str, ...] = ()
    niveaus: tuple[int, ...] = ()
    years: tuple[int, ...] = ()

    @property
    def summary(self) -> str:
        """The scope in one line."""
        parts = (self.sector, *self.programmes, *map(str, self.niveaus), *map(str, self.years))
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Peak and tekort before and after, as measured when the agreement was made.

    Peaks are fractions of capacity, ``None`` if there is none; tekort is in student-days.
    ``fingerprint`` is that of the data.
    """

    peak_before: float | None
    peak_after: float | None
    shortage_before: float
    shortage_after: float
    fingerprint: str = ""

    @property
    def summary(self) -> str:
        """Peak and tekort, before and after."""
        return (
            f"{self.peak_before} -> {self.peak_after}, "
            f"{self.shortage_before} -> {self.shortage_after}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One step in the life of an agreement: when (UTC), by whom, what."""

    when: datetime
    user: str
    what: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What parties agreed, from concept to evaluation.

    ``number`` is ``REGIO-SCHOOLJAAR-nnn``; ``version`` counts its texts. ``school_year`` is the
    calendar year in which the school year begins. ``renews`` is true if it is carried to the next
    school year; ``replaces`` is the number of the agreement that it replaced. ``holder`` is the
    role or organisation that acts.
    """

    number: str
    version: int = 1
    title: str
    kind: AgreementKind
    status: AgreementStatus = AgreementStatus.DRAFT
    school_year: int
    scope: Scope = field(default_factory=Scope)
    parties: tuple[AgreementParty, ...] = ()
    clauses: tuple[Clause, ...] = ()
    conditions: str = ""
    effect: Effect | None = None
    valid_from: date
    valid_until: date
    renews: bool = False
    replaces: str = ""
    holder: str = ""
    evaluation: str = ""
    evaluated_on: date | None = None
    log: tuple[LogEntry, ...] = ()

    @property
    def id(self) -> str:
        """The number."""
        return self.number

    @property
    def is_binding(self) -> bool:
        """Whether its stage periods are settled."""
        return self.status in BINDING

    @property
    def is_over(self) -> bool:
        """Whether it was refused, lapsed or was replaced."""
        return self.status in OVER


def agreement_step(agreement: Agreement, status: AgreementStatus) -> Agreement:
    """Return the agreement with its next status.

    Raises
    ------
    StagePlannerError
        If the step is not allowed, or a party has not agreed or signed yet.
    """
    values = {"number": agreement.number}
    if status not in NEXT[agreement.status]:
        code = f"agreement_is_{agreement.status.value}"
        raise StagePlannerError(Problem(code=code, values=values))
    waiting = {
        AgreementStatus.AGREED: [
            p.party.label for p in agreement.parties if p.status is not PartyStatus.AGREED
        ],
        AgreementStatus.SIGNED: [p.party.label for p in agreement.parties if p.signed_on is None],
    }.get(status, [])
    if waiting:
        code = f"agreement_not_{status.value}"
        raise StagePlannerError(Problem(code=code, values={**values, "parties": waiting}))
    if status is AgreementStatus.EVALUATED and not agreement.evaluation:
        raise StagePlannerError(Problem(code="agreement_not_evaluated", values=values))
    return replace(agreement, status=status)


def with_party(agreement: Agreement, party: AgreementParty) -> Agreement:
    """Return the agreement with a new answer, contact or signature of one of its parties."""
    wanted = (party.party.kind, party.party.id)
    return replace(
        agreement,
        parties=tuple(
            party if (old.party.kind, old.party.id) == wanted else old for old in agreement.parties
        ),
    )


def logged(agreement: Agreement, when: datetime, user: str, what: str, note: str = "") -> Agreement:
    """Return the agreement with one more line in its log."""
    entry = LogEntry(when=when, user=user, what=what, note=note)
    return replace(agreement, log=(*agreement.log, entry))


def next_number(code: str, school_year: int, taken: Iterable[str]) -> str:
    """Return the next free number of a school year: ``REGIO-2627-004``.

    Parameters
    ----------
    code : str
        The start of the numbers of the region; empty for ``REGIO``.
    school_year : int
        The calendar year in which the school year begins.
    taken : Iterable[str]
        The numbers in use.
    """
    stem = f"{code or 'REGIO'}-{school_year % 100:02}{(school_year + 1) % 100:02}-"
    used = [number.removeprefix(stem) for number in taken if number.startswith(stem)]
    last = max((int(rest) for rest in used if rest.isdecimal()), default=0)
    return f"{stem}{last + 1:03}"
