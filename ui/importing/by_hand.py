"""What a person decided in the preview of an import: cells, columns and answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from stageplanner.domain.column_mapping import ColumnMapping
from ui.importing.import_columns import Key, key_of
from ui.importing.import_jobs import CellText
from ui.importing.source_rows import Place

if TYPE_CHECKING:
    from stageplanner.importing.questions import Question

#: Corrected cells, per file and sheet.
Cells = dict[Path, dict[str, dict[Place, str]]]
#: A question about a layout, whatever the cell.
Asked = tuple[str, tuple[str, str, str]]


def asked_key(question: Question) -> Asked:
    """Return the key of a question: of its layout, and of what is asked."""
    return question.layout.signature, question.answered.key


@dataclass(slots=True)
class ByHandDecisions:
    """Decisions since the import began; ``was_read`` notes those that the files were read with."""

    cells: Cells = field(default_factory=dict)
    #: Shared with the panel of columns.
    columns: dict[Key, ColumnMapping] = field(default_factory=dict)
    answers: dict[Asked, ColumnMapping] = field(default_factory=dict)
    _read_with: dict[object, object] = field(default_factory=dict)

    def answer(self, path: Path, question: Question, text: str | None, *, is_alike: bool) -> None:
        """Take an answer, for all cells alike or for one."""
        from stageplanner.importing.questions import About

        if question.about is About.CELL and text is not None and not is_alike:
            place = question.place
            cells = self.cells.setdefault(path, {}).setdefault(str(place.sheet), {})
            cells[place.row or 0, str(place.column)] = text
            return
        key = key_of(question.layout)
        if key in self.columns:
            # Another column of the same table was decided before.
            question = replace(question, layout=self.columns[key])
        mapping = question.answer(text)
        if mapping.columns:
            self.columns[key] = mapping
        else:
            self.answers[asked_key(question)] = mapping

    def forget(self, path: Path, question: Question) -> None:
        """Take the answer to a question back that was given now."""
        place = question.place
        self.answers.pop(asked_key(question), None)
        self.columns.pop(key_of(question.layout), None)
        of_sheet = self.cells.get(path, {}).get(str(place.sheet), {})
        of_sheet.pop((place.row or 0, str(place.column)), None)

    def withdraw(self, question: Question, mapping: ColumnMapping) -> None:
        """Take an earlier answer back."""
        self.answers[asked_key(question)] = mapping

    @property
    def mappings(self) -> tuple[ColumnMapping, ...]:
        """The columns and answers, as the core takes them."""
        return (*self.columns.values(), *self.answers.values())

    @property
    def cell_texts(self) -> dict[Path, tuple[CellText, ...]]:
        """The corrected cells, as the core takes them."""
        return {
            path: tuple(
                (sheet, number, letter, text)
                for sheet, cells in sheets.items()
                for (number, letter), text in cells.items()
            )
            for path, sheets in self.cells.items()
        }

    @property
    def pending(self) -> int:
        """Number of decisions since the files were read."""
        now, then = self._flat(), self._read_with
        return sum(now.get(key) != then.get(key) for key in {*now, *then})

    def note_read(self) -> None:
        """Note that the files are read with the decisions of this moment."""
        self._read_with = self._flat()

    def note_failed(self) -> None:
        """Note that reading failed: no decision was used."""
        self._read_with = {}

    def _flat(self) -> dict[object, object]:
        cells: Mapping[object, object] = {
            (path, sheet, place): text
            for path, sheets in self.cells.items()
            for sheet, of_sheet in sheets.items()
            for place, text in of_sheet.items()
        }
        return {**cells, **self.columns, **self.answers}
