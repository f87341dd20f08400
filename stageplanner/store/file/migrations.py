"""The schema of the project file, version by version, in plain SQL.

Nothing of the app is imported here: a step must do tomorrow what it does today. The schema of
version *n* is the sum of the first *n* steps, for new and old files alike, so a file with any other
schema was not written by StagePlanner.

To change the schema: add a step (never edit an old one), follow it in ``tables.py`` and in a shape
of the files of rows, and keep a small file of the previous version in ``tests/data/store``.
"""

from __future__ import annotations

import sqlite3

#: "SPLN": in the header of every project file.
APPLICATION_ID = 0x53504C4E

#: The whole schema fits in the first page, so that a lost first page can be rebuilt.
PAGE_SIZE = 8192

_FIRST = (
    """CREATE TABLE about (position INTEGER PRIMARY KEY, name TEXT NOT NULL, value ANY) STRICT""",
    """CREATE TABLE period (
position INTEGER PRIMARY KEY, id TEXT NOT NULL, institution TEXT NOT NULL,
programme TEXT NOT NULL, programme_name TEXT NOT NULL, year INTEGER, "group" TEXT NOT NULL,
students INTEGER NOT NULL, form TEXT NOT NULL, start TEXT NOT NULL, "end" TEXT NOT NULL,
days_per_week INTEGER NOT NULL, weekdays TEXT, brin TEXT, location TEXT NOT NULL,
niveau INTEGER, leerweg TEXT NOT NULL, hours_per_day ANY, allowed_forms TEXT,
earliest_start TEXT, latest_end TEXT, splittable INTEGER, fixed INTEGER NOT NULL,
region TEXT, source_file TEXT, source_sheet TEXT, source_row INTEGER) STRICT""",
    """CREATE TABLE leerbedrijf (
position INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, location TEXT NOT NULL,
town TEXT NOT NULL, branch TEXT NOT NULL, accredited TEXT NOT NULL, places INTEGER NOT NULL,
occupied INTEGER NOT NULL, available_from TEXT, available_until TEXT, closed TEXT NOT NULL,
supervisors INTEGER, places_per_weekday TEXT, levels TEXT, form_preference TEXT,
source_file TEXT, source_sheet TEXT, source_row INTEGER) STRICT""",
    """CREATE TABLE holiday (
position INTEGER PRIMARY KEY, of_region INTEGER NOT NULL, institution TEXT NOT NULL,
name TEXT NOT NULL, start TEXT NOT NULL, "end" TEXT NOT NULL) STRICT""",
    """CREATE TABLE rules (
position INTEGER PRIMARY KEY, institution TEXT, window_weeks INTEGER NOT NULL,
first_year_lesweek INTEGER NOT NULL, allowed_forms TEXT NOT NULL,
split_from_students INTEGER NOT NULL, school_days TEXT NOT NULL,
blok_moves_weekdays INTEGER NOT NULL) STRICT""",
    """CREATE TABLE load_weight (
position INTEGER PRIMARY KEY, niveau INTEGER NOT NULL, weight ANY NOT NULL) STRICT""",
    """CREATE TABLE delivery (
position INTEGER PRIMARY KEY, file TEXT NOT NULL, sha256 TEXT NOT NULL, kind TEXT NOT NULL,
rows_read INTEGER NOT NULL, rows_used INTEGER NOT NULL) STRICT""",
    """CREATE TABLE plan (
position INTEGER PRIMARY KEY, current INTEGER NOT NULL, name TEXT NOT NULL,
fingerprint TEXT NOT NULL) STRICT""",
    """CREATE TABLE placement (
position INTEGER PRIMARY KEY, plan INTEGER NOT NULL, period TEXT NOT NULL, form TEXT,
start TEXT, "end" TEXT, days_per_week INTEGER, weekdays TEXT, students INTEGER) STRICT""",
    """CREATE TABLE proof (
position INTEGER PRIMARY KEY, plan INTEGER NOT NULL, programmes TEXT NOT NULL,
periods INTEGER NOT NULL, wish_peak ANY, peak ANY, lower_bound ANY, target ANY,
changes INTEGER NOT NULL, changes_lower_bound INTEGER NOT NULL, status TEXT NOT NULL,
seconds ANY NOT NULL) STRICT""",
    """CREATE TABLE reason (
position INTEGER PRIMARY KEY, plan INTEGER NOT NULL, period TEXT NOT NULL,
reason TEXT NOT NULL) STRICT""",
    """CREATE TABLE event (
position INTEGER PRIMARY KEY, at TEXT NOT NULL, user TEXT NOT NULL, verb TEXT NOT NULL,
subject TEXT NOT NULL, before TEXT, after TEXT, origin TEXT NOT NULL) STRICT""",
    """CREATE TABLE mapping (
position INTEGER PRIMARY KEY, institution TEXT NOT NULL, signature TEXT NOT NULL,
content TEXT NOT NULL) STRICT""",
)

_GOALS = (
    """CREATE TABLE goal (position INTEGER PRIMARY KEY, name TEXT NOT NULL, value ANY) STRICT""",
)

