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
    made = list(map(object.__new__, repeat(kind, count)))
    for each in fields(kind):  # type: ignore[arg-type]
        values: Iterable[Any]
        if each.name in columns:
            values = columns[each.name]
            if len(columns[each.name]) != count:
                raise ValueError(f"{each.name}: {len(columns[each.name])} values for {count}")
        else:
            value = same.get(each.name, each.default)
            if value is MISSING:
                raise ValueError(f"{each.name}: not given")
            values = repeat(value, count)
        _run(map(getattr(kind, each.name).__set__, made, values))
    check = getattr(kind, "__post_init__", None)
    if check is not None:
        _run(map(check, made))
    return made


def _run(steps: Iterable[None]) -> None:
    deque(steps, maxlen=0)


def spread(values: Iterable[Any], codes: NDArray[Any]) -> list[Any]:
    """The value that each code stands for."""
    listed = list(values)
    found: list[Any] = np.fromiter(listed, dtype=object, count=len(listed))[codes].tolist()
    return found
