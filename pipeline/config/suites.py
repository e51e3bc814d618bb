"""Reads ``expectations/`` and refuses, in one line that names file and rule, whatever would make the gate weaker than it says.

Left alone, Great Expectations passes an empty suite and drops an expectation of unknown type with a log line. Here a suite loads as
written or raises. Not here: Great Expectations itself, which takes seconds to import (``pipeline.quality.run``).
"""

from __future__ import annotations

import hashlib
import importlib.util
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.config.rule_file import SuiteError, parsed
from pipeline.config.rules import CatalogueFile, Expectation, Further, Listed, Rule, Suite, SuiteFile

__all__ = ["SuiteError", "aliases", "by_id", "digest", "read", "read_catalogues", "rules", "tolerances"]
CATALOGUE = "catalogue"


def read(folder: Path) -> tuple[Suite, ...]:
    """All suites of a folder, by name. Raises SuiteError on the first thing that would weaken the gate."""
    catalogues = read_catalogues(folder)
    suites = tuple(_suite(file, catalogues) for file in _files(folder))
    tables: dict[str, Path] = {}
    for suite in suites:
        if suite.table in tables:
            raise SuiteError("{}: bảng {} đã có bộ quy tắc ở {}; hãy gộp làm một.", suite.file, suite.table, tables[suite.table].name)
        tables[suite.table] = suite.file
    _once_each([(suite.file, rule) for suite in suites for rule in suite.rules])
    return suites


def read_catalogues(folder: Path) -> dict[str, dict[str, Rule]]:
    """The catalogues beside the suites: name → id → rule. Raises SuiteError."""
    files = sorted((folder / CATALOGUE).glob("*.json"))
    found = [(file, parsed(file, CatalogueFile)) for file in files]
    _once_each([(file, rule) for file, catalogue in found for rule in catalogue.rules])
    return {catalogue.name: {rule.rule: rule for rule in catalogue.rules} for _, catalogue in found}


def digest(folder: Path) -> str:
    """SHA-256 over the names and contents of all suites and catalogues; any change of a rule changes it."""
    whole = hashlib.sha256()
    for file in [*_files(folder), *sorted((folder / CATALOGUE).glob("*.json"))]:
        whole.update(file.name.encode())
        whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()


def tolerances(suites: tuple[Suite, ...]) -> list[dict[str, Any]]:
    """Every bound that a suite sets, for models in which one rule's verdict decides whether another may speak.

    One row per rule, ``part`` (empty but for a rule of several expectations) and ``bound`` (``min_value``, ``max_value``, or the
    column of a condition); ``number`` or ``day``.
    """
    rows = []
    for suite in suites:
        for expectation in suite.expectations:
            meta = expectation.meta
            if isinstance(meta, Listed):
                continue
            measured = meta.measure.items() if isinstance(meta, Rule) else ()
            for bound, value in (*expectation.bounds, *measured):
                is_day = isinstance(value, str)
                row = {"rule": meta.rule, "part": getattr(meta, "part", ""), "bound": bound}
                rows.append(row | {"number": None if is_day else float(value), "day": date.fromisoformat(value) if is_day else None})
    return rows


def rules(folder: Path) -> list[dict[str, Any]]:
    """Every rule there is, one row each: of the suites, of the catalogues that pass through them, and of the gate itself."""
    suites = read(folder)
    home = {rule: f"{CATALOGUE}/{name}.json" for name, catalogue in read_catalogues(folder).items() for rule in catalogue}
    found: list[tuple[Rule, str | None, str]] = [
        (rule, suite.table, home.get(rule.rule, suite.file.name)) for suite in suites for rule in suite.rules
    ]
    known = {rule.rule for rule, _, _ in found}
    own = [rule for catalogue in read_catalogues(folder).values() for rule in catalogue.values() if rule.rule not in known]
    found += [(rule, None, home[rule.rule]) for rule in own]
    bounds: dict[str, list[str]] = {}
    for row in tolerances(suites):
        value = row["day"].isoformat() if row["day"] else f"{row['number']:g}"
        bounds.setdefault(row["rule"], []).append(f"{' '.join(filter(None, (row['part'], row['bound'])))} {value}")
    return [
        {
            "rule": rule.rule,
            "aliases": ", ".join(rule.aliases) or None,
            "highest_severity": rule.severity,
            "nature": rule.nature,
            "message": rule.vi,
            "remedy": rule.vi_remedy,
            "message_en": rule.en,
            "remedy_en": rule.en_remedy,
            "tolerance": rule.tolerance,
            "bounds": "; ".join(bounds.get(rule.rule, ())) or None,
            "table_name": table,
            "source_file": file,
            "is_waivable": rule.is_waivable,
            "otherwise": rule.otherwise,
            "is_of_state_day": rule.is_of_state_day,
        }
        for rule, table, file in sorted(found, key=lambda item: item[0].rule)
    ]


