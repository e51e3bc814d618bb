"""Charts of the province over the years, as PNG bytes that are the same each time.

No words and no figures of its own: both come with the story.
"""

from __future__ import annotations

import altair as alt
import vl_convert

from pipeline.reports.story import Story

FONT = "Times New Roman, Liberation Serif"  # an absent font alone would draw a chart without text
WIDTH_PX, HEIGHT_PX, PPI = 300, 165, 200  # half a page's width
YEARS = 6  # the newest; more would print their labels over each other
_COLOURS = ("#1f4e79", "#8faadc", "#c55a11")  # told apart in grey print as well

# name: (label of a series: its indicator), bars or lines
CHARTS: dict[str, tuple[dict[str, str], bool]] = {
    "units": ({"htx": "I.1", "active": "I.1a", "groups": "III.1"}, True),
    "members": ({"member": "I.2"}, True),
    "income": ({"member": "T7", "worker": "I.6"}, False),
    "business": ({"revenue": "I.4", "profit": "I.5"}, True),
}


def draw(story: Story, name: str) -> bytes | None:
    """One chart of ``CHARTS``; None where no year has a figure for it."""
    series, bars = CHARTS[name]
    rows = [row for label, indicator in series.items() for row in _points(story, label, indicator)]
    if not rows:
        return None
    chart = _chart(rows, [story.words.say(f"chart.{label}") for label in series], bars=bars)
    return vl_convert.vegalite_to_png(chart.to_json(), ppi=PPI)


def _points(story: Story, label: str, indicator: str) -> list[dict[str, object]]:
    """The years that have a figure: a missing one leaves a gap, never a zero."""
    figure, words = story.figure(indicator), story.words
    is_money = figure is not None and figure.is_money
    decimals = 1 if is_money and indicator in ("T7", "I.6") else 0
    rows = []
    for year, value in story.marts.series(indicator)[-YEARS:]:
        if value is not None:
            shown = value / 1_000_000 if is_money else value
            rows.append({"year": str(year), "series": words.say(f"chart.{label}"), "value": shown, "label": words.number(shown, decimals)})
    return rows


def _chart(rows: list[dict[str, object]], names: list[str], *, bars: bool) -> alt.LayerChart:
    colours = alt.Scale(domain=names, range=list(_COLOURS[: len(names)]))
    legend = alt.Legend(title=None, orient="bottom", labelLimit=0) if len(names) > 1 else None
    years = alt.Scale(domain=sorted({str(row["year"]) for row in rows}))
    height = alt.Scale(zero=bars, nice=True, padding=14)
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0), scale=years),
        y=alt.Y("value:Q", title=None, axis=alt.Axis(labels=False, ticks=False, domain=False), scale=height),
    )
    colour = alt.Color("series:N", scale=colours, legend=legend)
    if bars:
        base = base.encode(xOffset=alt.XOffset("series:N", scale=alt.Scale(domain=names)))
        marks = base.mark_bar().encode(color=colour)
    else:
        marks = base.mark_line(point=alt.OverlayMarkDef(size=40), strokeWidth=2).encode(color=colour)
    text = base.mark_text(dy=-7, fontSize=10).encode(text="label:N")
    chart = alt.layer(marks, text).properties(width=WIDTH_PX, height=HEIGHT_PX).configure(font=FONT, background="white")
    return chart.configure_view(strokeWidth=0).configure_axis(labelFontSize=11).configure_legend(labelFontSize=11)
