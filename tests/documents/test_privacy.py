"""What goes to a party holds its own rows only, no person, and no small count of others.

The bytes of every written file are looked at: all parts of a workbook, the text of a PDF, the
lines of an agenda. And nothing in them may change where a count that is hidden changes.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from stageplanner.documents.papers import build_letter, build_report, pdf_documents, write_calendars
from stageplanner.documents.round_workbooks import write_round
from stageplanner.documents.workbooks import export
from stageplanner.domain.agreement import AgreementStatus
from stageplanner.domain.form import Form
from stageplanner.domain.ground_rules import FairnessRule, GroundRules, ShortageFigure
from stageplanner.domain.negotiation.parties import institution_party, leerbedrijf_party
from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement
from stageplanner.domain.proposal import PartyKind, ProposalStatus
from stageplanner.domain.results.division import Share
from stageplanner.project import Project
from stageplanner.workspace.shipped_data import example_files
from tests.builders import company, period, region
from ui.print.pdf import write_pdfs

pytestmark = pytest.mark.usefixtures("fresh_state_folder")
PDFTOTEXT = shutil.which("pdftotext")
#: The files that together are the whole example region, and a week.
WHOLE, WEEK = ("alle-periodes", "Leerbedrijven", "Vakanties"), timedelta(weeks=1)
TODAY, DEADLINE = date(2026, 6, 1), date(2026, 6, 15)
SCHOOLS = ("Alverna College", "Berkenrode ROC", "Cornelis Lyceum")
SITES = ("Zuiderpoort", "Noorderlicht", "Oosterbeek")
PERSON, MAIL, PHONE_OF = "Pietronella Quist", "p.quist@voorbeeldmail.nl", "Jan de Ondertekenaar"


def groups_of(school: int, small: int):
    """Two groups of a school with names of their own; one of them is small."""
    name, word = SCHOOLS[school], f"geheim{school}"
    fields = {"institution": name, "weeks": 2, "latest": 9, "allowed_forms": (Form.BLOK,),
              "programme_name": "Verpleegkunde", "niveau": 4, "year": 2}  # fmt: skip
    return [
        period(f"{word}-a", group=f"{word}A", location=f"plein{school}", students=11, **fields),
        period(f"{word}-b", group=f"{word}B", location=f"plein{school}", students=small, **fields),
    ]


def negotiated(small: int = 3, share: int = 2, masks: bool = True, scale: int = 1) -> Project:
    """A region in the midst of it: a round with every kind of answer, agreements, persons."""
    groups = [g for k in range(len(SCHOOLS)) for g in groups_of(k, small)]
    # In a corner of its own one other school has a few students only.
    groups.append(
        period("hoek", institution=SCHOOLS[2], programme="25780", programme_name="Hoekopleiding",
               group="hoekgroep", students=small, weeks=2)
    )  # fmt: skip
    groups.append(
        period("eigen", institution=SCHOOLS[0], programme="25780", programme_name="Hoekopleiding",
               group="eigenhoek", students=9, weeks=2)
    )  # fmt: skip
    companies = [
        replace(company(f"10000000{k}", places=12 * scale), name=f"Zorghuis {site}")
        for k, site in enumerate(SITES)
    ]
    companies.append(company("200000001", places=20, accredited=("25780",)))
    project = Project(region(groups, companies))
    project.negotiation.set_ground_rules(GroundRules(region="RVN", code="RVN", masks_small=masks))
    for each in groups[:6]:
        wish = wish_option(period(start=3, weeks=2))
        project.place(each.id, (Placement(option=wish, students=each.students),))
    shares = [
        Share(period=each.id, leerbedrijf=f"10000000{k}", part=0, students=share + (k == 2) * 4)
        for each in groups[:4]
        for k in range(3)
    ]
    project.negotiation.start_round("Ronde", DEADLINE, shares=shares, on=TODAY)
    project.negotiation.send(1, on=TODAY)
    answers = (ProposalStatus.AGREED, ProposalStatus.AGREED, ProposalStatus.REFUSED, None)
    for k, proposal in enumerate(project.negotiation.round(1).proposals):
        answer = answers[k % 4]
        if answer is not None:
            said = "" if answer is ProposalStatus.AGREED else "toetsweek"
            project.negotiation.record_answer(proposal.id, answer, said, on=TODAY)
    made = project.register.make_agreements(1)
    for number in made.numbers:
        for entry in project.register.agreement(number).parties:
            who = entry.party.id
            project.register.set_contact(number, who, name=PERSON, role="bureau", email=MAIL)
            project.register.sign(number, who, PHONE_OF, "directeur", TODAY)
    project.register.set_status(made.numbers[0], AgreementStatus.SIGNED)
    return project


def write_all(state, folder: Path, language: str, party=None) -> list[Path]:
    """Every file for one party, or for everybody."""
    who = None if party is None else party.id
    files = list(export(state, folder, language, party=who))
    files += write_pdfs(pdf_documents(state, language, who, TODAY), folder)
    files += write_calendars(state, folder, language, who)
    if party is not None:
        files += write_round(state, state.rounds[0], folder / "r", language, parties=[party.id])
    return files


def bytes_of(path: Path) -> str:
    """All that can be read in a file: every part of it, hidden or not."""
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as archive:
            return "\n".join(archive.read(name).decode() for name in archive.namelist())
    if path.suffix == ".ics":
        return path.read_bytes().decode().replace("\r\n ", "")
    assert path.suffix == ".pdf"
    if PDFTOTEXT is None:
        pytest.skip("pdftotext reads the text back")
    command = [PDFTOTEXT, "-layout", str(path), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return text + path.read_bytes().decode("latin-1")


@pytest.fixture(scope="module")
def state():
    return negotiated().state


PARTIES = [institution_party(name) for name in SCHOOLS]
COMPANIES = [
    leerbedrijf_party(replace(company(f"10000000{k}"), name=f"Zorghuis {site}"))
    for k, site in enumerate(SITES)
]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("party", PARTIES + COMPANIES, ids=lambda p: p.id)
def test_that_no_file_of_a_party_tells_of_another(tmp_path, state, party, language):
    files = write_all(state, tmp_path, language, party)
    kinds = {path.suffix for path in files}
    assert {".xlsx", ".pdf"} <= kinds
    own = {party.id, party.label}
    if party.kind is PartyKind.LEERBEDRIJF:
        # The groups that come to it are its rows, with the school that they are of.
        asked = {p.period for r in state.rounds for p in r.proposals if p.party.id == party.id}
        own |= {p.institution for p in state.periods if p.id in asked}
    secrets = {name for name in SCHOOLS if name not in own}
    secrets |= {f"geheim{k}" for k, name in enumerate(SCHOOLS) if name not in own}
    secrets |= {f"Zorghuis {site}" for site in SITES if f"Zorghuis {site}" not in own}
    secrets |= {c.id for c in state.leerbedrijven if c.id not in own}
    secrets |= {"hoekgroep"} if party.id != SCHOOLS[2] else set()
    secrets |= {PERSON, MAIL, PHONE_OF, "Quist", "Ondertekenaar"}
    for path in files:
        told = bytes_of(path)
        assert not {secret for secret in secrets if secret in told}, path.name


@pytest.mark.parametrize("language", ["nl", "en"])
def test_that_no_person_is_in_any_file(tmp_path, state, language):
    for path in write_all(state, tmp_path, language):
        assert not re.search(f"{PERSON}|{MAIL}|{PHONE_OF}|Quist", bytes_of(path)), path.name


SMALL_SAID = re.compile(r"(?<![\d.,–-])[1-4] (?:studenten?|students?)\b")
COUNTED = {"Studenten", "Aantal studenten", "Students", "Voorkeur", "Voorstel", "Wish", "Proposal"}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("party", COMPANIES, ids=lambda p: p.id)
def test_that_a_leerbedrijf_reads_no_small_count(tmp_path, state, party, language):
    seen = 0
    for path in write_all(state, tmp_path, language, party):
        assert not SMALL_SAID.search(bytes_of(path)), path.name
        if path.suffix != ".xlsx":
            continue
        for ws in load_workbook(path):
            for row in ws.iter_rows():
                for cell in row:
                    head = next((ws.cell(r, cell.column).value for r in range(cell.row, 0, -1)
                                 if ws.cell(r, cell.column).value in COUNTED), None)  # fmt: skip
                    if head is not None and type(cell.value) in (int, float):
                        assert cell.value == 2.5 or not 0 < cell.value < 5, (ws.title, cell)
                        seen += 1
    assert seen


def test_that_small_counts_are_told_where_the_region_does_not_mind(tmp_path):
    state = negotiated(masks=False).state
    letter = build_letter(state, "100000000", on=TODAY)
    assert any("2" in row for b in letter.blocks for row in getattr(b, "rows", ())
               if isinstance(row, tuple))  # fmt: skip
    assert "<5" not in repr(letter)


# --- nothing changes where a hidden count does ----------------------------------------------


def parts_of(path: Path) -> dict[str, bytes]:
    """The parts of a workbook but for the moment at which it was made."""
    with zipfile.ZipFile(path) as archive:
        return {n: archive.read(n) for n in archive.namelist() if n != "docProps/core.xml"}


def without_keys(parts: dict[str, bytes]) -> dict[str, bytes]:
    """A round has a key of its own, drawn anew for every project, and seals made with it."""
    return {n: re.sub(rb"[0-9a-f]{8}(\.[\w.-]+)?", b"", text) for n, text in parts.items()}


@pytest.mark.parametrize("party", COMPANIES[:2], ids=lambda p: p.id)
def test_that_a_hidden_count_changes_nothing_for_a_leerbedrijf(tmp_path, party):
    found = []
    for share in (1, 4):
        state = negotiated(share=share).state
        (path,) = write_round(state, state.rounds[0], tmp_path / str(share), parties=[party.id])
        letter = build_letter(state, party.id, on=TODAY)
        found.append((without_keys(parts_of(path)), letter))
    assert found[0][1] == found[1][1]
    assert found[0][0] == found[1][0]


def corner(students: int):
    """A region in which another school has a few students beside one's own."""
    groups = [
        period("A", institution=SCHOOLS[0], programme="25780", students=20, weeks=2),
        period("B", institution=SCHOOLS[1], programme="25780", students=students, weeks=2),
        period("C", institution=SCHOOLS[0], students=30, weeks=2),
        period("D", institution=SCHOOLS[1], students=40, weeks=2),
    ]
    places = [company(places=60), company("100000002", places=22, accredited=("25780",))]
    project = Project(region(groups, places))
    # By students the fair part would tell the total of all others, which is not a few.
    rules = GroundRules(region="R", masks_small=True, fairness=FairnessRule.INSTITUTIONS)
    project.negotiation.set_ground_rules(rules)
    for name, count in (("A", 20), ("B", students), ("C", 30)):
        wish = wish_option(period(start=3, weeks=2))
        project.place(name, (Placement(option=wish, students=count),))
    return project.state


