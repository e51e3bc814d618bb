"""Homonyms, codes that were given to another commune, addresses of before the merger: where a row lies on its year's day."""

from pathlib import Path

import polars as pl
import pytest

from pipeline.config import load
from pipeline.identity.areas import area_table
from pipeline.identity.places import with_places
from tests.provinces import SONG_LAM


def lies(
    year: int,
    *,
    commune: str | None = None,
    district: str | None = None,
    code: str | None = None,
    sender: str = "",
    folder: Path | None = None,
):
    """(district, commune, first day of the commune's order) of a registry row, or of a row of biểu 2 where a sender is given."""
    province = load(folder) if folder else load()
    row = {
        "reference_year": year,
        "table_name": "unit_report" if sender else "registry_unit",
        "sender": sender or "SKHDT",
        "commune_text": commune,
        "district_text": district,
        "given_commune": code,
        "place": None,
    }
    text = ("table_name", "sender", "commune_text", "district_text", "given_commune", "place")
    frame = pl.DataFrame([row], schema_overrides={"reference_year": pl.Int32} | dict.fromkeys(text, pl.String))
    found = with_places(frame, area_table(province), province)
    return found["area_code"][0], found["commune_code"][0], found["commune_from"][0] and found["commune_from"][0].year


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # two communes of a name, told apart by their district, by the sender, or not at all
        ({"commune": "Xã Đắk Long", "district": "Huyện Đăk Glei"}, ("610", "23368", 1991)),
        ({"commune": "Xã Đăk Long", "district": "Đắk Hà"}, ("615", "23504", 1991)),
        ({"commune": "Đăk Long", "sender": "615"}, ("615", "23504", 1991)),
        ({"commune": "Đăk Long"}, (None, None, None)),
        # the commune, the town and the district called Đắk Hà
        ({"commune": "Xã Đắk Hà", "district": "Tu Mơ Rông"}, ("617", "23425", 1991)),
        ({"commune": "Thị trấn Đắk Hà", "district": "Đắk Hà"}, ("615", "23500", 1991)),
        ({"commune": "TT. Đăk Hà"}, ("615", "23500", 1991)),
        # a code without a name is read on its day
        ({"code": "23425"}, ("617", "23425", 1991)),
        ({"code": "23284"}, ("608", "23284", 1991)),
        # the name goes before the code
        ({"commune": "Xã Tu Mơ Rông", "district": "Tu Mơ Rông", "code": "23425"}, ("617", "23422", 1991)),
        ({"code": "99999"}, (None, None, None)),
    ],
)
def test_before_the_merger(given: dict, expected: tuple) -> None:
    assert lies(2019, **given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"commune": "Xã Đắk Hà"}, ("615", "23500", 2025)),
        ({"commune": "Xã Tu Mơ Rông"}, ("617", "23425", 2025)),
        ({"commune": "Xã Đăk Long"}, ("610", "23368", 2025)),
        ({"code": "23425"}, ("617", "23425", 2025)),
        ({"commune": "Phường Đăk Cấm", "sender": "23284"}, ("608", "23284", 2025)),
        ({"sender": "23425"}, ("617", "23425", 2025)),
        # an address that nobody had to change
        ({"commune": "Xã Đắk Hà", "district": "Huyện Tu Mơ Rông"}, ("617", "23425", 1991)),
        ({"commune": "Xã Đăk Long", "district": "Huyện Đăk Hà"}, ("615", "23504", 1991)),
        ({"commune": "Phường Duy Tân", "district": "Thành phố Kon Tum", "code": "23284"}, ("608", "23284", 1991)),
        # a code that no new commune has
        ({"code": "23422"}, ("617", "23422", 1991)),
    ],
)
def test_after_the_merger(given: dict, expected: tuple) -> None:
    assert lies(2025, **given) == expected


def test_the_year_of_the_merger_is_taken_at_its_end_and_the_one_before_is_not() -> None:
    assert lies(2024, code="23425")[2] == 1991
    assert lies(2025, code="23425")[2] == 2025


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"commune": "Xã Hưng Hòa", "district": "TX. Lam Giang"}, ("981", "41019", 1997)),
        ({"commune": "Hưng Hoà", "sender": "HHS"}, ("983", "41037", 1997)),
        ({"commune": "Xã Hồng Sơn", "district": "Hồng Sơn"}, ("983", "41034", 1997)),
        ({"commune": "Thị trấn Hồng Sơn", "district": "Hồng Sơn"}, ("983", "41031", 1997)),
        ({"commune": "Hưng Hòa"}, (None, None, None)),
    ],
)
def test_another_provinces_homonyms(given: dict, expected: tuple) -> None:
    assert lies(2019, folder=SONG_LAM, **given) == expected


def test_the_bridge_rebuilds_the_ten_districts_and_every_old_commune_has_one_successor_in_its_district() -> None:
    province = load()
    district = {row.new_area_code: row.former_district_code for row in province.bridges}
    old = {area.area_code: area.parent_code for area in province.areas if area.area_level == "commune" and area.valid_to}
    new = {area.area_code for area in province.areas if area.area_level == "commune" and not area.valid_to}
    assert (len(old), len(new), len(province.successors)) == (102, 40, 102)
    assert set(district) == new and set(district.values()) == {area.area_code for area in province.districts()}
    became = {row.former_area_code: row.new_area_code for row in province.successors}
    assert set(became) == set(old) and set(became.values()) == new
    assert all(district[became[code]] == parent for code, parent in old.items())
    # the code of either order leads to the same place: models need not know which order a code is of
    assert all(became[code] == code for code in new if code in old)
