"""dbt's project as the rest of the code sees it: where it is, with which environment it runs, and a manifest that fits its files."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from pipeline.config import Province
from pipeline.system import program
from pipeline.system.child_process import tie, tied
from pipeline.system.errors import HoptacError
from pipeline.system.files import content_of, write_whole
from pipeline.system.lock import FOREVER, hold

PROJECT = program.DBT_PROJECT
_FOLDER = "HOPTAC_BUILD_FOLDER"
PARSED = "partial_parse.msgpack"


class TransformError(HoptacError):
    """dbt could not parse or build; the message is its last meaningful line."""


def parse_folder(build: Path) -> Path:
    """Where the project's parse is kept: in a developer's checkout for all runs, else beside the build file."""
    in_checkout = not program.IS_INSTALLED and os.access(PROJECT, os.W_OK)
    return PROJECT / "target" if in_checkout else build.with_name("dbt-parse")


def environment(build: Path, province: Province, target: Path | None = None) -> dict[str, str]:
    """What dbt reads from the environment: the project's files the build file and the province's seeds, its process whom it ends with.

    The profile holds the build file's name alone, and dbt works in its folder (``enter_folder``): with the whole path in it dbt would
    parse the project (3 s) for every new path. It begins from the parse in ``target``, else from the one that came with the manifest,
    and parses anew whatever of profile, seeds' folder or files is not as it was then. A parse holds the models' SQL: one that is not
    vouched for is not begun from, and removed where dbt would find it by itself.
    """
    parses = [folder / PARSED for folder in (target, parse_folder(build)) if folder is not None]
    parsed = next((path for path in parses if is_vouched(path)), None)
    if target is not None and parsed != target / PARSED:
        (target / PARSED).unlink(missing_ok=True)
    return {
        "HOPTAC_BUILD_FILE": build.name,
        _FOLDER: str(build.parent.resolve()),
        # on a clean clone there is neither, and dbt refuses the name of a file that is not there
        **({"DBT_PARTIAL_PARSE_FILE_PATH": str(parsed)} if parsed else {}),
        "HOPTAC_PROVINCE_SEEDS": os.path.relpath(province.folder / "seeds", PROJECT),
        "DBT_PROFILES_DIR": str(PROJECT),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        **tied(),
    }


DBT = ("-m", __name__)
"""Arguments of this environment's Python that start dbt's command line as a process that ends with this one, whatever PATH says."""


def prepare_manifest(build: Path, province: Province) -> Path:
    """The manifest for the project's present files, parsed anew only when one of them changed; by one of two runs, the other waits.

    Raises TransformError.
    """
    folder = parse_folder(build)
    manifest, parsed = folder / "manifest.json", folder / PARSED
    if is_vouched(manifest, parsed):
        return manifest
    folder.mkdir(parents=True, exist_ok=True)
    with hold(folder / ".lock", wait=FOREVER):
        if not is_vouched(manifest, parsed):
            folders = ["--target-path", str(folder), "--log-path", str(folder)]
            run_dbt(["parse", "--no-partial-parse", *folders], folder / build.name, province)  # good for every build file of that name
            vouch(manifest, parsed)
    return manifest


def vouch(*made: Path) -> None:
    """Write beside each file that dbt made of the project, in ``<name>.digest``, of which project it is and what is in it."""
    for path in made:
        write_whole(_seal(path), _digest(path))


def is_vouched(*made: Path) -> bool:
    """Whether each file is what dbt made of the project as it lies there."""
    try:
        return all(content_of(_seal(path)) == _digest(path) for path in made)
    except OSError:
        return False


def _seal(path: Path) -> Path:
    return path.with_name(f"{path.name}.digest")


def _digest(path: Path) -> bytes:
    return hashlib.sha256(program.part_digest("dbt_project").encode() + content_of(path)).hexdigest().encode()


def failure(target: Path, otherwise: str) -> TransformError:
    """What stopped a build, in one line: the first node that failed and dbt's own reason, from the results in ``target``."""
    results = target / "run_results.json"
    said = json.loads(results.read_text(encoding="utf-8"))["results"] if results.is_file() else []
    wrong = [(item["unique_id"], item["message"]) for item in said if item["status"] in ("error", "fail")]
    node, message = wrong[0] if wrong else ("", otherwise)
    # dbt's first line names the kind of error, what follows it the place
    reason = ": ".join(line.strip() for line in (message or "").splitlines()[:2] if line.strip())
    where = f"{node.split('.')[0]} {node.split('.')[2]}: " if node.count(".") >= 2 else ""
    return TransformError("Không dựng được kho số liệu: {}{} (chi tiết: {})", where, reason, target / "dbt.log")


def run_dbt(arguments: list[str], build: Path, province: Province) -> str:
    """One dbt command on the build file; its output. Raises TransformError."""
    command = [sys.executable, *DBT, "--quiet", "--no-use-colors", *arguments, "--project-dir", str(PROJECT)]
    done = subprocess.run(
        command, cwd=program.ROOT, env={**os.environ, **environment(build, province)}, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        raise TransformError("\n".join(lines[-12:]) or f"dbt {arguments[0]}: {done.returncode}")
    return done.stdout


def enter_folder() -> None:
    """Go where the build file is: the profile knows its name alone."""
    os.chdir(os.environ[_FOLDER])


def main() -> None:
    """dbt's own command line."""
    tie()
    from dbt.cli.main import cli

    enter_folder()
    cli()


if __name__ == "__main__":
    main()
