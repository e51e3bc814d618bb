"""How much the tests of a room notice: mutants drawn over the syntax tree, equal over all rooms, each tried on its own room's tests.

python -m tests.mutants [--seed 12] [--count 60] [--rooms intake …] [--processes 2] [--results FILE]

A mutant is one change of one expression or statement of ``pipeline/<room>/``; it is caught where ``tests/<room>`` fails with it. Each is
applied in a copy of the checkout. What was tried is kept in the results file, a line each, and not tried again: an interrupted run goes on
where it was. Not in CI: an hour and more. The last lines say caught and survived by room, with place and change of each that survived.
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
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).resolve().parents[1]
ROOMS = sorted(path.parent.name for path in (ROOT / "pipeline").glob("*/__init__.py"))
SECONDS = 1200  # a mutant that makes the tests hang is caught

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


def fails(copy: Path, room: str) -> bool:
    """Whether the room's tests fail in a copy: those of ``make test`` are asked first, those of ``make e2e`` only of what they let pass."""
    return any(_fails(copy, room, marks) for marks in ("not e2e and not hard", "e2e and not hard"))


def _fails(copy: Path, room: str, marks: str) -> bool:
    command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-m", marks, f"tests/{room}"]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode not in (0, 5)  # 5: there are no tests, which notice nothing


def is_caught(copy: Path, mutant: Mutant) -> bool:
    file = copy / mutant.file
    whole = file.read_bytes()
    try:
        file.write_bytes(whole[: mutant.start] + mutant.new.encode() + whole[mutant.end :])
        return fails(copy, mutant.room)
    finally:
        file.write_bytes(whole)


def tried(mutants: list[Mutant], processes: int, results: Path) -> dict[str, bool]:
    """Key → caught, for all of ``mutants``; each new answer is written to ``results`` at once."""
    known = {}
    if results.exists():
        known = {item["key"]: item["caught"] for item in map(json.loads, results.read_text(encoding="utf-8").splitlines())}
    open_ = [mutant for mutant in mutants if mutant.key not in known]
    with tempfile.TemporaryDirectory(prefix="mutants-") as home, ThreadPoolExecutor(processes) as pool:
        copies: Queue[Path] = Queue()
        for number in range(processes):
            copies.put(copied(Path(home) / str(number)))

        @contextmanager
        def copy_of_ours() -> Iterator[Path]:
            copy = copies.get()
            try:
                yield copy
            finally:
                copies.put(copy)

        def fails_already(room: str) -> bool:
            with copy_of_ours() as copy:
                return fails(copy, room)

        def try_out(mutant: Mutant) -> None:
            with copy_of_ours() as copy:
                known[mutant.key] = is_caught(copy, mutant)
            with results.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"key": mutant.key, "caught": known[mutant.key], **asdict(mutant)}, ensure_ascii=False) + "\n")
            print(f"{'caught  ' if known[mutant.key] else 'SURVIVED'} {mutant.file}:{mutant.line} {mutant.operator}", flush=True)

        rooms = sorted({mutant.room for mutant in open_})
        if failing := [room for room, is_failing in zip(rooms, pool.map(fails_already, rooms), strict=True) if is_failing]:
            sys.exit(f"tests/{', tests/'.join(failing)} fail without a mutant")
        list(pool.map(try_out, open_))
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
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--results", type=Path)
    asked = parser.parse_args()
    results = asked.results or Path(tempfile.gettempdir()) / f"mutants-{asked.seed}.jsonl"
    print(f"seed {asked.seed}, {asked.count} mutants, results in {results}", flush=True)
    mutants = drawn(asked.seed, asked.count, asked.rooms)
    print("\n".join(told(mutants, tried(mutants, asked.processes, results))))


if __name__ == "__main__":
    main()
