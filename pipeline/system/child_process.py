"""One call in a Python process of its own, while this one goes on.

The process is started by path: it does not import the caller's main module, as ``multiprocessing`` would, and loads no more than the
function's own module. It ends with the caller: a run that is killed
cannot end what it started, which would go on writing and hold its files against the next.
"""

from __future__ import annotations

import gc
import importlib
import os
import pickle
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from typing import Any

from pipeline.system.program import ROOT

_PARENT = "HOPTAC_PARENT"
_EVERY = 0.1  # seconds; the next run takes longer than that to start


def tied() -> dict[str, str]:
    """What a process that is to end with this one must find in its environment; it calls ``tie``."""
    return {_PARENT: str(os.getpid())}


def tie() -> None:
    """From now on this process ends with the one that gave it ``tied``."""
    threading.Thread(target=_watch, args=[int(os.environ[_PARENT])], daemon=True).start()


def _watch(parent: int) -> None:
    """End this process, whatever it is doing, soon after ``parent`` is no longer its parent."""
    while os.getppid() == parent:
        threading.Event().wait(_EVERY)
    os._exit(1)


def meanwhile(work: Callable[[], object]) -> threading.Thread:
    """Begin ``work`` (imports, an engine's start) in the background, while this process waits for another; ends with this one."""
    thread = threading.Thread(target=work, name="meanwhile", daemon=True)
    thread.start()
    return thread


class Died(Exception):
    """The process ended without an answer: killed, or a native library took it down."""


class ChildProcess:
    """``function(*arguments, **named)``, begun at once. The function is a module's; arguments, result and errors are picklable."""

    def __init__(self, function: Callable[..., Any], *arguments: Any, **named: Any) -> None:
        with tempfile.TemporaryFile() as asked:  # a pipe would hold the caller up until the process has started
            pickle.dump((function.__module__, function.__name__), asked)
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
            assert self._process.stdout is not None  # a pipe
            self._answer = self._process.stdout

    def __enter__(self) -> ChildProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._answer.close()

    def result(self) -> Any:
        """What the call returned; raises what it raised, Died where there is no answer."""
        with self._answer:
            answer = self._answer.read()
        if self._process.wait() or not answer:
            raise Died(f"tiến trình phụ dừng đột ngột (mã {self._process.returncode})")
        is_well, value = pickle.loads(answer)
        if not is_well:
            raise value
        return value


def _main() -> None:
    tie()
    gc.set_threshold(100_000)  # the process ends with its call
    answer, sys.stdout = sys.stdout.buffer, sys.stderr  # whatever is printed is no answer
    module, name = pickle.load(sys.stdin.buffer)
    function = getattr(importlib.import_module(module), name)
    arguments, named = pickle.load(sys.stdin.buffer)
    try:
        done = (True, function(*arguments, **named))
    except Exception as error:
        done = (False, error)
    pickle.dump(done, answer, pickle.HIGHEST_PROTOCOL)
    answer.flush()
    os._exit(0)  # without taking down what it holds, a quarter of a second that the caller would wait for


if __name__ == "__main__":
    _main()
