"""What intake raises: only when nothing at all can be read. Everything about a single file becomes a finding."""

from pipeline.system.errors import HoptacError


class IntakeError(HoptacError):
    """The register or the folder cannot be read; ``str(error)`` is the one line for the user."""


class UnreadableFile(Exception):
    """A file that cannot be opened as what its name says. ``rule``: the finding it becomes; ``reason``: in Vietnamese; ``reason_en``."""

    def __init__(self, rule: str, reason: str = "", reason_en: str = "") -> None:
        super().__init__(reason_en or rule)
        self.rule, self.reason, self.reason_en = rule, reason, reason_en
