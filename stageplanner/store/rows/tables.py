"""The tables of the project file, for SQLAlchemy Core; ``migrations.py`` creates them."""

from __future__ import annotations

from sqlalchemy import Column, Integer, MetaData, Table, Text
from sqlalchemy.types import UserDefinedType


class Number(UserDefinedType[float]):
    """A number that keeps its type: 8 stays 8 and 8.0 stays 8.0.

    The fingerprint is taken of the data as written, so a number must not change its type.
    """

    cache_ok = True

    def get_col_spec(self, **_kwargs: object) -> str:
        """Return ``ANY``, which in a STRICT table converts nothing."""
        return "ANY"


metadata = MetaData()


def _table(name: str, *columns: Column[object]) -> Table:
    return Table(name, metadata, Column("position", Integer, primary_key=True), *columns)


def _text(*names: str) -> list[Column[object]]:
    return [Column(name, Text) for name in names]


def _integer(*names: str) -> list[Column[object]]:
    return [Column(name, Integer) for name in names]


def _number(*names: str) -> list[Column[object]]:
    return [Column(name, Number) for name in names]


_SOURCE = ("source_file", "source_sheet")

about = _table("about", *_text("name"), *_number("value"))
period = _table(
    "period",
    *_text("id", "institution", "programme", "programme_name"),
    *_integer("year"),
    *_text("group"),
    *_integer("students"),
    *_text("form", "start", "end"),
    *_integer("days_per_week"),
    *_text("weekdays", "brin", "location"),
    *_integer("niveau"),
    *_text("leerweg"),
    *_number("hours_per_day"),
    *_text("allowed_forms", "earliest_start", "latest_end"),
    *_integer("splittable", "fixed"),
    *_text("region", *_SOURCE),
    *_integer("source_row"),
)
leerbedrijf = _table(
    "leerbedrijf",
    *_text("id", "name", "location", "town", "branch", "accredited"),
    *_integer("places", "occupied"),
    *_text("available_from", "available_until", "closed"),
    *_integer("supervisors"),
    *_text("places_per_weekday", "levels", "form_preference", *_SOURCE),
    *_integer("source_row", "stands_for"),
)
holiday = _table("holiday", *_integer("of_region"), *_text("institution", "name", "start", "end"))
rules = _table(
    "rules",
    *_text("institution"),
    *_integer("window_weeks", "first_year_lesweek"),
    *_text("allowed_forms"),
    *_integer("split_from_students"),
    *_text("school_days"),
    *_integer("blok_moves_weekdays"),
    *_text("lint_days", "blok_days"),
    *_integer("days_may_change"),
    *_text("weekday_sets"),
    *_integer("most_weeks_shift"),
    *_text("forbidden"),
    *_integer("scheme_weeks", "proposes_splits", "gap_weeks", "most_away", "most_contact_moments"),
)
load_weight = _table("load_weight", *_integer("niveau"), *_number("weight"))
goal = _table("goal", *_text("name"), *_number("value"))
delivery = _table("delivery", *_text("file", "sha256", "kind"), *_integer("rows_read", "rows_used"))
plan = _table("plan", *_integer("current"), *_text("name", "fingerprint"))
placement = _table(
    "placement",
    *_integer("plan"),
    *_text("period", "form", "start", "end"),
    *_integer("days_per_week"),
    *_text("weekdays"),
    *_integer("students"),
)
proof = _table(
    "proof",
    *_integer("plan"),
    *_text("programmes"),
    *_integer("periods"),
    *_number("wish_peak", "peak", "lower_bound", "target"),
    *_integer("changes", "changes_lower_bound"),
    *_text("status"),
    *_number("seconds"),
    *_text("within", "shortage"),
)
reason = _table("reason", *_integer("plan"), *_text("period", "reason"))
event = _table("event", *_text("at", "user", "verb", "subject", "before", "after", "origin"))
mapping = _table("mapping", *_text("institution", "signature", "content"))
round_ = _table(
    "round",
    *_integer("number"),
    *_text("key", "title", "deadline", "opened_on", "plan", "fingerprint"),
    *_integer("version"),
    *_text("sent_on", "closed_on"),
)
proposal = _table(
    "proposal",
    *_integer("round"),
    *_text("id", "kind", "party", "name", "period"),
    *_integer("students"),
    *_text("placements", "reason", "status"),
    *_integer("version"),
    *_text("said", "answered_on", "origin", "agreement", "accepted_before"),
)
agreement = _table(
    "agreement",
    *_text("number"),
    *_integer("version"),
    *_text("title", "kind", "status"),
    *_integer("school_year"),
    *_text("scope", "parties", "clauses", "conditions", "effect", "valid_from", "valid_until"),
    *_integer("renews"),
    *_text("replaces", "holder", "evaluation", "evaluated_on", "log"),
)
balance = _table(
    "balance",
    *_text("institution"),
    *_integer("school_year", "changes", "student_weeks"),
    *_number("due"),
)
shortage = _table(
    "shortage",
    *_text("on", "region", "sector", "programme"),
    *_integer("niveau"),
    *_text("leerweg"),
    *_integer("number"),
    *_text("file"),
)
base_load = _table(
    "base_load",
    *_text("programme", "programme_name"),
    *_integer("niveau"),
    *_text("monday", "students"),
    *_integer("is_masked"),
)
contact = _table("contact", *_text("kind", "party", "email", "role"))
