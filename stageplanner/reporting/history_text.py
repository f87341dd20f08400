"""Events of the history as text, in one line and row by row."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from stageplanner.domain.history import Event
from stageplanner.messages import codes, show, text

#: Under this name an event has the number of rows that it does not list.
_MORE = "more"
_ISO_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueChange:
    """One value before and after, with the kind of its row, the row and the field.

    ``before`` of a new row is empty, and so is ``after`` of a row that was removed.
    """

    kind: str
    name: str
    field: str
    before: str
    after: str


def verb_words(verb: str, language: str) -> str:
    """Return a verb of the history in the reader's language; an unknown verb as it is."""
    code = f"verb_{verb}"
    return text(code, language) if code in codes() else verb


def subject_words(event: Event, language: str) -> str:
    """Return the subject of an event; of undo and redo the verb and subject they concern."""
    if event.verb not in ("undo", "redo"):
        return event.subject
    verb, _, subject = event.subject.partition(" ")
    return f"{verb_words(verb, language)} {subject}".rstrip()


def field_words(name: str, language: str) -> str:
    """Return a field of a row or the policy in the reader's language; an unknown one as it is.

    ``rules[ROC X].window_weeks`` is a rule of one institution.
    """
    scope, _, rule = name.rpartition(".")
    if f"rule_{rule}" in codes() and scope.startswith("rules"):
        rule_text = text(f"rule_{rule}", language)
        return f"{rule_text} ({scope[6:-1]})" if "[" in scope else rule_text
    for prefix in ("field", "rule"):
        if f"{prefix}_{name}" in codes():
            return text(f"{prefix}_{name}", language)
    return name


def value_words(value: object, language: str) -> str:
    """Return a plain value in the reader's language: a date, a number, yes, no or nothing."""
    if value is None or value in ("", ()):
        return text("word_nothing", language)
    if isinstance(value, bool):
        return text("word_yes" if value else "word_no", language)
    if isinstance(value, str):
        return _ISO_DAY.sub(lambda m: _day(m[0], language), value)
    return show(value, language)


def _day(iso: str, language: str) -> str:
    try:
        return show(date.fromisoformat(iso), language)
    except ValueError:
        return iso  # such figures in a name are no date


def kind_words(kind: str, language: str) -> str:
    """Return the name of a kind of row."""
    code = f"word_{kind}"
    return text(code, language) if code in codes() else kind


def event_summary(event: Event, language: str) -> str:
    """Return how much a change touched: ``242 stageperiodes, 25 vakanties``."""
    before, after = _read(event.before), _read(event.after)
    if before is None or after is None:
        shown = (part for part in (event.before, event.after) if part)
        return " → ".join(shown)
    counts = {kind: len(_merged(before, after, kind)) for kind in {**before, **after}}
    counts.pop(_MORE, None)
    more = after.get(_MORE)
    if isinstance(more, int) and len(counts) == 1:
        counts, more = {kind: count + more for kind, count in counts.items()}, None
    parts = [
        text(f"told_{kind}", language, count=count) if f"told_{kind}" in codes() else kind
        for kind, count in counts.items()
    ]
    if isinstance(more, int):
        parts.append(text("told_more", language, count=more))
    return ", ".join(parts)


def log_rows(history: Iterable[Event], language: str) -> tuple[LogRow, ...]:
    """Return the history in words, for the sheet Logboek of the workbook."""
    return tuple(
        LogRow(
            when=f"{show(event.when.date(), language)} {event.when:%H:%M}",
            user=event.user,
            what=verb_words(event.verb, language),
            subject=subject_words(event, language),
            summary=value_words(event_summary(event, language), language),
            origin=event.origin.split(" sha256:")[0],
        )
        for event in history
    )


def event_changes(event: Event) -> tuple[ValueChange, ...]:
    """Return every value that a change touched, as far as the history lists them."""
    before, after = _read(event.before), _read(event.after)
    if before is None or after is None:
        plain = ValueChange(
            kind="", name="", field="", before=event.before or "", after=event.after or ""
        )
        return (plain,)
    return tuple(_changes(before, after))


def _changes(before: dict[str, Any], after: dict[str, Any]) -> Iterator[ValueChange]:
    for kind in {**before, **after}:
        if kind == _MORE:
            continue
        for name in _merged(before, after, kind):
            old, new = (_part(side, kind).get(name) for side in (before, after))
            if isinstance(old, dict) or isinstance(new, dict):
                old, new = (part if isinstance(part, dict) else {} for part in (old, new))
                for field in {**old, **new}:
                    values = _shown(old.get(field)), _shown(new.get(field))
                    yield _change(kind, name, field, *values)
            elif kind == "policy":
                yield _change(kind, "", name, _shown(old), _shown(new))
            else:
                yield _change(kind, name, "", _shown(old), _shown(new))


def _change(kind: str, name: str, field: str, before: str, after: str) -> ValueChange:
    return ValueChange(kind=kind, name=name, field=field, before=before, after=after)


def _shown(value: object) -> str:
    if value is None:
        return ""
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _part(side: dict[str, Any], kind: str) -> dict[str, Any]:
    rows = side.get(kind, {})
    return rows if isinstance(rows, dict) else {"": rows}


def _merged(before: dict[str, Any], after: dict[str, Any], kind: str) -> dict[str, Any]:
    return {**_part(before, kind), **_part(after, kind)}


def _read(content: str | None) -> dict[str, Any] | None:
    """Read the rows in a text of an event; ``None`` if it is plain text."""
    if not content:
        return {}
    try:
        rows = json.loads(content)
    except ValueError:
        return None
    return rows if isinstance(rows, dict) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """A row of the sheet Logboek: one event in words."""

    when: str
    user: str
    what: str
    subject: str
    summary: str
    origin: str
