"""The whole of ``raw/`` → the landing tables, as known at a moment. Orders the work; each step lives in its own module."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.config import Province
from pipeline.intake import cache as kept_files
from pipeline.intake import correction_outcomes, frames, work
from pipeline.intake import forms as form_data
from pipeline.intake.corrections import Correction, read_corrections
from pipeline.intake.parsed import Request
from pipeline.intake.register import read_register, resolve
from pipeline.intake.worker import Job
from pipeline.system.folding import same_path

Progress = Callable[[int, int], None]


def read_raw(
    raw: Path, province: Province, as_of: datetime, cache: Path | None = None, progress: Progress | None = None, *, is_now: bool = False
) -> dict[str, pl.DataFrame]:
    """All landing tables (``schema.LANDING``) of everything received at or before ``as_of``, superseded versions too.

    ``cache``: a folder for parsed files, None for none. ``progress(done, total)`` counts files.
    ``is_now``: as ``read_register`` takes it. Raises IntakeError where the
    register cannot be read; whatever is wrong with a single file is a finding.
    """
    submission, finding = read_register(raw, province, as_of, is_now=is_now)
    forms = form_data.load()
    corrections, refused = read_corrections(raw, province, as_of, is_now=is_now)
    by_path = correction_outcomes.by_path(corrections)
    requests = {row["submission_id"]: request_of(row, province, by_path) for row in submission.iter_rows(named=True)}
    keys = [
        kept_files.key(row["sha256"], requests[row["submission_id"]]) if row["sha256"] else None for row in submission.iter_rows(named=True)
    ]
    submission = submission.with_columns(key=pl.Series(keys, dtype=pl.String))
    wanted = submission["key"].drop_nulls().unique(maintain_order=True).to_list()

    kept = kept_files.load(cache, forms)
    known = set(kept["file"]["key"])
    jobs = _jobs(raw, submission, requests, known)
    if jobs:
        kept = frames.join([kept, work.read(jobs, province.limits, _counter(progress, len(wanted) - len(jobs), len(wanted)))])
        if cache is not None:
            kept_files.save(cache, forms, kept, wanted)
    if progress:
        progress(len(wanted), len(wanted))

    here = frames.of_keys(kept, wanted)
    tables = frames.attach(here, submission.filter(pl.col("key").is_not_null()))
    read = here["file"].filter("was_read")["key"]
    tables["submission"] = submission.with_columns(was_read=pl.col("key").is_in(read.implode()).fill_null(False)).drop("key")
    tables["correction"] = correction_outcomes.outcomes(corrections, here["correction"], submission)
    about = correction_outcomes.findings(tables["correction"], submission, refused)
    tables["finding"] = pl.concat([finding, about, tables["finding"]])
    return tables


def request_of(row: dict[str, Any], province: Province, corrections: Mapping[str, tuple[Correction, ...]]) -> Request:
    """What a submission's file should hold. ``corrections``: by path, as ``same_path`` writes it."""
    year = row["reference_year"]
    owed = [owed for owed in province.owed_by(row["sender"], year) if owed.form == row["form"]]
    sheets = tuple(sorted({sheet for item in owed for sheet in item.sheets}))
    offices = province.offices_of(year)
    office = next((name for sender, name in offices if sender == row["sender"]), "")
    own = corrections.get(same_path(row["path"]), ())
    window = province.window_of(year, with_last=row["form"] != "agency_report")  # the lists tell last year's new units too
    return Request(row["form"], year, sheets, own, office, offices, window)


def _jobs(raw: Path, submission: pl.DataFrame, requests: dict[str, Request], known: set[str]) -> list[Job]:
    jobs: dict[str, Job] = {}
    for row in submission.iter_rows(named=True):
        if row["key"] is not None and row["key"] not in known and row["key"] not in jobs:
            path = resolve(raw, row["path"])
            if path is None:
                raise work.changed(row["path"])
            jobs[row["key"]] = Job(row["key"], row["sha256"], path, requests[row["submission_id"]], path.stat().st_size)
    return list(jobs.values())


def _counter(progress: Progress | None, done: int, total: int) -> Callable[[int], None]:
    def count(more: int) -> None:
        nonlocal done
        done += more
        if progress:
            progress(done, total)

    return count
