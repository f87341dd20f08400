"""Find the tables of a sheet: where the header is, what columns hold, which weeks run across."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from types import NoneType

from stageplanner.domain.mapping import ColumnMapping
from stageplanner.sheets.codes_across import code_columns
from stageplanner.sheets.columns import WEEKDAY_FIELDS, Field, normalise
from stageplanner.sheets.grid import Sheet, Value, as_text, is_blank
from stageplanner.sheets.headings import REPEATED, SYNONYMS, WEIGHTS, Guess, fit, guesses
from stageplanner.sheets.moments import Hint, Scale, Span, parse_spans
from stageplanner.sheets.reading import ColumnGuess, Kind, ReadContext
from stageplanner.sheets.weeks_across import (
    PERIOD_HEADING,
    TimeColumn,
    header_moment,
    time_columns,
)

#: A header lies within the first rows; the limit counts rows that are not empty.
HEADER_ROWS = 60
_LONG = 80
_LEAST_SCORE = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnUse:
    """What one column of a table is taken to hold."""

    column: int
    heading: str
    field: Field | None
    confidence: float
    index: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table in a sheet: header rows ``top`` .. ``header``, data below up to ``bottom``."""

    kind: Kind
    top: int
    header: int
    bottom: int
    columns: tuple[ColumnUse, ...]
    times: tuple[TimeColumn, ...] = ()
    codes: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    signature: str = ""
    remembered: bool = False
    shared: Mapping[Field, str] = field(default_factory=dict)

    def of(self, wanted: Field) -> int | None:
        """The column of a field, the first where it stands several times."""
        return next((c.column for c in self.columns if c.field is wanted), None)

    def heading(self, wanted: Field) -> str:
        """The heading of a field's first column."""
        return next((c.heading for c in self.columns if c.field is wanted), "")


@dataclass(frozen=True, slots=True)
class _Header:
    """A block of header rows with its best reading."""

    kind: Kind
    top: int
    bottom: int
    score: float
    texts: tuple[tuple[str, ...], ...]
    times: tuple[TimeColumn, ...] = ()
    codes: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def find_tables(sheet: Sheet, context: ReadContext) -> tuple[Table, ...]:
    """The tables of a sheet from top to bottom; none where no header is recognised."""
    headers = _headers(sheet, own_fields(context))
    tables = []
    for k, header in enumerate(headers):
        bottom = headers[k + 1].top if k + 1 < len(headers) else len(sheet.rows)
        tables.append(_build(sheet, header, bottom, context))
    return tuple(tables)


Own = Mapping[str, Field]


def own_fields(context: ReadContext) -> Own:
    """The user's own words for columns: normalised heading -> field."""
    known = set(Field)
    return {normalise(k): Field(v) for k, v in context.synonyms.items() if v in known}


def _header_texts(sheet: Sheet, row: int) -> list[str]:
    """The cells of a row as headings: merged blocks repeat their text over their columns."""
    width = sheet.width
    texts = [as_text(v) if not is_blank(v) else "" for v in sheet.rows[row]]
    texts += [""] * (width - len(texts))
    for merge in sheet.merges:
        if merge.top <= row <= merge.bottom and merge.right < width:
            value = as_text(sheet.cell(merge.top, merge.left))
            for column in range(merge.left, merge.right + 1):
                texts[column] = value
    return texts


def _headers(sheet: Sheet, own: Own) -> list[_Header]:
    found: list[_Header] = []
    seen = 0
    row = 0
    end = len(sheet.rows)
    header_words: frozenset[str] = frozenset()
    dull: set[str] = set()  # first cells below the header rows that begin no header
    while row < end:
        cells = sheet.rows[row]
        begin = type(cells[0]) if cells else str
        # Below the header rows only a word can begin a header.
        if (begin is str and cells and cells[0] in dull) or (
            seen >= HEADER_ROWS and begin is not str and begin is not NoneType
        ):
            row += 1
            continue
        first = next((v for v in cells if not is_blank(v)), None)
        if first is None:
            row += 1
            continue
        seen += 1
        if seen > HEADER_ROWS and not (
            isinstance(first, str) and normalise(as_text(first)) in header_words
        ):
            if isinstance(first, str):
                dull.add(first)
            row += 1
            continue
        header = _best_header(sheet, row, own)
        if header is not None and not _lists_periods(sheet, header):
            header = _with_rows_below(sheet, header)
            found.append(header)
            header_words = frozenset(normalise(t) for ts in header.texts for t in ts if t)
            dull = set()
            row = header.bottom + 1
        else:
            row += 1
    return found


