"""The rows of plans: their placements and their proofs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from stageplanner.domain.form import Form
from stageplanner.domain.option import Option
from stageplanner.domain.plan import Placement, Proof, ShortageProof, Status, Within
from stageplanner.store.rows.cells import (
    DAY,
    FLAG,
    NAMES,
    NUMBER,
    NUMBERS_OR_NONE,
    PLAIN,
    Codec,
    Row,
    one_of,
    read_list,
    write_json,
)
from stageplanner.store.rows.row_shapes import Shape

_NAMES_OR_NONE = Codec(None, lambda cell: None if cell is None else tuple(cell))
_OPTION = Shape(
    Option,
    {
        "form": one_of(Form),
        "start": DAY,
        "end": DAY,
        "days_per_week": PLAIN,
        "weekdays": NUMBERS_OR_NONE,
    },
)
_PLACEMENT = Shape(Placement, {"option": _OPTION, "students": PLAIN})
_WITHIN = Shape(
    Within,
    {
        "max_changes": PLAIN,
        "institutions": _NAMES_OR_NONE,
        "most_weeks_shift": PLAIN,
        "lower_bound": NUMBER,
    },
)
_SHORTAGE = Shape(
    ShortageProof,
    {
        "share": NUMBER,
        "wish": NUMBER,
        "left": NUMBER,
        "least": NUMBER,
        "lower_bound": NUMBER,
        "changes": PLAIN,
        "changes_lower_bound": PLAIN,
    },
)
_PROOF = Shape(
    Proof,
    {
        "programmes": NAMES,
        "periods": PLAIN,
        "wish_peak": NUMBER,
        "peak": NUMBER,
        "lower_bound": NUMBER,
        "target": NUMBER,
        "changes": PLAIN,
        "changes_lower_bound": PLAIN,
        "status": one_of(Status),
        "seconds": NUMBER,
        "within": Codec(
            lambda within: None if within is None else write_json(_WITHIN.row(within)),
            lambda text: None if text is None else _WITHIN.of(read_list(text)),
        ),
        "shortage": Codec(
            lambda proof: None if proof is None else write_json(_SHORTAGE.row(proof)),
            lambda text: None if text is None else _SHORTAGE.of(read_list(text)),
        ),
        "ended_by_clock": FLAG,
    },
    # A journal of an earlier version has no cells for the limits of the question, the shortage and
    # the clock.
    needed=10,
)


def placement_rows(plan: int, period: str, placements: tuple[Placement, ...]) -> list[Row]:
    """Return the rows of a stage period in a plan; one without a form if it has no placements."""
    if not placements:
        return [(plan, period, *[None] * _PLACEMENT.width)]
    return [(plan, period, *_PLACEMENT.row(placement)) for placement in placements]


def placement_of(row: Sequence[Any]) -> tuple[int, str, Placement | None]:
    """Return the plan, the stage period and the placement of a row of ``placement``."""
    plan, period, *cells = row
    return plan, period, None if cells[0] is None else _PLACEMENT.of(cells)


def write_placements(placements: Iterable[Placement]) -> list[Row]:
    """Return the placements of one stage period as rows within JSON."""
    return [_PLACEMENT.row(placement) for placement in placements]


def read_placements(rows: Iterable[Sequence[Any]]) -> tuple[Placement, ...]:
    """Read what :func:`write_placements` writes."""
    placements = _PLACEMENT.every(rows)
    if any(placement.option is None for placement in placements):
        raise ValueError("a placement without a form")
    return placements


def proof_row(plan: int, proof: Proof) -> Row:
    """Return a proof of a plan as a row of ``proof``."""
    return (plan, *_PROOF.row(proof))


def proof_of(row: Sequence[Any]) -> tuple[int, Proof]:
    """Return the plan and the proof of a row of ``proof``."""
    return row[0], _PROOF.of(row[1:])
