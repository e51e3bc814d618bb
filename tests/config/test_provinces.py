"""A province's folder that cannot be used says in one line which file, and what is wrong."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline.config import load
from pipeline.system.errors import ConfigError
from tests.provinces import SONG_LAM


def test_the_shipped_folders_are_whole() -> None:
    assert [load().name, load(SONG_LAM).name] == ["Tỉnh Kon Tum", "Tỉnh Sông Lam"]
    assert len(load().obligations_of(2019)) == 22 and len(load().obligations_of(2025)) == 52
    assert {task.task for task in load().tasks_of(2025) if task.sender == "23284"} == {
        task.task for task in load().tasks_of(2024) if task.sender == "608"
    }


def test_an_area_is_valid_on_its_first_and_its_last_day_and_without_end_where_none_is_given() -> None:
    area = next(area for area in load().areas if area.valid_to)
    first, last, day = area.valid_from, area.valid_to, timedelta(days=1)
    assert [area.valid_on(on) for on in (first - day, first, last, last + day)] == [False, True, True, False]
    assert area.model_copy(update={"valid_to": None}).valid_on(date(2999, 1, 1))


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("seeds/obligation.csv", "HHS,agency_report", "HHX,agency_report", "HHX"),
        ("seeds/agency.csv", "district,983", "district,984", "984"),
        ("seeds/task.csv", "B2,LMSL", "B2,LMHT", "LMHT"),
        ("seeds/task.csv", "B2,LMSL", "thứ hai,LMSL", "task.csv"),
        ("seeds/target.csv", "112/KH-UBND", "113/KH-UBND", "113/KH-UBND"),
        ("seeds/area_bridge.csv", "former_district_code\n", "former_district_code\n41010,999\n", "999"),
        ("seeds/series_break.csv", "2019-04-01", "1/4/2019", "series_break.csv"),
        ("province.yaml", 'code: "98"', 'code: "97"', "97"),
        ("province.yaml", "alliance_sender: LMSL", "alliance_sender: LM", "LM"),
    ],
)
def test_a_code_that_no_list_has_is_named(tmp_path: Path, file: str, old: str, new: str, told: str) -> None:
    folder = tmp_path / "province"
    shutil.copytree(SONG_LAM, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        load(folder)
    assert told in str(refused.value) and len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize("file", ["area_bridge.csv", "commune_successor.csv", "series_break.csv"])
def test_a_list_that_a_province_does_not_need_is_there_and_empty(tmp_path: Path, file: str) -> None:
    folder = tmp_path / "province"
    shutil.copytree(SONG_LAM, folder)
    (folder / "seeds" / file).unlink()
    with pytest.raises(ConfigError, match=file):
        load(folder)
