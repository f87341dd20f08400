"""Two windows on one region: each sees the work of the other, undo is one's own, cables break."""

import contextlib
import os
import queue
import time
from dataclasses import replace

import pytest

from stageplanner.problems import Problem, StagePlannerError
from stageplanner.project import Project
from stageplanner.store.shared.administration import Server as Administration
from stageplanner.store.shared.shared_copy import SharedCopy
from stageplanner.workspace.live_region import Trouble, Update
from tests.cutting_proxy import CuttingProxy
from tests.negotiating import planned

pytestmark = pytest.mark.usefixtures("fresh_state_folder")


class Window:
    """A project as a window holds it: what the thread reports is taken over in turn."""

    def __init__(self, address):
        self.project = Project.open(address)
        self.inbox = queue.Queue()
        self.troubles = []
        self.others = []
        self.project.share_live(self.inbox.put)

    def turn(self, timeout=5.0):
        """Take over one report."""
        report = self.inbox.get(timeout=timeout)
        if isinstance(report, Update):
            self.others += report.who
            self.project.follow(report)
        else:
            self.troubles.append(report)
        return report

    def settle(self):
        """Take over reports until there is nothing to share and nothing new."""
        end = time.monotonic() + 10
        while time.monotonic() < end:
            try:
                self.turn(0.3)
            except queue.Empty:
                if self.project.live.is_shared:
                    return
        raise AssertionError("not shared in time")

    def until(self, is_so):
        end = time.monotonic() + 10
        while not is_so(self.project.state):
            assert time.monotonic() < end, "this has not come"
            with contextlib.suppress(queue.Empty):
                self.turn(0.5)

    @property
    def target(self):
        return self.project.state.policy.target

    def set_target(self, target):
        self.project.set_policy(replace(self.project.state.policy, target=target))

    def place(self, number, weeks):
        from datetime import timedelta

        period = self.project.state.periods[number]
        first = self.project.state.plan.placements.get(period.id)
        placed = first[0] if first else self.wish(period)
        option = replace(
            placed.option,
            start=placed.option.start + timedelta(weeks=weeks),
            end=placed.option.end + timedelta(weeks=weeks),
        )
        self.project.place(period.id, (replace(placed, option=option),))
        return period.id

    def wish(self, period):
        from stageplanner.domain.option import wish_option
        from stageplanner.domain.plan import Placement

        return Placement(option=wish_option(period), students=period.students)


@pytest.fixture
def region(register, server, monkeypatch, tmp_path):
    monkeypatch.setenv("PGPASSWORD", server.password)
    address = replace(register, region="Zorg")
    with Administration(address) as administration:
        administration.publish(planned(tmp_path / "r.stageplan")._document())
        word = administration.invite(f"anna_{address.database}", "coordinator")
    monkeypatch.setenv("ANNA", word)
    return address


@pytest.fixture
def windows(region):
    opened = []

    def open_window(address=region):
        opened.append(Window(address))
        return opened[-1]

    yield open_window
    for window in opened:
        window.project.close()


def on_server(address):
    copy = SharedCopy.open(address)
    copy.close()
    return copy.document


def test_that_another_window_shows_an_edit_within_a_second(windows):
    one, other = windows(), windows()
    begin = time.monotonic()
    one.set_target(0.9)
    other.until(lambda state: state.policy.target == 0.9)
    assert time.monotonic() - begin < 1.0
    one.settle()
    assert one.project.is_saved
    assert other.project.history[-1].verb == "policy"
    assert [e.verb for e in one.project.history] == [e.verb for e in other.project.history]


def test_that_undo_takes_back_the_own_step_and_leaves_the_work_of_others(windows, region):
    one, other = windows(), windows()
    one.place(0, 1)
    one.settle()
    other.settle()
    other.set_target(0.9)
    other.settle()
    one.until(lambda state: state.policy.target == 0.9)
    before = one.project.state.plan
    one.project.undo()
    assert one.target == 0.9
    assert one.project.state.plan != before
    one.settle()
    assert on_server(region).state.policy.target == 0.9
    one.project.redo()
    one.settle()
    assert one.project.state.plan.placements == before.placements
    other.until(lambda state: state.plan.placements == before.placements)


