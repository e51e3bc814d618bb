"""Stage 1: what the offices sent, as typed rows with their place. Assets ``landing/*``."""

from collections.abc import Iterator
from datetime import timedelta

from dagster import AssetKey, AssetSpec, FreshnessPolicy, MaterializeResult, ResourceParam, multi_asset

from pipeline import settings as run_settings
from pipeline.assets.resources import POOL, YEARS, said
from pipeline.config.form import read
from pipeline.quality.guarded_run import Run
from pipeline.quality.stages import stage

DESCRIPTIONS = {form.table: f"{form.description.vi}. / {form.description.en}." for form in read()[0]} | {
    "submission": "Sổ văn bản đến: mỗi phiên bản báo cáo nhận được. / The register of incoming documents, one row a version.",
    "sheet_column": "Cột của từng trang tính đã đọc. / Which column of which sheet held which field.",
    "sheet_read": "Bảng đã đọc trong từng tệp. / Which table was read from which sheet.",
    "correction": "Ô do Liên minh đính chính. / Cells that the Alliance mends, one row a correction.",
    "reading": "Mã băm của mọi số liệu đã đọc, một dòng. / The digest of all that was read, one row.",
    "intake_finding": "Điều cần xem lại khi đọc tệp. / What reading found.",
    "release": "Các bản phát hành trước lượt chạy. / The releases before this run, one row each.",
    "revision": "Số liệu của các bản phát hành. / What the releases so far say differently.",
    "run": "Thiết lập của lượt chạy. / The run's settings, one row.",
    "htx_type": "Loại hình được tính là HTX. / Unit types that count as cooperatives.",
    "effective_rating": "Xếp loại được tính là có hiệu quả. / Ratings that count as effective.",
    "rule": "Quy tắc của cửa kiểm tra. / The gate's rules, one row each.",
    "tolerance": "Ngưỡng mà các quy tắc đặt ra. / The rules' tolerances, one row a bound.",
}

register = AssetSpec(
    AssetKey(["raw", "incoming"]),
    description=said("raw/incoming.csv và các tệp các nơi gửi. / The register of incoming documents and its files."),
    group_name="raw",
)

# What the agencies owe is in by the first moment of 10 December; read again in the nine days before it.
AGENCIES_DEADLINE = FreshnessPolicy.cron("0 0 10 12 *", timedelta(days=9), timezone=run_settings.resolve().province.time_zone)

SPECS = [
    AssetSpec(
        AssetKey(["landing", table]),
        description=said(description),
        group_name="intake",
        deps=[register],
        freshness_policy=AGENCIES_DEADLINE if table == "submission" else None,
    )
    for table, description in DESCRIPTIONS.items()
]


@multi_asset(specs=SPECS, name="intake", partitions_def=YEARS, pool=POOL)
def landing(run: ResourceParam[Run]) -> Iterator[MaterializeResult]:
    from pipeline.quality.stage_work import write_readings

    with stage(run.settings, run.year, "intake") as settings:
        rows = write_readings(settings, run.year)
    files = rows["submission"]
    for spec in SPECS:
        yield MaterializeResult(spec.key, metadata={"dagster/row_count": rows[spec.key.path[-1]], "files": files})
