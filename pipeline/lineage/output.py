"""An answer of ``explain`` or ``trace`` in the form that was asked for: on the screen or as a file. No figure is made here."""

import json
from pathlib import Path
from typing import Any, Literal

from pipeline.system.errors import HoptacError, reason
from pipeline.system.files import write_whole

Form = Literal["text", "json", "xlsx"]
LISTED = 200  # units of a side on a screen where nobody says otherwise


def rendered(answer: dict[str, Any], form: Form, out: Path | None, lang: str) -> str:
    """What to print: the answer, or the path of the file that it was written to; a workbook needs ``out``.

    Raises HoptacError where the file cannot be written.
    """
    from pipeline.lineage.text.screen import explanation_text, trace_text

    is_trace = "figures" in answer
    try:
        if form == "xlsx" and out is not None:
            from pipeline.lineage.workbook import write_explanation, write_trace

            return str((write_trace if is_trace else write_explanation)(out, answer, lang))
        text = json_text(answer) if form == "json" else (trace_text if is_trace else explanation_text)(answer, lang)
        return text if out is None else str(write_whole(out, f"{text}\n".encode()))
    except OSError as error:
        raise HoptacError("Không ghi được {}: {}.", out, reason(error)) from error


def json_text(answer: dict[str, Any]) -> str:
    """JSON with a line a key and a line an element of a list: to read, to grep, and quick for thirty thousand units."""
    return _json(answer, 0)


_encode = json.JSONEncoder(ensure_ascii=False).encode  # json.dumps would make an encoder for every line


def _json(value: Any, depth: int) -> str:
    pad, end = " " * (depth + 1), " " * depth
    if isinstance(value, dict) and value and depth < 3:
        return "{\n" + ",\n".join(f"{pad}{_encode(key)}: {_json(item, depth + 1)}" for key, item in value.items()) + f"\n{end}}}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(pad + _encode(item) for item in value) + f"\n{end}]"
    return _encode(value)
