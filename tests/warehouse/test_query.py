"""SQL from people reads the marts and nothing else."""

from pathlib import Path

import pytest

from pipeline.config import Limits
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


def test_a_pivot_over_the_values_that_there_are_is_a_question(warehouse: Path) -> None:
    answer = query(warehouse, "pivot fct_indicator on indicator using sum(value)")
    assert "T6" in answer.columns and 9742.0 in answer.rows[0]


def test_what_was_meant_is_said_with_what_is_wrong(warehouse: Path) -> None:
    with pytest.raises(QueryError, match='does not exist! Did you mean "fct_indicator"'):
        query(warehouse, "from fct_indicatr")


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
    "copy from database hoptac to memory",
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


ENDLESS = [
    "select count(*) from range(100000000) a, range(100000000) b",
    "with recursive r(n) as (select 1 union all select n + 1 from r) select max(n) from r",
    "select sum(sin(a.range) * b.range) from range(10000000) a, range(10000000) b",
    "select levenshtein(repeat('ab', 200000), repeat('ba', 200000))",
    "select max(jaro_winkler_similarity(repeat('ab', 300000 + i), repeat('ba', 300000))) from range(1000) t(i)",
    "select max(regexp_matches(repeat('a', 3000000 + i::int), '(a*)*(a*)*(a*)*b')) from range(100000) t(i)",
    "select count(*) from generate_series(1, 10000000000000)",
]


@pytest.mark.parametrize("sql", ENDLESS)
def test_a_query_that_does_not_end_is_stopped_whatever_the_engine_is_at(warehouse: Path, sql: str) -> None:
    with pytest.raises(QueryError, match=r"^Câu hỏi (chạy quá 1 giây|cần hơn 1500 MB bộ nhớ) nên đã dừng; hãy thu hẹp lại\.$"):
        query(warehouse, sql, limits=Limits(query_seconds=1))


GREEDY = [
    "select list(range) from range(1000000000)",
    "select length(hex(repeat('x', 1500000000)))",
    "select unnest(range(1000000000))",
    "select damerau_levenshtein(repeat('ab', 30000), repeat('ba', 30000))",
    "select generate_subscripts(range(500000000), 1)",
    "select string_agg(repeat('x', 1000000)) from range(10000)",
    "select repeat('x', 100000000) from range(100)",
]


@pytest.mark.parametrize("sql", GREEDY)
def test_a_query_that_eats_memory_is_stopped(warehouse: Path, sql: str) -> None:
    limits = Limits(query_seconds=120, query_megabytes=300)
    with pytest.raises(QueryError, match=r"^Câu hỏi cần hơn 300 MB bộ nhớ nên đã dừng; hãy thu hẹp lại\.$"):
        query(warehouse, sql, limit=None, limits=limits)


def test_an_answer_is_whole_however_long(warehouse: Path) -> None:
    answer = query(warehouse, "select range as n, 'đ' || range as text from range(200000)", limit=None)
    assert answer.rows == [(n, f"đ{n}") for n in range(200_000)] and not answer.is_cut


def test_a_query_that_names_what_a_damaged_file_is_known_by_is_only_wrong(warehouse: Path) -> None:
    with pytest.raises(QueryError, match="không chạy được"):
        query(warehouse, 'select * from "Corrupt database file"')
