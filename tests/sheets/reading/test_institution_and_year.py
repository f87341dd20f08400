"""The institution in a title and a file name."""

import pytest

from stageplanner.sheets.reading.tables.institution_and_year import name_in_both


@pytest.mark.parametrize(
    ("title", "stem", "name"),
    [
        (
            "Noorderpoort Zuid - BPV jaarplanning 2026-2027",
            "Weekmatrix Noorderpoort",
            "Noorderpoort Zuid",
        ),
        ("Stageplanning Da Vinci 2026-2027", "davinci_bpv", None),
        ("Landstede", "landstede_2627", "Landstede"),
        ("Overzicht verpleegkunde", "verpleegkunde 2026", None),
    ],
)
def test_that_a_name_in_title_and_file_name_is_the_institution(title, stem, name):
    assert name_in_both(title, stem) == name
