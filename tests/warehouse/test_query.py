"""SQL from people reads the marts and nothing else."""

from pathlib import Path

import pytest

from pipeline.warehouse.publish import publish
from pipeline.warehouse.query import QueryError, query


@pytest.fixture
def warehouse(build: Path, tmp_path: Path) -> Path:
    path = tmp_path / "hoptac.duckdb"
    publish(build, path)
    return path


def test_marts_answer_with_and_without_their_schema(warehouse: Path) -> None:
    assert query(warehouse, "select indicator, value from mart.fct_indicator").rows == [("T6", 9742.0)]
    assert query(warehouse, "from fct_indicator select value;").columns == ("value",)


def test_an_answer_longer_than_the_limit_is_cut_and_says_so(warehouse: Path) -> None:
    answer = query(warehouse, "select * from range(50)", limit=10)
    assert len(answer.rows) == 10 and answer.is_cut
    assert not query(warehouse, "select * from range(10)", limit=10).is_cut


ATTACKS = [
    "insert into mart.fct_indicator values ('T9', 1)",
    "update mart.fct_indicator set value = 1",
    "delete from mart.fct_indicator",
    "drop table mart.fct_indicator",
    "create table mart.x as select 1",
    "create temp table x as select 1",
    "alter table mart.fct_indicator add column x int",
    "truncate mart.fct_indicator",
    "copy mart.fct_indicator to '{folder}/stolen.csv'",
    "copy (select 1) to '{folder}/stolen.parquet' (format parquet)",
    "export database '{folder}/all'",
    "import database '{folder}'",
    "attach '{folder}/other.duckdb' as other",
    "attach ':memory:' as other",
    "detach hoptac",
    "use memory",
    "select * from '/etc/passwd'",
    "select * from read_csv('/etc/passwd')",
    "select * from read_csv_auto('/etc/passwd', delim = ':')",
    "select * from read_text('/etc/passwd')",
    "select * from read_blob('/etc/shadow')",
    "select * from read_parquet('{folder}/x.parquet')",
    "select * from read_json('/proc/self/environ')",
    "select * from glob('/etc/*')",
    "select * from parquet_metadata('{folder}/x.parquet')",
    "select * from sniff_csv('/etc/passwd')",
    "select * from duckdb_secrets(which_secret('a', 'b'))",
    "install httpfs",
    "load httpfs",
    "load '{folder}/evil.duckdb_extension'",
    "set enable_external_access = true",
    "set lock_configuration = false",
    "reset lock_configuration",
    "set memory_limit = '100GB'",
    "pragma enable_profiling",
    "pragma memory_limit = '100GB'",
    "call pragma_version()",
    "checkpoint",
    "vacuum",
    "begin; drop table mart.fct_indicator; commit",
    "select 1; drop table mart.fct_indicator",
    "explain analyze insert into mart.fct_indicator values ('x', 1)",
    "prepare p as insert into mart.fct_indicator values ('x', 1)",
    "execute p",
    "with x as (select 1) insert into mart.fct_indicator select 'x', 1",
    "create or replace secret s (type http, bearer_token 'x')",
    "create macro f() as 1",
    "select getenv('HOME')",
    "",
    ";",
    "không phải SQL",
]


@pytest.mark.parametrize("sql", ATTACKS)
def test_an_attempt_to_write_read_files_or_change_settings_is_refused_in_one_line(warehouse: Path, tmp_path: Path, sql: str) -> None:
    before, beside = warehouse.read_bytes(), sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(QueryError) as refused:
        query(warehouse, sql.format(folder=tmp_path))
    assert "\n" not in str(refused.value)
    assert warehouse.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == beside


@pytest.mark.parametrize(
    "sql",
    [
        "select count(*) from range(100000000) a, range(100000000) b",
        "with recursive r(n) as (select 1 union all select n + 1 from r) select max(n) from r",
        "select sum(sin(a.range) * b.range) from range(10000000) a, range(10000000) b",
    ],
)
def test_a_query_that_does_not_end_is_stopped(warehouse: Path, sql: str) -> None:
    with pytest.raises(QueryError):
        query(warehouse, sql, seconds=0.5)


def test_a_query_that_eats_memory_is_stopped(warehouse: Path) -> None:
    with pytest.raises(QueryError):
        query(warehouse, "select list(range) from range(1000000000)", memory="100MB", seconds=60)


def test_a_query_that_names_what_a_damaged_file_is_known_by_is_only_wrong(warehouse: Path) -> None:
    with pytest.raises(QueryError, match="không chạy được"):
        query(warehouse, 'select * from "Corrupt database file"')