_PERIOD_NAME = re.compile(
    r"^(?:p|periode|blok|op|onderwijsperiode|lesperiode|kwartaal|q|term|semester|s)\.?\s?[1-8]$"
)


def _lists_periods(sheet: Sheet, header: _Header) -> bool:
    """Tell whether what looks like holidays are the periods of a school year: P1, P2, P3."""
    if header.kind is not Kind.HOLIDAYS:
        return False
    below = range(header.bottom + 1, min(header.bottom + 6, len(sheet.rows)))
    words = [next((as_text(v) for v in sheet.rows[r] if not is_blank(v)), "") for r in below]
    named = [bool(_PERIOD_NAME.match(word.casefold())) for word in words if word]
    return bool(named) and 2 * sum(named) >= len(named)


def _with_rows_below(sheet: Sheet, header: _Header) -> _Header:
    """Take in rows below a header of weeks that only say more about the weeks: dates, periods."""
    timed = {t.column for t in header.times}
    while timed and header.bottom + 1 < len(sheet.rows):
        below = sheet.rows[header.bottom + 1]
        filled = [(c, v) for c, v in enumerate(below) if not is_blank(v)]
        if len(filled) < 3 or any(c not in timed for c, _ in filled):
            break
        dated = [v for _, v in filled if header_moment(v) or PERIOD_HEADING.match(as_text(v))]
        whole = all(isinstance(v, (int, float)) for _, v in filled)
        if len(dated) < 0.8 * len(filled) or (whole and len({v for _, v in filled}) < 4):
            break
        header = replace(header, bottom=header.bottom + 1)
    return header


def _best_header(sheet: Sheet, row: int, own: Own) -> _Header | None:
    """The best header that begins at this row and is one, two or three rows high."""
    best: _Header | None = None
    for height in (1, 2, 3):
        if row + height > len(sheet.rows):
            break
        candidate = _header_at(sheet, row, height, own)
        if candidate is not None and (best is None or candidate.score > best.score + 0.4):
            best = candidate
    if best is None:
        return None
    later = _header_at(sheet, row + 1, 1, own) if row + 1 < len(sheet.rows) else None
    if later is not None and best.bottom == row and later.score > best.score + 1.5:
        return None
    return best


def _header_at(  # noqa: PLR0911 a rule each
    sheet: Sheet, row: int, height: int, own: Own
) -> _Header | None:
    rows = [_header_texts(sheet, row + k) for k in range(height)]
    if height > 1 and (not any(rows[0]) or not any(rows[-1])):
        return None
    if height > 1 and any(_is_title(sheet, texts) for texts in rows):
        return None
    if height > 1 and _begins_as_title(rows):
        return None
    times = time_columns(sheet, range(row, row + height))
    columns = list(zip(*rows, strict=True))
    timed = {t.column for t in times}
    codes = code_columns(rows[-1]) if height == 1 else {}
    if any(_holds_values(sheet, row + k, timed | codes.keys()) for k in range(height)):
        return None
    if height == 1 and _holidays_across(sheet, row):
        return _Header(Kind.HOLIDAYS, row, row, 5.0, tuple(columns))
    best = _best_kind(columns, timed, bool(times), codes.keys(), own)
    if best is None or best[0] < _LEAST_SCORE:
        return None
    if height > 1 and not _adds_up(rows, columns, best[1], timed, own):
        return None
    kept = times if best[1] is Kind.PERIODS else ()
    coded = codes if best[1] is Kind.CAPACITY or best[2] else {}
    return _Header(best[1], row, row + height - 1, best[0], tuple(columns), kept, coded)


