"""A call in a process of its own: what comes back, and what does not."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.system.child_process import ChildProcess, Died, OutOfMemory, OutOfTime
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


def spin(note: str) -> None:
    Path(note).write_text(str(os.getpid()), encoding="utf-8")
    while True:
        pass


def spin_without_letting_go(note: str) -> int:
    """As a native reader does: the interpreter's lock is held throughout."""
    Path(note).write_text(str(os.getpid()), encoding="utf-8")
    return sum(range(10**15))


def refuse_to_stop(note: str) -> None:
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    spin(note)


def say_more_than_anybody_hears(note: str) -> Iterator[bytes]:
    Path(note).write_text(str(os.getpid()), encoding="utf-8")
    while True:
        yield b"x" * 1_000_000


def wait(note: str) -> None:
    Path(note).write_text(str(os.getpid()), encoding="utf-8")
    threading.Event().wait()


def count(most: int) -> Iterator[int]:
    yield from range(most)
    raise HoptacError("đã hết")


def eat(megabytes: int) -> int:
    return len(bytearray(megabytes << 20))


def eat_then_die_of_it(megabytes: int) -> None:
    """As a native library does that takes no refusal."""
    try:
        eat(megabytes)
    except MemoryError:
        os.abort()


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


def begun(note: Path, caller: subprocess.Popen[bytes]) -> int:
    """A handle on the process that has written its number down."""
    while not note.exists() or not note.read_text(encoding="utf-8"):
        assert caller.poll() is None
    return os.pidfd_open(int(note.read_text(encoding="utf-8")))


@pytest.mark.parametrize("work", ["spin", "spin_without_letting_go", "refuse_to_stop", "say_more_than_anybody_hears", "wait"])
def test_it_ends_with_its_caller_alone_killed_whatever_it_does(tmp_path: Path, work: str) -> None:
    note = tmp_path / "note"
    imports = f"from pipeline.system.child_process import ChildProcess; from tests.system.test_child_process import {work} as work"
    code = f"{imports}; call = ChildProcess(work, {str(note)!r}); call._process.wait()"
    caller = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
    child = begun(note, caller)
    caller.kill()
    caller.wait()
    ended, _, _ = select.select([child], [], [], 60)  # at once, or never
    os.close(child)
    assert ended


def test_it_is_ended_with_the_block(tmp_path: Path) -> None:
    with ChildProcess(spin, str(tmp_path / "note")) as call:
        process = call._process
    assert process.returncode is not None


def test_answers_come_one_by_one_and_what_it_raises_behind_them() -> None:
    with ChildProcess(count, 3) as call:
        answers = call.results()
        assert [next(answers) for _ in range(3)] == [0, 1, 2]
        with pytest.raises(HoptacError, match="đã hết"):
            next(answers)


@pytest.mark.parametrize("work", [spin, spin_without_letting_go, refuse_to_stop, wait])
def test_it_is_ended_where_its_answer_does_not_come_in_time(tmp_path: Path, work: Callable[[str], object]) -> None:
    with ChildProcess(work, str(tmp_path / "note")) as call:
        with pytest.raises(OutOfTime):
            call.result(0.2)
        assert call._process.wait() == -signal.SIGKILL


def test_a_process_has_the_memory_that_it_is_given_and_no_more() -> None:
    with ChildProcess(eat, 100, megabytes=300) as call:
        assert call.result() == 100 << 20
    with ChildProcess(eat, 400, megabytes=300) as call, pytest.raises(OutOfMemory):
        call.result()
    with ChildProcess(eat_then_die_of_it, 400, megabytes=300) as call, pytest.raises(Died):
        call.result()


def test_a_narrower_bound_that_was_set_from_outside_stands() -> None:
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_DATA, (250 << 20, 250 << 20))\n"
        "from pipeline.system.child_process import ChildProcess, OutOfMemory\nfrom tests.system.test_child_process import eat\n"
        "try: ChildProcess(eat, 260, megabytes=2000).result()\nexcept OutOfMemory: print('refused')"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "refused\n"
