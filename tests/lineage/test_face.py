"""The two commands as people meet them: text that fits, JSON, workbooks without live formulas, one line for what there is not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.lineage.explain import explain_figure
from pipeline.lineage.output import json_text
from pipeline.lineage.text.screen import explanation_text, trace_text
from pipeline.lineage.trace import trace_cell
from pipeline.lineage.words import TEXT
from pipeline.lineage.workbook import write_explanation, write_trace
from pipeline.office.numerals import load_words
from tests.lineage.province import FORMULA, MENDED, REPORT, STRANGE, YEAR, Built

Answers = dict[tuple[str, str], dict[str, Any]]
MEMBERS = REPORT.format(year=YEAR, sender=MENDED)


def _run(built: Built, *words: str) -> Result:
    # The session holds the warehouse open with other settings: the command gets a copy of its own.
    copy = built.warehouse.with_name("copy.duckdb")
    if not copy.exists():
        copy.write_bytes(built.warehouse.read_bytes())
    common = ["--warehouse", str(copy), "--province", str(built.province.folder), "--raw", str(built.raw)]
    return CliRunner().invoke(main, [*words, *common])


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_text_fits_80_columns_and_names_the_cells(answers: Answers, lang: str) -> None:
    for key in (("T4", "62"), ("T6", MENDED), ("T7", "62"), ("T8", "62"), ("I.7a", "62"), ("III.1", STRANGE), ("T6", "611")):
        text = explanation_text(answers[key], lang)
        assert max(map(len, text.splitlines())) <= 80, key
        for side in ("this_year", "previous_year"):
            for unit in answers[key][side].get("contributions", ()):
                assert unit["cells"][0]["cell"] in text


def test_the_mended_cell_and_the_waiver_are_in_the_text(answers: Answers) -> None:
    text = " ".join(explanation_text(answers["T6", "62"]).split())
    for said in (
        "Nguyễn Văn A",
        "Huyện gửi sau",
        "Trần Thị B",
        "bản thứ 2, thay cho",
        "đúng bằng số đã công bố",
        "Tình trạng số chính thức",
    ):
        assert said in text


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_trace_fits_80_columns(built: Built, connection: duckdb.DuckDBPyConnection, lang: str) -> None:
    answer = trace_cell(connection, built.province, MEMBERS, "Biểu 2", "{}{}".format(*built.mended), lang)
    text = trace_text(answer, lang)
    assert max(map(len, text.splitlines())) <= 80
    assert "T6" in text and "I.2" in text


def test_both_languages_have_the_same_words() -> None:
    def keys(value: Any, path: str = "") -> set[str]:
        return (
            {key for name, item in value.items() for key in keys(item, f"{path}.{name}")} if isinstance(value, dict) and value else {path}
        )

    # the Vietnamese definitions are the warehouse's own
    said = {lang: {name: text for name, text in load_words(TEXT, lang).items() if name != "definitions"} for lang in ("vi", "en")}
    assert keys(said["vi"]) == keys(said["en"])


def test_json_is_the_answer(answers: Answers) -> None:
    assert json.loads(json_text(answers["T7", "62"])) == answers["T7", "62"]


def test_commands_answer_in_every_form(built: Built, tmp_path: Path) -> None:
    text = _run(built, "explain", "t6", "--year", str(YEAR), "--area", MENDED)
    assert text.exit_code == 0, text.output
    assert text.stdout.startswith("T6 · Số thành viên HTX")
    answer = _run(built, "explain", "T6", "--year", str(YEAR), "--format", "json")
    assert json.loads(answer.stdout)["this_year"]["reproduces"] is True
    cell = "{}{}".format(*built.mended)
    for path in (MEMBERS, f"raw/{MEMBERS}", str(built.raw / MEMBERS)):
        found = _run(built, "trace", path, "BIEU 2", cell, "--json")
        assert json.loads(found.stdout)["cell"] == cell, found.output
    out = tmp_path / "t6.xlsx"
    assert _run(built, "explain", "T6", "--year", str(YEAR), "--format", "xlsx", "--out", str(out)).exit_code == 0
    book = openpyxl.load_workbook(out)
    assert "Tóm tắt" in book.sheetnames
    assert any("Nguyễn Văn A" in [cell.value for cell in row] for row in book[f"Đính chính {YEAR}"].iter_rows())
    assert _run(built, "explain", "T6", "--year", str(YEAR), "--format", "xlsx").exit_code == 2


def test_where_the_year_before_is_not_in_the_warehouse_the_answer_says_so(
    built: Built, connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    answer = explain_figure(connection, built.province, "T6", YEAR - 1, "62")
    assert answer["previous_year"]["is_there"] is False and answer["this_year"]["reproduces"]
    assert explanation_text(answer).endswith(f"NĂM {YEAR - 2}: kho số liệu không có năm này")
    sheets = openpyxl.load_workbook(write_explanation(tmp_path / "e.xlsx", answer, "vi")).sheetnames
    assert f"Năm {YEAR - 1}" in sheets and not any(str(YEAR - 2) in name for name in sheets)


def test_no_text_is_a_live_formula(answers: Answers, built: Built, connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    unit = next(unit for unit in answers["III.1", STRANGE]["this_year"]["contributions"] if unit["name"] == FORMULA)
    cell = unit["cells"][0]
    answer = trace_cell(connection, built.province, cell["path"], cell["sheet"], cell["cell"])
    files = [write_explanation(tmp_path / "e.xlsx", answers["III.1", STRANGE], "vi"), write_trace(tmp_path / "t.xlsx", answer, "vi")]
    texts = []
    for file in files:
        cells = [cell for sheet in openpyxl.load_workbook(file) for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert not any(cell.hyperlink for cell in cells)
        texts += [cell.value for cell in cells]
    assert FORMULA in texts


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("explain", "T66", "--year", "2019"), "T1, T2, T3"),
        (("explain", "T6", "--year", "2031"), "2018, 2019"),
        (("explain", "T6", "--year", "2019", "--area", "609"), "615 (Huyện Đăk Hà)"),
        (("explain", "T6'; drop table mart.fct_indicator; --", "--year", "2019"), "Không có chỉ tiêu"),
        (("explain", "T6", "--year", "2019", "--area", "62' or '1'='1"), "Không có địa bàn"),
        (("trace", "2019/615/nothing.xlsx", "Biểu 2", "K17"), MEMBERS),
        (("trace", "' or 1=1 --", "Biểu 2", "K17"), "không có văn bản"),
        (("trace", MEMBERS, "Biểu 9", "K17"), "Biểu 1, Biểu 2"),
        (("trace", MEMBERS, "Biểu 2", "17K"), "ví dụ K17"),
        (("trace", MEMBERS, "Biểu 2", "ZZ17"), "“Số thành viên”"),
        (("trace", MEMBERS, "Biểu 2", "A1"), "Biểu 2"),
        (("trace", MEMBERS, "K17"), "hãy cho biết trang nào"),
    ],
)
def test_what_there_is_not_is_one_line_that_says_what_there_is(built: Built, words: tuple[str, ...], says: str) -> None:
    done = _run(built, *words)
    assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (1, "", 1), done.output
    assert says in done.stderr


def test_a_warehouse_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["explain", "T6", "--year", "2019", "--warehouse", str(tmp_path / "none.duckdb")])
    assert (done.exit_code, len(done.stderr.splitlines())) == (1, 1)
    assert "hoptac run" in done.stderr


@pytest.mark.parametrize(
    "sql",
    [
        "create table mart.x as select 1",
        "copy (select 1) to 'x.csv'",
        "select * from read_csv('/etc/passwd')",
        "set enable_external_access = true",
    ],
)
def test_the_reader_is_locked_down(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    with pytest.raises(duckdb.Error):
        connection.execute(sql)
