"""What an office has of its own: files in ``own/`` of its province's folder in the place of the program's, and words of its own choice."""

import string
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.config.yaml_file import read_yaml
from pipeline.system.errors import ConfigError

FOLDER = "own"


def own_file(province: Path | None, name: str, default: Path) -> Path:
    """The office's own file of this name where it has one, else the program's."""
    found = None if province is None else province / FOLDER / name
    return found if found is not None and found.is_file() else default


def own_words(province: Path | None, name: str, default: Path) -> Mapping[str, Any]:
    """The program's words, those in the office's own file of this name in their stead; what it does not name stays.

    Raises ConfigError for a file that is no YAML, a word that the program does not have, or a place that it does not fill.
    """
    words, path = _read(default), own_file(province, name, default)
    return words if path == default else _replaced(words, _read(path), path, ())


def _read(path: Path) -> dict[str, Any]:
    read = read_yaml(path)
    if not isinstance(read, dict):
        raise ConfigError("{}: phải là các dòng “tên: lời”.", path)
    return read


def _replaced(words: Mapping[str, Any], own: Mapping[str, Any], path: Path, above: tuple[str, ...]) -> Mapping[str, Any]:
    made = dict(words)
    for key, said in own.items():
        where = ".".join((*above, str(key)))
        if key not in words:
            raise ConfigError("{}: chương trình không có lời nào tên {}.", path, where)
        if isinstance(words[key], dict) and isinstance(said, dict):
            made[key] = _replaced(words[key], said, path, (*above, str(key)))
            continue
        if type(said) is not type(words[key]):
            raise ConfigError("{}: {} phải viết cùng dạng với lời của chương trình.", path, where)
        if isinstance(said, str) and not _places(said, path, where) <= _places(words[key], path, where):
            raise ConfigError("{}: {} chỉ có thể dùng các chỗ điền của lời cũ: {}", path, where, words[key])
        made[key] = said
    return made


def _places(said: str, path: Path, where: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(said) if name is not None}
    except ValueError as error:
        raise ConfigError("{}: {}: dấu ngoặc nhọn không thành cặp.", path, where) from error
