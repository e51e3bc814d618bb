"""One JSON file of rules as its model, or one line that says which file, which rule, what is wrong and what to write."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from pipeline.system.errors import HoptacError

_HINTS = {
    "rule": "hãy đặt mã bằng chữ thường, số và gạch dưới",
    "severity": "chỉ dùng error, warning, info",
    "nature": "chỉ dùng certain, suspicion, obligation",
    "table": "hãy ghi dạng lược_đồ.bảng",
    "min_rows": "hãy ghi một số nguyên không âm",
}
_File = TypeVar("_File", bound=BaseModel)


class SuiteError(HoptacError):
    """Rules that cannot be trusted; the message names the file, the rule and the mend."""


def parsed(file: Path, kind: type[_File]) -> _File:
    """Raises SuiteError."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=lambda pairs: _once(file, pairs))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise SuiteError("{}: không đọc được JSON ({}); hãy sửa tệp.", file, error) from error
    try:
        found = kind.model_validate(data)
    except ValidationError as error:
        raise SuiteError("{}: {}.", file, _said(data, error)) from error
    if data["name"] != file.stem:
        raise SuiteError("{}: name là {!r} nhưng tên tệp là {!r}; hãy để hai tên giống nhau.", file, data["name"], file.stem)
    return found


def _once(file: Path, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    # json keeps the last of two equal keys: a second "expectations" would silently replace the first
    keys = [key for key, _ in pairs]
    if twice := sorted({key for key in keys if keys.count(key) > 1}):
        raise SuiteError("{}: khoá {} viết hai lần; hãy bỏ một.", file, ", ".join(twice))
    return dict(pairs)


def _said(data: Any, error: ValidationError) -> str:
    """The first thing that is wrong, in one line: at which rule, what, and what to write."""
    first = error.errors()[0]
    name = str(first["loc"][-1]) if first["loc"] else ""
    where = _where(data, first["loc"])
    match first["type"]:
        case "missing":
            return f"{where}thiếu {name}; hãy bổ sung"
        case "extra_forbidden":
            return f"{where}có khoá lạ {name}; hãy sửa chính tả hoặc bỏ"
        case "too_short":
            return f"{where}không có quy tắc nào trong {name}; hãy viết ít nhất một, hoặc xoá tệp"
        case "model_type":
            return "phải là một đối tượng JSON có name, meta, expectations"
        case "value_error":
            return f"{where}{'' if name.isdecimal() else f'câu {name} '}{first['ctx']['error']}"
    label = {"rule": "mã", "table": "meta.table", "min_rows": "meta.min_rows"}.get(name, name)
    return f"{where}{label} {first['input']!r} không hợp lệ; {_HINTS.get(name, 'hãy sửa')}"


def _where(data: Any, loc: tuple[int | str, ...]) -> str:
    if len(loc) < 2 or not isinstance(loc[1], int):
        return ""
    item = data[loc[0]][loc[1]]
    meta = item.get("meta", item) if isinstance(item, dict) else {}
    rule = meta.get("rule") if isinstance(meta, dict) else None
    return f"quy tắc {rule}: " if isinstance(rule, str) else f"quy tắc thứ {loc[1] + 1}: "
