from pathlib import Path

import duckdb
import pytest


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """A build file with one commented mart table and things that are nobody's business."""
    path = tmp_path / "build.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema mart")
        connection.execute("create schema landing")
        connection.execute("create table landing.secret as select 'Nguyễn Văn A' as representative")
        connection.execute("create table mart.fct_indicator as select 'T6' as indicator, 9742.0 as value")
        connection.execute("comment on table mart.fct_indicator is 'Chỉ tiêu: \"một dòng\" của ''năm'''")
        connection.execute("comment on column mart.fct_indicator.value is 'Giá trị'")
    return path
