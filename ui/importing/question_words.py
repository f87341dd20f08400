"""The words of a question: its choices, and the answer that was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.importing.preview_rows import field_names

if TYPE_CHECKING:
    from stageplanner.importing.questions import Question


def choices_of(question: Question) -> list[tuple[str | None, str]]:
    """Return the answers that a person can choose from, each with its words."""
    from stageplanner.importing.questions import About

    translate = QCoreApplication.translate
    choices: list[tuple[str | None, str]] = [
        (choice, answer_words(question, choice)) for choice in question.choices
    ]
    if question.about is About.COLUMN:
        known = field_names(question.layout.kind)
        return [choice for choice in choices if choice[0] in known or choice is choices[0]]
    if question.about is About.FIELD:
        column = translate("Question", "kolom “{heading}”")
        return [(heading, column.format(heading=heading)) for heading in question.choices]
    is_complete = question.about in (About.YEAR, About.INSTITUTION) or len(choices) == 2
    if not question.is_refused and (question.about is About.CELL or not is_complete):
        choices.insert(0, (None, answer_words(question, None)))
    return choices


def answer_words(question: Question, answer: str | None) -> str:
    """Return an answer in the words of the reader."""
    from stageplanner.importing.questions import About

    translate = QCoreApplication.translate
    if answer is None:
        return translate("Question", "zoals het gelezen is")
    if question.about is About.COLUMN:
        return field_names(question.layout.kind).get(answer, answer)
    if question.about is About.DATES:
        orders = {
            "day-first": translate("Question", "de dag eerst: 31-08-2026"),
            "month-first": translate("Question", "de maand eerst: 08/31/2026"),
            "exchanged": translate("Question", "dag en maand zijn verwisseld"),
        }
        return orders.get(answer, answer)
    if question.about is About.CELL and answer == "-":
        return translate("Question", "- (geen stage)")
    if question.about is About.CELL and answer == "x":
        return translate("Question", "x (stage)")
    return answer


def prompt_of(question: Question) -> str:
    """Return what is asked for in the field of another answer."""
    from stageplanner.importing.questions import About

    translate = QCoreApplication.translate
    prompts = {
        About.CELL: translate("Question", "Wat er had moeten staan"),
        About.FIELD: translate("Question", "Of één waarde voor alle rijen"),
        About.INSTITUTION: translate("Question", "Naam van de instelling"),
        About.YEAR: translate("Question", "Schooljaar, bijvoorbeeld 2026-2027"),
    }
    return prompts.get(question.about, "")
