"""``hoptac query``: tables that fit and say what they cut, CSV and JSON that are whole."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import duckdb
import openpyxl
import pytest

from tests.cli.terminal import hoptac_on_terminal
from tests.e2e.command import Done, hoptac

LONG = "Hợp tác xã dịch vụ nông nghiệp tổng hợp và phát triển cộng đồng thôn Đăk Rơ Wa, xã Đắk Mar, huyện Đăk Hà"
NAMES = [f"cột_{number}" for number in range(30)]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("query") / "hoptac.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema mart")
        connection.execute(f"create table mart.unit as select i as so, '{LONG}' as ten_don_vi, i % 2 = 0 as co from range(3) t(i)")
        connection.execute(f"create table mart.wide as select {', '.join(f'{number} as {name}' for number, name in enumerate(NAMES))}")
        connection.execute("create table mart.long as select i from range(1200) t(i)")
    return path


def on_screen(warehouse: Path, sql: str, *more: object) -> Done:
    return hoptac_on_terminal("query", sql, "--warehouse", warehouse, *more)


def piped(warehouse: Path, sql: str, *more: object) -> Done:
    return hoptac("query", sql, "--warehouse", warehouse, *more)


def test_a_long_name_is_folded_on_a_terminal_and_whole_through_a_pipe(warehouse: Path) -> None:
    done = on_screen(warehouse, "select * from unit")
    lines = done.out.splitlines()
    assert (done.code, lines[-1]) == (0, "3 dòng.")
    assert max(map(len, lines)) <= 80 and "Traceback" not in done.out
    shown = "".join(line.split("│")[2].strip() for line in lines if line.startswith("│"))
    assert shown.replace(" ", "") == (LONG * 3).replace(" ", "")
    assert [line.split("│")[1].strip() for line in lines if line.startswith("│") and line.split("│")[1].strip()] == ["0", "1", "2"]
    whole = piped(warehouse, "select * from unit").out.splitlines()
    assert sum(LONG in line for line in whole) == 3 and "true" in whole[3] and whole[-1] == "3 dòng."


def test_only_texts_are_folded_and_no_name_number_or_day(warehouse: Path) -> None:
    sql = """select 1 as a_name_of_thirty_two_characters_, 'một tên dài phải gấp lại' as ten, 123456789012345.5 as so,
        date '2019-12-31' as ngay, 'x' as cot_cuoi_cung_khong_con_cho"""
    lines = on_screen(warehouse, sql).out.splitlines()
    head, *rows = [[cell.strip() for cell in line.strip("┃│").replace("│", "┃").split("┃")] for line in lines if line[0] in "┃│"]
    assert head == ["a_name_of_thirty_two_characters_", "ten", "so", "ngay"] and lines[-1] == "cot_cuoi_cung_khong_con_cho"
    assert rows[0][2:] == ["123456789012345.5", "2019-12-31"] and len(rows) > 1
    assert " ".join(row[1] for row in rows) == "một tên dài phải gấp lại" and max(map(len, lines)) <= 80


def test_a_name_longer_than_the_screen_is_folded_itself(warehouse: Path) -> None:
    name = "cot_" * 25
    lines = on_screen(warehouse, f"select 1 as {name}").out.splitlines()
    assert "".join(line.strip("┃ ") for line in lines if line.startswith("┃")) == name and max(map(len, lines)) <= 80


def test_a_table_wider_than_the_terminal_names_each_column_that_it_leaves_out(warehouse: Path) -> None:
    lines = on_screen(warehouse, "select * from wide").out.splitlines()
    assert max(map(len, lines)) <= 80
    head = [cell.strip() for cell in lines[1].strip("┃").split("┃")]
    said = " ".join(lines[lines.index("1 dòng.") + 1 :])
    assert said.startswith(f"Còn {30 - len(head)} cột không vừa 80 cột")
    assert head + said.split(": ")[1].split(", ") == NAMES and len(head) > 5
    whole = piped(warehouse, "select * from wide").out
    assert all(name in whole for name in NAMES)


def test_rows_are_cut_only_where_a_person_reads_and_the_last_line_says_so(warehouse: Path) -> None:
    for done in (on_screen(warehouse, "select * from long"), piped(warehouse, "select * from long")):
        assert done.out.splitlines()[-1] == "Chỉ 1000 dòng đầu; --limit 0 cho tất cả."
        assert "│ 999 │" in done.out.replace("│  999 │", "│ 999 │") and "1000 │" not in done.out
    assert piped(warehouse, "select * from long", "--limit", 0).out.splitlines()[-1] == "1200 dòng."
    assert len(piped(warehouse, "select * from long", "--format", "csv").out.splitlines()) == 1201
    assert len(json.loads(piped(warehouse, "select * from long", "--format", "json").out)) == 1200
    cut = piped(warehouse, "select * from long", "--format", "csv", "--limit", 5)
    assert (len(cut.out.splitlines()), cut.err) == (6, "hoptac: chỉ 5 dòng đầu (--limit).\n")


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_two_columns_of_one_name_are_both_there(warehouse: Path, form: str) -> None:
    done = piped(warehouse, "select 'x' as a, 'y' as a, 'z' as a_1", "--format", form)
    assert all(letter in done.out for letter in "xyz")
    if form == "csv":
        assert done.out.splitlines() == ["a,a_2,a_1", "x,y,z"]
    if form == "json":
        assert json.loads(done.out) == [{"a": "x", "a_2": "y", "a_1": "z"}]


def test_values_that_json_has_no_word_for(warehouse: Path) -> None:
    sql = """select 'nan'::double as khong_so, '-inf'::double as vo_cung, 1.50::decimal(9, 2) as le, 2::decimal(9, 2) as chan,
        null as trong, date '2019-12-31' as ngay, [1, 2] as danh_sach, {'a': 'nan'::double} as nhom, true as co, 'Đắk "Hà"' as chu"""
    (row,) = json.loads(piped(warehouse, sql, "--format", "json").out, parse_constant=lambda word: pytest.fail(word))
    assert row == {
        "khong_so": None,
        "vo_cung": None,
        "le": 1.5,
        "chan": 2,
        "trong": None,
        "ngay": "2019-12-31",
        "danh_sach": [1, 2],
        "nhom": {"a": None},
        "co": True,
        "chu": 'Đắk "Hà"',
    }
    assert "nan" in piped(warehouse, sql).out and "-inf" in piped(warehouse, sql, "--format", "csv").out


def test_two_forms_at_once_are_wrong_usage(warehouse: Path) -> None:
    done = piped(warehouse, "select 1 as a", "--json", "--format", "csv")
    assert (done.code, done.out, "--format csv" in done.err) == (2, "", True)
    assert json.loads(piped(warehouse, "select 1 as a", "--json", "--format", "json").out) == [{"a": 1}]


def test_a_cell_is_no_formula_of_a_csv_and_moves_no_cursor_of_a_table(warehouse: Path) -> None:
    formulas = ["=1+1", "+1", "-1+2", "@sum(a)", "\t=1", "\r=1"]
    sql = 'select unnest([{}]) as "=A1"'.format(", ".join(f"'{text}'" for text in formulas))
    text = piped(warehouse, sql, "--format", "csv").out
    assert [row[0][0] for row in csv.reader(io.StringIO(text))] == ["'"] * 7
    assert piped(warehouse, "select -1 as so, 'a-b' as chu", "--format", "csv").out == "so,chu\n-1,a-b\n"
    for done in (on_screen, piped):
        out = done(warehouse, "select 'a' || chr(27) || '[2J' || chr(10) || 'b' as x").out
        assert "\x1b" not in out and "a [2J b" in out


def test_an_answer_without_rows_still_says_its_columns(warehouse: Path) -> None:
    assert "ten_don_vi" in on_screen(warehouse, "select * from unit where so > 9").out
    assert piped(warehouse, "select * from unit where so > 9").out.splitlines()[-1] == "0 dòng."
    assert piped(warehouse, "select * from unit where so > 9", "--format", "csv").out == "so,ten_don_vi,co\n"
    assert json.loads(piped(warehouse, "select * from unit where so > 9", "--format", "json").out) == []


SQL_FILES = {"plain": "select 'Đắk' as x", "signed": "\ufeffselect 'Đắk' as x;\n", "lines": "-- Đắk Hà\nselect\n  'Đắk' as x\n"}


@pytest.mark.parametrize("text", SQL_FILES.values(), ids=SQL_FILES)
def test_sql_comes_from_a_file_or_from_standard_input_as_well(warehouse: Path, tmp_path: Path, text: str) -> None:
    file = tmp_path / "hoi.sql"
    file.write_text(text, encoding="utf-8")
    asked = [sys.executable, "-m", "pipeline.cli", "query", "--format", "csv", "--warehouse", str(warehouse)]
    for more, given in ((["--file", str(file)], ""), (["-"], text), (["--file", "-"], text)):
        done = subprocess.run([*asked, *more], input=given.encode(), capture_output=True, check=False)
        assert (done.returncode, done.stdout.decode()) == (0, "x\nĐắk\n"), (more, done.stderr)


def test_how_sql_is_given_is_said_where_it_is_not(warehouse: Path, tmp_path: Path) -> None:
    file = tmp_path / "hoi.sql"
    file.write_bytes("select 'Đắk'".encode("utf-16"))
    for words, code in (((), 2), (("select 1", "--file", file), 2), (("--file", tmp_path / "none.sql"), 2), (("--file", file), 1)):
        done = hoptac("query", *words, "--warehouse", warehouse)
        assert (done.code, done.out) == (code, "") and "Traceback" not in done.err, done
    assert len(done.err.splitlines()) == 1 and "UTF-8" in done.err


LONG_SQL = """select i as so, 'tên ' || i as ten, i / 7 as thuc, date '2019-12-31' as ngay, i % 2 = 0 as co, nullif(i, 3) as trong,
    '=1+1' as x, 'y' as x, timestamp '2019-12-31 08:00:00' as luc, (i * 10::bigint ** 14)::bigint as dai, 'nan'::double as khong
    from range(12000) t(i)"""


@pytest.mark.parametrize("form", ["csv", "json", "xlsx", "parquet"])
def test_a_file_is_whole_in_each_form_and_keeps_what_a_cell_is(warehouse: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"tra-loi.{form}"
    done = piped(warehouse, LONG_SQL, "--format", form, "--out", out)
    assert (done.code, done.out, done.err) == (0, f"{out}\n", "")
    with duckdb.connect() as connection:
        if form in ("parquet", "json"):
            frame = connection.sql(f"select * from read_{form}('{out}')")
            rows, names = frame.fetchall(), frame.columns
        elif form == "csv":
            names, *rows = csv.reader(io.StringIO(out.read_text(encoding="utf-8")))
        else:
            names, *rows = openpyxl.load_workbook(out, read_only=True).active.iter_rows(values_only=True)
    assert list(names) == ["so", "ten", "thuc", "ngay", "co", "trong", "x", "x_1", "luc", "dai", "khong"]
    assert len(rows) == 12_000
    row = rows[11_999]
    assert [str(cell) for cell in row[:2]] == ["11999", "tên 11999"] and float(row[2]) == pytest.approx(11_999 / 7)
    assert str(row[3]).startswith("2019-12-31") and str(row[4]).lower() == "false" and rows[3][5] in (None, "")
    assert (str(row[6]).lstrip("'"), row[7], str(row[9])) == ("=1+1", "y", str(11_999 * 10**14))
    if form == "xlsx":
        cell = next(openpyxl.load_workbook(out).active.iter_rows(min_row=2, min_col=7, max_col=7))[0]
        assert cell.data_type == "s"
    cut = piped(warehouse, LONG_SQL, "--format", form, "--out", out, "--limit", 5)
    assert cut.err == "hoptac: chỉ 5 dòng đầu (--limit).\n"


def test_a_file_that_cannot_be_made_whole_is_not_made(warehouse: Path, tmp_path: Path) -> None:
    out = tmp_path / "tra-loi"
    attempts = (
        ("select 1 / (range - 20000)::int, error('hết') from range(30000) where range > 20000", "csv", "hết"),
        ("select if(range = 25000, error('hết'), '') from range(30000)", "json", "hết"),
        ("select if(range = 25000, error('hết'), '') from range(30000)", "parquet", "hết"),
        ("select repeat('x', 100000) from range(1000000)", "csv", "nên đã dừng"),  # by its time or its memory, whichever is over first
    )
    for sql, form, word in attempts:
        done = piped(warehouse, sql, "--format", form, "--out", out, "--seconds", 1 if "dừng" in word else 100)
        assert (done.code, done.out, len(done.err.splitlines())) == (1, "", 1) and word in done.err, (form, done.err)
        assert list(tmp_path.iterdir()) == []
    assert piped(warehouse, "select 1", "--format", "csv", "--out", tmp_path).out == "1\n1\n"  # a run's folder of outputs
    assert on_screen(warehouse, "select 1", "--format", "parquet").code == 2


@pytest.mark.e2e  # a million rows
def test_more_rows_than_a_sheet_holds_are_refused_and_not_cut(warehouse: Path, tmp_path: Path) -> None:
    done = piped(warehouse, "select range from range(1100000)", "--format", "xlsx", "--out", tmp_path / "x.xlsx", "--seconds", 300)
    assert (done.code, done.out) == (1, "") and "1048575 dòng" in done.err and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_an_output_that_is_full_is_told_by_its_name_in_one_line(warehouse: Path, form: str) -> None:
    command = [sys.executable, "-m", "pipeline.cli", "query", "select * from long", "--format", form, "--warehouse", str(warehouse)]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "hoptac: đầu ra: ổ đĩa đã đầy; hãy giải phóng dung lượng rồi làm lại.\n")
