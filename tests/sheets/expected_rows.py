"""Plan data as the plain rows of a truth file, to compare whole files."""

from __future__ import annotations

from stageplanner.domain.calendar import format_weekdays
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.stage_period import StagePeriod


def period_row(period: StagePeriod, *, flexible: bool = False) -> dict[str, object]:
    """Return a stage period under the keys of a truth file."""
    row: dict[str, object] = {
        "instelling": period.institution,
        "crebo": period.programme,
        "leerjaar": period.year,
        "groep": period.group,
        "studenten": period.students,
        "vorm": period.form.value,
        "start": period.start.isoformat(),
        "eind": period.end.isoformat(),
        "dagen_per_week": period.days_per_week,
        "weekdagen": format_weekdays(period.weekdays),
    }
    if flexible:
        row |= {
            "toegestane_vormen": " ".join(f.value for f in period.allowed_forms or ()),
            "vroegste_start": _iso(period.earliest_start),
            "laatste_eind": _iso(period.latest_end),
            "splitsbaar": period.splittable,
            "vast": period.fixed,
        }
    return row


def leerbedrijf_row(each: Leerbedrijf) -> dict[str, object]:
    """Return a leerbedrijf under the keys of a truth file."""
    return {
        "leerbedrijf_id": each.id,
        "naam": each.name,
        "locatie": each.location,
        "plaats": each.town,
        "branche": each.branch,
        "crebos": list(each.accredited),
        "plaatsen": each.places,
        "bezet": each.occupied,
        "geldig_van": _iso(each.available_from),
        "geldig_tot": _iso(each.available_until),
        "gesloten": [[r.start.isoformat(), r.end.isoformat()] for r in each.closed],
        "praktijkopleiders": each.supervisors,
    }


def _iso(day: object) -> str | None:
    return None if day is None else day.isoformat()  # type: ignore[attr-defined]
