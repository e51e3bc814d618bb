"""Mutated workbooks and CSVs, seeded: whatever the bytes, the reader comes back with rows or findings and does not fail itself.

``HOPTAC_FUZZ=20000`` runs as many cases as one likes. A reader that hangs takes the run down with a traceback.
"""

from __future__ import annotations

import faulthandler
import io
import os
import random
import zipfile
from collections.abc import Callable, Iterator

import pytest

from pipeline.intake.frames import SCHEMAS, build
from pipeline.intake.parsed import Parsed

from .books import ROWS, Page, csv_text, page, xls, xlsx
from .reading import read, rules

CASES = int(os.environ.get("HOPTAC_FUZZ", "2400"))
BATCHES = 8
LONGEST = 300 + CASES // 4  # seconds a batch; it takes three
STRANGE = [
    "",
    " ",
    "-",
    "x",
    "1.234",
    "1,234",
    "12,5",
    "(5)",
    "=1+1",
    "#N/A",
    "\x00",
    "\u200b",
    "đ" * 300,
    "Cộng",
    "Tổng cộng",
    "I",
    "(1)",
    "NGƯỜI LẬP BIỂU",
    "05/03/2019",
    "31/02/2019",
    "9" * 40,
    "1e308",
    "NaN",
    "tên đơn vị",
    "Biểu 2",
    "triệu đồng",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    0.0,
    -1.0,
    1e300,
    12.5,
    43529.0,
    True,
]


def _mutate_page(item: Page, rng: random.Random) -> Page:
    """A few cells overwritten, moved or dropped; ranges merged, rows hidden."""
    cells = dict(item.cells)
    for _ in range(rng.randrange(1, 25)):
        kind, at = rng.random(), rng.choice(list(cells))
        if kind < 0.5:
            cells[at] = rng.choice(STRANGE)
        elif kind < 0.7:
            cells[rng.randrange(40), rng.randrange(40)] = rng.choice(STRANGE)
        elif kind < 0.85:
            cells[rng.choice(list(cells))] = cells[at]
        elif len(cells) > 1:
            del cells[at]
    merged, taken = [], set()
    for _ in range(rng.randrange(3)):
        top, left = rng.randrange(12), rng.randrange(12)
        bottom, right = top + rng.randrange(3), left + rng.randrange(1, 3)
        area = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if not area & taken:
            taken |= area
            merged.append((top, left, bottom, right))
    return Page(item.name, cells, tuple(merged), tuple(rng.sample(range(12), rng.randrange(3))))


def _flip(content: bytes, rng: random.Random) -> bytes:
    """Bytes changed, cut out or doubled."""
    data = bytearray(content)
    for _ in range(rng.choice((1, 3, 20, 200))):
        at, kind = rng.randrange(len(data)), rng.random()
        if kind < 0.7:
            data[at] = rng.randrange(256)
        elif kind < 0.85:
            del data[at : at + rng.randrange(64)]
        else:
            data[at:at] = data[at : at + rng.randrange(64)]
        if not data:
            return b""
    return bytes(data)


def _flip_part(content: bytes, rng: random.Random) -> bytes:
    """One part of the package damaged, the package itself whole."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        victim = rng.choice([name for name in old.namelist() if name.endswith((".xml", ".rels"))])
        for name in old.namelist():
            data = old.read(name)
            if name == victim:
                data = rng.choice((_flip, _swap_text, _flip))(data, rng)
            if name != victim or rng.random() < 0.95:
                new.writestr(name, data)
    return buffer.getvalue()


def _swap_text(data: bytes, rng: random.Random) -> bytes:
    """Numbers and attribute values exchanged for others that are well-formed and wrong."""
    for old, new in rng.sample(
        [
            (b'r="', b'r="A'),
            (b't="s"', b't="e"'),
            (b't="s"', b't="str"'),
            (b"<v>", b"<v>-"),
            (b"<v>", b"<v>9999"),
            (b'r:id="rId', b'r:id="rId9'),
            (b'count="', b'count="99999999'),
            (b"<row ", b'<row hidden="1" '),
            (b"</v>", b"</v><f>1</f>"),
            (b'fontId="', b'fontId="77'),
            (b"<c ", b'<c s="x" '),
        ],
        3,
    ):
        data = data.replace(old, new, rng.randrange(1, 4))
    return data


def _case(seed: int) -> tuple[str, bytes]:
    rng = random.Random(seed)
    table = rng.choice(list(ROWS))
    item = page(table, ROWS[table])
    write: Callable[[Page], bytes] = rng.choice(
        (xlsx, xlsx, xls, lambda item: csv_text(item).encode(rng.choice(("utf-8", "utf-16", "utf-8-sig")), "replace"))
    )
    if rng.random() < 0.4:
        item = _mutate_page(item, rng)
    content = write(item)
    if write is xlsx and rng.random() < 0.6:
        return table, _flip_part(content, rng)
    return table, _flip(content, rng) if rng.random() < 0.6 else content


def _is_sound(parsed: Parsed) -> bool:
    return all(len({len(values) for values in columns.values()}) <= 1 for columns in parsed.tables.values())


@pytest.fixture(autouse=True)
def _bounded() -> Iterator[None]:
    faulthandler.dump_traceback_later(LONGEST, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


@pytest.mark.parametrize("batch", range(BATCHES))
def test_no_mutation_makes_the_reader_fail(batch: int) -> None:
    read_back = []
    for seed in range(batch, CASES, BATCHES):
        table, content = _case(seed)
        parsed = read(content, table)
        assert "reader_failed" not in rules(parsed), f"seed {seed}: {parsed.findings}"
        assert _is_sound(parsed), f"seed {seed}"
        assert parsed.was_read or parsed.findings, f"seed {seed}: nothing read and nothing said"
        read_back.append((str(seed), parsed))
    frames = build(read_back)  # whatever was read has the types that the landing tables declare
    assert {name: dict(frame.schema) for name, frame in frames.items()} == {name: dict(schema) for name, schema in SCHEMAS.items()}
