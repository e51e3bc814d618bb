"""What a file alone would be told, before it is filed: the run's own stages over a ``raw/`` that holds this file and nothing else, as it
would be known in its year. A rule that holds a document against others (``needs_others``) is not asked, so every unit listed counts as one
that exists. Nothing is written where the office's documents and figures lie.
"""

import importlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pipeline.config import Province
from pipeline.config.suites import by_id
from pipeline.intake.receive import receive
from pipeline.quality.findings import TOTALS
from pipeline.settings import SUITES, Settings
from pipeline.system import progress
from pipeline.system.child_process import meanwhile
from pipeline.system.errors import HoptacError
from pipeline.system.leftovers import scratch_folder
from pipeline.warehouse import dbt_process, kept_build

_ASKED = ["build", "--select", "+path:models/checks", "--exclude", "resource_type:test", "resource_type:unit_test"]
_SHOWN = ("severity", "rule", "sheet", "row", "column", "value", "message", "remedy")
_SEVERITIES = ("error", "warning", "info")


class UnreadableError(HoptacError):
    """A file of which nothing can be known."""


@dataclass(frozen=True)
class Told:
    """``findings``: dicts as rows of ``mart.fct_finding``, what is wrong in rows before the totals that follow, the worst first, in the
    order of the file; ``not_asked``: ids of the rules that need other documents."""

    findings: list[dict[str, Any]]
    not_asked: list[str]

    @property
    def counts(self) -> dict[str, int]:
        return {severity: sum(one["severity"] == severity for one in self.findings) for severity in _SEVERITIES}

    def as_dict(self) -> dict[str, Any]:
        """For JSON: counts, the findings at their places, what was not asked."""
        shown = [{name: one[name] for name in _SHOWN} for one in self.findings]
        return {"counts": self.counts, "findings": shown, "rules_not_asked": self.not_asked}


def told(file: Path, settings: Settings, sender: str, form: str, year: int) -> Told:
    """Raises ReceiveError for what could not be filed, UnreadableError, TransformError."""
    with scratch_folder("hoptac-check-") as folder:
        own = replace(settings, raw=folder / "raw", warehouse=folder / "hoptac.duckdb", releases=folder / "releases", is_now=False)
        moment = newest_moment(settings.province, year)
        filed = receive(file, own.raw, own.province, sender, form, year, moment, lang=own.lang)
        return _told(replace(own, as_of=moment), filed.relative_to(own.raw).as_posix(), year)


def _told(settings: Settings, path: str, year: int) -> Told:
    settings.work.mkdir()
    meanwhile(lambda: importlib.import_module("great_expectations.core.expectation_suite"))  # seconds, needed at the end
    kept = kept_build.place(settings.province, _ASKED)
    if kept_build.begin(kept, settings.build):
        _write_sent(settings, year)
        with progress.stage("facts"):
            kept_build.finish(settings.build)
    else:
        _build(settings, year, kept)
    from pipeline.quality.run import run_suites

    with progress.stage("quality"):
        found, _, _ = run_suites(settings.build, SUITES, settings.lang, year)
    rules = by_id(SUITES)
    findings = [row for row in found.iter_rows(named=True) if row["path"] == path and not rules[row["rule"]].needs_others]
    for finding in findings:
        if rules[finding["rule"]].nature == "suspicion" and finding["severity"] == "error":
            finding["severity"] = "warning"  # what it weighs, the province's figures tell
        if rules[finding["rule"]].is_unreadable:
            raise UnreadableError("{}: {} {}", Path(path).name, finding["message"], finding["remedy"])
    return Told(sorted(findings, key=_place), sorted(rule.rule for rule in rules.values() if rule.needs_others))


def _build(settings: Settings, year: int, kept: Path) -> None:
    """By dbt, which is made ready meanwhile; what it made is kept for the next file."""
    target = settings.work / "dbt"
    with dbt_process.ready(settings.build, settings.province, target):
        _write_sent(settings, year)
        with progress.stage("facts"):
            process = dbt_process.take(settings.build, settings.province, target)
            dbt_process.say(process, _ASKED)
            dbt_process.done(process, target)
            kept_build.keep(kept, settings.build, target)


def _write_sent(settings: Settings, year: int) -> None:
    from pipeline.quality.stage_work import write_links, write_readings

    with progress.stage("intake"):
        write_readings(settings, year)
    with progress.stage("identity"):
        write_links(settings)


def _place(finding: dict[str, Any]) -> tuple[Any, ...]:
    column = finding["column"] or ""
    severity = finding["severity"]
    first = severity == "info", finding["source"] == TOTALS, _SEVERITIES.index(severity)
    return *first, finding["sheet"] or "", finding["row"] or 0, len(column), column, finding["rule"]


def newest_moment(province: Province, year: int) -> datetime:
    """Now, or the end of the reference year where that is over: what its report may know."""
    end = datetime(year + 1, 1, 1, tzinfo=province.tz) - timedelta(seconds=1)
    return min(datetime.now(UTC).replace(microsecond=0), end)
