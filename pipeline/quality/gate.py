"""May the report of a year leave? Counts open findings and says what holds it back.

**What holds a year's report:** open errors of every document that its figures rest on, in whichever year they were found, and those that
are of no year. Which these are is not a matter of rules (``report_years``).
"""

from dataclasses import dataclass
from typing import Any

import polars as pl

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


def decide(findings: pl.DataFrame, year: int, checks: list[dict[str, Any]] | None = None) -> Decision:
    """The gate's decision on a year from its report's findings (``report_years.OF_YEAR``). ``checks`` of ``run_suites`` are narrowed to
    the open ones."""
    still_open = findings.filter(~pl.col("is_waived") & ~pl.col("is_confirmed"))
    open_errors = still_open.filter(pl.col("severity") == "error")
    counts = dict(findings.group_by("severity").len().iter_rows())
    return Decision(
        year=year,
        passed=open_errors.is_empty(),
        open_errors=open_errors,
        findings={name: counts.get(name, 0) for name in ("error", "warning", "info")},
        waived=findings.filter("is_waived").height,
        checks=_checks_of_year(checks or [], still_open),
    )


def _checks_of_year(checks: list[dict[str, Any]], still_open: pl.DataFrame) -> list[dict[str, Any]]:
    """One check a rule × severity that occurs, and one a rule that is silent or could not run."""
    found: dict[str, list[tuple[str, int]]] = {}
    for rule, severity, count in still_open.group_by("rule", "severity").len().sort("rule", "severity").iter_rows():
        found.setdefault(rule, []).append((severity, count))
    known = {check["name"]: check for check in reversed(checks)}
    narrowed = []
    for name, check in reversed(known.items()):
        if check["observed"] is None or name.startswith(_OF_TABLE):
            narrowed.append(check)
        elif name in found:
            narrowed += [check | {"severity": severity, "passed": False, "observed": count} for severity, count in found[name]]
        else:
            narrowed.append(check | {"passed": True, "observed": 0})
    # the gate's own rules speak only where they found something
    own = [rule for rule in found if rule not in known and rule not in ("table_missing", "table_too_short", "check_could_not_run")]
    return narrowed + [
        {"name": rule, "table": None, "severity": severity, "passed": False, "observed": count, "expected": 0}
        for rule in own
        for severity, count in found[rule]
    ]
