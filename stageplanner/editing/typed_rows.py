"""Rows as a person types them: what their texts mean, and what is said of those refused."""

from __future__ import annotations

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

#: Texts for some fields of a row, by the names of the fields.
Texts = Mapping[str, str]
#: How a row is known: by its id, a holiday by its place in the list (0 is the first).
Key = str | int


@dataclass(frozen=True, slots=True, kw_only=True)
class CellNote:
    """What there is to say of one text: refused where its problem is an error.

    ``row`` is the key of an existing row; of a new one (``is_new``) its place among the new.
    """

    row: Key
    field: str
    text: str
    problem: Problem
    is_new: bool = False

    @property
    def is_refused(self) -> bool:
        """Tell whether the text was not used."""
        return self.problem.severity is Severity.ERROR


@dataclass(slots=True)
class TypedRows:
    """Reads the texts of rows of one kind and collects what there is to say of them."""

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
        """A row with what could be read of its texts; ``None`` where that does not fit it."""
        values = self._read(key, texts, row, is_new=False)
        try:
            if values:
                self._check_id(str(key), values)
            return row_edits.edited(row, values) if values else None
        except UnfitError as unfit:
            self._unfit(key, texts, unfit, is_new=False)
            return None

    def new(self, number: int, texts: Texts) -> Row | None:
        """A new row; ``None`` as long as it is not complete."""
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
        """What every text means; those that mean nothing are noted. Named values win."""
        from stageplanner.sheets.reading.typed.typed_value import read_typed, typed_fields

        around = self._around_row(row, texts)
        values: dict[str, object] = {}
        for name in sorted(texts, key=_is_narrow):
            if name not in typed_fields(self.kind) or (is_new and not texts[name].strip()):
                continue
            found = read_typed(self.kind, name, texts[name], around)
            for told in found.notes:
                if told.severity is not Severity.INFO:
                    self._note(key, name, texts[name], _problem(told), is_new=is_new)
            if found.value is not None and not found.failed:
                values |= found.value
        return values

    def _around_row(self, row: Row | None, texts: Texts) -> RowContext:
        around = self._around
        assert around is not None
        year = around.school_year
        start = getattr(row, "start", None)
        if start is not None:
            year = school_year_of(start)
        whose = texts.get("institution", "") or getattr(row, "institution", "")
        region = texts.get("region", "") or getattr(row, "region", "") or ""
        return replace(around, school_year=year, institution=whose, region=region)

    def _check_id(self, own: str, values: Mapping[str, object]) -> None:
        """No two leerbedrijven have one id, also not within one paste."""
        wanted = values.get("id")
        if self.kind != "leerbedrijf" or not isinstance(wanted, str) or wanted == own:
            return
        if wanted in self._taken:
            raise UnfitError("id", "edit_id_taken", value=wanted)
        self._taken[wanted] = wanted

    def _unfit(self, key: Key, texts: Texts, unfit: UnfitError, *, is_new: bool) -> None:
        """Nothing of a row that does not hold together is used: every text of it is told."""
        problem = Problem(code=unfit.code, values=unfit.values)
        told = {note.field for note in self.notes if note.row == key and note.is_new == is_new}
        named = [unfit.field] if is_new else [*texts]
        for name in named:
            if name not in told:
                self._note(key, name, texts.get(name, ""), problem, is_new=is_new)

    def _note(self, key: Key, name: str, text: str, problem: Problem, *, is_new: bool) -> None:
        place = Place(period=str(key)) if self.kind == "period" and not is_new else Place()
        problem = replace(problem, place=place)
        note = CellNote(row=key, field=name, text=text, problem=problem, is_new=is_new)
        self.notes.append(note)


def _problem(told: Note) -> Problem:
    return Problem(code=told.code, severity=told.severity, values=told.values)


def _is_narrow(name: str) -> bool:
    """Texts that set several fields come first, so that a field's own text wins."""
    return name not in ("programme", "span")
