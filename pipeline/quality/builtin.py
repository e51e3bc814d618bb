"""Sentences of the gate's own findings, which no table can carry: a check that could not run, a waiver that is no waiver.

Rules about data live in ``expectations/``; these few speak about the gate itself, and no waiver reaches the unwaivable.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.quality.sentences import fill

UNWAIVABLE = frozenset({"table_missing", "table_too_short", "check_could_not_run", "waiver_incomplete", "waivers_unreadable"})

_SENTENCES: dict[str, tuple[str, dict[str, str]]] = {
    "table_missing": (
        "error",
        {
            "vi": "Kho số liệu không có bảng {table} mà các quy tắc phải kiểm.",
            "vi_remedy": "Chạy lại toàn bộ; nếu vẫn thiếu, báo người quản trị hệ thống.",
            "en": "The warehouse has no table {table}, which the rules must check.",
            "en_remedy": "Run everything again; if it is still missing, tell the system's keeper.",
        },
    ),
    "table_too_short": (
        "error",
        {
            "vi": "Bảng {table} chỉ có {observed} dòng, ít nhất phải có {expected}.",
            "vi_remedy": "Xem các tệp trong raw/ đã đủ và đọc được chưa, rồi chạy lại.",
            "en": "Table {table} has only {observed} rows, at least {expected} are needed.",
            "en_remedy": "See that the files in raw/ are all there and readable, then run again.",
        },
    ),
    "check_could_not_run": (
        "error",
        {
            "vi": "Không kiểm được quy tắc {checked} trên bảng {table}: {reason}.",
            "vi_remedy": "Báo người quản trị hệ thống: quy tắc và bảng không còn khớp nhau.",
            "en": "Rule {checked} could not be checked on table {table}: {reason}.",
            "en_remedy": "Tell the system's keeper: the rule and the table no longer fit.",
        },
    ),
    "rule_without_sentence": (
        "error",
        {
            "vi": "Bước đọc tệp phát hiện «{name}» ({value}) nhưng bộ quy tắc không có câu nào cho phát hiện này.",
            "vi_remedy": "Báo người quản trị hệ thống: bộ quy tắc landing_finding thiếu quy tắc {name}.",
            "en": "Reading found “{name}” ({value}), but no rule has a sentence for it.",
            "en_remedy": "Tell the system's keeper: the suite landing_finding lacks the rule {name}.",
        },
    ),
    "waivers_unreadable": (
        "error",
        {
            "vi": "Không đọc được tệp ký chấp nhận sai sót {path}: {reason}.",
            "vi_remedy": "Lưu lại dạng CSV UTF-8, đủ cột year, rule, sender, path, sheet, row, column, reason, signed_by, signed_at.",
            "en": "The waivers file {path} cannot be read: {reason}.",
            "en_remedy": "Save as UTF-8 CSV with columns year, rule, sender, path, sheet, row, column, reason, signed_by, signed_at.",
        },
    ),
    "waiver_incomplete": (
        "error",
        {
            "vi": "Dòng {row} của tệp ký chấp nhận sai sót không có hiệu lực: {reason}.",
            "vi_remedy": "Ghi đủ lý do (reason) và người ký (signed_by), sửa ô sai, hoặc xoá dòng này.",
            "en": "Line {row} of the waivers file is not valid: {reason}.",
            "en_remedy": "Fill in reason and signed_by, mend the wrong cell, or delete the line.",
        },
    ),
    "waiver_unused": (
        "warning",
        {
            "vi": "Dòng {row} của tệp ký chấp nhận sai sót ({signed_by} ký) không khớp với lỗi nào.",
            "vi_remedy": "Nếu lỗi đã được sửa thì xoá dòng này; nếu chưa, xem lại mã quy tắc, tệp, trang, ô.",
            "en": "Line {row} of the waivers file (signed by {signed_by}) matches no finding.",
            "en_remedy": "If the error has been mended, delete the line; if not, look again at rule, file, sheet and cell.",
        },
    ),
    "open_error_of_last_year": (
        "error",
        {
            "vi": "Số liệu năm {last_year} còn lỗi chưa xử lý mà các số so sánh của năm {year} dựa vào: {message}",
            "vi_remedy": "{remedy}",
            "en": "Figures of {last_year}, on which the comparisons of {year} rest, still hold an error: {message}",
            "en_remedy": "{remedy}",
        },
    ),
}


def finding(rule: str, values: Mapping[str, Any], lang: str = "vi") -> dict[str, Any]:
    """A finding's rule, severity, message and remedy. KeyError for a rule that is not one of the gate's own."""
    severity, sentences = _SENTENCES[rule]
    return {
        "rule": rule,
        "severity": severity,
        "message": fill(sentences[lang], values, lang),
        "remedy": fill(sentences[f"{lang}_remedy"], values, lang),
    }


def severity(rule: str) -> str:
    return _SENTENCES[rule][0]
