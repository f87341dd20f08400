"""Reports, letters and calendars: what they say, to whom, and that they can be opened."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import subprocess
import zlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from dateutil.rrule import rrulestr
from icalendar import Event
from openpyxl import load_workbook

from stageplanner.cli.run import main
from stageplanner.documents.asked_parties import measure_parties_asked
from stageplanner.documents.papers import build_letter, build_report, calendars, pdf_documents
from stageplanner.documents.workbooks import export
from stageplanner.domain.agreement import Scope
from stageplanner.domain.calendar import Calendar, Holiday
from stageplanner.domain.form import Form
from stageplanner.domain.ground_rules import GroundRules, ShortageFigure
from stageplanner.domain.negotiation.agreed_history import agreed_parties, agreed_with
from stageplanner.domain.negotiation.count_agreements import counted_by
from stageplanner.domain.negotiation.parties import find_party
from stageplanner.domain.option import Option, present_days
from stageplanner.domain.plan import Placement
from stageplanner.domain.proposal import ProposalStatus
from stageplanner.domain.results.division import Share
from stageplanner.problems import StagePlannerError
from stageplanner.project import Project
from stageplanner.reporting.party_calendar import add_days, events_of, party_calendar
from stageplanner.reporting.printable import LoadPicture, Table, TimeLine
from tests.builders import SCHOOL, company, period, region, week
from tests.negotiating import DEADLINE, NUMBER, OTHER, TODAY, agreed, planned, sent, signed
from tests.reporting.ics_reader import check_days, read_ics
from tests.sheets.writing.export_region import ALFA, BETA, GAMMA, SECRETS
from tests.sheets.writing.export_region import planned as whole_region
from ui.print.pdf import pdf_of, write_pdfs
from ui.print.screen_pages import paint_pages

pytestmark = pytest.mark.usefixtures("fresh_state_folder")
PDFTOTEXT = shutil.which("pdftotext")


def write_pdf(document, path) -> int:
    """The number of pages of a document that is written to a file."""
    content, pages = pdf_of(document)
    path.write_bytes(content)
    return pages


def told(document) -> str:
    """Every text of a document, as one string."""
    return repr((document.title, document.subtitle, document.footer, document.blocks))


def text_of(path, order="-layout") -> str:
    """The text of a PDF as it lies on the page, or (``-raw``) as it was drawn, cell by cell."""
    if PDFTOTEXT is None:
        pytest.skip("pdftotext reads the text back")
    command = [PDFTOTEXT, order, str(path), "-"]
    written = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return written.replace("\N{WORD JOINER}", "")


def drawn(pdf: bytes) -> list[bytes]:
    """What is drawn on the pages of a PDF, decompressed."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    opened = []
    for stream in streams:
        with contextlib.suppress(zlib.error):
            opened.append(zlib.decompress(stream))
    return opened


def blocks_of(document, kind):
    return [block for block in document.blocks if isinstance(block, kind)]


# --- the report ------------------------------------------------------------------------------


def test_that_the_report_tells_peak_changes_and_agreements(qapp, tmp_path):
    state = agreed().state
    path = tmp_path / "rapport.pdf"
    pages = write_pdf(build_report(state, on=TODAY), path)
    shown = text_of(path)
    assert shown.count("\f") == pages <= 3
    assert "Rapport stageperiodes 2026-2027" in shown
    assert "Rijk van Nijmegen · gemaakt op 1 jun 2026" in shown
    for figure in (
        "200%",
        "100%",
        "RVN-2627-001",
        "Linge College",
        "1 van 3",
        "Bijlage: goede voorbeelden",
    ):
        assert figure in shown.replace("Pagina 1", "1"), figure


@pytest.mark.parametrize(("language", "number"), [("nl", "2,5"), ("en", "2.5")])
def test_that_the_scale_of_a_picture_is_written_in_the_language_of_its_document(
    tmp_path, qapp, language, number
):
    few = LoadPicture(title="t", mondays=(week(0),), before=(11.0,), after=(11.0,),
                      before_label="b", after_label="a", is_share=False)  # fmt: skip
    shares = replace(few, before=(1.1,), after=(1.1,), is_share=True)
    document = replace(build_report(planned().state, language), blocks=(few, shares))
    write_pdf(document, tmp_path / "a.pdf")
    shown = text_of(tmp_path / "a.pdf").split()
    assert {number, "25%", "100%"} <= set(shown)


