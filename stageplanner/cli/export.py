"""The commands that write documents: workbooks, PDF, iCalendar, and the figures of the report."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stageplanner.cli.base.command import Command
from stageplanner.cli.base.display import draw_without_screen
from stageplanner.cli.base.output import (
    DONE,
    Answer,
    bad_argument,
    exit_code,
    finite_down,
    finite_up,
    json_number,
    open_project,
    open_with_periods,
    problem_json,
)
from stageplanner.messages import lines, percent, text
from stageplanner.progress import Progress

if TYPE_CHECKING:
    from stageplanner.disk.drafts import Drafts
    from stageplanner.domain.state import State
    from stageplanner.load.standing import RegionStanding, Standing
    from stageplanner.problems import Problem
    from stageplanner.project import Project


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, default=None, metavar="DIR")
    parser.add_argument("--party", default=None, metavar="NAME", help="only what is for them")
    parser.add_argument("--xlsx", action="store_true", help="the workbooks; all by default")
    parser.add_argument("--pdf", action="store_true", help="the report and the letters")
    parser.add_argument("--ics", action="store_true", help="the calendars of what was agreed")
    parser.add_argument(
        "--data", type=Path, default=None, metavar="DIR", help="tables as CSV and Parquet"
    )


def export_documents(args: argparse.Namespace) -> Answer:
    """Write the documents that were asked for, by default all, and the tables."""
    if args.out is None and args.data is None:
        raise bad_argument("--out", "-", "cure_out", args.lang)
    from stageplanner.disk.drafts import Drafts

    project = open_with_periods(args.project)
    problems: tuple[Problem, ...] = ()
    with Drafts() as drafts:
        files = [] if args.out is None else _write_documents(project, args, drafts)
        if args.data is not None:
            from stageplanner.documents.data_files import write_data

            written, problems = write_data(project.state, args.data, args.lang, drafts)
            files += written
        drafts.put_in_place()
    answer: dict[str, Any] = {"files": [str(path) for path in files]}
    if args.data is not None:
        answer["problems"] = [problem_json(problem, args.lang) for problem in problems]
    sentences = [*answer["files"], *lines(problems, args.lang)]
    return exit_code(problems), answer, sentences or [text("told_no_documents", args.lang)]


def _write_documents(project: Project, args: argparse.Namespace, drafts: Drafts) -> list[Path]:
    """Write workbooks, PDF files and calendars; return what was written."""
    from stageplanner.documents.papers import write_calendars
    from stageplanner.documents.workbooks import export
    from stageplanner.domain.negotiation.parties import find_party

    state = project.state
    if args.party is not None:
        find_party(state, args.party)
    takes_all = not (args.xlsx or args.pdf or args.ics)
    files: list[Path] = []
    progress = Progress(WrittenFiles(args.lang))
    if takes_all or args.xlsx:
        files += export(
            state,
            args.out,
            args.lang,
            party=args.party,
            history=project.history,
            progress=progress,
            drafts=drafts,
        )
    if takes_all or args.pdf:
        files += write_pdfs(
            state, args.out, args.lang, args.party, progress=progress, drafts=drafts
        )
    if takes_all or args.ics:
        files += write_calendars(state, args.out, args.lang, args.party, drafts)
    return files


class WrittenFiles:
    """Prints to stderr how many of many files are written, at every tenth part."""

    FEW = 20

    def __init__(self, language: str) -> None:
        self._language = language
        self._tenths = 0

    def __call__(self, counts: tuple[int, int]) -> None:
        """Print a line if another tenth part is done."""
        done, total = counts
        tenths = 10 * done // total
        if done == 1:
            self._tenths = 0
        if total >= self.FEW and tenths > self._tenths:
            line = text("told_documents_progress", self._language, done=done, total=total)
            print(line, file=sys.stderr, flush=True)
            self._tenths = tenths


def write_pdfs(
    state: State,
    folder: Path,
    language: str,
    party: str | None,
    *,
    progress: Progress,
    drafts: Drafts,
) -> tuple[Path, ...]:
    """Write the report and letters as PDF, also where there is no screen."""
    draw_without_screen()
    from stageplanner.documents.papers import pdf_documents
    from ui.print.pdf import write_pdfs as write

    documents = pdf_documents(state, language, party)
    written: tuple[Path, ...] = write(documents, folder, progress, drafts)
    return written


EXPORT = Command(
    name="export",
    about="write workbooks, PDF and iCalendar files",
    add_arguments=_add_export,
    run=export_documents,
    json=("files",),
    json_with={"--data": ("problems",)},
)


# --- report ------------------------------------------------------------------------------------


def show_report(args: argparse.Namespace) -> Answer:
    """Return the figures of the report."""
    from stageplanner.cli.base.records import (
        contact_records,
        fairness_records,
        need_records,
        report_record,
    )
    from stageplanner.domain.negotiation.count_agreements import parts_of
    from stageplanner.load.standing import region_standing, standings

    project = open_project(args.project)
    state = project.state
    parts = standings(state, state.plan)
    region = region_standing(parts)
    answer = {
        "before": _figures(region.wish_peak, region.wish_shortage),
        "after": _figures(region.peak, region.shortage),
        "changes": region.changes,
        "components": [_component(part) for part in parts],
        "agreements": report_record(state.agreements, parts_of(state)),
        "fairness": fairness_records(project),
        "contacts": contact_records(project),
        "needs": need_records(project),
    }
    return DONE, answer, _sentences(project, region, args.lang)


def _figures(peak: float | None, shortage: float) -> dict[str, Any]:
    return {"peak": finite_up(peak), "shortage_student_days": json_number(shortage)}


def _component(part: Standing) -> dict[str, Any]:
    return {
        "programmes": list(part.programmes),
        "peak_before": finite_up(part.wish_peak),
        "peak_after": finite_up(part.peak),
        "lower_bound": finite_down(part.proven_bound),
        "changes": part.changes,
        "changes_lower_bound": part.changes_lower_bound,
        "shortage_before": json_number(part.wish_shortage),
        "shortage_after": json_number(part.shortage),
    }


def _sentences(project: Project, region: RegionStanding, language: str) -> list[str]:
    from stageplanner.cli.base.records import report_record
    from stageplanner.domain.negotiation.count_agreements import parts_of

    state = project.state
    sentences = [
        text(
            "told_report",
            language,
            before=percent(json_number(region.wish_peak), language),
            after=percent(json_number(region.peak), language),
            shortage=round(region.wish_shortage),
            left=round(region.shortage),
            agreements=sum(agreement.is_binding for agreement in state.agreements),
        )
    ]
    for way, rows in report_record(state.agreements, parts_of(state)).items():
        sentences += [
            f"  {way} {row['name']}: {row['agreements']}, {row['students']}" for row in rows
        ]
    return sentences


REPORT = Command(
    name="report",
    about="the figures of the report: peaks, agreements, who gives what",
    run=show_report,
    json=(
        "before: {peak, shortage_student_days}",
        "after: {peak, shortage_student_days}",
        "changes",
        "components: [{programmes, peak_before, peak_after, lower_bound, changes, "
        "changes_lower_bound, shortage_before, shortage_after}]",
        "agreements",
        "fairness",
        "contacts",
        "needs",
    ),
)
