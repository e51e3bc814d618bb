"""The two sides of the country's measure do the same work: shown on a country of four districts."""

import json
from pathlib import Path

import polars as pl
import pytest

from tests.bench import analyst, country_files, country_read
from tests.identity.evaluate import evaluate


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in {"DISTRICTS": 4, "HTX": 90, "LHHTX": 2, "THT": 70}.items():
        monkeypatch.setattr(country_files, name, value)
    (tmp_path / "raw").mkdir()
    return tmp_path


def test_both_read_the_same_and_one_new_file_is_all_that_is_read_again(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    truth = country_files.write_country(home)

    def said(main) -> dict:
        main(home)
        return json.loads(capsys.readouterr().out)

    ours, theirs = said(country_read.main), said(analyst.main)
    assert ours["files_read"] == 7
    assert ours["rows"].items() <= theirs["rows"].items()
    assert ours["rows"]["unit_report"] > 150
    assert [ours[name] for name in ("members", "revenue_vnd", "days")] == [theirs[name] for name in ("members", "revenue_vnd", "days")]
    quality = evaluate(pl.read_parquet(home / "links.parquet"), truth)
    assert quality.precision >= 0.999
    assert quality.recall >= 0.99
    country_files.receive_one_more(home)
    assert said(country_read.main)["files_read"] == 1
    assert said(country_read.main)["files_read"] == 0
