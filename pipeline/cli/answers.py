"""Questions to the published warehouse: where a figure comes from, where a cell goes, SQL."""

import gc
import shutil
import sys
from gettext import gettext as _
from pathlib import Path
from typing import Any

import click

from pipeline.cli.options import YEAR, answer_options, form_of, one_line, path_options
from pipeline.lineage.output import Form

_ROWS_SHOWN = 1000  # of a table for the eye


@click.command()
@click.argument("indicator")
@YEAR
@click.option("--area", help="Mã địa bàn (mặc định: cả tỉnh).")
@click.option("--limit", type=click.IntRange(min=0), help="Số dòng nhiều nhất của mỗi danh sách, 0 là tất cả (mặc định: 200 khi in chữ).")
@answer_options
@one_line
def explain(
    indicator: str, year: int, area: str | None, limit: int | None, form: Form, as_json: bool, out: Path | None, **paths: Any
) -> None:
    """Một con số từ đâu ra: đến từng tệp, trang, dòng, cột."""
    from pipeline import settings as run_settings
    from pipeline.lineage.explain import explain as explain_figure
    from pipeline.lineage.output import LISTED, rendered

    gc.disable()  # a list of thirty thousand units is made once, printed, and the process ends
    settings, form = run_settings.resolve(**paths), form_of(form, as_json, out)
    most = (LISTED if form == "text" else None) if limit is None else limit or None
    answer = explain_figure(settings.warehouse, settings.province, indicator, year, area or settings.province.code, settings.lang, most)
    click.echo(rendered(answer, form, out, settings.lang))


@click.command()
@click.argument("path")
@click.argument("place", nargs=-1, required=True, metavar="[TRANG] Ô")
@answer_options
@one_line
def trace(path: str, place: tuple[str, ...], form: Form, as_json: bool, out: Path | None, **paths: Any) -> None:
    """Một ô góp vào những con số nào. Ví dụ: hoptac trace raw/2019/615/tep.xlsx "Biểu 2" K17."""
    from pipeline import settings as run_settings
    from pipeline.lineage.output import rendered
    from pipeline.lineage.trace import trace as trace_cell

    if len(place) > 2:
        raise click.UsageError(_('chỉ nhận tệp, tên trang và ô; tên trang có dấu cách phải đặt trong dấu nháy, ví dụ "Biểu 2".'))
    settings, form = run_settings.resolve(**paths), form_of(form, as_json, out)
    absolute = Path(path).absolute()
    inside = str(absolute.relative_to(settings.raw)) if absolute.is_relative_to(settings.raw) else path
    answer = trace_cell(settings.warehouse, settings.province, inside, place[0] if len(place) == 2 else "", place[-1], settings.lang)
    click.echo(rendered(answer, form, out, settings.lang))


@click.command()
@click.argument("sql")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", help="Dạng kết quả.")
@click.option("--limit", type=click.IntRange(min=0), help="Số dòng nhiều nhất, 0 là tất cả (mặc định: bảng 1000, csv và json tất cả).")
@click.option("--seconds", type=click.FloatRange(min=0, min_open=True), default=30, show_default=True, help="Số giây chạy nhiều nhất.")
@path_options
@one_line
def query(sql: str, form: str, limit: int | None, seconds: float, **paths: Any) -> None:
    """Hỏi kho số liệu bằng SQL, chỉ đọc."""
    from pipeline import settings as run_settings
    from pipeline.cli import query_answer
    from pipeline.warehouse.query import query as ask

    settings = run_settings.resolve(**paths)
    most = (_ROWS_SHOWN if form == "table" else None) if limit is None else limit or None
    answer = ask(settings.warehouse, sql, most, seconds)
    if form == "table":
        click.echo(query_answer.table_text(answer, shutil.get_terminal_size().columns if sys.stdout.isatty() else None))
        return
    click.echo({"csv": query_answer.csv_text, "json": query_answer.json_text}[form](answer))
    if answer.is_cut:
        click.echo(_("hoptac: chỉ {count} dòng đầu (--limit).").format(count=most), err=True)
