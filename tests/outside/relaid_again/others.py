"""Styles of the other forms and of whole files, and those that spoil something (must_say)."""
import unicodedata
from tests.outside.relaid_again.core import *
from tests.outside.relaid_again.units import *


# ---------- biểu 1
@style("b1", "sheet head")
def b1_nam_ngang(b, ts, R):
    "biểu 1 on its side: a column an item, a row a year"
    for t in ts:
        t.own["lay"] = lambda g, t, r, c0, p: [g.put(r, c0, "Năm", True)] and [[g.put(r, c0 + i, f"{x['label']} ({x['uom']})", True), g.put(r + 1, c0 + i, x["prev"]), g.put(r + 2, c0 + i, x["cur"])] for i, x in enumerate(t.recs, 1)] and (g.put(r + 1, c0, b.year - 1), g.put(r + 2, c0, b.year)) and r + 3


@style("b1", "body")
def b1_xen_chi_tieu(b, ts, R):
    "no item codes; roman groups, own items in between (xã có HTX, vốn bình quân, HTX ứng dụng CNC)"
    for t in ts:
        t.body, n = [], 0
        for r in t.recs:
            it = r["item"]
            if it in ("I.1", "II.1", "III.1"):
                t.body.append(("l", {"item": it.split(".")[0], "label": {"I": "HỢP TÁC XÃ", "II": "LIÊN HIỆP HỢP TÁC XÃ", "III": "TỔ HỢP TÁC"}[it.split(".")[0]]}))
                n = 0
            if it[-1].isdigit() or it == "I.6x":
                n += 1
                r["_s"] = str(n)
            else:
                r["_s"] = "-"
            t.body.append(("r", r))
            if it == "I.1":
                t.body.append(("l", {"item": "-", "label": "Số xã, phường, thị trấn có HTX", "uom": "xã", "prev": 6, "cur": 7}))
            if it == "I.3":
                t.body.append(("l", {"item": "*", "label": "Vốn điều lệ bình quân một HTX", "uom": "triệu đồng", "prev": 812.5, "cur": 835}))
        t.col("item").get = lambda r: r["_s"]


@style("b1", "head")
def b1_nhieu_cot(b, ts, R):
    "TH năm trước | KH năm nay | TH 6 tháng | TH cả năm | so sánh %, two storeys"
    for t in ts:
        y = b.year
        sm = lambda k: (lambda r: None if r["cur"] is None else (round(r["cur"] * k) if isinstance(r["cur"], int) else round(r["cur"] * k, 2)))
        t.col("prev").head = [f"Thực hiện năm {y - 1}"]
        t.col("cur").head = [f"Năm {y}", "Thực hiện cả năm"]
        t.cols[-1:] = [Col(None, [f"Năm {y}", "Kế hoạch"], sm(1.1), "text"), Col(None, [f"Năm {y}", "Thực hiện 6 tháng đầu năm"], sm(.5), "text"), t.col("cur"),
                       Col(None, ["So sánh (%)", f"TH {y}/TH {y - 1}"], lambda r: round(100 * r["cur"] / r["prev"], 1) if r["prev"] and r["cur"] is not None else None, "text")]


B1W = {"I.1": "Số HTX hiện có trên địa bàn (kể cả QTDND)", "I.1a": "Trong đó số HTX còn hoạt động", "I.1b": "Số HTX mới ra đời trong năm", "I.1c": "Số HTX giải thể trong năm", "I.1d": "Số HTX làm ăn có hiệu quả", "I.2": "Thành viên HTX (tổng số)", "I.2a": "Thành viên HTX mới kết nạp", "I.3": "Số lao động làm việc thường xuyên tại HTX", "I.4": "Bình quân doanh thu 1 HTX", "I.5": "Bình quân lợi nhuận (lãi) 1 HTX",
       "I.6": "TNBQ 1 lao động thường xuyên", "I.6x": "TNBQ 1 thành viên", "I.7": "Cán bộ quản lý HTX (tổng số)", "I.7a": "CBQL HTX có trình độ sơ cấp, trung cấp", "I.7b": "CBQL HTX có trình độ cao đẳng, đại học, trên đại học", "I.8": "CBQL HTX được tập huấn, bồi dưỡng trong năm", "II.1": "Số liên hiệp HTX hiện có", "II.1b": "Liên hiệp HTX mới ra đời", "III.1": "Số tổ hợp tác hiện có", "III.1a": "Số THT mới ra đời trong năm", "III.1b": "Số THT được UBND xã chứng thực hợp đồng", "III.2": "Thành viên (tổ viên) THT - tổng số"}


