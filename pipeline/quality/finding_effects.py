"""What the report's figures would be if a finding is right, and how loud it therefore is: ``mart.fct_finding_effect`` and the severity of
suspicions and certain faults (contract, section 4: what weighs, holds). Not here: how figures are asked (``what_if``).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import polars as pl

from pipeline.config.form import unit_figures
from pipeline.quality import what_if
from pipeline.quality.causes import settle
from pipeline.quality.findings import SCHEMA, in_order
from pipeline.quality.sentences import if_right

DOUBT: dict[str, pl.DataType | type[pl.DataType]] = {
    "finding_id": pl.String,
    "unit_key": pl.String,
    "reference_year": pl.Int32,
    "from_year": pl.Int32,
    "column": pl.String,
    "value": pl.String,
}
"""One row a finding and column of a unit's year (``int_unit_year``) that would be another if the doubt is right, ``value`` as text, null
where it would not be known; ``from_year``: the year whose row of the unit would stand there."""

_CHANGES = """
insert into change
select finding_id, unit_key, reference_year, from_year,
    coalesce(map(list("column" order by "column"), list(value order by "column")), map {})
from (select * replace (coalesce("column", '') as "column") from doubt)
where unit_key is not null
group by finding_id, unit_key, reference_year, from_year
"""
_OTHERWISE = """
select f.finding_id as change_id, o.* exclude (rule) from {table} as o join finding as f on f.rule = o.rule and f.unit_key = o.unit_key"""
_EFFECTS = """
create or replace table mart.fct_finding_effect as
with turned as (
    select distinct v.change_id, v.indicator, year.reference_year
    from changed_verdict as v
    join mart.fct_indicator as i using (reference_year, indicator, area_code)
    cross join unnest([v.reference_year, v.compared_year]) as year (reference_year)
    where v.verdict is distinct from i.verdict
)
select f.change_id as finding_id, cast(f.reference_year as integer) as reference_year, f.indicator,
    f.value as value_if_right, f.change_pct,
    turned.change_id is not null as turns_verdict,
    turned.change_id is not null or f.weight > 1 as holds,
    f.weight
from changed_figure as f
join intermediate.int_indicator as i using (indicator)
left join turned using (change_id, reference_year, indicator)
where i.listed_in in ('plan', 'form') and (f.difference <> 0 or turned.change_id is not null)
order by finding_id, reference_year, indicator
"""
# Of each finding the effect that says most: on a target before an item, one that turns a verdict before others.
_FOREMOST = """
select e.finding_id, e.change_pct, e.turns_verdict, i.kind, i.indicator_name as vi, i.indicator_name_en as en,
    max(e.weight) over (partition by e.finding_id) as weight, bool_or(e.holds) over (partition by e.finding_id) as holds
