"""E-mail drafts (.eml) with the workbook of a party attached; nothing is sent from here.

``X-Unsent: 1`` makes a mail program open the file as a message to be sent. There is no sender and
no date: those are of the program of the user.
"""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from enum import StrEnum

from stageplanner.domain.contact import contact_of
from stageplanner.domain.negotiation.asked import OPEN
from stageplanner.domain.proposal import Party, ProposalStatus, Round
from stageplanner.domain.state import State
from stageplanner.formatting import format_day
from stageplanner.messages import text

_XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
#: 3 december 2026, or 3 December 2026.
_LONG_DAY = "d MMMM y"


class Mail(StrEnum):
    """What a mail to a party is: its proposals, or a reminder of what it has not answered."""

    PROPOSAL = "proposal"
    REMINDER = "reminder"


def waiting_parties(round_: Round) -> tuple[Party, ...]:
    """Return the parties that have yet to answer something that was sent."""
    sent = [p.party for p in round_.proposals if p.status is ProposalStatus.SENT]
    return tuple(dict.fromkeys(sent))


def mail_draft(
    state: State,
    round_: Round,
    party: Party,
    attachment: tuple[str, bytes],
    *,
    mail: Mail,
    language: str,
) -> bytes:
    """Return a draft to a party as the content of an ``.eml`` file.

    Parameters
    ----------
    state : State
        The region, with its contacts; a party without one gets a draft without an address.
    round_ : Round
        The round that the mail is about.
    party : Party
        The party.
    attachment : tuple of str and bytes
        The name and content of its workbook.
    mail : Mail
        Its proposals, or a reminder.
    language : str
        ``"nl"`` or ``"en"``.
    """
    contact = contact_of(state.contacts, party)
    message = EmailMessage(policy=SMTP)
    message["To"] = "" if contact is None else contact.email
    message["Subject"] = _subject(round_, mail, language)
    message["X-Unsent"] = "1"
    message["Content-Language"] = language
    message.set_content(_words(state, round_, party, mail=mail, language=language))
    name, content = attachment
    main, sub = _XLSX
    message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def _day(day: date, language: str) -> str:
    return format_day(day, _LONG_DAY, language)


def _subject(round_: Round, mail: Mail, language: str) -> str:
    title = "" if round_.title == round_.id else " ".join(round_.title.split())
    name = f"{round_.id} {title}".strip()
    return text(
        f"mail_subject_{mail.value}", language, round=name, day=_day(round_.deadline, language)
    )


def _words(state: State, round_: Round, party: Party, *, mail: Mail, language: str) -> str:
    """Return the text of a mail: who, what, how to answer, until when."""
    region = " ".join(state.ground_rules.region.split())
    contact = contact_of(state.contacts, party)
    role = "" if contact is None else contact.role
    asked = {p.period for p in round_.proposals_to(party) if p.status in OPEN}
    parts = [
        text("mail_dear_role", language, role=role) if role else text("mail_dear", language),
        text(f"mail_about_{mail.value}", language, party=party.label, periods=len(asked)),
        text("mail_how", language, day=_day(round_.deadline, language)),
        text("mail_free", language),
        text("mail_regards", language) + (f"\n\n{region}" if region else ""),
    ]
    return "\n\n".join(parts) + "\n"
