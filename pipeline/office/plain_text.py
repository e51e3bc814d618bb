"""Text as Word's and Excel's XML can hold it, and as it should break. Which text it is belongs to the callers."""

import re
from collections.abc import Callable, Mapping
from typing import Any

NO_BREAK = "\N{NO-BREAK SPACE}"
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold; docxtpl reads some of it as a page break."""
_SPACES = re.compile(r"[ \t\r\n]+")  # not the spaces that must not break


def clean(value: Any) -> Any:
    """Text without what XML forbids; inside lists and mappings too."""
    return _each(value, lambda text: FORBIDDEN.sub("", text.replace("\r", "")))


def one_line(value: Any) -> Any:
    """The same on one line."""
    return _each(value, lambda text: _SPACES.sub(" ", FORBIDDEN.sub(" ", text)).strip(" "))


def unbroken(text: str, name: str) -> str:
    """The text with a name in it kept on one line."""
    return text.replace(name, name.replace(" ", NO_BREAK))


def _each(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: _each(item, change) for key, item in value.items()}
    return [_each(item, change) for item in value] if isinstance(value, list) else value