def test_that_undo_says_why_it_cannot(windows):
    one, other = windows(), windows()
    moved = one.place(0, 1)
    one.settle()
    other.settle()
    other.place(0, 1)
    other.settle()
    placed = other.project.state.plan.placements[moved]
    one.until(lambda state: state.plan.placements[moved] == placed)
    with pytest.raises(StagePlannerError) as refused:
        one.project.undo()
    assert refused.value.problem.code == "shared_undo_touched"
    assert one.project.state.plan.placements[moved] == placed


def test_that_two_who_touch_the_same_are_asked_row_by_row(windows, region):
    one, other = windows(), windows()
    one.place(0, 1)
    other.place(0, 2)
    for window in (one, other):
        window.project.live.settle()
    time.sleep(0.5)
    for window in (one, other):
        while not window.inbox.empty():
            window.turn()
    asked = [(w, t) for w in (one, other) for t in w.troubles if t.conflicts]
    (asker, trouble) = asked[-1]
    assert [conflict.part for conflict in trouble.conflicts] == ["placements"]
    mine = trouble.conflicts[0].mine
    asker.project.live.decide({(c.part, c.key): True for c in trouble.conflicts})
    for window in (one, other):
        window.settle()
    key = trouble.conflicts[0].key
    assert on_server(region).state.plan.placements[key] == mine
    assert one.project.state.plan.placements[key] == mine
    assert other.project.state.plan.placements[key] == mine


def test_that_work_without_a_network_is_kept_and_sent_later(windows, region):
    proxy = CuttingProxy(region.port)
    one, other = windows(replace(region, port=proxy.port)), windows()
    proxy.cut()
    one.place(0, 1)
    one.place(0, 1)
    report = one.turn()
    assert isinstance(report, Trouble)
    assert report.problem.code == "shared_unreachable"
    assert not one.project.live.is_shared
    assert not one.project.is_saved
    other.set_target(0.8)
    other.settle()
    proxy.mend()
    one.until(lambda state: state.policy.target == 0.8)
    one.settle()
    there = on_server(region)
    assert there.state.plan.placements == one.project.state.plan.placements
    verbs = [event.verb for event in there.history]
    assert verbs[-3:] == ["policy", "place", "place"]
    assert [event.verb for event in one.project.history] == verbs
    proxy.close()


def test_that_quick_edits_of_both_are_each_there_once(windows, region):
    one, other = windows(), windows()
    before = [event.verb for event in one.project.history].count("place")
    for _ in range(10):
        one.place(0, 1)
        other.place(1, 1)
        for window in (one, other):
            while not window.inbox.empty():
                window.turn()
    for window in (one, other, one):
        window.settle()
    there = on_server(region)
    assert there.state.plan.placements == one.project.state.plan.placements
    assert there.state.plan.placements == other.project.state.plan.placements
    assert [e.verb for e in there.history].count("place") == before + 20
    assert one.project.history == other.project.history == there.history
    assert one.troubles == other.troubles == []


def test_that_others_see_who_is_here(windows, region):
    one = windows()
    word = os.environ["ANNA"]
    user = f"anna_{region.database}"
    os.environ["PGPASSWORD"], admin = word, os.environ["PGPASSWORD"]
    other = windows(replace(region, user=user))
    os.environ["PGPASSWORD"] = admin
    other.settle()
    one.set_target(0.9)
    one.settle()
    one.project.live._seen_at = float("-inf")
    one.set_target(0.8)
    one.settle()
    assert one.project.live.others_here == (user,)
    with Administration(region) as administration:
        (status,) = administration.status().regions
    assert {m.login: m.is_here for m in status.members} == {user: True, region.user: True}


def test_that_an_edit_made_after_an_answer_was_lost_is_shared_too(windows, region):
    one = windows()
    copy, lost = one.project.live._copy, []
    write = copy.write

    def write_and_lose(*arguments):
        known = copy.version, copy._entries, copy.document
        merged = write(*arguments)
        if lost:
            return merged
        # The server did it, and the network broke before it could say so.
        copy.version, copy._entries, copy.document = known
        lost.append(True)
        raise StagePlannerError(Problem(code="shared_unreachable"))

    copy.write = write_and_lose
    before = [event.verb for event in one.project.history]
    one.set_target(0.9)
    assert isinstance(one.turn(), Trouble)
    one.place(0, 1)
    one.settle()
    there = on_server(region)
    assert there.state.policy.target == 0.9
    assert there.state.plan.placements == one.project.state.plan.placements
    assert [event.verb for event in there.history] == [*before, "policy", "place"]
    assert one.project.history == there.history
