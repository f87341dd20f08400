"""The JSON records that several commands answer with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from stageplanner.cli.base.output import json_number
from stageplanner.domain.agreement import Agreement, AgreementParty, Clause, Effect
from stageplanner.domain.calendar import format_weekdays
from stageplanner.domain.comparison.plain_values import plain
from stageplanner.domain.negotiation.agreement_needs import needs
from stageplanner.domain.negotiation.count_agreements import WAYS, Parts, counted_by
from stageplanner.domain.plan import Placement, Plan, is_changed, placements_of
from stageplanner.domain.policy import Terms
from stageplanner.domain.proposal import Proposal, Round
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.load.contact_moments import contact_plan
from stageplanner.load.fairness import fair_shares
from stageplanner.project import Project

if TYPE_CHECKING:
    from stageplanner.domain.results.repair import Repair


def period_rows(period: StagePeriod, plan: Plan, terms: Terms) -> Iterator[dict[str, Any]]:
    """Yield a stage period as the plan places it: one row, or one per part if it is split."""
    changed = is_changed(plan, period)
    for placement in placements_of(plan, period):
        option = placement.option
        yield {
            "id": period.id,
            "institution": period.institution,
            "brin": period.brin,
            "location": period.location,
            "programme": period.programme,
            "programme_name": period.programme_name,
            "niveau": period.niveau,
            "leerweg": period.leerweg,
            "year": period.year,
            "group": period.group,
            "students": placement.students,
            "form": option.form.value,
            "start": option.start.isoformat(),
            "end": option.end.isoformat(),
            "days_per_week": option.days_per_week,
            "weekdays": format_weekdays(option.weekdays),
            "hours_per_day": period.hours_per_day,
            "fixed": period.fixed,
            "allowed_forms": [form.value for form in terms.allowed_forms],
            "earliest_start": terms.earliest_start.isoformat(),
            "latest_end": terms.latest_end.isoformat(),
            "splittable": terms.splittable,
            "changed": changed,
        }


def round_record(round_: Round, reasons: Mapping[str, str]) -> dict[str, Any]:
    """Return a round with its proposals, and the reason of each by its id."""
    return {
        "number": round_.number,
        "id": round_.id,
        "title": round_.title,
        "deadline": round_.deadline.isoformat(),
        "opened_on": round_.opened_on.isoformat(),
        "sent_on": plain(round_.sent_on),
        "closed_on": plain(round_.closed_on),
        "version": round_.version,
        "plan": round_.plan,
        "proposals": [
            proposal_record(proposal, reasons[proposal.id]) for proposal in round_.proposals
        ],
    }


def proposal_record(p: Proposal, reason: str) -> dict[str, Any]:
    """Return a proposal."""
    return {
        "id": p.id,
        "party": p.party.label,
        "party_kind": p.party.kind.value,
        "party_id": p.party.id,
        "period": p.period,
        "students": p.students,
        "status": p.status.value,
        "version": p.version,
        "before": placed_record(p.before),
        "asked": placed_record(p.asked),
        "counter": placed_record(p.counter),
        "reason": reason,
        "said": p.remark,
        "answered_on": plain(p.answered_on),
        "agreement": p.agreement,
    }


def placed_record(placements: tuple[Placement, ...]) -> list[Any]:
    """Return placements as the JSON of every command shows them."""
    return [plain(placement) for placement in placements]


def repair_record(repair: Repair) -> dict[str, Any]:
    """Return a repair."""
    return {
        "touched": list(repair.touched),
        "touched_lower_bound": repair.touched_lower_bound,
        "institutions": list(repair.institutions),
        "peak": json_number(repair.peak),
        "reaches_target": repair.reaches_target,
    }


def fairness_records(project: Project) -> list[dict[str, Any]]:
    """Return what every institution gives under the current plan, and its fair share."""
    return [
        {
            "institution": share.institution,
            "changes": share.changes,
            "student_weeks": share.student_weeks,
            "share": round(share.share, 6),
            "due_share": round(share.due_share, 6),
            "due": round(share.due, 2),
            "carried": round(share.carried, 2),
            "balance": round(share.balance, 2),
        }
        for share in fair_shares(project.state)
    ]


def agreement_record(a: Agreement) -> dict[str, Any]:
    """Return an agreement, without the name or e-mail address of a person."""
    return {
        "number": a.number,
        "version": a.version,
        "title": a.title,
        "kind": a.kind.value,
        "status": a.status.value,
        "school_year": a.school_year,
        "sector": a.scope.sector,
        "programmes": list(a.scope.programmes),
        "niveaus": list(a.scope.niveaus),
        "years": list(a.scope.years),
        "parties": [_party_record(entry) for entry in a.parties],
        "clauses": [_clause_record(clause) for clause in a.clauses],
        "conditions": a.conditions,
        "effect": None if a.effect is None else _effect_record(a.effect),
        "valid_from": a.valid_from.isoformat(),
        "valid_until": a.valid_until.isoformat(),
        "renews": a.renews,
        "replaces": a.replaces,
        "holder": a.holder,
        "evaluation": a.evaluation,
    }


def _party_record(entry: AgreementParty) -> dict[str, Any]:
    return {
        "party": entry.party.label,
        "kind": entry.party.kind.value,
        "status": entry.status.value,
        "role": entry.role,
        "signed_on": plain(entry.signed_on),
    }


def _clause_record(clause: Clause) -> dict[str, Any]:
    return {
        "period": clause.period,
        "institution": clause.institution,
        "programme": clause.programme,
        "group": clause.group,
        "students": clause.students,
        "before": placed_record(clause.before),
        "after": placed_record(clause.after),
        "realised": clause.realised,
    }


def _effect_record(effect: Effect) -> dict[str, Any]:
    return {
        "peak_before": json_number(effect.peak_before),
        "peak_after": json_number(effect.peak_after),
        "shortage_before": json_number(effect.shortage_before),
        "shortage_after": json_number(effect.shortage_after),
    }


def contact_records(project: Project) -> list[dict[str, Any]]:
    """Return the contact moments per institution and week under the current plan."""
    return [
        {
            "institution": week.institution,
            "monday": week.monday.isoformat(),
            "moments": week.moments,
            "capacity": week.capacity,
        }
        for week in contact_plan(project.state)
    ]


def report_record(
    agreements: tuple[Agreement, ...], parts: Parts
) -> dict[str, list[dict[str, Any]]]:
    """Return the numbers of agreements and students by sector, niveau, school year and status."""
    return {
        way: [
            {
                "name": tally.name or "-",
                "agreements": tally.agreements,
                "students": tally.students,
                "planned": tally.planned,
                "realised": tally.realised,
                "peak_points": tally.peak_points,
                "shortage_student_days": tally.shortage,
            }
            for tally in counted_by(agreements, way, parts)
        ]
        for way in WAYS
    }


def need_records(project: Project) -> list[dict[str, Any]]:
    """Return the last shortage figures, largest first, with the agreements about them."""
    return [
        {
            "sector": need.sector,
            "programme": need.programme,
            "niveau": need.niveau,
            "date": need.on.isoformat(),
            "number": need.number,
            "agreements": list(need.agreements),
            "students": need.students,
        }
        for need in needs(project.state)
    ]
