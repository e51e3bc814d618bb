"""Advisory locks between processes: the system lets one go when its process ends, however it ends.

A lock is a file that is there while somebody holds it and says who; or a folder, locked itself, for moments and without a word.
The same process is refused its own lock like any other's. Not here: what is locked for what (``guard``, whoever writes).
"""

import fcntl
import json
import math
import os
import shlex
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from gettext import gettext as _
from pathlib import Path

from pipeline.system.errors import HoptacError

FOREVER = math.inf
_LOOK_AGAIN = 0.05  # seconds
_LONGEST_COMMAND = 100  # characters


class BusyError(HoptacError):
    """Another process holds it; the line says which."""


@dataclass(frozen=True)
class Holder:
    """Who holds a lock. ``since``: ISO 8601 with offset."""

    pid: int
    command: str
    since: str

    def __str__(self) -> str:
        since = datetime.fromisoformat(self.since).astimezone()
        return _("tiến trình {} ({}, từ {:%H:%M ngày %d/%m/%Y})").format(self.pid, self.command, since)


@contextmanager
def exclusive(warehouse: Path, wait: float = 0, told: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold a warehouse for one run or one act on what it published: ``hold`` on the file ``<warehouse>.lock``."""
    warehouse.parent.mkdir(parents=True, exist_ok=True)
    with hold(warehouse.with_name(f"{warehouse.name}.lock"), wait=wait, told=told, what=warehouse):
        yield


@contextmanager
def hold(
    path: Path,
    *,
    wait: float = 0,
    shared: bool = False,
    told: Callable[[str], None] | None = None,
    what: Path | None = None,
) -> Iterator[None]:
    """Hold ``path``, a lock file (made, and removed again) or a folder, while the block runs; ``what``: what it stands for in messages.

    ``wait``: seconds to wait for another holder (0: none, FOREVER); ``told`` is told once, before waiting, who holds it.
    ``shared``: beside others who share, and against whoever does not. Raises BusyError, OSError.
    """
    handle = _taken(path, shared, wait, told or (lambda line: None), what or path)
    is_folder = path.is_dir()
    try:
        if not is_folder:
            with suppress(OSError):  # on a full disk it is held all the same, in silence
                _say_who(handle, shared)
        yield
    finally:
        if not is_folder and not shared:
            with suppress(OSError):
                path.unlink()  # while held: whoever waits on this file sees that it is no longer the one in the folder
        os.close(handle)


def _taken(path: Path, shared: bool, wait: float, told: Callable[[str], None], what: Path) -> int:
    """A handle that holds the lock. Raises BusyError once ``wait`` is over."""
    kind, deadline, is_told = fcntl.LOCK_SH if shared else fcntl.LOCK_EX, time.monotonic() + wait, False
    while True:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW if path.is_dir() else os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
        try:
            fcntl.flock(handle, kind | (0 if wait == FOREVER and is_told else fcntl.LOCK_NB))
            if _is_there(path, handle):
                return handle
        except BlockingIOError as error:
            line = _busy(path, what)
            if time.monotonic() >= deadline:
                os.close(handle)
                raise BusyError("{}; hãy đợi xong rồi làm lại.", line) from error
            if not is_told:
                told(_("{}; đang đợi…").format(line))
                is_told = True
            elif wait != FOREVER:
                time.sleep(_LOOK_AGAIN)
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _is_there(path: Path, handle: int) -> bool:
    """Whether what is locked is still what bears the name: the holder before may have removed it."""
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _busy(path: Path, what: Path) -> str:
    try:
        who = str(Holder(**json.loads(path.read_text(encoding="utf-8").splitlines()[-1])))
    except (OSError, ValueError, TypeError, IndexError):  # a folder, or a holder that has not written yet
        return _("Một lượt khác đang dùng {}").format(what)
    return _("Một lượt khác đang dùng {}: {}").format(what, who)


def _say_who(handle: int, shared: bool) -> None:
    program, *arguments = sys.argv or [""]
    path = Path(program)
    module = path.parent.name if path.name == "__main__.py" else path.name  # python -m …
    name = "hoptac" if module == "cli" else module
    command = shlex.join([name or "python", *arguments])
    command = command if len(command) <= _LONGEST_COMMAND else command[:_LONGEST_COMMAND] + "…"
    holder = Holder(os.getpid(), command, datetime.now(UTC).astimezone().isoformat(timespec="seconds"))
    if not shared:
        os.ftruncate(handle, 0)  # a killed holder's
    os.write(handle, (json.dumps(asdict(holder), ensure_ascii=False) + "\n").encode())
