"""Filing a document: where it goes, what the register says, and what is refused."""

from __future__ import annotations

import csv
import hashlib
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.intake.receive import receive
from pipeline.intake.receive_messages import ReceiveError

HEADER = "received_at,sender,form,year,path,sha256,document_no,note"
ARRIVED = datetime(2019, 12, 9, 16, 20)  # noqa: DTZ001  a clerk types a time without a zone


def rows(raw: Path) -> list[dict[str, str]]:
    with (raw / "incoming.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_document_is_copied_and_registered(document, raw, province):
    filed = receive(document, raw, province, "615", "agency_report", 2019, ARRIVED, "45/BC-UBND", "gửi qua thư điện tử, bản mềm")
    assert filed == raw / "2019" / "615" / "Báo cáo KTTT Đắk Hà 2019.xlsx"
    assert filed.read_bytes() == document.read_bytes()
    assert rows(raw) == [
        {
            "received_at": "2019-12-09T16:20:00+07:00",
            "sender": "615",
            "form": "agency_report",
            "year": "2019",
            "path": "2019/615/Báo cáo KTTT Đắk Hà 2019.xlsx",
            "sha256": hashlib.sha256(document.read_bytes()).hexdigest(),
            "document_no": "45/BC-UBND",
            "note": "gửi qua thư điện tử, bản mềm",
        }
    ]


def test_nothing_but_the_file_and_the_register_is_left_in_raw(document, raw, province, tree):
    receive(document, raw, province, "615", "agency_report", 2019, ARRIVED)
    assert set(tree(raw)) == {"incoming.csv", "2019", "2019/615", "2019/615/Báo cáo KTTT Đắk Hà 2019.xlsx"}


def test_raw_itself_is_made_where_its_parent_is(document, tmp_path, province):
    assert receive(document, tmp_path / "new", province, "615", "agency_report", 2019).is_file()
    with pytest.raises(ReceiveError, match="thư mục không tồn tại"):
        receive(document, tmp_path / "no" / "such" / "tree", province, "615", "agency_report", 2019)
    assert not (tmp_path / "no").exists()


def test_without_a_time_it_is_now_in_the_provinces_zone(document, raw, province):
    before = datetime.now(UTC).replace(microsecond=0)
    receive(document, raw, province, "615", "agency_report", 2019)
    written = rows(raw)[0]["received_at"]
    assert written.endswith("+07:00")
    assert before <= datetime.fromisoformat(written) <= datetime.now(UTC)


def test_a_time_in_another_zone_is_written_in_the_provinces(document, raw, province):
    receive(document, raw, province, "615", "agency_report", 2019, datetime(2019, 12, 9, 17, 0, tzinfo=UTC))
    assert rows(raw)[0]["received_at"] == "2019-12-10T00:00:00+07:00"


def test_a_correction_gets_its_own_name_and_the_first_file_stays(document, raw, province):
    first = receive(document, raw, province, "615", "agency_report", 2019, ARRIVED)
    content = first.read_bytes()
    document.write_bytes(b"PK corrected")
    second = receive(document, raw, province, "615", "agency_report", 2019, ARRIVED + timedelta(days=1))
    document.write_bytes(b"PK corrected again")
    third = receive(document, raw, province, "615", "agency_report", 2019, ARRIVED + timedelta(days=2))
    assert (second.name, third.name) == ("Báo cáo KTTT Đắk Hà 2019-2.xlsx", "Báo cáo KTTT Đắk Hà 2019-3.xlsx")
    assert first.read_bytes() == content
    assert [row["path"] for row in rows(raw)] == [path.relative_to(raw).as_posix() for path in (first, second, third)]


def test_a_file_of_that_name_that_nobody_registered_is_not_overwritten(document, raw, province):
    stranger = raw / "2019" / "615" / document.name.upper()
    stranger.parent.mkdir(parents=True)
    stranger.write_bytes(b"something else")
    filed = receive(document, raw, province, "615", "agency_report", 2019, ARRIVED)
    assert filed.name == "Báo cáo KTTT Đắk Hà 2019-2.xlsx"
    assert stranger.read_bytes() == b"something else"


def test_a_copy_left_by_a_receive_that_was_killed_is_used(document, raw, province, tree):
    orphan = raw / "2019" / "615" / document.name
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(document.read_bytes())
    (raw / "2019" / "615" / ".receiving.partial").write_bytes(b"half")
    (raw / ".incoming.csv.lock").touch()
    assert receive(document, raw, province, "615", "agency_report", 2019, ARRIVED) == orphan
    assert rows(raw)[0]["path"] == f"2019/615/{document.name}"
    assert ".incoming.csv.lock" not in tree(raw)


def test_a_name_that_a_killed_receive_had_taken_is_used(document, raw, province):
    taken = raw / "2019" / "615" / document.name
    taken.parent.mkdir(parents=True)
    taken.touch()
    assert receive(document, raw, province, "615", "agency_report", 2019, ARRIVED) == taken
    assert taken.read_bytes() == document.read_bytes()


def test_a_file_dropped_into_its_folder_is_registered_where_it_lies(raw, province):
    dropped = raw / "2019" / "615" / "bao cao.xlsx"
    dropped.parent.mkdir(parents=True)
    dropped.write_bytes(b"PK")
    assert receive(dropped, raw, province, "615", "agency_report", 2019, ARRIVED) == dropped
    assert [path.name for path in dropped.parent.iterdir()] == ["bao cao.xlsx"]
    assert rows(raw)[0]["path"] == "2019/615/bao cao.xlsx"


def test_a_file_lying_elsewhere_in_raw_is_refused(raw, province, tree):
    stray = raw / "2019" / "617" / "bao cao.xlsx"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"PK")
    before = tree(raw)
    with pytest.raises(ReceiveError, match="không đúng chỗ"):
        receive(stray, raw, province, "615", "agency_report", 2019, ARRIVED)
    assert tree(raw) == before


