"""Charts of the province over the years, as PNG bytes that are the same each time.

No words and no figures of its own: both come with the facts.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import vl_convert
from PIL import Image

from pipeline.config.yaml_file import read_yaml
from pipeline.office.figure import MILLION
from pipeline.reports.official.report_facts import ReportFacts

FONT = "Times New Roman, Liberation Serif"  # an absent font alone would draw a chart without text
WIDTH_PX, HEIGHT_PX, PPI = 300, 148, 200  # half a page's width
VEGA_LITE = "5.20"
ROOM = 0.15  # of the range, for the labels
INCOMPLETE = "*"
YEARS = 6  # the newest; more would print their labels over each other
_COLOURS = ("#1f4e79", "#8faadc", "#c55a11")  # told apart in grey print as well

CHARTS: dict[str, dict[str, Any]] = read_yaml(Path(__file__).with_suffix(".yaml"))


def begin() -> None:
    """Start the drawing engine, which takes longer than all the charts."""
    vl_convert.vegalite_to_png({"data": {"values": []}, "mark": "bar"}, vl_version=VEGA_LITE)


def has_letters() -> bool:
    """Whether this machine has a font that the charts' words can be drawn in."""
    word = {"data": {"values": [{}]}, "mark": {"type": "text", "text": "HTX", "font": FONT}, "background": "white"}
    drawn = Image.open(io.BytesIO(vl_convert.vegalite_to_png(word | {"view": {"stroke": None}}, vl_version=VEGA_LITE)))
    return drawn.convert("L").getextrema() != (255, 255)


def draw(facts: ReportFacts, name: str) -> bytes | None:
    """One chart of ``CHARTS``; None where no year has a figure for it."""
    about = CHARTS[name]
    marked = incomplete(facts, name)
    rows = [row for label, code in about["series"].items() for row in _points(facts, label, code, about["decimals"], marked)]
    if all(row["value"] is None for row in rows):
        return None
    chart = _chart(rows, [facts.words.say(f"chart.{label}") for label in about["series"]], bars=about["bars"])
    return vl_convert.vegalite_to_png(chart, vl_version=VEGA_LITE, ppi=PPI)


def _points(facts: ReportFacts, label: str, indicator: str, decimals: int, marked: set[int]) -> list[dict[str, Any]]:
    """One row a year: a figure that is missing is null, which leaves a gap and breaks a line, and is never a zero."""
    figure, words = facts.figure(indicator), facts.words
    is_money = figure is not None and figure.is_money
    rows = []
    for year, value in facts.marts.series(indicator)[-YEARS:]:
        shown = value / MILLION if is_money and value is not None else value
        text = "" if shown is None else words.number(shown, decimals)
        shown_year = f"{year}{INCOMPLETE if year in marked else ''}"
        rows.append({"year": shown_year, "series": words.say(f"chart.{label}"), "value": shown, "label": text})
    return rows


def incomplete(facts: ReportFacts, name: str) -> set[int]:
    """The years of which one of a chart's figures covers too little to be compared; they are marked."""
    needed, found = facts.province.rules.coverage_threshold, set()
    for code in CHARTS[name]["series"].values():
        for year, _ in facts.marts.series(code)[-YEARS:]:
            figure = facts.marts.figure(code, year=year)
            lacks = figure is not None and (
                facts.is_doubted(figure, year) or (figure.units_reported or 0) < needed * (figure.units_expected or 0)
            )
            if lacks or (figure is not None and figure.units == "tht" and year == facts.year and facts.silent_districts):
                found.add(year)
    return found


def domain(values: list[float], *, from_zero: bool) -> list[float]:
    """Room above the highest label; bars stand on zero, a loss hangs below it."""
    low, high = (min(0, *values), max(0, *values)) if from_zero else (min(values), max(values))
    room = ROOM * ((high - low) or abs(high) or 1)
    return [low - room if low < 0 or not from_zero else 0, high + room]


def _chart(rows: list[dict[str, Any]], names: list[str], *, bars: bool) -> dict[str, object]:
    """The Vega-Lite specification. Written out rather than through altair, whose import alone takes longer than all of them."""
    several = len(names) > 1
    colours = {"domain": names, "range": list(_COLOURS[: len(names)])}
    legend = {"title": None, "orient": "bottom", "labelLimit": 0, "labelFontSize": 11} if several else None
    encoding: dict[str, Any] = {
        "x": {"field": "year", "type": "ordinal", "title": None, "axis": {"labelAngle": 0, "labelFontSize": 11}},
        "y": {
            "field": "value",
            "type": "quantitative",
            "title": None,
            "axis": {"labels": False, "ticks": False, "domain": False},
            "scale": {"domain": domain([row["value"] for row in rows if row["value"] is not None], from_zero=bars), "nice": False},
        },
    }
    if bars:
        encoding["xOffset"] = {"field": "series", "type": "nominal", "scale": {"domain": names}}
    else:
        encoding["detail"] = {"field": "series", "type": "nominal"}
    above = -7 if bars else -10
    mark: dict[str, Any] = {"type": "bar"} if bars else {"type": "line", "strokeWidth": 2, "point": {"size": 40}}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH_PX,
        "height": HEIGHT_PX,
        "background": "white",
        "config": {"font": FONT, "view": {"strokeWidth": 0}},
        "data": {"values": rows},
        "encoding": encoding,
        "layer": [
            {"mark": mark, "encoding": {"color": {"field": "series", "type": "nominal", "scale": colours, "legend": legend}}},
            {"mark": {"type": "text", "dy": above, "fontSize": 10}, "encoding": {"text": {"field": "label", "type": "nominal"}}},
        ],
    }
