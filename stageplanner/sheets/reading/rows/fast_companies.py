"""Read a long list of leerbedrijven: equal offers are read once.

Every row is another leerbedrijf, but places, accreditations and dates repeat. As in
:mod:`stageplanner.sheets.reading.rows.fast_periods`, rows that need a note are left to the
reader of single rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.rows.coded_table import CodedTable, Codes, is_long
from stageplanner.sheets.reading.rows.companies import CapacityReader, given_id
from stageplanner.sheets.reading.rows.make_many import make_many, spread
from stageplanner.sheets.reading.rows.offered_places import OFFERED
from stageplanner.sheets.reading.tables.row_kinds import RowClassifier
from stageplanner.sheets.reading.tables.table import Table
from stageplanner.sheets.reading.workbook.grid import Sheet, as_text


@dataclass(frozen=True, slots=True)
class PlainOffers:
    """The rows below a header that need no note, and their leerbedrijven.

    ``ends`` holds per row the number of leerbedrijven up to and including it.
    """

    first: int
    is_plain: Sequence[bool]
    leerbedrijven: Sequence[Leerbedrijf]
    ends: Sequence[int]

    def of(self, top: int, bottom: int) -> Sequence[Leerbedrijf]:
        """Return the leerbedrijven of a range of rows of the sheet, both ends included."""
        top, bottom = top - self.first, bottom - self.first
        return self.leerbedrijven[self.ends[top - 1] if top else 0 : self.ends[bottom]]


def plain_offers(
    sheet: Sheet, table: Table, reader: CapacityReader, classifier: RowClassifier
) -> PlainOffers | None:
    """Read the plain rows of a long list; return ``None`` if all rows must be read singly."""
    id_column = reader.columns.of(Field.ID)
    if id_column is None or not is_long(table, classifier):
        return None
    return _CodedCompanies(sheet, table, classifier).plain(reader, id_column)


class _CodedCompanies(CodedTable):
    """The columns of a list of leerbedrijven as codes."""

    def plain(self, reader: CapacityReader, id_column: int) -> PlainOffers:
        """Read every distinct offer once, and keep the rows without a note."""
        rows = self._rows
        plain = self.are_data()
        offers = self.combined(reader.offers.picked.columns)
        readings = offers.values(lambda k: reader.offers.offer(rows[k]))
        plain &= offers.where(not reading.notes and bool(reading.value) for reading in readings)
        named = self._columns[id_column]
        ids = [given_id(value) for value in named.values]
        plain &= np.array([bool(identity) for identity in ids])[named.codes]

        pools = np.array([len(reading.value) for reading in readings], dtype=np.int64)
        counts = np.where(plain, pools[offers.codes], 0)
        ends = counts.cumsum()
        at = np.repeat(np.arange(len(counts)), counts)
        nth = np.arange(len(at)) - (ends - counts)[at]
        which = (pools.cumsum() - pools)[offers.codes[at]] + nth
        offered = [pool for reading in readings for pool in reading.value]
        columns = {name: spread((fields[name] for _, fields in offered), which) for name in OFFERED}
        columns["id"] = company_ids = spread(ids, named.codes[at])
        if any(suffix for suffix, _ in offered):
            parts = spread((suffix for suffix, _ in offered), which)
            columns["id"] = [
                identity + suffix for identity, suffix in zip(company_ids, parts, strict=True)
            ]
        for name, wanted in _WORDS.items():
            columns[name] = self._texts(reader.columns.of(wanted), at)
        columns["name"] = [
            name or identity for name, identity in zip(columns["name"], company_ids, strict=True)
        ]
        columns["source"] = self.sources(at, reader.file)
        companies = make_many(Leerbedrijf, len(at), columns)
        return PlainOffers(self._first, plain.tolist(), companies, ends.tolist())

    def _texts(self, column: int | None, at: Codes) -> list[str]:
        """Return the texts of a column in some rows."""
        if column is None:
            return [""] * len(at)
        coded = self._columns[column]
        return spread(map(as_text, coded.values), coded.codes[at])


_WORDS = {"name": Field.NAME, "location": Field.LOCATION, "town": Field.TOWN}
