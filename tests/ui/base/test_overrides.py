"""What is marked as an override does override something: a renamed base would leave it unused."""

import ast
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def marked(path):
    """Every class of a file with the methods that it marks as overrides."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef):
            for method in node.body:
                decorators = getattr(method, "decorator_list", [])
                if "override" in map(ast.unparse, decorators):
                    yield node.name, method.name


FILES = [path for path in sorted((ROOT / "ui").rglob("*.py")) if list(marked(path))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_that_every_override_has_something_to_override(path):
    module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    for name, method in marked(path):
        bases = getattr(module, name).__mro__[1:]
        # A class that is mixed in front of a widget has no base of its own.
        assert bases == (object,) or any(hasattr(base, method) for base in bases), (name, method)
