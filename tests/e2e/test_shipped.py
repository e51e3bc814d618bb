"""The shipped province from raw/ to the report: every figure is the truth's, the files are there, the exit code says what the gate said."""

import json
from datetime import datetime
from pathlib import Path

import duckdb
import openpyxl
import polars as pl
import pytest

from tests.e2e.command import Done, Place, hoptac
from tests.e2e.conftest import AS_OF, ROOT
from tests.e2e.truth import differences
from tests.mart_documents import dictionary, rule_catalogue
from tests.simulator import KON_TUM, simulate, truth


def test_every_figure_equals_the_truth(shipped: tuple[Place, Done]) -> None:
    run, _ = shipped
    assert differences(run.warehouse, truth.all_indicators(simulate(KON_TUM, 2019), datetime.fromisoformat(AS_OF))) == []


def test_the_gate_passes_and_the_final_report_leaves(shipped: tuple[Place, Done]) -> None:
    run, done = shipped
    assert (done.code, done.err) == (0, "")
    names = {path.name for path in (run.out / "2019").iterdir()}
    assert names == {
        "bao-cao-2019.docx", "phu-luc-2019.xlsx", "chat-luong-2019.html", "gate.json", "gate.xml", "phan-hoi", "du-lieu", "manifest.json",
    }  # fmt: skip
    gate = json.loads((run.out / "2019" / "gate.json").read_text(encoding="utf-8"))
    assert gate["passed"] and gate["findings"]["error"] == 0
    with duckdb.connect(str(run.warehouse), read_only=True) as connection:
        occur = connection.execute("select distinct rule, severity from mart.fct_finding where reference_year = 2019").fetchall()
    assert {(check["name"], check["severity"]) for check in gate["checks"]} == set(occur)


def test_every_figure_of_the_annexes_has_a_note_with_its_trace(shipped: tuple[Place, Done]) -> None:
    run, _ = shipped
    book = openpyxl.load_workbook(run.out / "2019" / "phu-luc-2019.xlsx")
    page = book["Chỉ tiêu theo huyện"]
    figures = [cell for row in page.iter_rows(min_col=2, max_col=10) for cell in row if isinstance(cell.value, int | float)]
    assert len(figures) == 11 * 9 and all("hoptac explain T" in cell.comment.text for cell in figures)
    notes = [cell.comment.text for sheet in book for row in sheet.iter_rows() for cell in row if cell.comment]
    for started in ("Xem: hoptac explain T6 --year 2019 --area 615 · ", "Xem: hoptac explain T6 --year 2018 --area 62 · "):
        assert any(text.startswith(started) and " ô nguồn: 201" in text for text in notes), started
    assert any("explain I.7a --year 2019 --area 62 · 10 ô nguồn" in text for text in notes)  # ten districts wrote it


def test_every_table_and_column_is_commented_in_vietnamese_with_its_unit(shipped: tuple[Place, Done], tmp_path: Path) -> None:
    run, _ = shipped
    public = tmp_path / "public.duckdb"
    assert hoptac("publish-public", "--out", public, "--warehouse", run.warehouse).code == 0
    readers, outside = comments(run.warehouse), comments(public)
    for (table, column), text in (readers | outside).items():
        unit = {"vnd": "đồng", "pct": "%", "late": "ngày"}.get((column or "").rpartition("_")[2], "")
        assert text and not text.isascii() and unit in text.casefold(), (table, column, text)
    assert outside.pop(("shown", None))  # what earlier copies showed of years that this one leaves out: of no mart
    own = {key for key in outside if key[1] == "is_suppressed"}
    assert {table for table, _ in own} == {"fct_indicator", "fct_sector"} and outside.keys() - own <= readers.keys()
    assert all(text.startswith(readers[key]) for key, text in outside.items() if key not in own)


def test_the_dictionary_and_the_catalogue_of_rules_in_docs_are_the_warehouses(shipped: tuple[Place, Done]) -> None:
    """``make docs`` after a change of a mart or a rule."""
    run, _ = shipped
    assert (ROOT / "docs" / "dictionary.md").read_text(encoding="utf-8") == dictionary(run.warehouse)
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == rule_catalogue(run.warehouse)


def comments(file: Path) -> dict[tuple[str, str | None], str | None]:
    """Of every table (no column) and every column of a published file."""
    with duckdb.connect(str(file), read_only=True) as connection:
        tables = connection.sql("select table_name, null, comment from duckdb_tables()").fetchall()
        columns = connection.sql("select table_name, column_name, comment from duckdb_columns() where schema_name = 'mart'").fetchall()
    return {(table, column): text for table, column, text in tables + columns}