def _best_kind(
    columns: list[tuple[str, ...]],
    timed: set[int],
    has_times: bool,
    codes: Set[int],
    own: Own,
) -> tuple[float, Kind, bool] | None:
    """What a header heads, how strongly it says so, and whether students stand per programme."""
    if codes and not has_times and _counts_per_programme(columns, codes | timed, own):
        score, _ = _score(columns, Kind.PERIODS, timed | codes, own)
        return score + 3.0, Kind.PERIODS, True
    found: list[tuple[float, Kind, bool]] = []
    for kind in (Kind.PERIODS, Kind.CAPACITY, Kind.HOLIDAYS):
        across = codes if kind is Kind.CAPACITY else frozenset()
        score, fields = _score(columns, kind, timed | across, own)
        if across and fields & {Field.ID, Field.NAME}:
            found.append((score + 3.0, kind, False))
            continue
        if len(fields) < 2 or (kind is not Kind.HOLIDAYS and len(fields) + has_times < 3):
            continue
        if kind is Kind.HOLIDAYS and not _is_holiday_header(fields):
            continue
        timely = 3.0 if kind is Kind.PERIODS and has_times else 0.0
        found.append((score + timely, kind, False))
    return max(found, key=lambda each: each[0], default=None)


def _counts_per_programme(columns: list[tuple[str, ...]], across: Set[int], own: Own) -> bool:
    """Tell whether columns of a crebo each hold students of a group, not places of a company."""
    _, wished = _score(columns, Kind.PERIODS, set(across), own)
    _, offered = _score(columns, Kind.CAPACITY, set(across), own)
    return bool(
        wished & {Field.START, Field.SPAN}
        and wished & {Field.YEAR, Field.DAYS, Field.GROUP, Field.WEEK_COUNT, Field.HOURS_PER_WEEK}
        and not wished & {Field.STUDENTS, Field.PROGRAMME, Field.PROGRAMME_NAME}
        and not offered & {Field.ID, Field.PLACES}
        and (Field.NAME not in offered or Field.INSTITUTION in wished)
    )


_VALUE = re.compile(
    r"^[\d.,:/ -]+$|^\d+ ?(?:dgn|dagen|uur|studenten)\b|^2\d{4}\b|^(?:wk|week|weken)\.? ?\d+ ?\D"
)


def _holds_values(sheet: Sheet, row: int, timed: set[int]) -> bool:
    """Tell whether a row holds numbers, dates or weeks where a header holds words."""
    filled = values = 0
    for column, value in enumerate(sheet.rows[row]):
        if is_blank(value) or column in timed:
            continue
        filled += 1
        if not isinstance(value, str) or _VALUE.match(value.strip().casefold()):
            values += 1
    return values > 0.2 * filled


def _begins_as_title(rows: Sequence[Sequence[str]]) -> bool:
    """One text over the first columns of a header is a title; a group of columns has company."""
    first = next((k for k, text in enumerate(rows[-1]) if text), 0)
    return len({t for t in rows[0] if t}) == 1 and any(rows[0][: first + 1])


def _is_title(sheet: Sheet, texts: Sequence[str]) -> bool:
    """A row with one text, or one text merged over the whole width, is a title."""
    different = {t for t in texts if t}
    return len(different) == 1 and (
        sum(bool(t) for t in texts) == 1 or sum(bool(t) for t in texts) >= sheet.width - 1
    )


_HOLIDAY_NAME = re.compile(
    r"vakantie|herfst|kerst|voorjaar|mei|zomer|krokus|carnaval|holiday|break"
)


def _holidays_across(sheet: Sheet, row: int) -> bool:
    """A header with a holiday or an institution a column, and a stretch of days in each cell."""
    cells = [(c, as_text(v)) for c, v in enumerate(sheet.rows[row]) if not is_blank(v)]
    if len(cells) < 2 or not all(isinstance(sheet.cell(row, c), str) for c, _ in cells):
        return False
    first = {g.field for g in guesses(normalise(cells[0][1]), Kind.HOLIDAYS, fuzzy=False)}
    named = [c for c, text in cells[1:] if _HOLIDAY_NAME.search(normalise(text))]
    if Field.HOLIDAY not in first and not (
        first & {Field.INSTITUTION, Field.REGION} and len(named) * 2 >= len(cells) - 1
    ):
        return False
    across = [c for c, _ in cells[1:] if _holds_stretches(sheet, row, c)]
    return len(across) * 2 >= len(cells) - 1


