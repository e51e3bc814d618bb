"""Landing frames written by hand for the tests: only the columns a test speaks of, the rest null."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl

SUBMISSION = {
    "submission_id": pl.String,
    "sender": pl.String,
    "form": pl.String,
    "reference_year": pl.Int32,
    "version": pl.Int32,
    "path": pl.String,
    "received_at": pl.Datetime("us", "UTC"),
    "is_current": pl.Boolean,
    "was_read": pl.Boolean,
}
ROW = {"submission_id": pl.String, "sender": pl.String, "reference_year": pl.Int32, "path": pl.String, "sheet": pl.String, "row": pl.Int32}
TABLES = {
    "registry_unit": {
        "registration_code": pl.String,
        "certificate_no": pl.String,
        "unit_type": pl.String,
        "name": pl.String,
        "commune": pl.String,
        "district": pl.String,
        "commune_code": pl.String,
        "industry_code": pl.String,
        "charter_capital_vnd": pl.Int64,
        "registered_on": pl.Date,
        "converted_on": pl.Date,
        "status": pl.String,
        "status_on": pl.Date,
    },
    "alliance_member": {
        "name": pl.String,
        "unit_type": pl.String,
        "registration_code": pl.String,
        "district": pl.String,
        "joined_on": pl.Date,
        "decision_no": pl.String,
        "left_on": pl.Date,
    },
    "unit_report": {
        "name": pl.String,
        "unit_type": pl.String,
        "registration_code": pl.String,
        "commune": pl.String,
        "founded_on": pl.Date,
        "operating_state": pl.String,
        "members": pl.Int64,
        "converted_from": pl.String,
    },
    "rating_report": {"name": pl.String, "registration_code": pl.String, "district": pl.String, "score": pl.Float64, "rating": pl.String},
}
SHEET = {"registry_unit": None, "alliance_member": "Hội viên", "unit_report": "Biểu 2", "rating_report": "Biểu 5"}
FORM = {
    "registry_unit": "registry_extract",
    "alliance_member": "alliance_members",
    "unit_report": "agency_report",
    "rating_report": "agency_report",
}
SENDER = {"registry_unit": "SKHDT", "alliance_member": "LMHTX", "unit_report": "615", "rating_report": "SNNPTNT"}


def landing(*files: dict) -> dict[str, pl.DataFrame]:
    """Files as ``file()`` gives them → landing; of each sender, form and year the last received is current."""
    newest: dict[tuple, datetime] = {}
    for item in files:
        about = (item["sender"], item["form"], item["reference_year"])
        newest[about] = max(newest.get(about, item["received_at"]), item["received_at"])
    frames: dict[str, list] = {name: [] for name in TABLES}
    submissions, columns = [], []
    for item in files:
        about = (item["sender"], item["form"], item["reference_year"])
        submissions.append(
            {name: item[name] for name in SUBMISSION if name in item}
            | {"is_current": newest[about] == item["received_at"], "was_read": True}
        )
        own = {name: item[name] for name in ("submission_id", "sender", "reference_year", "path", "sheet")}
        for number, row in enumerate(item["rows"], start=7):
            frames[item["table"]].append(own | {"row": number} | row)
        for letter, field in zip("BCDEFGHIJKLMN", TABLES[item["table"]], strict=False):
            columns.append({name: own[name] for name in ("submission_id", "path", "sheet")} | {"field": field, "column": letter})
    return {
        "submission": pl.DataFrame(submissions, schema=SUBMISSION),
        "sheet_column": pl.DataFrame(columns, schema=dict.fromkeys(("submission_id", "path", "sheet", "field", "column"), pl.String)),
        **{name: pl.DataFrame(rows, schema=ROW | TABLES[name]) for name, rows in frames.items()},
    }


def file(table: str, year: int, *rows: dict, sender: str | None = None, version: int = 1, received: datetime | None = None) -> dict:
    """One submission of one table; received on 5 December of its year, later versions a month later each."""
    sender = sender or SENDER[table]
    received = received or datetime(year + (version > 1), 12 if version == 1 else version - 1, 5, 2, tzinfo=UTC)
    return {
        "table": table,
        "submission_id": f"{sender}/{FORM[table]}/{year}/{version}",
        "sender": sender,
        "form": FORM[table],
        "reference_year": year,
        "version": version,
        "path": f"{year}/{sender}/v{version}.xlsx",
        "received_at": received,
        "sheet": SHEET[table],
        "rows": rows,
    }
