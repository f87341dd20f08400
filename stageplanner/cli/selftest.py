"""The self-test of a build: ``stageplanner --selftest``.

Each step does a small piece of the real work with the shipped libraries, so that a part missing
from a build shows up here and not at a user's.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter


def run() -> int:
    """Run every step and print its result; return 0 if all succeeded, else 2."""
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for step in (_code, _read, _plan, _keep, _export, _child, _others, _window):
            begin = perf_counter()
            try:
                step(Path(folder))
                result = "ok"
            except Exception as error:
                failed += 1
                result = f"FAILED: {type(error).__name__}: {error}"
            print(f"{step.__name__.strip('_'):8}{perf_counter() - begin:6.2f} s  {result}")
    return 2 if failed else 0


def _file(folder: Path) -> Path:
    return folder / "selftest.stageplan"


def _code(folder: Path) -> None:
    """Import every module of the program, also those that only a rare command needs."""
    import importlib
    import pkgutil

    import stageplanner

    for module in pkgutil.walk_packages(stageplanner.__path__, "stageplanner."):
        if module.name != "stageplanner.bootstrap":  # only a checkout has it
            importlib.import_module(module.name)


def _read(folder: Path) -> None:
    """Read the example region and save it."""
    from stageplanner.project import Project
    from stageplanner.workspace.shipped_data import example_files

    project = Project()
    project.import_files([Path(name) for name in example_files()])
    if not project.state.periods or not project.state.leerbedrijven:
        raise RuntimeError("nothing was read from the example region")
    project.save(_file(folder))


def _plan(folder: Path) -> None:
    """Propose a plan in 3 seconds, with the relaxation, CP-SAT and the measures."""
    from stageplanner.domain.checks.check_plan import check_plan
    from stageplanner.optimise.result import Settings
    from stageplanner.project import Project

    project = Project.open(_file(folder))
    plan = project.optimise(Settings(time_limit=3.0))
    if not plan.proofs or check_plan(project.state, plan):
        raise RuntimeError("the plan is not what it should be")
    project.save(_file(folder))


def _keep(folder: Path) -> None:
    """Open the saved file, with its history."""
    from stageplanner.project import Project

    project = Project.open(_file(folder))
    if project.state.plan is None or not project.history:
        raise RuntimeError("the file does not hold what was saved")


def _export(folder: Path) -> None:
    """Write the workbooks and a calendar."""
    from stageplanner.documents.workbooks import export
    from stageplanner.domain.negotiation.parties import institution_party
    from stageplanner.project import Project
    from stageplanner.reporting.party_calendar import party_calendar

    state = Project.open(_file(folder)).state
    written = export(state, folder, "nl")
    if not written or not all(path.stat().st_size for path in written):
        raise RuntimeError("no workbook was written")
    party = institution_party(state.periods[0].institution)
    if b"BEGIN:VCALENDAR" not in party_calendar(state, party, "nl", date.today()):
        raise RuntimeError("no calendar was written")


def _child(folder: Path) -> None:
    """Start a child process, as the window does for long work."""
    context = multiprocessing.get_context("spawn")
    receive, send = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(send,))
    process.start()
    send.close()
    try:
        if not receive.poll(60) or receive.recv() != "here":
            raise RuntimeError("the child process did not answer")
    finally:
        process.join(10)


def _answer(pipe: multiprocessing.connection.Connection) -> None:
    pipe.send("here")
    pipe.close()


def _others(folder: Path) -> None:
    """Check that other programs, which may open our workbooks, are not given our libraries."""
    inside = getattr(sys, "_MEIPASS", None)
    if inside and inside in os.environ.get("LD_LIBRARY_PATH", ""):
        raise RuntimeError("other programs would be given the libraries of this one")


def _window(folder: Path) -> None:
    """Open the window offscreen with the example region, and close it."""
    from stageplanner.cli.base.display import draw_without_screen

    draw_without_screen()
    from ui.app.selftest import show_everything

    show_everything(_file(folder))
