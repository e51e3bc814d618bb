"""What a form declares is whole, or one line says which file, which field, what is wrong; dbt's project is as the forms declare it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.config import dbt_files
from pipeline.config.form import FOLDER, read
from pipeline.intake import forms
from pipeline.system.errors import ConfigError
from pipeline.system.program import DBT_PROJECT

REVENUE = "  revenue:\n    label: Doanh thu\n    type: money\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(FOLDER, tmp_path / "forms")


def change(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("unit_report.yaml", REVENUE, REVENUE.replace("money", "amount"), ["trường revenue", "type", "money"]),
        ("unit_report.yaml", REVENUE, REVENUE.replace("label", "lable"), ["trường revenue", "label", "chưa khai báo"]),
        ("unit_report.yaml", REVENUE, REVENUE + "    colour: red\n", ["trường revenue", "colour", "không có mục"]),
        ("unit_report.yaml", REVENUE, REVENUE.replace("money", "number"), ["trường revenue", "limit"]),
        ("unit_report.yaml", REVENUE, REVENUE + "    from_year: 2026\n    to_year: 2020\n", ["trường revenue", "from_year"]),
        ("unit_report.yaml", "    at_most: managers\n", "    at_most: manager\n", ["managers_trained", "at_most", "manager"]),
        ("unit_report.yaml", "    annex: {vi: CBQL, en: Managers, width: 6}\n", "", ["trường managers", "annex"]),
        ("unit_report.yaml", "    mart: {vi: Số thành viên, en: Members}\n", "", ["trường members", "mart"]),
        ("unit_report.yaml", "  workers:\n", "  Workers:\n", ["trường Workers"]),
        ("unit_report.yaml", "    type: text\n    filled: true\n", "    type: text\n    from_year: 2020\n", ["anchors", "name"]),
        ("unit_report.yaml", "anchors: [name]\n", "", ["unit_report.yaml", "anchors", "chưa khai báo"]),
        ("registry_unit.yaml", "choices: [HTX, LHHTX, QTDND]", "choices: [HTX, LHTX]", ["registry_unit.yaml", "unit_type", "choices"]),
        ("rating_report.yaml", "check: score", "check: points", ["trường score", "check"]),
        ("training_class.yaml", "fields:", "fields: [", ["training_class.yaml"]),
    ],
)
def test_a_declaration_that_is_wrong_is_one_line_with_its_file_and_field(
    folder: Path, file: str, old: str, new: str, told: list[str]
) -> None:
    change(folder, file, old, new)
    with pytest.raises(ConfigError) as refused:
        forms.load(folder)
    said = str(refused.value)
    assert len(said.splitlines()) == 1
    assert all(part in said for part in told), said


def test_two_fields_of_one_year_cannot_claim_one_header(folder: Path) -> None:
    change(folder, "unit_report.yaml", REVENUE, REVENUE.replace("Doanh thu", "Lợi nhuận"))
    with pytest.raises(ConfigError, match="Lợi nhuận"):
        forms.load(folder)


def test_a_header_may_go_from_one_field_to_another_with_the_year(folder: Path) -> None:
    old = (folder / "unit_report.yaml").read_text(encoding="utf-8")
    entry = old[old.index("  workers:\n") : old.index("  managers:\n")]
    later = entry.replace("  workers:", "  labourers:").replace("    type: count\n", "    type: count\n    from_year: 2026\n")
    change(folder, "unit_report.yaml", entry, entry.replace("    type: count\n", "    type: count\n    to_year: 2025\n") + later)
    known = forms.load(folder)
    field_of = {year: known.in_year(year).header_index("unit_report")["laodongthuongxuyen"] for year in (2019, 2025, 2026, 2030)}
    assert field_of == {2019: "workers", 2025: "workers", 2026: "labourers", 2030: "labourers"}
    assert "labourers" not in known.in_year(2025).form("unit_report").fields


def test_a_part_that_no_rule_holds_against_its_whole_is_named(folder: Path, tmp_path: Path) -> None:
    change(folder, "unit_report.yaml", "    limit: 500000", "    at_most: workers\n    limit: 500000")
    project = shutil.copytree(DBT_PROJECT, tmp_path / "dbt_project", ignore=shutil.ignore_patterns("target"))
    for path, content in dbt_files.files(read(folder)[0], project).items():
        path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"revenue_vnd.*workers"):
        dbt_files.check(read(folder)[0], project)


def test_dbts_project_is_as_the_forms_declare_it() -> None:
    dbt_files.check(read()[0])


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("unit_report.yaml", "    at_most: members\n", "", "thiếu: .*part_figures"),
        (
            "unit_report.yaml",
            "    mart: {vi: Số thành viên, en: Members}\n",
            "    mart: {vi: Thành viên, en: Members}\n",
            'thiếu: .*"Thành viên"',
        ),
        ("training_class.yaml", "  organiser:\n", "  host:\n", "thiếu: host"),
        ("unit_report.yaml", "  workers:\n", "  is_active:\n", "trường is_active: fct_unit_year đã có cột riêng"),
    ],
)
def test_what_dbts_project_does_not_follow_yet_is_named(folder: Path, file: str, old: str, new: str, told: str) -> None:
    change(folder, file, old, new)
    with pytest.raises(ConfigError, match=told) as refused:
        dbt_files.check(read(folder)[0])
    assert len(str(refused.value).splitlines()) == 1
