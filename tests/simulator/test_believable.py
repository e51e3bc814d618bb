"""Nothing that a careful checker would call an error: codes, names, ages, arithmetic."""

from collections import Counter
from datetime import date

from stdnum.vn import mst

from tests.simulator import World
from tests.simulator.days import months_before
from tests.simulator.names import fold
from tests.simulator.rows import rating_rows, registry_rows, unit_rows
from tests.simulator.spelling import name_of
from tests.simulator.totals import total_rows


def reports(world: World) -> list:
    return [item for item in world.documents if item.form == "agency_report" and item.sender in world.places.districts]


def test_tax_codes_are_valid_and_given_once(world: World) -> None:
    codes = [code for unit in world.units for _, code in unit.codes]
    assert all(mst.is_valid(code) and code.startswith("61") for code in codes)
    assert len(set(codes)) == len(codes)
    assert not any(unit.codes for unit in world.units if unit.unit_type == "THT")
    assert any(not unit.codes for unit in world.units if unit.unit_type == "HTX")


def test_names_are_told_apart_within_a_district(world: World) -> None:
    names = Counter((unit.district, fold(name_of(unit.unit_type, name, "small"))) for unit in world.units for _, name in unit.names)
    assert [name for name, count in names.items() if count > 1] == []


def test_communes_lie_in_their_district(world: World) -> None:
    assert all(unit.commune in world.places.communes(unit.district) for unit in world.units)


def test_ratings_fit_age_and_activity(world: World) -> None:
    for document in reports(world):
        for row in unit_rows(world, document):
            unit = world.by_id[row["unit"]]
            is_young = unit.registered_on > months_before(document.written_on, 12)
            if unit.unit_type != "THT" and row["rating"] is not None and (is_young or row["operating_state"] == "Ngừng hoạt động"):
                assert row["rating"] == "Không xếp loại"


def test_scores_fit_their_ratings(world: World) -> None:
    bands = {"Tốt": (80, 100), "Khá": (65, 79.99), "Trung bình": (50, 64.99), "Yếu": (0, 49.99)}
    listed = [row for item in world.documents if item.sender == "SNNPTNT" for row in rating_rows(world, item)]
    assert listed
    for row in listed:
        if row["rating"] == "Không xếp loại":
            assert row["score"] is None
        else:
            low, high = bands[row["rating"]]
            assert low <= row["score"] <= high


def test_parts_are_not_larger_than_wholes(world: World) -> None:
    for document in reports(world):
        for row in unit_rows(world, document):
            for part, whole in (
                ("new_members", "members"),
                ("managers_trained", "managers"),
                ("revenue_from_members", "revenue"),
                ("profit", "revenue"),
            ):
                if row[part] is not None and row[whole] is not None:
                    assert row[part] <= row[whole], (document.key, row)
            if row["unit_type"] in ("HTX", "QTDND") and row["members"] is not None:
                assert row["members"] >= 7


def test_form_1_adds_up(world: World) -> None:
    for document in reports(world):
        items = {row["item"]: row for row in total_rows(world, document)}
        now = {item: row["value"] for item, row in items.items()}
        last = {item: row["previous_value"] for item, row in items.items()}
        assert now["I.1"] == last["I.1"] + now["I.1b"] - now["I.1c"]
        assert now["I.1d"] <= now["I.1a"] <= now["I.1"]
        if now["I.7"] is not None:
            assert now["I.7a"] + now["I.7b"] <= now["I.7"]
        rows = unit_rows(world, document)
        htx = [row for row in rows if row["unit_type"] in ("HTX", "QTDND") and row["operating_state"] != "Đã giải thể"]
        assert now["I.1"] == len(htx)
        assert now["I.1a"] == sum(row["operating_state"] == "Đang hoạt động" for row in htx)
        if htx:
            assert now["I.2"] == sum(row["members"] or 0 for row in htx)
        gone = sum(row["unit_type"] == "THT" and row["operating_state"] == "Đã giải thể" for row in rows)
        became = sum(row["converted_from"] is not None for row in rows)
        assert now["III.1"] == last["III.1"] + now["III.1a"] - gone - became


def test_the_registry_holds_everyone_that_a_district_reports(world: World) -> None:
    for document in reports(world):
        (extract,) = world.find("SKHDT", "registry_extract", document.year)
        known = {row["unit"]: row for row in registry_rows(world, extract)}
        for row in unit_rows(world, document):
            if row["unit_type"] != "THT":
                assert known[row["unit"]]["registered_on"] == row["founded_on"]
                assert (known[row["unit"]]["status"] == "Đã giải thể") == (row["operating_state"] == "Đã giải thể")


def test_every_kind_of_life_is_there(kon_tum: World) -> None:
    story = [unit for unit in kon_tum.units if unit.unit_type in ("HTX", "QTDND")]
    start = date(2016, 1, 1)
    assert any(unit.converted_on and unit.converted_on >= start for unit in story)
    assert any(len(unit.names) > 1 for unit in story)
    assert any(unit.came_from for unit in story)
    assert any(unit.idle_since for unit in story)
    assert any(unit.left_on and unit.left_on >= start and not unit.ended_on for unit in story)
    statuses = [status for unit in story for _, status in unit.statuses]
    assert {
        "Đang hoạt động",
        "Tạm ngừng kinh doanh",
        "Không hoạt động tại địa chỉ đã đăng ký",
        "Đang làm thủ tục giải thể",
        "Bị thu hồi",
        "Đã giải thể",
    } <= set(statuses)
    reopened = [unit for unit in story if [status for _, status in sorted(unit.statuses)].count("Đang hoạt động") > 1]
    assert reopened