def test_that_a_few_students_of_others_change_nothing_for_an_institution(tmp_path):
    found = []
    for students in (1, 4):
        state = corner(students)
        (path,) = export(state, tmp_path / str(students), party=SCHOOLS[0])
        found.append((parts_of(path), build_letter(state, SCHOOLS[0], on=TODAY)))
    assert found[0][0] == found[1][0]
    assert found[0][1] == found[1][1]


def test_that_a_hidden_count_changes_nothing_in_the_report():
    found = []
    for count in (1, 2):  # of two groups of an agreement together
        project = negotiated()
        agreements = []
        for k, agreement in enumerate(project.register.agreements):
            small = tuple(
                replace(c, students=count, realised=count) if k % 2 else replace(c, realised=9)
                for c in agreement.clauses
            )
            agreements.append(replace(agreement, clauses=small))
        figures = (ShortageFigure(on=TODAY, programme="Verpleegkunde", number=count),)
        state = replace(project.state, agreements=tuple(agreements), shortages=figures)
        found.append(build_report(state, on=TODAY).blocks)
    assert repr(found[0]) == repr(found[1])
    assert "<5" in repr(found[0])


@pytest.mark.slow
def test_that_files_of_the_example_region_hold_their_own_rows_only(tmp_path):
    """The real thing: five schools and 764 leerbedrijven, some of them asked."""
    project = Project()
    project.import_files([p for p in map(Path, example_files()) if p.stem in WHOLE])
    project.negotiation.set_ground_rules(GroundRules(region="R", masks_small=True))
    moved: dict[str, str] = {}
    for each in project.state.periods:
        option = wish_option(each)
        later = replace(option, start=option.start + WEEK, end=option.end + WEEK)
        if moved.setdefault(each.institution, each.id) == each.id and not each.fixed:
            project.place(each.id, (Placement(option=later, students=each.students),))
    state = project.state
    sites = state.leerbedrijven[:3]
    shares = [Share(period=name, leerbedrijf=c.id, part=0, students=1 + k)
              for name in moved.values() for k, c in enumerate(sites)]  # fmt: skip
    project.negotiation.start_round("R", date(2027, 1, 1), shares=shares, on=TODAY)
    project.negotiation.send(1, on=TODAY)
    state = project.state
    files = [*export(state, tmp_path), *write_round(state, state.rounds[0], tmp_path / "r")]
    files += write_pdfs(pdf_documents(state, "nl", None, TODAY), tmp_path)
    names = {p.institution for p in state.periods}
    others = {c.id for c in state.leerbedrijven} | {c.name for c in state.leerbedrijven}
    looked = 0
    for path in files:
        owner = next((n for n in names if n in path.name), None)
        site = next((leerbedrijf_party(c) for c in sites
                     if leerbedrijf_party(c).label in path.name), None)  # fmt: skip
        if owner is None and site is None:
            continue
        looked += 1
        told = bytes_of(path)
        if owner is not None:
            assert not {n for n in names | others if n != owner and n in told}, path.name
        else:
            own = next(c for c in sites if leerbedrijf_party(c) == site)
            secret = {c.id for c in state.leerbedrijven if c.id != own.id}
            secret |= {leerbedrijf_party(c).label for c in state.leerbedrijven if c.id != own.id}
            assert not {n for n in secret if n in told}, path.name
            assert not SMALL_SAID.search(told), path.name
    assert looked == 2 * len(names) + len(names) + 2 * len(sites)
