"""Derive the context of a table from the whole file: institution, school year, periods."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

from stageplanner.domain.calendar import VAKANTIEREGIOS
from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.notes import Note, warning
from stageplanner.sheets.reading.result import Kind, ReadContext
from stageplanner.sheets.reading.tables.brin_codes import brins_of, has_brins
from stageplanner.sheets.reading.tables.class_in_title import class_in_title
from stageplanner.sheets.reading.tables.defined_periods import read_block_weeks, read_scheme
from stageplanner.sheets.reading.tables.heading_synonyms import PERIOD_SYNONYMS
from stageplanner.sheets.reading.tables.institution_and_year import (
    acronym_in,
    institution_phrase,
    is_named_in,
    known_in,
    leerjaar_in,
    likely_school_year,
    name_in_both,
    name_in_file,
    next_school_year,
    same_institution,
    school_year_in,
)
from stageplanner.sheets.reading.tables.table import Table, texts_above
from stageplanner.sheets.reading.tables.table_settings import TableSettings
from stageplanner.sheets.reading.values.calendar_point import Moment, Scale
from stageplanner.sheets.reading.values.date_spans import parse_spans
from stageplanner.sheets.reading.values.programmes import code_list, codes_in, programmes_named
from stageplanner.sheets.reading.values.same_name import plain_name
from stageplanner.sheets.reading.values.school_year import FIRST_WEEK_OF_YEAR
from stageplanner.sheets.reading.workbook.grid import (
    Book,
    Sheet,
    Value,
    as_text,
    cells_of,
    is_blank,
)

_LABELS = (
    Field.INSTITUTION, Field.BRIN, Field.LOCATION, Field.PROGRAMME, Field.PROGRAMME_NAME,
    Field.LEVEL, Field.LEERWEG, Field.YEAR, Field.SCHOOL_YEAR, Field.REGION, Field.DAYS,
    Field.WEEKDAYS, Field.HOURS_PER_DAY, Field.HOURS_PER_WEEK, Field.FORM, Field.GROUP, Field.SPAN,
)  # fmt: skip

#: The first rows of every sheet that are searched for dates.
_DATED_ROWS = 60
#: A row with more filled cells is a row of data, not a label with its value.
_MOST_SIDE_BY_SIDE = 6


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
        """Every text, the nearest first."""
        return (*reversed(self.titles), self.sheet, self.file, *self.loose)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableContext:
    """The context of one table: its settings, labelled values and notes."""

    settings: TableSettings
    shared: Mapping[Field, str]
    notes: tuple[Note, ...]


def titles_of(sheet: Sheet, table: Table) -> tuple[str, ...]:
    """Return the texts above a table, the nearest last."""
    return _texts_in(sheet, range(min(table.top, len(sheet.rows))))


def _texts_in(sheet: Sheet, rows: range) -> tuple[str, ...]:
    texts: list[str] = []
    for row in rows:
        texts += dict.fromkeys(
            as_text(v) for v in sheet.rows[row] if isinstance(v, str) and v.strip()
        )
    return tuple(t for t in texts if len(t) <= 200)


def _of_other_years(sheet: Sheet, table: Table, school_year: int) -> set[str]:
    """Return the texts of rows above a table that name several leerjaren: each is of a column."""
    texts: set[str] = set()
    for row in texts_above(sheet, table):
        years = {text: year for text in row if (year := leerjaar_in([text], school_year))}
        if len(set(years.values())) > 1:
            texts |= years.keys()
    return texts


def read_table_context(
    book: Book, sheet: Sheet, table: Table, path: Path, context: ReadContext
) -> TableContext:
    """Combine what titles, sheet name, file name and context give for a table."""
    titles = titles_of(sheet, table) if table.top < 60 else ()
    shared = labelled(sheet, table)
    above = (*titles, *_texts_in(sheet, range(table.top, table.header)))
    texts = _Texts(
        shared=shared,
        titles=above,
        sheet=sheet.name,
        file=path.stem,
        loose=_loose_texts(book, sheet),
    )
    notes: list[Note] = []
    institution, guess_note = _institution(texts, context)
    if guess_note is not None and has_brins(sheet, table):
        institution, guess_note = None, None  # a BRIN says more than a guess
    has_column = table.of(Field.INSTITUTION) is not None
    if guess_note is not None and not has_column and table.kind is not Kind.CAPACITY:
        notes.append(guess_note)
    school_year, year_is_guess = _school_year(texts, context, book)
    several = len(book.sheets) > 1 or "leerjaar" in normalise(path.stem)
    near = [sheet.name, *reversed(titles)] if several else [*reversed(titles), sheet.name]
    near = [text for text in near if text not in _of_other_years(sheet, table, school_year)]
    named = class_in_title(sheet, table, above, shared)
    if named:
        values = {"group": named[Field.GROUP], "students": named[Field.STUDENTS]}
        notes.append(warning("import_class_in_title", None, **values))
    settings = TableSettings(
        institution=institution,
        known=context.known_institutions,
        school_year=school_year,
        year_is_guess=year_is_guess,
        year_is_named=any(school_year_in(t) == school_year for t in (*titles, *shared.values())),
        today=context.today or date.today(),
        year=_year(shared, near, school_year),
        programme=_programme(shared, near),
        holidays=context.holidays,
        brins=brins_of(sheet, table, context.known_brins, institution),
    )
    scheme, block_weeks = read_scheme(book, settings), read_block_weeks(book)
    return TableContext(
        settings=replace(settings, scheme=scheme, block_weeks=block_weeks),
        shared={**_usable(shared), **named, **_stated(context, table.signature)},
        notes=tuple(notes),
    )


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
    """Return texts of other sheets without a table: a cover sheet, a toelichting."""
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
    """Return the values above a table that have a label: "Instelling: ROC X", or side by side."""
    words = {w: f for f in reversed(_LABELS) for w in PERIOD_SYNONYMS[f]}
    values: dict[Field, str] = {}
    for texts in texts_above(sheet, table):
        for text, following in pairwise([*texts, ""]):
            label, _, value = text.partition(":") if ":" in text else text.partition("=")
            if value.strip() and normalise(label) in words:
                values.setdefault(words[normalise(label)], value.strip())
            elif (
                normalise(text) in words
                and len(texts) <= _MOST_SIDE_BY_SIDE
                and following
                and normalise(following) not in words
            ):
                values.setdefault(words[normalise(text)], following)
    if Field.SPAN in values and not _is_period_of_all(values[Field.SPAN], table):
        del values[Field.SPAN]
    return values


def blank_institution(cells: Sequence[Value]) -> tuple[int, ...]:
    """Return the column of the label of an institution with a blank cell beside it, if any."""
    words = PERIOD_SYNONYMS[Field.INSTITUTION]
    blank = (
        column
        for column, value in enumerate(cells)
        if isinstance(value, str)
        and normalise(value) in words
        and all(map(is_blank, cells[column + 1 : column + 2]))
    )
    return tuple(blank)[:1]


def _stated(context: ReadContext, signature: str) -> dict[Field, str]:
    """Return what a person said of all rows of a layout."""
    stated = context.shared.get(signature, {})
    return {Field(name): value for name, value in stated.items() if name in set(Field)}


def _is_period_of_all(value: str, table: Table) -> bool:
    """Return whether a label gives the period of a table that has no column for it."""
    if table.times or table.of(Field.START) is not None or table.of(Field.SPAN) is not None:
        return False
    spans = parse_spans(value)
    parts = (Scale.PERIOD, Scale.SEMESTER)
    return bool(spans) and all(s.end or (s.start and s.start.scale in parts) for s in spans)


def _known_institution(texts: _Texts, known: tuple[str, ...]) -> tuple[str | None, Note | None]:
    """Return the institution of the region that a label or text names; a note if not by name."""
    given = texts.shared.get(Field.INSTITUTION)
    if given is not None:
        name = same_institution(given, known) or known_in(given, known)
        if name is None or plain_name(name) == plain_name(given):
            return name or given, None
        return name, warning("import_known_institution", None, value=given, used=name)
    for text in texts.all:
        if (name := known_in(text, known)) is not None:
            if is_named_in(name, text):
                return name, None
            return name, warning("import_known_institution", None, value=text, used=name)
    return None, None


def _institution(  # noqa: PLR0911 one return per source
    texts: _Texts, context: ReadContext
) -> tuple[str | None, Note | None]:
    """Return the institution, and a note if it was guessed."""
    known_name, note = _known_institution(texts, context.known_institutions)
    if known_name is not None:
        return known_name, note
    for text in texts.all:
        spaced = re.sub(r"[_]+", " ", text)
        if (name := institution_phrase(spaced)) is not None:
            return name, None
    for title in texts.titles:
        if (name := name_in_both(title, texts.file)) is not None:
            return name, None
    if context.default_institution:
        return context.default_institution, None
    for text in (*reversed(texts.titles), texts.sheet):
        name = acronym_in(text)
        if name is not None and name != "BPV" and not programmes_named(name):
            return name, warning("import_institution_guessed", None, used=name)
    name = name_in_file(texts.file)
    if name is not None:
        return name, warning("import_institution_guessed", None, used=name)
    return None, None


def _school_year(texts: _Texts, context: ReadContext, book: Book) -> tuple[int, bool]:
    """Return the school year of weeks without a year, and whether it was guessed."""
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
    starts = (h.start for h in context.holidays if h.institution not in VAKANTIEREGIOS)
    by_holidays = likely_school_year(starts)
    if by_holidays is not None:
        return by_holidays, True
    return next_school_year(context.today or date.today()), True


def _days_of(book: Book) -> Iterator[date]:
    """Yield a day for every date, week or month with a year in the first rows of the sheets."""
    for value in cells_of(book, _DATED_ROWS):
        if isinstance(value, datetime):
            yield value.date()
        elif isinstance(value, str) and 8 <= len(value) <= 40 and re.search(r"20\d\d", value):
            starts = (span.start for span in parse_spans(value, single=True))
            yield from (
                _day_near(start, start.year)
                for start in starts
                if start is not None and start.year and start.number
            )


def _day_near(moment: Moment, year: int) -> date:
    """Return a day in the school year of a moment: in September or in March."""
    month = moment.number if moment.day else 0
    is_autumn = month >= 8 or (not month and moment.number >= FIRST_WEEK_OF_YEAR)
    return date(year, 9 if is_autumn else 3, 1)


def _year(shared: Mapping[Field, str], near: Sequence[str], school_year: int) -> int | None:
    if Field.YEAR in shared:
        given = shared[Field.YEAR]
        return leerjaar_in([f"cohort {given}", f"leerjaar {given}", given], school_year)
    return leerjaar_in(near, school_year)


def _programme(shared: Mapping[Field, str], near: Sequence[str]) -> str | None:
    """Return the programme named above the table or by its sheet, for rows that name none."""
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
