"""Which stages have filled the build file, and on what basis each of them did: a stage goes on where the one before it stands on its own
basis, and makes what follows it void. So what is published was made of one reading, by one program, for one year and moment, whether its
stages ran together or one by one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.quality.basis import Basis, as_found, basis_of, difference
from pipeline.quality.receipt import GateError, content_digest
from pipeline.settings import Settings
from pipeline.system import progress
from pipeline.system.leftovers import clear_build
from pipeline.warehouse.reader import ReadError, builder

STAGES = ("intake", "identity", "facts", "quality")
_FINDINGS = "fct_finding"
_TABLE = "run.stage"
_COLUMNS = (
    "stage varchar, checked varchar, reference_year integer, as_of varchar, is_now boolean, "
    "inputs_digest varchar, settings_digest varchar, program_digest varchar"
)


@contextmanager
def stage(settings: Settings, year: int, name: str, *, whole: bool = True) -> Iterator[Settings]:
    """One stage of a year's run at work; the settings with the moment of the reading that it goes on from.

    The first stage begins a new build file. Not ``whole``: a part is made anew, which completes nothing that was not complete.
    Raises GateError where a stage before it is missing or stands on another basis.
    """
    place = STAGES.index(name)
    if place == 0:
        clear_build(settings.build)
        settings.work.mkdir(parents=True, exist_ok=True)
        found: dict[str, Basis] = {}
    else:
        found = _read(settings.build)
        settings = as_found(settings, found["intake"]) if "intake" in found else settings
    basis = basis_of(settings, year)
    _stands(found, STAGES[:place], basis)
    was_complete = found.get(name) == basis
    if place:
        _forget(settings.build, STAGES[place:])
    with progress.stage(name):
        yield settings
    if whole or was_complete:
        record(settings.build, name, basis)


def complete(settings: Settings, year: int) -> Basis:
    """The basis of a build file whose stages all stand on it. Raises GateError."""
    found = _read(settings.build)
    basis = basis_of(as_found(settings, found["intake"]) if "intake" in found else settings, year)
    _stands(found, STAGES, basis)
    return basis


def proven(settings: Settings, year: int) -> Basis:
    """The basis of a complete build file whose facts are those that were checked. Raises GateError."""
    basis = complete(settings, year)
    with builder(settings.build, read_only=True) as connection:
        checked = connection.execute(f"select checked from {_TABLE} where stage = ?", [STAGES[-1]]).fetchone()
    if checked != (content_digest(settings.build, without=_FINDINGS),):
        raise GateError("Số liệu đã thay đổi sau lần kiểm tra; hãy chạy lại hoptac run.")
    return basis


def record(build: Path, name: str, basis: Basis) -> None:
    """Say that a stage is complete; of the checked facts, which they are."""
    checked = content_digest(build, without=_FINDINGS) if name == STAGES[-1] else None
    with builder(build) as connection:
        connection.execute(f"create schema if not exists run; create table if not exists {_TABLE} ({_COLUMNS})")
        connection.execute(f"delete from {_TABLE} where stage = ?", [name])
        connection.execute(f"insert into {_TABLE} values (?, ?, ?, ?, ?, ?, ?, ?)", [name, checked, *basis.as_dict().values()])


def _read(build: Path) -> dict[str, Basis]:
    """Each complete stage's basis; none where there is no build file, or one that no stage has written whole."""
    try:
        with builder(build, read_only=True) as connection:
            rows = connection.execute(f"select * exclude (checked) from {_TABLE}").fetchall()
    except ReadError:
        return {}
    return {name: Basis(*basis) for name, *basis in rows}


def _forget(build: Path, names: tuple[str, ...]) -> None:
    with builder(build) as connection:
        connection.execute(f"delete from {_TABLE} where list_contains(?, stage)", [list(names)])


def _stands(found: dict[str, Basis], names: tuple[str, ...], basis: Basis) -> None:
    year = basis.reference_year
    for name in names:
        if name not in found:
            raise GateError("Chưa chạy xong bước {}; hãy chạy lại từ đầu (hoptac run --year {}).", name, year)
        if said := difference(found[name], basis):
            raise GateError(
                "Bước {} đã chạy trước đó không dùng tiếp được: {}; hãy chạy lại từ đầu (hoptac run --year {}).", name, said, year
            )
