"""What a file leaves open: questions to a person, made of the problems of its reading.

The same question about several cells is one question. A question that nobody answers stays told,
and its rows stay as they were read: refused, or used with the assumption that the problem names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from stageplanner.domain.column_mapping import ColumnMapping, LayoutAnswer
from stageplanner.problems import Place, Problem, Severity

if TYPE_CHECKING:
    from stageplanner.sheets.reading.result import ColumnGuess, Reading, ReadTable


class About(StrEnum):
    """What a question is about, and so what answers it.

    A ``CELL`` is answered by its text, a ``COLUMN`` by a field, a ``FIELD`` by the heading of the
    column that holds it or by one value for all rows, ``DATES`` by an order of day and month, the
    others by a name or a year.
    """

    CELL = "cell"
    COLUMN = "column"
    FIELD = "field"
    DATES = "dates"
    INSTITUTION = "institution"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question about a file.

    Attributes
    ----------
    about : About
        What it is about.
    problem : Problem
        The first problem that asks it; it has the sentence and the cell.
    alike : tuple of Place
        The other cells with the same question.
    layout : ColumnMapping
        The layout of the table, with its columns as they were read.
    answered : LayoutAnswer
        The question as it is remembered, without its answer.
    choices : tuple of str
        Proposed answers.
    is_shared : bool
        Whether one answer is meant for all cells alike; a number of students is not.
    is_counted : bool
        Whether ``alike`` are all; of many warnings of one kind only the first are reported.
    """

    about: About
    problem: Problem
    layout: ColumnMapping
    answered: LayoutAnswer
    alike: tuple[Place, ...] = ()
    choices: tuple[str, ...] = ()
    is_shared: bool = True
    is_counted: bool = True

    @property
    def place(self) -> Place:
        """The cell to show."""
        return self.problem.place

    @property
    def is_refused(self) -> bool:
        """Whether rows do not count until the question is answered."""
        return self.problem.severity is Severity.ERROR

    def accepts(self, text: str) -> bool:
        """Return whether a text can be an answer: a school year names a year, a column a field.

        Parameters
        ----------
        text : str
            What was typed.

        Returns
        -------
        bool
            Whether it can be.
        """
        if self.about is About.YEAR:
            return re.search(r"20\d\d", text) is not None
        return self.about not in (About.COLUMN, About.DATES) or text in self.choices

    def answer(self, text: str | None) -> ColumnMapping:
        """Return the answer for all cells alike, to be remembered for the layout.

        Parameters
        ----------
        text : str or None
            The answer; ``None`` if what was read is right.

        Returns
        -------
        ColumnMapping
            The layout with the answer.
        """
        is_heading = self.about is About.FIELD and text in self.choices
        if self.about is About.COLUMN or is_heading:
            return self._answered_column(text or "")
        answers = (replace(self.answered, answer=text),)
        return replace(self.layout, columns=(), answers=answers)

    def _answered_column(self, text: str) -> ColumnMapping:
        """Return the layout with a field given to a column; another column loses it."""
        from stageplanner.sheets.columns import Field
        from stageplanner.sheets.reading.tables.heading_match import REPEATED

        is_field = self.about is About.COLUMN
        heading, name = (self.answered.heading, text) if is_field else (text, self.answered.value)
        single = name and Field(name) not in REPEATED - {Field.STUDENTS}
        columns = tuple(
            (head, name if head == heading else "" if single and field == name else field)
            for head, field in self.layout.columns
        )
        return replace(self.layout, columns=columns)


