"""The application: its language and look, and its window."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QLibraryInfo,
    QLocale,
    QObject,
    QSettings,
    Qt,
    QTimer,
    QTranslator,
    Signal,
)
from PySide6.QtWidgets import QApplication

from stageplanner.messages import DEFAULT_LANGUAGE, LANGUAGES
from stageplanner.project import Project
from stageplanner.support.log import start_log, stop_log
from ui.app.crash_watch import CrashWatch
from ui.app.idle_cleanup import IdleCleanup
from ui.base.formatting import LOCALES
from ui.base.qt import override
from ui.base.theme import MOST_TEXT, apply_theme, icon, text_zoom
from ui.session.session import Session
from ui.settings.saved_state import SavedState
from ui.widgets import accessible
from ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from ui.app.single_instance import SingleInstanceServer

TRANSLATIONS = Path(__file__).resolve().parents[2] / "resources" / "translations"


class Application(QApplication):
    """The application of Qt; macOS passes the double-clicked file to it as an event."""

    file_asked = Signal(str)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FileOpen and event.file():
            self.file_asked.emit(event.file())
            return True
        return super().event(event)


class App(QObject):
    """One session and its window; a change of language or look builds a new window."""

    def __init__(self, language: str | None, settings: QSettings) -> None:
        super().__init__()
        self.settings = settings
        if language:
            settings.setValue("language", language)
        self._translators: list[QTranslator] = []
        accessible.install()
        self.session = Session(Project(), self._language())
        self._apply_language_and_theme()
        self.window = self._make_window()
        self.cleanup = IdleCleanup(self.session)
        self.watcher: CrashWatch | None = None
        self.server: SingleInstanceServer | None = None

    def watch(self) -> None:
        """Log verbs, report defects, and answer other starts on the open file."""
        self.watcher = CrashWatch(self.session, lambda: self.window, self)
        self.session.changed.connect(self._listen)
        QTimer.singleShot(0, self, self._listen)

    def _listen(self) -> None:
        if self.session.project.path is None and self.server is None:
            return
        if self.server is None:
            from ui.app.single_instance import SingleInstanceServer

            self.server = SingleInstanceServer(self)
            self.server.activated.connect(self._come_forward)
        project = self.session.project
        self.server.listen(project.path if project.read_only is None else None)

    def open_text(self, path: str) -> None:
        """Open a file that the system passes on."""
        self.window.actions.files.open_text(path)

    def _come_forward(self) -> None:
        window = self.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def _language(self) -> str:
        chosen = str(self.settings.value("language", DEFAULT_LANGUAGE))
        return chosen if chosen in LANGUAGES else DEFAULT_LANGUAGE

    def _apply_language_and_theme(self) -> None:
        """Apply the language and the look to the application."""
        app = QApplication.instance()
        language = self._language()
        QLocale.setDefault(QLocale(LOCALES[language]))
        for translator in self._translators:
            app.removeTranslator(translator)
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        self._translators = []
        for name, folder in (("qtbase_", qt_folder), ("stageplanner_", str(TRANSLATIONS))):
            translator = QTranslator(self)
            if translator.load(name + language, folder):
                app.installTranslator(translator)
                self._translators.append(translator)
        self.session.language = language
        apply_theme(app, str(self.settings.value("look", "system")))
        app.setWindowIcon(icon("app"))

    def end(self) -> None:
        """End all work and remove the language from the application."""
        self.window.end_jobs()
        self.cleanup.end()
        if self.server is not None:
            self.server.close()
        if self.watcher is not None:
            self.watcher.stop()
        for translator in self._translators:
            QApplication.instance().removeTranslator(translator)

    def _make_window(self) -> MainWindow:
        window = MainWindow(self.session, self.settings)
        window.look_changed.connect(self.rebuild, type=Qt.ConnectionType.QueuedConnection)
        return window

    def rebuild(self) -> None:
        """Replace the window by one in the language and look of the settings."""
        old = self.window
        geometry = old.saveGeometry()
        old.keep_state()
        old.end_jobs()
        self._apply_language_and_theme()
        self.window = self._make_window()
        self.window.restoreGeometry(geometry)
        if not old.isMaximized() and not old.isFullScreen():
            # As it is: restoring makes room for a title bar, also where there is none.
            self.window.setGeometry(old.geometry())
        self.session.use(self.session.project)
        if self.session.has_data:
            self.window.go_to(self.window.window_state.page)
        self.window.actions.solving.take_curve(old.actions.solving)
        self.window.show()
        old.hide()
        old.deleteLater()


def make_settings() -> QSettings:
    """Return the settings of the user; they never hold data of a region."""
    return QSettings(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, "StagePlanner", "StagePlanner"
    )


def run(path: Path | None, language: str | None) -> int:
    """Run the window, with a file or the start page, until it is closed."""
    if QApplication.instance() is None:
        apply_zoom(make_settings())
    app = QApplication.instance() or Application(sys.argv[:1])
    # The font of the system is known only now; the zoom applies to the next start.
    make_settings().setValue("system_text", text_zoom(app.font()))
    app.setApplicationName("StagePlanner")
    app.setApplicationDisplayName("StagePlanner")
    app.setDesktopFileName("stageplanner")
    if path is not None and path.suffix.casefold() == ".stageplan" and is_open_elsewhere(path):
        return 0
    start_log()
    keeper = App(language, make_settings())
    keeper.watch()
    if isinstance(app, Application):
        app.file_asked.connect(keeper.open_text)
    keeper.window.show()
    QTimer.singleShot(200, keeper.window, keeper.window.warm_up)
    QTimer.singleShot(400, keeper.window, keeper.window.actions.project.look_for_unsaved)
    if path is not None:
        # After the first paint, since opening imports the heavy modules.
        QTimer.singleShot(0, partial(keeper.window.actions.files.open_path, path))
    QTimer.singleShot(3000, keeper.window, keeper.window.actions.program.look_for_newer)
    code = app.exec()
    keeper.end()
    stop_log()
    return code


def apply_zoom(settings: QSettings) -> None:
    """Scale everything as the user or the system asks; call this before any window exists."""
    saved = SavedState(settings)
    asked = saved.number("system_text", 100, 50, 400)
    usual = min(300, asked) if asked > 100 * MOST_TEXT else 100
    zoom = saved.number("zoom", usual, 100, 300)
    if zoom != 100:
        os.environ.setdefault("QT_SCALE_FACTOR", f"{zoom / 100}")


def is_open_elsewhere(path: Path) -> bool:
    """Return whether another window of this user has the file open, and raise that window."""
    if not path.exists():
        return False
    from ui.app.single_instance import activate_running

    return activate_running(path)
