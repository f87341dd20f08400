"""Rows and rules put right by hand: every value judged, one step each, nothing lost."""

from dataclasses import fields, replace
from datetime import date
from functools import partial

import pytest

from stageplanner.domain.calendar import Holiday
from stageplanner.domain.form import Form
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement
from stageplanner.domain.planning.rule_fields import RULE_FIELDS, differing
from stageplanner.domain.policy import Rules
from stageplanner.messages import LANGUAGES, codes, sentence
from stageplanner.problems import StagePlannerError
from stageplanner.project import Project
from stageplanner.reporting.history_text import event_changes, event_summary, verb_words
from tests.ui.builders import small_state


@pytest.fixture
def project():
    return Project(small_state())


def refusals(edited):
    return {(note.row, note.field): note.problem.code for note in edited.notes}


@pytest.mark.parametrize(
    "name,text,expected",
    [
        ("students", "24", {"students": 24}),
        ("students", "ca. 24", {"students": 24}),
        ("group", "VIG2Z", {"group": "VIG2Z"}),
        ("year", "3e jaar", {"year": 3}),
        ("year", "", {"year": None}),
        ("form", "Lint", {"form": Form.LINT}),
        ("start", "1-11-2026", {"start": date(2026, 11, 1)}),
        ("start", "26 okt", {"start": date(2026, 10, 26)}),
        ("start", "wk 44", {"start": date(2026, 10, 26)}),
        ("end", "wk 3", {"end": date(2027, 1, 22)}),
        ("end", "2027-01-22", {"end": date(2027, 1, 22)}),
        ("span", "wk 46 t/m 50", {"start": date(2026, 11, 9), "end": date(2026, 12, 11)}),
        ("weekdays", "ma+di", {"weekdays": (0, 1), "days_per_week": 2}),
        ("weekdays", "Mon Tue Fri", {"weekdays": (0, 1, 4), "days_per_week": 3}),
        ("weekdays", "", {"weekdays": None, "days_per_week": 4}),
        ("days_per_week", "3", {"weekdays": None, "days_per_week": 3}),
        ("fixed", "ja", {"fixed": True}),
        ("splittable", "nee", {"splittable": False}),
        ("allowed_forms", "beide", {"allowed_forms": (Form.LINT, Form.BLOK)}),
        ("hours_per_day", "7,5", {"hours_per_day": 7.5}),
        ("earliest_start", "31-08-2026", {"earliest_start": date(2026, 8, 31)}),
        ("region", "Noord", {"region": "noord"}),
        ("brin", "25 px", {"brin": "25PX"}),
        ("institution", "maas college", {"institution": "Maas College"}),
        (
            "programme",
            "25655",
            {"programme": "25655", "programme_name": "Mbo-Verpleegkundige", "niveau": 4},
        ),
    ],
)
def test_that_a_value_is_understood_in_any_spelling(project, name, text, expected):
    edited = project.editing.edit("period", {"P0": {name: text}})
    assert not edited.refused
    assert edited.changed == ("P0",)
    before, after = small_state().periods[0], project.state.periods[0]
    assert after == replace(before, **expected)
    project.undo()
    assert project.state == small_state()


def test_that_the_same_value_in_other_words_is_no_edit(project):
    texts = {"days_per_week": "4 dgn", "students": "20", "start": "2 nov 2026"}
    assert not project.editing.edit("period", {"P0": texts}).changed
    assert project.undo_verb is None


@pytest.mark.parametrize(
    "name,text,code",
    [
        ("students", "veel", "import_not_a_number"),
        ("students", "", "edit_required"),
        ("students", "-3", "import_negative"),
        ("institution", " ", "edit_required"),
        ("start", "31-02-2027", "import_bad_date"),
        ("start", "straks", "import_bad_date"),
        ("start", "4-1-2027", "edit_end_before_start"),
        ("start", "13-2-2027", "edit_end_before_start"),
        ("start", "02/13/2027", "edit_end_before_start"),
        ("end", "1-10-2026", "edit_end_before_start"),
        ("end", "1-10-2031", "edit_too_many_days"),
        ("days_per_week", "9", "import_bad_days"),
        ("weekdays", "soms", "edit_bad_weekdays"),
        ("form", "half", "edit_choose"),
        ("fixed", "misschien", "edit_yes_no"),
        ("region", "oost", "edit_choose"),
        ("brin", "X", "edit_bad_brin"),
        ("programme", "toverij", "import_bad_crebo"),
        ("group", "jan@school.nl", "edit_personal"),
        ("group", "111222333", "edit_personal"),
        ("location", "x" * 300, "edit_too_long"),
        ("hours_per_day", "40", "edit_bad_hours"),
        ("niveau", "7", "edit_bad_niveau"),
    ],
)
def test_that_what_cannot_be_used_is_refused_with_its_sentence(project, name, text, code):
    before = project.state
    edited = project.editing.edit("period", {"P0": {name: text}})
    (note,) = edited.refused
    assert (note.row, note.field, note.problem.code) == ("P0", name, code)
    assert note.text == text
    assert all(sentence(note.problem, language) for language in LANGUAGES)
    assert project.state is before
    assert project.undo_verb is None


