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
_CHECKSUM = re.compile(r" sha256:[0-9a-f]+")
#: How a stored text holds a placement, as :func:`stageplanner.domain.comparison.plain_values.plain`
#: wrote it: ``20 x lint 2026-08-24 / 2027-07-02 di do``.
_PLACEMENT = re.compile(
    r"(?P<students>\d+) x (?P<form>\w+) (?P<start>[\d-]{10}) / (?P<end>[\d-]{10}) (?P<days>.*)"
)
_SPAN = re.compile(r"(\d{4}-\d{2}-\d{2}) / (\d{4}-\d{2}-\d{2})")
_TIMES = re.compile(r"\b(\d+) x (?=lint |blok )")
_DAYS_A_WEEK = re.compile(r"(?<![\d.,])([1-5]) d(?![\w/])")
_DECIMAL = re.compile(r"\d+\.\d+")
_FINGERPRINT = "fingerprint"
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
    """Return the subject of an event; of a step back the verb and subject it concerns."""
    if event.verb not in ("undo", "redo", "go_back"):
        return event.subject
    verb, _, subject = event.subject.partition(" ")
    if verb == "go_back":
        return f"{verb_words(verb, language)}: {_in_words(subject.partition(' ')[2], language)}"
    return f"{verb_words(verb, language)} {_in_words(subject, language)}".rstrip()


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
        return _in_words(value, language)
    return show(value, language)


def difference_words(change: ValueChange, language: str) -> str:
    """Return what differs between the two values of a change, and nothing that stayed.

    Parameters
    ----------
    change : ValueChange
        One value before and after.
    language : str
        ``nl`` or ``en``.

    Returns
    -------
    str
        ``di do → ma wo`` if a group only has other weekdays; of a new or removed row its value.
    """
    before, after = change.before, change.after
    if not before or not after:
        return value_words(after or before, language)
    placed = [_PLACEMENT.fullmatch(value) for value in (before, after)]
    if placed[0] is not None and placed[1] is not None:
        pairs = zip(_parts(placed[0], language), _parts(placed[1], language), strict=True)
        differing = [f"{old} → {new}" for old, new in pairs if old != new]
        return ", ".join(differing)
    return f"{value_words(before, language)} → {value_words(after, language)}"


def origin_words(event: Event) -> str:
    """Return the file that a change came from, without the checksum that is kept with it."""
    return _CHECKSUM.sub("", event.origin)


def _parts(placed: re.Match[str], language: str) -> tuple[str, ...]:
    """Return the number of students, form, dates and weekdays of a placement in words."""
    students = text("word_students", language, students=int(placed["students"]))
    dates = _in_words(f"{placed['start']} / {placed['end']}", language)
    return students, placed["form"], dates, _in_words(placed["days"], language)


def _in_words(value: str, language: str) -> str:
    """Return a stored text with its dates, placements and numbers as people write them."""
    value = _SPAN.sub(r"\1 t/m \2" if language == "nl" else r"\1 to \2", value)
    value = _TIMES.sub(lambda m: text("word_students", language, students=int(m[1])) + ": ", value)
    value = _DAYS_A_WEEK.sub(r"\1 d/wk", value)
    value = _ISO_DAY.sub(lambda m: _day(m[0], language), value)
    if _DECIMAL.fullmatch(value):
        return show(float(value), language)
    return value


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
            origin=origin_words(event),
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
                    if field == _FINGERPRINT:
                        continue  # a checksum of the data, which says nothing to a reader
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
