"""Edits by hand as verbs of a project: stage periods, leerbedrijven, holidays and rules.

Values are texts, as they were typed or pasted; every spelling of the import is understood. A text
that cannot be used is refused with its sentence and changes nothing; all the rest is one step that
can be undone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from stageplanner.domain.plan import WISH_PLAN, placements_of, recounted, with_placements
from stageplanner.domain.planning import row_edits
from stageplanner.domain.planning.row_edits import Row
from stageplanner.domain.planning.rule_fields import (
    as_region,
    with_goal,
    with_rule,
    with_served_first,
    with_target,
    with_weight,
)
from stageplanner.domain.policy import Policy
from stageplanner.domain.state import State
from stageplanner.editing.typed_rows import CellNote, Key, Texts, TypedRows
from stageplanner.messages import text

if TYPE_CHECKING:
    from stageplanner.workspace.project_file import ProjectFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """The result of an edit: rows changed and added, and the notes on its texts."""

    changed: tuple[Key, ...] = ()
    added: tuple[int, ...] = ()
    notes: tuple[CellNote, ...] = ()

    @property
    def refused(self) -> tuple[CellNote, ...]:
        """The notes on the texts that were not used."""
        return tuple(note for note in self.notes if note.is_refused)


class Editing:
    """The verbs that change rows and rules by hand."""

    def __init__(self, project: ProjectFile) -> None:
        self._project = project

    # --- stage periods, leerbedrijven, holidays ----------------------------------------------

    def edit(self, kind: str, changes: Mapping[Any, Texts], new: Sequence[Texts] = ()) -> Edited:
        """Change rows of a kind (``period``, ``leerbedrijf``, ``holiday``) and add new ones.

        Parameters
        ----------
        kind : str
            The kind of the rows.
        changes : Mapping[Any, Texts]
            The texts of the fields that change, by the key of the row.
        new : Sequence[Texts], optional
            The texts of rows to add; an incomplete one is not added.

        Returns
        -------
        Edited
            What was used, and every text that was refused, with the reason.
        """
        state = self._project.state
        reader = TypedRows(state, kind)
        rows = _rows(state, kind)
        changed: dict[Key, Row] = {}
        for key, texts in changes.items():
            row = rows.get(key)
            after = None if row is None else reader.edited(key, row, texts)
            if after is not None and after != row:
                changed[key] = after
        added: dict[int, Row] = {}
        for number, texts in enumerate(new):
            fresh = reader.new(number, texts)
            if fresh is not None:
                added[number] = fresh
        if changed or added:
            after_state = _with_rows(state, kind, changed, tuple(added.values()))
            verb = f"edit_{kind}" if changed else f"add_{kind}"
            self._project.commit_state(
                after_state, verb, _subject((*changed.values(), *added.values()))
            )
        return Edited(changed=tuple(changed), added=tuple(added), notes=tuple(reader.notes))

    def fix(self, period_id: str) -> None:
        """Make a stage period Vast: it does its wish, and no proposal asks otherwise.

        Parameters
        ----------
        period_id : str
            The stage period.
        """
        state = self._project.state
        periods = tuple(
            replace(period, fixed=True) if period.id == period_id else period
            for period in state.periods
        )
        plan = state.plan
        if plan is not None and period_id in plan.placements:
            period = next(period for period in state.periods if period.id == period_id)
            plan = with_placements(plan, period, placements_of(WISH_PLAN, period))
            plan = recounted(plan, periods, {period.programme})
        changed = replace(state, periods=periods, plan=plan)
        self._project.commit_state(changed, "edit_period", period_id)

    def delete(self, kind: str, keys: Collection[Any]) -> int:
        """Delete rows of a kind; return how many."""
        state = self._project.state
        deleted = {key: row for key, row in _rows(state, kind).items() if key in set(keys)}
        if deleted:
            after = _without_rows(state, kind, deleted)
            self._project.commit_state(after, f"delete_{kind}", _subject(tuple(deleted.values())))
        return len(deleted)

    def copy_region_holidays(self, institution: str) -> int:
        """Copy the holidays of its region to an institution, to be edited.

        Returns
        -------
        int
            How many; 0 if it has holidays already, or its region is not known.
        """
        from stageplanner.domain.state import region_of

        state = self._project.state
        region = region_of(state, institution)
        if any(h.institution == institution for h in state.holidays):
            return 0
        copies = tuple(
            replace(h, institution=institution)
            for h in state.region_holidays
            if h.institution == region
        )
        if copies:
            after = replace(state, holidays=(*state.holidays, *copies))
            self._project.commit_state(after, "add_holiday", institution)
        return len(copies)

    # --- rules -------------------------------------------------------------------------------

    def edit_rule(self, institution: str | None, name: str, value: object) -> None:
        """Change one rule of the region (``None``) or of one institution.

        Institutions with the same value as the region follow it.

        Raises
        ------
        StagePlannerError
            If the value is out of range.
        """
        policy = self._project.state.policy
        self._set_policy(with_rule(policy, institution, name, value), institution or "")

    def edit_rule_text(self, institution: str | None, name: str, text: str) -> None:
        """Change a rule from text: combinations of weekdays, stretches without placement.

        Raises
        ------
        StagePlannerError
            If a part of the text cannot be read; the sentence names it.
        """
        self.edit_rule(institution, name, read_rule_text(name, text))

    def edit_served_first(self, niveaus: tuple[int, ...]) -> None:
        """Change the niveaus whose tekort is minimised before that of the others."""
        self._set_policy(with_served_first(self._project.state.policy, niveaus))

    def do_as_region(self, institution: str) -> None:
        """Give an institution the rules of its region."""
        self._set_policy(as_region(self._project.state.policy, institution), institution)

    def edit_weight(self, niveau: int, weight: float) -> None:
        """Change the weight of a student of a niveau (1 is the usual)."""
        self._set_policy(with_weight(self._project.state.policy, niveau, weight))

    def edit_target(self, target: float) -> None:
        """Change the target utilisation of proposals (1.0 is full)."""
        self._set_policy(with_target(self._project.state.policy, target))

    def edit_goal(self, name: str, value: object) -> None:
        """Change the tolerance of a goal of a proposal."""
        self._set_policy(with_goal(self._project.state.policy, name, value))

    def _set_policy(self, policy: Policy, subject: str = "") -> None:
        state = self._project.state
        if policy != state.policy:
            self._project.commit_state(replace(state, policy=policy), "policy", subject)


def read_rule_text(name: str, text: str) -> object:
    """Read a rule from text: combinations of weekdays, stretches without placement.

    Raises
    ------
    StagePlannerError
        If a part of the text cannot be read; the sentence names it.
    """
    from stageplanner.sheets.reading.typed.typed_rules import read_forbidden, read_weekday_sets

    readers = {"weekday_sets": read_weekday_sets, "forbidden": read_forbidden}
    return readers[name](text)


def rule_text(name: str, value: Any, language: str = "nl") -> str:  # noqa: ANN401 - of any rule
    """Return a rule as the text of :meth:`Editing.edit_rule_text`."""
    from stageplanner.sheets.reading.typed.typed_rules import forbidden_text, weekday_sets_text

    if name == "weekday_sets":
        return weekday_sets_text(value)
    return forbidden_text(value, text("rule_year_word", language))


def known_programmes() -> dict[str, str]:
    """Return the names of the programmes with a crebo, by crebo."""
    from stageplanner.sheets.reading.values.programmes import code_list

    return {crebo: programme.name for crebo, programme in code_list().by_crebo.items()}


# --- rows ------------------------------------------------------------------------------------


def _rows(state: State, kind: str) -> dict[Any, Any]:
    """Return the rows of a kind by their keys."""
    if kind == "period":
        return {period.id: period for period in state.periods}
    if kind == "leerbedrijf":
        return {company.id: company for company in state.leerbedrijven}
    return dict(enumerate(state.holidays))


def _with_rows(state: State, kind: str, changed: Mapping[Any, Any], new: Sequence[Any]) -> State:
    if kind == "period":
        return row_edits.with_periods(state, changed, new)
    if kind == "leerbedrijf":
        rows = (changed.get(company.id, company) for company in state.leerbedrijven)
        return replace(state, leerbedrijven=(*rows, *new))
    holidays = (changed.get(number, h) for number, h in enumerate(state.holidays))
    return replace(state, holidays=(*holidays, *new))


def _without_rows(state: State, kind: str, deleted: Mapping[Any, Any]) -> State:
    if kind == "period":
        return row_edits.without_periods(state, deleted.keys())
    if kind == "leerbedrijf":
        rows = tuple(company for company in state.leerbedrijven if company.id not in deleted)
        return replace(state, leerbedrijven=rows)
    holidays = tuple(h for number, h in enumerate(state.holidays) if number not in deleted)
    return replace(state, holidays=holidays)


def _subject(rows: Sequence[Any]) -> str:
    """Return the name of a single row; empty for several, which the history lists."""
    if len(rows) != 1:
        return ""
    row = rows[0]
    parts = [getattr(row, name, "") for name in ("institution", "group", "name")]
    return " ".join(part for part in parts if part)
