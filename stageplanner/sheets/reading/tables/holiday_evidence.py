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

#: Words that name days without school wherever they stand.
_HOLIDAY = re.compile(
    r"vakanties?\b|vakantie(?:dag|week|periode|weken|dagen)\b|hemelvaart|goede vrijdag|koningsdag"
    r"|bevrijdingsdag|nieuwjaar|oudjaar|oud en nieuw|sinterklaas|feestdag|suikerfeest|offerfeest"
    r"|keti ?koti|dodenherdenking|studiedag|lesvrij|schoolvrij|roostervrij|carnaval|karneval|krokus"
    r"|vrije? (?:dag|week|dagen)|\bvrij\b|recess?|gesloten|brugdag|geen (?:les|school|stage)"
    r"|holiday|vacation|\bbreak\b|half[ -]?term|ascension|new year|king'?s day|day off"
    r"|ferien\b|feiertag|weihnacht|ostern|good friday|boxing day"
)
#: A season or feast names days without school by itself or with a word of days, not in the name
#: of something else: "herfst", "kerstdagen", "Easter Monday", but no "kerstmarkt", "autumn term".
_SEASON = re.compile(
    r"\b(?:herfst|kerst|voorjaars?|mei|zomer|lente|winter|paas|pasen|pinkster(?:en)?|christmas"
    r"|easter|whit|autumn|spring|summer)(?P<rest>[a-z]*)\b[^\w]*(?P<next>[a-z]*)"
)
_OF_DAYS = frozenset(
    ["", "dag", "dagen", "weekend", "maandag", "vrijdag", "reces", "week", "weken", "vrij", "s",
     "e", "monday", "friday", "sunday", "day", "days", "half", "en", "of", "and", "regio", "noord",
     "midden", "zuid", "t", "m", "wk", "onder", "van", "from", "tot", "leerjaar", "lj"]
)  # fmt: skip
#: What makes the name of a holiday that of a day of school, or of one moment of the holiday.
_NO_HOLIDAY = re.compile(
    r"\b(?:geen|niet|no) (?:\w+ )?(?:vrij|vrije|vakantie|holiday)\b"
    r"|\b(?:gewoon|wel) (?:les|school|stage)|\(les\)|rooster(?!vrij)"
    r"|\b(?:les|school|stage|bpv|werk)dag(?:en)?\b"
    r"|\b(?:voor|na|before|after|tot aan) (?:de |het |the )?\w*\s?"
    r"(?:vakantie|holiday|break|reces|kerst)"
    r"|^(?:start|begin|einde?|aanvang|end of|beginning of|(?:laatste|eerste) dag"
    r"|(?:last|first) day)\b"
    r"|\w(?:stage|markt|viering|borrel|ontbijt|gala|concert)\b"
    r"|(?<!suiker)(?<!offer)\Bfeest\b|middag|ochtend|\bavond|afternoon|morning|evening"
    r"|\b(?:vanaf|tot) \d{1,2}(?:[.:]\d\d)? ?(?:uur|u)\b"
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
    r"|(?:najaars?|voorjaars?|herfst|winter|lente|zomer|autumn|spring|summer)\s?-?"
    r"(?:periode|blok|kwartaal|semester|trimester|halfjaar|period|term|quarter|block|stage)"
)


def is_holiday_name(text: str) -> bool:
    """Return whether a text names a holiday or day off."""
    flat = text.casefold()
    if is_no_holiday(flat):
        return False
    return bool(_HOLIDAY.search(flat)) or any(map(_names_days, _SEASON.finditer(flat)))


def _names_days(season: re.Match[str]) -> bool:
    """Return whether a season stands by itself, or with a word of days."""
    return season["rest"] in _OF_DAYS and (bool(season["rest"]) or season["next"] in _OF_DAYS)


def is_no_holiday(text: str) -> bool:
    """Return whether a text names a holiday only to place something else: "voor de vakantie".

    So does the name of a feast in that of an event: "kerstmarkt".
    """
    flat = text.casefold()
    if _NO_HOLIDAY.search(flat):
        return True
    seasons = [*_SEASON.finditer(flat)]
    return bool(seasons) and not _HOLIDAY.search(flat) and not any(map(_names_days, seasons))


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
    is_headed = has_holiday_heading(sheet, top, (text for column in texts for text in column))
    if not is_headed and any(_NAME_OF_PERIODS.fullmatch(t.casefold()) for c in texts for t in c):
        names = [
            [text for text in row if not _BARE_SEASON.fullmatch(text.casefold())] for row in names
        ]
    holidays = sum(any(is_holiday_name(text) for text in row) for row in names)
    periods = sum(any(is_period_name(text) for text in row) for row in names)
    if holidays:
        return True  # every other row is refused by its name
    return is_headed and 2 * periods < max(len(names), 1)


#: A heading of periods, below which the bare name of a season is that of a period.
_NAME_OF_PERIODS = re.compile(r"(?:onderwijs|les|stage)?(?:periode|blok|semester|term|period)s?")
_BARE_SEASON = re.compile(r"herfst|winter|lente|voorjaar|zomer|autumn|spring|summer")


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
