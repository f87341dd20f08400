"""The long work of negotiating, each in a child process, and the sums beside the window."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stageplanner.domain.plan import Placement, Plan
    from stageplanner.domain.state import State
    from stageplanner.negotiation.counter_effect import CounterEffect
    from stageplanner.progress import Progress

#: Planning again takes seconds; a large region gets no more than this.
SECONDS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesAsked:
    """Which workbooks to write, and where; ``sends`` marks the round as sent afterwards."""

    round: int
    folder: Path
    language: str
    parties: tuple[str, ...] | None = None
    sends: bool = False


def run_round_files(state: State, asked: FilesAsked, progress: Progress) -> object:
    """Write a workbook per party; what was asked and the files come back."""
    from stageplanner.documents.round_workbooks import write_round
    from stageplanner.domain.negotiation.round_steps import round_numbered, send_round

    own = round_numbered(state, asked.round)
    if asked.sends:
        send_round(own, date.today())  # refuses before anything is written
    files_progress = progress.mapped(lambda counts: counts[0] / counts[1])
    files = write_round(
        state, own, asked.folder, asked.language, parties=asked.parties, progress=files_progress
    )
    return asked, files


def run_answers(state: State, paths: tuple[Path, ...], progress: Progress) -> object:
    """Read the parties' workbooks; what they would do comes back, nothing is changed.

    Nothing comes back where somebody stopped it: of half the answers nobody has the picture.
    """
    from stageplanner.negotiation.judge_answers import preview_answers

    intake = preview_answers(state, paths, date.today(), progress)
    if progress.is_cancelled:
        return None
    return replace(intake, state=_changed_part(intake.state))


def run_round_repairs(state: State, number: int, progress: Progress) -> object:
    """Plan around the answers of a round; up to three repairs come back."""
    from stageplanner.negotiation.counter_effect import round_repairs

    return round_repairs(state, number, time_limit=SECONDS, progress=progress)


def run_counter_repairs(
    state: State,
    proposal: str,
    instead: tuple[Placement, ...],
    progress: Progress,
) -> object:
    """Look for the cheapest repairs around a counter-proposal; what was asked comes back too."""
    from stageplanner.negotiation.counter_effect import counter_effect

    effect = counter_effect(state, proposal, instead, time_limit=SECONDS, progress=progress)
    return proposal, instead, effect


def run_shortages(state: State, path: Path, progress: Progress) -> object:
    """Read published shortages; the figures come back, to be taken over."""
    from stageplanner.negotiation.agreements import preview_shortages

    return preview_shortages(path)


def run_make_agreements(state: State, number: int, progress: Progress) -> object:
    """Make agreements of what was accepted in a round; they come back, to be taken over."""
    from stageplanner.negotiation.agreements import preview_agreements

    made = preview_agreements(state, number)
    return replace(made, state=_changed_part(made.state))


def _changed_part(state: State) -> State:
    """What negotiating changes; the window has the rest, and need not wait for it to arrive."""
    from stageplanner.domain.state import State

    return State(rounds=state.rounds, agreements=state.agreements, balances=state.balances)


def run_share(
    state: State,
    institutions: tuple[str, ...],
    folder: Path,
    language: str,
    progress: Progress,
) -> object:
    """Write institutions' own files; what became of each comes back."""
    from stageplanner.own_file.share import share_each

    return share_each(state, institutions, folder, language, progress)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyAsked:
    """What an institution sends: to which round, and what it proposes itself."""

    path: Path
    language: str
    round: int
    shared: Plan | None
    unasked: tuple[str, ...]


def run_reply(state: State, asked: ReplyAsked, progress: Progress) -> object:
    """Write an institution's answer to the region; what was sent comes back."""
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
    """Try every good example on a stage period; each is told as soon as it is known."""
    from stageplanner.domain.planning.good_examples import for_programme
    from stageplanner.load.good_examples import try_example
    from stageplanner.problems import StagePlannerError

    found = next(p for p in state.periods if p.id == period)
    for example in for_programme(found.programme):
        if progress.is_cancelled:
            break
        try:
            progress.report((example, try_example(state, found, example), None))
        except StagePlannerError as error:
            progress.report((example, None, error.problem))
    return period


def run_divide(state: State, plan: Plan, progress: Progress) -> object:
    """Divide the students of a plan over leerbedrijven; the shares come back."""
    from stageplanner.planning import divide

    return divide(replace(state, plan=plan), progress=progress).shares


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedEffect:
    """What a proposal does: for the region if all accept or this one is refused; for its party.

    ``away`` is how many students the institution has away at once, at most: as wished, and if
    all accept. ``changes`` and ``student_weeks`` are what the round asks of the institution.
    """

    proposal: str
    region: CounterEffect
    away: tuple[float, float]
    changes: int
    student_weeks: int


def asked_effect(state: State, proposal_id: str) -> AskedEffect:
    """Measure what a proposal does for the region and for the institution of its group."""
    from stageplanner.domain.negotiation.plan_of_round import plan_of_round
    from stageplanner.domain.negotiation.round_steps import proposal_of
    from stageplanner.load.burden import burdens
    from stageplanner.load.institution_loads import institution_loads
    from stageplanner.negotiation.counter_effect import peaks_with

    own, proposal = proposal_of(state, proposal_id)
    plan = plan_of_round(state, own)
    period = next(p for p in state.periods if p.id == proposal.period)
    name = period.institution
    away = [
        next(load.away for load in institution_loads(state, each) if load.institution == name)
        for each in (None, plan)
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
    """Measure what somebody thinks of; it comes back with what was measured."""
    from stageplanner.negotiation.counter_effect import peaks_with

    return instead, peaks_with(state, proposal_id, instead)
