"""The commands of the register of agreements: make, sign, evaluate and list them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from stageplanner.cli.base.command import Command
from stageplanner.cli.base.output import (
    Answer,
    bad_argument,
    exit_code,
    open_project,
    problem_json,
    status_named,
)
from stageplanner.messages import lines, show, text

if TYPE_CHECKING:
    from stageplanner.domain.agreement import AgreementParty, AgreementStatus
    from stageplanner.domain.negotiation.find_agreements import Filter
    from stageplanner.problems import Problem
    from stageplanner.project import Project

#: A step that changes the register; returns the problems it met.
Step = Callable[["Project", argparse.Namespace], "Iterable[Problem]"]


# --- the answer of every verb ------------------------------------------------------------------


def agreements_answer(
    project: Project,
    language: str,
    problems: Iterable[Problem] = (),
    wanted: Filter | None = None,
) -> Answer:
    """Return the agreements that pass the filter, with their totals, needs and contacts."""
    from stageplanner.cli.base import records
    from stageplanner.domain.negotiation import find_agreements
    from stageplanner.domain.negotiation.count_agreements import parts_of

    state = project.state
    listed = find_agreements.filtered(state.agreements, wanted or find_agreements.Filter())
    problems = [*problems, *find_agreements.warnings(state, date.today())]
    answer = {
        "agreements": [records.agreement_record(agreement) for agreement in listed],
        "report": records.report_record(listed, parts_of(state)),
        "needs": records.need_records(project),
        "contacts": records.contact_records(project),
        "problems": [problem_json(problem, language) for problem in problems],
    }
    sentences = [
        f"{a.number}  v{a.version}  {text(f'agreement_status_{a.status.value}', language)}  "
        f"{a.title}  {'; '.join(_party_line(entry, language) for entry in a.parties)}"
        for a in listed
    ]
    return (
        exit_code(problems),
        answer,
        [*(sentences or [text("told_no_agreements", language)]), *lines(problems, language)],
    )


def _party_line(entry: AgreementParty, language: str) -> str:
    """Return a party, its answer and the day it signed, without the name of a person."""
    signed = f", {show(entry.signed_on, language)}" if entry.signed_on else ""
    return f"{entry.party.label}: {text(f'status_{entry.status.value}', language)}{signed}"


def _run_of(step: Step) -> Callable[[argparse.Namespace], Answer]:
    """Return the work of a verb that takes one step and shows the register."""

    def run(args: argparse.Namespace) -> Answer:
        from stageplanner.workspace.project_file import hold

        with hold(args.project):
            project = open_project(args.project)
            problems = step(project, args)
            project.save(args.project)
        return agreements_answer(project, args.lang, problems)

    return run


def _add_number(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", metavar="NUMBER", help="the number of the agreement")


def _add_party(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("party", metavar="PARTY", help="the party, as the agreement names it")


def _status(word: str, argument: str, language: str) -> AgreementStatus:
    from stageplanner.domain.agreement import AgreementStatus

    return status_named(AgreementStatus, word, "agreement_status_", argument, language)


# --- list --------------------------------------------------------------------------------------


def add_filter(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose agreements."""
    parser.add_argument("--sector", default=None, metavar="TEXT", help="show only these")
    parser.add_argument("--niveau", type=int, default=None, metavar="N")
    parser.add_argument("--year", type=int, default=None, metavar="YYYY", help="school year")
    parser.add_argument("--only", default=None, metavar="STATUS")


def filter_of(args: argparse.Namespace) -> Filter:
    """Read the options that choose agreements."""
    from stageplanner.domain.negotiation.find_agreements import Filter
    from stageplanner.domain.sectors import sector_name

    return Filter(
        sector=sector_name(args.sector or "") or args.sector or "",
        niveau=args.niveau,
        school_year=args.year,
        status=_status(args.only, "--only", args.lang) if args.only else None,
    )


def _list(args: argparse.Namespace) -> Answer:
    return agreements_answer(open_project(args.project), args.lang, wanted=filter_of(args))


LIST = Command(
    name="list", about="show the agreements, all or some", add_arguments=add_filter, run=_list
)


# --- make, replace -----------------------------------------------------------------------------


