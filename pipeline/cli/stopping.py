"""Ctrl-C and SIGTERM, whatever is at work when they come: libraries put handlers of their own and make other errors of the interrupt."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from gettext import gettext as _

import click

STOPS = (signal.SIGINT, signal.SIGTERM)
SIGNALLED = 128
"""What a command that a signal ended exits with, and the signal's number."""


@contextmanager
def noted() -> Iterator[Callable[[], int | None]]:
    """While the block runs either signal interrupts it (KeyboardInterrupt); the call says which one came, None where none did.

    In the main thread only. A signal's number is written down before any handler is asked; once asked which came, no other is heard.
    """
    reads, writes = os.pipe()
    os.set_blocking(reads, False)
    os.set_blocking(writes, False)
    before = {stop: signal.signal(stop, signal.default_int_handler) for stop in STOPS}
    wakeup = signal.set_wakeup_fd(writes, warn_on_full_buffer=False)
    try:
        yield lambda: _first(reads)
    finally:
        signal.set_wakeup_fd(wakeup)
        for stop, handler in before.items():
            signal.signal(stop, handler)
        os.close(reads)
        os.close(writes)


def _first(pipe: int) -> int | None:
    try:
        came = os.read(pipe, 512)
    except BlockingIOError:
        return None
    for stop in STOPS:
        signal.signal(stop, signal.SIG_IGN)
    return next((number for number in came if number in STOPS), None)


def say_stopped() -> None:
    click.echo(_("hoptac: đã dừng theo yêu cầu; kết quả tốt gần nhất vẫn còn nguyên."), err=True)
