"""What is negotiated as rows: proposals of a round, answers read back, who gives how much."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from stageplanner import messages
from stageplanner.domain.proposal import Party, Proposal, ProposalStatus, Round
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State
from ui.base.formatting import Words
from ui.tables.table_model import Column

if TYPE_CHECKING:
    from stageplanner.load.fairness import FairShare
    from stageplanner.negotiation.judge_answers import AnswerIntake

#: The sign of every status: colour is never the only one.
SIGNS = {
    ProposalStatus.DRAFT: "○",
    ProposalStatus.SENT: "→",
    ProposalStatus.AGREED: "✓",
    ProposalStatus.REFUSED: "✕",
    ProposalStatus.COUNTERED: "↔",
    ProposalStatus.LAPSED: "▲",
    ProposalStatus.WITHDRAWN: "–",
}
#: In which order people want to see them: what needs something first.
TO_DO = (
    ProposalStatus.COUNTERED,
    ProposalStatus.REFUSED,
    ProposalStatus.LAPSED,
    ProposalStatus.DRAFT,
    ProposalStatus.SENT,
    ProposalStatus.AGREED,
    ProposalStatus.WITHDRAWN,
)


def status_word(status: ProposalStatus, language: str) -> str:
    """A status with its sign: ``✓ akkoord``."""
    return f"{SIGNS[status]} {messages.text(f'status_{status.value}', language)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRow:
    """A proposal with the stage period it is about, where that is still there."""

    proposal: Proposal
    period: StagePeriod | None


def proposal_rows(state: State, own: Round) -> tuple[ProposalRow, ...]:
    """What a round asks, in the order of the parties."""
    periods = {period.id: period for period in state.periods}
    of_party: dict[Party, list[ProposalRow]] = {}
    for p in own.proposals:
        row = ProposalRow(proposal=p, period=periods.get(p.period))
        of_party.setdefault(p.party, []).append(row)
    return tuple(row for rows in of_party.values() for row in rows)


def group_name(period: StagePeriod | None, otherwise: str) -> str:
    """A group and its programme; its id where the stage period is gone."""
    if period is None:
        return otherwise
    return f"{period.group} {period.programme_name or period.programme}".strip()


def asked_words(proposal: Proposal, words: Words) -> str:
    """What is asked; nothing, where the party came with it itself."""
    if proposal.is_unasked and proposal.status is ProposalStatus.COUNTERED:
        return QCoreApplication.translate("Rounds", "niets: een eigen voorstel van de partij")
    return words.placements(proposal.asked)


def proposal_columns(words: Words) -> tuple[Column, ...]:
    """Whom, about which group, from what, to what, and what they said."""
    translate = QCoreApplication.translate
    language = words.language

    def said(row: ProposalRow) -> str:
        counter = words.placements(row.proposal.counter) if row.proposal.counter else ""
        return "; ".join(part for part in (counter, row.proposal.remark) if part)

    return (
        Column(
            title=translate("Rounds", "Partij"), text=lambda r: r.proposal.party.label, width=124
        ),
        Column(
            title=translate("Rounds", "Groep"),
            text=lambda r: group_name(r.period, r.proposal.period),
            width=130,
            stretches=True,
        ),
        Column(
            title=translate("Rounds", "Status"),
            text=lambda r: status_word(r.proposal.status, language),
            sort=lambda r: TO_DO.index(r.proposal.status),
            width=126,
        ),
        Column(
            title=translate("Rounds", "Gevraagd"),
            text=lambda r: asked_words(r.proposal, words),
            sort=lambda r: r.proposal.asked[0].option.start,
            width=200,
            stretches=True,
        ),
        Column(
            title=translate("Rounds", "Voorkeur"),
            text=lambda r: words.placements(r.proposal.before),
            sort=lambda r: r.proposal.before[0].option.start,
            width=190,
            stretches=True,
        ),
        Column(
            title=translate("Rounds", "Studenten"),
            text=lambda r: words.count(r.proposal.students),
            sort=lambda r: r.proposal.students,
            numeric=True,
            width=98,
        ),
        Column(title=translate("Rounds", "Gezegd"), text=said, width=200),
        Column(title=translate("Rounds", "Nummer"), text=lambda r: r.proposal.id, width=90),
    )


# --- answers read back ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One proposal in one file: what it was, and what it would become (``None``: left open).

    ``before`` is ``None`` where the party came with it itself.
    """

    file: str
    about: Proposal
    before: Proposal | None
    after: Proposal | None
    period: StagePeriod | None


