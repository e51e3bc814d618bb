"""Rows of several years and sources become units."""

from datetime import date

from pipeline.config import load
from pipeline.identity.link import link

from .landing import file, landing

SON_CA = {
    "name": "Hợp tác xã Nông nghiệp Sơn Ca",
    "unit_type": "HTX",
    "registration_code": "6101123457",
    "district": "Huyện Đăk Hà",
    "commune": "Xã Hà Mòn",
    "registered_on": date(2010, 1, 1),
    "status": "Đang hoạt động",
}


def keys(identity, table):
    return identity.unit_link.filter(table_name=table).sort("submission_id", "row")["unit_key"].to_list()


def test_one_unit_in_four_lists_and_two_years():
    found = link(
        landing(
            file("registry_unit", 2018, SON_CA),
            file("registry_unit", 2019, SON_CA | {"name": "HTX NN Sơn Ca"}),
            file("unit_report", 2019, {"name": "htx sơn ca", "unit_type": "HTX", "commune": "ha mon"}),
            file("alliance_member", 2019, {"name": "HTX Sơn Ca", "district": "Đắk Hà", "joined_on": date(2012, 1, 1)}),
            file("rating_report", 2019, {"name": "Sơn Ca", "registration_code": "6101123457"}),
        ),
        load(),
    )
    assert found.unit.height == 1
    assert found.unit_link.height == 5


def test_nothing_in_gives_typed_nothing_out():
    found = link({name: frame.clear() for name, frame in landing().items()}, load())
    assert {name: frame.height for name, frame in found.frames().items()} == dict.fromkeys(found.frames(), 0)
