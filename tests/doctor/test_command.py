"""``hoptac doctor`` as it is called: a line a sign, the self-test last, and the exit code."""

import json
from pathlib import Path

import pytest

from tests.e2e.command import hoptac
from tests.tools import disk_of

pytestmark = pytest.mark.e2e


def test_a_sound_machine(tmp_path: Path) -> None:
    done = hoptac("doctor", cwd=tmp_path)
    lines = done.out.splitlines()
    assert (done.code, done.err) == (0, "")
    assert {line[0] for line in lines[:-2]} <= {"✓", "!"} and lines[-3].startswith("✓ Tự kiểm tra: một tệp qua mọi bước, đúng kết luận")
    assert list(tmp_path.iterdir()) == [], "it leaves nothing"


def test_a_disk_on_which_no_run_would_end(tmp_path: Path) -> None:
    with disk_of("2m", tmp_path / "disk") as disk:
        done = hoptac("doctor", "--json", "--lang", "en", "--releases", disk, env={"TMPDIR": str(disk)}, cwd=tmp_path)
    told = json.loads(done.out)
    wrong = {sign["check"]: sign["said"] for sign in told["signs"] if sign["state"] == "wrong"}
    assert (done.code, told["counts"]["wrong"], set(wrong)) == (3, 3, {"folders", "self_test"})
    assert "the disk is full" in wrong["self_test"]


def test_only_what_is_wrong_is_said_where_nobody_looks(tmp_path: Path) -> None:
    done = hoptac("doctor", "--quiet", "--province", tmp_path, cwd=tmp_path)
    assert (done.code, done.out, len(done.err.splitlines())) == (3, "", 1)
    assert done.err.startswith("hoptac: ✗ ")
