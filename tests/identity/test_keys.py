"""Two spellings of one name give one key; two names never do by what is dropped alone."""

import unicodedata

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import load
from pipeline.identity.areas import area_table
from pipeline.identity.fold import fold, tokens
from pipeline.identity.keys import name_keys
from pipeline.identity.words import BUSINESS_PHRASES

AREAS = area_table(load())
WORD = "Hòa Thủy Đoàn Kết Sơn Ca Đăk Ngọk Rơ Măng Quý Mỹ Bình Uyên Ươm Hướng Loan Khuê Tường Ý"
SYLLABLES = st.sampled_from(WORD.split(" "))
PRIVATE = st.lists(SYLLABLES, min_size=2, max_size=4).map(" ".join)
WORDS = {"Nông nghiệp": "NN", "Dịch vụ": "DV", "Thương mại": "TM", "Sản xuất": "SX", "Xây dựng": "XD", "Vận tải": "VT", "Tổng hợp": "TH"}
BUSINESS = st.lists(st.sampled_from(list(WORDS)), max_size=4, unique=True)


def keys(*names: str) -> list[dict]:
    table = name_keys(pl.Series(list(names)), AREAS)
    return [table.filter(pl.col("name") == name).drop("name", "place", "is_marked").row(0, named=True) for name in names]


def one(name: str) -> dict:
    return keys(name)[0]


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_tokens_twice_are_tokens_once(text):
    assert tokens(tokens(text)) == tokens(text)


@settings(max_examples=10)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=40))
def test_any_text_has_keys(texts):
    assert all(set(found) == {"name_type", "anchor", "key", "marked_key", "business"} for found in keys(*texts))


@settings(max_examples=20)
@given(PRIVATE, BUSINESS, st.randoms())
def test_case_unicode_form_and_order_of_business_words_do_not_count(private, business, chance):
    plain = " ".join(["Hợp tác xã", *business, private])
    chance.shuffle(business)
    other = " ".join(["HTX", chance.choice([" - ", ", ", " và ", " & ", "–", "-"]).join(business), private])
    tones = other.replace("òa", "oà").replace("ủy", "uỷ")
    spelt = (other, other.upper(), other.lower(), unicodedata.normalize("NFD", other), "  " + other.replace(" ", "  "), tones)
    first, *rest = keys(plain, *spelt)
    assert rest == [first] * len(spelt)


@settings(max_examples=20)
@given(PRIVATE, BUSINESS)
def test_abbreviations_apart_or_together_do_not_count(private, business):
    short = [WORDS[word] for word in business]
    full, apart, together = keys(*(" ".join(["HTX", *words, private]) for words in (business, ["-".join(short)], ["".join(short)])))
    assert apart == together == full


@settings(max_examples=20)
@given(PRIVATE)
def test_the_kind_of_unit_is_said_beside_the_key_not_in_it(private):
    kinds = ["HTX", "Hợp tác xã", "hop tac xa", "QTDND", "Quỹ tín dụng nhân dân", "LH HTX", "Liên hiệp hợp tác xã", "THT", "Tổ hợp tác"]
    found = keys(*(f"{kind} {private}" for kind in kinds))
    assert len({item["key"] for item in found}) == 1
    assert [item["name_type"] for item in found] == ["HTX"] * 3 + ["QTDND"] * 2 + ["LHHTX"] * 2 + ["THT"] * 2


@settings(max_examples=20)
@given(PRIVATE)
def test_lost_marks_keep_the_key(private):
    bare = (
        "".join(sign for sign in unicodedata.normalize("NFD", private) if not unicodedata.combining(sign))
        .replace("Đ", "D")
        .replace("đ", "d")
    )
    without, with_marks = keys(f"HTX {bare}", f"HTX {private}")
    assert without["key"] == with_marks["key"]


@pytest.mark.parametrize(
    ("one_way", "another"),
    [
        ("HTX Hoà Bình", "HTX Hòa Bình"),
        ("HTX Thuỷ Lợi", "HTX Thủy Lợi"),
        ("HTX nông nghiệp dịch vụ thương mại Hợp Thành", "HTX DVNN&TM Hợp Thành"),
        ("HTX Nông lâm nghiệp, Thương mại và Dịch vụ Thanh Tâm", "HTX DV - TM - Nông lâm nghiệp Thanh Tâm"),
        ("HTX Sáu Nhung xã Hà Mòn, huyện Đăk Hà", "HTX Sáu Nhung"),
        ("Quỹ tín dụng nhân dân xã Vinh Quang", "QTDND Vinh Quang"),
        ("HTX Sáu Nhung, Hà Mòn", "HTX Sáu Nhung"),
        ("HTX Sáu Nhung (TT Đăk Hà)", "HTX Sáu Nhung"),
        ("HTX NN Thắng Lợi II - Hà Mòn", "HTX NN Thắng Lợi số 2"),
        ("HTX NLNTMDV Sáu Nhung", "HTX Nông lâm nghiệp - Thương mại - Dịch vụ Sáu Nhung"),
        ("Tổ HT chăn nuôi dê thôn 3", "THT chăn nuôi dê thôn 3"),
        ("HTX Đắk Mar", "HTX Đăk Mar"),
        ("HTX Ia H’Drai", "HTX Ia HDrai"),
        ("htx hoà bình 01", "HTX Hòa Bình1"),
        ("HTX ĐOÀN KẾT", "HTX Ðoàn Kết"),  # Eth for Đ
        ("Hợp tác xã Nông nghiệp công nghệ cao Hoàng Lợi", "HTX NN CNC Hoàng Lợi"),
        ("HTX Nông sản hữu cơ Hoàng Lợi", "HTX NSHC Hoàng Lợi"),
        ("HTX Đầu tư Xây dựng và Giao thông vận tải Hoàng Lợi", "HTX ĐT XD & GTVT Hoàng Lợi"),
    ],
)
def test_spellings_of_one_name(one_way, another):
    assert one(one_way) == one(another)


