"""Many records at once, field by field: a long list makes hundreds of thousands of them.

Setting one field of all records is a single pass of compiled code; calling the class for
every record is not, and takes twice as long.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, fields
from itertools import repeat
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")


def make_many(
    kind: type[T], count: int, columns: Mapping[str, Sequence[Any]], **same: object
) -> list[T]:
    """Records of a slotted dataclass from the columns of their fields.

    Every record is checked as when it is made alone.

    Parameters
    ----------
    columns
        Per field the values of all records.
    same
        Fields in which the records are alike.

    Raises
    ------
    ValueError
        A column is not as long as there are records; a field that has to be given is not.
    """
    records = list(map(object.__new__, repeat(kind, count)))
    for field in fields(kind):  # type: ignore[arg-type]
        values: Iterable[Any]
        if field.name in columns:
            values = columns[field.name]
            if len(columns[field.name]) != count:
                raise ValueError(f"{field.name}: {len(columns[field.name])} values for {count}")
        else:
            value = same.get(field.name, field.default)
            if value is MISSING:
                raise ValueError(f"{field.name}: not given")
            values = repeat(value, count)
        _run(map(getattr(kind, field.name).__set__, records, values))
    check = getattr(kind, "__post_init__", None)
    if check is not None:
        _run(map(check, records))
    return records


def _run(steps: Iterable[None]) -> None:
    deque(steps, maxlen=0)


def spread(values: Iterable[Any], codes: NDArray[Any]) -> list[Any]:
    """The value that each code stands for."""
    listed = list(values)
    result: list[Any] = np.fromiter(listed, dtype=object, count=len(listed))[codes].tolist()
    return result
