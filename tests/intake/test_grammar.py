"""A header is made of parts in any order: whatever stands beside the figure that the form means, that figure is read or its lack said."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from pipeline.intake.header_text import claim, field_of
from pipeline.intake.item_labels import labels_of
from pipeline.intake.vocabulary import Aspects
from pipeline.office.persons import HIDDEN

from .books import FORMS, ITEMS, RATINGS, REGISTRY, UNITS, YEAR, Page, csv_text, labels, page, xlsx
from .layouts import judged
from .reading import errors, findings, read, values

TOTALS = values(read(xlsx(page("total_item", ITEMS)), "total_item"), "total_item")
SEEDS = 60


@pytest.mark.parametrize("batch", range(4))
def test_no_drawn_layout_is_misread_in_silence(batch: int) -> None:
    assert [line for seed in range(batch, SEEDS, 4) for line in judged(seed)[1]] == []


@pytest.mark.parametrize(
    ("heads", "rules"),
    [
        (("*Số liệu 31/12/2018", "=Đến 30/11/2019"), []),
        (("*Thực hiện cả năm 2018", "=Thực hiện 11 tháng năm 2019", "Ước TH cả năm 2019"), []),
        (("*Chính thức 2018", "=Sơ bộ 2019"), ["figures_estimated"]),
        (("*Kỳ trước", "=Kỳ báo cáo"), []),
        (("Kế hoạch 2019", "=TH 2019", "*TH 2018", "So với cùng kỳ (%)", "TH/KH (%)"), []),
        (("*Năm 2018", "=TH 10 tháng 2019", "Ước thực hiện năm 2019", "Kế hoạch năm 2020"), []),
        (("*Cuối năm 2018", "=Đến ngày 05/12/2019", "Tăng, giảm"), []),
        (("*Có đến 31/12/2018", "=Có đến 31/12/2019", "Chênh lệch"), []),
        (("Năm 2017", "*Năm 2018", "=Năm 2019"), []),
        (("*Cùng kỳ năm trước", "Kế hoạch năm nay", "=Thực hiện năm nay"), []),
        (("*Thực hiện năm N-1", "=Thực hiện năm N"), []),
        (("*31/12 năm trước", "=Đến ngày báo cáo năm nay"), []),
        (("*Đầu kỳ", "=Cuối kỳ"), []),
        (("*2018", "KH giao 2019", "=Ước 2019"), ["figures_estimated"]),
        (("*Năm trước", "Kế hoạch năm 2019"), ["column_missing"]),
    ],
)
@pytest.mark.parametrize("write", [xlsx, lambda item: csv_text(item).encode()])
def test_columns_of_totals_by_their_year_and_kind(heads: tuple[str, ...], rules: list[str], write) -> None:
    """``*`` stands before the column of last year, ``=`` before this year's; what the others hold is no figure of the form."""
    cells = {(0, 0): f"Biểu 1 năm {YEAR}", (2, 0): "Chỉ tiêu", (2, 1): "Đơn vị tính"}
    for number, item in enumerate(ITEMS, start=3):
        cells |= {(number, 0): item["label"], (number, 1): item["unit_text"]}
        for column, head in enumerate(heads, start=2):
            cells[2, column] = head.lstrip("*=")
            cells[number, column] = item[{"*": "previous_value", "=": "value"}.get(head[0], "")] if head[0] in "*=" else 900 + number
    parsed = read(write(Page("Biểu 1", cells)), "total_item")
    found = values(parsed, "total_item")
    assert errors(parsed) == rules
    assert found["previous_value"] == TOTALS["previous_value"]
    assert found["value"] == (TOTALS["value"] if rules != ["column_missing"] else [None] * len(ITEMS))


@pytest.mark.parametrize(
    "head",
    [
        "Tên HTX, địa chỉ",
        "Tên HTX, LHHTX, QTDND, THT",
        "Tên đầy đủ của HTX",
        "HTX",
        "Tên gọi",
        "Hợp tác xã, tổ hợp tác",
        "Tên đơn vị (HTX, THT) và địa chỉ",
        "TÊN CÁC HTX, THT TRÊN ĐỊA BÀN HUYỆN",
    ],
)
def test_a_name_s_column_however_it_is_headed(head: str) -> None:
    item = page("unit_report", UNITS).put(2, 0, head)
    parsed = read(xlsx(item), "unit_report")
    assert (errors(parsed), parsed.tables["unit_report"]["name"]) == ([], [row["name"] for row in UNITS])


