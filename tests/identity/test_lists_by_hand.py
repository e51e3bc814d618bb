"""Lists as clerks keep them: members who are namesakes, lines copied or written twice, corrections that spell otherwise.

What is certain is linked; what is not stands in the review list with both sides.
"""

from datetime import date

import polars as pl
import pytest

from pipeline.config import load
from pipeline.identity.link import link

from .landing import file, landing

OLD = {
    "name": "Hợp tác xã Vận tải Đoàn Kết",
    "unit_type": "HTX",
    "registration_code": "6101123457",
    "district": "Huyện Đăk Hà",
    "commune": "Xã Hà Mòn",
    "registered_on": date(2010, 1, 1),
}
NEW = OLD | {"registration_code": "6100112237", "commune": "Xã Đắk Ui", "registered_on": date(2018, 6, 1)}
FUND = OLD | {"name": "Quỹ tín dụng nhân dân xã Hà Mòn", "unit_type": "QTDND", "registration_code": "6100112237"}
GROUP = {"name": "THT chăn nuôi dê thôn 3", "unit_type": "THT", "commune": "Hà Mòn", "founded_on": date(2016, 2, 2)}
MEMBER = {"name": "HTX Vận tải Đoàn Kết", "unit_type": "HTX", "district": "Đăk Hà"}


def identity(*files):
    return link(landing(*files), load())


def pairs(found):
    return found.review.select("reason", "left_name", "right_name").rows()


def codes_of(found, table):
    rows = found.unit_link.filter(table_name=table).sort("submission_id", "row")
    return rows.join(found.unit, on="unit_key", maintain_order="left")["registration_code"].to_list()


def codes_counted(found, table):
    """Of the units that rows of homonyms count for, whichever is which."""
    rows = found.unit_link.filter(table_name=table)
    return sorted(rows.join(found.unit, left_on="counts_as", right_on="unit_key")["registration_code"])


def test_a_member_since_before_the_namesake_was_registered_is_the_older_one():
    found = identity(file("registry_unit", 2019, OLD, NEW), file("alliance_member", 2019, MEMBER | {"joined_on": date(2015, 1, 1)}))
    assert codes_of(found, "alliance_member") == ["6101123457"]
    assert pairs(found) == []


def test_a_member_since_before_its_unit_was_registered_is_linked_with_a_doubt():
    found = identity(file("registry_unit", 2019, NEW), file("alliance_member", 2019, MEMBER | {"joined_on": date(2015, 1, 1)}))
    assert codes_of(found, "alliance_member") == ["6100112237"]
    assert pairs(found) == [("joined_before", MEMBER["name"], NEW["name"])]


@pytest.mark.parametrize(
    ("written", "reasons"),
    [
        ("HTX VT Đoàn Kết", []),
        ("HTX VT DOAN KET", []),  # typed without marks
        ("HTX Vận tải Đoan Kết", ["marks_differ"]),
        ("HTX Vận tải Doãn Kết", ["marks_differ"]),
    ],
)
def test_a_name_that_differs_in_a_mark_is_not_linked_without_a_doubt(written, reasons):
    found = identity(file("registry_unit", 2019, OLD), file("alliance_member", 2019, MEMBER | {"name": written}))
    assert codes_of(found, "alliance_member") == ["6101123457"]
    assert found.review["reason"].to_list() == reasons


def test_the_doubt_about_a_mark_stays_in_the_next_year():
    line = MEMBER | {"name": "HTX Vận tải Đoan Kết"}
    found = identity(
        *(file("registry_unit", year, OLD) for year in (2018, 2019)), *(file("alliance_member", year, line) for year in (2018, 2019))
    )
    assert found.review.select("reference_year", "reason").sort("reference_year").rows() == [(2018, "marks_differ"), (2019, "marks_differ")]


@pytest.mark.parametrize(("founded_on", "reasons"), [(date(2018, 6, 1), ["dissolved_before"]), (OLD["registered_on"], [])])
def test_a_unit_listed_after_its_end_is_doubted_unless_the_day_is_its_own(founded_on, reasons):
    ended = OLD | {"status": "Đã giải thể", "status_on": date(2014, 3, 1)}
    row = {"name": OLD["name"], "unit_type": "HTX", "commune": "Hà Mòn", "founded_on": founded_on}
    found = identity(file("registry_unit", 2019, ended), file("unit_report", 2019, row))
    assert found.unit.height == 1
    assert found.review["reason"].to_list() == reasons


