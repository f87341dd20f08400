"""What the READMEs name exists: files, folders, links and modules to run."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READMES = [
    ROOT / name
    for name in (
        "README.md",
        "stageplanner/optimise/README.md",
        "stageplanner/benchmark/README.md",
        "resources/packaging/README.md",
        "tests/benchmarks/README.md",
    )
]


def text_of(path):
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("readme", READMES, ids=lambda path: str(path.relative_to(ROOT)))
def test_that_every_file_and_folder_named_exists(readme):
    """A path may begin at the checkout, in the core, in the optimiser or beside the README."""
    named = re.findall(r"`((?:[\w.-]+/)*[\w.-]+\.py|(?:[\w.-]+/)+)`", text_of(readme))
    places = [ROOT, ROOT / "stageplanner", ROOT / "stageplanner" / "optimise", readme.parent]
    missing = [
        name
        for name in named
        if not any((place / name).exists() for place in places)
        and not (("/" not in name) and list((ROOT / "stageplanner").rglob(name)))
    ]
    assert missing == []


@pytest.mark.parametrize("readme", READMES, ids=lambda path: str(path.relative_to(ROOT)))
def test_that_every_link_leads_somewhere(readme):
    links = [re.sub(r"\s", "", link) for link in re.findall(r"\]\(([^)#:]+)\)", text_of(readme))]
    assert [link for link in links if not (readme.parent / link).exists()] == []


def test_that_every_module_to_run_can_be_found():
    names = {name for path in READMES for name in re.findall(r"-m ((?:\w+\.)+\w+)", text_of(path))}
    assert {"stageplanner.bootstrap", "tests.benchmarks.bench_optimise"} <= names
    assert [name for name in names if importlib.util.find_spec(name) is None] == []


def test_that_the_tree_names_every_room():
    """Each folder of the core and of the window stands in the tree of README."""
    tree = next(part for part in text_of(READMES[0]).split("```") if "  cli/" in part)
    words = set(re.findall(r"[\w.]+", tree))
    for package in ("stageplanner", "ui"):
        rooms = {
            path.name for path in (ROOT / package).iterdir() if (path / "__init__.py").exists()
        }
        assert rooms <= words, sorted(rooms - words)


def test_that_readme_is_two_pages():
    assert len(text_of(READMES[0]).splitlines()) <= 150
