"""July 2025 and the changed windows: other senders, the same series, and the breaks are named."""

from datetime import date

import polars as pl

from tests.e2e.provinces.conftest import Built
from tests.e2e.truth import differences
from tests.simulator import truth

DISTRICTS = ["608", "610", "611", "612", "613", "614", "615", "616", "617", "618"]


def test_every_figure_equals_the_truth_across_the_merger(kon_tum: Built) -> None:
    assert differences(kon_tum.warehouse, truth.all_indicators(kon_tum.world, kon_tum.as_of)) == []


def test_the_series_go_on_for_the_former_areas(kon_tum: Built) -> None:
    found = kon_tum.ask("select reference_year, list(distinct area_code order by area_code) as areas from mart.fct_indicator group by all")
    assert sorted(found["reference_year"]) == [2024, 2025, 2026]
    assert all(sorted(areas) == [*DISTRICTS, "62"] for areas in found["areas"])
    before = kon_tum.ask(
        "select area_code from mart.fct_indicator where (reference_year, indicator) = (2025, 'III.2') and previous_value is not null"
    )
    assert sorted(before["area_code"]) == [*DISTRICTS, "62"]


def test_who_owes_is_data(kon_tum: Built) -> None:
    owed = dict(
        kon_tum.ask("select reference_year, count(distinct sender) from mart.fct_submission where is_owed group by all").iter_rows()
    )
    assert owed == {2024: 20, 2025: 50, 2026: 50}
    kinds = kon_tum.ask(
        """select reference_year, agency_kind, count(distinct sender) from mart.fct_submission join mart.dim_agency using (sender)
        where agency_kind in ('district', 'commune') group by all order by all"""
    )
    assert kinds.rows() == [(2024, "district", 10), (2025, "commune", 40), (2026, "commune", 40)]
    assert kon_tum.ask("select distinct sender from mart.fct_task where reference_year = 2025 and sender in ('608', '23284')").rows() == [
        ("23284",)
    ]


def test_a_former_district_is_unknown_while_one_of_its_communes_is_silent(kon_tum: Built) -> None:
    rows = kon_tum.ask(
        "select reference_year, indicator, value from mart.fct_indicator where area_code = '618' and indicator in ('T1', 'T3', 'T6')"
    )
    known = {(year, indicator): value is not None for year, indicator, value in rows.iter_rows()}
    assert known == {
        (2024, "T1"): True, (2024, "T3"): True, (2024, "T6"): True,
        (2025, "T1"): True, (2025, "T3"): True, (2025, "T6"): True,
        (2026, "T1"): True, (2026, "T3"): False, (2026, "T6"): False,
    }  # fmt: skip
    errors = kon_tum.ask("select rule, sender from mart.fct_finding where severity = 'error' order by all").rows()
    assert ("submission_missing", "23538") in errors
    # what rests on the silent commune's list of 2025 is said once, of that commune
    assert {sender for _, sender in errors} == {"23538"}


def test_units_keep_their_thread_across_the_merger(kon_tum: Built) -> None:
    links = truth.links(kon_tum.world).filter(pl.col("table_name") == "unit_report")
    keys = kon_tum.ask(
        """select s.path, l.sheet, l.row, l.unit_key from identity.unit_link as l join landing.submission as s using (submission_id)
        where l.table_name = 'unit_report'"""
    )
    both = links.join(keys, on=["path", "sheet", "row"], nulls_equal=True)
    assert both.height == links.height
    assert both.group_by("unit_id").agg(pl.col("unit_key").n_unique())["unit_key"].max() == 1
    assert both.group_by("unit_key").agg(pl.col("unit_id").n_unique())["unit_id"].max() == 1


def test_a_unit_lies_in_the_commune_of_the_year(kon_tum: Built) -> None:
    """Addresses in the registry stay old; the figures by commune are those of the year's own order, and add up to the former district."""
    levels = kon_tum.ask(
        """select u.reference_year, a.valid_to is null as is_new, count(*) as units,
            bool_and(coalesce(a.former_district_code, a.parent_code) = u.area_code) as is_inside
        from mart.fct_unit_year as u join mart.dim_area_period as a on a.area_code = u.commune_code and a.area_level = 'commune'
            and a.valid_from = case when u.reference_year >= 2025 then date '2025-07-01' else date '1991-08-12' end
        group by all order by all"""
    )
    assert [(year, is_new, same) for year, is_new, _, same in levels.iter_rows()] == [
        (2024, False, True),
        (2025, True, True),
        (2026, True, True),
    ]
    assert levels["units"].sum() == kon_tum.ask("select count(*) from mart.fct_unit_year").item()


def test_nothing_counts_twice_and_nothing_is_lost_between_the_windows(kon_tum: Built) -> None:
    """Registered from 1/1/2024 to 14/12/2026: new in exactly one year, that of its window."""
    rows = kon_tum.ask(
        """select unit_key, min(registered_on) as registered_on, list(reference_year) filter (is_new) as new_in
        from mart.fct_unit_year where is_in_registry group by all"""
    )
    years = {
        2024: (date(2024, 1, 1), date(2024, 12, 14)),
        2025: (date(2024, 12, 15), date(2025, 12, 14)),
        2026: (date(2025, 12, 15), date(2026, 12, 14)),
    }
    for _, registered_on, new_in in rows.iter_rows():
        assert (new_in or []) == [year for year, (first, last) in years.items() if first <= registered_on <= last]
    between = rows.filter(pl.col("registered_on").is_between(date(2024, 12, 15), date(2024, 12, 31)))
    assert between.height > 0


def test_comparisons_across_a_break_say_so(kon_tum: Built) -> None:
    notes = kon_tum.ask("select reference_year, indicator, break_note from mart.fct_indicator where area_code = '62'")
    note = {(year, indicator): text or "" for year, indicator, text in notes.iter_rows()}
    assert "ba loại" in note[2024, "T6"] and "7 xuống 5" in note[2024, "I.1"] and "349 ngày" in note[2024, "T1"]
    assert "cấp huyện" in note[2025, "I.3"] and "349 ngày" in note[2025, "T1"] and "ba loại" not in note[2025, "T6"]
    assert {text for (year, _), text in note.items() if year == 2026} == {""}
    assert kon_tum.ask("select count(*) from mart.dim_break").item() == 5


def test_fewer_than_seven_members_are_lawful_since_july_2024(kon_tum: Built) -> None:
    years = kon_tum.ask("select * from seed.reference_year where reference_year between 2023 and 2024 order by reference_year")
    assert years.select("min_htx_members", "min_lhhtx_members").rows() == [(7, 4), (5, 3)]


def test_dim_area_period_says_what_goes_on_and_what_became_of_it(kon_tum: Built) -> None:
    areas = kon_tum.ask("select * from mart.dim_area_period").rows_by_key(["area_code", "valid_from"], named=True, unique=True)
    old, new = date(1991, 8, 12), date(2025, 7, 1)
    assert areas["62", old]["is_statistical"] and areas["617", old]["is_statistical"] and not areas["51", new]["is_statistical"]
    assert areas["23425", old]["area_name"] == "Xã Đắk Hà" and areas["23425", old]["successor_code"] == "23425"
    assert areas["23425", new]["area_name"] == "Xã Tu Mơ Rông" and areas["23425", new]["former_district_code"] == "617"
    assert areas["23422", old]["successor_code"] == "23425" and areas["23422", old]["former_district_code"] is None
