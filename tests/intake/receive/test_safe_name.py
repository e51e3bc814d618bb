"""Names that every system takes and that cannot leave their folder."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake.file_name import NAME_LIMIT_BYTES, safe_name


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("Báo cáo KTTT Đắk Hà 2019.xlsx", "Báo cáo KTTT Đắk Hà 2019.xlsx"),
        (unicodedata.normalize("NFD", "Ngọc Hồi.xls"), "Ngọc Hồi.xls"),
        ("../../etc/passwd", "etc_passwd"),
        ("..\\..\\x.xlsx", "x.xlsx"),
        (".ẩn.csv", "ẩn.csv"),
        ("a\nb\x00\t.xlsx", "a b.xlsx"),
        ("45/BC-UBND.xlsx", "45_BC-UBND.xlsx"),
        ("bao\u202ecao\u200b.xlsx", "baocao.xlsx"),
        ("con.xlsx", "_con.xlsx"),
        ("...", "615"),
        ("\udcff\udcfe.xlsx", "615.xlsx"),
        ("đ" * 300 + ".xlsx", "đ" * 87 + ".xlsx"),
    ],
)
def test_examples(given_name, safe):
    assert safe_name(given_name, fallback="615") == safe


@given(st.text(max_size=400))
def test_any_name_is_one_ordinary_component(name):
    safe = safe_name(name, fallback="615")
    assert PurePosixPath(safe).name == PureWindowsPath(safe).name == safe
    assert not safe.startswith(".") and not PureWindowsPath(safe).is_reserved()
    assert 0 < len(safe.encode()) <= NAME_LIMIT_BYTES
    assert not any(unicodedata.category(character) in ("Cc", "Cf", "Cs") for character in safe)


@given(st.text(max_size=400))
def test_a_safe_name_is_safe_already(name):
    safe = safe_name(name, fallback="615")
    assert safe_name(safe, fallback="615") == safe