def test_that_a_page_that_cannot_be_drawn_ends_no_program(qapp):
    """A painter that was left on its device ended the process."""
    bad = LoadPicture(title="t", mondays=(week(0),), before=(1.0,), after=("x",),
                      before_label="b", after_label="a", is_share=False)  # fmt: skip
    document = replace(build_report(planned().state), blocks=(bad,))
    for draw in (pdf_of, partial(paint_pages, width=300)):
        with pytest.raises(TypeError):
            draw(document)


def test_that_pictures_hold_the_measured_weeks(qapp):
    state = planned().state
    (picture,) = blocks_of(build_report(state, on=TODAY), LoadPicture)
    assert picture.before == (2.0, 2.0, 0.0, 0.0, 0.0)[: len(picture.mondays)]
    assert max(picture.after) == 1.0


def test_that_a_region_without_plan_or_places_has_a_report(qapp, tmp_path):
    state = region([period()], [])
    for language in ("nl", "en"):
        document = build_report(state, language, TODAY)
        assert not blocks_of(document, LoadPicture)
        assert write_pdf(document, tmp_path / "leeg.pdf") == 1


def test_that_a_long_register_says_its_headings_again(qapp, tmp_path):
    project = agreed()
    first = project.register.agreements[0]
    many = tuple(replace(first, number=f"RVN-2627-{n:03}") for n in range(1, 81))
    path = tmp_path / "lang.pdf"
    pages = write_pdf(build_report(replace(project.state, agreements=many), on=TODAY), path)
    shown = " ".join(text_of(path, "-raw").split())
    assert pages >= 3
    assert shown.count("Geldig t/m") >= 2
    assert all(f"RVN-2627-{n:03}" in shown for n in range(1, 81))
    assert f"Pagina {pages} van {pages}" in shown


def test_that_small_counts_are_hidden_in_the_report_where_the_region_asks():
    project = agreed()
    clause = replace(project.register.agreements[0].clauses[0], students=3)
    few = (replace(project.register.agreements[0], clauses=(clause,)),)
    for masks in (True, False):
        rules = GroundRules(region="R", masks_small=masks)
        state = replace(project.state, agreements=few, ground_rules=rules)
        tables = blocks_of(build_report(state, on=TODAY), Table)
        cells = [cell for table in tables for row in table.rows for cell in row]
        assert ("<5" in cells) is masks


# --- the workbook ----------------------------------------------------------------------------


def sheets_of(project, folder, **more):
    path = export(project.state, folder, history=project.history, **more)[0]
    book = load_workbook(path)
    return book, {ws.title: [[cell.value for cell in row] for row in ws.iter_rows()] for ws in book}


def test_that_the_workbook_holds_the_register_and_the_log(tmp_path):
    project = signed()
    project.register.set_contact(NUMBER, SCHOOL, name="P. Jansen", email="p@linge.nl")
    book, sheets = sheets_of(project, tmp_path)
    head, row = sheets["Afspraken"][3:5]
    told = dict(zip(head, row, strict=True))
    assert (told["Nummer"], told["Status"], told["Studenten"]) == (
        f"{NUMBER} v1",
        "in uitvoering",
        6,
    )
    assert (told["Bezetting voor"], told["Bezetting na"]) == (2.0, 1.0)
    assert (told["Tekort voor"], told["Tekort na"]) == (96, 0)
    assert f"{SCHOOL}: akkoord, getekend door directeur op 1 jun 2026" in told["Partijen"]
    clause = dict(zip(*sheets["Afspraken per groep"][:2], strict=True))
    assert clause["Naar"] == "blok, ma di wo do, 28 sep 2026 t/m 9 okt 2026"
    log = sheets["Logboek"]
    assert log[1][2] == "contactpersoon gewijzigd" and len(log) == len(project.history) + 1
    everything = repr(sheets)
    assert "Jansen" not in everything and "p@linge.nl" not in everything
    for name in ("Afspraken", "Afspraken per groep", "Logboek"):
        ws = book[name]
        assert (ws.page_setup.paperSize, ws.page_setup.orientation) == (9, "landscape")
        assert ws.print_title_rows
    assert len(book["Afspraken"].conditional_formatting) == 2


