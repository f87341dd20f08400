"""The mark of a row that a party answers: which proposal, which version, unaltered or not."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from stageplanner.domain.negotiation import Proposal, Round

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
