"""What stands in the way of reading a warehouse is one line of Vietnamese that says what to do; what is read cannot do harm."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipeline.warehouse.reader import ReadError, reader

HOLDER = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print(flush=True); sys.stdin.readline()"
SCAN = "select count(*), max(y), sum(x) from mart.t"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("whole") / "whole.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema mart; create table mart.t as select range as x, repeat('k', range % 40) as y from range(200000)")
    return path.read_bytes()


def flipped(content: bytes) -> bytes:
    made = bytearray(content)
    made[20_000::5000] = bytes(byte ^ 0xFF for byte in made[20_000::5000])
    return bytes(made)


def line_of(path: Path) -> str:
    with pytest.raises(ReadError) as refused, reader(path) as connection:
        connection.execute(SCAN).fetchall()
    line = str(refused.value)
    assert "\n" not in line and str(path) in line
    assert not re.search(r"Error|error|block|bytes|file ", line.replace(str(path), "")), "DuckDB's own words"
    return line


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: b"",
        lambda content: b"hello" * 3000,
        lambda content: os.urandom(50_000),
        lambda content: b"SQLite format 3\0" + bytes(5000),
        lambda content: content[:3000],
        lambda content: content[: len(content) // 2],
        lambda content: content[:-5000],
        flipped,
        lambda content: content[:12] + b"\xc8" + content[13:],
    ],
    ids=["empty", "text", "garbage", "sqlite", "head", "half", "tail", "bits", "version"],
)
def test_a_file_that_is_not_whole_is_to_be_made_again(tmp_path: Path, whole: bytes, spoil: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "hoptac.duckdb"
    path.write_bytes(spoil(whole))
    assert "hãy chạy lại hoptac run" in line_of(path)


def test_a_file_that_is_not_there_is_to_be_made(tmp_path: Path) -> None:
    assert "hãy chạy hoptac run trước" in line_of(tmp_path / "none.duckdb")


def test_a_folder_is_called_one(tmp_path: Path) -> None:
    assert "đó là một thư mục" in line_of(tmp_path)


def test_another_program_that_holds_the_file_is_named(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "hoptac.duckdb"
    path.write_bytes(whole)
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None and holder.stdout.readline()
    assert re.search(rf"chương trình khác mở \(python\S*, tiến trình {holder.pid}\); hãy đóng", line_of(path))
    holder.communicate(b"\n")
    with reader(path) as connection:
        assert connection.execute("select count(*) from mart.t").fetchone() == (200_000,)


def test_tables_that_an_older_program_did_not_make_are_said_to_be_missing(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "hoptac.duckdb"
    path.write_bytes(whole)
    with pytest.raises(ReadError, match="do bản hoptac khác lập; hãy chạy lại"), reader(path) as connection:
        connection.execute("select * from mart.newer")


def test_a_reader_writes_to_the_folder_it_is_given_and_nowhere_else(tmp_path: Path, whole: bytes) -> None:
    path, folder = tmp_path / "hoptac.duckdb", tmp_path / "out"
    path.write_bytes(whole)
    folder.mkdir()
    with reader(path, writes_to=folder) as connection:
        connection.execute(f"copy (select 1) to '{folder}/good.csv'")
        for sql in (f"copy (select 1) to '{tmp_path}/bad.csv'", "set enable_external_access = true", "create table mart.x as select 1"):
            with pytest.raises(duckdb.Error):
                connection.execute(sql)
        with reader(path) as second:  # in the same process, beside the first
            assert second.execute("select count(*) from mart.t").fetchone() == (200_000,)
    assert {entry.name for entry in tmp_path.iterdir()} == {"hoptac.duckdb", "out"} and [entry.name for entry in folder.iterdir()] == [
        "good.csv"
    ]
