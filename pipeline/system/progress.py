"""What a run is doing, told to whoever listens. Logic calls ``stage`` and ``step``; a face (the command line) sets a listener."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Listener(Protocol):
    """A face that shows progress."""

    def begin(self, stage: str) -> None: ...
    def step(self, done: int, total: int) -> None: ...
    def end(self, stage: str) -> None: ...


_listener: Listener | None = None


def listen(listener: Listener | None) -> None:
    global _listener
    _listener = listener


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Tell that a stage runs while the block does."""
    if _listener:
        _listener.begin(name)
    yield
    if _listener:
        _listener.end(name)


def step(done: int, total: int) -> None:
    """Tell how far the present stage is."""
    if _listener:
        _listener.step(done, total)
