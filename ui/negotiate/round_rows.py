"""The tables of the negotiation: proposals, answers, and who gives how much."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from stageplanner import messages
from stageplanner.domain.proposal import Party, Proposal, ProposalStatus, Round
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State
from ui.base.formatting import Words
from ui.tables.column_spec import ColumnSpec, Kind, build_columns
from ui.tables.table_model import Column

if TYPE_CHECKING:
    from stageplanner.load.fairness import FairShare
    from stageplanner.negotiation.judge_answers import AnswerIntake

#: The sign of every status, since colour must not be the only one.
SIGNS = {
    ProposalStatus.DRAFT: "○",
    ProposalStatus.SENT: "→",
    ProposalStatus.AGREED: "✓",
    ProposalStatus.REFUSED: "✕",
    ProposalStatus.COUNTERED: "↔",
    ProposalStatus.LAPSED: "▲",
    ProposalStatus.WITHDRAWN: "–",
}
#: The colour of every status, by its name in the theme.
TONES = {
    ProposalStatus.DRAFT: "muted",
    ProposalStatus.SENT: "accent",
    ProposalStatus.AGREED: "good",
    ProposalStatus.REFUSED: "danger",
    ProposalStatus.COUNTERED: "warning",
    ProposalStatus.LAPSED: "warning",
    ProposalStatus.WITHDRAWN: "muted",
}
#: Order of the statuses: those that need an action come first.
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
    """Return a status with its sign: ``✓ akkoord``."""
    return f"{SIGNS[status]} {messages.text(f'status_{status.value}', language)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRow:
    """A proposal with its stage period, if that still exists."""

    proposal: Proposal
    period: StagePeriod | None


def proposal_rows(state: State, round_: Round) -> tuple[ProposalRow, ...]:
    """Return the proposals of a round, grouped by party."""
    periods = {period.id: period for period in state.periods}
    of_party: dict[Party, list[ProposalRow]] = {}
    for p in round_.proposals:
        row = ProposalRow(proposal=p, period=periods.get(p.period))
        of_party.setdefault(p.party, []).append(row)
    return tuple(row for rows in of_party.values() for row in rows)


def group_name(period: StagePeriod | None, otherwise: str) -> str:
    """Return a group and its programme, or ``otherwise`` without a stage period."""
    if period is None:
        return otherwise
    return f"{period.group} {period.programme_name or period.programme}".strip()


def asked_words(proposal: Proposal, words: Words) -> str:
    """Return what is asked in words; an unasked proposal of a party has its own text."""
    if proposal.is_unasked and proposal.status is ProposalStatus.COUNTERED:
        return QCoreApplication.translate("Rounds", "niets: een eigen voorstel van de partij")
    return words.placements(proposal.asked)


def _counter_and_remark(words: Words, proposal: Proposal | None) -> str:
    """Return what a party proposes instead and remarks; nothing without an answer."""
    if proposal is None:
        return ""
    counter = words.placements(proposal.counter) if proposal.counter else ""
    return "; ".join(part for part in (counter, proposal.remark) if part)


#: Who is asked, about which group, from what, to what, and what they answered.
PROPOSAL_COLUMNS = (
    ColumnSpec(QT_TRANSLATE_NOOP("Rounds", "Partij"), 124, lambda _, row: row.proposal.party.label),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rounds", "Groep"),
        130,
        lambda _, row: group_name(row.period, row.proposal.period),
        stretches=True,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rounds", "Status"),
        126,
        lambda words, row: status_word(row.proposal.status, words.language),
        sort=lambda row: TO_DO.index(row.proposal.status),
        tone=lambda row: TONES[row.proposal.status],
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rounds", "Gevraagd"),
        200,
        lambda words, row: asked_words(row.proposal, words),
        sort=lambda row: row.proposal.asked[0].option.start,
        stretches=True,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rounds", "Voorkeur"),
        190,
        lambda words, row: words.placements(row.proposal.before),
        sort=lambda row: row.proposal.before[0].option.start,
        stretches=True,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rounds", "Studenten"),
        98,
        value=attrgetter("proposal.students"),
        kind=Kind.NUMBER,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rounds", "Gezegd"),
        200,
        lambda words, row: _counter_and_remark(words, row.proposal),
    ),
    ColumnSpec(QT_TRANSLATE_NOOP("Rounds", "Nummer"), 90, value=attrgetter("proposal.id")),
)


def proposal_columns(words: Words) -> tuple[Column, ...]:
    """Build the columns of the table of proposals."""
    return build_columns("Rounds", PROPOSAL_COLUMNS, words)


# --- answers read back ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One proposal in one file: before, and after (None: not answered).

    ``before`` is None for a proposal that the party made itself.
    """

    file: str
    about: Proposal
    before: Proposal | None
    after: Proposal | None
    period: StagePeriod | None


