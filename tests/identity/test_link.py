"""Rows of several years and sources become units."""

from datetime import date

import polars as pl
import pytest

from pipeline.config import Agency, load
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
HOP_THANH = SON_CA | {"name": "Hợp tác xã Dịch vụ Hợp Thành", "registration_code": "6100112237", "commune": "Xã Đắk Ui"}
OLD = SON_CA | {
    "name": "Hợp tác xã Đoàn Kết",
    "registration_code": None,
    "certificate_no": "3807D000012",
    "registered_on": date(2005, 3, 3),
}
NAM = {"name": "THT Trồng nấm", "unit_type": "THT", "commune": "Hà Mòn", "founded_on": date(2016, 2, 2)}


def identity(*files):
    return link(landing(*files), load())


def keys(found, table, year=None):
    rows = found.unit_link.filter(pl.col("table_name") == table).sort("submission_id", "row")
    return rows.filter(pl.col("submission_id").str.contains(f"/{year}/"))["unit_key"].to_list() if year else rows["unit_key"].to_list()


def counted(found, table):
    return found.unit_link.filter(table_name=table).sort("submission_id", "row")["counts_as"].to_list()


def rules(found):
    return sorted(found.finding["rule"])


def reported(**cells):
    return {"unit_type": "HTX", "commune": "ha mon"} | cells


def test_one_unit_in_four_lists_and_two_years():
    found = identity(
        file("registry_unit", 2018, SON_CA),
        file("registry_unit", 2019, SON_CA | {"name": "HTX NN Sơn Ca"}),
        file("unit_report", 2019, reported(name="htx sơn ca")),
        file("alliance_member", 2019, {"name": "HTX Sơn Ca", "district": "Đắk Hà", "joined_on": date(2012, 1, 1)}),
        file("rating_report", 2019, {"name": "Sơn Ca", "registration_code": "6101123457"}),
    )
    assert found.unit.height == 1
    assert found.unit_link.height == 5
    assert rules(found) == []
    assert found.unit["in_registry"].to_list() == [True]


def test_nothing_in_gives_typed_nothing_out():
    found = link({name: frame.clear() for name, frame in landing().items()}, load())
    assert {name: frame.height for name, frame in found.frames().items()} == dict.fromkeys(found.frames(), 0)


def test_homonyms_in_two_districts_stay_two():
    other = SON_CA | {"registration_code": "6101200013", "district": "Huyện Ngọc Hồi", "commune": "Xã Bờ Y"}
    found = identity(
        file("registry_unit", 2019, SON_CA, other),
        file("unit_report", 2019, reported(name="HTX Sơn Ca")),
        file("unit_report", 2019, reported(name="HTX Sơn Ca", commune="Bờ Y"), sender="611"),
        file("alliance_member", 2019, {"name": "HTX Sơn Ca", "district": "Ngọc Hồi"}, {"name": "HTX Sơn Ca", "district": "Đăk Hà"}),
    )
    here, there = keys(found, "registry_unit")
    assert here != there
    assert keys(found, "unit_report") == [there, here]  # 611 sorts before 615
    assert keys(found, "alliance_member") == [there, here]
    assert rules(found) == []


def test_names_that_differ_by_a_number_stay_two():
    one, two = (SON_CA | {"name": f"HTX Hòa Bình {number}", "registration_code": None, "certificate_no": f"c{number}"} for number in (1, 2))
    found = identity(
        file("registry_unit", 2019, one, two), file("unit_report", 2019, reported(name="HTX HOÀ BÌNH 02"), reported(name="hoa binh 1"))
    )
    assert keys(found, "unit_report") == keys(found, "registry_unit")[::-1]
    assert rules(found) == []


def test_what_a_unit_does_tells_apart_units_of_one_name():
    farm, transport = SON_CA | {"registration_code": None}, SON_CA | {"registration_code": None, "name": "HTX Vận tải Sơn Ca"}
    found = identity(
        file("registry_unit", 2019, farm, transport),
        file("unit_report", 2019, reported(name="HTX VT Sơn Ca"), reported(name="HTX NN Sơn Ca")),
    )
    assert keys(found, "unit_report") == keys(found, "registry_unit")[::-1]


