"""What goes into the built program, and what of the libraries is left out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from fnmatch import fnmatch
from pathlib import Path

Entry = tuple[str, str, str]
Imports = Callable[[str], Iterable[str]]

ROOT = Path(__file__).resolve().parents[2]

#: Our own files beside the code: (folder in the repository, pattern).
OUR_FILES = (
    ("resources", "codes/*.json"),
    ("resources", "example/*"),
    ("resources", "holidays/*.json"),
    ("resources", "icons/*.svg"),
    ("resources", "manual/**/*"),
    ("resources", "messages/*.json"),
    ("resources", "styles/*.qss"),
    ("resources", "translations/*.qm"),
    ("resources", "bench/**/*"),
    # alembic reads the steps of the schema as files.
    ("stageplanner/store/shared/schema", "**/*.py"),
    ("stageplanner/store/shared/schema", "versions/*.sql"),
)

#: Python modules that some library would like to have and that nothing here calls.
LEFT_OUT_MODULES = (
    "IPython",
    "PIL",
    "distutils",
    "jinja2",
    "lxml",
    "matplotlib",
    "numpy.distutils",
    "numpy.f2py",
    "numpy.testing",
    "ortools.constraint_solver",
    "ortools.linear_solver",
    "ortools.routing",
    "ortools.scheduling",
    "pandas.tests",
    "pip",
    "pyarrow",
    "pydoc_data",
    "pytest",
    "scipy",
    "setuptools",
    "sqlalchemy.dialects.mssql",
    "sqlalchemy.dialects.mysql",
    "sqlalchemy.dialects.oracle",
    "tkinter",
    "unittest",
    "xmlrpc",
    "PySide6.QtOpenGL",
    "PySide6.QtPdf",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtSql",
)

#: Files that come along with Qt, numpy or ortools by themselves: on every system.
LEFT_OUT_FILES = (
    "*Qt6Pdf*",
    "*Qt6Qml*",
    "*Qt6Quick*",
    "*Qt6VirtualKeyboard*",
    "*Qt6OpenGLWidgets*",
    "*Qt6EglFS*",
    "*Qt6EglFs*",
    "*QtPdf*",
    "*QtQml*",
    "*QtQuick*",
    "*QtVirtualKeyboard*",
    "*opengl32sw.dll",
    "*/plugins/egldeviceintegrations/*",
    "*/plugins/generic/*",
    "*/plugins/imageformats/*pdf*",
    "*/plugins/imageformats/*qicns*",
    "*/plugins/imageformats/*qtga*",
    "*/plugins/imageformats/*qtiff*",
    "*/plugins/imageformats/*qwbmp*",
    "*/plugins/imageformats/*qwebp*",
    "*/plugins/networkinformation/*",
    "*/plugins/platforminputcontexts/*virtualkeyboard*",
    "*/plugins/platforms/*eglfs*",
    "*/plugins/platforms/*linuxfb*",
    "*/plugins/platforms/*minimalegl*",
    "*/plugins/platforms/*vkkhrdisplay*",
    "*/plugins/platforms/*vnc*",
    "*/plugins/platformthemes/*gtk3*",
    "*/plugins/qmltooling/*",
    "*/plugins/tls/*",
    "*/ortools/*/testdata/*",
    "*/pandas/tests/*",
)

#: Qt's own texts are wanted in the languages of the app alone.
QT_TEXTS = ("qtbase_nl.qm", "qtbase_en.qm", "qt_nl.qm", "qt_en.qm")


#: babel has the dates and numbers of a thousand languages: 32 MB.
BABEL_LANGUAGES = ("root", "nl", "en")


def our_files() -> list[tuple[str, str]]:
    """Every file of ours that the program reads, and the folder it goes to."""
    return [
        (str(path), path.parent.relative_to(ROOT).as_posix())
        for folder, pattern in OUR_FILES
        for path in sorted((ROOT / folder).glob(pattern))
        if path.is_file()
    ]


def is_needed(target: str) -> bool:
    """Tell whether a file that was collected goes along; ``target`` is its place inside."""
    name = target.replace("\\", "/")
    if "/translations/" in name and name.endswith(".qm") and "PySide6" in name:
        return name.rsplit("/", 1)[-1] in QT_TEXTS
    if "babel/locale-data/" in name:
        return Path(name).stem.split("_")[0] in BABEL_LANGUAGES
    return not any(fnmatch(name, pattern) for pattern in LEFT_OUT_FILES)


def still_needed(entries: Sequence[Entry], imports: Imports) -> list[Entry]:
    """Leave out libraries of the system that only came along for something left out.

    Parameters
    ----------
    entries
        What was collected, as (place inside, source, kind).
    imports
        Gives the names of the libraries that a file asks for.
    """
    kept = list(entries)
    while True:
        wanted = {name for _, source, _ in kept for name in imports(source)}
        fewer = [e for e in kept if not _came_along(e) or Path(e[0]).name in wanted]
        if len(fewer) == len(kept):
            return kept
        kept = fewer


def _came_along(entry: Entry) -> bool:
    """Tell whether a file is a library of this Linux, which nothing loads by its name."""
    place, source, kind = entry
    of_system = source.startswith(("/lib", "/usr/lib"))
    is_python = Path(place).name.startswith("libpython")
    return kind == "BINARY" and of_system and "/" not in place and not is_python


def executable_names() -> tuple[str, ...]:
    """Return the names of the programs in the folder; Windows has one with a console too."""
    return ("StagePlanner", "stageplanner-cli") if sys.platform == "win32" else ("stageplanner",)