@style("b1", "head body")
def b1_tu_khac(b, ts, R):
    "every item in other words, running numbers 1–22, heads 'Đến 31/12/…' and 'Đến 30/11/…'"
    for t in ts:
        t.col("label").get = lambda r: B1W[r["item"]]
        t.col("item").get = lambda r: r["_n"] + 1
        t.col("label").head, t.col("uom").head, t.col("prev").head, t.col("cur").head = ["Nội dung"], ["ĐVT"], [f"Số liệu đến 31/12/{b.year - 1}"], [f"Số liệu đến 30/11/{b.year}"]


@style("b1", "sheet")
def b1_ba_bang(b, ts, R):
    "three tables: A. hợp tác xã, B. liên hiệp, C. tổ hợp tác, each with its head; this year before last"
    for t in ts:
        out = []
        for a, (k, rs) in zip(("A. HỢP TÁC XÃ", "B. LIÊN HIỆP HỢP TÁC XÃ", "C. TỔ HỢP TÁC"), group(t.recs, lambda r: r["item"].split(".")[0]).items()):
            x = t.clone(rs)
            x.cols[3], x.cols[4] = x.cols[4], x.cols[3]
            x.title = (t.title + "\n" if not out else "") + a
            if out:
                x.top = [[]]
            out.append(x)
        b.replace(t, ("Biểu 1", out))


@style("b1", "sheet")
def b1_hai_nua(b, ts, R):
    "items 1–11 in the left half, 12–22 in the right, one head over each"
    for t in ts:
        a, z = t.clone(t.recs[:11]), t.clone(t.recs[11:])
        z.top, z.title, z.unit_text = [[]], " ", ""
        b.replace(t, ("Biểu 1", [a, z], True))


@style("b1", "head")
def b1_don_vi_trong_ten(b, ts, R):
    "no unit column: the unit in brackets behind the item; main items and sub-items in two columns"
    for t in ts:
        t.drop("uom")
        i = t.ix("label")
        main = lambda r: r["item"][-1].isdigit() or r["item"] == "I.6x"
        t.cols[i:i + 1] = [Col("label~1", ["Chỉ tiêu"], lambda r: f"{r['label']} ({r['uom']})" if main(r) else None), Col("label~2", [""], lambda r: None if main(r) else f"{r['label']} ({r['uom']})")]


@style("b1", "unit")
def b1_tien_dong_khac(b, ts, R):
    "money items in other units than the form's, told in the unit column: tỷ đồng, nghìn đồng, đồng"
    for t in ts:
        u = {"I.4": ("tỷ đồng", 1000, 0), "I.5": ("nghìn đồng", 1, 1000), "I.6": ("đồng/tháng", 1, 1), "I.6x": ("nghìn đồng/người/năm", 1, 1000)}
        u.pop("I.6")
        for r in t.recs:
            if r["item"] in u:
                w, dv, ml = u[r["item"]]
                r["uom"] = w
                for f in ("prev", "cur"):
                    if r[f] is not None:
                        q = Decimal(str(r[f])) / dv if dv > 1 else Decimal(str(r[f])) * ml
                        r[f] = int(q) if q == int(q) else float(q)


# ---------- biểu 3
@style("b3", "head date")
def b3_thoi_gian_mot_o(b, ts, R):
    "time in one cell 'từ ngày 19/4 đến 21/4/2019', other words for all heads"
    for t in ts:
        i = t.ix("from_on")
        t.cols[i:i + 2] = [Col("time", "Thời gian tổ chức", lambda r: f"Ngày {r['from_on']:%d/%m/%Y}" if r["from_on"] == r["to_on"] else f"{r['from_on']:%d/%m/%Y} - {r['to_on']:%d/%m/%Y}", "text")]
        relabel(t, name="Khóa tập huấn", organizer="Cơ quan chủ trì", content="Chuyên đề", participants="Học viên là CBQL HTX", women="Nữ")


