"""One suite's expectations over one table's rows, asked of Great Expectations. It takes seconds to import: only inside functions."""

import json
from datetime import datetime
from typing import Any

import polars as pl

from pipeline.config.rules import Expectation, Listed, Suite
from pipeline.config.suites import SuiteError
from pipeline.quality.failures import Failure

_ROW = "__row"
ALL = "*"  # an expectation through which a catalogue passes could not run: none of its rules did


def tables() -> Any:
    """What Great Expectations takes each table's frame through."""
    import great_expectations as gx

    context: Any = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    context.variables.analytics_enabled = False
    # one source for all tables: every new one makes the context write all its settings again
    return context.data_sources.add_pandas("frames").add_dataframe_asset("table").add_batch_definition_whole_dataframe("whole")


def failures(through: Any, suite: Suite, rows: pl.DataFrame) -> list[Failure]:
    """Every failure of a suite's expectations, in their order. Raises SuiteError for arguments that Great Expectations refuses."""
    written = [
        {"type": one.type, "kwargs": _kwargs(one.kwargs), "meta": {"number": number}} for number, one in enumerate(suite.expectations)
    ]
    for item, one in zip(written, suite.expectations, strict=True):
        _check_arguments(suite, item, one)
    found: dict[int, list[Failure]] = {}
    runnable = []
    for number, one in enumerate(suite.expectations):
        if missing := [name for name in _reads(one) if name not in rows.columns]:
            found[number] = [Failure(_named(one), one, reason=f"không có cột {', '.join(missing)}")]
        elif rows.height or not _speaks_of_rows(one.type):
            runnable.append(number)
    if runnable:
        # only the columns that some expectation reads: the conversion to pandas is the dear part of a wide table
        needed = {name for number in runnable for name in _reads(suite.expectations[number])}
        pandas = rows.select(name for name in rows.columns if name in needed).to_pandas().assign(**{_ROW: range(rows.height)})
        results = _results(through, suite, [written[number] for number in runnable], pandas)
        found |= {number: _failed(suite.expectations[number], result, rows) for number, result in results.items()}
    return [failure for number in sorted(found) for failure in found[number]]


def _results(through: Any, suite: Suite, written: list[dict[str, Any]], pandas: Any) -> dict[int, Any]:
    """Great Expectations' answers by the expectations' numbers, None where it gave none; what speaks of rows and finds none is left out.

    Those of one ``row_condition`` are asked together over the rows that meet it: alone, each would look for its rows at every metric.
    """
    from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine

    engine = PandasExecutionEngine()
    engine.load_batch_data(suite.name, pandas)
    groups: dict[str, list[dict[str, Any]]] = {}
    for item in written:
        groups.setdefault(json.dumps(item["kwargs"].get("row_condition")), []).append(item)
    found: dict[int, Any] = {}
    for condition, group in groups.items():
        names = dict.fromkeys(name for item in group for name in _reads(suite.expectations[item["meta"]["number"]]))
        meeting = pandas
        if json.loads(condition):
            try:
                meeting = engine.get_domain_records({"batch_id": suite.name, "row_condition": json.loads(condition)})
                group = [
                    item | {"kwargs": {key: item["kwargs"][key] for key in item["kwargs"] if key != "row_condition"}} for item in group
                ]
            except Exception:  # a condition that pandas cannot hold against the column: each expectation says so itself
                meeting = pandas
        if meeting.empty:
            group = [item for item in group if not _speaks_of_rows(item["type"])]
        if group:
            found |= _asked(through, suite, group, meeting[[*names, _ROW]])
    return found


def _asked(through: Any, suite: Suite, group: list[dict[str, Any]], rows: Any) -> dict[int, Any]:
    from great_expectations.core.expectation_suite import ExpectationSuite

    expectations = ExpectationSuite(name=suite.name, expectations=group)
    if len(expectations.expectations) != len(group):
        raise SuiteError("{}: {} kỳ vọng được viết nhưng chỉ {} được nạp.", suite.file, len(group), len(expectations.expectations))
    wanted = {"result_format": "COMPLETE", "unexpected_index_column_names": [_ROW], "return_unexpected_index_query": False}
    answers = through.get_batch({"dataframe": rows}).validate(expectations, result_format=wanted).results
    found: dict[int, Any] = dict.fromkeys(item["meta"]["number"] for item in group)
    return found | {item.expectation_config.meta["number"]: item for item in answers}


def _failed(expectation: Expectation, result: Any, rows: pl.DataFrame) -> list[Failure]:
    name = _named(expectation)
    if result is None:
        return [Failure(name, expectation, reason="không có kết quả")]
    if result.success:
        return []
    if "unexpected_index_list" in result.result:
        positions = sorted({int(item[_ROW]) for item in result.result["unexpected_index_list"]})
        if name != ALL:
            return [Failure(name, expectation, position) for position in positions]
        names = rows[expectation.columns[0]]
        return [Failure(names[position], expectation, position) for position in positions]
    if "observed_value" in result.result:
        observed = result.result["observed_value"]
        return [Failure(name, expectation, observed=observed.item() if hasattr(observed, "item") else observed)]
    return [Failure(name, expectation, reason=_reason(result.exception_info))]


def _named(expectation: Expectation) -> str:
    return ALL if isinstance(expectation.meta, Listed) else expectation.meta.rule


def _reads(expectation: Expectation) -> tuple[str, ...]:
    """Columns that are judged, then those that only say whether."""
    return tuple(dict.fromkeys((*expectation.columns, *(leaf["column"]["name"] for leaf in expectation.conditions))))


def _kwargs(kwargs: dict[str, Any]) -> dict[str, Any]:
    """The arguments as pandas compares them: a day is written as text in JSON."""
    days = {end: datetime.fromisoformat(kwargs[end]) for end in ("min_value", "max_value") if isinstance(kwargs.get(end), str)}
    return kwargs | days


def _check_arguments(suite: Suite, written: dict[str, Any], expectation: Expectation) -> None:
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

    try:
        ExpectationConfiguration(type=written["type"], kwargs=dict(written["kwargs"])).to_domain_obj()
    except Exception as error:  # pydantic v1 inside Great Expectations: no narrower public class
        reason = " ".join(str(error).split())
        raise SuiteError("{}: quy tắc {}: kwargs không hợp lệ ({}); hãy sửa.", suite.file, _named(expectation), reason) from error


def _speaks_of_rows(expectation_type: str) -> bool:
    from great_expectations.expectations import expectation as kinds
    from great_expectations.expectations.registry import get_expectation_impl

    of_rows = (kinds.ColumnMapExpectation, kinds.ColumnPairMapExpectation, kinds.MulticolumnMapExpectation)
    return issubclass(get_expectation_impl(expectation_type), of_rows)


def _reason(exception_info: dict[str, Any]) -> str:
    infos = [exception_info] if "exception_message" in exception_info else list(exception_info.values())
    said = [str(info.get("exception_message")) for info in infos if isinstance(info, dict)]
    return " ".join(" ".join(said).split()) or "không rõ"
