"""Rows that say something: pools with a search, and the students of an institution."""

import pytest
from PySide6.QtWidgets import QLabel

from tests.ui.builders import small_state
from ui.facts.load_sentences import POOL


@pytest.fixture
def page(planned):
    planned.go_to("load")
    return planned.load_page


def test_that_leerbedrijven_are_pools_that_can_be_searched_and_narrowed(page):
    page.row_choice.choose("company")
    assert page.search.isVisible() and page.over_only.isVisible()
    assert all(row.key.startswith(POOL) for row in page.before.rows)
    assert (
        page.before.rows[0].label.startswith("Verzorgende-IG")
        and "(1)" in page.before.rows[0].label
    )
    assert len(page.before.rows) == 3
    page.over_only.setChecked(True)
    assert len(page.before.rows) == len(page.after.rows) == 2
    page.search.setText("tand")
    assert page.before.rows == (), "it is not above 100%"
    page.over_only.setChecked(False)
    (found,) = page.before.rows
    assert found.key == small_state().leerbedrijven[2].id
    page.row_choice.choose("programme")
    assert page.search.isHidden() and len(page.before.rows) == 3


def test_that_a_pool_is_explained_by_its_name(page):
    page.row_choice.choose("company")
    page.before.map.set_current(0, 12)
    name = page.before.rows[0].label.removesuffix(" (1)")
    texts = [part.text() for part in page.window().inspector.findChildren(QLabel)]
    assert f"1 leerbedrijf: {name}" in texts


def test_that_an_institution_counts_its_own_students(page):
    page.row_choice.choose("institution")
    assert page.before.about.text()
    sentences = [
        page.before.map._cell_text(row, week)
        for row in range(len(page.before.rows))
        for week in range(10, 16)
    ]
    assert any("25 van de 33 studenten in een overvolle opleiding" in s for s in sentences)
    page.row_choice.choose("programme")
    assert not page.before.about.text()
