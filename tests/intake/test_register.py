"""The register → submissions as known at a moment, and what is wrong with it or its files."""

from __future__ import annotations

import hashlib
import os
import socket
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from pipeline import config
from pipeline.intake.register import read_register, resolve
from pipeline.intake.schema import FINDING, SUBMISSION
from pipeline.office.persons import HIDDEN
from pipeline.system.register_csv import RegisterError

HEADER = "received_at,sender,form,year,path,sha256,document_no,note"
LATE = datetime(2030, 1, 1, tzinfo=UTC)
PROVINCE = config.load()


class Raw:
    """A raw/ folder being filled."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lines = [HEADER]

    def file(self, path: str, content: bytes = b"x") -> str:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        return hashlib.sha256(content).hexdigest()

    def row(
        self,
        received: str = "2019-12-05T10:00:00+07:00",
        sender: str = "615",
        form: str = "agency_report",
        year: str = "2019",
        path: str = "2019/615/a.xlsx",
        sha256: str = "",
        document_no: str = "",
        note: str = "",
    ) -> None:
        self.lines.append(",".join((received, sender, form, year, path, sha256, document_no, note)))

    def read(self, as_of: datetime = LATE, encoding: str = "utf-8", text: str | None = None) -> tuple[pl.DataFrame, list[dict]]:
        (self.folder / "incoming.csv").write_bytes((text or "\n".join(self.lines) + "\n").encode(encoding))
        submission, finding = read_register(self.folder, PROVINCE, as_of)
        assert dict(submission.schema) == SUBMISSION
        assert dict(finding.schema) == FINDING
        return submission, finding.to_dicts()


@pytest.fixture
def raw(tmp_path: Path) -> Raw:
    return Raw(tmp_path)


def rules(found: list[dict]) -> list[str]:
    return sorted(item["rule"] for item in found)


def test_a_row_and_its_file(raw: Raw) -> None:
    digest = raw.file("2019/615/a.xlsx")
    raw.row(sha256=digest.upper(), document_no="45/BC-UBND", note="bản mềm")
    submission, found = raw.read()
    assert found == []
    (row,) = submission.to_dicts()
    assert row["submission_id"] == "615/agency_report/2019/1"
    assert (row["path"], row["sha256"], row["sha256_registered"]) == ("2019/615/a.xlsx", digest, digest)
    assert (row["received_at"], row["register_row"]) == (datetime(2019, 12, 5, 3, tzinfo=UTC), 2)
    assert (row["document_no"], row["note"], row["is_current"], row["was_read"]) == ("45/BC-UBND", "bản mềm", True, False)


def test_what_a_row_says_of_a_person_goes_no_further(raw: Raw) -> None:
    raw.row(sha256=raw.file("2019/615/a.xlsx"), document_no="45/BC-UBND (ĐT 3862123)", note="bà Y Byên gửi qua Zalo 0905123456")
    (row,) = raw.read()[0].to_dicts()
    assert (row["document_no"], row["note"]) == (f"45/BC-UBND (ĐT {HIDDEN})", f"bà {HIDDEN} gửi qua Zalo {HIDDEN}")


def test_no_register_and_an_empty_one(raw: Raw, tmp_path: Path) -> None:
    assert read_register(tmp_path, PROVINCE, LATE)[0].is_empty()
    assert raw.read(text=HEADER + "\n")[0].is_empty()
    assert raw.read(text=" \n")[0].is_empty()


def test_versions_by_time_of_receipt_not_by_line(raw: Raw) -> None:
    for name in "abc":
        raw.file(f"2019/615/{name}.xlsx", name.encode())
    raw.row("2020-01-10T08:00:00+07:00", path="2019/615/c.xlsx")
    raw.row("2019-12-05T10:00:00+07:00", path="2019/615/a.xlsx")
    raw.row("2019-12-05T03:00:01Z", path="2019/615/b.xlsx")
    submission, found = raw.read()
    assert found == []
    assert submission.select("version", "path", "is_current").rows() == [
        (1, "2019/615/a.xlsx", False),
        (2, "2019/615/b.xlsx", False),
        (3, "2019/615/c.xlsx", True),
    ]


def test_what_came_after_the_day_of_knowledge_is_not_known(raw: Raw) -> None:
    for name in "ab":
        raw.file(f"2019/615/{name}.xlsx", name.encode())
    raw.row("2019-12-09T23:59:59+07:00", path="2019/615/a.xlsx")
    raw.row("2019-12-10T00:00:00+07:00", path="2019/615/b.xlsx")
    submission, found = raw.read(datetime.fromisoformat("2019-12-09T23:59:59+07:00"))
    assert submission.select("path", "is_current").rows() == [("2019/615/a.xlsx", True)]
    assert found == []
    assert raw.read(datetime.fromisoformat("2019-12-10T00:00:00+07:00"))[0]["is_current"].to_list() == [False, True]


def test_two_of_one_moment_the_later_line_counts(raw: Raw) -> None:
    raw.file("2019/615/a.xlsx", b"a")
    raw.file("2019/615/b.xlsx", b"b")
    raw.row(path="2019/615/b.xlsx")
    raw.row(path="2019/615/a.xlsx")
    submission, found = raw.read()
    assert submission.filter("is_current")["path"].to_list() == ["2019/615/a.xlsx"]
    assert rules(found) == ["same_received_at"]
    assert found[0]["path"] == "2019/615/a.xlsx"


def test_a_changed_file_is_not_read(raw: Raw) -> None:
    raw.file("2019/615/a.xlsx", b"changed")
    raw.row(sha256=hashlib.sha256(b"as it came").hexdigest())
    submission, found = raw.read()
    assert rules(found) == ["hash_differs"]
    assert (found[0]["sender"], found[0]["reference_year"], found[0]["path"]) == ("615", 2019, "2019/615/a.xlsx")
    assert submission["sha256"].to_list() == [None]


def test_a_row_without_a_file_and_a_file_without_a_row(raw: Raw) -> None:
    raw.file("2019/615/b.xlsx")
    raw.file("2019/615/.DS_Store")
    raw.file("2019/615/~$b.xlsx")
    raw.row()
    submission, found = raw.read()
    assert [(item["rule"], item["path"], item["sender"]) for item in found] == [
        ("file_missing", "2019/615/a.xlsx", "615"),
        ("file_not_registered", "2019/615/b.xlsx", "615"),
    ]
    assert submission["sha256"].to_list() == [None]


def test_a_file_registered_later_is_not_a_stray(raw: Raw) -> None:
    raw.file("2019/615/a.xlsx")
    raw.row("2020-05-01T00:00:00+07:00")
    submission, found = raw.read(datetime(2019, 12, 31, tzinfo=UTC))
    assert submission.is_empty()
    assert found == []


@pytest.mark.parametrize(
    "path", ["../secret.xlsx", "2019/../../secret.xlsx", "/etc/passwd", "C:/secret.xlsx", "2019/615/link.xlsx", "2019/link/secret.xlsx"]
)
def test_paths_out_of_raw_are_not_read(raw: Raw, tmp_path_factory: pytest.TempPathFactory, path: str) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.xlsx").write_bytes(b"secret")
    (raw.folder / "2019" / "615").mkdir(parents=True)
    (raw.folder / "2019" / "615" / "link.xlsx").symlink_to(outside / "secret.xlsx")
    (raw.folder / "2019" / "link").symlink_to(outside)
    raw.row(path=path)
    submission, found = raw.read()
    assert "path_outside_raw" in rules(found)
    assert submission["sha256"].to_list() == [None]
    assert resolve(raw.folder, path) is None


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(path))  # a socket's path may have 108 bytes


NO_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "folder": (Path.mkdir, "file_unreadable"),
    "pipe that nobody writes to": (os.mkfifo, "file_unreadable"),
    "socket": (_socket, "file_unreadable"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "path_outside_raw"),
    "link to itself": (lambda path: path.symlink_to(path.name), "file_missing"),
    "link to nothing": (lambda path: path.symlink_to("b.xlsx"), "file_missing"),
    "pipe under a link": (lambda path: (os.mkfifo(path.with_name("b")), path.symlink_to("b")), "file_unreadable"),
}


@pytest.mark.parametrize(("make", "rule"), NO_FILES.values(), ids=NO_FILES)
def test_what_is_no_regular_file_is_a_finding_and_nobody_waits_for_it(raw: Raw, make: Callable[[Path], object], rule: str) -> None:
    path = raw.folder / "2019" / "615" / "a.xlsx"
    path.parent.mkdir(parents=True)
    make(path)
    raw.row()
    assert [item["rule"] for item in raw.read()[1] if item["path"] == "2019/615/a.xlsx"] == [rule]


def test_a_register_that_is_a_pipe_is_one_line(raw: Raw) -> None:
    os.mkfifo(raw.folder / "incoming.csv")
    with pytest.raises(RegisterError, match=r"incoming\.csv.*không phải là một tệp thường"):
        read_register(raw.folder, PROVINCE, LATE)


def test_a_register_that_is_a_link_to_nothing_is_no_empty_one(raw: Raw) -> None:
    (raw.folder / "incoming.csv").symlink_to(raw.folder / "moved.csv")
    with pytest.raises(RegisterError, match=r"incoming\.csv"):
        read_register(raw.folder, PROVINCE, LATE)


NAMES = [
    "a" * 250 + ".xlsx",
    "Đ" * 125 + ".xlsx",
    "a\nb.xlsx",
    "a\r\nb\t.xlsx",
    "=cmd|' /C calc'!A0.xlsx",
    "a\x1b[2J.xlsx",
    "🌾 - báo cáo .xlsx",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_read_under_whatever_name_it_has(raw: Raw, name: str) -> None:
    raw.file(f"2019/615/{name}")
    raw.row(path=f'"2019/615/{name}"')
    submission, finding = raw.read()
    assert (rules(finding), submission["sha256"].null_count()) == ([], 0)


def test_a_name_longer_than_a_disk_takes_is_a_finding(raw: Raw) -> None:
    raw.file("2019/615/b.xlsx")
    raw.row(path=f"2019/615/{'a' * 300}.xlsx")
    assert rules(raw.read()[1]) == ["file_not_registered", "file_unreadable"]


@pytest.mark.parametrize(
    ("change", "rule", "column"),
    [
        ({"sender": "609"}, "unknown_sender", "B"),
        ({"sender": "615", "year": "2026"}, "unknown_sender", "B"),
        ({"form": "bieu"}, "unknown_form", "C"),
        ({"year": "1999"}, "unknown_year", "D"),
        ({"year": "hai"}, "unknown_year", "D"),
        ({"form": "registry_extract"}, "form_not_owed", "C"),
        ({"received": "9/12/2019"}, "unreadable_received_at", "A"),
        ({"received": ""}, "register_row_incomplete", "A"),
        ({"path": ""}, "register_row_incomplete", "E"),
    ],
)
def test_a_row_that_makes_no_sense_is_said_and_left_out(raw: Raw, change: dict[str, str], rule: str, column: str) -> None:
    raw.file("2019/615/a.xlsx")
    raw.row(**change)
    raw.row("2019-12-06T10:00:00+07:00")
    submission, found = raw.read()
    assert [(item["rule"], item["path"], item["row"], item["column"]) for item in found] == [(rule, "incoming.csv", 2, column)]
    assert found[0]["reference_year"] is None or rule == "form_not_owed"  # whose year it would be nobody knows
    assert submission["register_row"].to_list() == [3]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"year": "2091"}, "unknown_year"),
        ({"year": "19"}, "unknown_year"),
        ({"year": "1019"}, "unknown_year"),
        ({"year": "02019"}, "unknown_year"),
        ({"year": "２０１９"}, "unknown_year"),
        ({"year": "2019.0"}, "unknown_year"),
        ({"sender": "６１５"}, "unknown_sender"),
        ({"form": "agency-report"}, "unknown_form"),
        ({"received": "2091-12-05T10:00:00+07:00"}, "received_at_in_future"),
        ({"received": "9999-12-31T23:59:59-14:00"}, "unreadable_received_at"),
        ({"received": "2019-13-05T10:00:00+07:00"}, "unreadable_received_at"),
        ({"received": "\u200b"}, "unreadable_received_at"),
    ],
)
def test_a_correction_filed_where_nobody_looks_is_an_error_of_every_year(raw: Raw, change: dict[str, str], rule: str) -> None:
    """Registered under a year that is none, or at a time that has not come, a document would be dropped and the gate pass."""
    raw.file("2019/615/a.xlsx")
    raw.file("2019/615/b.xlsx", b"corrected")
    raw.row()
    raw.row(**({"received": "2019-12-06T10:00:00+07:00", "path": "2019/615/b.xlsx"} | change))
    (raw.folder / "incoming.csv").write_text("\n".join(raw.lines) + "\n", encoding="utf-8")
    submission, found = read_register(raw.folder, PROVINCE, datetime.now(UTC), is_now=True)
    assert found.select("rule", "reference_year", "row").rows() == [(rule, None, 3)]
    assert submission["path"].to_list() == ["2019/615/a.xlsx"]


@pytest.mark.parametrize(
    ("received", "known"), [("2019-12-06T10:00:00+07:00", True), ("2019-12-20", False), ("2091-01-01", False), ("x", False)]
)
def test_a_row_that_cannot_be_placed_is_known_from_its_receipt_on(raw: Raw, received: str, known: bool) -> None:
    raw.row(received, year="2091")
    assert [item["rule"] for item in raw.read(datetime(2019, 12, 14, tzinfo=UTC))[1]] == (["unknown_year"] if known else [])


def test_a_file_in_a_year_s_folder_that_is_none_is_of_every_year(raw: Raw) -> None:
    raw.file("2091/615/a.xlsx")
    assert [(item["rule"], item["reference_year"]) for item in raw.read()[1]] == [("file_not_registered", None)]


STRAYS = [
    "Waivers.csv",
    "correction.csv",
    "corrections (1).csv",
    "nhan-dinh-2091.md",
    "nhan-dinh-2019.docx",
    "bao-cao.xlsx",
    "moi/615/bao-cao.xlsx",
    "2019 /615/bao-cao.xlsx",
    "corrections.csv/corrections.csv",
]


@pytest.mark.parametrize("name", STRAYS)
def test_what_nobody_asked_for_is_an_error_of_every_year_by_name(raw: Raw, name: str) -> None:
    raw.file(name)
    assert [(item["rule"], item["reference_year"], item["path"]) for item in raw.read()[1]] == [("stray_file", None, name)]


def test_a_pipe_that_nobody_asked_for_is_said_too(raw: Raw) -> None:
    os.mkfifo(raw.folder / "waiver.csv")
    (raw.folder / "2019/615").mkdir(parents=True)
    (raw.folder / "2019/615/a.xlsx").symlink_to("b.xlsx")
    assert rules(raw.read()[1]) == ["file_not_registered", "stray_file"]


@pytest.mark.parametrize(
    "name",
    [
        *("incoming.csv", "corrections.csv", "waivers.csv", "confirmations.csv", "identity-decisions.csv", "approvals.csv"),
        *("nhan-dinh-2019.md", "README.md", "LICENSE", "readme.txt", ".incoming.csv.lock", "~$incoming.csv", "Thumbs.db", ".git/config"),
    ],
)
def test_what_belongs_in_raw_is_no_stray(raw: Raw, name: str) -> None:
    raw.file(name)
    assert raw.read()[1] == []


def test_a_document_registered_outside_its_year_s_folder_is_no_stray(raw: Raw) -> None:
    raw.file("a.xlsx")
    raw.row(path="a.xlsx")
    assert raw.read()[1] == []


def test_a_time_without_an_offset_is_the_province_s(raw: Raw) -> None:
    raw.file("2019/615/a.xlsx")
    raw.row("2019-12-05T10:00:00")
    submission, found = raw.read()
    assert rules(found) == ["received_at_without_offset"]
    assert submission["received_at"].to_list() == [datetime(2019, 12, 5, 3, tzinfo=UTC)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_register_that_excel_saved(raw: Raw, encoding: str, delimiter: str) -> None:
    raw.file("2019/615/a.xlsx")
    raw.row(note="đã kiểm tra")
    submission, found = raw.read(encoding=encoding, text="\r\n".join(raw.lines).replace(",", delimiter) + f"\r\n{delimiter * 7}\r\n")
    assert found == []
    assert submission["note"].to_list() == ["đã kiểm tra"]


def test_columns_in_another_order_and_more_of_them(raw: Raw) -> None:
    raw.file("2019/615/a.xlsx")
    text = "STT,note,path,form,Sender,year,sha256,document_no,received_at\n"
    text += "1,,2019/615/a.xlsx,agency_report,615,2019,,,2019-12-05T10:00:00+07:00\n"
    assert raw.read(text=text)[0]["submission_id"].to_list() == ["615/agency_report/2019/1"]


@pytest.mark.parametrize("text", ["received_at,sender\n1,2\n", "\ufeff;;\n"])
def test_a_register_without_its_columns_cannot_be_used(raw: Raw, text: str) -> None:
    with pytest.raises(RegisterError, match="thiếu cột"):
        raw.read(text=text)


def test_a_register_in_another_encoding_cannot_be_used(raw: Raw) -> None:
    (raw.folder / "incoming.csv").write_bytes(HEADER.encode() + b"\n2019,\xe1\xe9\xff\n")
    with pytest.raises(RegisterError, match="UTF-8"):
        read_register(raw.folder, PROVINCE, LATE)


def test_names_in_another_unicode_form_and_backslashes(raw: Raw) -> None:
    name = "Báo cáo Đắk Hà.xlsx"
    raw.file("2019/615/" + unicodedata.normalize("NFD", name))
    raw.row(path="2019\\615\\" + unicodedata.normalize("NFC", name))
    submission, found = raw.read()
    assert found == []
    assert submission["sha256"].null_count() == 0
