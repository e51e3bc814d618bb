"""``hoptac`` as people start it: a process of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


def hoptac(*arguments: object, env: dict[str, str] | None = None, cwd: Path | None = None) -> Done:
    process = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *map(str, arguments)],
        env={**os.environ, **(env or {})},
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return Done(process.returncode, process.stdout, process.stderr)


@dataclass(frozen=True)
class Place:
    """Where one run reads and writes."""

    raw: Path
    out: Path
    warehouse: Path

    @property
    def arguments(self) -> tuple[object, ...]:
        return ("--raw", self.raw, "--out", self.out, "--warehouse", self.warehouse)

    def run(self, *more: object, env: dict[str, str] | None = None) -> Done:
        return hoptac("run", *self.arguments, *more, env=env)


def place(home: Path, raw: Path | None = None) -> Place:
    return Place(raw or home / "raw", home / "out", home / "warehouse" / "hoptac.duckdb")
