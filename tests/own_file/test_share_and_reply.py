"""An institution's own file, from the region and back: written, looked through, answered, read."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from stageplanner.cli.run import main
from stageplanner.domain.ground_rules import GroundRules
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement
from stageplanner.domain.proposal import ProposalStatus
from stageplanner.domain.sectors import official_names
from stageplanner.domain.settled import agreed_placements
from stageplanner.load.measures import measure
from stageplanner.messages import LANGUAGES, line
from stageplanner.negotiation.counter_effect import counter_effect
from stageplanner.own_file.reply import write_answer
from stageplanner.own_file.share import share, shared_plan
from stageplanner.problems import StagePlannerError
from stageplanner.project import Project
from tests.builders import SCHOOL
from tests.negotiating import OTHER, TODAY, at, planned

EXAMPLE = Path("resources/example")
pytestmark = pytest.mark.usefixtures("fresh_state_folder")


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


def forms_of(word):
    # Small letters would be found in the hexadecimal marks of rounds and plans by chance.
    forms = {word, json.dumps(word)[1:-1], word.upper()}
    return {form.encode(code) for form in forms for code in ("utf-8", "utf-16-le")}


def words_in(content, words):
    """The words that a file holds; it is looked through only for those that begin in it."""
    begins = {content[i : i + 4] for i in range(len(content))}
    return [w for w in words if any(f[:4] in begins and f in content for f in forms_of(w))]


@pytest.mark.slow
def test_that_no_word_of_another_party_is_in_the_bytes_of_the_file(example, tmp_path):
    assert example.state.agreements and len(example.state.rounds[0].proposals) > 3
    for school in project_schools(example):
        path = tmp_path / f"{school}.stageplan"
        share(example.state, school, path)
        content = path.read_bytes()
        words = strings_of_others(example, school)
        assert len(words) > 200
        assert words_in(content, words) == []
        assert words_in(content, {school}) == [school]
        assert {p.suffix for p in tmp_path.iterdir()} == {".stageplan"}


def test_that_undo_and_history_of_the_region_do_not_come_along(example, tmp_path):
    path = tmp_path / "eigen.stageplan"
    share(example.state, project_schools(example)[0], path)
    opened = Project.open(path)
    assert (opened.history, opened.mappings) == ((), ())
    # Only what the region had in mind for its own groups, to see later what it moved itself.
    assert [plan.placements for plan in opened.plans] == [opened.state.plan.placements]
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
    assert (proposal.status, proposal.remark) == (status, said)


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
    shared = shared_plan(project.plans)
    made = write_answer(project.state, tmp_path / "a.xlsx", shared=shared, unasked=())
    assert [p.code for p in made.problems] == ["reply_not_asked"]
    assert [r.proposal for r in made.replies] == ["R1-001"]


# --- what nobody asked ----------------------------------------------------------------------


@pytest.fixture
def own(region_file, tmp_path):
    """The file of the first school: of S2 something is asked, of S1 nothing."""
    path = tmp_path / "linge.stageplan"
    share(Project.open(region_file).state, SCHOOL, path)
    return Project.open(path)


def replied(own, tmp_path, **more):
    """The answer that a school sends."""
    path = tmp_path / "antwoord.xlsx"
    path.unlink(missing_ok=True)
    made = write_answer(own.state, path, shared=shared_plan(own.plans), **more)
    assert made.path == path
    return path


def read_back(region_file, path):
    """The region after an answer, with the codes of what is told."""
    region = Project.open(region_file)
    intake = region.negotiation.import_answers([path])
    for problem in intake.problems:
        for language in LANGUAGES:
            assert line(problem, language)
    return region, [problem.code for problem in intake.problems]


@pytest.mark.parametrize("placed", [at(6), (*at(4, 2), *at(6, 4))], ids=["moved", "split"])
def test_that_a_school_proposes_something_that_nobody_asked(own, region_file, tmp_path, placed):
    own.place("S1", placed)
    own.negotiation.record_answer("R1-001", ProposalStatus.AGREED)
    answer = replied(own, tmp_path)
    region, codes = read_back(region_file, answer)
    assert codes == []
    asked, _, new = region.state.rounds[0].proposals
    assert asked.status is ProposalStatus.AGREED
    assert (new.id, new.period, new.party.id) == ("R1-003", "S1", SCHOOL)
    assert new.is_unasked
    assert (new.status, new.counter) == (ProposalStatus.COUNTERED, placed)
    assert region.negotiation.accept_counter("R1-003").asked == placed
    assert agreed_placements(region.state)["S1"] == placed


def test_that_the_same_proposal_of_a_school_again_changes_nothing_and_another_replaces_it(
    own, region_file, tmp_path
):
    own.place("S1", at(6))
    region = Project.open(region_file)
    region.negotiation.import_answers([replied(own, tmp_path)])
    region.save()
    region, codes = read_back(region_file, tmp_path / "antwoord.xlsx")
    assert codes.count("answer_known") == 1
    own.place("S1", at(7))
    region, _ = read_back(region_file, replied(own, tmp_path))
    proposals = region.state.rounds[0].proposals
    assert [(p.id, p.counter) for p in proposals[2:]] == [("R1-003", at(7))]


def test_that_planning_again_keeps_what_a_school_came_with_itself(own, region_file, tmp_path):
    own.place("S1", at(6))
    region, _ = read_back(region_file, replied(own, tmp_path))
    repair = counter_effect(region.state, "R1-001", at(5), time_limit=5).repairs[0]
    region.negotiation.record_with_repair("R1-001", at(5), repair)
    new = region.state.rounds[0].proposals[2]
    assert (new.status, new.counter) == (ProposalStatus.COUNTERED, at(6))
    (again, *_) = region.negotiation.find_repairs(1, time_limit=5)
    assert again.plan.placements["S1"] == at(6)
    region.negotiation.take_repair(1, again)
    assert region.state.rounds[0].proposals[2].status is ProposalStatus.AGREED


def test_that_what_still_stands_as_the_region_had_it_is_nobodys_proposal(tmp_path):
    project = planned(tmp_path / "regio.stageplan")
    project.place("S1", at(2))
    project.negotiation.start_round("A", date(2999, 1, 1), periods=["S2"], on=TODAY)
    project.negotiation.send(1, on=TODAY)
    path = tmp_path / "linge.stageplan"
    share(project.state, SCHOOL, path)
    own = Project.open(path)
    with pytest.raises(StagePlannerError) as error:
        replied(own, tmp_path)
    assert error.value.problem.code == "reply_nothing"
    own.delete_scenario(own.plans[0].name)
    own.place("S2", at(5))
    made = write_answer(own.state, tmp_path / "a.xlsx", shared=shared_plan(own.plans))
    assert [r.period for r in made.replies] == ["S2"], "what cannot be known is not guessed"
    assert [p.code for p in made.problems] == ["reply_not_asked"]
    made = write_answer(own.state, tmp_path / "b.xlsx", unasked=["S1"])
    assert [(r.period, r.proposal) for r in made.replies] == [("S2", "R1-001"), ("S1", "")]


def test_that_only_a_group_that_was_moved_can_be_proposed(own, tmp_path):
    own.place("S1", at(6))
    for name in ("S2", "S9"):
        with pytest.raises(StagePlannerError) as error:
            replied(own, tmp_path, unasked=[name])
        assert error.value.problem.code == "reply_not_moved"


def test_that_a_school_of_which_a_round_asks_nothing_can_propose_something(tmp_path):
    project = planned(tmp_path / "regio.stageplan")
    project.negotiation.start_round("Over Rijn", date(2999, 1, 1), periods=["S4"], on=TODAY)
    project.negotiation.send(1, on=TODAY)
    project.save()
    path = tmp_path / "linge.stageplan"
    share(project.state, SCHOOL, path)
    assert b"Over Rijn" not in path.read_bytes()
    own = Project.open(path)
    assert [(r.title, r.proposals) for r in own.state.rounds] == [("R1", ())]
    own.place("S1", at(6))
    region, codes = read_back(project.path, replied(own, tmp_path))
    assert codes == []
    assert [p.period for p in region.state.rounds[0].proposals] == ["S4", "S1"]


def _wish_changed(region):
    first, *others = region.state.periods
    periods = (replace(first, students=7), *others)
    region.commit_state(replace(region.state, periods=periods), "edit_period")


def _gone(region):
    region.commit_state(replace(region.state, periods=region.state.periods[1:]), "delete_period")


def _asked_meanwhile(region):
    region.place("S1", at(4))
    region.negotiation.start_round("B", date(2999, 1, 1), periods=["S1"])
    region.negotiation.send(2)


def _settled_meanwhile(region):
    _asked_meanwhile(region)
    region.negotiation.record_answer("R2-001", ProposalStatus.AGREED)


@pytest.mark.parametrize(
    "meanwhile, code",
    [
        (_wish_changed, "answer_unasked_stale"),
        (_gone, "answer_unasked_gone"),
        (_asked_meanwhile, "answer_unasked_asked"),
        (_settled_meanwhile, "answer_unasked_settled"),
        (lambda region: region.negotiation.close_round(1), "answer_round_closed"),
    ],
)
def test_that_what_does_not_fit_any_more_is_told_and_not_taken(
    own, region_file, tmp_path, meanwhile, code
):
    own.place("S1", at(6))
    answer = replied(own, tmp_path)
    region = Project.open(region_file)
    meanwhile(region)
    region.save()
    before = region.state.rounds
    region, codes = read_back(region_file, answer)
    assert code in codes
    assert region.state.rounds == before


@pytest.mark.parametrize(
    "cell, code",
    [
        (("Antwoord", "akkoord"), "answer_unasked_word"),
        (("Aantal studenten", 9), "answer_altered"),
        (("Tegenvoorstel einddatum", "1-1-2020"), "answer_end_before_start"),
        (("Antwoord", None), "answer_no_word"),
    ],
)
def test_that_a_row_that_was_spoilt_on_the_way_is_told(own, region_file, tmp_path, cell, code):
    heading, value = cell
    own.place("S1", at(6))
    answer = replied(own, tmp_path)
    book = load_workbook(answer)
    sheet = book["Antwoord"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(sheet.max_row, heads[heading]).value = value
    book.save(answer)
    region, codes = read_back(region_file, answer)
    assert code in codes
    assert len(region.state.rounds[0].proposals) == 2


def test_that_the_file_of_one_school_proposes_nothing_for_another(own, region_file, tmp_path):
    own.place("S1", at(6))
    answer = replied(own, tmp_path)
    book = load_workbook(answer)
    for row in book["StagePlanner"].iter_rows():
        if row[0].value == "party":
            row[1].value = OTHER
    book.save(answer)
    _, codes = read_back(region_file, answer)
    assert "answer_other_party" in codes


def test_that_a_lapsed_proposal_is_told_and_not_lost_in_silence(region_file, tmp_path):
    region = Project.open(region_file)
    region.negotiation.expire(date(2999, 1, 2))
    path = tmp_path / "linge.stageplan"
    share(region.state, SCHOOL, path)
    own = Project.open(path)
    own.place("S1", at(6))
    own.place("S2", at(5))
    made = write_answer(own.state, tmp_path / "a.xlsx", shared=shared_plan(own.plans))
    assert [r.period for r in made.replies] == ["S1"]
    assert [p.code for p in made.problems] == ["reply_lapsed"]


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
