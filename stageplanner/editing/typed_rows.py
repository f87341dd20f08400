"""Rows as a person types them: reading their texts, and notes on the texts that are refused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from stageplanner.domain.calendar import school_year_of
from stageplanner.domain.history import now
from stageplanner.domain.planning import row_edits
from stageplanner.domain.planning.row_edits import Row, UnfitError
from stageplanner.domain.state import State, institutions_of
from stageplanner.problems import Place, Problem, Severity

if TYPE_CHECKING:
    from stageplanner.sheets.reading.notes import Note
    from stageplanner.sheets.reading.typed.row_context import RowContext

#: Fields that are a whole number.
_COUNTS = frozenset({"students", "places"})
#: A number with signs between its thousands, which in another language is one with decimals.
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")

#: Texts for some fields of a row, by the names of the fields.
Texts = Mapping[str, str]
#: The key of a row: its id, or the index of a holiday in the list.
Key = str | int


@dataclass(frozen=True, slots=True, kw_only=True)
class CellNote:
    """A note on one text; the text was refused if the problem is an error.

    ``row`` is the key of an existing row, or the index among the new rows (``is_new``).
    """

    row: Key
    field: str
    text: str
    problem: Problem
    is_new: bool = False

    @property
    def is_refused(self) -> bool:
        """Whether the text was not used."""
        return self.problem.severity is Severity.ERROR


@dataclass(slots=True)
class TypedRows:
    """Reads the texts of rows of one kind and collects notes on them."""

    state: State
    kind: str
    notes: list[CellNote] = field(default_factory=list)
    _around: RowContext | None = None
    _taken: dict[str, str] = field(default_factory=dict)
    _ids: Any = None

    def __post_init__(self) -> None:
        from stageplanner.sheets.reading.typed.row_context import row_context

        state = self.state
        years = Counter(school_year_of(period.start) for period in state.periods)
        year = years.most_common(1)[0][0] if years else school_year_of(now().date())
        holidays = (*state.holidays, *state.region_holidays)
        names = dict.fromkeys([*institutions_of(state), *(h.institution for h in state.holidays)])
        self._around = row_context(names, holidays, year)
        self._taken = {company.id: company.id for company in state.leerbedrijven}
        self._ids = row_edits.fresh_ids(state)

    def edited(self, key: Key, row: Row, texts: Texts) -> Row | None:
        """Return a row with the values of its texts; ``None`` if they do not fit it."""
        values = self._read(key, texts, row, is_new=False)
        try:
            if values:
                self._check_id(str(key), values)
            return row_edits.edited(row, values) if values else None
        except UnfitError as unfit:
            self._unfit(key, texts, unfit, is_new=False)
            return None

    def new(self, number: int, texts: Texts) -> Row | None:
        """Build a new row; ``None`` as long as it is not complete."""
        values = self._read(number, texts, None, is_new=True)
        refused = {note.field for note in self.notes if note.is_new and note.row == number}
        missing = [n for n in row_edits.missing_fields(self.kind, values) if n not in refused]
        for name in missing:
            if not (name in ("start", "end") and "span" in refused):
                self._note(number, name, "", Problem(code="edit_required"), is_new=True)
        if missing or any(n.is_refused for n in self.notes if n.is_new and n.row == number):
            return None
        try:
            if self.kind == "period":
                return row_edits.new_period(next(self._ids), values)
            if self.kind == "leerbedrijf":
                company = row_edits.new_leerbedrijf(values)
                self._check_id("", {"id": company.id})
                return company
            return row_edits.new_holiday(values)
        except UnfitError as unfit:
            self._unfit(number, texts, unfit, is_new=True)
            return None

    def _read(self, key: Key, texts: Texts, row: Row | None, *, is_new: bool) -> dict[str, object]:
        """Read the value of every text, and note the texts without one."""
        from stageplanner.sheets.reading.typed.typed_value import read_typed, typed_fields

        around = self._around_row(row, texts)
        values: dict[str, object] = {}
        for name in sorted(texts, key=_is_narrow):
            if name not in typed_fields(self.kind) or (is_new and not texts[name].strip()):
                continue
            reading = read_typed(self.kind, name, texts[name], around)
            for note in reading.notes:
                if note.severity is not Severity.INFO:
                    self._note(key, name, texts[name], _problem(note), is_new=is_new)
            if reading.value is not None and not reading.failed:
                values |= reading.value
                doubt = _thousands(name, texts[name], reading.value)
                if doubt is not None:
                    self._note(key, name, texts[name], doubt, is_new=is_new)
        return values

    def _around_row(self, row: Row | None, texts: Texts) -> RowContext:
        around = self._around
        assert around is not None
        year = around.school_year
        start = getattr(row, "start", None)
        if start is not None:
            year = school_year_of(start)
        institution = texts.get("institution", "") or getattr(row, "institution", "")
        region = texts.get("region", "") or getattr(row, "region", "") or ""
        return replace(around, school_year=year, institution=institution, region=region)

    def _check_id(self, current: str, values: Mapping[str, object]) -> None:
        """Raise if two leerbedrijven would have one id, also within one paste."""
        new_id = values.get("id")
        if self.kind != "leerbedrijf" or not isinstance(new_id, str) or new_id == current:
            return
        if new_id in self._taken:
            raise UnfitError("id", "edit_id_taken", value=new_id)
        self._taken[new_id] = new_id

    def _unfit(self, key: Key, texts: Texts, unfit: UnfitError, *, is_new: bool) -> None:
        """Note every text of a row whose values do not fit together; none is used.

        A warning on how a text was read would not be true any more, so it gives way.
        """
        problem = Problem(code=unfit.code, values=unfit.values)
        self.notes[:] = [
            note
            for note in self.notes
            if note.is_refused or (note.row, note.is_new) != (key, is_new)
        ]
        noted = {note.field for note in self.notes if note.row == key and note.is_new == is_new}
        named = [unfit.field] if is_new else [*texts]
        for name in named:
            if name not in noted:
                self._note(key, name, texts.get(name, ""), problem, is_new=is_new)

    def _note(self, key: Key, name: str, text: str, problem: Problem, *, is_new: bool) -> None:
        place = Place(period=str(key)) if self.kind == "period" and not is_new else Place()
        problem = replace(problem, place=place)
        note = CellNote(row=key, field=name, text=text, problem=problem, is_new=is_new)
        self.notes.append(note)


def _thousands(name: str, text: str, value: Mapping[str, object]) -> Problem | None:
    """Return a warning on a number of thousands that may be meant as one with decimals."""
    used = value.get(name)
    is_large = isinstance(used, int) and used >= 1000
    if name not in _COUNTS or not is_large or not _THOUSANDS.fullmatch(text.strip()):
        return None
    values = {"value": text.strip(), "used": used}
    return Problem(code="edit_read_as", severity=Severity.WARNING, values=values)


def _problem(note: Note) -> Problem:
    return Problem(code=note.code, severity=note.severity, values=note.values)


def _is_narrow(name: str) -> bool:
    """Return whether a text sets one field only; wide ones are read first, so narrow ones win."""
    return name not in ("programme", "span")
