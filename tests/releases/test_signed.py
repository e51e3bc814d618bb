"""A signature and its report are one act, it covers what is printed, and what is frozen is what the warehouse says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from pipeline.archive.release_store import read_manifest, read_release
from pipeline.quality.approvals import Approval, covering, read_approvals
from pipeline.quality.content import content_digest
from pipeline.quality.gate import decide
from pipeline.quality.receipt import read_receipt, receipt_path, write_receipt
from pipeline.quality.report_years import OF_YEAR
from pipeline.releases.freeze import unlike
from pipeline.reports.export import outputs_of
from pipeline.reports.papers import print_papers
from pipeline.settings import SUITES, Settings
from pipeline.system.files import digest_of
from tests.e2e.command import hoptac
from tests.e2e.test_faults import is_one_line_about_a_full_disk
from tests.releases.conftest import Desk, Office
from tests.tools import disk_of

pytestmark = pytest.mark.e2e

WHO = ("--name", "Nguyễn Văn A", "--title", "CHỦ TỊCH", "--at", "2018-12-15T08:30:00+07:00")
REPORT = "bao-cao-2018.docx"


def signatures(desk: Desk) -> tuple[list[Approval], object]:
    """Those in the register, and the one that the report carries."""
    return read_approvals(desk.home / "raw"), read_manifest(desk.outputs).get("approval")


def edit(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b" ")


@pytest.fixture
def signed(desk: Desk) -> Desk:
    """Signed, and then the machine stopped before the signed report took its place."""
    unsigned = shutil.copytree(desk.outputs, desk.home / "unsigned")
    assert desk.hoptac("approve", *WHO).code == 0
    shutil.rmtree(desk.outputs)
    unsigned.rename(desk.outputs)
    return desk


def test_a_signature_whose_report_was_not_printed_is_not_released_and_is_completed_by_giving_it_again(signed: Desk) -> None:
    refused = signed.hoptac("release")
    assert refused.code == 1 and REPORT in refused.err and len(refused.err.splitlines()) == 1
    assert not (signed.home / "releases" / "2018" / "1").exists()
    other = signed.hoptac("approve", "--name", "Trần Thị B")
    assert other.code == 1 and "Nguyễn Văn A" in other.err
    again = signed.hoptac("approve", "--name", " Nguyễn  Văn A")
    [line], printed = signatures(signed)
    assert (again.code, again.err) == (0, "") and printed["report_digest"] == line.report_digest
    assert signed.hoptac("approve", *WHO).code == 1  # nothing is left to complete
    assert signed.hoptac("release").code == 0


@pytest.mark.parametrize("place", ["out", "raw"])
def test_a_disk_that_is_full_leaves_neither_the_signature_nor_the_signed_report(desk: Desk, tmp_path: Path, place: str) -> None:
    there = (desk.home / place).rename(tmp_path / "there")
    with disk_of("40m", desk.home / place) as disk:
        shutil.copytree(there, disk, dirs_exist_ok=True)
        with (disk / ".filler").open("wb") as filler:
            while room := os.statvfs(disk).f_bavail * os.statvfs(disk).f_bsize:
                filler.write(bytes(min(room, 65536)))
                filler.flush()
        done = desk.hoptac("approve", *WHO)
        assert is_one_line_about_a_full_disk(done), done
        assert signatures(desk) == ([], None)
        (disk / ".filler").unlink()
        assert desk.hoptac("approve", *WHO).code == 0


LIMITED = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
os.execv(sys.executable, [sys.executable, "-m", "pipeline.cli", *sys.argv[2:]])
"""


@pytest.mark.parametrize("size", [700, 20_000])
def test_a_file_that_cannot_be_written_whole_leaves_neither(desk: Desk, size: int) -> None:
    settings = desk.settings
    places = ["--raw", settings.raw, "--out", settings.out, "--warehouse", settings.warehouse]
    words = [sys.executable, "-c", LIMITED, size, "approve", "--year", 2018, *WHO, *places]
    done = subprocess.run([str(word) for word in words], check=False, capture_output=True, text=True)
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1, done.stderr
    assert signatures(desk) == ([], None)


def test_a_register_that_takes_no_line_leaves_the_report_unsigned(desk: Desk) -> None:
    desk.register.write_text("year,name\n", encoding="utf-8")
    done = desk.hoptac("approve", *WHO)
    assert done.code == 1 and "approvals.csv" in done.err
    assert read_manifest(desk.outputs).get("approval") is None


def own(name: str, text: str) -> Callable[[Settings], Settings]:
    """The office has a file of its own since."""

    def change(settings: Settings) -> Settings:
        province = shutil.copytree(settings.province_folder, settings.raw.parent / "province")
        (province / "own").mkdir()
        (province / "own" / name).write_text(text, encoding="utf-8")
        return replace(settings, province_folder=province)

    return change


def letterhead(settings: Settings) -> Settings:
    province = shutil.copytree(settings.province_folder, settings.raw.parent / "province")
    text = (province / "province.yaml").read_text(encoding="utf-8")
    (province / "province.yaml").write_text(text.replace("document_code: ", "document_code: X"), encoding="utf-8")
    return replace(settings, province_folder=province)


