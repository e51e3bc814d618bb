"""Landing's four tables of named units → one frame of comparable records: keys, codes, places, dates. Decides no link."""

import polars as pl

from pipeline.config import Province
from pipeline.identity.codes import OTHER, certificate_key, code_table
from pipeline.identity.keys import name_keys
from pipeline.identity.places import with_places
from pipeline.identity.schema import LINKED_TABLES

RECORD: dict[str, pl.DataType | type[pl.DataType]] = {
    "rec": pl.UInt32,
    "submission_id": pl.String,
    "table_name": pl.String,
    "sheet": pl.String,
    "row": pl.Int32,
    "path": pl.String,
    "sender": pl.String,
    "reference_year": pl.Int32,
    "received_at": pl.Datetime("us", "UTC"),
    "is_current": pl.Boolean,
    "name": pl.String,
    "unit_type": pl.String,
    "anchor": pl.String,
    "key": pl.String,
    "marked_key": pl.String,
    "is_marked": pl.Boolean,
    "business": pl.UInt32,
    "place": pl.String,
    "code_text": pl.String,
    "code": pl.String,
    "code_state": pl.String,
    "certificate": pl.String,
    "certificate_text": pl.String,
    "area_code": pl.String,
    "commune_code": pl.String,
    "commune_from": pl.Date,
    "commune_district": pl.String,
    "district_text": pl.String,
    "commune_text": pl.String,
    "given_commune": pl.String,
    "founded_on": pl.Date,
    "ended_on": pl.Date,
    "renewed_on": pl.Date,
    "members": pl.Int64,
    "converted_from": pl.String,
}

MOST = 0.75  # of the names that tell: such a list is typed with marks
GONE = "Đã giải thể"
_TEXT = {
    "name": "name",
    "unit_type": "unit_type",
    "code_text": "registration_code",
    "certificate_text": "certificate_no",
    "district_text": "district",
    "commune_text": "commune",
    "given_commune": "commune_code",
    "converted_from": "converted_from",
}
_DATES = {
    "registry_unit": {"founded_on": "registered_on", "renewed_on": "converted_on"},
    "unit_report": {"founded_on": "founded_on"},
    "alliance_member": {"founded_on": "joined_on"},
    "rating_report": {},
}
# what makes two records the same whoever sorts them: rows only settle what is equal in every other way
ORDER = ["received_at", "submission_id", "table_name", "code", "certificate", "unit_type", "anchor", "marked_key", "business"]
ORDER += ["area_code", "commune_code", "founded_on", "name", "sheet", "row"]


def records(landing: dict[str, pl.DataFrame], province: Province, areas: pl.DataFrame) -> pl.DataFrame:
    """One record per row of the four tables, of every submission that was read (RECORD); ``rec`` numbers them in ORDER.

    ``areas``: the province's ``area_table``.
    In ``alliance_member`` the dates are those of membership: ``founded_on`` is the day of joining, ``ended_on`` of leaving.
    ``area_code`` is the district (of the old order, through the bridge, after it was abolished), null where the text names none.
    """
    submissions = landing["submission"].select("submission_id", "received_at", "is_current")
    parts = [_uniform(landing[table], table) for table in LINKED_TABLES if table in landing and not landing[table].is_empty()]
    if not parts:
        return pl.DataFrame(schema=RECORD)
    frame = pl.concat(parts).join(submissions, on="submission_id", how="left", maintain_order="left")
    frame = frame.join(code_table(frame["code_text"]), left_on="code_text", right_on="text", how="left")
    frame = frame.join(name_keys(frame["name"], areas), on="name", how="left")
    frame = with_places(frame, areas, province)
    frame = frame.with_columns(
        certificate=certificate_key(pl.coalesce("certificate_text", pl.when(pl.col("code_state") == OTHER).then("code"))),
        unit_type=_unit_type(),
        business=pl.col("business").fill_null(0),
        # "HTX Kim Long" in a list that is typed with marks has them all
        is_marked=pl.col("is_marked").fill_null((pl.col("is_marked").mean().over("submission_id", "table_name") >= MOST).fill_null(False)),
    )
    frame = frame.sort(ORDER, nulls_last=True).with_row_index("rec")
    return frame.select(pl.col(name).cast(kind) for name, kind in RECORD.items())


def _uniform(rows: pl.DataFrame, table: str) -> pl.DataFrame:
    def column(name: str | None, kind: type[pl.DataType]) -> pl.Expr:
        return (pl.col(name) if name in rows.columns else pl.lit(None)).cast(kind)

    base = ("submission_id", "sheet", "path", "sender")
    dates = _DATES[table]
    ended = {
        "registry_unit": pl.when(column("status", pl.String) == GONE).then(column("status_on", pl.Date)),
        "unit_report": pl.when(column("operating_state", pl.String) == GONE).then(pl.date(pl.col("reference_year"), 12, 31)),
        "alliance_member": column("left_on", pl.Date),
        "rating_report": pl.lit(None, pl.Date),
    }
    return rows.select(
        *(column(name, pl.String).alias(name) for name in base),
        pl.col("row").cast(pl.Int32),
        pl.col("reference_year").cast(pl.Int32),
        pl.lit(table).alias("table_name"),
        *(_blank_to_null(column(source, pl.String)).alias(name) for name, source in _TEXT.items()),
        column(dates.get("founded_on"), pl.Date).alias("founded_on"),
        ended[table].alias("ended_on"),
        column(dates.get("renewed_on"), pl.Date).alias("renewed_on"),
        column("members", pl.Int64).alias("members"),
    )


def _blank_to_null(text: pl.Expr) -> pl.Expr:
    return pl.when(text.str.strip_chars() != "").then(text.str.strip_chars())


def _unit_type() -> pl.Expr:
    """The type column, except where it says only HTX and the name says what kind of HTX; the name's where the column is blank."""
    finer = (pl.col("unit_type") == "HTX") & pl.col("name_type").is_in(["QTDND", "LHHTX"])
    return pl.when(finer | pl.col("unit_type").is_null()).then("name_type").otherwise("unit_type")
