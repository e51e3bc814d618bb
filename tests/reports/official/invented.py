"""An invented warehouse in the shape of the contract's section 6: a known, small province to write reports of.

Not a check of the marts' arithmetic: figures here are only as consistent as a reader of the report needs.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import polars.selectors as cs

from pipeline import config
from pipeline.office.figure import Figure
from pipeline.office.wording import Wording
from pipeline.quality.findings import SCHEMA as FINDING
from pipeline.reports import marts
from pipeline.reports.official.report_facts import ReportFacts
from pipeline.reports.outputs import Outputs
from tests.definitions import SEED, dim_indicator

Frames = dict[str, pl.DataFrame]
YEARS = (2016, 2017, 2018, 2019)
PROVINCE = config.load()
AS_OF = datetime(2019, 12, 14, 16, 59, 59, tzinfo=UTC)
KINDS = {"HTX": "Hợp tác xã Nông nghiệp", "QTDND": "Quỹ tín dụng nhân dân", "LHHTX": "Liên hiệp HTX", "THT": "Tổ hợp tác"}
SECTORS = ("Nông nghiệp", "Nông nghiệp", "Nông nghiệp", "Công nghiệp - TTCN", "Xây dựng", "Thương mại - Dịch vụ", "Vận tải", "Khác")

UNIT_SCHEMA = {
    "unit_key": pl.String,
    "reference_year": pl.Int32,
    "unit_type": pl.String,
    "name": pl.String,
    "registration_code": pl.String,
    "area_code": pl.String,
    "commune_code": pl.String,
    "sector": pl.String,
    "legal_status": pl.String,
    "in_existence": pl.Boolean,
    "is_active": pl.Boolean,
    "is_new": pl.Boolean,
    "is_dissolved": pl.Boolean,
    "is_alliance_member": pl.Boolean,
    "rating": pl.String,
    "is_effective": pl.Boolean,
    "members": pl.Int64,
    "new_members": pl.Int64,
    "workers": pl.Int64,
    "managers": pl.Int64,
    "managers_trained": pl.Int64,
    "revenue_vnd": pl.Int64,
    "revenue_from_members_vnd": pl.Int64,
    "profit_vnd": pl.Int64,
    "member_income_vnd": pl.Int64,
    "worker_income_vnd": pl.Int64,
    "founded_on": pl.Date,
    "registered_on": pl.Date,
    "dissolved_on": pl.Date,
    "operating_state": pl.String,
    "submission_id": pl.String,
    "path": pl.String,
    "sheet": pl.String,
    "row": pl.Int32,
}
STILL_OPEN_SCHEMA = {
    "reference_year": pl.Int32,
    "indicator": pl.String,
    "area_code": pl.String,
    "missing": pl.Int64,
    "can_be_met": pl.Boolean,
    "needed": pl.Int64,
    "members_assumed": pl.Int64,
}
ESTIMATE_SCHEMA = {
    "reference_year": pl.Int32,
    "indicator": pl.String,
    "area_code": pl.String,
    "value": pl.Float64,
    "estimate": pl.Float64,
    "method": pl.String,
    "coverage_of": pl.String,
    "expected": pl.Int64,
    "reported": pl.Int64,
    "coverage_pct": pl.Float64,
    "carried": pl.Int64,
    "filled_by_mean": pl.Int64,
    "peer_growth_pct": pl.Float64,
}
CORRECTION_SCHEMA = {
    "register_row": pl.Int32,
    "sender": pl.String,
    "reference_year": pl.Int32,
    "path": pl.String,
    "sheet": pl.String,
    "row": pl.Int32,
    "column": pl.String,
    "found": pl.String,
    "value": pl.String,
    "reason": pl.String,
    "signed_by": pl.String,
    "signed_at": pl.Datetime("us", "UTC"),
    "is_applied": pl.Boolean,
}
_CHANGES = ("value", "previous_value", "change", "growth_pct")
MOVEMENT_SCHEMA = {
    "reference_year": pl.Int32,
    **dict.fromkeys(("indicator", "cut", "part"), pl.String),
    **dict.fromkeys(("units", "previous_units"), pl.Int64),
    **dict.fromkeys(_CHANGES, pl.Float64),
    "half_units": pl.Int64,
}
FINDING_EFFECT_SCHEMA = {"finding_id": pl.String, "reference_year": pl.Int32, "indicator": pl.String, "holds": pl.Boolean}
QUALITY_SCHEMA = {
    "reference_year": pl.Int32,
    "sender": pl.String,
    "form": pl.String,
    "indicator": pl.String,
    "item": pl.String,
    "value": pl.Float64,
    "numerator": pl.Float64,
    "denominator": pl.Float64,
}


def _units(rng: random.Random) -> pl.DataFrame:
    rows, districts = [], [area.area_code for area in PROVINCE.districts()]
    for number in range(150):
        kind = "LHHTX" if number == 0 else "QTDND" if number < 4 else "HTX" if number < 60 else "THT"
        district = districts[number % len(districts)]
        founded = date(rng.choice((2008, 2012, 2014, 2016, 2017, 2018, 2019)), rng.randint(1, 11), rng.randint(1, 28))
        gone = 2018 if number % 23 == 22 else None
        size = rng.randint(7, 120)
        for year in YEARS:
            if founded.year > year or (gone and year > gone):
                continue
            htx, exists = kind != "THT", gone != year
            rating = rng.choice(("Tốt", "Khá", "Khá", "Trung bình", "Yếu", "Không xếp loại")) if kind in ("HTX", "QTDND") else None
            rows.append(
                {
                    "unit_key": f"u{number:04d}",
                    "reference_year": year,
                    "unit_type": kind,
                    "name": f"{KINDS[kind]} Đoàn Kết {number}",
                    "registration_code": f"61{number:08d}" if htx and number % 7 else None,
                    "area_code": district,
                    "commune_code": None,
                    "sector": "Tín dụng" if kind == "QTDND" else SECTORS[number % len(SECTORS)],
                    "legal_status": ("Đang hoạt động" if exists else "Đã giải thể") if htx else None,
                    "in_existence": exists,
                    "is_active": exists and number % 11 != 5,
                    "is_new": founded.year == year,
                    "is_dissolved": not exists,
                    "is_alliance_member": htx and number % 10 < 7,
                    "rating": rating,
                    "is_effective": rating in ("Tốt", "Khá"),
                    "members": size + 4 * (year - 2016),
                    "new_members": 4,
                    "workers": size // 3,
                    "managers": 5,
                    "managers_trained": rng.randint(0, 4) if htx else None,
                    "revenue_vnd": size * 30_000_000,
                    "revenue_from_members_vnd": size * 11_000_000,
                    "profit_vnd": (size - 20) * 4_000_000,
                    "member_income_vnd": 27_000_000 + (year - 2016) * 2_700_000 + size * 10_000,
                    "worker_income_vnd": 35_000_000 + (year - 2016) * 2_000_000,
                    "founded_on": founded,
                    "registered_on": founded if htx else None,
                    "dissolved_on": None if exists else date(year, 6, 1),
                    "operating_state": "Đang hoạt động",
                    "submission_id": f"{district}/agency_report/{year}/1",
                    "path": f"{year}/{district}/bao cao.xlsx",
                    "sheet": "Biểu 2",
                    "row": number + 6,
                }
            )
    return pl.DataFrame(rows, schema=UNIT_SCHEMA)


def _value(about: dict[str, Any], units: pl.DataFrame) -> tuple[float | None, float | None, float | None]:
    """(value, numerator, denominator) of an indicator over some units of one year, all of which reported everything."""
    if about["scope"] is None:
        return (None, None, None)
    types = {"htx": ["HTX", "QTDND"], "lhhtx": ["LHHTX"], "tht": ["THT"]}[about["units"]]
    scopes = {"new": "is_new", "dissolved": "is_dissolved", "active": "is_active", "existing": "in_existence"}
    scope = pl.col(scopes[about["scope"]]) if about["scope"] in scopes else pl.col("in_existence") & ~pl.col("is_active")
    inside = units.with_columns(is_idle=pl.col("in_existence") & ~pl.col("is_active")).filter(pl.col("unit_type").is_in(types) & scope)
    flag, word = about["flag"], about["flag_value"]
    flagged = inside if flag is None else inside.filter(pl.col(flag) if word is None else pl.col(flag) == word)
    top = float(
        (flagged[about["figure"]] * (flagged[about["weight"]] if about["weight"] else 1)).sum() if about["figure"] else flagged.height
    )
    if about["per"] is None:
        return (top, None, None)
    counted = about["per"] in ("units", "reporting")
    bottom = float(inside.height if counted else flagged[about["weight"] if about["per"] == "weight" else about["per"]].sum())
    return (about["scale"] * top / bottom if bottom else None, top, bottom)


def _indicators(units: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    rows = []
    areas = [PROVINCE.code, *(area.area_code for area in PROVINCE.districts())]
    targets = {(target.reference_year, target.indicator): target for target in PROVINCE.targets}
    for year in YEARS:
        for about, area in product(names.iter_rows(named=True), areas):
            inside = units if area == PROVINCE.code else units.filter(pl.col("area_code") == area)
            code = about["indicator"]
            value, top, bottom = _value(about, inside.filter(pl.col("reference_year") == year))
            before = _value(about, inside.filter(pl.col("reference_year") == year - 1))[0] if year > YEARS[0] else None
            growth = (value / before - 1) * 100 if value is not None and before else None
            target = targets.get((year, code)) if area == PROVINCE.code else None
            tested = None if target is None else growth if target.measure == "growth" else value
            verdict = None if target is None else "undetermined" if tested is None else "met" if tested >= target.threshold else "not_met"
            height = inside.filter(
                (pl.col("reference_year") == year) & pl.col("in_existence") & pl.col("unit_type").is_in(["HTX", "QTDND"])
            ).height
            rows.append(
                (
                    year,
                    code,
                    area,
                    value,
                    before,
                    growth,
                    growth if about["has_matched_growth"] else None,
                    top,
                    bottom,
                    3.0 if value is None else value,
                    target.threshold if target else None,
                    verdict,
                    height if about["has_expected_units"] else None,
                    height if about["has_expected_units"] else None,
                    height,
                    before,
                    growth,
                )
            )
    columns = [
        "reference_year",
        "indicator",
        "area_code",
        "value",
        "previous_value",
        "growth_pct",
        "matched_growth_pct",
        "numerator",
        "denominator",
        "reported_value",
        "target",
        "verdict",
        "units_expected",
        "units_reported",
        "matched_units",
        "base_value",
        "base_growth_pct",
    ]
    frame = pl.DataFrame(rows, schema=columns, orient="row", infer_schema_length=None)
    over = pl.col("reference_year") < YEARS[-1]
    return frame.with_columns(
        pl.col("reference_year", "units_expected", "units_reported", "matched_units").cast(pl.Int32),
        figure_status=pl.when(over).then(pl.lit("final")).otherwise(pl.lit("provisional")),
        break_note=pl.lit(None, dtype=pl.String),
    )


def _submissions() -> pl.DataFrame:
    rows = []
    for year in YEARS:
        due = PROVINCE.year(year).agencies_due_before
        for number, owed in enumerate(PROVINCE.obligations_of(year)):
            missing = owed.sender == "BCD" and year == 2019
            received = None if missing else due + (timedelta(days=1, hours=9) if number % 6 == 1 else -timedelta(days=3, hours=number))
            late = received is not None and received >= due
            path = None if missing else f"{year}/{owed.sender}/bao cao.xlsx"
            days = (received.date() - due.date()).days + 1 if late else None if missing else 0
            rows.append(
                (
                    None if missing else f"{owed.sender}/{owed.form}/{year}/1",
                    owed.sender,
                    owed.form,
                    year,
                    None if missing else 1,
                    path,
                    None if missing else "ab" * 32,
                    None if missing else f"{number}/BC",
                    due,
                    received,
                    "missing" if missing else "late" if late else "on_time",
                    days,
                    not missing,
                    not missing,
                )
            )
    columns = [
        "submission_id",
        "sender",
        "form",
        "reference_year",
        "version",
        "path",
        "sha256",
        "document_no",
        "due_before",
        "received_at",
        "timeliness",
        "days_late",
        "is_current",
        "was_read",
    ]
    frame = pl.DataFrame(rows, schema=columns, orient="row", infer_schema_length=None)
    return frame.with_columns(
        pl.col("due_before", "received_at").dt.convert_time_zone("UTC"),
        pl.col("reference_year", "version", "days_late").cast(pl.Int32),
        is_owed=True,
    )


def _tasks() -> pl.DataFrame:
    rows = []
    for number, task in enumerate(PROVINCE.tasks_of(2019)):
        if task.sender == "BCD" or task.role != "lead":
            continue
        state = ("Hoàn thành", "Hoàn thành", "Đang thực hiện", "Chưa thực hiện")[number % 4]
        result = None if state == "Chưa thực hiện" else f"Đã triển khai tại {number % 5 + 1} xã; kết quả đạt yêu cầu"
        rows.append(
            (
                task.task,
                task.sender,
                2019,
                state,
                result,
                None if result is None else float(number % 9),
                task.unit_of_measure,
                task.role,
                task.content,
                f"2019/{task.sender}/bao cao.xlsx",
                "Biểu 4",
                number + 5,
            )
        )
    return pl.DataFrame(
        rows,
        orient="row",
        infer_schema_length=None,
        schema=[
            "task",
            "sender",
            "reference_year",
            "state",
            "result",
            "quantity",
            "unit_of_measure",
            "role",
            "content",
            "path",
            "sheet",
            "row",
        ],
    )


def _training() -> pl.DataFrame:
    rows = [
        (
            f"{sender}/agency_report/2019/1",
            sender,
            2019,
            f"2019/{sender}/bao cao.xlsx",
            "Biểu 3",
            row,
            f"Lớp bồi dưỡng quản trị HTX số {row}",
            name,
            date(2019, 5, row),
            date(2019, 5, row + 3),
            "Quản trị, kế toán HTX",
            20 + row,
            None if row % 3 else 8,
        )
        for sender, name in (("608", "UBND thành phố"), ("615", "UBND huyện"), ("SNNPTNT", "Chi cục PTNT"), ("LMHTX", "Liên minh HTX tỉnh"))
        for row in range(5, 8)
    ]
    return pl.DataFrame(
        rows,
        orient="row",
        infer_schema_length=None,
        schema=[
            "submission_id",
            "sender",
            "reference_year",
            "path",
            "sheet",
            "row",
            "class_name",
            "organiser",
            "start_on",
            "end_on",
            "content",
            "managers_attending",
            "women_attending",
        ],
    )


def _sectors(units: pl.DataFrame) -> pl.DataFrame:
    keys = ["reference_year", "area_code", "sector", "unit_type"]
    now = units.filter("in_existence")
    totals = [
        pl.len().cast(pl.Int64).alias("units"),
        pl.col("is_active").sum().cast(pl.Int64).alias("active_units"),
        pl.col("members").sum(),
        pl.col("workers").sum(),
        pl.col("revenue_vnd").sum(),
        pl.col("profit_vnd").sum(),
    ]
    whole = now.with_columns(area_code=pl.lit(PROVINCE.code))
    return pl.concat([now.group_by(keys).agg(totals), whole.group_by(keys).agg(totals)]).sort(keys)


def finding(**given: object) -> pl.DataFrame:
    """One finding row, of 2019, open and an error unless told otherwise."""
    row = (
        dict.fromkeys(FINDING)
        | {
            "finding_id": "f1",
            "reference_year": 2019,
            "severity": "error",
            "rule": "submission_missing",
            "sender": "BCD",
            "is_waived": False,
            "is_confirmed": False,
            "message": "Chưa nhận được báo cáo năm 2019.",
        }
        | given
    )
    return pl.DataFrame([row], schema=FINDING)


_TEXTS = (
    "decision_id", "register", "sender", "path", "sheet", "column", "subject", "found", "value", "paper", "reason", "signed_by",
    "signed_at",
)  # fmt: skip
DECISION_SCHEMA = dict.fromkeys(_TEXTS, pl.String) | {"reference_year": pl.Int32, "row": pl.Int32}
_AMOUNTS = ("value", "value_otherwise", "compared_value", "compared_otherwise", "growth_pct", "growth_otherwise_pct")
EFFECT_SCHEMA = {
    "decision_id": pl.String,
    "reference_year": pl.Int32,
    "indicator": pl.String,
    "compared_year": pl.Int32,
    **dict.fromkeys(_AMOUNTS, pl.Float64),
    "turns_verdict": pl.Boolean,
}


def frames() -> Frames:
    """Every mart table that the reports read."""
    return dict(_frames())


@lru_cache(maxsize=1)
def _frames() -> Frames:
    units, names = _units(random.Random(765)), dim_indicator()
    findings = [
        finding(
            is_waived=True,
            waiver_reason="Ban Chỉ đạo đã giải trình bằng văn bản số 12/CV-BCD",
            waiver_signed_by="Nguyễn Văn Bình",
            waiver_signed_at="2019-12-13",
        ),
        finding(finding_id="f2", severity="warning", rule="late_submission", sender="610", message="Báo cáo đến muộn 02 ngày."),
    ]
    return {
        "fct_unit_year": units,
        "fct_indicator": _indicators(units, names),
        "fct_submission": _submissions(),
        "fct_finding": pl.concat(findings),
        "fct_task": _tasks(),
        "fct_sector": _sectors(units),
        "fct_training": _training(),
        "dim_area_period": pl.DataFrame(
            [area.model_dump(exclude={"aliases"}) for area in PROVINCE.areas if area.area_level != "commune"], infer_schema_length=None
        ),
        "dim_agency": pl.DataFrame([agency.model_dump() for agency in PROVINCE.agencies], infer_schema_length=None),
        "dim_indicator": names,
        "fct_correction": pl.DataFrame(schema=CORRECTION_SCHEMA),
        "fct_movement": pl.DataFrame(schema=MOVEMENT_SCHEMA),
        "fct_finding_effect": pl.DataFrame(schema=FINDING_EFFECT_SCHEMA),
        "dim_column": pl.DataFrame(schema=dict.fromkeys(("path", "sheet", "column_letter", "header"), pl.String)),
        "fct_still_open": pl.DataFrame(schema=STILL_OPEN_SCHEMA),
        "fct_estimate": pl.DataFrame(schema=ESTIMATE_SCHEMA),
        "fct_quality": pl.DataFrame([(2019, None, None, "R1", None, 97.25, 389.0, 400.0)], schema=QUALITY_SCHEMA, orient="row"),
        "dim_quality": pl.read_csv(SEED.with_name("quality.csv")),
    }


def build(path: Path, edit: Callable[[Frames], None] | None = None) -> Path:
    """Write the tables to a DuckDB file; ``edit`` changes the frames first."""
    tables = frames()
    if edit:
        edit(tables)
    tables = decided(tables) | tables
    tables["fct_finding_year"] = tables["fct_finding"].select("finding_id", "reference_year", cs.contains("waive"))
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema mart")
        for name, frame in tables.items():
            connection.register("frame", frame)
            connection.execute(f"create table mart.{name} as select * from frame")
            connection.unregister("frame")
    return path


def decided(tables: Frames) -> Frames:
    """The decisions that the findings and the corrections tell of, without an effect."""
    waived, corrected = tables["fct_finding"].filter("is_waived"), tables["fct_correction"].filter("is_applied")
    shared = ("reference_year", "sender", "path", "sheet", "row", "column", "value")
    signed = ("reason", "signed_by", "signed_at")
    decisions = [
        *({name: row[name] for name in shared} | {"decision_id": row["finding_id"], "register": "waiver", "subject": row["message"]}
          | {name: row[f"waiver_{name}"] for name in signed} for row in waived.iter_rows(named=True)),
        *({name: row[name] for name in (*shared, "found", *signed)} | {"decision_id": f"c{row['register_row']}", "register": "correction"}
          for row in corrected.iter_rows(named=True)),
    ]  # fmt: skip
    rows = [row | {"signed_at": str(row["signed_at"]) if row["signed_at"] else None} for row in decisions]
    return {"fct_decision": pl.DataFrame(rows, schema=DECISION_SCHEMA), "fct_decision_effect": pl.DataFrame(schema=EFFECT_SCHEMA)}


def receipt(passed: bool = True, errors: int = 0) -> dict[str, object]:
    return {
        "reference_year": 2019,
        "as_of": AS_OF.isoformat(),
        "passed": passed,
        "content_digest": "0" * 64,
        "suites_digest": "1" * 64,
        "program_digest": "2" * 64,
        "findings": {"error": errors, "warning": 1, "info": 0},
        "checks": [],
        "created_by": "test",
    }


def outputs(warehouse: Path, folder: Path, gate: dict[str, object] | None = None, **other: Any) -> Outputs:
    """What the writers of a year's files are given; ``other``: what a test wants otherwise."""
    here = Outputs(warehouse, folder, folder, folder, PROVINCE, 2019, AS_OF, gate or receipt())
    return replace(here, **other)


