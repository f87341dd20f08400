"""Names of sheets: free, lawful, and no longer than Excel counts."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from stageplanner.sheets.writing.page_layout import MOST_UNITS, sheet_name

NAMES = st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=12)


@given(NAMES)
@example(["Vakschool " + "🎓" * 20] * 3)
@example(["a" * 30 + "🎓"])
@example(["", "'", "[]", "History"])
def test_that_any_names_give_sheets_that_excel_takes(wanted):
    taken = set[str]()
    names = [sheet_name(name, taken) for name in wanted]
    assert all(0 < len(name.encode("utf-16-le")) // 2 <= MOST_UNITS for name in names)
    assert len({name.casefold() for name in names}) == len(names)
    assert not any(set(name) & set("[]:*?/\\") for name in names)
