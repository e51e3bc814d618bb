"""The charts' scales: labels stand above the highest value, bars on zero, a loss below it."""

import pytest

from pipeline.reports.official.charts import domain


@pytest.mark.parametrize(
    ("values", "from_zero", "scale"),
    [
        ([10.0, 20.0], True, [0, 23]),
        ([10.0, 20.0], False, [8.5, 21.5]),
        ([-5.0, 15.0], True, [-8, 18]),
        ([8.0], False, [6.8, 9.2]),  # one year alone has no range: of its own height
        ([0.0, 0.0], True, [0, 0.15]),
    ],
)
def test_the_scale_leaves_room_for_the_labels(values: list[float], from_zero: bool, scale: list[float]) -> None:
    assert domain(values, from_zero=from_zero) == pytest.approx(scale)
