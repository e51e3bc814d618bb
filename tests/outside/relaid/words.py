"""Other offices' words for the heads of each form."""

OFFICE_WORDS = {
    "b2": dict(name="Tên tổ chức kinh tế tập thể", unit_type="Loại hình tổ chức", code="Mã số thuế", commune="Địa bàn (xã, phường, thị trấn)", sector="Ngành, lĩnh vực hoạt động", founded_on="Thời điểm thành lập", status="Hiện trạng hoạt động",
               members="Tổng số thành viên hiện có", new_members="Số thành viên kết nạp mới trong năm", workers="Số lao động làm việc thường xuyên", managers="Tổng số cán bộ quản lý", managers_trained="Số cán bộ quản lý đã qua tập huấn, bồi dưỡng trong năm",
               revenue="Tổng doanh thu", revenue_from_members="Trong đó: doanh thu từ thành viên", profit="Lãi (+), lỗ (-)", member_income="Thu nhập bình quân 1 thành viên/năm", worker_income="Thu nhập bình quân 1 lao động/năm", rating="Kết quả phân loại",
               converted_from="Phát triển lên từ tổ hợp tác nào"),
    "b3": dict(name="Tên lớp đào tạo, bồi dưỡng", organizer="Cơ quan chủ trì mở lớp", from_on="Ngày khai giảng", to_on="Ngày bế giảng", content="Nội dung chủ yếu", participants="Số cán bộ quản lý HTX dự học", women="Tr.đó: nữ"),
    "b4": dict(task="Mã số nhiệm vụ", content="Nhiệm vụ được giao", state="Tình hình thực hiện", result="Kết quả cụ thể", quantity="Số lượng đạt được", unit_of_measure="ĐVT"),
    "b5": dict(name="Tên hợp tác xã nông nghiệp", code="Mã số thuế", district="Địa bàn huyện, thành phố", score="Tổng điểm", rating="Xếp loại năm"),
    "reg": dict(code="Mã số hợp tác xã", certificate_no="Giấy chứng nhận ĐKHTX số", unit_type="Loại hình tổ chức", name="Tên hợp tác xã, liên hiệp hợp tác xã", commune="Xã (phường, thị trấn)", district="Huyện (thành phố)", commune_code="Mã đơn vị hành chính cấp xã",
                industry_code="Mã ngành chính", capital="Vốn điều lệ đăng ký", registered_on="Ngày cấp đăng ký lần đầu", converted_on="Ngày chuyển đổi, đăng ký lại (Luật HTX 2012)", status="Tình trạng pháp lý", status_on="Ngày cập nhật tình trạng"),
    "all": dict(name="Đơn vị thành viên", unit_type="Loại hình tổ chức", code="Mã số thuế", district="Địa bàn", joined_on="Ngày gia nhập", decision_no="Theo Quyết định số", left_on="Ngày ra khỏi tổ chức Liên minh"),
}
SHORT = {
    "b2": dict(name="Tên HTX/THT", unit_type="LH", code="MST", commune="Xã", sector="Lĩnh vực HĐ", founded_on="Ngày TL", status="TT hoạt động", members="Số TV", new_members="TV mới", workers="LĐTX", managers="CBQL", managers_trained="CBQL được ĐT, BD", revenue="DT", revenue_from_members="DT với TV",
               profit="LN", member_income="TNBQ TV", worker_income="TNBQ LĐ", rating="XL", converted_from="Chuyển từ THT"),
    "b3": dict(name="Lớp", organizer="ĐV tổ chức", from_on="Từ", to_on="Đến", content="Nội dung", participants="Số CBQL", women="Nữ"),
    "b4": dict(task="Mã NV", content="Nội dung NV", state="Trạng thái", result="KQ thực hiện", quantity="SL", unit_of_measure="ĐVT"),
    "b5": dict(name="HTX", code="MST", district="Huyện/TP", score="Điểm", rating="XL"),
    "reg": dict(code="MSHTX", certificate_no="Số GCN", unit_type="LH", name="Tên HTX", commune="Xã/P/TT", district="Huyện/TP", commune_code="Mã xã", industry_code="Mã ngành", capital="VĐL", registered_on="Ngày ĐK lần đầu", converted_on="Ngày ĐK lại", status="Tình trạng", status_on="Ngày TT"),
    "all": dict(name="Tên HTX", unit_type="LH", code="MST", district="Huyện/TP", joined_on="Ngày KN", decision_no="Số QĐ", left_on="Ngày ra khỏi LM"),
}
LEGEND = "Chữ viết tắt: LH: loại hình; MST: mã số thuế; TL: thành lập; TV: thành viên; LĐTX: lao động thường xuyên; CBQL: cán bộ quản lý; ĐT, BD: đào tạo, bồi dưỡng; DT: doanh thu; LN: lợi nhuận; TNBQ: thu nhập bình quân; XL: xếp loại; KN: kết nạp; VĐL: vốn điều lệ; SL: số liệu; NV: nhiệm vụ; TT: tình trạng."
OLD_LAW = {
    "b2": dict(name="Hợp tác xã, tổ hợp tác", unit_type="Loại hình kinh tế hợp tác", code="Mã số ĐKKD (mã số thuế)", commune="Trụ sở (xã, phường, TT)", sector="Ngành nghề kinh doanh", founded_on="Ngày, tháng, năm thành lập", status="Tình hình hoạt động", members="Số xã viên",
               new_members="Xã viên mới vào trong năm", workers="Lao động thường xuyên trong HTX", managers="Cán bộ quản lý HTX", managers_trained="Cán bộ quản lý được bồi dưỡng trong năm", revenue="Tổng doanh thu trong năm", revenue_from_members="Doanh thu từ xã viên", profit="Lãi thực hiện",
               member_income="Thu nhập BQ một xã viên", worker_income="Thu nhập BQ một lao động", rating="Phân loại HTX", converted_from="Tiền thân là tổ hợp tác"),
}
LONG = {
    "b2": dict(name="Họ tên, tên gọi đầy đủ của hợp tác xã, quỹ tín dụng nhân dân, liên hiệp hợp tác xã hoặc tổ hợp tác", unit_type="Thuộc loại hình (HTX, QTDND, LHHTX hay THT)", code="Mã số hợp tác xã (đồng thời là mã số thuế, gồm 10 chữ số; THT không ghi)", commune="Tên xã, phường hoặc thị trấn nơi đặt trụ sở chính",
               sector="Lĩnh vực hoạt động chính (chỉ ghi một lĩnh vực có doanh thu lớn nhất)", founded_on="Ngày thành lập (đối với THT: ngày UBND xã chứng thực hợp đồng hợp tác)", status="Tình trạng hoạt động đến thời điểm báo cáo", members="Tổng số thành viên có đến thời điểm báo cáo (người, hộ, pháp nhân)",
               new_members="Số thành viên mới gia nhập trong năm báo cáo", workers="Số lao động thường xuyên (kể cả thành viên làm việc tại đơn vị)", managers="Số cán bộ quản lý (Hội đồng quản trị, Ban giám đốc, Ban kiểm soát, kế toán)",
               managers_trained="Số cán bộ quản lý được đào tạo, bồi dưỡng, tập huấn trong năm báo cáo", revenue="Doanh thu thực hiện trong năm của đơn vị", revenue_from_members="Doanh thu thực hiện trong năm từ giao dịch với thành viên", profit="Lợi nhuận (lãi ghi dương, lỗ ghi âm) trong năm",
               member_income="Thu nhập bình quân của một thành viên trong một năm", worker_income="Thu nhập bình quân của một lao động thường xuyên trong một năm", rating="Kết quả đánh giá, xếp loại hợp tác xã của năm báo cáo", converted_from="Nếu là HTX chuyển đổi từ tổ hợp tác: ghi tên tổ hợp tác"),
    "b5": dict(name="Tên gọi của hợp tác xã nông nghiệp được đánh giá", code="Mã số hợp tác xã ghi trên giấy chứng nhận đăng ký", district="Thuộc địa bàn huyện hoặc thành phố", score="Số điểm đạt được theo thang điểm 100", rating="Kết quả xếp loại theo số điểm đạt được"),
    "all": dict(name="Tên đơn vị thành viên của Liên minh Hợp tác xã tỉnh", unit_type="Loại hình của đơn vị thành viên", code="Mã số hợp tác xã của đơn vị (nếu có)", district="Đơn vị đóng trên địa bàn huyện, thành phố", joined_on="Ngày được kết nạp vào Liên minh Hợp tác xã tỉnh", decision_no="Kết nạp theo quyết định số, ký hiệu",
                left_on="Ngày ra khỏi Liên minh Hợp tác xã tỉnh (bỏ trống nếu còn là thành viên)"),
}
ENGLISH = {
    "b2": dict(name="Name", unit_type="Type", code="Tax code", commune="Commune", sector="Sector", founded_on="Date of establishment", status="Operating status", members="Members", new_members="New members", workers="Regular workers", managers="Managers", managers_trained="Managers trained in the year", revenue="Revenue",
               revenue_from_members="Revenue from members", profit="Profit", member_income="Average income of members", worker_income="Average income of workers", rating="Rating", converted_from="Converted from group"),
    "b3": dict(name="Course", organizer="Organizer", from_on="From", to_on="To", content="Content", participants="Participants", women="Of which women"),
    "b5": dict(name="Cooperative", code="Tax code", district="District", score="Score", rating="Rating"),
    "all": dict(name="Name", unit_type="Type", code="Tax code", district="District", joined_on="Date of admission", decision_no="Decision no.", left_on="Date of leaving"),
}
DB = {
    "b2": dict(name="TEN_DON_VI", unit_type="LOAI_HINH", code="MA_SO_HTX", commune="XA_PHUONG_THI_TRAN", sector="LINH_VUC", founded_on="NGAY_THANH_LAP", status="TINH_TRANG", members="SO_THANH_VIEN", new_members="THANH_VIEN_MOI", workers="LAO_DONG_THUONG_XUYEN", managers="CAN_BO_QUAN_LY",
               managers_trained="CBQL_DUOC_DAO_TAO_BOI_DUONG", revenue="DOANH_THU", revenue_from_members="DOANH_THU_VOI_THANH_VIEN", profit="LOI_NHUAN", member_income="THU_NHAP_BQ_THANH_VIEN", worker_income="THU_NHAP_BQ_LAO_DONG", rating="XEP_LOAI", converted_from="CHUYEN_DOI_TU_THT"),
    "b5": dict(name="TEN_HTX", code="MA_SO_HTX", district="HUYEN_THANH_PHO", score="DIEM", rating="XEP_LOAI"),
    "reg": dict(code="MA_SO_HTX", certificate_no="SO_GCN_DANG_KY", unit_type="LOAI_HINH", name="TEN", commune="XA_PHUONG_THI_TRAN", district="HUYEN_THANH_PHO", commune_code="MA_XA", industry_code="MA_NGANH", capital="VON_DIEU_LE", registered_on="NGAY_DANG_KY_LAN_DAU",
                converted_on="NGAY_DANG_KY_LAI_THEO_LUAT_2012", status="TINH_TRANG", status_on="NGAY_TINH_TRANG"),
    "all": dict(name="TEN", unit_type="LOAI_HINH", code="MA_SO_HTX", district="HUYEN_THANH_PHO", joined_on="NGAY_KET_NAP", decision_no="SO_QUYET_DINH", left_on="NGAY_RA_KHOI_LIEN_MINH"),
}
GROUPS = {   # upper heads over the columns of biểu 2 and the registry
    "b2": [("I. Thông tin chung", ["name", "unit_type", "code", "commune", "sector", "founded_on", "status"]), ("II. Quy mô", ["members", "new_members", "workers", "managers", "managers_trained"]),
           ("III. Kết quả sản xuất, kinh doanh", ["revenue", "revenue_from_members", "profit", "member_income", "worker_income"]), ("IV. Đánh giá", ["rating", "converted_from"])],
    "reg": [("Đăng ký", ["code", "certificate_no", "unit_type", "name"]), ("Trụ sở", ["commune", "district", "commune_code"]), ("Hoạt động", ["industry_code", "capital"]), ("Mốc thời gian", ["registered_on", "converted_on"]), ("Pháp lý", ["status", "status_on"])],
    "all": [("Đơn vị", ["name", "unit_type", "code", "district"]), ("Kết nạp", ["joined_on", "decision_no"]), ("Ra khỏi", ["left_on"])],
    "b5": [("Hợp tác xã", ["name", "code", "district"]), ("Kết quả đánh giá", ["score", "rating"])],
}
UNITS = dict(members="thành viên", new_members="thành viên", workers="người", managers="người", managers_trained="người", participants="người", women="người", score="điểm")
OWN = {   # further columns of an office's own: head, what fills it
    "director": ("Họ tên giám đốc/tổ trưởng", ["Nguyễn Văn Bình", "A Thuận", "Y Lan", "Trần Thị Hoa", "A Brol", "Phạm Quốc Dũng", "Y Hlim", "Lê Đình Sáu"]),
    "phone": ("Số điện thoại liên hệ", None), "land": ("Diện tích đất sử dụng (ha)", None), "poor": ("Số hộ nghèo tham gia", None), "product": ("Sản phẩm chủ lực", ["cà phê", "sâm dây", "mì", "rau, hoa", "cao su", "cá lồng", "gạo", "măng le"]),
    "note": ("Ghi chú", ["", "", "đã có trụ sở", "vay Quỹ hỗ trợ HTX", "", "thuê nhà", "đang xin đất", ""]),
}
