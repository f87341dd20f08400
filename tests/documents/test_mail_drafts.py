"""E-mail drafts of a round: read back as a mail program reads them; nothing is sent."""

from __future__ import annotations

import email
from dataclasses import replace
from email.policy import default

import pytest
from openpyxl import load_workbook

from stageplanner.documents.mail_drafts import Mail, waiting_parties
from stageplanner.documents.round_workbooks import write_round
from stageplanner.domain.contact import with_contact
from stageplanner.domain.ground_rules import GroundRules
from stageplanner.domain.negotiation.round_steps import parties_to_send
from stageplanner.domain.proposal import ProposalStatus
from tests.builders import SCHOOL
from tests.negotiating import OTHER, TODAY, sent

pytestmark = pytest.mark.usefixtures("fresh_state_folder")


def draft(path):
    return email.message_from_bytes(path.read_bytes(), policy=default)


@pytest.fixture
def project():
    project = sent()
    first = project.state.rounds[0].parties[0]
    project.negotiation.set_contacts(
        with_contact((), first, "bpv@rijn.example", "BPV-bureau Nijmegen – Zuid")
    )
    project.negotiation.set_ground_rules(GroundRules(region="Rijk van Nijmegen"))
    return project


def test_that_a_draft_is_unsent_and_carries_the_workbook_itself(project, tmp_path):
    files = project.negotiation.write_files(1, tmp_path, mail=Mail.PROPOSAL)
    assert [path.suffix for path in files] == [".xlsx", ".xlsx", ".eml", ".eml"]
    books = {path.stem: path for path in files if path.suffix == ".xlsx"}
    for path in files[2:]:
        message = draft(path)
        assert message["X-Unsent"] == "1"
        assert message["From"] is None and message["Date"] is None
        (attached,) = message.iter_attachments()
        assert attached.get_filename() == f"{path.stem}.xlsx"
        assert attached.get_content() == books[path.stem].read_bytes()
        assert path.read_bytes().isascii(), "any mail program reads it"
    (workbook,) = [path for path in files[:2] if SCHOOL in path.name]
    assert "Antwoord" in load_workbook(workbook).sheetnames


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        (
            "nl",
            "antwoord graag uiterlijk",
            ("Beste BPV-bureau Nijmegen – Zuid,", "1 stageperiode,"),
        ),
        ("en", "please answer by", ("Dear BPV-bureau Nijmegen – Zuid,", "1 stage period,")),
    ],
)
def test_that_a_draft_speaks_its_language_to_the_contact(
    project, tmp_path, language, subject, words
):
    files = project.negotiation.write_files(1, tmp_path, language, mail=Mail.PROPOSAL)
    (mine,) = [path for path in files if path.suffix == ".eml" and SCHOOL in path.name]
    message = draft(mine)
    assert message["To"] == "bpv@rijn.example"
    assert subject in message["Subject"]
    body = message.get_body(("plain",))
    assert body.get_content_charset() == "utf-8"
    for word in (*words, "Rijk van Nijmegen"):
        assert word in body.get_content()
    (other,) = [path for path in files if path.suffix == ".eml" and OTHER in path.name]
    assert not draft(other)["To"]
    assert "BPV-bureau" not in draft(other).get_body(("plain",)).get_content()


def test_that_a_reminder_goes_only_to_who_has_not_answered(project, tmp_path):
    round_ = project.negotiation.round(1)
    answered = round_.proposals_to(round_.parties[1])
    project.negotiation.record_answers([p.id for p in answered], ProposalStatus.AGREED, on=TODAY)
    round_ = project.negotiation.round(1)
    waiting = waiting_parties(round_)
    assert [party.id for party in waiting] == [SCHOOL]
    files = project.negotiation.write_files(1, tmp_path, parties=[SCHOOL], mail=Mail.REMINDER)
    assert [path.name for path in files] == [f"Herinnering R1 {SCHOOL}.eml"]
    assert [path.name for path in tmp_path.iterdir()] == [files[0].name]
    message = draft(files[0])
    assert message["Subject"].startswith("Herinnering")
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == f"Voorstel R1 {SCHOOL}.xlsx"


def test_that_only_who_gets_something_new_is_written_to_again(project):
    assert parties_to_send(project.negotiation.round(1)) == ()
    changed = project.negotiation.round(1).proposals[1]
    project.negotiation.change(changed.id, changed.before, "toch")
    assert parties_to_send(project.negotiation.round(1)) == (changed.party,)


def test_that_a_title_of_several_lines_is_one_subject(project, tmp_path):
    state = project.state
    round_ = replace(state.rounds[0], title="Eerste\nronde\r\nBcc: x@y.example")
    files = write_round(state, round_, tmp_path, mail=Mail.PROPOSAL)
    message = draft(files[-1])
    assert message["Bcc"] is None
    assert "Eerste ronde Bcc" in message["Subject"]
