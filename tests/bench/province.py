"""A province's year: the main job against the stack's floor, each as a whole process, in turn."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from tests.bench.measure import Cost, median, once

ROUNDS = 3
ROOT = Path(__file__).resolve().parents[2]


def measure() -> None:
    """The main job on the shipped province against the stack's floor, A B A B …, the first of each not counted."""
    runs: list[Cost] = []
    floors: list[Cost] = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        arguments = ["--raw", str(ROOT / "raw"), "--out", str(home / "out"), "--year", "2019", "--quiet", "--again"]
        for number in range(ROUNDS + 1):
            # no workbook is in the cache of parsed files; dbt has parsed its project before, on both sides
            shutil.rmtree(home / "w" / "hoptac.work" / "cache", ignore_errors=True)
            run = once([sys.executable, "-m", "pipeline.cli", "run", *arguments, "--warehouse", str(home / "w" / "hoptac.duckdb")])
            floor = once([sys.executable, "-m", "tests.bench.floor", str(home)])
            if number:
                runs.append(run)
                floors.append(floor)
    run, floor = median(runs), median(floors)
    print(f"province run      {run.wall:6.1f} s  {run.peak:6.0f} MB  exit {run.code}")
    print(f"stack floor       {floor.wall:6.1f} s  {floor.peak:6.0f} MB  exit {floor.code}")
    print(f"ratio             {run.wall / floor.wall:6.2f}    (goal: at most 1.3; median of {ROUNDS} runs each, taken in turn)")
