"""Reads the rules of ``expectations/`` and refuses whatever Great Expectations would quietly let through.

Left alone, Great Expectations passes an empty suite and drops an expectation of unknown type with a log line. Here a
suite either loads as written or raises. Not here: running the rules (``run``).
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

from pipeline.system.errors import HoptacError

SEVERITIES = ("error", "warning", "info")
SENTENCES = ("vi", "vi_remedy", "en", "en_remedy")
RULE_ID = re.compile(r"[a-z][a-z0-9_]*")
TABLE = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")

_SUITE_KEYS = {"name", "meta", "expectations"}
_SUITE_META = {"table", "min_rows", "source"}
_EXPECTATION_KEYS = {"type", "kwargs", "meta"}
_RULE_META = {"rule", "severity", "field", "value", "tolerance", "feeds_next_year", *SENTENCES}


class SuiteError(HoptacError):
    """A suite that cannot be trusted; the message names the file, the rule and the mend."""


@dataclass(frozen=True)
class Rule:
    """One expectation. ``field``: contract field whose column letter a finding carries; ``value``: column shown as value."""

    rule: str
    severity: str
    type: str
    kwargs: dict[str, Any]
    field: str | None
    value: str | None
    sentences: dict[str, str]
    tolerance: str | None
    feeds_next_year: bool

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that the expectation reads, from the arguments that name columns."""
        names: list[str] = []
        for key, value in self.kwargs.items():
            if key in ("column", "column_A", "column_B"):
                names.append(value)
            elif key in ("column_list", "column_set"):
                names.extend(value)
        return tuple(dict.fromkeys(names))

    @property
    def placeholders(self) -> frozenset[str]:
        return frozenset().union(*(placeholders(text) for text in self.sentences.values()))


@dataclass(frozen=True)
class Suite:
    """The rules of one table. ``min_rows``: fewer rows than this are an error of their own.

    ``source``: the landing table whose sheets the rows stand in, for column letters.
    """

    name: str
    file: Path
    table: str
    min_rows: int
    source: str | None
    rules: tuple[Rule, ...]


def placeholders(sentence: str) -> frozenset[str]:
    """Names in braces. Raises ValueError on a stray brace, an empty name, or a format after the name."""
    names = set()
    for _, name, spec, conversion in Formatter().parse(sentence):
        if name is None:
            continue
        if not name.isidentifier() or spec or conversion:
            raise ValueError(f"{{{name}}}")
        names.add(name)
    return frozenset(names)


def load(folder: Path) -> tuple[Suite, ...]:
    """All suites of a folder, by name. Imports Great Expectations to know its expectation types.

    Raises SuiteError on the first thing that would make the gate weaker than the files say.
    """
    suites = read(folder)
    _check_types(suites)
    return suites


def read(folder: Path) -> tuple[Suite, ...]:
    """The same without Great Expectations: what the rules are, for those who list them and do not run them."""
    files = _files(folder)
    suites = tuple(_suite(file) for file in files)
    seen: dict[str, Path] = {}
    tables: dict[str, Path] = {}
    for suite in suites:
        if suite.table in tables:
            raise SuiteError(f"{suite.file}: bảng {suite.table} đã có bộ quy tắc ở {tables[suite.table].name}; hãy gộp làm một.")
        tables[suite.table] = suite.file
        for rule in suite.rules:
            if rule.rule in seen:
                raise SuiteError(f"{suite.file}: mã quy tắc {rule.rule} đã dùng ở {seen[rule.rule].name}; hãy đặt mã khác.")
            seen[rule.rule] = suite.file
    return suites


def digest(folder: Path) -> str:
    """SHA-256 over the names and contents of all suites; any change of a rule changes it."""
    whole = hashlib.sha256()
    for file in _files(folder):
        whole.update(file.name.encode())
        whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()


def _files(folder: Path) -> list[Path]:
    files = sorted(folder.glob("*.json")) if folder.is_dir() else []
    if not files:
        raise SuiteError(f"{folder}: không có bộ quy tắc nào (*.json); hãy lấy lại thư mục quy tắc đầy đủ.")
    return files


def _suite(file: Path) -> Suite:
    try:
        data = json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=lambda pairs: _once(file, pairs))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise SuiteError(f"{file}: không đọc được JSON ({error}); hãy sửa tệp.") from error
    if not isinstance(data, dict):
        raise SuiteError(f"{file}: phải là một đối tượng JSON có name, meta, expectations.")
    _only(file, "bộ quy tắc", data, _SUITE_KEYS, required=_SUITE_KEYS)
    if data["name"] != file.stem:
        raise SuiteError(f"{file}: name là {data['name']!r} nhưng tên tệp là {file.stem!r}; hãy để hai tên giống nhau.")
    meta = data["meta"]
    _only(file, "meta", meta, _SUITE_META, required={"table"})
    table = meta["table"]
    if not isinstance(table, str) or not TABLE.fullmatch(table):
        raise SuiteError(f"{file}: meta.table là {table!r}; hãy ghi dạng lược_đồ.bảng.")
    min_rows = meta.get("min_rows", 0)
    if not isinstance(min_rows, int) or isinstance(min_rows, bool) or min_rows < 0:
        raise SuiteError(f"{file}: meta.min_rows là {min_rows!r}; hãy ghi một số nguyên không âm.")
    source = meta.get("source")
    if source is not None and not isinstance(source, str):
        raise SuiteError(f"{file}: meta.source là {source!r}; hãy ghi tên bảng landing.")
    written = data["expectations"]
    if not isinstance(written, list) or not written:
        raise SuiteError(f"{file}: không có quy tắc nào trong expectations; hãy viết ít nhất một, hoặc xoá tệp.")
    rules = tuple(_rule(file, number, item) for number, item in enumerate(written, start=1))
    return Suite(name=data["name"], file=file, table=table, min_rows=min_rows, source=source, rules=rules)


