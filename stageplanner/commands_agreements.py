"""The command of the register of agreements: making, signing, evaluating and showing them."""

from __future__ import annotations

import argparse
from contextlib import nullcontext
from datetime import date
from typing import TYPE_CHECKING, Any

from stageplanner.answering import (
    Answer,
    bad_argument,
    exit_code,
    finite,
    opened,
    problem_json,
    status_named,
)
from stageplanner.commands_rounds import placed_record
from stageplanner.domain import register
from stageplanner.domain.agreement import Agreement, AgreementParty, AgreementStatus, PartyStatus
from stageplanner.domain.needs import needs
from stageplanner.domain.plain import plain
from stageplanner.domain.register import Filter, filtered
from stageplanner.domain.sectors import sector_name
from stageplanner.domain.tallies import WAYS, Parts, counted_by, parts_of
from stageplanner.load.contacts import contact_plan
from stageplanner.messages import lines, show, text
from stageplanner.openfile import hold
from stageplanner.project import Project

if TYPE_CHECKING:
    pass


#: The steps that change the register; without any of them it is only shown.
_AGREEMENT_STEPS = ("make", "status", "party", "sign", "evaluate", "shortages", "conditions",
                    "contact", "forget", "replace")  # fmt: skip


def agreements(args: argparse.Namespace) -> Answer:
    """``agreements PROJECT [--make N] [--status NUMBER STATUS] [--sign NUMBER PARTY NAME] ...``"""
    changes = any(getattr(args, step) is not None for step in _AGREEMENT_STEPS)
    with hold(args.project) if changes else nullcontext():
        project = opened(args.project)
        told = _agreement_steps(project, args)
        if changes:
            project.save(args.project)
    wanted = Filter(
        sector=sector_name(args.sector or "") or args.sector or "",
        niveau=args.niveau,
        school_year=args.year,
        status=_agreement_status(args.only, "--only", args.lang) if args.only else None,
    )
    shown = filtered(project.state.agreements, wanted)
    problems = [*told, *register.warnings(project.state, date.today())]
    answer = {
        "agreements": [agreement_record(agreement) for agreement in shown],
        "report": report_record(shown, parts_of(project.state)),
        "needs": need_records(project),
        "contacts": contact_records(project),
        "problems": [problem_json(problem, args.lang) for problem in problems],
    }
    sentences = [
        f"{a.number}  v{a.version}  {text(f'agreement_status_{a.status.value}', args.lang)}  "
        f"{a.title}  {'; '.join(_party_told(entry, args.lang) for entry in a.parties)}"
        for a in shown
    ]
    return (
        exit_code(problems),
        answer,
        [*(sentences or [text("told_no_agreements", args.lang)]), *lines(problems, args.lang)],
    )


def _agreement_steps(project: Project, args: argparse.Namespace) -> list[Any]:
    told: list[Any] = []
    book = project.register
    if args.shortages is not None:
        told += book.import_shortages(args.shortages).problems
    if args.make is not None:
        told += book.make_agreements(args.make).told
    if args.replace is not None:
        book.replacement(args.replace)
    if args.conditions is not None:
        number, conditions = args.conditions
        book.change_agreement(number, conditions=conditions.strip())
    if args.contact is not None:
        number, party, name = args.contact
        book.set_contact(number, party, name=name, role=args.role, email=args.email)
    if args.forget is not None:
        book.remove_person(args.forget)
    if args.party is not None:
        number, party, said = args.party
        book.set_party_status(
            number, party, status_named(PartyStatus, said, "status_", "--party", args.lang)
        )
    if args.sign is not None:
        number, party, name = args.sign
        book.sign(number, party, name, args.role)
    if args.status is not None:
        number, said = args.status
        book.set_status(number, _agreement_status(said, "--status", args.lang))
    if args.evaluate is not None:
        number, evaluation = args.evaluate
        book.evaluate(number, evaluation, _realised(args))
    return told


def _party_told(entry: AgreementParty, language: str) -> str:
    """A party, what it says of an agreement and when it signed; no person."""
    signed = f", {show(entry.signed_on, language)}" if entry.signed_on else ""
    return f"{entry.party.told}: {text(f'status_{entry.status.value}', language)}{signed}"


def _agreement_status(said: str, argument: str, language: str) -> AgreementStatus:
    return status_named(AgreementStatus, said, "agreement_status_", argument, language)


def _realised(args: argparse.Namespace) -> dict[str, int]:
    """The students that were really there, by stage period: ``ID=N``."""
    found: dict[str, int] = {}
    for said in args.realised:
        period, _, count = said.rpartition("=")
        if not period or not count.isdecimal():
            raise bad_argument("--realised", said, "cure_realised", args.lang)
        found[period] = int(count)
    return found


def agreement_record(a: Agreement) -> dict[str, Any]:
    """An agreement for JSON; no name or e-mail address of a person."""
    effect = a.effect
    return {
        "number": a.number,
        "version": a.version,
        "title": a.title,
        "kind": a.kind.value,
        "status": a.status.value,
        "school_year": a.school_year,
        "sector": a.scope.sector,
        "programmes": list(a.scope.programmes),
        "niveaus": list(a.scope.niveaus),
        "years": list(a.scope.years),
        "parties": [
            {
                "party": entry.party.told,
                "kind": entry.party.kind.value,
                "status": entry.status.value,
                "role": entry.role,
                "signed_on": plain(entry.signed_on),
            }
            for entry in a.parties
        ],
        "clauses": [
            {
                "period": c.period,
                "institution": c.institution,
                "programme": c.programme,
                "group": c.group,
                "students": c.students,
                "before": placed_record(c.before),
                "after": placed_record(c.after),
                "realised": c.realised,
            }
            for c in a.clauses
        ],
        "conditions": a.conditions,
        "effect": None
        if effect is None
        else {
            "peak_before": finite(effect.peak_before),
            "peak_after": finite(effect.peak_after),
            "shortage_before": finite(effect.shortage_before),
            "shortage_after": finite(effect.shortage_after),
        },
        "valid_from": a.valid_from.isoformat(),
        "valid_until": a.valid_until.isoformat(),
        "renews": a.renews,
        "replaces": a.replaces,
        "holder": a.holder,
        "evaluation": a.evaluation,
    }


def contact_records(project: Project) -> list[dict[str, Any]]:
    """Contact moments per institution and week under the current plan, for JSON."""
    return [
        {
            "institution": week.institution,
            "monday": week.monday.isoformat(),
            "moments": week.moments,
            "capacity": week.capacity,
        }
        for week in contact_plan(project.state)
    ]


def report_record(shown: tuple[Agreement, ...], parts: Parts) -> dict[str, list[dict[str, Any]]]:
    """How many agreements and students, by sector, niveau, school year and status."""
    return {
        way: [
            {
                "name": tally.name or "-",
                "agreements": tally.agreements,
                "students": tally.students,
                "planned": tally.planned,
                "realised": tally.realised,
                "peak_points": tally.peak_points,
                "shortage_student_days": tally.shortage,
            }
            for tally in counted_by(shown, way, parts)
        ]
        for way in WAYS
    }


def need_records(project: Project) -> list[dict[str, Any]]:
    """The last shortage figures, the largest first, beside the agreements about them."""
    return [
        {
            "sector": need.sector,
            "programme": need.programme,
            "niveau": need.niveau,
            "date": need.on.isoformat(),
            "number": need.number,
            "agreements": list(need.agreements),
            "students": need.students,
        }
        for need in needs(project.state)
    ]
