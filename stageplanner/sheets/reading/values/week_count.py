"""Parse a number of weeks: 20, "20 lesweken", "10 + 10"."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from stageplanner.sheets.columns import Field
from stageplanner.sheets.reading.notes import Parsed
from stageplanner.sheets.reading.values.leftover import not_understood, without_empty_phrases
from stageplanner.sheets.reading.values.numbers import NUMBER_WORDS, is_unknown
from stageplanner.sheets.reading.workbook.grid import Value, as_text

_MOST = 60


@lru_cache(maxsize=4096, typed=True)
def parse_week_count(value: Value) -> Parsed[int | None]:
    """Parse the number of weeks in a cell; ``None`` if it is not given."""
    shown = as_text(value)
    if not shown or is_unknown(value) or isinstance(value, (bool, date)):
        return Parsed(None)
    text = without_empty_phrases(shown.casefold(), "weeks")
    text = re.sub(r"[\s()]+", "", text)
    text = re.sub(r"[.,]0+$", "", text)
    if text in NUMBER_WORDS:
        text = str(NUMBER_WORDS[text])
    if re.fullmatch(r"\d{1,2}(?:\+\d{1,2})*", text):
        weeks = sum(int(part) for part in text.split("+"))
    elif product := re.fullmatch(r"(\d)[x×*](\d{1,2})", text):
        weeks = int(product.group(1)) * int(product.group(2))
    else:
        return Parsed(None, (not_understood(Field.WEEK_COUNT, shown, shown),))
    if weeks > _MOST:
        return Parsed(None, (not_understood(Field.WEEK_COUNT, shown, shown),))
    return Parsed(weeks or None)
