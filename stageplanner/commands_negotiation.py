"""Commands of negotiating: rounds, answers, agreements."""

from __future__ import annotations

import argparse
from collections import Counter
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from stageplanner.answering import (
    DONE,
    NOT_DONE,
    Answer,
    bad_argument,
    exit_code,
    finite,
    opened,
    problem_json,
    status_named,
    with_periods,
)
from stageplanner.answers import AnswerReport, preview_answers
from stageplanner.counters import counter_effect
from stageplanner.domain import register
from stageplanner.domain.agreement import Agreement, AgreementStatus, PartyStatus
from stageplanner.domain.ground_rules import FairnessRule, GroundRules
from stageplanner.domain.needs import needs
from stageplanner.domain.negotiation import Proposal, ProposalStatus, Round
from stageplanner.domain.plain import plain
from stageplanner.domain.plan import Placement
from stageplanner.domain.register import Filter, filtered
from stageplanner.domain.sectors import sector_name
from stageplanner.domain.tallies import WAYS, counted_by
from stageplanner.load.contacts import contact_plan
from stageplanner.load.fairness import fair_shares
from stageplanner.messages import LANGUAGES, lines, percent, text
from stageplanner.openfile import hold
from stageplanner.project import Project

if TYPE_CHECKING:
    from stageplanner.domain.repair import Repair

#: The steps that change a project; without any of them ``rounds`` only shows.
_STEPS = ("rule", "start", "send", "extend", "expire", "withdraw", "close", "take")


_YES_NO = {"yes": True, "ja": True, "no": False, "nee": False}


def day_of(said: str | None, argument: str, language: str) -> date | None:
    """A day from the command line."""
    if said is None:
        return None
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise bad_argument(argument, said, "cure_day", language) from None


# --- rounds ----------------------------------------------------------------------------------


def rounds(args: argparse.Namespace) -> Answer:
    """``rounds PROJECT [--start TITLE --deadline DAY] [--send N] [--out DIR --round N] ...``"""
    changes = any(getattr(args, step) is not None for step in _STEPS)
    with hold(args.project) if changes else nullcontext():
        project = with_periods(args.project)
        repairs = _take_steps(project, args)
        if changes:
            project.save(args.project)
    state = project.state
    files: list[str] = []
    if args.out is not None:
        number = args.round or max((own.number for own in state.rounds), default=0)
        written = project.negotiation.write_files(number, args.out, args.lang)
        files = [str(path) for path in written]
    answer: dict[str, Any] = {
        "rounds": [round_record(own) for own in state.rounds],
        "fairness": fairness_records(project),
        "files": files,
        "repairs": [repair_record(repair) for repair in repairs],
    }
    sentences = [line for own in state.rounds for line in _round_lines(own, args.lang)]
    sentences += [_repair_line(k, r, args.lang) for k, r in enumerate(repairs, start=1)]
    sentences += files
    if args.counter is not None:
        told, said = _counter(project, args)
        answer["counter"] = told
        sentences += said
    return DONE, answer, sentences or [text("told_no_rounds", args.lang)]


def _take_steps(project: Project, args: argparse.Namespace) -> tuple[Repair, ...]:
    """Do what was asked, in the order in which a round goes; gives the repairs, if any."""
    negotiation = project.negotiation
    deadline = day_of(args.deadline, "--deadline", args.lang)
    if args.rule is not None:
        negotiation.set_ground_rules(_ruled(project.state.ground_rules, args))
    if args.start is not None:
        if deadline is None:
            raise bad_argument("--deadline", "-", "cure_day", args.lang)
        shares = _shares(project) if args.leerbedrijven else ()
        negotiation.start_round(
            args.start, deadline, plan=args.plan, periods=args.periods, shares=shares
        )
    if args.send is not None:
        negotiation.send(args.send, deadline=None if args.start is not None else deadline)
    if args.extend is not None:
        if deadline is None:
            raise bad_argument("--deadline", "-", "cure_day", args.lang)
        negotiation.extend(args.extend, deadline, again=args.again)
    if args.expire is not None:
        negotiation.expire(day_of(args.expire, "--expire", args.lang) or date.today())
    if args.withdraw is not None:
        negotiation.withdraw(*args.withdraw)
    repairs: tuple[Repair, ...] = ()
    if args.plan_again is not None:
        repairs = negotiation.plan_again(args.plan_again, time_limit=args.time_limit)
        if args.take is not None:
            if not 1 <= args.take <= len(repairs):
                raise bad_argument("--take", args.take, "cure_take", args.lang)
            negotiation.take_repair(args.plan_again, repairs[args.take - 1])
    if args.close is not None:
        negotiation.close_round(args.close)
    return repairs