def by_id(folder: Path) -> dict[str, Rule]:
    """Every rule there is, of suites and catalogues alike. Raises SuiteError."""
    known = [rule for suite in read(folder) for rule in suite.rules]
    known += [rule for catalogue in read_catalogues(folder).values() for rule in catalogue.values()]
    return {rule.rule: rule for rule in known}


def aliases(folder: Path) -> dict[str, str]:
    """Old ids of rules, suites and catalogues alike, with the id of today: what was signed under them stays valid. Raises SuiteError."""
    return {old: rule.rule for rule in by_id(folder).values() for old in rule.aliases}


def _files(folder: Path) -> list[Path]:
    files = sorted(folder.glob("*.json")) if folder.is_dir() else []
    if not files:
        raise SuiteError("{}: không có bộ quy tắc nào (*.json); hãy lấy lại thư mục quy tắc đầy đủ.", folder)
    return files


def _suite(file: Path, catalogues: dict[str, dict[str, Rule]]) -> Suite:
    written = parsed(file, SuiteFile)
    rules: dict[str, Rule] = {}
    for expectation in written.expectations:
        meta = expectation.meta
        if isinstance(meta, Listed):
            if meta.catalogue not in catalogues:
                raise SuiteError("{}: không có danh mục {}/{}.json; hãy sửa tên hoặc thêm tệp.", file, CATALOGUE, meta.catalogue)
            rules |= catalogues[meta.catalogue]
        elif isinstance(meta, Further):
            if meta.rule not in rules:
                raise SuiteError("{}: phần {} của quy tắc {} phải đứng sau chính quy tắc đó.", file, meta.part, meta.rule)
        elif meta.rule in rules:
            raise SuiteError("{}: mã quy tắc {} đã dùng ở {}; hãy đặt mã khác.", file, meta.rule, file.name)
        else:
            rules[meta.rule] = meta
        _check_expectation(file, expectation)
    for rule in rules.values():
        if rule.nature == "suspicion" and (rule.severity == "error") != rule.has_alternative:
            raise SuiteError(
                "{}: quy tắc {}: điều nghi ngờ là error khi ghi số nào sẽ đúng (expected, stands, otherwise), không ghi thì warning.",
                file,
                rule.rule,
            )
        if unknown := sorted(set(rule.unless) - rules.keys()):
            raise SuiteError("{}: quy tắc {}: unless ghi {} không có trong cùng bộ; hãy sửa.", file, rule.rule, ", ".join(unknown))
    return Suite(file=file, name=written.name, meta=written.meta, expectations=written.expectations, rules=list(rules.values()))


def _check_expectation(file: Path, expectation: Expectation) -> None:
    name = getattr(expectation.meta, "rule", None) or getattr(expectation.meta, "catalogue", "")
    if expectation.type not in _types():
        raise SuiteError("{}: quy tắc {} dùng loại kỳ vọng lạ {!r}; hãy sửa chính tả.", file, name, expectation.type)
    if not expectation.columns and expectation.type.startswith(("expect_column", "expect_compound", "expect_multicolumn", "expect_select")):
        raise SuiteError("{}: quy tắc {}: kwargs không hợp lệ (không nêu cột nào); hãy ghi column.", file, name)
    names = [bound for bound, _ in expectation.bounds]
    if twice := sorted({bound for bound in names if names.count(bound) > 1}):
        raise SuiteError("{}: quy tắc {}: điều kiện so {} hai lần; hãy tách làm hai.", file, name, ", ".join(twice))
    for bound, value in expectation.bounds:
        if isinstance(value, str):
            try:
                date.fromisoformat(value)
            except ValueError as error:
                raise SuiteError("{}: quy tắc {}: {} là {!r}; hãy ghi số hoặc ngày dạng 2019-12-31.", file, name, bound, value) from error


@cache
def _types() -> frozenset[str]:
    """Great Expectations' own expectations, by the files that hold them: importing it takes seconds."""
    found = importlib.util.find_spec("great_expectations")
    places = found.submodule_search_locations if found else None
    return frozenset(path.stem for place in places or () for path in Path(place).glob("expectations/core/expect_*.py"))


def _once_each(rules: list[tuple[Path, Rule]]) -> None:
    seen: dict[str, Path] = {}
    for file, rule in rules:
        for name in (rule.rule, *rule.aliases):
            if name in seen:
                raise SuiteError("{}: mã quy tắc {} đã dùng ở {}; hãy đặt mã khác.", file, name, seen[name].name)
            seen[name] = file
