"""The house: who may import whom, where each heavy library lives, and how things are named."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
#: Where a heavy library may be imported.
HOMES = {
    "ortools": ("stageplanner/optimise/", "stageplanner/load/min_cut.py"),
    "pandas": ("stageplanner/frames/",),
    "openpyxl": ("stageplanner/sheets/",),
    "python_calamine": ("stageplanner/sheets/",),
    "sqlalchemy": ("stageplanner/store/",),
    "psycopg": ("stageplanner/store/shared/",),
    "alembic": ("stageplanner/store/shared/",),
    "keyring": ("stageplanner/store/shared/",),
    "babel": ("stageplanner/formatting.py",),
    "icalendar": (
        "stageplanner/reporting/party_calendar.py",
        "stageplanner/sheets/reading/workbook/calendar_file.py",
    ),
    "PySide6": ("ui/",),
    "shiboken6": ("ui/",),
}
#: The rooms from the ground up, and what each may import: only rooms that stand above it here, so
#: that no import runs up and no circle arises. A row is a folder, or a file where a folder holds
#: both ground and roof. ``x.*`` is x with all rooms in it.
ROOMS = {
    "stageplanner": "",
    "stageplanner.problems": "",
    "stageplanner.formatting": "",
    "stageplanner.messages": "formatting problems",
    "stageplanner.progress": "problems",
    "stageplanner.disk": "problems",
    "stageplanner.child_process": "",
    "stageplanner.domain": "problems",
    "stageplanner.domain.results": "problems domain",
    "stageplanner.domain.checks": "problems domain domain.results",
    "stageplanner.domain.comparison": "domain domain.results",
    "stageplanner.domain.negotiation": "problems domain domain.results",
    "stageplanner.domain.planning": "problems domain domain.negotiation",
    "stageplanner.load": "problems domain domain.checks domain.planning",
    "stageplanner.frames": "problems messages domain load",
    "stageplanner.benchmark": "problems domain domain.checks load",
    "stageplanner.reporting": "stageplanner problems formatting messages domain.* load",
    "stageplanner.optimise.result": "domain",
    "stageplanner.optimise.time_budget": "progress",
    "stageplanner.optimise.instance": "child_process domain.* load optimise.time_budget",
    "stageplanner.optimise.peak": "load optimise.time_budget optimise.instance",
    "stageplanner.optimise.changes": "load optimise.time_budget optimise.instance",
    "stageplanner.optimise.ranking": "domain load optimise.time_budget optimise.instance",
    "stageplanner.optimise": (
        "domain load progress optimise.result optimise.time_budget optimise.instance"
        " optimise.peak optimise.changes optimise.ranking"
    ),
    "stageplanner.optimise.explaining": (
        "problems domain.* load optimise.time_budget optimise.instance optimise.peak"
        " optimise.changes optimise.ranking optimise"
    ),
    "stageplanner.optimise.repair": (
        "problems progress domain domain.results load optimise.time_budget"
        " optimise.instance optimise.peak optimise.ranking optimise optimise.explaining"
    ),
    "stageplanner.optimise.robust": (
        "problems progress domain domain.checks domain.results load optimise.time_budget"
        " optimise.instance optimise.peak optimise.ranking optimise"
    ),
    "stageplanner.optimise.divide": "problems domain domain.results load optimise.time_budget",
    "stageplanner.planning": "domain.* progress optimise.*",
    "stageplanner.store.refusal": "problems",
    "stageplanner.store.document": "domain",
    "stageplanner.store.disk": "problems disk store.refusal",
    "stageplanner.store.file_lock": "problems disk store.refusal store.disk",
    "stageplanner.store.rows": "domain store.document",
    "stageplanner.store.file": (
        "problems domain domain.planning store.refusal store.document store.disk store.rows"
    ),
    "stageplanner.store.recovery": (
        "problems domain store.refusal store.document store.disk store.rows store.file"
    ),
    "stageplanner.store.shared": ("problems domain store.document store.rows store.recovery"),
    "stageplanner.workspace": "problems domain.* store.*",
    "stageplanner.sheets.columns": "",
    "stageplanner.sheets.reading.pause_gc": "",
    "stageplanner.sheets.reading.workbook": (
        "problems progress child_process sheets.reading.pause_gc"
    ),
    "stageplanner.sheets.reading.notes": "problems sheets.columns",
    "stageplanner.sheets.reading.cell_fates": "problems",
    "stageplanner.sheets.reading.result": "problems domain sheets.reading.cell_fates",
    "stageplanner.sheets.reading.values": (
        "domain sheets.columns sheets.reading.workbook sheets.reading.notes"
    ),
    "stageplanner.sheets.reading.tables": (
        "problems domain sheets.columns sheets.reading.workbook sheets.reading.notes"
        " sheets.reading.result sheets.reading.values"
    ),
    "stageplanner.sheets.reading.rows": (
        "problems progress domain sheets.columns sheets.reading.pause_gc"
        " sheets.reading.workbook sheets.reading.notes sheets.reading.result"
        " sheets.reading.values sheets.reading.tables sheets.reading.cell_fates"
    ),
    "stageplanner.sheets.cell_seals": "sheets.reading.workbook",
    "stageplanner.sheets.reading.account": (
        "problems sheets.columns sheets.reading.workbook sheets.reading.cell_fates"
        " sheets.reading.notes sheets.reading.result sheets.reading.values sheets.reading.tables"
        " sheets.reading.rows"
    ),
    "stageplanner.sheets.reading": (
        "problems progress domain sheets.columns sheets.reading.workbook sheets.reading.notes"
        " sheets.reading.result sheets.reading.values sheets.reading.tables sheets.reading.rows"
        " sheets.reading.account"
    ),
    "stageplanner.sheets.reading.typed": (
        "problems domain sheets.columns sheets.reading.notes sheets.reading.values"
        " sheets.reading.tables sheets.reading.rows sheets.reading"
    ),
    "stageplanner.sheets.reading.answers": (
        "problems domain domain.negotiation sheets.columns sheets.cell_seals sheets.reading.*"
    ),
    "stageplanner.sheets.writing": (
        "stageplanner problems messages progress domain.* load reporting sheets.columns"
        " sheets.cell_seals sheets.reading.values sheets.reading.workbook sheets.reading.result"
        " disk"
    ),
    "stageplanner.importing": "problems progress domain.* sheets.*",
    "stageplanner.documents": (
        "problems messages formatting progress domain.* reporting planning frames sheets.writing"
        " disk"
    ),
    "stageplanner.negotiation": (
        "problems messages progress domain.* load planning documents sheets.* workspace"
        " store.file_lock"
    ),
    "stageplanner.editing": "problems formatting messages domain.* sheets.reading.* workspace",
    "stageplanner.own_file": (
        "problems messages progress domain.* load reporting planning sheets.writing"
        " store.document store.file negotiation"
    ),
    "stageplanner.project": (
        "problems progress domain.* load planning frames store.file workspace importing editing"
        " negotiation optimise.result store.file_lock"
    ),
    "stageplanner.shared": (
        "problems domain load frames disk own_file project store.document store.file store.shared"
    ),
    "stageplanner.support": "stageplanner problems domain store.disk project",
    "ui": "",
    "ui.base": "stageplanner problems formatting progress domain load",
    "ui.widgets": "ui.base load",
    "ui.gantt": "load ui.base ui.widgets",
    "ui.print": "formatting progress domain reporting load disk ui.base",
    "ui.manual": "stageplanner problems messages disk ui.base",
    "ui.tables": "problems messages formatting editing ui.base",
    "ui.dialogs": "problems messages ui.base ui.manual ui.tables",
    "ui.facts": "domain.* load ui.base ui.widgets",
    "ui.session": (
        "problems messages domain.* project workspace importing editing support ui.base ui.facts"
    ),
    "ui.importing": (
        "problems messages progress domain.* importing reporting ui.base ui.widgets ui.tables"
        " ui.dialogs ui.session"
    ),
    "ui.data": "problems messages domain.* editing ui.base ui.widgets ui.tables ui.session",
    "ui.inspector": "messages domain.* reporting ui.base ui.facts ui.session load",
    "ui.load": "domain.* load ui.base ui.widgets ui.tables ui.facts ui.session",
    "ui.plan": (
        "problems messages progress domain.* load planning project optimise.result ui.base"
        " ui.widgets ui.gantt ui.tables ui.dialogs ui.facts ui.session ui.data"
    ),
    "ui.inbox": "problems messages domain.* ui.base ui.tables ui.dialogs ui.session",
    "ui.negotiate": (
        "problems messages progress domain.* load reporting planning documents negotiation own_file"
        " ui.base ui.widgets ui.tables ui.dialogs ui.facts ui.session ui.plan ui.inbox"
    ),
    "ui.agreements": (
        "problems messages domain.* load negotiation ui.base ui.widgets ui.tables ui.dialogs"
        " ui.session ui.negotiate ui.facts"
    ),
    "ui.report": (
        "problems progress domain.* reporting documents disk ui.base ui.widgets ui.print"
        " ui.dialogs ui.session"
    ),
    "ui.shared": (
        "problems messages domain project workspace store.shared shared ui.base ui.dialogs"
        " ui.session"
    ),
    "ui.settings": "stageplanner support ui.base ui.widgets ui.tables ui.dialogs ui.session",
    "ui.project": (
        "problems messages domain.* reporting disk project workspace support ui.base"
        " ui.widgets ui.tables ui.dialogs ui.session ui.importing ui.settings"
    ),
    "ui.meeting": (
        "problems messages domain.* load reporting optimise.result ui.base ui.widgets ui.dialogs"
        " ui.facts ui.load ui.plan ui.session"
    ),
    "ui.window": (
        "problems domain.* reporting ui.base ui.widgets ui.dialogs ui.facts ui.session"
        " ui.importing ui.meeting ui.print"
        " ui.data ui.inspector ui.load ui.plan ui.negotiate ui.agreements ui.report ui.settings"
        " ui.shared ui.project ui.manual"
    ),
    "ui.app": (
        "messages project store.disk workspace support ui.base ui.widgets ui.session ui.settings"
        " ui.project ui.window"
    ),
    "stageplanner.cli.base": "problems messages progress domain.* load project workspace shared",
    "stageplanner.cli": (
        "stageplanner problems messages formatting progress domain.* load benchmark reporting"
        " optimise.result planning documents workspace importing editing negotiation own_file"
        " store.shared cli.base project shared support disk ui.app ui.manual ui.print"
    ),
    "stageplanner.bootstrap": "",
}
#: The most files a folder may hold.
MOST_FILES = 28
#: Words that say how a thing feels to its author, and not what it is.
BANNED = {
    *("told", "tell", "tells", "telling", "said", "say", "says", "saying"),
    *("own", "beside", "whose", "anew", "stands"),
}
#: A term of the glossary: the file that an institution works in.
TERM = re.compile(r"own_?file", re.IGNORECASE)
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("stageplanner", "ui")
    for path in (ROOT / folder).rglob("*.py")
)


def module_of(name: str) -> str:
    return name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


MODULES = {module_of(name): name for name in FILES}


def room_of(module: str) -> str:
    """The longest row that a module stands in."""
    parts = module.split(".")
    for end in range(len(parts), 0, -1):
        room = ".".join(parts[:end])
        if room in ROOMS:
            return room
    raise AssertionError(f"{module} stands in no room")


def allowed_of(room: str) -> set[str]:
    """The rooms that a room may import, itself included."""
    allowed = {room}
    for word in ROOMS[room].split():
        name = word if word.split(".")[0] in ("stageplanner", "ui") else f"stageplanner.{word}"
        base = name.removesuffix(".*")
        below = [r for r in ROOMS if r.startswith(f"{base}.")] if name.endswith(".*") else []
        assert base in ROOMS or below, f"{room}: there is no room {base}"
        allowed |= {base, *below} & ROOMS.keys()
    return allowed


@cache
def tree_of(name: str) -> ast.Module:
    return ast.parse((ROOT / name).read_text(encoding="utf-8"))


@cache
def imports_of(name: str) -> frozenset[str]:
    """Every name that a file imports, also lazily and for types only."""
    found = set()
    for node in ast.walk(tree_of(name)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert not node.level, f"{name}: relative import"
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return frozenset(found)


@cache
def modules_imported(name: str) -> frozenset[str]:
    """The modules of ours that a file imports."""
    found = set()
    for imported in imports_of(name):
        for module in (imported, imported.rpartition(".")[0]):
            if module in MODULES:
                found.add(module)
                break
    return frozenset(found - {module_of(name)})


@pytest.mark.parametrize("name", FILES)
def test_that_heavy_libraries_stay_at_home(name):
    for library, homes in HOMES.items():
        if any(i == library or i.startswith(f"{library}.") for i in imports_of(name)):
            assert name.startswith(homes), f"{name} imports {library}"


@pytest.mark.parametrize("name", FILES)
def test_that_rooms_import_only_what_they_may(name):
    room = room_of(module_of(name))
    imported = {room_of(module) for module in modules_imported(name)}
    assert imported <= allowed_of(room), f"{name} imports {sorted(imported - allowed_of(room))}"


def test_that_no_import_runs_up():
    order = list(ROOMS)
    for room in order:
        above = {r for r in allowed_of(room) - {room} if order.index(r) > order.index(room)}
        assert not above, f"{room} may import {sorted(above)}, which stand above it"


def test_that_no_room_may_import_what_it_does_not():
    used: dict[str, set[str]] = {room: set() for room in ROOMS}
    for name in FILES:
        used[room_of(module_of(name))] |= {room_of(module) for module in modules_imported(name)}
    for room, text in ROOMS.items():
        for word in text.split():
            name = word if word.split(".")[0] in ("stageplanner", "ui") else f"stageplanner.{word}"
            base = name.removesuffix(".*")
            some = [r for r in used[room] if r == base or r.startswith(f"{base}.")]
            assert some if name.endswith(".*") else base in used[room], f"{room} needs no {word}"


def test_that_no_circle_exists():
    waiting = {module: set(modules_imported(name)) for module, name in MODULES.items()}
    while free := {module for module, needs in waiting.items() if not needs & waiting.keys()}:
        for module in free:
            del waiting[module]
    # What is left are the circles, and what imports one of them.
    while tops := waiting.keys() - {m for needs in waiting.values() for m in needs}:
        for module in tops:
            del waiting[module]
    assert not waiting, f"circle of imports: {sorted(waiting)}"


def test_that_no_folder_is_crowded():
    folders = Counter(name.rpartition("/")[0] for name in FILES if not name.endswith("__init__.py"))
    assert {folder: n for folder, n in folders.items() if n > MOST_FILES} == {}


def test_that_sheets_optimise_and_store_know_nothing_of_one_another():
    rooms = {r: allowed_of(r) for r in ROOMS}
    for first in ("sheets", "optimise", "store"):
        for room, allowed in rooms.items():
            if room.startswith(f"stageplanner.{first}"):
                others = {"sheets", "optimise", "store"} - {first}
                reached = {r for r in allowed if r.split(".")[1:2] and r.split(".")[1] in others}
                assert not reached, f"{room} may import {reached}"


def test_that_reading_never_imports_writing():
    for room in ROOMS:
        if room.startswith("stageplanner.sheets.reading"):
            assert "stageplanner.sheets.writing" not in allowed_of(room)


def test_that_the_ground_rests_on_the_standard_library_alone():
    outside = {*HOMES, "numpy", "rapidfuzz", "babel", "platformdirs"}
    for name in FILES:
        if name.startswith("stageplanner/domain/") or name == "stageplanner/problems.py":
            assert not {i.split(".")[0] for i in imports_of(name)} & outside, name


def words_of(name: str) -> set[str]:
    """The words that a name is made of, in snake_case and CamelCase."""
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def names_in(tree: ast.Module) -> set[str]:
    """Every name that a file gives: functions, classes, arguments, variables, attributes."""
    found = set()
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.arg(arg=name):
                found.add(name)
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                found.add(name)
            case ast.alias(asname=str(name)):
                found.add(name)
    return found


@pytest.mark.parametrize("name", FILES)
def test_that_names_say_what_a_thing_is(name):
    given = names_in(tree_of(name)) | {Path(name).stem}
    riddles = {n for n in given if words_of(TERM.sub("", n)) & BANNED}
    assert not riddles, f"{name}: {sorted(riddles)}"