def paragraphs(settings: Settings) -> Settings:
    (settings.raw / "nhan-dinh-2018.md").write_text("# Đánh giá chung\n\nTốt.\n", encoding="utf-8")
    return settings


CHANGES: dict[str, Callable[[Settings], Settings]] = {
    "words of the report": own("words.vi.yaml", "subject: Báo cáo khác năm {year}\n"),
    "words of the feedback": own("feedback.vi.yaml", "{}\n"),
    "letterhead": letterhead,
    "the office's paragraphs": paragraphs,
    "another language": lambda settings: replace(settings, lang="en"),
}


def test_a_signature_is_of_the_papers_as_they_were_printed_and_of_no_others(desk: Desk, tmp_path: Path) -> None:
    assert desk.hoptac("approve", *WHO).code == 0
    receipt = read_receipt(receipt_path(desk.settings.warehouse, 2018))

    def printed(name: str, settings: Settings) -> Approval | None:
        folder = tmp_path / name
        folder.mkdir()
        return print_papers(outputs_of(settings, receipt, SUITES, folder), covering(settings.raw, receipt))[1]

    assert printed("again", desk.settings) == read_approvals(desk.settings.raw)[0]
    for name, change in CHANGES.items():
        where = shutil.copytree(desk.settings.raw, tmp_path / f"{name} raw" / "raw")
        assert printed(name, change(replace(desk.settings, raw=where))) is None, name


EDITS: dict[str, Callable[[Path], object]] = {
    REPORT: edit,
    "phu-luc-2018.xlsx": edit,
    "chat-luong-2018.html": edit,
    "gate.json": edit,
    "phan-hoi/615.xlsx": Path.unlink,
    "du-lieu/them.csv": Path.touch,
    "manifest.json": lambda path: path.write_text(path.read_text(encoding="utf-8").replace('"62"', '"63"', 1), encoding="utf-8"),
}


def test_every_file_that_is_not_the_warehouses_is_named(office: Office, tmp_path: Path) -> None:
    released = read_release(office.shelf / "1")
    for number, (name, change) in enumerate(EDITS.items()):
        lying = shutil.copytree(released.outputs, tmp_path / str(number))
        for path in [lying, *lying.rglob("*")]:
            path.chmod(0o755)
        assert unlike(lying, released) == []
        change(lying / name)
        assert unlike(lying, released) == [name]


def test_an_edited_report_whose_manifest_was_edited_as_well_is_not_released(desk: Desk) -> None:
    report, manifest = desk.outputs / REPORT, desk.outputs / "manifest.json"
    before = digest_of(report)
    edit(report)
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(before, digest_of(report)), encoding="utf-8")
    refused = desk.hoptac("release")
    assert refused.code == 1 and REPORT in refused.err and len(refused.err.splitlines()) == 1
    assert not list((desk.home / "releases").rglob("ban-phat-hanh.json"))


def test_a_report_in_another_language_is_not_released_as_the_one_that_lies_there(desk: Desk) -> None:
    refused = desk.hoptac("release", "--lang", "en")
    assert refused.code == 1 and REPORT in refused.err


def test_who_signs_or_freezes_answers_for_what_lies_in_raw_now(desk: Desk) -> None:
    (desk.home / "raw" / "corrections.csv").write_text(
        "path,sheet,cell,expect,value,reason,signed_by,signed_at\nx.xlsx,,A1,1,2,nhầm,A,2018-12-13\n", encoding="utf-8"
    )
    for command, more in (("gate", ()), ("approve", WHO), ("release", ())):
        done = desk.hoptac(command, *more)
        assert done.code == 1 and "hoptac run --year 2018" in done.err and len(done.err.splitlines()) == 1, command
    assert "run hoptac run --year 2018 again" in desk.hoptac("gate", "--lang", "en").err


def test_a_held_report_is_neither_signed_nor_frozen_and_says_so_with_three(desk: Desk) -> None:
    warehouse = desk.settings.warehouse
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("update mart.fct_finding_year set is_waived = false where reference_year = 2018")
        decision = decide(connection.sql(f"from {OF_YEAR}", params={"year": 2018}).pl(), 2018)
    held = read_receipt(receipt_path(warehouse, 2018))
    said = {"passed": False, "findings": decision.findings, "waived": 0, "checks": decision.checks}
    write_receipt(replace(held, content_digest=content_digest(warehouse), **said), receipt_path(warehouse, 2018))
    for command, more in (("gate", ()), ("approve", WHO), ("release", ())):
        assert desk.hoptac(command, *more).code == 3, command
    public = hoptac("publish-public", "--out", desk.home / "p.duckdb", "--warehouse", warehouse, "--raw", desk.settings.raw)
    assert public.code == 3 and len(public.err.splitlines()) == 1
    assert signatures(desk) == ([], None) and not (desk.home / "p.duckdb").exists()
