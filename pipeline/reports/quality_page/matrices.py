"""The page's two tables: who sent what when of what is owed (mart.fct_submission), and the quality scores (mart.fct_quality).

Counted and arranged; no words and no layout. Scores are computed in the warehouse, not here.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.config import Province
from pipeline.reports.findings import rows_of

TIMELINESS = ("on_time", "late", "missing")


@dataclass(frozen=True)
class Agency:
    """What one agency owes: a dict a form with ``form timeliness days_late received_at`` (of the first version) ``corrections
    corrected_at`` (how many newer ones, when the newest) ``was_read``; and how many of each timeliness."""

    agency_name: str
    obligations: list[dict[str, Any]]
    counts: Counter[str]


@dataclass(frozen=True)
class Punctuality:
    """The table: one row an agency, in the order of the province's agencies. ``shares``: percent of all that is owed, by timeliness."""

    rows: list[Agency]
    counts: Counter[str]
    shares: dict[str, float]


def read_punctuality(warehouse: Path, province: Province, year: int) -> Punctuality:
    """The year's obligations of each agency as known at the warehouse's as-of day. Raises duckdb.Error."""
    found = rows_of(
        warehouse,
        """
        select sender, form, any_value(timeliness) as timeliness, any_value(days_late) as days_late, min(received_at) as received_at,
            greatest(count(received_at) - 1, 0) as corrections,
            case when count(received_at) > 1 then max(received_at) end as corrected_at,
            coalesce(bool_or(was_read) filter (where is_current), false) as was_read
        from mart.fct_submission where reference_year = $year and is_owed group by sender, form order by sender, form
        """,
        year=year,
    )
    owed: dict[str, list[dict[str, Any]]] = {agency.sender: [] for agency in province.agencies_of(year)}
    for row in found:
        owed.setdefault(row["sender"], []).append(row)
    names = {agency.sender: agency.agency_name for agency in province.agencies_of(year)}
    rows = [Agency(names.get(sender, sender), mine, _counts(mine)) for sender, mine in owed.items() if mine]
    counts = _counts(found)
    shares = dict(zip(TIMELINESS, tenths([counts[word] for word in TIMELINESS]), strict=True)) if found else {}
    return Punctuality(rows, counts, shares)


def _counts(obligations: list[dict[str, Any]]) -> Counter[str]:
    return Counter(row["timeliness"] for row in obligations)


def tenths(counts: list[int]) -> list[float]:
    """Shares in percent with one decimal that add to exactly 100.0: each rounded down, the missing tenths to the largest remainders."""
    total = sum(counts)
    down = [1000 * count // total for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda index: (-(1000 * counts[index] % total), index))
    for index in by_remainder[: 1000 - sum(down)]:
        down[index] += 1
    return [value / 10 for value in down]


def read_scores(warehouse: Path, year: int, lang: str = "vi") -> dict[str, Any] | None:
    """mart.fct_quality, all items together, as a matrix; None where none was computed.

    ``indicators`` {id: {name, formula, source, unit}}; ``rows`` [(sender, form, {id: score})]: the province, then by sender; a sender
    with one form has one row, that of the form, and one with several has a row of all before them.
    """
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