def test_a_name_of_another_commune_and_day_is_another_unit():
    row = {"name": OLD["name"], "unit_type": "HTX", "commune": "Đắk Ui", "founded_on": date(2018, 6, 1)}
    assert identity(file("registry_unit", 2019, OLD), file("unit_report", 2019, row)).unit.height == 2


def test_a_member_stays_who_it_was_in_the_alliance_s_last_list():
    later = NEW | {"registered_on": date(2012, 1, 1)}
    line = MEMBER | {"joined_on": date(2015, 1, 1)}
    found = identity(
        file("registry_unit", 2018, OLD, later),
        file("registry_unit", 2019, OLD, later),
        file("alliance_member", 2018, line | {"name": "HTX VT Đoàn Kết, Đắk Ui"}),
        file("alliance_member", 2019, line),
    )
    assert codes_of(found, "alliance_member") == ["6100112237", "6100112237"]
    assert ("homonyms", MEMBER["name"], later["name"]) in pairs(found)  # for people to see: the place was left out


def test_two_namesakes_crossed_by_a_weak_sign_are_shown():
    lines = (MEMBER | {"joined_on": date(2019, 1, 1)}, MEMBER | {"joined_on": date(2019, 2, 1)})
    found = identity(file("registry_unit", 2019, OLD, NEW), file("alliance_member", 2019, *lines))
    assert codes_counted(found, "alliance_member") == ["6100112237", "6101123457"]
    assert {reason for reason, *_ in pairs(found)} == {"ambiguous"}


def test_two_rated_namesakes_are_two():
    found = identity(file("registry_unit", 2019, OLD, NEW), file("rating_report", 2019, MEMBER, MEMBER | {"name": "HTX VT Đoàn Kết"}))
    assert codes_counted(found, "rating_report") == ["6100112237", "6101123457"]


def test_a_rated_unit_written_twice_is_one():
    found = identity(file("registry_unit", 2019, OLD), file("rating_report", 2019, MEMBER, MEMBER))
    assert found.unit.height == 1
    assert "duplicate_unit" in set(found.finding["rule"])


def test_marks_that_nobody_typed_or_that_offices_mix_tell_no_namesakes_apart():
    places = {"name": "Hợp tác xã Đăk Chót"}
    found = identity(
        file("registry_unit", 2019, OLD | places, NEW | places | {"registered_on": date(2011, 1, 1)}),
        file("unit_report", 2019, OLD | {"name": "HTX Đắk Chót"}),
        file("alliance_member", 2019, MEMBER | {"name": "HTX Đắk Chót", "joined_on": date(2019, 1, 1)}),
    )
    assert {reason for reason, *_ in pairs(found)} & {"homonyms", "ambiguous"}


def test_a_code_of_another_kind_of_unit_in_the_same_commune_does_not_swap_them():
    own = OLD | {"name": "Hợp tác xã Môi trường Hà Mòn"}
    rows = (
        {"name": "HTX MT Hà Mòn", "unit_type": "HTX", "commune": "Hà Mòn", "registration_code": FUND["registration_code"]},
        {"name": "QTDND xã Hà Mòn", "unit_type": "QTDND", "commune": "Hà Mòn", "registration_code": own["registration_code"]},
    )
    found = identity(file("registry_unit", 2019, own, FUND), file("unit_report", 2019, *rows))
    assert codes_of(found, "unit_report") == [own["registration_code"], FUND["registration_code"]]
    assert {reason for reason, *_ in pairs(found)} == {"code_of_other"}


def test_codes_swapped_between_namesakes_are_told_by_commune_and_day():
    rows = (
        {
            "name": "HTX VT Đoàn Kết",
            "unit_type": "HTX",
            "commune": "Hà Mòn",
            "founded_on": date(2010, 1, 1),
            "registration_code": "6100112237",
        },
        {
            "name": "HTX VT Đoàn Kết",
            "unit_type": "HTX",
            "commune": "Đắk Ui",
            "founded_on": date(2018, 6, 1),
            "registration_code": "6101123457",
        },
    )
    found = identity(file("registry_unit", 2019, OLD, NEW), file("unit_report", 2019, *rows))
    assert codes_of(found, "unit_report") == ["6101123457", "6100112237"]
    assert {reason for reason, *_ in pairs(found)} == {"code_of_other"}


