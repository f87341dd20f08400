"""Documents to save: any at all (hypothesis), one with everything, and large ones."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st

from stageplanner.domain.base_load import BaseLoad
from stageplanner.domain.calendar import DateRange, Holiday
from stageplanner.domain.form import Form
from stageplanner.domain.history import Event, file_origin
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.option import Option
from stageplanner.domain.plan import Placement, Plan, Proof, ShortageProof, Status, Within
from stageplanner.domain.policy import MOST_LESWEKEN, Forbidden, Goals, Policy, Rules
from stageplanner.domain.stage_period import Source, StagePeriod
from stageplanner.domain.state import Delivery, State
from stageplanner.store.document import Document, StoredMapping
from tests.builders import blok_period, week
from tests.store.basic_strategies import (  # fmt: skip
    COUNT,
    DATES,
    FORM,
    FORMS,
    MAYBE_DAY,
    MAYBE_INT,
    MAYBE_NUMBER,
    NUMBER,
    PLACEMENTS,
    SOURCE,
    TEXT,
    WEEKDAYS,
    many,
)
from tests.store.negotiation_strategies import (  # fmt: skip
    AGREEMENT,
    BALANCE,
    CONTACT,
    GROUND_RULES,
    ROUNDS,
    SHORTAGE,
    negotiated,
)


@st.composite
def periods(draw) -> StagePeriod:
    start, end = draw(DATES)
    weekdays = draw(st.none() | WEEKDAYS)
    return StagePeriod(
        id=draw(TEXT),
        institution=draw(TEXT),
        programme=draw(TEXT),
        programme_name=draw(TEXT),
        year=draw(MAYBE_INT),
        group=draw(TEXT),
        students=draw(COUNT),
        form=draw(FORM),
        start=start,
        end=end,
        days_per_week=len(weekdays) if weekdays is not None else draw(st.integers(1, 7)),
        weekdays=weekdays,
        brin=draw(st.none() | TEXT),
        location=draw(TEXT),
        niveau=draw(MAYBE_INT),
        leerweg=draw(TEXT),
        hours_per_day=draw(MAYBE_NUMBER),
        allowed_forms=draw(st.none() | FORMS),
        earliest_start=draw(MAYBE_DAY),
        latest_end=draw(MAYBE_DAY),
        splittable=draw(st.none() | st.booleans()),
        fixed=draw(st.booleans()),
        region=draw(st.none() | TEXT),
        source=draw(SOURCE),
    )


def _range(days: list[date]) -> DateRange:
    return DateRange(start=days[0], end=days[1])


LEERBEDRIJF = st.builds(
    Leerbedrijf,
    id=TEXT,
    name=TEXT,
    location=TEXT,
    town=TEXT,
    branch=TEXT,
    accredited=st.lists(TEXT, max_size=3).map(tuple),
    places=COUNT,
    occupied=COUNT,
    available_from=MAYBE_DAY,
    available_until=MAYBE_DAY,
    closed=st.lists(DATES.map(_range), max_size=3).map(tuple),
    supervisors=st.none() | COUNT,
    places_per_weekday=st.none() | st.lists(COUNT, min_size=5, max_size=7).map(tuple),
    levels=st.none() | st.lists(st.integers(1, 4), max_size=4).map(tuple),
    form_preference=st.none() | TEXT,
    multiplicity=COUNT,
    source=SOURCE,
)


@st.composite
def holidays(draw) -> Holiday:
    start, end = draw(DATES)
    return Holiday(institution=draw(TEXT), name=draw(TEXT), start=start, end=end)


@st.composite
def forbidden(draw) -> Forbidden:
    values = {"name": draw(TEXT), "programme": draw(TEXT), "year": draw(st.none() | COUNT)}
    if draw(st.booleans()):
        first = draw(st.integers(1, MOST_LESWEKEN))
        last = draw(st.integers(first, MOST_LESWEKEN))
        return Forbidden(first_lesweek=first, last_lesweek=last, **values)
    start, end = draw(DATES)
    return Forbidden(start=start, end=end, **values)


RULES = st.builds(
    Rules,
    window_weeks=COUNT,
    first_year_lesweek=COUNT,
    allowed_forms=FORMS,
    split_from_students=COUNT,
    school_days=st.lists(st.integers(0, 6), max_size=3).map(tuple),
    blok_moves_weekdays=st.booleans(),
    lint_days=st.sets(st.integers(1, 5)).map(sorted).map(tuple),
    blok_days=st.sets(st.integers(1, 5)).map(sorted).map(tuple),
    days_may_change=st.booleans(),
    weekday_sets=st.lists(WEEKDAYS, max_size=3).map(tuple),
    most_weeks_shift=st.none() | COUNT,
    forbidden=st.lists(forbidden(), max_size=2).map(tuple),
    scheme_weeks=st.none() | st.integers(1, 20),
    proposes_splits=st.booleans(),
    gap_weeks=COUNT,
    most_away=st.none() | COUNT,
    most_contact_moments=st.none() | COUNT,
)
POLICY = st.builds(
    Policy,
    rules=RULES,
    institutions=st.dictionaries(TEXT, RULES, max_size=3),
    load_weights=st.dictionaries(st.integers(1, 4), NUMBER, max_size=3),
    target=NUMBER,
    goals=st.builds(
        Goals,
        shortage=NUMBER,
        peak=NUMBER,
        changes=COUNT,
        burden=NUMBER,
        fairness=NUMBER,
        weigh=st.booleans(),
    ),
    served_first=st.lists(st.integers(1, 4), max_size=3, unique=True).map(tuple),
)


PROOF = st.builds(
    Proof,
    programmes=st.lists(TEXT, max_size=3).map(tuple),
    periods=COUNT,
    wish_peak=MAYBE_NUMBER,
    peak=MAYBE_NUMBER,
    lower_bound=MAYBE_NUMBER,
    target=MAYBE_NUMBER,
    changes=COUNT,
    changes_lower_bound=COUNT,
    status=st.sampled_from(Status),
    seconds=NUMBER,
    within=st.none()
    | st.builds(
        Within,
        max_changes=st.none() | COUNT,
        institutions=st.none() | st.lists(TEXT, max_size=2).map(tuple),
        most_weeks_shift=st.none() | COUNT,
        lower_bound=MAYBE_NUMBER,
    ),
)
PLAN = st.builds(
    Plan,
    placements=st.dictionaries(TEXT, PLACEMENTS, max_size=3),
    proofs=st.lists(PROOF, max_size=2).map(tuple),
    reasons=st.dictionaries(TEXT, TEXT, max_size=3),
    fingerprint=TEXT,
    name=TEXT,
)
DELIVERY = st.builds(Delivery, file=TEXT, sha256=TEXT, kind=TEXT, rows_read=COUNT, rows_used=COUNT)
EVENT = st.builds(
    Event,
    when=st.datetimes(timezones=st.just(UTC)),
    user=TEXT,
    verb=TEXT,
    subject=TEXT,
    before=st.none() | TEXT,
    after=st.none() | TEXT,
    origin=TEXT,
)


BASE_LOAD = st.builds(
    BaseLoad,
    programme=TEXT,
    programme_name=TEXT,
    niveau=st.none() | COUNT,
    monday=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    students=st.lists(st.floats(0, 1e6), min_size=7, max_size=7).map(tuple),
    is_masked=st.booleans(),
)
#: What a state is made of, each with any content.
PARTS = {
    "periods": many(periods()),
    "leerbedrijven": many(LEERBEDRIJF),
    "holidays": many(holidays()),
    "region_holidays": many(holidays()),
    "policy": POLICY,
    "plan": st.none() | PLAN,
    "deliveries": many(DELIVERY),
    "rounds": ROUNDS,
    "agreements": many(AGREEMENT),
    "balances": many(BALANCE),
    "shortages": many(SHORTAGE),
    "contacts": many(CONTACT),
    "ground_rules": GROUND_RULES,
    "base_load": many(BASE_LOAD),
}


@st.composite
def states(draw) -> State:
    """A state of any parts together; most time would go into filling all of them every time."""
    filled = draw(st.lists(st.sampled_from(sorted(PARTS)), unique=True, max_size=7))
    return State(**{name: draw(PARTS[name]) for name in filled})


MAPPING = st.builds(StoredMapping, institution=TEXT, signature=TEXT, content=TEXT)
DOCUMENT = st.builds(
    Document, state=states(), plans=many(PLAN), history=many(EVENT), mappings=many(MAPPING)
)


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(entry.name for entry in folder.iterdir())


def period(number: int = 1, **changes) -> StagePeriod:
    """An ordinary stage period."""
    start = week(number % 20)
    fields = {
        "id": f"p{number}",
        "institution": f"ROC {number % 5}",
        "programme_name": "Verzorgende-IG",
        "year": 2,
        "group": f"VIG{number}",
        "start": start,
        "end": start + timedelta(weeks=10, days=-3),
        "location": "Zwolle",
        "niveau": 3,
        "hours_per_day": 8.0,
        "source": Source(file="roc.xlsx", sheet="Stageperiodes", row=number + 1),
    }
    return blok_period(**fields | changes)


def leerbedrijf(number: int = 1, **changes) -> Leerbedrijf:
    """An ordinary leerbedrijf."""
    values = {
        "id": f"{100000000 + number}",
        "name": f"Zorghuis {number}",
        "location": f"Straat {number}",
        "town": "Zwolle",
        "branch": "VVT",
        "accredited": ("25656", "25655", "25960")[: 1 + number % 3],
        "places": number % 9,
        "occupied": 1,
        "closed": (DateRange(start=date(2026, 12, 21), end=date(2027, 1, 1)),),
        "supervisors": 2,
        "source": Source(file="capaciteit.xlsx", sheet="Leerbedrijven", row=number + 1),
    }
    return Leerbedrijf(**values | changes)


def plan(name: str, periods: int = 1) -> Plan:
    """A plan that moves the first stage periods three weeks on."""
    option = Option(
        form=Form.LINT,
        start=date(2026, 11, 30),
        end=date(2027, 4, 2),
        days_per_week=2,
        weekdays=(0, 1),
    )
    moved = {f"p{n}": (Placement(option=option, students=24),) for n in range(1, periods + 1)}
    proof = Proof(
        programmes=("25656",),
        periods=periods,
        wish_peak=1.26,
        peak=1.0,
        lower_bound=0.8425,
        target=1.0,
        changes=periods,
        changes_lower_bound=periods,
        status=Status.PROVEN,
        seconds=4.5,
        within=Within(max_changes=3, institutions=("ROC X",), most_weeks_shift=2, lower_bound=0.81),
        shortage=ShortageProof(
            share=0.9,
            wish=284.0,
            left=72.5,
            least=72.0,
            lower_bound=70.0,
            changes=4,
            changes_lower_bound=3,
        ),
    )
    return Plan(
        placements=moved,
        proofs=(proof,),
        reasons=dict.fromkeys(moved, "dinsdag 2 maart"),
        fingerprint="abc",
        name=name,
    )


def event(number: int = 1) -> Event:
    """A hand edit."""
    return Event(
        when=datetime(2026, 11, 22, 10, tzinfo=UTC) + timedelta(seconds=number),
        user="jan",
        verb="move_period",
        subject=f"p{number}",
        before="2026-09-07",
        after="2026-09-14",
        origin=file_origin("roc.xlsx", "0" * 64) if number % 2 else "",
    )


def document(periods: int = 3, leerbedrijven: int = 4, events: int = 2) -> Document:
    """A region with something in every part."""
    holiday = Holiday(
        institution="ROC 1", name="herfst", start=date(2026, 10, 10), end=date(2026, 10, 18)
    )
    default = Holiday(
        institution="noord", name="kerst", start=date(2026, 12, 19), end=date(2027, 1, 3)
    )
    state = State(
        region_id="5f0c7a0e",
        periods=tuple(period(n) for n in range(1, periods + 1)),
        leerbedrijven=tuple(leerbedrijf(n) for n in range(1, leerbedrijven + 1)),
        holidays=(holiday,),
        region_holidays=(default,),
        policy=Policy(
            institutions={
                "ROC 1": Rules(
                    window_weeks=4,
                    school_days=(4,),
                    weekday_sets=((0, 1), (2, 3)),
                    forbidden=(Forbidden(name="P1", first_lesweek=1, last_lesweek=10),),
                    most_away=120,
                )
            },
            served_first=(1,),
            load_weights={1: 1.5},
            target=0.95,
            goals=Goals(changes=1, weigh=True, shortage_share=0.8),
        ),
        plan=plan("voorstel", periods // 2),
        deliveries=(
            Delivery(file="roc.xlsx", sha256="0" * 64, kind="periods", rows_read=3, rows_used=3),
        ),
        base_load=(
            BaseLoad(
                programme="25656",
                niveau=3,
                monday=date(2026, 9, 7),
                students=(12.0, 9.6, 0.0, 2.5, 0.0, 0.0, 0.0),
                is_masked=True,
            ),
        ),
        **negotiated(),
    )
    return Document(
        state=state,
        plans=(plan("voorstel", periods // 2), plan("alles", periods)),
        history=tuple(event(n) for n in range(1, events + 1)),
        mappings=(StoredMapping(institution="ROC 1", signature="a1", content='{"Groep": 3}'),),
    )
