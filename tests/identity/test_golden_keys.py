"""The keys of two provinces as they were once given: whoever changes one breaks every join that outsiders made with it.

``python -m tests.identity.test_golden_keys`` writes the file anew, for a change of the simulator's provinces or a decision to give
new keys, which the commit must say.
"""

import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from pipeline.config import load
from pipeline.identity.link import link
from pipeline.intake.read import read_raw
from tests.provinces import SONG_LAM
from tests.simulator import simulate, small, write_raw

from .landing import file, landing

GOLDEN = Path(__file__).with_name("golden_keys.csv")
SOME_CODES = {"no_code_share": 1 / 3, "report_code_share": 2 / 3}
PROFILES = {
    "kon-tum": (replace(small(40), **SOME_CODES), 4),
    "song-lam": (
        replace(small(40, province=SONG_LAM, district_weights={"981": 6, "983": 4}, fund_districts=("981", "983")), **SOME_CODES),
        8,
    ),
}


def keys(province: str, folder: Path) -> pl.DataFrame:
    """One row a unit: its key and the first row that bears it, of the documents in the order in which they arrived."""
    profile, seed = PROFILES[province]
    write_raw(simulate(profile, seed), folder)
    tables = read_raw(folder, load(profile.province), datetime(2030, 1, 1, tzinfo=UTC))
    rows = link(tables, load(profile.province)).unit_link.drop_nulls("unit_key")
    place = ["submission_id", "table_name", "sheet", "row"]
    arrived = rows.join(tables["submission"].select("submission_id", "received_at"), on="submission_id")
    first = arrived.sort("received_at", *place).unique("unit_key", keep="first", maintain_order=True)
    return first.select(pl.lit(province).alias("province"), "unit_key", *place).sort(place)


@pytest.mark.parametrize("province", PROFILES)
def test_every_unit_has_the_key_that_it_was_given(province: str, tmp_path: Path) -> None:
    golden = pl.read_csv(GOLDEN, schema_overrides={"row": pl.Int32}).filter(province=province)
    found = keys(province, tmp_path)
    changed = golden.join(found, on=golden.columns, how="anti", nulls_equal=True)
    assert changed.rows() == [] and found.height == golden.height > 90


def unit_key(**cells: object) -> str:
    row = {"unit_type": "HTX", "name": "HTX Sơn Ca", "district": "Đăk Hà", "commune": "Hà Mòn"} | cells
    return link(landing(file("registry_unit", 2019, row)), load()).unit["unit_key"].item()


def test_a_unit_without_a_code_is_anchored_by_its_certificate() -> None:
    of_certificate = unit_key(certificate_no="380507000012")
    assert unit_key(certificate_no="380507000012", name="HTX Bình Minh", commune="Đăk Ui") == of_certificate
    assert unit_key(certificate_no="380507000013") != of_certificate
    assert unit_key() != of_certificate


def test_a_code_anchors_before_a_certificate() -> None:
    of_code = unit_key(registration_code="6101123457")
    assert unit_key(registration_code="6101123457", certificate_no="380507000012", name="HTX Bình Minh") == of_code


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        pl.concat([keys(province, Path(home) / province) for province in PROFILES]).write_csv(GOLDEN)
    sys.stdout.write(f"{GOLDEN}\n")
