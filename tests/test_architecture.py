"""The house: who may import whom, and where each heavy library lives."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HOMES = {
    "ortools": ("stageplanner/optimise/", "stageplanner/load/"),
    "pandas": ("stageplanner/sheets/",),
    "openpyxl": ("stageplanner/sheets/",),
    "python_calamine": ("stageplanner/sheets/",),
    "sqlalchemy": ("stageplanner/store/",),
    "icalendar": ("stageplanner/reporting/party_calendar.py",),
    "PySide6": ("ui/",),
    "shiboken6": ("ui/",),
}
MAY_IMPORT = {
    "stageplanner/domain/": ("domain", "problems"),
    "stageplanner/load/": ("load", "domain", "problems", "messages"),
    "stageplanner/sheets/": ("sheets", "load", "domain", "problems", "messages"),
    "stageplanner/optimise/": ("optimise", "load", "domain", "problems", "messages"),
    "stageplanner/store/": ("store", "load", "domain", "problems", "messages"),
}
UI_MAY_NOT = ("sheets", "store", "commands", "cli")
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("stageplanner", "ui")
    for path in (ROOT / folder).rglob("*.py")
)


def imports_of(name: str) -> set[str]:
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


@pytest.mark.parametrize("name", FILES)
def test_that_heavy_libraries_stay_at_home(name):
    for library, homes in HOMES.items():
        if any(i == library or i.startswith(f"{library}.") for i in imports_of(name)):
            assert name.startswith(homes), f"{name} imports {library}"


@pytest.mark.parametrize("name", FILES)
def test_that_rooms_import_only_downwards(name):
    for room, allowed in MAY_IMPORT.items():
        if name.startswith(room):
            for imported in imports_of(name):
                if imported.startswith("stageplanner.") and imported != "stageplanner.__version__":
                    assert imported.split(".")[1] in allowed, f"{name} imports {imported}"
                assert imported.split(".")[0] != "ui", f"{name} imports {imported}"


@pytest.mark.parametrize("name", [f for f in FILES if f.startswith("ui/")])
def test_that_the_window_reaches_the_rooms_through_project(name):
    for imported in imports_of(name):
        parts = imported.split(".")
        if parts[0] == "stageplanner" and len(parts) > 1:
            assert parts[1] not in UI_MAY_NOT, f"{name} imports {imported}"
            if parts[1] == "optimise":
                assert parts[2:3] in ([], ["result"]), f"{name} imports {imported}"


def test_that_the_domain_rests_on_the_standard_library_alone():
    outside = {"numpy", "pandas", "ortools", "openpyxl", "sqlalchemy", "PySide6", "rapidfuzz"}
    for name in FILES:
        if name.startswith("stageplanner/domain/"):
            assert not {i.split(".")[0] for i in imports_of(name)} & outside, name