def _holds_stretches(sheet: Sheet, row: int, column: int) -> bool:
    values = [sheet.cell(r, column) for r in range(row + 1, min(row + 6, len(sheet.rows)))]
    filled = [v for v in values if not is_blank(v)]
    found = [parse_spans(v, Hint.DATE) for v in filled if isinstance(v, str)]
    return bool(filled) and sum(bool(f and f[0].end) for f in found) * 2 >= len(filled)


def _is_holiday_header(fields: set[Field]) -> bool:
    dated = Field.START in fields or Field.SPAN in fields
    return dated and (Field.HOLIDAY in fields or {Field.INSTITUTION, Field.END} <= fields)


def _adds_up(
    rows: list[list[str]],
    columns: list[tuple[str, ...]],
    kind: Kind,
    timed: set[int],
    own: Own,
) -> bool:
    """Every row of a header holds headings (or weeks), so that no row of data is swallowed."""
    for texts in rows:
        filled = [c for c, t in enumerate(texts) if t]
        known = [
            c
            for c in filled
            if c in timed
            or texts[c] in columns[c][:-1]
            or normalise(texts[c]) in own
            or guesses(normalise(texts[c]), kind)
            or _is_group_heading(texts[c])
        ]
        if len(known) < 0.6 * len(filled):
            return False
    return True


_GROUP_HEADING = re.compile(
    r"^(?:stage|bpv|blok|lint|periode|period|p|groep|algemeen|opleiding|gegevens|planning|weken|"
    r"kwartaal|semester|dagen|week|maand|\d{4}|kalenderweek|januari|februari|maart|april|mei|juni|"
    r"juli|augustus|september|oktober|november|december|jan|feb|mrt|apr|jun|jul|aug|sep|sept|okt|"
    r"nov|dec|student|leerbedrijf)\b"
)


def _is_group_heading(text: str) -> bool:
    return bool(_GROUP_HEADING.match(normalise(text)))


def _cell_guesses(texts: Sequence[str], kind: Kind, own: Own, *, fuzzy: bool) -> tuple[Guess, ...]:
    """Guesses for a heading of one or more rows: the lowest row first, then put together."""
    filled = [t for k, t in enumerate(texts) if t and (k == 0 or t != texts[k - 1])]
    if not filled:
        return ()
    for words in (normalise(" ".join(filled)), normalise(filled[-1])):
        if words in own and own[words] in SYNONYMS[kind]:
            return (Guess(own[words], 1.1),)
    lowest = guesses(normalise(filled[-1]), kind, fuzzy=fuzzy)
    if len(filled) == 1:
        return lowest
    together = guesses(normalise(" ".join(filled)), kind, fuzzy=False)
    parent = re.search(r"\b([1-8])\b", normalise(filled[0]))
    if together and together[0].confidence >= 0.95:
        return together
    if lowest and parent and lowest[0].field in REPEATED:
        return tuple(Guess(g.field, g.confidence, int(parent.group(1))) for g in lowest)
    return lowest or together or guesses(normalise(filled[0]), kind, fuzzy=fuzzy)


def _score(
    columns: list[tuple[str, ...]], kind: Kind, timed: set[int], own: Own
) -> tuple[float, set[Field]]:
    score = 0.0
    fields: set[Field] = set()
    for column, texts in enumerate(columns):
        if column in timed or any(len(t) > _LONG for t in texts):
            continue
        for guess in _cell_guesses(texts, kind, own, fuzzy=True):
            if guess.field in fields:
                score += 0.1 if guess.field in REPEATED else 0.0
                continue
            fields.add(guess.field)
            score += WEIGHTS[kind].get(guess.field, 0.6) * guess.confidence
            break
    return score, fields


# ---------------------------------------------------------------- columns


