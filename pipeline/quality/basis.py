"""What a year's figures and findings rest on, as digests: documents and signatures, settings, program; and as of when.

Two answers on an equal basis are the same answer; whoever has made one need not make it again.
"""

from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from gettext import gettext as _
from typing import Any, Literal

from pipeline.intake.inputs import inputs_digest
from pipeline.settings import Settings
from pipeline.system.files import folder_digest
from pipeline.system.language import Lang
from pipeline.system.program import program_digest


@dataclass(frozen=True)
class Basis:
    """``as_of``: ISO 8601; ``is_now``: nobody said when, it was the clock's. Digests are SHA-256, hex.

    ``lang``: in which the findings are said, which makes no other answer; blank where an older program did not note it.
    """

    reference_year: int
    as_of: str
    is_now: bool
    inputs_digest: str
    settings_digest: str
    program_digest: str
    lang: Lang | Literal[""] = field(default="", compare=False, kw_only=True)

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.as_of)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def basis_of(settings: Settings, year: int) -> Basis:
    """What an answer given now for a year would rest on. Raises IntakeError, OSError."""
    return Basis(
        reference_year=year,
        as_of=settings.as_of.isoformat(),
        is_now=settings.is_now,
        inputs_digest=inputs_digest(settings.raw, settings.province, settings.as_of, is_now=settings.is_now),
        settings_digest=folder_digest({"": settings.province_folder}),
        program_digest=program_digest(),
        lang=settings.lang,
    )


def as_found(settings: Settings, basis: Basis) -> Settings:
    """The settings at the moment of what was found; where a moment was asked for, that one stays."""
    return replace(settings, as_of=basis.moment, is_now=basis.is_now) if settings.is_now else settings


def difference(found: Basis, wanted: Basis) -> str | None:
    """In what two bases differ, in words; None where they do not."""
    then, now = (f"{basis.moment.astimezone(wanted.moment.tzinfo):%H:%M:%S %d/%m/%Y}" for basis in (found, wanted))
    pairs = (
        (found.reference_year, wanted.reference_year, _("năm {}, không phải năm {}").format(found.reference_year, wanted.reference_year)),
        (found.moment, wanted.moment, _("thời điểm chốt {}, không phải {}").format(then, now)),
        (found.program_digest, wanted.program_digest, _("chương trình đã thay đổi")),
        (found.settings_digest, wanted.settings_digest, _("cấu hình của tỉnh đã thay đổi")),
        (found.inputs_digest, wanted.inputs_digest, _("văn bản đến, đính chính hoặc chữ ký trong raw/ đã đổi, hoặc đã qua một thời hạn")),
    )
    return next((said for one, other, said in pairs if one != other), None)
