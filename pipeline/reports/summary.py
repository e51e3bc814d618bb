"""The short summary at the end of a run, as data: nine targets with verdicts, who was late, the gate, the files."""

from __future__ import annotations

from typing import Any

from pipeline.office.wording import Wording
from pipeline.quality.receipt import read_receipt, receipt_path
from pipeline.reports.export import SIMULATED
from pipeline.reports.findings import is_simulated
from pipeline.settings import Settings
from pipeline.warehouse.reader import reader

VERDICTS = {
    "vi": {"met": "đạt", "not_met": "không đạt", "undetermined": "chưa đủ dữ liệu", None: "–"},
    "en": {"met": "met", "not_met": "not met", "undetermined": "undetermined", None: "–"},
}
HEADERS = {
    "vi": ["", "Chỉ tiêu", "Kết quả", "Năm trước", "Tăng, %", "Kết luận"],
    "en": ["", "Target", "Result", "Before", "Growth, %", "Verdict"],
}
_TARGETS = """
select fct.indicator, dim.indicator_name, dim.unit_of_measure, dim.decimals, fct.value, fct.previous_value, fct.growth_pct, fct.verdict
from mart.fct_indicator as fct inner join mart.dim_indicator as dim on fct.indicator = dim.indicator
where fct.reference_year = ? and fct.area_code = ? and fct.target is not null order by dim.sort_order"""
_LATE = """
select agency_name, fct.form, timeliness, min(days_late)
from mart.fct_submission as fct inner join mart.dim_agency as dim on fct.sender = dim.sender
where reference_year = ? and timeliness <> 'on_time' and is_owed group by all order by timeliness, 4 desc, 1"""


def summarise(settings: Settings, year: int) -> dict[str, Any]:
    """The summary of a year's published warehouse and outputs, in the settings' language, ready to print."""
    lang = settings.lang
    vi = lang == "vi"
    with reader(settings.warehouse) as connection:
        figures = connection.execute(_TARGETS, [year, settings.province.code]).fetchall()
        late = connection.execute(_LATE, [year]).fetchall()
    receipt = read_receipt(receipt_path(settings.warehouse, year))
    number = Wording(lang).number
    targets = []
    for indicator, name, unit, decimals, value, previous, growth, verdict in figures:
        money = unit.startswith("đồng")
        scale, places = (1e6, 1) if money else (1, decimals)
        show = [("–" if figure is None else number(figure / scale, places)) for figure in (value, previous)]
        label = f"{name}, {unit.replace('đồng', 'triệu đồng') if money else unit}"
        targets.append([indicator, label, *show, "–" if growth is None else number(growth, 1), VERDICTS[lang][verdict]])
    counts = receipt.findings
    forms = Wording(lang).words["table"]["form"]
    if vi:
        punctuality = [
            f"{agency}: {'chưa gửi' if state == 'missing' else f'chậm {days} ngày'} ({forms[form]})" for agency, form, state, days in late
        ] or ["Mọi cơ quan gửi đúng hạn."]
        signed = f"; trong đó đã ký chấp nhận {receipt.waived}" if receipt.waived else ""
        said = f"{counts['error']} lỗi, {counts['warning']} cảnh báo, {counts['info']} ghi nhận{signed}"
        gate = [f"Cửa kiểm tra: {'ĐẠT' if receipt.passed else 'GIỮ LẠI, chỉ có bản dự thảo'} ({said})"]
    else:
        punctuality = [
            f"{agency}: {'missing' if state == 'missing' else f'{days} days late'} ({forms[form]})" for agency, form, state, days in late
        ] or ["All agencies on time."]
        signed = f"; {receipt.waived} of them signed for" if receipt.waived else ""
        said = f"{counts['error']} errors, {counts['warning']} warnings, {counts['info']} notes{signed}"
        gate = [f"Gate: {'PASSED' if receipt.passed else 'HELD BACK, draft only'} ({said})"]
    folder = settings.out / str(year)
    return {
        "year": year,
        "as_of": receipt.moment.astimezone(settings.province.tz).strftime("%H:%M %d/%m/%Y"),
        "passed": receipt.passed,
        "findings": counts,
        "notice": SIMULATED[lang] if is_simulated(settings.warehouse) else None,
        "header": HEADERS[lang],
        "targets": targets,
        "punctuality": punctuality,
        "gate": gate,
        "files": [str(path) for path in sorted(folder.iterdir())],
    }