def test_a_renamed_unit_keeps_its_key_and_both_names():
    found = identity(
        file("registry_unit", 2018, SON_CA),
        file("registry_unit", 2019, SON_CA | {"name": "Hợp tác xã Đại Ngàn"}),
        file("unit_report", 2019, reported(name="HTX Đại Ngàn")),
        file("rating_report", 2019, {"name": "HTX Sơn Ca", "district": "Đăk Hà"}),
    )
    assert found.unit.height == 1
    assert {"Hợp tác xã Đại Ngàn", "HTX Sơn Ca"} <= set(found.unit_alias["value"])
    assert found.unit["name"].to_list() == ["Hợp tác xã Đại Ngàn"]
    assert rules(found) == []


def test_registration_anew_under_the_law_of_2012_is_no_new_unit():
    anew = OLD | {"registration_code": "6101200013", "certificate_no": "380700001", "converted_on": date(2018, 5, 5)}
    renumbered = SON_CA | {"registration_code": "6101200026", "converted_on": date(2018, 5, 5)}
    found = identity(file("registry_unit", 2017, OLD, SON_CA), file("registry_unit", 2018, renumbered, anew))
    assert sorted(keys(found, "registry_unit", 2017)) == sorted(keys(found, "registry_unit", 2018))
    assert found.unit.height == 2


def test_a_new_name_and_a_new_code_on_the_same_certificate_are_the_same_unit():
    before = SON_CA | {"certificate_no": "3808C680749"}
    after = before | {"name": "Hợp tác xã Kiên Toàn Xanh", "registration_code": "6101200013"}
    found = identity(
        file("registry_unit", 2018, before),
        file("registry_unit", 2019, after),
        file("unit_report", 2018, reported(name="HTX Sơn Ca")),
        file("alliance_member", 2019, {"name": "HTX Kiên Toàn Xanh", "district": "Đăk Hà"}),
    )
    assert (found.unit.height, rules(found)) == (1, [])
    # the number copied into another unit's line brings neither its day nor its commune along
    other = after | {"registered_on": date(2016, 2, 2), "commune": "Xã Đắk Ui"}
    assert identity(file("registry_unit", 2018, before), file("registry_unit", 2019, before, other)).unit.height == 2


def test_a_new_unit_with_the_name_of_a_dissolved_one_is_another():
    gone = OLD | {"status": "Đã giải thể", "status_on": date(2012, 1, 1)}
    new = OLD | {"certificate_no": "380700009", "registration_code": "6101200013", "registered_on": date(2018, 6, 6)}
    found = identity(
        file("registry_unit", 2017, gone), file("registry_unit", 2018, gone, new), file("unit_report", 2018, reported(name="HTX Đoàn Kết"))
    )
    first, second = keys(found, "registry_unit", 2018)
    assert first != second
    assert keys(found, "unit_report") == [second]
    assert keys(found, "registry_unit", 2017) == [first]


def test_a_unit_is_not_linked_to_one_registered_later():
    later = SON_CA | {"registration_code": None, "registered_on": date(2019, 4, 4)}
    found = identity(
        file("registry_unit", 2018, HOP_THANH),
        file("unit_report", 2018, reported(name="HTX Sơn Ca")),
        file("registry_unit", 2019, HOP_THANH, later),
    )
    assert keys(found, "unit_report")[0] not in keys(found, "registry_unit")


def test_groups_are_one_over_the_years_by_name_commune_and_day():
    other = NAM | {"commune": "Đăk Ui"}
    found = identity(file("unit_report", 2018, NAM, other), file("unit_report", 2019, other | {"name": "Tổ hợp tác trồng nấm"}, NAM))
    assert keys(found, "unit_report", 2019) == keys(found, "unit_report", 2018)[::-1]
    assert rules(found) == []


