"""A document in entries comes back as it was, and two people's changes are both done or asked."""

import json
from dataclasses import MISSING, fields, replace

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st

from stageplanner.domain.plan import Plan, recounted
from stageplanner.domain.state import State
from stageplanner.store.document import Document
from stageplanner.store.shared.entries import document_of, entries_of, read_value, write_value
from stageplanner.store.shared.merge import GONE, changes_of, merge, with_changes
from tests.properties import examples
from tests.store.document_strategies import DOCUMENT, document, event, leerbedrijf, plan


def stored(entries):
    """The entries after a way through the text of a database."""
    return {
        part: {key: read_value(part, json.loads(write_value(part, v))) for key, v in values.items()}
        for part, values in entries.items()
    }


def unordered(entries):
    return {part: dict(sorted(values.items())) for part, values in entries.items()}


@pytest.mark.slow
@given(DOCUMENT)
@example(document())
@example(Document())
@examples(100, *HealthCheck)
def test_that_any_document_comes_back_from_its_entries(one):
    back = document_of(stored(entries_of(one)))
    assert replace(back, history=one.history) == one
    assert back.state.region_id == one.state.region_id
    assert repr(back.state.plan) == repr(one.state.plan)  # 8 is not 8.0


@pytest.mark.slow
@given(DOCUMENT, DOCUMENT)
@example(document(), Document())
@example(Document(), document())
@examples(60, *HealthCheck)
def test_that_changes_lead_from_any_document_to_any_other(one, other):
    before, after = entries_of(one), entries_of(other)
    reached = with_changes(before, changes_of(before, after))
    assert unordered(reached) == unordered(after)
    back = document_of(reached, (one, before))
    assert unordered(entries_of(back)) == unordered(after)


def test_that_every_field_of_a_region_is_in_some_entry():
    full = document()
    for field in fields(State):
        if field.name in ("policy", "ground_rules"):
            continue  # rules, weights, goals: the tests above
        before = replace(full, state=replace(full.state, **{field.name: field_default(field)}))
        assert changes_of(entries_of(before), entries_of(full)), field.name


def field_default(field):
    return field.default_factory() if field.default is MISSING else field.default


# --- two people ------------------------------------------------------------------------------


def with_state(start, **changes):
    return replace(start, state=replace(start.state, **changes))


def changed_period(start, number):
    periods = tuple(
        replace(p, students=p.students + 1) if k == number else p
        for k, p in enumerate(start.state.periods)
    )
    return with_state(start, periods=periods)


def removed_period(start, number):
    gone = start.state.periods[number].id
    placed = {k: v for k, v in start.state.plan.placements.items() if k != gone}
    periods = tuple(p for p in start.state.periods if p.id != gone)
    return with_state(start, periods=periods, plan=replace(start.state.plan, placements=placed))


def placed(start, number, students):
    of = start.state.periods[number]
    (first, *_) = next(iter(start.state.plan.placements.values()))
    placements = {**start.state.plan.placements, of.id: (replace(first, students=students),)}
    edited = replace(start.state.plan, placements=placements)
    edited = recounted(edited, start.state.periods, {of.programme})
    return with_state(start, plan=edited)


def company(start, number, places):
    companies = tuple(
        replace(c, places=places) if k == number else c
        for k, c in enumerate(start.state.leerbedrijven)
    )
    return with_state(start, leerbedrijven=companies)


def added(start, number):
    return with_state(start, leerbedrijven=(*start.state.leerbedrijven, leerbedrijf(number)))


def target(start, percent):
    return with_state(start, policy=replace(start.state.policy, target=percent / 100))


def scenario(start, number):
    return replace(start, plans=(*start.plans, plan(f"scenario {number}")))


