import pytest

from stageplanner.load.rounding import round_down


@pytest.mark.parametrize(
    ("bound", "digits", "shown"),
    [(0.84259, 3, 0.842), (0.8424999999, 4, 0.8425), (84.29, 1, 84.2), (12.0, 0, 12.0), (1, 3, 1)],
)
def test_that_a_bound_is_never_more_than_was_proven(bound, digits, shown):
    assert round_down(bound, digits) == shown
