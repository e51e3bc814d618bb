"""raw/ → landing tables: all of them, always with their types; each file read once."""

from __future__ import annotations

import csv
import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from pipeline import config
from pipeline.intake.read import read_raw
from pipeline.intake.schema import LANDING

from .books import ITEMS, ROWS, UNITS, csv_text, page, xlsx

PROVINCE = config.load()
LATE = datetime(2030, 1, 1, tzinfo=UTC)
DISTRICT = ("total_item", "unit_report", "training_class", "task_report")


def fill(raw: Path, documents: list[tuple[str, str, str, str, bytes]]) -> None:
    """Files and their rows: (received_at, sender, form, path, content)."""
    with (raw / "incoming.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("received_at", "sender", "form", "year", "path", "sha256", "document_no", "note"))
        for received, sender, form, path, content in documents:
            (raw / path).parent.mkdir(parents=True, exist_ok=True)
            (raw / path).write_bytes(content)
            writer.writerow((received, sender, form, path[:4], path, hashlib.sha256(content).hexdigest(), "", ""))


def district(*units: dict) -> bytes:
    return xlsx(*(page(table, units or UNITS if table == "unit_report" else ROWS[table]) for table in DISTRICT))


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return filled(tmp_path / "raw")


def filled(folder: Path) -> Path:
    """Six documents of 2019, of which one is damaged, and a correction."""
    folder.mkdir()
    fill(
        folder,
        [
            ("2019-12-05T10:00:00+07:00", "615", "agency_report", "2019/615/a.xlsx", district()),
            (
                "2019-12-06T10:00:00+07:00",
                "SKHDT",
                "registry_extract",
                "2019/SKHDT/dk.csv",
                csv_text(page("registry_unit", ROWS["registry_unit"])).encode(),
            ),
            (
                "2019-12-06T11:00:00+07:00",
                "LMHTX",
                "alliance_members",
                "2019/LMHTX/tv.xlsx",
                xlsx(page("alliance_member", ROWS["alliance_member"])),
            ),
            (
                "2019-12-07T10:00:00+07:00",
                "SNNPTNT",
                "agency_report",
                "2019/SNNPTNT/b.xlsx",
                xlsx(*(page(table, ROWS[table]) for table in ("training_class", "task_report", "rating_report"))),
            ),
            ("2019-12-08T10:00:00+07:00", "612", "agency_report", "2019/612/hong.xlsx", b"PK\x03\x04 hong"),
            ("2020-02-01T10:00:00+07:00", "615", "agency_report", "2019/615/sua.xlsx", district(*UNITS[:2])),
        ],
    )
    return folder


def schemas(tables: dict[str, pl.DataFrame]) -> dict[str, dict]:
    return {name: dict(frame.schema) for name, frame in tables.items()}


def test_an_empty_folder_gives_every_table_with_its_types(tmp_path: Path) -> None:
    tables = read_raw(tmp_path, PROVINCE, LATE)
    assert schemas(tables) == LANDING
    assert all(frame.is_empty() for frame in tables.values())


def test_every_table_with_its_rows(raw: Path) -> None:
    tables = read_raw(raw, PROVINCE, LATE)
    assert schemas(tables) == LANDING
    assert {name: frame.height for name, frame in tables.items()} == {
        "submission": 6,
        "registry_unit": 2,
        "alliance_member": 2,
        "total_item": 2 * len(ITEMS),
        "unit_report": 5,
        "training_class": 6,
        "task_report": 9,
        "rating_report": 2,
        "sheet_column": 2 * (4 + 18 + 7 + 6) + 13 + 7 + (7 + 6 + 5) + 2,
        "sheet_read": 13,
        "correction": 0,
        "finding": 1,
    }
    assert tables["submission"].filter(~pl.col("was_read"))["path"].to_list() == ["2019/612/hong.xlsx"]
    (found,) = tables["finding"].to_dicts()
    assert (found["rule"], found["reference_year"], found["sender"], found["path"]) == (
        "unreadable_file",
        2019,
        "612",
        "2019/612/hong.xlsx",
    )
    assert json.loads(found["detail"])["reason"]


def test_rows_carry_their_submission_and_place(raw: Path) -> None:
    units = read_raw(raw, PROVINCE, LATE)["unit_report"]
    assert units.select("submission_id", "sender", "reference_year", "path", "sheet", "row").rows()[0] == (
        "615/agency_report/2019/1",
        "615",
        2019,
        "2019/615/a.xlsx",
        "Biểu 2",
        4,
    )
    assert units["submission_id"].to_list() == ["615/agency_report/2019/1"] * 3 + ["615/agency_report/2019/2"] * 2
    assert read_raw(raw, PROVINCE, LATE)["registry_unit"].select("sheet", "row").rows() == [(None, 4), (None, 5)]


def test_what_was_not_yet_known_is_not_there(raw: Path) -> None:
    tables = read_raw(raw, PROVINCE, datetime(2019, 12, 31, tzinfo=UTC))
    assert tables["unit_report"].height == 3
    assert tables["submission"].filter(sender="615").select("version", "is_current").rows() == [(1, True)]


def test_progress_counts_files(raw: Path) -> None:
    steps = []
    read_raw(raw, PROVINCE, LATE, None, lambda done, total: steps.append((done, total)))
    assert steps[-1] == (6, 6)
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)


def test_one_file_registered_twice_is_read_once_and_counts_twice(raw: Path) -> None:
    with (raw / "incoming.csv").open("a", encoding="utf-8") as file:
        file.write("2020-03-01T10:00:00+07:00,615,agency_report,2019,2019/615/a.xlsx,,,\n")
    steps = []
    tables = read_raw(raw, PROVINCE, LATE, None, lambda done, total: steps.append(total))
    assert tables["unit_report"].height == 8
    assert set(steps) == {6}


def test_the_second_run_reads_only_what_is_new(raw: Path, tmp_path: Path) -> None:
    cache, read = tmp_path / "cache", []
    first = read_raw(raw, PROVINCE, LATE, cache)
    again = read_raw(raw, PROVINCE, LATE, cache, lambda done, total: read.append(done))
    assert read == [6]
    assert all(first[name].equals(again[name]) for name in LANDING)
    content = district(*UNITS[1:])
    (raw / "2019/615/moi.xlsx").write_bytes(content)
    with (raw / "incoming.csv").open("a", encoding="utf-8") as file:
        file.write("2020-03-01T10:00:00+07:00,615,agency_report,2019,2019/615/moi.xlsx,,,\n")
    read.clear()
    newer = read_raw(raw, PROVINCE, LATE, cache, lambda done, total: read.append((done, total)))
    assert read == [(7, 7), (7, 7)]  # six known, then the new one, then the end
    assert newer["unit_report"].height == 7
    assert all(newer[name].equals(read_raw(raw, PROVINCE, LATE)[name]) for name in LANDING)


def test_a_changed_file_is_not_taken_from_the_cache(raw: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    read_raw(raw, PROVINCE, LATE, cache)
    (raw / "2019/LMHTX/tv.xlsx").write_bytes(xlsx(page("alliance_member", ROWS["alliance_member"][:1])))
    tables = read_raw(raw, PROVINCE, LATE, cache)
    assert tables["alliance_member"].is_empty()
    assert "hash_differs" in tables["finding"]["rule"].to_list()


def test_the_cache_is_one_whole_file(raw: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    (cache / "intake-0123456789abcdef.zip").write_bytes(b"of older code")
    read_raw(raw, PROVINCE, LATE, cache)
    assert len(list(cache.iterdir())) == 1
