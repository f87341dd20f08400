"""The meaning of the columns of a file, with its certainty, corrected by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QScrollArea, QWidget

from ui.base.formatting import Words
from ui.base.qt import DropDown, ElidedLabel, column, label, row
from ui.importing.preview_rows import field_names

if TYPE_CHECKING:
    from stageplanner.domain.column_mapping import ColumnMapping
    from stageplanner.importing.preview import FileReport

#: A guess with a lower confidence is marked.
SURE = 0.8
#: The key of a table and its columns.
Key = tuple[str, str, str | None]


def key_of(mapping: ColumnMapping) -> Key:
    """Return the key of a table and its columns."""
    return mapping.signature, mapping.kind, mapping.institution


class ColumnsPanel(QScrollArea):
    """The tables of one file; ``changed`` is emitted if a column gets another meaning.

    ``decided`` are corrected columns, used when the file is read again; ``kept`` are correct
    columns to be remembered.
    """

    changed = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.decided: dict[Key, ColumnMapping] = {}
        self.kept: dict[Key, ColumnMapping] = {}
        #: The reading of each table, with its choices by heading.
        self.choices: list[tuple[ColumnMapping, list[tuple[str, QComboBox]]]] = []
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_file(self, report: FileReport | None) -> None:
        """Show the tables of a file."""
        inside = QWidget()
        inside.setObjectName("flow")
        layout = column(parent=inside, gap=12)
        layout.setContentsMargins(0, 4, 12, 4)
        self.choices = []
        tables = report.tables if report is not None else ()
        if not tables:
            text = self.tr("Kies links een bestand; hier staat dan waarvoor elke kolom dient.")
            layout.addWidget(label(text, "muted", wrap=True))
        for table in tables:
            text = self.tr("Blad {sheet}, kopregel {row}")
            if not table.header_row:
                text = self.tr("Blad {sheet}, zonder kopregel")
            title = text.format(sheet=table.sheet, row=table.header_row)
            layout.addLayout(row(label(title, "strong"), 1, self._keep_box(table), gap=16))
            layout.addLayout(self._grid(table))
        layout.addStretch(1)
        self.setWidget(inside)

    def _keep_box(self, table: Any) -> QCheckBox:  # noqa: ANN401 - a table of a reading
        """Build the check box that remembers the columns for next year."""
        box = QCheckBox(self.tr("Zo onthouden voor volgende keer"))
        mapping = table.mapping()
        is_kept = table.remembered or key_of(mapping) in self.kept
        box.setChecked(is_kept)
        if table.remembered:
            box.setText(self.tr("Zo onthouden"))
            box.setEnabled(False)
        box.toggled.connect(partial(self._on_keep, mapping))
        return box

    def _on_keep(self, mapping: ColumnMapping, is_kept: bool) -> None:
        self.kept.pop(key_of(mapping), None)
        if is_kept:
            self.kept[key_of(mapping)] = mapping

    def _grid(self, table: Any) -> QGridLayout:  # noqa: ANN401 - a table of a reading
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        heads = (
            self.tr("Kolom"),
            self.tr("Kop in het bestand"),
            self.tr("Voorbeelden"),
            self.tr("Betekenis"),
            self.tr("Zekerheid"),
        )
        for i, head in enumerate(heads):
            grid.addWidget(label(head, "caption"), 0, i)
        mapping = table.mapping()
        decided: Mapping[str, str] = {}
        if key_of(mapping) in self.decided:
            decided = dict(self.decided[key_of(mapping)].columns)
        names = field_names(table.kind.value)
        choices: list[tuple[str, QComboBox]] = []
        number = len(self.choices)
        for line, guess in enumerate(table.columns, start=1):
            chosen = decided.get(guess.heading, guess.field or "")
            choice = self._choice(guess.heading, names, chosen)
            choice.currentIndexChanged.connect(partial(self._on_choice, number))
            samples = ElidedLabel("muted")
            samples.setText(", ".join(dict.fromkeys(guess.samples)))
            parts = (
                label(guess.column),
                label(guess.heading.replace("\n", " "), wrap=True),
                samples,
                choice,
                label(self._certainty(guess)),
            )
            for i, part in enumerate(parts):
                grid.addWidget(part, line, i)
            choices.append((guess.heading, choice))
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 3)
        self.choices.append((mapping, choices))
        return grid

    def _choice(self, heading: str, names: Mapping[str, str], chosen: str) -> QComboBox:
        box = DropDown()
        box.setAccessibleName(self.tr("Betekenis van {name}").format(name=heading))
        options = {**names}
        options.setdefault(chosen, chosen)
        for key, text in options.items():
            box.addItem(text, key)
        box.setCurrentIndex(list(options).index(chosen))
        box.setFixedWidth(230)
        return box

    def _certainty(self, guess: Any) -> str:  # noqa: ANN401 - a guess of a reading
        if not guess.field:
            return ""
        sure = self._words.percent(guess.confidence, 0)
        return sure if guess.confidence >= SURE else f"▲ {sure}"

    def _on_choice(self, number: int, _index: int) -> None:
        mapping, choices = self.choices[number]
        columns = tuple((head, str(choice.currentData() or "")) for head, choice in choices)
        self.decided.pop(key_of(mapping), None)
        self.kept.pop(key_of(mapping), None)
        if columns != mapping.columns:
            self.decided[key_of(mapping)] = replace(mapping, columns=columns)
        self.changed.emit()
