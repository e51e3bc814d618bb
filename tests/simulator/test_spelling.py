"""Old alphabets, numbers and slips: how the simulated offices write."""

import random
import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.simulator.cells import vietnamese
from tests.simulator.labels import slip
from tests.simulator.legacy import tcvn3, vni
from tests.simulator.spelling import name_of, without_marks
from tests.simulator.units import Name

WORDS = (
    "Hợp tác xã Nông nghiệp Dịch vụ Thương mại Đăk Wớp Tình trạng Đang hoạt động Ngừng Giải thể Xếp loại Tốt Khá Yếu Quỹ tín dụng nhân dân"
)


def test_tcvn3_as_seen_in_old_documents() -> None:
    assert tcvn3("Thông tư của Bộ kế hoạch và đầu tư") == "Th«ng t\u00ad cña Bé kÕ ho¹ch vµ ®Çu t\u00ad"
    assert tcvn3("hướng dẫn") == "h\u00adíng dÉn"
    assert tcvn3("Đăk Hà") == "§¨k Hµ"


def test_vni_as_seen_in_old_documents() -> None:
    assert vni("KHOA HỌC QUẢN LÝ") == "KHOA HOÏC QUAÛN LYÙ"
    assert vni("Tiếng Việt") == "Tieáng Vieät"
    assert vni("người nước Đắk") == "ngöôøi nöôùc Ñaék"


def test_both_fit_one_byte_a_letter() -> None:
    for change in (tcvn3, vni):
        assert change(WORDS).encode("latin-1")


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=3))
def test_numbers_read_back(value: Decimal) -> None:
    assert Decimal(vietnamese(value, ".").replace(".", "").replace(",", ".")) == value


def test_names_as_offices_write_them() -> None:
    name = Name(("Nông nghiệp", "Dịch vụ", "Thương mại"), "Hợp Thành")
    assert name_of("HTX", name, "full") == "Hợp tác xã Nông nghiệp - Dịch vụ - Thương mại Hợp Thành"
    assert name_of("HTX", name, "short") == "HTX NN-DV-TM Hợp Thành"
    assert name_of("HTX", name, "and") == "HTX Nông nghiệp, Dịch vụ và Thương mại Hợp Thành"
    assert name_of("QTDND", Name((), "xã Vinh Quang"), "full") == "Quỹ tín dụng nhân dân xã Vinh Quang"
    assert without_marks("Đang hoạt động") == "Dang hoat dong"


@given(st.sampled_from(["Hợp Thành", "Đăk Wớp Yốp", "xã Vinh Quang"]), st.integers())
def test_a_slip_keeps_the_letters(name: str, seed: int) -> None:
    slipped = slip(name, random.Random(seed))
    assert slipped != name and sorted(slipped) == sorted(name)
    assert len(re.split(" ", slipped)) == len(name.split(" "))
