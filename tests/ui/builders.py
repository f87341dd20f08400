"""Small regions for tests of the window."""

from datetime import date
from pathlib import Path

from stageplanner.domain.calendar import Holiday
from stageplanner.domain.form import Form
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.plan import Plan, plan_of
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State, all_terms, calendar_of
from tests.builders import blok_period

EXAMPLE = Path(__file__).resolve().parents[2] / "resources" / "example"


def period(number: int, **changes: object) -> StagePeriod:
    fields: dict[str, object] = {
        "id": f"P{number}",
        "institution": "Rijn College",
        "programme_name": "Verzorgende-IG",
        "niveau": 3,
        "year": 2,
        "group": f"VIG2{'ABCDEFGH'[number]}",
        "students": 20,
        "start": date(2026, 11, 2),
        "end": date(2026, 12, 18),
        "weekdays": (0, 1, 2, 3),
    }
    return blok_period(**fields | changes)


def small_state() -> State:
    """Two schools, three programmes in two components; VIG is overrun in November."""
    return State(
        periods=(
            period(0),
            period(1, institution="Maas College", students=25),
            period(
                2,
                programme="25655",
                programme_name="Mbo-Verpleegkundige",
                niveau=4,
                form=Form.LINT,
                days_per_week=2,
                weekdays=(0, 1),
                group="VP1A",
                students=12,
            ),
            period(
                3,
                institution="Maas College",
                programme="25699",
                programme_name="Tandartsassistent",
                niveau=4,
                weekdays=None,
                group="TA1",
                students=10,
            ),
        ),
        leerbedrijven=(
            Leerbedrijf(id="100000001", name="De Linde", accredited=("25656", "25655"), places=30),
            Leerbedrijf(id="100000002", name="De Beuk", accredited=("25656",), places=8),
            Leerbedrijf(id="100000003", name="Tandzorg", accredited=("25699",), places=15),
        ),
        holidays=tuple(
            Holiday(
                institution=school,
                name="Kerstvakantie",
                start=date(2026, 12, 19),
                end=date(2027, 1, 3),
            )
            for school in ("Rijn College", "Maas College")
        ),
    )


def plan_with_one_change(state: State) -> Plan:
    """The second group goes as late as it may."""
    from stageplanner.domain.option import build_options

    moved = state.periods[1]
    options = build_options(moved, all_terms(state)[moved.id], calendar_of(state))
    latest = max(options, key=lambda option: option.start)
    return plan_of(state.periods, {moved.id: latest})
