"""Lineage on the command line: where a figure comes from, where a cell goes."""

import gc
from gettext import gettext as _
from pathlib import Path
from typing import Any

import click

from pipeline.cli.options import YEAR, Screen, answer_options, one_line
from pipeline.lineage.output import Form


@click.command()
@click.argument("indicator")
@YEAR
@click.option("--area", help="Mã địa bàn (mặc định: cả tỉnh).")
@click.option("--limit", type=click.IntRange(min=0), help="Số dòng nhiều nhất của mỗi danh sách, 0 là tất cả (mặc định: 200 khi in chữ).")
@answer_options
@one_line
def explain(
    indicator: str, year: int, area: str | None, limit: int | None, form: Form, out: Path | None, screen: Screen, **paths: Any
) -> None:
    """Một con số từ đâu ra: đến từng tệp, trang, dòng, cột."""
    from pipeline import settings as run_settings
    from pipeline.lineage.explain import explain_figure
    from pipeline.lineage.output import LISTED, rendered
    from pipeline.warehouse.reader import reader

    gc.disable()  # a list of thirty thousand units is made once, printed, and the process ends
    settings, form = run_settings.resolve(**paths), _form(screen, form, out)
    most = (LISTED if form == "text" else None) if limit is None else limit or None
    with reader(settings.warehouse) as connection:
        answer = explain_figure(connection, settings.province, indicator, year, area or settings.province.code, settings.lang, most)
    screen.echo(rendered(answer, form, out, settings.lang))


@click.command()
@click.argument("path")
@click.argument("place", nargs=-1, required=True, metavar="[TRANG] Ô")
@answer_options
@one_line
def trace(path: str, place: tuple[str, ...], form: Form, out: Path | None, screen: Screen, **paths: Any) -> None:
    """Một ô góp vào những con số nào. Ví dụ: hoptac trace raw/2019/615/tep.xlsx "Biểu 2" K17."""
    from pipeline import settings as run_settings
    from pipeline.lineage.output import rendered
    from pipeline.lineage.trace import trace_cell
    from pipeline.warehouse.reader import reader

    if len(place) > 2:
        raise click.UsageError(_('chỉ nhận tệp, tên trang và ô; tên trang có dấu cách phải đặt trong dấu nháy, ví dụ "Biểu 2".'))
    settings, form = run_settings.resolve(**paths), _form(screen, form, out)
    absolute = Path(path).absolute()
    inside = str(absolute.relative_to(settings.raw)) if absolute.is_relative_to(settings.raw) else path
    sheet = place[0] if len(place) == 2 else ""
    with reader(settings.warehouse) as connection:
        answer = trace_cell(connection, settings.province, inside, sheet, place[-1], settings.lang)
    screen.echo(rendered(answer, form, out, settings.lang))


def _form(screen: Screen, asked: Form, out: Path | None) -> Form:
    if asked == "xlsx" and out is None:
        raise click.UsageError(_("dạng xlsx cần tên tệp: thêm --out TỆP.xlsx."))
    return screen.form(asked)