_NEGOTIATION = (
    """CREATE TABLE round (
position INTEGER PRIMARY KEY, number INTEGER NOT NULL, key TEXT NOT NULL, title TEXT NOT NULL,
deadline TEXT NOT NULL, opened_on TEXT NOT NULL, plan TEXT NOT NULL, fingerprint TEXT NOT NULL,
version INTEGER NOT NULL, sent_on TEXT, closed_on TEXT) STRICT""",
    """CREATE TABLE proposal (
position INTEGER PRIMARY KEY, round INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL,
party TEXT NOT NULL, name TEXT NOT NULL, period TEXT NOT NULL, students INTEGER NOT NULL,
placements TEXT NOT NULL, reason TEXT NOT NULL, status TEXT NOT NULL, version INTEGER NOT NULL,
said TEXT NOT NULL, answered_on TEXT, origin TEXT NOT NULL, agreement TEXT NOT NULL) STRICT""",
    """CREATE TABLE agreement (
position INTEGER PRIMARY KEY, number TEXT NOT NULL, version INTEGER NOT NULL,
title TEXT NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL, school_year INTEGER NOT NULL,
scope TEXT NOT NULL, parties TEXT NOT NULL, clauses TEXT NOT NULL, conditions TEXT NOT NULL,
effect TEXT NOT NULL, valid_from TEXT NOT NULL, valid_until TEXT NOT NULL,
renews INTEGER NOT NULL, replaces TEXT NOT NULL, holder TEXT NOT NULL,
evaluation TEXT NOT NULL, evaluated_on TEXT, log TEXT NOT NULL) STRICT""",
    """CREATE TABLE balance (
position INTEGER PRIMARY KEY, institution TEXT NOT NULL, school_year INTEGER NOT NULL,
changes INTEGER NOT NULL, student_weeks INTEGER NOT NULL, due ANY NOT NULL) STRICT""",
    """CREATE TABLE shortage (
position INTEGER PRIMARY KEY, "on" TEXT NOT NULL, region TEXT NOT NULL, sector TEXT NOT NULL,
programme TEXT NOT NULL, niveau INTEGER, leerweg TEXT NOT NULL, number INTEGER NOT NULL,
file TEXT NOT NULL) STRICT""",
)

_RULES = (
    "ALTER TABLE rules ADD COLUMN lint_days TEXT NOT NULL DEFAULT '2 3'",
    "ALTER TABLE rules ADD COLUMN blok_days TEXT NOT NULL DEFAULT '4'",
    "ALTER TABLE rules ADD COLUMN days_may_change INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE rules ADD COLUMN weekday_sets TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE rules ADD COLUMN most_weeks_shift INTEGER",
    "ALTER TABLE rules ADD COLUMN forbidden TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE rules ADD COLUMN scheme_weeks INTEGER",
    "ALTER TABLE rules ADD COLUMN proposes_splits INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE rules ADD COLUMN gap_weeks INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE rules ADD COLUMN most_away INTEGER",
    "ALTER TABLE rules ADD COLUMN most_contact_moments INTEGER",
)

_BASE_LOAD = (
    """CREATE TABLE base_load (
position INTEGER PRIMARY KEY, programme TEXT NOT NULL, programme_name TEXT NOT NULL,
niveau INTEGER, monday TEXT NOT NULL, students TEXT NOT NULL, is_masked INTEGER NOT NULL) STRICT""",
    "ALTER TABLE leerbedrijf ADD COLUMN stands_for INTEGER NOT NULL DEFAULT 1",
)

_ACCEPTED_AND_PROVEN = (
    "ALTER TABLE proposal ADD COLUMN accepted_before TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE proof ADD COLUMN within TEXT",
    "ALTER TABLE proof ADD COLUMN shortage TEXT",
)

_CONTACTS = (
    """CREATE TABLE contact (
position INTEGER PRIMARY KEY, kind TEXT NOT NULL, party TEXT NOT NULL, email TEXT NOT NULL,
role TEXT NOT NULL) STRICT""",
)

#: ``STEPS[n]`` brings a file of version *n* to version *n* + 1; version 0 is an empty file.
STEPS: tuple[tuple[str, ...], ...] = (
    _FIRST,
    _GOALS,
    _NEGOTIATION,
    _RULES,
    _BASE_LOAD,
    _ACCEPTED_AND_PROVEN,
    _CONTACTS,
)

#: The version this app writes.
VERSION = len(STEPS)


def migrate(connection: sqlite3.Connection, version: int, until: int | None = None) -> None:
    """Bring a database of one version to another (by default the newest), in one transaction."""
    until = VERSION if until is None else until
    connection.execute("BEGIN")
    for step in STEPS[version:until]:
        for statement in step:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {until}")
    connection.execute("COMMIT")


def schema_of(connection: sqlite3.Connection) -> frozenset[tuple[object, ...]]:
    """Return everything a database declares: its tables and any other object."""
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master")
    return frozenset(tuple(row) for row in rows)


def expected_schema(version: int) -> frozenset[tuple[object, ...]]:
    """Return what a file of a version declares if StagePlanner wrote it."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(connection, 0, version)
        return schema_of(connection)
    finally:
        connection.close()
