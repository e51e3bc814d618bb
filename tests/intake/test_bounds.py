"""A file has the time and the memory that the settings give it: over them it is a finding of its own, and no other file suffers. What a
real office sends comes nowhere near.
"""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import config
from pipeline.config import Limits
from pipeline.intake import work
from pipeline.intake.frames import Frames
from pipeline.intake.parsed import Request

from .books import ROWS, UNITS, page, xlsx
from .test_broken_files import part, repacked

LIMITS = config.load().limits
AGENCY, REGISTRY = Request("agency_report", 2019, (2,)), Request("registry_extract", 2019)
GOOD = xlsx(page("unit_report", UNITS))
LEGACY_RUN = b'<r><rPr><rFont val=".VnTime"/></rPr><t>x</t></r>'


def read(folder: Path, files: dict[str, bytes], limits: Limits = LIMITS, request: Request = AGENCY) -> Frames:
    jobs = []
    for name, content in files.items():
        (folder / name).write_bytes(content)
        jobs.append(work.Job(name, hashlib.sha256(content).hexdigest(), folder / name, request, len(content)))
    return work.read(jobs, limits, lambda _: None)


def found(frames: Frames) -> dict[str, tuple[str, str]]:
    """Rule and reason of what is wrong with a file as a whole, by the file's name."""
    return {row["key"]: (row["rule"], row["detail"]) for row in frames["finding"].to_dicts() if row["rule"] != "sheet_missing"}


def before_end(extra: bytes, tag: bytes = b"</sheetData>") -> bytes:
    return repacked({"xl/worksheets/sheet1.xml": part().replace(tag, extra + tag)})


