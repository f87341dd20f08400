"""The file dialogs and the window around a file: words, names, place."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox

from stageplanner.cli.run import _file_and_language, _is_file
from ui.base.file_dialog import FileDialog


def test_that_every_label_of_the_file_dialog_is_dutch(planned):
    dialog = FileDialog(planned, "Bewaren als")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setNameFilter("StagePlanner (*.stageplan)")
    texts = {part.text() for part in dialog.findChildren(QLabel)}
    assert not {"&Look in:", "Files of &type:"} & texts
    assert {"&Zoeken in:", "Soort &bestand:"} <= texts


def test_that_saving_proposes_the_region_and_its_year(planned):
    project = planned.session.project
    project.path = None
    rules = replace(project.state.ground_rules, region="Rijk van: Nijmegen")
    project.negotiation.set_ground_rules(rules)
    name = planned.actions.files.proposed_name()
    assert name.startswith("Rijk van Nijmegen 20")
    assert name.endswith(".stageplan")


def test_that_closing_says_so_and_opening_goes_on(planned):
    def words():
        box = next(b for b in planned.findChildren(QMessageBox) if b.isVisible())
        texts = {button.text().replace("&", "") for button in box.buttons()}
        box.reject()
        box.deleteLater()
        return texts

    planned.close()
    assert {"Bewaren en sluiten", "Sluiten zonder bewaren", "Terug"} == words()
    planned.actions.files.if_saved(lambda: None)
    assert "Bewaren en doorgaan" in words()


def test_that_a_file_may_come_with_a_language():
    for arguments in (["a.stageplan", "--lang", "en"], ["--lang=en", "a.stageplan"]):
        words, language = _file_and_language(arguments)
        assert (words, language) == (["a.stageplan"], "en")
        assert _is_file(words)
    assert _file_and_language(["a.stageplan", "--lang", "fr"])[1] is None


def test_that_another_look_leaves_the_window_where_it_is(planned, keeper):
    planned.setGeometry(40, 60, 1234, 700)
    before = planned.geometry()
    keeper.settings.setValue("look", "dark")
    keeper.rebuild()
    assert keeper.window.geometry() == before
