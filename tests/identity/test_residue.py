"""Names that differ by more than spelling: weighed with the rest, never against a file, a code, a number or a date."""

from datetime import date

import pytest

from pipeline.config import load
from pipeline.identity.areas import area_table
from pipeline.identity.cascade import cascade
from pipeline.identity.link import link
from pipeline.identity.probabilistic import proposals
from pipeline.identity.records import records

from .landing import file, landing

REGISTERED = {
    "name": "Hợp tác xã Nông nghiệp Trường Thịnh",
    "unit_type": "HTX",
    "certificate_no": "c1",
    "district": "Huyện Đăk Hà",
    "commune": "Xã Hà Mòn",
    "registered_on": date(2010, 1, 1),
}
REPORTED = {"name": "HTX NN Trờng Thịnh", "unit_type": "HTX", "commune": "Hà Mòn", "founded_on": date(2010, 1, 1)}


def proposed(*files):
    found = records(landing(*files), load(), area_table(load()))
    return proposals(found.join(cascade(found).links, on="rec"))


def test_a_dropped_letter_with_commune_and_day_is_linked_and_shown_to_people():
    found = link(landing(file("registry_unit", 2019, REGISTERED), file("unit_report", 2019, REPORTED)), load())
    assert found.unit.height == 1
    assert found.finding["rule"].to_list() == ["uncertain_link"]
    assert set(found.unit_link["method"]) == {"minted", "splink"}
    assert found.review.select("reason", "left_name", "right_name").rows() == [("splink", REPORTED["name"], REGISTERED["name"])]


def test_a_name_alone_is_proposed_and_not_linked():
    found = proposed(
        file("registry_unit", 2019, REGISTERED), file("alliance_member", 2019, {"name": "HTX Trường Thịn", "district": "Đăk Hà"})
    )
    assert found["accepted"].to_list() == [False]
    assert found["probability"][0] > 0.5


@pytest.mark.parametrize(
    "other",
    [
        {"name": "HTX NN Trường Thịnh 2", "founded_on": None},  # a number
        {"founded_on": date(2020, 1, 1)},  # founded after it was last seen in the registry
        {"name": "HTX Kim Ngân", "founded_on": None},  # nothing alike
        {"unit_type": "THT", "name": "THT Trờng Thịnh"},  # another kind
    ],
)
def test_what_speaks_against_a_pair_keeps_it_out(other):
    assert proposed(file("registry_unit", 2019, REGISTERED), file("unit_report", 2019, REPORTED | other)).is_empty()


def test_a_number_more_is_proposed_where_day_and_commune_agree_and_never_linked():
    found = proposed(file("registry_unit", 2019, REGISTERED), file("unit_report", 2019, REPORTED | {"name": "HTX NN Trường Thịnh 2"}))
    assert found["accepted"].to_list() == [False]


def test_the_parts_of_a_name_in_another_order_are_linked_where_commune_and_day_agree():
    found = proposed(
        file("registry_unit", 2019, REGISTERED | {"name": "Hợp tác xã Cà phê Pô Kô Fair"}),
        file("unit_report", 2019, REPORTED | {"name": "HTX Pô Kô Fair cà phê"}),
    )
    assert found["accepted"].to_list() == [True]


def test_a_unit_of_another_district_is_linked_by_its_day_and_nearly_its_name():
    found = proposed(file("registry_unit", 2019, REGISTERED), file("unit_report", 2019, REPORTED | {"commune": None}, sender="616"))
    assert found["accepted"].to_list() == [True]


def test_two_valid_codes_keep_apart():
    coded = REGISTERED | {"registration_code": "6101123457"}
    assert proposed(
        file("registry_unit", 2019, coded), file("unit_report", 2019, REPORTED | {"registration_code": "6100112237"})
    ).is_empty()


def test_two_rows_of_one_file_keep_apart():
    near = REGISTERED | {"name": "Hợp tác xã Nông nghiệp Trường Thình", "certificate_no": "c2"}
    found = link(landing(file("registry_unit", 2019, REGISTERED, near)), load())
    assert found.unit.height == 2


def test_two_likely_choices_are_nobodys():
    near = REGISTERED | {"name": "Hợp tác xã Nông nghiệp Trưng Thịnh", "certificate_no": "c2"}
    found = proposed(file("registry_unit", 2019, REGISTERED, near), file("unit_report", 2019, REPORTED | {"name": "HTX NN Trưngg Thịnhh"}))
    assert found.height == 2
    assert not found["accepted"].any()


def test_a_group_that_was_renamed_is_proposed():
    group = {"name": "THT Trồng nấm", "unit_type": "THT", "commune": "Hà Mòn", "founded_on": date(2015, 1, 1)}
    found = proposed(file("unit_report", 2018, group), file("unit_report", 2019, group | {"name": "THT Rau sạch"}))
    assert found["accepted"].to_list() == [False]


def test_a_tidy_province_has_no_residue():
    found = proposed(file("registry_unit", 2019, REGISTERED), file("unit_report", 2019, REPORTED | {"name": "HTX NN Trường Thịnh"}))
    assert found.is_empty()


def test_a_group_that_vanished_beside_its_namesake_founded_then_is_shown_and_not_linked():
    group = {"name": "THT Trồng nấm", "unit_type": "THT", "commune": "Hà Mòn", "founded_on": date(2018, 12, 24)}
    found = proposed(file("unit_report", 2018, group), file("unit_report", 2019, group | {"founded_on": date(2019, 1, 23)}))
    assert found["accepted"].to_list() == [False]


def test_a_group_that_was_dissolved_is_not_shown_beside_its_namesake_founded_later():
    group = {"name": "THT Trồng nấm", "unit_type": "THT", "commune": "Hà Mòn", "founded_on": date(2015, 1, 1)}
    ended = file("unit_report", 2018, group | {"operating_state": "Đã giải thể"})
    assert proposed(ended, file("unit_report", 2019, group | {"founded_on": date(2019, 1, 23)})).is_empty()


def test_a_name_that_ends_in_another_commune_is_shown_where_commune_and_day_agree():
    moved = REGISTERED | {"name": "Hợp tác xã Trường Thịnh xã Đắk Ui"}
    found = proposed(file("registry_unit", 2019, moved), file("unit_report", 2019, REPORTED | {"name": "HTX Trường Thịnh, Hà Mòn"}))
    assert found["accepted"].to_list() == [False]


def test_a_letter_wrong_in_a_business_word_is_shown_beside_the_unit_that_it_may_mean():
    group = {"name": "THT Thu mua nông sản Kon Lốc", "unit_type": "THT", "commune": "Hà Mòn", "founded_on": date(2015, 1, 1)}
    member = {"name": "THT thu mua nôn sản Kon Lốc", "unit_type": "THT", "district": "Đăk Hà", "joined_on": date(2016, 1, 1)}
    found = link(landing(file("unit_report", 2019, group), file("alliance_member", 2019, member)), load())
    assert ("not_linked", member["name"], group["name"]) in found.review.select("reason", "left_name", "right_name").rows()
    assert found.unit.height == 2
