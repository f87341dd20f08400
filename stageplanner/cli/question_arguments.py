"""The arguments that answer the questions of an import."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from stageplanner.messages import sentence, text

if TYPE_CHECKING:
    from stageplanner.domain.column_mapping import ColumnMapping
    from stageplanner.importing.answers import TakenAnswer
    from stageplanner.importing.preview import FileReport, Intake
    from stageplanner.importing.questions import Question

#: Asks a question again that was answered for an earlier file.
ASK_AGAIN = "?"
#: Stands for the answer in an argument that is shown.
ANSWER = "..."


def argument_of(question: Question, answer: str = ANSWER) -> str:
    """Return the argument that answers a question, quoted for a shell.

    Parameters
    ----------
    question : Question
        Of a file.
    answer : str
        What is answered.
    """
    from stageplanner.importing.questions import About

    if question.about is About.COLUMN:
        return f"--map {shlex.quote(f'{question.answered.heading}={answer}')}"
    option = "--answer"
    if question.about is About.CELL and not question.is_shared:
        option = "--set"
    return f"{option} {shlex.quote(f'{_names(question)[0]}={answer}')}"


def _names(question: Question) -> tuple[str, ...]:
    """Return how an argument may name a question: in full, and as one file suffices."""
    from stageplanner.importing.questions import About

    place = question.place
    if question.about in (About.INSTITUTION, About.YEAR):
        return f"{place.file}!{question.about.value}", question.about.value
    last = {
        About.FIELD: question.answered.value,
        About.DATES: str(place.column),
    }.get(question.about, f"{place.column}{place.row}")
    return f"{place.file}!{place.sheet}!{last}", f"{place.sheet}!{last}", last


def find_answers(intake: Intake, arguments: Sequence[str]) -> dict[str, ColumnMapping]:
    """Return what some arguments answer, of those that name a question of these files.

    Parameters
    ----------
    intake : Intake
        The files as they were read.
    arguments : sequence of str
        ``FILE!SHEET!CELL=VALUE``; no value says that what was read is right, and ``?`` takes an
        earlier answer back.
    """
    is_one = len(intake.files) == 1
    found: dict[str, ColumnMapping] = {}
    for argument in arguments:
        for file in intake.files:
            for taken in file.taken:
                value = _value(argument, taken.question, is_one)
                if value == ASK_AGAIN:
                    found[argument] = taken.withdrawn
                elif value is not None:
                    found[argument] = taken.question.answer(value or None)
            for question in file.questions:
                value = _value(argument, question, is_one)
                is_answer = value is not None and value != ASK_AGAIN
                if is_answer and (not value or question.accepts(value)):
                    found[argument] = question.answer(value or None)
    return found


def _value(argument: str, question: Question, is_one: bool) -> str | None:
    """Return what an argument answers to a question; ``None`` if it names another one."""
    for name in _names(question)[: None if is_one else 1]:
        start, sign, value = argument.partition(f"{name}=")
        if sign and not start:
            return value.strip()
    return None


def question_lines(file: FileReport, language: str, most: int) -> Iterator[str]:
    """Yield a line that counts the questions of a file, then a line per question."""
    if file.questions:
        yield text("told_questions", language, count=len(file.questions))
    for question in file.questions[:most]:
        line = text(
            "told_question" if question.alike and question.is_shared else "told_one_question",
            language,
            argument=argument_of(question),
            count=f"{len(question.alike)}{'' if question.is_counted else '+'}",
        )
        choices = [choice for choice in question.choices if choice][:9]
        if choices:
            line += " " + text("told_question_choices", language, choices=" | ".join(choices))
        yield f"  {line}"
    if len(file.questions) > most:
        yield "  " + text("told_more_questions", language, count=len(file.questions) - most)
    for taken in file.taken:
        if taken.is_remembered:
            argument = argument_of(taken.question, ASK_AGAIN)
            yield text("told_answer_taken", language, argument=argument)


def question_record(question: Question, language: str) -> dict[str, Any]:
    """Return a question as JSON."""
    return {
        "about": question.about.value,
        "code": question.problem.code,
        "sheet": question.place.sheet,
        "row": question.place.row,
        "column": question.place.column,
        "message": sentence(question.problem, language),
        "refused": question.is_refused,
        "alike": len(question.alike) if question.is_shared else 0,
        "choices": [*question.choices],
        "argument": argument_of(question),
    }


def answer_record(taken: TakenAnswer) -> dict[str, Any]:
    """Return an answer that was used as JSON."""
    return {
        "code": taken.question.problem.code,
        "value": taken.answer.value,
        "answer": taken.answer.answer,
        "remembered": taken.is_remembered,
        "argument": argument_of(taken.question, ASK_AGAIN),
    }
