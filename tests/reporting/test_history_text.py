"""The history as a reader sees it: how much a change touched, and every value."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import stageplanner
from stageplanner.domain.comparison.difference import difference_of_states
from stageplanner.domain.history import Event, now
from stageplanner.domain.policy import Policy
from stageplanner.messages import LANGUAGES, codes
from stageplanner.project import Project
from stageplanner.reporting.history_text import (
    ValueChange,
    difference_words,
    event_changes,
    event_summary,
    subject_words,
    verb_words,
)
from tests.builders import company, period, region
from tests.projects import later, made


def test_that_a_summary_counts_what_was_touched():
    project = Project(region([period("S1")], [company()]))
    project.place("S1", later())
    project.undo()
    project.set_policy(Policy(target=0.9))
    placed, undone, ruled = project.history
    assert event_summary(placed, "nl") == "plan van 1 stageperiode"
    assert event_summary(ruled, "en") == "1 rule"
    assert subject_words(undone, "nl") == "met de hand verplaatst S1"
    told = '{"period": {"S1": "A", "S2": "B"}}', '{"period": {"S1": "A"}, "more": 40}'
    many = Event(when=now(), verb="import", before=told[0], after=told[1])
    assert event_summary(many, "nl") == "42 stageperiodes"
    mixed = Event(when=now(), verb="import", after='{"period": {"S1": "A"}, "plan": {}, "more": 4}')
    assert event_summary(mixed, "en").endswith("and 4 more rows")
    assert verb_words(undone.verb, "nl") == "ongedaan gemaakt"


def test_that_every_value_is_told_before_and_after():
    project = made()
    project.set_policy(Policy(target=0.9))
    (change,) = event_changes(project.history[-1])
    assert change == ValueChange(kind="policy", name="", field="target", before="1.0", after="0.9")
    (placed,) = event_changes(project.history[0])
    assert (placed.kind, placed.name, placed.field) == ("plan", "S1", "")
    assert placed.before.startswith("10 x blok 2026-09-07")
    assert placed.after.startswith("10 x blok 2026-09-21")
    kept = event_changes(project.history[1])
    assert [(c.kind, c.name, c.field, c.before) for c in kept] == [
        ("scenario", "A", "changes", ""),
    ]


@pytest.mark.parametrize("told", [("2026-2027", "2027-2028"), (None, "[1, 2]"), ("{", None)])
def test_that_a_plain_text_is_told_as_it_is(told):
    event = Event(when=now(), verb="rollover", before=told[0], after=told[1])
    assert event_summary(event, "nl") == " → ".join(part for part in told if part)
    assert event_changes(event)[0].before == (told[0] or "")


def test_that_an_unknown_verb_is_shown_as_it_is_written():
    assert verb_words("van later", "nl") == "van later"


def test_that_every_verb_of_the_project_has_its_words():
    verbs = set()
    for name in (
        "project.py",
        "workspace/undo.py",
        "workspace/project_file.py",
        "editing/edit_rows.py",
        "negotiation/rounds.py",
        "negotiation/agreements.py",
        "store/file/next_year.py",
    ):
        path = Path(stageplanner.__file__).parent / name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in (
                *("commit", "commit_state", "commit_scenarios", "event", "_go", "adopt_plan"),
            ):
                texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
                verbs.update([text for text in texts if text and isinstance(text, str)][:1])
    assert {"import", "policy", "undo", "unsaved", "recover"} <= verbs
    verbs |= {"place", "split", "merge"}  # one call, by the number of parts
    assert not {verb for verb in verbs if f"verb_{verb}" not in codes()}


def test_that_every_kind_of_row_has_its_words():
    before = region([], [])
    after = region([period("S1")], [company()])
    kinds = {row.kind for row in difference_of_states(before, after).rows}
    assert kinds == {"period", "leerbedrijf"}
    for kind in (*kinds, "holiday", "region_holiday", "policy", "plan", "scenario"):
        assert {f"told_{kind}", f"word_{kind}"} <= codes()
    assert LANGUAGES == ("nl", "en")


LINT = "20 x lint 2026-08-24 / 2027-07-02 "


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (LINT + "di do", LINT + "ma wo", "di do → ma wo"),
        (LINT + "3 d", LINT.replace("2026-08-24", "2026-08-31") + "3 d",
         "24 aug 2026 t/m 2 jul 2027 → 31 aug 2026 t/m 2 jul 2027"),
        (LINT + "di do", LINT.replace("20 x lint", "12 x blok") + "di do",
         "20 studenten → 12 studenten, lint → blok"),
        ("", LINT + "2 d", "20 studenten: lint 24 aug 2026 t/m 2 jul 2027 2 d/wk"),
        ("0.9", "1.25", "0,9 → 1,25"),
        ("ma di", "wo", "ma di → wo"),
    ],
)  # fmt: skip
def test_that_only_what_differs_is_told(before, after, told):
    change = ValueChange(kind="plan", name="S1", field="", before=before, after=after)
    assert difference_words(change, "nl") == told


def test_that_a_moment_can_be_gone_back_to_and_undone():
    project = made()
    first, states = len(project.history), []
    for target in (0.9, 0.8, 0.7):
        project.set_policy(Policy(target=target))
        states.append(project.state)
    last = len(project.history) - 1
    assert not project.has_moment(last)
    project.go_back_to(first)
    assert project.state is states[0]
    assert subject_words(project.history[-1], "nl").startswith("regels gewijzigd ")
    project.undo()
    assert project.state is states[-1]
    project.undo()
    assert project.state is states[1]
    project.go_back_to(last)  # what was undone can still be gone back to
    assert project.state is states[-1]
