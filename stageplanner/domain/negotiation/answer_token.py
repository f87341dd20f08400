"""The mark of a row that a party answers: which proposal, which version, unaltered or not."""

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
    """What the mark of a row says; ``part`` counts the parts of a split group from 1."""

    key: str
    proposal: str
    version: int
    part: int
    check: str


def token_of(own: Round, proposal: Proposal, part: int) -> str:
    """The mark of a row: ``0badc0de.R1-004.2.1.5f3a9c01``."""
    start = f"{own.key}.{proposal.id}.{proposal.version}.{part}"
    return f"{start}.{_check(start, own, proposal)}"


def _check(start: str, own: Round, proposal: Proposal) -> str:
    said = (start, proposal.party.kind.value, proposal.party.id, proposal.period, proposal.asked)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:8]


def read_token(text: str) -> Token | None:
    """Read a mark; ``None`` where it is none, or a part of one."""
    found = _PATTERN.fullmatch(text.strip())
    if found is None:
        return None
    key, proposal, version, part, check = found.groups()
    return Token(key=key, proposal=proposal, version=int(version), part=int(part), check=check)


def is_genuine(token: Token, own: Round, proposal: Proposal) -> bool:
    """Tell whether a mark was written for this proposal as it stands, and not altered since."""
    start = f"{token.key}.{token.proposal}.{token.version}.{token.part}"
    is_same = (token.key, token.proposal) == (own.key, proposal.id)
    return is_same and token.check == _check(start, own, proposal)


# --- what nobody asked ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class UnaskedToken:
    """The mark of a row by which an institution proposes something itself for a stage period."""

    key: str
    period: str
    part: int
    check: str


def unasked_token(own: Round, period: StagePeriod, part: int) -> str:
    """The mark of a row about a stage period of which a round asks nothing."""
    start = f"{own.key}.P{period.id.encode().hex()}.{part}"
    return f"{start}.{_check_of(start, period)}"


def _check_of(start: str, period: StagePeriod) -> str:
    """It holds as long as the stage period has the same students and the same wish."""
    said = (start, period.institution, period.students, wish_option(period))
    return hashlib.sha256(repr(said).encode()).hexdigest()[:8]


def read_unasked(text: str) -> UnaskedToken | None:
    """Read such a mark; ``None`` where it is none."""
    found = _UNASKED.fullmatch(text.strip())
    if found is None:
        return None
    key, name, part, check = found.groups()
    try:
        period = bytes.fromhex(name).decode()
    except ValueError:
        return None
    return UnaskedToken(key=key, period=period, part=int(part), check=check)


def is_still_so(token: UnaskedToken, period: StagePeriod) -> bool:
    """Tell whether a mark was written for this stage period with the wish that it has now."""
    start = f"{token.key}.P{token.period.encode().hex()}.{token.part}"
    return token.check == _check_of(start, period)
