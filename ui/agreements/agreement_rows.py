"""Columns of the register, of its summary, and of where agreements are needed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QCoreApplication

from stageplanner import messages
from stageplanner.domain.agreement import Agreement, AgreementStatus, PartyStatus
from stageplanner.domain.negotiation.agreement_needs import Need
from stageplanner.domain.negotiation.count_agreements import Parts, Tally
from stageplanner.domain.sectors import official_names, sector_name, sector_of
from ui.base.formatting import Words
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


def agreement_columns(words: Words, today: date) -> tuple[Column, ...]:
    """Return the columns: number, parties, status, subject and end."""
    translate, language = QCoreApplication.translate, words.language

    def until(agreement: Agreement) -> str:
        is_over = agreement.is_binding and agreement.valid_until < today
        sign = "▲ " if is_over else ""
        return sign + words.day(agreement.valid_until)

    def parties(agreement: Agreement) -> str:
        return ", ".join(entry.party.label for entry in agreement.parties)

    return (
        Column(title=translate("Register", "Nummer"), text=lambda a: a.number, width=130),
        Column(
            title=translate("Register", "Status"),
            text=lambda a: agreement_status(a.status, language),
            sort=lambda a: _ORDER.index(a.status),
            width=132,
        ),
        Column(
            title=translate("Register", "Titel"), text=lambda a: a.title, width=190, stretches=True
        ),
        Column(
            title=translate("Register", "Studenten"),
            text=lambda a: words.count(students_of(a)),
            sort=students_of,
            numeric=True,
            width=104,
        ),
        Column(
            title=translate("Register", "Geldig t/m"),
            text=until,
            sort=lambda a: a.valid_until,
            width=126,
        ),
        Column(title=translate("Register", "Partijen"), text=parties, width=210),
        Column(
            title=translate("Register", "Schooljaar"),
            text=lambda a: school_year(a.school_year),
            width=106,
        ),
        Column(
            title=translate("Register", "Sector"),
            text=lambda a: sector_words(a, language),
            width=170,
        ),
        Column(
            title=translate("Register", "Niveaus"),
            text=lambda a: ", ".join(map(str, a.scope.niveaus)),
            width=92,
        ),
        Column(title=translate("Register", "Houder"), text=lambda a: a.holder, width=130),
        Column(
            title=translate("Register", "Versie"),
            text=lambda a: str(a.version),
            sort=lambda a: a.version,
            numeric=True,
            width=82,
        ),
    )


def need_columns(words: Words) -> tuple[Column, ...]:
    """Return the columns of shortages and the agreements about them."""
    translate, language = QCoreApplication.translate, words.language

    def about(need: Need) -> str:
        if len(need.agreements) <= SEVERAL:
            return ", ".join(need.agreements) or "▲ " + translate("Register", "geen afspraak")
        text = translate("Register", "{count} afspraken, {first} …")
        return text.format(count=words.count(len(need.agreements)), first=need.agreements[0])

    def programme(need: Need) -> str:
        name = official_names().get(need.programme, "")
        return f"{need.programme} {name}".strip()

    return (
        Column(
            title=translate("Register", "Zonder plaats"),
            text=lambda n: words.count(n.number),
            sort=lambda n: n.number,
            numeric=True,
            width=122,
        ),
        Column(
            title=translate("Register", "Opleiding"),
            text=programme,
            width=150,
            stretches=True,
        ),
        Column(
            title=translate("Register", "Niveau"),
            text=lambda n: "" if n.niveau is None else str(n.niveau),
            width=84,
        ),
        Column(
            title=translate("Register", "Sector"),
            text=lambda n: sector_name(n.sector, language) or n.sector,
            width=150,
        ),
        Column(
            title=translate("Register", "Peildatum"),
            text=lambda n: words.day(n.on),
            sort=lambda n: n.on,
            width=116,
        ),
        Column(
            title=translate("Register", "Afspraken"),
            text=about,
            tip=lambda n: ", ".join(n.agreements),
            width=190,
        ),
    )


def tally_columns(words: Words) -> tuple[Column, ...]:
    """Return the columns of the summary: agreements, students, effect and outcome."""
    translate = QCoreApplication.translate

    def realised(tally: Tally) -> str:
        if not tally.planned:
            return ""
        text = translate("Register", "{realised} van {planned}")
        return text.format(realised=words.count(tally.realised), planned=words.count(tally.planned))

    def peak(tally: Tally) -> str:
        if not tally.peak_points:
            return "–"
        text = translate("Register", "{points} punt")
        return text.format(points=words.decimal(tally.peak_points, 1))

    def shortage(tally: Tally) -> str:
        return words.count(round(tally.shortage)) if tally.shortage else "–"

    return (
        Column(
            title=translate("Register", "Waarvan"), text=lambda t: t.name, width=176, stretches=True
        ),
        Column(
            title=translate("Register", "Afspraken"),
            text=lambda t: words.count(t.agreements),
            sort=lambda t: t.agreements,
            numeric=True,
            width=116,
        ),
        Column(
            title=translate("Register", "Studenten"),
            text=lambda t: words.count(t.students),
            sort=lambda t: t.students,
            numeric=True,
            width=104,
        ),
        Column(
            title=translate("Register", "Piek omlaag"),
            text=peak,
            sort=lambda t: t.peak_points,
            numeric=True,
            width=118,
            tip=lambda t: translate(
                "Register", "De grootste daling van de hoogste bezetting, in procentpunten"
            ),
        ),
        Column(
            title=translate("Register", "Tekort minder"),
            text=shortage,
            sort=lambda t: t.shortage,
            numeric=True,
            width=132,
            tip=lambda t: translate("Register", "Studentdagen tekort die er niet meer zijn"),
        ),
        Column(title=translate("Register", "Gerealiseerd"), text=realised, numeric=True, width=124),
    )


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