@style("b3", "head")
def b3_nam_nu(b, ts, R):
    "men | women | total, other learners beside, total row"
    for t in ts:
        w = "Số CBQL HTX tham dự"
        i = t.ix("participants")
        t.cols[i:i + 2] = [Col("_m", [w, "Nam"], lambda r: None if None in (r["participants"], r["women"]) else r["participants"] - r["women"], "int"), Col("women", [w, "Nữ"]), Col("participants", [w, "Cộng"]), Col(None, "Đối tượng khác (thành viên, cán bộ xã)", lambda r: 5 + r["_n"], "text")]
        t.body.append(("l", {"name": f"Cộng: {len(t.recs)} lớp", "participants": sum(r["participants"] or 0 for r in t.recs), "women": sum(r["women"] or 0 for r in t.recs), "_m": sum((r["participants"] or 0) - (r["women"] or 0) for r in t.recs)}))


@style("b3", "body")
def b3_nhom_don_vi(b, ts, R):
    "grouped by organiser, who stands in the group row alone"
    for t in ts:
        t.drop("organizer")
        bands(t, lambda r: r["organizer"], lambda i, k, rs: f"{ROM[i]}. Đơn vị tổ chức: {k} ({len(rs)} lớp)")


# ---------- biểu 4
@style("b4", "head")
def b4_danh_dau(b, ts, R):
    "the state ticked with X in three columns; quantity and unit in one cell"
    for t in ts:
        ticks(t, "state", ["Hoàn thành", "Đang thực hiện", "Chưa thực hiện"], "Tiến độ thực hiện", "X")
        t.drop("unit_of_measure")
        t.col("quantity").get = lambda r: f"{r['quantity']} {r['unit_of_measure']}" if r["quantity"] is not None else (f"- {r['unit_of_measure']}" if r["unit_of_measure"] else None)
        t.col("quantity").kind = "text"


@style("b4", "body head")
def b4_theo_diem(b, ts, R):
    "grouped by the directive's points: 'Điểm 1' in the group row, the letter alone before its tasks"
    for t in ts:
        t.body = []
        for k, rs in group(t.recs, lambda r: r["task"].split(".")[0]).items():
            if len(rs) == 1 and "." not in rs[0]["task"]:
                t.body.append(("r", rs[0]))
                continue
            t.body.append(("l", {"task": k, "content": f"Điểm {k} Văn bản 765/VP-KTTH"}))
            t.body += [("r", r) for r in rs]
        t.col("task").get = lambda r: r["task"].split(".")[-1] if "." in r["task"] else r["task"]


@style("b4", "head")
def b4_ma_trong_noi_dung(b, ts, R):
    "no code column: the code stands before the content ('Nhiệm vụ 1.a: …'); other words"
    for t in ts:
        t.cols[0] = Col("stt", "TT", lambda r: r["_n"] + 1, "text")
        t.col("content").get = lambda r: f"Nhiệm vụ {r['task']}: {r['content']}"
        relabel(t, content="Nhiệm vụ được giao tại Văn bản 765/VP-KTTH", state="Tình hình thực hiện", result="Kết quả đạt được", quantity="Số lượng", unit_of_measure="ĐVT")


@style("b4", "head order")
def b4_dao_cot_cot_them(b, ts, R):
    "columns in another order with lead, deadline and difficulties between"
    for t in ts:
        t.cols = [t.col(f) for f in ("content", "quantity", "unit_of_measure", "task", "result", "state")]
        t.cols.insert(1, Col(None, "Phòng chuyên môn chủ trì", lambda r: "Phòng TC-KH"))
        t.cols.insert(3, Col(None, "Thời hạn", lambda r: f"Quý {r['_n'] % 4 + 1}/{b.year}"))
        t.cols.append(Col(None, "Khó khăn, vướng mắc", lambda r: "Thiếu kinh phí" if r["_n"] % 3 == 0 else None))


@style("b4", "num head")
def b4_so_chu(b, ts, R):
    "quantities as text (05; 24 lớp), states in capitals or with a number before (1. Hoàn thành)"
    for t in ts:
        t.col("quantity").out = lambda v, r: f"0{v}" if isinstance(v, int) and v < 10 else f"{v} {r['unit_of_measure'] or ''}".strip()
        t.col("state").out = lambda v, r: v.upper() if r["_n"] % 2 else {"Hoàn thành": "1. ", "Đang thực hiện": "2. ", "Chưa thực hiện": "3. "}[v] + v


