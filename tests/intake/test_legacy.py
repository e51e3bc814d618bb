"""TCVN3 and VNI back to Unicode, by font where there is one and by the text where not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake import legacy
from pipeline.intake.grid import Sheet

LOWER = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
TCVN3 = dict(zip(LOWER, "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ", strict=True)) | dict(
    zip("ĂÂĐÊÔƠƯ", "¡¢§£¤¥¦", strict=True)
)
VNI_TONES = dict(zip("\u0300\u0309\u0303\u0301\u0323", "øûõùï", strict=True))
VNI_CIRCUMFLEX = dict(zip(["", *VNI_TONES], "âàåãáä", strict=True))
VNI_BREVE = dict(zip(["", *VNI_TONES], "êèúüéë", strict=True))
VNI_I = dict(zip("ìỉĩíịỵ", "ìæóíòî", strict=True))


def to_tcvn3(text: str) -> str:
    """Capitals with a tone have no place of their own: they were typed small, and the font or the reader made them capitals."""
    return "".join(TCVN3.get(character) or TCVN3.get(character.lower(), character) for character in text)


def to_vni(text: str) -> str:
    return "".join(map(_vni, unicodedata.normalize("NFC", text)))


def _vni(character: str) -> str:
    small = character.lower()
    if character.isascii():
        return character
    if small in VNI_I or small == "đ":
        found = VNI_I.get(small, "ñ")
    else:
        base, *marks = unicodedata.normalize("NFD", small)
        tone = next((mark for mark in marks if mark in VNI_TONES), "")
        if "\u0302" in marks:
            found = base + VNI_CIRCUMFLEX[tone]
        elif "\u0306" in marks:
            found = base + VNI_BREVE[tone]
        else:
            found = {"o": "ô", "u": "ö"}[base] if "\u031b" in marks else base
            found += VNI_TONES.get(tone, "")
    return found if character == small else found.upper()


SENTENCES = [
    "Hợp tác xã Nông nghiệp Đăk Pék",
    "Tên đơn vị",
    "Loại hình",
    "Đang hoạt động",
    "Tổ hợp tác Mường Hoong",
    "Quỹ tín dụng nhân dân xã Vinh Quang",
    "Thương mại - Dịch vụ",
    "Ngày đăng ký lần đầu",
]


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize(("encode", "scheme"), [(to_tcvn3, legacy.TCVN3), (to_vni, legacy.VNI)])
def test_the_text_alone_tells(text: str, encode, scheme: str) -> None:
    sheet = Sheet(name=None, cells=[[encode(text), 5, ""]])
    legacy.mend(sheet)
    assert sheet.cells == [[text, 5, ""]]
    assert sheet.legacy == {(1, 0): scheme}


@pytest.mark.parametrize(
    "text", [*SENTENCES, "Hoà Bình", "Tân Lập", "Kon Plông", "Đăk Blà", "Ya Xiêr", "Ngọk Réo", "H'Drai", "20°C", "Trang § 5", "Café"]
)
def test_unicode_stays_as_it_is(text: str) -> None:
    sheet = Sheet(name=None, cells=[["Tên đơn vị", text]])
    legacy.mend(sheet)
    assert sheet.cells[0][1] == text


def test_several_hands_in_one_sheet_each_keep_their_reading() -> None:
    rows = [
        ["Sơn Ca", "Đang hoạt động", "Khá"],
        [to_tcvn3("Mắc ca"), to_tcvn3("Ngừng hoạt động"), to_tcvn3("Khá")],
        [to_vni("Thần Nông"), to_vni("Đã giải thể"), to_vni("Khá")],
    ]
    sheet = Sheet(name=None, cells=rows)
    legacy.mend(sheet)
    assert sheet.cells == [["Sơn Ca", "Đang hoạt động", "Khá"], ["Mắc ca", "Ngừng hoạt động", "Khá"], ["Thần Nông", "Đã giải thể", "Khá"]]


def test_capitals_come_back_as_capitals() -> None:
    assert legacy.decode(to_tcvn3("tổng cộng"), legacy.scheme_of_font(".VnTimeH")) == "TỔNG CỘNG"
    assert legacy.decode("TæNG CéNG", legacy.TCVN3) == "TỔNG CỘNG"
    assert legacy.decode(to_vni("TỔNG CỘNG"), legacy.VNI) == "TỔNG CỘNG"


@pytest.mark.parametrize(
    ("font", "scheme"),
    [(".VnTime", legacy.TCVN3), (".VnArialH", legacy.TCVN3_CAPITALS), ("VNI-Times", legacy.VNI), ("Times New Roman", None), ("", None)],
)
def test_a_font_s_name_tells_the_encoding(font: str, scheme: str | None) -> None:
    assert legacy.scheme_of_font(font) == scheme


def test_unicode_in_a_legacy_font_is_not_converted() -> None:
    assert legacy.decode("Đăk Hà ư", legacy.TCVN3) == "Đăk Hà ư"


@given(st.lists(st.sampled_from("àáảãạăằâầđèêềìòôồơờùưừỳbchkn tmgHXT"), max_size=20).map("".join))
def test_what_was_encoded_decodes(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert legacy.decode(to_tcvn3(text), legacy.TCVN3) in (text, text.upper())
    assert legacy.decode(to_vni(text), legacy.VNI) == text


@given(st.text(max_size=40) | st.text([chr(code) for code in range(0x20, 0x100)], max_size=40))
def test_no_text_raises(text: str) -> None:
    legacy.mend(Sheet(name=None, cells=[[text]]))
    for scheme in (legacy.TCVN3, legacy.TCVN3_CAPITALS, legacy.VNI):
        legacy.decode(text, scheme)