def test_a_group_founded_after_its_namesake_was_there_is_another():
    found = identity(file("unit_report", 2018, NAM), file("unit_report", 2019, NAM | {"founded_on": date(2019, 5, 5)}))
    assert found.unit.height == 2


def test_a_group_that_was_dissolved_does_not_come_back():
    gone = NAM | {"operating_state": "Đã giải thể"}
    found = identity(file("unit_report", 2017, gone), file("unit_report", 2019, NAM | {"founded_on": None}))
    assert found.unit.height == 2


def test_a_group_and_a_cooperative_of_one_name_stay_two():
    found = identity(
        file("registry_unit", 2019, SON_CA),
        file("unit_report", 2019, reported(name="HTX NN Sơn Ca"), NAM | {"name": "THT Nông nghiệp Sơn Ca"}),
    )
    assert found.unit.height == 2


@pytest.mark.parametrize(("name", "said"), [("HTX Vận tải Trường Sa", ["uncertain_link"]), ("HTX Son Caa", []), ("HTX Đăk Hà Sơn Ca", [])])
def test_a_name_that_is_another_under_the_unit_s_code_is_linked_with_a_doubt(name, said):
    found = identity(file("registry_unit", 2019, SON_CA), file("unit_report", 2019, reported(name=name, registration_code="6101123457")))
    assert found.unit.height == 1
    assert rules(found) == said
    assert found.review["reason"].to_list() == ["other_name"] * len(said)


def test_swapped_codes_are_told_by_the_names():
    found = identity(
        file("registry_unit", 2019, SON_CA, HOP_THANH),
        file(
            "unit_report",
            2019,
            reported(name="HTX NN Sơn Ca", registration_code="6100112237"),
            reported(name="HTX DV Hợp Thành", registration_code="6101123457", commune="Đăk Ui"),
        ),
    )
    assert keys(found, "unit_report") == keys(found, "registry_unit")
    assert rules(found) == ["tax_code_of_other_unit"] * 2
    assert found.finding["column"].to_list() == ["D", "D"]


@pytest.mark.parametrize(
    ("second", "rule"),
    [
        ({}, ["duplicate_unit"]),
        ({"members": 5, "name": "htx nông nghiệp sơn ca"}, ["duplicate_unit"]),
        ({"registration_code": None, "name": "HTX NN Sơn Ca"}, ["duplicate_unit"]),
    ],
)
def test_one_unit_twice_in_a_file_has_one_key_and_is_named_at_the_later_row(second, rule):
    row = reported(name="HTX NN Sơn Ca", registration_code="6101123457", members=9)
    found = identity(file("registry_unit", 2019, SON_CA, HOP_THANH), file("unit_report", 2019, row, row | second))
    first, again = keys(found, "unit_report")
    assert first == again
    assert rules(found) == rule
    assert found.finding.select("sheet", "row", "column").row(0) == ("Biểu 2", 8, "B")


def test_a_member_who_left_and_came_back_is_not_twice():
    first = {"name": "HTX Sơn Ca", "district": "Đăk Hà", "joined_on": date(2011, 1, 1), "left_on": date(2014, 1, 1)}
    back = first | {"joined_on": date(2016, 1, 1), "left_on": None}
    found = identity(file("registry_unit", 2019, SON_CA), file("alliance_member", 2019, back, first))
    assert len(set(keys(found, "alliance_member"))) == 1
    assert rules(found) == []
    both = identity(file("registry_unit", 2019, SON_CA), file("alliance_member", 2019, first | {"left_on": None}, back))
    assert rules(both) == ["duplicate_unit"]


