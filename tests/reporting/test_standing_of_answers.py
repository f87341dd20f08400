"""A round that was answered: letter, workbook, card and JSON say what the one function says."""

import contextlib
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from stageplanner.cli.run import main
from stageplanner.documents.asked_parties import letter_parties, measure_parties_asked
from stageplanner.domain.option import build_options
from stageplanner.domain.plan import Placement
from stageplanner.domain.proposal import ProposalStatus
from stageplanner.domain.results.explanation import Explanation
from stageplanner.domain.state import all_terms, calendar_of
from stageplanner.load.standing import region_standing, standings
from stageplanner.messages import codes, text
from stageplanner.negotiation.counter_effect import peaks_with
from stageplanner.optimise.result import Settings
from stageplanner.planning import explain
from stageplanner.project import Project
from stageplanner.reporting.facts import gather_facts
from stageplanner.reporting.party_letter import party_letter
from stageplanner.reporting.printable import Figures, Table
from stageplanner.reporting.region_report import region_report
from stageplanner.reporting.stored_reason import REASONS, is_computed
from stageplanner.sheets.writing.round_workbook import RoundSheet
from tests.builders import company, period, region
from tests.properties import examples
from tests.regions import crowded, regions

ON, DEADLINE = date(2026, 9, 1), date(2026, 10, 1)
ANSWERS = (ProposalStatus.AGREED, ProposalStatus.REFUSED, ProposalStatus.COUNTERED, None)
TYPED = "Omdat wij dat in het overleg zo afspraken."
EARLIER = text("reason_earlier", "nl", reason="")


def reasons_of(state):
    return {r.period: text(r.code, "nl", **r.values) for r in explain(state).changes}


def ways_of(state, name, but=()):
    chosen = next(p for p in state.periods if p.id == name)
    options = build_options(chosen, all_terms(state)[name], calendar_of(state))
    ways = [(Placement(option=option, students=chosen.students),) for option in options]
    return [way for way in ways if way != but]


def answered(state, draw):
    """A proposal that was sent, answered, and after that moved by hand or with other places."""
    project = Project(state)
    project.optimise(Settings(time_limit=3, workers=1))
    reasons = {
        name: draw(st.sampled_from([why, TYPED])) for name, why in reasons_of(project.state).items()
    }
    if reasons:
        project.negotiation.start_round("Ronde", DEADLINE, on=ON, reasons=reasons)
        project.negotiation.send(1, on=ON)
        for proposal in project.state.rounds[0].proposals:
            status, ways = draw(st.sampled_from(ANSWERS)), ()
            if status is ProposalStatus.COUNTERED:
                ways = ways_of(project.state, proposal.period, proposal.asked)
                status = status if ways else None
            counter = draw(st.sampled_from(ways)) if ways else ()
            if status is not None:
                project.negotiation.record_answer(
                    proposal.id, status, "Zo.", counter=counter, on=ON
                )
    if draw(st.booleans()):
        name = draw(st.sampled_from(state.periods)).id
        project.place(name, draw(st.sampled_from(ways_of(project.state, name))))
    state = project.state
    if draw(st.booleans()):
        more = tuple(replace(c, places=c.places + 1) for c in state.leerbedrijven)
        state = replace(state, leerbedrijven=more)
    return state


