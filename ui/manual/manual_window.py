"""The window of the manual (F1): chapters on the left, the text on the right."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QWidget,
)

from stageplanner.messages import sentence
from stageplanner.problems import StagePlannerError
from ui.base.file_dialog import FileDialog
from ui.base.qt import button, column, label, row
from ui.base.theme import Theme
from ui.manual.chapters import PDF_NAMES, PICTURE_WIDTH, chapters, fill, text_of, write_pdf

_NAME = Qt.ItemDataRole.UserRole


class ManualWindow(QDialog):
    """The manual, which stays open during work."""

    def __init__(self, chapter: str, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.setWindowTitle(self.tr("Handleiding"))
        self.resize(980, 700)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Zoek in de handleiding…"))
        self.search.setAccessibleName(self.tr("Zoek in de handleiding"))
        self.search.textChanged.connect(self._on_search)
        self.chapter_list = QListWidget()
        self.chapter_list.setAccessibleName(self.tr("Hoofdstukken"))
        self.chapter_list.currentItemChanged.connect(self._on_chosen)
        self.text = QTextBrowser()
        self.text.setAccessibleName(self.tr("Tekst van het hoofdstuk"))
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._on_link)
        self.text.setMinimumWidth(PICTURE_WIDTH + 60)
        self.text.document().setDocumentMargin(20)
        self.nothing_found = label(self.tr("Geen hoofdstuk met deze woorden."), "muted", wrap=True)
        self.nothing_found.hide()
        side = QWidget()
        side.setFixedWidth(240)
        column(self.search, self.chapter_list, self.nothing_found, parent=side).setStretch(1, 1)
        self.as_pdf = button(self.tr("Bewaren als PDF…"))
        self.as_pdf.clicked.connect(self._ask_pdf)
        self.status = label("", "muted")
        close = button(self.tr("Sluiten"), "primary")
        close.clicked.connect(self.close)
        whole = row(side, self.text, gap=12)
        whole.setStretch(1, 1)
        layout = column(parent=self, gap=10, margin=16)
        layout.addLayout(whole, 1)
        layout.addLayout(row(self.as_pdf, self.status, 1, close))
        for entry in chapters(self._language):
            item = QListWidgetItem(entry.title)
            item.setData(_NAME, entry.name)
            self.chapter_list.addItem(item)
        self.show_chapter(chapter)

    @property
    def chapter(self) -> str:
        """The name of the current chapter."""
        item = self.chapter_list.currentItem()
        return str(item.data(_NAME)) if item is not None else ""

    def show_chapter(self, name: str) -> None:
        """Show a chapter by its name."""
        for i in range(self.chapter_list.count()):
            if self.chapter_list.item(i).data(_NAME) == name:
                self.chapter_list.setCurrentRow(i)

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            markdown = text_of(str(item.data(_NAME)), self._language)
            fill(self.text.document(), markdown, self._language, Theme.colors.border)
            self.text.verticalScrollBar().setValue(0)

    def _on_link(self, link: QUrl) -> None:
        self.show_chapter(Path(link.path()).stem)

    def _on_search(self, words: str) -> None:
        wanted = words.casefold().split()
        first = None
        for i in range(self.chapter_list.count()):
            item = self.chapter_list.item(i)
            text = text_of(str(item.data(_NAME)), self._language).casefold()
            item.setHidden(not all(word in text for word in wanted))
            if not item.isHidden() and first is None:
                first = item
        self.nothing_found.setVisible(first is None)
        current = self.chapter_list.currentItem()
        if first is not None and (current is None or current.isHidden()):
            self.chapter_list.setCurrentItem(first)

    def _ask_pdf(self) -> None:
        dialog = FileDialog(self, self.tr("Handleiding bewaren als PDF"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(PDF_NAMES[self._language])
        dialog.fileSelected.connect(self.save_pdf)
        dialog.open()

    def save_pdf(self, path: str) -> None:
        """Write the PDF and show where it is, or why it could not be written."""
        try:
            write_pdf(Path(path), self._language)
        except StagePlannerError as error:
            self.status.setText(sentence(error.problem, self._language))
            return
        self.status.setText(self.tr("Bewaard: {file}").format(file=Path(path).name))
