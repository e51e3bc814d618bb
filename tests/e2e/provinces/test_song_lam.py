"""A folder of configuration is all that another province needs."""

import io
import json
import re
import zipfile

import pytest

from tests.e2e.command import Done, Place
from tests.e2e.provinces.conftest import Built
from tests.e2e.truth import differences
from tests.simulator import truth

Run = tuple[Built, Place, Done]
ELSEWHERE = ("Kon Tum", "KON TUM", "765/VP", "LMHTX", "SKHDT", "SNNPTNT")


def test_every_figure_equals_the_truth(song_lam: Run) -> None:
    built, _, done = song_lam
    assert done.code == 0, done.err + done.out
    assert differences(built.warehouse, truth.all_indicators(built.world, built.as_of)) == []


def test_targets_are_the_provinces_own(song_lam: Run) -> None:
    found = song_lam[0].ask("select indicator, target from mart.fct_indicator where target is not null order by indicator")
    assert dict(found.iter_rows()) == {"T1": 7, "T2": 2, "T3": 15, "T4": 57.5, "T5": 12.5, "T6": 30, "T7": 8, "T8": 5, "T9": 65}


def test_the_gate_passes_and_no_unit_is_doubted(song_lam: Run) -> None:
    built, run, _ = song_lam
    assert json.loads((run.out / "2019" / "gate.json").read_text(encoding="utf-8"))["passed"]
    assert built.ask("select * from mart.fct_finding where severity = 'error'").is_empty()


def test_who_was_late_follows_its_own_deadlines(song_lam: Run) -> None:
    built, _, _ = song_lam
    ours = built.ask("select sender, form, reference_year, timeliness, days_late from mart.fct_submission order by all")
    theirs = truth.submissions(built.world, built.as_of).select(ours.columns).sort(ours.columns)
    assert ours.rows() == theirs.rows()
    assert built.ask("select distinct due_before::varchar from mart.fct_submission where reference_year = 2019").height == 1


def test_obligations_and_tasks_change_with_the_year(song_lam: Run) -> None:
    owed = song_lam[0].ask("select sender, reference_year from mart.fct_submission where form = 'agency_report' order by all").rows()
    assert ("SVHTT", 2018) in owed and ("SVHTT", 2019) not in owed
    assert ("LMSL", 2019) in owed and ("LMSL", 2018) not in owed
    tasks = song_lam[0].ask("select task, reference_year, count(state) as told from mart.fct_task where role = 'lead' group by all").rows()
    assert sorted(tasks) == [
        ("A1", 2018, 2),
        ("A1", 2019, 2),
        ("A2", 2018, 1),
        ("A2", 2019, 1),
        ("B1", 2018, 1),
        ("B2", 2019, 1),
        ("B3", 2019, 1),
    ]


def test_homonyms_lie_each_in_its_own_district(song_lam: Run) -> None:
    """Xã Hưng Hòa is in both; a thị trấn and a xã are called like their huyện."""
    built, _, _ = song_lam
    wrong = built.ask(
        """select name, u.area_code, commune_code from mart.fct_unit_year as u
        left join mart.dim_area as a on a.area_code = u.commune_code where a.parent_code is distinct from u.area_code"""
    )
    assert wrong.rows() == []


@pytest.mark.parametrize("word", ELSEWHERE)
def test_nothing_that_leaves_speaks_of_another_province(song_lam: Run, word: str) -> None:
    _, run, done = song_lam
    assert word not in done.out
    for path in run.out.rglob("*"):
        if path.suffix in (".docx", ".xlsx"):
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as parts:
                text = "".join(parts.read(name).decode("utf-8", "ignore") for name in parts.namelist() if name.endswith((".xml", ".rels")))
        elif path.suffix in (".html", ".json", ".csv", ".xml"):
            text = path.read_text(encoding="utf-8")
        else:
            continue
        assert word not in text, path.name


def test_the_letterhead_is_its_own(song_lam: Run) -> None:
    _, run, _ = song_lam
    with zipfile.ZipFile(run.out / "2019" / "bao-cao-2019.docx") as parts:
        text = re.sub("<[^>]+>", "", parts.read("word/document.xml").decode()).replace("\xa0", " ")
    assert "LIÊN MINH HỢP TÁC XÃ TỈNH SÔNG LAM" in text and "Lam Giang, ngày" in text
    assert "112/KH-UBND ngày 15 tháng 01 năm 2018 của Ủy ban nhân dân tỉnh Sông Lam" in text
