"""Why a peak goes no lower and which rules are in conflict, as sentences."""

from __future__ import annotations

from stageplanner import messages
from stageplanner.domain.results.explanation import Limit, LimitProof
from stageplanner.domain.state import State, programme_names_of
from stageplanner.load.rounding import round_down


def limit_lines(state: State, limit: Limit, language: str) -> tuple[str, ...]:
    """Return the counting proof of a limit and its rule conflicts; empty if there are none."""
    lines = [] if limit.proof is None else [_counted(state, limit.proof, language)]
    lines.extend(
        " ".join(messages.text(code, language, **values) for code, values in clash.parts)
        for clash in limit.clashes
    )
    return tuple(lines)


def _counted(state: State, proof: LimitProof, language: str) -> str:
    names = programme_names_of(state)
    return messages.text(
        "limit_counted_day" if proof.start == proof.end else "limit_counted",
        language,
        days=proof.days,
        start=proof.start,
        end=proof.end,
        stage_days=int(round_down(proof.stage_days, 0)),
        programmes=tuple(names[code] for code in proof.programmes),
        companies=proof.leerbedrijven,
        place_days=round(proof.place_days),
        bound=round_down(100 * proof.bound, 1),
    )
