"""How much the tests of a folder notice: mutants drawn over the syntax tree, equal over all rooms, each tried on its own folder's tests.

python -m tests.mutants [--seed 12] [--count 60] [--rooms intake …] [--e2e] [--results FILE]

A mutant is one change of one expression or statement of ``pipeline/<room>/``; it is caught where the tests of its file's folder
(``tests/reports/feedback`` of ``pipeline/reports/feedback``) fail with it: those that name its module first; with ``--e2e`` those of
``make e2e`` too, of what the others let pass. A test that fails without a mutant is named and asked of none. Each mutant is applied in a
copy of the checkout. What was tried is kept in the results file, a line each, and not tried again: an interrupted run goes on where it was.
Not in CI: an hour and more. The last lines say caught and survived by room, with place and change of each that survived.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import asdict, dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROOMS = sorted(path.parent.name for path in (ROOT / "pipeline").glob("*/__init__.py"))
QUICK, LONG = "not e2e and not hard", "e2e and not hard"

_SWAPPED: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Div: ast.Mult,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """``start``, ``end``: characters of the file that ``new`` stands for instead of ``old``."""

    room: str
    file: str
    line: int
    operator: str
    start: int
    end: int
    old: str
    new: str

    @property
    def key(self) -> str:
        return f"{self.file}:{self.start}:{self.end}:{self.new}"


def candidates(room: str) -> Iterator[Mutant]:
    """Every mutant of a room, in the order of its files."""
    for path in sorted((ROOT / "pipeline" / room).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        starts = [0]
        for line in text.splitlines(keepends=True):
            starts.append(starts[-1] + len(line.encode()))
        raw = text.encode()
        for node, operator, changed in _changes(ast.parse(text)):
            start, end = starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset
            old, new = raw[start:end].decode(), ast.unparse(changed)
            if isinstance(changed, ast.expr):
                new = f"({new})"
            if ast.unparse(node) != ast.unparse(changed):
                yield Mutant(room, str(path.relative_to(ROOT)), node.lineno, operator, start, end, old, new)


def _changes(tree: ast.Module) -> Iterator[tuple[ast.AST, str, ast.AST]]:
    for node in _living(tree):
        for operator, change in (
            ("comparison", _comparison), ("and/or, arithmetic", _operation), ("not removed", _not), ("condition negated", _condition),
            ("constant", _constant), ("return dropped", _return), ("statement dropped", _statement),
        ):  # fmt: skip
            for changed in change(node):
                yield changed[0], operator, changed[1]


def _living(node: ast.AST) -> Iterator[ast.AST]:
    """All below a node that does something when it runs: no annotation, decorator, docstring, import, or words of an error."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "bases", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or isinstance(child, ast.Import | ast.ImportFrom | ast.JoinedStr | ast.Raise):
                continue
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                continue
            if isinstance(child, ast.Assign) and ast.unparse(child.targets[0]).startswith("__"):
                continue
            if isinstance(child, ast.If) and ast.unparse(child.test) in ("TYPE_CHECKING", "__name__ == '__main__'"):
                continue
            if isinstance(child, ast.Call) and ast.unparse(child.func) == "_":
                continue
            yield child
            yield from _living(child)


