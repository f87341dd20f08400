"""The shape of a row: which field of an object each of its cells holds, and how."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, Generic, TypeVar

from stageplanner.store.rows.cells import Codec, Row, read_list, write_json

T = TypeVar("T")


class Shape(Generic[T]):
    """The cells of an object in order; one list of fields to write and to read a row.

    Parameters
    ----------
    of : Callable[..., T]
        Makes the object from its fields.
    cells : Mapping[str, Codec | Shape]
        How the cell of each field is written, in the order of the columns in ``tables.py``. A field
        with a shape takes the cells of that shape.
    needed : int, optional
        The least number of cells: rows in an old journal have no later ones, for which the object
        has defaults.
    """

    def __init__(
        self,
        of: Callable[..., T],
        cells: Mapping[str, Codec | Shape[Any]],
        *,
        needed: int | None = None,
    ) -> None:
        self._of = of
        self._names = tuple(cells)
        self._get = attrgetter(*cells)
        codecs = [(k, cell) for k, cell in enumerate(cells.values()) if isinstance(cell, Codec)]
        # Most cells hold their value unchanged; skipping them saves time in long lists.
        self._written = tuple((k, cell.write) for k, cell in codecs if cell.write is not None)
        self._read = tuple((k, cell.read) for k, cell in codecs if cell.read is not None)
        self._inner = tuple(
            (k, cell) for k, cell in enumerate(cells.values()) if isinstance(cell, Shape)
        )
        self.width: int = len(codecs) + sum(cell.width for _, cell in self._inner)
        self._needed = self.width if needed is None else needed

    def row(self, item: T) -> Row:
        """Return an object as a row."""
        values = list(self._get(item))
        for k, write in self._written:
            values[k] = write(values[k])
        for k, inner in reversed(self._inner):
            part = values[k]
            values[k : k + 1] = (None,) * inner.width if part is None else inner.row(part)
        return tuple(values)

    def of(self, row: Sequence[Any], **fields: object) -> T:
        """Build the object of a row; ``fields`` are those that are no cells of it.

        Raises
        ------
        ValueError, TypeError, LookupError
            If the row holds what StagePlanner never writes.
        """
        values = list(row)
        if not self._needed <= len(values) <= self.width:
            raise ValueError(f"{len(values)} cells where {self.width} belong")
        for k, inner in self._inner:
            part = values[k : k + inner.width]
            values[k : k + inner.width] = [None if part[0] is None else inner.of(part)]
        for k, read in self._read:
            if k < len(values):
                values[k] = read(values[k])
        return self._of(**dict(zip(self._names, values, strict=False)), **fields)

    def every(self, rows: Iterable[Sequence[Any]]) -> tuple[T, ...]:
        """Build the objects of rows, in order."""
        return tuple([self.of(row) for row in rows])

    def listed(self) -> Codec:
        """Return the codec of a field that holds several such objects, as JSON."""
        return Codec(
            lambda items: write_json([self.row(item) for item in items]),
            lambda text: self.every(read_list(text)),
        )
