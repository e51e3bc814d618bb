"""Which spellings each meaning of “the same text” unites, and which it keeps apart."""

import unicodedata

import pytest

from pipeline.system.folding import as_written, bare, same, same_path, small, tones_apart, tones_behind_vowels


def test_form_case_and_spaces_do_not_make_another_text_but_marks_do():
    text = "  Trang\u00a0Phụ \n LỤC "
    assert same(unicodedata.normalize("NFD", text)) == same("trang phụ lục") != same("trang phu luc")
    assert same("hoà") != same("hòa") and same("Đắk") != same("Đăk") and as_written(text) == "Trang Phụ LỤC"
    assert as_written("\u202eNguyễn\u200b \u2067Văn A\n") == "Nguyễn Văn A"


def test_the_place_of_a_tone_counts_for_nothing_and_the_tone_for_all():
    assert tones_apart("hoà") == tones_apart("hòa") != tones_apart("hóa")
    assert tones_behind_vowels("hoà bình") == tones_behind_vowels("hòa bình") != tones_behind_vowels("hóa bình")
    assert tones_behind_vowels("quang đại").replace(" ", "") == tones_behind_vowels("quangđại")
    assert tones_apart("đắk") != tones_apart("đăk") != tones_apart("đak")


@pytest.mark.parametrize("written", ["Đắk", "ĐĂK", "Ðăk", "ðăk", "Ɖak", "ɖắk", "Dak", unicodedata.normalize("NFD", "Đắk")])
def test_without_marks_every_spelling_of_a_word_is_one(written: str):
    assert bare(written) == "dak"


def test_look_alikes_become_the_letter_with_its_marks():
    assert small("ÐƢƠNG, PHƣƠNG ÐỨC") == "đương, phương đức"


@pytest.mark.parametrize(
    "written", ["./2019/Sở/Biểu 1.xlsx", "2019\\Sở\\Biểu 1.xlsx", unicodedata.normalize("NFD", "2019/Sở/Biểu 1.xlsx ")]
)
def test_a_path_is_the_same_however_it_is_written(written: str):
    assert same_path(written) == "2019/Sở/Biểu 1.xlsx" and same_path(None) == same_path("") == ""
