"""An institution's own file, from the region and back: written, looked through, answered, read."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from stageplanner.cli import main
from stageplanner.domain.ground_rules import GroundRules
from stageplanner.domain.locks import agreed_placements
from stageplanner.domain.negotiation import ProposalStatus
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement
from stageplanner.domain.sectors import official_names
from stageplanner.load.measures import measure
from stageplanner.problems import StagePlannerError
from stageplanner.project import Project
from stageplanner.sharing import share, write_answer
from tests.builders import SCHOOL
from tests.test_negotiation import OTHER, TODAY, at, own_state_folder, planned  # noqa: F401

EXAMPLE = Path("resources/example")


@pytest.fixture(scope="module")
def example():
    """The example region with a plan, a round, agreements, history and deliveries."""
    project = Project()
    files = ("alle-periodes.xlsx", "Leerbedrijven.xlsx", "Vakanties.xlsx")
    project.import_files([EXAMPLE / name for name in files])
    for school in project_schools(project):
        found = next(p for p in project.state.periods if p.institution == school)
        option = replace(wish_option(found), weekdays=None)
        project.place(found.id, (Placement(option=option, students=found.students),))
    names = dict.fromkeys(project_schools(project), 1.0)
    project.negotiation.set_ground_rules(
        GroundRules(region="Regio", key=names, contact_capacity=dict.fromkeys(names, 9))
    )
    project.negotiation.start_round("Ronde", date(2999, 1, 1))
    project.negotiation.send(1)
    for proposal in project.negotiation.round(1).proposals:
        project.negotiation.record_answer(proposal.id, ProposalStatus.AGREED, "prima")
    if project.negotiation.round(1).proposals:
        project.register.make_agreements(1)
    project.save_scenario("geheim plan")
    return project


def project_schools(project):
    return tuple(dict.fromkeys(p.institution for p in project.state.periods))


def strings_of_others(project, school):
    """Every word that only others have: names, groups, places, companies, files, people."""
    state = project.state
    own = [p for p in state.periods if p.institution == school]
    told = {
        *(text for p in state.periods for text in (p.institution, p.group, p.location, p.id)),
        *(p.programme_name for p in state.periods),
        *(p.brin or "" for p in state.periods),
        *(t for c in state.leerbedrijven for t in (c.id, c.name, c.location, c.town, c.branch)),
        *(h.name for h in state.holidays if h.institution != school),
        *(d.file for d in state.deliveries),
        *(d.sha256 for d in state.deliveries),
        *(a.number for a in state.agreements),
        *(p.id for r in state.rounds for p in r.proposals),
        *(event.user for event in project.history),
        "geheim plan",
    }
    mine = [p for p in own for p in (p.institution, p.group, p.location, p.id, p.programme_name)]
    mine += official_names().values()  # public: no school's own words
    mine += [p.brin or "" for p in own]
    mine += [h.name for h in (*state.region_holidays, *state.holidays) if h.institution == school]
    mine += [h.name for h in state.region_holidays]
    mine += [p.id for r in state.rounds for p in r.proposals if p.party.id == school]
    mine += [a.number for a in state.agreements if any(e.party.id == school for e in a.parties)]
    kept = " ".join(mine).casefold()
    # Of what others have, a text of three letters or less stands in any file by chance.
    return {t for t in told if len(t) > 3 and t.casefold() not in kept}


def holds(content, word):
    # Small letters would be found in the hexadecimal marks of rounds and plans by chance.
    forms = {word, json.dumps(word)[1:-1], word.upper()}
    return any(form.encode(code) in content for form in forms for code in ("utf-8", "utf-16-le"))


def test_that_no_word_of_another_party_is_in_the_bytes_of_the_file(example, tmp_path):
    assert example.state.agreements and len(example.state.rounds[0].proposals) > 3
    for school in project_schools(example):
        path = tmp_path / f"{school}.stageplan"
        share(example.state, school, path)
        content = path.read_bytes()
        words = strings_of_others(example, school)
        assert len(words) > 200
        assert [word for word in words if holds(content, word)] == []
        assert holds(content, school)
        assert {p.suffix for p in tmp_path.iterdir()} == {".stageplan"}


def test_that_undo_and_history_of_the_region_do_not_come_along(example, tmp_path):
    path = tmp_path / "eigen.stageplan"
    share(example.state, project_schools(example)[0], path)
    opened = Project.open(path)
    assert (opened.history, opened.plans, opened.mappings) == ((), (), ())
    assert opened.undo_verb is None
    assert opened.state.deliveries == ()


def test_that_the_example_region_has_one_peak_in_every_file(example, tmp_path):
    whole = measure(example.state, example.state.plan)
    expected = {c.programmes: c.peak for c in whole.components}
    for school in project_schools(example):
        path = tmp_path / f"{school}.stageplan"
        share(example.state, school, path)
        state = Project.open(path).state
        own = {c.programmes: c.peak for c in measure(state, state.plan).components}
        assert own == {names: pytest.approx(peak) for names, peak in expected.items()}


def test_that_a_file_that_stands_there_is_not_lost(tmp_path):
    path = tmp_path / "eigen.stageplan"
    share(planned().state, SCHOOL, path)
    before = path.read_bytes()
    with pytest.raises(StagePlannerError) as error:
        share(planned().state, OTHER, path)
    assert error.value.problem.code == "share_exists"
    assert path.read_bytes() == before


# --- and back -------------------------------------------------------------------------------


@pytest.fixture
def region_file(tmp_path):
    """A region of two schools with a round that was sent: R1-001 for S2, R1-002 for S4."""
    project = planned(tmp_path / "regio.stageplan")
    project.negotiation.start_round("Eerste ronde", date(2999, 1, 1), on=TODAY)
    project.negotiation.send(1, on=TODAY)
    project.save()
    return project.path


def run(capsys, *arguments):
    code = main([*map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_that_a_school_tries_another_way_sends_it_and_the_region_reads_it(
    capsys, region_file, tmp_path
):
    own, answer = tmp_path / "linge.stageplan", tmp_path / "antwoord.xlsx"
    code, told = run(capsys, "share", region_file, "--institution", SCHOOL, "--out", own)
    assert (code, told["periods"]) == (0, 2)
    project = Project.open(own)
    assert [p.id for p in project.state.rounds[0].proposals] == ["R1-001"]
    before = measure(project.state, project.state.plan).peak
    project.place("S2", at(0))
    assert measure(project.state, project.state.plan).peak > before
    project.place("S2", at(5))
    project.save()
    code, told = run(capsys, "reply", own, "--out", answer)
    assert (code, [r["status"] for r in told["replies"]]) == (0, ["countered"])
    code, told = run(capsys, "answers", region_file, answer)
    assert (code, told["files"][0]["taken"]) == (0, ["R1-001"])
    (proposal, other) = Project.open(region_file).state.rounds[0].proposals
    assert (proposal.status, proposal.counter) == (ProposalStatus.COUNTERED, at(5))
    assert other.status is ProposalStatus.SENT


@pytest.mark.parametrize(
    ("status", "said"),
    [(ProposalStatus.AGREED, "graag"), (ProposalStatus.REFUSED, "=toetsweek")],
)
def test_that_an_answer_that_was_written_down_is_sent_as_it_is(region_file, tmp_path, status, said):
    own, answer = tmp_path / "linge.stageplan", tmp_path / "antwoord.xlsx"
    share(Project.open(region_file).state, SCHOOL, own)
    project = Project.open(own)
    project.negotiation.record_answer("R1-001", status, said)
    assert write_answer(project.state, answer).problems == ()
    region = Project.open(region_file)
    region.negotiation.import_answers([answer])
    proposal = region.state.rounds[0].proposals[0]
    assert (proposal.status, proposal.said) == (status, said)


def test_that_a_split_goes_along_as_two_parts(region_file, tmp_path):
    own, answer = tmp_path / "linge.stageplan", tmp_path / "antwoord.xlsx"
    share(Project.open(region_file).state, SCHOOL, own)
    project = Project.open(own)
    project.place("S2", (*at(3, 4), *at(6, 2)))
    write_answer(project.state, answer)
    region = Project.open(region_file)
    region.negotiation.import_answers([answer])
    assert region.state.rounds[0].proposals[0].counter == (*at(3, 4), *at(6, 2))


def test_that_silence_and_what_nobody_asked_are_told(region_file, tmp_path):
    own = tmp_path / "linge.stageplan"
    share(Project.open(region_file).state, SCHOOL, own)
    project = Project.open(own)
    with pytest.raises(StagePlannerError) as error:
        write_answer(project.state, tmp_path / "a.xlsx")
    assert error.value.problem.code == "reply_nothing"
    project.place("S1", at(6))
    project.negotiation.record_answer("R1-001", ProposalStatus.AGREED)
    made = write_answer(project.state, tmp_path / "a.xlsx")
    assert [p.code for p in made.problems] == ["reply_not_asked"]


def test_that_a_counter_that_the_form_cannot_tell_is_not_sent_as_something_else(
    region_file, tmp_path
):
    own, answer = tmp_path / "linge.stageplan", tmp_path / "antwoord.xlsx"
    share(Project.open(region_file).state, SCHOOL, own)
    project = Project.open(own)
    project.place("S2", (*at(3, 2), *at(5, 2), *at(7, 2)))
    with pytest.raises(StagePlannerError) as error:
        write_answer(project.state, answer)
    assert error.value.problem.code == "reply_misread"
    assert not answer.exists()


def test_that_the_answer_holds_no_word_of_another_party(region_file, tmp_path):
    own, answer = tmp_path / "linge.stageplan", tmp_path / "antwoord.xlsx"
    share(Project.open(region_file).state, SCHOOL, own)
    project = Project.open(own)
    project.negotiation.record_answer("R1-001", ProposalStatus.AGREED)
    write_answer(project.state, answer)
    with zipfile.ZipFile(answer) as book:
        content = b"".join(book.read(name) for name in book.namelist())
    assert OTHER.encode() not in content and b"Bedrijf 1" not in content


def test_that_the_file_of_the_region_sends_no_answer(capsys, region_file, tmp_path):
    code, told = run(capsys, "reply", region_file, "--out", tmp_path / "a.xlsx")
    assert (code, told["error"]["code"]) == (2, "share_whole_region")


def test_that_students_are_not_divided_over_pools(region_file, tmp_path, capsys):
    own = tmp_path / "linge.stageplan"
    share(Project.open(region_file).state, SCHOOL, own)
    code, told = run(capsys, "divide", own)
    assert (code, told["error"]["code"]) == (2, "divide_own_view")


def test_that_settled_groups_are_settled_in_the_own_file(region_file, tmp_path):
    region = Project.open(region_file)
    region.negotiation.record_answer("R1-001", ProposalStatus.AGREED)
    region.register.make_agreements(1)
    own = tmp_path / "linge.stageplan"
    share(region.state, SCHOOL, own)
    state = Project.open(own).state
    assert agreed_placements(state) == {"S2": at(3)}
    assert OTHER not in repr(state)
