"""Grab every page of the window as pictures: ``python -m tests.ui.screenshots FOLDER``.

Sizes 1280x800 and 1920x1080, light and dark, Dutch and English, with the example region, with
its proposal, and empty. ``--quick`` makes the small, light, Dutch ones only; ``--region FILE``
takes the stage periods, leerbedrijven and holidays of another region. ``--manual`` makes the
pictures of the manual instead, in ``FOLDER/nl`` and ``FOLDER/en`` (``resources/manual/pictures``).
"""

import argparse
import os
import sys
import tempfile
import time
from datetime import date
from itertools import product
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parents[2] / "resources" / "example"
FILES = tuple(
    EXAMPLE / name for name in ("alle-periodes.xlsx", "Leerbedrijven.xlsx", "Vakanties.xlsx")
)


def settle(keeper, seconds=0.3):
    """Let the window come to rest: no sum under way, everything painted."""
    from PySide6.QtWidgets import QApplication

    from tests.ui.waiting import is_busy

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        if keeper.session.is_measuring or is_busy(keeper.window):
            # The answer is shown, laid out and painted only after the sum has ended.
            end = time.monotonic() + seconds
        time.sleep(0.01)


def build_projects(files, seconds):
    """The region as handed in, and with its proposal."""
    from stageplanner.optimise.result import Settings
    from stageplanner.planning import explain, optimise
    from stageplanner.project import Project

    wished = Project()
    wished.import_files(files)
    planned = Project(wished.state)
    plan = optimise(wished.state, Settings(time_limit=seconds))
    planned.adopt_plan(plan, "optimise")
    return wished, planned, explain(planned.state)


def grab_all(keeper, folder, projects):
    """Every page, in the look that is on."""
    from ui.data.data_page import RULES

    wished, planned, told = projects
    window = keeper.window

    def grab(name):
        settle(keeper)
        window.grab().save(str(folder / f"{name}.png"))

    def grab_dialog(dialog, name):
        settle(keeper)
        dialog.grab().save(str(folder / f"{name}.png"))

    grab("start")
    grab_import(window, grab_dialog)
    keeper.session.use(wished)
    settle(keeper)
    window.go_to("data")
    window.data_page.select_period(wished.state.periods[3].id)
    grab("data")
    window.data_page.tabs.setCurrentIndex(RULES)
    grab("rules")
    window.data_page.tabs.setCurrentIndex(0)
    window.go_to("load")
    settle(keeper)
    window.load_page.show_peak()
    grab("load")
    keeper.session.set_explanation(planned.state.plan, told)
    keeper.session.use(planned)
    window.inspector.show_summary()
    grab("load-planned")
    window.actions.solving.show_panel()
    grab("ask")
    window.actions.solving.hide_panel()
    changed = next(iter(planned.state.plan.placements), None)
    if changed is not None:
        window.show_period(changed)
        grab("data-planned")
    if hasattr(window, "plan_page"):
        window.go_to("plan")
        grab("plan")
    if changed is not None:
        grab_round(window, grab)


def grab_round(window, grab):
    """A round of the proposal, with an answer of each kind; and taken back again."""
    from stageplanner.domain.proposal import ProposalStatus

    negotiation = window.session.project.negotiation
    own = negotiation.start_round("Najaar", date(2026, 10, 1), on=date(2026, 9, 1))
    negotiation.send(1, on=date(2026, 9, 1))
    for proposal, status in zip(own.proposals, ("agreed", "refused", "agreed"), strict=False):
        said = "toetsweken" if status == "refused" else ""
        negotiation.record_answer(proposal.id, ProposalStatus(status), said, on=date(2026, 9, 21))
    window.go_to("negotiate")
    window.negotiate_page.show_last()
    window.negotiate_page.table.selectRow(1)
    grab("negotiate")
    window.negotiate_page.view.choose("fairness")
    grab("fairness")
    window.negotiate_page.view.choose("proposals")
    grab_agreements(window, own.number, grab)
    while window.session.state.rounds:
        window.undo()


