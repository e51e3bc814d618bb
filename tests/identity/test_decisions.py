"""What people decide stands above every rule; a line that cannot be used says so."""

from datetime import date

import polars as pl
import pytest

from pipeline.config import load
from pipeline.identity.link import link

from .landing import file, landing

HEAD = "decision,left,right,decided_by,decided_on,reason\n"
REGISTERED = {
    "name": "Hợp tác xã Nông nghiệp Sơn Ca",
    "unit_type": "HTX",
    "registration_code": "6101123457",
    "district": "Huyện Đăk Hà",
    "commune": "Xã Hà Mòn",
    "registered_on": date(2010, 1, 1),
}
FILES = (
    file("registry_unit", 2019, REGISTERED, REGISTERED | {"name": "HTX Hợp Thành", "registration_code": "6100112237"}),
    file("unit_report", 2018, {"name": "HTX Chim Hót", "unit_type": "HTX", "commune": "Hà Mòn"}),
    file(
        "unit_report",
        2019,
        {"name": "HTX Chim Hót", "unit_type": "HTX", "commune": "Hà Mòn"},
        {"name": "HTX Sơn Ca", "unit_type": "HTX", "commune": "Hà Mòn"},
    ),
)


def decided(tmp_path, *lines, files=FILES, as_of=None, head=HEAD):
    path = tmp_path / "identity-decisions.csv"
    path.write_text(head + "".join(line + "\n" for line in lines), encoding="utf-8")
    return link(landing(*files), load(), path, as_of)


def key(found, name, year=2019):
    rows = found.unit_link.join(pl.concat([frame.select("submission_id", "row", "name") for frame in TABLES]), on=["submission_id", "row"])
    return rows.filter(pl.col("name") == name, pl.col("submission_id").str.contains(f"/{year}/"))["unit_key"][0]


TABLES = [landing(*FILES)[table] for table in ("registry_unit", "unit_report")]
PLAIN = link(landing(*FILES), load())
SAME_BY = "Trần A,2019-12-12,đổi tên"


def test_without_decisions_they_are_apart():
    assert key(PLAIN, "HTX Chim Hót") != key(PLAIN, "Hợp tác xã Nông nghiệp Sơn Ca")
    assert key(PLAIN, "HTX Sơn Ca") == key(PLAIN, "Hợp tác xã Nông nghiệp Sơn Ca")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("615:htx chim hót", "6100112237"),
        (key(PLAIN, "HTX Chim Hót"), key(PLAIN, "HTX Hợp Thành")),
        ("615:HTX Chim Hót", "2019/SKHDT/v1.xlsx#8"),
    ],
)
def test_same_joins_what_no_rule_would(tmp_path, left, right):
    found = decided(tmp_path, f"same,{left},{right},{SAME_BY}")
    assert key(found, "HTX Chim Hót", 2018) == key(found, "HTX Chim Hót") == key(found, "HTX Hợp Thành")
    assert set(found.unit_link.filter(unit_key=key(found, "HTX Chim Hót"))["method"]) == {"decision", "minted"}
    assert found.finding.is_empty()


def test_same_moves_only_the_row_it_names(tmp_path):
    found = decided(tmp_path, f"same,2019/615/v1.xlsx#Biểu 2#7,6100112237,{SAME_BY}")
    assert key(found, "HTX Chim Hót") == key(found, "HTX Hợp Thành")
    assert key(found, "HTX Chim Hót", 2018) == key(PLAIN, "HTX Chim Hót", 2018)


def test_different_parts_what_a_rule_joined(tmp_path):
    found = decided(tmp_path, f"khác,615:HTX Sơn Ca,6101123457,{SAME_BY}")
    assert key(found, "HTX Sơn Ca") != key(found, "Hợp tác xã Nông nghiệp Sơn Ca")
    assert key(found, "Hợp tác xã Nông nghiệp Sơn Ca") != key(found, "HTX Hợp Thành")
    assert found.unit_link["unit_key"].n_unique() == found.unit.height == 4