def _ruled(rules: GroundRules, args: argparse.Namespace) -> GroundRules:
    """The ground rules with what was said of them: ``KEY=VALUE``, or ``KEY.NAME=VALUE``."""
    for said in args.rule:
        key, found, value = said.partition("=")
        name, _, whose = key.partition(".")
        try:
            if not found:
                raise ValueError(said)
            if name in ("region", "code") and not whose:
                rules = replace(rules, **{name: value.strip()})
            elif name == "fairness" and not whose:
                rules = replace(rules, fairness=FairnessRule(value))
            elif name == "masks_small" and value in _YES_NO and not whose:
                rules = replace(rules, masks_small=_YES_NO[value])
            elif name == "key" and whose and float(value) > 0:
                rules = replace(rules, key={**rules.key, whose: float(value)})
            elif name == "contact_capacity" and whose and int(value) >= 0:
                known = {**rules.contact_capacity, whose: int(value)}
                rules = replace(rules, contact_capacity=known)
            else:
                raise ValueError(said)
        except ValueError:
            raise bad_argument("--rule", said, "cure_ground_rule", args.lang) from None
    return rules


def _shares(project: Project) -> tuple[Any, ...]:
    """How the students of the plan are divided over leerbedrijven."""
    from stageplanner.optimise.divide import divide

    return divide(project.state).shares


