"""What would help becomes a request: a draft with the right parties, made once."""

from __future__ import annotations

import pytest

from stageplanner.domain.agreement import AgreementKind, AgreementStatus
from stageplanner.domain.form import Form
from stageplanner.domain.results.price import Price, Relaxation, RelaxationKind
from stageplanner.domain.results.rule_conflict import Family, RuleConflict
from stageplanner.messages import LANGUAGES, codes
from stageplanner.negotiation.requests import known_request, request_room, request_title
from stageplanner.planning import prices
from stageplanner.project import Project
from tests.builders import SCHOOL, company, period, region
from tests.negotiating import planned

pytestmark = pytest.mark.usefixtures("fresh_state_folder")


def crowded():
    """Three groups on the same days, in two places too few, that may hardly move."""
    fields = {"students": 8, "weeks": 4, "latest": 4, "allowed_forms": (Form.BLOK,)}
    return Project(region([period(f"S{i}", **fields) for i in range(3)], [company(places=10)]))


def test_that_every_sentence_of_what_helps_has_its_request():
    of_prices = {c for c in codes() if c.startswith("price_")}
    assert of_prices
    for code in of_prices:
        assert f"request_{code.removeprefix('price_').rpartition('_')[0]}" in codes(), code


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_what_really_helps_is_asked_of_those_who_can_give_it(language):
    project = crowded()
    found = prices(project.state, 10)
    assert found
    for price in found:
        draft = request_room(project, price, language)
        assert draft.status is AgreementStatus.DRAFT and not draft.is_binding
        assert draft.conditions and draft.title == request_title(project.state, price, language)
        is_places = price.relaxation.kind is RelaxationKind.PLACES
        asked = draft.parties[0].party
        assert asked.id == (price.relaxation.leerbedrijf if is_places else SCHOOL)
        kinds = {True: AgreementKind.LEERBEDRIJF, False: AgreementKind.INSTITUTIONS}
        assert draft.kind is kinds[is_places]
        assert draft.scope.programmes == ("25655",)


def test_that_the_same_is_asked_once_and_undone_in_one_step():
    project = planned()
    price = Price(
        relaxation=Relaxation(
            kind=RelaxationKind.WINDOW, amount=2, institution=SCHOOL, periods=("S1",)
        ),
        programmes=("25655",),
        target=1.0,
        bound_before=1.2,
        bound=1.0,
        changes_before=None,
        changes=None,
        changes_at_least=0,
        is_impossible=False,
        code="price_window_group_limit",
        values={
            "institution": SCHOOL,
            "group": "S1",
            "amount": 2,
            "bound_before": "120%",
            "bound": "100%",
        },
    )
    first = request_room(project, price)
    assert request_room(project, price) == first and len(project.state.agreements) == 1
    assert known_request(project.state, first.title) == first
    project.undo()
    assert project.state.agreements == ()


def test_that_rules_in_conflict_are_asked_of_every_institution_they_bind():
    project = planned()
    conflict = RuleConflict(
        programmes=("25655",),
        families=(Family.WINDOW,),
        periods=("S2", "S4"),
        changes=2,
        parts=(),
    )
    draft = request_room(project, conflict)
    assert [p.party.id for p in draft.parties[:-1]] == [SCHOOL, "Rijn College"]
    assert "S2" in draft.title and "S4" in draft.title
