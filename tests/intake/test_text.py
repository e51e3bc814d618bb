"""Tidy text and the keys by which it is compared."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake.text import key, tidy, tidy_all

VIETNAMESE = st.text("aàảãáạăằẳẵắặâầẩẫấậđeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵbcghklmnpqrstvx /-", max_size=25)


@pytest.mark.parametrize(
    "other",
    [
        "HỢP TÁC XÃ HÒA BÌNH",
        "hợp  tác\nxã Hoà Bình",
        "Hop tac xa Hoa Binh",
        unicodedata.normalize("NFD", "Hợp tác xã Hòa Bình"),
        " Hợp-tác-xã, Hoà Bình.",
        "Hợptácxã HòaBình",
    ],
)
def test_one_key_however_it_is_typed(other: str) -> None:
    assert key(other) == key("Hợp tác xã Hòa Bình")


def test_look_alikes_of_d_and_u_are_taken_as_meant() -> None:
    assert key("Ðăk La") == key("Đăk La") == key("đak la")
    assert tidy("phƣơng") == "phương"


def test_tidy_keeps_words_and_drops_what_nobody_sees() -> None:
    assert tidy("  HTX\u200b  Sơn\u00a0Ca\r\n (mới) ") == "HTX Sơn Ca (mới)"
    assert tidy("'0123") == "0123"


@given(VIETNAMESE)
def test_key_ignores_unicode_form_case_and_spaces(text: str) -> None:
    changed = unicodedata.normalize("NFD", "  ".join(text.upper().split()))
    assert key(changed) == key(text)


@given(st.text(max_size=40))
def test_tidy_is_nfc_and_stable(text: str) -> None:
    once = tidy(text)
    assert unicodedata.is_normalized("NFC", once) or once != unicodedata.normalize("NFC", once)
    assert "\n" not in once
    assert tidy(once) == once or once.startswith("'")


@given(st.text(max_size=40))
def test_keys_hold_only_letters_and_digits(text: str) -> None:
    assert all(character.isalnum() for character in key(text))


@given(
    st.lists(
        st.text(max_size=12) | st.sampled_from(["HTX Sơn Ca", "", "'01", " a", "b ", "a  b", "phƣơng", "\u1ea1", "a\u0323\u0302"]),
        max_size=6,
    )
)
def test_many_texts_are_tidied_as_each_alone(texts: list[str]) -> None:
    assert tidy_all(texts) == [tidy(text) for text in texts]
