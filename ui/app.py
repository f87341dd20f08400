"""The application: language, look, and the first window."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QSettings, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from stageplanner.messages import DEFAULT_LANGUAGE, LANGUAGES
from stageplanner.project import Project
from ui.main_window import MainWindow
from ui.session import Session
from ui.theme import apply_theme, icon
from ui.words import LOCALES

TRANSLATIONS = Path(__file__).resolve().parent.parent / "resources" / "translations"


class App(QObject):
    """Keeps one session and its window; a change of language or look makes a new window."""

    def __init__(self, language: str | None, settings: QSettings) -> None:
        super().__init__()
        self.settings = settings
        if language:
            settings.setValue("language", language)
        self._translators: list[QTranslator] = []
        self.session = Session(Project(), self._language())
        self._dress()
        self.window = self._make_window()

    def _language(self) -> str:
        chosen = str(self.settings.value("language", DEFAULT_LANGUAGE))
        return chosen if chosen in LANGUAGES else DEFAULT_LANGUAGE

    def _dress(self) -> None:
        """Put the language and the look on the application."""
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
        """Take the language off the application again and leave nothing behind."""
        self.window.end_jobs()
        for translator in self._translators:
            QApplication.instance().removeTranslator(translator)

    def _make_window(self) -> MainWindow:
        window = MainWindow(self.session, self.settings)
        window.look_changed.connect(self._renew, type=Qt.ConnectionType.QueuedConnection)
        return window

    def _renew(self) -> None:
        old = self.window
        geometry, step = old.saveGeometry(), old.pages.currentIndex()
        old.end_jobs()
        self._dress()
        self.window = self._make_window()
        self.window.restoreGeometry(geometry)
        self.session.use(self.session.project)
        if step:
            self.window.go_to(1)
        self.window.show()
        old.hide()
        old.deleteLater()


def make_settings() -> QSettings:
    """Where the state of the window is kept; never data of a region."""
    return QSettings(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, "StagePlanner", "StagePlanner"
    )


def run(path: Path | None, language: str | None) -> int:
    """Open the window, with a file or the start page, until it is closed."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    app.setApplicationName("StagePlanner")
    app.setApplicationDisplayName("StagePlanner")
    app.setDesktopFileName("stageplanner")
    keeper = App(language, make_settings())
    keeper.window.show()
    QTimer.singleShot(200, keeper.window, keeper.window.warm_up)
    QTimer.singleShot(400, keeper.window, keeper.window.actions.look_for_unsaved)
    if path is not None:
        # After the first paint: reading brings the heavy modules in.
        QTimer.singleShot(0, partial(keeper.window.files.open_path, path))
    code = app.exec()
    keeper.end()
    return code
