"""Decide whether a table lists holidays: by the names in it, or by a heading that says so.

Teaching periods look the same: a name, a start and an end. They are the meaning of P1..P4.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.result import Kind
from stageplanner.sheets.reading.tables.heading_match import guesses
from stageplanner.sheets.reading.workbook.grid import Sheet, Value, as_text, is_blank

#: Rows of a table, and rows above it, that are looked at.
_ROWS, _TITLES = 30, 6

_HOLIDAY = re.compile(
    r"vakantie|herfst|kerst|voorjaar|krokus|carnaval|karneval|\bmei\b|zomer|lente|paas|pasen|pinkster"
    r"|hemelvaart|goede vrijdag|koningsdag|bevrijdingsdag|nieuwjaar|oudjaar|sinterklaas|feestdag"
    r"|suikerfeest|offerfeest|keti ?koti|dodenherdenking|studiedag|lesvrij|schoolvrij|roostervrij"
    r"|vrije? (?:dag|week|dagen|middag)|\bvrij\b|recess?|gesloten|brugdag|geen (?:les|school|stage)"
    r"|holiday|vacation|\bbreak\b|half[ -]?term|christmas|easter|whit|ascension|autumn|spring"
    r"|summer|new year|king'?s day|day off|\bferien\b|feiertag|weihnacht|ostern"
)
_HEADING = re.compile(
    r"vakantie|holiday|vacation|\bvrije? (?:dag|week|dagen|weken)|^vrij$|lesvrij|schoolvrij"
    r"|feestdag"
    r"|\bbreak\b|recess?|roostervrij|schoolsluiting|ferien"
)
_PERIOD = re.compile(
    r"(?:(?:p|periode|blok|op|onderwijsperiode|lesperiode|kwartaal|q|term|semester|sem|s|period|block"
    r"|quarter|stageperiode|bpv ?periode|bpv|stage|trimester|halfjaar|module|fase|onderwijsblok|kw"
    r"|lesblok|stageblok|lesweken|tijdvak)\.?\s?-?\s?)?(?:[1-9]|1[0-2]|i{1,3}|iv|vi?|[a-h])"
    r"|(?:[1-8]\s?(?:e|ste|de)|eerste|tweede|derde|vierde|vijfde|first|second|third|fourth)"
    r"\s(?:onderwijs|les|stage|school)?"
    r"(?:periode|blok|kwartaal|semester|trimester|halfjaar|period|term|quarter|block|helft)"
    r"|(?:onderwijs|les|school|stage)(?:periode|blok|weken|jaar)|semester (?:na|voor)jaar"
)


def is_holiday_name(text: str) -> bool:
    """Return whether a text names a holiday or day off."""
    return bool(_HOLIDAY.search(text.casefold()))


def is_holiday_heading(text: str) -> bool:
    """Return whether a heading or title says that holidays follow."""
    return bool(_HEADING.search(" ".join(text.casefold().split())))


def is_period_name(value: Value) -> bool:
    """Return whether a value names a teaching period: P1, blok 2, 3, eerste semester."""
    text = as_text(value).casefold().strip(" .:")
    return bool(_PERIOD.fullmatch(text)) and not is_holiday_name(text)


def lists_holidays(sheet: Sheet, top: int, bottom: int, texts: Sequence[Sequence[str]]) -> bool:
    """Return whether the rows below a header are holidays.

    Parameters
    ----------
    sheet
        The sheet.
    top, bottom
        The first and last row of the header.
    texts
        Per column the texts of the header.
    """
    names = _names_below(sheet, bottom, texts)
    holidays = sum(any(is_holiday_name(text) for text in row) for row in names)
    periods = sum(any(is_period_name(text) for text in row) for row in names)
    is_headed = has_holiday_heading(sheet, top, (text for column in texts for text in column))
    if holidays:
        return 2 * holidays >= len(names) or is_headed
    return is_headed and 2 * periods < max(len(names), 1)


def has_holiday_heading(sheet: Sheet, top: int, headings: Iterable[str]) -> bool:
    """Return whether a heading, a title just above it or the name of the sheet says holidays."""
    if any(is_holiday_heading(text) for text in headings):
        return True
    above = sheet.rows[max(top - _TITLES, 0) : top]
    titles = [as_text(v) for row in above for v in row if isinstance(v, str)]
    return any(is_holiday_heading(text) for text in (*titles, sheet.name))


def _names_below(sheet: Sheet, bottom: int, texts: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return per row the texts that may name it: of the columns with names, else of all."""
    columns = [k for k, column in enumerate(texts) if _is_name(column)]
    names = []
    for row in sheet.rows[bottom + 1 : bottom + 1 + _ROWS]:
        wanted = [row[k] for k in columns if k < len(row)] if columns else row
        filled = [as_text(v) for v in wanted if not is_blank(v)]
        if filled:
            names.append(filled)
    return names


def _is_name(column: Sequence[str]) -> bool:
    """Return whether the heading of a column is that of the name of a holiday or period."""
    words = normalise(next((text for text in reversed(column) if text), ""))
    return any(g.field is Field.HOLIDAY for g in guesses(words, Kind.HOLIDAYS, fuzzy=True))