def answers_of(state, *commands):
    """What commands say of a region in a file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "regio.stageplan"
        Project(state, path).save()
        for command in commands:
            out = io.StringIO()
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
                main([*command, str(path), "--json"])
            yield json.loads(out.getvalue())


def is_true_of(reason, proposal, planned, stored):
    """Whether a reason is what a person typed, is of the plan, or says that it is older."""
    if stored == TYPED:
        return reason == TYPED
    now = reasons_of(planned).get(proposal.period)
    if planned.plan.placements.get(proposal.period) == proposal.asked:
        return reason == now
    return reason == EARLIER + stored


@pytest.mark.slow
@examples(25, HealthCheck.filter_too_much, HealthCheck.too_slow)
@given(st.one_of(crowded(), crowded(), regions(3)), st.data())
def test_that_every_view_of_an_answered_round_says_the_same(state, data):
    state = answered(state, data.draw)
    asked = measure_parties_asked(state, "nl", ON)
    facts, planned = asked.facts, asked.state
    whole = region_standing(standings(planned, planned.plan))
    assert facts.region == whole
    printed = [party_letter(asked, party) for party in letter_parties(asked)]
    for letter in (*printed, region_report(facts)):
        (figures,) = [
            {f.label: f.value for f in block.figures}
            for block in letter.blocks
            if isinstance(block, Figures) and any("bezetting" in f.label for f in block.figures)
        ]
        peak = next(value for label, value in figures.items() if "bezetting" in label)
        assert peak in {facts.percent(whole.peak), "∞", "–"}
        assert (peak == "–") == (whole.peak is None)
    if asked.round_ is not None:
        for proposal in asked.round_.proposals:
            (ask,) = [
                ask
                for ask in RoundSheet(round_=asked.round_, party=proposal.party, facts=facts).asks
                if ask.proposal == proposal.id
            ]
            assert is_true_of(ask.reason, proposal, planned, proposal.reason)
            in_letter = {
                cell
                for letter in printed
                for block in letter.blocks
                if isinstance(block, Table)
                for row in block.rows
                for cell in row
            }
            assert ask.reason in in_letter
            effect = peaks_with(state, proposal.id)
            if proposal.asked == planned.plan.placements.get(proposal.period):
                chosen = next(p for p in state.periods if p.id == proposal.period)
                (part,) = [
                    s for s in standings(planned, planned.plan) if chosen.programme in s.programmes
                ]
                assert effect.peak_asked == (
                    None if part.peak in {None, float("inf")} else round(part.peak, 6)
                )
    report, rounds = answers_of(state, ("report",), ("rounds", "list"))
    parts = standings(state, state.plan)
    for row, part in zip(report["components"], parts, strict=True):
        assert row["changes"] == part.changes
        assert row["changes_lower_bound"] == part.changes_lower_bound
        for name, value in (("peak_before", part.wish_peak), ("peak_after", part.peak)):
            finite = None if value in {None, float("inf")} else value
            assert row[name] == (finite if finite is None else pytest.approx(finite, abs=2e-6))
        bound = row["lower_bound"]
        assert (bound is None) == (part.proven_bound is None)
        assert bound is None or bound <= part.proven_bound
    assert report["changes"] == region_standing(parts).changes
    for round_ in rounds["rounds"]:
        for shown, proposal in zip(round_["proposals"], state.rounds[0].proposals, strict=True):
            assert is_true_of(shown["reason"], proposal, state, proposal.reason)


def sent():
    """Two groups on the same days and places for one; one of them is asked to move."""
    state = region([period("S1", latest=11), period("S2", latest=11)], [company(places=10)])
    project = Project(state)
    project.optimise(Settings(time_limit=3, workers=1))
    project.negotiation.start_round("Ronde", DEADLINE, on=ON, reasons=reasons_of(project.state))
    project.negotiation.send(1, on=ON)
    return project


def test_that_the_json_of_a_proposal_is_measured():
    state = region([period("S1", latest=11), period("S2", latest=11)], [company(places=10)])
    (answer,) = answers_of(state, ("optimise",))
    project = Project(state)
    project.optimise(Settings(time_limit=3, workers=1))
    (part,) = standings(project.state, project.state.plan)
    (row,) = answer["components"]
    assert (row["wish_peak"], row["peak"], row["changes"]) == (
        part.wish_peak,
        part.peak,
        part.changes,
    )
    assert row["lower_bound"] <= row["peak"]


def test_that_a_refused_change_keeps_its_reason_as_one_of_an_earlier_plan():
    project = sent()
    (proposal,) = project.state.rounds[0].proposals
    project.negotiation.record_answer(proposal.id, ProposalStatus.REFUSED, "Nee.", on=ON)
    asked = measure_parties_asked(project.state, "nl", ON)
    (ask,) = RoundSheet(round_=asked.round_, party=proposal.party, facts=asked.facts).asks
    assert ask.reason == EARLIER + proposal.reason
    assert proposal.reason in str(party_letter(asked, proposal.party).blocks)


def test_that_a_reason_that_changed_with_the_data_is_computed_again():
    project = sent()
    (proposal,) = project.state.rounds[0].proposals
    more = tuple(replace(c, places=c.places + 1) for c in project.state.leerbedrijven)
    state = replace(project.state, leerbedrijven=more)
    asked = measure_parties_asked(state, "nl", ON)
    (ask,) = RoundSheet(round_=asked.round_, party=proposal.party, facts=asked.facts).asks
    assert ask.reason not in {proposal.reason, EARLIER + proposal.reason}
    assert ask.reason == reasons_of(asked.state)[proposal.period]
    (told,) = answers_of(state, ("rounds", "list"))
    (shown,) = told["rounds"][0]["proposals"]
    assert shown["reason"] == reasons_of(state)[proposal.period]


def test_that_an_explanation_of_another_plan_is_not_written():
    state = sent().state
    explained = explain(state)
    assert gather_facts(state, explained, "nl", ON).explanation == explained
    other = replace(state, leerbedrijven=(company(places=20),))
    for elsewhere in (other, replace(state, plan=None)):
        assert gather_facts(elsewhere, explained, "nl", ON).explanation == Explanation()


def test_that_every_reason_of_the_explanation_is_known_as_computed():
    named = {code for code in codes() if code.startswith("reason_") and code != "reason_earlier"}
    assert named == set(REASONS)
    assert is_computed(next(iter(reasons_of(sent().state).values())))
    assert not is_computed(TYPED)