#: Warnings that leave a choice, or words, to a person.
_CHOICES = frozenset(
    {
        "import_period_choice", "import_days_choice", "import_week_or_month", "import_words_left",
        "import_dossier_open", "import_weekday_differs", "import_not_every_week",
        "import_matrix_cell",
    }
)  # fmt: skip
#: Errors of a row that name no cell since there is no such column.
_MISSING = {
    "import_no_students_column": "students",
    "import_no_start_column": "span",
    "import_no_students": "students",
    "import_no_start": "span",
    "import_no_days": "days",
    "import_no_programme": "programme",
    "import_no_leerbedrijf": "name",
    "import_no_accreditation": "accredited",
    "import_places_unknown": "places",
    "import_matrix_no_days": "days",
}
#: A mark means the same in every column.
_MARKS = frozenset({"import_weekday_mark", "import_matrix_cell"})
#: An empty cell of these asks the same of every row.
_SAME_FOR_ALL = frozenset({"import_no_days", "import_no_institution", "import_no_programme"})
#: A number of these belongs to one row.
_COUNTS = frozenset({"students", "places", "occupied"})
_OF_FILE = frozenset(
    {
        "import_year_guessed", "import_institution_guessed", "import_no_institution",
        "import_whose_rows",
    }
)  # fmt: skip
#: Questions of which institution the rows of a file are.
_INSTITUTION_UNKNOWN = frozenset({"import_institution_guessed", "import_whose_rows"})
_DATES = frozenset({"import_mixed_dates", "import_dates_exchanged"})
_OR = re.compile(
    r"\s*(?:\b(?:of|dan wel|danwel|hetzij|ofwel|or|either|keuze)\b:?|\s/\s|(?<=\d)/(?=[a-z]))\s*",
    re.I,
)


def questions_of(reading: Reading, institutions: Iterable[str] = ()) -> tuple[Question, ...]:
    """Return what a file leaves open, each question once.

    Parameters
    ----------
    reading : Reading
        The file as it was read.
    institutions : iterable of str, optional
        The institutions of the region, as proposed answers.

    Returns
    -------
    tuple of Question
        First those whose rows do not count until they are answered.
    """
    asked: dict[tuple[object, ...], list[Question]] = {}
    names = tuple(dict.fromkeys(institutions))
    for problem in reading.problems:
        for question in _asked(problem, reading, names):
            key = (question.about, question.layout.signature, question.answered.key)
            asked.setdefault(key, []).append(question)
    columns = {q.answered.value for group in asked.values() for q in group if _is_of_table(q)}
    more = {p.values["about"] for p in reading.problems if p.code == "import_more_alike"}
    found: list[Question] = []
    for group in asked.values():
        first = group[0]
        is_row = first.about is About.FIELD and not _is_of_table(first)
        if is_row and first.answered.value in columns:
            continue
        places = tuple(dict.fromkeys(question.place for question in group))
        if first.is_shared:
            is_counted = first.problem.code not in more
            found.append(replace(first, alike=places[1:], is_counted=is_counted))
            continue
        found += [replace(q, alike=tuple(p for p in places if p != q.place)) for q in group]
    found += _unknown_columns(reading)
    return tuple(sorted(found, key=lambda question: (not question.is_refused, _is_idle(question))))


def _is_idle(question: Question) -> bool:
    return question.problem.severity is Severity.INFO


def _is_of_table(question: Question) -> bool:
    """Return whether a question is about a column without which no row can be used."""
    return question.problem.code.endswith("_column") and question.about is About.FIELD


def _asked(problem: Problem, reading: Reading, names: tuple[str, ...]) -> Iterator[Question]:
    """Yield the question of a problem, if it asks one: one per cell that it names."""
    code, cell = problem.code, problem.place.column
    table = table_at(reading.tables, problem.place)
    if table is None or (problem.place.row is None and code not in _OF_FILE):
        return
    if problem.place.row is None:
        problem = replace(problem, place=replace(problem.place, row=table.header_row))
    if code == "import_year_guessed":
        yield _of_file(About.YEAR, problem, table, str(problem.values["used"]), names)
    elif code in _INSTITUTION_UNKNOWN or (code == "import_no_institution" and not cell):
        value = str(problem.values.get("used") or _sender(reading.file))
        yield _of_file(About.INSTITUTION, problem, table, value, names)
    elif code in _DATES and cell:
        yield _of_dates(problem, table)
    elif code.startswith("import_assumed_") or code == "import_places_assumed":
        guess = _guess_at(table, problem.place)
        if guess is not None:
            yield _of_column(problem, table, guess)
    elif problem.severity is Severity.ERROR or code in _CHOICES or code == "import_places_unknown":
        yield from _of_row(problem, table)


