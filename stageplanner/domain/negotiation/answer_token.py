"""The mark of a row that a party answers: it finds the proposal and shows if it was altered."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from stageplanner.domain.option import wish_option
from stageplanner.domain.proposal import Proposal, Round
from stageplanner.domain.stage_period import StagePeriod

_UNASKED = re.compile(r"([0-9a-f]{8})\.P([0-9a-f]+)\.(\d+)\.([0-9a-f]{8})")
_PATTERN = re.compile(r"([0-9a-f]{8})\.(R\d+-\d+)\.(\d+)\.(\d+)\.([0-9a-f]{8})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """The contents of a mark; ``part`` counts the parts of a split group from 1."""

    key: str
    proposal: str
    version: int
    part: int
    check: str


def token_of(round_: Round, proposal: Proposal, part: int) -> str:
    """Return the mark of a row: ``0badc0de.R1-004.2.1.5f3a9c01``."""
    start = f"{round_.key}.{proposal.id}.{proposal.version}.{part}"
    return f"{start}.{_check(start, round_, proposal)}"


def _check(start: str, round_: Round, proposal: Proposal) -> str:
    content = (start, proposal.party.kind.value, proposal.party.id, proposal.period, proposal.asked)
    return hashlib.sha256(repr(content).encode()).hexdigest()[:8]


def read_token(text: str) -> Token | None:
    """Read a mark; ``None`` if the text is no complete mark."""
    match = _PATTERN.fullmatch(text.strip())
    if match is None:
        return None
    key, proposal, version, part, check = match.groups()
    return Token(key=key, proposal=proposal, version=int(version), part=int(part), check=check)


def is_genuine(token: Token, round_: Round, proposal: Proposal) -> bool:
    """Return whether a mark was written for this version of a proposal and is unaltered."""
    start = f"{token.key}.{token.proposal}.{token.version}.{token.part}"
    is_same = (token.key, token.proposal) == (round_.key, proposal.id)
    return is_same and token.check == _check(start, round_, proposal)


# --- volunteered proposals ------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class UnaskedToken:
    """The mark of a row by which an institution volunteers a proposal for a stage period."""

    key: str
    period: str
    part: int
    check: str


def unasked_token(round_: Round, period: StagePeriod, part: int) -> str:
    """Return the mark of a row about a stage period of which a round asks nothing."""
    start = f"{round_.key}.P{period.id.encode().hex()}.{part}"
    return f"{start}.{_check_of(start, period)}"


def _check_of(start: str, period: StagePeriod) -> str:
    """Return the check of a mark; it changes with the students and the wish of the period."""
    content = (start, period.institution, period.students, wish_option(period))
    return hashlib.sha256(repr(content).encode()).hexdigest()[:8]


def read_unasked(text: str) -> UnaskedToken | None:
    """Read a mark of :func:`unasked_token`; ``None`` if the text is none."""
    match = _UNASKED.fullmatch(text.strip())
    if match is None:
        return None
    key, name, part, check = match.groups()
    try:
        period = bytes.fromhex(name).decode()
    except ValueError:
        return None
    return UnaskedToken(key=key, period=period, part=int(part), check=check)


def is_still_so(token: UnaskedToken, period: StagePeriod) -> bool:
    """Return whether a mark was written for this stage period with its current wish."""
    start = f"{token.key}.P{token.period.encode().hex()}.{token.part}"
    return token.check == _check_of(start, period)
