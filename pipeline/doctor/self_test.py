"""One small workbook through the real stages to a verdict, in a folder that goes away: what the machine can do, it has then done."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from gettext import gettext as _
from time import monotonic

from xlsxwriter import Workbook

from pipeline.doctor.sign import Sign
from pipeline.intake import forms
from pipeline.intake.receive import receive
from pipeline.quality.alone import newest_moment
from pipeline.reports.forms.write import example_of
from pipeline.run import run
from pipeline.settings import Settings
from pipeline.system.errors import HoptacError
from pipeline.system.leftovers import scratch_folder
from pipeline.warehouse.reader import reader

_FORM = "registry_extract"
_UNITS = "select count(*) from mart.fct_unit_year where reference_year = ? and in_existence"


def self_test(settings: Settings) -> Iterator[Sign]:
    """A list of the one unit that the blank workbooks give as their example; all other reports of the year are missing, so the gate must
    hold its report back."""
    begun = monotonic()
    try:
        units, passed = _run(settings)
    except (HoptacError, OSError) as error:
        yield Sign("self_test", "wrong", _("Tự kiểm tra: không chạy được. {error}").format(error=error))
        return
    if (units, passed) == (1, False):
        said = _("Tự kiểm tra: một tệp qua mọi bước, đúng kết luận ({seconds:.0f} giây).")
        yield Sign("self_test", "well", said.format(seconds=monotonic() - begun))
    else:
        said = _("Tự kiểm tra: kết quả sai ({units} đơn vị thay vì 1, cổng kiểm tra {verdict}).")
        verdict = _("cho qua") if passed else _("giữ lại")
        yield Sign("self_test", "wrong", said.format(units=units, verdict=verdict), _("Cài lại chương trình."))


def _run(settings: Settings) -> tuple[int, bool]:
    """How many units there are in the published warehouse, and whether the gate let the report pass."""
    province = settings.province
    today = datetime.now(province.tz).date()
    begun = [row.reference_year for row in province.reference_years if row.window_start <= today]
    year = max(begun, default=min(row.reference_year for row in province.reference_years))
    with scratch_folder("hoptac-doctor-") as home:
        moment = newest_moment(province, year)
        own = replace(settings, raw=home / "raw", out=home / "out", releases=home / "releases", warehouse=home / "hoptac.duckdb")
        own = replace(own, as_of=moment, is_now=False, was_now=False, office=None)
        book = home / "hoptac.xlsx"
        [form] = forms.load().in_year(year).of(_FORM)
        with Workbook(book) as workbook:
            sheet = workbook.add_worksheet(form.title[:31])
            for column, (heading, example) in enumerate(example_of(form, province, year).items()):
                sheet.write_column(0, column, [heading, example])
        receive(book, own.raw, province, province.registry_sender, _FORM, year, moment, lang=own.lang)
        result = run(own, year)
        with reader(own.warehouse) as connection:
            [(units,)] = connection.execute(_UNITS, [year]).fetchall()
        return units, result.passed
