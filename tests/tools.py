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
