"""The explanation of an agreement: parties, clauses, effect, evaluation and log."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout

from stageplanner.domain.agreement import Agreement, AgreementParty, Effect
from stageplanner.load.tolerances import FULL
from ui.agreements.agreement_rows import PARTY_SIGNS, agreement_status
from ui.base.formatting import Words
from ui.base.qt import add_card, label

translate = QCoreApplication.translate
#: Most groups and lines of the log that are shown.
MOST = 8


def build_agreement(layout: QVBoxLayout, agreement: Agreement, words: Words) -> None:
    """Fill a column with everything about an agreement."""
    text = translate("AgreementCard", "{number} · versie {version}")
    head = text.format(number=agreement.number, version=agreement.version)
    layout.addWidget(label(head, "caption", wrap=True))
    layout.addWidget(label(agreement.title, "subtitle", wrap=True))
    status = agreement_status(agreement.status, words.language)
    layout.addWidget(label(status, "strong", wrap=True))
    text = translate("AgreementCard", "Geldig {start} t/m {end}")
    if agreement.renews:
        text = translate("AgreementCard", "Geldig {start} t/m {end}, wordt verlengd")
    valid = text.format(start=words.day(agreement.valid_from), end=words.day(agreement.valid_until))
    layout.addWidget(label(valid, "muted", wrap=True))
    if agreement.replaces:
        text = translate("AgreementCard", "In plaats van {number}").format(
            number=agreement.replaces
        )
        layout.addWidget(label(text, "muted", wrap=True))
    if agreement.holder:
        text = translate("AgreementCard", "Actiehouder: {holder}").format(holder=agreement.holder)
        layout.addWidget(label(text, "muted", wrap=True))
    for entry in agreement.parties:
        _add_party(layout, entry, words)
    _add_clauses(layout, agreement, words)
    if agreement.conditions:
        title = translate("AgreementCard", "Voorwaarden")
        add_card(layout, "notice", title, agreement.conditions)
    _add_effect(layout, agreement, words)
    if agreement.evaluation:
        title = translate("AgreementCard", "Evaluatie")
        if agreement.evaluated_on is not None:
            title = f"{title}, {words.day(agreement.evaluated_on)}"
        add_card(layout, "card", title, agreement.evaluation)
    _add_log(layout, agreement, words)


def _add_party(layout: QVBoxLayout, entry: AgreementParty, words: Words) -> None:
    status = {
        "open": translate("AgreementCard", "nog geen antwoord"),
        "agreed": translate("AgreementCard", "akkoord"),
        "refused": translate("AgreementCard", "afgewezen"),
    }[entry.status.value]
    lines = [f"{PARTY_SIGNS[entry.status]} {status}"]
    contact = ", ".join(part for part in (entry.contact, entry.role, entry.email) if part)
    if contact:
        lines.append(contact)
    if entry.signed_on is not None:
        text = translate("AgreementCard", "Ondertekend op {day}")
        signed = text.format(day=words.day(entry.signed_on))
        who = ", ".join(part for part in (entry.signed_by, entry.signed_role) if part)
        lines.append(f"{signed}: {who}" if who else signed)
    add_card(layout, "card", entry.party.label, "\n".join(lines))


def _add_clauses(layout: QVBoxLayout, agreement: Agreement, words: Words) -> None:
    if not agreement.clauses:
        return
    layout.addSpacing(4)
    layout.addWidget(label(translate("AgreementCard", "Wat is afgesproken"), "strong"))
    for clause in agreement.clauses[:MOST]:
        name = f"{clause.group} {clause.programme_name or clause.programme}".strip()
        count = words.count(clause.students)
        text = translate("AgreementCard", "{name}, {students} studenten")
        if clause.realised is not None:
            text = translate("AgreementCard", "{name}, {realised} van {students} studenten")
            line = text.format(name=name, realised=words.count(clause.realised), students=count)
        else:
            line = text.format(name=name, students=count)
        layout.addWidget(label(line, wrap=True))
        moved = f"{words.placements(clause.before)} → {words.placements(clause.after)}"
        layout.addWidget(label(moved, "caption", wrap=True))
    if len(agreement.clauses) > MOST:
        text = translate("AgreementCard", "en nog {count} groepen")
        layout.addWidget(label(text.format(count=len(agreement.clauses) - MOST), "muted"))


def _add_effect(layout: QVBoxLayout, agreement: Agreement, words: Words) -> None:
    effect = agreement.effect
    if effect is None:
        return
    text = translate(
        "AgreementCard",
        "Hoogste bezetting {before} → {after}; tekort {short} → {left} studentdagen.",
    )
    line = text.format(
        before=words.percent(effect.peak_before),
        after=words.percent(effect.peak_after),
        short=words.count(round(effect.shortage_before)),
        left=words.count(round(effect.shortage_after)),
    )
    add_card(
        layout, _tone(effect), translate("AgreementCard", "Gemeten toen het akkoord was"), line
    )


def _tone(effect: Effect) -> str:
    """Return the look of what was measured: over the places, or with too few of them, is bad."""
    is_over = effect.peak_after is not None and effect.peak_after > FULL
    if is_over or round(effect.shortage_after) > 0:
        return "bad"
    # Without known places nothing is known of how full it is.
    return "card" if effect.peak_after is None else "good"


def _add_log(layout: QVBoxLayout, agreement: Agreement, words: Words) -> None:
    if not agreement.log:
        return
    layout.addSpacing(4)
    layout.addWidget(label(translate("AgreementCard", "Verloop"), "strong"))
    for entry in reversed(agreement.log[-MOST:]):
        when = entry.when.astimezone()
        what = log_words(entry.what, words.language)
        line = f"{words.day(when.date())} {when:%H:%M} · {entry.user} · {what}"
        layout.addWidget(label(f"{line} {entry.note}".rstrip(), "caption", wrap=True))


def log_words(what: str, language: str) -> str:
    """Return an entry of the log of an agreement in words."""
    from stageplanner import messages

    texts = {
        "made": translate("AgreementCard", "gemaakt"),
        "changed": translate("AgreementCard", "gewijzigd"),
        "contact": translate("AgreementCard", "contactpersoon"),
        "signed_by_party": translate("AgreementCard", "handtekening"),
        "open": translate("AgreementCard", "nog geen antwoord"),
    }
    if what in texts:
        return texts[what]
    code = f"agreement_status_{what}"
    return messages.text(code, language) if code in messages.codes() else what