@style("b4", "sheet")
def b4_phieu(b, ts, R):
    "a slip a task: label in the first column, answer in the second, one block below another"
    for t in ts:
        def lay_(g, t, r, c0, places):
            for x in t.recs:
                for c in t.cols:
                    g.put(r, c0, c.head[-1], True)
                    g.put(r, c0 + 1, t.value(c, x))
                    r += 1
                r += 1
            return r
        t.own["lay"] = lay_


@style("b4", "body")
def b4_trang_thai_nhom(b, ts, R):
    "grouped by state, which stands in the group row alone with its count"
    for t in ts:
        t.drop("state")
        bands(t, lambda r: r["state"], lambda i, k, rs: f"{ROM[i]}. {k.upper()} ({len(rs)} nhiệm vụ)")


# ---------- biểu 5
@style("b5", "head")
def b5_danh_dau_diem(b, ts, R):
    "ratings ticked; the score's six parts beside its total"
    for t in ts:
        ticks(t, "rating", RATE[:4], "Xếp loại HTX", "x")
        i = t.ix("score")
        ws = (.2, .15, .2, .15, .1)
        part = lambda r, j: round(r["score"] * ws[j], 1)
        t.col("score").head = ["Chấm điểm theo TT 09/2017/TT-BNNPTNT", "Tổng điểm"]
        t.cols[i:i] = [Col(None, ["Chấm điểm theo TT 09/2017/TT-BNNPTNT", f"TC{j + 1}"], (lambda r, j=j: None if r["score"] is None else part(r, j) if j < 5 else round(r["score"] - sum(part(r, q) for q in range(5)), 1)), "text") for j in range(6)]


@style("b5", "body")
def b5_nhom_huyen(b, ts, R):
    "grouped by district, which stands in the group row alone; ratings abbreviated TB"
    for t in ts:
        t.drop("district")
        t.cols.insert(0, Col("stt", "TT", lambda r: r["_n"] + 1, "text"))
        bands(t, lambda r: r["district"], lambda i, k, rs: ROM[i], restart=True)
        it = iter(group(t.recs, lambda r: r["district"]).items())
        for x in t.body:
            if x[0] == "l":
                k, rs = next(it)
                x[1]["name"] = f"{k.upper()}: {len(rs)} HTX"
        t.col("rating").out = lambda v, r: {"Trung bình": "TB"}.get(v, v)


@style("b5", "body")
def b5_nhom_loai(b, ts, R):
    "grouped by rating, which stands in the group row alone: 'HTX xếp loại Khá (65 đến dưới 80 điểm)'"
    for t in ts:
        t.drop("rating")
        bt = {"Tốt": "từ 80 đến 100 điểm", "Khá": "từ 65 đến dưới 80 điểm", "Trung bình": "từ 50 đến dưới 65 điểm", "Yếu": "dưới 50 điểm"}
        bands(t, lambda r: r["rating"], lambda i, k, rs: f"{ROM[i]}. HTX xếp loại {k} ({bt.get(k, 'chưa đủ điều kiện')}): {len(rs)} HTX")


@style("b5", "sheet")
def b5_trang_tung_huyen(b, ts, R):
    "a sheet per district named by it, no district column"
    for t in ts:
        out = []
        for k, rs in group(t.recs, lambda r: r["district"]).items():
            x = t.clone(rs)
            x.drop("district")
            x.title = f"Biểu 5. Kết quả xếp loại HTX nông nghiệp năm {b.year} - {k}"
            out.append((k, [x]))
        b.replace(t, *out)


# ---------- registry
@style("reg", "body")
def reg_nhom_huyen(b, ts, R):
    "grouped by district, in the group row alone; capital summed"
    for t in ts:
        t.drop("district")
        bands(t, lambda r: r["district"], lambda i, k, rs: f"{ROM[i]}. {k.upper()} - {len(rs)} đơn vị")


@style("reg", "head")
def reg_tu_khac(b, ts, R):
    "heads in the registration system's own words"
    for t in ts:
        relabel(t, registration_code="Mã số doanh nghiệp/HTX (MST)", certificate_no="Số giấy chứng nhận ĐKHTX cũ", unit_type="Loại hình tổ chức", name="Tên HTX viết bằng tiếng Việt", commune="Địa chỉ trụ sở: xã/phường/TT", district="Địa chỉ trụ sở: huyện/TP", commune_code="Mã ĐVHC cấp xã", industry_code="Ngành nghề chính (VSIC cấp 4)",
                charter_capital_vnd="Tổng vốn điều lệ", registered_on="Ngày cấp GCN lần đầu", converted_on="Ngày cấp đổi theo Luật HTX 2012", status="Trạng thái pháp lý", status_on="Ngày cập nhật trạng thái")


