"""Stage 4: the quality gate. The suites of ``expectations/`` run over the build file; what they found is kept, signed and answered for."""

from collections.abc import Iterator

from dagster import (
    AssetCheckExecutionContext,
    AssetCheckResult,
    AssetCheckSeverity,
    AssetCheckSpec,
    AssetKey,
    MaterializeResult,
    ResourceParam,
    asset,
    multi_asset_check,
)

from pipeline.assets.resources import POOL, YEARS
from pipeline.config import suites as suite_files
from pipeline.config.rules import Suite
from pipeline.quality.guarded_run import Run
from pipeline.quality.stages import complete, stage
from pipeline.settings import SUITES
from pipeline.system import progress

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
    description="Kết quả các quy tắc kiểm tra: từng lỗi, từng ô. / What the rules found, one row a finding.",
)
def fct_finding(run: ResourceParam[Run]) -> MaterializeResult:
    from pipeline.quality.check import check

    with stage(run.settings, run.year, "quality") as settings:
        counts = check(settings.build, SUITES, settings.raw, settings.as_of, run.year, settings.lang, is_now=settings.is_now)
    return MaterializeResult(metadata={"dagster/row_count": sum(counts.values()), **counts})


@multi_asset_check(
    name="expectations",
    specs=[
        AssetCheckSpec(rule.rule, asset=_key(suite), additional_deps=[FINDING], description=f"{rule.vi} / {rule.en}")
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


@asset(
    key=PUBLISHED,
    deps=[FINDING],
    group_name="quality",
    partitions_def=YEARS,
    pool=POOL,
    description="Kho số liệu cho người đọc và biên nhận kiểm tra. / The readers' file, put in place at once, and the gate's receipt.",
)
def published(run: ResourceParam[Run]) -> MaterializeResult:
    from pipeline.quality.publication import publish_checked

    with progress.stage("publish"):
        decision, tables = publish_checked(run.settings, run.year, SUITES)
    return MaterializeResult(metadata={"tables": len(tables), "passed": decision.passed, **decision.findings})