def test_successor_keeps_two_units_and_their_thread(tmp_path):
    found = decided(tmp_path, f"successor,6100112237,6101123457,{SAME_BY}")
    unit = found.unit.filter(unit_key=key(found, "HTX Hợp Thành"))
    assert unit["predecessor_key"].to_list() == [key(found, "Hợp tác xã Nông nghiệp Sơn Ca")]


def test_the_later_line_wins_and_the_earlier_is_named(tmp_path):
    sides = "615:HTX Sơn Ca,6101123457"
    found = decided(tmp_path, f"different,{sides},{SAME_BY}", f"same,{sides},{SAME_BY}")
    assert key(found, "HTX Sơn Ca") == key(found, "Hợp tác xã Nông nghiệp Sơn Ca")
    assert found.finding.select("rule", "row").rows() == [("decision_unused", 2)]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("perhaps,615:HTX Sơn Ca,6101123457,A,2019-12-12,x", "decision_incomplete"),
        ("same,615:HTX Sơn Ca,6101123457,,2019-12-12,x", "decision_incomplete"),
        ("same,615:HTX Sơn Ca,6101123457,A,2019-12-12,", "decision_incomplete"),
        ("same,615:HTX Sơn Ca,6101123457,A,hôm qua,x", "decision_incomplete"),
        ("same,615:HTX Sơn Ca", "decision_incomplete"),
        ("same,615:HTX Không Có,6101123457,A,2019-12-12,x", "decision_unused"),
        ("same,615:HTX Sơn Ca,u000000000000,A,2019-12-12,x", "decision_unused"),
        ("same,615:HTX Sơn Ca,a#b#c,A,2019-12-12,x", "decision_unused"),
    ],
)
def test_a_bad_line_is_a_finding_and_changes_nothing(tmp_path, line, rule):
    found = decided(tmp_path, line)
    assert found.finding.select("rule", "row", "path", "reference_year").rows() == [(rule, 2, "identity-decisions.csv", 2019)]
    assert found.unit_link.equals(PLAIN.unit_link)


def test_a_file_without_its_columns_is_one_finding(tmp_path):
    found = decided(tmp_path, "1,2", head="a,b\n")
    assert found.finding.select("rule", "row").rows() == [("decision_incomplete", 1)]


def test_a_file_that_excel_saved_with_semicolons_is_read(tmp_path):
    line = f"same,615:HTX Chim Hót,6100112237,{SAME_BY}"
    found = decided(tmp_path, line.replace(",", ";"), head="\ufeff" + HEAD.replace(",", ";"))
    assert key(found, "HTX Chim Hót") == key(found, "HTX Hợp Thành")


def test_bytes_that_are_no_text_are_one_finding(tmp_path):
    path = tmp_path / "identity-decisions.csv"
    path.write_bytes(b"\xff\xfe\x00decision")
    assert link(landing(*FILES), load(), path).finding["rule"].to_list() == ["decision_incomplete"]


def test_what_is_decided_later_is_not_known_yet(tmp_path):
    found = decided(tmp_path, f"same,615:HTX Chim Hót,6100112237,{SAME_BY}", as_of=date(2019, 12, 11))
    assert found.unit_link.equals(PLAIN.unit_link)


def test_no_file_is_no_decision(tmp_path):
    assert link(landing(*FILES), load(), tmp_path / "none.csv").unit_link.equals(PLAIN.unit_link)


def test_one_homonym_told_leaves_the_other_unit_to_the_other(tmp_path):
    member = {"name": "HTX NN Sơn Ca", "district": "Đăk Hà"}
    twin = REGISTERED | {"registration_code": "6101200013", "commune": "Xã Đắk Ui"}
    files = (file("registry_unit", 2019, REGISTERED, twin), file("alliance_member", 2019, member, member | {"joined_on": date(2013, 1, 1)}))
    path = link(landing(*files), load()).review["path"][0]
    found = decided(tmp_path, f"same,{path}#8,6101123457,{SAME_BY}", files=files)
    code_of = dict(found.unit.select("unit_key", "registration_code").iter_rows())
    links = found.unit_link.filter(table_name="alliance_member").sort("row").select("unit_key", "counts_as").rows()
    assert [(code_of[key], code_of.get(counts_as)) for key, counts_as in links] == [(None, "6101200013"), ("6101123457", None)]
