"""What the preview of an import shows: problems, differences, and the fields of a column."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from stageplanner.importing.absent import Absence, Absent, shown_numbers
from stageplanner.problems import Problem, Severity
from stageplanner.reporting.history_text import field_words, kind_words, value_words
from ui.tables.problem_columns import _ORDER
from ui.tables.table_model import Column

if TYPE_CHECKING:
    from stageplanner.domain.comparison.difference import RowDifference
    from stageplanner.importing.preview import FileReport, Intake


def all_problems(intake: Intake, file: FileReport | None = None) -> tuple[Problem, ...]:
    """Return the problems of one file, or of all and of the region, the worst first."""
    problems: list[Problem] = []
    for report in intake.files if file is None else (file,):
        problems += report.problems
    if file is None:
        problems += intake.problems
    return tuple(sorted(problems, key=lambda problem: _ORDER[problem.severity]))


def needs_a_look(problems: Iterable[Problem]) -> bool:
    """Return whether any problem is worse than information."""
    return any(problem.severity is not Severity.INFO for problem in problems)


def difference_columns(language: str) -> tuple[Column, ...]:
    """Build the columns of the table of differences: absent, new, gone, changed."""
    translate = QCoreApplication.translate
    fates = {
        "new": translate("Intake", "nieuw"),
        "gone": translate("Intake", "vervallen"),
        "changed": translate("Intake", "gewijzigd"),
    }

    def fate(row: RowDifference | Absent) -> str:
        if not isinstance(row, Absent):
            return fates[row.fate]
        if row.is_removed:
            return translate("Intake", "gaat uit de regio")
        if row.can_go:
            return translate("Intake", "ontbreekt, blijft")
        return translate("Intake", "niet gelezen, blijft")

    def fields(row: RowDifference | Absent) -> str:
        if isinstance(row, Absent):
            return absent_words(row)
        return "; ".join(
            f"{field_words(f.name, language)}: {value_words(f.before, language)}"
            f" → {value_words(f.after, language)}"
            for f in row.fields
        )

    return (
        Column(title=translate("Intake", "Wat"), text=fate, width=150),
        Column(
            title=translate("Intake", "Soort"),
            text=lambda r: kind_words(r.kind, language),
            width=112,
        ),
        Column(title=translate("Intake", "Rij"), text=lambda r: r.label, width=250),
        Column(title=translate("Intake", "Verschil"), text=fields, width=260),
    )


def absent_words(row: Absent) -> str:
    """Return why a row is absent, and what it is part of."""
    translate = QCoreApplication.translate
    parts = []
    if row.row is not None:
        text = translate(
            "Intake", "rij {row} van blad {sheet} is niet gelezen: blijft zoals het was"
        )
        parts.append(text.format(row=row.row.row, sheet=row.row.sheet))
    elif row.absence is Absence.UNSURE:
        parts.append(translate("Intake", "een deel van het bestand is niet gelezen"))
    else:
        parts.append(translate("Intake", "staat niet meer in het bestand"))
    if row.bonds.agreements:
        text = translate("Intake", "hoort bij afspraak {numbers}")
        parts.append(text.format(numbers=", ".join(shown_numbers(row.bonds.agreements))))
    if row.bonds.proposals:
        text = translate("Intake", "hoort bij voorstel {numbers}")
        parts.append(text.format(numbers=", ".join(shown_numbers(row.bonds.proposals))))
    return "; ".join(parts)


_NOT_USED = {"": QT_TRANSLATE_NOOP("Intake", "– niet gebruiken –")}
_PERIOD_FIELDS = {
    "institution": QT_TRANSLATE_NOOP("Intake", "Instelling"),
    "brin": QT_TRANSLATE_NOOP("Intake", "BRIN"),
    "location": QT_TRANSLATE_NOOP("Intake", "Locatie"),
    "programme_name": QT_TRANSLATE_NOOP("Intake", "Opleiding"),
    "programme": QT_TRANSLATE_NOOP("Intake", "Crebo"),
    "level": QT_TRANSLATE_NOOP("Intake", "Niveau"),
    "leerweg": QT_TRANSLATE_NOOP("Intake", "Leerweg"),
    "year": QT_TRANSLATE_NOOP("Intake", "Leerjaar"),
    "group": QT_TRANSLATE_NOOP("Intake", "Groep"),
    "students": QT_TRANSLATE_NOOP("Intake", "Aantal studenten"),
    "form": QT_TRANSLATE_NOOP("Intake", "Vorm (lint of blok)"),
    "start": QT_TRANSLATE_NOOP("Intake", "Startdatum of eerste week"),
    "end": QT_TRANSLATE_NOOP("Intake", "Einddatum of laatste week"),
    "span": QT_TRANSLATE_NOOP("Intake", "Weken of periode, van en tot in één"),
    "week_count": QT_TRANSLATE_NOOP("Intake", "Aantal weken"),
    "days": QT_TRANSLATE_NOOP("Intake", "Dagen per week"),
    "weekdays": QT_TRANSLATE_NOOP("Intake", "Weekdagen"),
    "hours_per_day": QT_TRANSLATE_NOOP("Intake", "Uren per dag"),
    "hours_per_week": QT_TRANSLATE_NOOP("Intake", "Uren per week"),
    "allowed_forms": QT_TRANSLATE_NOOP("Intake", "Toegestane vormen"),
    "earliest": QT_TRANSLATE_NOOP("Intake", "Vroegste start"),
    "latest": QT_TRANSLATE_NOOP("Intake", "Laatste einde"),
    "split": QT_TRANSLATE_NOOP("Intake", "Splitsen toegestaan"),
    "fixed": QT_TRANSLATE_NOOP("Intake", "Vast"),
    "region": QT_TRANSLATE_NOOP("Intake", "Vakantieregio"),
    "school_year": QT_TRANSLATE_NOOP("Intake", "Schooljaar"),
    "remark": QT_TRANSLATE_NOOP("Intake", "Opmerking"),
}
_COMPANY_FIELDS = {
    "id": QT_TRANSLATE_NOOP("Intake", "LeerbedrijfID"),
    "name": QT_TRANSLATE_NOOP("Intake", "Naam"),
    "location": QT_TRANSLATE_NOOP("Intake", "Locatie"),
    "town": QT_TRANSLATE_NOOP("Intake", "Plaats (woonplaats)"),
    "branch": QT_TRANSLATE_NOOP("Intake", "Branche"),
    "accredited": QT_TRANSLATE_NOOP("Intake", "Erkend voor (crebo)"),
    "places": QT_TRANSLATE_NOOP("Intake", "Plaatsen"),
    "occupied": QT_TRANSLATE_NOOP("Intake", "Waarvan bezet"),
    "available_from": QT_TRANSLATE_NOOP("Intake", "Beschikbaar van"),
    "available_until": QT_TRANSLATE_NOOP("Intake", "Beschikbaar t/m"),
    "closed": QT_TRANSLATE_NOOP("Intake", "Gesloten"),
    "supervisors": QT_TRANSLATE_NOOP("Intake", "Praktijkopleiders"),
}
_HOLIDAY_FIELDS = {
    "institution": QT_TRANSLATE_NOOP("Intake", "Instelling"),
    "name": QT_TRANSLATE_NOOP("Intake", "Vakantie"),
    "start": QT_TRANSLATE_NOOP("Intake", "Van"),
    "end": QT_TRANSLATE_NOOP("Intake", "T/m"),
}
#: The fields of other tables than those of stage periods.
_FIELDS = {"capacity": _COMPANY_FIELDS, "holidays": _HOLIDAY_FIELDS}


def field_names(kind: str) -> dict[str, str]:
    """Return the names of the fields that a column of a kind of table can have."""
    fields = _NOT_USED | _FIELDS.get(kind, _PERIOD_FIELDS)
    return {field: QCoreApplication.translate("Intake", name) for field, name in fields.items()}
