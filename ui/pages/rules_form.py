"""The rules of the region and of each institution, one line each, set at once and undone at will.

What there is to set comes from :mod:`stageplanner.domain.rules`; a new rule is a row there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from stageplanner import messages
from stageplanner.domain.form import Form
from stageplanner.domain.rules import (
    GOAL_FIELDS,
    HIGHEST_TARGET,
    HIGHEST_WEIGHT,
    LOWEST_TARGET,
    LOWEST_WEIGHT,
    NIVEAUS,
    RULE_FIELDS,
    RuleField,
    RuleKind,
    differing,
)
from stageplanner.domain.state import institutions_of
from stageplanner.problems import StagePlannerError
from ui.qt import button, column, label, override, row
from ui.session import Session
from ui.words import Words

#: A number that is stepped through is taken over once it rests.
REST_MS = 500

Taken = Callable[[Any], None]


class RulesForm(QWidget):
    """Whose rules at the left, the rules themselves at the right."""

    def __init__(self, session: Session, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._words = session, words
        self._fields: dict[str, RuleEditor] = {}
        self._shown: tuple[object, ...] = ()
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Voor wie de regels gelden"))
        self._list.setFixedWidth(196)
        self._list.setWordWrap(True)
        self._list.currentRowChanged.connect(self._on_whose)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = row(self._list, self._scroll, parent=self, gap=0)
        layout.setContentsMargins(12, 12, 0, 0)
        layout.setStretch(1, 1)
        self.setFocusProxy(self._list)

    @property
    def institution(self) -> str | None:
        """Whose rules are shown; ``None`` for the region."""
        item = self._list.currentItem()
        return None if item is None else item.data(Qt.ItemDataRole.UserRole)

    def refresh(self) -> None:
        """Show the rules of now; where nothing of them changed, nothing moves."""
        state = self._session.state
        schools = tuple(sorted(institutions_of(state)))
        shown = (schools, state.policy)
        if self._shown == shown:
            return
        before, self._shown = self._shown, shown
        if not before or before[0] != schools:
            self._fill_list(schools)
        for i in range(1, self._list.count()):
            item = self._list.item(i)
            name = str(item.data(Qt.ItemDataRole.UserRole))
            count = len(differing(state.policy, name))
            text = self.tr("{name}\n{count} anders dan de regio").format(name=name, count=count)
            item.setText(text if count else name)
        self._show_values()

    def _fill_list(self, schools: tuple[str, ...]) -> None:
        chosen = self.institution
        self._list.blockSignals(True)
        self._list.clear()
        self._list.addItem(self.tr("Hele regio"))
        for name in schools:
            item = QListWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, name)
            self._list.addItem(item)
        self._list.setCurrentRow(schools.index(chosen) + 1 if chosen in schools else 0)
        self._list.blockSignals(False)
        self._build()

    def _on_whose(self) -> None:
        self._build()

    # --- the lines -------------------------------------------------------------------------

    def _build(self) -> None:
        for editor in self._fields.values():
            editor.settle()
        self._fields = {}
        inside = QWidget()
        inside.setObjectName("flow")
        layout = column(parent=inside, gap=18)
        layout.setContentsMargins(20, 8, 24, 20)
        whose = self.institution
        if whose is None:
            self._add_title(layout, self.tr("Wat een voorstel mag"), self._default_note())
        else:
            self._add_title(layout, whose, self._own_note())
        for field in RULE_FIELDS:
            self._add(layout, "rule", field, partial(self._set_rule, field.name))
        if whose is None:
            self._add_region(layout)
        else:
            self._as_region = button(self.tr("Alles zoals de regio"))
            self._as_region.clicked.connect(self._do_as_region)
            layout.addLayout(row(self._as_region, 1))
        layout.addStretch(1)
        self._scroll.setWidget(inside)
        self._show_values()

    def _default_note(self) -> str:
        return self.tr(
            "Geldt waar een stageperiode zelf niets zegt. Een instelling met eigen regels kiest u"
            " links."
        )

    def _own_note(self) -> str:
        return self.tr("Wat u hier wijzigt, geldt alleen voor deze instelling.")

    def _add_title(self, layout: QVBoxLayout, title: str, note: str) -> None:
        layout.addLayout(
            column(label(title, "subtitle", wrap=True), label(note, "muted", wrap=True), gap=4)
        )

    def _add_region(self, layout: QVBoxLayout) -> None:
        """What holds for the region as a whole: target, weights, how closely goals are held."""
        editing = lambda: self._session.project.editing  # noqa: E731
        title = self.tr("Waar een voorstel naar zoekt")
        self._add_title(layout, title, self.tr("Geldt voor de hele regio."))
        target = RuleField(
            name="target", kind=RuleKind.SHARE, low=LOWEST_TARGET, high=HIGHEST_TARGET
        )
        self._add(layout, "rule", target, lambda value: editing().edit_target(value))
        self._add_weights(layout)
        self._add_title(
            layout,
            self.tr("Hoe precies elk doel wordt gehouden"),
            self.tr("De doelen staan op volgorde; wat elk bereikte, mag zoveel prijsgeven."),
        )
        for field in GOAL_FIELDS:
            self._add(layout, "goal", field, partial(self._set_goal, field.name))

    def _add_weights(self, layout: QVBoxLayout) -> None:
        text = partial(messages.text, "rule_load_weights")
        lines = column(label(text(self._words.language), "strong"), gap=6)
        help_text = messages.text("rule_load_weights_help", self._words.language)
        lines.addWidget(label(help_text, "caption", wrap=True))
        grid = row(gap=16)
        for niveau in NIVEAUS:
            name = self.tr("Niveau {niveau}").format(niveau=niveau)
            field = RuleField(
                name=f"weight{niveau}", kind=RuleKind.SHARE, low=LOWEST_WEIGHT, high=HIGHEST_WEIGHT
            )
            editor = NumberEditor(field, f"{messages.text('rule_load_weights')}, {name}", "", 1.0)
            editor.taken.connect(partial(self._set_weight, niveau))
            self._fields[f"weight.{niveau}"] = editor
            grid.addLayout(column(label(name, "caption"), editor, gap=2))
        grid.addStretch(1)
        lines.addLayout(grid)
        layout.addLayout(lines)

    def _add(self, layout: QVBoxLayout, prefix: str, field: RuleField, taken: Taken) -> None:
        language = self._words.language
        title = messages.text(f"{prefix}_{field.name}", language)
        editor = make_editor(field, title, self._words)
        editor.taken.connect(taken)
        note = label("", "caption", wrap=True)
        help_text = label(
            messages.text(f"{prefix}_{field.name}_help", language), "caption", wrap=True
        )
        lines = column(label(title, "strong", wrap=True), gap=4)
        lines.addLayout(row(editor, 1))
        lines.addWidget(help_text)
        lines.addWidget(note)
        editor.note = note
        self._fields[f"{prefix}.{field.name}"] = editor
        layout.addLayout(lines)

    # --- values ----------------------------------------------------------------------------

    def _show_values(self) -> None:
        policy, whose = self._session.state.policy, self.institution
        rules = policy.rules if whose is None else policy.rules_of(whose)
        for name, editor in self._fields.items():
            kind, _, field = name.partition(".")
            if kind == "weight":
                editor.show_value(policy.weight_of(int(field)))
            elif kind == "goal":
                editor.show_value(getattr(policy.goals, field))
            elif field == "target":
                editor.show_value(policy.target)
            else:
                editor.show_value(getattr(rules, field))
                self._tell_difference(editor, field, whose)

    def _tell_difference(self, editor: RuleEditor, field: str, whose: str | None) -> None:
        """Say what the region does where an institution does otherwise."""
        policy = self._session.state.policy
        is_other = whose is not None and field in differing(policy, whose)
        if editor.note is not None:
            region = editor.said(getattr(policy.rules, field), self._words)
            text = self.tr("● De regio: {value}").format(value=region)
            editor.note.setText(text if is_other else "")
            editor.note.setVisible(is_other)

    def _set_rule(self, name: str, value: object) -> None:
        self._try(lambda editing: editing.edit_rule(self.institution, name, value), f"rule.{name}")

    def _set_goal(self, name: str, value: object) -> None:
        self._try(lambda editing: editing.edit_goal(name, value), f"goal.{name}")

    def _set_weight(self, niveau: int, value: float) -> None:
        self._try(lambda editing: editing.edit_weight(niveau, value), f"weight.{niveau}")

    def _try(self, act: Callable[[Any], None], name: str) -> None:
        """Do it, or say beside the rule why that cannot be."""
        editor = self._fields[name]
        try:
            act(self._session.project.editing)
        except StagePlannerError as error:
            self._shown = ()
            self._show_values()
            if editor.note is not None:
                editor.note.setText(messages.sentence(error.problem, self._words.language))
                editor.note.setVisible(True)

    def _do_as_region(self) -> None:
        whose = self.institution
        if whose is not None:
            self._session.project.editing.do_as_region(whose)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """What was typed last is taken over, also when the page is left at once."""
        for editor in self._fields.values():
            editor.settle()
        super().hideEvent(event)


# --- editors ---------------------------------------------------------------------------------


class RuleEditor(QWidget):
    """Shows and takes one value."""

    taken = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.note: Any = None

    def show_value(self, value: Any) -> None:  # noqa: ANN401 - each rule its own type
        """Show a value without taking it."""

    def settle(self) -> None:
        """Take over what rests not yet."""

    def said(self, value: Any, words: Words) -> str:  # noqa: ANN401
        """A value in words."""
        return str(value)


class _Calm:
    """A number that the wheel changes only where it has the focus."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():  # type: ignore[attr-defined]
            super().wheelEvent(event)  # type: ignore[misc]
        else:
            event.ignore()


