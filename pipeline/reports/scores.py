"""The quality scores of mart.fct_quality as a matrix to print. They are computed in the warehouse, not here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.reports.findings import has_table, rows_of


def read_scores(warehouse: Path, year: int) -> dict[str, Any] | None:
    """mart.fct_quality as a matrix: ``indicators`` {id: definition}, ``rows`` [(sender, form, {id: score})]; None without the mart."""
    if not has_table(warehouse, "mart", "fct_quality"):
        return None
    found = rows_of(
        warehouse,
        "select * from mart.fct_quality where reference_year = $year order by sender nulls first, form nulls first, indicator",
        year=year,
    )
    rows: dict[tuple[str | None, str | None], dict[str, dict[str, Any]]] = defaultdict(dict)
    for score in found:
        rows[score["sender"], score["form"]][score["indicator"]] = score | {"is_share": is_share(score)}
    definitions = {score["indicator"]: score["definition"] for score in sorted(found, key=lambda score: score["indicator"])}
    return {"indicators": definitions, "rows": [(*key, scores) for key, scores in rows.items()]} if rows else None


def is_share(score: Mapping[str, Any]) -> bool:
    """A score that is its numerator over its denominator is printed in percent; a number of days or years is not."""
    value, numerator, denominator = score["value"], score["numerator"], score["denominator"]
    if value is None or numerator is None or not denominator:
        return False
    return abs(value - numerator / denominator) < 1e-9 and 0 <= value <= 1