def test_every_sender_gets_an_answer(shipped: tuple[Place, Done]) -> None:
    run, _ = shipped
    assert len(list((run.out / "2019" / "phan-hoi").glob("*.xlsx"))) == 20


def test_the_summary_fits_a_terminal_and_names_targets_the_late_and_the_files(shipped: tuple[Place, Done]) -> None:
    _, done = shipped
    lines = done.out.splitlines()
    assert [line.split()[0] for line in lines if line[:1] == "T" and line[1:2].isdigit()] == [f"T{number}" for number in range(1, 10)]
    assert any("Ia H'Drai" in line and "chậm 2 ngày" in line for line in lines)
    assert any("bao-cao-2019.docx" in line for line in lines)
    assert "MÔ PHỎNG" in done.out
    assert max(len(line) for line in lines if "/" not in line) <= 80


def test_the_gate_command_gives_the_same_answer_three_ways(shipped: tuple[Place, Done]) -> None:
    run, _ = shipped
    for form in ("text", "json", "junit"):
        answer = hoptac("gate", "--year", 2019, "--format", form, *run.arguments)
        assert answer.code == 0, answer.err
        if form == "json":
            assert json.loads(answer.out) == json.loads((run.out / "2019" / "gate.json").read_text(encoding="utf-8"))


def test_a_statistician_asks_the_published_warehouse(shipped: tuple[Place, Done]) -> None:
    run, _ = shipped
    sql = "select count(*) as n from mart.fct_unit_year where reference_year = 2019 and unit_type in ('HTX', 'QTDND') and in_existence"
    answer = hoptac("query", sql, "--format", "json", *run.arguments)
    assert json.loads(answer.out) == [{"n": 115}]


def test_who_was_late_adds_up_to_all_that_is_owed(shipped: tuple[Place, Done]) -> None:
    run, _ = shipped
    world = simulate(KON_TUM, 2019)
    expected = truth.submissions(world, datetime.fromisoformat(AS_OF))
    answer = hoptac("query", "from mart.fct_submission", "--format", "json", "--limit", 10000, *run.arguments)
    ours = {
        (row["sender"], row["form"], row["reference_year"], row["version"]): (row["timeliness"], row["days_late"])
        for row in json.loads(answer.out)
    }
    theirs = {
        (row["sender"], row["form"], row["reference_year"], row["version"] or 0): (row["timeliness"], row["days_late"])
        for row in expected.iter_rows(named=True)
    }
    assert ours == theirs


def test_a_second_run_on_the_same_inputs_gives_the_same_bytes_elsewhere_in_another_zone_and_locale(
    shipped: tuple[Place, Done], tmp_path: Path
) -> None:
    run, _ = shipped
    again = Place(run.raw, tmp_path / "elsewhere" / "out", tmp_path / "elsewhere" / "w" / "hoptac.duckdb")
    done = again.run("--year", 2019, "--as-of", AS_OF, "--quiet", env={"TZ": "America/New_York", "LC_ALL": "C", "LANG": "C"})
    assert (done.code, done.out, done.err) == (0, "", "")
    first = {path.relative_to(run.out): path for path in run.out.rglob("*") if path.is_file()}
    second = {path.relative_to(again.out): path for path in again.out.rglob("*") if path.is_file()}
    assert first.keys() == second.keys()
    assert [str(name) for name in first if first[name].read_bytes() != second[name].read_bytes()] == []


@pytest.mark.parametrize("name", ["kon_tum_indicator.csv", "kon_tum_indicator_2019-12-09.csv"])
def test_the_kept_truth_is_the_simulators(name: str) -> None:
    moments = {"kon_tum_indicator.csv": "2020-06-01T00:00:00+07:00", "kon_tum_indicator_2019-12-09.csv": "2019-12-09T23:59:59+07:00"}
    kept = pl.read_csv(Path(__file__).parents[1] / "truth" / name, schema_overrides={"area_code": pl.String}, infer_schema_length=None)
    fresh = truth.indicators(simulate(KON_TUM, 2019), datetime.fromisoformat(moments[name]))
    assert kept.height == fresh.height
    assert (kept["value"].fill_null(-1e300) - fresh["value"].fill_null(-1e300)).abs().max() < 1e-6