def test_that_agreements_are_counted_in_the_workbook_beside_the_shortages(tmp_path):
    project = signed()
    figures = (
        ShortageFigure(on=TODAY, programme="25655", niveau=4, number=41),
        ShortageFigure(on=TODAY, programme="25698", niveau=4, number=12),
    )
    state = replace(project.state, shortages=figures)
    book = load_workbook(export(state, tmp_path)[0])
    rows = [[c.value for c in row] for row in book["Afspraken in cijfers"].iter_rows()]
    by_name = {row[0]: row for row in rows}
    assert by_name["Schooljaar 2026-2027"][1:5] == [1, 6, 100, 96]
    assert by_name["Status: in uitvoering"][1:3] == [1, 6]
    assert by_name["25655"][3:6] == [41, 6, NUMBER]
    assert by_name["Onderwijsassistent" if "Onderwijsassistent" in by_name else "25698"][3:6] == [
        12, 0, "nog geen",
    ]  # fmt: skip
    report = told(build_report(state, on=TODAY))
    assert "Het meest nodig: 25698, 12 studenten" in report and "nog geen" in report


def test_that_tekort_that_went_counts_once():
    """Two agreements about the same leerbedrijven were measured with the same days."""
    project = agreed()
    first = project.register.agreements[0]
    less = replace(first.effect, shortage_after=90.0)
    second = replace(first, number="RVN-2627-002", effect=less)
    elsewhere = replace(first.effect, shortage_before=10.0, shortage_after=0.0)
    scope = Scope(programmes=("25698",))
    other = replace(first, number="RVN-2627-003", clauses=(), scope=scope, effect=elsewhere)
    parts = (frozenset({"25655"}), frozenset({"25698"}))
    (tally,) = counted_by((first, second, other), "school_year", parts)
    assert (tally.agreements, tally.shortage) == (3, 106.0)
    assert counted_by((first, second, other), "school_year")[0].shortage == 96.0


def test_that_a_niveau_counts_its_own_groups_only():
    project = agreed()
    first = project.register.agreements[0]
    clauses = tuple(replace(first.clauses[0], period=f"S{n}", niveau=n, students=10 + n)
                    for n in (3, 4))  # fmt: skip
    both = replace(first, clauses=clauses, scope=Scope(niveaus=(3, 4)))
    assert [(t.name, t.students) for t in counted_by((both,), "niveau")] == [("3", 13), ("4", 14)]
    assert counted_by((both,), "status")[0].students == 27


def test_that_a_workbook_with_a_register_reads_back_the_same(tmp_path):
    project = signed()
    path = export(project.state, tmp_path, history=project.history)[0]
    again = Project()
    intake = again.import_files([path])
    assert {problem.code for problem in intake.problems} == {"no_holidays"}
    assert [p.id for p in again.state.periods] == ["S1", "S2", "S3", "S4"]


def test_that_leerbedrijven_that_are_asked_have_a_sheet_up_to_a_limit(tmp_path, monkeypatch):
    project = visited()
    _, sheets = sheets_of(project, tmp_path)
    assert sheets["Bedrijf 100000001"][2][0].startswith("Deze groepen komen op een ander")
    monkeypatch.setattr("stageplanner.sheets.writing.region_workbook.MOST_VISITS", 0)
    _, sheets = sheets_of(project, tmp_path)
    assert "Bedrijf 100000001" not in sheets


def test_that_a_leerbedrijf_gets_its_workbook_on_demand(tmp_path):
    (path,) = export(visited().state, tmp_path, party="100000001")
    assert path.name == "Voorstel R1 Bedrijf 100000001.xlsx"
    assert export(planned().state, tmp_path, party="100000001") == ()


