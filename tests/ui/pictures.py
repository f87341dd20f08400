"""Small pictures of every page, and how much a page may differ from the one that was kept.

As a script, ``python -m tests.ui.pictures`` makes the kept ones anew, in tests/ui/pictures.

A page is looked at from afar: the luminance of blocks of 20 pixels, and how much it varies
within them, which tells where text and lines are. A block may lie anywhere within what its
neighbours span in the other picture, so that other fonts and a pixel here or there are no
difference; a part that is missing, new, in another place or of another tone is.
"""

import os
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).resolve().parent / "pictures"
SIZE = (1280, 800)
BLOCK = 20
#: Of 255: what a block may differ on average, and from where it counts as another one. Another
#: font, or one a point larger, came to 1.7 at most; one page beside another to 2.8 at least.
MEAN, OTHER = 2.2, 24
#: So large a part of the blocks may be other ones: fonts came to 1.5%, other pages to 3.7%.
PART = 0.025
#: What a region of 5 x 16 blocks may differ on average: other fonts came to 10.8, the key
#: figures taken away to 17.6.
REGION, HIGH, WIDE = 14, 5, 16

PAGES = (
    "start",
    "data",
    "load",
    "plan",
    "table",
    "scenarios",
    "ask",
    "negotiate",
    "fairness",
    "agreements",
)


def blocks_of(image):
    """Mean (left half) and spread (right half) of the luminance of each block, 0 to 255."""
    from PySide6.QtGui import QImage

    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    whole = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), -1)
    rows, columns = grey.height() // BLOCK, grey.width() // BLOCK
    whole = whole[: rows * BLOCK, : columns * BLOCK].astype(np.float64)
    parts = whole.reshape(rows, BLOCK, columns, BLOCK)
    return np.hstack([parts.mean(axis=(1, 3)), parts.std(axis=(1, 3))])


def differences(found, kept):
    """How far each block lies outside what its neighbourhood spans in the other picture."""
    return np.maximum(_outside(found, kept), _outside(kept, found))


def _outside(one, other):
    around = np.pad(other, 1, mode="edge")
    rows, columns = other.shape
    near = np.array([around[y : y + rows, x : x + columns] for y in range(3) for x in range(3)])
    return np.maximum(0, np.maximum(near.min(axis=0) - one, one - near.max(axis=0)))


def is_same(found, kept):
    """Tell whether a page looks as it did."""
    if found.shape != kept.shape:
        return False
    off = differences(found, kept)
    is_near = off.mean() <= MEAN and (off > OTHER).mean() <= PART
    return bool(is_near and _worst_region(off) <= REGION)


def _worst_region(off):
    high, wide = min(HIGH, off.shape[0]), min(WIDE, off.shape[1])
    sums = np.pad(off, ((1, 0), (1, 0))).cumsum(axis=0).cumsum(axis=1)
    region = sums[high:, wide:] - sums[:-high, wide:] - sums[high:, :-wide] + sums[:-high, :-wide]
    return region.max() / (high * wide)


def show_page(window, page):
    """Bring a page of a window to the state in which its picture is taken."""
    window.resize(*SIZE)
    window.inspector.show_summary()
    window.actions.solving.hide_panel()
    if page == "start":
        return
    pages = ("data", "load", "negotiate", "agreements")
    window.go_to({"fairness": "negotiate"}.get(page, page if page in pages else "plan"))
    if page in ("negotiate", "fairness", "agreements"):
        begin_round(window)
        window.negotiate_page.view.choose("fairness" if page == "fairness" else "proposals")
    if page in ("table", "scenarios"):
        window.plan_page.view.choose(page)
    elif page in ("plan", "ask"):
        window.plan_page.view.choose("time")
    if page == "ask":
        window.actions.solving.show_panel()


def begin_round(window):
    """A round of the plan, sent on a day that stays the same."""
    from datetime import date

    negotiation = window.session.project.negotiation
    if not negotiation.rounds:
        negotiation.start_round("Najaar", date(2026, 10, 1), on=date(2026, 9, 1))
        negotiation.send(1, on=date(2026, 9, 1))
    window.negotiate_page.refresh()


def kept_picture(name):
    """The blocks of a picture that was kept."""
    from PySide6.QtGui import QImage

    grey = QImage(str(FOLDER / f"{name}.png")).convertToFormat(QImage.Format.Format_Grayscale8)
    whole = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return whole[:, : grey.width()].astype(np.float64)


def keep(name, blocks):
    """Keep the blocks of a page as a small picture."""
    from PySide6.QtGui import QImage

    rows, columns = blocks.shape
    grey = np.ascontiguousarray(np.rint(blocks).astype(np.uint8))
    image = QImage(grey.tobytes(), columns, rows, columns, QImage.Format.Format_Grayscale8)
    FOLDER.mkdir(exist_ok=True)
    image.save(str(FOLDER / f"{name}.png"))


def main():
    """Make all pictures anew."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import tempfile

    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from stageplanner.project import Project
    from tests.ui.builders import plan_with_one_change, small_state
    from tests.ui.screenshots import settle
    from ui.app.app import App
    from ui.base.theme import LOOKS

    app = QApplication([])
    state = small_state()
    for look in LOOKS:
        with tempfile.TemporaryDirectory() as place:
            settings = QSettings(f"{place}/s.ini", QSettings.Format.IniFormat)
            settings.setValue("look", look)
            keeper = App("nl", settings)
            keeper.window.resize(1360, 860)
            keeper.window.show()
            for page in PAGES if look == "light" else ("load", "plan"):
                project = Project() if page == "start" else Project(state)
                if page != "start":
                    project.adopt_plan(plan_with_one_change(state))
                keeper.session.use(project)
                settle(keeper)
                show_page(keeper.window, page)
                settle(keeper)
                keep(f"{look}-{page}", blocks_of(keeper.window.grab().toImage()))
            keeper.session.use(Project())
            keeper.end()
            keeper.window.close()
    app.quit()


if __name__ == "__main__":
    main()
