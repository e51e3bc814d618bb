"""One run of the whole graph in this process: the guard, the Dagster job, and what went wrong as one line."""

import errno
import logging
import os
import shutil
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

from pipeline.lineage.conditions import check_seed
from pipeline.quality.guarded_run import guarded_run
from pipeline.quality.receipt import read_receipt, receipt_path
from pipeline.settings import Settings
from pipeline.system.errors import HoptacError, describe, refusal
from pipeline.warehouse import dbt_process


@dataclass(frozen=True)
class RunResult:
    """``passed``: the gate let the report leave. ``folder``: where it is."""

    year: int
    passed: bool
    folder: Path


def run(settings: Settings, year: int | None, *, wait: bool = False, told: Callable[[str], None] | None = None) -> RunResult:
    """raw/ → out/<year>/ as known at ``settings.as_of``. Raises HoptacError with one clear line; the last good outputs stay.

    ``wait``: queue behind another run, which ``told`` is told of; else it is refused.
    """
    check_seed(settings.province)
    try:
        with guarded_run(settings, year, wait=wait, told=told) as guarded:
            settings.work.mkdir(parents=True, exist_ok=True)
            with dbt_process.ready(settings.build, settings.province, settings.work / "dbt"):
                _execute(settings, guarded.year)
            passed = read_receipt(receipt_path(settings.warehouse, guarded.year)).passed
            return RunResult(guarded.year, passed, settings.out / str(guarded.year))
    except HoptacError:
        raise
    except OSError as error:
        raise HoptacError(describe(error)) from error
    except Exception as error:
        raise HoptacError(_unforeseen(error, settings)) from error


def _execute(settings: Settings, year: int) -> None:
    """Dagster's job for a year's partition; what it resolves for itself are these settings."""
    os.environ["DAGSTER_DISABLE_TELEMETRY"] = "yes"
    logging.getLogger("dagster").setLevel(logging.CRITICAL)
    from dagster import DagsterInstance

    scratch = settings.work / "dagster"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    # dbt talks to stdout, which is the summary's
    with (
        (settings.work / "dbt.log").open("w", encoding="utf-8") as log,
        redirect_stdout(log),
        _environment(settings.variables),
        DagsterInstance.ephemeral(str(scratch)) as instance,
    ):
        from pipeline.definitions import defs

        defs.resolve_job_def("end_to_end").execute_in_process(
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            instance=instance,
            partition_key=str(year),
        )


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    """These variables while the block runs, then what was there before."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, text in before.items():
            if text is None:
                del os.environ[name]
            else:
                os.environ[name] = text


def _unforeseen(error: Exception, settings: Settings) -> str:
    """The first line of what nobody expected; the whole of it goes to the run's log."""
    text = "".join(traceback.format_exception(error))
    refused = refusal(text, settings.work)
    if refused and refused.errno in (errno.ENOSPC, errno.EDQUOT):  # what else is refused may be any other place's
        return describe(refused)
    if isinstance(error, MemoryError) or (refused and refused.errno in (errno.ENOMEM, errno.EAGAIN)):
        return _("Máy không đủ bộ nhớ cho lượt chạy; hãy đóng bớt chương trình rồi chạy lại.")
    first = (str(error).strip() or type(error).__name__).splitlines()[0]
    log = settings.work / "run.log"
    try:
        log.write_text(text, encoding="utf-8")
    except OSError:
        return _("Lỗi chưa lường trước: {}").format(first)
    return _("Lỗi chưa lường trước: {} (chi tiết: {})").format(first, log)