def _of_row(problem: Problem, table: ReadTable) -> Iterator[Question]:
    code = problem.code
    if problem.place.column:
        yield _of_cell(problem, table)
    elif code in _MISSING and not any(_MISSING[code] == guess.field for guess in table.columns):
        yield _of_field(problem, table)
    elif code == "import_matrix_cell":
        for name in problem.values["cell"]:  # type: ignore[attr-defined]
            match = re.fullmatch(r"([A-Z]+)(\d+)", name)
            if match:
                place = replace(problem.place, column=match[1], row=int(match[2]))
                yield _of_cell(replace(problem, place=place), table)


def _of_cell(problem: Problem, table: ReadTable) -> Question:
    guess = _guess_at(table, problem.place)
    value = problem.values.get("value")
    field = guess.field if guess is not None else None
    heading = guess.heading if guess is not None and problem.code not in _MARKS else ""
    is_text = value is not None or problem.code in _SAME_FOR_ALL
    return Question(
        about=About.CELL,
        problem=problem,
        layout=table.mapping(),
        answered=LayoutAnswer(
            question=problem.code, heading=heading, value="" if value is None else str(value)
        ),
        choices=tuple(_choices(problem.code, problem.values)),
        is_shared=is_text and field not in _COUNTS,
    )


def _choices(code: str, values: Mapping[str, object]) -> Iterator[str]:
    """Yield proposed texts for a cell."""
    value = str(values.get("value", ""))
    listed = values.get("choices")
    if code in ("import_period_choice", "import_days_choice"):
        parts = (part.strip(" ,;") for part in _OR.split(value))
        yield from dict.fromkeys(part for part in parts if part)
    elif code == "import_week_or_month":
        yield f"wk {values['number']}"
    elif code == "import_weekday_mark":
        yield from ("x", "-")
    elif code == "import_matrix_cell":
        yield "x"
    elif code in ("import_not_understood", "import_words_left"):
        rest = _without(value, str(values["left"]))
        if rest and rest != value:
            yield rest
    elif isinstance(listed, (list, tuple)):
        yield from map(str, listed)


def _without(value: str, left: str) -> str:
    """Return a text without the words that were not understood."""
    rest = value
    for word in left.split():
        rest = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", rest, flags=re.I)
    return re.sub(r"[\s,;:()]*$|\(\s*\)", "", " ".join(rest.split())).strip(" ,;:")


def _of_file(
    about: About, problem: Problem, table: ReadTable, value: str, names: tuple[str, ...]
) -> Question:
    """Return a question about the whole file: its institution or its school year."""
    is_guess = problem.severity is Severity.WARNING
    if about is About.YEAR:
        first = int(value[:4])
        choices: tuple[str, ...] = tuple(f"{first + k}-{first + k + 1}" for k in (0, -1, 1))
    else:
        choices = tuple(dict.fromkeys((*((value,) if is_guess else ()), *names)))
    return Question(
        about=about,
        problem=problem,
        # Whoever sends it is not known yet, so the answer belongs to the layout alone.
        layout=replace(table.mapping(), institution=None),
        answered=LayoutAnswer(question=problem.code, value=value),
        choices=choices,
    )


def _of_dates(problem: Problem, table: ReadTable) -> Question:
    from stageplanner.sheets.reading.result import DateOrder

    guess = _guess_at(table, problem.place)
    orders: tuple[DateOrder, ...] = (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST)
    if problem.code == "import_dates_exchanged":
        orders = (DateOrder.EXCHANGED,)
    return Question(
        about=About.DATES,
        problem=problem,
        layout=table.mapping(),
        answered=LayoutAnswer(
            question=problem.code, heading=guess.heading if guess is not None else ""
        ),
        choices=tuple(order.value for order in orders),
    )