def _add_make(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", type=int, metavar="N", help="the number of the round")


def make(project: Project, args: argparse.Namespace) -> Iterable[Problem]:
    """Make agreements of what a round accepted."""
    return project.register.make_agreements(args.number).problems


MAKE = Command(
    name="make",
    about="make agreements of what round N accepted",
    add_arguments=_add_make,
    run=_run_of(make),
)


def replace(project: Project, args: argparse.Namespace) -> Iterable[Problem]:
    """Make a draft that replaces an agreement."""
    project.register.replacement(args.number)
    return ()


REPLACE = Command(
    name="replace",
    about="a concept in the place of this one",
    add_arguments=_add_number,
    run=_run_of(replace),
)


# --- status, party, sign -----------------------------------------------------------------------


def _add_status(parser: argparse.ArgumentParser) -> None:
    _add_number(parser)
    parser.add_argument(
        "status",
        metavar="STATUS",
        help="proposed, signed, running and so on, or the word on screen",
    )


def set_status(project: Project, args: argparse.Namespace) -> Iterable[Problem]:
    """Take the next step of an agreement."""
    project.register.set_status(args.number, _status(args.status, "STATUS", args.lang))
    return ()


STATUS = Command(
    name="status",
    about="the next step of an agreement",
    add_arguments=_add_status,
    run=_run_of(set_status),
)


def _add_answer(parser: argparse.ArgumentParser) -> None:
    _add_number(parser)
    _add_party(parser)
    parser.add_argument(
        "status", metavar="STATUS", help="agreed, refused and so on, or the word on screen"
    )


def set_party_status(project: Project, args: argparse.Namespace) -> Iterable[Problem]:
    """Record the answer of one party to an agreement."""
    from stageplanner.domain.agreement import PartyStatus

    status = status_named(PartyStatus, args.status, "status_", "STATUS", args.lang)
    project.register.set_party_status(args.number, args.party, status)
    return ()


PARTY = Command(
    name="party",
    about="the answer of one party to an agreement",
    add_arguments=_add_answer,
    run=_run_of(set_party_status),
)


def _add_sign(parser: argparse.ArgumentParser) -> None:
    _add_number(parser)
    _add_party(parser)
    parser.add_argument("name", metavar="NAME", help="the name of a person")
    parser.add_argument("--role", default="", metavar="TEXT", help="the role of this person")


def sign(project: Project, args: argparse.Namespace) -> Iterable[Problem]:
    """Record who signed an agreement for a party."""
    project.register.sign(args.number, args.party, args.name, args.role)
    return ()


SIGN = Command(
    name="sign", about="who signed for a party", add_arguments=_add_sign, run=_run_of(sign)
)


# --- evaluate, conditions ----------------------------------------------------------------------


def _add_evaluate(parser: argparse.ArgumentParser) -> None:
    _add_number(parser)
    parser.add_argument("text", metavar="TEXT", help="what there is to say of it")
    parser.add_argument(
        "--realised",
        nargs="+",
        default=(),
        metavar="ID=N",
        help="how many students were there, by stage period",
    )


def evaluate(project: Project, args: argparse.Namespace) -> Iterable[Problem]:
    """Record how an agreement went."""
    project.register.evaluate(args.number, args.text, _realised(args))
    return ()


def _realised(args: argparse.Namespace) -> dict[str, int]:
    """Read how many students were there, by stage period: ``ID=N``."""
    students: dict[str, int] = {}
    for assignment in args.realised:
        period, _, count = assignment.rpartition("=")
        if not period or not count.isdecimal():
            raise bad_argument("--realised", assignment, "cure_realised", args.lang)
        students[period] = int(count)
    return students


EVALUATE = Command(
    name="evaluate", about="how it went", add_arguments=_add_evaluate, run=_run_of(evaluate)
)


def _add_conditions(parser: argparse.ArgumentParser) -> None:
    _add_number(parser)
    parser.add_argument("text", metavar="TEXT", help="what there is to say of it")


def set_conditions(project: Project, args: argparse.Namespace) -> Iterable[Problem]:
    """Record the conditions of an agreement."""
    project.register.change_agreement(args.number, conditions=args.text.strip())
    return ()


CONDITIONS = Command(
    name="conditions",
    about="what was agreed on top of the dates",
    add_arguments=_add_conditions,
    run=_run_of(set_conditions),
)


# --- contact, forget ---------------------------------------------------------------------------


def _add_contact(parser: argparse.ArgumentParser) -> None:
    _add_sign(parser)
    parser.add_argument(
        "--email", default="", metavar="ADDRESS", help="the e-mail address, of work"
    )


def set_contact(project: Project, args: argparse.Namespace) -> Iterable[Problem]:
    """Record the contact person of a party."""
    project.register.set_contact(
        args.number, args.party, name=args.name, role=args.role, email=args.email
    )
    return ()


CONTACT = Command(
    name="contact",
    about="the contact person of a party",
    add_arguments=_add_contact,
    run=_run_of(set_contact),
)


def _add_forget(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="the name of a person")


def forget(project: Project, args: argparse.Namespace) -> Iterable[Problem]:
    """Remove a person from the register."""
    project.register.remove_person(args.name)
    return ()


FORGET = Command(
    name="forget",
    about="take a person out of the register",
    add_arguments=_add_forget,
    run=_run_of(forget),
)


# --- shortages ---------------------------------------------------------------------------------


def _add_shortages(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the file with the figures")


def import_shortages(project: Project, args: argparse.Namespace) -> Iterable[Problem]:
    """Read published shortage figures."""
    return project.register.import_shortages(args.file).problems


SHORTAGES = Command(
    name="shortages",
    about="read shortage figures",
    add_arguments=_add_shortages,
    run=_run_of(import_shortages),
)


COMMAND = Command(
    name="agreements",
    about="the register of agreements",
    run=_list,
    verbs=(
        LIST, MAKE, STATUS, PARTY, SIGN, EVALUATE, CONDITIONS, CONTACT, FORGET, REPLACE, SHORTAGES,
    ),
    json=(
        "agreements: [{number, version, title, kind, status, school_year, sector, programmes, "
        "niveaus, years, parties: [{party, kind, status, role, signed_on}], clauses: [{period, "
        "institution, programme, group, students, before, after, realised}], conditions, "
        "effect: {peak_before, peak_after, shortage_before, shortage_after}, valid_from, "
        "valid_until, renews, replaces, holder, evaluation}]",
        "report: {sector: [{name, agreements, students, planned, realised, peak_points, "
        "shortage_student_days}], niveau, school_year, status}",
        "needs: [{sector, programme, niveau, date, number, agreements, students}]",
        "contacts: [{institution, monday, moments, capacity}]",
        "problems",
    ),
)  # fmt: skip
