"""Place names become codes of their day, and are never guessed."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import load
from pipeline.identity.areas import area_key, area_table, resolve_area, resolve_over_time

AREAS = area_table(load())
BEFORE, AFTER = date(2019, 12, 31), date(2025, 12, 14)


def district(*texts):
    return resolve_area(pl.Series(texts), "district", BEFORE, areas=AREAS)["area_code"].to_list()


def commune(text, day=BEFORE, within=None):
    inside = None if within is None else pl.Series([within])
    return resolve_over_time(pl.Series([text]), "commune", pl.Series([day]), inside, areas=AREAS)["area_code"][0]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Thành phố Kon Tum", "608"),
        ("TP. Kon Tum", "608"),
        ("kon tum", "608"),
        ("H. Đắk Hà", "615"),
        ("huyen Dak Ha", "615"),
        ("ĐĂK HÀ", "615"),
        ("Ia H'Drai", "618"),
        ("Ia H’ Drai", "618"),
        ("Ia HDrai", "618"),
        ("KonPlong", "613"),
        ("Huyện Ngọk Hồi", "611"),
        ("Hà Nội", None),
    ],
)
def test_districts_by_any_spelling(text, code):
    assert district(text) == [code]


def test_every_area_is_found_by_its_own_name_and_every_other_spelling():
    for area in load().areas:
        if area.area_level == "province" or not area.valid_on(BEFORE):
            continue
        for name in (area.area_name, *area.aliases):
            inside = pl.Series([area.parent_code])
            assert resolve_area(pl.Series([name]), area.area_level, BEFORE, inside, areas=AREAS)["area_code"].to_list() == [area.area_code]


def test_a_homonym_needs_its_district():
    assert commune("Xã Đắk Long") is None
    assert commune("Xã Đắk Long", within="610") == "23368"
    assert commune("Đăk Long", within="615") == "23504"


def test_the_kind_settles_what_the_name_leaves_open():
    assert commune("Thị trấn Đắk Hà") == "23500"
    assert commune("xã Đăk Hà") == "23425"
    assert commune("Đăk Hà") is None


def test_a_code_is_read_by_its_day():
    assert commune("Xã Tu Mơ Rông") == "23422"
    assert commune("Xã Tu Mơ Rông", AFTER) == "23425"


def test_an_old_address_is_still_found_after_the_merger():
    assert commune("Xã Hà Mòn", AFTER) == "23521"


def test_order_and_blanks_are_kept():
    assert district("Đăk Tô", None, "Đăk Hà", "", "Đăk Tô") == ["612", None, "615", None, "612"]


@given(st.text(max_size=30))
def test_any_text_is_answered(text):
    assert len(district(text)) == 1


@given(st.sampled_from([area.area_name for area in load().areas]), st.sampled_from([str.upper, str.lower, str.title]))
def test_a_key_does_not_know_case(name, change):
    own, other = (pl.select(area_key(pl.lit(text))).item() for text in (name, change(name)))
    assert own == other
