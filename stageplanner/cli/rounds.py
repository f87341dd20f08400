"""The commands of rounds: start, send and close them, and plan again around the answers."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stageplanner.cli.base.command import Command
from stageplanner.cli.base.output import DONE, Answer, bad_argument, json_number, open_with_periods
from stageplanner.formatting import month_names
from stageplanner.messages import LANGUAGES, percent, text

if TYPE_CHECKING:
    from stageplanner.domain.ground_rules import GroundRules
    from stageplanner.domain.proposal import Round
    from stageplanner.domain.results.repair import Repair
    from stageplanner.domain.state import State
    from stageplanner.negotiation.counter_effect import CounterEffect
    from stageplanner.project import Project

#: A step of a round: changes the project, as the arguments say.
Step = Callable[["Project", argparse.Namespace], None]

_YES_NO = {"yes": True, "ja": True, "no": False, "nee": False}


# --- the answer of every verb ------------------------------------------------------------------


def round_records(state: State, language: str) -> list[dict[str, Any]]:
    """Return every round with its proposals, and the reason of each for the plan of today."""
    from stageplanner.cli.base.records import round_record
    from stageplanner.planning import explain
    from stageplanner.reporting.stored_reason import shown_reasons

    proposals = [proposal for round_ in state.rounds for proposal in round_.proposals]
    reasons = shown_reasons(proposals, state.plan, lambda: explain(state), language)
    return [round_record(round_, reasons) for round_ in state.rounds]


def rounds_answer(
    project: Project,
    language: str,
    *,
    repairs: Sequence[Repair] = (),
    files: Sequence[str] = (),
    effect: CounterEffect | None = None,
) -> Answer:
    """Return all rounds, and what the verb found or wrote."""
    from stageplanner.cli.base.records import fairness_records, repair_record

    state = project.state
    answer: dict[str, Any] = {
        "rounds": round_records(state, language),
        "fairness": fairness_records(project),
        "files": list(files),
        "repairs": [repair_record(repair) for repair in repairs],
    }
    sentences = [line for round_ in state.rounds for line in _round_lines(round_, language)]
    sentences += _repair_lines(repairs, language)
    sentences += files
    if effect is not None:
        answer["counter"] = _effect_record(effect)
        sentences += _effect_lines(effect, language)
    return DONE, answer, sentences or [text("told_no_rounds", language)]


def _effect_record(effect: CounterEffect) -> dict[str, Any]:
    from stageplanner.cli.base.records import repair_record

    return {
        "proposal": effect.proposal,
        "peak_asked": json_number(effect.peak_asked),
        "peak_counter": json_number(effect.peak_counter),
        "shortage_asked": json_number(effect.shortage_asked),
        "shortage_counter": json_number(effect.shortage_counter),
        "repairs": [repair_record(repair) for repair in effect.repairs],
    }


def _effect_lines(effect: CounterEffect, language: str) -> Iterator[str]:
    yield text(
        "told_counter",
        language,
        proposal=effect.proposal,
        before=percent(effect.peak_asked, language),
        after=percent(effect.peak_counter, language),
    )
    yield from _repair_lines(effect.repairs, language)


def _round_lines(round_: Round, language: str) -> Iterator[str]:
    from stageplanner.cli.base.records import placed_record

    counts = Counter(proposal.status for proposal in round_.proposals)
    statuses = ", ".join(
        f"{count} {text(f'status_{status.value}', language)}" for status, count in counts.items()
    )
    head = text("told_round_head", language, id=round_.id, title=round_.title, day=round_.deadline)
    yield f"{head} {statuses}"
    for p in round_.proposals:
        yield (
            f"  {p.id}  {p.party.label}  {p.period}  "
            f"{'; '.join(map(str, placed_record(p.asked)))}  "
            f"{text(f'status_{p.status.value}', language)}" + (f": {p.remark}" if p.remark else "")
        )


def _repair_lines(repairs: Sequence[Repair], language: str) -> Iterator[str]:
    for number, repair in enumerate(repairs, start=1):
        yield text(
            "told_repair_of_round",
            language,
            number=number,
            peak=percent(repair.peak, language),
            touched=len(repair.touched),
            institutions=list(repair.institutions) or ["-"],
        )


# --- running a verb ----------------------------------------------------------------------------


def _show(args: argparse.Namespace) -> Answer:
    return rounds_answer(open_with_periods(args.project), args.lang)


def _changed(args: argparse.Namespace, step: Step) -> Project:
    """Return the project after a step, saved."""
    from stageplanner.workspace.project_file import hold

    with hold(args.project):
        project = open_with_periods(args.project)
        step(project, args)
        project.save(args.project)
    return project


def _run_of(step: Step) -> Callable[[argparse.Namespace], Answer]:
    """Return the work of a verb that takes one step and shows the rounds."""

    def run(args: argparse.Namespace) -> Answer:
        return rounds_answer(_changed(args, step), args.lang)

    return run


def _day(value: str | None, argument: str, language: str) -> date:
    """Read a day.

    Raises
    ------
    StagePlannerError
        It is missing, or is no day.
    """
    for pattern in ("%Y-%m-%d", "%d-%m-%Y"):
        with suppress(ValueError):
            return datetime.strptime(value or "", pattern).date()
    words = (value or "").casefold().split()
    for months in (month_names(name) for name in LANGUAGES):
        # As sentences write it: 5 jan 2027.
        folded = [month.casefold() for month in months]
        if len(words) == 3 and words[1] in folded:
            with suppress(ValueError):
                return date(int(words[2]), folded.index(words[1]) + 1, int(words[0]))
    raise bad_argument(argument, value or "-", "cure_day", language)


def _add_number(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", type=int, metavar="N", help="the number of the round")


def _add_deadline(parser: argparse.ArgumentParser, *, is_required: bool = True) -> None:
    parser.add_argument(
        "--deadline",
        required=is_required,
        default=None,
        metavar="DAY",
        help="the last day to answer (2026-12-15 or 15-12-2026)",
    )


def _add_time_limit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--time-limit", type=float, default=10.0, metavar="S")


LIST = Command(name="list", about="show the rounds and their proposals", run=_show)


# --- start -------------------------------------------------------------------------------------


def _add_start(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("title", metavar="TITLE", help="what the round is called")
    _add_deadline(parser)
    parser.add_argument("--plan", default="current", metavar="NAME", help="or a scenario")
    parser.add_argument("--periods", nargs="+", default=None, metavar="ID", help="only these")
    parser.add_argument(
        "--leerbedrijven", action="store_true", help="ask the leerbedrijven of these groups too"
    )


def start(project: Project, args: argparse.Namespace) -> None:
    """Start a round with the changes of a plan."""
    from stageplanner.planning import divide

    deadline = _day(args.deadline, "--deadline", args.lang)
    shares = divide(project.state).shares if args.leerbedrijven else ()
    project.negotiation.start_round(
        args.title, deadline, plan=args.plan, periods=args.periods, shares=shares
    )


START = Command(
    name="start",
    about="begin a round with the changes asked",
    add_arguments=_add_start,
    run=_run_of(start),
)


# --- send, write -------------------------------------------------------------------------------


def _add_send(parser: argparse.ArgumentParser) -> None:
    _add_number(parser)
    _add_deadline(parser, is_required=False)
    parser.add_argument(
        "--out", type=Path, default=None, metavar="DIR", help="a workbook per party"
    )
    _add_mail(parser)


def send(project: Project, args: argparse.Namespace) -> None:
    """Send a round, with another deadline if one is given."""
    deadline = args.deadline and _day(args.deadline, "--deadline", args.lang)
    project.negotiation.send(args.number, deadline=deadline)


def _send_and_write(args: argparse.Namespace) -> Answer:
    """Write the files of a round as it is when sent, and then save that it was sent."""
    from stageplanner.domain.negotiation.round_steps import parties_to_send

    files: list[str] = []

    def step(project: Project, args: argparse.Namespace) -> None:
        before = project.negotiation.round(args.number)
        going = parties_to_send(before, also_lapsed=bool(args.deadline))
        send(project, args)
        if args.out is not None:
            # Only another deadline: everybody gets to read it.
            names = [party.id for party in going] or None
            files.extend(written_files(project, args, names))

    project = _changed(args, step)
    return rounds_answer(project, args.lang, files=files)


SEND = Command(name="send", about="send round N", add_arguments=_add_send, run=_send_and_write)


def _add_write(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", type=int, nargs="?", metavar="N", help="or the last one")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    _add_mail(parser)


def _add_mail(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--mail", action="store_true", help="e-mail drafts (.eml) too, with the workbook attached"
    )


def written_files(
    project: Project, args: argparse.Namespace, parties: Sequence[str] | None = None
) -> list[str]:
    """Write the workbooks of a round, by default of the last; return their paths."""
    from stageplanner.documents.mail_drafts import Mail

    last = max((round_.number for round_ in project.state.rounds), default=0)
    mail = Mail.PROPOSAL if getattr(args, "mail", False) else None
    written = project.negotiation.write_files(
        args.number or last, args.out, args.lang, parties=parties, mail=mail
    )
    return [str(path) for path in written]


def _write(args: argparse.Namespace) -> Answer:
    project = open_with_periods(args.project)
    return rounds_answer(project, args.lang, files=written_files(project, args))


WRITE = Command(
    name="write", about="write a workbook per party", add_arguments=_add_write, run=_write
)


def _add_remind(parser: argparse.ArgumentParser) -> None:
    _add_number(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")


def _waiting(args: argparse.Namespace) -> Answer:
    """Show who waits for whom in a round, what needs attention first."""
    from stageplanner.domain.negotiation.waiting import party_turns

    project = open_with_periods(args.project)
    turns = party_turns(project.negotiation.round(args.number), date.today())
    code, answer, _ = rounds_answer(project, args.lang)
    answer["waiting"] = [
        {
            "party": turn.party.label,
            "party_kind": turn.party.kind.value,
            "party_id": turn.party.id,
            "turn": turn.turn.value,
            "asked": turn.asked,
            "answered": turn.answered,
            "sent_on": turn.sent_on and str(turn.sent_on),
            "deadline": str(turn.deadline),
            "days_left": turn.days_left,
            "answered_on": turn.answered_on and str(turn.answered_on),
        }
        for turn in turns
    ]
    sentences = [
        text(
            f"told_turn_{turn.turn.value}",
            args.lang,
            party=turn.party.label,
            answered=turn.answered,
            asked=turn.asked,
            day=turn.deadline,
        )
        for turn in turns
    ]
    return code, answer, sentences


WAITING = Command(
    name="waiting",
    about="who waits for whom in round N",
    add_arguments=_add_number,
    run=_waiting,
    json=(
        "waiting: [{party, party_kind, party_id, turn, asked, answered, sent_on, deadline, "
        "days_left, answered_on}]",
    ),
)


def _remind(args: argparse.Namespace) -> Answer:
    """Write a reminder for every party that has yet to answer; nothing is sent or changed."""
    from stageplanner.documents.mail_drafts import Mail, waiting_parties

    project = open_with_periods(args.project)
    waiting = waiting_parties(project.negotiation.round(args.number))
    written = project.negotiation.write_files(
        args.number,
        args.out,
        args.lang,
        parties=[party.id for party in waiting],
        mail=Mail.REMINDER,
    )
    return rounds_answer(project, args.lang, files=[str(path) for path in written])


REMIND = Command(
    name="remind",
    about="write an e-mail draft per party that has yet to answer",
    add_arguments=_add_remind,
    run=_remind,
)


# --- counter, repair ---------------------------------------------------------------------------


def _add_counter(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("proposal", metavar="PROPOSAL", help="the number of the proposal")
    _add_time_limit(parser)


def effect_of_counter(project: Project, args: argparse.Namespace) -> CounterEffect:
    """Return what a counter-proposal does to the load, and the cheapest repairs."""
    from stageplanner.negotiation.counter_effect import counter_effect

    return counter_effect(project.state, args.proposal, time_limit=args.time_limit)


def _counter(args: argparse.Namespace) -> Answer:
    project = open_with_periods(args.project)
    return rounds_answer(project, args.lang, effect=effect_of_counter(project, args))


COUNTER = Command(
    name="counter",
    about="what a counter-proposal does",
    add_arguments=_add_counter,
    run=_counter,
    json=(
        "counter: {proposal, peak_asked, peak_counter, shortage_asked, shortage_counter, repairs}",
    ),
)


def _add_repair(parser: argparse.ArgumentParser) -> None:
    _add_number(parser)
    parser.add_argument("--take", type=int, default=None, metavar="K", help="take repair K over")
    _add_time_limit(parser)


def repair(project: Project, args: argparse.Namespace) -> tuple[Repair, ...]:
    """Plan again around the answers of a round; take a repair over if ``take`` names one."""
    negotiation = project.negotiation
    repairs = negotiation.find_repairs(args.number, time_limit=args.time_limit)
    if args.take is not None:
        if not 1 <= args.take <= len(repairs):
            raise bad_argument("--take", args.take, "cure_take", args.lang)
        negotiation.take_repair(args.number, repairs[args.take - 1])
    return repairs


def _repair(args: argparse.Namespace) -> Answer:
    from stageplanner.workspace.project_file import hold

    if args.take is None:
        project = open_with_periods(args.project)
        return rounds_answer(project, args.lang, repairs=repair(project, args))
    with hold(args.project):
        project = open_with_periods(args.project)
        repairs = repair(project, args)
        project.save(args.project)
    return rounds_answer(project, args.lang, repairs=repairs)


REPAIR = Command(
    name="repair", about="plan around the answers", add_arguments=_add_repair, run=_repair
)


# --- extend, expire, withdraw, close -----------------------------------------------------------


def _add_extend(parser: argparse.ArgumentParser) -> None:
    _add_number(parser)
    _add_deadline(parser)
    parser.add_argument(
        "--again", nargs="*", default=None, metavar="PROPOSAL", help="of what lapsed only these"
    )


def extend(project: Project, args: argparse.Namespace) -> None:
    """Put a deadline off, and send again what had lapsed."""
    deadline = _day(args.deadline, "--deadline", args.lang)
    project.negotiation.extend(args.number, deadline, again=args.again)


EXTEND = Command(
    name="extend", about="a later deadline for round N", add_arguments=_add_extend,
    run=_run_of(extend),
)  # fmt: skip


def _add_expire(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", metavar="DAY", help="the day of today, or another (2026-12-15)")


def expire(project: Project, args: argparse.Namespace) -> None:
    """Let proposals without an answer lapse whose deadline has passed."""
    project.negotiation.expire(_day(args.day, "DAY", args.lang))


EXPIRE = Command(
    name="expire",
    about="let silence lapse after the deadline",
    add_arguments=_add_expire,
    run=_run_of(expire),
)


def _add_withdraw(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "proposals", nargs="+", metavar="PROPOSAL", help="the number of the proposal"
    )


def withdraw(project: Project, args: argparse.Namespace) -> None:
    """Withdraw proposals."""
    project.negotiation.withdraw(*args.proposals)


WITHDRAW = Command(
    name="withdraw",
    about="take these proposals back",
    add_arguments=_add_withdraw,
    run=_run_of(withdraw),
)


def close(project: Project, args: argparse.Namespace) -> None:
    """Close a round."""
    project.negotiation.close_round(args.number)


CLOSE = Command(name="close", about="end round N", add_arguments=_add_number, run=_run_of(close))


# --- rule --------------------------------------------------------------------------------------


def _add_rule(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "assignments",
        nargs="+",
        metavar="KEY=VALUE",
        help="a ground rule: region, code, fairness, masks_small, key.NAME, contact_capacity.NAME",
    )


def set_rules(project: Project, args: argparse.Namespace) -> None:
    """Set ground rules.

    Raises
    ------
    StagePlannerError
        An assignment makes no sense.
    """
    rules = project.state.ground_rules
    for assignment in args.assignments:
        try:
            rules = _with_rule(rules, assignment)
        except ValueError:
            raise bad_argument("KEY=VALUE", assignment, "cure_ground_rule", args.lang) from None
    project.negotiation.set_ground_rules(rules)


def _with_rule(rules: GroundRules, assignment: str) -> GroundRules:
    """Return the ground rules after ``KEY=VALUE`` or ``KEY.NAME=VALUE``.

    Raises
    ------
    ValueError
        The assignment makes no sense.
    """
    from stageplanner.domain.ground_rules import FairnessRule

    key, is_set, value = assignment.partition("=")
    key, _, name = key.partition(".")
    if is_set and name:
        if key == "key" and float(value) > 0:
            return replace(rules, key={**rules.key, name: float(value)})
        if key == "contact_capacity" and int(value) >= 0:
            capacity = {**rules.contact_capacity, name: int(value)}
            return replace(rules, contact_capacity=capacity)
    elif is_set:
        if key == "region":
            return replace(rules, region=value.strip())
        if key == "code":
            return replace(rules, code=value.strip())
        if key == "fairness":
            return replace(rules, fairness=FairnessRule(value))
        if key == "masks_small" and value in _YES_NO:
            return replace(rules, masks_small=_YES_NO[value])
    raise ValueError(assignment)


RULE = Command(
    name="rule", about="set ground rules", add_arguments=_add_rule, run=_run_of(set_rules)
)


COMMAND = Command(
    name="rounds",
    about="ask every party in rounds; without options, show them",
    run=_show,
    verbs=(
        LIST,
        START,
        SEND,
        WRITE,
        WAITING,
        REMIND,
        COUNTER,
        REPAIR,
        EXTEND,
        EXPIRE,
        WITHDRAW,
        CLOSE,
        RULE,
    ),
    json=(
        "rounds: [{number, id, title, deadline, opened_on, sent_on, closed_on, version, plan, "
        "proposals: [{id, party, party_kind, party_id, period, students, status, version, before, "
        "asked, counter, reason, said, answered_on, agreement}]}]",
        "fairness: [{institution, changes, student_weeks, share, due_share, due, carried, "
        "balance}]",
        "files",
        "repairs: [{touched, touched_lower_bound, institutions, peak, reaches_target}]",
    ),
)
