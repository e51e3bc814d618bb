"""The parts of the report that only the office can write, as it wrote them in ``raw/nhan-dinh-<year>.md`` by heading; nothing writes there.

The headings and where they stand: ``own`` in the words. What is left empty is printed nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.office.numerals import WORDS, load_words
from pipeline.office.wording import Wording
from pipeline.system.errors import HoptacError, reason
from pipeline.system.folding import bare
from pipeline.system.language import LANGUAGES

_HEADING = re.compile(r"#+\s*(.*?)\s*#*")
_NUMBER = re.compile(r"^(?:[ivx]+|\d+|[a-z])[.)]\s+")  # an office may number its headings


class OwnPartsError(HoptacError):
    """The office's file cannot be read; one line says where."""


@dataclass(frozen=True)
class OwnPart:
    """One heading of the office's file. ``part``: of the report, in which it stands; ``paragraphs``: none where it is left empty."""

    key: str
    part: str
    title: str
    paragraphs: tuple[str, ...]


def own_parts(path: Path | None, words: Wording) -> list[OwnPart]:
    """All headings in order, with what the office wrote. Raises OwnPartsError for a heading that the report has no place for."""
    written = _read(path, words) if path is not None and path.is_file() else {}
    headings: Mapping[str, Mapping[str, str]] = words.words["own"]["headings"]
    return [OwnPart(key, about["part"], about["title"], tuple(written.get(key, ()))) for key, about in headings.items()]


def _said(title: str) -> str:
    return " ".join(bare(title).split())


def _read(path: Path, words: Wording) -> dict[str, list[str]]:
    every = [load_words(WORDS, lang, words.province_folder)["own"]["headings"] for lang in LANGUAGES]  # the file is one in any language
    known = {_said(about["title"]): key for headings in every for key, about in headings.items()}
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise OwnPartsError("{}: không đọc được ({})", path, reason(error) if isinstance(error, OSError) else error) from error
    found: dict[str, list[str]] = {}
    key, is_open = "", False
    for number, line in enumerate(map(str.strip, lines), start=1):
        if heading := _HEADING.fullmatch(line) if line.startswith("#") else None:
            title = _said(heading[1])
            key, is_open = known.get(title) or known.get(_NUMBER.sub("", title), ""), False
            if not key:
                titles = "; ".join(about["title"] for about in words.words["own"]["headings"].values())
                raise OwnPartsError("{}, dòng {}: báo cáo không có mục “{}”; các mục: {}.", path, number, heading[1], titles)
        elif not line:
            is_open = False
        elif not key:
            raise OwnPartsError("{}, dòng {}: chữ đứng trước mục đầu tiên; mỗi đoạn phải nằm dưới một dòng “# tên mục”.", path, number)
        elif is_open and not line.startswith("- "):
            found[key][-1] += f" {line}"
        else:
            found.setdefault(key, []).append(line)
            is_open = True
    return found
