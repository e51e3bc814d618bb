"""The loader refuses what Great Expectations would let through in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config.rules import Expectation, placeholders
from pipeline.config.suites import SuiteError, digest, read
from tests.quality.helpers import rule, suite, write_suite


def test_a_good_suite_loads_as_written(tmp_path: Path) -> None:
    write_suite(tmp_path, suite(rules=[rule("a", tolerance="Luật HTX 2012"), rule("b")], min_rows=3))
    (loaded,) = read(tmp_path)
    assert (loaded.table, loaded.meta.min_rows, [r.rule for r in loaded.rules]) == ("checks.unit", 3, ["a", "b"])
    assert loaded.expectations[0].columns == ("members",)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (suite(rules=[]), "không có quy tắc nào"),
        (suite(rules=[rule() | {"type": "expect_column_values_to_be_betwen"}]), "loại kỳ vọng lạ"),
        (suite(rules=[rule() | {"kwargs": {"colum": "members"}}]), "kwargs không hợp lệ"),
        (suite(rules=[rule() | {"kwargs": {"column": "members", "min_value": 7, "mostly": 0.9}}]), "mostly"),
        (suite(rules=[rule(severity="errror")]), "severity"),
        (suite(rules=[rule(nature="doubt")]), "chỉ dùng certain, suspicion, obligation"),
        (suite(rules=[rule(unless=["gone"])]), "unless ghi gone"),
        (suite(rules=[rule() | {"kwargs": {"column": "members", "min_value": "hôm qua"}}]), "ngày dạng"),
        (suite(rules=[rule() | {"meta": {"rule": "too_few_members", "part": "second"}}]), "phải đứng sau"),
        (suite(rules=[rule() | {"meta": {"catalogue": "gone"}}]), "không có danh mục"),
        (suite(rules=[rule(vi_remedy=" ")]), "vi_remedy"),
        (suite(rules=[rule(vi="Chỉ có {members thành viên")]), "chỗ trống"),
        (suite(rules=[rule(vi="Chỉ có {}")]), "chỗ trống"),
        (suite(rules=[rule(severty="error")]), "khoá lạ severty"),
        (suite(rules=[rule("Too few")]), "mã 'Too few'"),
        (suite(rules=[rule(), rule()]), "đã dùng"),
        (suite(table="unit"), "meta.table"),
        (suite(min_rows=-1), "min_rows"),
        ({"name": "checks_unit", "meta": {"table": "checks.unit"}}, "thiếu expectations"),
        (suite(rules=[{"type": "expect_column_values_to_be_null", "kwargs": {"column": "a"}}]), "thiếu meta"),
    ],
)
def test_a_suite_that_would_weaken_the_gate_is_refused(tmp_path: Path, data: dict, said: str) -> None:
    file = write_suite(tmp_path, data, stem="checks_unit")
    with pytest.raises(SuiteError, match=said) as refused:
        read(tmp_path)
    assert file.name in str(refused.value)


@pytest.mark.parametrize("key", ["rule", "severity", "nature", "vi", "vi_remedy", "en", "en_remedy"])
def test_every_rule_needs_its_id_severity_and_sentences(tmp_path: Path, key: str) -> None:
    broken = rule()
    del broken["meta"][key]
    write_suite(tmp_path, suite(rules=[broken]))
    with pytest.raises(SuiteError, match=f"thiếu {key}"):
        read(tmp_path)


def test_name_and_file_agree(tmp_path: Path) -> None:
    write_suite(tmp_path, suite(name="checks_unit"), stem="checks_units")
    with pytest.raises(SuiteError, match="hai tên giống nhau"):
        read(tmp_path)


def test_a_rule_id_is_used_once_over_all_suites(tmp_path: Path) -> None:
    write_suite(tmp_path, suite())
    write_suite(tmp_path, suite(name="checks_other", table="checks.other"))
    with pytest.raises(SuiteError, match="đã dùng"):
        read(tmp_path)


def test_a_table_has_one_suite(tmp_path: Path) -> None:
    write_suite(tmp_path, suite())
    write_suite(tmp_path, suite(name="checks_other", rules=[rule("other")]))
    with pytest.raises(SuiteError, match="gộp làm một"):
        read(tmp_path)


def test_a_key_written_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "checks_unit.json").write_text('{"name": "checks_unit", "expectations": [1], "expectations": []}', encoding="utf-8")
    with pytest.raises(SuiteError, match="hai lần"):
        read(tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", '"x"'])
def test_broken_json_is_one_clear_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "checks_unit.json").write_text(text, encoding="utf-8")
    with pytest.raises(SuiteError, match=r"checks_unit\.json"):
        read(tmp_path)


def test_an_empty_folder_is_no_rules_at_all(tmp_path: Path) -> None:
    for call in (read, digest):
        with pytest.raises(SuiteError, match="không có bộ quy tắc"):
            call(tmp_path / "none")


def test_the_digest_changes_with_any_suite(tmp_path: Path) -> None:
    write_suite(tmp_path, suite())
    first = digest(tmp_path)
    assert digest(tmp_path) == first
    write_suite(tmp_path, suite(rules=[rule(severity="warning")]))
    second = digest(tmp_path)
    write_suite(tmp_path, suite(name="checks_other", table="checks.other", rules=[rule("other")]))
    assert len({first, second, digest(tmp_path)}) == 3


def test_the_bounds_of_a_rule_are_its_range_and_the_numbers_that_its_conditions_compare_with() -> None:
    def compares(column: str, parameter: object) -> dict:
        return {"type": "comparison", "column": {"name": column}, "operator": "==", "parameter": parameter}

    inner = {"type": "or", "conditions": [compares("days", 30), compares("state", "x"), {"type": "nullity", "column": {"name": "sheet"}}]}
    written = rule()
    written["kwargs"] |= {"max_value": 9.5, "row_condition": {"type": "and", "conditions": [compares("is_doubtful", False), inner]}}
    assert list(Expectation.model_validate(written).bounds) == [("min_value", 7), ("max_value", 9.5), ("days", 30)]
    written["kwargs"] = {"column": "members", "row_condition": compares("share", 0.5)}
    assert list(Expectation.model_validate(written).bounds) == [("share", 0.5)]


def test_placeholders_are_plain_names() -> None:
    assert placeholders("{a} và {b_vnd}, {{không}}") == {"a", "b_vnd"}
    for bad in ("{a:.2f}", "{a!r}", "{a.b}", "{0}"):
        with pytest.raises(ValueError, match=r"\{"):
            placeholders(bad)
