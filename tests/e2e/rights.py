"""A user without rights over other people's files, wherever the tests run and whoever runs them."""

import ctypes
import multiprocessing
import os
from collections.abc import Callable


def without_rights(do: Callable[[], object]) -> str:
    """Do something in a child for which a file's mode counts, also where root runs the tests; what went wrong, as a line.

    It stays the user that it is, for another one could not read a program that lies below a home of mode 700.
    """
    fork = multiprocessing.get_context("fork")
    answer, told = fork.Pipe(duplex=False)

    def child() -> None:
        if os.geteuid() == 0:
            _drop_capabilities()
        try:
            do()
            told.send("")
        except Exception as error:
            told.send(f"{type(error).__name__}: {error}")

    process = fork.Process(target=child)
    process.start()
    told.close()
    said: str = answer.recv()
    process.join()
    return said


def _drop_capabilities() -> None:
    """Root without its powers, and without getting them back in the programs that it starts (capset(2), prctl(2))."""
    libc = ctypes.CDLL(None, use_errno=True)
    set_securebits, no_root, version_3 = 28, 1, 0x20080522
    for failed in (libc.prctl(set_securebits, no_root, 0, 0, 0), libc.capset((ctypes.c_uint32 * 2)(version_3, 0), (ctypes.c_uint32 * 6)())):
        if failed:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