def answer_rows(state: State, intake: AnswerIntake) -> tuple[AnswerRow, ...]:
    """Return the proposals that each file is about, the answered ones first."""
    old = {p.id: p for round_ in state.rounds for p in round_.proposals}
    new = {p.id: p for round_ in intake.state.rounds for p in round_.proposals}
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


def _answer(words: Words, row: AnswerRow) -> str:
    if row.after is None:
        return QCoreApplication.translate("Rounds", "nog geen antwoord")
    return status_word(row.after.status, words.language)


def _before(words: Words, row: AnswerRow) -> str:
    if row.before is None:
        return QCoreApplication.translate("Rounds", "niet gevraagd")
    return status_word(row.before.status, words.language)


#: From whom, about which group, the answer, and what comes with it.
ANSWER_COLUMNS = (
    ColumnSpec(QT_TRANSLATE_NOOP("Rounds", "Partij"), 130, lambda _, row: row.about.party.label),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rounds", "Groep"),
        150,
        lambda _, row: group_name(row.period, row.about.period),
        stretches=True,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rounds", "Antwoord"),
        150,
        _answer,
        tone=lambda row: "" if row.after is None else TONES[row.after.status],
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rounds", "Tegenvoorstel of opmerking"),
        210,
        lambda words, row: _counter_and_remark(words, row.after),
        stretches=True,
    ),
    ColumnSpec(QT_TRANSLATE_NOOP("Rounds", "Was"), 126, _before),
    ColumnSpec(QT_TRANSLATE_NOOP("Rounds", "Bestand"), 190, value=attrgetter("file")),
)


def answer_columns(words: Words) -> tuple[Column, ...]:
    """Build the columns of the table of answers."""
    return build_columns("Rounds", ANSWER_COLUMNS, words)


# --- who gives how much -----------------------------------------------------------------------


def _balance(words: Words, share: FairShare) -> str:
    value = round(share.balance)
    if not value:
        return "0"
    translate = QCoreApplication.translate
    text = translate("Rounds", "▲ {count} meer") if value > 0 else ""
    text = text or translate("Rounds", "{count} minder")
    return text.format(count=words.count(abs(value)))


#: What each institution gives, what its part would be, and what it gave before.
FAIRNESS_COLUMNS = (
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rounds", "Instelling"),
        132,
        value=attrgetter("institution"),
        stretches=True,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rounds", "Wijzigingen"),
        102,
        value=attrgetter("changes"),
        kind=Kind.NUMBER,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rounds", "Studenten × weken"),
        148,
        value=attrgetter("student_weeks"),
        kind=Kind.NUMBER,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rounds", "Aandeel"),
        80,
        lambda words, share: words.percent(share.share),
        sort=attrgetter("share"),
        numeric=True,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rounds", "Eerlijk deel"),
        100,
        lambda words, share: words.percent(share.due_share),
        sort=attrgetter("due_share"),
        numeric=True,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rounds", "Eerdere jaren"),
        112,
        lambda words, share: words.count(round(share.carried)),
        sort=attrgetter("carried"),
        numeric=True,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Rounds", "Saldo"),
        110,
        _balance,
        sort=attrgetter("balance"),
        numeric=True,
    ),
)


def fairness_columns(words: Words) -> tuple[Column, ...]:
    """Build the columns of the table of who gives how much."""
    return build_columns("Rounds", FAIRNESS_COLUMNS, words)
