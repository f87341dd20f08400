"""Colours can be read by everyone, and the heat map never leans on colour alone."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from ui.base.theme import CONTRAST, DARK, LIGHT, contrast, load_color, luminance, rgb_of, text_on
from ui.widgets.heat_data import HeatData, color_table
from ui.widgets.heat_map import HeatMap
from ui.widgets.heat_paint import number_in_cell

PAIRS = [
    ("text", "window"),
    ("text", "surface"),
    ("text", "selected"),
    ("text", "hover"),
    ("text", "warning_soft"),
    ("text", "danger_soft"),
    ("text", "good_soft"),
    ("muted", "window"),
    ("muted", "surface"),
    ("muted", "raised"),
    ("muted", "danger_soft"),
    ("muted", "good_soft"),
    ("muted", "warning_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("accent", "surface"),
    ("danger", "surface"),
    ("good", "surface"),
    ("warning", "surface"),
    ("rail_text", "rail"),
]


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("front,back", PAIRS)
def test_that_text_keeps_a_contrast_of_four_and_a_half(colors, front, back):
    found = contrast(rgb_of(getattr(colors, front)), rgb_of(getattr(colors, back)))
    assert found >= 4.5


@pytest.mark.parametrize("front,back", PAIRS)
def test_that_high_contrast_keeps_seven(front, back):
    found = contrast(rgb_of(getattr(CONTRAST, front)), rgb_of(getattr(CONTRAST, back)))
    assert found >= 7


@pytest.mark.parametrize("colors", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "contrast"])
@pytest.mark.parametrize("bar", ["blok", "lint"])
def test_that_bars_stand_out_from_their_ground(colors, bar):
    found = contrast(rgb_of(getattr(colors, bar)), rgb_of(colors.surface))
    assert found >= 3


def test_that_numbers_in_cells_keep_a_contrast_of_four_and_a_half():
    for hundredth in range(200):
        color = load_color(hundredth / 100)
        written = text_on(color)
        assert contrast((written.red(), written.green(), written.blue()), color) >= 4.5


def test_that_load_gets_lighter_up_to_full_and_then_plainly_darker():
    shades = [luminance(load_color(step / 20)) for step in range(21)]
    assert shades == sorted(shades)
    assert luminance(load_color(1.01)) < shades[-1] / 2


def test_that_just_over_full_is_neither_drawn_nor_written_as_full():
    colors = color_table(np.array([[1.0, 1.0004, 0.0, np.inf]]))
    assert colors[0, 0] != colors[0, 1]
    assert len(set(colors[0].tolist())) == 4
    assert number_in_cell(1.0004) == ">100"
    assert number_in_cell(1.0) == "100"


@pytest.fixture
def heat(qtbot):
    made = HeatMap()
    qtbot.addWidget(made)
    values = np.array([[0.5, 1.2, 0.0], [0.9, 0.8, 0.0]])
    data = HeatData(
        rows=("VIG", "VP"),
        weeks=("36", "37", "38"),
        months=("sep", "sep", "sep"),
        values=values,
        hatched=np.array([[False, False, True], [False, False, False]]),
    )
    made.set_data(data, lambda row, week: f"{row},{week}: {values[row, week]}")
    made.resize(600, 200)
    made.show()
    return made


def test_that_the_keyboard_reaches_every_cell_and_says_it(heat, qtbot):
    seen = set()
    heat.setFocus()
    for _ in range(3):
        qtbot.keyClick(heat, Qt.Key.Key_Right)
        seen.add(heat.current)
    qtbot.keyClick(heat, Qt.Key.Key_Down)
    qtbot.keyClick(heat, Qt.Key.Key_Home)
    assert seen == {(0, 0), (0, 1), (0, 2)}
    assert heat.current == (1, 0)
    assert heat.accessibleDescription() == "1,0: 0.9"


def test_that_a_click_selects_the_cell_under_it(heat, qtbot):
    with qtbot.waitSignal(heat.cell_selected) as caught:
        qtbot.mouseClick(
            heat.viewport(),
            Qt.MouseButton.LeftButton,
            pos=heat.cell_rect(0, 1).center().toPoint(),
        )
    assert caught.args == [0, 1]
    assert heat.cell_at(QPoint(2, 2)) is None


def test_that_an_overloaded_cell_carries_a_sign_besides_its_colour(heat):
    image = heat.viewport().grab().toImage()

    def colors(row, week):
        rect = heat.cell_rect(row, week).adjusted(2, 2, -2, -2).toRect()
        return {
            image.pixelColor(x, y).name()
            for x in range(rect.left(), rect.right())
            for y in range(rect.top(), rect.bottom())
        }

    assert "#ffffff" in colors(0, 1)
    assert len(colors(0, 2)) > 1, "a holiday is hatched, not only grey"
