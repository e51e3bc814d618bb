"""The quality scores (mart.fct_quality) as a sentence each, and what of them is an agency's own as a table.

Scores are computed in the warehouse; which have a sentence, and which an agency can do something about, say the page's words.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.config import Province
from pipeline.office.clauses import listing
from pipeline.office.wording import Wording
from pipeline.reports.findings import rows_of

Score = Mapping[str, Any]


@dataclass(frozen=True)
class Scores:
    """``said``: by score the sentence on the province; ``without``: names of those that nothing could be divided for; ``rows``: (who,
    by score its value in print), a row an agency or, where it sends several, a form; ``alone``: a sentence on those with one score."""

    said: dict[str, str]
    without: list[str]
    rows: list[tuple[str, dict[str, str]]]
    alone: list[str]


def read_scores(warehouse: Path, province: Province, year: int, wording: Wording, words: Mapping[str, Any]) -> Scores:
    """Of the year, all items together, beside the year before. ``words``: the page's. Raises ReadError."""
    found = rows_of(
        warehouse,
        """
        select q.reference_year, q.sender, coalesce(a.agency_name, q.sender) as agency_name, q.form, q.indicator, q.value, q.numerator,
            q.denominator, d.unit_of_measure, d.indicator_name, d.indicator_name_en
        from mart.fct_quality as q
        join mart.dim_quality as d using (indicator)
        left join mart.dim_agency as a using (sender)
        where q.reference_year between $year - 1 and $year and q.item is null
        order by d.sort_order, q.sender nulls first, q.form nulls first
        """,
        year=year,
    )
    now = [row for row in found if row["reference_year"] == year]
    before = {row["indicator"]: row for row in found if row["reference_year"] < year and row["sender"] is None}
    of_province = [row for row in now if row["sender"] is None and row["indicator"] in words["scores"]["said"]]
    name = "indicator_name" if wording.lang == "vi" else "indicator_name_en"
    of_agencies = _rows([row for row in now if row["sender"] is not None], province, wording, words)
    return Scores(
        {row["indicator"]: _sentence(row, before.get(row["indicator"]), wording, words) for row in of_province if row["value"] is not None},
        [row[name] for row in of_province if row["value"] is None],
        [(who, values) for who, values in of_agencies if len(values) > 1],
        _alone([(who, *values.popitem()) for who, values in of_agencies if len(values) == 1], words),
    )


def _sentence(score: Score, before: Score | None, wording: Wording, words: Mapping[str, Any]) -> str:
    earlier = ""
    if before and before["value"] is not None:
        kind = "before_days" if "{side}" in words["scores"]["said"][score["indicator"]] else "before"
        earlier = words["scores"][kind].format(value=_value(before, wording), side=_side(before, words))
    counts = {name: wording.number(score[name]) for name in ("numerator", "denominator")}
    said = {"value": _value(score, wording), "side": _side(score, words), "before": earlier} | counts
    return str(words["scores"]["said"][score["indicator"]].format(**said))


def _rows(scores: list[Score], province: Province, wording: Wording, words: Mapping[str, Any]) -> list[tuple[str, dict[str, str]]]:
    """In the order of the province's agencies; rows without any score that an agency can do something about are left out."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    order = {agency.sender: place for place, agency in enumerate(province.agencies)}
    for score in sorted(scores, key=lambda score: (order.get(score["sender"], len(order)), score["form"] or "")):
        if score["form"] is not None and score["indicator"] in words["scores"]["of_agency"] and score["value"] is not None:
            found.setdefault((score["sender"], score["form"]), {})[score["indicator"]] = _value(score, wording)
    names, forms = {score["sender"]: score["agency_name"] for score in scores}, Counter(sender for sender, _ in found)
    return [
        (names[sender] if forms[sender] == 1 else f"{names[sender]}, {words['forms'].get(form, form)}", values)
        for (sender, form), values in found.items()
    ]


def _alone(rows: list[tuple[str, str, str]], words: Mapping[str, Any]) -> list[str]:
    """``rows``: (who, score, value in print)."""
    by_score: dict[str, list[str]] = {}
    for who, score, value in rows:
        by_score.setdefault(score, []).append(f"{who} {value}")
    heads = words["scores"]["of_agency"]
    return [words["scores"]["alone"].format(score=heads[score], names=listing(names, "; ")) for score, names in by_score.items()]


def _value(score: Score, wording: Wording) -> str:
    """Days without their sign, which ``_side`` says."""
    value = abs(score["value"])
    if score["unit_of_measure"] == "%":
        return wording.percent(score["value"])
    return wording.number(value, 0 if value == int(value) else 1)


def _side(score: Score, words: Mapping[str, Any]) -> str:
    return str(words["scores"]["sides"]["early" if score["value"] < 0 else "after"])
