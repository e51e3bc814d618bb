"""Stage 5: what leaves the office, a folder a year, refused without the gate's receipt for exactly this warehouse and these rules."""

from collections.abc import Iterator
from datetime import timedelta

from dagster import AssetCheckResult, AssetKey, AssetSpec, FreshnessPolicy, MaterializeResult, MetadataValue, ResourceParam, multi_asset

from pipeline.assets.quality import PUBLISHED, gate_result, gate_spec
from pipeline.assets.resources import POOL, YEARS, said
from pipeline.quality.guarded_run import Run
from pipeline.settings import SUITES, resolve
from pipeline.system import progress

# The province's report leaves before 15 December, made in the five days since the agencies' deadline.
PROVINCE_DEADLINE = FreshnessPolicy.cron("0 0 15 12 *", timedelta(days=5), timezone=resolve().province.time_zone)

SPECS = [
    AssetSpec(
        AssetKey(["outputs", name]),
        description=said(text),
        group_name="outputs",
        deps=[PUBLISHED],
        freshness_policy=PROVINCE_DEADLINE if name == "report" else None,
    )
    for name, text in {
        "report": "Báo cáo chính thức (docx). / The official report.",
        "annex": "Phụ lục (xlsx). / Its annexes.",
        "quality_page": "Báo cáo chất lượng (html) và gate.json, gate.xml. / The quality page and the machines' files.",
        "feedback": "Phản hồi từng nơi gửi (xlsx). / To each sender, its own findings.",
        "data_package": "Các bảng số liệu (Parquet, CSV, datapackage.json). / The marts as open data.",
        "manifest": "Đầu vào, đầu ra và mã băm. / Inputs and outputs with hashes.",
    }.items()
]


REPORT = AssetKey(["outputs", "report"])


@multi_asset(specs=SPECS, check_specs=[gate_spec(REPORT)], name="outputs", partitions_def=YEARS, pool=POOL)
def outputs(run: ResourceParam[Run]) -> Iterator[MaterializeResult | AssetCheckResult]:
    from pipeline.reports.export import export

    with progress.stage("outputs"):
        written = export(run.settings, run.year, SUITES, progress.step)
    folder = MetadataValue.path(str(run.settings.out / str(run.year)))
    for spec in SPECS:
        yield MaterializeResult(spec.key, metadata={"files": written[spec.key.path[-1]], "folder": folder})
    yield gate_result(REPORT, run)
