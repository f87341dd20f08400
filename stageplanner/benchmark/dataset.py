"""The public data set: instances of the problem, with the best plans and bounds known.

Plain JSON, so that other programs can take part; the README describes every field. Every plan is
judged here, whatever program made it.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

from stageplanner.benchmark import schema
from stageplanner.domain.calendar import DateRange, Holiday, format_weekdays, parse_weekdays
from stageplanner.domain.checks.check_plan import check_plan
from stageplanner.domain.form import Form
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.option import Option
from stageplanner.domain.plan import Placement, Plan, is_changed
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State
from stageplanner.problems import Problem, StagePlannerError

INSTANCE_FORMAT, PLAN_FORMAT = "stageplanner-instance-1", "stageplanner-plan-1"

#: The questions that a plan may answer.
LOWEST, PROPOSAL = "lowest", "proposal"
QUESTIONS = (LOWEST, PROPOSAL)

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The result of judging a plan for an instance.

    ``peaks`` are fractions of capacity per component, by its programmes.
    """

    problems: tuple[Problem, ...]
    peak: float
    changes: int
    peaks: Mapping[frozenset[str], float]


# --- instances ---------------------------------------------------------------------------------


def write_instance(state: State, name: str) -> Json:
    """Return an instance as JSON; the policy is always the default one."""
    return {
        "format": INSTANCE_FORMAT,
        "name": name,
        "periods": [_period_json(period) for period in state.periods],
        "leerbedrijven": [_company_json(company) for company in state.leerbedrijven],
        "holidays": [_holiday_json(holiday) for holiday in state.holidays],
        "region_holidays": [_holiday_json(holiday) for holiday in state.region_holidays],
    }


def _filled(values: Json) -> Json:
    """Remove fields without a value."""
    return {
        name: value
        for name, value in values.items()
        if value is not None and value is not False and value not in ("", [])
    }


def _period_json(period: StagePeriod) -> Json:
    forms = period.allowed_forms
    return _filled(
        {
            "id": period.id,
            "institution": period.institution,
            "location": period.location,
            "programme": period.programme,
            "niveau": period.niveau,
            "year": period.year,
            "group": period.group,
            "region": period.region,
            "students": period.students,
            **_option_json(
                Option(
                    form=period.form,
                    start=period.start,
                    end=period.end,
                    days_per_week=period.days_per_week,
                    weekdays=period.weekdays,
                )
            ),
            "allowed_forms": None if forms is None else [form.value for form in forms],
            "earliest_start": _day(period.earliest_start),
            "latest_end": _day(period.latest_end),
            "fixed": period.fixed,
        }
    )


def _company_json(company: Leerbedrijf) -> Json:
    return _filled(
        {
            "id": company.id,
            "accredited": list(company.accredited),
            "places": company.places,
            "occupied": company.occupied or None,
            "available_from": _day(company.available_from),
            "available_until": _day(company.available_until),
            "closed": [[_day(part.start), _day(part.end)] for part in company.closed],
            "places_per_weekday": company.places_per_weekday and list(company.places_per_weekday),
        }
    )


def _holiday_json(holiday: Holiday) -> Json:
    return {
        "institution": holiday.institution,
        "start": holiday.start.isoformat(),
        "end": holiday.end.isoformat(),
    }


def _option_json(option: Option) -> Json:
    return {
        "form": option.form.value,
        "start": option.start.isoformat(),
        "end": option.end.isoformat(),
        "days_per_week": option.days_per_week,
        "weekdays": format_weekdays(option.weekdays),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def read_instance(content: Mapping[str, Any]) -> State:
    """Read an instance from JSON.

    Raises
    ------
    StagePlannerError
        If it is no instance, or a field is missing or wrong; the problem names it.
    """
    with _Reading(content, INSTANCE_FORMAT, schema.INSTANCE):
        return State(
            periods=tuple(_period_of(entry) for entry in content["periods"]),
            leerbedrijven=tuple(_company_of(entry) for entry in content["leerbedrijven"]),
            holidays=tuple(_holiday_of(entry) for entry in content["holidays"]),
            region_holidays=tuple(_holiday_of(entry) for entry in content["region_holidays"]),
        )


class _Reading:
    """Turns an error in JSON into a problem for its reader."""

    def __init__(self, content: object, form: str, shape: schema.Shape) -> None:
        self._content, self._form, self._shape = content, form, shape

    def __enter__(self) -> None:
        form = self._content.get("format") if isinstance(self._content, Mapping) else None
        if form != self._form:
            raise StagePlannerError(
                Problem(code="bench_format", values={"found": form or "-", "wanted": self._form})
            )
        schema.require(self._content, self._shape)

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, (KeyError, ValueError, TypeError, AttributeError)):
            why = f"{type(error).__name__}: {error}"
            raise StagePlannerError(Problem(code="bench_field", values={"why": why})) from error


def _period_of(entry: Mapping[str, Any]) -> StagePeriod:
    option = _option_of(entry)
    forms = entry.get("allowed_forms")
    return StagePeriod(
        id=entry["id"],
        institution=entry["institution"],
        location=entry.get("location", ""),
        programme=entry["programme"],
        niveau=entry.get("niveau"),
        year=entry.get("year"),
        group=entry.get("group", ""),
        region=entry.get("region"),
        students=entry["students"],
        form=option.form,
        start=option.start,
        end=option.end,
        days_per_week=option.days_per_week,
        weekdays=option.weekdays,
        allowed_forms=None if forms is None else tuple(Form(form) for form in forms),
        earliest_start=_date(entry.get("earliest_start")),
        latest_end=_date(entry.get("latest_end")),
        fixed=entry.get("fixed", False),
    )


