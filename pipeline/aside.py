"""One call in a Python process of its own, while this one goes on.

The process is started by path: it does not import the caller's main module, as ``multiprocessing`` would.
"""

from __future__ import annotations

import importlib
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline.warehouse.tethered_dbt import PARENT, tie

_ROOT = Path(__file__).resolve().parents[1]


class Aside:
    """``function(*arguments, **named)``, begun at once. The function is a module's; arguments, result and errors are picklable."""

    def __init__(self, function: Callable[..., Any], *arguments: Any, **named: Any) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, PARENT: str(os.getpid())},
        )
        with self._process.stdin as word:
            word.write(pickle.dumps((function.__module__, function.__name__, arguments, named)))

    def __enter__(self) -> Aside:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()

    def result(self) -> Any:
        """What the call returned; raises what it raised, RuntimeError where the process died."""
        answer = self._process.stdout.read()
        if self._process.wait() or not answer:
            raise RuntimeError(f"tiến trình phụ dừng đột ngột (mã {self._process.returncode})")
        is_well, value = pickle.loads(answer)
        if not is_well:
            raise value
        return value


def _main() -> None:
    tie()  # where the caller is killed, nobody is left to end this one, and it would go on writing
    module, name, arguments, named = pickle.load(sys.stdin.buffer)
    answer, sys.stdout = sys.stdout.buffer, sys.stderr  # whatever is printed is no answer
    try:
        done = (True, getattr(importlib.import_module(module), name)(*arguments, **named))
    except Exception as error:
        done = (False, error)
    answer.write(pickle.dumps(done))
    answer.flush()


if __name__ == "__main__":
    _main()
