"""An explanation or a trace as a workbook: one sheet a side and kind, numbers as numbers, every text a text and never a formula.

What is said is made by ``explain`` and ``trace``; here it is only laid out.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from xlsxwriter.workbook import Workbook

from pipeline.lineage.text.explain_text import explanation_text
from pipeline.lineage.text.trace_text import trace_text
from pipeline.lineage.words import Words
from pipeline.system.files import write_whole

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
EXACT = 10**15  # Excel keeps 15 digits; a longer whole number is written as text
MOST_CHARACTERS = 32_767
_WIDTHS = {
    "name": 46,
    "path": 44,
    "reason": 46,
    "message": 60,
    "remedy": 50,
    "replaces": 44,
    "indicator_name": 40,
    "value": 18,
}

Row = Sequence[Any]


def write_explanation(path: Path, answer: Mapping[str, Any], lang: str = "vi") -> Path:
    """The whole answer of ``explain``; raises OSError with nothing half-written."""
    words = Words.of(lang)
    with _Book(words) as book:
        # The summary is the text without its lists: these have sheets of their own.
        short = {side: {**answer[side], "contributions": [], "left_out": [], "units": 0} for side in ("this_year", "previous_year")}
        head = explanation_text({**answer, **short}, lang).split("\n\n")[0]
        book.lines(words.say("xlsx.summary"), head.splitlines())
        for side in (answer["this_year"], answer["previous_year"]):
            if side["is_there"]:
                _side(book, side, words)
    return write_whole(path, book.data())


def write_trace(path: Path, answer: Mapping[str, Any], lang: str = "vi") -> Path:
    """The whole answer of ``trace``; raises OSError with nothing half-written."""
    words = Words.of(lang)
    roles, parts = words.own["trace"]["roles"], words.own["trace"]["parts"]
    with _Book(words) as book:
        book.lines(words.say("xlsx.summary"), trace_text({**answer, "figures": [], "tables": []}, lang).split("\n\n")[0].splitlines())
        names = (
            "indicator",
            "indicator_name",
            "reference_year",
            "area_code",
            "area_name",
            "role",
            "part",
            "figure_value",
            "numerator",
            "denominator",
            "reason",
        )
        book.table(
            words.say("xlsx.figures"),
            names,
            (
                [f[key] for key in names[:5]]
                + [roles[f["role"]], parts[f["part"]], f["value"], f.get("numerator"), f.get("denominator"), f.get("reason_text")]
                for f in answer["figures"]
            ),
        )
    return write_whole(path, book.data())


def _side(book: _Book, side: Mapping[str, Any], words: Words) -> None:
    year = side["reference_year"]
    for key, units in (("side", side.get("contributions", ())), ("left_out", side.get("left_out", ()))):
        if units:
            book.table(words.say(f"xlsx.{key}", year=year), *_units(units, words))
    if side["reported"]:
        rows: Iterable[Row] = (
            (c["sender"], c["area_code"], c["label"], c["path"], c["sheet"], c["cell"] or c["row"], c["value"])
            for c in side["reported"]["cells"]
        )
        book.table(words.say("xlsx.reported", year=year), ("sender", "area_code", "item", "path", "sheet", "cell", "value"), rows)
    if side["corrections"]:
        heads: tuple[str, ...] = ("path", "sheet", "cell", "field", "found", "value", "reason", "signed_by", "signed_at")
        mended = ([words.field(c[key]) if key == "field" else c[key] for key in heads[:-1]] for c in side["corrections"])
        rows = ([*row, words.moment(c["signed_at"])] for row, c in zip(mended, side["corrections"], strict=True))
        book.table(words.say("xlsx.corrections", year=year), heads, rows)
    findings = (
        [
            words.own["severity"][f["severity"]],
            f["rule"],
            f["sender"],
            f["path"],
            f["sheet"],
            f"{f['column'] or ''}{f['row'] or ''}",
            f["value"],
            f["message"],
            f["remedy"],
            words.say("said.waived", reason=f["waiver_reason"], signed_by=f["waiver_signed_by"]) if f["is_waived"] else None,
        ]
        for f in side["findings"]
    )
    heads = ("severity", "rule", "sender", "path", "sheet", "cell", "value", "message", "remedy", "waiver")
    book.table(words.say("xlsx.findings", year=year), heads, findings)
    documents = (
        [
            d["path"],
            words.own["forms"][d["form"]],
            d["reference_year"],
            d["sender"],
            d["version"],
            d["document_no"],
            words.moment(d["received_at"]),
            "; ".join(old["path"] for old in d["replaces"]),
        ]
        for d in side["documents"]
    )
    heads = ("path", "form", "reference_year", "sender", "version", "document_no", "received_at", "replaces")
    book.table(words.say("xlsx.documents", year=year), heads, documents)


def _units(units: Sequence[Mapping[str, Any]], words: Words) -> tuple[list[str], Iterable[Row]]:
    """A row a unit; its cells side by side, each as field, place and what it says."""
    most = max(len(unit["cells"]) for unit in units)
    heads = [
        "name",
        "unit_type",
        "registration_code",
        "area_code",
        "numerator",
        "denominator",
        "is_matched",
        "reason",
        *(["field", "path", "sheet", "cell", "value"] * most),
    ]

    def rows() -> Iterable[Row]:
        for unit in units:
            matched = unit.get("is_matched")
            row = [
                unit["name"],
                unit["unit_type"],
                unit["registration_code"],
                unit["area_code"],
                unit.get("numerator"),
                unit.get("denominator"),
            ]
            row += [None if matched is None else words.own["yes" if matched else "no"], unit.get("reason_text")]
            for cell in unit["cells"]:
                value = cell["value"] if isinstance(cell["value"], int) else words.fact(cell["value"])
                row += [words.field(cell["field"]), cell["path"], cell["sheet"], cell["cell"] or cell["row"], value]
            yield row

    return heads, rows()


class _Book:
    """A workbook in memory; sheets have a bold frozen head and a filter."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._buffer = io.BytesIO()
        self._book = Workbook(self._buffer, OPTIONS)

    def __enter__(self) -> _Book:
        self._bold = self._book.add_format({"bold": True, "text_wrap": True, "bg_color": "#D9E2F3", "border": 1, "valign": "top"})
        return self

    def __exit__(self, *_: object) -> None:
        self._book.close()

    def data(self) -> bytes:
        return self._buffer.getvalue()

    def lines(self, name: str, lines: Iterable[str]) -> None:
        page = self._book.add_worksheet(name)
        page.set_column(0, 0, 100)
        for number, line in enumerate(lines):
            _write(page, number, 0, line)

    def table(self, name: str, heads: Sequence[str], rows: Iterable[Row]) -> None:
        page = self._book.add_worksheet(name)
        for column, head in enumerate(heads):
            page.write_string(0, column, self._words.say(f"xlsx.heads.{head}"), self._bold)
            page.set_column(column, column, _WIDTHS.get(head, 14))
        last = 0
        for last, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write(page, last, column, value)
        page.freeze_panes(1, 1)
        if last:
            page.autofilter(0, 0, last, len(heads) - 1)


def _write(page: Any, row: int, column: int, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, float) or (isinstance(value, int) and abs(value) < EXACT):
        page.write_number(row, column, value)
    else:
        page.write_string(row, column, str(value)[:MOST_CHARACTERS])