# --- letters ---------------------------------------------------------------------------------


def test_that_a_letter_tells_what_is_asked_and_is_no_contract(qapp, tmp_path):
    path = tmp_path / "brief.pdf"
    write_pdf(build_letter(sent().state, SCHOOL, on=TODAY), path)
    shown = " ".join(text_of(path, "-raw").split())
    assert "om van uw 2 stageperiodes er 1 anders te plannen; dat gaat om 6 studenten" in shown
    assert "antwoorden voor of op 15 jun 2026" in shown
    assert "blok, ma di wo do" in shown
    assert "geen praktijkovereenkomst (POK)" in shown


@pytest.mark.parametrize("institution", [ALFA, BETA])
def test_that_a_letter_holds_no_row_of_another_party(qapp, tmp_path, institution):
    state = whole_region()
    document = build_letter(state, institution, on=TODAY)
    path = tmp_path / "brief.pdf"
    write_pdf(document, path)
    for other in {ALFA, BETA, GAMMA} - {institution}:
        for secret in SECRETS[other]:
            assert secret not in told(document)
            assert secret.casefold() not in text_of(path).casefold()
    assert SECRETS[institution][2] in text_of(path)


def test_that_every_party_that_is_asked_gets_a_letter_and_no_other():
    assert set(pdf_documents(whole_region(), on=TODAY)) == {
        "StagePlanner rapport.pdf",
        "Brief Alfa & Zonen College.pdf",
        "Brief Beta ROC [Noord] Zuid.pdf",
    }
    assert list(pdf_documents(whole_region(), party=BETA, on=TODAY)) == [
        "Brief Beta ROC [Noord] Zuid.pdf"
    ]
    with pytest.raises(StagePlannerError) as caught:
        build_letter(whole_region(), GAMMA)
    assert caught.value.problem.code == "print_nothing_asked"
    with pytest.raises(StagePlannerError) as caught:
        build_letter(whole_region(), "Nergens")
    assert caught.value.problem.code == "print_no_party"


def visited(masks=True, students=3):
    """A round in which a leerbedrijf gets three of six students."""
    project = planned()
    project.negotiation.set_ground_rules(GroundRules(region="RVN", masks_small=masks))
    shares = (Share(period="S2", leerbedrijf="100000001", part=0, students=students),)
    project.negotiation.start_round("Ronde", DEADLINE, shares=shares, on=TODAY)
    project.negotiation.send(1, on=TODAY)
    return project


@pytest.mark.parametrize("masks", [True, False])
def test_that_a_leerbedrijf_sees_its_groups_and_small_counts_are_hidden(masks):
    document = build_letter(visited(masks).state, "100000001", on=TODAY)
    (table,) = blocks_of(document, Table)
    assert table.rows[0][:2] == (f"{SCHOOL}, S2\n25655", "<5" if masks else "3")
    assert ("S4" in told(document), OTHER in told(document)) == (False, False)
    heights = {*blocks_of(document, LoadPicture)[0].before, 0.0}
    assert heights == {0.0, 2.5 if masks else 3.0}


def test_that_hidden_counts_are_drawn_alike(qapp, tmp_path):
    """A picture tells numbers by heights: those of hidden counts may not differ."""
    pictures = []
    for students in (1, 4):
        path = tmp_path / f"{students}.pdf"
        state = visited(students=students).state
        blocks = [b for b in build_letter(state, "100000001", on=TODAY).blocks
                  if isinstance(b, LoadPicture) and not b.is_share]  # fmt: skip
        document = build_letter(state, "100000001", on=TODAY)
        write_pdf(replace(document, blocks=tuple(blocks)), path)
        pictures.append(drawn(path.read_bytes()))
    assert pictures[0] and pictures[0] == pictures[1]


