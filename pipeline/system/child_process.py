"""One call in a Python process of its own, while this one goes on: bounded in time and memory where its caller says so.

The process is started by path: it does not import the caller's main module, as ``multiprocessing`` would, and loads no more than the
function's own module. It ends with the caller: a run that is killed
cannot end what it started, which would go on writing and hold its files against the next.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import inspect
import os
import pickle
import queue
import resource
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from typing import Any

from pipeline.system.language import current, spoken
from pipeline.system.program import ROOT

_PARENT = "HOPTAC_PARENT"
_EVERY = 0.1  # seconds; the next run takes longer than that to start
_PR_SET_PDEATHSIG = 1  # prctl(2)


def tied() -> dict[str, str]:
    """What a process that is to end with this one must find in its environment; it calls ``tie``."""
    return {_PARENT: str(os.getpid())}


def tie() -> None:
    """From now on this process ends with the one that gave it ``tied``: with the thread that started it, where the system sees to it."""
    if sys.platform == "linux":  # a native library that holds the interpreter's lock would keep the thread below from looking
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    threading.Thread(target=_watch, args=[int(os.environ[_PARENT])], daemon=True).start()


def _watch(parent: int) -> None:
    """End this process, whatever it is doing, soon after ``parent`` is no longer its parent."""
    while os.getppid() == parent:
        threading.Event().wait(_EVERY)
    os._exit(1)


def meanwhile(work: Callable[[], object]) -> threading.Thread:
    """Begin ``work`` (imports, an engine's start) in the background, while this process waits for another; ends with this one.

    What fails there in silence fails again where it is needed.
    """

    def in_silence() -> None:
        with contextlib.suppress(Exception):
            work()

    thread = threading.Thread(target=in_silence, name="meanwhile", daemon=True)
    thread.start()
    return thread


class Died(Exception):
    """The process ended without an answer: killed, or a native library took it down."""


class OutOfTime(Died):
    """It was ended since its answer did not come in time."""


class OutOfMemory(Died):
    """It needed more memory than it was given."""


class ChildProcess:
    """``function(*arguments, **named)``, begun at once. The function is a module's; arguments, answers and errors are picklable.

    ``megabytes``: of memory, all that the process may have.
    """

    def __init__(self, function: Callable[..., Any], /, *arguments: Any, megabytes: int | None = None, **named: Any) -> None:
        with tempfile.TemporaryFile() as asked:  # a pipe would hold the caller up until the process has started
            pickle.dump((megabytes, current(), function.__module__, function.__name__), asked)
            pickle.dump((arguments, named), asked, pickle.HIGHEST_PROTOCOL)
            asked.seek(0)
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__],
                cwd=ROOT,
                stdin=asked,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # what native libraries print there is not for users; errors come as the answer
                env={**os.environ, **tied()},
            )
        self._came: queue.SimpleQueue[tuple[bool, Any] | None] = queue.SimpleQueue()
        meanwhile(self._take)  # or a process that has much to say would wait until it is asked

    def __enter__(self) -> ChildProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    def result(self, seconds: float | None = None) -> Any:
        """What the call returned; raises what it raised, Died where there is no answer, OutOfTime where none came within ``seconds``."""
        [answer] = self.results(seconds)
        return answer

    def results(self, seconds: float | None = None) -> Iterator[Any]:
        """Each answer of a generator as it comes, each within ``seconds``; raises as ``result`` does, OutOfMemory too."""
        while True:
            try:
                answer = self._came.get(timeout=seconds)
            except queue.Empty as error:
                self._process.kill()
                raise OutOfTime from error
            if answer is None:
                if code := self._process.wait():
                    raise Died(f"tiến trình phụ dừng đột ngột (mã {code})")
                return
            is_well, value = answer
            if not is_well:
                raise OutOfMemory if isinstance(value, MemoryError) else value
            yield value

    def _take(self) -> None:
        """Every answer as it comes, and None behind the last."""
        assert self._process.stdout is not None  # a pipe
        with self._process.stdout as answers:
            try:
                while True:
                    self._came.put(pickle.load(answers))
            finally:  # at their end, in the middle of one where the process was killed, or where one does not fit into memory
                self._came.put(None)


def _main() -> None:
    tie()
    gc.set_threshold(100_000)  # the process ends with its call
    out, sys.stdout = sys.stdout.buffer, sys.stderr  # whatever is printed is no answer
    megabytes, lang, module, name = pickle.load(sys.stdin.buffer)
    if megabytes:
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        bound = megabytes << 20 if most == resource.RLIM_INFINITY else min(megabytes << 20, most)
        resource.setrlimit(resource.RLIMIT_DATA, (bound, bound))
    living = contextlib.ExitStack()
    living.enter_context(spoken(lang))
    function = getattr(importlib.import_module(module), name)
    try:
        arguments, named = pickle.load(sys.stdin.buffer)
        answer = function(*arguments, **named)
        for each in answer if inspect.isgenerator(answer) else [answer]:
            pickle.dump((True, each), out, pickle.HIGHEST_PROTOCOL)
            out.flush()
    except Exception as error:
        pickle.dump((False, error), out, pickle.HIGHEST_PROTOCOL)
    out.flush()
    os._exit(0)  # without taking down what it holds, a quarter of a second that the caller would wait for


if __name__ == "__main__":
    _main()
