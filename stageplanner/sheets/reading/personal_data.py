"""Refuse a file that holds personal data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from stageplanner.problems import Place, Problem, StagePlannerError, column_letter
from stageplanner.sheets.columns import normalise
from stageplanner.sheets.reading.tables.heading_synonyms import PERSONAL_HEADINGS
from stageplanner.sheets.reading.values.numbers import parse_number
from stageplanner.sheets.reading.values.programmes import programmes_named
from stageplanner.sheets.reading.workbook.grid import (
    Book,
    Sheet,
    Value,
    as_text,
    is_blank,
)

#: Headings of columns whose nine digits identify no person.
_NO_PERSON = re.compile(
    r"leerbedrijf|sbb|kvk|vestiging|company|id bedrijf|lb id|tel|contract|order"
)
_STUDENT_MAIL = re.compile(
    r"^[^@\s]*@[^@\s]*(?:student|leerling|deelnemer)[^@\s]*$|^[a-z]?\d{5,}@\S+$"
)
_PERSON_COLUMN = re.compile(
    r"^(?:naam|student|leerling|deelnemer|stagiairs?|stagiaires?|name|pupil|cursist|kandidaat"
    r"|trainee|apprentice|groep|klas|group|class|namen|names)$"
)
#: Headings that do not say of what the names are.
_NAME_HEADING = re.compile(r"^(?:naam|name|namen|names|groep|klas|group|class)$")
_GROUP_HEADINGS = frozenset({"groep", "klas", "group", "class"})
#: Words that make a heading personal wherever they occur in it: "Geboren op".
_PERSONAL_WORD = re.compile(
    r"\b(?:geboren|geboortedat\w*|geboorte (?:datum|plaats)|achternaam|voornaam|roepnaam|bsn|"
    r"burgerservicenummer|onderwijsnummer|studentnummer|leerlingnummer|geb datum|born|surname|"
    r"birth ?date|date of birth)\b"
)
_DAY = re.compile(
    r"(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.](19[5-9]\d|20\d\d)(?!\d)|^(19[5-9]\d|20\d\d)-\d\d-\d\d"
)
#: Under such headings an old date is that of an accreditation, an opening or a version.
_NO_BIRTH = re.compile(
    r"erken|geldig|sinds|vanaf|\bvan\b|start|begin|ingang|oprich|opgericht|since|from|valid|"
    r"versie|wijzig|update|mutatie|contract|\bper\b|tot|eind|until|accredit"
)
#: Nobody starts a placement before this age.
_YOUNGEST = 12
_COMPANY = re.compile(
    r"zorg|groep|\bklas\b|niveau|leerjaar|opleiding|stichting|bv\b|b v\b|kliniek|praktijk|huis"
    r"|centrum|school|team"
)
_PREFIX = r"(?:van|de|der|den|ten|ter|te|el|al|bin|ben|in|'t|la|le|di|da|dos|von|zu|op|y)"
_NAME_WORD = r"[A-ZÀ-Ý][A-Za-zÀ-ÿ'’]*(?:-[A-ZÀ-Ý]?[A-Za-zÀ-ÿ'’]+)*"
_INITIALS = r"(?:[A-Z]\.\s?)+"
#: "Sanne de Vries", "A. el Amrani", "de Vries, Sanne", "VRIES S.", "Jan V."
_FULL_NAME = re.compile(
    rf"^{_INITIALS}(?:{_PREFIX}\s)*{_NAME_WORD}$"
    rf"|^(?:{_PREFIX}\s)*{_NAME_WORD}(?:\s(?:{_PREFIX}\s)*{_NAME_WORD}){{1,4}}(?:\s{_INITIALS})?$"
    rf"|^(?:{_PREFIX}\s)*{_NAME_WORD}\s{_INITIALS}(?:{_PREFIX}\s?)*$"
    rf"|^(?:{_PREFIX}\s)*{_NAME_WORD},\s?(?:{_NAME_WORD}|{_INITIALS}).{{0,30}}$"
)
#: A list of one student a row has no larger number than this in its column of numbers.
_ONE = 1
#: Next to such a heading "Naam" is the name of a company.
_NOT_OF_PEOPLE = re.compile(r"leerbedrijf|plaats|plekken|capaciteit|branche|erken|places")
_COUNTED = re.compile(r"aantal|number|studenten")
_ROWS_LOOKED_AT = 60


def is_bsn(digits: str) -> bool:
    """Return whether digits pass the eleven test of a BSN, with weights 9, 8, .. 2, -1."""
    if not re.fullmatch(r"\d{8,9}", digits) or not int(digits):
        return False
    digits = digits.zfill(9)
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11 == 0


def refuse_personal_data(book: Book, file: str) -> None:
    """Raise an error if any sheet, hidden ones included, holds personal data.

    Raises
    ------
    StagePlannerError
        A column holds a BSN, student or birth data; the problem names the column.
    """
    for sheet in book.sheets:
        for row, column, what in _findings(sheet):
            shown_row, shown_column = sheet.view.place(row, column)
            place = Place(
                file=file,
                sheet=sheet.name,
                row=None if shown_row is None else shown_row + 1,
                column=None if shown_column is None else column_letter(shown_column),
            )
            raise StagePlannerError(
                Problem(code="import_personal_data", place=place, values={"what": what})
            )


def _findings(sheet: Sheet) -> Iterable[tuple[int, int, str]]:
    for row in range(min(len(sheet.rows), _ROWS_LOOKED_AT)):
        for column, value in enumerate(sheet.rows[row]):
            if not isinstance(value, str) or not 1 < len(value) <= 40:
                continue
            words = normalise(value)
            is_personal = words in PERSONAL_HEADINGS or _PERSONAL_WORD.search(words)
            named = is_personal and _has_values(sheet, row, column)
            if named or (_PERSON_COLUMN.match(words) and _holds_people(sheet, row, column, words)):
                yield row, column, value.strip()
    yield from _numbers(sheet)
    yield from _births(sheet)


def _births(sheet: Sheet) -> Iterable[tuple[int, int, str]]:
    """Yield columns of dates of birth of people of school age, whatever their heading."""
    latest = date.today().year - _YOUNGEST
    for column in range(sheet.width):
        born: list[int] = []
        filled = 0
        for row in range(min(len(sheet.rows), 400)):
            value = sheet.cell(row, column)
            if is_blank(value):
                continue
            filled += 1
            year = _year_of(value)
            if year is not None and latest - 70 <= year <= latest:
                born.append(row)
        # The heading and a title above it are filled cells too.
        if len(born) >= 3 and len(born) >= 0.8 * (filled - 2):
            heading = normalise(_heading_above(sheet, born[0], column))
            if not _NO_BIRTH.search(heading):
                yield born[0], column, "geboortedatum"


def _year_of(value: Value) -> int | None:
    """Return the year of a full date; ``None`` for anything else."""
    if isinstance(value, date):
        return value.year
    match = _DAY.search(value) if isinstance(value, str) and len(value) <= 30 else None
    return int(match.group(1) or match.group(2)) if match else None


def _below(sheet: Sheet, row: int, column: int) -> list[Value]:
    values: list[Value] = []
    for number in range(row + 1, min(len(sheet.rows), row + 60)):
        value = sheet.cell(number, column)
        if value is not None:
            values.append(value)
    return values


def _has_values(sheet: Sheet, row: int, column: int) -> bool:
    """Return whether values follow below a heading; "geslacht" above nothing is no data."""
    filled = sum(not is_blank(v) for v in sheet.rows[row])
    return filled >= 2 and bool(_below(sheet, row, column))


def _holds_people(sheet: Sheet, row: int, column: int, words: str) -> bool:
    """Return whether a column "Naam", "Student" or "Groep" holds names of people."""
    values = [as_text(v) for v in _below(sheet, row, column) if isinstance(v, str)]
    if not values:
        return False
    names = sum(bool(_FULL_NAME.match(v)) for v in values)
    if not _NAME_HEADING.match(words):
        return names >= 0.5 * len(values)
    neighbours = {normalise(as_text(v)) for v in sheet.rows[row] if not is_blank(v)}
    if any(_NOT_OF_PEOPLE.search(n) for n in neighbours):
        return False
    counts = _counts(sheet, row)
    if counts is not None and any(
        _COMPANY.search(v.casefold()) or programmes_named(v) for v in values
    ):
        return False
    one_each = counts is not None and bool(counts) and max(counts) <= _ONE
    listed = bool(neighbours & {"klas", "groep", "student", "stamgroep", "class", "group"})
    enough = len(values) >= 3 or (len(values) == 2 and (one_each or counts is None))
    single = one_each and len(set(values)) == len(values)
    listed = single if words in _GROUP_HEADINGS else listed or single
    return listed and enough and names >= 0.8 * len(values)


def _counts(sheet: Sheet, row: int) -> list[float] | None:
    """Return the numbers in the columns of numbers of students; ``None`` without such a column."""
    columns = [
        k
        for k, value in enumerate(sheet.rows[row])
        if isinstance(value, str) and _COUNTED.search(normalise(value))
    ]
    if not columns:
        return None
    numbers = (parse_number(value) for k in columns for value in _below(sheet, row, k))
    return [number for number in numbers if number is not None]


def _numbers(sheet: Sheet) -> Iterable[tuple[int, int, str]]:
    """Yield columns of BSNs or student mail addresses, whatever their heading."""
    columns: dict[int, list[tuple[int, str]]] = {}
    for row in range(min(len(sheet.rows), 400)):
        for column, value in enumerate(sheet.rows[row]):
            if isinstance(value, (str, float, int)) and not isinstance(value, bool):
                text = as_text(value)
                if 8 <= len(text) <= 60 and (
                    text.isdigit() or "@" in text or "bsn" in text.casefold()
                ):
                    columns.setdefault(column, []).append((row, text))
    for column, values in columns.items():
        mails = [(r, t) for r, t in values if _STUDENT_MAIL.match(t.casefold())]
        if mails:
            yield mails[0][0], column, "e-mailadres van een student"
        spelled = [(r, t) for r, t in values if re.search(r"bsn\W{0,3}\d{8,9}", t.casefold())]
        if spelled:
            yield spelled[0][0], column, "BSN"
        digits = [(r, t) for r, t in values if t.isdigit() and len(t) in (8, 9)]
        passed = [r for r, t in digits if is_bsn(t)]
        if len(passed) >= 3 and len(passed) >= 0.9 * len(digits):
            heading = normalise(_heading_above(sheet, digits[0][0], column))
            if not _NO_PERSON.search(heading):
                yield passed[0], column, "BSN"


def _heading_above(sheet: Sheet, row: int, column: int) -> str:
    for number in range(row - 1, -1, -1):
        value = sheet.cell(number, column)
        if isinstance(value, str):
            return value
    return ""
