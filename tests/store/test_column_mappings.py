"""Remembered columns come back as they were."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stageplanner.domain.column_mapping import ColumnMapping
from stageplanner.store.rows.column_mappings import read_mapping, write_mapping

COLUMNS = st.lists(st.tuples(st.text(), st.text())).map(tuple)


@given(st.text(), st.text(), st.none() | st.text(min_size=1), COLUMNS)
def test_that_a_mapping_comes_back_as_it_was(signature, kind, institution, columns):
    mapping = ColumnMapping(
        signature=signature, kind=kind, institution=institution, columns=columns
    )
    assert read_mapping(write_mapping(mapping)) == mapping