def _build(sheet: Sheet, header: _Header, bottom: int, context: ReadContext) -> Table:
    headings = [_heading_of(texts) for texts in header.texts]
    signature = signature_of(headings)
    timed = {t.column for t in header.times} | header.codes.keys()
    remembered = _remembered(signature, header, sheet, context)
    uses = _assign(sheet, header, bottom, timed, context)
    if header.kind is Kind.CAPACITY:
        uses = _places_in_parts(uses)
    if remembered is not None:
        uses = _apply(remembered, headings, uses)
    return Table(
        kind=_kind(header.kind, uses),
        top=header.top,
        header=header.bottom,
        bottom=bottom,
        columns=uses,
        times=header.times,
        codes=header.codes,
        signature=signature,
        remembered=remembered is not None,
    )


def _heading_of(texts: Sequence[str]) -> str:
    """The heading as a person reads it: the rows of the header, each text once."""
    return " / ".join(dict.fromkeys(t for t in texts if t))


def signature_of(headings: Sequence[str]) -> str:
    """A name for a layout: its headings without numbers and order."""
    words = sorted({re.sub(r"\d+", "#", normalise(h)) for h in headings if h})
    return hashlib.sha256("|".join(words).encode()).hexdigest()[:16]


def _kind(kind: Kind, uses: Sequence[ColumnUse]) -> Kind:
    fields = {use.field for use in uses}
    if kind is Kind.PERIODS and Field.ANSWER in fields and Field.WISH_START not in fields:
        return Kind.ANSWER
    if kind is Kind.PERIODS and Field.ANSWER in fields:
        return Kind.ANSWER
    if kind is Kind.PERIODS and Field.WISH_START in fields and Field.WISH_FORM in fields:
        return Kind.PLAN
    return kind


def _remembered(
    signature: str, header: _Header, sheet: Sheet, context: ReadContext
) -> ColumnMapping | None:
    """What was decided about this layout; of several institutions, by the one named near it."""
    kinds = (header.kind.value, Kind.PLAN.value, Kind.ANSWER.value)
    found = [m for m in context.mappings if m.signature == signature and m.kind in kinds]
    if len(found) < 2:
        return found[0] if found else None
    near = sheet.rows[max(header.top - HEADER_ROWS, 0) : header.bottom + 3]
    words = {normalise(as_text(value)) for row in near for value in row if isinstance(value, str)}
    text = "|".join((normalise(sheet.name), *sorted(words)))
    named = [m for m in found if m.institution and normalise(m.institution) in text]
    return (named or found)[0]


def _apply(
    mapping: ColumnMapping, headings: Sequence[str], uses: tuple[ColumnUse, ...]
) -> tuple[ColumnUse, ...]:
    """What a person decided about these headings wins over what was guessed."""
    decided = {normalise(heading): name for heading, name in mapping.columns}
    result = []
    for use in uses:
        name = decided.get(normalise(headings[use.column]))
        if name is None:
            result.append(use)
            continue
        found = Field(name) if name in set(Field) else None
        result.append(
            ColumnUse(
                column=use.column,
                heading=use.heading,
                field=found,
                confidence=1.0,
                index=use.index if found is use.field else 0,
            )
        )
    return tuple(result)


def _assign(
    sheet: Sheet, header: _Header, bottom: int, timed: set[int], context: ReadContext
) -> tuple[ColumnUse, ...]:
    """Give every column at most one field, the surest pairs first."""
    words = own_fields(context)
    options: list[tuple[float, int, Guess]] = []
    headings: dict[int, str] = {}
    for column, texts in enumerate(header.texts):
        heading = _heading_of(texts)
        if column in timed or not heading:
            continue
        headings[column] = heading
        found = _cell_guesses(texts, header.kind, words, fuzzy=True)
        values = _values(sheet, column, header.bottom + 1, bottom)
        if header.kind is Kind.HOLIDAYS and _holds_stretches(sheet, header.bottom, column):
            found = (Guess(Field.SPAN, 0.9),)
        options += [(_weigh(g, values, heading), column, g) for g in found]
    uses = _without_lone_weekday(_settle(options, headings))
    filled = {c: _values(sheet, c, header.bottom + 1, bottom) for c in headings}
    return _by_content(uses, filled) if header.kind is Kind.PERIODS else uses


