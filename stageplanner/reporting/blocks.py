"""Tables and numbers as the documents of the region show them."""

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
    sentence: Callable[..., str],
    names: tuple[str, ...],
    widths: tuple[float, ...],
    rows: Iterable[tuple[str, ...]],
    over: Iterable[tuple[int, int]] = (),
    *,
    numbers: bool = True,
) -> Table:
    """Build a table; with ``numbers`` all columns but the first hold numbers."""
    heads = tuple(
        Head(text=sentence(name), width=width, is_number=numbers and i > 0)
        for i, (name, width) in enumerate(zip(names, widths, strict=True))
    )
    return Table(heads=heads, rows=tuple(rows), over=frozenset(over))


def signed(facts: Facts, number: float) -> str:
    """Return a balance with its sign."""
    whole = round(number)
    return f"{'+' if whole > 0 else '−' if whole < 0 else ''}{facts.count(abs(whole))}"


def counted(facts: Facts, number: float, masking: Masking) -> str:
    """Return a number of students or student-days, hidden if it is too small to show."""
    return HIDDEN_WORD if masking.hides(number) else facts.count(number)
