"""How many of the slips that outsiders draw the rules find, and how often they cry for nothing: fresh seeds, printed. Takes minutes.

    python -m tests.outside.measure [--provinces 3] [--seed N] [--count 25] [--keep DIR] [--of slips,lives,third] [--beside]

``--of``: whose provinces, of the three outsiders; each with its own lives, slips and judge.
``--beside``: what Statistics Canada's Banff (Hidiroglou-Berthelot) and the ONS's sml-small (thousand-pounds correction, selective editing) say
of the same figures, in an environment of their own.
"""

import argparse
import random
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

KINDS = ("errors", "clean", "unusual")
OUTSIDERS = {"slips": ("slips.slips", "slips.score"), "lives": ("lives.make", "lives.judge"), "third": ("third.make", "third.judge")}


def hoptac_run(folder: Path) -> Path:
    slips = [sys.executable, "-m", "pipeline.cli", "run", "--year", "2019", "--quiet"]
    places = ["--raw", str(folder / "raw"), "--out", str(folder / "out"), "--warehouse", str(folder / "w.duckdb")]
    done = subprocess.run(slips + places, capture_output=True, text=True)
    if done.returncode not in (0, 3):
        raise SystemExit(f"{folder}: {done.stderr.strip()}")
    return folder


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("--provinces", type=int, default=3, help="of each kind")
    ap.add_argument("--seed", type=int)
    ap.add_argument("--count", type=int, default=25)
    ap.add_argument("--keep", type=Path)
    ap.add_argument("--of", default=",".join(OUTSIDERS), help="whose provinces")
    ap.add_argument("--beside", action="store_true")
    a = ap.parse_args()
    first = a.seed if a.seed is not None else random.SystemRandom().randrange(10_000, 10**6)
    print(f"seed {first}: {a.provinces} provinces of each kind ({', '.join(KINDS)})", flush=True)
    with tempfile.TemporaryDirectory() as temporary:
        for name in a.of.split(","):
            measure(name, (a.keep or Path(temporary)) / name, first, a)


def measure(name: str, root: Path, first: int, a: argparse.Namespace) -> None:
    """What the outsider's own judge says of the provinces of one of them. One that it cannot draw is said and left out."""
    make, judge = OUTSIDERS[name]
    folders = []
    for k, kind in enumerate(KINDS):
        for seed in range(first + 1000 * k, first + 1000 * k + a.provinces):
            folder = root / f"{kind}-{seed}"
            folder.mkdir(parents=True)
            command = [sys.executable, "-m", f"tests.outside.{make}", "--seed", str(seed), "--out", str(folder), "--kind", kind]
            count = ["--count", str(a.count)] if (name, kind) == ("slips", "errors") else []
            done = subprocess.run(command + count, capture_output=True, text=True)
            if done.returncode:
                print(f"{name} {folder.name} could not be drawn: {done.stderr.strip().splitlines()[-1]}", flush=True)
            else:
                folders.append(folder)
    with ThreadPoolExecutor(2) as pool:
        for folder in pool.map(hoptac_run, folders):
            print(name, folder.name, flush=True)
    subprocess.run([sys.executable, "-m", f"tests.outside.{judge}", *map(str, folders)], check=True)
    if a.beside and name == "slips":
        errors = (str(folder) for folder in folders if folder.name.startswith("errors"))
        subprocess.run([sys.executable, "-m", "tests.outside.slips.beside", *errors], check=True)


if __name__ == "__main__":
    main()
