"""The report says beside the headline what could still change, what is estimated and how good the data are."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipeline.reports.official import results
from tests.reports.official import invented


def unsure(tables: invented.Frames) -> None:
    """T3 waits for a district; T7 is nearly complete."""
    invented.set_figure(tables, "T3", verdict="undetermined", value=44.0)
    open_ = [(2019, "T3", "62", 1, True, 6, None), (2019, "T3", "618", 1, True, None, None)]
    tables["fct_still_open"] = pl.DataFrame(open_, schema=invented.STILL_OPEN_SCHEMA, orient="row")
    estimates = [
        (2019, "T3", "62", 44.0, 47.5, "matched_growth", "district", 10, 9, 90.0, 1, 0, 25.0),
        (2019, "T7", "62", 3.5e7, 3.6e7, "matched_growth", "HTX", 100, 99, 99.0, 1, 0, None),
    ]
    tables["fct_estimate"] = pl.DataFrame(estimates, schema=invented.ESTIMATE_SCHEMA, orient="row")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invented.build(tmp_path_factory.mktemp("unsure") / "hoptac.duckdb", unsure)


def test_targets(warehouse: Path) -> None:
    said = results.verdicts(invented.facts(warehouse))
    (undecided,) = [sentence for sentence in said if sentence.startswith("Số tổ hợp tác thành lập mới")]
    assert undecided.endswith("Nếu huyện Ia H'Drai có từ 06 THT mới trở lên thì đạt, ít hơn thì không đạt.")
    assert said[-2].startswith("Ước tính để tham khảo, không dùng để kết luận")
    assert "khoảng 48 THT (số đã báo cáo: 44 THT; bao phủ 09/10 địa bàn, 90,0%; nơi báo cáo cả hai năm tăng 25,0%)" in said[-2]
    assert "Thu nhập" not in said[-2] and "thu nhập" not in said[-2]


def test_nothing_is_said_where_all_reported(tmp_path: Path) -> None:
    said = results.verdicts(invented.facts(invented.build(tmp_path / "hoptac.duckdb")))
    assert not any("Ước tính" in sentence or sentence.endswith(" ") for sentence in said)
