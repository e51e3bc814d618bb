"""A release whose as-of was the clock's comes out the same when it is made again, whatever time it is then."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pipeline.archive.release_store import read_release
from pipeline.intake.raw_names import INCOMING, WAIVERS
from tests.e2e.command import hoptac, place
from tests.simulator import simulate, small, write_raw

pytestmark = pytest.mark.e2e
REASON = "Đã hỏi văn thư"
COMES_IN = timedelta(minutes=10)  # longer than the run takes


def test_what_had_not_come_when_it_was_made_had_not_come_when_it_is_made_again(tmp_path: Path) -> None:
    """A row of a time that cannot be read and one of a time that was to come: errors of runs as of now alone, signed for."""
    run, shelf = place(tmp_path), tmp_path / "releases"
    write_raw(simulate(small(htx=12, years=2), seed=9), run.raw, "plain")
    soon = (datetime.now().astimezone() + COMES_IN).isoformat()
    with (run.raw / INCOMING).open("a", encoding="utf-8") as register:
        register.write(f"hôm qua,615,agency_report,2019,2019/615/a.xlsx,,,\n{soon},615,agency_report,2019,2019/615/b.xlsx,,,\n")
    lines = [f"2019,{rule},,,,,,{REASON},A," for rule in ("unreadable_received_at", "received_at_in_future")]
    head = "year,rule,sender,path,sheet,row,column,reason,signed_by,signed_at"
    (run.raw / WAIVERS).write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    made = run.run("--year", 2019)
    assert made.code == 0, made.out + made.err
    released = hoptac("release", "--year", 2019, *run.arguments, "--releases", shelf)
    assert released.code == 0, released.err
    assert read_release(shelf / "2019" / "1").is_now
    again = hoptac("replay", shelf / "2019" / "1", "--raw", run.raw)
    assert (again.code, again.err) == (0, ""), again.out
    assert "giống hệt từng byte" in again.out