def figure(**given: object) -> Figure:
    """A figure of the province in 2019: T6 with nothing known, unless told otherwise."""
    blank = dict.fromkeys(Figure.__dataclass_fields__)
    count = {"indicator": "T6", "indicator_name": "Số thành viên HTX", "unit_of_measure": "thành viên", "kind": "sum", "decimals": 0}
    return Figure(**{**blank, **count, "reference_year": 2019, "area_code": PROVINCE.code, **given})


def share(**given: object) -> Figure:
    """A share of the province in 2019."""
    return figure(indicator="T9", indicator_name="Tỷ lệ", unit_of_measure="%", kind="share", decimals=1, **given)


def money(**given: object) -> Figure:
    """A mean in đồng of the province in 2019."""
    return figure(indicator="I.5", indicator_name="Lãi bình quân", unit_of_measure="đồng/năm", kind="mean", **given)


def set_figure(tables: Frames, indicator: str, year: int = 2019, area: str = PROVINCE.code, **values: object) -> None:
    """Change a row of fct_indicator."""
    here = (pl.col("indicator") == indicator) & (pl.col("reference_year") == year) & (pl.col("area_code") == area)
    frame = tables["fct_indicator"]
    changed = [
        pl.when(here).then(pl.lit(value, dtype=frame.schema[column])).otherwise(pl.col(column)).alias(column)
        for column, value in values.items()
    ]
    tables["fct_indicator"] = frame.with_columns(changed)


def facts(path: Path, lang: str = "vi", as_of: datetime = AS_OF, gate: dict[str, object] | None = None) -> ReportFacts:
    """The facts of 2019 in a warehouse."""
    return ReportFacts(marts.read(path, 2019, PROVINCE.code), PROVINCE, Wording(lang), as_of, gate or receipt())