def grab_agreements(window, number, grab):
    """What was agreed in the round, and the report with it."""
    project = window.session.project
    made = project.register.make_agreements(number)
    window.go_to("agreements")
    window.agreements_page.refresh()
    window.agreements_page.table.selectRow(0)
    grab("agreements")
    window.go_to("report")
    wait_for_report(window.report_page)
    grab("report")
    assert made, "there is nothing in the register"


def wait_for_report(page):
    """The report is made in a process of its own, and painted beside the window."""
    from PySide6.QtWidgets import QApplication, QLabel

    end = time.monotonic() + 60
    while time.monotonic() < end:
        QApplication.processEvents()
        inside = page.scroll.widget()
        painted = inside is not None and inside.findChildren(QLabel)
        if painted and not page.report_job.is_running and not page.bar.isVisible():
            return
        time.sleep(0.02)
    raise TimeoutError("no report")


def grab_import(window, grab_dialog):
    """A file of a school, before it is taken over."""
    from stageplanner.importing.preview import preview_files
    from ui.importing.import_dialog import ImportDialog

    file = EXAMPLE / "VZO planning bpv.xlsx"
    state = window.session.state
    intake = preview_files(state, (file,))
    dialog = ImportDialog(state, intake, window.words, window)
    dialog.resize(1240, 760)
    dialog.show()
    grab_dialog(dialog, "import")
    dialog.close()


#: The pictures of the manual, by what :func:`grab_all` calls them, and their width in pixels.
MANUAL = {
    "data-planned": "data",
    "import": "import",
    "load-planned": "load",
    "plan": "plan",
    "negotiate": "negotiate",
    "agreements": "agreements",
    "report": "report",
}
MANUAL_WIDTH = 1240


def make_manual_pictures(folder, projects):
    """Keep what the manual shows, in a size that can be read on paper."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    for language in ("nl", "en"):
        with tempfile.TemporaryDirectory() as place:
            grab_language(Path(place), language, "light", (1280, 800), projects)
            target = folder / language
            target.mkdir(parents=True, exist_ok=True)
            for name, wanted in MANUAL.items():
                image = QImage(f"{place}/{name}.png")
                smooth = Qt.TransformationMode.SmoothTransformation
                image = image.scaledToWidth(MANUAL_WIDTH, smooth)
                image = image.convertToFormat(QImage.Format.Format_RGB32)
                image.save(str(target / f"{wanted}.png"), "PNG", 0)


def grab_language(folder, language, look, size, projects):
    """Every page in one language and look."""
    from PySide6.QtCore import QSettings

    from stageplanner.project import Project
    from ui.app.app import App

    with tempfile.TemporaryDirectory() as place:
        settings = QSettings(f"{place}/settings.ini", QSettings.Format.IniFormat)
        settings.setValue("look", look)
        keeper = App(language, settings)
        keeper.window.resize(*size)
        keeper.window.show()
        grab_all(keeper, folder, projects)
        keeper.session.use(Project())
        keeper.end()
        keeper.window.close()


def main():
    """Read the command line and make the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--manual", action="store_true")
    parser.add_argument("--region", type=Path, nargs="*", default=FILES)
    parser.add_argument("--seconds", type=float, default=30.0)
    given = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["LOGNAME"] = "coordinator"  # who did it, where a picture tells
    from PySide6.QtWidgets import QApplication

    app = QApplication(sys.argv[:1])
    projects = build_projects(given.region, given.seconds)
    if given.manual:
        make_manual_pictures(given.folder, projects)
        return
    looks = [("light", "nl", (1280, 800))]
    if not given.quick:
        looks = list(product(("light", "dark"), ("nl", "en"), ((1280, 800), (1920, 1080))))
    for look, language, size in looks:
        folder = given.folder / f"{look}-{language}-{size[0]}"
        folder.mkdir(parents=True, exist_ok=True)
        grab_language(folder, language, look, size, projects)
    app.quit()


if __name__ == "__main__":
    main()
