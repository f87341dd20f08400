"""The command of the register of agreements: making, signing, evaluating and showing them."""

from __future__ import annotations

import argparse
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

from stageplanner.cli.command import Command
from stageplanner.cli.output import (
    Answer,
    bad_argument,
    exit_code,
    open_project,
    problem_json,
    status_named,
)
from stageplanner.cli.records import (
    agreement_record,
    contact_records,
    need_records,
    report_record,
)
from stageplanner.domain.agreement import AgreementParty, AgreementStatus, PartyStatus
from stageplanner.domain.negotiation import find_agreements
from stageplanner.domain.negotiation.count_agreements import parts_of
from stageplanner.domain.negotiation.find_agreements import Filter, filtered
from stageplanner.domain.sectors import sector_name
from stageplanner.messages import lines, show, text
from stageplanner.project import Project
from stageplanner.workspace.project_file import hold

#: The steps that change the register; without any of them it is only shown.
_AGREEMENT_STEPS = ("make", "status", "party", "sign", "evaluate", "shortages", "conditions",
                    "contact", "forget", "replace")  # fmt: skip


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--make", type=int, metavar="N", help="of what round N accepted")
    parser.add_argument("--status", nargs=2, metavar=("NUMBER", "STATUS"))
    parser.add_argument("--party", nargs=3, metavar=("NUMBER", "PARTY", "STATUS"))
    parser.add_argument("--sign", nargs=3, metavar=("NUMBER", "PARTY", "NAME"))
    parser.add_argument("--role", default="", metavar="TEXT", help="of who signed, or of a contact")
    parser.add_argument("--evaluate", nargs=2, metavar=("NUMBER", "TEXT"))
    parser.add_argument(
        "--realised", nargs="+", default=(), metavar="ID=N", help="with --evaluate: who were there"
    )
    parser.add_argument("--conditions", nargs=2, metavar=("NUMBER", "TEXT"))
    parser.add_argument(
        "--contact", nargs=3, metavar=("NUMBER", "PARTY", "NAME"), help="with --role and --email"
    )
    parser.add_argument("--email", default="", metavar="ADDRESS", help="of work, of a contact")
    parser.add_argument("--forget", metavar="NAME", help="take a person out of the register")
    parser.add_argument("--replace", metavar="NUMBER", help="a concept in the place of this one")
    parser.add_argument("--shortages", type=Path, metavar="FILE", help="read shortage figures")
    parser.add_argument("--sector", default=None, metavar="TEXT", help="show only these")
    parser.add_argument("--niveau", type=int, default=None, metavar="N")
    parser.add_argument("--year", type=int, default=None, metavar="YYYY", help="school year")
    parser.add_argument("--only", default=None, metavar="STATUS")


def agreements(args: argparse.Namespace) -> Answer:
    """``agreements PROJECT [--make N] [--status NUMBER STATUS] [--sign NUMBER PARTY NAME] ...``"""
    changes = any(getattr(args, step) is not None for step in _AGREEMENT_STEPS)
    with hold(args.project) if changes else nullcontext():
        project = open_project(args.project)
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
    problems = [*told, *find_agreements.warnings(project.state, date.today())]
    answer = {
        "agreements": [agreement_record(agreement) for agreement in shown],
        "report": report_record(shown, parts_of(project.state)),
        "needs": need_records(project),
        "contacts": contact_records(project),
        "problems": [problem_json(problem, args.lang) for problem in problems],
    }
    sentences = [
        f"{a.number}  v{a.version}  {text(f'agreement_status_{a.status.value}', args.lang)}  "
        f"{a.title}  {'; '.join(_party_line(entry, args.lang) for entry in a.parties)}"
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
        told += book.make_agreements(args.make).problems
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


def _party_line(entry: AgreementParty, language: str) -> str:
    """A party, what it says of an agreement and when it signed; no person."""
    signed = f", {show(entry.signed_on, language)}" if entry.signed_on else ""
    return f"{entry.party.label}: {text(f'status_{entry.status.value}', language)}{signed}"


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


COMMAND = Command(
    name="agreements",
    about="the register of agreements",
    add_arguments=_add_arguments,
    run=agreements,
)
