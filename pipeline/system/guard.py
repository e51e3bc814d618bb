"""The guard of a warehouse: one run at a time, by a clock that can be believed, with nothing that killed runs left beside it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from pipeline.system.clock import check_clock
from pipeline.system.leftovers import clear_beside
from pipeline.system.lock import FOREVER, exclusive

_passed: ContextVar[frozenset[Path]] = ContextVar("_passed", default=frozenset())


@contextmanager
def guarded(
    warehouse: Path, written: Iterable[Path] = (), *, wait: bool = False, told: Callable[[str], None] | None = None
) -> Iterator[None]:
    """Hold the warehouse while the block runs. What the block calls passes again without asking: the graph within a command line's run.

    ``written``: files that were written before and must not be dated later than now. ``wait``: queue behind another run, of which
    ``told`` is told once. Raises BusyError, ClockError, OSError.
    """
    if warehouse in _passed.get():
        yield
        return
    with exclusive(warehouse, FOREVER if wait else 0, told):
        check_clock(*written)
        clear_beside(warehouse)  # the receipts' too: their names begin with the warehouse's
        _passed.set(_passed.get() | {warehouse})
        try:
            yield
        finally:
            _passed.set(_passed.get() - {warehouse})
