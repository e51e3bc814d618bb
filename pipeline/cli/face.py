"""What the terminal shows: progress on stderr, summaries on stdout that fit 80 columns. No figure is made here."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import gettext as _
from typing import TYPE_CHECKING, Any

from pipeline.system import progress

if TYPE_CHECKING:
    from pipeline.quality.alone import Told
    from pipeline.releases.replay import Replay

STAGES = {
    "vi": {
        "intake": "Đọc văn bản đến",
        "identity": "Nối các đơn vị",
        "facts": "Tính chỉ tiêu",
        "quality": "Kiểm tra số liệu",
        "publish": "Công bố kho số liệu",
        "outputs": "Viết báo cáo",
    },
    "en": {
        "intake": "Read documents",
        "identity": "Link units",
        "facts": "Build facts",
        "quality": "Check the data",
        "publish": "Publish the warehouse",
        "outputs": "Write the report",
    },
}


_SHOWN = 10  # errors that the gate's answer spells out


@contextmanager
def shown_progress(wanted: bool, lang: str) -> Iterator[None]:
    """Show stages on a terminal while the block runs; nothing elsewhere."""
    if not (wanted and sys.stderr.isatty()):
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    with Progress(
        SpinnerColumn(finished_text="✓"), TextColumn("{task.description}"), BarColumn(24), TimeElapsedColumn(), console=Console(stderr=True)
    ) as bars:
        progress.listen(_Bars(bars, STAGES[lang]))
        try:
            yield
        finally:
            progress.listen(None)


class _Bars:
    def __init__(self, bars: Any, names: dict[str, str]) -> None:
        self.bars, self.names, self.task = bars, names, None

    def begin(self, stage: str) -> None:
        self.task = self.bars.add_task(self.names[stage], total=None)

    def step(self, done: int, total: int) -> None:
        self.bars.update(self.task, completed=done, total=total)

    def end(self, stage: str) -> None:
        self.bars.update(self.task, completed=1, total=1)


def summary_text(summary: dict[str, Any], lang: str) -> str:
    """The end of a run: the nine targets with verdicts, who was late, the gate, where the files are."""
    vi = lang == "vi"
    lines = [
        ("Kinh tế tập thể năm {year}, số liệu biết đến {as_of}" if vi else "Cooperatives {year}, as known at {as_of}").format(**summary)
    ]
    if summary["notice"]:
        lines.append(summary["notice"])
    lines += ["", *_aligned([summary["header"], *summary["targets"]], fold=1)]
    lines += ["", *summary["punctuality"], "", *summary["gate"], "", *summary["empty"], *([""] if summary["empty"] else [])]
    lines += ["Kết quả:" if vi else "Files:", *(f"  {path}" for path in summary["files"])]
    return "\n".join(lines)


def gate_text(answer: Any, lang: str) -> str:
    """The gate's answer for people: may the report leave, and the first errors that hold it."""
    vi = lang == "vi"
    from pipeline.reports.findings import place

    counts, waived = answer.counts, answer.counts["error"] - len(answer.open_errors)
    if vi:
        verdict = "ĐẠT: báo cáo được phép đi." if answer.passed else "GIỮ LẠI: chỉ có bản dự thảo."
        signed = f" (đã ký chấp nhận, xác nhận {waived})" if waived else ""
        lines = [verdict, f"{counts['error']} lỗi{signed}, {counts['warning']} cảnh báo, {counts['info']} ghi nhận."]
    else:
        verdict = "PASSED: the report may leave." if answer.passed else "HELD BACK: draft only."
        signed = f" ({waived} signed for or confirmed)" if waived else ""
        lines = [verdict, f"{counts['error']} errors{signed}, {counts['warning']} warnings, {counts['info']} notes."]
    for finding in answer.open_errors[:_SHOWN]:
        where = place(finding)
        lines += ["", *textwrap.wrap(f"{where}: {finding['message']}" if where else finding["message"], 80)]
    if (more := len(answer.open_errors) - _SHOWN) > 0:
        lines += ["", f"… và {more} lỗi nữa; xem trang chất lượng." if vi else f"… and {more} more; see the quality page."]
    return "\n".join(lines)


def check_text(told: Told) -> str:
    """What a file alone is told: each finding with its place and remedy, the worst first; what was not asked."""
    names = {"error": _("LỖI"), "warning": _("CẢNH BÁO"), "info": _("LƯU Ý")}
    lines = []
    for finding in told.findings:
        cell = f"{finding['column'] or ''}{finding['row'] or ''}"
        where = " › ".join(part for part in ((finding["sheet"] or "").strip(), cell) if part)
        said = f"{' '.join(filter(None, (names[finding['severity']], where)))}: {finding['message']}"
        lines += [*textwrap.wrap(said, 80), *textwrap.wrap(finding["remedy"], 80, initial_indent="  → ", subsequent_indent="    "), ""]
    counts = {f"{severity}s": count for severity, count in told.counts.items()}
    lines += textwrap.wrap(_("{errors} lỗi, {warnings} cảnh báo, {infos} lưu ý.").format(**counts), 80)
    unasked = _("Chưa đối chiếu với danh sách đăng ký, năm trước và nơi khác ({count} quy tắc): việc đó làm khi văn bản đã vào sổ.")
    return "\n".join(lines + textwrap.wrap(unasked.format(count=len(told.not_asked)), 80))


def _aligned(rows: list[list[str]], fold: int) -> list[str]:
    """Rows in columns, figures to the right; the text of column ``fold`` takes what is left and goes on in the next line."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    widths[fold] = min(widths[fold], 80 - sum(widths) + widths[fold] - 2 * (len(widths) - 1))
    lines = []
    for row in rows:
        first, *rest = textwrap.wrap(row[fold], widths[fold]) or [""]
        cells = [first if column == fold else cell for column, cell in enumerate(row)]
        left = {0, fold, len(row) - 1}
        lines.append(
            "  ".join(
                cell.ljust(size) if column in left else cell.rjust(size)
                for column, (cell, size) in enumerate(zip(cells, widths, strict=True))
            ).rstrip()
        )
        lines += [" " * (sum(widths[:fold]) + 2 * fold) + text for text in rest]
    return lines


def replay_text(answer: Replay) -> str:
    """A replay's outcome: the same, or which files differ and which inputs and versions are not what they were."""
    name, causes = answer.release, [f"  {cause}" for cause in answer.causes]
    if answer.failure:
        return _("Bản phát hành {}: không làm lại được. {}").format(name, answer.failure)
    if answer.is_same:
        noted = [_("Có thay đổi nhưng không ảnh hưởng kết quả:"), *causes] if causes else []
        return "\n".join([_("Bản phát hành {}: làm lại từ văn bản đến giống hệt từng byte.").format(name), *noted])
    told = [_("Bản phát hành {}: làm lại KHÔNG giống.").format(name), _("Khác ở:"), *(f"  {file}" for file in answer.differing)]
    unknown = _("Không thấy đầu vào hay phiên bản nào thay đổi; hãy xem lại mã nguồn.")
    return "\n".join(told + ([_("Do:"), *causes] if causes else [unknown]))
