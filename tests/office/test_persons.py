"""What is said of persons is out of sight, and what is said of units is not."""

import unicodedata

import pytest

from pipeline.office.persons import HIDDEN, hidden


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("HTX Sơn Ca (Giám đốc Nguyễn Văn An, ĐT 0905123456)", ["Nguyễn", "An", "0905123456"]),
        ("HTX Sơn Ca (GĐ: NGUYỄN VĂN AN - 0905.123.456)", ["NGUYỄN", "AN", "456"]),
        ("HTX Sơn Ca\nGiám đốc: A Thủy\nĐT: 0260 3862 123", ["Thủy", "3862"]),
        ("Chủ tịch HĐQT Y Byên, sđt (0260)3862123", ["Byên", "3862123"]),
        ("Liên hệ: bà Trần Thị B, 0905 123 456", ["Trần", "Thị", "0905"]),
        ("do ông Lê Văn Tám làm chủ", ["Lê", "Tám"]),
        ("HTX Sơn Ca (Nguyễn Thị Hoa)", ["Nguyễn", "Hoa"]),
        ("HTX Sơn Ca - Nguyễn Thị Hoa", ["Nguyễn", "Hoa"]),
        ("HTX Sơn Ca - nguyễn Thị Hoa, 0905123456", ["Thị", "Hoa", "0905123456"]),
        ("Nguyễn Văn An", ["Nguyễn", "An"]),
        ("dòng 30 “Nguyễn Văn An” không có số liệu", ["Nguyễn", "An"]),
        ("HTX Sơn Ca (A Thủy)", ["Thủy"]),
        ("HTX Sơn Ca (Hà Nam Khánh)", ["Khánh"]),
        ("Lớp kế toán - Nông Thị Hoa", ["Thị", "Hoa"]),
        ("Tổ trưởng A Blưn", ["Blưn"]),
        ("người đại diện theo pháp luật: Phạm Hoàng Long", ["Phạm", "Long"]),
        ("đại diện pháp luật Đinh Y", ["Đinh"]),
        ("062085001234", ["062085001234"]),
        ("mã số “062085001234” không hợp lệ", ["062085001234"]),
        ("CCCD 062 085 001 234", ["085"]),
        ("số CCCD: 062.085.001.234", ["085"]),
        ("CMND số 233123456", ["233123456"]),
        ("CMT: 233 123 456", ["456"]),
        ("hộ chiếu B1234567", ["1234567"]),
        ("362085001234", ["362085001234"]),
        ("+84905123456", ["905123456"]),
        ("22 (theo bà Rơ Châm 0905123456)", ["Châm", "0905123456"]),
        ("Đang triển khai, gọi ông Siu Pyưng ĐT 0905.123.456", ["Siu", "456"]),
        ("+84 905 123 456", ["905", "456"]),
        ("zalo 0905-12-34-56", ["0905", "34"]),
        ("ĐT: 3862123", ["3862123"]),
        ("liên hệ nguyenvanan@gmail.com", ["nguyenvanan"]),
        (unicodedata.normalize("NFD", "Giám đốc Nguyễn Văn An"), ["Nguy", "An"]),
    ],
)
def test_persons_are_hidden(text: str, person: list[str]) -> None:
    found = hidden(text)
    assert HIDDEN in found
    assert [part for part in person if part in unicodedata.normalize("NFC", found)] == []
    assert hidden(found) == found


@pytest.mark.parametrize(
    "text",
    [
        "HTX Nguyễn Văn Trỗi",
        "HTX Bà Triệu",
        "HTX Nông nghiệp Trần Hưng Đạo, xã Hà Mòn",
        "Liên hiệp HTX Tây Nguyên (LH HTX)",
        "LH HTX Tây Nguyên",
        "QTDND Đăk Hà (huyện Đăk Hà)",
        "Biểu 2: ô K17 “Số thành viên” ghi “1.583 người”, không phải là số.",
        "6101123457",
        "6101123457-001",
        "125.000.000.000 đồng",
        "2019-12-09T16:20:00+07:00",
        "05-03-2019 12",
        "45/BC-UBND ngày 05/03/2019",
        "Chủ tịch UBND xã xác nhận",
        "mã kiểm tra 3f012345678901ab",
        "Tệp “2019/615/bao-cao.xlsx” không còn giống tệp đã vào sổ",
        "(huyện Đăk Tô)",
        "“HTX Sơn Ca” (Hà Mòn) khớp như nhau với nhiều đơn vị",
        "phường Lê Lợi (Đoàn Kết)",
        "233123456",
        "HTX DV NN xã Hà Mòn\nĐ/c: Thôn 11, Hà Mòn",
        "HỢP TÁC XÃ SẢN XUẤT - NÔNG NGHIỆP HÒA LONG",
        "Hợp tác xã Chế biến - Nông Sản Plei Kơ Bai",
        "Công ty Cổ phần - Lâm Nghiệp Ngọc Hồi",
        "Ban giám đốc, Ban kiểm soát",
        "NGƯỜI LẬP BIỂU",
        "",
    ],
)
def test_units_places_and_figures_are_not(text: str) -> None:
    assert hidden(text) == text


def test_a_code_of_ten_digits_is_a_unit_s_and_a_figure_of_twelve_is_money() -> None:
    assert hidden("0301234567", "code") == "0301234567"
    assert hidden("62085001234", "code") == HIDDEN  # a number cell has lost the zero
    assert hidden("062.085.001.234", "code") == HIDDEN
    assert hidden("6101123457-001", "code") == "6101123457-001"
    assert hidden("125000000000", "figure") == "125000000000"
    assert hidden("125000000000") == HIDDEN


def test_a_telephone_in_a_cell_for_a_figure_is_hidden_and_a_sum_is_not() -> None:
    assert hidden("22 (0905123456)", "figure") == f"22 ({HIDDEN})"
    assert hidden("062085001234 người", "figure") == f"{HIDDEN} người"
    assert hidden("125000000000", "figure") == "125000000000" and hidden("84905123456", "figure") == "84905123456"


def test_of_a_name_numbers_alone_are_hidden() -> None:
    assert hidden("Nguyễn Văn Trỗi 062085001234", "name") == f"Nguyễn Văn Trỗi {HIDDEN}"
    assert hidden("Nguyễn Văn Trỗi (ĐT 3862123)", "name") == f"Nguyễn Văn Trỗi (ĐT {HIDDEN})"
    assert hidden("Nguyễn Văn Trỗi", "name") == "Nguyễn Văn Trỗi"


@pytest.mark.parametrize("text", ["Kế toán HTX Tám", "Bồi dưỡng giám đốc HTX Nông nghiệp", "Tập huấn kế toán trưởng Quỹ (huyện Đăk Hà)"])
def test_what_a_sentence_says_of_things_stays(text: str) -> None:
    assert hidden(text, "free_text") == text
    assert hidden(f"{text}, giám đốc Nguyễn Văn An, ĐT 0905123456", "free_text") == f"{text}, giám đốc {HIDDEN}, ĐT {HIDDEN}"
