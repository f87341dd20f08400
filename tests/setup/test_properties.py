"""How properties are tried here: a failing example is made as small as it can be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples


def test_that_a_failing_example_is_shrunk():
    seen = []

    @examples(50)
    @given(st.lists(st.integers(0, 10_000)))
    def fails(values):
        if sum(values) >= 5000:
            seen.append(values)
        assert sum(values) < 5000

    with pytest.raises(AssertionError):
        fails()
    assert seen[-1] == [5000]
