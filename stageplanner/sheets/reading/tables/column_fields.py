"""Assign a field to every column of a table, by its heading, its values and earlier decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from stageplanner.domain.column_mapping import ColumnMapping
from stageplanner.sheets.columns import WEEKDAY_FIELDS, Field, normalise
from stageplanner.sheets.reading.result import ColumnGuess, Kind, ReadContext
from stageplanner.sheets.reading.tables.assumed_columns import (
    are_stretches,
    names_something_else,
    settle_rivals,
    without_school,
    without_superfluous,
)
from stageplanner.sheets.reading.tables.header_kind import cell_guesses, user_fields
from stageplanner.sheets.reading.tables.header_rows import HEADER_ROWS, Header
from stageplanner.sheets.reading.tables.heading_match import (
    BARE_PERIOD,
    REPEATED,
    Guess,
    fit,
    guesses,
)
from stageplanner.sheets.reading.tables.holiday_columns import holds_stretches
from stageplanner.sheets.reading.tables.table import ColumnUse, Table
from stageplanner.sheets.reading.values.calendar_point import Scale, Span
from stageplanner.sheets.reading.values.date_spans import Hint, parse_spans
from stageplanner.sheets.reading.workbook.grid import Sheet, Value, as_text, is_blank


def heading_of(texts: Sequence[str]) -> str:
    """Return the heading as a person reads it: the rows of the header, without repeats."""
    return " / ".join(dict.fromkeys(t for t in texts if t))


def remembered_mapping(
    signature: str, header: Header, sheet: Sheet, context: ReadContext
) -> ColumnMapping | None:
    """Return the mapping remembered for this layout.

    If several institutions use the layout, the one named near the table is preferred.
    """
    kinds = (header.kind.value, Kind.PLAN.value, Kind.ANSWER.value)
    candidates = [m for m in context.mappings if m.signature == signature and m.kind in kinds]
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    near = sheet.rows[max(header.top - HEADER_ROWS, 0) : header.bottom + 3]
    words = {normalise(as_text(value)) for row in near for value in row if isinstance(value, str)}
    text = "|".join((normalise(sheet.name), *sorted(words)))
    named = [m for m in candidates if m.institution and normalise(m.institution) in text]
    return (named or candidates)[0]


def with_mapping(
    mapping: ColumnMapping, headings: Sequence[str], uses: tuple[ColumnUse, ...]
) -> tuple[ColumnUse, ...]:
    """Replace guessed fields by those that a person decided for these headings."""
    decided = {normalise(heading): name for heading, name in mapping.columns}
    result = []
    for use in uses:
        name = decided.get(normalise(headings[use.column]))
        if name is None:
            result.append(use)
            continue
        decided_field = Field(name) if name in set(Field) else None
        result.append(
            ColumnUse(
                column=use.column,
                heading=use.heading,
                field=decided_field,
                confidence=1.0,
                index=use.index if decided_field is use.field else 0,
            )
        )
    return tuple(result)


def assign_fields(
    sheet: Sheet, header: Header, bottom: int, timed: set[int], context: ReadContext
) -> tuple[ColumnUse, ...]:
    """Assign at most one field to every column, the most confident pairs first."""
    words = user_fields(context)
    options: list[tuple[float, int, Guess]] = []
    headings: dict[int, str] = {}
    for column, texts in enumerate(header.texts):
        heading = heading_of(texts)
        if column in timed or not heading:
            continue
        headings[column] = heading
        matches = cell_guesses(texts, header.kind, words, fuzzy=True)
        values = _values(sheet, column, header.bottom + 1, bottom)
        if header.kind is Kind.HOLIDAYS and holds_stretches(sheet, header.bottom, column):
            matches = (Guess(Field.SPAN, 0.9),)
        options += [(_weigh(g, values, heading, header.kind), column, g) for g in matches]
    uses = without_superfluous(_without_lone_weekday(_settle(options, headings)))
    uses = without_school(uses)
    fields: tuple[Field, ...] = _NUMBERS
    if header.kind is Kind.PERIODS:
        fields = tuple(dict.fromkeys((*_NUMBERS, *REPEATED)))
        filled = {c: _values(sheet, c, header.bottom + 1, bottom) for c in headings}
        uses = _by_content(uses, filled)
    above = reversed(sheet.rows[: header.top])
    titles = [as_text(value) for row in above for value in row if isinstance(value, str)]
    return settle_rivals(uses, _claims(options, headings), fields, titles)


def places_in_parts(uses: tuple[ColumnUse, ...]) -> tuple[ColumnUse, ...]:
    """Assign numbers to columns of places for a part of the year: "plekken sept-jan".

    If no column is known to hold places, columns under bare periods ("Q1", "P2") are used.
    """
    parts = [
        k
        for k, use in enumerate(uses)
        if use.field in (None, Field.PLACES)
        and part_of_year(use.heading)
        and any(g.field is Field.PLACES for g in guesses(normalise(use.heading), Kind.CAPACITY))
    ]
    if not any(use.field in (Field.PLACES, *WEEKDAY_FIELDS) for use in uses):
        parts = [k for k, use in enumerate(uses) if use.field is None and is_bare_period(use)]
    if len(parts) < 2:
        return uses
    result = list(uses)
    for index, k in enumerate(parts, 1):
        sure = max(result[k].confidence, 0.8)
        result[k] = replace(result[k], field=Field.PLACES, index=index, confidence=sure)
    return tuple(result)


def is_bare_period(use: ColumnUse) -> bool:
    """Return whether a heading names a period and nothing else."""
    return bool(BARE_PERIOD.fullmatch(normalise(use.heading)))


def part_of_year(heading: str) -> Span | None:
    """Return the single stretch of a school year that a heading names; ``None`` without one."""
    spans = [
        span
        for span in parse_spans(heading, Hint.DATE)
        if span.start is not None and (span.end is not None or span.start.scale is not Scale.DAY)
    ]
    return spans[0] if len(spans) == 1 else None


def _without_lone_weekday(uses: tuple[ColumnUse, ...]) -> tuple[ColumnUse, ...]:
    """Drop a single weekday column: "vrij in te vullen" is not a Friday."""
    weekdays = [use for use in uses if use.field in WEEKDAY_FIELDS]
    if len(weekdays) != 1:
        return uses
    return tuple(replace(u, field=None, confidence=0.0) if u in weekdays else u for u in uses)


def _by_content(
    uses: tuple[ColumnUse, ...], values: Mapping[int, list[Value]]
) -> tuple[ColumnUse, ...]:
    """Assign fields by values where the headings are not decisive.

    A column of days may hold weekdays, and a column without a field may hold unmistakable values.
    """
    result = [
        replace(use, field=Field.WEEKDAYS)
        if use.field is Field.DAYS and fit(Field.WEEKDAYS, values[use.column], "") >= 0.6
        and values[use.column]
        else use
        for use in uses
    ]  # fmt: skip
    for wanted, others in _INFORMATIVE_VALUES.items():
        if {use.field for use in result} & {wanted, *others}:
            continue
        for k, use in enumerate(result):
            filled = values[use.column]
            if use.field is None and len(filled) >= 2 and _holds(wanted, filled, use.heading):
                result[k] = replace(use, field=wanted, confidence=0.5, assumed=True)
                break
    return tuple(result)


def _holds(wanted: Field, values: list[Value], heading: str) -> bool:
    """Return whether values can be nothing else than those of a field."""
    if fit(wanted, values, "") < 0.9 or names_something_else(heading, wanted):
        return False
    return wanted is not Field.SPAN or are_stretches(values)


#: Fields of which no table means two columns; a column for each period or part of a year apart.
_NUMBERS = (Field.STUDENTS, Field.PLACES)
#: A heading that names a field less surely claims no column.
_CLAIM_FROM = 0.5
#: Fields with unmistakable values, each with the fields that make it superfluous.
_INFORMATIVE_VALUES: Mapping[Field, tuple[Field, ...]] = {
    Field.WEEKDAYS: (Field.MONDAY,),
    Field.PROGRAMME: (Field.PROGRAMME_NAME,),
    Field.FORM: (),
    Field.SPAN: (Field.START, Field.END),
}


def _values(sheet: Sheet, column: int, top: int, bottom: int) -> list[Value]:
    """Return up to 40 values from the first rows of a column."""
    values: list[Value] = []
    for row in range(top, min(bottom, top + 400)):
        value = sheet.cell(row, column)
        if not is_blank(value):
            values.append(value)
            if len(values) == 40:
                break
    return values


def _weigh(guess: Guess, values: list[Value], heading: str, kind: Kind) -> float:
    # A holiday may be a single day, a period of placement is a stretch.
    is_day = kind is Kind.HOLIDAYS and guess.field is Field.SPAN
    share = fit(Field.START if is_day else guess.field, values, heading)
    if share == 0 and len(values) >= 3:
        return guess.confidence * 0.2
    return guess.confidence * (0.55 + 0.45 * share)


def _claims(
    options: Sequence[tuple[float, int, Guess]], headings: Mapping[int, str]
) -> dict[int, Field]:
    """Return per column the number that its heading names best, if it surely names one.

    Places of a part of the year claim nothing: there may be a column for each part.
    """
    best: dict[int, tuple[float, Guess]] = {}
    for confidence, column, guess in options:
        if column not in best or confidence > best[column][0]:
            best[column] = (confidence, guess)
    return {
        column: guess.field
        for column, (confidence, guess) in best.items()
        if not guess.assumed
        and confidence >= _CLAIM_FROM
        and guess.field in _NUMBERS
        and not (guess.field is Field.PLACES and part_of_year(headings[column]))
    }


def _settle(
    options: list[tuple[float, int, Guess]], headings: Mapping[int, str]
) -> tuple[ColumnUse, ...]:
    chosen: dict[int, ColumnUse] = {}
    taken: dict[Field, list[int]] = {}
    # A heading that surely names a field comes before one that may.
    for confidence, column, guess in sorted(options, key=lambda o: (o[2].assumed, -o[0], o[1])):
        if column in chosen or confidence < 0.3:
            continue
        if taken.get(guess.field) and guess.field not in REPEATED:
            continue
        taken.setdefault(guess.field, []).append(column)
        chosen[column] = ColumnUse(
            column=column,
            heading=headings[column],
            field=guess.field,
            confidence=round(min(confidence, 1.0), 2),
            index=guess.index,
            assumed=guess.assumed,
        )
    for column, heading in headings.items():
        if column not in chosen:
            chosen[column] = ColumnUse(column=column, heading=heading, field=None, confidence=0.0)
    return tuple(chosen[c] for c in sorted(chosen))


def column_guesses(sheet: Sheet, table: Table) -> tuple[ColumnGuess, ...]:
    """Return the columns of a table for display, with a few values of each."""
    return tuple(
        ColumnGuess(
            column=sheet.view.column_name(use.column),
            heading=use.heading,
            field=use.field.value if use.field else None,
            confidence=use.confidence,
            samples=tuple(
                as_text(v) for v in _values(sheet, use.column, table.header + 1, table.bottom)[:3]
            ),
        )
        for use in table.columns
    )
