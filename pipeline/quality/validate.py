"""One suite over one table by Great Expectations: which rows fail which rule, or why a rule could not run. What is said of it: ``run``.

Great Expectations takes seconds to import: only inside functions, and while something else runs (``pipeline.warm``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from pipeline.quality.suites import Rule, Suite, SuiteError

_ROW = "__row"


def tables() -> Any:
    """What Great Expectations takes each table's frame through."""
    import great_expectations as gx

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    context.variables.analytics_enabled = False
    # one source for all tables: every new one makes the context write all its settings again
    return context.data_sources.add_pandas("frames").add_dataframe_asset("table").add_batch_definition_whole_dataframe("whole")


@dataclass(frozen=True)
class Outcome:
    """What became of a rule: positions of failing rows, or the figure of a whole-table rule that failed, or why it could not run."""

    rule: Rule
    failing: tuple[int, ...] = ()
    observed: Any = None
    reason: str | None = None


def validate(through: Any, suite: Suite, rows: pl.DataFrame) -> list[Outcome]:
    """The outcome of every rule of a suite, in the suite's order."""
    from great_expectations.core.expectation_suite import ExpectationSuite

    outcomes: dict[str, Outcome] = {}
    for rule in suite.rules:
        if missing := [name for name in rule.columns if name not in rows.columns]:
            outcomes[rule.rule] = Outcome(rule, reason=f"không có cột {', '.join(missing)}")
        elif not rows.height and _speaks_of_rows(rule.type):
            outcomes[rule.rule] = Outcome(rule)
    runnable = [rule for rule in suite.rules if rule.rule not in outcomes]
    if runnable:
        # only the columns that some rule reads: the conversion to pandas is the dear part of a wide table
        conditioned = any("row_condition" in rule.kwargs for rule in runnable)
        needed = rows.columns if conditioned else list(dict.fromkeys(name for rule in runnable for name in rule.columns))
        pandas = rows.select(needed).to_pandas().assign(**{_ROW: range(rows.height)})
        batch = through.get_batch({"dataframe": pandas})
        written = [{"type": rule.type, "kwargs": dict(rule.kwargs), "meta": {"rule": rule.rule}} for rule in runnable]
        expectations = ExpectationSuite(name=suite.name, expectations=written)
        if len(expectations.expectations) != len(runnable):
            raise SuiteError(f"{suite.file}: {len(runnable)} quy tắc được viết nhưng chỉ {len(expectations.expectations)} được nạp.")
        wanted = {"result_format": "COMPLETE", "unexpected_index_column_names": [_ROW], "return_unexpected_index_query": False}
        results = {item.expectation_config.meta["rule"]: item for item in batch.validate(expectations, result_format=wanted).results}
        for rule in runnable:
            outcomes[rule.rule] = _outcome(rule, results.get(rule.rule))
    return [outcomes[rule.rule] for rule in suite.rules]


def _outcome(rule: Rule, result: Any) -> Outcome:
    if result is None:
        return Outcome(rule, reason="không có kết quả")
    if result.success:
        return Outcome(rule)
    if "unexpected_index_list" in result.result:
        return Outcome(rule, failing=tuple(sorted({item[_ROW] for item in result.result["unexpected_index_list"]})))
    if "observed_value" in result.result:
        observed = result.result["observed_value"]
        return Outcome(rule, observed=observed.item() if hasattr(observed, "item") else observed)
    return Outcome(rule, reason=_reason(result.exception_info))


def _speaks_of_rows(expectation_type: str) -> bool:
    from great_expectations.expectations import expectation as kinds
    from great_expectations.expectations.registry import get_expectation_impl

    of_rows = (kinds.ColumnMapExpectation, kinds.ColumnPairMapExpectation, kinds.MulticolumnMapExpectation)
    return issubclass(get_expectation_impl(expectation_type), of_rows)


def _reason(exception_info: dict[str, Any]) -> str:
    infos = [exception_info] if "exception_message" in exception_info else list(exception_info.values())
    said = [str(info.get("exception_message")) for info in infos if isinstance(info, dict)]
    return " ".join(" ".join(said).split()) or "không rõ"
