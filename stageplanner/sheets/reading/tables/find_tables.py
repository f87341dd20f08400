"""Find the tables of a sheet from top to bottom, with their kinds and columns."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.result import Kind, ReadContext
from stageplanner.sheets.reading.tables.column_fields import (
    assign_fields,
    heading_of,
    places_in_parts,
    remembered_mapping,
    with_mapping,
)
from stageplanner.sheets.reading.tables.corner_labels import with_corner_fields
from stageplanner.sheets.reading.tables.header_kind import user_fields
from stageplanner.sheets.reading.tables.header_rows import Header, find_headers, header_texts
from stageplanner.sheets.reading.tables.mapped_header import mapped_kinds
from stageplanner.sheets.reading.tables.student_columns import with_students_across
from stageplanner.sheets.reading.tables.table import ColumnUse, Table
from stageplanner.sheets.reading.workbook.grid import Sheet


def find_tables(sheet: Sheet, context: ReadContext) -> tuple[Table, ...]:
    """Return the tables of a sheet from top to bottom; none if no header is recognised."""
    kinds = mapped_kinds(context)

    def mapped(row: int) -> Kind | None:
        return kinds.get(header_signature(sheet, row)) if kinds else None

    headers = find_headers(sheet, user_fields(context), mapped)
    tables = []
    for k, header in enumerate(headers):
        bottom = headers[k + 1].top if k + 1 < len(headers) else len(sheet.rows)
        tables.append(_build(sheet, header, bottom, context))
    return tuple(tables)


def _build(sheet: Sheet, header: Header, bottom: int, context: ReadContext) -> Table:
    """Build the table between a header and the next one."""
    headings = [heading_of(texts) for texts in header.texts]
    signature = signature_of(headings)
    timed = {t.column for t in header.times} | header.codes.keys()
    remembered = remembered_mapping(signature, header, sheet, context)
    uses = assign_fields(sheet, header, bottom, timed, context)
    if header.kind is Kind.CAPACITY:
        uses = places_in_parts(uses)
    if header.times:
        uses = with_corner_fields(sheet, header.bottom, bottom, uses)
    if remembered is not None:
        uses = with_mapping(remembered, headings, uses)
    table = Table(
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
    return with_students_across(sheet, table)


def signature_of(headings: Sequence[str]) -> str:
    """Return a hash of a layout: its headings without numbers, in any order."""
    words = sorted({re.sub(r"\d+", "#", normalise(h)) for h in headings if h})
    return hashlib.sha256("|".join(words).encode()).hexdigest()[:16]


def header_signature(sheet: Sheet, row: int) -> str:
    """Return the signature of the layout that one row heads."""
    return signature_of(header_texts(sheet, row))


def _kind(kind: Kind, uses: Sequence[ColumnUse]) -> Kind:
    """Return the kind of a table; a list of stage periods may be a plan, or answers to one."""
    fields = {use.field for use in uses}
    if kind is Kind.PERIODS and Field.ANSWER in fields:
        return Kind.ANSWER
    if kind is Kind.PERIODS and Field.WISH_START in fields and Field.WISH_FORM in fields:
        return Kind.PLAN
    return kind
