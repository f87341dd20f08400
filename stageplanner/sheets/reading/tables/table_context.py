"""What the file as a whole says before its rows are read: whose, which year, which periods."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from stageplanner.domain.calendar import DateRange
from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.notes import Note, warning
from stageplanner.sheets.reading.result import Kind, ReadContext
from stageplanner.sheets.reading.tables.class_in_title import class_in_title
from stageplanner.sheets.reading.tables.heading_synonyms import PERIOD_SYNONYMS
from stageplanner.sheets.reading.tables.institution_and_year import (
    acronym_in,
    institution_phrase,
    known_in,
    leerjaar_in,
    likely_school_year,
    name_in_both,
    name_in_file,
    next_school_year,
    school_year_in,
)
from stageplanner.sheets.reading.tables.table import Table
from stageplanner.sheets.reading.tables.table_settings import REGIONS, TableSettings
from stageplanner.sheets.reading.values.calendar_point import Span
from stageplanner.sheets.reading.values.date_spans import parse_spans
from stageplanner.sheets.reading.values.programmes import code_list, codes_in, programmes_named
from stageplanner.sheets.reading.values.school_year import resolve_span
from stageplanner.sheets.reading.workbook.grid import Book, Sheet, Value, as_text, is_blank

_LABELS = (
    Field.INSTITUTION, Field.BRIN, Field.LOCATION, Field.PROGRAMME, Field.PROGRAMME_NAME,
    Field.LEVEL, Field.LEERWEG, Field.YEAR, Field.SCHOOL_YEAR, Field.REGION, Field.DAYS,
    Field.WEEKDAYS, Field.HOURS_PER_DAY, Field.HOURS_PER_WEEK, Field.FORM, Field.GROUP,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Texts:
    """The texts around a table, from near to far."""

    shared: Mapping[Field, str]
    titles: tuple[str, ...]
    sheet: str
    file: str
    loose: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        return (*reversed(self.titles), self.sheet, self.file, *self.loose)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableContext:
    """What was found around one table."""

    settings: TableSettings
    shared: Mapping[Field, str]
    notes: tuple[Note, ...]


def titles_of(sheet: Sheet, table: Table) -> tuple[str, ...]:
    """The texts above a table, the nearest last."""
    return _texts_in(sheet, range(min(table.top, len(sheet.rows))))


def _texts_in(sheet: Sheet, rows: range) -> tuple[str, ...]:
    texts: list[str] = []
    for row in rows:
        texts += dict.fromkeys(
            as_text(v) for v in sheet.rows[row] if isinstance(v, str) and v.strip()
        )
    return tuple(t for t in texts if len(t) <= 200)


def read_table_context(
    book: Book, sheet: Sheet, table: Table, path: Path, context: ReadContext
) -> TableContext:
    """Put together what titles, sheet name, file name and context say about a table."""
    titles = titles_of(sheet, table) if table.top < 60 else ()
    loose = _loose_texts(book, sheet)
    shared = labelled(sheet, table)
    notes: list[Note] = []
    has_column = table.of(Field.INSTITUTION) is not None
    above = (*titles, *_texts_in(sheet, range(table.top, table.header)))
    texts = _Texts(shared=shared, titles=above, sheet=sheet.name, file=path.stem, loose=loose)
    institution, told = _institution(texts, context)
    if told is not None and not has_column and table.kind is not Kind.CAPACITY:
        notes.append(told)
    school_year, guessed = _school_year(texts, context, book)
    several = len(book.sheets) > 1 or "leerjaar" in normalise(path.stem)
    near = [sheet.name, *reversed(titles)] if several else [*reversed(titles), sheet.name]
    settings = TableSettings(
        institution=institution,
        known=context.known_institutions,
        school_year=school_year,
        year_is_guess=guessed,
        year=_year(shared, near, school_year),
        programme=_programme(shared, near),
        holidays=context.holidays,
        scheme={},
        block_weeks=10,
    )
    settings.scheme = read_scheme(book, settings)
    settings.block_weeks = _block_weeks(book)
    named = class_in_title(sheet, table, above, shared)
    if named:
        told_class = {"group": named[Field.GROUP], "students": named[Field.STUDENTS]}
        notes.append(warning("import_class_in_title", None, **told_class))
    return TableContext(settings=settings, shared={**_usable(shared), **named}, notes=tuple(notes))


def _usable(shared: Mapping[Field, str]) -> Mapping[Field, str]:
    hidden = (
        Field.INSTITUTION,
        Field.SCHOOL_YEAR,
        Field.PROGRAMME,
        Field.PROGRAMME_NAME,
        Field.YEAR,
    )
    return {f: v for f, v in shared.items() if f not in hidden}


def _loose_texts(book: Book, sheet: Sheet) -> tuple[str, ...]:
    """Texts of the other sheets that hold no table: a cover sheet, a toelichting."""
    texts: list[str] = []
    for other in book.sheets:
        if other.name == sheet.name or len(other.rows) > 60 or other.width > 12:
            continue
        for row in other.rows[:15]:
            cells = [as_text(v) for v in row if isinstance(v, str) and v.strip()]
            if len(cells) <= 2:
                texts += cells
    return tuple(t for t in texts if len(t) <= 150)


def labelled(sheet: Sheet, table: Table) -> dict[Field, str]:
    """What stands above a table with its label: "Instelling: ROC X", or side by side."""
    words = {w: f for f in reversed(_LABELS) for w in PERIOD_SYNONYMS[f]}
    found: dict[Field, str] = {}
    for row in range(min(table.top, 40)):
        cells = [(c, as_text(v)) for c, v in enumerate(sheet.rows[row]) if not is_blank(v)]
        for k, (_, text) in enumerate(cells):
            label, _, value = text.partition(":") if ":" in text else text.partition("=")
            if value.strip() and normalise(label) in words:
                found.setdefault(words[normalise(label)], value.strip())
            elif normalise(text) in words and k + 1 < len(cells) and len(cells) <= 6:
                following = cells[k + 1][1]
                if normalise(following) not in words:
                    found.setdefault(words[normalise(text)], following)
    return found


def _institution(  # noqa: PLR0911 the sources in order
    texts: _Texts, context: ReadContext
) -> tuple[str | None, Note | None]:
    """The institution, and a remark where it was only guessed."""
    known = context.known_institutions
    if Field.INSTITUTION in texts.shared:
        given = texts.shared[Field.INSTITUTION]
        return known_in(given, known) or given, None
    for text in texts.all:
        if (name := known_in(text, known)) is not None:
            return name, None
    for text in texts.all:
        spaced = re.sub(r"[_]+", " ", text)
        if (name := institution_phrase(spaced)) is not None:
            return name, None
    for title in texts.titles:
        if (name := name_in_both(title, texts.file)) is not None:
            return name, None
    for text in (*reversed(texts.titles), texts.sheet):
        name = acronym_in(text)
        if name is not None and name != "BPV" and not programmes_named(name):
            return name, warning("import_institution_guessed", None, used=name)
    if context.default_institution:
        return context.default_institution, None
    name = name_in_file(texts.file)
    if name is not None:
        return name, warning("import_institution_guessed", None, used=name)
    return None, None


def _school_year(texts: _Texts, context: ReadContext, book: Book) -> tuple[int, bool]:
    """The school year of bare weeks, and whether it had to be guessed."""
    single = texts.shared.get(Field.SCHOOL_YEAR, "")
    for text in (single, *texts.all):
        if (year := school_year_in(text)) is not None:
            return year, False
    if re.fullmatch(r"20\d\d", single):
        return int(single), False
    dated = likely_school_year(_days_of(book))
    if dated is not None:
        return dated, False
    if context.school_year is not None:
        return context.school_year, False
    own = (h.start for h in context.holidays if h.institution not in REGIONS)
    by_holidays = likely_school_year(own)
    if by_holidays is not None:
        return by_holidays, True
    return next_school_year(context.today or date.today()), True


def _days_of(book: Book) -> Iterable[date]:
    """Dates with a year anywhere in the first rows of the sheets."""
    for sheet in book.sheets:
        for row in sheet.rows[:60]:
            for value in row:
                if isinstance(value, datetime):
                    yield value.date()
                elif (
                    isinstance(value, str) and 8 <= len(value) <= 40 and re.search(r"20\d\d", value)
                ):
                    for span in parse_spans(value, single=True):
                        if span.start is not None and span.start.year and span.start.number:
                            month = span.start.number if span.start.day else 0
                            year = span.start.year
                            late = month >= 8 or (not month and span.start.number >= 31)
                            yield date(year, 9 if late else 3, 1)


def _year(shared: Mapping[Field, str], near: Sequence[str], school_year: int) -> int | None:
    if Field.YEAR in shared:
        given = shared[Field.YEAR]
        return leerjaar_in([f"cohort {given}", f"leerjaar {given}", given], school_year)
    return leerjaar_in(near, school_year)


def _programme(shared: Mapping[Field, str], near: Sequence[str]) -> str | None:
    """A programme named above the table or by its sheet, where the rows name none."""
    for wanted in (Field.PROGRAMME, Field.PROGRAMME_NAME):
        if wanted in shared:
            return shared[wanted]
    for text in near:
        bare = re.sub(r"(?i)\b(?:leerjaar|lj|jaar)\s?\d\b|[-–|]", " ", text)
        if any(c in code_list().by_crebo or c in code_list().by_dossier for c in codes_in(text)):
            return text
        if len(programmes_named(bare.strip())) == 1:
            return bare.strip()
    return None


# ---------------------------------------------------------------- periods a file defines

_PERIOD_NAME = re.compile(r"^(?:p|periode|blok|op|onderwijsperiode|kwartaal|q|term)\.?\s?([1-8])$")
_PERIOD_LINE = re.compile(
    r"\b(?:p|periode|op|onderwijsperiode|kwartaal|q)\.?\s?([1-8])\s*(?:=|:|is|→|->|\()\s*([^;|]{4,60})",
    re.IGNORECASE,
)


def read_scheme(book: Book, settings: TableSettings) -> dict[str, DateRange]:
    """The periods a file explains itself: rows or lines such as "P1: wk 36 t/m 46"."""
    time = settings.time_of(settings.institution or "")
    found: dict[str, DateRange] = {}
    for sheet in book.sheets:
        for row in sheet.rows[:200]:
            texts = [v for v in row if not is_blank(v)]
            if not texts or len(texts) > 6:
                continue
            for name, value in _definitions(texts):
                spans = parse_spans(value) if not isinstance(value, tuple) else ()
                if isinstance(value, tuple):
                    starts, ends = (parse_spans(v, single=True) for v in value)
                    spans = _one_span(starts, ends)
                if len(spans) == 1 and spans[0].end is not None:
                    resolved = resolve_span(spans[0], time)
                    if resolved.value is not None:
                        found.setdefault(name, resolved.value)
    settings._times.clear()
    return found if len(found) >= 2 else {}


def _one_span(starts: tuple[Span, ...], ends: tuple[Span, ...]) -> tuple[Span, ...]:
    if len(starts) == 1 and len(ends) == 1 and starts[0].start and ends[0].start:
        return (Span(starts[0].start, ends[0].start),)
    return ()


def _definitions(texts: Sequence[Value]) -> Iterable[tuple[str, Value | tuple[Value, Value]]]:
    first = as_text(texts[0]).casefold()
    named = _PERIOD_NAME.match(first)
    if named and 2 <= len(texts) <= 4:
        name = f"P{named.group(1)}"
        if len(texts) == 2:
            yield name, texts[1]
        else:
            yield name, (texts[1], texts[2])
        return
    for value in texts:
        if isinstance(value, str):
            for match in _PERIOD_LINE.finditer(value):
                yield f"P{match.group(1)}", match.group(2).strip(" )")


def _block_weeks(book: Book) -> int:
    """Weeks in a period: five where a file speaks of P5 or more, or says so, else ten."""
    highest = 0
    for sheet in book.sheets:
        for row in sheet.rows[:400]:
            for value in row:
                if isinstance(value, str) and len(value) < 120:
                    text = value.casefold()
                    stated = re.search(
                        r"periodes?\s+van\s+(\d{1,2})\s+(?:les)?weken|([48])\s?x\s?(5|10)\s?weken",
                        text,
                    )
                    if stated:
                        return int(stated.group(1) or stated.group(3))
                    for number in re.findall(r"\b(?:p|periode|op)\.?\s?([1-8])(?!\d)", text):
                        highest = max(highest, int(number))
    return 5 if highest > 4 else 10
