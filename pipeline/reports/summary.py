"""The short summary at the end of a run, as data: nine targets with verdicts, who was late, the gate, the files."""

from pathlib import Path
from typing import Any

from pipeline.office.figure import MILLION, is_money
from pipeline.office.numerals import load_words
from pipeline.office.wording import Wording
from pipeline.quality.receipt import read_receipt, receipt_path
from pipeline.reports.findings import is_simulated
from pipeline.reports.official.own_parts import own_parts
from pipeline.settings import Settings
from pipeline.warehouse.reader import reader

_TARGETS = """
select fct.indicator, fct.indicator_name, dim.indicator_name_en, dim.unit_of_measure, dim.decimals,
  fct.value, fct.previous_value, fct.growth_pct, fct.verdict
from mart.fct_indicator as fct inner join mart.dim_indicator as dim on fct.indicator = dim.indicator
where fct.reference_year = ? and fct.area_code = ? and dim.listed_in = 'plan' order by dim.sort_order"""
_LATE = """
select agency_name, form, timeliness, min(days_late)
from mart.fct_submission
where reference_year = ? and timeliness <> 'on_time' and is_owed group by all order by timeliness, 4 desc, 1"""


def summarise(settings: Settings, year: int) -> dict[str, Any]:
    """The summary of a year's published warehouse and outputs, in the settings' language, ready to print."""
    lang = settings.lang
    words = load_words(Path(__file__).parent, lang)
    with reader(settings.warehouse) as connection:
        figures = connection.execute(_TARGETS, [year, settings.province.code]).fetchall()
        late = connection.execute(_LATE, [year]).fetchall()
    receipt = read_receipt(receipt_path(settings.warehouse, year))
    wording = Wording(lang, settings.province_folder)
    targets = []
    for indicator, name, name_en, unit, decimals, value, previous, growth, verdict in figures:
        scale, places = (MILLION, 1) if is_money(unit) else (1, decimals)
        show = [("–" if figure is None else wording.number(figure / scale, places)) for figure in (value, previous)]
        label = f"{name if lang == 'vi' else name_en}, {wording.unit_of(unit, 2)}"
        targets.append([indicator, label, *show, "–" if growth is None else wording.number(growth, 1), words["verdict"].get(verdict, "–")])
    counts = receipt.findings
    forms = wording.words["table"]["form"]
    punctuality = [
        words["missing" if state == "missing" else "late"].format(agency=agency, days=days, form=forms[form])
        for agency, form, state, days in late
    ]
    said = words["counts"].format(**counts) + (words["signed"].format(waived=receipt.waived) if receipt.waived else "")
    empty = [part.title for part in own_parts(settings.paragraphs(year), wording) if not part.paragraphs]
    folder = settings.out / str(year)
    return {
        "year": year,
        "as_of": receipt.moment.astimezone(settings.province.tz).strftime("%H:%M %d/%m/%Y"),
        "passed": receipt.passed,
        "findings": counts,
        "notice": words["simulated"] if is_simulated(settings.warehouse) else None,
        "header": words["header"],
        "targets": targets,
        "punctuality": punctuality or [words["on_time"]],
        "gate": [words["passed" if receipt.passed else "held"].format(counts=said)],
        "empty": [words["empty"].format(file=settings.paragraphs(year)), *(f"  {title}" for title in empty)] if empty else [],
        "files": [str(path) for path in sorted(folder.iterdir())],
    }
