"""The house as its plan says: who may use whom, no circles, small rooms, and one place for what stands in one place."""

import ast
import csv
import re
import statistics
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = ROOT / "pipeline"
STOREYS = (  # a part imports only what stands below it, or beside it where that makes no circle
    ("cli",),
    ("releases", "doctor"),
    ("run",),
    ("definitions",),
    ("assets",),
    ("reports",),
    ("lineage", "quality"),
    ("archive",),
    ("intake", "identity", "warehouse"),
    ("settings",),
    ("office",),
    ("config",),
    ("system",),
)
STOREY = {part: number for number, parts in enumerate(STOREYS) for part in parts}
LARGEST, MEDIAN = 11_000, 4_500  # bytes


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the program by its dotted name."""
    found = {}
    for path in PROGRAM.rglob("*.py"):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def named(name: str) -> Iterator[str]:
    """Every module of the program that a module imports: at the top, inside functions, or by its name as text."""
    for node in ast.walk(modules()[name]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("pipeline."):
            yield node.value


def imported(name: str) -> set[str]:
    return {other for other in named(name) if other in modules() and other not in ("pipeline", name)}


def calls(name: str) -> list[ast.Call]:
    return [node for node in ast.walk(modules()[name]) if isinstance(node, ast.Call)]


def part_of(name: str) -> str:
    return name.split(".")[1]


def inner() -> list[str]:
    return sorted(name for name in modules() if name != "pipeline")


def test_every_part_has_its_storey() -> None:
    assert {part_of(name) for name in inner()} == set(STOREY)


def test_a_part_imports_only_what_stands_below_it() -> None:
    upward = [f"{name} → {other}" for name in inner() for other in imported(name) if STOREY[part_of(other)] < STOREY[part_of(name)]]
    assert sorted(upward) == []


def test_there_are_no_circles() -> None:
    """Not even through an import inside a function; a package's own front is not counted as using what it is made of."""
    uses = {name: {other for other in imported(name) if not f"{other}.".startswith(f"{name}.")} for name in inner()}
    uses = {name: {other for other in others if not name.startswith(f"{other}.")} for name, others in uses.items()}
    while free := [name for name, others in uses.items() if not others & uses.keys()]:
        for name in free:
            del uses[name]
    assert sorted(uses) == [], "each of these uses another of them"


@pytest.mark.parametrize(
    ("call", "places"),
    [
        ("fcntl.flock", {"pipeline.system.lock"}),
        ("os.replace", set()),
        ("csv.DictReader", set()),
        ("os.fsync", {"pipeline.system.files"}),
    ],
)
def test_what_stands_in_one_place_is_called_there_alone(call: str, places: set[str]) -> None:
    assert {name for name in inner() for node in calls(name) if ast.unparse(node.func) == call} == places


def test_marks_and_tones_are_taken_off_in_one_place() -> None:
    spread = {name for name in inner() for node in calls(name) if ast.unparse(node).startswith("unicodedata.normalize('NFD'")}
    in_polars = {name for name in inner() for node in calls(name) if ast.unparse(node.func).endswith(".str.normalize")}
    assert (spread, in_polars) == ({"pipeline.system.folding"}, set())


def test_a_duckdb_file_is_opened_by_the_reader_alone() -> None:
    opened = {name for name in inner() for node in calls(name) if ast.unparse(node.func) == "duckdb.connect" and node.args}
    assert opened == {"pipeline.warehouse.reader"}


def test_only_the_edge_knows_dagster() -> None:
    knows = {part_of(name) for name in inner() for other in named(name) if other.split(".")[0] in ("dagster", "dagster_dbt")}
    assert knows <= {"assets", "definitions", "run"}


def test_files_stay_small() -> None:
    sizes = {path.relative_to(ROOT).as_posix(): path.stat().st_size for path in PROGRAM.rglob("*.py") if path.stat().st_size}
    assert {path: size for path, size in sizes.items() if size > LARGEST} == {}
    assert statistics.median(sizes.values()) <= MEDIAN


def test_no_indicator_is_named_in_the_program() -> None:
    """What an indicator is stands in its row of the seed; sentences and charts name codes in YAML. Whole strings, and quoted in SQL
    (models and macros), where no group of them is taken by its beginning either: ``like 'I.1%'``, ``left(item, 2) = 'I.'``."""
    with (ROOT / "dbt_project" / "seeds" / "indicator.csv").open(encoding="utf-8", newline="") as file:
        codes = {row["indicator"] for row in csv.DictReader(file)}
    beginnings = {code[:length] for code in codes for length in range(1, len(code) + 1)}
    quoted = re.compile("'(" + "|".join(map(re.escape, sorted(beginnings))) + ")%?'")
    named = []
    for name, tree in modules().items():
        texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
        named += [(name, text) for text in texts if text in codes or quoted.search(text)]
    for path in sorted((ROOT / "dbt_project").rglob("*.sql")):
        place = path.relative_to(ROOT)
        if "target" not in place.parts:
            named += [(str(place), found.group(1)) for found in quoted.finditer(path.read_text(encoding="utf-8"))]
    assert not named


def test_the_lock_is_complete_and_names_one_version_of_each_and_no_index() -> None:
    """Setup installs it without looking at what else there is: what a later release changes must not reach a fresh machine."""
    lines = re.findall(r"^(\S.*?) \\\n    --hash=sha256:", text := (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(lines) == len(re.findall(r"^\S", text, re.MULTILINE)), "a line without digests, or that names an index"
    pins = [pin for pin in map(Requirement, lines) if not pin.marker or pin.marker.evaluate()]
    locked = {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in pins}
    wanted = [Requirement(line) for line in metadata.requires("hoptac") or [] if "extra ==" not in line]
    seen: set[str] = set()
    while wanted:
        need = wanted.pop()
        name = canonicalize_name(need.name)
        assert need.specifier.contains(locked.get(name, ""), prereleases=True), f"{need}: the lock has {locked.get(name)}"
        if (key := f"{name}{sorted(need.extras)}") not in seen:
            seen.add(key)
            further = [Requirement(line) for line in metadata.requires(name) or []]
            wanted += [r for r in further if not r.marker or any(r.marker.evaluate({"extra": extra}) for extra in ("", *need.extras))]
