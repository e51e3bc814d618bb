"""What people write in YAML is read strictly."""

from pathlib import Path

import pytest

from pipeline.config.yaml_file import read_yaml
from pipeline.system.errors import ConfigError


@pytest.mark.parametrize("text", ["a: 1\nb: 2\na: 3\n", "x: {a: 1, a: 2}\n", "- a: 1\n  a: 1\n"])
def test_what_is_said_twice_is_refused_by_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "said.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"said\.yaml: không đọc được .*a ×2"):
        read_yaml(path)


def test_a_merged_mapping_may_say_it_anew(tmp_path: Path) -> None:
    path = tmp_path / "said.yaml"
    path.write_text("base: &base {a: 1, b: 2}\nother: {<<: *base, a: 3}\n", encoding="utf-8")
    assert read_yaml(path)["other"] == {"a": 3, "b": 2}