def _places_in_parts(uses: tuple[ColumnUse, ...]) -> tuple[ColumnUse, ...]:
    """Columns of places that each count for a part of the year: "plekken sept-jan"."""
    parts = [
        k
        for k, use in enumerate(uses)
        if use.field in (None, Field.PLACES)
        and part_of_year(use.heading)
        and any(g.field is Field.PLACES for g in guesses(normalise(use.heading), Kind.CAPACITY))
    ]
    if len(parts) < 2:
        return uses
    result = list(uses)
    for index, k in enumerate(parts, 1):
        sure = max(result[k].confidence, 0.8)
        result[k] = replace(result[k], field=Field.PLACES, index=index, confidence=sure)
    return tuple(result)


def part_of_year(heading: str) -> Span | None:
    """The one stretch of a school year that a heading names; ``None`` where it names none."""
    spans = [
        span
        for span in parse_spans(heading, Hint.DATE)
        if span.start is not None and (span.end is not None or span.start.scale is not Scale.DAY)
    ]
    return spans[0] if len(spans) == 1 else None


def _without_lone_weekday(uses: tuple[ColumnUse, ...]) -> tuple[ColumnUse, ...]:
    """One column alone is no weekday: "vrij in te vullen" is not a Friday."""
    found = [use for use in uses if use.field in WEEKDAY_FIELDS]
    if len(found) != 1:
        return uses
    return tuple(replace(u, field=None, confidence=0.0) if u in found else u for u in uses)


def _by_content(
    uses: tuple[ColumnUse, ...], values: Mapping[int, list[Value]]
) -> tuple[ColumnUse, ...]:
    """Let values speak where headings do not: days or weekdays, and columns nobody knew."""
    result = [
        replace(use, field=Field.WEEKDAYS)
        if use.field is Field.DAYS and fit(Field.WEEKDAYS, values[use.column], "") >= 0.6
        and values[use.column]
        else use
        for use in uses
    ]  # fmt: skip
    for wanted, others in _TELLING_VALUES.items():
        if {use.field for use in result} & {wanted, *others}:
            continue
        for k, use in enumerate(result):
            filled = values[use.column]
            if use.field is None and len(filled) >= 2 and fit(wanted, filled, "") >= 0.9:
                result[k] = replace(use, field=wanted, confidence=0.5)
                break
    return tuple(result)


#: Fields whose values are unmistakable, and the fields that make looking for them needless.
_TELLING_VALUES: Mapping[Field, tuple[Field, ...]] = {
    Field.WEEKDAYS: (Field.MONDAY,),
    Field.PROGRAMME: (Field.PROGRAMME_NAME,),
    Field.FORM: (),
    Field.SPAN: (Field.START, Field.END),
}


def _values(sheet: Sheet, column: int, top: int, bottom: int) -> list[Value]:
    """Some values of a column, from all over it."""
    found: list[Value] = []
    for row in range(top, min(bottom, top + 400)):
        value = sheet.cell(row, column)
        if not is_blank(value):
            found.append(value)
            if len(found) == 40:
                break
    return found


def _weigh(guess: Guess, values: list[Value], heading: str) -> float:
    share = fit(guess.field, values, heading)
    if share == 0 and len(values) >= 3:
        return guess.confidence * 0.2
    return guess.confidence * (0.55 + 0.45 * share)


def _settle(
    options: list[tuple[float, int, Guess]], headings: Mapping[int, str]
) -> tuple[ColumnUse, ...]:
    chosen: dict[int, ColumnUse] = {}
    taken: dict[Field, list[int]] = {}
    for confidence, column, guess in sorted(options, key=lambda o: (-o[0], o[1])):
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
        )
    for column, heading in headings.items():
        if column not in chosen:
            chosen[column] = ColumnUse(column=column, heading=heading, field=None, confidence=0.0)
    return tuple(chosen[c] for c in sorted(chosen))


def column_guesses(sheet: Sheet, table: Table) -> tuple[ColumnGuess, ...]:
    """The columns of a table as a person is shown them, with a few values each."""
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
