"""A reader as a process of its own: looks at what is published again and again until its standard input closes, then says what it saw.

``python -m tests.e2e.watcher WAREHOUSE OUT_YEAR STATES SECONDS``; ``STATES``: {content digest: [digest of manifest.json, …]} as JSON, all
that may ever be seen; ``SECONDS`` between two looks. Prints ``ready`` after its first look, at the end one line {looks, seen, errors}.
"""

import hashlib
import json
import select
import sys
from pathlib import Path

import duckdb

from pipeline.quality.receipt import content_digest, verify_receipt
from pipeline.settings import SUITES

BETWEEN_TWO_QUERIES = 0.02  # seconds; a person's are longer


def main() -> None:
    warehouse, folder, states, pause = Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3]), float(sys.argv[4])
    manifests = {manifest for found in states.values() for manifest in found}
    looks, seen, errors = 0, set(), []
    while True:
        try:
            content = look(warehouse)
            seen.add(content)
            if content not in states:
                errors.append(f"a warehouse that nobody made: {content}")
            verify_receipt(warehouse, SUITES, int(folder.name))
            if manifests and hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest() not in manifests:
                errors.append("a manifest that nobody made")
        except Exception as error:
            errors.append(f"{type(error).__name__}: {error}")
        looks += 1
        if looks == 1:
            print("ready", flush=True)
        if ended(pause):
            break
    print(json.dumps({"looks": looks, "seen": sorted(seen), "errors": errors}, ensure_ascii=False), flush=True)


def look(warehouse: Path) -> str:
    """One connection, two queries with a pause between: what it holds must not change under it."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        first = content_digest(connection)
        ended(BETWEEN_TWO_QUERIES)
        second = content_digest(connection)
    if first != second:
        raise RuntimeError("two answers on one connection")
    return first


def ended(seconds: float) -> bool:
    """Whether the one who started this has had enough; waits so long to see."""
    return bool(select.select([sys.stdin], [], [], seconds)[0]) and sys.stdin.read(1) == ""


if __name__ == "__main__":
    main()
