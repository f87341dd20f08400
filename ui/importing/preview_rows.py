"""What the preview of an import shows: problems, differences, and the fields of a column."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

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
    """Build the columns of the table of differences: new, gone, changed."""
    translate = QCoreApplication.translate
    fates = {
        "new": translate("Intake", "nieuw"),
        "gone": translate("Intake", "vervallen"),
        "changed": translate("Intake", "gewijzigd"),
    }

    def fields(row: RowDifference) -> str:
        return "; ".join(
            f"{field_words(f.name, language)}: {value_words(f.before, language)}"
            f" → {value_words(f.after, language)}"
            for f in row.fields
        )

    return (
        Column(title=translate("Intake", "Wat"), text=lambda r: fates[r.fate], width=90),
        Column(
            title=translate("Intake", "Soort"),
            text=lambda r: kind_words(r.kind, language),
            width=112,
        ),
        Column(title=translate("Intake", "Rij"), text=lambda r: r.label, width=270),
        Column(title=translate("Intake", "Verschil"), text=fields, width=260),
    )


def field_names(kind: str) -> dict[str, str]:
    """Return the names of the fields that a column of a kind of table can have."""
    translate = QCoreApplication.translate
    nothing = {"": translate("Intake", "– niet gebruiken –")}
    periods = {
        "institution": translate("Intake", "Instelling"),
        "brin": translate("Intake", "BRIN"),
        "location": translate("Intake", "Locatie"),
        "programme_name": translate("Intake", "Opleiding"),
        "programme": translate("Intake", "Crebo"),
        "level": translate("Intake", "Niveau"),
        "leerweg": translate("Intake", "Leerweg"),
        "year": translate("Intake", "Leerjaar"),
        "group": translate("Intake", "Groep"),
        "students": translate("Intake", "Aantal studenten"),
        "form": translate("Intake", "Vorm (lint of blok)"),
        "start": translate("Intake", "Startdatum of eerste week"),
        "end": translate("Intake", "Einddatum of laatste week"),
        "span": translate("Intake", "Weken of periode, van en tot in één"),
        "week_count": translate("Intake", "Aantal weken"),
        "days": translate("Intake", "Dagen per week"),
        "weekdays": translate("Intake", "Weekdagen"),
        "hours_per_day": translate("Intake", "Uren per dag"),
        "hours_per_week": translate("Intake", "Uren per week"),
        "allowed_forms": translate("Intake", "Toegestane vormen"),
        "earliest": translate("Intake", "Vroegste start"),
        "latest": translate("Intake", "Laatste einde"),
        "split": translate("Intake", "Splitsen toegestaan"),
        "fixed": translate("Intake", "Vast"),
        "region": translate("Intake", "Vakantieregio"),
        "school_year": translate("Intake", "Schooljaar"),
        "remark": translate("Intake", "Opmerking"),
    }
    capacity = {
        "id": translate("Intake", "LeerbedrijfID"),
        "name": translate("Intake", "Naam"),
        "location": translate("Intake", "Locatie"),
        "town": translate("Intake", "Plaats (woonplaats)"),
        "branch": translate("Intake", "Branche"),
        "accredited": translate("Intake", "Erkend voor (crebo)"),
        "places": translate("Intake", "Plaatsen"),
        "occupied": translate("Intake", "Waarvan bezet"),
        "available_from": translate("Intake", "Beschikbaar van"),
        "available_until": translate("Intake", "Beschikbaar t/m"),
        "closed": translate("Intake", "Gesloten"),
        "supervisors": translate("Intake", "Praktijkopleiders"),
    }
    holidays = {
        "institution": translate("Intake", "Instelling"),
        "name": translate("Intake", "Vakantie"),
        "start": translate("Intake", "Van"),
        "end": translate("Intake", "T/m"),
    }
    return nothing | {"capacity": capacity, "holidays": holidays}.get(kind, periods)
