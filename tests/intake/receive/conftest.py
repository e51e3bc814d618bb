"""A province, an empty raw/ and a document to file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import config


@pytest.fixture(scope="session")
def province() -> config.Province:
    return config.load()


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


@pytest.fixture
def document(tmp_path: Path) -> Path:
    file = tmp_path / "thư đến" / "Báo cáo KTTT Đắk Hà 2019.xlsx"
    file.parent.mkdir()
    file.write_bytes(b"PK the workbook of Dak Ha")
    return file


@pytest.fixture
def tree():
    """Everything under a folder, hidden files too, with contents: what a failed receive must leave as it was."""

    def snapshot(folder: Path) -> dict[str, bytes | None]:
        return {path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None for path in sorted(folder.rglob("*"))}

    return snapshot
