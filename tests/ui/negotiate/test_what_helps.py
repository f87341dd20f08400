"""What would help: computed beside the window, stopped when asked, with a button to ask for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from stageplanner.domain.results.price import Price, Relaxation, RelaxationKind
from stageplanner.project import Project
from tests.ui.builders import small_state
from tests.ui.waiting import wait_until


@pytest.fixture
def dialog(planned, qtbot):
    planned.actions.changes.show_help()
    yield planned.actions.changes.help
    if planned.actions.changes.help is not None:
        planned.actions.changes.help.reject()


def price_of(window):
    return Price(
        relaxation=Relaxation(kind=RelaxationKind.PLACES, amount=5, leerbedrijf="100000002"),
        programmes=("25656", "25655"),
        target=1.0,
        bound_before=1.2,
        bound=1.0,
        changes_before=3,
        changes=1,
        changes_at_least=1,
        is_impossible=False,
        code="price_places_changes",
        values={
            "company": "De Beuk",
            "amount": 5,
            "target": "100%",
            "changes": 1,
            "changes_before": 3,
            "bound": "-",
            "bound_before": "-",
        },
    )


def buttons(section):
    return list(section.scroll.widget().findChildren(QPushButton))


def test_that_a_sentence_has_its_button_and_asks_once(planned, dialog):
    room = dialog.room
    room.state = planned.session.state
    room.clear()
    room.show_answer((price_of(planned),))
    (ask,) = buttons(room)
    assert ask.text() == "Vraag leerbedrijf"
    ask.click()
    (draft,) = planned.session.state.agreements
    assert ask.text() == f"Gevraagd: {draft.number}" and not ask.isEnabled()
    assert draft.parties[0].party.id == "100000002"
    room.clear()
    room.show_answer((price_of(planned),))
    assert not buttons(room)[0].isEnabled(), "it is asked already"


def test_that_a_price_stands_at_its_knelpunt_while_the_plan_is_the_same(planned, dialog):
    planned.session.project.adopt_plan(None, "wish")
    wait_until(lambda: planned.session.facts.plan is None)
    room = dialog.room
    room.state = planned.session.state
    room.clear()
    room.show_answer((price_of(planned),))
    planned.show_bottleneck("25656")

    def shown():
        return [part.text() for part in planned.inspector.findChildren(QLabel)]

    assert any("De Beuk: 5 plaatsen erbij" in text for text in shown())
    planned.session.project.decisions.lock("P0")
    assert planned.session.prices == ()


def test_that_an_answer_for_another_plan_is_taken_away(planned, dialog):
    room = dialog.room
    room.state = planned.session.state
    room.clear()
    room.show_answer((price_of(planned),))
    planned.session.project.decisions.lock("P0")
    assert buttons(room) == [] and room.status.text().startswith("▲")


def test_that_every_question_is_answered_and_the_way_to_the_bar_is_there(planned, dialog, qtbot):
    for section in dialog.sections.values():
        section.begin()
        assert not section.start.isEnabled() and not section.stop.isHidden()
    qtbot.waitUntil(
        lambda: all(part.start.isEnabled() for part in dialog.sections.values()), timeout=90_000
    )
    assert buttons(dialog.room), "in this region more places help"
    assert len(dialog.division.model.rows) >= 4
    asked = []
    dialog.period_asked.connect(asked.append)
    dialog.division._on_row(dialog.division.table.model().index(0, 0))
    assert asked == [dialog.division.model.rows[0].period.id]
    assert planned.pages.current == "plan"


def test_that_closing_stops_the_work_and_it_can_be_opened_again(planned, dialog, qtbot):
    job = planned.actions.changes.help_jobs[0]
    dialog.room.begin()
    dialog.reject()
    qtbot.waitUntil(lambda: not job.is_running, timeout=30_000)
    assert planned.actions.changes.help is None
    planned.actions.changes.show_help()
    assert planned.actions.changes.help is not dialog


def test_that_a_region_without_periods_has_nothing_to_ask(keeper):
    keeper.session.use(Project(replace(small_state(), periods=())))
    keeper.window.actions.changes.show_help()
    assert keeper.window.actions.changes.help is None
