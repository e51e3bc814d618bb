"""How many of the slips that a grammar draws the rules find, and how often they cry for nothing: fresh seeds each time, printed. Takes minutes.

    python -m tests.outside.slips.measure [--provinces 3] [--seed N] [--count 25] [--keep DIR] [--beside]

``--beside``: what Statistics Canada's Banff (Hidiroglou-Berthelot) and the ONS's sml-small (thousand-pounds correction, selective editing) say of
the same figures, in an environment of their own.
"""
import argparse, random, subprocess, sys, tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

KINDS = ("errors", "clean", "unusual")


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
    ap.add_argument("--beside", action="store_true")
    a = ap.parse_args()
    first = a.seed if a.seed is not None else random.SystemRandom().randrange(10_000, 10**6)
    print(f"seed {first}: {a.provinces} provinces of each kind ({', '.join(KINDS)})", flush=True)
    with tempfile.TemporaryDirectory() as temporary:
        root = a.keep or Path(temporary)
        folders = []
        for k, kind in enumerate(KINDS):
            for i in range(a.provinces):
                folder = root / f"{kind}-{first + 1000 * k + i}"
                command = [sys.executable, "-m", "tests.outside.slips.slips", "--seed", str(first + 1000 * k + i), "--out", str(folder), "--kind", kind]
                subprocess.run(command + (["--count", str(a.count)] if kind == "errors" else []), check=True, stdout=subprocess.DEVNULL)
                folders.append(folder)
        with ThreadPoolExecutor(2) as pool:
            for folder in pool.map(hoptac_run, folders):
                print(folder.name, flush=True)
        subprocess.run([sys.executable, "-m", "tests.outside.slips.score", *map(str, folders)], check=True)
        if a.beside:
            subprocess.run([sys.executable, "-m", "tests.outside.slips.beside", *map(str, (f for f in folders if f.name.startswith("errors")))], check=True)


if __name__ == "__main__":
    main()
