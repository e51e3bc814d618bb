"""One run of the whole graph in this process: the guard, the Dagster job, and what went wrong as one line."""

import logging
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline.lineage.conditions import check_seed
from pipeline.quality.guarded_run import guarded_run
from pipeline.quality.receipt import read_receipt, receipt_path
from pipeline.reports.unchanged import unchanged
from pipeline.settings import Settings
from pipeline.system.errors import HoptacError, describe, unforeseen
from pipeline.warehouse import dbt_process


@dataclass(frozen=True)
class RunResult:
    """``passed``: the gate let the report leave. ``folder``: where it is. ``unchanged_since``: nothing was to be done since that moment."""

    year: int
    passed: bool
    folder: Path
    unchanged_since: datetime | None = None


def run(
    settings: Settings,
    year: int | None,
    *,
    wait: bool = False,
    again: bool = False,
    start: str = "",
    told: Callable[[str], None] | None = None,
) -> RunResult:
    """raw/ → out/<year>/ as known at ``settings.as_of``. Raises HoptacError with one clear line; the last good outputs stay.

    Nothing is done where all would come out as it is, but ``again``. ``start``: go on from this stage, by what those before it left.
    ``wait``: queue behind another run, which ``told`` is told of; else it is refused.
    """
    check_seed(settings.province)
    try:
        with guarded_run(settings, year, wait=wait, told=told) as guarded:
            if not again and not start and (receipt := unchanged(guarded.settings, guarded.year)):
                return RunResult(guarded.year, receipt.passed, settings.out / str(guarded.year), receipt.moment)
            settings.work.mkdir(parents=True, exist_ok=True)
            with dbt_process.ready(settings.build, settings.province, settings.work / "dbt"):
                _execute(settings, guarded.year, start)
            passed = read_receipt(receipt_path(settings.warehouse, guarded.year)).passed
            return RunResult(guarded.year, passed, settings.out / str(guarded.year))
    except HoptacError:
        raise
    except OSError as error:
        raise HoptacError(describe(error)) from error
    except Exception as error:
        raise HoptacError(unforeseen(error, settings.work / "run.log")) from error


def _execute(settings: Settings, year: int, start: str) -> None:
    """Dagster's job for a year's partition, or its stages from one on; what it resolves for itself are these settings."""
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
        from pipeline.definitions import defs, from_stage

        # each rule as a check of its own is for Dagster's page: here hundreds of events that nobody reads
        assets, checks = from_stage(start)
        job = defs.resolve_job_def("end_to_end").get_subset(asset_selection=assets, asset_check_selection=checks)
        job.execute_in_process(
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}, instance=instance, partition_key=str(year)
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