@pytest.mark.parametrize(
    ("one_way", "another"),
    [("HTX Nông nghiệp xã Đăk Pét", "HTX NN Đắk Pék"), ("HTX Ngọk Linh", "HTX Ngọc Linh"), ("HTX Mĩ Lí", "HTX Mỹ Lý")],
)
def test_spellings_that_sound_alike_share_the_bare_key(one_way, another):
    assert one(one_way)["key"] == one(another)["key"]


@pytest.mark.parametrize(
    ("one_way", "another"),
    [
        ("HTX N.N Hoàng Lợi", "HTX Nông nghiệp Hoàng Lợi"),
        ("HTX Hoàng Lợi Farm", "HTX Hoàng Lợi"),
        ("HTX kiểu mới Hoàng Lợi", "HTX Hoàng Lợi (kiểu mới)"),
        ("Liên hiệp các HTX Hoàng Lợi", "LHHTX Hoàng Lợi"),
        ("Quỹ tín dụng Hoàng Lợi", "QTD ND Hoàng Lợi"),
        ("HTX số I Hoàng Lợi", "HTX số hai Hoàng Lợi".replace("hai", "một")),
        ("HTX Hoàng Lợi số hai", "HTX Hoàng Lợi II"),
        ("THT rau thôn năm", "THT rau thôn 05"),
        ("THT trồng cà phê Kon Hring", "THT cà phê Kon Hring"),
        ("THT trồng cây mắc ca Kon Hring", "Tổ mắc ca Kon Hring"),
        ("THT chăn nuôi dê Kon Hring", "THT dê Kon Hring"),
        ("HTX Hoàng Lợi Hoà Bình", "HTX HoàngLợi Hòa Bình"),
    ],
)
def test_words_that_one_clerk_leaves_out_do_not_count(one_way, another):
    first, second = one(one_way), one(another)
    assert (first["key"], first["marked_key"]) == (second["key"], second["marked_key"])


@pytest.mark.parametrize("name", ["HTX Farm", "THT trồng nấm", "HTX Trọng Nghĩa", "HTX Kiểu Mới"])
def test_a_name_of_nothing_else_keeps_its_words(name):
    assert one(name)["key"] == one(name)["anchor"] is not None


@pytest.mark.parametrize(
    ("name", "is_marked"),
    [("HTX Đông Tâm", True), ("HTX Kim Long", None), ("htx kim long", False), ("HTX Doan Ket", False), ("Hop tac xa Kim Long", False)],
)
def test_whether_marks_were_typed_shows_in_the_name(name, is_marked):
    assert name_keys(pl.Series([name]), AREAS)["is_marked"].item() is is_marked


@pytest.mark.parametrize(
    ("one_way", "another"),
    [
        ("HTX Hòa Bình 1", "HTX Hòa Bình 2"),
        ("THT thôn Nam", "THT thôn 5"),
        ("HTX Hòa Bình", "HTX Hòa Bình 1"),
        ("HTX Hòa Bình 1 2", "HTX Hòa Bình 12"),
        ("HTX Thắng Lợi I", "HTX Thắng Lợi II"),
        ("HTX NN - Đăk Mar", "HTX NN - Đăk Hring"),  # a name that is only a place keeps it
        ("HTX Tường Vi", "HTX Tường 6"),
        ("HTX Phương Nam", "HTX Nam"),  # a person's name, not "phường Nam"
        ("HTX Nông nghiệp", "HTX Vận tải"),
        ("THT thôn 3", "THT thôn 13"),
    ],
)
def test_names_that_differ_stay_apart(one_way, another):
    assert one(one_way)["key"] != one(another)["key"]


def test_business_words_are_kept_beside_the_name():
    farm, transport = keys("HTX Nông nghiệp Đoàn Kết", "HTX Vận tải Đoàn Kết")
    assert farm["key"] == transport["key"]
    assert farm["business"] != transport["business"]


def test_an_abbreviation_of_two_businesses_agrees_with_either():
    both, breeding, industry = keys("HTX CN Hoàng Lợi", "HTX Chăn nuôi Hoàng Lợi", "HTX Công nghiệp Hoàng Lợi")
    assert both["key"] == breeding["key"] == industry["key"]
    assert both["business"] == breeding["business"] | industry["business"]


def test_marks_are_kept_beside_the_name():
    assert one("HTX Tân Lập")["marked_key"] != one("HTX Tấn Lập")["marked_key"]


def test_a_text_that_names_nothing_has_no_key():
    assert [item["key"] for item in keys("", "---", "HTX")] == [None, None, None]


def test_every_business_phrase_is_folded():
    phrases = [phrase for phrases in BUSINESS_PHRASES.values() for phrase in phrases]
    assert [fold(phrase) for phrase in phrases] == phrases
