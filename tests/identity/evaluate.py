"""How good a linkage is against a known truth. For tests and benchmarks; the pipeline itself never knows the truth."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Quality:
    """Over all pairs of rows: ``precision`` of those linked, ``recall`` of those that are one unit.

    ``by_method``: one row per method with rows, share of all rows, and correct (rows whose unit is mostly made of rows of their own
    true unit). ``errors``: the rows in a unit that is mostly another's, and those apart from most of their true unit's rows.
    """

    precision: float
    recall: float
    by_method: pl.DataFrame
    errors: pl.DataFrame


def evaluate(links: pl.DataFrame, truth: pl.DataFrame) -> Quality:
    """``links``: unit_link. ``truth``: submission_id, table_name, row, true (and sheet, where a table is on several).

    Pairs are counted from the sizes of what units and true units have in common, so that a country takes no longer than a province.
    Raises ValueError where a row of the truth has no link or has two.
    """
    on = [name for name in ("submission_id", "table_name", "sheet", "row") if name in truth.columns]
    rows = truth.join(links, on=on, how="inner", nulls_equal=True)
    if rows.height != truth.height:
        raise ValueError(f"{truth.height} rows of truth meet {rows.height} links")

    def pairs(*by: str) -> int:
        sizes = rows.group_by(*by).len()["len"].cast(pl.Int64)
        return int((sizes * (sizes - 1) // 2).sum())

    both, linked, same = pairs("unit_key", "true"), pairs("unit_key"), pairs("true")
    rows = rows.with_columns(
        in_unit=pl.len().over("unit_key", "true"), unit_size=pl.len().over("unit_key"), true_size=pl.len().over("true")
    ).with_columns(wrong=2 * pl.col("in_unit") < pl.col("unit_size"), missing=2 * pl.col("in_unit") <= pl.col("true_size"))
    rows = rows.with_columns(missing=pl.col("missing") & (pl.col("in_unit") < pl.col("true_size")))
    by_method = rows.group_by("method").agg(rows=pl.len(), share=pl.len() / rows.height, correct=(~pl.col("wrong")).mean()).sort("method")
    return Quality(
        precision=both / linked if linked else 1.0,
        recall=both / same if same else 1.0,
        by_method=by_method,
        errors=rows.filter(pl.col("wrong") | pl.col("missing")),
    )