def _comparison(node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _SWAPPED:
        made = deepcopy(node)
        made.ops[0] = _SWAPPED[type(node.ops[0])]()
        yield node, made


def _operation(node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    if isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in _SWAPPED:
        made = deepcopy(node)
        made.op = _SWAPPED[type(node.op)]()
        yield node, made


def _not(node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node, node.operand


def _condition(node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        yield node.test, ast.UnaryOp(ast.Not(), node.test)


def _constant(node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    if not isinstance(node, ast.Constant):
        return
    if isinstance(node.value, bool):
        yield node, ast.Constant(not node.value)
    elif isinstance(node.value, int | float):
        yield node, ast.Constant(node.value + 1)
        yield node, ast.Constant(node.value - 1)
    elif isinstance(node.value, str):
        yield node, ast.Constant(node.value + "x")


def _return(node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    if isinstance(node, ast.Return) and node.value is not None:
        yield node, ast.Return(ast.Constant(None))


def _statement(node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    if isinstance(node, ast.Expr | ast.AugAssign):
        yield node, ast.Pass()
    elif isinstance(node, ast.Continue):
        yield node, ast.Break()


def drawn(seed: int, count: int, rooms: list[str]) -> list[Mutant]:
    """``count`` mutants, room by room in turn; in a room first the operator, then the place, so that constants do not outweigh the rest."""
    random_ = random.Random(seed)
    queues = {}
    for room in rooms:
        by_operator: dict[str, list[Mutant]] = {}
        for mutant in candidates(room):
            by_operator.setdefault(mutant.operator, []).append(mutant)
        queues[room] = by_operator
    picked: list[Mutant] = []
    while len(picked) < count and any(queues.values()):
        for room in rooms:
            if queues[room] and len(picked) < count:
                operator = random_.choice(sorted(queues[room]))
                mutants = queues[room][operator]
                picked.append(mutants.pop(random_.randrange(len(mutants))))
                if not mutants:
                    del queues[room][operator]
    return picked


def copied(home: Path) -> Path:
    """A copy of the checkout's own files, with dbt's parse."""
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    for name in filter(None, files):
        if (ROOT / name).is_file():
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, home / name)
    return home


@dataclass
class Bench:
    """A copy of the checkout in which mutants are tried. ``known``: by folder and marks, the tests that fail without one, and how long
    all of them take."""

    copy: Path
    marks: tuple[str, ...]
    known: dict[tuple[str, str], tuple[list[str], float]] = field(default_factory=dict)

    def catches(self, mutant: Mutant) -> bool:
        """Whether a test of the mutant's folder fails with it, or does not end."""
        folder = folder_of(mutant.file)
        return any(self._catches(mutant, folder, marks) for marks in self.marks)

    def _catches(self, mutant: Mutant, folder: str, marks: str) -> bool:
        failing, seconds = self._without(folder, marks)
        deselected = [word for test in failing for word in ("--deselect", test)]
        file = self.copy / mutant.file
        whole = file.read_bytes()
        try:
            file.write_bytes(whole[: mutant.start] + mutant.new.encode() + whole[mutant.end :])
            code, _ = self._pytest(marks, "-x", *deselected, *self._nearest_first(mutant.file, folder), seconds=60 + 4 * seconds)
        finally:
            file.write_bytes(whole)
        return code not in (0, 5)  # 5: there are no tests, which notice nothing

    def _without(self, folder: str, marks: str) -> tuple[list[str], float]:
        if (folder, marks) not in self.known:
            began = time.monotonic()
            _, said = self._pytest(marks, folder)
            failing = [line.split()[1] for line in said.splitlines() if line.startswith(("FAILED ", "ERROR "))]
            self.known[folder, marks] = failing, time.monotonic() - began
            print(f"{folder} ({marks}): {time.monotonic() - began:.0f} s without a mutant", *failing, sep="\n  ", flush=True)
        return self.known[folder, marks]

    def _nearest_first(self, file: str, folder: str) -> list[str]:
        """The folder's files of tests, those first that name the file's module."""
        module = file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        package, _, name = module.rpartition(".")
        named = f"from {package} import {name}", f"{module} ", f"{module}\n"
        tests = sorted((self.copy / folder).rglob("test_*.py"))
        tests.sort(key=lambda path: not any(words in path.read_text(encoding="utf-8") for words in named))
        return [str(path.relative_to(self.copy)) for path in tests]

    def _pytest(self, marks: str, *words: str, seconds: float | None = None) -> tuple[int, str]:
        """Exit code and what was said; a run that does not end in time has failed."""
        command = [sys.executable, "-B", "-m", "pytest", "-q", "-rfE", "--tb=no", "-p", "no:cacheprovider", "-m", marks, *words]
        environment = {**os.environ, "PYTHONPATH": str(self.copy), "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            done = subprocess.run(command, cwd=self.copy, env=environment, capture_output=True, text=True, timeout=seconds, check=False)
        except subprocess.TimeoutExpired:
            return 1, ""
        return done.returncode, done.stdout


def folder_of(file: str) -> str:
    """The folder of tests of a file of the program: the nearest that there is."""
    folder = Path("tests", *Path(file).parent.parts[1:])
    while not (ROOT / folder).is_dir():
        folder = folder.parent
    return str(folder)


def tried(mutants: list[Mutant], marks: tuple[str, ...], results: Path) -> dict[str, bool]:
    """Key → caught, for all of ``mutants``; each new answer is written to ``results`` at once."""
    known = {}
    if results.exists():
        known = {item["key"]: item["caught"] for item in map(json.loads, results.read_text(encoding="utf-8").splitlines())}
    with tempfile.TemporaryDirectory(prefix="mutants-") as home:
        bench = Bench(copied(Path(home)), marks)
        for mutant in (mutant for mutant in mutants if mutant.key not in known):
            known[mutant.key] = bench.catches(mutant)
            with results.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"key": mutant.key, "caught": known[mutant.key], **asdict(mutant)}, ensure_ascii=False) + "\n")
            print(f"{'caught  ' if known[mutant.key] else 'SURVIVED'} {mutant.file}:{mutant.line} {mutant.operator}", flush=True)
    return known


def told(mutants: list[Mutant], caught: dict[str, bool]) -> Iterator[str]:
    for room in sorted({mutant.room for mutant in mutants}):
        of_room = [mutant for mutant in mutants if mutant.room == room]
        yield f"{room:12} {sum(caught[mutant.key] for mutant in of_room):3} of {len(of_room):3} caught"
    for mutant in mutants:
        if not caught[mutant.key]:
            yield f"survived: {mutant.file}:{mutant.line} ({mutant.operator})\n  - {mutant.old}\n  + {mutant.new}"
    total = sum(caught[mutant.key] for mutant in mutants)
    yield f"caught {total} of {len(mutants)}: {100 * total / len(mutants):.1f} %"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=12)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--rooms", nargs="*", default=ROOMS, choices=ROOMS)
    parser.add_argument("--e2e", action="store_true")
    parser.add_argument("--results", type=Path)
    asked = parser.parse_args()
    results = asked.results or Path(tempfile.gettempdir()) / f"mutants-{asked.seed}.jsonl"
    print(f"seed {asked.seed}, {asked.count} mutants, results in {results}", flush=True)
    mutants = drawn(asked.seed, asked.count, asked.rooms)
    print("\n".join(told(mutants, tried(mutants, (QUICK, LONG) if asked.e2e else (QUICK,), results))))


if __name__ == "__main__":
    main()
