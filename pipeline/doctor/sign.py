"""What was looked at on this machine, and how it is."""

from dataclasses import dataclass
from typing import Literal

State = Literal["well", "doubt", "wrong"]


@dataclass(frozen=True)
class Sign:
    """One thing looked at. ``check``: its name for machines; ``wrong``: a run cannot do its work; ``remedy``: what to do, where ``said``
    does not say it itself."""

    check: str
    state: State
    said: str
    remedy: str = ""
