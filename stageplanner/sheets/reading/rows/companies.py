"""Turn the rows of a table into leerbedrijven and the places they offer."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.stage_period import Source
from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.notes import Note, Parsed, error, info, warning
from stageplanner.sheets.reading.rows.offered_places import OfferReader
from stageplanner.sheets.reading.tables.table import Columns, Table
from stageplanner.sheets.reading.tables.table_settings import TableSettings
from stageplanner.sheets.reading.values.numbers import is_ditto
from stageplanner.sheets.reading.workbook.grid import Value, as_text

_ID = re.compile(r"(?<!\d)\d{6,12}(?!\d)")


class CapacityReader:
    """Reads the rows of one table of leerbedrijven.

    ``plan_codes`` are the programmes of the plan in the same workbook, if StagePlanner wrote it.
    """

    def __init__(
        self,
        table: Table,
        settings: TableSettings,
        file: str,
        sheet: str,
        *,
        plan_codes: Collection[str] = frozenset(),
    ) -> None:
        self.columns = Columns(table)
        self.offers = OfferReader(table, self.columns, settings, plan_codes)
        self.file, self.sheet = file, sheet

    def column_of(self, wanted: Field | None) -> int | None:
        """Return the column that a note about a field points at."""
        return self.columns.of(wanted) if wanted is not None else None

    def read(self, row: int, cells: Sequence[Value]) -> Parsed[tuple[Leerbedrijf, ...]]:
        """Read the leerbedrijven of a row, one per pool; none if a note refuses it."""
        name = as_text(self.columns.value_of(cells, Field.NAME))
        identity = self._id(cells, name)
        offered = self.offers.offer(cells)
        notes = identity.notes
        if offered.notes:
            notes = (*notes, *(n for n in offered.notes if n not in notes))
        if identity.value is None or not offered.value:
            return Parsed((), notes)
        source = Source(file=self.file, sheet=self.sheet, row=row + 1)
        location = as_text(self.columns.value_of(cells, Field.LOCATION))
        town = as_text(self.columns.value_of(cells, Field.TOWN))
        companies = [
            Leerbedrijf(
                id=identity.value + suffix,
                name=name or identity.value,
                location=location,
                town=town,
                source=source,
                **fields,
            )
            for suffix, fields in offered.value
        ]
        return Parsed(tuple(companies), notes)

    def _id(self, cells: Sequence[Value], name: str) -> Parsed[str | None]:
        given = given_id(self.columns.value_of(cells, Field.ID))
        if given:
            return Parsed(given)
        if not name or is_ditto(name):
            return Parsed(None, (error("import_no_leerbedrijf", Field.NAME),))
        parts = [
            name,
            as_text(self.columns.value_of(cells, Field.LOCATION)),
            as_text(self.columns.value_of(cells, Field.TOWN)),
        ]
        digest = hashlib.sha256(normalise(" ".join(parts)).encode()).hexdigest()[:8]
        note = info("import_id_made", Field.ID, name=name)
        return Parsed(f"x{digest}", (note,) if self.columns.has(Field.ID) else ())


def given_id(value: Value) -> str:
    """Return the LeerbedrijfID in a cell; ``""`` if it holds none."""
    given = as_text(value)
    if given.isdecimal() and 6 <= len(given) <= 12:
        return given
    digits = _ID.findall(given.replace(" ", "").replace(".", ""))
    return digits[0] if digits else given


def merge_leerbedrijven(
    read: Sequence[Leerbedrijf],
) -> tuple[tuple[Leerbedrijf, ...], tuple[tuple[Leerbedrijf, Note], ...]]:
    """Merge rows of the same leerbedrijf, such as one row per accreditation.

    Rows of one id that differ only in accreditation are joined. Rows with other places or dates
    become pools of the same leerbedrijf. Equal rows are reported.
    """
    if len({company.id for company in read}) == len(read):
        return tuple(read), ()
    groups: dict[str, list[Leerbedrijf]] = {}
    for company in read:
        groups.setdefault(company.id, []).append(company)
    result: list[Leerbedrijf] = []
    notes: list[tuple[Leerbedrijf, Note]] = []
    for identity, rows in groups.items():
        if len(rows) == 1:
            result.append(rows[0])
            continue
        pools: list[Leerbedrijf] = []
        for company in rows:
            notes += _into_pools(pools, company)
        result += [
            pool if k == 0 else replace(pool, id=f"{identity}-{k + 1}")
            for k, pool in enumerate(pools)
        ]
    return tuple(result), tuple(notes)


def _into_pools(pools: list[Leerbedrijf], company: Leerbedrijf) -> list[tuple[Leerbedrijf, Note]]:
    for k, pool in enumerate(pools):
        # In a list of accreditations without places a niveau only describes its crebo.
        bare = not company.places and not pool.places
        levels = pool.levels if bare else company.levels
        same = replace(company, accredited=pool.accredited, source=pool.source, levels=levels)
        alike = same == pool
        if alike and set(company.accredited) <= set(pool.accredited):
            row = pool.source.row if pool.source else 0
            return [
                (
                    company,
                    error(
                        "import_duplicate",
                        None,
                        row=row,
                        sheet=pool.source.sheet if pool.source else "",
                    ),
                )
            ]
        if alike and not set(company.accredited) & set(pool.accredited):
            both = {*(pool.levels or ()), *(company.levels or ())}
            joined = tuple(sorted(both)) if pool.levels and company.levels else None
            accredited = (*pool.accredited, *company.accredited)
            pools[k] = replace(pool, accredited=accredited, levels=joined)
            return []
    pools.append(company)
    if len(pools) > 1:
        row = pools[0].source.row if pools[0].source else 0
        return [(company, warning("import_same_leerbedrijf", Field.ID, id=company.id, row=row))]
    return []
