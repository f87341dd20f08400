"""Functions of the negotiation that run in a child process or a background thread."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from stageplanner.documents.mail_drafts import Mail

if TYPE_CHECKING:
    from stageplanner.domain.plan import Placement, Plan
    from stageplanner.domain.state import State
    from stageplanner.negotiation.counter_effect import CounterEffect
    from stageplanner.progress import Progress

#: Time limit of a repair, in seconds.
SECONDS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesAsked:
    """Which workbooks and mails to write, and where; ``sends`` marks the round as sent afterwards.

    A round that is sent is written for the parties that get something new.

    The workbooks say what they will be when they arrive: of a round that is sent, on that day.
    """

    round: int
    folder: Path
    language: str
    parties: tuple[str, ...] | None = None
    mail: Mail = Mail.PROPOSAL
    sends: bool = False
    day: date = field(default_factory=date.today)


def run_round_files(state: State, asked: FilesAsked, progress: Progress) -> object:
    """Write a workbook per party and return the question and the files.

    If they cannot be written nothing is returned, and the round is not sent.
    """
    from stageplanner.documents.round_workbooks import write_round
    from stageplanner.domain.negotiation.round_steps import (
        parties_to_send,
        round_numbered,
        send_round,
        with_round,
    )

    round_ = round_numbered(state, asked.round)
    if asked.sends:
        asked = replace(asked, parties=tuple(party.id for party in parties_to_send(round_)))
        round_ = send_round(round_, asked.day)  # raises before anything is written
        state = with_round(state, round_)
    files_progress = progress.mapped(lambda counts: counts[0] / counts[1])
    files = write_round(
        state,
        round_,
        asked.folder,
        asked.language,
        parties=asked.parties,
        mail=asked.mail,
        progress=files_progress,
    )
    return asked, files


def run_answers(state: State, paths: tuple[Path, ...], progress: Progress) -> object:
    """Read the workbooks of parties and return their effect; nothing is changed.

    Return None if it was stopped: some of the answers would give a wrong picture.
    """
    from stageplanner.negotiation.judge_answers import preview_answers

    intake = preview_answers(state, paths, date.today(), progress)
    if progress.is_cancelled:
        return None
    return replace(intake, state=_changed_part(intake.state))


def run_round_repairs(state: State, number: int, progress: Progress) -> object:
    """Plan around the answers of a round and return up to three repairs."""
    from stageplanner.negotiation.counter_effect import round_repairs

    return round_repairs(state, number, time_limit=SECONDS, progress=progress)


def run_counter_repairs(
    state: State,
    proposal: str,
    instead: tuple[Placement, ...],
    progress: Progress,
) -> object:
    """Find the cheapest repairs around a counter-proposal and return both."""
    from stageplanner.negotiation.counter_effect import counter_effect

    effect = counter_effect(state, proposal, instead, time_limit=SECONDS, progress=progress)
    return proposal, instead, effect


def run_shortages(state: State, path: Path, progress: Progress) -> object:
    """Read published shortages and return the figures."""
    from stageplanner.negotiation.agreements import preview_shortages

    return preview_shortages(path)


def run_make_agreements(state: State, number: int, progress: Progress) -> object:
    """Make agreements of what was accepted in a round and return them."""
    from stageplanner.negotiation.agreements import preview_agreements

    agreements = preview_agreements(state, number)
    return replace(agreements, state=_changed_part(agreements.state))


def _changed_part(state: State) -> State:
    """Return what negotiating changes; the window has the rest, so it is not sent."""
    from stageplanner.domain.state import State

    return State(rounds=state.rounds, agreements=state.agreements, balances=state.balances)


def run_share(
    state: State,
    institutions: tuple[str, ...],
    folder: Path,
    language: str,
    progress: Progress,
) -> object:
    """Write the own files of institutions and return the result of each."""
    from stageplanner.own_file.share import share_each

    return share_each(state, institutions, folder, language, progress)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyAsked:
    """What an institution sends: to which round, and its own proposals."""

    path: Path
    language: str
    round: int
    shared: Plan | None
    unasked: tuple[str, ...]


def run_reply(state: State, asked: ReplyAsked, progress: Progress) -> object:
    """Write the answer of an institution to the region and return what was sent."""
    from stageplanner.own_file.reply import write_answer

    return write_answer(
        state,
        asked.path,
        asked.language,
        round_number=asked.round,
        shared=asked.shared,
        unasked=asked.unasked,
    )


def run_examples(state: State, period: str, progress: Progress) -> object:
    """Try every good example on a stage period; each result is reported as progress."""
    from stageplanner.domain.planning.good_examples import for_programme
    from stageplanner.load.good_examples import try_example
    from stageplanner.problems import StagePlannerError

    stage_period = next(p for p in state.periods if p.id == period)
    for example in for_programme(stage_period.programme):
        if progress.is_cancelled:
            break
        try:
            progress.report((example, try_example(state, stage_period, example), None))
        except StagePlannerError as error:
            progress.report((example, None, error.problem))
    return period


def run_divide(state: State, plan: Plan, progress: Progress) -> object:
    """Divide the students of a plan over leerbedrijven and return the shares."""
    from stageplanner.planning import divide

    return divide(replace(state, plan=plan), progress=progress).shares


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedEffect:
    """The effect of a proposal on the region, and what the round asks of the institution.

    ``away`` is the largest number of students of the institution on stage at once: as wished, and
    if all accept. ``changes`` and ``student_weeks`` are what the round asks of the institution.
    """

    proposal: str
    region: CounterEffect
    away: tuple[float, float]
    changes: int
    student_weeks: int


def asked_effect(state: State, proposal_id: str) -> AskedEffect:
    """Measure the effect of a proposal on the region and on its institution."""
    from stageplanner.domain.negotiation.plan_of_round import plan_of_round
    from stageplanner.domain.negotiation.round_steps import proposal_of
    from stageplanner.load.burden import burdens
    from stageplanner.load.institution_loads import institution_loads
    from stageplanner.negotiation.counter_effect import peaks_with

    round_, proposal = proposal_of(state, proposal_id)
    plan = plan_of_round(state, round_)
    period = next(p for p in state.periods if p.id == proposal.period)
    name = period.institution
    away = [
        next(load.away for load in institution_loads(state, placed) if load.institution == name)
        for placed in (None, plan)
    ]
    burden = next(b for b in burdens(state, plan) if b.institution == name)
    return AskedEffect(
        proposal=proposal_id,
        region=peaks_with(state, proposal_id),
        away=(away[0], away[1]),
        changes=burden.changes,
        student_weeks=burden.student_weeks,
    )


def counter_peaks(
    state: State, proposal_id: str, instead: tuple[Placement, ...]
) -> tuple[tuple[Placement, ...], CounterEffect]:
    """Measure the peaks with a counter-proposal and return both."""
    from stageplanner.negotiation.counter_effect import peaks_with

    return instead, peaks_with(state, proposal_id, instead)