def test_the_commune_in_a_name_tells_apart_what_is_named_alike_else():
    here, there = (
        SON_CA | {"registration_code": None, "certificate_no": place, "name": f"Hợp tác xã Dược liệu xã {place}", "commune": f"Xã {place}"}
        for place in ("Hà Mòn", "Đắk Ui")
    )
    members = [{"name": f"HTX DƯỢC LIỆU XÃ {place}", "district": "Đăk Hà"} for place in ("ĐĂK UI", "HÀ MÒN")]
    found = identity(file("registry_unit", 2019, here, there), file("alliance_member", 2019, *members))
    assert sorted(keys(found, "alliance_member")) == sorted(keys(found, "registry_unit"))
    assert keys(found, "alliance_member") == keys(found, "registry_unit")[::-1]
    assert rules(found) == []


def test_the_alliance_may_list_a_group_that_has_ended():
    member = {"name": "THT Trồng nấm", "unit_type": "THT", "district": "Đăk Hà", "joined_on": date(2016, 5, 5), "left_on": date(2017, 9, 9)}
    found = identity(file("unit_report", 2017, NAM | {"operating_state": "Đã giải thể"}), file("alliance_member", 2019, member))
    assert found.unit.height == 1


def test_of_two_homonyms_the_one_in_existence_is_taken_with_a_doubt():
    gone = SON_CA | {"registration_code": "6101200013", "commune": "Xã Đắk Ui", "status": "Đã giải thể", "status_on": date(2012, 1, 1)}
    found = identity(
        file("registry_unit", 2019, gone, SON_CA), file("rating_report", 2019, {"name": "HTX NN Sơn Ca", "district": "Đăk Hà"})
    )
    assert keys(found, "rating_report") == keys(found, "registry_unit")[1:]
    assert rules(found) == ["uncertain_link"]


def test_as_many_homonyms_as_units_are_each_one_of_them():
    twin = SON_CA | {"registration_code": "6101200013", "commune": "Xã Đắk Ui"}
    members = [{"name": "HTX NN Sơn Ca", "district": "Đăk Hà", "joined_on": date(year, 1, 1)} for year in (2012, 2013)]
    found = identity(file("registry_unit", 2019, SON_CA, twin), file("alliance_member", 2019, *members))
    assert not set(keys(found, "alliance_member")) & set(keys(found, "registry_unit"))  # half a chance is no link
    assert sorted(counted(found, "alliance_member")) == sorted(keys(found, "registry_unit"))
    assert rules(found) == ["ambiguous_unit"] * 2
    listed = found.review.select("row", "reason", "right_key").rows()  # each line once beside each unit, and nothing else asked
    assert sorted(listed) == sorted((row, "ambiguous", key) for row in (7, 8) for key in keys(found, "registry_unit"))


def test_two_rows_that_contest_the_unit_in_existence_count_for_both():
    gone = SON_CA | {"registration_code": "6101200013", "commune": "Xã Đắk Ui", "status": "Đã giải thể", "status_on": date(2018, 1, 1)}
    members = [{"name": "HTX NN Sơn Ca", "district": "Đăk Hà", "joined_on": date(year, 1, 1)} for year in (2012, 2013)]
    found = identity(file("registry_unit", 2019, SON_CA, gone), file("alliance_member", 2019, *members))
    assert not set(keys(found, "alliance_member")) & set(keys(found, "registry_unit"))
    assert sorted(counted(found, "alliance_member")) == sorted(keys(found, "registry_unit"))


def test_a_homonym_is_one_unit_through_its_sender_s_lists():
    twin = SON_CA | {"registration_code": "6101200013", "commune": "Xã Đắk Ui"}
    members = [{"name": "HTX NN Sơn Ca", "district": "Đăk Hà", "joined_on": date(year, 1, 1)} for year in (2012, 2013)]
    found = identity(
        *(file("registry_unit", year, SON_CA, twin) for year in (2018, 2019)),
        file("alliance_member", 2018, *members),
        file("alliance_member", 2019, *reversed(members)),
    )
    assert keys(found, "alliance_member", 2018) == keys(found, "alliance_member", 2019)[::-1]
    assert len(set(keys(found, "alliance_member"))) == 2


