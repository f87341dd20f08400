"""Read an exported plan: wishes, what is planned instead, and a party's answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from stageplanner.domain.form import form_of
from stageplanner.domain.option import Option
from stageplanner.domain.stage_period import Source, StagePeriod
from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.notes import Note, Parsed, error, warning
from stageplanner.sheets.reading.result import PlannedPeriod, ReadAnswer
from stageplanner.sheets.reading.rows.periods import PeriodReader
from stageplanner.sheets.reading.values.choices import parse_yes_no, yes_no_notes
from stageplanner.sheets.reading.values.date_spans import day_of
from stageplanner.sheets.reading.values.forms import parse_form, rest_of_form
from stageplanner.sheets.reading.values.leftover import not_understood, put_aside, words_left
from stageplanner.sheets.reading.values.numbers import is_unknown
from stageplanner.sheets.reading.values.weekdays import NOTHING, OPEN, parse_days
from stageplanner.sheets.reading.workbook.grid import Value, as_text, is_blank

ACCEPTED, REJECTED, COUNTER = "akkoord", "afgewezen", "tegenvoorstel"


@dataclass(slots=True)
class PlanReader:
    """Reads rows with the planned form, dates and weekdays, and the wish."""

    periods: PeriodReader

    def read(self, row: int, cells: Sequence[Value]) -> Parsed[tuple[PlannedPeriod, ...]]:
        """Read the wish and the planned option of a row."""
        reading = self.periods.read(row, cells)
        if len(reading.value) != 1:
            return Parsed((), reading.notes)
        planned = reading.value[0]
        option = Option(
            form=planned.form,
            start=planned.start,
            end=planned.end,
            days_per_week=planned.days_per_week,
            weekdays=planned.weekdays,
        )
        wish = self._wish(cells, planned)
        if wish.value is None:
            return Parsed((), (*reading.notes, *wish.notes))
        given = self.periods.columns.cell(cells, Field.CHANGED)
        stated = parse_yes_no(given)
        differs = (option.form, option.start, option.end) != (
            wish.value.form,
            wish.value.start,
            wish.value.end,
        ) or (wish.value.weekdays is not None and option.weekdays != wish.value.weekdays)
        result = PlannedPeriod(
            period=wish.value,
            option=option,
            changed=differs if stated is None else stated,
            reason=as_text(self.periods.columns.cell(cells, Field.REASON)),
        )
        unread = yes_no_notes(given, Field.CHANGED)
        return Parsed((result,), (*reading.notes, *wish.notes, *unread))

    def _wish(self, cells: Sequence[Value], planned: StagePeriod) -> Parsed[StagePeriod | None]:
        """Return the wish: the planned row with the values of the columns "Voorkeur ..."."""
        get = self.periods.columns.cell
        start = day_of(get(cells, Field.WISH_START))
        end = day_of(get(cells, Field.WISH_END))
        if all(is_blank(get(cells, wanted)) for wanted in _WISH):
            return Parsed(planned)
        if start is None or end is None or end < start:
            at = Field.WISH_START if start is None else Field.WISH_END
            return Parsed(None, (error("import_bad_wish", at, value=as_text(get(cells, at))),))
        if unread := self._unread(cells, _WISH):
            return Parsed(None, unread)
        weekdays = parse_days(get(cells, Field.WISH_WEEKDAYS)).weekdays
        form = parse_form(get(cells, Field.WISH_FORM)) or planned.form
        count = parse_days(get(cells, Field.WISH_DAYS)).count
        if weekdays is not None:
            days = len(weekdays)
        elif count is not None:
            days = int(count)
        elif form is planned.form:
            days = planned.days_per_week
        else:
            days = self._days_kept(planned, start, end)
        return Parsed(
            replace(planned, form=form, start=start, end=end, weekdays=weekdays, days_per_week=days)
        )

    def _days_kept(self, planned: StagePeriod, start: date, end: date) -> int:
        """Return the days a week with which a wish of another form keeps the stage days."""
        settings = self.periods.settings
        calendar = settings.calendar
        weeks = len(calendar.lesweken(planned.institution, planned.start, planned.end))
        wished = len(calendar.lesweken(planned.institution, start, end)) or 1
        return min(5, max(1, round(weeks * planned.days_per_week / wished)))

    def read_answer(self, row: int, cells: Sequence[Value]) -> Parsed[tuple[ReadAnswer, ...]]:
        """Read a party's answer to the proposal of a row; a row without one is reported."""
        planned = self.read(row, cells)
        if not planned.value:
            return Parsed((), planned.notes)
        get = self.periods.columns.cell
        given = get(cells, Field.ANSWER)
        if unread := self._unread(cells, _COUNTER):
            return Parsed((), (*planned.notes, *unread))
        answer = read_answer_word(given)
        counter = self._counter(cells, planned.value[0].option)
        if answer is None and counter is not None:
            answer = COUNTER
        if answer is None:
            code = "import_no_answer" if is_blank(given) else "import_bad_answer"
            note = warning(code, Field.ANSWER, value=as_text(given))
            return Parsed((), (*planned.notes, note))
        result = ReadAnswer(
            planned=planned.value[0],
            answer=answer,
            counter=counter,
            remark=as_text(get(cells, Field.REMARK)),
            source=Source(file=self.periods.file, sheet=self.periods.sheet, row=row + 1),
        )
        rest = rest_of_answer(given)
        left = (put_aside(Field.ANSWER, as_text(given), rest, answer),) if rest else ()
        return Parsed((result,), (*planned.notes, *left))

    def _unread(self, cells: Sequence[Value], wanted: Sequence[Field]) -> tuple[Note, ...]:
        """Return questions about the cells of a wish or counter-proposal that were not read."""
        notes = []
        for at in wanted:
            value = self.periods.columns.cell(cells, at)
            if not is_blank(value) and not is_unknown(value) and (left := _LEFT[at](value)):
                notes.append(not_understood(at, as_text(value), left))
        return tuple(notes)

    def _counter(self, cells: Sequence[Value], option: Option) -> Option | None:
        get = self.periods.columns.cell
        if all(is_blank(get(cells, f)) or is_unknown(get(cells, f)) for f in _COUNTER):
            return None
        weekdays = parse_days(get(cells, Field.COUNTER_WEEKDAYS)).weekdays
        count = parse_days(get(cells, Field.COUNTER_DAYS)).count
        start = day_of(get(cells, Field.COUNTER_START)) or option.start
        end = day_of(get(cells, Field.COUNTER_END)) or option.end
        days = len(weekdays) if weekdays else int(count) if count else option.days_per_week
        kept = option.weekdays if days == option.days_per_week else None
        form = parse_form(get(cells, Field.COUNTER_FORM))
        return Option(
            form=form or (option.form if days == option.days_per_week else form_of(days)),
            start=start,
            end=max(start, end),
            days_per_week=days,
            weekdays=weekdays or kept,
        )


