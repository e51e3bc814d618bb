"""The way in of every run, from the command line, from Dagster's jobs, schedules and backfills, or of one asset alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pipeline.intake.register import read_register
from pipeline.quality.receipt import receipts
from pipeline.settings import Settings
from pipeline.system.errors import HoptacError
from pipeline.system.guard import guarded
from pipeline.system.memory import A_RUN, check_memory
from pipeline.system.raw_names import INCOMING


@dataclass(frozen=True)
class Run:
    """A run that has the warehouse to itself, for one year, as of one moment."""

    settings: Settings
    year: int


@contextmanager
def guarded_run(settings: Settings, year: int | None, *, wait: bool, told: Callable[[str], None] | None = None) -> Iterator[Run]:
    """Hold the warehouse for a run of a year, the newest where none is given. "As of now" is the moment at which it is held.

    Raises BusyError (with ``wait`` it queues, and ``told`` is told behind whom), ClockError, MemoryLimitError, and HoptacError for a year
    that cannot be run.
    """
    check_memory(A_RUN)
    written = [settings.raw / INCOMING, *receipts(settings.warehouse)] if settings.follows_clock else []
    with guarded(settings.warehouse, written, wait=wait, told=told):
        if settings.follows_clock:
            settings = replace(settings, as_of=datetime.now(UTC))
        yield Run(settings, report_year(settings, year))


def report_year(settings: Settings, year: int | None) -> int:
    """The year, or the newest of which anything had come in at the as-of. Raises HoptacError where there is nothing to report on."""
    if not settings.raw.is_dir():
        raise HoptacError("Không thấy thư mục văn bản đến {}; hãy kiểm tra đường dẫn --raw.", settings.raw)
    submission, _ = read_register(settings.raw, settings.province, settings.as_of)
    if submission.is_empty():
        raise HoptacError(
            "{}: chưa có văn bản nào nhận được trước thời điểm chốt; hãy vào sổ bằng hoptac receive.", settings.raw / INCOMING
        )
    years = submission["reference_year"].unique().sort().to_list()
    if year is not None and year not in years:
        known = ", ".join(str(known) for known in years)
        raise HoptacError("Không có văn bản nào của năm {} trong {}; các năm đã có: {}.", year, settings.raw / INCOMING, known)
    return settings.province.year(years[-1] if year is None else year).reference_year
