"""A folder of outputs that changes all at once: written beside its place, swapped in when it is whole.

Here belongs the exchange of one folder for another, what a killed run leaves behind, and nothing about what is in the folder.
"""

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from pipeline.system.files import flush, flush_all
from pipeline.system.lock import FOREVER, BusyError, hold

_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2)
_AT_FDCWD = -100


@contextmanager
def staged_folder(target: Path) -> Iterator[Path]:
    """An empty folder beside ``target`` that takes its place when the block ends well.

    Readers find the old folder or the new one, never a mixture; what the old one had and the new one lacks is gone.
    If the block fails (or the disk is full), ``target`` stays as it was and the half-made folder is removed.
    What a killed run left behind is put right at the next start. Two writers do not disturb each other; the last one wins.
    Raises NotADirectoryError where ``target`` is a file, OSError where the folder cannot be written.
    """
    if target.exists() and not target.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "không phải là thư mục", str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    recover(target)
    with ExitStack() as living:
        with hold(target.parent, wait=FOREVER):
            holder = _holder_of(target)
            holder.mkdir()
            living.enter_context(hold(holder))
        living.callback(shutil.rmtree, holder, ignore_errors=True)
        stage = holder / target.name
        stage.mkdir()
        yield stage
        flush_all(stage)  # or a power cut leaves empty files under the new name
        with hold(target.parent, wait=FOREVER):
            _swap(stage, target)
    recover(target)


def recover(target: Path) -> None:
    """Put right what a killed run left: bring the last good folder back if it was moved away, remove half-made ones.

    A half-made folder that a living writer still holds is left alone.
    """
    if not target.parent.is_dir():
        return
    with hold(target.parent, wait=FOREVER):
        aside = _aside_of(target)
        if aside.is_dir():
            if target.exists():
                shutil.rmtree(aside, ignore_errors=True)
            else:
                aside.rename(target)
        for holder in target.parent.glob(f".{target.name}.dang-ghi-*"):
            with suppress(BusyError), hold(holder):
                shutil.rmtree(holder, ignore_errors=True)


def _holder_of(target: Path) -> Path:
    """The folder that the new one is made in. The lock is on the holder, for a folder inside may itself be staged in the new one."""
    return target.parent / f".{target.name}.dang-ghi-{os.getpid()}-{os.urandom(4).hex()}"


def _aside_of(target: Path) -> Path:
    return target.parent / f".{target.name}.ban-cu"


def _swap(stage: Path, target: Path) -> None:
    if not target.exists():
        stage.rename(target)
        flush(target.parent)
        return
    if not _exchange(stage, target):
        # No single step on this file system: a kill between the two leaves ``aside``, which recover() brings back.
        aside = _aside_of(target)
        target.rename(aside)
        stage.rename(target)
        shutil.rmtree(aside, ignore_errors=True)
    flush(target.parent)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; False where the system or the file system cannot."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM):
        return False
    raise OSError(code, os.strerror(code), str(other))
