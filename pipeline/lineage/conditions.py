"""What a unit's counting in an indicator rests on: which cells decide, and why another unit does not count. The data: ``conditions.yaml``.

Nothing here reads the warehouse, and no indicator has a name here: all follows from the columns of its row of the seed ``indicator``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, model_validator

from pipeline.config import Province
from pipeline.config.yaml_file import read_model
from pipeline.lineage.indicators import Indicator, Role
from pipeline.system import program
from pipeline.system.errors import ConfigError

FILE = Path(__file__).with_name("conditions.yaml")
SEED = program.DBT_PROJECT / "seeds" / "indicator.csv"


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Cell(_Entry):
    """A cell of a unit's source row: which field, and when it decides (SQL); ``says``: what it says (SQL)."""

    source: str
    field: str
    when: str = "true"
    says: str = ""
    role: Role = "condition"

    @property
    def said(self) -> str:
        return self.says or f"source.{self.field}"


class Reason(_Entry):
    """``when`` it holds (SQL); the cause stands in the cells ``at`` these fields, or in the figure of this ``role``."""

    when: str
    at: tuple[str, ...] = ()
    role: Role | None = None
    says: str | None = None
    is_listed: bool = True


class Kind(_Entry):
    list: Literal["registry", "report"]
    when: str


class Basis(_Entry):
    """What a scope or a flag rests on: names of cells and reasons."""

    cells: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


class Flag(Basis):
    like: str | None = None
    others: bool = False


class Print(_Entry):
    of: str
    fields: Mapping[str, tuple[str, ...]]


class Source(_Entry):
    """``sender``: the province's setting that names whose document it is; None: each area's own."""

    table: str
    sender: str | None = None


class Conditions(_Entry):
    kinds: Mapping[str, Kind]
    scopes: Mapping[str, Mapping[Literal["registry", "report"], Basis]]
    flags: Mapping[str, Flag]
    placement: Mapping[Literal["registry", "report"], tuple[str, ...]]
    only_where: tuple[str, ...]
    cells: Mapping[str, Cell]
    sources: Mapping[str, Source]
    reasons: Mapping[str, Reason]
    figures: Mapping[Role, tuple[str, ...]]
    prints: Mapping[str, Print]
    scores: Mapping[Literal["counted", "replaced"], Mapping[str, tuple[str, ...]]]

    @model_validator(mode="after")
    def _refer(self) -> Conditions:
        bases = [*self.flags.values(), *(basis for scope in self.scopes.values() for basis in scope.values())]
        named = {
            "cells": [name for basis in bases for name in basis.cells] + [name for names in self.placement.values() for name in names],
            "reasons": [name for basis in bases for name in basis.reasons] + [name for names in self.figures.values() for name in names],
            "scopes": [flag.like for flag in self.flags.values() if flag.like],
            "sources": [cell.source for cell in self.cells.values()] + [name for one in self.prints.values() for name in one.fields],
        }
        for section, names in named.items():
            if unknown := sorted(set(names) - set(getattr(self, section))):
                raise ValueError(f"{section}: {', '.join(unknown)} chưa được khai báo")
        return self

    def check(self, made_of: Iterable[Mapping[str, str | None]]) -> None:
        """Rows with indicator, units, scope and flag. Raises ConfigError, one line, where one of these is not declared."""
        for row in made_of:
            kind, scope = self.kinds.get(row["units"] or ""), self.scopes.get(row["scope"] or "", {})
            known = {
                "units": kind is not None,
                "scope": kind is not None and kind.list in scope,
                "flag": row["flag"] in self.flags,
            }
            for column, is_known in known.items():
                if row[column] and not is_known:
                    raise ConfigError("Chỉ tiêu {}: {} = {} chưa được khai báo trong {}.", row["indicator"], column, row[column], FILE.name)

    def _bases(self, one: Indicator) -> list[Basis]:
        """The scope's own, and of the scope that the flag implies; then the flag's."""
        lives_by = self.kinds[one.units].list
        flag = self.flags[one.flag] if one.flag else None
        scopes = dict.fromkeys(scope for scope in (one.scope, flag.like if flag else None) if scope)
        return [*(self.scopes[scope][lives_by] for scope in scopes if lives_by in self.scopes[scope]), *([flag] if flag else [])]

    def cells_of(self, one: Indicator, *, placement: bool = False) -> list[Cell]:
        """The cells of one unit's contribution, figures first; ``placement`` adds those that say what and where the unit is."""
        found = [
            Cell(source="unit_report", field=field_of(column), says=f"unit.{column}", role=role) for role, column in one.figures.items()
        ]
        names = dict.fromkeys(name for basis in reversed(self._bases(one)) for name in basis.cells)
        found += [self.cells[name] for name in names]
        if placement:
            where = self.placement[self.kinds[one.units].list]
            found += [self.cells[name].model_copy(update={"role": "placement"}) for name in where]
        return found

    def reasons_of(self, one: Indicator) -> dict[str, str]:
        """Why a unit does not count, in the order asked: code → when it holds, as SQL."""
        names = ["other_type", *(name for basis in self._bases(one) for name in basis.reasons)]
        word = "'" + (one.flag_value or "").replace("'", "''") + "'"
        found = {name: self.reasons[name].when.replace("{word}", word) for name in names}
        for role, column in one.figures.items():
            for name in self.figures[role]:
                when = self.reasons[name].when.format(column=column)
                found[name] = f"{found[name]} or {when}" if name in found else when
        return found

    def is_scored(self, table: str | None, field: str | None, *, is_replaced: bool) -> bool:
        """Whether a quality score of the year rests on this field of a document."""
        return bool({field, "*"} & set(self.scores["replaced" if is_replaced else "counted"].get(table or "", ())))

    def is_cause(self, unit: Mapping[str, Any], cell: Mapping[str, Any]) -> bool:
        """This cell is why the unit does not count; both as an explanation gives them."""
        reason = self.reasons[unit["reason"]]
        # Of two lists that tell a status, the one whose word was taken.
        is_taken = reason.says is None or cell["value"] == unit["details"].get(reason.says)
        return is_taken and (cell["role"] == reason.role or cell["field"] in reason.at)


def field_of(column: str) -> str:
    """The form's name of a figure: money is kept in đồng."""
    return column.removesuffix("_vnd")


@lru_cache(maxsize=1)
def conditions() -> Conditions:
    """Raises ConfigError with one clear line."""
    return read_model(FILE, Conditions)


def check_seed(province: Province, seed: Path = SEED) -> None:
    """Every indicator of the seed is made of what is declared, the province's own settings put in. Raises ConfigError, one line."""
    with seed.open(encoding="utf-8", newline="") as file:
        head, *lines = csv.reader(file)
    rows = [dict(zip(head, line, strict=True)) for line in lines]
    conditions().check(row | {"scope": getattr(province.rules, row["scope"], row["scope"])} for row in rows)
