"""Rows of what is negotiated, to and from the dataclasses of the domain, field by field.

As in ``rows.py``. What belongs to one proposal or agreement only (its placements, parties,
clauses and log) is a JSON list in a cell of its own row, so that a row says all of it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from stageplanner.domain.agreement import (
    Agreement,
    AgreementKind,
    AgreementParty,
    AgreementStatus,
    Clause,
    Effect,
    LogEntry,
    PartyStatus,
    Scope,
)
from stageplanner.domain.ground_rules import (
    Balance,
    FairnessRule,
    GroundRules,
    ShortageFigure,
)
from stageplanner.domain.negotiation import Party, PartyKind, Proposal, ProposalStatus, Round
from stageplanner.domain.plan import Placement
from stageplanner.store import rows
from stageplanner.store.rows import Row, read_day, read_number, write_day


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _list(text: str) -> list[Any]:
    found = json.loads(text)
    if not isinstance(found, list):
        raise ValueError(f"no list: {text[:40]!r}")
    return found


def _day(text: str | None) -> date | None:
    return None if text is None else read_day(text)


# --- parts of a row -------------------------------------------------------------------------


def write_placements(placements: Iterable[Placement]) -> list[Any]:
    """What is done with one stage period, as lists."""
    found: list[Row] = []
    for placement in placements:
        found += rows.placement_rows(0, "", (placement,))
    return [list(row[2:]) for row in found]


def read_placements(found: Iterable[Sequence[Any]]) -> tuple[Placement, ...]:
    """Read what :func:`write_placements` writes."""
    read = [rows.placement_of((0, "", *row))[2] for row in found]
    if any(placement is None for placement in read):
        raise ValueError("a placement without a form")
    return tuple(placement for placement in read if placement is not None)


def _write_party(party: Party) -> list[Any]:
    return [party.kind.value, party.id, party.name]


def _read_party(found: Sequence[Any]) -> Party:
    kind, id_, name = found
    return Party(kind=PartyKind(kind), id=str(id_), name=str(name))


def _write_agreement_party(p: AgreementParty) -> list[Any]:
    return [
        *_write_party(p.party),
        p.status.value,
        p.contact,
        p.role,
        p.email,
        p.signed_by,
        p.signed_role,
        write_day(p.signed_on),
    ]


def _read_agreement_party(found: Sequence[Any]) -> AgreementParty:
    kind, id_, name, status, contact, role, email, signed_by, signed_role, signed_on = found
    return AgreementParty(
        party=_read_party((kind, id_, name)),
        status=PartyStatus(status),
        contact=str(contact),
        role=str(role),
        email=str(email),
        signed_by=str(signed_by),
        signed_role=str(signed_role),
        signed_on=_day(signed_on),
    )


def _write_clause(c: Clause) -> list[Any]:
    return [
        c.period,
        c.institution,
        c.programme,
        c.programme_name,
        c.niveau,
        c.year,
        c.group,
        c.students,
        write_placements(c.before),
        write_placements(c.after),
        c.realised,
    ]


def _read_clause(found: Sequence[Any]) -> Clause:
    (
        period, institution, programme, programme_name, niveau, year, group, students, before,
        after, realised,
    ) = found  # fmt: skip
    return Clause(
        period=str(period),
        institution=str(institution),
        programme=str(programme),
        programme_name=str(programme_name),
        niveau=niveau,
        year=year,
        group=str(group),
        students=int(students),
        before=read_placements(before),
        after=read_placements(after),
        realised=realised,
    )


def _write_effect(effect: Effect | None) -> list[Any]:
    if effect is None:
        return []
    return [
        effect.peak_before,
        effect.peak_after,
        effect.shortage_before,
        effect.shortage_after,
        effect.fingerprint,
    ]


def _read_effect(found: Sequence[Any]) -> Effect | None:
    if not found:
        return None
    peak_before, peak_after, shortage_before, shortage_after, fingerprint = found
    return Effect(
        peak_before=read_number(peak_before),
        peak_after=read_number(peak_after),
        shortage_before=read_number(shortage_before),
        shortage_after=read_number(shortage_after),
        fingerprint=str(fingerprint),
    )


def _read_entry(found: Sequence[Any]) -> LogEntry:
    when, user, what, note = found
    return LogEntry(
        when=datetime.fromisoformat(when), user=str(user), what=str(what), note=str(note)
    )


# --- rounds ---------------------------------------------------------------------------------


def round_row(r: Round) -> Row:
    """A round without its proposals, as a row of ``round``."""
    return (
        r.number,
        r.key,
        r.title,
        write_day(r.deadline),
        write_day(r.opened_on),
        r.plan,
        r.fingerprint,
        r.version,
        write_day(r.sent_on),
        write_day(r.closed_on),
    )


def round_of(row: Row, proposals: tuple[Proposal, ...] = ()) -> Round:
    """The round of a row of ``round``, with its proposals."""
    number, key, title, deadline, opened, plan, fingerprint, version, sent, closed = row
    return Round(
        number=number,
        key=key,
        title=title,
        deadline=read_day(deadline),
        opened_on=read_day(opened),
        plan=plan,
        fingerprint=fingerprint,
        version=version,
        sent_on=_day(sent),
        closed_on=_day(closed),
        proposals=proposals,
    )


def proposal_row(of_round: int, p: Proposal) -> Row:
    """A proposal as a row of ``proposal``."""
    return (
        of_round,
        p.id,
        *_write_party(p.party),
        p.period,
        p.students,
        _json([write_placements(side) for side in (p.before, p.asked, p.counter)]),
        p.reason,
        p.status.value,
        p.version,
        p.said,
        write_day(p.answered_on),
        p.origin,
        p.agreement,
    )


def proposal_of(row: Row) -> tuple[int, Proposal]:
    """The number of the round and the proposal of a row of ``proposal``."""
    (
        of_round, id_, kind, party, name, period, students, placements, reason, status, version,
        said, answered_on, origin, agreement,
    ) = row  # fmt: skip
    before, asked, counter = (read_placements(side) for side in _list(placements))
    return of_round, Proposal(
        id=id_,
        party=_read_party((kind, party, name)),
        period=period,
        students=students,
        before=before,
        asked=asked,
        counter=counter,
        reason=reason,
        status=ProposalStatus(status),
        version=version,
        said=said,
        answered_on=_day(answered_on),
        origin=origin,
        agreement=agreement,
    )


def write_round(r: Round) -> list[Any]:
    """A round with its proposals, for the journal."""
    return [round_row(r), [proposal_row(r.number, proposal) for proposal in r.proposals]]


def read_round(found: Sequence[Any]) -> Round:
    """Read what :func:`write_round` writes."""
    row, proposals = found
    return round_of(tuple(row), tuple(proposal_of(tuple(p))[1] for p in proposals))


def rounds_of(round_rows: Iterable[Row], proposal_rows: Iterable[Row]) -> tuple[Round, ...]:
    """Every round with its proposals."""
    own: dict[int, list[Proposal]] = defaultdict(list)
    for row in proposal_rows:
        number, proposal = proposal_of(row)
        own[number].append(proposal)
    return tuple(round_of(row, tuple(own.get(row[0], ()))) for row in round_rows)


# --- agreements -----------------------------------------------------------------------------


def agreement_row(a: Agreement) -> Row:
    """An agreement as a row of ``agreement``."""
    scope = [a.scope.sector, a.scope.programmes, a.scope.niveaus, a.scope.years]
    return (
        a.number,
        a.version,
        a.title,
        a.kind.value,
        a.status.value,
        a.school_year,
        _json(scope),
        _json([_write_agreement_party(party) for party in a.parties]),
        _json([_write_clause(clause) for clause in a.clauses]),
        a.conditions,
        _json(_write_effect(a.effect)),
        write_day(a.valid_from),
        write_day(a.valid_until),
        int(a.renews),
        a.replaces,
        a.holder,
        a.evaluation,
        write_day(a.evaluated_on),
        _json([[e.when.isoformat(), e.user, e.what, e.note] for e in a.log]),
    )


def agreement_of(row: Row) -> Agreement:
    """The agreement of a row of ``agreement``."""
    (
        number, version, title, kind, status, school_year, scope, parties, clauses, conditions,
        effect, valid_from, valid_until, renews, replaces, holder, evaluation, evaluated_on, log,
    ) = row  # fmt: skip
    sector, programmes, niveaus, years = _list(scope)
    return Agreement(
        number=number,
        version=version,
        title=title,
        kind=AgreementKind(kind),
        status=AgreementStatus(status),
        school_year=school_year,
        scope=Scope(
            sector=sector,
            programmes=tuple(programmes),
            niveaus=tuple(niveaus),
            years=tuple(years),
        ),
        parties=tuple(map(_read_agreement_party, _list(parties))),
        clauses=tuple(map(_read_clause, _list(clauses))),
        conditions=conditions,
        effect=_read_effect(_list(effect)),
        valid_from=read_day(valid_from),
        valid_until=read_day(valid_until),
        renews=bool(renews),
        replaces=replaces,
        holder=holder,
        evaluation=evaluation,
        evaluated_on=_day(evaluated_on),
        log=tuple(map(_read_entry, _list(log))),
    )


# --- what is kept over the years ------------------------------------------------------------


def balance_row(b: Balance) -> Row:
    """What an institution gave in a year, as a row of ``balance``."""
    return (b.institution, b.school_year, b.changes, b.student_weeks, b.due)


def balance_of(row: Row) -> Balance:
    """The balance of a row of ``balance``."""
    institution, school_year, changes, student_weeks, due = row
    return Balance(
        institution=institution,
        school_year=school_year,
        changes=changes,
        student_weeks=student_weeks,
        due=read_number(due),
    )


def shortage_row(s: ShortageFigure) -> Row:
    """A published shortage as a row of ``shortage``."""
    return (
        write_day(s.on),
        s.region,
        s.sector,
        s.programme,
        s.niveau,
        s.leerweg,
        s.number,
        s.file,
    )


def shortage_of(row: Row) -> ShortageFigure:
    """The shortage of a row of ``shortage``."""
    on, region, sector, programme, niveau, leerweg, number, file = row
    return ShortageFigure(
        on=read_day(on),
        region=region,
        sector=sector,
        programme=programme,
        niveau=niveau,
        leerweg=leerweg,
        number=number,
        file=file,
    )


def write_ground_rules(g: GroundRules) -> str:
    """The ground rules as the value of a row of ``about``."""
    return _json(
        [
            g.region,
            g.code,
            g.fairness.value,
            dict(g.key),
            int(g.masks_small),
            dict(g.contact_capacity),
        ]
    )


def read_ground_rules(text: str) -> GroundRules:
    """Read what :func:`write_ground_rules` writes."""
    region, code, fairness, key, masks_small, contact_capacity = _list(text)
    return GroundRules(
        region=region,
        code=code,
        fairness=FairnessRule(fairness),
        key={str(name): read_number(weight) for name, weight in dict(key).items()},
        masks_small=bool(masks_small),
        contact_capacity={str(name): int(most) for name, most in dict(contact_capacity).items()},
    )
