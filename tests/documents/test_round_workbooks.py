"""Letter, sheet and rows to answer tell the same, by how things stand; and all are written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QPdfWriter

from stageplanner.documents.asked_parties import letter_parties, measure_parties_asked
from stageplanner.documents.papers import build_letter, pdf_documents
from stageplanner.documents.round_workbooks import write_round
from stageplanner.documents.workbooks import export
from stageplanner.domain.contact import with_contact
from stageplanner.domain.ground_rules import GroundRules
from stageplanner.domain.masking import Masking
from stageplanner.domain.proposal import ProposalStatus
from stageplanner.domain.results.division import Share
from stageplanner.problems import StagePlannerError
from stageplanner.progress import Progress
from stageplanner.project import Project
from stageplanner.reporting.printable import (
    Figures,
    Heading,
    LoadPicture,
    Paragraph,
    Signatures,
    Table,
    TimeLine,
)
from tests.builders import SCHOOL, company, period, region
from tests.negotiating import DEADLINE, OTHER, TODAY, agreed, at, planned, sent
from ui.print.block_parts import parts_of
from ui.print.paper import Sheet
from ui.print.pdf import lay_out, write_pdfs

pytestmark = pytest.mark.usefixtures("fresh_state_folder")
LATE = date(2026, 6, 16)


def blocks(document, kind):
    return [block for block in document.blocks if isinstance(block, kind)]


def said(document) -> str:
    return " ".join(b.text for b in blocks(document, Heading) + blocks(document, Paragraph))


# --- how it stands ---------------------------------------------------------------------------


def after(step: str) -> Project:
    project = sent()
    if step == "draft":
        project = planned()
        project.negotiation.start_round("Ronde", DEADLINE, on=TODAY)
    elif step == "agreed":
        project.negotiation.record_answer("R1-001", ProposalStatus.AGREED, on=TODAY)
    elif step == "refused":
        project.negotiation.record_answer("R1-001", ProposalStatus.REFUSED, "toetsweek", on=TODAY)
    elif step == "countered":
        project.negotiation.record_counter("R1-001", at(5), "liever later", on=TODAY)
    elif step == "lapsed":
        project.negotiation.expire(LATE)
    elif step == "withdrawn":
        project.negotiation.withdraw("R1-001")
    return project


STANDS = {
    "draft": ("Voorstel voor", "Wat we vragen", "We vragen u"),
    "sent": ("Voorstel voor", "Wat we vragen", "We vragen u"),
    "agreed": ("Afspraak over", "Wat is afgesproken", "U hoeft nu niets te doen"),
    "refused": ("Stand van zaken", "Wat is afgewezen", "blijven zoals ze zijn opgegeven"),
    "countered": ("Stand van zaken", "Uw tegenvoorstel", "laten het u weten"),
    "lapsed": ("Stand van zaken", "Wat is vervallen", "De termijn om te antwoorden is voorbij"),
    "withdrawn": ("Stand van zaken", "Wat is ingetrokken", "Dit vragen we niet meer"),
}


@pytest.mark.parametrize("step", STANDS)
def test_that_a_letter_says_how_it_stands(step):
    title, heading, sentence = STANDS[step]
    letter = build_letter(after(step).state, SCHOOL, on=TODAY)
    assert letter.title.startswith(title)
    assert heading in said(letter) and sentence in said(letter)
    asks = step in ("draft", "sent")
    assert ("We vragen u" in said(letter)) is asks
    assert ("U beslist zelf" in said(letter)) is asks
    assert bool(blocks(letter, Signatures)) is (asks or step == "agreed")
    english = build_letter(after(step).state, SCHOOL, "en", TODAY)
    for word in ("vragen", "stageperiodes", "afspraak", "Wat "):
        assert word not in english.title + said(english)


def test_that_a_letter_asks_nothing_once_the_agreement_is_made():
    project = agreed()
    letter = build_letter(project.state, SCHOOL, on=TODAY)
    assert "vragen u" not in said(letter) and "RVN-2627-001" in repr(blocks(letter, Table))
    project.negotiation.close_round(1)
    closed = build_letter(project.state, SCHOOL, on=TODAY)
    assert "vragen u" not in said(closed) and "RVN-2627-001" in repr(blocks(closed, Table))
    # The other school was asked and said nothing: the plan still asks it.
    assert "vragen u" in said(build_letter(project.state, OTHER, on=TODAY))


@pytest.mark.parametrize(("step", "word"), [("agreed", "akkoord op 1 jun 2026"),
                                            ("refused", "“toetsweek”"),
                                            ("lapsed", "vervallen"),
                                            ("sent", "☐ akkoord")])  # fmt: skip
def test_that_the_workbook_says_how_it_stands(tmp_path, step, word):
    state = after(step).state
    (path,) = write_round(state, state.rounds[0], tmp_path, parties=[SCHOOL])
    cells = [c.value for row in load_workbook(path)["Voorstel"].iter_rows() for c in row]
    assert any(word in str(value) for value in cells)
    assert any("vragen we u" in str(value) for value in cells) is (step == "sent")


def test_that_a_letter_says_to_whom_from_whom_and_until_when():
    project = sent()
    project.negotiation.set_ground_rules(GroundRules(region="Rijk van Nijmegen"))
    bare = said(build_letter(project.state, SCHOOL, on=TODAY))
    assert f"Aan: {SCHOOL}\n" in bare and "Van: Rijk van Nijmegen" in bare
    assert "Antwoord uiterlijk: 15 jun 2026" in bare
    assert "Geachte heer, mevrouw," in bare
    assert "Met vriendelijke groet,\nRijk van Nijmegen" in bare
    party = next(p for p in project.state.rounds[0].parties if p.id == SCHOOL)
    project.negotiation.set_contacts(with_contact((), party, "bpv@rijn.example", "BPV-bureau"))
    named = said(build_letter(project.state, SCHOOL, on=TODAY))
    assert f"Aan: {SCHOOL}, ter attentie van BPV-bureau" in named
    assert "Beste BPV-bureau," in named and "@" not in named
    answered = said(build_letter(after("agreed").state, SCHOOL, on=TODAY))
    assert "Antwoord uiterlijk" not in answered


def test_that_groups_of_one_name_are_told_apart_by_their_location():
    groups = [period(f"G{k}", students=6, group="ENT1A", location=f"Plein {k}") for k in range(2)]
    project = Project(region(groups, [company(places=30)]))
    for each in groups:
        project.place(each.id, at(3))
    letter = build_letter(project.state, SCHOOL, on=TODAY)
    (table,) = blocks(letter, Table)
    assert [row[0].split("\n")[0] for row in table.rows] == [
        "ENT1A (Plein 0)",
        "ENT1A (Plein 1)",
    ]
    labels = [row.label for line in blocks(letter, TimeLine) for row in line.rows]
    assert len(labels) == len(set(labels)) == 2


@pytest.mark.parametrize("pictures", [1, 2])
def test_that_a_picture_is_never_alone_on_the_last_page(qapp, pictures):
    """Whatever stands above it: a page with one small chart says nothing."""
    letter = build_letter(sent().state, SCHOOL, on=TODAY)
    picture, figures = blocks(letter, LoadPicture)[0], blocks(letter, Figures)[0]
    sheet = Sheet(QPdfWriter(QBuffer()))
    for lines in range(0, 90, 3):
        above = tuple(Paragraph(text="regel") for _ in range(lines))
        whole = replace(letter, blocks=(*above, figures, *[picture] * pictures))
        assert len(lay_out(parts_of(whole, sheet))[-1]) > 1, lines


# --- the same everywhere ---------------------------------------------------------------------


def mixed() -> Project:
    """Several groups of two schools, one split; every kind of answer; reasons of people too."""
    groups = [period(f"G{k}", students=6 + k, weeks=2, latest=9, splittable=True)
              for k in range(5)]  # fmt: skip
    project = Project(region(groups, [company(places=12)]))
    for k, each in enumerate(groups):
        parts = at(3, 6 + k) if k else (*at(3, 2), *at(6, 4))
        project.place(each.id, parts)
    reasons = {"G1": "De praktijkopleider is met verlof."}
    shares = [Share(period=f"G{k}", leerbedrijf="100000001", part=0, students=2 + k)
              for k in range(5)]  # fmt: skip
    project.negotiation.start_round("R", DEADLINE, shares=shares, reasons=reasons, on=TODAY)
    project.negotiation.send(1, on=TODAY)
    for k, proposal in enumerate(project.negotiation.round(1).proposals):
        if k % 3 == 1:
            project.negotiation.record_answer(proposal.id, ProposalStatus.AGREED, on=TODAY)
        elif k % 3 == 2:
            project.negotiation.record_answer(proposal.id, ProposalStatus.REFUSED, "nee", on=TODAY)
    return project


def told_in_letter(letter) -> list[tuple[str, ...]]:
    """Group, students, weekdays, first and last day and reason of every row of a letter."""
    found = []
    for table in blocks(letter, Table):
        for row in table.rows:
            group = row[0].split("\n")[0].split(", ")[-1]
            found.append((group, row[1], row[3].replace("\n", " "), row[4]))
    return sorted(found)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("masks", [True, False])
@pytest.mark.parametrize("party", [SCHOOL, "100000001"])
def test_that_letter_sheet_and_answers_tell_the_same(tmp_path, party, masks, language):
    project = mixed()
    project.negotiation.set_ground_rules(GroundRules(region="R", masks_small=masks))
    state = project.state
    (path,) = write_round(state, state.rounds[0], tmp_path, language, parties=[party])
    book = load_workbook(path)
    letter = told_in_letter(build_letter(state, party, language, TODAY))
    sheet = told_in_sheet(book.worksheets[0], letter, party == SCHOOL)
    assert sheet == letter
    answers = list(book["Antwoord"].iter_rows(values_only=True))
    heads = {name: k for k, name in enumerate(answers[0])}
    reasons = {(row[heads["Groep"]], row[heads["Reden"]]) for row in answers[1:]
               if row[heads["Reden"]]}  # fmt: skip
    assert reasons == {(group, why) for group, _, _, why in letter}
    counts = {row[heads["Groep"]]: str(row[heads["Aantal studenten"]]) for row in answers[1:]
              if row[heads["Aantal studenten"]] is not None}  # fmt: skip
    for group, students, _, _ in letter:
        if group != "G0":
            assert counts[group] == students


def told_in_sheet(ws, letter, is_school: bool) -> list[tuple[str, ...]]:
    """The same of the sheet Voorstel, put together from its cells."""
    rows = [[c.value for c in row] for row in ws.iter_rows()]
    found = []
    if not is_school:
        for row in rows:
            if row[0] and ", G" in str(row[0]):
                found.append((row[0].split(", ")[-1], str(row[3]), row[5].replace("\n", " "),
                              row[6]))  # fmt: skip
        return sorted(found)
    groups = {group for group, *_ in letter}
    for k, row in enumerate(rows):
        if row[0] in range(1, 6) and row[1] in groups and row[5] in ("van", "from"):
            parts, n = [], k + 1
            while rows[n][5] in ("naar", "to"):
                part = rows[n]
                told = f"{part[6]}, {part[11]} {part[9]}"
                if rows[k + 2][5] in ("naar", "to"):
                    word = "studenten" if row[5] == "van" else "students"
                    told = f"{part[4]} {word}: {told}"
                parts.append(told)
                n += 1
            why = rows[n][1].split(": ", 1)[1]
            found.append((row[1], str(row[4]), " ".join(parts), why))
    return sorted(found)


def test_that_every_party_gets_the_same_number_of_rows_by_export(tmp_path):
    """The files of an export are those of the round that is open."""
    state = mixed().state
    written = {path.name: path for path in export(state, tmp_path / "e")}
    (path,) = write_round(state, state.rounds[0], tmp_path / "r", parties=[SCHOOL])
    sheets = [
        [[c.value for c in row] for row in load_workbook(p)[name].iter_rows()]
        for p in (written[f"Voorstel {SCHOOL}.xlsx"], path)
        for name in ("Voorstel", "Antwoord")
    ]
    assert sheets[:2] == sheets[2:]


# --- all of them, followed and stopped -------------------------------------------------------


def many(count: int) -> Project:
    """A round in which so many leerbedrijven are asked."""
    companies = [company(f"{100000000 + k}", places=2) for k in range(count)]
    groups = [period("S1", students=6, weeks=2, latest=9), period("S2", students=6, weeks=2)]
    project = Project(region(groups, companies))
    project.place("S1", at(3))
    shares = [Share(period="S1", leerbedrijf=c.id, part=0, students=1) for c in companies]
    project.negotiation.start_round("R", DEADLINE, shares=shares, on=TODAY)
    project.negotiation.send(1, on=TODAY)
    return project


def test_that_every_leerbedrijf_that_is_asked_has_a_letter():
    state = many(130).state
    documents = pdf_documents(state, on=TODAY)
    assert (
        len(documents) == 132 == 1 + len(letter_parties(measure_parties_asked(state, "nl", TODAY)))
    )
    assert "Brief Bedrijf 100000129.pdf" in documents


def test_that_writing_is_followed_and_can_be_stopped(qapp, tmp_path):
    documents = pdf_documents(many(12).state, on=TODAY)
    seen = []
    files = write_pdfs(documents, tmp_path / "a", Progress(seen.append))
    assert seen == [(k, 14) for k in range(1, 15)] and len(files) == 14
    stopping = Progress(seen.append, lambda: len(seen) >= 17)
    with pytest.raises(StagePlannerError) as caught:
        write_pdfs(documents, tmp_path / "b", stopping)
    assert caught.value.problem.code == "documents_stopped"
    assert not (tmp_path / "b").exists()


def test_that_the_workbooks_of_a_round_can_be_stopped(tmp_path):
    state = many(6).state
    seen = []
    progress = Progress(seen.append, lambda: len(seen) >= 3)
    with pytest.raises(StagePlannerError):
        write_round(state, state.rounds[0], tmp_path / "r", progress=progress)
    assert not (tmp_path / "r").exists() and len(seen) == 3


# --- what may be seen ------------------------------------------------------------------------


def test_that_a_sum_never_tells_a_hidden_count():
    party = Masking(is_on=True, reader="A")
    assert party.shown(3, "A") == 3 and party.shown(3, "B") == "<5" == party.shown(3)
    assert (party.shown(0, "B"), party.shown(5, "B")) == (0, 5)
    assert party.summed([(12, "B"), (3, "B")]) == ">12" == party.summed([(12, "B"), (4, "B")])
    assert party.summed([(3, "A"), (3, "A")]) == "6"
    assert party.summed([(3, "B")]) == "<5" and party.summed([(3, "B"), (4, "B")]) == ">0"
    assert Masking().summed([(3, "B"), (12, "B")]) == "15"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("er komen 3 studenten VIG", "er komen <5 studenten VIG"),
        ("er komen 3.208 studenten VIG", "er komen 3.208 studenten VIG"),
        ("er komen 13 studenten, 2,5 studentdagen tekort",
         "er komen 13 studenten, <5 studentdagen tekort"),
        ("3,208 students and 4 students", "3,208 students and <5 students"),
        ("De groep gaat in delen (3 + 12).", "De groep gaat in delen (<5 + 12)."),
        ("week 3, 4 plaatsen", "week 3, 4 plaatsen"),
    ],
)  # fmt: skip
def test_that_sentences_tell_no_small_count(text, seen):
    assert Masking(is_on=True).words(text) == seen
    assert Masking(is_on=True, reader="A").words(text, "A") == text
    assert Masking().words(text) == text


def test_that_the_region_keeps_its_own_numbers(tmp_path):
    project = mixed()
    rules = GroundRules(region="R", masks_small=True)
    state = replace(project.state, ground_rules=rules)
    book = load_workbook(export(state, tmp_path)[0])
    heads = [c.value for c in book["Plan"][1]]
    column = heads.index("Aantal studenten")
    counts = [row[column] for row in book["Plan"].iter_rows(min_row=2, values_only=True)]
    assert counts[:2] == [2, 4]
    visit = book["Bedrijf 100000001"]
    assert "<5" in [c.value for row in visit.iter_rows() for c in row]


# --- what a workbook says of itself ------------------------------------------------------------


def company_asked() -> Project:
    """A round that asks a leerbedrijf too, not sent yet."""
    project = planned()
    shares = [Share(period="S2", leerbedrijf="100000001", students=4)]
    project.negotiation.start_round("A", DEADLINE, shares=shares, periods=["S2"], on=TODAY)
    return project


def texts_of(project: Project, folder, language="nl") -> dict[str, list[str]]:
    """The texts of the first sheet of the workbook of each party, by the name of the file."""
    files = write_round(project.state, project.negotiation.round(1), folder, language)
    books = {file.name: load_workbook(file) for file in files}
    return {
        name: [str(c.value) for row in book.worksheets[0].iter_rows() for c in row if c.value]
        for name, book in books.items()
    }


@pytest.mark.parametrize(
    "language,asked,week", [("nl", "gevraagd op 1 jun 2026", "week "), ("en", "asked on ", "week ")]
)
def test_that_a_workbook_says_when_it_was_asked_in_ordinary_words(tmp_path, language, asked, week):
    project = company_asked()
    project.negotiation.send(1, on=TODAY)
    school, company_texts = (
        texts for _, texts in sorted(texts_of(project, tmp_path, language).items(), reverse=True)
    )
    for texts in (school, company_texts):
        assert any(asked in text for text in texts)
        told = " ".join(texts).casefold()
        assert not any(word in told for word in ("concept", "draft", "versie", "version"))
    weeks = [text for text in company_texts if text.startswith(week)]
    assert weeks
    assert all(text.removeprefix(week).isdecimal() for text in weeks)
    heads = ("Instelling", "Van", "Naar", "Waarom", "Stand") if language == "nl" else ("Why",)
    assert set(heads) <= set(company_texts)
    if language == "nl":
        assert any("1 groep komt op een ander moment" in text for text in company_texts)


def test_that_a_workbook_that_is_not_sent_says_that_it_is_a_concept(tmp_path):
    for texts in texts_of(company_asked(), tmp_path).values():
        assert texts[1] == "Ronde R1, concept · antwoord uiterlijk 15 jun 2026"
        assert not any("gevraagd op" in text or "versie" in text for text in texts)


def test_that_of_a_round_sent_twice_no_day_is_told_that_may_be_another(tmp_path):
    """Which of its proposals were in the first sending is not known any more."""
    project = company_asked()
    project.negotiation.send(1, on=TODAY)
    project.negotiation.send(1, deadline=date(2026, 7, 1), on=LATE)
    for texts in texts_of(project, tmp_path).values():
        assert texts[1] == "Ronde R1, versie 2 van 16 jun 2026 · antwoord uiterlijk 1 jul 2026"
        assert not any("gevraagd op" in text for text in texts)
