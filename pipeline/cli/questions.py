"""Questions to the published warehouse and to releases: SQL, and what two of them say differently."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import gettext as _
from pathlib import Path
from typing import Any, BinaryIO

import click

from pipeline.cli.options import PROVINCE, RAW, RELEASES, WAREHOUSE, Screen, one_line, printing, screen_options
from pipeline.system.errors import HoptacError
from pipeline.system.files import replacing
from pipeline.system.leftovers import scratch_folder

_ROWS_SHOWN = 1000  # of a table for the eye
_NO_TEXT = ("xlsx", "parquet")


@click.command()
@click.argument("sql", required=False)
@click.option("--file", "sql_file", type=click.File("rb"), help="Tệp chứa câu SQL.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json", "xlsx", "parquet"]), default="table", help="Dạng kết quả.")
@click.option("--out", "target", type=click.Path(path_type=Path), help="Tệp để ghi thay vì in ra.")
@click.option("--limit", type=click.IntRange(min=0), help="Số dòng nhiều nhất, 0 là tất cả (mặc định: bảng 1000, dạng khác tất cả).")
@click.option("--seconds", type=click.FloatRange(min=0, min_open=True), help="Số giây chạy nhiều nhất (mặc định: theo cấu hình của tỉnh).")
@WAREHOUSE
@RAW
@PROVINCE
@screen_options
@one_line
def query(
    sql: str | None,
    sql_file: BinaryIO | None,
    form: str,
    target: Path | None,
    limit: int | None,
    seconds: float | None,
    screen: Screen,
    **paths: Any,
) -> None:
    """Hỏi kho số liệu bằng SQL, chỉ đọc. SQL là - thì đọc từ đầu vào chuẩn."""
    from pipeline import settings as run_settings
    from pipeline.cli import query_answer, query_file
    from pipeline.warehouse.query import query as ask
    from pipeline.warehouse.query import taken

    settings, text, form = run_settings.resolve(**paths), _sql(sql, sql_file), screen.form(form)
    limits = settings.province.limits
    if seconds is not None:
        limits = limits.model_copy(update={"query_seconds": seconds})
    if form == "table":
        answer = ask(settings.warehouse, text, _ROWS_SHOWN if limit is None else limit or None, limits)
        screen.echo(query_answer.table_text(answer, shutil.get_terminal_size().columns if sys.stdout.isatty() else None))
        return
    with _answer_file(form, target, screen) as path:
        is_cut = taken(settings.warehouse, text, limits, query_file.write, form, path, limit or None)
    if is_cut:
        click.echo(_("hoptac: chỉ {count} dòng đầu (--limit).").format(count=limit), err=True)


@contextmanager
def _answer_file(form: str, target: Path | None, screen: Screen) -> Iterator[Path]:
    """A file to write an answer to: it becomes ``target``, else its content goes to standard output."""
    out = None if target is None or target.is_dir() else target.absolute()  # a folder is a run's, and no place for one answer
    if out is None and form in _NO_TEXT and sys.stdout.isatty():
        raise click.UsageError(_("dạng {form} cần tên tệp: thêm --out TỆP.{form}.").format(form=form))
    with scratch_folder("hoptac-query-") as folder, replacing(out or folder / "answer") as path:
        yield path
        if out is None and not screen.quiet:
            with path.open("rb") as file, printing():
                shutil.copyfileobj(file, sys.stdout.buffer)
    if out is not None:
        screen.echo(out)


@click.command()
@click.argument("earlier", metavar="A")
@click.argument("later", metavar="B")
@click.option("--area", help="Mã địa bàn, all là tất cả (mặc định: bảng chỉ gồm toàn tỉnh, dạng khác tất cả).")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json", "xlsx", "parquet"]), default="table", help="Dạng kết quả.")
@click.option("--out", "target", type=click.Path(path_type=Path), help="Tệp để ghi thay vì in ra.")
@WAREHOUSE
@RELEASES
@RAW
@PROVINCE
@screen_options
@one_line
def compare(earlier: str, later: str, area: str | None, form: str, target: Path | None, screen: Screen, **paths: Any) -> None:
    """So hai năm, hai bản phát hành: khác ở đâu, do văn bản nào. A, B: 2018 (năm), 2018/1 (bản phát hành), now (hiện nay)."""
    import duckdb
    import polars as pl

    from pipeline import settings as run_settings
    from pipeline.archive.compare import compare as changes_between
    from pipeline.archive.compare import named, states
    from pipeline.cli import query_answer, query_file
    from pipeline.office.figure import MILLION, is_money
    from pipeline.office.wording import Wording
    from pipeline.warehouse.query import Answer

    settings, form = run_settings.resolve(**paths), screen.form(form)
    province, (one, other) = settings.province, states(settings, earlier, later)
    words = Wording(settings.lang, province.folder)
    found = changes_between(one, other, province.code).filter("is_changed")
    if (wanted := area or (province.code if form == "table" else "all")) != "all":
        found = found.filter(area_code=wanted)
    names = {place.area_code: place.area_name for place in province.areas if place.area_level != "commune"}
    rows = named(found, other, names, settings.lang)
    printed = pl.Series([MILLION if is_money(unit) else 1 for unit in rows["unit_of_measure"]], dtype=pl.Int64)
    rows = rows.select(
        *("indicator", "indicator_name", "area_name"),
        pl.col("unit_of_measure").map_elements(words.unit_of, return_dtype=pl.String),
        pl.col("earlier_value", "later_value", "difference") / printed,
        "documents",
    )
    heads = [_("Chỉ tiêu"), _("Tên chỉ tiêu"), _("Địa bàn"), _("Đơn vị tính"), earlier, later, _("Chênh lệch"), _("Văn bản")]
    rows.columns = [head if heads.index(head) == at else f"{head} (B)" for at, head in enumerate(heads)]
    if form == "table":
        told = [
            tuple(words.number(cell, 0 if cell.is_integer() else 2) if isinstance(cell, float) else cell for cell in row)
            for row in rows.iter_rows()
        ]
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        screen.echo(query_answer.table_text(Answer(tuple(rows.columns), told, False), width))
        return
    with _answer_file(form, target, screen) as path, duckdb.connect() as connection:
        connection.register("changes", rows.to_arrow())
        query_file.write(connection, "select * from changes", form, path, None)


def _sql(sql: str | None, file: BinaryIO | None) -> str:
    if (sql is None) == (file is None):
        raise click.UsageError(_("cần một câu SQL: viết ngay sau lệnh, hoặc - (đầu vào chuẩn), hoặc --file TỆP."))
    source = sys.stdin.buffer if sql == "-" else file
    try:
        return sql or "" if source is None else source.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise HoptacError("{}: câu SQL không phải văn bản UTF-8.", source and source.name) from error
