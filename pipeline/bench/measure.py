"""A command as a whole process: wall seconds and the peak memory of it and its children."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """``wall``: seconds, ``peak``: megabytes of the largest single process, ``code``: exit code."""

    wall: float
    peak: float
    code: int


def once(command: Sequence[str], env: dict[str, str] | None = None) -> Cost:
    """Run a command to its end. Its output is thrown away."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, env={**os.environ, **(env or {})}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(time.perf_counter() - start, usage.ru_maxrss / 1024, process.returncode)


def median(costs: Sequence[Cost]) -> Cost:
    """Medians of each figure; the highest exit code."""
    return Cost(
        statistics.median(cost.wall for cost in costs), statistics.median(cost.peak for cost in costs), max(cost.code for cost in costs)
    )
