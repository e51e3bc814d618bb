"""Habits drawn at random from everything that the contract's section 3 allows: for tests of reading, never shipped."""

from __future__ import annotations

import random

from tests.simulator.documents import Document
from tests.simulator.habits import Habit


def wild_habit(document: Document, seed: int) -> Habit:
    """A habit for one document, the same for the same seed."""
    rng = random.Random(f"{seed}/wild/{document.key}")

    def maybe(share: float = 0.5) -> bool:
        return rng.random() < share

    is_text = document.form == "registry_extract" and maybe(0.7)
    file = "csv" if is_text else rng.choice(("xlsx", "xlsx", "xls"))
    has_titles = maybe(0.85)
    two_rows = not is_text and maybe()
    return Habit(
        file=file,
        delimiter=rng.choice((",", ";", "\t")),
        encoding=rng.choice(("utf-8", "utf-8-sig", "utf-16", "tcvn3", "vni")),
        alphabet="nfd" if is_text and maybe(0.2) else "unicode" if is_text else rng.choice(("unicode", "unicode", "nfd", "tcvn3", "vni")),
        file_name=rng.choice(("bao cao {form} {year} {sender}", "{sender}-{year}-{form}", "Báo cáo {form} của {sender} năm {year}")),
        sheet_name=rng.choice(("Bieu {number}", "BIỂU {number} ", "biểu {number}", "Bieu{number}", "Biểu số {number}")),
        sheets_backwards=maybe(),
        shuffles=maybe(0.7),
        title_rows=rng.choice((1, 2, 3)) if has_titles else 0,
        two_row_header=two_rows,
        splits_heads=two_rows and maybe(),
        number_row=maybe(),
        repeat_header=0 if is_text else rng.choice((0, 9, 17)),
        stt=maybe(),
        extra_columns=("Ghi chú", "Điện thoại") if maybe() else ("Ghi chú",),
        blank_column=not is_text and maybe(0.3),
        blank_rows=maybe(0.4),
        heading_style=rng.choice(("plain", "upper", "lower", "nfd", "bare", "old") + (() if is_text else ("broken", "spaced"))),
        word_style=rng.choice(("plain", "upper", "lower", "nfd", "bare", "old")),
        name_style=rng.choice(("full", "short", "commas", "and", "small", "upper")),
        place_style=rng.choice(("full", "bare", "short")),
        dak=rng.choice(("", "Đăk", "Đắk")),
        numbers=rng.choice(("number", "text", "spaced", "mixed", "mixed")),
        codes_are_numbers=maybe(0.3),
        dates=rng.choice(("excel", "slash", "dash", "mixed")),
        blank=rng.choice(("", "-") if is_text else ("", "-", "…", "x", "không có số liệu")),
        money=rng.choice(("đồng", "nghìn đồng", "triệu đồng", "tỷ đồng")),
        money_in="above" if has_titles and maybe() else "header",
        groups="type" if maybe() else "",
        subtotals=maybe(),
        merges_commune=not is_text and maybe(0.4),
        signature=not is_text and maybe(),
        item_codes=maybe(),
    )
