"""Everything that leaves, before and after a change that must change nothing: marts, findings and ``out/`` byte for byte.

python -m tests.snapshot raw HOME            write the provinces' raw/ (the shipped one, Sông Lam, four messy ones)
python -m tests.snapshot run HOME NAME       run this checkout on each, keep what came out under HOME/NAME
python -m tests.snapshot compare HOME A B    what differs, a line a file or table; 1 where anything does
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[1]
SONG_LAM = ROOT / "tests" / "provinces" / "song_lam"
MESSY = (301, 302, 303, 304)  # the last two with seeded errors
LATER = "2020-06-01T00:00:00+07:00"


@dataclass(frozen=True)
class Case:
    name: str
    raw: str
    year: int
    as_of: str = LATER
    province: Path | None = None


CASES = (
    Case("shipped-2019-draft", "shipped", 2019, "2019-12-09T23:59:59+07:00"),
    *(Case(f"shipped-{year}", "shipped", year) for year in (2016, 2017, 2018, 2019)),
    Case("song-lam-2019", "song-lam", 2019, province=SONG_LAM),
    *(Case(f"messy-{seed}", f"messy-{seed}", 2019) for seed in MESSY),
)


def write_raws(home: Path) -> None:
    from tests.bench.errors.__main__ import seeded
    from tests.bench.errors.seeds import CLASSES
    from tests.bench.errors.written import write
    from tests.simulator import simulate, small, write_raw

    shutil.copytree(ROOT / "raw", home / "raw" / "shipped")
    profile = small(40, 2018, 2, province=SONG_LAM, district_weights={"981": 6, "983": 4}, fund_districts=("981", "983"))
    write_raw(simulate(profile, 98), home / "raw" / "song-lam")
    for seed in MESSY[:2]:
        write_raw(simulate(small(60, first_year=2018, years=2), seed), home / "raw" / f"messy-{seed}", "wild")
    for seed in MESSY[2:]:
        classes = sorted(CLASSES, key=lambda item: item.name)
        draft, _, _ = seeded(seed, 110, random.Random(seed).sample(classes, len(classes)))
        write(draft, home / "raw" / f"messy-{seed}")


def run_all(home: Path, name: str, only: list[str]) -> None:
    for case in CASES:
        if only and case.name not in only:
            continue
        place = home / name / case.name
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        work = home / "work" / name / case.name
        shutil.rmtree(work, ignore_errors=True)
        options = ["--year", str(case.year), "--as-of", case.as_of, "--raw", str(home / "raw" / case.raw)]
        options += ["--out", str(place / "out"), "--warehouse", str(work / "w.duckdb")]
        options += ["--province", str(case.province)] if case.province else []
        done = subprocess.run(
            [sys.executable, "-m", "pipeline.cli", "run", *options], cwd=ROOT, capture_output=True, text=True, check=False
        )
        (place / "screen.txt").write_text(f"{done.returncode}\n{done.stdout}".replace(str(home / name), "").replace(str(home), ""))
        print(case.name, done.returncode, done.stderr.strip()[-300:], flush=True)
        if (work / "w.duckdb").exists():
            dump(work / "w.duckdb", place / "mart")


def dump(warehouse: Path, folder: Path) -> None:
    """Each table of ``mart`` as CSV, its rows in the order of all columns."""
    folder.mkdir()
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        tables = connection.execute("select table_name from information_schema.tables where table_schema = 'mart' order by 1").fetchall()
        for (table,) in tables:
            connection.execute(f"copy (select * from mart.{table} order by all) to '{folder / table}.csv' (header)")


def compare(home: Path, before: str, after: str) -> int:
    differ = 0
    for case in CASES:
        old, new = home / before / case.name, home / after / case.name
        names = {str(path.relative_to(side)) for side in (old, new) for path in side.rglob("*") if path.is_file()}
        for name in sorted(names):
            one, other = old / name, new / name
            if not one.exists() or not other.exists():
                print(f"{case.name}: {name}: only {before if one.exists() else after}")
            elif one.read_bytes() != other.read_bytes():
                print(f"{case.name}: {name}: differs ({one.stat().st_size} and {other.stat().st_size} bytes)")
            else:
                continue
            differ += 1
    print(f"{differ} differences")
    return int(differ > 0)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.snapshot", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("act", choices=("raw", "run", "compare"))
    parser.add_argument("home", type=Path)
    parser.add_argument("names", nargs="*")
    given = parser.parse_args()
    if given.act == "raw":
        write_raws(given.home)
    elif given.act == "run":
        run_all(given.home, given.names[0], given.names[1:])
    else:
        return compare(given.home, *given.names)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
