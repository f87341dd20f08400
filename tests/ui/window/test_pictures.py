"""Every page looks as it did when its picture was kept (anew: ``python -m tests.ui.pictures``)."""

import pytest
from PySide6.QtGui import QImage

from stageplanner.project import Project
from tests.ui.pictures import PAGES, blocks_of, is_same, kept_picture, show_page
from tests.ui.waiting import is_at_rest, wait_until
from ui.base.theme import LOOKS

SHOTS = [("light", page) for page in PAGES]
SHOTS += [(look, page) for look in LOOKS if look != "light" for page in ("load", "plan")]


def shot(keeper):
    wait_until(lambda: is_at_rest(keeper.window))
    return blocks_of(keeper.window.grab().toImage())


@pytest.mark.parametrize("look,page", SHOTS)
def test_that_a_page_looks_as_it_did(keeper, planned, qtbot, look, page):
    if look != "light":
        with qtbot.waitSignal(keeper.session.facts_changed, timeout=5000):
            planned.set_look("look", look)
    if page == "start":
        keeper.session.use(Project())
    show_page(keeper.window, page)
    assert is_same(shot(keeper), kept_picture(f"{look}-{page}"))


def test_that_another_page_or_look_or_a_missing_part_is_seen(keeper, planned, qtbot):
    show_page(planned, "load")
    found = shot(keeper)
    for other in ("light-plan", "light-data", "dark-load", "light-start"):
        assert not is_same(found, kept_picture(other))
    for name in ("kpis", "side", "top", "rail"):
        part = getattr(planned, name)
        part.hide()
        assert not is_same(shot(keeper), kept_picture("light-load")), name
        part.show()


@pytest.mark.parametrize("name,page", [("belasting", "load"), ("plannen", "plan")])
def test_that_the_pictures_in_the_readme_show_the_window_of_now(keeper, planned, name, page):
    """Its frame: what stands in the page, and in the figures below it, is another region."""
    picture = QImage(f"resources/screenshots/{name}.png")
    assert (picture.width(), picture.height()) == (1280, 800)
    kept = blocks_of(picture)
    show_page(planned, page)
    found = shot(keeper)
    assert is_same(found[:3], kept[:3])
    rail = [*range(5), *range(64, 69)]
    assert is_same(found[:, rail], kept[:, rail])
