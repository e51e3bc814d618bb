"""CONTRIBUTING's recipe “an indicator”, followed in a copy: a share and a sum, each a row of the seed, and a sentence that names them."""

from __future__ import annotations

import csv
import json

import duckdb
from docx import Document
from openpyxl import load_workbook

from tests.recipes.house import YEAR, House, change

SHARE, SUM = "Z.1", "Z.2"
ROW = {"listed_in": "report", "units": "htx", "decimals": "0", "scale": "1", "has_matched_growth": "false", "protection": "with_count"}
ROWS = (
    ROW
    | {
        "indicator": SHARE,
        "indicator_name": "Tỷ lệ HTX xếp loại Khá",
        "indicator_name_en": "Share rated fairly good",
        "unit_of_measure": "%",
    }
    | {"scope": "active", "flag": "rating", "flag_value": "Khá", "per": "units", "scale": "100", "decimals": "1", "sort_order": "901"}
    | {"definition": "HTX xếp loại Khá chia cho HTX đang hoạt động", "definition_en": "Rated fairly good over active"},
    ROW
    | {"indicator": SUM, "indicator_name": "Thành viên của HTX thuộc Liên minh", "indicator_name_en": "Members of HTX in the Alliance"}
    | {"unit_of_measure": "thành viên", "scope": "existing", "flag": "is_alliance_member", "figure": "members", "sort_order": "902"}
    | {"definition": "Tổng số thành viên của HTX thuộc Liên minh", "definition_en": "Sum of members over HTX in the Alliance"},
)


def follow(house: House) -> None:
    seed = house.place / "dbt_project" / "seeds" / "indicator.csv"
    with seed.open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    with seed.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, columns, lineterminator="\n").writerows(ROWS)
    words = house.place / "pipeline" / "office" / "words" / "vi.yaml"
    change(words, '{figure[I.3]}."', '{figure[I.3]}. Tỷ lệ xếp loại Khá {figure[Z.1]}; Liên minh {figure[Z.2]}."')


def shown(share: float) -> str:
    return f"{share:.1f}%".replace(".", ",")


def figure(recipe_run: House, indicator: str) -> float:
    ((value,),) = recipe_run.ask(
        f"select value from mart.fct_indicator where indicator = '{indicator}' and reference_year = {YEAR} and area_code = '62'"
    )
    return value


def test_the_figures_are_sums_of_what_the_units_say(recipe_run: House) -> None:
    ((fairly_good, active, members),) = recipe_run.ask(
        f"""select count(*) filter (where is_active and rating = 'Khá'), count(*) filter (where is_active),
            sum(members) filter (where is_alliance_member)
        from mart.fct_unit_year where reference_year = {YEAR} and in_existence and unit_type in ('HTX', 'QTDND')"""
    )
    assert figure(recipe_run, SHARE) == 100 * fairly_good / active
    assert figure(recipe_run, SUM) == members


def test_explain_and_trace_serve_them(recipe_run: House) -> None:
    for indicator in (SHARE, SUM):
        done = recipe_run.run("explain", indicator, "--year", str(YEAR))
        assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    assert shown(figure(recipe_run, SHARE)) in recipe_run.run("explain", SHARE, "--year", str(YEAR)).stdout
    answer = json.loads(recipe_run.run("explain", SUM, "--year", str(YEAR), "--format", "json").stdout)
    assert answer["this_year"]["reproduces"] and answer["value"] == figure(recipe_run, SUM)
    cell = next(cell for unit in answer["this_year"]["contributions"] for cell in unit["cells"] if cell["role"] == "value")
    place = (cell["path"], *([cell["sheet"]] if cell["sheet"] else []), cell["cell"])
    done = recipe_run.run("trace", *place, "--format", "json")
    assert done.returncode == 0 and SUM in done.stdout, done.stderr


def test_templates_report_and_annex_serve_them(recipe_run: House) -> None:
    assert recipe_run.templates(YEAR + 1).is_dir()
    (report,) = (recipe_run.home / "out" / str(YEAR)).glob("*bao-cao-*.docx")
    text = " ".join(paragraph.text for paragraph in Document(str(report)).paragraphs).replace("\u00a0", " ")
    assert f"Tỷ lệ xếp loại Khá là {shown(figure(recipe_run, SHARE))}" in text
    (annex,) = (recipe_run.home / "out" / str(YEAR)).glob("*phu-luc-*.xlsx")
    cells = {cell.value for sheet in load_workbook(annex) for row in sheet.iter_rows() for cell in row}
    assert {row[said] for row in ROWS for said in ("indicator_name", "definition")} <= cells


def test_the_public_copy_has_them_and_hides_their_few_units(recipe_run: House) -> None:
    target = recipe_run.publish()
    few = set(
        recipe_run.ask(
            f"""select reference_year, area_code from mart.fct_contribution where indicator = '{SHARE}'
            group by all having sum(numerator) in (1, 2)"""
        )
    )
    with duckdb.connect(str(target), read_only=True) as connection:
        sql = f"select reference_year, area_code from mart.fct_indicator where indicator = '{SHARE}' and not is_suppressed"
        open_ = set(connection.execute(sql).fetchall())
        assert few and open_ and not few & open_