#: A verb of one person, with what it is about: verbs about other things do not touch.
VERBS = st.one_of(
    st.tuples(st.just(changed_period), st.tuples(st.integers(0, 4))),
    st.tuples(st.just(removed_period), st.tuples(st.integers(0, 4))),
    st.tuples(st.just(placed), st.tuples(st.integers(0, 4), st.integers(1, 9))),
    st.tuples(st.just(company), st.tuples(st.integers(0, 3), st.integers(20, 29))),
    st.tuples(st.just(added), st.tuples(st.integers(50, 60))),
    st.tuples(st.just(target), st.tuples(st.integers(80, 100))),
    st.tuples(st.just(scenario), st.tuples(st.integers(1, 5))),
)
ABOUT = {changed_period: "period", removed_period: "period", placed: "period"}


def subject(verb):
    do, arguments = verb
    return ABOUT.get(do, do.__name__), (None if do is target else arguments[0])


def unlike(one, other):
    return entries_of(one) != entries_of(other)


def start_of_day():
    start = document(periods=5)
    ids = [p.id for p in start.state.periods]
    (first, *_) = next(iter(start.state.plan.placements.values()))
    return with_state(
        start, plan=Plan(placements=dict.fromkeys(ids, (first,)), proofs=start.state.plan.proofs)
    )


@given(VERBS, VERBS)
@examples(200)
def test_that_verbs_about_other_things_are_both_done_in_either_order(one, other):
    base = start_of_day()
    mine, theirs = one[0](base, *one[1]), other[0](base, *other[1])
    merged = merge(base, mine, theirs)
    if subject(one) != subject(other):
        assert merged.conflicts == ()
        # The same as one person doing the one after the other, but for the order of new rows.
        again = merge(base, theirs, mine)
        assert unordered(entries_of(merged.document)) == unordered(entries_of(again.document))
        done = merged.document.state
        if removed_period not in (one[0], other[0]):
            both = other[0](mine, *other[1])
            assert unordered(entries_of(merged.document)) == unordered(entries_of(both))
        else:
            assert len(done.periods) == len(base.state.periods) - sum(
                verb[0] is removed_period for verb in (one, other)
            )
    elif base not in (mine, theirs) and unlike(mine, theirs):
        assert merged.conflicts


@given(VERBS, VERBS, st.booleans())
@examples(100)
def test_that_a_decision_settles_a_conflict(one, other, is_mine):
    base = start_of_day()
    mine, theirs = one[0](base, *one[1]), other[0](base, *other[1])
    asked = merge(base, mine, theirs).conflicts
    decisions = {(c.part, c.key): is_mine for c in asked}
    settled = merge(base, mine, theirs, decisions)
    assert settled.conflicts == ()
    entries = entries_of(settled.document)
    for conflict in asked:
        wanted = conflict.mine if is_mine else conflict.theirs
        assert entries[conflict.part].get(conflict.key, GONE) == wanted


def test_that_a_proof_of_either_plan_alone_is_no_proof_of_both():
    base = start_of_day()
    programme = base.state.periods[0].programme
    proof = replace(base.state.plan.proofs[0], programmes=(programme,), peak=0.8)
    base = with_state(base, plan=replace(base.state.plan, proofs=(proof,)))
    merged = merge(base, placed(base, 0, 3), placed(base, 1, 4)).document.state
    assert merged.plan.proofs[0].peak is None
    assert merged.plan.placements[merged.periods[0].id][0].students == 3
    assert merged.plan.placements[merged.periods[1].id][0].students == 4


def test_that_a_stage_period_of_a_proposal_is_not_taken_out_unseen():
    base = start_of_day()
    first = next(r for r in base.state.rounds if r.proposals)
    proposal = replace(first.proposals[0], period=base.state.periods[0].id, remark="let op")
    asked = with_state(
        base,
        rounds=tuple(
            replace(r, proposals=(proposal, *r.proposals[1:])) if r is first else r
            for r in base.state.rounds
        ),
    )
    for mine, theirs in ((asked, removed_period(base, 0)), (removed_period(base, 0), asked)):
        assert merge(base, mine, theirs).conflicts


def test_that_the_history_of_both_is_kept():
    base = start_of_day()
    mine = replace(base, history=(*base.history, event(8)))
    theirs = replace(base, history=(*base.history, event(9)))
    assert merge(base, mine, theirs).document.history == (*base.history, event(9), event(8))
