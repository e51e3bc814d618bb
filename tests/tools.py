"""What a test needs of the machine beyond Python: skipped where it is missing, failed where all must be there (CI says so)."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest


def missing(reason: str) -> NoReturn:
    """Ends the test: what it needs cannot be had."""
    (pytest.fail if os.environ.get("HOPTAC_NEED_ALL_TOOLS") else pytest.skip)(reason)
    raise AssertionError  # neither returns


def needed(command: str) -> str:
    """The command's path."""
    return shutil.which(command) or missing(f"{command} is not installed")


@contextmanager
def disk_of(size: str, folder: Path) -> Iterator[Path]:
    """A disk so small that it soon is full."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        missing("a small disk needs root and mount")
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=False, capture_output=True)
    if mounted.returncode:
        missing(f"no tmpfs: {mounted.stderr}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


@contextmanager
def memory_group(name: str) -> Iterator[Path]:
    """A group of processes whose memory can be limited (a cgroup), and gone again; its file of members is ``cgroup.procs``."""
    roots = [root for root in (Path("/sys/fs/cgroup/memory"), Path("/sys/fs/cgroup")) if (root / "cgroup.procs").is_file()]
    group = (roots or [missing("no groups of processes here")])[0] / name
    try:
        group.mkdir()
    except OSError as error:
        missing(f"no group of processes can be made here: {error}")
    try:
        yield group
    finally:
        while (group / "cgroup.procs").read_text().split():
            os.sched_yield()
        group.rmdir()


def limit_memory(group: Path, size: int) -> None:
    """To so many bytes, as the machine's kernel calls it; a group that cannot swap is taken down at once."""
    names = [name for name in ("memory.max", "memory.limit_in_bytes") if (group / name).exists()]
    (group / (names or [missing("this group of processes has no memory to limit")])[0]).write_text(str(size))