@style("reg", "head")
def reg_dia_chi_mot_o(b, ts, R):
    "address in one cell: 'Xã X, Huyện Y, tỉnh Kon Tum'"
    for t in ts:
        i = t.ix("commune")
        t.cols[i:i + 2] = [Col("address", "Địa chỉ trụ sở chính", lambda r: ", ".join(x for x in (r["commune"], r["district"], "tỉnh Kon Tum") if x))]


@style("reg", "sheet")
def reg_trang_tung_huyen(b, ts, R):
    "a sheet per district, units of capital in triệu đồng"
    for t in ts:
        out = []
        for k, rs in group(t.recs, lambda r: r["district"]).items():
            x = t.clone(rs)
            x.unit = "triệu đồng"
            x.title = t.title + f" - {k}"
            out.append((k, [x]))
        b.replace(t, *out)


@style("reg", "head date")
def reg_ngay_tung_trang_thai(b, ts, R):
    "a column per legal status whose cell holds the day of that status"
    for t in ts:
        i = t.ix("status")
        st = ["Đang hoạt động", "Tạm ngừng kinh doanh", "Không hoạt động tại địa chỉ đã đăng ký", "Đang làm thủ tục giải thể", "Bị thu hồi", "Đã giải thể"]
        t.cols[i:i + 2] = [Col(f"st~{s}", ["Tình trạng pháp lý (ghi ngày)", s], lambda r, s=s: (r["status_on"] or "x") if r["status"] == s else None, "date") for s in st]


