"""Which stages have filled the build file, on what basis each of them did, and what it wrote: a stage goes on where those before it stand
on its own basis and their tables are as they left them, and makes what follows it void. So what is published was made of one reading, by
one program, for one year and moment, whether its stages ran together or one by one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.quality.basis import Basis, as_found, basis_of, difference
from pipeline.quality.content import GateError, content_digest
from pipeline.quality.findings import TABLES
from pipeline.settings import Settings
from pipeline.system import progress
from pipeline.system.leftovers import clear_build
from pipeline.warehouse.reader import ReadError, builder

_FOUND = tuple(TABLES)
_WRITES = {
    "intake": "table_schema = 'landing' and table_name <> 'finding'",
    "identity": "table_schema = 'identity' or table_schema = 'landing' and table_name = 'finding'",
    "facts": f"table_schema in ('checks', 'mart') and table_name not in {_FOUND}",
    "quality": f"table_schema = 'quality' or table_schema = 'mart' and table_name in {_FOUND}",
}
STAGES = tuple(_WRITES)
_TABLE = "run.stage"
_COLUMNS = (
    "stage varchar, content varchar, reference_year integer, as_of varchar, is_now boolean, "
    "inputs_digest varchar, settings_digest varchar, program_digest varchar, lang varchar"
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
    _stands(found, STAGES[:place], basis, settings.build)
    was_complete = found.get(name) == basis
    if place:
        _forget(settings.build, STAGES[place:])
    with progress.stage(name):
        yield settings
    if whole or was_complete:
        record(settings.build, name, basis)


def complete(settings: Settings, year: int) -> Basis:
    """The basis of a build file whose stages all stand on it, each with the tables that it wrote, in the language of its findings. Raises
    GateError."""
    found = _read(settings.build)
    basis = basis_of(as_found(settings, found["intake"]) if "intake" in found else settings, year)
    _stands(found, STAGES, basis, settings.build)
    return found["quality"]


def record(build: Path, name: str, basis: Basis) -> None:
    """Say that a stage is complete, and what it wrote."""
    with builder(build) as connection:
        content = content_digest(connection, _WRITES[name])
        connection.execute(f"create schema if not exists run; create table if not exists {_TABLE} ({_COLUMNS})")
        connection.execute(f"delete from {_TABLE} where stage = ?", [name])
        connection.execute(f"insert into {_TABLE} values (?, ?, ?, ?, ?, ?, ?, ?, ?)", [name, content, *basis.as_dict().values()])


def _read(build: Path) -> dict[str, Basis]:
    """Each complete stage's basis; none where there is no build file, or one that no stage has written whole."""
    try:
        with builder(build, read_only=True) as connection:
            rows = connection.execute(f"select * exclude (content, lang), lang from {_TABLE}").fetchall()
    except ReadError:
        return {}
    return {name: Basis(*basis, lang=lang) for name, *basis, lang in rows}


def _forget(build: Path, names: tuple[str, ...]) -> None:
    with builder(build) as connection:
        connection.execute(f"delete from {_TABLE} where list_contains(?, stage)", [list(names)])


def _stands(found: dict[str, Basis], names: tuple[str, ...], basis: Basis, build: Path) -> None:
    year = basis.reference_year
    for name in names:
        if name not in found:
            raise GateError("Chưa chạy xong bước {}; hãy chạy lại từ đầu (hoptac run --year {}).", name, year)
        if said := difference(found[name], basis):
            raise GateError(
                "Bước {} đã chạy trước đó không dùng tiếp được: {}; hãy chạy lại từ đầu (hoptac run --year {}).", name, said, year
            )
    if names:
        with builder(build, read_only=True) as connection:
            written = dict(connection.execute(f"select stage, content from {_TABLE}").fetchall())
            if changed := [name for name in names if content_digest(connection, _WRITES[name]) != written[name]]:
                raise GateError("Số liệu của bước {} đã thay đổi sau đó; hãy chạy lại từ đầu (hoptac run --year {}).", changed[0], year)
