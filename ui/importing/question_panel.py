"""The questions of an import, one after another, answered with the keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QListWidget, QListWidgetItem

from stageplanner import messages
from ui.base.formatting import Words
from ui.base.qt import ElidedLabel, button, column, label, override, row
from ui.importing.answer_field import ENTER, AnswerField
from ui.importing.by_hand import Asked, asked_key
from ui.importing.question_words import answer_words, choices_of, prompt_of

if TYPE_CHECKING:
    from stageplanner.importing.preview import Intake
    from stageplanner.importing.questions import Question

#: Choices that are seen without scrolling.
SEEN = 3
#: Height of a window, in pixels, from which all of them fit above the rows.
ROOMY = 680


@dataclass(slots=True)
class Entry:
    """A question of a file, and its answer if there is one.

    ``earlier`` says that the answer was remembered; without it an answer was given in this
    preview.
    """

    path: Path
    question: Question
    is_answered: bool = False
    answer: str | None = None
    earlier: object | None = None

    @property
    def key(self) -> tuple[Path, Asked, int | None, str | None]:
        """The same after the files are read again."""
        place = self.question.place
        at = (None, None) if self.question.is_shared else (place.row, place.column)
        return self.path, asked_key(self.question), *at


def entries_of(intake: Intake) -> list[Entry]:
    """Return the questions of all files, then the answers that the files were read with."""
    entries = [Entry(Path(file.path), q) for file in intake.files for q in file.questions]
    entries += [
        Entry(
            path=Path(file.path),
            question=taken.question,
            is_answered=True,
            answer=taken.answer.answer,
            earlier=taken if taken.is_remembered else None,
        )
        for file in intake.files
        for taken in file.taken
    ]
    return entries


class ChoiceList(QListWidget):
    """Answers to choose from: a number chooses one, Enter takes it, other signs are typed."""

    entered = Signal()
    typed = Signal(str)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() in ENTER:
            self.entered.emit()
        elif text.isdecimal() and text != "0" and int(text) <= self.count():
            self.setCurrentRow(int(text) - 1)
        elif text.isprintable() and text.strip():
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)


class QuestionPanel(QFrame):
    """One question at a time.

    ``shown`` names the question in view, ``answered`` its answer and whether it holds for all
    cells alike; ``withdrawn`` takes an answer back, ``left`` is Esc, and ``ended`` comes after the
    last question.
    """

    shown = Signal(object)
    answered = Signal(object, object, bool)
    withdrawn = Signal(object)
    left = Signal()
    ended = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._words = words
        self.entries: list[Entry] = []
        self._at = -1
        self.count = label("", "strong")
        self._where = ElidedLabel("muted")
        self.back = button(self.tr("Vorige"))
        self.back.clicked.connect(self.go_back)
        self.next = button(self.tr("Volgende"))
        self.next.clicked.connect(self.go_on)
        self.sentence = label("", wrap=True)
        self.state = label("", "strong", wrap=True)
        self.choices = ChoiceList()
        self.choices.setAccessibleName(self.tr("Antwoorden om uit te kiezen"))
        self.choices.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.choices.entered.connect(self.take_answer)
        self.choices.typed.connect(self._type)
        self.choices.itemDoubleClicked.connect(self.take_answer)
        self.field = AnswerField()
        self.field.entered.connect(self.take_answer)
        self.field.textEdited.connect(self._on_edited)
        self.alike = QCheckBox()
        self.take = button(self.tr("Antwoorden"), "primary")
        self.take.setAutoDefault(False)
        self.take.clicked.connect(self.take_answer)
        self.withdraw = button(self.tr("Antwoord terugnemen"))
        self.withdraw.setAutoDefault(False)
        self.withdraw.clicked.connect(self._on_withdraw)
        self._lay_out()
        self._connect_keys()

    def _lay_out(self) -> None:
        keys = self.tr(
            "Enter: antwoorden en verder · Alt+↓ en Alt+↑: volgende en vorige · Esc: terug"
        )
        layout = column(parent=self, gap=8)
        layout.setContentsMargins(14, 10, 14, 10)
        head = row(self.count, self._where, self.back, self.next, gap=10)
        head.setStretch(1, 1)
        layout.addLayout(head)
        layout.addWidget(self.sentence)
        layout.addWidget(self.state)
        line = row(1, self.withdraw, self.take, gap=8)
        typed = column(self.field, gap=8)
        typed.addLayout(line)
        typed.addStretch(1)
        answers = row(self.choices, gap=12)
        answers.addLayout(typed, 1)
        answers.setStretch(0, 1)
        layout.addLayout(answers)
        help_line = ElidedLabel("caption")
        help_line.setText(keys)
        below = row(self.alike, help_line, gap=16)
        below.setStretch(1, 1)
        layout.addLayout(below)

    def _connect_keys(self) -> None:
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, act in (
            ("Alt+Down", self.go_on),
            ("Alt+Up", self.go_back),
            ("Escape", self.left.emit),
        ):
            QShortcut(QKeySequence(keys), self, act, context=inside)

    # --- which question --------------------------------------------------------------------

    @property
    def entry(self) -> Entry | None:
        """The question in view."""
        return self.entries[self._at] if 0 <= self._at < len(self.entries) else None

    @property
    def open_count(self) -> int:
        """Number of questions without an answer."""
        return sum(not entry.is_answered for entry in self.entries)

    def show_entries(self, entries: list[Entry]) -> None:
        """Show the questions after reading; the one in view stays, else the first open one."""
        before = self.entry.key if self.entry is not None else None
        self.entries = entries
        keys = [entry.key for entry in entries]
        at = keys.index(before) if before in keys else -1
        if at < 0 or entries[at].is_answered:
            at = next((k for k, e in enumerate(entries) if not e.is_answered), 0)
        self._at = at if entries else -1
        self._show()

    def go_to_file(self, path: Path) -> None:
        """Go to the first question of a file, unless one of its questions is in view."""
        if self.entry is not None and self.entry.path == path:
            return
        of_file = [k for k, entry in enumerate(self.entries) if entry.path == path]
        if of_file:
            is_open = [k for k in of_file if not self.entries[k].is_answered]
            self._go(min(is_open or of_file))

    def go_on(self) -> None:
        """Go to the next question."""
        self._go(min(self._at + 1, len(self.entries) - 1))

    def go_back(self) -> None:
        """Go to the previous question."""
        self._go(max(self._at - 1, 0))

    def _go(self, at: int) -> None:
        if self.entries and at != self._at:
            self._at = at
            self._show()
            self.shown.emit(self.entry)
            self.set_focus()

    def set_focus(self) -> None:
        """Give the keyboard to the choices, or to the field if there are none."""
        (self.field if self.choices.isHidden() else self.choices).setFocus()

    # --- what is seen ----------------------------------------------------------------------

    def _show(self) -> None:
        entry = self.entry
        self.setVisible(entry is not None)
        if entry is None:
            return
        question = entry.question
        self.count.setText(
            self.tr("Vraag {number} van {total}").format(
                number=self._at + 1, total=len(self.entries)
            )
        )
        self._where.setText(messages.where(question.place, self._words.language))
        sentence = messages.sentence(question.problem, self._words.language)
        self.sentence.setText(sentence[:1].upper() + sentence[1:])
        self._show_choices(question)
        self._show_alike(question)
        self._show_state(entry)
        self.back.setEnabled(self._at > 0)
        self.next.setEnabled(self._at + 1 < len(self.entries))
        parts = (self.count, self._where, self.sentence, self.state, self.alike)
        spoken = ". ".join(part.text() for part in parts if part.text() and not part.isHidden())
        for part in (self, self.field, self.choices):
            part.setAccessibleDescription(spoken)

    def _show_choices(self, question: Question) -> None:
        from stageplanner.importing.questions import About

        self.choices.clear()
        for number, (answer, text) in enumerate(choices_of(question), start=1):
            item = QListWidgetItem(f"{number}  {text}" if number <= 9 else f"    {text}")
            item.setData(Qt.ItemDataRole.UserRole, (answer,))
            self.choices.addItem(item)
        self.choices.setCurrentRow(-1)
        self.choices.setVisible(self.choices.count() > 0)
        height = self.choices.sizeHintForRow(0) if self.choices.count() else 0
        # In a low window the rows below need the room.
        seen = SEEN if self.window().height() >= ROOMY else SEEN - 1
        self.choices.setFixedHeight(height * min(seen, self.choices.count()) + 6)
        is_typed = question.about not in (About.COLUMN, About.DATES)
        self.field.setVisible(is_typed)
        self.field.clear()
        prompt = prompt_of(question)
        if not self.choices.isHidden() and question.about is not About.FIELD:
            prompt = self.tr("Of een ander antwoord")
        self.field.setPlaceholderText(prompt)
        self.field.setAccessibleName(prompt_of(question) or prompt)

    def _show_alike(self, question: Question) -> None:
        from stageplanner.importing.questions import About

        count = len(question.alike)
        text = self.tr("Ook voor {count} andere cellen, en onthouden voor deze indeling")
        if count == 1:
            text = self.tr("Ook voor 1 andere cel, en onthouden voor deze indeling")
        if not question.is_counted:
            text = self.tr(
                "Ook voor {count} of meer andere cellen, en onthouden voor deze indeling"
            )
        if not count:
            text = self.tr("Onthouden voor deze indeling")
        self.alike.setText(text.format(count=self._words.count(count)))
        self.alike.setChecked(question.is_shared)
        # Columns and whole files are always answered for the layout.
        self.alike.setEnabled(question.about is About.CELL)

    def _show_state(self, entry: Entry) -> None:
        self.state.setVisible(entry.is_answered)
        self.withdraw.setVisible(entry.is_answered)
        if entry.is_answered:
            text = self.tr("✓ Beantwoord: {answer}")
            if entry.earlier is not None:
                text = self.tr("✓ Eerder beantwoord, nu overgenomen: {answer}")
            self.state.setText(text.format(answer=answer_words(entry.question, entry.answer)))

    # --- the answer ------------------------------------------------------------------------

    def _type(self, text: str) -> None:
        """Go on in the field with a sign that was typed in the list of choices."""
        if not self.field.isHidden():
            self.field.setFocus()
            self.field.setText(text)
            self._on_edited()

    def _on_edited(self) -> None:
        self.choices.clearSelection()

    def take_answer(self) -> None:
        """Take the chosen or typed answer, and go to the next open question."""
        entry = self.entry
        if entry is None:
            return
        # The keyboard makes the first choice the current one; only a selected one is an answer.
        chosen = next(iter(self.choices.selectedItems()), None)
        typed = self.field.text().strip()
        if chosen is None and not typed:
            return
        answer = typed if chosen is None else chosen.data(Qt.ItemDataRole.UserRole)[0]
        if answer is not None and not entry.question.accepts(answer):
            self.state.setText(self.tr("▲ Dat is geen schooljaar; schrijf het als 2026-2027."))
            self.state.show()
            return
        is_alike = self.alike.isChecked()
        alike = [entry]
        if is_alike:
            key = asked_key(entry.question)
            alike = [e for e in self.entries if asked_key(e.question) == key]
        for other in alike:
            other.is_answered, other.answer, other.earlier = True, answer, None
        self.answered.emit(entry, answer, is_alike)
        self._go_to_open()

    def _go_to_open(self) -> None:
        order = [*range(self._at + 1, len(self.entries)), *range(self._at)]
        following = next((k for k in order if not self.entries[k].is_answered), None)
        if following is None:
            self._show()
            self.ended.emit()
        else:
            self._go(following)

    def _on_withdraw(self) -> None:
        entry = self.entry
        if entry is not None:
            self.withdrawn.emit(entry)
            key = asked_key(entry.question)
            for other in self.entries:
                if other is entry or (
                    other.question.is_shared and asked_key(other.question) == key
                ):
                    other.is_answered, other.answer, other.earlier = False, None, None
            self._show()
            self.set_focus()