class CalmSpin(_Calm, QSpinBox):
    """A whole number."""


class CalmDoubleSpin(_Calm, QDoubleSpinBox):
    """A number with decimals."""


class NumberEditor(RuleEditor):
    """A number within its range; a share is shown in percent."""

    def __init__(self, field: RuleField, name: str, unit: str, scale: float) -> None:
        super().__init__()
        self._field, self._scale, self._unit = field, scale, unit
        is_whole = field.kind is RuleKind.COUNT
        self.box = CalmSpin() if is_whole else CalmDoubleSpin()
        low, high = field.low * scale, field.high * scale
        if is_whole:
            self.box.setRange(int(low) - field.may_be_open, int(high))
        else:
            self.box.setDecimals(2 if scale == 1.0 or high <= 10 else 1)
            self.box.setSingleStep(0.1 if scale == 1.0 or high <= 10 else 1.0)
            self.box.setRange(low, high)
        if field.may_be_open:
            self.box.setSpecialValueText(self.tr("geen grens"))
        self.box.setSuffix(f" {unit}" if unit else "")
        self.box.setKeyboardTracking(False)
        self.box.setAccessibleName(name)
        self.box.setFixedWidth(150 if len(unit) > 1 else 96)
        self.box.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.box.valueChanged.connect(self._on_value)
        row(self.box, parent=self)
        self.setFocusProxy(self.box)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._take)

    def _on_value(self) -> None:
        self._rest.start()

    def _take(self) -> None:
        value = self.box.value()
        if self._field.may_be_open and value < self._field.low:
            self.taken.emit(None)
        elif self._field.kind is RuleKind.COUNT:
            self.taken.emit(int(value))
        else:
            self.taken.emit(round(value / self._scale, 6))

    @override
    def settle(self) -> None:
        self.box.interpretText()
        if self._rest.isActive():
            self._rest.stop()
            self._take()

    @override
    def show_value(self, value: float | None) -> None:
        if self._rest.isActive():
            return  # what is being typed is newer than what is shown
        self.box.blockSignals(True)
        if value is None:
            self.box.setValue(self.box.minimum())
        elif self._field.kind is RuleKind.COUNT:
            self.box.setValue(int(value))
        else:
            self.box.setValue(value * self._scale)
        self.box.blockSignals(False)

    @override
    def said(self, value: float | None, words: Words) -> str:
        if value is None:
            return self.box.specialValueText()
        return f"{words.count(value * self._scale)} {self._unit}".rstrip()


