"""What is negotiated, to save: any at all (hypothesis), and one with everything."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from stageplanner.domain.agreement import (
    Agreement,
    AgreementKind,
    AgreementParty,
    AgreementStatus,
    Clause,
    Effect,
    LogEntry,
    PartyStatus,
    Scope,
)
from stageplanner.domain.contact import Contact
from stageplanner.domain.form import Form
from stageplanner.domain.ground_rules import Balance, FairnessRule, GroundRules, ShortageFigure
from stageplanner.domain.option import Option
from stageplanner.domain.plan import Placement
from stageplanner.domain.proposal import Accepted, Party, PartyKind, Proposal, ProposalStatus, Round
from tests.store.basic_strategies import COUNT, DAY, MAYBE_DAY, NUMBER, PLACEMENTS, TEXT, many

MAYBE_COUNT = st.none() | COUNT
MAYBE_NUMBER = st.none() | NUMBER
PARTY = st.builds(Party, kind=st.sampled_from(PartyKind), id=TEXT, name=TEXT)
PROPOSAL = st.builds(
    Proposal,
    id=TEXT,
    party=PARTY,
    period=TEXT,
    students=COUNT,
    before=PLACEMENTS,
    asked=PLACEMENTS,
    reason=TEXT,
    status=st.sampled_from(ProposalStatus),
    version=COUNT,
    remark=TEXT,
    counter=PLACEMENTS,
    answered_on=MAYBE_DAY,
    origin=TEXT,
    agreement=TEXT,
    accepted_before=many(st.builds(Accepted, version=COUNT, placements=PLACEMENTS)),
)
ROUND = st.builds(
    Round,
    number=COUNT,
    key=TEXT,
    title=TEXT,
    deadline=DAY,
    opened_on=DAY,
    plan=TEXT,
    fingerprint=TEXT,
    version=COUNT,
    sent_on=MAYBE_DAY,
    closed_on=MAYBE_DAY,
    proposals=many(PROPOSAL),
)
ROUNDS = st.lists(ROUND, max_size=3, unique_by=lambda round_: round_.number).map(tuple)
AGREEMENT_PARTY = st.builds(
    AgreementParty,
    party=PARTY,
    status=st.sampled_from(PartyStatus),
    contact=TEXT,
    role=TEXT,
    email=TEXT,
    signed_by=TEXT,
    signed_role=TEXT,
    signed_on=MAYBE_DAY,
)
CLAUSE = st.builds(
    Clause,
    period=TEXT,
    institution=TEXT,
    programme=TEXT,
    programme_name=TEXT,
    niveau=MAYBE_COUNT,
    year=MAYBE_COUNT,
    group=TEXT,
    students=COUNT,
    before=PLACEMENTS,
    after=PLACEMENTS,
    realised=MAYBE_COUNT,
)
EFFECT = st.builds(
    Effect,
    peak_before=MAYBE_NUMBER,
    peak_after=MAYBE_NUMBER,
    shortage_before=NUMBER,
    shortage_after=NUMBER,
    fingerprint=TEXT,
)
ENTRY = st.builds(
    LogEntry, when=st.datetimes(timezones=st.just(UTC)), user=TEXT, what=TEXT, note=TEXT
)
SCOPE = st.builds(Scope, sector=TEXT, programmes=many(TEXT), niveaus=many(COUNT), years=many(COUNT))
AGREEMENT = st.builds(
    Agreement,
    number=TEXT,
    version=COUNT,
    title=TEXT,
    kind=st.sampled_from(AgreementKind),
    status=st.sampled_from(AgreementStatus),
    school_year=COUNT,
    scope=SCOPE,
    parties=many(AGREEMENT_PARTY),
    clauses=many(CLAUSE),
    conditions=TEXT,
    effect=st.none() | EFFECT,
    valid_from=DAY,
    valid_until=DAY,
    renews=st.booleans(),
    replaces=TEXT,
    holder=TEXT,
    evaluation=TEXT,
    evaluated_on=MAYBE_DAY,
    log=many(ENTRY),
)
BALANCE = st.builds(
    Balance, institution=TEXT, school_year=COUNT, changes=COUNT, student_weeks=COUNT, due=NUMBER
)
CONTACT = st.builds(Contact, kind=st.sampled_from(PartyKind), party=TEXT, email=TEXT, role=TEXT)
SHORTAGE = st.builds(
    ShortageFigure,
    on=DAY,
    region=TEXT,
    sector=TEXT,
    programme=TEXT,
    niveau=MAYBE_COUNT,
    leerweg=TEXT,
    number=COUNT,
    file=TEXT,
)
GROUND_RULES = st.builds(
    GroundRules,
    region=TEXT,
    code=TEXT,
    fairness=st.sampled_from(FairnessRule),
    key=st.dictionaries(TEXT, NUMBER, max_size=3),
    masks_small=st.booleans(),
    contact_capacity=st.dictionaries(TEXT, COUNT, max_size=3),
)


def placed(form: Form = Form.BLOK, start: date = date(2026, 11, 30)) -> tuple[Placement, ...]:
    """One way to do a stage period."""
    weekdays = (0, 1, 3, 4) if form is Form.BLOK else (0, 1)
    option = Option(
        form=form,
        start=start,
        end=date(2027, 4, 2),
        days_per_week=len(weekdays),
        weekdays=weekdays,
    )
    return (Placement(option=option, students=24),)


SCHOOL = Party(kind=PartyKind.INSTITUTION, id="ROC 1", name="ROC 1")
COMPANY = Party(kind=PartyKind.LEERBEDRIJF, id="100000001", name="Zorghuis 1")


def negotiated() -> dict[str, object]:
    """The parts of a state that are negotiated, each with something in it."""
    proposal = Proposal(
        id="R1-001",
        party=SCHOOL,
        period="p1",
        students=24,
        before=placed(start=date(2026, 9, 7)),
        asked=placed(),
        reason="dinsdag 2 maart",
        status=ProposalStatus.COUNTERED,
        version=2,
        remark="liever lint",
        counter=placed(Form.LINT),
        answered_on=date(2026, 12, 1),
        origin="antwoord.xlsx",
        accepted_before=(Accepted(version=1, placements=placed()),),
    )
    agreement = Agreement(
        number="RVN-2627-001",
        version=2,
        title="VIG later",
        kind=AgreementKind.LEERBEDRIJF,
        status=AgreementStatus.SIGNED,
        school_year=2026,
        scope=Scope(sector="03", programmes=("25656",), niveaus=(3,), years=(2,)),
        parties=(
            AgreementParty(
                party=SCHOOL,
                status=PartyStatus.AGREED,
                contact="J. de Vries",
                role="BPV-coördinator",
                email="j.devries@roc1.nl",
                signed_by="J. de Vries",
                signed_role="directeur",
                signed_on=date(2026, 12, 3),
            ),
            AgreementParty(party=COMPANY, status=PartyStatus.AGREED),
        ),
        clauses=(
            Clause(
                period="p2",
                institution="ROC 2",
                programme="25656",
                programme_name="Verzorgende-IG",
                niveau=3,
                year=2,
                group="VIG2",
                students=24,
                before=placed(start=date(2026, 9, 7)),
                after=placed(),
                realised=22,
            ),
        ),
        conditions="mits de praktijkopleider blijft",
        effect=Effect(
            peak_before=1.26,
            peak_after=1.0,
            shortage_before=310.0,
            shortage_after=0.0,
            fingerprint="abc",
        ),
        valid_from=date(2026, 8, 1),
        valid_until=date(2027, 7, 31),
        renews=True,
        replaces="RVN-2627-000",
        holder="stagebureau",
        evaluation="ging goed",
        evaluated_on=date(2027, 7, 1),
        log=(
            LogEntry(
                when=datetime(2026, 12, 3, 9, tzinfo=UTC), user="jan", what="signed", note="beiden"
            ),
        ),
    )
    return {
        "rounds": (
            Round(
                number=1,
                key="0badc0de",
                title="Eerste ronde",
                deadline=date(2026, 12, 15),
                opened_on=date(2026, 11, 20),
                plan="voorstel",
                fingerprint="abc",
                version=1,
                sent_on=date(2026, 11, 22),
                proposals=(proposal,),
            ),
        ),
        "agreements": (agreement,),
        "balances": (
            Balance(institution="ROC 1", school_year=2025, changes=3, student_weeks=120, due=80.5),
        ),
        "shortages": (
            ShortageFigure(
                on=date(2026, 10, 1),
                region="Rijk van Nijmegen",
                sector="03",
                programme="25656",
                niveau=3,
                leerweg="BOL",
                number=40,
                file="stagebarometer.xlsx",
            ),
        ),
        "contacts": (
            Contact(
                kind=PartyKind.INSTITUTION,
                party="ROC 1",
                email="bpv@roc1.example",
                role="BPV-bureau",
            ),
        ),
        "ground_rules": GroundRules(
            region="Rijk van Nijmegen",
            code="RVN",
            fairness=FairnessRule.KEY,
            key={"ROC 1": 2.0},
            masks_small=True,
            contact_capacity={"ROC 1": 40},
        ),
    }
