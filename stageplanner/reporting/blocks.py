"""Blocks of text and tables that documents are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from stageplanner.domain.masking import HIDDEN_WORD, Masking
from stageplanner.reporting.printable import (
    Head,
    Table,
)

if TYPE_CHECKING:
    from stageplanner.reporting.facts import Facts


def table(
    say: Callable[..., str],
    names: tuple[str, ...],
    widths: tuple[float, ...],
    rows: Iterable[tuple[str, ...]],
    over: Iterable[tuple[int, int]] = (),
    *,
    numbers: bool = True,
) -> Table:
    """A table with these headings; with ``numbers`` all columns but the first hold numbers."""
    heads = tuple(
        Head(text=say(name), width=width, is_number=numbers and i > 0)
        for i, (name, width) in enumerate(zip(names, widths, strict=True))
    )
    return Table(heads=heads, rows=tuple(rows), over=frozenset(over))


def signed(facts: Facts, number: float) -> str:
    """A balance with its sign."""
    whole = round(number)
    return f"{'+' if whole > 0 else '−' if whole < 0 else ''}{facts.count(abs(whole))}"


def counted(facts: Facts, number: float, masking: Masking) -> str:
    """A number of students or student-days as everybody may see it."""
    return HIDDEN_WORD if masking.hides(number) else facts.count(number)
