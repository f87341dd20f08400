"""What is done with a large region in the window, and how long each holds the window up."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from stageplanner.project import Project
from tests.benchmarks.event_loop_gaps import longest_gap

#: How often what is quick is tried.
TRIES = 7
#: So long may a proposal and a curve be sought here: what counts is the window meanwhile.
SECONDS = 12.0
PAGES = {"data": "Gegevens", "load": "Belasting", "plan": "Plannen"}
VISITS = ("load", "plan", "data", "plan", "load", "data", "load", "data", "plan")


class Work:
    """The acts, each with the gaps it leaves."""

    def __init__(self, keeper: object) -> None:
        self.keeper, self.window, self.session = keeper, keeper.window, keeper.session

    def is_calm(self) -> bool:
        """Tell whether nothing is under way."""
        session = self.session
        return not session.is_measuring and (
            session.facts is None or session.facts.state is session.state
        )

    def gap(self, act: Callable[[], object], job: object = None) -> float:
        """The longest gap of one act."""
        return longest_gap(act, lambda: self.is_calm() and not (job and job.is_running))

    def quick(self) -> Iterator[tuple[str, list[float]]]:
        """Pages, drops, undo, rows: what people do all day."""
        window = self.window
        yield (
            "going to another page",
            [self.gap(lambda p=page: window.go_to(p)) for page in VISITS],
        )
        for page, name in PAGES.items():
            yield f"a drop and its undo, at {name}", list(self._drops(page))
        yield "sorting 3,478 leerbedrijven", list(self._sorts())
        yield "filtering tables", list(self._filters())
        yield "typing in a cell, and its undo", list(self._typed())
        yield "pasting 100 rows, and their undo", list(self._pasted())
        yield "other rows of the heat map", list(self._rows())
        yield "grouping and filtering the time line", list(self._time_line())
        yield "the search over everything", list(self._search())

    def _drops(self, shown: str) -> Iterator[float]:
        window, page = self.window, self.window.plan_page
        state = self.session.state
        key = next(p.id for p in state.periods if len(page.moves.places(p.id)) > TRIES)
        options = sorted(page.moves.places(key), key=lambda option: option.start)
        now = page.moves.now(key, 0)
        options = [option for option in options if option != now]
        window.go_to(shown)
        self.gap(lambda: None)
        for number in range(TRIES):
            yield self.gap(lambda n=number: page.place(key, options[n]))
            yield self.gap(window.undo)

    def _sorts(self) -> Iterator[float]:
        window = self.window
        window.go_to("data")
        window.data_page.tabs.setCurrentIndex(1)
        table = window.data_page.tables[1]
        for column in (0, 3, 4, 5, 8, 0):
            for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
                yield self.gap(lambda c=column, o=order: table.sortByColumn(c, o))
        table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)

    def _filters(self) -> Iterator[float]:
        page = self.window.data_page
        for tab in (1, 0):
            page.tabs.setCurrentIndex(tab)
            for words in ("a", "an", "an 2", "", "zorg", ""):
                yield self.gap(lambda w=words: page.search.setText(w))
            yield self.gap(lambda: page.tables[0].ask_filter(0))
            page.tables[0].column_filter.close()

    def _typed(self) -> Iterator[float]:
        page = self.window.data_page
        page.tabs.setCurrentIndex(0)
        model = page.models[0]
        field = next(i for i, shown in enumerate(model.columns) if shown.field == "students")
        for number in range(TRIES):
            yield self.gap(lambda n=number: model.write([(7, field, str(31 + n))]))
            yield self.gap(self.window.undo)

    def _pasted(self) -> Iterator[float]:
        page = self.window.data_page
        table, model = page.tables[0], page.models[0]
        field = next(i for i, shown in enumerate(model.columns) if shown.field == "students")
        for number in range(TRIES):
            lines = "\n".join(str(20 + (number + i) % 9) for i in range(100))
            QApplication.clipboard().setText(lines)
            table.setCurrentIndex(table.filter.index(0, field))
            yield self.gap(table.paste)
            yield self.gap(self.window.undo)

    def _rows(self) -> Iterator[float]:
        page = self.window.load_page
        self.window.go_to("load")
        for kind in ("institution", "company", "knelpunt", "branch", "niveau", "programme"):
            yield self.gap(lambda k=kind: page.row_choice.choose(k))
            yield self.gap(lambda: page.column_choice.choose("days"))
            yield self.gap(lambda: page.column_choice.choose("weeks"))

    def _time_line(self) -> Iterator[float]:
        page = self.window.plan_page
        self.window.go_to("plan")
        for words in ("a", "zorg", ""):
            yield self.gap(lambda w=words: page.search.setText(w))
        for number in (1, 0):
            yield self.gap(lambda n=number: page.group.setCurrentIndex(n))
        for view in ("table", "scenarios", "time"):
            yield self.gap(lambda v=view: page.view.choose(v))

    def _search(self) -> Iterator[float]:
        window = self.window
        for words in ("zorg", "a", "1"):
            yield self.gap(window.search)
            yield self.gap(lambda w=words: window.search_dialog.field.setText(w))
            yield self.gap(window.search_dialog.reject)

    def long(self) -> Iterator[tuple[str, list[float]]]:
        """What takes long and is done beside the window."""
        window = self.window
        files, solving = window.actions.files, window.actions.solving
        imports, exports = window.actions.imports, window.actions.exports
        window.go_to("load")
        yield (
            f"seeking a proposal ({SECONDS:.0f} s)",
            [self.gap(lambda: solving.optimise(1.0, SECONDS), solving.solve_job)],
        )
        yield "its reasons", [self._reasons()]
        solving.show_panel()
        curve = solving.curve_panel
        yield f"the curve ({SECONDS:.0f} s)", [self._curve(curve)]
        solving.hide_panel()
        with tempfile.TemporaryDirectory() as place:
            path = str(Path(place) / "regio.stageplan")
            yield (
                "saving",
                [self.gap(lambda: files.save_to(path), files.save_job) for _ in range(3)],
            )
            yield "opening", [self.gap(lambda: files.open_text(path), files.open_job)]
            yield "exporting", [self.gap(lambda: exports.export_to(place), exports.export_job)]
            books = sorted(Path(place).rglob("*afspraken.xlsx"))
            self.session.use(Project())
            yield (
                "importing into nothing",
                [self.gap(lambda: imports.take_files(books[:1]), imports.import_job)],
            )
            if imports.import_dialog is not None:
                yield "taking it over", [self.gap(imports.import_dialog.take.click)]
            yield (
                "importing the same again",
                [self.gap(lambda: imports.take_files(books[:1]), imports.import_job)],
            )
            if imports.import_dialog is not None:
                yield "closing the preview", [self.gap(imports.import_dialog.reject)]

    def _reasons(self) -> float:
        """The reasons of the plan are sought by themselves once nobody asks for anything."""
        job = self.window.actions.solving.explain_job
        return longest_gap(
            lambda: None, lambda: self.session.explanation is not None and not job.is_running
        )

    def _curve(self, curve: object) -> float:
        job = self.window.actions.solving.curve_job
        QTimer.singleShot(round(SECONDS * 1000), job.cancel)
        return self.gap(curve.begin, job)
