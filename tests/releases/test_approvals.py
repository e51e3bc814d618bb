"""Who approved what: a line in a register that only grows, and no other content and no other paper than those that were approved."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.quality.approvals import Approval, covering, drafted, enter, newest_approval, read_approvals
from pipeline.quality.receipt import Receipt
from pipeline.system.errors import HoptacError
from tests.system.test_signatures import NOBODY

RECEIPT = Receipt(
    2019, "2019-12-14T16:59:59+00:00", False, "i" * 64, "s" * 64, "p" * 64, True, "a" * 64, "b" * 64, {}, 0, [], "test", {}, "r" * 64
)
MOMENT = datetime.fromisoformat("2019-12-15T08:30:00+07:00")
PAPERS = ("1" * 64, "2" * 64, "3" * 64)
OLD = "year,content_digest,suites_digest,name,title,approved_at"


def approved(raw: Path, receipt: Receipt = RECEIPT, name: str = "A", title: str = "") -> Approval:
    report, annex, office = PAPERS
    approval = replace(drafted(receipt, name, title, MOMENT), report_digest=report, annex_digest=annex, office_digest=office)
    enter(raw, approval)
    return approval


def test_an_approval_is_found_again_for_its_content_alone(tmp_path: Path) -> None:
    made = approved(tmp_path, name="  Nguyễn  Văn A ", title='Chủ tịch, "quyền"')
    assert covering(tmp_path, RECEIPT) == [made]
    assert (made.name, made.title, made.approved_at) == ("Nguyễn Văn A", 'Chủ tịch, "quyền"', MOMENT)
    for changed in ({"content_digest": "c" * 64}, {"suites_digest": "c" * 64}, {"reference_year": 2018}, {"passed": False}):
        assert covering(tmp_path, replace(RECEIPT, **changed)) == []
    assert (newest_approval(tmp_path, 2019), newest_approval(tmp_path, 2018)) == (made, None)  # what a change has voided is said


def test_an_approval_binds_every_paper_that_was_printed(tmp_path: Path) -> None:
    made = approved(tmp_path)
    assert made.binds(PAPERS)
    for place in range(3):
        assert not made.binds((*PAPERS[:place], "9" * 64, *PAPERS[place + 1 :]))


def test_the_register_only_grows(tmp_path: Path) -> None:
    approved(tmp_path)
    before = (tmp_path / "approvals.csv").read_text(encoding="utf-8")
    approved(tmp_path, replace(RECEIPT, content_digest="c" * 64), "B")
    assert (tmp_path / "approvals.csv").read_text(encoding="utf-8").startswith(before)
    assert [approval.name for approval in read_approvals(tmp_path)] == ["A", "B"]


def test_a_line_of_an_older_program_stays_valid_for_its_content_and_lines_go_on_below_it(tmp_path: Path) -> None:
    line = f"2019,{RECEIPT.content_digest},{RECEIPT.suites_digest},Bà Cũ,,2019-12-15T08:30:00+07:00"
    (tmp_path / "approvals.csv").write_text(f"\ufeff{OLD}\r\n{line}\r\n", encoding="utf-8")
    [old] = covering(tmp_path, RECEIPT)
    assert old.name == "Bà Cũ" and old.binds(PAPERS)
    new = approved(tmp_path)
    assert covering(tmp_path, RECEIPT) == [new, old]
    assert f"\r\n{line}\r\n" in (tmp_path / "approvals.csv").read_bytes().decode()


@pytest.mark.parametrize(
    ("name", "at", "said"),
    [
        ("  ", MOMENT, "Chưa có tên"),
        *((nobody, MOMENT, "Chưa có tên") for nobody in NOBODY),
        ("A", datetime.fromisoformat("2019-12-14T08:00:00+07:00"), "trước thời điểm chốt"),
        ("A", datetime.fromisoformat("2099-01-01T00:00:00+07:00"), "sau thời điểm hiện tại"),
        ("A", datetime.now(UTC) + timedelta(hours=1), "sau thời điểm hiện tại"),
    ],
)
def test_what_cannot_be_approved(name: str, at: datetime, said: str) -> None:
    with pytest.raises(HoptacError, match=said):
        drafted(RECEIPT, name, "", at)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("year,name\n2019,A\n", "dòng 1: thiếu cột content_digest"),
        *(
            (f"{OLD}\n2019,a,b,{name},,{at}\n", "dòng 2 của sổ phê duyệt")
            for name, at in (("A", "hôm qua"), ("A", "2099-01-01T00:00:00+07:00"), *((nobody, MOMENT) for nobody in NOBODY))
        ),
    ],
)
def test_a_register_that_is_none_is_one_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "approvals.csv").write_text(text, encoding="utf-8")
    with pytest.raises(HoptacError, match=f"^{tmp_path / 'approvals.csv'}[:,] {said}.*$") as refused:
        read_approvals(tmp_path)
    assert "\n" not in str(refused.value)
