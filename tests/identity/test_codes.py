"""Tax codes as offices write them; certificate numbers as they are."""

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.identity.codes import BRANCH, OK, OTHER, RESTORED, WRONG, certificate_key, code_table, normalise_certificate, normalise_code

from .world import tax_code

CODES = st.builds(tax_code, st.integers(1, 9_999_999), st.sampled_from(["01", "09", "61"])).filter(bool)


@pytest.mark.parametrize("number", ["6101123457", "6100112237", "6101200013", "0100047516"])
def test_known_good_codes(number):
    assert normalise_code(number) == (number.replace("-", ""), OK)


def test_a_branch_s_number_is_its_unit_s():
    assert normalise_code("0314409058-002") == normalise_code("314409058002") == ("0314409058", BRANCH)


def test_digits_that_a_number_cell_rounded_away_are_no_code():
    assert normalise_code("6.10112E+09") == normalise_code("6,10112e9") == normalise_code("6E+09") == (None, WRONG)


def test_a_certificate_s_number_with_an_e_is_no_rounded_number():
    assert normalise_code("3807E000012") == ("3807E000012", OTHER)


@given(CODES)
def test_normalising_twice_is_normalising_once(code):
    once, state = normalise_code(code)
    assert (once, state) == (code, OK)
    assert normalise_code(once) == (once, OK)


@given(CODES, st.sampled_from([" {} ", "{}.0", "'{}", "{}\n", "MST"]))
def test_spaces_and_a_decimal_zero_do_not_count(code, form):
    if form == "MST":
        form = " {}"
    assert normalise_code(form.format(code)) == (code, OK)


@given(CODES)
@example("6140000000")  # “61 400.00000” is no decimal number
def test_separators_do_not_count(code):
    assert normalise_code(f"{code[:2]} {code[2:5]}.{code[5:]}")[0] == code


@given(CODES.filter(lambda code: code.startswith("0")))
def test_a_lost_zero_is_put_back_where_the_check_digit_agrees(code):
    assert normalise_code(code[1:]) == (code, RESTORED)


@given(CODES, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_never_passes(code, place, shift):
    wrong = code[:place] + str((int(code[place]) + shift) % 10) + code[place + 1 :]
    assert normalise_code(wrong) == (wrong, WRONG)


@pytest.mark.parametrize("text", [None, "", "  ", "-", "..."])
def test_blank_is_no_code(text):
    assert normalise_code(text) == (None, None)


def test_letters_are_no_tax_code():
    assert normalise_code("38 07d 000012") == ("3807D000012", OTHER)


@given(st.text(max_size=30))
def test_any_text_is_answered(text):
    code, state = normalise_code(text)
    assert state is not None if code else state in (None, WRONG)  # wrong without a code: digits that a number cell rounded away


@given(st.from_regex(r"\A[0-9]{1,12}([.,][0-9]{1,6})?[eE][+ ]?[0-9]{1,6}\Z"))
def test_any_number_with_an_e_is_answered(text):
    test_any_text_is_answered.hypothesis.inner_test(text)


@given(st.text(max_size=20))
def test_certificates_are_opaque(text):
    key = normalise_certificate(text)
    assert key is None or normalise_certificate(key) == key


def test_certificates_in_a_frame():
    assert pl.DataFrame({"c": ["38 07d 000012", " ", None]}).select(certificate_key(pl.col("c"))).to_series().to_list() == [
        "3807D000012",
        None,
        None,
    ]


@given(st.lists(st.one_of(CODES, st.text("0123456789", min_size=9, max_size=11), st.text(max_size=12)), max_size=20))
def test_a_column_is_read_as_each_code_alone(texts):
    found = code_table(pl.Series(texts, dtype=pl.String))
    assert sorted(found.rows(), key=repr) == sorted([(text, *normalise_code(text)) for text in set(texts)], key=repr)
