"""A call in a process of its own: what comes back, and what does not."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.system.child_process import ChildProcess, Died
from pipeline.system.errors import HoptacError

ROOT = Path(__file__).resolve().parents[2]


def answer(number: int, *, more: int) -> tuple[int, int]:
    print("noise that is no answer")
    return os.getpid(), number + more


def refuse(path: str) -> None:
    raise HoptacError(f"{path}: không đọc được")


def run_into_a_wall(path: str) -> bytes:
    return Path(path).read_bytes()


def die() -> None:
    os._exit(9)


def wait_for(path: str) -> None:
    Path(path).write_text(str(os.getpid()), encoding="utf-8")
    while True:
        pass


def test_the_result_comes_back_from_another_process() -> None:
    with ChildProcess(answer, 1, more=2) as call:
        process, total = call.result()
    assert process != os.getpid()
    assert total == 3


def test_what_it_raises_is_raised_here(tmp_path: Path) -> None:
    with ChildProcess(refuse, "a.xlsx") as call, pytest.raises(HoptacError, match=r"^a\.xlsx: không đọc được$"):
        call.result()
    missing = tmp_path / "missing"
    with ChildProcess(run_into_a_wall, str(missing)) as call, pytest.raises(FileNotFoundError) as caught:
        call.result()
    assert caught.value.filename == str(missing)


def test_a_process_that_dies_says_so() -> None:
    with ChildProcess(die) as call, pytest.raises(Died, match="9"):
        call.result()


def test_it_is_ended_with_the_block_and_with_its_caller(tmp_path: Path) -> None:
    """The caller is killed while it waits; what it began is gone too."""
    note = tmp_path / "note"
    imports = "from pipeline.system.child_process import ChildProcess; from tests.system.test_child_process import wait_for"
    code = f"{imports}; ChildProcess(wait_for, {str(note)!r}).result()"
    caller = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
    while not note.exists() or not note.read_text(encoding="utf-8"):
        assert caller.poll() is None
    begun = os.pidfd_open(int(note.read_text(encoding="utf-8")))
    caller.kill()
    caller.wait()
    ended, _, _ = select.select([begun], [], [], 60)  # at once, or never
    os.close(begun)
    assert ended
    with ChildProcess(wait_for, str(note)) as call:
        process = call._process
    assert process.returncode is not None
