"""What was promised to others: signature, releases, the copy for the public."""

import sys
from dataclasses import asdict
from gettext import gettext as _
from pathlib import Path
from typing import Any

import click

from pipeline.cli.options import PROVINCE, RAW, RELEASES, WAREHOUSE, YEAR, Moment, Screen, one_line, path_options, screen_options
from pipeline.system.errors import COULD_NOT_RUN


@click.command()
@YEAR
@click.option("--name", required=True, help="Họ tên người phê duyệt.")
@click.option("--title", default="", help="Chức vụ (mặc định: chức vụ người ký của tỉnh).")
@click.option("--at", "moment", type=Moment(), help="Thời điểm phê duyệt, ISO 8601 (mặc định: bây giờ).")
@path_options
@one_line
def approve(year: int, name: str, title: str, moment: str | None, screen: Screen, **paths: Any) -> None:
    """Phê duyệt báo cáo đã qua kiểm tra, rồi in lại. Ghi họ tên, thời điểm và mã số liệu vào báo cáo."""
    from pipeline import settings as run_settings
    from pipeline.releases.approving import approve_report

    settings = run_settings.resolve(**paths)
    when = run_settings.parse_moment(moment, settings.province) if moment else None
    approval = approve_report(settings, year, name, title, when, run_settings.SUITES)
    screen.show(
        lambda: f"{approval.name} · {approval.approved_at.isoformat()} · {approval.content_digest[:12]}",
        lambda: asdict(approval),
    )


@click.command()
@YEAR
@path_options
@one_line
def release(year: int, screen: Screen, **paths: Any) -> None:
    """Đóng băng báo cáo thành một bản phát hành. Bản đó chỉ đọc, không bao giờ bị ghi đè."""
    from pipeline import settings as run_settings
    from pipeline.releases.freeze import release as freeze

    frozen = freeze(run_settings.resolve(**paths), year, run_settings.SUITES)
    screen.show(lambda: frozen.folder, lambda: {"release": frozen.name, "folder": frozen.folder})


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--all", "every", is_flag=True, help="Mọi bản phát hành, như sau khi nâng cấp chương trình.")
@RELEASES
@RAW
@PROVINCE
@screen_options
@one_line
def replay(folder: Path | None, every: bool, screen: Screen, **paths: Any) -> None:
    """Làm lại một bản phát hành (hay mọi bản: --all) từ raw/. So từng byte: mã 0 là giống hệt."""
    from pipeline import settings as run_settings
    from pipeline.cli.face import replay_text
    from pipeline.releases.replay import replay as make_again
    from pipeline.releases.replay import replay_each

    if every == bool(folder):
        raise click.UsageError(_("Cần thư mục của một bản phát hành, hoặc --all."))
    settings, answers = run_settings.resolve(**paths), []
    for answer in [make_again(settings, folder)] if folder else replay_each(settings):
        answers.append(answer)
        if not screen.as_json:
            screen.echo(replay_text(answer))  # as each is made: it takes a minute
    if screen.as_json:
        told = [asdict(answer) | {"is_same": answer.is_same} for answer in answers]
        screen.show(str, lambda: told if every else told[0])
    sys.exit(0 if all(answer.is_same for answer in answers) else COULD_NOT_RUN)


@click.command("publish-public")
@click.option("--out", "target", type=click.Path(path_type=Path), required=True, help="Tệp DuckDB cho công chúng.")
@click.option("--previous", type=click.Path(path_type=Path), help="Bản công bố trước đó (mặc định: tệp đang có ở --out).")
@WAREHOUSE
@RAW
@RELEASES
@PROVINCE
@screen_options
@one_line
def publish_public(target: Path, previous: Path | None, screen: Screen, **paths: Any) -> None:
    """Bản cho công chúng, ô dưới 3 đơn vị được che. Chỉ gồm các năm đã qua kiểm tra hoặc đã phát hành."""
    from pipeline import settings as run_settings
    from pipeline.releases.publishing import publish_public as publish

    settings = run_settings.resolve(**paths)
    made = publish(settings, target.absolute(), previous and previous.absolute(), run_settings.SUITES)
    lines = [_("{path}: {count} ô được che").format(path=target.absolute(), count=made.copy.hidden)]
    if made.left_out:
        years = ", ".join(map(str, made.left_out))
        lines.append(_("Không công bố năm {years}: chưa qua kiểm tra, cũng chưa phát hành.").format(years=years))
    counts = {"hidden": made.copy.hidden, "given_away": made.copy.given_away, "years_left_out": made.left_out}
    screen.show(lambda: "\n".join(lines), lambda: {"file": target.absolute(), **counts})
    if made.copy.given_away:
        click.echo(_("hoptac: {count} ô nhỏ vẫn suy ra được khi đối chiếu với bản trước.").format(count=made.copy.given_away), err=True)
