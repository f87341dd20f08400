"""Columns of the register, of its summary, and of where agreements are needed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from operator import attrgetter

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from stageplanner import messages
from stageplanner.domain.agreement import Agreement, AgreementStatus, PartyStatus
from stageplanner.domain.negotiation.agreement_needs import Need
from stageplanner.domain.negotiation.count_agreements import Parts, Tally
from stageplanner.domain.sectors import official_names, sector_name, sector_of
from ui.base.formatting import Words
from ui.tables.column_spec import ColumnSpec, Kind, build_columns
from ui.tables.table_model import Column

#: The sign of every status, since colour must not be the only one.
SIGNS = {
    AgreementStatus.DRAFT: "○",
    AgreementStatus.PROPOSED: "→",
    AgreementStatus.DISCUSSED: "↔",
    AgreementStatus.AGREED: "✓",
    AgreementStatus.SIGNED: "✓✓",
    AgreementStatus.RUNNING: "●",
    AgreementStatus.EVALUATED: "★",
    AgreementStatus.REFUSED: "✕",
    AgreementStatus.LAPSED: "–",
    AgreementStatus.REPLACED: "–",
}
_ORDER = tuple(AgreementStatus)
#: More agreements than this are counted instead of named.
SEVERAL = 1
PARTY_SIGNS = {PartyStatus.OPEN: "?", PartyStatus.AGREED: "✓", PartyStatus.REFUSED: "✕"}


def agreement_status(status: AgreementStatus, language: str) -> str:
    """Return a status with its sign: ``✓ akkoord``."""
    return f"{SIGNS[status]} {messages.text(f'agreement_status_{status.value}', language)}"


def students_of(agreement: Agreement) -> int:
    """Return the number of students that an agreement concerns."""
    return sum(clause.students for clause in agreement.clauses)


def sectors_of(agreement: Agreement) -> tuple[str, ...]:
    """Return the sector codes of an agreement, else those of its programmes."""
    if agreement.scope.sector:
        return (agreement.scope.sector,)
    return tuple(sorted({sector_of(crebo) for crebo in agreement.scope.programmes} - {""}))


def sector_words(agreement: Agreement, language: str) -> str:
    """Return the sectors of an agreement by name."""
    return ", ".join(sector_name(code, language) or code for code in sectors_of(agreement))


def school_year(year: int) -> str:
    """Return a school year as people write it: ``2026-2027``."""
    return f"{year}-{year + 1}"


def _valid_until(words: Words, agreement: Agreement) -> str:
    """Return the last day of an agreement, with a sign if it binds but has ended."""
    is_over = agreement.is_binding and agreement.valid_until < date.today()
    return ("▲ " if is_over else "") + words.day(agreement.valid_until)


#: Number, status, subject, students, end, parties and scope.
AGREEMENT_COLUMNS = (
    ColumnSpec(QT_TRANSLATE_NOOP("Register", "Nummer"), 130, value=attrgetter("number")),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Register", "Status"),
        132,
        lambda words, a: agreement_status(a.status, words.language),
        sort=lambda a: _ORDER.index(a.status),
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Register", "Titel"), 190, value=attrgetter("title"), stretches=True
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Register", "Studenten"), 104, value=students_of, kind=Kind.NUMBER
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Register", "Geldig t/m"),
        126,
        _valid_until,
        sort=attrgetter("valid_until"),
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Register", "Partijen"),
        210,
        value=lambda a: ", ".join(entry.party.label for entry in a.parties),
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Register", "Schooljaar"), 106, value=lambda a: school_year(a.school_year)
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Register", "Sector"),
        170,
        lambda words, a: sector_words(a, words.language),
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Register", "Niveaus"),
        92,
        value=lambda a: ", ".join(map(str, a.scope.niveaus)),
    ),
    ColumnSpec(QT_TRANSLATE_NOOP("Register", "Houder"), 130, value=attrgetter("holder")),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Register", "Versie"),
        82,
        value=lambda a: str(a.version),
        sort=attrgetter("version"),
        numeric=True,
    ),
)


def agreement_columns(words: Words) -> tuple[Column, ...]:
    """Build the columns of the register."""
    return build_columns("Register", AGREEMENT_COLUMNS, words)


def _agreements(words: Words, need: Need) -> str:
    """Return the agreements about a shortage: their number and the first if there are several."""
    if len(need.agreements) <= SEVERAL:
        none = QCoreApplication.translate("Register", "geen afspraak")
        return ", ".join(need.agreements) or f"▲ {none}"
    text = QCoreApplication.translate("Register", "{count} afspraken, {first} …")
    return text.format(count=words.count(len(need.agreements)), first=need.agreements[0])


def _programme(need: Need) -> str:
    return f"{need.programme} {official_names().get(need.programme, '')}".strip()


#: How many have no place, where and when, and the agreements about it.
NEED_COLUMNS = (
    ColumnSpec(
        QT_TRANSLATE_NOOP("Register", "Zonder plaats"),
        122,
        value=attrgetter("number"),
        kind=Kind.NUMBER,
    ),
    ColumnSpec(QT_TRANSLATE_NOOP("Register", "Opleiding"), 150, value=_programme, stretches=True),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Register", "Niveau"),
        84,
        value=lambda need: "" if need.niveau is None else str(need.niveau),
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Register", "Sector"),
        150,
        lambda words, need: sector_name(need.sector, words.language) or need.sector,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Register", "Peildatum"), 116, value=attrgetter("on"), kind=Kind.DAY
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Register", "Afspraken"),
        190,
        _agreements,
        tip=lambda need: ", ".join(need.agreements),
    ),
)


def need_columns(words: Words) -> tuple[Column, ...]:
    """Build the columns of the shortages and the agreements about them."""
    return build_columns("Register", NEED_COLUMNS, words)


def _peak(words: Words, tally: Tally) -> str:
    if not tally.peak_points:
        return "–"
    text = QCoreApplication.translate("Register", "{points} punt")
    return text.format(points=words.decimal(tally.peak_points, 1))


def _peak_tip(_tally: Tally) -> str:
    return QCoreApplication.translate(
        "Register", "De grootste daling van de hoogste bezetting, in procentpunten"
    )


def _shortage(words: Words, tally: Tally) -> str:
    return words.count(round(tally.shortage)) if tally.shortage else "–"


def _shortage_tip(_tally: Tally) -> str:
    return QCoreApplication.translate("Register", "Studentdagen tekort die er niet meer zijn")


def _realised(words: Words, tally: Tally) -> str:
    if not tally.planned:
        return ""
    text = QCoreApplication.translate("Register", "{realised} van {planned}")
    return text.format(realised=words.count(tally.realised), planned=words.count(tally.planned))


#: How many agreements and students, the effect on peak and shortage, and the outcome.
TALLY_COLUMNS = (
    ColumnSpec(
        QT_TRANSLATE_NOOP("Register", "Waarvan"), 176, value=attrgetter("name"), stretches=True
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Register", "Afspraken"),
        116,
        value=attrgetter("agreements"),
        kind=Kind.NUMBER,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Register", "Studenten"),
        104,
        value=attrgetter("students"),
        kind=Kind.NUMBER,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Register", "Piek omlaag"),
        118,
        _peak,
        sort=attrgetter("peak_points"),
        tip=_peak_tip,
        numeric=True,
    ),
    ColumnSpec(
        QT_TRANSLATE_NOOP("Register", "Tekort minder"),
        132,
        _shortage,
        sort=attrgetter("shortage"),
        tip=_shortage_tip,
        numeric=True,
    ),
    ColumnSpec(QT_TRANSLATE_NOOP("Register", "Gerealiseerd"), 124, _realised, numeric=True),
)


def tally_columns(words: Words) -> tuple[Column, ...]:
    """Build the columns of the summary of agreements."""
    return build_columns("Register", TALLY_COLUMNS, words)


def tallied(
    shown: Iterable[Agreement], way: str, language: str, parts: Parts = ()
) -> tuple[Tally, ...]:
    """Count agreements by ``sector``, ``niveau``, ``year``, ``status`` or ``party``."""
    from stageplanner.domain.negotiation.count_agreements import HOLDS, tallies

    ways = {
        "sector": lambda a: [sector_name(c, language) or c for c in sectors_of(a)] or ["-"],
        "niveau": lambda a: [str(niveau) for niveau in a.scope.niveaus] or ["-"],
        "year": lambda a: [school_year(a.school_year)],
        "status": lambda a: [agreement_status(a.status, language)],
        "party": lambda a: [entry.party.label for entry in a.parties],
    }
    return tallies(shown, ways[way], HOLDS.get(way), parts)
