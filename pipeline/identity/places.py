"""The district and commune of every record, from its sender and its texts. Place names themselves are ``areas``' affair."""

from datetime import date

import polars as pl

from pipeline.config import Province
from pipeline.identity.areas import bridge, resolve_area, resolve_over_time
from pipeline.identity.kinds import IN_REPORT
from pipeline.system.errors import ConfigError


def with_places(frame: pl.DataFrame, areas: pl.DataFrame, province: Province) -> pl.DataFrame:
    """``frame`` with area_code (the district, of the old order once there is none), commune_code, commune_from and commune_district.

    A unit report is about its sender's area; elsewhere the texts say it. ``given_commune`` counts only where the commune's name does
    not resolve: codes have been given to other communes since. ``commune_from`` is the first day of the commune's order: the same
    code in two orders is two places. ``commune_district`` is that of a commune named by text and code alike, whatever district is written.
    """
    days = {year: _last_day(province, year) for year in frame["reference_year"].unique().drop_nulls()}
    day = frame["reference_year"].replace_strict(days, return_dtype=pl.Date, default=None)
    district_codes = areas.filter(pl.col("area_level") == "district")["area_code"].unique().to_list()
    sent_from = {agency.sender: agency.area_code for agency in province.agencies if agency.agency_kind in ("district", "commune")}
    frame = frame.with_columns(
        day=day,
        own_area=pl.when(IN_REPORT).then(pl.col("sender").replace_strict(sent_from, default=None, return_dtype=pl.String)),
        named_district=resolve_over_time(frame["district_text"], "district", day, areas=areas)["area_code"],
    )
    is_district = pl.col("own_area").is_in(district_codes)
    frame = frame.with_columns(
        area_code=pl.coalesce(pl.when(is_district).then("own_area"), "named_district"), own_commune=pl.when(~is_district).then("own_area")
    )
    commune = _communes(frame, areas)
    frame = frame.with_columns(commune_code=commune["area_code"], commune_from=commune["valid_from"], parent=commune["parent_code"]).join(
        bridge(province).unique("area_code"), left_on="commune_code", right_on="area_code", how="left", maintain_order="left"
    )
    in_district = pl.col("parent").is_in(district_codes)
    named = resolve_over_time(frame["commune_text"], "commune", frame["day"], frame["parent"], areas=areas)["area_code"]
    return frame.with_columns(
        area_code=pl.coalesce("area_code", pl.when(in_district).then("parent").otherwise("former_district_code")),
        commune_district=pl.when(in_district & (named == pl.col("commune_code"))).then("parent"),
    )


def _communes(frame: pl.DataFrame, areas: pl.DataFrame) -> pl.DataFrame:
    """area_code, parent_code, valid_from: by name in the district, by name anywhere once districts are gone, the sender's own, by code."""
    # "HTX Sáu Nhung xã Hà Mòn" in a list without a commune column
    text = frame.select(pl.coalesce("commune_text", "place")).to_series()
    by_name = resolve_over_time(text, "commune", frame["day"], frame["area_code"], areas=areas)
    districts_end = areas.filter(pl.col("area_level") == "district")["valid_to"].max() or date.max
    later = frame.select(pl.when(pl.col("day") > districts_end).then(text)).to_series()
    anywhere = resolve_area(later, "commune", frame["day"], areas=areas)
    fallback = frame.select(pl.coalesce("own_commune", "given_commune")).to_series()
    by_code = _by_code(fallback, frame["day"], areas)
    columns = by_name.columns
    return pl.concat(
        [by_name, anywhere.rename(lambda name: f"{name}_2"), by_code.rename(lambda name: f"{name}_3")], how="horizontal"
    ).select(
        pl.when(pl.col("area_code").is_not_null())
        .then(name)
        .when(pl.col("area_code_2").is_not_null())
        .then(f"{name}_2")
        .otherwise(f"{name}_3")
        .alias(name)
        for name in columns
    )


def _by_code(code: pl.Series, day: pl.Series, areas: pl.DataFrame) -> pl.DataFrame:
    """The newest order up to the day in which the code is a commune's; nulls where it is none."""
    asked = pl.DataFrame({"code": code, "day": day}).with_row_index("n")
    communes = areas.filter(pl.col("area_level") == "commune").select("area_code", "parent_code", "valid_from").unique()
    hits = (
        asked.join(communes, left_on="code", right_on="area_code", how="inner", coalesce=False)
        .filter(pl.col("valid_from") <= pl.col("day"))
        .sort("valid_from", descending=True)
        .unique("n", keep="first", maintain_order=True)
    )
    return asked.join(hits.select("n", "area_code", "parent_code", "valid_from"), on="n", how="left", maintain_order="left").select(
        "area_code", "parent_code", "valid_from"
    )


def _last_day(province: Province, year: int) -> date:
    try:
        return province.year(year).window_end
    except ConfigError:
        return date(year, 12, 31)
