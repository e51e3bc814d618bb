"""Rows numbered inside their names: ``1. HTX Sơn Ca``. The number is the list's, not the unit's."""

import re
from collections.abc import Sequence

_NUMBERED = re.compile(r"""(\d{1,4})\s*[.)/\-–:]\s*(["'“«]?[^\W\d_].*)""")


def without(names: Sequence[str | None]) -> list[str | None]:
    """The names without their numbers where every one has the next, from 1 on or from 1 anew; else as they are."""
    taken: list[str | None] = []
    last = 0
    for name in names:
        if name is None:
            taken.append(None)
            continue
        match = _NUMBERED.fullmatch(name)
        if match is None or int(match[1]) not in (last + 1, 1):
            return list(names)
        last = int(match[1])
        taken.append(match[2])
    return taken