def test_a_branch_s_code_is_its_unit_s():
    found = identity(file("registry_unit", 2019, OLD), file("unit_report", 2019, MEMBER | {"registration_code": "6101123457-001"}))
    assert found.unit.height == 1
    assert found.finding["rule"].to_list() == ["tax_code_of_branch"]


def test_rounded_codes_make_nobody_equal():
    rows = [MEMBER | {"name": name, "registration_code": "6.10112E+09"} for name in ("HTX Sao Mai", "HTX Hợp Thành")]
    found = identity(file("rating_report", 2018, rows[0]), file("rating_report", 2019, rows[1]))
    assert found.unit.height == 2


def test_what_a_correction_spells_otherwise_is_linked_or_shown():
    found = identity(file("unit_report", 2019, GROUP), file("unit_report", 2019, GROUP | {"name": "THT chăo nuôi dê thôn 3"}, version=2))
    assert found.unit.height == 1 or "proposed" in set(found.review["reason"])


def test_a_group_written_twice_with_two_days_is_shown_as_perhaps_one():
    found = identity(file("unit_report", 2019, GROUP, GROUP | {"founded_on": date(2016, 2, 4)}))
    assert found.unit.height == 2
    assert ("twin", GROUP["name"], GROUP["name"]) in pairs(found)


def test_a_group_written_twice_with_a_slip_is_shown_as_perhaps_one():
    found = identity(file("unit_report", 2019, GROUP, GROUP | {"name": "THT chăn nuôi dê thhôn 3"}, GROUP | {"name": "THT nuôi cá thôn 3"}))
    assert found.unit.height == 3
    assert {(left, right) for reason, left, right in pairs(found) if reason == "twin"} == {
        (GROUP["name"], "THT chăn nuôi dê thhôn 3"),
        ("THT chăn nuôi dê thhôn 3", GROUP["name"]),
    }


def test_the_place_behind_a_name_makes_no_second_line_of_it():
    found = identity(file("unit_report", 2019, GROUP, GROUP | {"name": "Tổ HT chăn nuôi dê thôn 3, xã Hà Mòn"}))
    assert found.unit.height == 1


def test_a_member_group_that_no_district_lists_is_shown_beside_the_nearest():
    line = {"name": "THT chăn nuôi dê thôm 3", "unit_type": "THT", "district": "Đăk Hà", "joined_on": date(2017, 1, 1)}
    found = identity(file("unit_report", 2019, GROUP), file("alliance_member", 2019, line, MEMBER | line | {"name": "THT nuôi cá thôn 9"}))
    assert ("not_linked", "THT nuôi cá thôn 9", None) in pairs(found)
    assert [right for reason, left, right in pairs(found) if left == line["name"] and right] == [GROUP["name"]]


def test_a_misspelt_predecessor_is_shown_beside_the_group_that_left():
    heir = OLD | {"registered_on": date(2019, 3, 3), "founded_on": date(2019, 3, 3), "converted_from": "THT chăn nuôi dế thônn 3"}
    found = identity(file("unit_report", 2018, GROUP), file("registry_unit", 2019, OLD), file("unit_report", 2019, heir))
    assert ("predecessor_not_found", heir["name"], GROUP["name"]) in pairs(found)
    assert found.unit["predecessor_key"].null_count() == found.unit.height


def test_of_two_groups_of_a_name_the_one_that_left_became_the_cooperative():
    stays, left = GROUP | {"commune": "Đăk Ui", "founded_on": date(2015, 1, 1)}, GROUP | {"commune": "Đăk Mar"}
    heir = OLD | {"registered_on": date(2019, 3, 3), "converted_from": "tht chan nuoi de thon 3"}
    found = identity(file("unit_report", 2018, stays, left), file("registry_unit", 2019, OLD), file("unit_report", 2019, heir, stays))
    heirs = found.unit.filter(pl.col("predecessor_key").is_not_null())
    before = found.unit.filter(pl.col("unit_key").is_in(heirs["predecessor_key"].implode()))
    assert before["founded_on"].to_list() == [left["founded_on"]]
