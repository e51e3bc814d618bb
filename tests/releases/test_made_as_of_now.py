"""A release comes out the same when it is made again: whose as-of was the clock's, whatever time it is then; in whichever languages."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pipeline.archive.release_store import Release, read_release
from pipeline.system.raw_names import INCOMING, WAIVERS
from tests.e2e.command import hoptac, place
from tests.simulator import simulate, small, write_raw

pytestmark = pytest.mark.e2e
REASON = "Đã hỏi văn thư"
COMES_IN = timedelta(minutes=10)  # longer than the run takes


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report that may leave, in Vietnamese: a row of a time that cannot be read and one of a time that was to come are errors of runs as
    of now alone, signed for."""
    home = tmp_path_factory.mktemp("now")
    run = place(home)
    write_raw(simulate(small(htx=12, years=2), seed=9), run.raw, "plain")
    soon = (datetime.now().astimezone() + COMES_IN).isoformat()
    with (run.raw / INCOMING).open("a", encoding="utf-8") as register:
        register.write(f"hôm qua,615,agency_report,2019,2019/615/a.xlsx,,,\n{soon},615,agency_report,2019,2019/615/b.xlsx,,,\n")
    lines = [f"2019,{rule},,,,,,{REASON},A," for rule in ("unreadable_received_at", "received_at_in_future")]
    head = "year,rule,sender,path,sheet,row,column,reason,signed_by,signed_at"
    (run.raw / WAIVERS).write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    made = run.run("--year", 2019)
    assert made.code == 0, made.out + made.err
    return home


def same_again(home: Path, number: int, *more: str) -> Release:
    """The release that is made now, in whatever language, and made again."""
    shelf = home / "releases"
    released = hoptac("release", "--year", 2019, *place(home).arguments, "--releases", shelf, *more)
    assert released.code == 0, released.err
    again = hoptac("replay", "--all", "--releases", shelf, "--raw", home / "raw")
    assert (again.code, again.err) == (0, ""), again.out
    assert again.out.count("giống hệt từng byte") == number
    return read_release(shelf / "2019" / str(number))


def test_what_had_not_come_when_it_was_made_had_not_come_when_it_is_made_again(home: Path) -> None:
    assert same_again(home, 1).is_now


def test_a_report_that_was_run_in_one_language_and_signed_in_another_is_made_again_as_it_was(home: Path) -> None:
    signed = hoptac("approve", "--year", 2019, "--name", "Nguyễn Văn A", *place(home).arguments, "--lang", "en")
    assert signed.code == 0, signed.err
    assert same_again(home, 2, "--lang", "en").lang == "en"


def test_a_report_whose_signature_a_change_has_voided_is_made_again_with_that_said(home: Path) -> None:
    (home / "raw" / "nhan-dinh-2019.md").write_text("# Đánh giá chung\nViết lại sau khi đã ký.\n", encoding="utf-8")
    run = place(home)
    assert run.run("--year", 2019).code == 0
    assert hoptac("release", "--year", 2019, *run.arguments, "--releases", home / "releases").code == 0
    frozen = home / "releases" / "2019" / "3"
    assert read_release(frozen).manifest["approval_voided_by_a_change"]["name"] == "Nguyễn Văn A"
    again = hoptac("replay", frozen, "--raw", home / "raw")
    assert (again.code, again.err) == (0, ""), again.out


def test_a_release_that_cannot_be_made_again_is_told_and_the_next_is_asked(home: Path, tmp_path: Path) -> None:
    for number in ("1", "2"):
        (tmp_path / "releases" / "2019").mkdir(parents=True, exist_ok=True)
        (tmp_path / "releases" / "2019" / number).symlink_to(home / "releases" / "2019" / "1", target_is_directory=True)
    (tmp_path / "raw").mkdir()
    again = hoptac("replay", "--all", "--releases", tmp_path / "releases", "--raw", tmp_path / "raw")
    assert (again.code, again.err) == (1, "")
    assert again.out.count("không làm lại được") == 2 and "Traceback" not in again.out
    (tmp_path / "releases" / "2019" / "3").mkdir()
    told = json.loads(hoptac("replay", "--all", "--json", "--releases", tmp_path / "releases", "--raw", tmp_path / "raw").out)
    assert [(one["release"], one["is_same"]) for one in told] == [("2019/1", False), ("2019/2", False), ("2019/3", False)]
    assert all(one["failure"] for one in told) and "không phải thư mục" in told[2]["failure"]


@pytest.mark.parametrize(("words", "code"), [(["--all"], 1), ([], 2), (["--all", "releases/2019/1"], 2)])
def test_nothing_to_make_again_is_one_line(words: list[str], code: int, tmp_path: Path) -> None:
    done = hoptac("replay", *words, cwd=tmp_path)
    assert done.code == code and ("releases" in done.err or "--all" in done.err) and "Traceback" not in done.err
