"""One written number, and what it can mean."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake import numbers

WHOLE = st.integers(-(10**15), 10**15)
DECIMALS = st.decimals(-(10**9), 10**9, places=2, allow_nan=False, allow_infinity=False)


def certain(text: str) -> Decimal | None:
    reading = numbers.read(text)
    return None if reading is None or reading.is_ambiguous else reading.certain


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5", "1234.5"),
        ("1 234", "1234"),
        ("1\u00a0234,5", "1234.5"),
        ("01", "1"),
        ("12,5", "12.5"),
        ("(12,5)", "-12.5"),
        ("-7", "-7"),
        ("−7", "-7"),
        ("+3", "3"),
        ("25 người", "25"),
        ("27 tin, bài", "27"),
        ("1.250 thành viên", None),
        ("03 HTX", "3"),
        ("7 triệu", "7000000"),
        ("7 tỷ 250 triệu", "7250000000"),
        ("7 tỷ 250 triệu đồng", "7250000000"),
        ("1.787,35 triệu đồng", "1787350000"),
        ("12,5 tr.đ", "12500000"),
        ("1.500.000 đồng", "1500000"),
        ("1,234,567.8", "1234567.8"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("12.5", "12.5"),
        ("'25", "25"),
        ("80%", "80"),
        ("1'897", "1897"),
        ("１８", "18"),
        ("25 (*)", "25"),
        ("25.", "25"),
        ("530.000.000 ₫", "530000000"),
        ("Lỗ 11,5", "-11.5"),
        ("lỗ: 178 triệu", "-178000000"),
        ("âm 3", "-3"),
        ("2 tỷ 474,125 triệu", "2474125000"),
        ("(lỗ 11,5)", "-11.5"),
        ("Lỗ -11,5", "-11.5"),
        ("(178) triệu đồng", "-178000000"),
    ],
)
def test_reads_what_offices_write(text: str, value: str | None) -> None:
    assert certain(text) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    "text",
    [
        "khoảng 30",
        "12-15",
        "3.5.2",
        "25 con",
        "7 triệu 2 tỷ",
        "hai mươi",
        "1,2,3",
        "5/3",
        "--5",
        "(-5)",
        "12 345,6.7",
        "٣",
        "12,5-",
        "25+",
        "25?",
        "5 $",
        "(1) người",
    ],
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert numbers.read(text) is None


@pytest.mark.parametrize(("text", "point", "comma"), [("1.234", 1234, "1.234"), ("1,234", "1.234", 1234), ("-12.500", -12500, "-12.5")])
def test_a_lone_group_of_three_has_two_readings(text: str, point: object, comma: object) -> None:
    reading = numbers.read(text)
    assert reading.is_ambiguous
    assert (reading.point_groups, reading.comma_groups) == (Decimal(str(point)), Decimal(str(comma)))


@pytest.mark.parametrize(
    "text", ["", " ", "-", "–", "—", "…", "...", "x", "X", "không có số liệu", "Khong co so lieu", "KHÔNG CÓ SỐ LIỆU "]
)
def test_not_reported_is_blank(text: str) -> None:
    assert numbers.is_blank(text)


@pytest.mark.parametrize("text", ["0", "không", "HTX", "xã", "-5", "Khá"])
def test_a_value_is_not_blank(text: str) -> None:
    assert not numbers.is_blank(text)


@given(WHOLE)
def test_whole_numbers_grouped_by_point_read_back(number: int) -> None:
    assert numbers.read(f"{number:,}".replace(",", ".")).point_groups == number


@given(WHOLE)
def test_whole_numbers_grouped_by_space_read_back(number: int) -> None:
    assert certain(f"{number:,}".replace(",", " ")) == number


@given(DECIMALS)
def test_vietnamese_decimals_read_back(number: Decimal) -> None:
    text = f"{number:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".")
    assert numbers.read(text).point_groups == number


@given(DECIMALS)
def test_english_decimals_read_back(number: Decimal) -> None:
    assert numbers.read(f"{number:,.2f}").comma_groups == number


@given(DECIMALS.filter(lambda number: number > 0))
def test_accounting_negatives_read_back(number: Decimal) -> None:
    assert certain(f"({number:.2f})".replace(".", ",")) == -number


@given(st.text(max_size=30) | st.text("0123456789.,()- đtỷriệu%", max_size=20))
def test_no_text_raises(text: str) -> None:
    numbers.is_blank(text)
    numbers.read(text)
