"""The command of rounds: beginning, sending and closing them, and planning again."""

from __future__ import annotations

import argparse
from collections import Counter
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from stageplanner.cli.output import DONE, Answer, bad_argument, json_number, open_with_periods
from stageplanner.cli.records import fairness_records, placed_record, repair_record, round_record
from stageplanner.domain.ground_rules import FairnessRule, GroundRules
from stageplanner.domain.proposal import Round
from stageplanner.messages import percent, text
from stageplanner.negotiation.counter_effect import counter_effect
from stageplanner.project import Project
from stageplanner.workspace.project_file import hold

if TYPE_CHECKING:
    from stageplanner.domain.results.repair import Repair

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


def rounds(args: argparse.Namespace) -> Answer:
    """``rounds PROJECT [--start TITLE --deadline DAY] [--send N] [--out DIR --round N] ...``"""
    changes = any(getattr(args, step) is not None for step in _STEPS)
    with hold(args.project) if changes else nullcontext():
        project = open_with_periods(args.project)
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
        repairs = negotiation.find_repairs(args.plan_again, time_limit=args.time_limit)
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
    from stageplanner.optimise.divide.divide import divide

    return divide(project.state).shares


def _counter(project: Project, args: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """What a counter-proposal does, and the cheapest repair."""
    effect = counter_effect(project.state, args.counter, time_limit=args.time_limit)
    told = {
        "proposal": effect.proposal,
        "peak_asked": json_number(effect.peak_asked),
        "peak_counter": json_number(effect.peak_counter),
        "shortage_asked": json_number(effect.shortage_asked),
        "shortage_counter": json_number(effect.shortage_counter),
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


def _round_lines(own: Round, language: str) -> list[str]:
    counts = Counter(proposal.status for proposal in own.proposals)
    told = ", ".join(
        f"{count} {text(f'status_{status.value}', language)}" for status, count in counts.items()
    )
    head = text("told_round_head", language, id=own.id, title=own.title, day=own.deadline)
    return [
        f"{head} {told}",
        *(
            f"  {p.id}  {p.party.label}  {p.period}  "
            f"{'; '.join(map(str, placed_record(p.asked)))}  "
            f"{text(f'status_{p.status.value}', language)}" + (f": {p.remark}" if p.remark else "")
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
