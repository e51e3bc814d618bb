"""An explanation and a trace as text for a screen of 80 columns. No figure is made here and nothing is left out without saying so."""

from typing import Any

from pipeline.lineage.text.lines import WIDTH, wrapped
from pipeline.lineage.text.side_text import side_lines
from pipeline.lineage.words import Words

_HEAD = 14  # room for the words before a line of the head


def explanation_text(answer: dict[str, Any], lang: str = "vi") -> str:
    """``explain``'s answer: the figure and how it is made, then both years unit by unit."""
    words = Words.of(lang)
    lines = wrapped(
        words.say(
            "said.title", indicator=answer["indicator"], name=answer["indicator_name"], area=_area(answer), year=answer["reference_year"]
        )
    )
    lines += ["═" * min(WIDTH, max(map(len, lines))), *_figure(answer, words)]
    for side in (answer["this_year"], answer["previous_year"]):
        lines += ["", *side_lines(answer, side, words)]
    return "\n".join(lines)


def _area(answer: dict[str, Any]) -> str:
    return f"{answer['area_name']} ({answer['area_code']})"


def _entry(words: Words, head: str, text: str) -> list[str]:
    return wrapped(text, _HEAD, words.own["heads"][head].ljust(_HEAD - 1) + " ")


def _figure(answer: dict[str, Any], words: Words) -> list[str]:
    """The head: definition, value, how it is made, the year before, the target, coverage, what biểu 1 says."""
    unit, decimals = answer["unit_of_measure"], answer["decimals"]

    def amount(value: float | int | None) -> str:
        return words.amount(value, unit, decimals)

    side = answer["this_year"]
    fact, said = words.fact, words.own["said"]
    lines = _entry(words, "definition", answer["definition"])
    lines += _entry(words, "window", words.say("said.window", start=fact(answer["window_start"]), end=fact(answer["cutoff_day"])))
    if answer["kind"] == "reported":
        reported = side["reported"]["value"]
        return lines + _entry(words, "value", words.say("said.reported_only", value=amount(reported)))
    why = answer["why_unknown"]
    lines += _entry(words, "value", words.say("said.unknown", why=words.own["unknown"][why]) if why else amount(answer["value"]))
    if answer["kind"] in ("share", "mean") and answer["value"] is not None:
        ratio = words.say("said.of", numerator=words.number(answer["numerator"]), denominator=words.number(answer["denominator"]))
        lines += _entry(words, "made_of", ratio)
    if answer["previous_value"] is None:
        lines += _entry(words, "previous", said["previous_unknown"])
    else:
        lines += _entry(
            words, "previous", words.say("said.previous", value=amount(answer["previous_value"]), growth=words.growth(answer["growth_pct"]))
        )
    if answer["matched"]:
        matched = answer["matched"]
        values = {
            "previous": words.number(matched["previous_value"], decimals),
            "value": amount(matched["value"]),
            "growth": words.growth(matched["growth_pct"]),
        }
        lines += _entry(words, "matched", words.say("said.matched", units=words.number(matched["units"]), **values))
    lines += _target(answer, words)
    if answer["units_expected"] is not None:
        lines += _coverage(answer, words)
    if answer["figure_status"]:
        lines += _entry(words, "status", words.own["status"][answer["figure_status"]])
    if answer["break_note"]:
        lines += _entry(words, "break", answer["break_note"])
    if side["reported"] and side["reported"]["value"] is not None:
        same = side["reported"]["value"] == answer["value"]
        text = words.say(
            "said.reported_same" if same else "said.reported", value=amount(side["reported"]["value"]), built=amount(answer["value"])
        )
        lines += _entry(words, "reported", text)
    return lines


def _coverage(answer: dict[str, Any], words: Words) -> list[str]:
    side, previous = answer["this_year"], answer["previous_year"]
    values = {"reported": side["units_reported"], "expected": side["units_expected"]}
    values |= {f"previous_{name}": previous.get(f"units_{name}") for name in ("reported", "expected")}
    lines = _entry(words, "coverage", words.say("said.coverage", **{name: words.fact(value) for name, value in values.items()}))
    if answer["high_share"] is not None and side["units_reported"] < side["units_expected"]:
        high = words.amount(answer["high_share"], answer["unit_of_measure"], answer["decimals"])
        lines += wrapped(words.say("said.high_share", value=high), _HEAD)
    return lines


def _target(answer: dict[str, Any], words: Words) -> list[str]:
    target = answer["target"]
    if target is None:
        return []
    verdict = words.own["verdict"].get(answer["verdict"], answer["verdict"])
    threshold = words.numerals.threshold(target["threshold"])
    if target["measure"] == "growth":
        growth = target["base_growth_pct"] if target["base_growth_pct"] is not None else answer["growth_pct"]
        year = target["base_year"] or answer["reference_year"] - 1
        text = words.say("said.target_growth", threshold=threshold, year=year, growth=words.growth(growth), verdict=verdict)
    else:
        text = words.say("said.target_value", threshold=threshold, unit=words.unit_of(answer["unit_of_measure"]), verdict=verdict)
    return _entry(words, "target", text)
