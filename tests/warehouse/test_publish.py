"""Publication: the readers' file is whole, holds mart only, and changes at once."""

from pathlib import Path

import duckdb
import pytest

from pipeline.warehouse.publish import publish


def tables(path: Path) -> list[tuple[str, str]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute("select schema_name, table_name from duckdb_tables() order by all").fetchall()


def test_only_mart_is_published_with_its_comments(build: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "w" / "hoptac.duckdb"
    assert publish(build, warehouse) == ["fct_indicator"]
    assert tables(warehouse) == [("mart", "fct_indicator")]
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        assert connection.execute("select comment from duckdb_tables()").fetchone() == ("Chỉ tiêu: \"một dòng\" của 'năm'",)
        assert connection.execute("select comment from duckdb_columns() where column_name = 'value'").fetchone() == ("Giá trị",)
        version = connection.execute("select tags from duckdb_databases() where database_name = 'hoptac'").fetchone()[0]
        assert version["storage_version"].startswith("v1.2"), version


def test_an_open_reader_keeps_the_old_file_and_a_new_one_sees_the_new(build: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "hoptac.duckdb"
    publish(build, warehouse)
    import subprocess
    import sys

    reader = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import duckdb, sys\n"
            f"c = duckdb.connect({str(warehouse)!r}, read_only=True)\n"
            "q = 'select value from mart.fct_indicator'\n"
            "print(c.execute(q).fetchone()[0], flush=True); sys.stdin.readline(); print(c.execute(q).fetchone()[0], flush=True)\n",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert reader.stdout.readline().strip() == "9742.0"
    with duckdb.connect(str(build)) as connection:
        connection.execute("update mart.fct_indicator set value = 9800")
    publish(build, warehouse)
    out, _ = reader.communicate("\n")
    assert out.strip() == "9742.0"
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        assert connection.execute("select value from mart.fct_indicator").fetchone() == (9800.0,)


def test_a_build_that_cannot_be_read_leaves_the_readers_file_and_nothing_beside_it(build: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "w" / "hoptac.duckdb"
    publish(build, warehouse)
    before = warehouse.read_bytes()
    build.write_bytes(b"not a database, not at all" * 1000)
    with pytest.raises(duckdb.Error):
        publish(build, warehouse)
    assert warehouse.read_bytes() == before
    assert [path.name for path in warehouse.parent.iterdir()] == ["hoptac.duckdb"]