def _counter(project: Project, args: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """What a counter-proposal does, and the cheapest repair."""
    effect = counter_effect(project.state, args.counter, time_limit=args.time_limit)
    told = {
        "proposal": effect.proposal,
        "peak_asked": finite(effect.peak_asked),
        "peak_counter": finite(effect.peak_counter),
        "shortage_asked": finite(effect.shortage_asked),
        "shortage_counter": finite(effect.shortage_counter),
        "repairs": [repair_record(repair) for repair in effect.repairs],
    }
    said = text(
        "told_counter",
        args.lang,
        proposal=effect.proposal,
        before=percent(effect.peak_asked, args.lang),
        after=percent(effect.peak_counter, args.lang),
    )
    repairs = [_repair_line(k, r, args.lang) for k, r in enumerate(effect.repairs, start=1)]
    return told, [said, *repairs]


def round_record(own: Round) -> dict[str, Any]:
    """A round with its proposals, for JSON."""
    return {
        "number": own.number,
        "id": own.id,
        "title": own.title,
        "deadline": own.deadline.isoformat(),
        "opened_on": own.opened_on.isoformat(),
        "sent_on": plain(own.sent_on),
        "closed_on": plain(own.closed_on),
        "version": own.version,
        "plan": own.plan,
        "proposals": [proposal_record(proposal) for proposal in own.proposals],
    }


def proposal_record(p: Proposal) -> dict[str, Any]:
    """A proposal, for JSON."""
    return {
        "id": p.id,
        "party": p.party.told,
        "party_kind": p.party.kind.value,
        "party_id": p.party.id,
        "period": p.period,
        "students": p.students,
        "status": p.status.value,
        "version": p.version,
        "before": _placed(p.before),
        "asked": _placed(p.asked),
        "counter": _placed(p.counter),
        "reason": p.reason,
        "said": p.said,
        "answered_on": plain(p.answered_on),
        "agreement": p.agreement,
    }


def _placed(placements: tuple[Placement, ...]) -> list[Any]:
    return [plain(placement) for placement in placements]


def repair_record(repair: Repair) -> dict[str, Any]:
    """A repair, for JSON."""
    return {
        "touched": list(repair.touched),
        "touched_lower_bound": repair.touched_lower_bound,
        "institutions": list(repair.institutions),
        "peak": finite(repair.peak),
        "reaches_target": repair.reaches_target,
    }


def fairness_records(project: Project) -> list[dict[str, Any]]:
    """Who gives how much under the current plan, beside its fair part, for JSON."""
    return [
        {
            "institution": share.institution,
            "changes": share.changes,
            "student_weeks": share.student_weeks,
            "share": round(share.share, 6),
            "due_share": round(share.due_share, 6),
            "due": round(share.due, 2),
            "carried": round(share.carried, 2),
            "balance": round(share.balance, 2),
        }
        for share in fair_shares(project.state)
    ]


def _round_lines(own: Round, language: str) -> list[str]:
    counts = Counter(proposal.status for proposal in own.proposals)
    told = ", ".join(
        f"{count} {text(f'status_{status.value}', language)}" for status, count in counts.items()
    )
    head = text("told_round_head", language, id=own.id, title=own.title, day=own.deadline)
    return [
        f"{head} {told}",
        *(
            f"  {p.id}  {p.party.told}  {p.period}  {'; '.join(map(str, _placed(p.asked)))}  "
            f"{text(f'status_{p.status.value}', language)}" + (f": {p.said}" if p.said else "")
            for p in own.proposals
        ),
    ]


def _repair_line(number: int, repair: Repair, language: str) -> str:
    return text(
        "told_repair_of_round",
        language,
        number=number,
        peak=percent(repair.peak, language),
        touched=len(repair.touched),
        institutions=list(repair.institutions) or ["-"],
    )


# --- answers ---------------------------------------------------------------------------------


def answers(args: argparse.Namespace) -> Answer:
    """``answers PROJECT FILE... [--preview]``, or ``--set PROPOSAL ANSWER [--said TEXT]``"""
    if args.set is None and not args.files:
        raise bad_argument("FILE", "-", "cure_answers", args.lang)
    with nullcontext() if args.preview else hold(args.project):
        project = opened(args.project)
        if args.set is not None:
            _set_answer(project, args)
        intake = preview_answers(project.state, args.files, date.today())
        if not args.preview:
            project.negotiation.adopt_answers(intake)
            project.save(args.project)
    answer = {
        "files": [_answer_record(file, args.lang) for file in intake.files],
        "problems": [problem_json(problem, args.lang) for problem in intake.problems],
        "rounds": [round_record(own) for own in project.state.rounds],
        "preview": args.preview,
    }
    sentences: list[str] = []
    for file in intake.files:
        if not file.is_refused:
            sentences.append(
                text("told_answers", args.lang, file=file.name, party=file.party or "-",
                     taken=len(file.taken))
            )  # fmt: skip
        sentences += lines(file.problems, args.lang)
    refused = bool(intake.files) and all(file.is_refused for file in intake.files)
    return NOT_DONE if refused else exit_code(intake.problems), answer, sentences


def _set_answer(project: Project, args: argparse.Namespace) -> None:
    """An answer that was given by telephone: agreed, refused, or the counter taken over."""
    proposal, said = args.set
    if said in {text("word_accept_counter", language) for language in LANGUAGES}:
        project.negotiation.accept_counter(proposal)
        return
    for status in (ProposalStatus.AGREED, ProposalStatus.REFUSED):
        named = {text(f"status_{status.value}", language) for language in LANGUAGES}
        if said in {status.value, *named}:
            project.negotiation.record_answer(proposal, status, args.said)
            return
    raise bad_argument("--set", said, "cure_set_answer", args.lang)


def _answer_record(file: AnswerReport, language: str) -> dict[str, Any]:
    return {
        "path": file.path,
        "party": file.party,
        "round": file.round,
        "taken": list(file.taken),
        "silent": list(file.silent),
        "refused": file.is_refused,
        "problems": [problem_json(problem, language) for problem in file.problems],
    }


# --- agreements ------------------------------------------------------------------------------


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
        "report": report_record(shown),
        "needs": need_records(project),
        "contacts": contact_records(project),
        "problems": [problem_json(problem, args.lang) for problem in problems],
    }
    sentences = [
        f"{a.number}  v{a.version}  {text(f'agreement_status_{a.status.value}', args.lang)}  "
        f"{a.title}  {'; '.join(entry.told for entry in a.parties)}"
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
                "before": _placed(c.before),
                "after": _placed(c.after),
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


def report_record(shown: tuple[Agreement, ...]) -> dict[str, list[dict[str, Any]]]:
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
            for tally in counted_by(shown, way)
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
