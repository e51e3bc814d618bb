"""One pass of the gate over a build file: the rules, the waivers, whose reports rest on what was found; kept for all who ask later."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipeline.config.suites import aliases, by_id, rules
from pipeline.quality import decision_effects, decisions, finding_effects, report_years
from pipeline.quality.confirmations import apply_confirmations
from pipeline.quality.decision_effects import write_effects
from pipeline.quality.decisions import write_decisions
from pipeline.quality.finding_effects import weigh
from pipeline.quality.findings import SEVERITY_ORDER
from pipeline.quality.gate import Decision, decide
from pipeline.quality.report_years import OF_YEAR, place_findings
from pipeline.quality.run import run_suites
from pipeline.quality.signed_lines import bare_path
from pipeline.quality.waivers import apply_waivers
from pipeline.system.raw_names import CONFIRMATIONS, WAIVERS
from pipeline.warehouse.reader import builder

COMMENTS = {
    None: "Điều cần xem lại. Một dòng cho mỗi phát hiện của một quy tắc.",
    "finding_id": "Khóa của phát hiện, không đổi giữa các lượt chạy",
    "reference_year": "Năm báo cáo",
    "severity": "Mức độ: error (lỗi), warning (cảnh báo), info (ghi nhận)",
    "rule": "Mã quy tắc",
    "sender": "Đơn vị gửi",
    "path": "Tệp trong raw/",
    "sheet": "Trang tính",
    "row": "Số dòng như Excel hiển thị; trống khi nói về cả tệp, cả trang",
    "column": "Chữ cái của cột",
    "unit_key": "Khóa của đơn vị",
    "value": "Giá trị đọc được",
    "expected_value": "Giá trị nếu điều nghi ngờ là đúng",
    "table_name": "Bảng mà quy tắc xét",
    "source": "Bảng trong tệp mà phát hiện nói đến; trống khi nói về cả tệp, hoặc đã rõ từ trang tính",
    "field": "Trường số liệu mà quy tắc xét",
    "message": "Điều gì chưa đúng",
    "remedy": "Cách sửa",
    "weight": "Nếu điều nghi ngờ là đúng, số liệu toàn tỉnh thay đổi gấp bao nhiêu lần mức phải giữ báo cáo lại",
    "caused_by": "Khóa của phát hiện là nguyên nhân",
    "is_waived": "Đã được ký chấp nhận cho mọi báo cáo dựa vào đó",
    "waiver_reason": "Lý do chấp nhận",
    "waiver_signed_by": "Người ký",
    "waiver_signed_at": "Thời điểm ký",
    "is_confirmed": "Nơi gửi đã kiểm tra và xác nhận là đúng; không còn giữ báo cáo",
    "confirmation_reason": "Lý do xác nhận",
    "confirmed_by": "Người xác nhận",
    "confirmed_at": "Thời điểm xác nhận",
    "confirmation_paper": "Văn bản xác nhận: số, ký hiệu, không có thì đường dẫn của tệp",
}


def check(build: Path, suites: Path, raw: Path, as_of: datetime, year: int, lang: str, *, is_now: bool = False) -> dict[str, int]:
    """Run every rule over the build file and write ``mart.fct_finding``, which reports each of them concerns and ``quality.check`` into it;
    findings by severity. ``raw``: where people sign. ``is_now``: the as-of is the clock's.

    Raises SuiteError for rules that cannot be trusted.
    """
    findings, checks, doubts = run_suites(build, suites, lang, year)
    with builder(build) as connection:
        findings = weigh(connection, findings, doubts, rules(suites), lang)
        years = [row[0] for row in connection.execute("select distinct reference_year from mart.fct_indicator order by 1").fetchall()]
        worst: dict[str, str] = {}
        for rule, severity in findings.select("rule", "severity").iter_rows():
            worst[rule] = min(severity, worst.get(rule, severity), key=SEVERITY_ORDER.__getitem__)
        checks = [check | {"severity": worst.get(check["name"], check["severity"])} for check in checks]
        old, known = aliases(suites), by_id(suites)
        answered = apply_confirmations(findings, raw / CONFIRMATIONS, as_of, years, known, _documents(connection), lang, old, is_now=is_now)
        signed = apply_waivers(answered, raw / WAIVERS, as_of, years, lang, old, is_now=is_now)
        outcomes = pl.DataFrame(
            {"name": [check["name"] for check in checks], "outcome": [json.dumps(check, ensure_ascii=False) for check in checks]},
            schema={"name": pl.String, "outcome": pl.String},
        )
        connection.execute("create schema if not exists quality")
        for table, frame in {"mart.fct_finding": signed.findings, "quality.check": outcomes}.items():
            connection.register("incoming_frame", frame.to_arrow())
            connection.execute(f"create or replace table {table} as select * from incoming_frame")
            connection.unregister("incoming_frame")
        place_findings(connection, signed.covers)
        write_decisions(connection)
        write_effects(connection)
        said = {
            "fct_finding": COMMENTS,
            "fct_finding_effect": finding_effects.COMMENTS,
            "fct_finding_year": report_years.COMMENTS,
            "fct_decision": decisions.COMMENTS,
            "fct_decision_effect": decision_effects.COMMENTS,
        }
        for table, comments in said.items():
            for column, comment in comments.items():
                subject = f"table mart.{table}" if column is None else f'column mart.{table}."{column}"'
                connection.execute(f"comment on {subject} is '{comment}'")
    return dict(signed.findings.group_by("severity").len().iter_rows())


def _documents(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """What each path in raw/ is a version of."""
    rows = connection.execute("select path, sender, form, reference_year from landing.submission where path is not null").fetchall()
    return {bare_path(path): f"{sender}/{form}/{year}" for path, sender, form, year in rows}


def read_checks(build: Path) -> dict[str, dict[str, Any]]:
    """The outcome of each rule at the last pass, by its id."""
    with builder(build, read_only=True) as connection:
        return {name: json.loads(outcome) for name, outcome in connection.execute("select name, outcome from quality.check").fetchall()}


def decide_from(build: Path, year: int) -> Decision:
    """The gate's decision on a year, from the last pass."""
    with builder(build, read_only=True) as connection:
        findings = connection.sql(f"from {OF_YEAR}", params={"year": year}).pl()
    return decide(findings, year, list(read_checks(build).values()))
