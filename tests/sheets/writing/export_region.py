"""A region of three institutions and a plan with every kind of change, for export tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from stageplanner.domain.calendar import DateRange
from stageplanner.domain.form import Form
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement, Plan, Proof, Status, is_changed
from stageplanner.domain.results.explanation import ChangeReason, Explanation
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State, fingerprint, plan_fingerprint
from stageplanner.load.measures import measure
from stageplanner.reporting.facts import gather_facts
from stageplanner.sheets.writing.region_workbook import write_workbooks
from tests.builders import company, holiday, period, region, week

ALFA, BETA, GAMMA = "Alfa & Zonen College", "Beta: ROC [Noord]/Zuid", "=GAMMA()"
#: What may never be read in a file made for another institution.
SECRETS = {
    ALFA: ("Alfa", "alfaplein", "AlfaGroep", "alfaperiode"),
    BETA: ("Beta", "betaplein", "BetaGroep", "betaperiode"),
    GAMMA: ("GAMMA", "gammaplein", "GammaGroep", "gammaperiode"),
}
DANGEROUS = ("=1+1", "+31 6", "-2", "@SUM(A1)", '=HYPERLINK("http://x","y")', "#N/A", "'quoted")


def _own(institution: str, number: int, **fields) -> StagePeriod:
    _, place, group, name = SECRETS[institution]
    return period(
        f"{name}-{number}",
        institution=institution,
        location=place,
        group=f"{group}{number}",
        programme_name=fields.pop("programme_name", "Verpleegkunde"),
        region="midden",
        niveau={"25655": 4, "25656": 3, "25958": 4}[fields.get("programme", "25655")],
        **fields,
    )


def wishes() -> State:
    """Three institutions that all want the same weeks; one programme has no places at all."""
    periods = [
        _own(ALFA, 1, students=12, year=1, fixed=True, hours_per_day=7.5),
        _own(ALFA, 2, students=8, year=2, brin="12AB", splittable=True),
        _own(ALFA, 3, students=9, days=None, days_per_week=3, allowed_forms=(Form.LINT,)),
        _own(ALFA, 4, students=6, days=None, days_per_week=2),
        _own(BETA, 1, students=11, days="ma di", allowed_forms=(Form.LINT, Form.BLOK)),
        _own(BETA, 2, students=5, days="do vr", splittable=None),
        _own(BETA, 3, students=7, programme="25656", programme_name=DANGEROUS[4]),
        _own(GAMMA, 1, students=4, programme="25958", programme_name="Sociaal werker"),
        *(
            replace(_own(GAMMA, 2 + i, students=1 + i), group=group)
            for i, group in enumerate(DANGEROUS)
        ),
    ]
    companies = [
        replace(company("100000001", 14, ("25655", "25656"), supervisors=3), name="=Zorghuis"),
        company("000000002", 9, ("25655",), closed=(DateRange(start=week(3), end=week(3)),),
                occupied=2, available_from=week(0), available_until=week(20)),
        company("100000003", 6, ("25656",), places_per_weekday=(6, 6, 0, 6, 6), levels=(3, 4),
                form_preference="lint"),
    ]  # fmt: skip
    return region(periods, companies, (holiday(5, institution=ALFA), holiday(5, institution=BETA)))


def planned() -> State:
    """The same region with a plan: shifted, other weekdays, other form, split, filled in."""
    state = wishes()
    own = {p.id: p for p in state.periods}
    alfa2, beta1 = own["alfaperiode-2"], own["betaperiode-1"]

    def placed(name: str, **fields) -> tuple[Placement, ...]:
        option = replace(wish_option(own[name]), **fields)
        return (Placement(option=option, students=own[name].students),)

    plan = Plan(
        placements={
            "alfaperiode-2": (
                Placement(option=wish_option(alfa2), students=3),
                Placement(
                    option=replace(wish_option(alfa2), start=week(6), end=_friday(9)), students=5
                ),
            ),
            # Weekdays that were open are filled in: no change, yet to be kept.
            "alfaperiode-3": placed("alfaperiode-3", weekdays=(0, 1, 2)),
            # An open wish of another form: only its days a week tell what it was.
            "alfaperiode-4": placed("alfaperiode-4", form=Form.BLOK, days_per_week=4,
                                    weekdays=(0, 1, 2, 3), end=_friday(1)),
            "betaperiode-1": placed("betaperiode-1", form=Form.BLOK, days_per_week=4,
                                    weekdays=(0, 1, 3, 4), end=_friday(1)),
            "betaperiode-2": placed("betaperiode-2", weekdays=(0, 1)),
        }
    )  # fmt: skip
    assert beta1.students == 11
    return proven(replace(state, plan=plan))


def proven(state: State) -> State:
    """The state with its plan sealed: proofs that fit it, and the fingerprint of the data."""
    assert state.plan is not None
    before, after = measure(state), measure(state, state.plan)
    proofs = tuple(
        Proof(
            programmes=load.programmes,
            periods=load.periods,
            wish_peak=load.peak,
            peak=then.peak,
            lower_bound=then.peak / 2 if load.has_capacity else None,
            target=then.peak,
            changes=_changes(state, load.programmes),
            changes_lower_bound=_changes(state, load.programmes),
            status=Status.PROVEN if load.has_capacity else Status.NO_CAPACITY,
        )
        for load, then in zip(before.components, after.components, strict=True)
    )
    return replace(state, plan=replace(state.plan, proofs=proofs, fingerprint=fingerprint(state)))


def explained(state: State) -> Explanation:
    """A reason for every change, in a sentence that every language has."""
    return Explanation(
        changes=tuple(
            ChangeReason(period=p.id, code="where_period", values={"period": "reden " + p.group})
            for p in state.periods
            if state.plan is not None and is_changed(state.plan, p)
        ),
        made_for=plan_fingerprint(state),
    )


def _changes(state: State, programmes: tuple[str, ...]) -> int:
    assert state.plan is not None
    return sum(is_changed(state.plan, p) for p in state.periods if p.programme in programmes)


def _friday(number: int) -> date:
    return date.fromordinal(week(number).toordinal() + 4)


def write_files(
    state: State, explanation: Explanation, folder: Path, language: str = "nl"
) -> tuple[Path, ...]:
    """The workbooks of a region, written into a folder."""
    return write_workbooks(gather_facts(state, explanation, language, date.today()), folder)
