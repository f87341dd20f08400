"""The shape of a row: which field of an object each of its cells holds, and how."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, Generic, TypeVar

from stageplanner.store.rows.cells import Codec, Row, read_list, write_json

T = TypeVar("T")


class Shape(Generic[T]):
    """The cells of an object in order; a row is written and read by the same list of fields.

    Parameters
    ----------
    of
        Makes the object of its fields.
    cells
        How the cell of each field is written, in the order of the columns in ``tables.py``.
        A field with a shape of its own takes the cells of that shape.
    needed
        So many cells there are at least: rows in an old journal have no later ones, for
        which the object has defaults.
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
        codecs = [(k, own) for k, own in enumerate(cells.values()) if isinstance(own, Codec)]
        # What stands in its cell as it is needs no looking at: most of a long list.
        self._written = tuple((k, own.write) for k, own in codecs if own.write is not None)
        self._read = tuple((k, own.read) for k, own in codecs if own.read is not None)
        self._inner = tuple(
            (k, own) for k, own in enumerate(cells.values()) if isinstance(own, Shape)
        )
        self.width: int = len(codecs) + sum(own.width for _, own in self._inner)
        self._needed = self.width if needed is None else needed

    def row(self, thing: T) -> Row:
        """An object as a row."""
        values = list(self._get(thing))
        for k, write in self._written:
            values[k] = write(values[k])
        for k, inner in reversed(self._inner):
            own = values[k]
            values[k : k + 1] = (None,) * inner.width if own is None else inner.row(own)
        return tuple(values)

    def of(self, row: Sequence[Any], **others: object) -> T:
        """The object of a row; ``others`` are fields that are no cells of it.

        Raises
        ------
        ValueError, TypeError, LookupError
            The row holds what StagePlanner never writes.
        """
        values = list(row)
        if not self._needed <= len(values) <= self.width:
            raise ValueError(f"{len(values)} cells where {self.width} belong")
        for k, inner in self._inner:
            own = values[k : k + inner.width]
            values[k : k + inner.width] = [None if own[0] is None else inner.of(own)]
        for k, read in self._read:
            if k < len(values):
                values[k] = read(values[k])
        return self._of(**dict(zip(self._names, values, strict=False)), **others)

    def every(self, rows: Iterable[Sequence[Any]]) -> tuple[T, ...]:
        """The objects of rows, in order."""
        return tuple([self.of(row) for row in rows])

    def listed(self) -> Codec:
        """The cell of a field that holds several such objects, as JSON."""
        return Codec(
            lambda things: write_json([self.row(thing) for thing in things]),
            lambda text: self.every(read_list(text)),
        )
