"""Who approved what: only a report that passed, once, and no other content than the one that was approved."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from pipeline.quality.approvals import approval_of, approve, earlier_approval, read_approvals
from pipeline.quality.receipt import Receipt
from pipeline.system.errors import HoptacError

RECEIPT = Receipt(2019, "2019-12-14T16:59:59+00:00", False, "i" * 64, "s" * 64, "p" * 64, True, "a" * 64, "b" * 64, {}, 0, [], "test", {})
MOMENT = datetime.fromisoformat("2019-12-15T08:30:00+07:00")


def test_an_approval_is_found_again_for_its_content_alone(tmp_path: Path) -> None:
    made = approve(tmp_path, RECEIPT, "  Nguyễn  Văn A ", 'Chủ tịch, "quyền"', MOMENT)
    assert approval_of(tmp_path, RECEIPT) == made
    assert (made.name, made.title, made.approved_at) == ("Nguyễn Văn A", 'Chủ tịch, "quyền"', MOMENT)
    for changed in (replace(RECEIPT, content_digest="c" * 64), replace(RECEIPT, suites_digest="c" * 64)):
        assert approval_of(tmp_path, changed) is None
        assert earlier_approval(tmp_path, changed) == made  # voided, and said so
    assert earlier_approval(tmp_path, RECEIPT) is None
    assert approval_of(tmp_path, replace(RECEIPT, passed=False)) is None


def test_the_register_only_grows(tmp_path: Path) -> None:
    approve(tmp_path, RECEIPT, "A", "", MOMENT)
    before = (tmp_path / "approvals.csv").read_text(encoding="utf-8")
    approve(tmp_path, replace(RECEIPT, content_digest="c" * 64), "B", "", MOMENT)
    assert (tmp_path / "approvals.csv").read_text(encoding="utf-8").startswith(before)
    assert [approval.name for approval in read_approvals(tmp_path)] == ["A", "B"]


@pytest.mark.parametrize(
    ("receipt", "name", "at", "said"),
    [
        (RECEIPT, "  ", MOMENT, "Chưa có tên"),
        (RECEIPT, "A", datetime.fromisoformat("2019-12-14T08:00:00+07:00"), "trước thời điểm chốt"),
    ],
)
def test_what_cannot_be_approved(tmp_path: Path, receipt: Receipt, name: str, at: datetime, said: str) -> None:
    with pytest.raises(HoptacError, match=said):
        approve(tmp_path, receipt, name, "", at)
    assert not (tmp_path / "approvals.csv").exists()


def test_not_twice(tmp_path: Path) -> None:
    approve(tmp_path, RECEIPT, "A", "", MOMENT)
    with pytest.raises(HoptacError, match="đã được A phê duyệt"):
        approve(tmp_path, RECEIPT, "B", "", MOMENT)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("year,name\n2019,A\n", "dòng 1: thiếu cột content_digest"),
        ("year,content_digest,suites_digest,name,title,approved_at\n2019,a,b,A,,hôm qua\n", "dòng 2 của sổ phê duyệt"),
    ],
)
def test_a_register_that_is_none_is_one_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "approvals.csv").write_text(text, encoding="utf-8")
    with pytest.raises(HoptacError, match=f"^{tmp_path / 'approvals.csv'}[:,] {said}.*$") as refused:
        read_approvals(tmp_path)
    assert "\n" not in str(refused.value)
