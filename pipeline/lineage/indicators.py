"""The indicators of a warehouse, each with what it is made of: the rows of ``mart.dim_indicator``. Nothing is computed here."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

import duckdb

from pipeline.office.figure import Defined
from pipeline.warehouse.reader import records

Role = Literal["value", "weight", "divisor", "condition", "placement"]
_COUNTS = ("units", "reporting", "weight")  # what `per` may name beside a figure


@dataclass(frozen=True, kw_only=True)
class Indicator(Defined):
    """With what the way back to its cells asks of it."""

    definition: str
    definition_en: str
    weight: str | None
    scale: int
    rests_on_registry: bool
    rests_on_report: bool
    rests_on_alliance: bool

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

    def defined(self, lang: str) -> str:
        return self.definition if lang == "vi" else self.definition_en


def read_indicators(connection: duckdb.DuckDBPyConnection) -> dict[str, Indicator]:
    """By code, in the order of the forms."""
    columns = ", ".join(field.name for field in fields(Indicator))
    rows = records(connection, f"select {columns} from mart.dim_indicator order by sort_order")
    return {row["indicator"]: Indicator(**row) for row in rows}
