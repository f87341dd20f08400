"""What is proven within the limits of one question, as a sentence.

The same sentence stands under the proposal, in the explanation and in the workbook.
"""

from __future__ import annotations

from stageplanner.domain.plan import Proof, ShortageProof, Status, Within
from stageplanner.load.rounding import round_down
from stageplanner.load.standing import shown_bound
from stageplanner.load.tolerances import ROUNDING, TOLERANCE
from stageplanner.problems import Problem


def question_sentence(proof: Proof, within: Within, programmes: str) -> Problem:
    """Return what is proven of a component within the limits of the question.

    Parameters
    ----------
    proof : Proof
        Of the component.
    within : Within
        The limits of its question.
    programmes : str
        What the component is called.

    Returns
    -------
    Problem
        A sentence code with values; percentages have one decimal, bounds are rounded down.
    """
    peak, target = proof.peak or 0.0, proof.target
    values: dict[str, object] = {
        "programmes": programmes,
        "within": _limits(within),
        "peak": round(100 * peak, 1),
        "target": round(100 * (target or 0.0), 1),
        "changes": proof.changes,
        "at_least": proof.changes_lower_bound,
        "bound": round(100 * (shown_bound(proof.lower_bound, peak) or 0.0), 1),
        "without": _without(proof, within),
        **shortage_values(proof.shortage),
    }
    if target is not None and peak <= target + ROUNDING:
        code = "within_fewest_proven" if proof.status is Status.PROVEN else "within_fewest"
    elif (proof.lower_bound or 0.0) <= 0:
        code = "within_open"
    elif proof.shortage is not None:
        code = knee_code(proof, proof.shortage, "within_knee")
    else:
        code = "within_lowest" if target is None else "within_short"
    return Problem(code=code, values=values)


def knee_code(proof: Proof, shortage: ShortageProof, stem: str) -> str:
    """Return the sentence on what is taken away of the shortage.

    Parameters
    ----------
    proof : Proof
        Of the component.
    shortage : ShortageProof
        That of it.
    stem : str
        The beginning of the code.

    Returns
    -------
    str
        A sentence code.
    """
    if shortage.removable <= TOLERANCE:
        return f"{stem}_none"
    if shortage.is_crowded:
        return f"{stem}_crowded"
    if proof.changes == proof.changes_lower_bound:
        return f"{stem}_proven"
    return stem if proof.changes_lower_bound else f"{stem}_open"


def shortage_values(proof: ShortageProof | None) -> dict[str, object]:
    """Return what is said of the shortage where the target is out of reach.

    Parameters
    ----------
    proof : ShortageProof or None
        What is proven of it.

    Returns
    -------
    dict of str to object
        Values of a sentence; bounds are rounded down.
    """
    if proof is None:
        return {}
    fewest, most = proof.changes_lower_bound, proof.changes
    return {
        "share": int(round_down(100 * proof.taken, 0)),
        "taken": round(proof.wish - proof.left, 1),
        "removable": round(proof.removable, 1),
        "left": round(proof.left, 1),
        "least": round(proof.least, 1),
        "least_bound": round_down(proof.lower_bound, 1),
        "all": str(most) if fewest == most else f"{fewest}–{most}",
    }


def _limits(within: Within) -> tuple[Problem, ...]:
    """Return the limits as phrases."""
    phrases = []
    if within.institutions is not None:
        names = within.institutions
        code = {0: "within_nobody", 1: "within_institution"}.get(len(names), "within_institutions")
        phrases.append(Problem(code=code, values={"institutions": names}))
    if within.most_weeks_shift is not None:
        phrases.append(Problem(code="within_weeks", values={"weeks": within.most_weeks_shift}))
    if within.max_changes is not None:
        phrases.append(Problem(code="within_changes", values={"most": within.max_changes}))
    return tuple(phrases)


def _without(proof: Proof, within: Within) -> Problem:
    """Return what is known without the limits: of the target, or else of the peak."""
    bound, target = within.lower_bound or 0.0, proof.target
    only_changes = within.institutions is None and within.most_weeks_shift is None
    values: dict[str, object] = {
        "bound": round_down(100 * bound, 1),
        "target": round(100 * (target or 0.0), 1),
        "at_least": proof.changes_lower_bound,
    }
    if bound <= 0:
        return Problem(code="without_unknown")
    if target is not None and bound > target + TOLERANCE:
        return Problem(code="without_impossible", values=values)
    if target is not None and only_changes and proof.changes_lower_bound > proof.changes:
        return Problem(code="without_needs", values=values)
    return Problem(code="without_bound", values=values)
