"""A user without rights over other people's files, wherever the tests run and whoever runs them."""

import ctypes
import os
import threading
from collections.abc import Callable


def without_rights(do: Callable[[], object]) -> str:
    """Do something in a thread for which a file's mode counts, also where root runs the tests; what went wrong, as a line.

    It stays the user that it is, for another one could not read a program that lies below a home of mode 700. What the thread starts has
    no rights either. No fork: of a process whose libraries have threads it may wait for ever.
    """
    said = []

    def task() -> None:
        try:
            if os.geteuid() == 0:
                _drop_capabilities()
            do()
            said.append("")
        except Exception as error:
            said.append(f"{type(error).__name__}: {error}")

    thread = threading.Thread(target=task)
    thread.start()
    thread.join()
    return said[0]


def _drop_capabilities() -> None:
    """Take root's powers from this thread, and from the programs that it starts (capset(2), prctl(2): both speak of one thread)."""
    libc = ctypes.CDLL(None, use_errno=True)
    set_securebits, no_root, version_3 = 28, 1, 0x20080522
    for failed in (libc.prctl(set_securebits, no_root, 0, 0, 0), libc.capset((ctypes.c_uint32 * 2)(version_3, 0), (ctypes.c_uint32 * 6)())):
        if failed:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
