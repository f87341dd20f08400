"""The public core documents every parameter and result, as numpydoc reads it."""

import ast
import re
from pathlib import Path

import pytest
from numpydoc.docscrape import NumpyDocString

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("optimise", "load", "importing", "negotiation", "frames")
FILES = [
    *(path for room in ROOMS for path in (ROOT / "stageplanner" / room).rglob("*.py")),
    ROOT / "stageplanner" / "planning.py",
    ROOT / "stageplanner" / "project.py",
]


def functions_of(body, scope=""):
    """Every public function and method with its dotted name."""
    for node in body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from functions_of(node.body, f"{scope}{node.name}.")
        elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield f"{scope}{node.name}", node


def arguments_of(node):
    given = node.args
    every = [*given.posonlyargs, *given.args, given.vararg, *given.kwonlyargs, given.kwarg]
    return [a.arg for a in every if a is not None and a.arg not in ("self", "cls")]


CASES = [
    pytest.param(node, id=f"{path.relative_to(ROOT).as_posix()}::{name}")
    for path in sorted(FILES)
    for name, node in functions_of(ast.parse(path.read_text(encoding="utf-8")).body)
    if arguments_of(node)
]


@pytest.mark.parametrize("node", CASES)
def test_that_parameters_and_results_are_documented(node):
    text = NumpyDocString(ast.get_docstring(node) or "")
    listed = [n.strip(" *") for part in text["Parameters"] for n in part.name.split(",")]
    assert sorted(listed) == sorted(arguments_of(node))
    assert all(part.desc for part in text["Parameters"]), "a parameter without a description"
    returns = node.returns is not None and ast.unparse(node.returns) not in ("None", "NoReturn")
    is_property = any("property" in ast.unparse(d) for d in node.decorator_list)
    if returns and not is_property:
        assert text["Returns"] or text["Yields"], "no section on what is returned"


def test_that_there_is_something_to_judge():
    assert len(CASES) > 250


def test_that_sources_of_the_method_are_cited():
    text = "\n".join(path.read_text(encoding="utf-8") for path in FILES)
    for source in ("Hall", "[Ll]eximin", "[Ww]eak duality", "Dinkelbach", "[Pp]roportional"):
        assert re.search(source, text), source
