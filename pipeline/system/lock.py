"""One run at a time on a warehouse: an advisory lock that the system lets go when its process ends, however it ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.system.errors import HoptacError


class BusyError(HoptacError):
    """Another run holds the warehouse."""


@contextmanager
def exclusive(warehouse: Path) -> Iterator[None]:
    """Hold the warehouse for one run. Raises BusyError at once where another holds it."""
    warehouse.parent.mkdir(parents=True, exist_ok=True)
    path = warehouse.with_name(warehouse.name + ".lock")
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            raise BusyError(
                f"Một lượt chạy khác (tiến trình {file.read().strip() or '?'}) đang dùng {warehouse}; hãy đợi lượt đó xong rồi chạy lại."
            ) from error
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        yield
