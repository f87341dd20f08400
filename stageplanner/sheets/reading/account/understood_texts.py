"""Tell which titles and notes of a file were understood, and gave its tables a value.

A text is understood if a table takes its institution, school year, year, programme, period or a
labelled value from it, or if a legend or a total is made of it. Any other text is not used, and
is listed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum, auto
from functools import cached_property
from itertools import pairwise

from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.result import Kind
from stageplanner.sheets.reading.rows.matrix_legend import heads_legend, legend_of_book
from stageplanner.sheets.reading.rows.table_job import PlacedTable
from stageplanner.sheets.reading.tables.defined_periods import (
    are_names,
    are_stretches,
    defined_names,
    names_period,
    states_weeks,
)
from stageplanner.sheets.reading.tables.heading_synonyms import PERIOD_SYNONYMS
from stageplanner.sheets.reading.tables.headless_holidays import is_until
from stageplanner.sheets.reading.tables.holiday_columns import names_holiday
from stageplanner.sheets.reading.tables.institution_and_year import (
    is_planning_title,
    known_in,
    leerjaar_in,
    school_year_in,
    title_words,
)
from stageplanner.sheets.reading.tables.row_rules import is_total
from stageplanner.sheets.reading.tables.table import titles_over_columns
from stageplanner.sheets.reading.tables.table_context import blank_institution, labelled
from stageplanner.sheets.reading.tables.table_settings import is_school_year
from stageplanner.sheets.reading.values.change_words import change_words
from stageplanner.sheets.reading.values.programmes import codes_in, programmes_named
from stageplanner.sheets.reading.workbook.grid import Book, Value, as_text, is_blank

#: A longer text is not read as a title.
_LONGEST = 200
_LABELS = frozenset(word for words in PERIOD_SYNONYMS.values() for word in words)
_DIGIT = re.compile(r"\d")
#: Fields of which a column wins over a label above the table.
_FROM_COLUMN = frozenset(
    {
        Field.DAYS, Field.WEEKDAYS, Field.HOURS_PER_DAY, Field.HOURS_PER_WEEK, Field.FORM,
        Field.GROUP, Field.SPAN, Field.REGION, Field.LOCATION, Field.LEVEL, Field.LEERWEG,
    }
)  # fmt: skip
#: A title with more words besides its names and years says something that nothing was done with.
_MOST_OTHER_WORDS = 4


def _is_label(text: str) -> bool:
    return normalise(text) in _LABELS


class Zone(Enum):
    """Where a row lies: above a table, between its rows, or beside or below its data.

    Texts above a table hold for the whole table, those between its rows for the rows below them.
    Beside and below a table no institution, year or programme is looked for.
    """

    TITLE = auto()
    SECTION = auto()
    ASIDE = auto()


class UnderstoodTexts:
    """What the tables of a file took from the texts around them."""

    def __init__(self, placed: Sequence[PlacedTable], book: Book) -> None:
        self._placed, self._book = placed, book
        self._known: dict[tuple[str, bool], bool] = {}

    def columns(self, cells: Sequence[Value], zone: Zone = Zone.TITLE) -> set[int]:
        """Return the columns of the understood cells of a row."""
        filled = [(c, as_text(v)) for c, v in enumerate(cells) if not is_blank(v)]
        is_section = zone is Zone.SECTION
        is_title = zone is not Zone.ASIDE
        found = {c for c, text in filled if is_title and self._is_title(text, is_section)}
        found |= {c for c, text in filled if self._explains(text)}
        found |= self._pairs(filled)
        found |= {
            c for (c, text), (after, _) in pairwise(filled) if after in found and _is_label(text)
        }
        if zone is Zone.TITLE:
            found |= set(blank_institution(cells))
        if self._legend and filled and all(heads_legend(text) for _, text in filled):
            found |= {c for c, _ in filled}
        if filled and is_total(filled[0][1]):
            has_change = bool(_DIGIT.search(filled[0][1])) and bool(change_words(filled[0][1]))
            found |= {c for c, _ in filled[has_change:]}
        return found

    def are_defined(self, rows: Sequence[Sequence[Value]]) -> bool:
        """Return whether the tables use all periods that rows define."""
        cells = ([v for v in row if not is_blank(v)] for row in rows)
        names = {name for row in cells if row for name in defined_names(row)}
        return bool(names) and names <= self._schemes

    # ------------------------------------------------------------ one text

    def _is_title(self, text: str, is_section: bool) -> bool:
        key = (text, is_section)
        if key not in self._known:
            names = {n for each in self._placed if (n := each.context.settings.institution)}
            other_words = title_words(text, names)
            self._known[key] = (
                len(text) <= _LONGEST
                and "@" not in text
                and other_words <= _MOST_OTHER_WORDS
                and (
                    is_planning_title(text)
                    or any(self._gives(text, each, is_section) for each in self._placed)
                )
            )
        return self._known[key]

    def _gives(self, text: str, placed: PlacedTable, is_section: bool) -> bool:
        """Return whether a table has its institution, year or programme from a text."""
        settings = placed.context.settings
        if self._gives_year(text, placed, is_section):
            return True
        if school_year_in(text) == settings.school_year and not settings.year_is_guess:
            return True
        names = tuple(n for n in (settings.institution, *settings.known) if n)
        if placed.table.kind is Kind.CAPACITY:
            return False
        if known_in(text, names) or any(normalise(n) in normalise(text) for n in names):
            return True
        if placed.table.kind is not Kind.PERIODS:
            return False
        bare = re.sub(r"(?i)\b(?:leerjaar|lj|jaar)\s?\d\b|[-–|]", " ", text)
        year = leerjaar_in([text], settings.school_year)
        has_year = year is not None and (is_section or year == settings.year)
        named = codes_in(text) or programmes_named(bare.strip())
        return has_year or bool(
            named and (is_section or settings.programme in (text, bare.strip()))
        )

    def _gives_year(self, text: str, placed: PlacedTable, is_section: bool) -> bool:
        """Return whether rows take their school year or region from a text between or over them."""
        table = placed.table
        if (
            table.kind is Kind.HOLIDAYS
            and text in titles_over_columns(placed.sheet, table).values()
        ):
            return True
        if not is_section or table.times or table.codes:
            return False
        if table.kind is Kind.HOLIDAYS:
            return school_year_in(text) is not None
        return table.kind is Kind.PERIODS and is_school_year(text)

    def _explains(self, text: str) -> bool:
        """Return whether a text defines periods or marks, or names a holiday between weeks."""
        if self._schemes and defined_names([text]) & self._schemes:
            return True
        if states_weeks(text) or (self._has_bare_holidays and is_until(text)):
            return True
        folded = text.casefold()
        if any(len(meaning) > 2 and meaning in folded for meaning in self._legend.values()):
            return True
        return self._has_weeks and names_holiday(text)

    # ------------------------------------------------------------ cells side by side

    def _pairs(self, filled: Sequence[tuple[int, str]]) -> set[int]:
        """Return the columns of labels with their values, and of marks with their meanings."""
        found: set[int] = set()
        texts = [text for _, text in filled]
        across = len(texts) == len(self._schemes) > 1 and (are_names(texts) or are_stretches(texts))
        if across or defined_names(texts) & self._schemes:
            found |= {c for c, _ in filled}
        for k, (column, text) in enumerate(filled):
            label, sign, value = text.partition(":") if ":" in text else text.partition("=")
            if sign and self._is_labelled(label, value.strip()):
                found.add(column)
            if k + 1 == len(filled):
                break
            after, following = filled[k + 1]
            if self._is_labelled(text.strip(" :="), following):
                found |= {column, after}
            meaning = self._legend.get(text.casefold())
            if meaning is not None and meaning == following.casefold():
                found |= {column, after}
        return found

    def _is_labelled(self, label: str, value: str) -> bool:
        words = normalise(label)
        return bool(value) and any(
            words in PERIOD_SYNONYMS.get(wanted, ()) and given == value
            for shared in self._shared
            for wanted, given in shared.items()
        )

    # ------------------------------------------------------------ what the tables hold

    @cached_property
    def _shared(self) -> tuple[Mapping[Field, str], ...]:
        return tuple(
            {
                wanted: value
                for wanted, value in {
                    **labelled(each.sheet, each.table),
                    **each.context.shared,
                }.items()
                # What a column holds is not taken from above the table.
                if wanted not in _FROM_COLUMN or each.table.of(wanted) is None
            }
            for each in self._placed
        )

    @cached_property
    def _schemes(self) -> set[str]:
        names = {name for each in self._placed for name in each.context.settings.scheme}
        # One definition may be a remark; a list of them is a scheme.
        return names if len(names) > 1 else {name for name in names if self._is_named(name)}

    def _is_named(self, name: str) -> bool:
        """Return whether a table takes dates from a period that a text defines."""
        return any(names_period(each.sheet, each.table, name) for each in self._placed)

    @cached_property
    def _has_bare_holidays(self) -> bool:
        """Whether holidays were read without a heading row."""
        return any(not each.table.has_header for each in self._placed)

    @cached_property
    def _has_weeks(self) -> bool:
        return any(each.table.times for each in self._placed)

    @cached_property
    def _legend(self) -> dict[str, str]:
        legend: dict[str, str] = {}
        for each in self._placed:
            if each.table.times:
                legend.update(legend_of_book(self._book, each.sheet, each.table))
        return legend
