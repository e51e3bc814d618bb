"""What people decide stands above every rule; a line that cannot be used says so."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from pipeline.config import load
from pipeline.identity.link import link
from tests.system.test_signatures import NOBODY

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
    assert found.decision["register_row"].unique().to_list() == [3]


@pytest.mark.parametrize(
    ("lines", "undone"),
    [
        (["same,615:HTX Chim Hót,6100112237", "same,615:htx chim hót,6101123457"], 2),  # two units at once
        (
            ["same,615:HTX Chim Hót,6100112237", f"different,{key(PLAIN, 'HTX Chim Hót')},2019/SKHDT/v1.xlsx#8"],
            2,
        ),  # sides written otherwise
        (["same,2019/615/v1.xlsx#Biểu 2#7,6100112237", "khác,2019/615/v1.xlsx#Biểu 2#7,6100112237"], 2),  # of one row
        (["khác,615:HTX Sơn Ca,6101123457", "same,2019/615/v1.xlsx#Biểu 2#8,2019/SKHDT/v1.xlsx#7"], 2),
        (["successor,6100112237,6101123457", "successor,6101123457,6100112237"], 2),  # each before the other
        (["successor,615:HTX Chim Hót,6100112237", "same,615:HTX Chim Hót,6100112237"], 2),  # its own successor
    ],
)
def test_decisions_that_contradict_each_other_are_said_however_they_are_written(tmp_path, lines, undone):
    found = decided(tmp_path, *(f"{line},{SAME_BY}" for line in lines))
    said = found.finding.filter(pl.col("rule") == "decision_unused")
    assert undone in said["row"].to_list()
    assert "trái với dòng" in said.filter(row=undone)["detail"][0]


UNION = {"name": "Liên hiệp HTX Tây Nguyên", "unit_type": "LHHTX", "district": "Đăk Hà", "joined_on": date(2015, 1, 1)}
GROUP = {"name": "Tổ hợp tác Sơn Ca", "unit_type": "THT", "commune": "Hà Mòn"}


@pytest.mark.parametrize(
    ("decision", "rows", "left", "is_error"),
    [
        ("same", [UNION], "LMHTX:Liên hiệp HTX Tây Nguyên", True),
        ("cùng", [UNION | {"unit_type": None}], "LMHTX:Liên hiệp HTX Tây Nguyên", True),  # the name says its type
        ("same", [UNION | {"unit_type": "HTX"}], "2019/LMHTX/v1.xlsx#Hội viên#7", True),  # and says it better than the column
        ("same", [UNION | {"name": "HTX Khác", "unit_type": "LHHTX"}], "2019/LMHTX/v1.xlsx#Hội viên#7", True),
        ("successor", [UNION], "LMHTX:Liên hiệp HTX Tây Nguyên", True),
        ("different", [UNION], "LMHTX:Liên hiệp HTX Tây Nguyên", False),
        ("same", [UNION | {"name": "QTDND Tây Nguyên", "unit_type": "QTDND"}], "LMHTX:QTDND Tây Nguyên", False),  # a cooperative too
    ],
)
def test_a_decision_across_unit_types_is_an_error_of_every_year_and_changes_nothing(tmp_path, decision, rows, left, is_error):
    files = (*FILES, file("alliance_member", 2019, *rows))
    found = decided(tmp_path, f"{decision},{left},6100112237,{SAME_BY}", files=files)
    said = found.finding.filter(pl.col("rule") == "decision_across_types")
    assert said.select("row", "reference_year").rows() == ([(2, None)] if is_error else [])
    assert found.unit_link.equals(link(landing(*files), load()).unit_link) == (is_error or decision == "different")


def test_a_group_may_become_a_cooperative_but_not_be_one(tmp_path):
    files = (*FILES, file("unit_report", 2017, GROUP))
    assert decided(tmp_path, f"successor,6100112237,615:Tổ hợp tác Sơn Ca,{SAME_BY}", files=files).finding.is_empty()
    refused = decided(tmp_path, f"same,6100112237,615:Tổ hợp tác Sơn Ca,{SAME_BY}", files=files)
    assert refused.finding["rule"].to_list() == ["decision_across_types"]


def test_a_decision_that_the_rules_make_needless_is_said(tmp_path):
    found = decided(tmp_path, f"same,615:HTX Sơn Ca,6101123457,{SAME_BY}", f"different,615:HTX Chim Hót,6101123457,{SAME_BY}")
    assert found.finding.select("rule", "row").rows() == [("decision_unused", 2), ("decision_unused", 3)]
    assert found.decision.is_empty()


def test_a_decision_in_effect_names_the_rows_that_it_moves(tmp_path):
    found = decided(tmp_path, f"same,615:HTX Chim Hót,6100112237,{SAME_BY}")
    assert found.decision.select("register_row", "path", "sheet", "row", "unit_key").rows() == [
        (2, f"{year}/615/v1.xlsx", "Biểu 2", 7, key(found, "HTX Hợp Thành")) for year in (2018, 2019)
    ]


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
    assert found.finding.select("rule", "row", "path", "reference_year").rows() == [(rule, 2, "identity-decisions.csv", None)]
    assert found.unit_link.equals(PLAIN.unit_link)


@pytest.mark.parametrize(
    "signature",
    [
        *(f"{text},2019-12-12,x" for text in NOBODY),
        *(f"A,2019-12-12,{text}" for text in NOBODY),
        "A,2099-01-01,x",
        "A,31/12/2099,x",
    ],
    ids=ascii,
)
def test_a_decision_of_nobody_or_of_a_day_that_has_not_come_is_none(tmp_path, signature):
    path = tmp_path / "identity-decisions.csv"
    path.write_text(f"{HEAD}same,615:HTX Chim Hót,6100112237,{signature}\n", encoding="utf-8")
    found = link(landing(*FILES), load(), path, datetime.now(UTC), is_now=True)
    assert found.finding.select("rule", "row", "reference_year").rows() == [("decision_incomplete", 2, None)]
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
    found = decided(tmp_path, f"same,615:HTX Chim Hót,6100112237,{SAME_BY}", as_of=datetime(2019, 12, 11, 12, tzinfo=UTC))
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