@pytest.mark.parametrize(
    ("table", "field", "heads", "at"),
    [
        ("registry_unit", "charter_capital", ("Vốn điều lệ đã góp", "Vốn điều lệ đăng ký"), 1),
        ("registry_unit", "charter_capital", ("Vốn thực góp", "Vốn điều lệ"), 1),
        ("registry_unit", "registered_on", ("Ngày đăng ký thay đổi lần gần nhất", "Ngày đăng ký lần đầu"), 1),
        ("registry_unit", "registered_on", ("Ngày cấp đổi", "Ngày cấp lần đầu"), 1),
        ("rating_report", "score", ("Tổng điểm", "Điểm trừ"), 0),
    ],
)
def test_of_two_columns_the_one_that_the_form_means(table: str, field: str, heads: tuple[str, str], at: int) -> None:
    rows = REGISTRY if table == "registry_unit" else RATINGS
    item = page(table, rows, order=[name for name in labels(table) if name != field])
    width = item.width
    for column, head in enumerate(heads):
        item = item.put(item.header_row, width + column, head)
        for number, row in enumerate(rows, start=item.header_row + 1):
            if row.get(field) is not None:
                item = item.put(number, width + column, row[field] if column == at else rows[0][field])
    parsed = read(xlsx(item), table)
    plain = read(xlsx(page(table, rows)), table)
    assert values(parsed, table) == values(plain, table)


@pytest.mark.parametrize(
    ("name", "read_as"),
    [
        ("HTX Sơn Ca (Giám đốc: Nguyễn Văn A)", "HTX Sơn Ca"),
        ("HTX Sơn Ca\nGiám đốc Nguyễn Văn A", "HTX Sơn Ca"),
        ("HTX Sơn Ca\nĐT: 0905123456", "HTX Sơn Ca"),
        ("HTX Nông nghiệp\nSơn Ca", "HTX Nông nghiệp Sơn Ca"),
        ("HTX Sơn Ca, địa chỉ: thôn 2", "HTX Sơn Ca"),
        ("HTX (Nông nghiệp) Sơn Ca (mới)", "HTX (Nông nghiệp) Sơn Ca"),
        ("Không", "Không"),
        ("X", "X"),
        ("Chùa", "Chùa"),
    ],
)
def test_a_name_ends_where_a_remark_begins(name: str, read_as: str) -> None:
    parsed = read(xlsx(page("unit_report", [UNITS[0] | {"name": name}, *UNITS[1:]])), "unit_report")
    assert (errors(parsed), parsed.tables["unit_report"]["name"][0]) == ([], read_as)


def test_figures_under_no_head_are_said_with_their_range() -> None:
    item = page("unit_report", UNITS)
    for row in (3, 4, 5):
        item = item.put(row, item.width if row == 3 else item.width - 1, 700 + row)
    parsed = read(xlsx(item), "unit_report")
    (said,) = findings(parsed, "figures_without_head")
    assert said["range"] == "T4:T6"
    assert errors(parsed) == ["figures_without_head"]


def test_figures_under_no_head_are_an_error_where_a_field_is_missing() -> None:
    item = page("unit_report", UNITS)
    parsed = read(xlsx(item.put(2, list(labels("unit_report")).index("members"), "")), "unit_report")
    assert errors(parsed) == ["column_missing", "figures_of_missing_column"]


def test_a_further_column_is_named_and_remarks_are_not() -> None:
    item = page("unit_report", UNITS).put(2, 19, "Diện tích (ha)").put(3, 19, 12).put(2, 20, "Ghi chú").put(3, 20, "mới")
    parsed = read(xlsx(item), "unit_report")
    assert [(said["column"], said["value"]) for said in findings(parsed, "column_not_read")] == [("T", "Diện tích (ha)")]


def test_totals_that_add_up_are_structure_and_others_are_said() -> None:
    item = page("unit_report", UNITS).put(6, 0, "Tổng cộng").put(6, 7, 52 + 1250 + 11)
    assert read(xlsx(item), "unit_report").findings == []
    (said,) = findings(read(xlsx(item.put(6, 7, 1300)), "unit_report"), "total_differs")
    assert (said["row"], said["range"]) == (7, "H7")


def test_two_figures_in_a_cell_are_no_figure() -> None:
    parsed = read(xlsx(page("unit_report", [UNITS[0] | {"members": "31\n331"}, *UNITS[1:]])), "unit_report")
    assert (errors(parsed), parsed.tables["unit_report"]["members"][0]) == (["unreadable_number"], None)


