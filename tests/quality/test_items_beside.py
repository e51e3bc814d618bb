"""Two items of biểu 1 in one row of the sheet: each is told by its own cell, through all models."""

from pathlib import Path

from tests.quality.province import Draft, letter
from tests.quality.test_true_life import YEAR, findings

SENDER, LEFT, RIGHT = "615", "I.1", "I.7"


class InHalves(Draft):
    """The second half of one district's items stands beside the first, from column G on."""

    def _total_items(self) -> None:
        super()._total_items()
        rows = self.rows("total_item", SENDER, YEAR)
        for row, left in zip(rows[len(rows) // 2 :], rows, strict=False):
            row.update(row=left["row"], previous_column="J", value_column="K")


def test_a_total_of_the_second_half_is_named_at_its_own_cell(tmp_path: Path) -> None:
    draft = InHalves(seed=21)
    draft.total(SENDER, YEAR, RIGHT, "value", 999)
    draft.total(SENDER, YEAR, LEFT, "value", 888)
    said = {one["value"]: (one["row"], one["column"]) for one in findings(draft, tmp_path) if one["rule"] == "total_differs_from_units"}
    at = {row["item"]: row["row"] for row in draft.rows("total_item", SENDER, YEAR)}
    assert (said["888"], said["999"]) == ((at[LEFT], letter("total_item", "value")), (at[RIGHT], "K"))