def _left_of_form(value: Value) -> str:
    return rest_of_form(value) if parse_form(value) is not None else as_text(value)


def _left_of_day(value: Value) -> str:
    return "" if day_of(value) is not None else as_text(value)


def _left_of_days(value: Value) -> str:
    """Return the words of a number of days or of weekdays that were not read."""
    days = parse_days(value)
    is_open = days == NOTHING and OPEN.search(as_text(value).casefold())
    return days.left if days != NOTHING or is_open else as_text(value)


_WISH = (
    Field.WISH_FORM, Field.WISH_START, Field.WISH_END, Field.WISH_DAYS, Field.WISH_WEEKDAYS,
)  # fmt: skip
_COUNTER = (
    Field.COUNTER_FORM, Field.COUNTER_START, Field.COUNTER_END, Field.COUNTER_DAYS,
    Field.COUNTER_WEEKDAYS,
)  # fmt: skip
#: What is left of the cells of a wish or counter-proposal, in the order of the fields above.
_LEFT: Mapping[Field, Callable[[Value], str]] = {
    field: left_of
    for fields in (_WISH, _COUNTER)
    for field, left_of in zip(
        fields,
        (_left_of_form, _left_of_day, _left_of_day, _left_of_days, _left_of_days),
        strict=True,
    )
}


def rest_of_answer(value: Value) -> str:
    """Return the words of an answer besides akkoord, afgewezen or tegenvoorstel."""
    return words_left(_ANSWER_WORDS.sub(" ", as_text(value).casefold()), "choice")


_ANSWER_WORDS = re.compile(
    r"\b(?:niet akkoord|niet eens|akkoord|ja|yes|accept\w*|oké?|okay|eens|agreed?|goed(?:gekeurd)?"
    r"|afgewezen|afgekeurd|af|nee|no|niet|reject\w*|declin\w*|geweigerd"
    r"|(?:een )?tegen-?\s?voorstel|counter-?\s?(?:proposal|offer)?|anders)\b"
)


def read_answer_word(value: Value) -> str | None:
    """Parse akkoord, afgewezen or tegenvoorstel in any wording; ``None`` if it is none."""
    words = normalise(as_text(value))
    if not words:
        return None
    if "tegen" in words or "counter" in words or "anders" in words:
        return COUNTER
    if words.startswith(("niet", "nee", "afge", "af ", "no", "reject", "declin", "geweigerd")):
        return REJECTED
    if words.startswith(("akkoord", "ja", "yes", "accept", "ok", "eens", "agree", "goed")):
        return ACCEPTED
    return None