def test_that_a_block_is_one_step_and_keeps_what_could_be_used(project):
    edited = project.editing.edit(
        "period",
        {
            "P0": {"students": "31", "start": "onzin"},
            "P1": {"students": "32", "weekdays": "di wo"},
            "P2": {"start": "1-1-2027", "end": "1-12-2026", "group": "Z"},
        },
    )
    assert edited.changed == ("P0", "P1")
    assert refusals(edited) == {
        ("P0", "start"): "import_bad_date",
        ("P2", "start"): "edit_end_before_start",
        ("P2", "end"): "edit_end_before_start",
        ("P2", "group"): "edit_end_before_start",
    }
    assert [p.students for p in project.state.periods] == [31, 32, 12, 10]
    assert project.state.periods[1].weekdays == (1, 2)
    project.undo()
    assert project.state == small_state()
    assert project.undo_verb is None


def test_that_a_new_row_needs_what_makes_it_a_row(project):
    texts = {"institution": "Rijn College", "programme": "VIG", "students": "18"}
    edited = project.editing.edit("period", {}, [texts])
    assert not edited.added
    assert refusals(edited) == {
        (0, name): "edit_required" for name in ("start", "end", "days_per_week")
    }
    edited = project.editing.edit(
        "period", {}, [texts | {"span": "wk 6-15", "weekdays": "ma di wo do"}]
    )
    assert edited.added == (0,)
    added = project.state.periods[-1]
    assert (added.programme, added.students, added.form) == ("25656", 18, Form.BLOK)
    assert (added.start, added.end) == (date(2027, 2, 8), date(2027, 4, 16))
    assert len({period.id for period in project.state.periods}) == 5
    assert project.undo_verb == "add_period"


def test_that_leerbedrijven_are_edited_and_keep_ids_of_their_own(project):
    edit = partial(project.editing.edit, "leerbedrijf")
    edited = edit(
        {
            "100000001": {
                "places": "35",
                "accredited": "25656, 25655",
                "closed": "21-12-2026 t/m 01-01-2027",
                "available_until": "wk 28",
                "places_per_weekday": "5 5 5 0 5",
            },
            "100000002": {"id": "100000003"},
        },
        [{"name": "De Es", "accredited": "25699", "places": "3"}, {"name": "De Iep"}],
    )
    assert edited.added == (0,)
    assert refusals(edited) == {
        ("100000002", "id"): "edit_id_taken",
        (1, "accredited"): "edit_required",
        (1, "places"): "edit_required",
    }
    first, *_, last = project.state.leerbedrijven
    assert (first.places, first.places_per_weekday) == (35, (5, 5, 5, 0, 5))
    assert first.available_until == date(2027, 7, 16)
    assert len(first.closed) == 1
    assert (last.name, last.accredited, last.places) == ("De Es", ("25699",), 3)
    assert last.id.startswith("x")
    assert project.editing.delete("leerbedrijf", [first.id, last.id]) == 2
    assert [c.id for c in project.state.leerbedrijven] == ["100000002", "100000003"]


def test_that_holidays_are_known_by_their_place(project):
    edit = partial(project.editing.edit, "holiday")
    edited = edit(
        {1: {"end": "10-01-2027"}},
        [{"institution": "Rijn College", "name": "Mei", "start": "24-4-2027", "end": "9-5-2027"}],
    )
    assert (edited.changed, edited.added) == ((1,), (0,))
    assert project.state.holidays[1].end == date(2027, 1, 10)
    assert project.state.holidays[2].name == "Mei"
    project.editing.delete("holiday", [0])
    assert [h.institution for h in project.state.holidays] == ["Maas College", "Rijn College"]


