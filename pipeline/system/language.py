"""The language of the words that a process says.

They are written in Vietnamese in the code; ``pipeline/locale`` has the English of ours and the Vietnamese of click's, as gettext keeps
them (`make locale` after a change of a .po file).
"""

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, get_args

Lang = Literal["vi", "en"]
LANGUAGES: tuple[Lang, ...] = get_args(Lang)
LOCALE = Path(__file__).resolve().parents[1] / "locale"
_DOMAIN = "hoptac"


@contextmanager
def spoken(lang: str) -> Iterator[None]:
    """What ``gettext.gettext`` gives back while the block runs is in ``lang``, one of LANGUAGES. Outside, nothing is translated."""
    before, language = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(_DOMAIN, LOCALE)
    gettext.textdomain(_DOMAIN)
    os.environ["LANGUAGE"] = lang
    try:
        yield
    finally:
        gettext.textdomain(before)
        os.environ.pop("LANGUAGE")
        if language is not None:
            os.environ["LANGUAGE"] = language


def current() -> str:
    """The language that is spoken now."""
    return os.environ["LANGUAGE"] if gettext.textdomain() == _DOMAIN else LANGUAGES[0]