def _company_of(entry: Mapping[str, Any]) -> Leerbedrijf:
    weekdays = entry.get("places_per_weekday")
    return Leerbedrijf(
        id=entry["id"],
        name=entry["id"],
        accredited=tuple(entry["accredited"]),
        places=entry.get("places", 0),
        occupied=entry.get("occupied", 0),
        available_from=_date(entry.get("available_from")),
        available_until=_date(entry.get("available_until")),
        closed=tuple(
            DateRange(start=date.fromisoformat(start), end=date.fromisoformat(end))
            for start, end in entry.get("closed", ())
        ),
        places_per_weekday=None if weekdays is None else tuple(weekdays),
    )


def _holiday_of(entry: Mapping[str, Any]) -> Holiday:
    start, end = date.fromisoformat(entry["start"]), date.fromisoformat(entry["end"])
    return Holiday(institution=entry["institution"], name="", start=start, end=end)


def _option_of(entry: Mapping[str, Any]) -> Option:
    weekdays = entry.get("weekdays")
    return Option(
        form=Form(entry["form"]),
        start=date.fromisoformat(entry["start"]),
        end=date.fromisoformat(entry["end"]),
        days_per_week=entry["days_per_week"],
        weekdays=parse_weekdays(weekdays) if weekdays else None,
    )


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


# --- plans -------------------------------------------------------------------------------------


def write_plan(plan: Plan, name: str) -> Json:
    """Return a plan as JSON, with the stage periods that do not do their wish."""
    return {
        "format": PLAN_FORMAT,
        "instance": name,
        "placements": {
            period: [{"students": p.students, **_option_json(p.option)} for p in placements]
            for period, placements in sorted(plan.placements.items())
        },
    }


def read_plan(content: Mapping[str, Any]) -> Plan:
    """Read a plan from JSON.

    Raises
    ------
    StagePlannerError
        If it is no plan, or a field is missing or wrong; the problem names it.
    """
    with _Reading(content, PLAN_FORMAT, schema.PLAN):
        return Plan(
            placements={
                period: tuple(
                    Placement(option=_option_of(entry), students=entry["students"])
                    for entry in entries
                )
                for period, entries in content["placements"].items()
            }
        )


def judge(state: State, plan: Plan) -> Verdict:
    """Judge a plan of any program with the plain checker, and measure it."""
    from stageplanner.load.measures import measure

    measures = measure(state, plan)
    return Verdict(
        problems=check_plan(state, plan),
        peak=measures.peak,
        peaks={frozenset(c.programmes): c.peak for c in measures.components},
        changes=sum(is_changed(plan, period) for period in state.periods),
    )


# --- what is shipped ---------------------------------------------------------------------------


def shipped() -> tuple[str, ...]:
    """Return the names of the instances that ship with the app, the smallest first."""
    folder = resources.files("resources").joinpath("bench")
    sizes = {
        entry.name.removesuffix(".json.gz"): len(entry.read_bytes())
        for entry in folder.iterdir()
        if entry.name.endswith(".json.gz")
    }
    return tuple(sorted(sizes, key=sizes.__getitem__))


def load_shipped(name: str) -> tuple[Json, Json]:
    """Load an instance that ships with the app, and the best that is known of it, as JSON.

    Raises
    ------
    StagePlannerError
        If there is none with that name; the problem lists the names.
    """
    if name not in shipped():
        values = {"name": name, "known": shipped()}
        raise StagePlannerError(Problem(code="bench_unknown", values=values))
    folder = resources.files("resources").joinpath("bench")
    instance = json.loads(gzip.decompress(folder.joinpath(f"{name}.json.gz").read_bytes()))
    best = json.loads(folder.joinpath(f"{name}.best.json").read_text("utf-8"))
    return instance, best


def read_json(path: Path) -> Json:
    """Read the JSON of a file, compressed or not.

    Raises
    ------
    StagePlannerError
        If there is no such file, or it holds no JSON object.
    """
    try:
        data = path.read_bytes()
        content = json.loads(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data)
    except FileNotFoundError:
        raise StagePlannerError(Problem(code="file_missing", values={"path": path})) from None
    except (OSError, ValueError, EOFError, zlib.error, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        values = {"why": f"{path.name}: {reason}"}
        raise StagePlannerError(Problem(code="bench_field", values=values)) from None
    return content if isinstance(content, dict) else {}


def best_of(state: State, plans: Iterable[tuple[str, Plan]], name: str) -> Json:
    """Return what is known of an instance as JSON, from a solved plan per question."""
    entries = {}
    for question, plan in plans:
        verdict = judge(state, plan)
        entries[question] = {
            "peak": verdict.peak,
            "changes": verdict.changes,
            "components": [
                {
                    "programmes": list(proof.programmes),
                    "periods": proof.periods,
                    "wish_peak": proof.wish_peak,
                    "peak": proof.peak,
                    "lower_bound": proof.lower_bound,
                    "changes": proof.changes,
                    "changes_lower_bound": proof.changes_lower_bound,
                    "target": proof.target,
                }
                for proof in plan.proofs
            ],
            "plan": write_plan(plan, name),
        }
    return {"instance": name, "questions": entries}
