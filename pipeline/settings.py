"""Where a run reads and writes, as of when, in which language. The only reader of the environment."""

import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from pipeline import config
from pipeline.config import Province
from pipeline.system.child_process import tied
from pipeline.system.errors import HoptacError
from pipeline.system.language import LANGUAGES, Lang
from pipeline.system.program import SUITES
from pipeline.system.raw_names import paragraphs_of
from pipeline.system.signatures import is_day, moment_of

__all__ = ["SUITES", "Settings", "in_force", "parse_moment", "resolve", "unknown_variables"]
VARIABLES = tuple(f"HOPTAC_{name}" for name in ("RAW", "OUT", "WAREHOUSE", "RELEASES", "PROVINCE", "LANG", "AS_OF", "OFFICE", "WAS_NOW"))


@dataclass(frozen=True)
class Settings:
    """One run's settings. ``as_of`` is aware, ``is_now``: nobody said when, so it is the clock's; paths are absolute.

    ``was_now``: it was the clock's when a release was made that is made again; the clock is not asked. ``office``: what that release kept
    of the office's own, in the place of what raw/ holds of it today.
    """

    raw: Path
    out: Path
    warehouse: Path
    as_of: datetime
    lang: Lang
    province_folder: Path
    releases: Path = Path("releases")
    is_now: bool = False
    was_now: bool = False
    office: Path | None = None

    def paragraphs(self, year: int) -> Path:
        """The office's own paragraphs of the year's report, whether there are any or not."""
        return (self.office or self.raw) / paragraphs_of(year)

    @property
    def follows_clock(self) -> bool:
        return self.is_now and not self.was_now

    @property
    def province(self) -> Province:
        return config.load(self.province_folder)

    @property
    def work(self) -> Path:
        """What a run needs beside the readers' file and nobody else does: the build file, the cache of parsed files, logs."""
        return self.warehouse.with_name(self.warehouse.stem + ".work")

    @property
    def build(self) -> Path:
        return self.work / "build.duckdb"

    @property
    def cache(self) -> Path:
        return self.work / "cache"

    @property
    def variables(self) -> dict[str, str]:
        """The same settings as HOPTAC_* variables, for what resolves its own."""
        paths = {"RAW": self.raw, "OUT": self.out, "WAREHOUSE": self.warehouse, "RELEASES": self.releases, "PROVINCE": self.province_folder}
        said = {name: str(path) for name, path in paths.items()} | {"LANG": self.lang}
        said |= {"OFFICE": str(self.office)} if self.office else {}
        said |= {"AS_OF": "" if self.follows_clock else self.as_of.isoformat(), "WAS_NOW": "1" if self.was_now else ""}
        return {f"HOPTAC_{name}": text for name, text in said.items()}


def resolve(
    raw: str | Path | None = None,
    out: str | Path | None = None,
    warehouse: str | Path | None = None,
    as_of: str | None = None,
    lang: str | None = None,
    province: str | Path | None = None,
    releases: str | Path | None = None,
) -> Settings:
    """Settings from arguments, else from HOPTAC_* variables, else the defaults. Raises HoptacError."""
    given = in_force()
    folder = Path(province or given.get("HOPTAC_PROVINCE") or config.DEFAULT_PROVINCE)
    asked = lang or given.get("HOPTAC_LANG", "vi")
    language = next((known for known in LANGUAGES if known == asked), None)
    if language is None:
        raise HoptacError("Ngôn ngữ không hợp lệ: {} (chọn vi hoặc en).", asked)
    settings = Settings(
        raw=Path(raw or given.get("HOPTAC_RAW", "raw")).absolute(),
        out=Path(out or given.get("HOPTAC_OUT", "out")).absolute(),
        warehouse=Path(warehouse or given.get("HOPTAC_WAREHOUSE", "warehouse/hoptac.duckdb")).absolute(),
        as_of=datetime.now(UTC),
        lang=language,
        province_folder=folder.absolute(),
        office=Path(given["HOPTAC_OFFICE"]) if given.get("HOPTAC_OFFICE") else None,
        releases=Path(releases or given.get("HOPTAC_RELEASES", "releases")).absolute(),
    )
    moment = as_of or given.get("HOPTAC_AS_OF")
    if not moment:
        return replace(settings, is_now=True)
    was_now = bool(given.get("HOPTAC_WAS_NOW"))
    return replace(settings, as_of=parse_moment(moment, settings.province), is_now=was_now, was_now=was_now)


def in_force() -> dict[str, str]:
    """The variables that are set and that settings are read from."""
    return {name: text for name in VARIABLES if (text := os.environ.get(name))}


def unknown_variables() -> list[str]:
    """Those that are called like ours and that nothing reads: mistyped, or of another version."""
    return sorted(name for name in os.environ if name.startswith("HOPTAC_") and name not in {*VARIABLES, *tied()})


def cache_folder() -> Path:
    """Where this user's programs keep what they can make again."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "hoptac"


def parse_moment(text: str, province: Province) -> datetime:
    """ISO 8601; without an offset it is the province's own time, a bare date the end of that day. Raises HoptacError."""
    moment = moment_of(text, province.tz)
    if moment is None:
        raise HoptacError("Thời điểm không hợp lệ: {} (ví dụ đúng: 2019-12-14T23:59:59+07:00).", text)
    return moment.replace(hour=23, minute=59, second=59, microsecond=999999) if is_day(text) else moment
