"""The history of a region: every change with its time, user, verb, before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One change that a user made; it is never changed or removed.

    ``when`` is in UTC. ``verb`` is the name of the verb on the project, ``subject`` what it was
    done to (a stage period, a file, a scenario). ``before`` and ``after`` are texts, JSON if they
    hold more than one value. ``origin`` is where the change came from: a file
    (:func:`file_origin`) or the name of a party; empty if the user made it by hand.
    """

    when: datetime
    user: str = ""
    verb: str
    subject: str = ""
    before: str | None = None
    after: str | None = None
    origin: str = ""

    def __post_init__(self) -> None:
        if self.when.utcoffset() != timedelta(0):
            raise ValueError(f"{self.when} is not in UTC")


def now() -> datetime:
    """Return the current time in UTC, in whole milliseconds, for an event."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def file_origin(file: str, sha256: str) -> str:
    """Return the origin of a change that came from a file: its name and content hash."""
    return f"{file} sha256:{sha256}"
