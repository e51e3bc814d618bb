"""What `hoptac receive` says when it refuses: the sentences of ``receive_messages.yaml``. No decisions here."""

from functools import cache
from pathlib import Path

import yaml

from pipeline.system.errors import HoptacError


@cache
def _sentences() -> dict[str, dict[str, str]]:
    return yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))


class ReceiveError(HoptacError):
    """A document that was not filed; ``str`` is the one line to show, ``refusal`` the stable key of the reason."""

    def __init__(self, refusal: str, lang: str = "vi", /, **values: object) -> None:
        self.refusal = refusal
        said = _sentences()[refusal][lang].format(**values)
        super().__init__(" ".join(said.encode("utf-8", "backslashreplace").decode("utf-8").split()))
