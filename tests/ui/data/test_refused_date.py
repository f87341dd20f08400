"""A typed date that cannot be is kept in its cell with a mark, in whatever order it is read."""

import pytest
from PySide6.QtCore import Qt

from ui.tables.editable_model import NoteRole


@pytest.mark.parametrize("typed", ["13-2-2027", "02/13/2027"])
def test_that_a_start_after_the_end_is_marked_and_does_not_vanish(region, qtbot, typed):
    region.go_to("data")
    table = region.data_page.tables[0]
    model = table.model()
    titles = [
        str(model.headerData(k, Qt.Orientation.Horizontal)) for k in range(model.columnCount())
    ]
    column = next(k for k, title in enumerate(titles) if title.startswith("Van"))
    index = model.index(0, column)
    model.setData(index, typed, Qt.ItemDataRole.EditRole)
    assert index.data() == typed
    assert index.data(NoteRole)
