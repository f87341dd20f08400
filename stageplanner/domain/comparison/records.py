"""The history and differences as plain records, for ``--json``, exports and the history."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from stageplanner.domain.comparison.difference import (
    Fate,
    FieldDifference,
    PlanDifference,
    RowDifference,
    StateDifference,
    difference_of_states,
)
from stageplanner.domain.comparison.plain_values import plain
from stageplanner.domain.history import Event
from stageplanner.domain.results.division import Division
from stageplanner.domain.state import State

#: An event lists this many rows; of a larger change it only counts the others.
LISTED_ROWS = 200

DIVISION_COLUMNS = (
    *("Stageperiode", "Instelling", "Opleiding", "Groep"),
    *("LeerbedrijfID", "Leerbedrijf", "Plaats", "Studenten"),
)
HISTORY_COLUMNS = ("when", "user", "verb", "subject", "before", "after", "origin")


def event_record(event: Event) -> dict[str, str | None]:
    """Return an event of the history as a record; the time as ISO text in UTC."""
    return {
        "when": event.when.isoformat(),
        "user": event.user,
        "verb": event.verb,
        "subject": event.subject,
        "before": event.before,
        "after": event.after,
        "origin": event.origin,
    }


def history_csv(history: Iterable[Event]) -> str:
    """Return the history as a CSV that Excel opens: columns separated by ``;``, one event a line.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HISTORY_COLUMNS)
    for event in history:
        record = event_record(event)
        writer.writerow([_harmless(record[name] or "") for name in HISTORY_COLUMNS])
    return out.getvalue()


def division_csv(state: State, division: Division) -> str:
    """Return a division as a CSV that Excel opens: one line per group and leerbedrijf.

    Students without a place come last, without a leerbedrijf.
    """
    periods = {period.id: period for period in state.periods}
    companies = {company.id: company for company in state.leerbedrijven}
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(DIVISION_COLUMNS)

    def write(name: str, company: tuple[str, str, str], students: int) -> None:
        period = periods[name]
        programme = period.programme_name or period.programme
        about = (period.id, period.institution, programme, period.group, *company)
        writer.writerow([*map(_harmless, about), students])

    for share in division.shares:
        leerbedrijf = companies[share.leerbedrijf]
        write(share.period, (leerbedrijf.id, leerbedrijf.name, leerbedrijf.town), share.students)
    for unplaced in division.unplaced:
        write(unplaced.period, ("", "(geen plaats)", ""), unplaced.students)
    return out.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def difference_record(difference: StateDifference) -> dict[str, list[dict[str, Any]]]:
    """Return the difference of two states: lists ``rows``, ``policy`` and ``plan``."""
    return {
        "rows": row_records(difference.rows),
        "policy": _field_records(difference.policy),
        "plan": [plan_difference_record(row) for row in difference.plan],
    }


def row_records(rows: Iterable[RowDifference]) -> list[dict[str, Any]]:
    """Return rows that came, went or changed, as records."""
    return [
        {
            "kind": row.kind,
            "id": row.id,
            "label": row.label,
            "fate": row.fate.value,
            "fields": _field_records(row.fields),
        }
        for row in rows
    ]


def plan_difference_record(difference: PlanDifference) -> dict[str, Any]:
    """Return a stage period that two plans place differently, as a record."""
    period = difference.period
    return {
        "period": period.id,
        "institution": period.institution,
        "programme": period.programme,
        "group": period.group,
        "students": period.students,
        "before": [plain(placement) for placement in difference.before],
        "after": [plain(placement) for placement in difference.after],
        "kinds": sorted(kind.value for kind in difference.kinds),
    }


def _field_records(fields: Iterable[FieldDifference]) -> list[dict[str, Any]]:
    return [{"name": f.name, "before": f.before, "after": f.after} for f in fields]


def before_and_after(before: State, after: State) -> tuple[str, str]:
    """Return what a verb changed as the two texts of its event: JSON, empty if nothing.

    Each is an object by kind of row (``period``, ``plan``, ``policy``, ...), then by id, with the
    fields that changed. A large change lists only the first rows, and ``more`` counts the others:
    the file or plan it came from holds them.
    """
    difference = difference_of_states(before, after)
    if difference.is_empty:
        return "", ""
    old: dict[str, Any] = {}
    new: dict[str, Any] = {}
    for row in difference.rows[:LISTED_ROWS]:
        name = row.id or row.label
        if row.fate is not Fate.NEW:
            old.setdefault(row.kind, {})[name] = _side(row.fields, row.label, "before")
        if row.fate is not Fate.GONE:
            new.setdefault(row.kind, {})[name] = _side(row.fields, row.label, "after")
    for field in difference.policy:
        old.setdefault("policy", {})[field.name] = field.before
        new.setdefault("policy", {})[field.name] = field.after
    for change in difference.plan[:LISTED_ROWS]:
        record = plan_difference_record(change)
        old.setdefault("plan", {})[change.period.id] = record["before"]
        new.setdefault("plan", {})[change.period.id] = record["after"]
    more = _left_over(difference.rows) + _left_over(difference.plan)
    if more:
        new["more"] = more
    return _json(old), _json(new)


def _side(fields: Iterable[FieldDifference], label: str, side: str) -> Any:  # noqa: ANN401
    """Return the changed fields on one side; of a row that came or went, its label."""
    return {field.name: getattr(field, side) for field in fields} or label


def _left_over(rows: Sequence[object]) -> int:
    return max(0, len(rows) - LISTED_ROWS)


def _json(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False) if values else ""