def test_the_same_content_for_the_same_obligation_is_refused_with_the_earlier_row(document, raw, province, tree):
    receive(document, raw, province, "617", "agency_report", 2019, ARRIVED)
    receive(document, raw, province, "615", "agency_report", 2019, ARRIVED)
    before = tree(raw)
    renamed = document.with_name("ban sao.xlsx")
    renamed.write_bytes(document.read_bytes())
    with pytest.raises(ReceiveError) as refused:
        receive(renamed, raw, province, "615", "agency_report", 2019)
    assert "dòng 3" in str(refused.value)
    assert f"2019/615/{document.name}" in str(refused.value)
    assert "2019-12-09T16:20:00+07:00" in str(refused.value)
    assert tree(raw) == before


def test_the_same_content_is_found_where_the_register_has_no_hash(document, raw, province):
    old = raw / "2019" / "615" / "old.xlsx"
    old.parent.mkdir(parents=True)
    old.write_bytes(document.read_bytes())
    (raw / "incoming.csv").write_text(
        f"{HEADER}\n2019-12-01T08:00:00+07:00,615,agency_report,2019,2019/615/old.xlsx,,,\n", encoding="utf-8"
    )
    with pytest.raises(ReceiveError, match="dòng 2 "):
        receive(document, raw, province, "615", "agency_report", 2019, ARRIVED)


@pytest.mark.parametrize(
    ("sender", "form", "year", "said"),
    [
        ("609", "agency_report", 2019, "608, 610, 611"),
        ("../615", "agency_report", 2019, "608, 610, 611"),
        ("615", "annual_report", 2019, "agency_report, alliance_members, registry_extract"),
        ("615", "registry_extract", 2019, "chỉ gửi: agency_report"),
        ("615", "agency_report", 1919, "từ 2010 đến 2035"),
        ("615", "agency_report", 2025, "SKHDT"),  # the districts are gone by then
    ],
)
def test_an_unknown_sender_form_or_year_is_refused_with_those_that_are_known(document, raw, province, tree, sender, form, year, said):
    with pytest.raises(ReceiveError, match=said) as refused:
        receive(document, raw, province, sender, form, year, ARRIVED)
    assert "\n" not in str(refused.value)
    assert tree(raw) == {}


def test_a_time_in_the_future_is_refused(document, raw, province, tree):
    with pytest.raises(ReceiveError, match="muộn hơn bây giờ"):
        receive(document, raw, province, "615", "agency_report", 2019, datetime.now(UTC) + timedelta(hours=1))
    assert tree(raw) == {}


def test_what_is_not_a_file_with_something_in_it_is_refused(tmp_path, raw, province, tree):
    empty = tmp_path / "rỗng.xlsx"
    empty.touch()
    os.mkfifo(tmp_path / "pipe.xlsx")
    for name, reason in [("rỗng.xlsx", "empty_file"), ("không có.xlsx", "no_such_file"), (".", "is_folder"), ("pipe.xlsx", "not_regular")]:
        with pytest.raises(ReceiveError) as refused:
            receive(tmp_path / name, raw, province, "615", "agency_report", 2019, ARRIVED)
        assert refused.value.refusal == reason
    assert tree(raw) == {}


def test_a_folder_that_leads_out_of_raw_is_refused(document, raw, tmp_path, province):
    outside = tmp_path / "outside"
    outside.mkdir()
    (raw / "2019").symlink_to(outside)
    with pytest.raises(ReceiveError, match="dẫn ra ngoài"):
        receive(document, raw, province, "615", "agency_report", 2019, ARRIVED)
    assert not list(outside.iterdir())


def test_refusals_in_english(document, raw, province):
    with pytest.raises(ReceiveError, match="There is no sender “609” in 2019"):
        receive(document, raw, province, "609", "agency_report", 2019, ARRIVED, lang="en")