def _rule(file: Path, number: int, item: Any) -> Rule:
    where = f"quy tắc thứ {number}"
    _only(file, where, item, _EXPECTATION_KEYS, required=_EXPECTATION_KEYS)
    meta, kwargs = item["meta"], item["kwargs"]
    _only(file, f"{where}, meta", meta, _RULE_META, required={"rule", "severity", *SENTENCES})
    rule = meta["rule"]
    if not isinstance(rule, str) or not RULE_ID.fullmatch(rule):
        raise SuiteError(f"{file}: {where} có mã {rule!r}; hãy đặt mã bằng chữ thường, số và gạch dưới.")
    where = f"quy tắc {rule}"
    if meta["severity"] not in SEVERITIES:
        raise SuiteError(f"{file}: {where} có severity {meta['severity']!r}; chỉ dùng {', '.join(SEVERITIES)}.")
    for key in SENTENCES:
        if not isinstance(meta[key], str) or not meta[key].strip():
            raise SuiteError(f"{file}: {where} thiếu câu {key}; hãy viết câu đó.")
        try:
            placeholders(meta[key])
        except ValueError as error:
            raise SuiteError(f"{file}: {where}, câu {key}: chỗ trống {error} không hợp lệ; chỉ ghi {{tên_cột}}.") from error
    for key, kind in (("field", str), ("value", str), ("tolerance", str), ("feeds_next_year", bool)):
        if meta.get(key) is not None and not isinstance(meta[key], kind):
            raise SuiteError(f"{file}: {where}: {key} là {meta[key]!r}; hãy ghi kiểu {kind.__name__} hoặc null.")
    if not isinstance(kwargs, dict):
        raise SuiteError(f"{file}: {where}: kwargs phải là một đối tượng JSON.")
    if kwargs.get("mostly", 1) != 1:
        raise SuiteError(f"{file}: {where} dùng mostly={kwargs['mostly']}: quy tắc bỏ qua một phần dòng sai; hãy bỏ mostly.")
    return Rule(
        rule=rule,
        severity=meta["severity"],
        type=item["type"],
        kwargs=kwargs,
        field=meta.get("field"),
        value=meta.get("value"),
        sentences={key: meta[key] for key in SENTENCES},
        tolerance=meta.get("tolerance"),
        feeds_next_year=bool(meta.get("feeds_next_year", False)),
    )


def _only(file: Path, where: str, found: Any, allowed: set[str], required: set[str]) -> None:
    if not isinstance(found, dict):
        raise SuiteError(f"{file}: {where} phải là một đối tượng JSON.")
    if missing := sorted(required - found.keys()):
        raise SuiteError(f"{file}: {where} thiếu {', '.join(missing)}; hãy bổ sung.")
    if unknown := sorted(found.keys() - allowed):
        raise SuiteError(f"{file}: {where} có khoá lạ {', '.join(unknown)}; hãy sửa chính tả hoặc bỏ.")


def _once(file: Path, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    # json keeps the last of two equal keys: a second "expectations" would silently replace the first
    keys = [key for key, _ in pairs]
    if twice := sorted({key for key in keys if keys.count(key) > 1}):
        raise SuiteError(f"{file}: khoá {', '.join(twice)} viết hai lần; hãy bỏ một.")
    return dict(pairs)


def _check_types(suites: tuple[Suite, ...]) -> None:
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
    from great_expectations.expectations.registry import list_registered_expectation_implementations

    known = set(list_registered_expectation_implementations())
    for suite in suites:
        for rule in suite.rules:
            if rule.type not in known:
                raise SuiteError(f"{suite.file}: quy tắc {rule.rule} dùng loại kỳ vọng lạ {rule.type!r}; hãy sửa chính tả.")
            try:
                ExpectationConfiguration(type=rule.type, kwargs=dict(rule.kwargs)).to_domain_obj()
            except Exception as error:  # pydantic v1 inside Great Expectations: no narrower public class
                reason = " ".join(str(error).split())
                raise SuiteError(f"{suite.file}: quy tắc {rule.rule}: kwargs không hợp lệ ({reason}); hãy sửa.") from error
