"""Two items of biểu 1 in one row of the sheet: each is told by its own cell, through all models, and found from it."""

from pathlib import Path

import duckdb

from pipeline.lineage.trace import trace_cell
from tests.quality.province import PROVINCE, Draft, Row, letter
from tests.quality.test_true_life import YEAR, findings

SENDER, LEFT, RIGHT = "615", "I.1", "I.7"
BESIDE = {"previous_value": "J", "value": "K"}


class InHalves(Draft):
    """The second half of one district's items stands beside the first."""

    def _total_items(self) -> None:
        super()._total_items()
        rows = self.rows("total_item", SENDER, YEAR)
        for row, left in zip(rows[len(rows) // 2 :], rows, strict=False):
            row.update(row=left["row"], previous_column=BESIDE["previous_value"], value_column=BESIDE["value"])

    def _sheets(self) -> tuple[list[Row], list[Row]]:
        sheets, columns = super()._sheets()
        own = [one for one in columns if one["table_name"] == "total_item" and one["path"].startswith(f"{YEAR}/{SENDER}/")]
        return sheets, columns + [one | {"column": BESIDE[one["field"]]} for one in own if one["field"] in BESIDE]


def test_an_item_of_the_second_half_is_named_and_found_at_its_own_cell(tmp_path: Path) -> None:
    draft = InHalves(seed=21)
    draft.total(SENDER, YEAR, RIGHT, "value", 999)
    draft.total(SENDER, YEAR, LEFT, "value", 888)
    said = {one["value"]: (one["row"], one["column"]) for one in findings(draft, tmp_path) if one["rule"] == "total_differs_from_units"}
    rows = {row["item"]: row for row in draft.rows("total_item", SENDER, YEAR)}
    assert (said["888"], said["999"]) == ((rows[LEFT]["row"], letter("total_item", "value")), (rows[RIGHT]["row"], "K"))
    left = next(item for item, row in rows.items() if row["row"] == rows[RIGHT]["row"])
    build = next(tmp_path.glob("*.duckdb"))
    with duckdb.connect(str(build), read_only=True) as connection:
        place = rows[RIGHT]["path"], rows[RIGHT]["sheet"]
        for column, item in ((letter("total_item", "value"), left), ("K", RIGHT)):
            found = trace_cell(connection, PROVINCE, *place, f"{column}{rows[RIGHT]['row']}")
            assert found["item"]["item"] == item
