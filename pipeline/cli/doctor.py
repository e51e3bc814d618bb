"""What this machine lacks, one line each."""

from dataclasses import asdict
from gettext import gettext as _
from typing import Any

import click

from pipeline.cli.options import Screen, leave, one_line, path_options
from pipeline.system.errors import HELD_BACK
from pipeline.system.language import current

MARKS = {"well": "✓", "doubt": "!", "wrong": "✗"}


@click.command()
@path_options
@one_line
def doctor(screen: Screen, **paths: Any) -> None:
    """Máy có đủ để chạy không: 0 là đủ, 3 là thiếu. Xem từng điều, rồi chạy thử một tệp nhỏ qua mọi bước."""
    from pipeline import settings as run_settings
    from pipeline.cli.face import shown_progress
    from pipeline.doctor.examine import examine

    signs = []
    with shown_progress(screen.is_for_eyes, current()):
        for sign in examine(lambda: run_settings.resolve(**paths)):
            signs.append(sign)
            line = " ".join(filter(None, (MARKS[sign.state], sign.said, sign.remedy and f"→ {sign.remedy}")))
            if screen.is_for_eyes:
                screen.echo(line)
            elif sign.state == "wrong" and not screen.as_json:
                click.echo(f"hoptac: {line}", err=True)
    counts = {state: sum(sign.state == state for sign in signs) for state in MARKS}
    summary = _("Có {wrong} điều phải sửa, {doubt} điều nên xem.") if counts["wrong"] or counts["doubt"] else _("Máy đủ điều kiện.")
    screen.show(lambda: "\n" + summary.format(**counts), lambda: {"counts": counts, "signs": [asdict(sign) for sign in signs]})
    leave(HELD_BACK if counts["wrong"] else 0)
