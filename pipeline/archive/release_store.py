"""The shelf of releases: ``<releases>/<year>/<number>/``, numbered 1, 2 …, each whole, read-only, never overwritten.

Here: finding releases and reading what they say of themselves. Not here: making one (``freeze``), comparing two (``changes``).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline.system.errors import HoptacError
from pipeline.system.language import Lang

ABOUT, MANIFEST = "ban-phat-hanh.json", "manifest.json"
LISTED = ("documents", "decisions", "settings", "rules", "program", "outputs")
OUTPUTS, WAREHOUSE, OFFICE = "ket-qua", "hoptac.duckdb", "cua-co-quan"


class ReleaseError(HoptacError):
    """A release cannot be made, read or made again; the message says why."""


@dataclass(frozen=True)
class Release:
    """One release. ``as_of``: aware; ``content_digest``: of its mart; ``earlier``: the releases its mart was made beside, with digests;
    ``program_digest``: of the program that made it, blank where that was older than this word; ``is_now``: the as-of was the clock's."""

    folder: Path
    year: int
    number: int
    as_of: datetime
    lang: Lang
    content_digest: str
    earlier: dict[str, str]
    program_digest: str = ""
    is_now: bool = False

    @property
    def name(self) -> str:
        return f"{self.year}/{self.number}"

    @property
    def outputs(self) -> Path:
        return self.folder / OUTPUTS

    @property
    def warehouse(self) -> Path:
        return self.folder / WAREHOUSE

    @property
    def receipt(self) -> Path:
        return self.folder / f"{WAREHOUSE}.receipt.json"

    @property
    def office(self) -> Path:
        """What the office had of its own in the report, kept: ``own/`` and its paragraphs. Not there in an older program's release."""
        return self.folder / OFFICE

    @property
    def manifest(self) -> dict[str, Any]:
        return read_manifest(self.outputs)

    def digest(self) -> str:
        """Of what the release says of itself, which holds the digests of the rest."""
        return hashlib.sha256((self.folder / ABOUT).read_bytes()).hexdigest()

    def about(self) -> bytes:
        said = {name: value for name, value in asdict(self).items() if name != "folder"} | {"as_of": self.as_of.isoformat()}
        return (json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def read_manifest(outputs: Path) -> dict[str, Any]:
    """Raises ReleaseError, also where it lacks what each has."""
    try:
        manifest: dict[str, Any] = json.loads((outputs / MANIFEST).read_text(encoding="utf-8"))
        _ = manifest["versions"].keys(), [digests_of(manifest, kind) for kind in LISTED]
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ReleaseError("{}: không đọc được tệp kê của bản phát hành.", outputs / MANIFEST) from error
    return manifest


def digests_of(manifest: Mapping[str, Any], kind: str) -> dict[str, str | None]:
    """Path → SHA-256 of what a manifest lists (``LISTED``), None where it could not be read; nothing of a kind that an older program did
    not list."""
    return {entry["path"]: entry["sha256"] for entry in (manifest["inputs"] | manifest).get(kind, [])}


def read_release(folder: Path) -> Release:
    """Raises ReleaseError where the folder is no release."""
    try:
        said = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        return Release(**said | {"folder": folder, "as_of": datetime.fromisoformat(said["as_of"])})
    except FileNotFoundError as error:
        raise ReleaseError("{}: không phải thư mục của một bản phát hành (thiếu {}).", folder, ABOUT) from error
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ReleaseError("{}: không đọc được.", folder / ABOUT) from error


def releases_of(shelf: Path, year: int | None = None) -> list[Release]:
    """All releases, of one year or of every year, in the order of year and number. A shelf that is not there is empty."""
    return [read_release(folder) for folder in release_folders(shelf, year).values()]


def release_folders(shelf: Path, year: int | None = None) -> dict[str, Path]:
    """``2019/1`` → the folder of each release, whether it can be read or not, in the order of year and number."""
    years = [year] if year is not None else sorted(int(entry.name) for entry in _folders(shelf))
    names = [f"{each}/{number}" for each in years for number in sorted(int(found.name) for found in _folders(shelf / str(each)))]
    return {name: shelf / name for name in names}


def _folders(folder: Path) -> list[Path]:
    return [entry for entry in folder.iterdir() if entry.name.isdecimal() and entry.is_dir()] if folder.is_dir() else []
