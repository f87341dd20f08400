"""A new field without a column fails here, and a code without a sentence."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

import stageplanner
from stageplanner import messages
from stageplanner.domain.agreement import Agreement, AgreementParty, Clause, Effect, LogEntry, Scope
from stageplanner.domain.base_load import BaseLoad
from stageplanner.domain.calendar import DateRange, Holiday
from stageplanner.domain.contact import Contact
from stageplanner.domain.ground_rules import Balance, GroundRules, ShortageFigure
from stageplanner.domain.history import Event
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.option import Option
from stageplanner.domain.plan import Placement, Plan, Proof, ShortageProof
from stageplanner.domain.policy import Forbidden, Goals, Policy, Rules
from stageplanner.domain.proposal import Accepted, Party, Proposal, Round
from stageplanner.domain.stage_period import Source, StagePeriod
from stageplanner.domain.state import Delivery, State
from stageplanner.store.document import Document, StoredMapping
from stageplanner.store.recovery import recover

SAVED = {
    Document: "state plans history mappings",
    State: (
        "region_id periods leerbedrijven holidays region_holidays policy plan deliveries rounds "
        "agreements balances shortages ground_rules base_load contacts"
    ),
    StagePeriod: (
        "id institution programme programme_name year group students form start end "
        "days_per_week weekdays brin location niveau leerweg hours_per_day allowed_forms "
        "earliest_start latest_end splittable fixed region source"
    ),
    Source: "file sheet row",
    Leerbedrijf: (
        "id name location town branch accredited places occupied available_from "
        "available_until closed supervisors places_per_weekday levels form_preference source "
        "multiplicity"
    ),
    BaseLoad: "programme programme_name niveau monday students is_masked",
    DateRange: "start end",
    Holiday: "institution name start end",
    Policy: "rules institutions load_weights target goals served_first",
    Goals: "shortage peak changes burden fairness weigh shortage_share",
    Rules: (
        "window_weeks first_year_lesweek allowed_forms split_from_students school_days "
        "blok_moves_weekdays lint_days blok_days days_may_change weekday_sets most_weeks_shift "
        "forbidden scheme_weeks proposes_splits gap_weeks most_away most_contact_moments"
    ),
    Forbidden: "name first_lesweek last_lesweek start end programme year",
    Plan: "placements proofs reasons fingerprint name",
    Placement: "option students",
    Option: "form start end days_per_week weekdays",
    Proof: (
        "programmes periods wish_peak peak lower_bound target changes changes_lower_bound "
        "status seconds within shortage"
    ),
    ShortageProof: "share wish left least lower_bound changes changes_lower_bound",
    Delivery: "file sha256 kind rows_read rows_used",
    Event: "when user verb subject before after origin",
    StoredMapping: "institution signature content",
    Party: "kind id name",
    Proposal: (
        "id party period students before asked reason status version remark counter answered_on "
        "origin agreement accepted_before"
    ),
    Accepted: "version placements",
    Round: "number key title deadline opened_on plan fingerprint version sent_on closed_on "
    "proposals",
    AgreementParty: "party status contact role email signed_by signed_role signed_on",
    Clause: (
        "period institution programme programme_name niveau year group students before after "
        "realised"
    ),
    Scope: "sector programmes niveaus years",
    Effect: "peak_before peak_after shortage_before shortage_after fingerprint",
    LogEntry: "when user what note",
    Agreement: (
        "number version title kind status school_year scope parties clauses conditions effect "
        "valid_from valid_until renews replaces holder evaluation evaluated_on log"
    ),
    Balance: "institution school_year changes student_weeks due",
    ShortageFigure: "on region sector programme niveau leerweg number file",
    Contact: "kind party email role",
    GroundRules: "region code fairness key masks_small contact_capacity",
}


@pytest.mark.parametrize("kind", SAVED, ids=lambda kind: kind.__name__)
def test_that_every_field_is_saved(kind):
    """A new field needs a step in migrations.py, tables.py, its shape and the strategies here."""
    assert [field.name for field in fields(kind)] == SAVED[kind].split()


def test_that_every_code_has_its_sentence_and_every_sentence_its_code():
    package = Path(stageplanner.__file__).parent
    others = (
        "domain/planning/next_year.py",
        "domain/negotiation/renew_agreements.py",
        "project.py",
        "workspace/file_guard.py",
        "cli/years.py",
    )
    sources = [*package.glob("store/**/*.py"), *(package / name for name in others)]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    # "store_true" is a word of argparse.
    used = set(re.findall(r'"((?:store|rollover)_[a-z_]+)"', text)) - {"store_true"}
    parts = {part for part, _ in recover._PARTS.values()}
    used |= {f"store_lost_{part}" for part in parts}
    known = {code for code in messages.codes() if code.startswith(("store_", "rollover_"))}
    assert used == known
