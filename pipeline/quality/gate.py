"""May the report of a year leave? Counts open findings and says what holds it back.

**What holds a year's report:** open errors of that reference year, and open errors about the whole warehouse. Rules that
compare two years put their finding at the newer one. Of the year before, only those errors hold that could make one of this
year's comparisons *wrong*: rules marked ``feeds_next_year`` in their suite (cells of units, registry, ratings, the
Alliance's list). They are said again in the newer year (``carry_over``), so that whoever reads a year sees all that holds it.
Last year's missing or late files, totals and tasks do not hold: what is missing shows as undetermined, totals are only
printed beside, and each year had its own gate and signatures.
"""

from dataclasses import dataclass
from typing import Any

import polars as pl

from pipeline.quality.findings import frame, in_order
from pipeline.quality.sentences import of_gate

_OF_TABLE = "has_rows"


@dataclass(frozen=True)
class Decision:
    """``findings``: counts by severity of the year, waived ones included; ``open_errors``: rows that hold the report back."""

    year: int
    passed: bool
    open_errors: pl.DataFrame
    findings: dict[str, int]
    waived: int
    checks: list[dict[str, Any]]


def of_year(findings: pl.DataFrame, year: int) -> pl.DataFrame:
    """A year's findings, with those about the whole warehouse (no year)."""
    return findings.filter((pl.col("reference_year") == year) | pl.col("reference_year").is_null())


def carry_over(findings: pl.DataFrame, years: list[int], lang: str = "vi") -> pl.DataFrame:
    """Findings with each open error that feeds the next year said again in that year, where it is one of ``years``.

    Call it after waivers: what was signed for in its own year is not said again.
    """
    open_errors = findings.filter(
        (pl.col("severity") == "error") & ~pl.col("is_waived") & pl.col("feeds_next_year") & pl.col("reference_year").is_not_null()
    )
    again = []
    for row in open_errors.iter_rows(named=True):
        newer = row["reference_year"] + 1
        if newer in years:
            values = {"last_year": row["reference_year"], "year": newer, "message": row["message"], "remedy": row["remedy"]}
            place = {key: row[key] for key in ("sender", "path", "sheet", "row", "column", "unit_key", "table_name", "field")}
            said = of_gate("open_error_of_last_year", values, lang)
            again.append(place | said | {"reference_year": newer, "value": row["rule"] if row["value"] is None else row["value"]})
    return in_order(pl.concat([findings, frame(again)]))


def decide(findings: pl.DataFrame, year: int, checks: list[dict[str, Any]] | None = None) -> Decision:
    """The gate's decision on a year. ``checks`` of ``run_suites`` are narrowed to the year's open findings."""
    mine = of_year(findings, year)
    still_open = mine.filter(~pl.col("is_waived"))
    open_errors = still_open.filter(pl.col("severity") == "error")
    counts = dict(mine.group_by("severity").len().iter_rows())
    return Decision(
        year=year,
        passed=open_errors.is_empty(),
        open_errors=open_errors,
        findings={name: counts.get(name, 0) for name in ("error", "warning", "info")},
        waived=mine.filter("is_waived").height,
        checks=_checks_of_year(checks or [], still_open),
    )


def _checks_of_year(checks: list[dict[str, Any]], still_open: pl.DataFrame) -> list[dict[str, Any]]:
    by_rule = dict(still_open.group_by("rule").len().iter_rows())
    severities = dict(still_open.select("rule", "severity").unique("rule").iter_rows())
    known = {check["name"] for check in checks}
    narrowed = []
    for check in checks:
        could_run = check["observed"] is not None and not check["name"].startswith(_OF_TABLE)
        count = by_rule.get(check["name"], 0)
        narrowed.append(check | {"passed": count == 0, "observed": count} if could_run else check)
    # the gate's own rules (waivers, last year's errors) speak only where they found something
    own = [
        rule for rule in sorted(by_rule) if rule not in known and rule not in ("table_missing", "table_too_short", "check_could_not_run")
    ]
    return narrowed + [
        {"name": rule, "table": None, "severity": severities[rule], "passed": False, "observed": by_rule[rule], "expected": 0}
        for rule in own
    ]
