"""Names of exported files are allowed on every system, also for the oddest names of schools."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stageplanner.reporting.file_names import file_name

DEVICES = ("CON", "aux", "Nul", "prn", "COM1", "lpt9", "con.school", "AUX .x")


def test_that_the_names_of_devices_of_windows_are_changed():
    assert [file_name(name, set()) for name in DEVICES] == [f"{name} -" for name in DEVICES]
    assert file_name("Console", set()) == "Console"
    assert file_name("Brief CON", set()) == "Brief CON"


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_that_any_name_makes_a_file_name_of_its_own_that_fits(names):
    taken: set[str] = set()
    made = [file_name(name, taken) for name in names]
    assert len({name.casefold() for name in made}) == len(names)
    for name in made:
        # With a suffix and the prefix of a side file it must stay within 255 bytes.
        assert 0 < len(name.encode()) <= 140
        assert not set('<>:"/\\|?*') & set(name)
        assert name.strip(" .") == name or name == "-"


def test_that_a_name_is_cut_by_its_bytes():
    """A hundred pictographs are four hundred bytes, of which systems take 255."""
    assert file_name("a" + "\N{GRINNING FACE}" * 100, set()) == "a" + "\N{GRINNING FACE}" * 29
