"""The indicators of a warehouse, each with what it is made of: the rows of ``mart.dim_indicator``. Nothing is computed here."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

import duckdb

Role = Literal["value", "weight", "divisor", "condition", "placement"]
_COUNTS = ("units", "reporting", "weight")  # what `per` may name beside a figure


@dataclass(frozen=True)
class Indicator:
    """``scope`` None: only the senders' totals know it. ``per``: what the denominator adds up; None where there is none."""

    indicator: str
    indicator_name: str
    indicator_name_en: str
    unit_of_measure: str
    kind: str
    decimals: int
    definition: str
    definition_en: str
    listed_in: str
    units: str
    scope: str | None
    flag: str | None
    flag_value: str | None
    figure: str | None
    weight: str | None
    per: str | None
    scale: int
    rests_on_registry: bool
    rests_on_report: bool
    rests_on_alliance: bool
    has_expected_units: bool
    has_matched_growth: bool
    verdict_test: str | None
    same_as: str

    @property
    def figures(self) -> dict[Role, str]:
        """The columns of ``mart.fct_unit_year`` that are added up, by their role."""
        divisor = None if self.per in _COUNTS else self.per
        found: dict[Role, str | None] = {"value": self.figure, "weight": self.weight, "divisor": divisor}
        return {role: column for role, column in found.items() if column}

    @property
    def is_built(self) -> bool:
        return self.scope is not None

    @property
    def is_item(self) -> bool:
        """Biểu 1 has it too, so that a sender's own figure stands beside ours."""
        return self.listed_in == "form"

    def name(self, lang: str) -> str:
        return self.indicator_name if lang == "vi" else self.indicator_name_en

    def defined(self, lang: str) -> str:
        return self.definition if lang == "vi" else self.definition_en


def read_indicators(connection: duckdb.DuckDBPyConnection) -> dict[str, Indicator]:
    """By code, in the order of the forms."""
    columns = ", ".join(field.name for field in fields(Indicator))
    rows = connection.execute(f"select {columns} from mart.dim_indicator order by sort_order").fetchall()
    return {row[0]: Indicator(*row) for row in rows}