from mart.fct_finding_effect as e
join intermediate.int_indicator as i using (indicator)
qualify row_number() over (
    partition by e.finding_id order by e.turns_verdict desc, i.listed_in = 'plan' desc, e.weight desc, e.reference_year desc, i.sort_order
) = 1
"""
# A figure that no figure of the report is made of: of its unit, or its column's units, no indicator that holds a report asks for it.
# And the day of a state, unless it is when a unit was dissolved that somebody counts or reports in the year or the year before.
_FEEDS_NONE = """
with about as (
    select finding_id, field, reference_year, unit_key from finding where unit_key is not null
    union all
    select f.finding_id, f.field, f.reference_year, r.unit_key
    from finding as f
    join staging.stg_unit_report as r on r.path = f.path and r.sheet is not distinct from f.sheet
    where f.unit_key is null and f."column" is not null
)
select finding_id from about where field in (select unnest($figures))
except
select a.finding_id
from about as a
join mart.fct_contribution as c on c.unit_key = a.unit_key and c.reference_year = a.reference_year
join intermediate.int_indicator as i on i.indicator = c.indicator
where i.listed_in in ('plan', 'form') and (a.field in (i.figure, i.weight, i.per) or a.field || '_vnd' in (i.figure, i.weight, i.per))
union all
(
    select finding_id from finding where rule in (select unnest($of_state_days)) and unit_key is not null
    except
    select f.finding_id
    from finding as f
    join staging.stg_registry_unit as r on r.unit_key = f.unit_key and r.reference_year = f.reference_year and r.status = 'Đã giải thể'
    join (
        select c.unit_key, c.reference_year
        from mart.fct_contribution as c
        join intermediate.int_indicator as i on i.indicator = c.indicator
        where i.listed_in in ('plan', 'form')
        union all
        select unit_key, reference_year from staging.stg_unit_report
    ) as known on known.unit_key = f.unit_key and f.reference_year - known.reference_year in (0, 1)
)
"""
COMMENTS = {
    None: "Nếu điều cần xem lại là đúng thì số liệu toàn tỉnh sẽ ra sao. Một dòng cho mỗi phát hiện × năm × chỉ tiêu.",
    "finding_id": "Khóa của phát hiện",
    "reference_year": "Năm của số liệu",
    "indicator": "Mã chỉ tiêu",
    "value_if_right": "Giá trị của tỉnh nếu điều nghi ngờ là đúng",
    "change_pct": "Thay đổi so với giá trị đang có, %; của tỷ lệ: điểm phần trăm",
    "turns_verdict": "Kết luận về chỉ tiêu sẽ khác",
    "holds": "Nặng đến mức phải giữ báo cáo lại",
    "weight": "Số liệu thay đổi gấp bao nhiêu lần mức phải giữ báo cáo lại",
}


def weigh(
    connection: duckdb.DuckDBPyConnection,
    findings: pl.DataFrame,
    doubts: pl.DataFrame,
    rules: Sequence[Mapping[str, Any]],
    lang: str = "vi",
) -> pl.DataFrame:
    """The findings as loud as they weigh, in their order; writes the table into the build file.

    A suspicion is an error where it holds, else a warning; a certain fault is at most a warning where it feeds no figure of the report;
    an obligation's weight is its rule's. ``doubts``: as ``DOUBT``; ``rules``: ``pipeline.config.suites.rules``.
    """
    connection.execute(what_if.CHANGE)
    connection.register("doubt", doubts.to_arrow())
    connection.execute(_CHANGES)
    connection.unregister("doubt")
    connection.register(
        "finding", findings.select("finding_id", "rule", "unit_key", "reference_year", "path", "sheet", "column", "field").to_arrow()
    )
    tables = sorted({rule["otherwise"] for rule in rules if rule["otherwise"]})
    what_if.ask(connection, " union all by name ".join(_OTHERWISE.format(table=table) for table in tables) or None)
    connection.execute(_EFFECTS)
    foremost = {row["finding_id"]: row for row in connection.sql(_FOREMOST).pl().to_dicts()}
    asked = {"figures": list(unit_figures()), "of_state_days": [rule["rule"] for rule in rules if rule["is_of_state_day"]]}
    idle = {row[0] for row in connection.execute(_FEEDS_NONE, asked).fetchall()}
    connection.unregister("finding")
    natures = {rule["rule"]: rule["nature"] for rule in rules}
    weighed = [
        row | _weight(row, natures.get(row["rule"]), foremost.get(row["finding_id"]), row["finding_id"] in idle)
        for row in findings.to_dicts()
    ]
    letters = connection.execute("select path, sheet, column_letter, multiplier from mart.dim_column").fetchall()
    units = {row[:3]: row[3] for row in letters}
    said = [
        row | _if_right(row, foremost[row["finding_id"]], units.get((row["path"], row["sheet"], row["column"])), lang)
        if row["severity"] != "info" and natures.get(row["rule"]) == "suspicion" and row["finding_id"] in foremost
        else row
        for row in settle(weighed, lang)
    ]
    return in_order(pl.DataFrame(said, schema=SCHEMA))


def _weight(finding: dict[str, Any], nature: str | None, effect: dict[str, Any] | None, is_idle: bool) -> dict[str, Any]:
    """Severity and weight that a finding gets of its effect. ``is_idle``: no figure of the report is made of its cell."""
    weight = {"weight": effect["weight"]} if effect else {}
    if finding["severity"] == "info" or nature not in ("suspicion", "certain"):
        return weight
    if nature == "certain":
        return weight | ({"severity": "warning"} if is_idle else {})
    return weight | {"severity": "error" if effect and effect["holds"] else "warning"}


def _if_right(finding: dict[str, Any], effect: dict[str, Any], multiplier: float | None, lang: str) -> dict[str, Any]:
    """The message with what the doubt does to the report. ``multiplier``: đồng per unit of the cell's column, if there is one."""
    is_money = unit_figures().get(finding["field"] or "", "").endswith("_vnd")
    return {"message": f"{finding['message']} {if_right(finding, effect, (multiplier or 1) if is_money else None, lang)}"}
