"""The quality scores of mart.fct_quality as a matrix to print. They are computed in the warehouse, not here."""

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from pipeline.reports.findings import has_table, rows_of


def read_scores(warehouse: Path, year: int, lang: str = "vi") -> dict[str, Any] | None:
    """mart.fct_quality, all items together, as a matrix; None without the mart.

    ``indicators`` {id: {name, formula, source, unit}}; ``rows`` [(sender, form, {id: score})]: the province, then by sender; a sender
    with one form has one row, that of the form, and one with several has a row of all before them.
    """
    if not has_table(warehouse, "mart", "fct_quality"):
        return None
    name, formula = ("indicator_name", "formula") if lang == "vi" else ("indicator_name_en", "formula_en")
    found = rows_of(
        warehouse,
        f"""
        select q.*, d.{name} as name, d.{formula} as formula, d.source, d.unit_of_measure, d.sort_order
        from mart.fct_quality as q
        join mart.dim_quality as d using (indicator)
        where q.reference_year = $year and q.item is null
        order by q.sender nulls first, q.form nulls first, d.sort_order
        """,
        year=year,
    )
    rows: dict[tuple[str | None, str | None], dict[str, dict[str, Any]]] = defaultdict(dict)
    for score in found:
        rows[score["sender"], score["form"]][score["indicator"]] = score
    forms = Counter(sender for sender, form in rows if form is not None)
    shown = {key: scores for key, scores in rows.items() if key[1] is not None or key[0] is None or forms[key[0]] != 1}
    described = {score["indicator"]: score for score in sorted(found, key=lambda score: score["sort_order"])}
    return {"indicators": described, "rows": [(*key, scores) for key, scores in shown.items()]} if rows else None
