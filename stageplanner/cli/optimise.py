"""The command that proposes a plan, and the demo that does it on the example region."""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from stageplanner.cli.base.command import Command
from stageplanner.cli.base.interrupt import ctrl_c_keeps_the_best
from stageplanner.cli.base.output import (
    Answer,
    bad_argument,
    exit_code,
    finite_down,
    finite_up,
    json_number,
    open_with_periods,
    problem_json,
)
from stageplanner.load.rounding import round_down
from stageplanner.messages import line, percent, text
from stageplanner.problems import Problem, StagePlannerError

if TYPE_CHECKING:
    from stageplanner.domain.plan import Proof, ShortageProof, Within
    from stageplanner.domain.planning.question_scope import QuestionScope
    from stageplanner.domain.state import State
    from stageplanner.load.standing import Standing
    from stageplanner.optimise.result import Settings, SolveProgress
    from stageplanner.project import Project


#: The least share of the shortage that can be asked for, as in the policy.
LOWEST_SHARE = 0.1


def _add_solver_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--target", default="1.0", metavar="U", help="peak to reach, or 'lowest'")
    parser.add_argument("--max-changes", type=int, default=None, metavar="N")
    parser.add_argument("--tekort-share", default=None, metavar="P")
    parser.add_argument("--time-limit", type=float, default=60.0, metavar="S")
    parser.add_argument("--gap", type=float, default=0.005, metavar="G")
    parser.add_argument("--seed", type=int, default=1, metavar="K")
    parser.add_argument("--workers", type=int, default=None, metavar="N")


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    _add_solver_arguments(parser)
    parser.add_argument(
        "--institutions",
        nargs="+",
        default=None,
        metavar="NAME",
        help="who may be asked to change; the others keep their wish",
    )
    parser.add_argument(
        "--most-weeks",
        type=int,
        default=None,
        metavar="N",
        help="the most lesweken that a stage period is moved, for this proposal only",
    )


def settings_of(args: argparse.Namespace) -> Settings:
    """Read the solver's settings from the arguments.

    Raises
    ------
    StagePlannerError
        A value is impossible; the message says what can be.
    """
    from stageplanner.optimise.result import Settings

    target: float | None = None
    if args.target != "lowest":
        try:
            target = float(args.target.replace(",", ".").rstrip("%"))
        except ValueError:
            raise bad_argument("--target", args.target, "cure_target", args.lang) from None
        target = target / 100 if args.target.endswith("%") else target
        if not 0 < target <= 10 or not math.isfinite(target):
            raise bad_argument("--target", args.target, "cure_target", args.lang)
    return Settings(
        target=target,
        max_changes=args.max_changes,
        time_limit=args.time_limit,
        gap=args.gap,
        seed=args.seed,
        workers=args.workers,
        shortage_share=_shortage_share(args),
    )


def _shortage_share(args: argparse.Namespace) -> float | None:
    """Return the share of the shortage to take away, given in percent or as a fraction."""
    asked = args.tekort_share
    if asked is None:
        return None
    try:
        share = float(asked.replace(",", ".").rstrip("%"))
    except ValueError:
        share = -1.0
    share = share / 100 if share > 1 or asked.endswith("%") else share
    if not LOWEST_SHARE <= share <= 1:
        raise bad_argument("--tekort-share", asked, "cure_share", args.lang)
    return share


def optimise(args: argparse.Namespace) -> Answer:
    """Propose a plan and make it the current one."""
    from stageplanner.workspace.project_file import hold

    settings = settings_of(args)
    with hold(args.project):
        project = open_with_periods(args.project)
        limits = _scope_of(project.state, args)
        answer = _solve(project, settings, args.lang, limits)
        project.save()
    return answer


def _scope_of(state: State, args: argparse.Namespace) -> QuestionScope:
    """Return which institutions may be asked, and how far a stage period may move."""
    from stageplanner.domain.planning.question_scope import QuestionScope
    from stageplanner.domain.state import institutions_of

    known = institutions_of(state)
    elsewhere = {*state.policy.institutions, *(h.institution for h in state.holidays)}
    for name in args.institutions or ():
        if name not in known:
            values = {"institution": name, "known": ", ".join(known)}
            code = "institution_unasked" if name in elsewhere else "policy_no_institution"
            raise StagePlannerError(Problem(code=code, values=values))
    chosen = None if args.institutions is None else tuple(args.institutions)
    return QuestionScope(institutions=chosen, most_weeks_shift=args.most_weeks)


def _solve(
    project: Project, settings: Settings, language: str, limits: QuestionScope | None = None
) -> Answer:
    from stageplanner.domain.checks.check_plan import check_plan
    from stageplanner.domain.checks.wish_rules import wish_problems
    from stageplanner.load.standing import region_standing, standings
    from stageplanner.planning import explain

    begin = monotonic()
    with ctrl_c_keeps_the_best(_Reporter(language)) as progress:
        plan = project.optimise(settings, progress, limits)
        was_stopped = progress.is_cancelled
    problems = (*check_plan(project.state, plan), *wish_problems(project.state))
    parts = standings(project.state, plan)
    known = {frozenset(standing.programmes): standing for standing in parts}
    answer = {
        "components": [
            _proof_json(proof, known[frozenset(proof.programmes)]) for proof in plan.proofs
        ],
        "seconds": round(monotonic() - begin, 3),
        "shortage_student_days": json_number(region_standing(parts).shortage),
        "stopped": was_stopped,
        "problems": [problem_json(problem, language) for problem in problems],
    }
    sentences = [
        text(limit.code, language, **limit.values) for limit in explain(project.state).limits
    ]
    sentences.extend(line(problem, language) for problem in problems)
    return exit_code(problems), answer, sentences


