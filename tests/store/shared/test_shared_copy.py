"""A region on a server: two people at work, each verb once, and what each role is given."""

from dataclasses import replace

import pytest

from stageplanner.problems import StagePlannerError
from stageplanner.store.shared.administration import Server as Administration
from stageplanner.store.shared.shared_copy import SharedCopy
from tests.store.document_strategies import document, event


@pytest.fixture
def published(register, server):
    """A region with a second coordinator: the addresses of both."""
    address = replace(register, region="Zorg Utrecht")
    start = document(periods=5)
    with Administration(address, server.password) as administration:
        administration.publish(start)
        word = administration.invite(f"anna_{address.database}", "coordinator")
    return (
        start,
        SharedCopy.open(address, server.password),
        SharedCopy.open(replace(address, user=f"anna_{address.database}"), word),
    )


def placed(start, number, students):
    of = start.state.periods[number].id
    (first, *_) = next(iter(start.state.plan.placements.values()))
    placements = {**start.state.plan.placements, of: (replace(first, students=students),)}
    plan = replace(start.state.plan, placements=placements)
    return replace(
        start, state=replace(start.state, plan=plan), history=(*start.history, event(students))
    )


def test_that_a_published_region_is_read_as_it_was(published):
    start, mine, theirs = published
    for copy in (mine, theirs):
        assert copy.document.state == start.state
        assert copy.document.plans == start.plans
        assert [e.verb for e in copy.document.history] == [e.verb for e in start.history]
        assert repr(copy.document.state.plan) == repr(start.state.plan)


def test_that_two_people_both_do_their_verb(published):
    _, mine, theirs = published
    one, other = mine.document, theirs.document
    assert mine.write(one, placed(one, 0, 7)).conflicts == ()
    assert theirs.write(other, placed(other, 1, 9)).conflicts == ()
    mine.catch_up()
    assert mine.document.state == theirs.document.state
    assert mine.version == theirs.version == 3
    placements = mine.document.state.plan.placements
    ids = [p.id for p in mine.document.state.periods]
    assert [placements[i][0].students for i in ids[:2]] == [7, 9]
    assert [e.user for e in mine.document.history[-2:]] == [mine.address.user, theirs.address.user]
    assert mine.document.history == theirs.document.history


def test_that_what_touches_is_asked_and_not_written(published):
    _, mine, theirs = published
    one, other = mine.document, theirs.document
    mine.write(one, placed(one, 0, 7))
    asked = theirs.write(other, placed(other, 0, 9))
    assert [(c.part, c.mine[0].students, c.theirs[0].students) for c in asked.conflicts] == [
        ("placements", 9, 7)
    ]
    assert theirs.version == 2
    decided = theirs.write(
        other, placed(other, 0, 9), {(c.part, c.key): True for c in asked.conflicts}
    )
    assert decided.conflicts == ()
    mine.catch_up()
    first = mine.document.state.periods[0].id
    assert mine.document.state.plan.placements[first][0].students == 9


def test_that_a_stranger_finds_no_region(published, server):
    _, mine, _ = published
    with server.connect() as connection:
        connection.execute("DROP ROLE IF EXISTS vreemd")
        connection.execute("CREATE ROLE vreemd LOGIN PASSWORD 'x'")
    with pytest.raises(StagePlannerError) as refused:
        SharedCopy.open(replace(mine.address, user="vreemd"), "x")
    assert refused.value.problem.code in ("shared_role", "shared_no_schema")
