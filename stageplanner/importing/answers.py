"""Take the answers to questions: those given now, and those remembered for the layout."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from stageplanner.domain.column_mapping import ColumnMapping, LayoutAnswer, merge_mappings
from stageplanner.importing.questions import About, Question, questions_of, table_at
from stageplanner.problems import Place, Problem, Severity

if TYPE_CHECKING:
    from stageplanner.sheets.reading.result import (
        Correction,
        OrderedColumn,
        ReadContext,
        Reading,
        ReadTable,
    )

#: A cell: its sheet, row and column.
Cell = tuple[str, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenAnswer:
    """An answer that was used in a file.

    Attributes
    ----------
    question : Question
        What was asked, with all its cells.
    answer : LayoutAnswer
        What was answered.
    layout : ColumnMapping
        The layout that holds the answer; one for all institutions holds for this one too.
    is_remembered : bool
        Whether it was remembered from an earlier file, not given now.
    """

    question: Question
    answer: LayoutAnswer
    layout: ColumnMapping
    is_remembered: bool

    @property
    def withdrawn(self) -> ColumnMapping:
        """The mapping that takes the answer back."""
        back = replace(self.answer, is_withdrawn=True)
        return replace(self.layout, columns=(), answers=(back,))


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAnswers:
    """The answers that one file is read with.

    Attributes
    ----------
    cells : mapping of Cell to str
        The text that is read in a cell.
    institution : str or None
        Where the file names none.
    school_year : int or None
        Where the file names none.
    date_orders : tuple of OrderedColumn
        The order of day and month of columns.
    shared : mapping of str to mapping of str to str
        Per layout the value of a field in all rows.
    taken : tuple of TakenAnswer
        What was asked and answered.
    """

    cells: Mapping[Cell, str] = field(default_factory=dict)
    institution: str | None = None
    school_year: int | None = None
    date_orders: tuple[OrderedColumn, ...] = ()
    shared: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    taken: tuple[TakenAnswer, ...] = ()

    def context(self, context: ReadContext) -> ReadContext:
        """Return what a file is read with, with the answers; corrected cells win over them.

        Parameters
        ----------
        context : ReadContext
            What the file is read with.

        Returns
        -------
        ReadContext
            The same with the answers.
        """
        by_hand = {(c.sheet, c.row, c.column) for c in context.corrections}
        answers = tuple(c for c in self._corrections() if (c.sheet, c.row, c.column) not in by_hand)
        return replace(
            context,
            corrections=(*answers, *context.corrections),
            default_institution=self.institution or context.default_institution,
            school_year=self.school_year or context.school_year,
            date_orders=self.date_orders,
            shared=self.shared,
        )

    def _corrections(self) -> Iterator[Correction]:
        from stageplanner.sheets.reading.result import Correction

        for (sheet, row, column), value in self.cells.items():
            yield Correction(sheet=sheet, row=row, column=column, value=value)


def answered(
    before: FileAnswers,
    reading: Reading,
    given: tuple[ColumnMapping, ...],
    remembered: tuple[ColumnMapping, ...],
) -> FileAnswers:
    """Add the answers to the questions that a file asks now.

    Parameters
    ----------
    before : FileAnswers
        The answers that it was read with.
    reading : Reading
        What was read.
    given, remembered : tuple of ColumnMapping
        The answers of a person now, and the earlier ones.

    Returns
    -------
    FileAnswers
        Equal to ``before`` if nothing more was answered.
    """
    known = merge_mappings(remembered, given)
    fresh = {(m.signature, a.key) for m in given for a in m.answers}
    result = before
    for question in questions_of(reading):
        found = _answer_to(question, known)
        if found is None:
            continue
        layout, answer = found
        is_new = (question.layout.signature, answer.key) in fresh
        taken = TakenAnswer(
            question=question, answer=answer, layout=layout, is_remembered=not is_new
        )
        result = _with(result, taken, reading)
    return result


def _answer_to(
    question: Question, known: tuple[ColumnMapping, ...]
) -> tuple[ColumnMapping, LayoutAnswer] | None:
    """Return the answer to a question; one for this institution wins over one for all."""
    found = [
        (mapping, answer)
        for mapping in known
        if mapping.signature == question.layout.signature
        and mapping.institution in (None, question.layout.institution)
        for answer in mapping.answers
        if answer.key == question.answered.key
    ]
    return max(found, key=lambda pair: pair[0].institution is not None, default=None)


def _with(before: FileAnswers, taken: TakenAnswer, reading: Reading) -> FileAnswers:
    """Return answers with one more."""
    question, text = taken.question, taken.answer.answer
    result = replace(before, taken=_joined(before.taken, taken))
    if question.about is About.CELL and text is not None:
        places = (question.place, *question.alike)
        cells = {(str(p.sheet), p.row or 0, str(p.column)): text for p in places}
        return replace(result, cells={**before.cells, **cells})
    if question.about is About.FIELD and text:
        signature = question.layout.signature
        fields = {**before.shared.get(signature, {}), question.answered.value: text}
        return replace(result, shared={**before.shared, signature: fields})
    if question.about is About.INSTITUTION:
        return replace(result, institution=text or question.answered.value)
    if question.about is About.YEAR:
        year = re.search(r"20\d\d", text or question.answered.value)
        return replace(result, school_year=int(year[0]) if year is not None else None)
    if question.about is About.DATES and text is not None:
        table = table_at(reading.tables, question.place)
        if table is not None:
            order = _ordered(question.place, table, reading.tables, text)
            return replace(result, date_orders=(*before.date_orders, order))
    return result


def _ordered(
    place: Place, table: ReadTable, tables: Iterable[ReadTable], order: str
) -> OrderedColumn:
    from stageplanner.sheets.reading.result import DateOrder, OrderedColumn

    below = [
        other.header_row - 1
        for other in tables
        if other.sheet == table.sheet and other.header_row > table.header_row
    ]
    return OrderedColumn(
        sheet=table.sheet,
        column=str(place.column),
        first_row=table.header_row + 1,
        last_row=min(below, default=1_000_000),
        order=DateOrder(order),
    )


def _joined(before: tuple[TakenAnswer, ...], new: TakenAnswer) -> tuple[TakenAnswer, ...]:
    """Add an answer; the cells of one that was taken before are joined with it."""
    same = [t for t in before if _key_of(t.question) == _key_of(new.question)]
    if not same:
        return (*before, new)
    old = same[0].question
    places = dict.fromkeys(
        (old.place, *old.alike, new.question.place, *new.question.alike),
    )
    alike = tuple(place for place in places if place != old.place)
    joined = replace(new, question=replace(old, alike=alike))
    return tuple(joined if t is same[0] else t for t in before)


def open_questions(
    reading: Reading, answers: FileAnswers, institutions: Iterable[str] = ()
) -> tuple[Question, ...]:
    """Return the questions of a file without those whose answer is what was read.

    Parameters
    ----------
    reading : Reading
        The file, read with the answers.
    answers : FileAnswers
        What was answered.
    institutions : iterable of str, optional
        The institutions of the region.

    Returns
    -------
    tuple of Question
        Those that are open.
    """
    settled = {_key_of(taken.question) for taken in answers.taken}
    return tuple(
        question
        for question in questions_of(reading, institutions)
        if question.is_refused or _key_of(question) not in settled
    )


def _key_of(question: Question) -> tuple[str, tuple[str, str, str]]:
    return question.layout.signature, question.answered.key


def taken_problems(reading: Reading, answers: FileAnswers) -> tuple[Problem, ...]:
    """Return the problems of a file, with a sentence for each answer that was remembered.

    Parameters
    ----------
    reading : Reading
        The file, read with the answers.
    answers : FileAnswers
        What was answered.

    Returns
    -------
    tuple of Problem
        The remembered answers first.
    """
    remembered = [taken for taken in answers.taken if taken.is_remembered]
    places = {
        (place.sheet, place.row, place.column)
        for taken in remembered
        for place in (taken.question.place, *taken.question.alike)
    }
    kept = [
        problem
        for problem in reading.problems
        if problem.code != "import_put_right"
        or (problem.place.sheet, problem.place.row, problem.place.column) not in places
    ]
    return (*kept, *map(_remembered, remembered))


#: The sentences that an order of day and month was remembered.
_OF_DATES = {
    "day_first": "import_answer_day_first",
    "month_first": "import_answer_month_first",
    "exchanged": "import_answer_exchanged",
}


def _remembered(taken: TakenAnswer) -> Problem:
    """Return the sentence that an earlier answer was used."""
    question, answer = taken.question, taken.answer
    code = {
        About.INSTITUTION: "import_answer_institution",
        About.YEAR: "import_answer_year",
        About.DATES: _OF_DATES.get((answer.answer or "").replace("-", "_"), "import_answer_kept"),
    }.get(question.about, "import_answer_remembered" if answer.value else "import_answer_column")
    value = answer.value or answer.heading
    if question.about is About.FIELD:
        code, value = "import_answer_column", _heading_of(answer.value)
    if answer.answer is None:
        code = "import_answer_kept"
    values = {"value": value, "answer": answer.answer or "", "count": 1 + len(question.alike)}
    return Problem(code=code, severity=Severity.INFO, place=question.place, values=values)


def _heading_of(name: str) -> str:
    """Return the heading that the template has for a field."""
    from stageplanner.sheets.columns import CAPACITY_COLUMNS, PERIOD_COLUMNS

    columns = (*PERIOD_COLUMNS, *CAPACITY_COLUMNS)
    return next((column.heading for column in columns if column.field.value == name), name)
