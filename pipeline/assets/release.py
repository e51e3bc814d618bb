"""Stage 5: what leaves the office, a folder a year, refused without the gate's receipt for exactly this warehouse and these rules."""

from collections.abc import Iterator
from datetime import timedelta

from dagster import AssetExecutionContext, AssetKey, AssetSpec, FreshnessPolicy, MaterializeResult, StaticPartitionsDefinition, multi_asset

from pipeline import config
from pipeline.assets.quality import PUBLISHED
from pipeline.assets.resources import RunSettings
from pipeline.settings import SUITES
from pipeline.system import progress

YEARS = StaticPartitionsDefinition([str(row.reference_year) for row in config.load().reference_years])

# The province's report leaves before 15 December, made in the five days since the agencies' deadline.
PROVINCE_DEADLINE = FreshnessPolicy.cron("0 0 15 12 *", timedelta(days=5), timezone=config.load().time_zone)

SPECS = [
    AssetSpec(
        AssetKey(["release", name]),
        description=text,
        group_name="release",
        deps=[PUBLISHED],
        partitions_def=YEARS,
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


@multi_asset(specs=SPECS, name="release")
def release(context: AssetExecutionContext, run_settings: RunSettings) -> Iterator[MaterializeResult]:
    from pipeline.reports.export import export

    settings = run_settings.settings()
    with progress.stage("release"):
        written = export(settings, int(context.partition_key), SUITES, progress.step)
    for spec in SPECS:
        yield MaterializeResult(spec.key, metadata={"files": written[spec.key.path[-1]]})
