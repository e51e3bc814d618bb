"""Keys are given once: neither the order of rows nor later knowledge changes one."""

import random

import polars as pl
import pytest

from pipeline.config import load
from pipeline.identity.link import link

from .landing import file, landing
from .world import World

PROVINCE = load()
LANDING, _ = World(PROVINCE, seed=11, htx=60, tht=80).write()
WHOLE = link(LANDING, PROVINCE).unit_link
ON = ["submission_id", "table_name", "sheet", "row"]


def shuffled(frames, seed):
    return {
        name: frame.sample(fraction=1.0, shuffle=True, seed=seed) if name != "sheet_column" else frame for name, frame in frames.items()
    }


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_rows_in_the_frames_does_not_count(seed):
    assert link(shuffled(LANDING, seed), PROVINCE).unit_link.equals(WHOLE)


def test_the_place_of_a_row_in_its_file_does_not_count():
    chance = random.Random(5)
    moved = dict(LANDING)
    for table in ("registry_unit", "unit_report", "alliance_member", "rating_report"):
        rows = LANDING[table]
        numbers = {
            key: chance.sample(group["row"].to_list(), group.height)
            for (key,), group in rows.group_by("submission_id", maintain_order=True)
        }
        new = [number for key, group in rows.group_by("submission_id", maintain_order=True) for number in numbers[key[0]]]
        ordered = pl.concat([group for _, group in rows.group_by("submission_id", maintain_order=True)])
        moved[table] = ordered.with_columns(old=pl.col("row"), row=pl.Series(new, dtype=pl.Int32))
    found = link(moved, PROVINCE).unit_link
    old = pl.concat(
        [
            moved[table].select("submission_id", "sheet", "row", "old", table_name=pl.lit(table))
            for table in moved
            if "old" in moved[table].columns
        ]
    )
    back = found.join(old, on=ON, nulls_equal=True).select("submission_id", "table_name", "sheet", "unit_key", row="old")
    both = back.join(WHOLE, on=ON, nulls_equal=True, suffix="_before")
    assert both.height == WHOLE.height
    assert both.filter(pl.col("unit_key") != pl.col("unit_key_before")).is_empty()


@pytest.mark.parametrize("until", [2016, 2017, 2018])
def test_later_knowledge_does_not_change_a_key(until):
    early = {
        name: frame.filter(pl.col("reference_year") <= until) if "reference_year" in frame.columns else frame
        for name, frame in LANDING.items()
    }
    known_then = link(early, PROVINCE).unit_link
    both = known_then.join(WHOLE, on=ON, nulls_equal=True, suffix="_now")
    assert both.height == known_then.height > 0
    assert both.filter(pl.col("unit_key") != pl.col("unit_key_now")).is_empty()


def test_files_that_arrive_one_by_one_do_not_change_a_key():
    arrived = LANDING["submission"].sort("received_at", "submission_id").filter(reference_year=2016)["submission_id"].to_list()
    for number in (1, len(arrived) // 2, len(arrived) - 1):
        part = {name: frame.filter(pl.col("submission_id").is_in(arrived[:number])) for name, frame in LANDING.items()}
        both = link(part, PROVINCE).unit_link.join(WHOLE, on=ON, nulls_equal=True, suffix="_now")
        assert both.filter(pl.col("unit_key") != pl.col("unit_key_now")).is_empty()


def test_two_units_never_share_a_key():
    units = WHOLE.filter(method="minted")
    assert units["unit_key"].n_unique() == units.height


def test_a_code_that_two_units_claim_gives_two_keys():
    row = {"unit_type": "HTX", "registration_code": "6101123457", "district": "Đăk Hà"}
    found = link(
        landing(
            file("registry_unit", 2019, row | {"name": "HTX Một", "commune": "Hà Mòn"}, row | {"name": "HTX Hai", "commune": "Đăk Ui"})
        ),
        PROVINCE,
    )
    assert found.unit.height == 2
    assert found.unit_link["unit_key"].n_unique() == 2