def test_that_an_institution_takes_the_holidays_of_its_region_over():
    state = small_state()
    periods = tuple(replace(p, region="midden") for p in state.periods)
    vacation = Holiday(
        institution="midden", name="Herfst", start=date(2026, 10, 17), end=date(2026, 10, 25)
    )
    project = Project(replace(state, periods=periods, holidays=(), region_holidays=(vacation,)))
    assert project.editing.copy_region_holidays("Rijn College") == 1
    assert project.editing.copy_region_holidays("Rijn College") == 0
    assert project.state.holidays == (replace(vacation, institution="Rijn College"),)


def test_that_a_plan_follows_the_number_and_becomes_outdated(project):
    period = project.state.periods[0]
    option = replace(wish_option(period), weekdays=(1, 2, 3, 4))
    project.place("P0", (Placement(option=option, students=20),))
    assert not project.plan_is_outdated
    project.editing.edit("period", {"P0": {"students": "26"}})
    assert project.plan_is_outdated
    assert project.state.plan.placements["P0"] == (Placement(option=option, students=26),)
    project.editing.delete("period", ["P0"])
    assert "P0" not in project.state.plan.placements
    project.undo()
    project.undo()
    assert not project.plan_is_outdated


def test_that_the_history_tells_what_was_edited(project):
    project.editing.edit("period", {"P0": {"students": "26"}, "P1": {"students": "27"}})
    event = project.history[-1]
    assert event_summary(event, "nl") == "2 stageperiodes"
    assert verb_words(event.verb, "en") == "stage periods edited"
    assert [(c.name, c.before, c.after) for c in event_changes(event)] == [
        ("P0", "20", "26"),
        ("P1", "25", "27"),
    ]
    project.editing.delete("holiday", [0])
    assert project.history[-1].subject == "Rijn College Kerstvakantie"
    for kind in ("period", "leerbedrijf", "holiday"):
        assert {f"verb_{verb}_{kind}" for verb in ("edit", "add", "delete")} <= codes()


# --- rules -----------------------------------------------------------------------------------


def test_that_every_rule_has_its_description_and_sentences():
    assert {field.name for field in RULE_FIELDS} == {field.name for field in fields(Rules)}
    for field in RULE_FIELDS:
        assert {f"rule_{field.name}", f"rule_{field.name}_help"} <= codes()
        assert not field.unit or field.unit in codes()


def test_that_institutions_go_along_with_their_region_unless_they_differ(project):
    edit = project.editing.edit_rule
    edit("Maas College", "window_weeks", 4)
    edit("Maas College", "school_days", (2,))
    assert differing(project.state.policy, "Maas College") == ("window_weeks", "school_days")
    edit(None, "window_weeks", 6)
    edit(None, "split_from_students", 30)
    rules = project.state.policy.rules_of("Maas College")
    assert (rules.window_weeks, rules.split_from_students) == (4, 30)
    assert project.state.policy.rules_of("Rijn College").window_weeks == 6
    edit("Maas College", "window_weeks", 6)
    edit("Maas College", "school_days", ())
    assert not project.state.policy.institutions
    for _ in range(6):
        project.undo()
    assert project.state == small_state()


def test_that_weights_and_target_change_and_the_usual_is_not_kept(project):
    project.editing.edit_weight(1, 1.5)
    project.editing.edit_target(0.95)
    assert project.state.policy.load_weights == {1: 1.5}
    assert project.state.policy.target == 0.95
    project.editing.edit_weight(1, 1.0)
    assert not project.state.policy.load_weights


@pytest.mark.parametrize(
    "act",
    [
        lambda editing: editing.edit_rule(None, "window_weeks", 99),
        lambda editing: editing.edit_rule(None, "allowed_forms", ()),
        lambda editing: editing.edit_weight(1, 0),
        lambda editing: editing.edit_target(9),
    ],
)
def test_that_a_rule_out_of_range_is_refused(project, act):
    with pytest.raises(StagePlannerError) as caught:
        act(project.editing)
    assert sentence(caught.value.problem)
    assert project.undo_verb is None


@pytest.mark.parametrize(
    "text,used,code",
    [
        ("7.5", 8, "import_rounded"),
        ("7,5", 8, "import_rounded"),
        ("7.500", 7500, "edit_read_as"),
        ("12,500", 12500, "edit_read_as"),
        ("7500", 7500, None),
    ],
)
def test_that_a_typed_count_that_can_be_two_numbers_is_told(project, text, used, code):
    edited = project.editing.edit("period", {"P0": {"students": text}})
    assert next(p.students for p in project.state.periods if p.id == "P0") == used
    assert [note.problem.code for note in edited.notes] == ([code] if code else [])
    assert not any(note.is_refused for note in edited.notes)