@style("reg", "head date")
def reg_von_va_thay_doi(b, ts, R):
    "capital registered | paid in; registration first | changes 1 and 2"
    for t in ts:
        i = t.ix("charter_capital_vnd")
        t.col("charter_capital_vnd").head = ["Vốn điều lệ", "Đăng ký"]
        t.cols.insert(i + 1, Col(None, ["Vốn điều lệ", "Đã góp"], lambda r: None if r["charter_capital_vnd"] is None else r["charter_capital_vnd"] * 6 // 10, "money"))
        t.col("registered_on").head = ["Ngày đăng ký", "Lần đầu"]
        t.cols.insert(t.ix("registered_on") + 1, Col(None, ["Ngày đăng ký", "Thay đổi lần 1"], lambda r: dt.date(2018, r["_n"] % 12 + 1, r["_n"] % 27 + 1) if r["_n"] % 5 == 0 and r["registered_on"].year < 2017 else None, "date"))


# ---------- Alliance
@style("all", "body")
def lm_nhom_huyen(b, ts, R):
    "grouped by district in group rows; running numbers restart"
    for t in ts:
        t.drop("district")
        t.cols.insert(0, Col("stt", "TT", lambda r: r["_n"] + 1, "text"))
        bands(t, lambda r: r["district"], lambda i, k, rs: f"{ROM[i]}. {k}: {len(rs)} đơn vị", restart=True)


@style("all", "sheet")
def lm_da_ra_rieng(b, ts, R):
    "members in part I without a leaving column, those who left in part II below with it"
    for t in ts:
        on, off = [r for r in t.recs if not r["left_on"]], [r for r in t.recs if r["left_on"]]
        a, z = t.clone(on), t.clone(off)
        a.drop("left_on")
        a.title, z.title, z.top = t.title + "\nPHẦN I. ĐANG LÀ THÀNH VIÊN", "PHẦN II. ĐÃ RA KHỎI LIÊN MINH", [[]]
        b.replace(t, ("Danh sách thành viên", [a, z] if off else [a]))


@style("all", "head")
def lm_tu_khac(b, ts, R):
    "heads in other words, types ticked"
    for t in ts:
        relabel(t, name="Đơn vị thành viên", registration_code="MST", district="Địa bàn", joined_on="Gia nhập Liên minh từ", decision_no="QĐ công nhận", left_on="Thôi tham gia từ ngày")
        ticks(t, "unit_type", TYPES, "Loại hình", "x", ["HTX", "QTDND", "LH HTX", "THT"])


@style("all", "body date")
def lm_nhom_nam(b, ts, R):
    "grouped by decision day: 'Kết nạp ngày …' in the group row alone, no day column"
    for t in ts:
        t.drop("joined_on")
        t.recs.sort(key=lambda r: r["joined_on"])
        bands(t, lambda r: r["joined_on"], lambda i, k, rs: f"Ngày kết nạp: {k:%d/%m/%Y} ({len(rs)} đơn vị)")


# ---------- whole files
@style("b1 b2 b3 b4 b5 reg all", "heads_form", files="any")
def dau_muc_hoa_khong_dau(b, ts, R):
    "heads in capitals without marks, or decomposed with the old tone place, blank rows and a blank first column"
    nf = R.random() < .5
    for t in ts:
        for c in t.cols:
            c.head = [unicodedata.normalize("NFD", h) if nf else "".join(x for x in unicodedata.normalize("NFD", h.replace("đ", "d").replace("Đ", "D")) if not unicodedata.combining(x)).upper() for h in c.head]


@style("b1 b2 b3 b4 b5 reg all", "top", files="any")
def quoc_hieu_hai_cot(b, ts, R):
    "office and national motto side by side, số …/BC, place and day, 'Kèm theo Báo cáo số … ngày …'"
    for t in ts:
        n = max(4, len(t.cols) - 2)
        t.top = [[(1, t.office), (n, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")], [(1, "Số: 145/BC"), (n, "Độc lập - Tự do - Hạnh phúc")], [(n, f"Kon Tum, ngày 05 tháng 12 năm {b.year}")], [], [(1, f"(Kèm theo Báo cáo số 145/BC ngày 05/12/{b.year})")]]
        t.wide = True


@style("b1 b2 b3 b4 b5", "sheet", files="report", when=lambda b: len(b.sheets) > 1)
def mot_trang_tat_ca(b, ts, R):
    "all biểu of the report one below another on one sheet 'BC nam'"
    b.sheets = [["BC năm", b.tabs()]]


@style("b3 b4", "sheet", files="report", when=lambda b: b.tabs("b3"))
def bieu_3_4_canh_nhau(b, ts, R):
    "biểu 3 and biểu 4 side by side on one sheet"
    x = {t.kind: t for t in ts}
    b.sheets = [s for s in b.sheets if s[1][0].kind not in ("b3", "b4")] + [["Biểu 3, 4", [x["b3"], x["b4"]], True]]


@style("b1 b2 b3 b4 b5 reg all", "extra", files="any")
def trang_an_va_bia(b, ts, R):
    "a cover sheet, a hidden sheet with lists and old figures, a sheet of guidance"
    bia, dm, hd = Grid("Bìa"), Grid("DM"), Grid("Hướng dẫn")
    for r, v in ((3, ts[0].office), (6, "BÁO CÁO"), (7, f"Tình hình kinh tế tập thể năm {b.year}"), (12, f"Tháng 12/{b.year}")):
        bia.put(r, 3, v)
    for r, v in enumerate(STAT + SECT + RATE, 1):
        dm.put(r, 1, v)
        dm.put(r, 2, r)
    dm.state = "hidden"
    for r, v in enumerate(("Hướng dẫn ghi biểu", "1. Không sửa tên cột.", "2. Số liệu chưa có để trống, không ghi số 0.", "3. Gửi trước ngày 10/12."), 1):
        hd.put(r, 1, v)
    b.extra += [(0, bia), (-1, dm), (-1, hd)]


@style("b2 b5 reg all", "extra", files="any", when=lambda b: b.tabs("b2", "b5", "reg", "all"))
def trang_tong_hop(b, ts, R):
    "a pivot of counts by type or rating on its own sheet before the list, with percent"
    t = ts[0]
    f = "rating" if t.kind == "b5" else "unit_type"
    g = Grid("Pivot")
    for j, h in enumerate(("Row Labels", "Count of Tên", "%"), 1):
        g.put(3, j, h)
    n = Counter(r[f] for r in t.recs)
    for i, (k, v) in enumerate(n.items()):
        for j, x in enumerate((k, v, round(100 * v / len(t.recs), 2)), 1):
            g.put(4 + i, j, x)
    g.put(4 + len(n), 1, "Grand Total")
    g.put(4 + len(n), 2, len(t.recs))
    b.extra.append((0, g))


@style("b1 b2 b3 b4 b5 reg all", "file", files="any")
def tep_xls(b, ts, R):
    "old .xls"
    b.ext = ".xls"


@style("b1 b2 b3 b4 b5 reg all", "file", files="any")
def tep_ods(b, ts, R):
    "LibreOffice .ods"
    b.ext = ".ods"


@style("b4 reg all", "file sheet extra", files="any", when=lambda b: len(b.sheets) == 1)
def tep_csv_tcvn3(b, ts, R):
    "CSV in TCVN3 with semicolons, title lines above"
    b.ext, b.enc, b.delim = ".csv", "tcvn3", ";"


@style("b4 reg all", "file sheet extra", files="any", when=lambda b: len(b.sheets) == 1)
def tep_txt_utf16(b, ts, R):
    "'Unicode text' of Excel: UTF-16 with tabs, .txt"
    b.ext, b.enc, b.delim = ".txt", "utf-16", "\t"


@style("b1 b2 b3 b4 b5", "file sheet extra", files="report", when=lambda b: len(b.sheets) > 1)
def csv_cac_bieu_noi_tiep(b, ts, R):
    "one CSV (UTF-16, tab) with all biểu of the report one below another"
    b.sheets = [["BC", b.tabs()]]
    b.ext, b.enc, b.delim = ".csv", "utf-16", "\t"


@style("b1 b2 b3 b4 b5 reg all", "file", files="any")
def phong_vntime(b, ts, R):
    "workbook typed in TCVN3 with the font .VnTime"
    b.font = ".VnTime"


# ---------- must_say: something is hidden or spoilt
def mark(b, t, field=None, recs=None, whole=False, what="", header=False):
    b.must.append(dict(kind=t.kind, field=field, recs=[r["_n"] for r in recs] if recs is not None else None, whole=whole, what=what, tab=t))


def some(t, R, k=2, ok=lambda r: True):
    c = [r for r in t.recs if ok(r)]
    return R.sample(c, min(k, len(c)))


@style("b2 reg all b5", "body must", must=True)
def che_dong_loc(b, ts, R):
    "a filter is on: two rows are hidden"
    t = ts[0]
    rs = some(t, R)
    for r in rs:
        r["_do"] = [(HIDE, None)]
    mark(b, t, None, rs, what="hidden rows")


@style("b2 reg all b5 b4", "body must", must=True)
def gach_dong(b, ts, R):
    "two rows are struck out"
    t = ts[0]
    rs = some(t, R)
    for r in rs:
        r["_do"] = [(STRIKE, None)]
    mark(b, t, None, rs, what="struck rows")


@style("b2", "head must", must=True)
def che_cot(b, ts, R):
    "a column of figures is hidden"
    f = R.choice(["members", "revenue_vnd", "managers_trained", "member_income_vnd"])
    ts[0].own["hide_cols"] = [f]
    mark(b, ts[0], f, what="hidden column")


@style("b2 b1", "head must", must=True)
def cot_trong(b, ts, R):
    "the head of a figure stands, its column is blank"
    t = R.choice(ts)
    f = R.choice(["members", "revenue_vnd", "worker_income_vnd"]) if t.kind == "b2" else "cur"
    t.col(f).get = lambda r: None
    mark(b, t, f, whole=True, what="blank column")


@style("b2", "num must", must=True)
def hai_so_mot_o(b, ts, R):
    "two figures on two lines in a cell, in two rows"
    t, f = ts[0], R.choice(["members", "workers", "managers"])
    rs = some(t, R, 2, lambda r: r[f])
    t.col(f).out = lambda v, r: f"{v}\n{v + 3}" if r in rs else v
    mark(b, t, f, rs, what="two figures")


@style("b2", "num must", must=True)
def gach_mot_phan(b, ts, R):
    "half of a cell is struck out: 12 (struck) 15"
    t, f = ts[0], R.choice(["members", "managers"])
    rs = some(t, R, 1, lambda r: r[f])
    for r in rs:
        r["_do"] = [(RICH, f)]
    t.col(f).out = lambda v, r: f"{v} {v + 3}" if r in rs else v
    mark(b, t, f, rs, what="partly struck")


@style("b2", "unit must", must=True)
def don_vi_mau_thuan(b, ts, R):
    "two unit lines above the table contradict each other"
    t = ts[0]
    t.top = [[(1, t.office)], [(1, "(Đơn vị tính: nghìn đồng)" if t.unit != "nghìn đồng" else "(Đơn vị tính: triệu đồng)")]]
    mark(b, t, "money", whole=True, what="units contradict")


@style("b2", "head must", must=True)
def hai_cot_cung_ten(b, ts, R):
    "two columns with the same head and different figures"
    t, f = ts[0], R.choice(["members", "revenue_vnd"])
    c = t.col(f)
    t.cols.insert(t.ix("rating"), Col(None, c.head, lambda r, f=f: None if r[f] is None else r[f] + (r["_n"] % 3) * (1 if f == "members" else 10**7), c.kind))
    mark(b, t, f, whole=True, what="two equal heads")


@style("b1 b2 b4", "top must", must=True)
def co_quan_khac(b, ts, R):
    "every sheet names another office of the province"
    other = R.choice([v for k, v in OFF.items() if k != b.sender and (k.isdigit() == b.sender.isdigit())])
    for t in b.tabs():
        t.office = other.upper()
    mark(b, ts[0], None, whole=True, what="another office: " + other)


@style("b2 reg all", "body must", must=True)
def bi_cat(b, ts, R):
    "the list breaks off after two thirds, though its last line tells the full count"
    t = ts[0]
    k = len(t.recs) * 2 // 3
    gone = t.recs[k:]
    t.body = t.body[:k] + [("l", {"name": f"Tổng cộng: {len(t.recs)} đơn vị", **({"members": sum(r['members'] or 0 for r in t.recs)} if t.kind == "b2" else {})})]
    mark(b, t, None, gone, whole=True, what="cut off")


@style("b2", "head must", must=True)
def danh_dau_hai_cot(b, ts, R):
    "ratings by ticks, one row ticked twice and differently"
    t = ts[0]
    rs = some(t, R, 1, lambda r: r["rating"] in ("Tốt", "Khá"))
    ticks(t, "rating", RATE, "Xếp loại", "x")
    for w in ("Tốt", "Yếu"):
        c = t.col(f"rating~{w}")
        g = c.get
        c.get = lambda r, g=g: "x" if r in rs else g(r)
    for c in t.cols:
        if c.f and c.f.startswith("rating~") and c.f[7:] not in ("Tốt", "Yếu"):
            c.get = lambda r, g=c.get: None if r in rs else g(r)
    mark(b, t, "rating", rs, what="ticked twice")


@style("b2", "date must", must=True)
def chi_thang_nam(b, ts, R):
    "the founding day has month and year alone (5/2019)"
    t = ts[0]
    t.col("founded_on").out = lambda v, r: f"{v.month:02d}/{v.year}"
    mark(b, t, "founded_on", whole=True, what="month only")


@style("b2", "head must", must=True)
def cot_khong_ten(b, ts, R):
    "the head of a column of figures is blank"
    t, f = ts[0], R.choice(["workers", "revenue_vnd", "managers"])
    t.col(f).head = [""]
    mark(b, t, f, whole=True, what="no head")


@style("b1", "head must", must=True)
def b1_hai_cot_thuc_hien(b, ts, R):
    "two columns 'Thực hiện năm N' that differ"
    t = ts[0]
    t.cols.append(Col(None, t.col("cur").head, lambda r: None if r["cur"] is None else r["cur"] + r["_n"] % 2))
    mark(b, t, "cur", whole=True, what="two columns of one year")


@style("b2", "body must", must=True)
def loi_cong_thuc(b, ts, R):
    "#REF! and ### in cells of figures"
    t, f = ts[0], R.choice(["members", "revenue_vnd", "member_income_vnd"])
    rs = some(t, R, 2, lambda r: r[f])
    t.col(f).out = lambda v, r: ("#REF!" if r is rs[0] else "#####") if r in rs else v
    mark(b, t, f, rs, what="formula errors")


@style("b4", "body must", must=True)
def b4_bo_trong(b, ts, R):
    "biểu 4 stands with its head and tasks, states and results blank"
    t = ts[0]
    for f in ("state", "result", "quantity"):
        t.col(f).get = lambda r: None
    mark(b, t, "state", whole=True, what="blank biểu 4")