def _proof_json(proof: Proof, standing: Standing) -> dict[str, Any]:
    """Return what is measured of a component, with what is proven within the question asked."""
    return {
        "programmes": list(proof.programmes),
        "periods": proof.periods,
        "wish_peak": finite_up(standing.wish_peak),
        "peak": finite_up(standing.peak),
        "lower_bound": finite_down(proof.lower_bound),
        "target": json_number(proof.target),
        "changes": standing.changes,
        "changes_lower_bound": proof.changes_lower_bound,
        "status": proof.status.value,
        "seconds": round(proof.seconds, 3),
        "ended_by_clock": proof.ended_by_clock,
        "within": None if proof.within is None else _within_json(proof.within),
        "shortage": _shortage_json(proof.shortage),
    }


def _within_json(within: Within) -> dict[str, Any]:
    return {
        "max_changes": within.max_changes,
        "institutions": None if within.institutions is None else list(within.institutions),
        "most_weeks": within.most_weeks_shift,
        "lower_bound_without": finite_down(within.lower_bound),
    }


def _shortage_json(proof: ShortageProof | None) -> dict[str, Any] | None:
    """Return what can be taken away of the shortage, if the target is out of reach."""
    if proof is None:
        return None
    return {
        "share": proof.share,
        "taken": finite_down(proof.taken),
        "wish_student_days": json_number(proof.wish),
        "student_days": json_number(proof.left),
        "least_student_days": json_number(proof.least),
        "least_lower_bound": finite_down(proof.lower_bound),
        "changes_for_all": proof.changes,
        "changes_for_all_lower_bound": proof.changes_lower_bound,
    }


class _Reporter:
    """Prints progress to stderr: on a terminal in one line that is overwritten."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._last = ""

    def __call__(self, progress: SolveProgress) -> None:
        line = text(
            "told_progress",
            self._language,
            seconds=f"{progress.seconds:.1f}",
            phase=text(f"phase_{progress.phase}", self._language),
            count=len(progress.programmes),
            peak=percent(progress.peak, self._language),
            bound=percent(round_down(progress.lower_bound, 3), self._language),
            changes=progress.changes,
            at_least=progress.changes_lower_bound,
        )
        without_seconds = line.split("s ", 1)[-1]
        if without_seconds == self._last:
            return
        self._last = without_seconds
        is_terminal = sys.stderr.isatty()
        end = "" if is_terminal and progress.phase != "done" else "\n"
        print(("\r\033[K" if is_terminal else "") + line, end=end, file=sys.stderr, flush=True)


COMMAND = Command(
    name="optimise",
    about="propose a plan and make it the current one",
    add_arguments=_add_arguments,
    run=optimise,
    json=(
        "components: [{programmes, periods, wish_peak, peak, lower_bound, target, changes, "
        "changes_lower_bound, status, seconds, ended_by_clock, within, shortage: {share, taken, "
        "wish_student_days, student_days, least_student_days, least_lower_bound, "
        "changes_for_all, changes_for_all_lower_bound}}]",
        "seconds",
        "shortage_student_days",
        "stopped",
        "problems",
    ),
)


# --- demo --------------------------------------------------------------------------------------


def _add_demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, default=Path("stageplanner-demo"), metavar="DIR")
    _add_solver_arguments(parser)


def demo(args: argparse.Namespace) -> Answer:
    """Import, optimise and export the built-in example region."""
    from stageplanner.cli.import_files import intake_answer
    from stageplanner.documents.workbooks import export
    from stageplanner.project import Project
    from stageplanner.workspace.project_file import hold
    from stageplanner.workspace.shipped_data import example_files

    settings = settings_of(args)
    args.out.mkdir(parents=True, exist_ok=True)
    path = args.out / "voorbeeldregio.stageplan"
    project = Project(path=path)
    intake = project.import_files([Path(name) for name in example_files()])
    _, imported, import_sentences = intake_answer(intake, args.lang)
    for sentence in import_sentences:
        print(sentence, file=sys.stderr)
    code, answer, sentences = _solve(project, settings, args.lang)
    with hold(path):
        path.unlink(missing_ok=True)
        project.save(path)
    files = [str(path), *(str(p) for p in export(project.state, args.out, args.lang))]
    answer |= {"files": files, "imported": imported["files"]}
    sentences.append(text("told_files", args.lang, folder=args.out))
    sentences.extend(f"  {name}" for name in files)
    return code, answer, sentences


DEMO = Command(
    name="demo",
    about="the main job on the built-in example region",
    has_project=False,
    add_arguments=_add_demo,
    run=demo,
    json=(*COMMAND.json, "files", "imported"),
)