def test_that_a_letter_goes_over_several_pages_without_losing_a_row(qapp, tmp_path):
    groups = [period(f"G{n:03}", students=6, latest=9) for n in range(60)]
    state = region(groups, [company(places=600)])
    project = Project(state)
    for each in groups:
        option = replace(each, start=week(2), end=week(5) + timedelta(days=4))
        moved = Option(form=option.form, start=option.start, end=option.end,
                       days_per_week=4, weekdays=each.weekdays)  # fmt: skip
        project.place(each.id, (Placement(option=moved, students=6),))
    path = tmp_path / "brief.pdf"
    document = build_letter(project.state, SCHOOL, on=TODAY)
    pages = write_pdf(document, path)
    shown = text_of(path)
    assert 4 <= pages <= 9
    assert len(blocks_of(document, TimeLine)[0].rows) == 60
    assert all(shown.count(f"G{n:03}") >= 2 for n in range(60))


def test_that_nothing_half_is_left_where_a_file_cannot_be_written(qapp, tmp_path):
    document = build_report(region([period()], [company()]), on=TODAY)
    (tmp_path / "b.pdf").mkdir()
    with pytest.raises(StagePlannerError):
        write_pdfs({"a.pdf": document, "b.pdf": document}, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["b.pdf"]


# --- calendars -------------------------------------------------------------------------------


def days_of(events: Iterable[Event]) -> list[date]:
    """Return the days of every event, repeated and left out as dateutil reads them."""
    found: list[date] = []
    for event in events:
        start, end = event.start, event.end
        if "RRULE" in event:
            rule = rrulestr(f"DTSTART:{start:%Y%m%d}\nRRULE:{event['RRULE'].to_ical().decode()}")
            out = {each.dt for each in event["EXDATE"].dts} if "EXDATE" in event else set()
            found += [d.date() for d in rule if d.date() not in out]
        else:
            found += [start + timedelta(days=n) for n in range((end - start).days)]
    return found


def option(form: Form, weekdays, weeks=6) -> Option:
    end = week(weeks - 1) + timedelta(days=4)
    return Option(form=form, start=week(0), end=end, days_per_week=len(weekdays or (1, 2)),
                  weekdays=weekdays)  # fmt: skip


def read_back(which: Option, calendar: Calendar) -> list[Event]:
    read = []
    for event in events_of(which, SCHOOL, calendar):
        entry = Event()
        add_days(entry, event)
        read.append(Event.from_ical(entry.to_ical()))
        check_days(read[-1])
    return read


HOLIDAYS = Calendar.from_holidays(
    (
        Holiday(institution=SCHOOL, name="herfst", start=week(2), end=week(3) - timedelta(days=1)),
        Holiday(institution=SCHOOL, name="dag", start=week(4), end=week(4)),
    )
)


@pytest.mark.parametrize("weekdays", [(0, 1), (1, 2), (3, 4), (0,)])
def test_that_a_lintstage_repeats_on_its_days_without_holidays(weekdays):
    which = option(Form.LINT, weekdays)
    days = days_of(read_back(which, HOLIDAYS))
    assert days == list(present_days(which, SCHOOL, HOLIDAYS))


def test_that_a_blokstage_is_a_stretch_between_holidays():
    which = option(Form.BLOK, (0, 1, 2, 3))
    stretches = [(e.start, e.end) for e in events_of(which, SCHOOL, HOLIDAYS)]
    friday = timedelta(days=4)
    assert stretches == [
        (week(0), week(1) + friday + timedelta(days=1)),
        (week(3), week(5) + friday + timedelta(days=1)),
    ]
    inside = set(days_of(read_back(which, HOLIDAYS)))
    assert set(present_days(which, SCHOOL, HOLIDAYS)) <= inside


def test_that_a_calendar_tells_what_was_agreed_and_stays_the_same():
    state = agreed().state
    (name,) = calendars(state, on=TODAY)
    assert name == f"Agenda {SCHOOL}.ics"
    content = calendars(state, on=TODAY)[name]
    (event,) = read_ics(content)
    assert (event.start, event.end) == (date(2026, 9, 28), date(2026, 10, 10))
    assert b"SUMMARY:Stage 25655\\, S2 (blok)\r\n" in content
    assert calendars(state, on=TODAY)[name] == content, "the same day and region, the same bytes"
    later = party_calendar(state, find_party(state, SCHOOL), "nl", DEADLINE)
    uids = [re.findall(rb"UID:(\S+)", each) for each in (content, later)]
    assert uids[0] == uids[1] and len(uids[0]) == 1


def test_that_a_calendar_holds_nothing_of_another_party_and_no_small_count():
    project = visited()
    for proposal in project.negotiation.round(1).proposals:
        project.negotiation.record_answer(proposal.id, ProposalStatus.AGREED, on=TODAY)
    for stage in ("answered", "agreement"):
        state = project.state
        assert [party.id for party in agreed_parties(state)] == [SCHOOL, OTHER, "100000001"]
        by_party = {p.id: party_calendar(state, p, "nl", TODAY).decode()
                    for p in agreed_parties(state)}  # fmt: skip
        assert OTHER not in by_party[SCHOOL] and "S4" not in by_party[SCHOOL], stage
        assert SCHOOL not in by_party[OTHER] and "S2" not in by_party[OTHER]
        visit = by_party["100000001"].replace("\r\n ", "")
        assert "<5 studenten" in visit and "3 studenten" not in visit and OTHER not in visit
        if stage == "answered":
            project.register.make_agreements(1)


def test_that_a_leerbedrijf_waits_for_the_institution():
    project = visited()
    to_company = next(
        p for p in project.negotiation.round(1).proposals if p.party.id == "100000001"
    )
    project.negotiation.record_answer(to_company.id, ProposalStatus.AGREED, on=TODAY)
    assert agreed_with(project.state, to_company.party) == ()


# --- on the command line ---------------------------------------------------------------------


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "regio.stageplan"
    agreed(path).save()
    return path


def run(capsys, *arguments):
    code = main([*map(str, arguments), "--json"])
    shown = capsys.readouterr()
    return code, json.loads(shown.out)


def test_that_export_writes_every_kind_of_document(qapp, capsys, path, tmp_path):
    out = tmp_path / "uit"
    code, answer = run(capsys, "export", path, "--out", out)
    names = {name.removeprefix(f"{out}/") for name in answer["files"]}
    assert code == 0
    assert names == {
        "StagePlanner afspraken.xlsx",
        f"Voorstel {SCHOOL}.xlsx",
        f"Voorstel {OTHER}.xlsx",
        "StagePlanner rapport.pdf",
        f"Brief {SCHOOL}.pdf",
        f"Brief {OTHER}.pdf",
        f"Agenda {SCHOOL}.ics",
    }
    assert {file.name for file in out.iterdir()} == names


def test_that_export_for_one_party_writes_nothing_of_others(qapp, capsys, path, tmp_path):
    out = tmp_path / "uit"
    code, answer = run(capsys, "export", path, "--out", out, "--party", OTHER.lower())
    assert code == 0
    assert [name.removeprefix(f"{out}/") for name in answer["files"]] == [
        f"Voorstel {OTHER}.xlsx",
        f"Brief {OTHER}.pdf",
        f"Blad {OTHER}.pdf",
    ]
    code, answer = run(capsys, "export", path, "--out", out, "--party", SCHOOL, "--ics")
    assert answer["files"] == [str(out / f"Agenda {SCHOOL}.ics")]
    code, answer = run(capsys, "export", path, "--out", out, "--party", "Nergens")
    assert (code, answer["error"]["code"]) == (2, "print_no_party")


def test_that_the_report_command_tells_its_figures(capsys, path):
    code, answer = run(capsys, "report", path)
    assert code == 0
    assert (answer["before"]["peak"], answer["after"]["peak"]) == (2.0, 1.0)
    assert answer["changes"] == 2
    assert answer["agreements"]["status"][0]["agreements"] == 1
    assert {row["institution"] for row in answer["fairness"]} == {SCHOOL, OTHER}


def test_that_a_round_is_asked_of_its_own_plan():
    project = sent()
    project.adopt_plan(None, "wish")
    assert {party.id for party in measure_parties_asked(project.state, "nl", TODAY).parties} == {
        SCHOOL,
        OTHER,
    }
    assert "6 studenten" in told(build_letter(project.state, SCHOOL, on=TODAY))
