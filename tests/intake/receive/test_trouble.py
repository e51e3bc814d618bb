"""A full disk, a folder without permission, two clerks at once: neither half is left, no row is lost."""

from __future__ import annotations

import csv
import multiprocessing
import os
import resource
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline import config
from pipeline.intake import filing
from pipeline.intake.receive import receive
from pipeline.intake.receive_messages import ReceiveError

HEADER = "received_at,sender,form,year,path,sha256,document_no,note"
ARRIVED = datetime(2019, 12, 9, 9, 20, tzinfo=UTC)
NOBODY = 65534


def _try(document: Path, raw: Path, file_size_limit: int | None, user: int | None, answer) -> None:
    """Runs in a child, whose limits and rights it lowers for good."""
    province = config.load()
    if file_size_limit is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_size_limit, file_size_limit))
    if user is not None and os.geteuid() == 0:
        os.setuid(user)
    try:
        answer.put(("filed", str(receive(document, raw, province, "615", "agency_report", 2019, ARRIVED))))
    except ReceiveError as error:
        answer.put((error.refusal, str(error)))
    except BaseException as error:
        answer.put(("crashed", repr(error)))
        raise


def try_in_child(document: Path, raw: Path, *, file_size_limit: int | None = None, user: int | None = None) -> tuple[str, str]:
    fork = multiprocessing.get_context("fork")
    answer = fork.Queue()
    child = fork.Process(target=_try, args=(document, raw, file_size_limit, user, answer))
    child.start()
    result = answer.get(timeout=60)
    child.join()
    return result


@pytest.fixture
def open_tree():
    """A raw/ and a document in a folder that other users may enter."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "raw").mkdir()
        (folder / "x.xlsx").write_bytes(b"PK")
        yield folder
        (folder / "raw").chmod(0o755)


def test_no_room_for_the_file(document, raw, tree):
    document.write_bytes(b"x" * 100_000)
    (raw / "incoming.csv").write_text(HEADER + "\n", encoding="utf-8")
    before = tree(raw)
    reason, line = try_in_child(document, raw, file_size_limit=50_000)
    assert reason == "cannot_write"
    assert "dung lượng" in line
    assert tree(raw) == before


def test_room_for_the_file_but_not_for_the_register(document, raw, tree):
    old = "2019-12-01T08:00:00+07:00,617,agency_report,2019,2019/617/x.xlsx,,," + "ghi chú dài " * 20
    (raw / "incoming.csv").write_text("\n".join([HEADER, *[old] * 300]) + "\n", encoding="utf-8")
    before = tree(raw)
    reason, _ = try_in_child(document, raw, file_size_limit=50_000)
    assert reason == "cannot_write"
    assert tree(raw) == before
    assert try_in_child(document, raw)[0] == "filed"


@pytest.mark.parametrize("writable_by_all", [False, True])
def test_no_permission_to_write(open_tree, tree, writable_by_all):
    raw = open_tree / "raw"
    (raw / "2019").mkdir()
    (raw / "2019").chmod(0o555)
    raw.chmod(0o777 if writable_by_all else 0o555)
    before = tree(raw)
    reason, line = try_in_child(open_tree / "x.xlsx", raw, user=NOBODY)
    assert (reason, "không có quyền" in line) == ("cannot_write", True)
    assert tree(raw) == before


def test_no_permission_to_read(open_tree, tree):
    (open_tree / "x.xlsx").chmod(0)
    reason, line = try_in_child(open_tree / "x.xlsx", open_tree / "raw", user=NOBODY)
    assert (reason, "không có quyền" in line) == ("cannot_read", True)
    assert tree(open_tree / "raw") == {}


def test_somebody_who_never_lets_go_of_the_register(document, raw, province, monkeypatch):
    monkeypatch.setattr(filing, "LOCK_WAIT_SECONDS", 0.0)
    with filing.lock(raw, "vi"), pytest.raises(ReceiveError, match="người khác đang ghi sổ"):
        receive(document, raw, province, "615", "agency_report", 2019, ARRIVED)
    assert not (raw / "incoming.csv").exists()


def _receive_many(number: int, folder: Path, start) -> None:
    province = config.load()
    start.wait()
    for part in range(8):
        document = folder / f"clerk {number}" / "Báo cáo.xlsx"
        document.parent.mkdir(exist_ok=True)
        document.write_bytes(f"PK {number} {part}".encode())
        receive(document, folder / "raw", province, "615", "agency_report", 2019, ARRIVED)


def test_receives_at_the_same_moment_all_land(tmp_path):
    fork = multiprocessing.get_context("fork")
    start = fork.Barrier(4)
    clerks = [fork.Process(target=_receive_many, args=(number, tmp_path, start)) for number in range(4)]
    (tmp_path / "raw").mkdir()
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    assert [clerk.exitcode for clerk in clerks] == [0] * 4
    with (tmp_path / "raw" / "incoming.csv").open(encoding="utf-8", newline="") as file:
        paths = [row["path"] for row in csv.DictReader(file)]
    assert len(paths) == len(set(paths)) == 32
    contents = {(tmp_path / "raw" / path).read_bytes() for path in paths}
    assert contents == {f"PK {number} {part}".encode() for number in range(4) for part in range(8)}
    assert {path.name for path in (tmp_path / "raw").iterdir()} == {"incoming.csv", "2019"}
