"""Recognise lists of holidays with a column per holiday or institution."""

from __future__ import annotations

import re

from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.result import Kind
from stageplanner.sheets.reading.tables.heading_match import guesses
from stageplanner.sheets.reading.tables.holiday_evidence import is_no_holiday
from stageplanner.sheets.reading.values.date_spans import Hint, parse_spans
from stageplanner.sheets.reading.workbook.grid import Sheet, as_text, is_blank

_HOLIDAY_NAME = re.compile(
    r"vakantie|herfst|kerst|voorjaar|mei|zomer|krokus|carnaval|holiday|break"
)
#: Words that can only name days without school, alone or in a longer name.
_TIME_OFF = re.compile(
    r"vakantie|ferien|lesvrij|holiday|\b(?:spring|autumn|winter|summer|half term) ?break\b"
    r"|feestdag|feiertag|carnaval|karneval|krokus|\bvrij(?:e dag(?:en)?)?$|hemelvaart"
    r"|goede vrijdag|koningsdag"
    r"|bevrijdingsdag|nieuwjaar|studiedag|roostervrij|\bgeen (?:les|school)"
    r"|\b(?:paas|pinkster|kerst)(?:dag(?:en)?)?\b|\b(?:pasen|pinksteren)\b"
    r"|^(?:herfst|kerst|voorjaar|zomer|mei)$"
)


def names_holiday(text: str) -> bool:
    """Return whether a text names days without school: "Herfstvakantie", "Ferien", "vrij"."""
    if len(text) > 60 or is_no_holiday(text):
        return False
    return bool(_TIME_OFF.search(normalise(text)))


def holidays_across(sheet: Sheet, row: int) -> bool:
    """Return whether a header has a column per holiday or institution, with stretches below."""
    cells = [(c, as_text(v)) for c, v in enumerate(sheet.rows[row]) if not is_blank(v)]
    if len(cells) < 2 or not all(isinstance(sheet.cell(row, c), str) for c, _ in cells):
        return False
    first = {g.field for g in guesses(normalise(cells[0][1]), Kind.HOLIDAYS, fuzzy=False)}
    named = [c for c, text in cells[1:] if _HOLIDAY_NAME.search(normalise(text))]
    if Field.HOLIDAY not in first and not (
        first & {Field.INSTITUTION, Field.REGION} and len(named) * 2 >= len(cells) - 1
    ):
        return False
    across = [c for c, _ in cells[1:] if holds_stretches(sheet, row, c)]
    return len(across) * 2 >= len(cells) - 1


def holds_stretches(sheet: Sheet, row: int, column: int) -> bool:
    """Return whether the cells below a heading hold stretches such as "10-10 t/m 18-10"."""
    values = [sheet.cell(r, column) for r in range(row + 1, min(row + 6, len(sheet.rows)))]
    filled = [v for v in values if not is_blank(v)]
    spans = [parse_spans(v, Hint.DATE) for v in filled if isinstance(v, str)]
    return bool(filled) and sum(bool(f and f[0].end) for f in spans) * 2 >= len(filled)
