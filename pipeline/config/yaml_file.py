"""YAML that people write, read strictly: what is said twice is refused, where YAML would silently take the last."""

from collections import Counter
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from pipeline.system.errors import ConfigError, reason

_ModelT = TypeVar("_ModelT", bound=BaseModel)
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one, where there is one, is ten times as fast


class _Loader(_Base):  # type: ignore[misc]
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        counts = Counter(key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode))
        if twice := [name for name, count in counts.items() if count > 1]:
            raise yaml.constructor.ConstructorError(problem=f"{twice[0]} ×2", problem_mark=node.start_mark)
        found: dict[Any, Any] = super().construct_mapping(node, deep)
        return found


def read_yaml(path: Path) -> Any:
    """Raises ConfigError, one line, where it cannot be read, is no YAML, or says something twice."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except OSError as error:
        raise ConfigError("{}: không đọc được ({})", path, reason(error)) from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigError("{}: không đọc được ({})", path, " ".join(str(error).split())) from error


def read_model(path: Path, model: type[_ModelT], data: Any = None) -> _ModelT:
    """The file (``data``: what was read of it) as this model. Raises ConfigError, one line, also where it says what the model has not."""
    try:
        return model.model_validate(read_yaml(path) if data is None else data)
    except ValidationError as error:
        first = error.errors()[0]
        raise ConfigError("{}, mục {}: {}", path, ".".join(map(str, first["loc"])) or "*", first["msg"]) from error