def rich(runs: int, cells: int) -> bytes:
    """One string of many runs in an old font, in many cells."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as book:
        strings = book.read("xl/sharedStrings.xml")
    number = strings.count(b"<si>")
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>%d</v></c></row>' % (row, row, number) for row in range(100, 100 + cells))
    return repacked(
        {
            "xl/sharedStrings.xml": strings.replace(b"</sst>", b"<si>" + LEGACY_RUN * runs + b"</si></sst>"),
            "xl/worksheets/sheet1.xml": part().replace(b"</sheetData>", rows + b"</sheetData>"),
        }
    )


def blanks(rows: int, columns: int) -> bytes:
    """Bordered cells without content, as Excel leaves them where whole rows were formatted."""
    cells = [b"".join(b'<c r="%s%d" s="1"/>' % (bytes([65 + column]), row) for column in range(columns)) for row in range(30, 30 + rows)]
    return before_end(b"".join(b'<row r="%d">%s</row>' % (row, text) for row, text in enumerate(cells, start=30)))


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a hundred thousand hidden columns": lambda: before_end(
        b"<cols>" + b'<col min="1" max="16384" hidden="1"/>' * 100_000 + b"</cols>", b"<sheetData>"
    ),
    "a string of many runs in many cells": lambda: rich(2000, 4000),
    "a string of very many runs": lambda: rich(100_000, 1),
    "runs within the cells": lambda: before_end(
        b"".join(b'<row r="%d"><c r="A%d" t="inlineStr"><is>%s</is></c></row>' % (n, n, LEGACY_RUN * 200) for n in range(100, 2100))
    ),
    "hidden rows": lambda: before_end(b"".join(b'<row r="%d" hidden="1"/>' % row for row in range(100, 100_000))),
    "merged rows": lambda: before_end(
        b"<mergeCells>" + b"".join(b'<mergeCell ref="A%d:XFD%d"/>' % (n, n) for n in range(1, 100_000)) + b"</mergeCells>", b"</worksheet>"
    ),
    "separators in one line": lambda: b"a;b\n" + b";" * 60_000_000,
    "lines of separators": lambda: (b";" * 19 + b"\n") * 3_000_000,
    "empty lines": lambda: b"a;b\n" + b"\n" * 8_000_000,
    "a quotation mark that nobody closes": lambda: b'STT;a\n"' + b"x;" * 20_000_000,
}


def test_what_is_made_to_take_much_takes_little(tmp_path: Path) -> None:
    """In a third of what a file may have each is read, or a finding that says that it is too large."""
    limits = Limits(file_seconds=LIMITS.file_seconds, file_megabytes=LIMITS.file_megabytes // 3)
    read_so = read(tmp_path, {name: content() for name, content in HOSTILE.items()} | {"good": GOOD}, limits)
    assert {name: said for name, said in found(read_so).items() if said[0] != "oversized_file" or "MB" in said[1]} == {}
    assert read_so["file"].height == len(HOSTILE) + 1
    assert read_so["unit_report"].filter(key="good").height == len(UNITS)


def registry(rows: int) -> bytes:
    first = ROWS["registry_unit"][0]
    units = [first | {"name": f"HTX nông nghiệp số {n} Đăk Hà", "registration_code": f"61{n:08d}"} for n in range(rows)]
    return xlsx(page("registry_unit", units))


def survey(rows: int) -> bytes:
    """A workbook of much text, as surveys are."""
    return xlsx(
        page("unit_report", [UNITS[0] | {"name": f"HTX số {n} {'thôn Đăk Rơ Wa ' * (n % 40)}{n * 7919 % 10_007}"} for n in range(rows)])
    )


HONEST: dict[str, tuple[Callable[[], bytes], Request, str, int]] = {
    "two million bordered blank cells": (lambda: blanks(100_000, 20), AGENCY, "unit_report", len(UNITS)),
    "a list of 33,000 rows": (lambda: registry(33_000), REGISTRY, "registry_unit", 33_000),
    "a survey": (lambda: survey(33_000), AGENCY, "unit_report", 33_000),
}


@pytest.mark.e2e  # to make such files takes a minute
@pytest.mark.parametrize(("content", "request_", "table", "rows"), HONEST.values(), ids=HONEST)
def test_a_large_file_of_an_office_is_far_from_the_bounds(
    tmp_path: Path, content: Callable[[], bytes], request_: Request, table: str, rows: int
) -> None:
    limits = Limits(file_seconds=LIMITS.file_seconds / 2, file_megabytes=LIMITS.file_megabytes // 3)
    read_so = read(tmp_path, {"x": content()}, limits, request_)
    assert (found(read_so), read_so[table].height) == ({}, rows)


def test_a_table_of_too_many_rows_is_a_finding_that_says_how_many(tmp_path: Path) -> None:
    read_so = read(tmp_path, {"one": GOOD}, Limits(file_rows=len(UNITS)))
    assert found(read_so) == {} and read_so["unit_report"].height == len(UNITS)
    read_so = read(tmp_path, {"one": GOOD}, Limits(file_rows=len(UNITS) - 1))
    assert found(read_so)["one"][0] == "oversized_file" and f"bảng có {len(UNITS)} dòng" in found(read_so)["one"][1]
    assert read_so["unit_report"].is_empty() and read_so["file"].rows() == [("one", False)]


def test_a_file_that_takes_too_long_is_a_finding_that_says_how_long(tmp_path: Path) -> None:
    read_so = read(tmp_path, {"one": GOOD, "two": GOOD + b"\0"}, LIMITS.model_copy(update={"file_seconds": 0.001}))
    assert [rule for rule, _ in found(read_so).values()] == ["oversized_file"] * 2
    assert all("đọc quá 0.001 giây chưa xong" in reason for _, reason in found(read_so).values())
    assert read_so["file"].rows() == [("two", False), ("one", False)]


def test_a_file_that_takes_too_much_memory_is_a_finding_and_the_others_are_read(tmp_path: Path) -> None:
    large = b"x" * 150_000_000
    read_so = read(tmp_path, {"before": GOOD, "large": large, "behind": GOOD}, Limits(file_megabytes=200))
    assert {name: rule for name, (rule, _) in found(read_so).items()} == {"large": "oversized_file"}
    assert "cần hơn 200 MB bộ nhớ để đọc" in found(read_so)["large"][1]
    assert sorted(read_so["file"].filter("was_read")["key"]) == ["before", "behind"]


class Poison(str):
    """Ends the process that asks what it is, as a crash in a native reader would."""

    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        os._exit(9)


def test_what_takes_a_worker_down_takes_no_other_file_with_it(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(GOOD)
    digest = hashlib.sha256(GOOD).hexdigest()
    requests = {"own": AGENCY, "poison": Request(Poison("agency_report"), 2019), "beside": AGENCY, "and again": Request(Poison("x"), 2019)}
    jobs = [work.Job(key, digest, tmp_path / "a.xlsx", request, 20_000_000 - n) for n, (key, request) in enumerate(requests.items())]
    read_so = work.read(jobs, LIMITS, lambda _: None)
    assert {name: rule for name, (rule, _) in found(read_so).items()} == dict.fromkeys(("poison", "and again"), "unreadable_file")
    assert sorted(read_so["file"].filter("was_read")["key"]) == ["beside", "own"]


def test_a_file_that_is_gone_is_a_finding(tmp_path: Path) -> None:
    read_so = work.read([work.Job("k", "", tmp_path / "gone.xlsx", AGENCY, 1)], LIMITS, lambda _: None)
    assert read_so["finding"]["rule"].to_list() == ["file_unreadable"]
    assert read_so["file"].rows() == [("k", False)]
