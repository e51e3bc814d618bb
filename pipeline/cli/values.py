"""A value of DuckDB as text, as JSON has it, as a number; and column names of which no two are equal."""

import json
import math
from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from itertools import count
from typing import Any


def told_apart(names: Sequence[str]) -> list[str]:
    """Names of which no two are equal: a, a_1, a_2."""
    told: list[str] = []
    for name in names:
        further = (f"{name}_{number}" for number in count(1))
        told.append(name if name not in told else next(other for other in further if other not in told and other not in names))
    return told


def is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def plain(value: Any) -> Any:
    """What JSON can say of a value of DuckDB."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    return value if value is None or isinstance(value, str | int) else str(value)


def written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple | dict):
        return json.dumps(plain(value), ensure_ascii=False)
    return str(value)
