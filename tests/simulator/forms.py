"""The forms' columns and headings, word for word as the contract prints them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Form:
    """One table: its fields, headings and kinds of value (text, word, code, count, money, date, name, commune, district, decimal)."""

    table: str
    title: str  # with {year} and {directive}
    sheet: str
    columns: tuple[tuple[str, str, str], ...]  # field, heading, kind


FORMS = {
    form.table: form
    for form in (
        Form(
            "registry_unit",
            "DANH SÁCH ĐĂNG KÝ HỢP TÁC XÃ",
            "Danh sách",
            (
                ("registration_code", "Mã số HTX", "code"),
                ("certificate_no", "Số GCN đăng ký", "text"),
                ("unit_type", "Loại hình", "word"),
                ("name", "Tên", "name"),
                ("commune", "Xã/phường/thị trấn", "commune"),
                ("district", "Huyện/thành phố", "district"),
                ("commune_code", "Mã xã", "code"),
                ("industry_code", "Mã ngành", "code"),
                ("charter_capital", "Vốn điều lệ", "money"),
                ("registered_on", "Ngày đăng ký lần đầu", "date"),
                ("converted_on", "Ngày đăng ký lại theo Luật 2012", "date"),
                ("status", "Tình trạng", "word"),
                ("status_on", "Ngày tình trạng", "date"),
            ),
        ),
        Form(
            "alliance_member",
            "DANH SÁCH THÀNH VIÊN LIÊN MINH HTX TỈNH",
            "Thành viên",
            (
                ("name", "Tên", "name"),
                ("unit_type", "Loại hình", "word"),
                ("registration_code", "Mã số HTX", "code"),
                ("district", "Huyện/thành phố", "district"),
                ("joined_on", "Ngày kết nạp", "date"),
                ("decision_no", "Số quyết định", "text"),
                ("left_on", "Ngày ra khỏi Liên minh", "date"),
            ),
        ),
        Form(
            "total_item",
            "Biểu 1. TỔNG HỢP TÌNH HÌNH KINH TẾ TẬP THỂ NĂM {year}",
            "Biểu 1",
            (
                ("item", "STT", "text"),
                ("label", "Chỉ tiêu", "text"),
                ("unit_text", "Đơn vị tính", "text"),
                ("previous_value", "Thực hiện năm {previous}", "decimal"),
                ("value", "Thực hiện năm {year}", "decimal"),
            ),
        ),
        Form(
            "unit_report",
            "Biểu 2. DANH SÁCH HTX, QTDND, LIÊN HIỆP HTX VÀ TỔ HỢP TÁC NĂM {year}",
            "Biểu 2",
            (
                ("name", "Tên đơn vị", "name"),
                ("unit_type", "Loại hình", "word"),
                ("registration_code", "Mã số HTX", "code"),
                ("commune", "Xã/phường/thị trấn", "commune"),
                ("sector", "Lĩnh vực", "word"),
                ("founded_on", "Ngày thành lập", "date"),
                ("operating_state", "Tình trạng", "word"),
                ("members", "Số thành viên", "count"),
                ("new_members", "Thành viên mới", "count"),
                ("workers", "Lao động thường xuyên", "count"),
                ("managers", "Cán bộ quản lý", "count"),
                ("managers_trained", "CBQL được đào tạo, bồi dưỡng trong năm", "count"),
                ("revenue", "Doanh thu", "money"),
                ("revenue_from_members", "Doanh thu với thành viên", "money"),
                ("profit", "Lợi nhuận", "money"),
                ("member_income", "Thu nhập BQ thành viên", "money"),
                ("worker_income", "Thu nhập BQ lao động", "money"),
                ("rating", "Xếp loại", "word"),
                ("converted_from", "Chuyển đổi từ THT", "name"),
            ),
        ),
        Form(
            "training_class",
            "Biểu 3. KẾT QUẢ ĐÀO TẠO, BỒI DƯỠNG NĂM {year}",
            "Biểu 3",
            (
                ("class_name", "Tên lớp", "text"),
                ("organiser", "Đơn vị tổ chức", "text"),
                ("start_on", "Từ ngày", "date"),
                ("end_on", "Đến ngày", "date"),
                ("content", "Nội dung", "text"),
                ("managers_attending", "Số CBQL HTX tham dự", "count"),
                ("women_attending", "Trong đó nữ", "count"),
            ),
        ),
        Form(
            "task_report",
            "Biểu 4. KẾT QUẢ THỰC HIỆN NHIỆM VỤ THEO VĂN BẢN {directive}, NĂM {year}",
            "Biểu 4",
            (
                ("task", "Mã nhiệm vụ", "text"),
                ("content", "Nội dung", "text"),
                ("state", "Trạng thái", "word"),
                ("result", "Kết quả", "text"),
                ("quantity", "Số liệu", "decimal"),
                ("unit_of_measure", "Đơn vị tính", "text"),
            ),
        ),
        Form(
            "rating_report",
            "Biểu 5. XẾP LOẠI HTX NÔNG NGHIỆP NĂM {year}",
            "Biểu 5",
            (
                ("name", "Tên HTX", "name"),
                ("registration_code", "Mã số HTX", "code"),
                ("district", "Huyện/thành phố", "district"),
                ("score", "Điểm", "decimal"),
                ("rating", "Xếp loại", "word"),
            ),
        ),
    )
}
BIEU = {1: "total_item", 2: "unit_report", 3: "training_class", 4: "task_report", 5: "rating_report"}
SIMULATED = "DỮ LIỆU MÔ PHỎNG – không phải số liệu thật"
