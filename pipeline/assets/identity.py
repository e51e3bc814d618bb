"""Stage 2: which rows are the same unit. Assets ``identity/*`` and ``landing/finding``, which both stages fill."""

from collections.abc import Iterator

from dagster import AssetKey, AssetSpec, MaterializeResult, ResourceParam, multi_asset

from pipeline.assets.resources import POOL, YEARS, said
from pipeline.quality.guarded_run import Run
from pipeline.quality.stages import stage

LINKED = ("registry_unit", "unit_report", "alliance_member", "rating_report")
_deps = [AssetKey(["landing", table]) for table in (*LINKED, "submission", "sheet_column", "sheet_read")]

SPECS = [
    AssetSpec(AssetKey(["identity", name]), description=said(text), group_name="identity", deps=_deps)
    for name, text in {
        "unit_link": "Dòng nào là đơn vị nào. / Which row is which unit, by which rule.",
        "unit": "Các đơn vị từng xuất hiện. / Every unit ever seen.",
        "unit_alias": "Tên và mã của từng đơn vị theo nguồn. / Names and codes by source.",
        "review": "Liên kết cần người xem lại. / Links for a person to look at.",
        "decision": "Quyết định của người, với các dòng được nối lại. / People's decisions, with the rows they move.",
    }.items()
] + [
    AssetSpec(
        AssetKey(["landing", "finding"]),
        description=said("Điều cần xem lại khi đọc tệp và nối đơn vị. / What reading and linking found."),
        group_name="identity",
        deps=_deps,
    )
]


@multi_asset(specs=SPECS, name="identity", partitions_def=YEARS, pool=POOL)
def identity(run: ResourceParam[Run]) -> Iterator[MaterializeResult]:
    from pipeline.quality.stage_work import write_links

    with stage(run.settings, run.year, "identity") as settings:
        rows = write_links(settings)
    for spec in SPECS:
        yield MaterializeResult(spec.key, metadata={"dagster/row_count": rows[spec.key.path[-1]]})
