"""All actions of the window, built once and passed to what offers them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ui.importing.import_actions import ImportActions
from ui.negotiate.negotiate_actions import NegotiateActions
from ui.negotiate.share_actions import ShareActions
from ui.plan.solve_actions import SolveActions
from ui.plan.solve_panel import RunPanel
from ui.project.file_actions import FileActions
from ui.project.program_actions import ProgramActions
from ui.project.project_actions import ProjectActions
from ui.project.start_page import StartPage
from ui.report.export_actions import ExportActions
from ui.session.shell import Shell


@dataclass(frozen=True, slots=True, kw_only=True)
class Actions:
    """The actions, by the room they come from."""

    imports: ImportActions
    exports: ExportActions
    files: FileActions
    project: ProjectActions
    program: ProgramActions
    solving: SolveActions
    negotiation: NegotiateActions
    sharing: ShareActions

    def end(self) -> None:
        """Wait for file work and kill all other work in the background."""
        self.files.wait()
        self.program.wait()
        self.solving.kill()
        self.negotiation.kill()
        self.sharing.kill()


def build_actions(
    shell: Shell, start: StartPage, panel: RunPanel, unfinished: Callable[[], int]
) -> Actions:
    """Build every action for a window.

    ``unfinished`` returns how many typed values and rows are not part of the project yet.
    """
    imports = ImportActions(shell)
    files = FileActions(shell, imports, unfinished)
    solving = SolveActions(shell, panel)
    exports, negotiation = ExportActions(shell), NegotiateActions(shell, lambda: solving.points)
    negotiation.page_asked.connect(exports.ask_page)
    return Actions(
        imports=imports,
        exports=exports,
        files=files,
        project=ProjectActions(shell, files, start),
        program=ProgramActions(shell),
        solving=solving,
        negotiation=negotiation,
        sharing=ShareActions(shell),
    )