class MarksEditor(RuleEditor):
    """Some of a few, each with a mark: forms, weekdays, or a single yes or no."""

    def __init__(self, keys: list[object], texts: list[str], name: str) -> None:
        super().__init__()
        self._keys = keys
        self.boxes = [QCheckBox(text) for text in texts]
        for box, text in zip(self.boxes, texts, strict=True):
            box.setAccessibleName(f"{name}: {text}")
            box.clicked.connect(self._on_clicked)
        row(*self.boxes, parent=self, gap=14)
        self.setFocusProxy(self.boxes[0])

    def _on_clicked(self) -> None:
        pairs = zip(self._keys, self.boxes, strict=True)
        self.taken.emit(tuple(key for key, box in pairs if box.isChecked()))

    @override
    def show_value(self, value: tuple[object, ...]) -> None:
        for key, box in zip(self._keys, self.boxes, strict=True):
            box.setChecked(key in value)

    @override
    def said(self, value: tuple[object, ...], words: Words) -> str:
        texts = {key: box.text() for key, box in zip(self._keys, self.boxes, strict=True)}
        return ", ".join(texts[key] for key in value if key in texts) or "–"


class YesNoEditor(MarksEditor):
    """A single yes or no."""

    def __init__(self, name: str) -> None:
        super().__init__([True], [QCoreApplication.translate("YesNoEditor", "ja")], name)

    @override
    def _on_clicked(self) -> None:
        self.taken.emit(self.boxes[0].isChecked())

    @override
    def show_value(self, value: bool) -> None:
        self.boxes[0].setChecked(value)

    @override
    def said(self, value: bool, words: Words) -> str:
        return self.tr("ja") if value else self.tr("nee")


def make_editor(field: RuleField, name: str, words: Words) -> RuleEditor:
    """The editor of a rule, by its kind."""
    match field.kind:
        case RuleKind.COUNT:
            unit = messages.text(field.unit, words.language) if field.unit else ""
            return NumberEditor(field, name, unit, 1.0)
        case RuleKind.SHARE:
            return NumberEditor(field, name, "%", 100.0)
        case RuleKind.YES_NO:
            return YesNoEditor(name)
        case RuleKind.FORMS:
            return MarksEditor([Form.LINT, Form.BLOK], ["lint", "blok"], name)
        case RuleKind.WEEKDAYS:
            days = [words.weekdays((day,)) for day in range(5)]
            return MarksEditor(list(range(5)), days, name)
