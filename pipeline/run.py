"""One run of the whole graph in this process: lock, checks before the start, the Dagster job, and what went wrong as one line."""

from __future__ import annotations

import errno
import logging
import os
import shutil
import traceback
from contextlib import redirect_stdout
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

from pipeline.settings import Settings
from pipeline.system.clock import check_clock
from pipeline.system.errors import HoptacError, describe, refusal
from pipeline.system.leftovers import clear_run
from pipeline.system.lock import exclusive
from pipeline.warehouse import dbt_process


@dataclass(frozen=True)
class RunResult:
    """``passed``: the gate let the report leave. ``folder``: where it is."""

    year: int
    passed: bool
    folder: Path


def run(settings: Settings, year: int | None) -> RunResult:
    """raw/ → out/<year>/ as known at ``settings.as_of``. Raises HoptacError with one clear line; the last good outputs stay."""
    try:
        with exclusive(settings.warehouse):
            if settings.is_now:
                check_clock(settings.receipt, settings.raw / "incoming.csv")
            year = _year_to_report(settings, year)
            settings.province.year(year)
            settings.work.mkdir(parents=True, exist_ok=True)
            clear_run(settings.warehouse, settings.build)
            with dbt_process.ready(settings.build, settings.province, settings.work / "dbt"):
                _execute(settings, year)
            from pipeline.quality.receipt import read_receipt

            return RunResult(year, read_receipt(settings.receipt).passed, settings.out / str(year))
    except HoptacError:
        raise
    except OSError as error:
        raise HoptacError(describe(error)) from error
    except Exception as error:
        raise HoptacError(_unforeseen(error, settings)) from error


def _year_to_report(settings: Settings, year: int | None) -> int:
    from pipeline.intake.register import read_register

    if not settings.raw.is_dir():
        raise HoptacError("Không thấy thư mục văn bản đến {}; hãy kiểm tra đường dẫn --raw.", settings.raw)
    submission, _ = read_register(settings.raw, settings.province, settings.as_of)
    if submission.is_empty():
        raise HoptacError(
            "{}: chưa có văn bản nào nhận được trước thời điểm chốt; hãy vào sổ bằng hoptac receive.", settings.raw / "incoming.csv"
        )
    years = submission["reference_year"].unique().sort().to_list()
    if year is None:
        return years[-1]
    if year not in years:
        known = ", ".join(str(known) for known in years)
        raise HoptacError("Không có văn bản nào của năm {} trong {}; các năm đã có: {}.", year, settings.raw / "incoming.csv", known)
    return year


def _execute(settings: Settings, year: int) -> None:
    os.environ["DAGSTER_DISABLE_TELEMETRY"] = "yes"
    logging.getLogger("dagster").setLevel(logging.CRITICAL)
    from dagster import DagsterInstance

    from pipeline.assets.resources import RunSettings
    from pipeline.definitions import defs

    resource = RunSettings(
        raw=str(settings.raw),
        out=str(settings.out),
        warehouse=str(settings.warehouse),
        as_of=settings.as_of.isoformat(),
        lang=settings.lang,
        province=str(settings.province_folder),
        releases=str(settings.releases),
        year=year,
    )
    scratch = settings.work / "dagster"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    # dbt talks to stdout, which is the summary's
    with (
        (settings.work / "dbt.log").open("w", encoding="utf-8") as log,
        redirect_stdout(log),
        DagsterInstance.ephemeral(str(scratch)) as instance,
    ):
        defs.resolve_job_def("end_to_end").execute_in_process(
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            instance=instance,
            partition_key=str(year),
            resources={"run_settings": resource},
        )


def _unforeseen(error: Exception, settings: Settings) -> str:
    """The first line of what nobody expected; the whole of it goes to the run's log."""
    text = "".join(traceback.format_exception(error))
    refused = refusal(text, settings.work)
    if refused and refused.errno in (errno.ENOSPC, errno.EDQUOT):  # what else is refused may be any other place's
        return describe(refused)
    first = (str(error).strip() or type(error).__name__).splitlines()[0]
    log = settings.work / "run.log"
    try:
        log.write_text(text, encoding="utf-8")
    except OSError:
        return _("Lỗi chưa lường trước: {}").format(first)
    return _("Lỗi chưa lường trước: {} (chi tiết: {})").format(first, log)
