"""Processes that end with the one that started them.

A run that is killed cannot end what it started, which would go on writing and hold its files against the next run.
"""

from __future__ import annotations

import os
import threading

_PARENT = "HOPTAC_PARENT"
_EVERY = 0.1  # seconds; the next run takes longer than that to start


def environment() -> dict[str, str]:
    """What a process that is to be tied to this one must find in its environment."""
    return {_PARENT: str(os.getpid())}


def tie() -> None:
    """From now on this process ends with the one that gave it ``environment``."""
    threading.Thread(target=_watch, args=[int(os.environ[_PARENT])], daemon=True).start()


def _watch(parent: int) -> None:
    """End this process, whatever it is doing, soon after ``parent`` is no longer its parent."""
    while os.getppid() == parent:
        threading.Event().wait(_EVERY)
    os._exit(1)
