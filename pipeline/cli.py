"""``hoptac``: a thin face on the jobs. Parses words, calls one function, prints one line for one failure. Heavy imports wait inside."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path

import click

from pipeline.errors import HoptacError

COULD_NOT_RUN, HELD_BACK = 1, 3


def _paths(command: Callable) -> Callable:
    for option in (
        click.option("--warehouse", type=click.Path(path_type=Path), help="Kho số liệu (mặc định warehouse/hoptac.duckdb)."),
        click.option("--out", type=click.Path(path_type=Path), help="Thư mục kết quả (mặc định out)."),
        click.option("--raw", type=click.Path(path_type=Path), help="Thư mục văn bản đến (mặc định raw)."),
        click.option("--province", type=click.Path(path_type=Path), help="Thư mục cấu hình của tỉnh."),
        click.option("--lang", type=click.Choice(["vi", "en"]), help="Ngôn ngữ (mặc định vi)."),
    ):
        command = option(command)
    return command


def _one_line(command: Callable) -> Callable:
    """Expected failures leave as one line on stderr and exit code 1."""

    @wraps(command)
    def wrapped(*args, **kwargs):
        try:
            return command(*args, **kwargs)
        except HoptacError as error:
            click.echo(f"hoptac: {error}", err=True)
            sys.exit(COULD_NOT_RUN)
        except KeyboardInterrupt:
            click.echo("hoptac: đã dừng theo yêu cầu; kết quả tốt gần nhất vẫn còn nguyên.", err=True)
            sys.exit(COULD_NOT_RUN)

    return wrapped


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(package_name="hoptac")
def main() -> None:
    """hoptac: từ tệp của các cơ quan đến báo cáo kinh tế tập thể ngày 15 tháng 12."""


@main.command()
@click.option("--year", type=int, help="Năm báo cáo (mặc định: năm mới nhất trong sổ văn bản đến).")
@click.option("--as-of", help="Số liệu biết đến thời điểm này, ISO 8601 (mặc định: bây giờ).")
@click.option("--quiet", is_flag=True, help="Không in gì ngoài lỗi.")
@click.option("--json", "as_json", is_flag=True, help="In tóm tắt dạng JSON.")
@_paths
@_one_line
def run(year, as_of, quiet, as_json, **paths) -> None:
    """Đọc raw/, tính, kiểm tra, viết báo cáo của một năm."""
    from pipeline import settings as run_settings
    from pipeline.face import shown_progress, summary_text
    from pipeline.reports.summary import summarise
    from pipeline.run import run as run_graph

    settings = run_settings.resolve(as_of=as_of, **paths)
    with shown_progress(not quiet and not as_json, settings.lang):
        result = run_graph(settings, year)
    if not quiet:
        summary = summarise(settings, result.year)
        click.echo(json.dumps(summary, ensure_ascii=False, indent=1) if as_json else summary_text(summary, settings.lang))
    sys.exit(0 if result.passed else HELD_BACK)


@main.command()
@click.option("--year", type=int, required=True, help="Năm báo cáo.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Thư mục ghi các mẫu.")
@click.option("--province", type=click.Path(path_type=Path), help="Thư mục cấu hình của tỉnh.")
@click.option("--lang", type=click.Choice(["vi", "en"]))
@_one_line
def templates(year, out, province, lang) -> None:
    """Viết mẫu báo cáo trống cho từng cơ quan."""
    from pipeline import settings as run_settings
    from pipeline.reports.templates_xlsx import write_templates

    settings = run_settings.resolve(out=out, province=province, lang=lang)
    settings.province.year(year)
    for path in write_templates(settings.out, settings.province, year, settings.lang):
        click.echo(path)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--sender", required=True, help="Mã cơ quan gửi, ví dụ 615.")
@click.option("--form", required=True, help="registry_extract, agency_report hoặc alliance_members.")
@click.option("--year", type=int, required=True, help="Năm báo cáo.")
@click.option("--received-at", help="Thời điểm nhận, ISO 8601 (mặc định: bây giờ).")
@click.option("--document-no", default="", help="Số, ký hiệu văn bản.")
@click.option("--note", default="", help="Ghi chú.")
@click.option("--raw", type=click.Path(path_type=Path))
@click.option("--province", type=click.Path(path_type=Path))
@click.option("--lang", type=click.Choice(["vi", "en"]))
@_one_line
def receive(file, sender, form, year, received_at, document_no, note, raw, province, lang) -> None:
    """Vào sổ một văn bản: chép vào raw/, ghi mã băm, không ghi đè."""
    from pipeline import settings as run_settings
    from pipeline.intake.receive import receive as file_document

    settings = run_settings.resolve(raw=raw, province=province, lang=lang)
    moment = run_settings.parse_moment(received_at, settings.province) if received_at else None
    click.echo(file_document(file, settings.raw, settings.province, sender, form, year, moment, document_no, note, settings.lang))


@main.command()
@click.option("--year", type=int, required=True, help="Năm báo cáo.")
@click.option("--format", "form", type=click.Choice(["text", "json", "junit"]), default="text", help="Dạng kết quả.")
@_paths
@_one_line
def gate(year, form, **paths) -> None:
    """Báo cáo đã được phép đi chưa: 0 là được, 3 là còn giữ lại."""
    from pipeline import settings as run_settings
    from pipeline.face import gate_text
    from pipeline.reports.gate_files import gate_answer

    settings = run_settings.resolve(**paths)
    answer = gate_answer(settings, year)
    click.echo({"json": answer.json, "junit": answer.xml}[form].decode() if form != "text" else gate_text(answer, settings.lang))
    sys.exit(0 if answer.passed else HELD_BACK)


@main.command()
@click.argument("indicator")
@click.option("--year", type=int, required=True, help="Năm báo cáo.")
@click.option("--area", help="Mã địa bàn (mặc định: cả tỉnh).")
@click.option("--json", "as_json", is_flag=True, help="In dạng JSON.")
@_paths
@_one_line
def explain(indicator, year, area, as_json, **paths) -> None:
    """Một con số từ đâu ra: đến từng tệp, trang, dòng, cột."""
    from pipeline import settings as run_settings
    from pipeline.face import explanation_text
    from pipeline.reports.explain import explain as explain_figure

    settings = run_settings.resolve(**paths)
    answer = explain_figure(settings.warehouse, settings.province, indicator, year, area or settings.province.code)
    click.echo(json.dumps(answer, ensure_ascii=False, indent=1) if as_json else explanation_text(answer, settings.lang))


@main.command()
@click.argument("sql")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", help="Dạng kết quả.")
@click.option("--limit", type=int, default=1000, show_default=True, help="Số dòng nhiều nhất.")
@click.option("--seconds", type=float, default=30, show_default=True, help="Thời gian chạy nhiều nhất.")
@_paths
@_one_line
def query(sql, form, limit, seconds, **paths) -> None:
    """Hỏi kho số liệu bằng SQL, chỉ đọc."""
    from pipeline import settings as run_settings
    from pipeline.face import table_text
    from pipeline.warehouse.query import query as ask

    settings = run_settings.resolve(**paths)
    answer = ask(settings.warehouse, sql, limit, seconds)
    click.echo(table_text(answer, form))


if __name__ == "__main__":
    main()
