"""The statistician's questions (docs/questions.md) are answered by the readers' file, and its views by what lies in du-lieu/, with the same
figures; a join on a code adds no row."""

import re
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pytest

from pipeline.warehouse.lookup import views
from pipeline.warehouse.query import query
from tests.e2e.command import Done, Place

TEXT = (Path(__file__).parents[2] / "docs" / "questions.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"\*\*(\d+)\. .*?```sql\n(.*?)```", TEXT, re.DOTALL)


def test_there_are_twenty_five_short_ones() -> None:
    assert [int(number) for number, _ in QUESTIONS] == list(range(1, 26))
    assert all(sql.count(" join ") <= 1 and len(sql.splitlines()) <= 6 for _, sql in QUESTIONS)


@pytest.mark.parametrize(("number", "sql"), QUESTIONS, ids=[number for number, _ in QUESTIONS])
def test_a_question_is_answered(shipped: tuple[Place, Done], number: str, sql: str) -> None:
    answer = query(shipped[0].warehouse, sql)
    assert answer.rows and any(value is not None for value in answer.rows[0])


@pytest.mark.parametrize("name", views())
def test_a_view_its_parquet_and_its_workbook_say_the_same(shipped: tuple[Place, Done], name: str) -> None:
    folder, view = shipped[0].out / "2019" / "du-lieu", views()[name]
    with duckdb.connect(str(shipped[0].warehouse), read_only=True) as connection:
        connection.execute("set TimeZone = 'UTC'")
        rows = connection.sql(f"select * from tra_cuu.{name} order by {', '.join(view.key)}").pl()
    assert pl.read_parquet(folder / f"{name}.parquet").sort(view.key).equals(rows.sort(view.key))
    assert rows.select(view.key).is_unique().all()
    sheet = openpyxl.load_workbook(folder / f"{name}.xlsx").active
    heads = [cell.value for cell in sheet[1]]
    assert heads == [label for label, _ in view.labelled.values()] and sheet.max_row == rows.height + 1
    book = pd.read_excel(folder / f"{name}.xlsx", engine="openpyxl")
    for column, head in zip(rows.columns, heads, strict=True):
        if rows[column].dtype.is_numeric():
            assert book[head].sum() == pytest.approx(rows[column].sum() or 0), column


def test_a_join_on_a_code_adds_no_row(shipped: tuple[Place, Done]) -> None:
    sums = [
        "select sum(members) from mart.fct_unit_year where reference_year = 2019",
        "select sum(members) from mart.fct_unit_year join mart.dim_area using (area_code) where reference_year = 2019",
        "select sum(so_thanh_vien) from tra_cuu.don_vi_theo_nam where nam = 2019",
    ]
    assert len({query(shipped[0].warehouse, sql).rows[0] for sql in sums}) == 1
