"""Stage 4: the quality gate. The suites of ``expectations/`` run over the build file; what they found is kept, signed and answered for."""

import re
from collections.abc import Iterator

from dagster import (
    AssetCheckExecutionContext,
    AssetCheckResult,
    AssetCheckSeverity,
    AssetCheckSpec,
    AssetKey,
    AssetSpec,
    MaterializeResult,
    MetadataValue,
    ResourceParam,
    asset,
    multi_asset,
    multi_asset_check,
)

from pipeline.assets.resources import POOL, YEARS, said
from pipeline.config import suites as suite_files
from pipeline.config.rules import Suite
from pipeline.quality.guarded_run import Run
from pipeline.quality.stages import complete, stage
from pipeline.settings import SUITES
from pipeline.system import progress

_PLACE = re.compile(r"\{[^{}]*\}")  # of a sentence, filled where the rule speaks
FINDING = AssetKey(["mart", "fct_finding"])
PUBLISHED = AssetKey(["warehouse", "published"])
_suites = suite_files.read(SUITES)


def _key(suite: Suite) -> AssetKey:
    return AssetKey(suite.table.split("."))


@asset(
    key=FINDING,
    deps=[_key(suite) for suite in _suites],
    group_name="quality",
    partitions_def=YEARS,
    pool=POOL,
    description=said("Kết quả các quy tắc kiểm tra: từng lỗi, từng ô. / What the rules found, one row a finding."),
)
def fct_finding(run: ResourceParam[Run]) -> MaterializeResult:
    from pipeline.quality.check import check

    with stage(run.settings, run.year, "quality") as settings:
        counts = check(settings.build, SUITES, settings.raw, settings.as_of, run.year, settings.lang, is_now=settings.is_now)
    return MaterializeResult(metadata={"dagster/row_count": sum(counts.values()), **counts})


@multi_asset_check(
    name="expectations",
    specs=[
        AssetCheckSpec(rule.rule, asset=_key(suite), additional_deps=[FINDING], description=said(_PLACE.sub("…", f"{rule.vi} / {rule.en}")))
        for suite in _suites
        for rule in suite.rules
    ],
    can_subset=True,
    pool=POOL,
)
def expectations(context: AssetCheckExecutionContext, run: ResourceParam[Run]) -> Iterator[AssetCheckResult]:
    from pipeline.quality.check import read_checks

    complete(run.settings, run.year)
    outcomes = read_checks(run.settings.build)
    for key in sorted(context.selected_asset_check_keys, key=lambda key: key.name):
        outcome = outcomes[key.name]
        yield AssetCheckResult(
            asset_key=key.asset_key,
            check_name=key.name,
            passed=outcome["passed"],
            severity=AssetCheckSeverity.ERROR if outcome["severity"] == "error" else AssetCheckSeverity.WARN,
            metadata={"observed": str(outcome["observed"]), "expected": str(outcome["expected"])},
        )


def gate_spec(key: AssetKey) -> AssetCheckSpec:
    """The gate as a check of an asset: red where it holds the report back, which stops nothing. The draft is written all the same."""
    return AssetCheckSpec("gate", asset=key, description=said("Báo cáo được phép đi chưa. / May the report leave."))


def gate_result(key: AssetKey, run: Run) -> AssetCheckResult:
    """What holds the year's report back, cell by cell, the heaviest first."""
    from pipeline.quality.receipt import read_receipt, receipt_path
    from pipeline.reports.quality_page.markdown import open_findings

    receipt = read_receipt(receipt_path(run.settings.warehouse, run.year))
    page = run.settings.out / str(run.year) / f"chat-luong-{run.year}.html"
    return AssetCheckResult(
        asset_key=key,
        check_name="gate",
        passed=receipt.passed,
        severity=AssetCheckSeverity.ERROR,
        metadata={
            "findings": MetadataValue.md(open_findings(run.settings.warehouse, run.year, run.settings.lang)),
            "quality_page": MetadataValue.path(str(page)),
            **receipt.findings,
        },
    )


@multi_asset(
    name="published",
    specs=[
        AssetSpec(
            PUBLISHED,
            deps=[FINDING],
            group_name="quality",
            description=said(
                "Kho số liệu cho người đọc và biên nhận kiểm tra. / The readers' file, put in place at once, and the gate's receipt."
            ),
        )
    ],
    check_specs=[gate_spec(PUBLISHED)],
    partitions_def=YEARS,
    pool=POOL,
)
def published(run: ResourceParam[Run]) -> Iterator[MaterializeResult | AssetCheckResult]:
    from pipeline.quality.publication import publish_checked
    from pipeline.quality.receipt import read_receipt, receipt_path

    with progress.stage("publish"):
        decision, tables = publish_checked(run.settings, run.year, SUITES)
    path = receipt_path(run.settings.warehouse, run.year)
    yield MaterializeResult(
        PUBLISHED,
        metadata={
            "tables": len(tables),
            "passed": decision.passed,
            **decision.findings,
            "content_digest": read_receipt(path).content_digest,
            "warehouse": MetadataValue.path(str(run.settings.warehouse)),
            "receipt": MetadataValue.path(str(path)),
        },
    )
    yield gate_result(PUBLISHED, run)
