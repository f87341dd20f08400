"""The form of all rules, for the region and for each institution.

The rules come from :mod:`stageplanner.domain.planning.rule_fields`; a new rule is a row there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from stageplanner import messages
from stageplanner.domain.planning.rule_fields import (
    GOAL_FIELDS,
    HIGHEST_TARGET,
    HIGHEST_WEIGHT,
    LOWEST_TARGET,
    LOWEST_WEIGHT,
    NIVEAUS,
    RULE_FIELDS,
    RULE_GROUPS,
    RuleField,
    RuleKind,
    differing,
)
from stageplanner.domain.policy import Policy
from stageplanner.domain.state import institutions_of
from stageplanner.editing.edit_rows import Editing
from stageplanner.problems import StagePlannerError
from ui.base.formatting import Words
from ui.base.qt import button, column, label, override, row, shortcut_free
from ui.data.region_names import RegionNames
from ui.data.rule_editors import NumberEditor, RuleEditor, TextEditor, make_editor
from ui.session.session import Session

Taken = Callable[[Any], None]


#: Below this width the list of names is made narrower.
NARROW = 640


class RulesForm(QWidget):
    """The region and its institutions on the left, their rules on the right."""

    def __init__(self, session: Session, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._words = session, words
        self.fields: dict[str, RuleEditor] = {}
        #: The button beside a different value, which brings the usual one back.
        self.resets: dict[str, QPushButton] = {}
        self._shown: tuple[object, ...] = ()
        self.institutions = QListWidget()
        self.institutions.setAccessibleName(self.tr("Voor wie de regels gelden"))
        self.institutions.setFixedWidth(196)
        self.institutions.setWordWrap(True)
        self.institutions.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.institutions.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.institutions.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.institutions.currentRowChanged.connect(self._on_institution)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = row(self.institutions, self._scroll, parent=self, gap=0)
        layout.setContentsMargins(12, 12, 0, 12)
        layout.setStretch(1, 1)
        self.setFocusProxy(self.institutions)

    @property
    def institution(self) -> str | None:
        """The institution of the rules that are shown, or None for the region."""
        item = self.institutions.currentItem()
        return None if item is None else item.data(Qt.ItemDataRole.UserRole)

    def refresh(self) -> None:
        """Show the current rules, if any of them changed."""
        state = self._session.state
        names = tuple(sorted(institutions_of(state)))
        shown = (names, state.policy, state.ground_rules)
        if self._shown == shown:
            return
        before, self._shown = self._shown, shown
        if not before or before[0] != names:
            self._fill_list(names)
        for i in range(1, self.institutions.count()):
            item = self.institutions.item(i)
            name = str(item.data(Qt.ItemDataRole.UserRole))
            count = len(differing(state.policy, name))
            text = self.tr("{name}\n{count} anders dan de regio").format(name=name, count=count)
            item.setText(text if count else name)
        self._show_values()

    def _fill_list(self, names: tuple[str, ...]) -> None:
        chosen = self.institution
        self.institutions.blockSignals(True)
        self.institutions.clear()
        self.institutions.addItem(self.tr("Hele regio"))
        for name in names:
            item = QListWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, name)
            self.institutions.addItem(item)
        self.institutions.setCurrentRow(names.index(chosen) + 1 if chosen in names else 0)
        self.institutions.blockSignals(False)
        self._build()

    def _on_institution(self) -> None:
        self._build()

    # --- the lines -------------------------------------------------------------------------

    def _build(self) -> None:
        for editor in self.fields.values():
            editor.settle()
        self.fields, self.resets = {}, {}
        inside = QWidget()
        inside.setObjectName("flow")
        layout = column(parent=inside, gap=18)
        layout.setContentsMargins(16, 8, 16, 20)
        institution = self.institution
        if institution is None:
            self._add_title(layout, self.tr("Wat een voorstel mag"), self._default_note())
        else:
            self._add_title(layout, institution, self._institution_note())
        by_name = {field.name: field for field in RULE_FIELDS}
        for group, names in RULE_GROUPS.items():
            layout.addWidget(self._heading(group))
            for name in names:
                self._add(layout, "rule", by_name[name], partial(self._set_rule, name))
        if institution is None:
            self._add_region(layout)
        else:
            self.as_region = button(self.tr("Alles zoals de regio"))
            self.as_region.clicked.connect(self._do_as_region)
            layout.addLayout(row(self.as_region, 1))
        layout.addStretch(1)
        self._scroll.setWidget(inside)
        self._show_values()

    def _heading(self, group: str) -> QWidget:
        """Return the heading above the rules that belong together."""
        texts = {
            "when": self.tr("Wanneer"),
            "form": self.tr("Vorm, dagen en weekdagen"),
            "split": self.tr("Splitsen"),
            "limits": self.tr("Grenzen van een instelling"),
        }
        return label(texts[group], "subtitle")

    def _default_note(self) -> str:
        return self.tr(
            "Geldt waar een stageperiode zelf niets zegt. Een instelling met eigen regels kiest u"
            " links."
        )

    def _institution_note(self) -> str:
        return self.tr("Wat u hier wijzigt, geldt alleen voor deze instelling.")

    def _add_title(self, layout: QVBoxLayout, title: str, note: str) -> None:
        layout.addLayout(
            column(label(title, "subtitle", wrap=True), label(note, "muted", wrap=True), gap=4)
        )

    def _add_region(self, layout: QVBoxLayout) -> None:
        """Add what holds for the region as a whole: its name, target, weights and goals."""
        self._add_title(
            layout,
            self.tr("Deze regio"),
            self.tr("De naam staat op elk stuk dat het programma maakt."),
        )
        self.names = RegionNames(self._session)
        layout.addWidget(self.names)
        editing = lambda: self._session.project.editing  # noqa: E731
        title = self.tr("Waar een voorstel naar zoekt")
        self._add_title(layout, title, self.tr("Geldt voor de hele regio."))
        target = RuleField(
            name="target", kind=RuleKind.SHARE, low=LOWEST_TARGET, high=HIGHEST_TARGET
        )
        self._add(layout, "rule", target, lambda value: editing().edit_target(value))
        self._add_weights(layout)
        first = RuleField(name="served_first", kind=RuleKind.NIVEAUS)
        self._add(layout, "rule", first, lambda value: editing().edit_served_first(value))
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
        grid = row(gap=10)
        for niveau in NIVEAUS:
            name = self.tr("Niveau {niveau}").format(niveau=niveau)
            field = RuleField(
                name=f"weight{niveau}", kind=RuleKind.SHARE, low=LOWEST_WEIGHT, high=HIGHEST_WEIGHT
            )
            editor = NumberEditor(field, f"{messages.text('rule_load_weights')}, {name}", "", 1.0)
            editor.taken.connect(partial(self._set_weight, niveau))
            self.fields[f"weight.{niveau}"] = editor
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
        reset = button("", "link")
        reset.clicked.connect(partial(self._reset, prefix, field.name))
        reset.hide()
        self.resets[f"{prefix}.{field.name}"] = reset
        lines.addLayout(row(editor, reset, 1, gap=12))
        lines.addWidget(help_text)
        lines.addWidget(note)
        editor.note = note
        self.fields[f"{prefix}.{field.name}"] = editor
        layout.addLayout(lines)

    # --- values ----------------------------------------------------------------------------

    def _show_values(self) -> None:
        policy, institution = self._session.state.policy, self.institution
        if institution is None:
            self.names.refresh()
        rules = policy.rules if institution is None else policy.rules_of(institution)
        for name, editor in self.fields.items():
            kind, _, field = name.partition(".")
            if kind == "weight":
                editor.show_value(policy.weight_of(int(field)))
                continue
            if kind == "goal":
                value = getattr(policy.goals, field)
            elif field in ("target", "served_first"):
                value = getattr(policy, field)
            else:
                value = getattr(rules, field)
            editor.show_value(value)
            if editor.note is not None:
                editor.note.hide()
            self._show_reset(name, value)

    def _usual(self, name: str) -> Any:  # noqa: ANN401 - any rule's own type
        """Return the value that a rule has if nobody chose: of the region, or of the program."""
        kind, _, field = name.partition(".")
        if kind == "goal":
            return getattr(Policy().goals, field)
        if field in ("target", "served_first"):
            return getattr(Policy(), field)
        rules = Policy().rules if self.institution is None else self._session.state.policy.rules
        return getattr(rules, field)

    def _show_reset(self, name: str, value: object) -> None:
        """Mark a value that differs from the usual one, and offer that one again."""
        usual, reset = self._usual(name), self.resets[name]
        text = self.tr("● Afwijkend: terug naar {value}")
        if self.institution is not None:
            text = self.tr("● Afwijkend: zoals de regio, {value}")
        shown = self.fields[name].text_of(usual, self._words)
        reset.setText(shortcut_free(text.format(value=shown)))
        reset.setVisible(value != usual)

    def _reset(self, prefix: str, field: str) -> None:
        """Bring the usual value of a rule back."""
        name, editing = f"{prefix}.{field}", self._session.project.editing
        usual, had_focus = self._usual(name), self.resets[name].hasFocus()
        if prefix == "goal":
            editing.edit_goal(field, usual)
        elif field == "target":
            editing.edit_target(usual)
        elif field == "served_first":
            editing.edit_served_first(usual)
        else:
            editing.edit_rule(self.institution, field, usual)
        self._show_values()
        if had_focus:
            self.fields[name].setFocus()

    def _set_rule(self, name: str, value: object) -> None:
        institution = self.institution

        def act(editing: Editing) -> None:
            if isinstance(value, str):
                editing.edit_rule_text(institution, name, value)
            else:
                editing.edit_rule(institution, name, value)

        self._try(act, f"rule.{name}")

    def _set_goal(self, name: str, value: object) -> None:
        self._try(lambda editing: editing.edit_goal(name, value), f"goal.{name}")

    def _set_weight(self, niveau: int, value: float) -> None:
        self._try(lambda editing: editing.edit_weight(niveau, value), f"weight.{niveau}")

    def _try(self, act: Callable[[Any], None], name: str) -> None:
        """Edit a rule, or show beside it why that is not possible."""
        editor = self.fields[name]
        try:
            act(self._session.project.editing)
        except StagePlannerError as error:
            if not isinstance(editor, TextEditor):
                self._show_values()
            if editor.note is not None:
                editor.note.setText(messages.sentence(error.problem, self._words.language))
                editor.note.setVisible(True)

    def _do_as_region(self) -> None:
        institution = self.institution
        if institution is not None:
            self._session.project.editing.do_as_region(institution)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the list of names narrower on a narrow page."""
        super().resizeEvent(event)
        self.institutions.setFixedWidth(196 if self.width() >= NARROW else 152)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Take over what was typed last, also when the page is left at once."""
        for editor in self.fields.values():
            editor.settle()
        super().hideEvent(event)
