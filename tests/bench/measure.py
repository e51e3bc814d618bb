"""A command as a whole process: wall seconds and the peak memory of it and its children."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """``wall``: seconds, ``peak``: megabytes of all its processes together, ``code``: exit code, ``cpu``: seconds of all its
    processes on any core, which a busy machine changes less; ``out``: what it printed."""

    wall: float
    peak: float
    code: int
    cpu: float = 0.0
    out: str = ""


def once(command: Sequence[str], env: dict[str, str] | None = None) -> Cost:
    """Run a command to its end, in a process group of its own whose memory is looked at all the while."""
    start, before = time.perf_counter(), _of_children()
    process = subprocess.Popen(
        command,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        process_group=0,
    )
    watch = _Watch(process.pid)
    out, _ = process.communicate()
    wall = time.perf_counter() - start
    return Cost(wall, watch.stop(), process.returncode, _of_children() - before, out)


def _of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


class _Watch(threading.Thread):
    """The most memory that a process group held at one time, in megabytes."""

    def __init__(self, group: int) -> None:
        super().__init__(daemon=True)
        self.group, self.peak, self.done = str(group), 0, threading.Event()
        self.start()

    def run(self) -> None:
        while not self.done.wait(0.05):
            self.peak = max(self.peak, sum(map(self._resident, Path("/proc").glob("[0-9]*"))))

    def _resident(self, process: Path) -> int:
        try:
            if (process / "stat").read_text().rpartition(")")[2].split()[2] != self.group:
                return 0
            return int((process / "statm").read_text().split()[1]) * resource.getpagesize()
        except (OSError, IndexError):  # it has ended meanwhile
            return 0

    def stop(self) -> float:
        self.done.set()
        self.join()
        return self.peak / 1e6


def median(costs: Sequence[Cost]) -> Cost:
    """Medians of each figure; the highest exit code."""
    wall, peak, cpu = (statistics.median(getattr(cost, name) for cost in costs) for name in ("wall", "peak", "cpu"))
    return Cost(wall, peak, max(cost.code for cost in costs), cpu)
