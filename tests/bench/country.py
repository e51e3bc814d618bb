"""A country's year, 33,000 units in 700 workbooks, through intake and identity, beside the same work by openpyxl and pandas."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

import polars as pl

from tests.bench.country_files import receive_one_more, write_country
from tests.bench.measure import Cost, median, once
from tests.identity.evaluate import evaluate

ROUNDS = 2  # of the analyst's, with ours before, between and after


def measure() -> None:
    """Ours with an empty cache and the analyst's by turns, so that both meet a machine's slow minutes alike, then ours after one new
    file. Stops where sums differ."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "raw").mkdir()
        truth = write_country(home)
        runs, analysts = [_ours(home)], []
        for _ in range(ROUNDS):
            analysts.append(once([sys.executable, "-m", "tests.bench.analyst", str(home)]))
            runs += [_ours(home), _ours(home)]
        quality = evaluate(pl.read_parquet(home / "links.parquet"), truth)
        receive_one_more(home)
        again = _ours(home, keep_cache=True)
    ours, theirs = json.loads(runs[-1].out), json.loads(analysts[-1].out)
    for name in ("members", "revenue_vnd", "days", *(("rows", table) for table in ours["rows"])):
        mine, right = (found[name] if isinstance(name, str) else found["rows"][name[1]] for found in (ours, theirs))
        if mine != right:
            raise SystemExit(f"{name}: {mine} against {right}: not the same work")
    run, analyst = median(runs), median(analysts)
    values = analyst.wall - theirs["look_seconds"]
    units = ours["rows"]["unit_report"]
    print(f"country run       {run.wall:6.1f} s  {run.cpu:6.1f} s CPU  {run.peak:5.0f} MB  {units} units in 700 workbooks")
    print(f"                  intake {ours['intake_seconds']:.1f} s, identity {ours['identity_seconds']:.1f} s")
    print(
        f"openpyxl + pandas {analyst.wall:6.1f} s  {analyst.cpu:6.1f} s CPU  {analyst.peak:5.0f} MB  without the second look {values:.1f} s"
    )
    print(f"ratio             {analyst.wall / run.wall:6.1f}    {analyst.cpu / run.cpu:6.1f} CPU  (goal: at least 10)")
    print(f"  no second look  {values / run.wall:6.1f}")
    print(f"linkage           precision {quality.precision:.5f}  recall {quality.recall:.5f}")
    print(f"after one file    {again.wall:6.1f} s  files read: {json.loads(again.out)['files_read']}")


def _ours(home: Path, *, keep_cache: bool = False) -> Cost:
    if not keep_cache:
        shutil.rmtree(home / "cache", ignore_errors=True)
    run = once([sys.executable, "-m", "tests.bench.country_read", str(home)])
    if run.code:
        raise SystemExit(f"country_read ended with {run.code}")
    return run
