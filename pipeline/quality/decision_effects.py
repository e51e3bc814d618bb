"""What a decision does to the province's figures: each that would be another without it, from what to what, or that rests on it where
nobody knows what would be right. ``mart.fct_decision_effect``, from the contributions; nothing is built anew.

Of a figure of biểu 2: as it stood in the file before it was corrected; of one that was signed for or confirmed, as in the unit's nearest
other year. Of a row that was linked: with the row at the unit that would have it without the decision.
"""

import duckdb

from pipeline.quality import what_if
from pipeline.quality.decided_cells import find_cells

_TOUCHED = """
create or replace temp table touched as
with indicator as (
    select *, listed_in = 'plan' as is_target from intermediate.int_indicator
    where listed_in in ('plan', 'form') and same_as = indicator and scope is not null
),
-- Which indicators a cell of a table feeds: of a figure those that are made of it, else all that the table decides.
fed as (
    select cell.*, i.indicator, i.is_target, i.per, i.figure, i.weight,
        coalesce(cell.field in (i.figure, i.weight) or cell.field || '_vnd' in (i.figure, i.weight), false) as is_counted,
        coalesce(cell.field = i.weight, false) as is_weight
    from decided_cell as cell
    join indicator as i on case cell.table_name
        when 'registry_unit' then i.rests_on_registry
        when 'unit_report' then i.rests_on_report
        when 'alliance_member' then i.rests_on_alliance
        when 'rating_report' then coalesce(i.flag in ('is_effective', 'rating'), false)
        else false
    end
    where cell.moved_back is distinct from 0
),
of_figure as (
    select *, table_name = 'unit_report' and bool_or(is_counted) over (partition by decision_id) as is_figure from fed
)
select o.*, c.is_reported, c.numerator as n, coalesce(c.denominator, 0) as d,
    coalesce(later.numerator, earlier.numerator) as near_n, coalesce(later.denominator, earlier.denominator) as near_d
from of_figure as o
left join mart.fct_contribution as c
    on c.unit_key = o.unit_key and c.reference_year = o.figure_year and c.indicator = o.indicator
left join mart.fct_contribution as later
    on later.unit_key = o.unit_key and later.reference_year = o.figure_year + 1 and later.indicator = o.indicator
left join mart.fct_contribution as earlier
    on earlier.unit_key = o.unit_key and earlier.reference_year = o.figure_year - 1 and earlier.indicator = o.indicator
where (not o.is_figure or o.is_counted) and (o.is_figure or o.unit_key is null or c.numerator is not null)
"""
_FIGURES = """
create or replace temp table changed_figure as
-- What the unit would add: as it stood in the file; of what is signed for, as in its nearest other year; with the row where it was before.
with otherwise as (
    select *,
        case
            when register = 'identity' then (1 + moved_back) * n
            when not is_figure then null
            when register in ('waiver', 'confirmation') then near_n
            else coalesce(n, 0) * coalesce(ratio, 0)
        end as other_n,
        case
            when per is null or per = 'units' and register <> 'identity' or table_name in ('alliance_member', 'rating_report') then d
            when register = 'identity' then (1 + moved_back) * d
            when register in ('waiver', 'confirmation') then near_d
            else d * case when is_weight then coalesce(ratio, 0) when ratio is null then 0 else 1 end
        end as other_d,
        case
            when is_figure and register <> 'identity' then case register when 'correction' then ratio else near_n end is not null
            else is_reported
        end as is_other_reported
    from touched
),
moved as (
    select decision_id, figure_year, indicator, sum(other_n - coalesce(n, 0)) as by_n, sum(other_d - d) as by_d,
        coalesce(sum(cast(is_other_reported as integer) - cast(is_reported as integer)), 0) as by_reported
    from otherwise
    where unit_key is not null
    group by decision_id, figure_year, indicator
)
select moved.decision_id as change_id, p.reference_year, p.indicator,
    p.exact_numerator + by_n as numerator, p.exact_denominator + case when p.is_fraction then by_d else 0 end as denominator,
    p.units_expected, p.units_reported + by_reported as units_reported,
    case
        when by_n = 0 and by_d = 0 then null
        when p.is_fraction then p.scale * cast(p.exact_numerator + by_n as double) / nullif(cast(p.exact_denominator + by_d as double), 0)
        else cast(p.exact_numerator + by_n as double)
    end as value
from moved
join intermediate.int_indicator_compared as p
    on p.reference_year = moved.figure_year and p.indicator = moved.indicator and p.area_level = 'province'
"""
_EFFECTS = """
create or replace table mart.fct_decision_effect as
-- A decision that no unit can be named for: a whole document, a list, a sheet.
with whole as (
    select decision_id, indicator from touched
    where is_target group by decision_id, indicator having count(unit_key) = 0
),
reported as (
    select d.decision_id, f.reference_year, f.indicator, f.area_code, f.value, f.verdict, t.threshold,
        coalesce(t.base_year, f.reference_year - 1) as compared_year, i.listed_in = 'plan' as is_target
    from (select distinct decision_id, reference_year from mart.fct_decision) as d
    join mart.fct_indicator as f using (reference_year)
    join intermediate.int_indicator_compared as p using (reference_year, indicator, area_code)
    join intermediate.int_indicator as i using (indicator)
    left join seed.target as t on t.reference_year = f.reference_year and t.indicator = f.indicator
    where p.area_level = 'province' and i.listed_in in ('plan', 'form') and i.same_as = i.indicator and i.scope is not null
),
beside as (
    select r.*, before.value as compared_value,
        coalesce(changed_now.value, r.value) as value_otherwise,
        coalesce(changed_before.value, before.value) as compared_otherwise,
        changed_now.value is not null or changed_before.value is not null as is_known,
        r.is_target and coalesce(changed_now.change_id, changed_before.change_id, whole.decision_id) is not null as rests,
        judged.verdict is distinct from r.verdict as turns_verdict
    from reported as r
    left join mart.fct_indicator as before
        on before.reference_year = r.compared_year and before.indicator = r.indicator and before.area_code = r.area_code
    left join changed_figure as changed_now
        on changed_now.change_id = r.decision_id and changed_now.reference_year = r.reference_year and changed_now.indicator = r.indicator
    left join changed_figure as changed_before
        on changed_before.change_id = r.decision_id and changed_before.reference_year = r.compared_year
        and changed_before.indicator = r.indicator
    left join changed_verdict as judged
        on judged.change_id = r.decision_id and judged.reference_year = r.reference_year and judged.indicator = r.indicator
    left join whole on whole.decision_id = r.decision_id and whole.indicator = r.indicator
)
select
    decision_id, reference_year, indicator, cast(compared_year as integer) as compared_year,
    value, case when is_known then value_otherwise end as value_otherwise,
    compared_value, case when is_known then compared_otherwise end as compared_otherwise,
    (value / nullif(compared_value, 0) - 1) * 100 as growth_pct,
    case when is_known then (value_otherwise / nullif(compared_otherwise, 0) - 1) * 100 end as growth_otherwise_pct,
    case when is_known and threshold is not null then turns_verdict end as turns_verdict
from beside
where is_known or rests
order by decision_id, reference_year, indicator
"""
COMMENTS = {
    None: "Ảnh hưởng của quyết định đến số liệu toàn tỉnh. Một dòng cho mỗi quyết định × năm báo cáo × chỉ tiêu.",
    "decision_id": "Khóa của quyết định",
    "reference_year": "Năm của báo cáo",
    "indicator": "Mã chỉ tiêu",
    "compared_year": "Năm được so sánh",
    "value": "Giá trị của năm báo cáo",
    "value_otherwise": "Giá trị nếu không có quyết định; với ký chấp nhận, xác nhận: nếu ô đó như năm gần nhất của đơn vị. "
    "Trống khi không tính được",
    "compared_value": "Giá trị của năm được so sánh",
    "compared_otherwise": "Giá trị của năm được so sánh nếu không có quyết định",
    "growth_pct": "Tăng trưởng, %",
    "growth_otherwise_pct": "Tăng trưởng nếu không có quyết định, %",
    "turns_verdict": "Kết luận về chỉ tiêu sẽ khác nếu không có quyết định",
}


def write_effects(connection: duckdb.DuckDBPyConnection) -> None:
    """Write the table into the build file. Reads ``mart.fct_decision`` (``decisions``)."""
    find_cells(connection)
    for statement in (_TOUCHED, _FIGURES):
        connection.execute(statement)
    what_if.judge(connection)
    connection.execute(_EFFECTS)