def test_a_name_that_fits_two_alike_is_linked_to_neither():
    twin = SON_CA | {"registration_code": "6101200013", "commune": "Xã Đắk Ui"}
    found = identity(
        file("registry_unit", 2019, SON_CA, twin), file("alliance_member", 2019, {"name": "HTX NN Sơn Ca", "district": "Đăk Hà"})
    )
    assert keys(found, "alliance_member")[0] not in keys(found, "registry_unit")
    assert rules(found) == ["ambiguous_unit"]
    listed = found.review.filter(reason="ambiguous")
    assert sorted(listed["right_key"]) == sorted(keys(found, "registry_unit"))


def test_a_code_that_is_no_code_is_named_and_does_not_keep_apart():
    found = identity(
        file("registry_unit", 2019, SON_CA), file("unit_report", 2019, reported(name="HTX NN Sơn Ca", registration_code="6101123450"))
    )
    assert found.unit.height == 1
    assert rules(found) == ["tax_code_check_digit"]


def test_a_lost_zero_is_restored():
    code = "0100233488"
    found = identity(
        file("registry_unit", 2019, SON_CA | {"registration_code": code}),
        file("unit_report", 2019, reported(name="HTX khác", registration_code=code[1:])),
    )
    assert found.unit.height == 1
    assert rules(found) == ["tax_code_zero_restored", "uncertain_link"]  # and the name is another


def test_a_certificate_number_in_the_code_column_is_understood():
    found = identity(
        file("registry_unit", 2019, OLD), file("unit_report", 2019, reported(name="HTX Đoàn kết", registration_code="3807d 000012"))
    )
    assert sorted(found.unit_link["method"]) == ["certificate", "minted"]
    assert rules(found) == []


def test_places_that_are_none_are_named():
    found = identity(
        file("registry_unit", 2019, SON_CA | {"commune": "Xã Không Có"}, HOP_THANH | {"district": "Huyện Nào Đó", "commune": None})
    )
    assert rules(found) == ["unknown_commune", "unknown_district"]


def test_a_district_that_is_not_the_communes_is_said_where_name_and_code_agree():
    wrong = SON_CA | {"district": "Thành phố Kon Tum"}
    assert rules(identity(file("registry_unit", 2019, wrong))) == ["unknown_commune"]
    assert rules(identity(file("registry_unit", 2019, wrong | {"commune_code": "23521"}))) == ["commune_of_another_district"]


def test_superseded_versions_are_linked_but_not_spoken_of():
    bad = reported(name="HTX NN Sơn Ca", registration_code="6101123450")
    found = identity(
        file("registry_unit", 2019, SON_CA),
        file("unit_report", 2019, bad),
        file("unit_report", 2019, bad | {"registration_code": None}, version=2),
    )
    assert len(set(keys(found, "unit_report"))) == 1
    assert rules(found) == []


def test_after_the_districts_were_abolished_the_bridge_tells_the_district():
    moved = SON_CA | {"district": None, "commune": "Xã Đăk Hà"}
    found = identity(file("registry_unit", 2024, SON_CA), file("registry_unit", 2025, moved))
    assert found.unit.height == 1
    assert found.unit_link.sort("submission_id").select("area_code", "commune_code").rows() == [("615", "23521"), ("615", "23500")]


def test_a_commune_that_reports_itself_is_of_its_former_district():
    commune = Agency(
        sender="23500", agency_name="UBND xã Đăk Hà", agency_kind="commune", area_code="23500", valid_from_year=2025, valid_to_year=None
    )
    province = load().model_copy(update={"agencies": (*load().agencies, commune)})
    row = {"name": "HTX NN Sơn Ca", "unit_type": "HTX", "commune": None}
    found = link(landing(file("registry_unit", 2024, SON_CA), file("unit_report", 2025, row, sender="23500")), province)
    assert found.unit.height == 1
    assert found.unit_link.filter(table_name="unit_report").select("area_code", "commune_code").row(0) == ("615", "23500")