def test_branches_are_no_units() -> None:
    parsed = read(xlsx(page("registry_unit", [*REGISTRY, REGISTRY[0] | {"registration_code": "6101123457-001"}])), "registry_unit")
    assert parsed.tables["registry_unit"]["row"] == [4, 5]
    assert [said["row"] for said in findings(parsed, "branch_row")] == [6]


def without(field: str) -> list[str]:
    return [name for name in labels("unit_report") if name != field]


def test_the_type_stands_in_the_rows_of_groups_alone() -> None:
    item = page("unit_report", UNITS, order=without("unit_type")).shifted(1, 0, start=3).put(3, 0, "I. HỢP TÁC XÃ")
    item = item.shifted(1, 0, start=5).put(5, 0, "II. Quỹ tín dụng nhân dân (1)").shifted(1, 0, start=7).put(7, 0, "III. TỔ HỢP TÁC")
    parsed = read(xlsx(item), "unit_report")
    assert (errors(parsed), parsed.tables["unit_report"]["unit_type"]) == ([], ["HTX", "QTDND", "THT"])


def test_the_commune_stands_in_the_rows_of_groups_alone() -> None:
    item = page("unit_report", UNITS, order=without("commune")).shifted(1, 0, start=3).put(3, 0, "Xã Đăk La")
    parsed = read(xlsx(item.shifted(1, 0, start=6).put(6, 0, "B. Đăk Hring")), "unit_report")
    assert (errors(parsed), parsed.tables["unit_report"]["commune"]) == ([], ["Xã Đăk La", "Xã Đăk La", "Đăk Hring"])


def test_a_sheet_for_each_type() -> None:
    pages = [page("unit_report", [row], order=without("unit_type"), name=row["unit_type"]) for row in UNITS]
    parsed = read(xlsx(*pages), "unit_report")
    assert errors(parsed) == []
    read_as = dict(zip(parsed.tables["unit_report"]["name"], parsed.tables["unit_report"]["unit_type"], strict=True))
    assert read_as == {row["name"]: row["unit_type"] for row in UNITS}


@pytest.mark.parametrize(
    ("table", "field", "written", "read_as"),
    [
        ("unit_report", "members", "52 (nữ 12)", 52),
        ("rating_report", "score", "82,5/100", 82.5),
        ("unit_report", "commune", "Thôn 2, xã Đăk La, huyện Đăk Hà", "xã Đăk La"),
        ("registry_unit", "status", "NNT đang hoạt động (đã được cấp GCN ĐKT)", "Đang hoạt động"),
        ("registry_unit", "registered_on", "2018-12-31T17:00:00.000Z", dt.date(2019, 1, 1)),
        ("registry_unit", "registered_on", "2018-12-31T23:30:00+07:00", dt.date(2018, 12, 31)),
    ],
)
def test_what_a_cell_says_beside_its_value(table: str, field: str, written: str, read_as: object) -> None:
    rows = {"unit_report": UNITS, "rating_report": RATINGS, "registry_unit": REGISTRY}[table]
    parsed = read(xlsx(page(table, [rows[0] | {field: written}, *rows[1:]])), table)
    assert (errors(parsed), parsed.tables[table][field][0]) == ([], read_as)


def test_a_person_s_number_goes_no_further() -> None:
    parsed = read(xlsx(page("unit_report", [UNITS[0] | {"registration_code": "062916158734"}, *UNITS[1:]])), "unit_report")
    assert parsed.tables["unit_report"]["registration_code"][0] is None
    (said,) = findings(parsed, "personal_number")
    assert said["value"] == HIDDEN
    assert "916158734" not in str(parsed.findings)


