"""Cooperatives, unions and groups by sector, summed for tables, sentences and annexes alike. Numbers only."""

import polars as pl

from pipeline.reports.official.report_facts import ReportFacts

SECTORS = ("Nông nghiệp", "Công nghiệp - TTCN", "Xây dựng", "Tín dụng", "Thương mại - Dịch vụ", "Vận tải", "Khác")
SECTOR_COUNTS = ("htx", "active", "unions", "groups", "members", "workers")
SECTOR_MONEY = ("revenue_vnd", "profit_vnd")


def sector_sums(facts: ReportFacts, area_code: str) -> pl.DataFrame:
    """One row a sector of an area in the forms' order, and a last one with ``sector`` null for all of them.

    ``htx active unions groups`` are units, ``active`` null where not known, ``groups`` in a district that did not report;
    ``members workers revenue_vnd profit_vnd`` are of cooperatives, null where there are some and none reported.
    """
    inside = facts.marts.sector.filter(pl.col("area_code") == area_code)
    is_htx, kind = pl.col("unit_type").is_in(facts.province.rules.htx_types), pl.col("unit_type")

    def known(column: str) -> pl.Expr:
        values = pl.col(column).filter(is_htx)
        return pl.when((values.count() > 0) | (pl.col("units").filter(is_htx).sum() == 0)).then(values.sum()).alias(column)

    active, is_heard = pl.col("active_units").filter(is_htx), facts.marts.area_name(area_code) not in facts.silent_districts
    sums = [
        pl.col("units").filter(is_htx).sum().cast(pl.Int64).alias("htx"),
        pl.when(active.null_count() == 0).then(active.sum()).cast(pl.Int64).alias("active"),
        pl.col("units").filter(kind == "LHHTX").sum().cast(pl.Int64).alias("unions"),
        pl.when(pl.lit(is_heard)).then(pl.col("units").filter(kind == "THT").sum()).cast(pl.Int64).alias("groups"),
        *(known(column) for column in ("members", "workers", *SECTOR_MONEY)),
    ]
    place = pl.col("sector").replace_strict({sector: number for number, sector in enumerate(SECTORS)}, default=len(SECTORS))
    by_sector = inside.group_by("sector").agg(sums).sort(place, "sector")
    if by_sector.is_empty():
        return by_sector
    return pl.concat([by_sector, inside.select(pl.lit(None, pl.String).alias("sector"), *sums)])