def _of_column(problem: Problem, table: ReadTable, guess: ColumnGuess) -> Question:
    from stageplanner.sheets.columns import Field
    from stageplanner.sheets.reading.tables.heading_match import SYNONYMS

    kinds = {kind.value: fields for kind, fields in SYNONYMS.items()}
    fields = [field.value for field in kinds.get(table.kind.value, {Field.REMARK: ()})]
    return Question(
        about=About.COLUMN,
        problem=problem,
        layout=table.mapping(),
        answered=LayoutAnswer(question=problem.code, heading=guess.heading),
        choices=tuple(dict.fromkeys((guess.field or "", "", *fields))),
    )


def _of_field(problem: Problem, table: ReadTable) -> Question:
    headings = [guess.heading for guess in table.columns if not guess.field]
    return Question(
        about=About.FIELD,
        problem=problem,
        layout=table.mapping(),
        answered=LayoutAnswer(question=problem.code, value=_MISSING[problem.code]),
        choices=tuple(dict.fromkeys(headings)),
    )


def _unknown_columns(reading: Reading) -> Iterator[Question]:
    """Yield a question per column that holds values, has no field, and was not left by a person."""
    named = {
        (problem.place.sheet, str(column).partition(" ")[0])
        for problem in reading.problems
        if problem.code == "import_unused_columns"
        for column in problem.values["columns"]  # type: ignore[attr-defined]
    }
    for table in reading.tables:
        if not table.remembered:
            for guess in table.columns:
                if not guess.field and (table.sheet, guess.column) in named:
                    yield _of_unknown(reading.file, table, guess, Severity.INFO)


def unknown_headings(file: str, tables: Iterable[ReadTable]) -> tuple[Question, ...]:
    """Return a question per column of tables of which nothing was read.

    Parameters
    ----------
    file : str
        The name of the file.
    tables : iterable of ReadTable
        Its tables without a known heading.

    Returns
    -------
    tuple of Question
        Of every column.
    """
    return tuple(
        _of_unknown(file, table, guess, Severity.ERROR)
        for table in tables
        for guess in table.columns
    )


def _of_unknown(file: str, table: ReadTable, guess: ColumnGuess, severity: Severity) -> Question:
    problem = Problem(
        code="import_column_unknown",
        severity=severity,
        place=Place(file=file, sheet=table.sheet, row=table.header_row, column=guess.column),
        values={"heading": guess.heading, "samples": list(dict.fromkeys(guess.samples)) or ["-"]},
    )
    return _of_column(problem, table, guess)


def table_at(tables: Iterable[ReadTable], place: Place) -> ReadTable | None:
    """Return the table that holds a cell: the last one that begins above it, at its column.

    Parameters
    ----------
    tables : iterable of ReadTable
        The tables of a file.
    place : Place
        The cell.

    Returns
    -------
    ReadTable or None
        ``None`` if no table begins above it.
    """
    above = [
        table
        for table in tables
        if table.sheet == place.sheet and place.row and table.header_row <= place.row
    ]
    holding = [table for table in above if _guess_at(table, place) is not None]
    found = holding or above or [table for table in tables if table.sheet == place.sheet]
    return max(found, key=lambda table: table.header_row, default=None)


def _guess_at(table: ReadTable, place: Place) -> ColumnGuess | None:
    """Return the column of a table that holds a cell; a row if the table lies on its side."""
    names = (place.column, str(place.row))
    return next((guess for guess in table.columns if guess.column in names), None)


def _sender(file: str) -> str:
    """Return the words of a file name without its numbers, to know the sender again."""
    return " ".join(re.findall(r"[^\W\d_]+", Path(file).stem.casefold()))