@pytest.mark.parametrize(
    ("table", "field", "heads"),
    [
        ("unit_report", "unit_type", "Thuộc loại hình KTTT|Loại hình đơn vị (HTX/THT)|Mô hình"),
        ("unit_report", "commune", "Trụ sở chính tại xã/phường/thị trấn|Đóng trên địa bàn xã|Địa chỉ (xã, thị trấn)"),
        ("unit_report", "operating_state", "Đang HĐ/ngừng HĐ/giải thể|Trạng thái HĐ|Hoạt động hay ngừng"),
        ("unit_report", "new_members", "TV tăng mới trong năm|Số thành viên phát triển thêm|Trong đó: TV mới gia nhập"),
        ("unit_report", "managers_trained", "CB quản lý qua lớp bồi dưỡng|Số CBQL HTX được cử đi tập huấn năm 2019|Tập huấn CBQL"),
        ("unit_report", "revenue_from_members", "DT giao dịch với TV|Trong đó từ thành viên|Doanh thu nội bộ với thành viên"),
        ("unit_report", "members", "Số thành viên (người, hộ, pháp nhân)|Thành viên (gồm cả hộ)|Số thành viên (12) = (13) + (14)"),
        ("unit_report", "managers", "Ban quản trị, điều hành (số cán bộ quản lý)"),
        ("unit_report", "workers", "Lao động (lao động thường xuyên)"),
        ("unit_report", "profit", "Lợi nhuận (lỗ ghi số âm)|Lợi nhuận ('000đ)|Lợi nhuận (trăm triệu đồng/HTX/năm)"),
        ("unit_report", "member_income", "Thu nhập b/q đầu thành viên|TN bình quân 01 TV/năm|Bình quân thu nhập của thành viên"),
        ("registry_unit", "status_on", "Thời điểm thay đổi tình trạng|Tình trạng từ ngày"),
        ("training_class", "organiser", "Đơn vị mở lớp|Cơ quan chủ trì"),
        ("task_report", "result", "Mô tả kết quả|Nội dung kết quả"),
        ("alliance_member", "left_on", "Thời điểm ra khỏi LM|Ngày rút khỏi Liên minh"),
    ],
)
def test_a_head_is_known_by_the_concepts_that_it_names(table: str, field: str, heads: str) -> None:
    assert {head: said and said[0] for head, said in _fields_of(table, heads).items()} == dict.fromkeys(heads.split("|"), field)


@pytest.mark.parametrize(
    ("table", "heads"),
    [
        (
            "unit_report",
            "Lao động thời vụ|Lao động không thường xuyên|Lao động là thành viên|Lao động qua đào tạo|Thành viên HĐQT|Số hộ liên kết",
        ),
        (
            "unit_report",
            "Doanh thu không từ thành viên|Doanh thu dịch vụ|Doanh thu bình quân|Lợi nhuận chia thành viên|Vốn góp của thành viên",
        ),
        (
            "unit_report",
            "Thu nhập|Tổng thu nhập của thành viên|Thu nhập BQ lao động/tháng|Lương bình quân|Thuế|TNBQ hộ thành viên|Số HTX|Tổng số HTX",
        ),
        (
            "unit_report",
            "Tên giám đốc|Giám đốc|Kế toán trưởng|Ngày giải thể|Ngày đăng ký thay đổi|Đăng ký lại|Chuyển đổi theo Luật 2012|Mã xã|Mới",
        ),
        (
            "unit_report",
            "Thành viên (DTTS)|Số thành viên (hộ nghèo)|CBQL (trình độ ĐH)|Doanh thu (USD)|Doanh thu (tấn)|Số HTX có lãi",
        ),
        ("registry_unit", "Ngày cấp|Ngày cấp lại|Ngày giải thể|Ngành nghề|Vốn thực góp|Tên người đại diện|Xã (cũ)"),
        ("alliance_member", "Ngày thành lập|Ngày kết nạp Đảng|Ngày ra quyết định|Số thành viên|Tham gia"),
        ("rating_report", "Điểm tự chấm|Điểm tài chính|Tự xếp loại"),
        ("training_class", "Nơi|Số học viên|Các lớp đã mở"),
    ],
)
def test_a_head_of_what_no_form_asks_for_is_no_field(table: str, heads: str) -> None:
    assert {head: said for head, said in _fields_of(table, heads).items() if said} == {}


def _fields_of(table: str, heads: str) -> dict[str, tuple[str, Aspects] | None]:
    return {head: field_of(head, FORMS, FORMS.form(table)) for head in heads.split("|")}


@pytest.mark.parametrize(
    ("title", "head", "field"),
    [
        ("Thu nhập bình quân", "Thành viên", "member_income"),
        ("Thu nhập của thành viên, lao động", "Thành viên", None),
        ("Lương bình quân", "Lao động", None),
        ("Nợ", "Thành viên", None),
        ("Lao động", "Là thành viên", None),
        ("Cán bộ quản lý", "Số HTX", None),
        ("Thu nhập BQ/năm", "/thành viên", "member_income"),
        ("Thành lập mới trong năm", "Số thành viên", None),
        ("Đào tạo, tập huấn", "Số thành viên", None),
        ("II. Thành viên, lao động", "Thành viên", "members"),
        ("Nguồn nhân lực (người)", "Thành viên", "members"),
        ("Giám đốc", "Họ tên", None),
        ("Thông tin chung", "Tên đơn vị", "name"),
        ("Địa chỉ", "Xã", "commune"),
    ],
)
def test_what_stands_above_may_make_something_else_of_a_head(title: str, head: str, field: str | None) -> None:
    said = claim(((title, True), (head, True)), FORMS, FORMS.form("unit_report"))
    assert (said and said.field) == field


