"""Why a peak goes no lower, and which rules clash, as sentences for screen, sheet and terminal."""

from __future__ import annotations

import math

from stageplanner import messages
from stageplanner.domain.results.explanation import Limit, LimitProof
from stageplanner.domain.state import State, programme_names_of
from stageplanner.load.tolerances import TOLERANCE


def limit_lines(state: State, limit: Limit, language: str) -> tuple[str, ...]:
    """What was counted and found of a limit, beside its own sentence; empty where nothing was."""
    told = [] if limit.proof is None else [_counted(state, limit.proof, language)]
    told.extend(
        " ".join(messages.text(code, language, **values) for code, values in clash.parts)
        for clash in limit.clashes
    )
    return tuple(told)


def _counted(state: State, proof: LimitProof, language: str) -> str:
    names = programme_names_of(state)
    return messages.text(
        "limit_counted",
        language,
        days=proof.days,
        start=proof.start,
        end=proof.end,
        stage_days=math.floor(proof.stage_days + TOLERANCE),
        programmes=tuple(names[code] for code in proof.programmes),
        companies=proof.leerbedrijven,
        place_days=round(proof.place_days),
        bound=math.floor(1000 * proof.bound + TOLERANCE) / 10,
    )
