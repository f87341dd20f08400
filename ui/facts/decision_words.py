"""The decisions on a change in words: their buttons, and why one cannot be taken."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from stageplanner.domain.negotiation.decisions import Decision

translate = QCoreApplication.translate

#: The key of each decision on the time line and in the table.
KEYS = {Decision.AGREE: "A", Decision.REFUSE: "M", Decision.LOCK: "V", Decision.CHOOSE: "K"}


def decision_title(decision: Decision, *, is_fixed: bool = False) -> str:
    """Return the text of the button of a decision."""
    if decision is Decision.LOCK and is_fixed:
        return translate("Decisions", "Niet meer vast")
    return {
        Decision.AGREE: translate("Decisions", "Akkoord"),
        Decision.REFUSE: translate("Decisions", "Mag niet…"),
        Decision.LOCK: translate("Decisions", "Zet vast"),
        Decision.CHOOSE: translate("Decisions", "Andere keuze…"),
    }[decision]


def decision_tip(decision: Decision, *, is_fixed: bool = False) -> str:
    """Return what a decision does, in one sentence."""
    if decision is Decision.LOCK and is_fixed:
        return translate("Decisions", "Een volgend voorstel mag deze periode weer wijzigen.")
    return {
        Decision.AGREE: translate(
            "Decisions",
            "De instelling is het eens met wat het plan vraagt: elk volgend voorstel laat dit zo.",
        ),
        Decision.REFUSE: translate(
            "Decisions",
            "Terug naar de voorkeur, met de kleinste herstellingen van de rest om uit te kiezen.",
        ),
        Decision.LOCK: translate(
            "Decisions", "De instelling houdt haar voorkeur: geen voorstel wijzigt die nog."
        ),
        Decision.CHOOSE: translate(
            "Decisions", "Alles wat hier verder mag, met de bezetting die het geeft."
        ),
    }[decision]