@pytest.mark.parametrize(
    ("listed", "text", "word"),
    [
        ("rating", "HTX loại tốt", "Tốt"),
        ("operating_state", "Đang HĐ SXKD bình thường", "Đang hoạt động"),
        ("operating_state", "Đã giải thể trong năm", "Đã giải thể"),
        ("operating_state", "Hoạt động không hiệu quả", None),
        ("operating_state", "Chưa giải thể", None),
        ("sector", "Trồng trọt và chăn nuôi", "Nông nghiệp"),
        ("sector", "Nông nghiệp, dịch vụ", None),
        ("unit_type", "HTX, THT", None),
        ("rating", "Tốt, khá", None),
    ],
)
def test_a_word_of_a_list_among_words_that_change_nothing(listed: str, text: str, word: str | None) -> None:
    assert FORMS.words.listed_word(text, FORMS.words.by_key[listed]) == word


@pytest.mark.parametrize(
    ("label", "item"),
    [
        ("Hợp tác xã - tổng số", "I.1"),
        ("Số HTX được thành lập mới", "I.1b"),
        ("HTX làm ăn có hiệu quả", "I.1d"),
        ("Số LĐ làm việc thường xuyên trong HTX", "I.3"),
        ("Doanh thu bình quân/HTX/năm", "I.4"),
        ("Từ cao đẳng trở lên", "I.7b"),
        ("Số HTX ngừng hoạt động", None),
        ("Số thành viên là nữ", None),
        ("Tổng số thành viên HTX (hộ nghèo)", None),
        ("Tổng số HTX (kể cả QTDND)", "I.1"),
        ("Số HTX chờ giải thể", None),
        ("Số HTX có lãi", None),
        ("Số người làm công tác quản lý HTX (cán bộ quản lý)", "I.7"),
        ("CBQL trình độ đại học", None),
        ("Tỷ lệ HTX hoạt động có hiệu quả", None),
        ("CBQL đã qua đào tạo", None),
        ("CBQL có trình độ trên đại học", None),
        ("Thu nhập bình quân tháng của lao động", None),
        ("Doanh thu bình quân của thành viên", None),
    ],
)
def test_an_item_is_known_by_the_concepts_of_its_label(label: str, item: str | None) -> None:
    found = labels_of(FORMS.form("total_item"), FORMS).item(label, None, "I")
    assert (found and found.item) == item


@pytest.mark.parametrize(
    ("field", "heads"),
    [
        ("members", ("Thành viên", "Vốn vay")),
        ("managers", ("Cán bộ quản lý", "Thuế")),
        ("revenue", ("Doanh thu", "Số hộ liên kết")),
        ("workers", ("Tổng số lao động nữ", "")),
        ("profit", ("Lỗ lũy kế", "")),
    ],
)
@pytest.mark.parametrize("is_missing", [False, True])
def test_a_further_column_below_a_field_s_name_is_none_of_it(field: str, heads: tuple[str, str], is_missing: bool) -> None:
    """Beside the field's own column or in its stead; the others' heads go on over both rows."""
    order = [name for name in labels("unit_report") if not (is_missing and name == field)]
    item = page("unit_report", UNITS, order=order).shifted(1, 0, start=3)
    at = len(order)
    item = replace(item, merged=tuple((2, column, 3, column) for column in range(at + (heads[1] == ""))))
    item = item.put(2, at, heads[0]).put(3, at, heads[1])
    for row in range(4, 4 + len(UNITS)):
        item = item.put(row, at, 700 + row)
    parsed = read(xlsx(item), "unit_report")
    column = FORMS.form("unit_report").column_of(field)
    plain = read(xlsx(page("unit_report", UNITS)), "unit_report").tables["unit_report"][column]
    assert parsed.tables["unit_report"][column] == ([None] * len(UNITS) if is_missing else plain)
    assert errors(parsed) == ["column_missing"] * is_missing