def answer_rows(state: State, intake: AnswerIntake) -> tuple[AnswerRow, ...]:
    """Every proposal that a file speaks of, those with an answer first."""
    old = {p.id: p for own in state.rounds for p in own.proposals}
    new = {p.id: p for own in intake.state.rounds for p in own.proposals}
    periods = {period.id: period for period in state.periods}

    def made(file: str, name: str, is_taken: bool) -> AnswerRow:
        return AnswerRow(
            file=file,
            about=new[name],
            before=old.get(name),
            after=new[name] if is_taken else None,
            period=periods.get(new[name].period),
        )

    return tuple(
        made(file.name, name, is_taken)
        for file in intake.files
        for names, is_taken in ((file.taken, True), (file.silent, False))
        for name in names
        if name in new
    )


def answer_columns(words: Words) -> tuple[Column, ...]:
    """From whom, about which group, the answer, and what comes with it."""
    translate = QCoreApplication.translate
    language = words.language

    def answer(row: AnswerRow) -> str:
        if row.after is None:
            return translate("Rounds", "nog geen antwoord")
        return status_word(row.after.status, language)

    def more(row: AnswerRow) -> str:
        if row.after is None:
            return ""
        counter = words.placements(row.after.counter) if row.after.counter else ""
        return "; ".join(part for part in (counter, row.after.remark) if part)

    def before(row: AnswerRow) -> str:
        if row.before is None:
            return translate("Rounds", "niet gevraagd")
        return status_word(row.before.status, language)

    return (
        Column(title=translate("Rounds", "Partij"), text=lambda r: r.about.party.label, width=130),
        Column(
            title=translate("Rounds", "Groep"),
            text=lambda r: group_name(r.period, r.about.period),
            width=150,
            stretches=True,
        ),
        Column(title=translate("Rounds", "Antwoord"), text=answer, width=150),
        Column(
            title=translate("Rounds", "Tegenvoorstel of opmerking"),
            text=more,
            width=210,
            stretches=True,
        ),
        Column(
            title=translate("Rounds", "Was"),
            text=before,
            width=126,
        ),
        Column(title=translate("Rounds", "Bestand"), text=lambda r: r.file, width=190),
    )


# --- who gives how much -----------------------------------------------------------------------


def fairness_columns(words: Words) -> tuple[Column, ...]:
    """What each institution gives, what its part would be, and what it gave before."""
    translate = QCoreApplication.translate

    def balance(share: FairShare) -> str:
        value = round(share.balance)
        if not value:
            return "0"
        text = translate("Rounds", "▲ {count} meer") if value > 0 else ""
        text = text or translate("Rounds", "{count} minder")
        return text.format(count=words.count(abs(value)))

    def whole(share: FairShare) -> str:
        return words.count(round(share.carried))

    return (
        Column(
            title=translate("Rounds", "Instelling"),
            text=lambda s: s.institution,
            width=132,
            stretches=True,
        ),
        Column(
            title=translate("Rounds", "Wijzigingen"),
            text=lambda s: words.count(s.changes),
            sort=lambda s: s.changes,
            numeric=True,
            width=102,
        ),
        Column(
            title=translate("Rounds", "Studenten × weken"),
            text=lambda s: words.count(s.student_weeks),
            sort=lambda s: s.student_weeks,
            numeric=True,
            width=148,
        ),
        Column(
            title=translate("Rounds", "Aandeel"),
            text=lambda s: words.percent(s.share),
            sort=lambda s: s.share,
            numeric=True,
            width=80,
        ),
        Column(
            title=translate("Rounds", "Eerlijk deel"),
            text=lambda s: words.percent(s.due_share),
            sort=lambda s: s.due_share,
            numeric=True,
            width=100,
        ),
        Column(
            title=translate("Rounds", "Eerdere jaren"),
            text=whole,
            sort=lambda s: s.carried,
            numeric=True,
            width=112,
        ),
        Column(
            title=translate("Rounds", "Saldo"),
            text=balance,
            sort=lambda s: s.balance,
            numeric=True,
            width=110,
        ),
    )
