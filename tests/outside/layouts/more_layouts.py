#!/usr/bin/env python
"""A second catalogue: whole sheets as other offices lay them out, of every form, each with what a careful person reads.
   python -m tests.outside.layouts.more_layouts --out DIR [--seed N]      (open2/ and held2/ are written under DIR; a kind is wholly of one of them)
Written from contract.md, domain.md and the public issue alone, before the reader was looked at. All data are simulated."""
import argparse, datetime as dt, io, json, random
from pathlib import Path
from tests.outside.layouts.core import *
from tests.outside.areas import DISTRICT, COMMUNES

YEAR, OUT, KINDS, COUNT = 2019, None, [], {"open2": 0, "held2": 0}
HELD = {"b2-tieng-noi-2", "b2-hai-to", "b2-chu-khac", "b2-gop-o", "b2-nam-o-dau", "b2-tong-tren", "b1-chuyen-vi", "b1-loi-2", "b3-khac-2", "b4-khac-2", "b5-khac-2", "dk-khac-2", "lm-khac-2", "csv-2"}
#            district UBND          phòng TC-KH            phòng NN               Liên minh's form        Sở KH&ĐT               a commune's clerk
V = {
 "name": ["Tên hợp tác xã, tổ hợp tác", "Tên tổ chức KTTT", "Đơn vị (HTX, THT)", "Tên HTX/THT/LHHTX/QTDND", "Tên của tổ chức kinh tế tập thể", "HTX, tổ hợp tác"],
 "unit_type": ["Loại hình KTTT (HTX, LHHTX, THT, QTDND)", "Loại hình KT", "Loại", "Thuộc loại (HTX/LHHTX/QTDND/THT)", "Phân theo loại hình", "Là HTX hay THT"],
 "registration_code": ["Mã số thuế (mã số HTX)", "Mã số doanh nghiệp/HTX", "Số ĐKKD (MST)", "Mã số", "MS HTX", "MST HTX"],
 "commune": ["Địa chỉ (xã, thị trấn)", "Xã", "Xã, TT", "Trụ sở chính tại xã/phường/thị trấn", "Đóng trên địa bàn xã", "Ở xã nào"],
 "sector": ["Lĩnh vực, ngành nghề hoạt động", "Ngành nghề chính", "Ngành kinh tế", "Lĩnh vực hoạt động chính", "Lĩnh vực sản xuất, kinh doanh", "Ngành nghề"],
 "founded_on": ["Thời gian thành lập", "Ngày đăng ký thành lập", "Thành lập (ngày/tháng/năm)", "Ngày thành lập hoặc ngày chứng thực HĐHT", "Ngày, tháng thành lập", "Lập ngày nào"],
 "status": ["Tình trạng hoạt động của HTX", "Đang HĐ/ngừng HĐ/giải thể", "Hoạt động hay ngừng", "Tình trạng hoạt động hiện nay", "Trạng thái", "Còn hoạt động không"],
 "members": ["Tổng số thành viên (người)", "Thành viên, tổng số", "Số TV tham gia", "Thành viên tại thời điểm báo cáo", "Số lượng TV (người)", "Bao nhiêu thành viên"],
 "new_members": ["Trong đó thành viên mới", "Số TV mới tham gia trong năm", "TV tăng mới", "Thành viên mới kết nạp trong kỳ", "Số TV phát triển mới trong năm", "Thành viên mới vào"],
 "workers": ["Tổng số lao động thường xuyên (người)", "LĐ thường xuyên (người)", "Lao động làm việc TX", "Số LĐ làm việc thường xuyên trong HTX", "Số lao động có việc làm thường xuyên", "Lao động làm thường xuyên"],
 "managers": ["Tổng số cán bộ quản lý HTX (người)", "Cán bộ quản lý, tổng số", "Số CB quản lý", "Tổng số cán bộ quản lý (HĐQT, GĐ, BKS)", "Số lượng CBQL", "Cán bộ quản lý có"],
 "managers_trained": ["Số CBQL được đào tạo trong năm", "CBQL được tập huấn trong năm", "CB quản lý qua lớp bồi dưỡng trong năm", "Số cán bộ quản lý được bồi dưỡng, tập huấn", "CBQL đào tạo, bồi dưỡng năm 2019", "Cán bộ quản lý đi học trong năm"],
 "revenue_vnd": ["Doanh thu trong năm", "Tổng doanh thu năm 2019", "Doanh thu bán hàng, cung cấp dịch vụ", "Tổng doanh thu của HTX", "Doanh thu đạt được", "Doanh thu cả năm"],
 "revenue_from_members_vnd": ["Trong đó doanh thu từ thành viên", "Doanh thu từ cung ứng cho thành viên", "Doanh thu nội bộ với thành viên", "Trong đó: doanh thu cung ứng SP, DV cho thành viên", "DT giao dịch với thành viên", "Doanh thu của thành viên"],
 "profit_vnd": ["Lợi nhuận sau thuế", "Lãi (+), lỗ (-)", "Lãi ròng", "Lợi nhuận (lãi/lỗ) trong năm", "Kết quả KD: lãi (lỗ)", "Lời lỗ"],
 "member_income_vnd": ["Thu nhập bình quân 1 thành viên/năm", "TNBQ của thành viên", "Thu nhập BQ đầu thành viên", "Thu nhập bình quân của thành viên HTX", "Thu nhập b/q thành viên", "Thu nhập một thành viên"],
 "worker_income_vnd": ["Thu nhập bình quân 1 lao động thường xuyên/năm", "TNBQ của LĐ thường xuyên", "Thu nhập BQ đầu lao động", "Thu nhập bình quân của lao động trong HTX", "Thu nhập b/q lao động", "Thu nhập một lao động"],
 "rating": ["Xếp loại HTX năm 2019", "Phân loại", "Đánh giá xếp loại", "Kết quả đánh giá, xếp loại HTX", "Xếp loại theo TT 01", "Xếp loại gì"],
 "converted_from": ["Chuyển đổi từ THT nào", "Nâng cấp từ THT", "THT tiền thân", "Tên THT trước khi chuyển đổi thành HTX", "Chuyển lên từ tổ hợp tác", "Từ THT nào lên"],
}


class X:
    def __init__(self, kind, v, seed):
        self.kind, self.v, self.folder = kind, v, "held2" if kind in HELD else "open2"
        self.R = random.Random(f"{seed}-{kind}-{v}")
        self.code = self.R.choice([c for c in DISTRICT if c not in ("608", "618")])
        self.units = district(f"{seed}{kind}{v}", self.code, YEAR)
        self.office = "UBND " + DISTRICT[self.code][0].lower() + DISTRICT[self.code][1:]
        self.place = DISTRICT[self.code].split(" ", 1)[1]


def kind(name, n):
    return lambda f: KINDS.append((name, n, f)) or f


def scale(x, unit):
    if x is None:
        return None
    q = round(x / UNITDIV[unit], 6)
    return int(q) if q == int(q) else q


def col(f, head, unit="triệu đồng", date="date", get=None):
    def plain(u):
        if f.endswith("_vnd"):
            return scale(u[f], unit)
        if f.endswith("_on") and u[f]:
            d = D.fromisoformat(u[f])
            return {"date": d, "slash": d.strftime("%d/%m/%Y"), "short": f"{d.day}/{d.month}/{d.year}", "dot": f"{d.day:02d}.{d.month:02d}.{d.year}", "y2": d.strftime("%d/%m/%y")}[date]
        return u[f]
    return Col(f, head, get or plain, total=f in COUNTS + MONEY2[:3])


def voice(k, unit="triệu đồng", date="date", fields=F2, suffix="", **heads):
    return [col(f, heads.get(f, V[f][k] + (suffix if f in MONEY2 else "")), unit, date) for f in fields]


def stt(C, head="STT", style=lambda i: i):
    n = iter(range(1, 10 ** 4))
    return [Col(None, head, lambda u: style(next(n)))] + C


def letters(C, c0=1):
    m = {}
    for i, c in enumerate(C):
        if c.field:
            m.setdefault(c.field, []).append(letter(c0 + i))
    return m


def head_of(sh, x, *lines, national=True, width=10):
    """the office's head, left and right; then title lines; returns the first free row"""
    sh.put(1, 1, x.office.upper())
    if national:
        sh.put(1, width, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True)
        sh.put(2, width, "Độc lập - Tự do - Hạnh phúc")
    for i, t in enumerate(lines):
        sh.put(3 + i, 1, t)
    return 3 + len(lines)


def foot(sh, r, x):
    sh.put(r + 1, 6, f"{x.place}, ngày 06 tháng 12 năm {YEAR}")
    sh.put(r + 2, 2, "Người lập biểu")
    sh.put(r + 2, 6, "TM. ỦY BAN NHÂN DÂN")
    sh.put(r + 3, 6, "KT. CHỦ TỊCH")
    sh.put(r + 4, 6, "PHÓ CHỦ TỊCH")


def want(pairs, fields, **over):
    rows = []
    for u, r, *s in pairs:
        d = {"row": r, **{f: u[f] for f in fields}, **over}
        rows.append({**d, **({"sheet": s[0]} if s else {})})
    return rows


def emit(x, form, sender, sheets, what, rows, cmap, ext="xlsx", sheet=True, **kw):
    case = {"form": form, "sender": sender, "year": YEAR, "sheet": None if ext == "csv" or not sheet else sheets[0].title, "kind": x.kind, "what": what, "columns": cmap, "rows": rows}
    save = {k: kw.pop(k) for k in ("sep", "enc", "before") if k in kw}
    case.update(kw)
    case.setdefault("must_say", [])
    case.setdefault("never", [])
    path = OUT / x.folder / f"{x.kind}-{x.v + 1}.{ext}"
    if ext == "csv":
        before = save.pop("before", "")
        save_csv(sheets, path, **save)
        if before:
            enc = save.get("enc", "utf-8")
            path.write_bytes(before.encode(enc) + path.read_bytes())
    else:
        {"xlsx": save_xlsx, "xls": save_xls}[ext](sheets, path)
    path.with_suffix(".json").write_text(json.dumps(case, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    COUNT[x.folder] += 1


def say(sheet, row=None, sev=("error", "warning")):
    return {"severity": list(sev), "sheet": sheet, "row": row}


def sheet2(x, C, what, *lines, title="Biểu 2", numbers=None, total=None, ext="xlsx", over=None, before_rows=None, **kw):
    sh = Sheet(title)
    r = head_of(sh, x, *(lines or ("DANH SÁCH CÁC HTX, THT TRÊN ĐỊA BÀN HUYỆN NĂM 2019", "(Biểu 2 - kèm theo Báo cáo số 215/BC-UBND ngày 06/12/2019)", "Đơn vị tính: triệu đồng")), width=max(4, len(C) - 4))
    r = put_head(sh, r + 1, C)
    for row in numbers or []:
        for i, v in enumerate(row):
            sh.put(r, 1 + i, v)
        r += 1
    if total == "top":
        put_sum(sh, r, C, x.units, {[c.field for c in C].index("name"): f"Toàn huyện {x.place}"})
        r += 1
    pairs, r = put_rows(sh, r, C, x.units)
    if total == "bottom":
        put_sum(sh, r, C, x.units, {[c.field for c in C].index("name"): "Tổng số"})
        r += 1
    foot(sh, r, x)
    rows = want(pairs, F2)
    if over:
        over(sh, pairs, rows)
    emit(x, "agency_report", x.code, [sh], what, rows, letters(C), ext, **kw)


# ================================================================== biểu 2
@kind("b2-tieng-noi", 4)
def _(x):
    C = voice(x.v, date=["date", "slash", "dot", "short"][x.v])
    if x.v % 2:
        C = stt(C, "Số TT")
    sheet2(x, C, f"lời của văn phòng {x.v + 1}", ext=["xlsx", "xlsx", "xls", "xlsx"][x.v], total=[None, "bottom", "top", None][x.v])


@kind("b2-tieng-noi-2", 2)
def _(x):
    sheet2(x, stt(voice(4 + x.v, date=["dot", "short"][x.v]), "TT"), f"lời của văn phòng {x.v + 5}", total=["bottom", None][x.v])


GROUPS = [[("name unit_type registration_code commune sector founded_on status converted_from", ("I. THÔNG TIN CHUNG",)), ("members new_members", ("II. THÀNH VIÊN, LAO ĐỘNG", "Thành viên (người)")), ("workers", ("II. THÀNH VIÊN, LAO ĐỘNG",)),
           ("managers managers_trained", ("II. THÀNH VIÊN, LAO ĐỘNG", "CBQL (người)")), ("revenue_vnd revenue_from_members_vnd", ("III. KẾT QUẢ SXKD", "Doanh thu (triệu đồng)")), ("profit_vnd", ("III. KẾT QUẢ SXKD", "Lãi, lỗ (triệu đồng)")),
           ("member_income_vnd worker_income_vnd", ("III. KẾT QUẢ SXKD", "Thu nhập bình quân (triệu đồng/người/năm)")), ("rating", ("IV. XẾP LOẠI",))],
          [("name", ()), ("commune registration_code unit_type sector", ("Thông tin về tổ chức",)), ("founded_on status", ("Tình hình thành lập, hoạt động",)), ("members new_members workers managers managers_trained", ("Nguồn nhân lực (ĐVT: người)",)),
           ("revenue_vnd revenue_from_members_vnd profit_vnd", ("Hiệu quả SXKD (ĐVT: tr.đ)",)), ("member_income_vnd worker_income_vnd", ("TNBQ (ĐVT: tr.đ/năm)",)), ("rating converted_from", ("Ghi thêm",))]]
LEAF = [{"members": "Tổng cộng", "new_members": "Mới", "workers": "LĐ thường xuyên", "managers": "Tổng cộng", "managers_trained": "Được tập huấn trong năm", "revenue_vnd": "Tổng cộng", "revenue_from_members_vnd": "Từ thành viên", "profit_vnd": "Lãi (lỗ)",
         "member_income_vnd": "Của thành viên", "worker_income_vnd": "Của LĐ thường xuyên", "rating": "Loại", "converted_from": "Từ THT nào chuyển lên"},
        {"members": "Thành viên", "new_members": "TV mới", "workers": "Lao động TX", "managers": "CBQL", "managers_trained": "CBQL được bồi dưỡng", "revenue_vnd": "Doanh thu", "revenue_from_members_vnd": "DT từ TV", "profit_vnd": "Lợi nhuận",
         "member_income_vnd": "Thành viên", "worker_income_vnd": "Lao động", "rating": "Xếp loại", "converted_from": "THT tiền thân"}]


@kind("b2-tang", 4)
def _(x):
    k = x.v % 2
    C = [col(f, top + (LEAF[k].get(f, V[f][x.v]),)) for fs, top in GROUPS[k] for f in fs.split()]
    C = stt(C)
    nums = [["A", "B"] + [str(i) for i in range(1, len(C) - 1)]] if x.v < 2 else [[None, None] + ["(%d)" % i for i in range(1, len(C) - 1)]]
    if x.v == 3:     # a unit row under the head
        nums = [[None] + [{"n": "người", "r": "tr.đ", "d": "ngày/tháng/năm"}.get("n" if c.field in COUNTS else "r" if c.field in MONEY2 else "d" if c.field == "founded_on" else "") for c in C[1:]]]
    sheet2(x, C, f"tiêu đề {[3, 2, 3, 2][x.v]} tầng, nhóm có số La Mã, đơn vị ở nhóm", "Biểu số 2", "TÌNH HÌNH HOẠT ĐỘNG CỦA HTX, THT ĐẾN 30/11/2019", numbers=nums, total="bottom" if x.v == 2 else None)


@kind("b2-don-vi-dong", 3)
def _(x):
    if x.v == 0:
        C = voice(0, "nghìn đồng", suffix=" (1.000đ)")
        sheet2(x, C, "đơn vị 1.000đ ở từng cột, không có trên bảng", "Biểu 2", "DANH SÁCH HTX, THT")
    elif x.v == 1:
        C = [col(f, V[f][1] + ("" if f not in MONEY2 else " (tỷ đồng)" if f == "revenue_vnd" else " (nghìn đồng/năm)" if "income" in f else " (trđ)"),
                 "triệu đồng" if f not in MONEY2 or f in ("revenue_from_members_vnd", "profit_vnd") else "tỷ đồng" if f == "revenue_vnd" else "nghìn đồng") for f in F2]
        sheet2(x, C, "mỗi cột một đơn vị: tỷ, triệu, nghìn", "Biểu 2", "DANH SÁCH HTX, THT")
    else:            # income a month: never the year's
        C = [col(f, V[f][2] + ("/tháng (triệu đồng/người/tháng)" if "income" in f else ""), get=(lambda u, f=f: None if u[f] is None else round(u[f] / M / 12, 3)) if "income" in f else None) for f in F2]

        def over(sh, pairs, rows):
            for d in rows:
                for f in ("member_income_vnd", "worker_income_vnd"):
                    d[f] = None if d[f] is None else round(d[f] / 12 / 1000) * 12 * 1000
        sheet2(x, C, "thu nhập ghi theo tháng", over=over, must_say_one_of=[say("Biểu 2")], concerned=[{"field": "member_income_vnd"}, {"field": "worker_income_vnd"}], or_null=["member_income_vnd", "worker_income_vnd"])


def blocks(x, sh, r, C, parts, label, below=None, c0=1, label_at=1):
    """groups of rows: label row, rows, a sum below"""
    pairs = []
    for k, (key, us) in enumerate(parts):
        sh.put(r, c0, label(k, key)[0])
        sh.put(r, c0 + label_at, label(k, key)[1], bold=True)
        r += 1
        p, r = put_rows(sh, r, C, us, c0)
        pairs += p
        if below:
            put_sum(sh, r, C, us, {label_at: below(key)}, c0)
            r += 1
    return pairs, r


def parts_by(units, f):
    seen = {}
    for u in units:
        seen.setdefault(u[f], []).append(u)
    return list(seen.items())


LONG = {"HTX": "HỢP TÁC XÃ", "QTDND": "QUỸ TÍN DỤNG NHÂN DÂN", "LHHTX": "LIÊN HIỆP HỢP TÁC XÃ", "THT": "TỔ HỢP TÁC"}


@kind("b2-khoi", 4)
def _(x):
    drop = [{"unit_type"}, {"commune"}, {"unit_type", "sector"}, {"commune"}][x.v]
    C = stt([c for c in voice(x.v) if c.field not in drop])
    sh = Sheet("Bieu so 2")
    r = put_head(sh, head_of(sh, x, "BIỂU SỐ 2: DANH SÁCH HTX, THT NĂM 2019", "Đơn vị tính tiền: triệu đồng") + 1, C)
    if x.v == 0:
        pairs, r = blocks(x, sh, r, C, parts_by(x.units, "unit_type"), lambda k, t: ("ABCD"[k], LONG[t]), lambda t: f"Cộng {LONG[t].lower()}")
    elif x.v == 1:
        pairs, r = blocks(x, sh, r, C, parts_by(x.units, "commune"), lambda k, t: (["I", "II", "III", "IV", "V", "VI"][k], f"Xã {t}".upper()), lambda t: f"Cộng xã {t}")
    elif x.v == 2:      # type, then sector below it
        pairs = []
        for k, (t, us) in enumerate(parts_by(x.units, "unit_type")):
            sh.put(r, 1, ["I", "II", "III"][k])
            sh.put(r, 2, f"{LONG[t].capitalize()}: {len(us):02d} đơn vị", bold=True)
            p, r = blocks(x, sh, r + 1, C, parts_by(us, "sector"), lambda k, s: (str(k + 1), f"Lĩnh vực {s.lower()}"))
            pairs += p
        put_sum(sh, r, C, x.units, {1: "TỔNG CỘNG TOÀN HUYỆN"})
        r += 1
    else:               # the commune's row holds its sums itself
        pairs = []
        for k, (t, us) in enumerate(parts_by(x.units, "commune")):
            sh.put(r, 1, ["I", "II", "III", "IV", "V", "VI"][k])
            put_sum(sh, r, C, us, {1: f"UBND xã {t}"})
            p, r = put_rows(sh, r + 1, C, us)
            pairs += p
    foot(sh, r, x)
    com = {u["name"]: u["_com"][2] for u in x.units}
    emit(x, "agency_report", x.code, [sh], ["loại ở dòng nhóm A, B, cộng dưới", "xã ở dòng nhóm in hoa, cộng dưới", "loại rồi lĩnh vực ở hai tầng nhóm", "số cộng nằm ngay ở dòng xã"][x.v], want(pairs, F2), letters(C))


@kind("b2-nhieu-to", 3)
def _(x):
    by = ["commune", "unit_type", "commune"][x.v]
    sheets, rows = [], []
    for key, us in parts_by(x.units, by):
        C = stt([c for c in voice(x.v) if x.v != 1 or c.field != "unit_type"])
        sh = Sheet([f"xã {key}", key, f"2.{len(sheets) + 1}"][x.v])
        t = ["DANH SÁCH HTX, THT XÃ " + key.upper(), "DANH SÁCH " + LONG.get(key, key), f"BIỂU 2. DANH SÁCH HTX, THT NĂM 2019 - XÃ {key.upper()}"][x.v]
        r = put_head(sh, head_of(sh, x, t, "ĐVT: triệu đồng") + 1, C)
        pairs, r = put_rows(sh, r, C, us)
        put_sum(sh, r, C, us, {1: "Cộng"})
        sheets.append(sh)
        rows += want([(u, n, sh.title) for u, n in pairs], F2)
    emit(x, "agency_report", x.code, sheets, ["mỗi xã một tờ, tên tờ là tên xã", "mỗi loại hình một tờ, tên tờ HTX, THT, QTDND", "mỗi xã một tờ, đánh số 2.1, 2.2"][x.v], rows, letters(C), sheet=False)


@kind("b2-hai-to", 3)
def _(x):
    """landscape: the columns go on on a second sheet, or below, with STT and name again"""
    one, two = [f for f in F2 if f not in MONEY2 + ["rating", "converted_from"]], ["name"] + MONEY2 + ["rating", "converted_from"]
    A, B = stt(voice(x.v, fields=one)), stt(voice(x.v, fields=two))
    sh = Sheet("Biểu 2")
    r = put_head(sh, head_of(sh, x, "BIỂU 2. DANH SÁCH HTX, THT NĂM 2019", "Đơn vị tính: triệu đồng") + 1, A)
    pairs, r = put_rows(sh, r, A, x.units)
    cm = letters(A)
    if x.v == 1:
        sh.put(r + 2, 1, "Biểu 2 (tiếp theo)")
        s2, r2 = sh, r + 3
    else:
        s2 = Sheet(["Biểu 2 (tiếp)", None, "Bieu 2b"][x.v])
        s2.put(1, 1, "BIỂU 2 (tiếp theo). KẾT QUẢ SẢN XUẤT KINH DOANH NĂM 2019")
        s2.put(2, 1, "Đơn vị tính: triệu đồng")
        r2 = 4
    put_rows(s2, put_head(s2, r2, B), B, x.units)
    for f, ls in letters(B).items():
        cm.setdefault(f, ls)
    emit(x, "agency_report", x.code, [sh] + ([s2] if s2 is not sh else []), ["cột tiếp ở tờ thứ hai", "cột tiếp ở bảng dưới cùng tờ", "cột tiếp ở tờ 2b"][x.v], want(pairs, F2), cm,
         must_say_one_of=[say(None, sev=("error",))], or_rows=True, concerned=[{"field": f} for f in two[1:]])


@kind("b2-o-gop", 3)
def _(x):
    """two figures of one thing in a cell, as the head says"""
    if x.v == 0:
        C = voice(0, members="Tổng số thành viên/trong đó nữ", workers="Lao động thường xuyên (trong đó nữ)")
        w = {u["name"]: x.R.randint(1, max(1, u["members"] // 3)) for u in x.units}
        for c in C:
            if c.field == "members":
                c.get = lambda u: f"{u['members']}/{w[u['name']]}"
            if c.field == "workers":
                c.get = lambda u: f"{u['workers']} (nữ {min(u['workers'], 1)})"
        sheet2(x, C, "«45/12» dưới tiêu đề Tổng số/nữ; «8 (nữ 1)»", must_say_one_of=[say("Biểu 2")], or_rows=True, concerned=[{"field": "members"}], or_null=["members"])
    elif x.v == 1:
        C = voice(1, members="Thành viên (Tổng/nữ)")
        for c in C:
            if c.field == "members":
                c.get = lambda u: f"{u['members']} TV, trong đó {u['members'] // 3} nữ"
            if c.field in ("workers", "managers"):
                c.get = lambda u, f=c.field: f"{u[f]:02d} người"
        sheet2(x, C, "«45 TV, trong đó 15 nữ», «08 người»")
    else:
        C = voice(2)
        C = [c for c in C if c.field not in ("registration_code", "founded_on")]
        C.insert(1, Col(None, "Số và ngày đăng ký", lambda u: u["registration_code"] and f"{u['registration_code']} ngày {D.fromisoformat(u['founded_on']):%d/%m/%Y}"))
        sheet2(x, C, "mã số và ngày trong một ô", must_say_one_of=[say("Biểu 2")], or_rows=True, concerned=[{"field": "founded_on"}], or_null=["founded_on", "registration_code"])


@kind("b2-lien-he", 2)
def _(x):
    C = voice(3 * x.v)
    ex = [Col(None, "Họ tên Giám đốc/Chủ tịch HĐQT", lambda u: x.R.choice(["Nguyễn Văn A", "A Blưn", "Y Hlen", "Trần Thị B"])), Col(None, "Số điện thoại", lambda u: f"09{x.R.randint(10 ** 7, 10 ** 8 - 1)}"),
          Col(None, "Vốn điều lệ (triệu đồng)", lambda u: x.R.randint(100, 3000)), Col(None, "Diện tích (ha)", lambda u: round(x.R.uniform(2, 60), 1)), Col(None, "Sản phẩm chủ lực", lambda u: x.R.choice(["cà phê", "mắc ca", "sầu riêng"])),
          Col(None, "Số hộ liên kết", lambda u: x.R.randint(0, 80)), Col(None, "Nộp ngân sách (triệu đồng)", lambda u: x.R.randint(0, 30)), Col(None, "Ghi chú", lambda u: None)]
    for i, c in enumerate(ex):
        C.insert(2 + 2 * i, c)
    sheet2(x, stt(C), "xen cột giám đốc, điện thoại, vốn, diện tích, hộ liên kết")


@kind("b2-dau", 4)
def _(x):
    mark = ["x", "X", "✓", 1][x.v]
    tick = lambda f, top, words: [Col(f, (top, h), (lambda u, w=w: mark if u[f] == w else None)) for h, w in words]
    C = []
    for c in voice(x.v):
        if x.v in (0, 3) and c.field == "status":
            C += tick("status", "Tình trạng hoạt động", [("Đang HĐ", STATUS2[0]), ("Ngừng HĐ", STATUS2[1]), ("Giải thể trong năm", STATUS2[2])])
        elif x.v in (0, 1) and c.field == "unit_type":
            C += tick("unit_type", "Loại hình", [("HTX", "HTX"), ("LH HTX", "LHHTX"), ("QTD", "QTDND"), ("Tổ hợp tác", "THT")])
        elif x.v in (1, 2) and c.field == "rating":
            C += tick("rating", "Kết quả xếp loại", [("Loại tốt", "Tốt"), ("Loại khá", "Khá"), ("Loại TB", "Trung bình"), ("Loại yếu", "Yếu"), ("Không XL", "Không xếp loại")])
        elif x.v in (2, 3) and c.field == "sector":
            C += tick("sector", "Ngành nghề", [("NN", SECTORS[0]), ("CN-TTCN", SECTORS[1]), ("XD", SECTORS[2]), ("Tín dụng", SECTORS[3]), ("TMDV", SECTORS[4]), ("GTVT", SECTORS[5]), ("Ngành khác", SECTORS[6])])
        else:
            C.append(c)
    sheet2(x, stt(C), "dấu ở loại, tình trạng, xếp loại, ngành", total="bottom" if x.v == 1 else None)


W = {"status": [{STATUS2[0]: "HĐ", STATUS2[1]: "Ngừng HĐ", STATUS2[2]: "Giải thể"}, {STATUS2[0]: "Đang hoạt động SXKD", STATUS2[1]: "Tạm ngừng hoạt động", STATUS2[2]: "Đã giải thể trong năm"}, {STATUS2[0]: "Hoạt động bình thường", STATUS2[1]: "Đã ngừng hoạt động", STATUS2[2]: "Đã giải thể (2019)"},
                {STATUS2[0]: "Đang HĐ", STATUS2[1]: "Không hoạt động", STATUS2[2]: "đã GT"}],
     "sector": [dict(zip(SECTORS, ["NN", "CN-TTCN", "XD", "TD", "TM-DV", "VT", "Lĩnh vực khác"])), dict(zip(SECTORS, ["Nông, lâm, ngư nghiệp", "Công nghiệp, tiểu thủ công nghiệp", "Xây dựng", "Quỹ tín dụng", "Thương mại, dịch vụ", "Giao thông vận tải", "khác"])),
                dict(zip(SECTORS, ["Nông - lâm nghiệp", "TTCN", "Xây dựng cơ bản", "Tín dụng", "TMDV", "Vận tải hàng hóa", "Khác"])), dict(zip(SECTORS, ["Nông lâm thủy sản", "Tiểu thủ công nghiệp", "Ngành xây dựng", "Tín dụng, ngân hàng", "Dịch vụ - Thương mại", "Vận tải hành khách", "Ngành nghề khác"]))],
     "unit_type": [{"HTX": "Hợp tác xã", "THT": "Tổ hợp tác", "QTDND": "Quỹ tín dụng", "LHHTX": "Liên hiệp HTX"}, {"HTX": "htx", "THT": "Tổ HT", "QTDND": "QTD", "LHHTX": "LH HTX"}, {"HTX": "HTX", "THT": "THT", "QTDND": "Quỹ TDND", "LHHTX": "LHHTX"},
                   {"HTX": "Hợp tác xã", "THT": "Tổ hợp tác", "QTDND": "Quỹ tín dụng nhân dân", "LHHTX": "Liên hiệp hợp tác xã"}],
     "rating": [dict(zip(RATINGS, ["tốt", "khá", "TB", "yếu", "không XL"])), dict(zip(RATINGS, ["Loại tốt", "Loại khá", "Loại trung bình", "Loại yếu", "Chưa xếp loại"])), dict(zip(RATINGS, ["Xếp loại Tốt", "Xếp loại Khá", "Xếp loại TB", "Xếp loại Yếu", "Không xếp loại"])),
                dict(zip(RATINGS, ["HTX loại tốt", "HTX loại khá", "HTX trung bình", "HTX yếu", "Không đánh giá"]))]}


def worded(C, k):
    for c in C:
        if c.field in W:
            c.get = lambda u, f=c.field: W[f][k].get(u[f], u[f])
    return C


@kind("b2-chu", 2)
def _(x):
    sheet2(x, stt(worded(voice(x.v), x.v)), "chữ của danh mục viết theo lối văn phòng")


@kind("b2-chu-khac", 2)
def _(x):
    sheet2(x, stt(worded(voice(2 + x.v), 2 + x.v)), "chữ của danh mục viết theo lối văn phòng khác")


@kind("b2-excel", 4)
def _(x):
    C = stt(voice(x.v))
    ix = {c.field: i + 1 for i, c in enumerate(C)}

    def over(sh, pairs, rows):
        if x.v == 0:        # income worked out by formula; stored
            for u, r in pairs:
                v = sh.c.get((r, ix["profit_vnd"]), (None,))[0]
                if v is not None:
                    sh.put(r, ix["profit_vnd"], f"={v}+0")
                    sh.cached[(r, ix["profit_vnd"])] = v
        elif x.v == 1:      # numbers as text with an apostrophe, formats with words
            for u, r in pairs:
                for f in ("members", "workers"):
                    sh.put(r, ix[f], str(u[f]), text=True)
                v = sh.c.get((r, ix["revenue_vnd"]), (None,))[0]
                if v is not None:
                    sh.put(r, ix["revenue_vnd"], v, fmt='#,##0.0 "tr.đ"')
        elif x.v == 2:      # an error value
            u, r = pairs[2]
            sh.put(r, ix["member_income_vnd"], "#DIV/0!")
            rows[2]["member_income_vnd"] = None
        else:               # the Vietnamese and the English comma in one column
            for k, (u, r) in enumerate(pairs):
                v = u["revenue_vnd"]
                if v is not None:
                    sh.put(r, ix["revenue_vnd"], f"{v / M:,.1f}".replace(",", "_").replace(".", ",").replace("_", "."))
    kw = dict(must_say_one_of=[say("Biểu 2")], concerned=[{"field": "member_income_vnd", "row": None}]) if x.v == 2 else {}
    if x.v == 2:
        kw["concerned"] = []
    sheet2(x, C, ["công thức có giá trị lưu", "số là chữ, định dạng có chữ", "#DIV/0! trong một ô", "1.234,5 là chữ"][x.v], over=over, **kw)


@kind("b2-gop-o", 2)
def _(x):
    """merged value cells: commune and sector down their units"""
    fs = [["commune"], ["commune", "sector"]][x.v]
    x.units.sort(key=lambda u: tuple(u[f] for f in fs))
    C = stt(voice(4))
    ix = {c.field: i + 1 for i, c in enumerate(C)}

    def over(sh, pairs, rows):
        for f in fs:
            i = 0
            while i < len(pairs):
                j = i
                same = lambda a, b: all(a[g] == b[g] for g in fs[:fs.index(f) + 1])
                while j + 1 < len(pairs) and same(pairs[j + 1][0], pairs[i][0]):
                    j += 1
                for k in range(i + 1, j + 1):
                    sh.c.pop((pairs[k][1], ix[f]), None)
                sh.merge(pairs[i][1], ix[f], pairs[j][1], ix[f])
                i = j + 1
    sheet2(x, C, "ô xã (và lĩnh vực) trộn dọc", over=over)


@kind("b2-ghi-chu", 3)
def _(x):
    C = stt(voice(x.v + 1))
    sh = Sheet("B2")
    r = put_head(sh, head_of(sh, x, "Biểu 2: DANH SÁCH HTX, THT NĂM 2019", "ĐVT: Triệu đồng; người") + 1, C)
    h = len(x.units) // 2
    a, r = put_rows(sh, r, C, x.units[:h])
    if x.v == 0:
        sh.put(r, 2, "(*) Các đơn vị dưới đây thành lập theo Luật HTX 2012")
        r += 1
    elif x.v == 1:
        put_sum(sh, r, C, x.units[:h], {1: "Cộng trang 1"})
        sh.put(r + 2, 1, "Biểu 2 (tiếp theo)")
        r = put_head(sh, r + 3, C)
    else:
        r += 2
    b, r = put_rows(sh, r, C, x.units[h:])
    put_sum(sh, r, C, x.units, {1: "Tổng cộng (I+II)"})
    sh.put(r + 1, 1, "Ghi chú: Số liệu doanh thu của 02 HTX là ước thực hiện; số thành viên lấy theo Điều lệ.")
    sh.put(r + 2, 1, "Nguồn: Phòng Tài chính - Kế hoạch huyện tổng hợp từ báo cáo của 11 xã, thị trấn.")
    foot(sh, r + 2, x)
    emit(x, "agency_report", x.code, [sh], ["ghi chú (*) giữa bảng", "trang 2 lặp tiêu đề, cộng trang", "hai dòng trống giữa bảng"][x.v], want(a + b, F2), letters(C))


@kind("b2-so-thu-tu", 3)
def _(x):
    C = voice(x.v)
    if x.v == 0:
        C = stt(C, "STT", lambda i: f"{i:02d}.")
    elif x.v == 1:
        C = stt(C, "TT", lambda i: f"1.{i}")
    else:
        n = iter(range(1, 999))
        g = C[0].get
        C[0].get = lambda u: f"{next(n)}. {g(u)}"
    sheet2(x, C, ["STT 01.", "STT 1.1, 1.2", "số thứ tự trong ô tên"][x.v])


@kind("b2-nam-o-dau", 3)
def _(x):
    R = x.R
    prev = lambda f, k=.9: (lambda u: None if u[f] is None else (max(0, u[f] - R.randint(1, 3)) if f in COUNTS else round(u[f] / M * k, 1)))
    C = []
    for c in voice(5 - x.v):
        f = c.field
        if f in ("members", "workers", "revenue_vnd", "profit_vnd"):
            h = V[f][5 - x.v]
            if x.v == 0:
                C += [Col(None, (h, "2018"), prev(f)), Col(f, (h, "2019"), c.get, c.total)]
            elif x.v == 1:
                C += [Col(None, (h, "31/12/2018"), prev(f)), Col(f, (h, "30/11/2019"), c.get, c.total), Col(None, (h, "Tăng/giảm"), lambda u, f=f: None)]
            else:
                C += [Col(f, (h, "Thực hiện"), c.get, c.total), Col(None, (h, "Kế hoạch"), prev(f, 1.2)), Col(None, (h, "Tỷ lệ %"), lambda u, f=f: f"{R.randint(80, 130)}%")]
        else:
            C.append(c)
    sheet2(x, stt(C), ["năm 2018 | 2019 dưới tiêu đề", "31/12/2018 | 30/11/2019 | tăng, giảm", "TH | KH | %"][x.v])


@kind("b2-tong-tren", 2)
def _(x):
    C = stt(voice(2 + x.v))
    sh = Sheet("BIỂU 2")
    r = put_head(sh, head_of(sh, x, "Biểu số 02", "DANH SÁCH HTX, QTDND, THT", "(Đơn vị: triệu đồng)") + 1, C)
    put_sum(sh, r, C, x.units, {1: "Tổng số"})
    r += 1
    for t, us in parts_by(x.units, "unit_type"):
        put_sum(sh, r, C, us, {1: f"Trong đó: {t}" if x.v == 0 else f"- {LONG[t].capitalize()}"})
        r += 1
    pairs, r = put_rows(sh, r, C, x.units)
    foot(sh, r, x)
    emit(x, "agency_report", x.code, [sh], "tổng và từng loại ở trên", want(pairs, F2), letters(C))


# ================================================================== biểu 1
LOI = [["Số hợp tác xã", "- Số HTX đang hoạt động", "- Số HTX thành lập mới trong năm", "- Số HTX giải thể trong năm", "- Số HTX hoạt động hiệu quả", "Tổng số thành viên hợp tác xã", "- Số thành viên mới kết nạp", "Tổng số lao động thường xuyên trong hợp tác xã",
        "Doanh thu bình quân của một hợp tác xã", "Lãi bình quân của một hợp tác xã", "Thu nhập bình quân của lao động thường xuyên trong HTX", "Thu nhập bình quân của thành viên HTX", "Tổng số cán bộ quản lý", "- Số cán bộ quản lý có trình độ sơ cấp, trung cấp",
        "- Số cán bộ quản lý có trình độ cao đẳng, đại học trở lên", "Số CBQL được đào tạo, bồi dưỡng", "Số liên hiệp hợp tác xã", "- Số LHHTX thành lập mới", "Số tổ hợp tác", "- Số THT thành lập mới", "- Số THT có đăng ký hoạt động với chính quyền xã", "Tổng số thành viên tổ hợp tác"],
       ["Tổng số HTX", "Số HTX đang hoạt động", "Số HTX thành lập mới", "Số HTX giải thể", "HTX hoạt động có hiệu quả", "Tổng số thành viên trong HTX", "Trong đó: số thành viên mới", "Tổng số LĐ thường xuyên trong HTX", "Doanh thu BQ/HTX", "Lãi BQ/HTX", "Thu nhập BQ của LĐ thường xuyên", "Thu nhập BQ của thành viên", "Tổng số CBQL HTX",
        "Số CBQL có trình độ sơ, trung cấp", "Số CBQL có trình độ cao đẳng, đại học trở lên", "CBQL được bồi dưỡng, tập huấn trong năm", "Tổng số LH HTX", "Số LH HTX thành lập mới", "Tổng số THT", "Số THT thành lập mới", "Số THT có chứng thực của UBND cấp xã", "Tổng số thành viên trong THT"],
       ["Hợp tác xã (tổng số)", "+ Đang hoạt động", "+ Thành lập mới trong năm", "+ Giải thể trong năm", "+ Hoạt động hiệu quả", "Thành viên HTX (tổng số)", "+ Kết nạp mới", "Lao động thường xuyên của HTX", "Doanh thu bình quân 01 HTX", "Lợi nhuận bình quân 01 HTX", "Thu nhập bình quân 01 lao động thường xuyên", "Thu nhập bình quân 01 thành viên",
        "Cán bộ quản lý HTX (tổng số)", "+ Trình độ sơ cấp, trung cấp", "+ Trình độ CĐ, ĐH trở lên", "Cán bộ quản lý HTX được đào tạo, bồi dưỡng", "Liên hiệp HTX (tổng số)", "+ Thành lập mới trong năm", "Tổ hợp tác (tổng số)", "+ Thành lập mới trong năm", "+ Được UBND xã chứng thực", "Thành viên THT (tổng số)"]]
ROM = {"I": "HỢP TÁC XÃ", "II": "LIÊN HIỆP HỢP TÁC XÃ", "III": "TỔ HỢP TÁC"}


def sheet1(x, heads, what, words=None, stt_of="code", groups=False, unit_col=True, title="Biểu 1", lines=("BIỂU 1. TÌNH HÌNH PHÁT TRIỂN KINH TẾ TẬP THỂ NĂM 2019",), unit_in_item=False, text=False, ext="xlsx", **kw):
    T = totals(x.units, x.R)
    sh = Sheet(title)
    C = [Col(None, "STT", None), Col(None, "Chỉ tiêu", None)] + ([Col(None, "Đơn vị", None)] if unit_col else []) + [Col(f, h, None) for h, f in heads]
    r = put_head(sh, head_of(sh, x, *lines, width=4) + 1, C)
    rows, last, k = [], None, 0
    at = 3 + unit_col
    for i, (item, label, unit) in enumerate(ITEMS):
        g = item.split(".")[0]
        if groups and g != last:
            sh.put(r, 1, g)
            sh.put(r, 2, ROM[g], bold=True)
            r, k = r + 1, 0
        last = g
        top = not item[-1].isalpha() or item == "I.6x"
        k += top
        sh.put(r, 1, {"code": item, "run": i + 1, "dash": k if top else "-", "none": None}[stt_of])
        t = LOI[words][i] if words is not None else label
        sh.put(r, 2, f"{t} ({unit})" if unit_in_item else t)
        if unit_col:
            sh.put(r, 3, unit)
        p, c = T[item]
        sc = M if item in MONEY1 else 1
        n = lambda q: int(q) if q == int(q) else round(q, 2)
        money = item in MONEY1
        for j, (h, f) in enumerate(heads):
            v = {"previous_value": n(p / sc), "value": n(c / sc), "plan": n(c / sc) + 3, "half": round(c / sc * .6, 2) if money else c // 2, "est": n(round(c / sc * 1.04 + 1, 2)) if money else c + 2, "pct": f"{x.R.randint(88, 117)},{x.R.randint(0, 9)}%", "note": None}[f]
            if text and isinstance(v, (int, float)):
                v = f"{v:,}".replace(",", "_").replace(".", ",").replace("_", ".")
            sh.put(r, at + j, v)
        rows.append({"row": r, "item": item, "previous_value": p if "previous_value" in [f for _, f in heads] else None, "value": c if "value" in [f for _, f in heads] else None})
        r += 1
    foot(sh, r, x)
    cm = {f: [letter(at + j)] for j, (_, f) in enumerate(heads) if f in ("value", "previous_value")}
    emit(x, "agency_report", x.code, [sh], what, rows, cm, ext, **kw)


@kind("b1-loi", 4)
def _(x):
    P, V_ = "previous_value", "value"
    if x.v == 0:
        sheet1(x, [("TH năm 2018", P), ("KH năm 2019", "plan"), ("TH năm 2019", V_), ("So với KH (%)", "pct"), ("So với cùng kỳ (%)", "pct"), ("Ghi chú", "note")], "lời Sở KH&ĐT, cột KH, %, ghi chú", 0, "dash", True)
    elif x.v == 1:
        sheet1(x, [("Thực hiện năm trước (2018)", P), (("Năm 2019", "Kế hoạch"), "plan"), (("Năm 2019", "Thực hiện 6 tháng"), "half"), (("Năm 2019", "Thực hiện cả năm"), V_)], "năm nay: KH | 6 tháng | cả năm", 1, "run", lines=("Phụ lục 1", "TÌNH HÌNH KINH TẾ TẬP THỂ NĂM 2019"), title="PL1")
    elif x.v == 2:
        sheet1(x, [("Năm 2019", V_), ("Năm 2018", P)], "năm nay trước, đơn vị trong ô chỉ tiêu, không cột đơn vị", 0, "none", True, unit_col=False, unit_in_item=True)
    else:
        sheet1(x, [("Có đến 31/12/2018", P), ("Có đến 30/11/2019", V_)], "có đến ngày, số là chữ kiểu Việt Nam", 1, "dash", text=True, ext="xls")


@kind("b1-loi-2", 2)
def _(x):
    P, V_ = "previous_value", "value"
    if x.v == 0:
        sheet1(x, [("Số liệu năm 2018", P), ("Số liệu năm 2019", V_), ("Tỷ lệ tăng, giảm", "pct")], "lời với dấu cộng", 2, "dash", True)
    else:
        sheet1(x, [(("Thực hiện", "2018"), P), (("Thực hiện", "2019"), V_), (("Kế hoạch", "2020"), "plan")], "Thực hiện 2018 | 2019, kế hoạch 2020", 2, "run", True)


@kind("b1-chuyen-vi", 2)
def _(x):
    """items across, years down; or communes across with the district's sum"""
    T = totals(x.units, x.R)
    sh = Sheet("Biểu 1")
    r = head_of(sh, x, "BIỂU 1. CHỈ TIÊU TỔNG HỢP NĂM 2019", width=4)
    if x.v == 0:
        sh.put(r, 1, "Năm")
        for j, (item, label, unit) in enumerate(ITEMS):
            sh.put(r, 2 + j, LOI[1][j])
            sh.put(r + 1, 2 + j, unit)
            for k in (0, 1):
                v = T[item][k] / (M if item in MONEY1 else 1)
                sh.put(r + 2 + k, 2 + j, round(v, 2) if v % 1 else int(v))
        sh.put(r + 2, 1, "Thực hiện năm 2018")
        sh.put(r + 3, 1, "Thực hiện năm 2019")
        emit(x, "agency_report", x.code, [sh], "chỉ tiêu nằm ngang, năm nằm dọc", "__any__", {}, must_say_one_of=[say("Biểu 1", sev=("error",)), say(None, sev=("error",))], all_unread=False)
    else:
        C = [Col(None, "TT", None), Col(None, "Chỉ tiêu", None), Col(None, "ĐVT", None), Col(None, "Thực hiện năm 2018", None)] + [Col(None, ("Thực hiện năm 2019", "Chia ra: xã " + c[2]), None) for c in COMMUNES[x.code][:3]] + [Col(None, ("Thực hiện năm 2019", "Toàn huyện"), None)]
        r = put_head(sh, r + 1, C)
        rows = []
        for i, (item, label, unit) in enumerate(ITEMS):
            p, c = T[item]
            sc = M if item in MONEY1 else 1
            n = lambda q: int(q) if q == int(q) else round(q, 2)
            sh.put(r, 1, item)
            sh.put(r, 2, label)
            sh.put(r, 3, unit)
            sh.put(r, 4, n(p / sc))
            if sc == 1:
                a, b = c // 3, c // 2
                for j, v in enumerate((a, b, c - a - b)):
                    sh.put(r, 5 + j, v)
            sh.put(r, 8, n(c / sc))
            rows.append({"row": r, "item": item, "previous_value": p, "value": c})
            r += 1
        emit(x, "agency_report", x.code, [sh], "năm nay chia theo xã, cột Toàn huyện", rows, {"previous_value": ["D"], "value": ["H"]})


@kind("nhieu-bieu-mot-to", 2)
def _(x):
    """biểu 1 and biểu 2 (or 2 and 3) one below the other on one sheet"""
    sh = Sheet(["Báo cáo", "Sheet1"][x.v])
    r = head_of(sh, x, "PHỤ LỤC KÈM THEO BÁO CÁO SỐ 88/BC-UBND")
    C = stt(voice(x.v))
    others = []
    if x.v == 0:
        T = totals(x.units, x.R)
        sh.put(r, 1, "Biểu 1. Các chỉ tiêu tổng hợp")
        r = put_head(sh, r + 1, [Col(None, h, None) for h in ("STT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện năm 2018", "Thực hiện năm 2019")])
        for item, label, unit in ITEMS:
            p, c = T[item]
            sc = M if item in MONEY1 else 1
            for j, v in enumerate((item, label, unit, p / sc, c / sc)):
                sh.put(r, 1 + j, v)
            others.append(r)
            r += 1
        r += 1
    sh.put(r, 1, "Biểu 2. Danh sách đơn vị (ĐVT: triệu đồng)")
    r = put_head(sh, r + 1, C)
    pairs, r = put_rows(sh, r, C, x.units)
    if x.v == 1:
        sh.put(r + 1, 1, "Biểu 3. Các lớp đào tạo, bồi dưỡng")
        B = stt([col(f, h) for f, h in zip(F3, H3[0])])
        others = [row for _, row in put_rows(sh, put_head(sh, r + 2, B), B, classes(x.code))[0]]
    emit(x, "agency_report", x.code, [sh], ["biểu 1 rồi biểu 2 cùng một tờ", "biểu 2 rồi biểu 3 cùng một tờ"][x.v], want(pairs, F2), letters(C), optional_rows=others)


# ================================================================== biểu 3, 4, 5
H3 = [["Tên lớp đào tạo, bồi dưỡng", "Đơn vị tổ chức lớp", "Ngày khai giảng", "Ngày bế giảng", "Nội dung đào tạo", "Số CBQL HTX tham gia", "Nữ"],
      ["Lớp tập huấn", "Cơ quan tổ chức", "Từ", "Đến", "Chuyên đề", "Số học viên là CBQL HTX", "Trong đó: nữ"],
      ["Khóa học", "Đơn vị chủ trì", "Bắt đầu", "Kết thúc", "Nội dung chính", "Số CBQL dự học", "Số nữ"],
      ["Tên khóa bồi dưỡng", "Nơi tổ chức (đơn vị)", "Thời gian bắt đầu", "Thời gian kết thúc", "Nội dung lớp học", "Số cán bộ quản lý HTX được cử đi", "Cán bộ nữ"],
      ["Lớp", "Đơn vị mở lớp", "Mở ngày", "Bế giảng ngày", "Học về", "CBQL HTX dự (người)", "Nữ (người)"]]


def sheet3(x, heads, what, c=None, title="Biểu 3", lines=("BIỂU 3. KẾT QUẢ ĐÀO TẠO, BỒI DƯỠNG NĂM 2019",), total=False, date="date"):
    C = stt([col(f, h, date=date) for f, h in zip(F3, heads)])
    us = c or classes(f"{x.code}{x.kind}{x.v}")
    sh = Sheet(title)
    r = put_head(sh, head_of(sh, x, *lines, width=4) + 1, C)
    pairs, r = put_rows(sh, r, C, us)
    if total:
        sh.put(r, 2, f"Tổng cộng: {len(us)} lớp")
        for c in (7, 8):
            sh.put(r, c, sum(u[F3[c - 2]] for u in us))
        r += 1
    foot(sh, r, x)
    emit(x, "agency_report", x.code, [sh], what, want(pairs, F3), letters(C))


@kind("b3-khac", 3)
def _(x):
    h = list(H3[x.v])
    if x.v == 1:
        h[2], h[3] = ("Thời gian tổ chức", "Từ ngày"), ("Thời gian tổ chức", "Đến ngày")
        h[5], h[6] = ("Số CBQL HTX tham dự", "Tổng số"), ("Số CBQL HTX tham dự", "Trong đó nữ")
    sheet3(x, h, f"lời khác {x.v}", total=x.v == 2, date=["date", "slash", "short"][x.v])


@kind("b3-khac-2", 2)
def _(x):
    sheet3(x, H3[3 + x.v], f"lời khác {x.v + 3}", total=True, date=["dot", "date"][x.v], title=["Biểu số 3", "B3"][x.v])


H4 = [["Mã NV", "Nội dung nhiệm vụ", "Tình trạng thực hiện", "Kết quả thực hiện", "Số lượng", "ĐVT"], ["Ký hiệu", "Nhiệm vụ được giao", "Tiến độ", "Kết quả đạt được", "Số liệu cụ thể", "Đơn vị"], ["Điểm", "Tên nhiệm vụ theo VB 765", "Mức độ hoàn thành", "Diễn giải kết quả", "Kết quả bằng số", "Đ.vị tính"],
      ["Mã số nhiệm vụ", "Nhiệm vụ", "Hiện trạng", "Tóm tắt kết quả", "Con số", "Đơn vị tính"]]
S4 = [{"Chưa thực hiện": "Chưa TH", "Đang thực hiện": "Đang TH", "Hoàn thành": "Đã hoàn thành"}, {"Chưa thực hiện": "chưa triển khai", "Đang thực hiện": "đang triển khai", "Hoàn thành": "đã xong"}, {"Chưa thực hiện": "Chưa", "Đang thực hiện": "Đang làm", "Hoàn thành": "HT"},
      {"Chưa thực hiện": "Chưa thực hiện được", "Đang thực hiện": "Đang tiếp tục thực hiện", "Hoàn thành": "Đã thực hiện xong"}]


def sheet4(x, k, what, order=None):
    C = [col(f, h) for f, h in zip(F4, H4[k])]
    C[2].get = lambda u: S4[k][u["state"]]
    C = stt([C[i] for i in order or range(6)], "TT")
    who = ["SCT", "SNNPTNT", "STC", "SKHDT"][k]
    us = tasks(who, x.kind)
    x.office = {"SCT": "Sở Công Thương", "SNNPTNT": "Sở Nông nghiệp và Phát triển nông thôn", "STC": "Sở Tài chính", "SKHDT": "Sở Kế hoạch và Đầu tư"}[who]
    sh = Sheet("Biểu 4")
    r = put_head(sh, head_of(sh, x, "BIỂU 4. KẾT QUẢ THỰC HIỆN NHIỆM VỤ THEO VĂN BẢN 765/VP-KTTH", width=4) + 1, C)
    pairs, r = put_rows(sh, r, C, us)
    emit(x, "agency_report", who, [sh], what, want(pairs, F4), letters(C))


@kind("b4-khac", 3)
def _(x):
    sheet4(x, x.v, f"lời và chữ trạng thái khác {x.v}", [None, [1, 0, 3, 2, 4, 5], None][x.v])


@kind("b4-khac-2", 1)
def _(x):
    sheet4(x, 3, "lời khác 3", [0, 1, 3, 4, 5, 2])


H5 = [["Tên HTX nông nghiệp", "Mã số thuế HTX", "Địa bàn (huyện, TP)", "Tổng điểm", "Xếp loại HTX"], ["Hợp tác xã", "MST", "Huyện", "Điểm đánh giá", "Loại"], ["Tên hợp tác xã nông nghiệp", "Mã số HTX (MST)", "Thuộc huyện/thành phố", "Số điểm đạt", "Kết quả xếp loại"],
      ["HTX được đánh giá", "Số ĐK HTX", "Đơn vị cấp huyện", "Tổng số điểm (tối đa 100)", "Phân loại HTX"]]


def sheet5(x, k, what, mode=None):
    us = ratings(f"{x.kind}{x.v}")
    x.office = "Sở Nông nghiệp và Phát triển nông thôn"
    C = [col(f, h) for f, h in zip(F5, H5[k])]
    if mode == "criteria":
        parts = {u["name"]: (x.R.randint(5, 25), x.R.randint(5, 20)) for u in us}
        C[3:4] = [Col(None, ("Điểm theo tiêu chí", "Tài chính"), lambda u: parts[u["name"]][0]), Col(None, ("Điểm theo tiêu chí", "Quản trị"), lambda u: parts[u["name"]][1]),
                  Col(None, ("Điểm theo tiêu chí", "Thành viên"), lambda u: u["score"] - sum(parts[u["name"]])), Col("score", ("Điểm theo tiêu chí", "Tổng điểm"), C[3].get)]
    if mode == "ticks":
        C[4:] = [Col("rating", ("Xếp loại", h), (lambda u, w=h: "x" if u["rating"] == w else None)) for h in RATINGS[:4]]
    if mode == "groups":
        us.sort(key=lambda u: u["district"])
        C = [c for c in C if c.field != "district"]
    C = stt(C)
    sh = Sheet("Biểu 5")
    r = put_head(sh, head_of(sh, x, "BIỂU 5. KẾT QUẢ ĐÁNH GIÁ, PHÂN LOẠI HTX NÔNG NGHIỆP NĂM 2019", width=4) + 1, C)
    pairs, r = blocks(x, sh, r, C, parts_by(us, "district"), lambda k, d: (["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"][k], d.upper())) if mode == "groups" else put_rows(sh, r, C, us)
    emit(x, "agency_report", "SNNPTNT", [sh], what, want(pairs, F5), letters(C))


@kind("b5-khac", 4)
def _(x):
    sheet5(x, [0, 1, 2, 0][x.v], ["lời khác", "điểm theo tiêu chí, HTX", "dấu ở xếp loại", "huyện ở dòng nhóm in hoa"][x.v], [None, "criteria", "ticks", "groups"][x.v])


@kind("b5-khac-2", 2)
def _(x):
    sheet5(x, 3, ["lời khác 2", "huyện ở dòng nhóm, lời khác"][x.v], [None, "groups"][x.v])


# ================================================================== registry, Alliance
HR = [["Mã số HTX/MST", "Số giấy chứng nhận ĐKHTX", "Loại hình tổ chức", "Tên hợp tác xã", "Xã/phường", "Quận/huyện", "Mã ĐVHC cấp xã", "Mã ngành chính (VSIC)", "Vốn điều lệ (đồng)", "Ngày cấp lần đầu", "Ngày chuyển đổi theo Luật 2012", "Tình trạng pháp lý", "Ngày cập nhật tình trạng"],
      ["MST", "Số GCN", "Loại", "Tên đầy đủ", "Phường/xã/thị trấn", "Huyện/TP", "Mã xã", "Ngành nghề chính (mã)", "VĐL (triệu đồng)", "Ngày đăng ký", "Ngày đăng ký lại", "Trạng thái", "Từ ngày"],
      ["Mã số đăng ký", "GCN đăng ký HTX số", "Loại hình HTX", "Tên tổ chức", "Xã", "Huyện, thành phố", "Mã đơn vị hành chính (xã)", "Mã ngành cấp 4", "Vốn điều lệ đăng ký (nghìn đồng)", "Ngày thành lập", "Ngày ĐK lại (Luật HTX 2012)", "Tình trạng hoạt động", "Ngày của tình trạng"],
      ["Mã định danh HTX (MST)", "Số hiệu GCN", "Hình thức", "Tên theo GCN", "Địa chỉ: xã/phường", "Địa chỉ: huyện/TP", "Mã địa bàn xã", "Mã ngành nghề", "Vốn đăng ký (đồng)", "Ngày cấp ĐKKD lần đầu", "Ngày tổ chức lại theo Luật HTX 2012", "Tình trạng HTX", "Thời điểm thay đổi tình trạng"]]
UR = ["đồng", "triệu đồng", "nghìn đồng", "đồng"]
SR = [{}, {"Đang hoạt động": "NNT đang hoạt động", "Tạm ngừng kinh doanh": "NNT tạm nghỉ kinh doanh", "Không hoạt động tại địa chỉ đã đăng ký": "NNT không hoạt động tại địa chỉ đã đăng ký", "Đang làm thủ tục giải thể": "Đang làm thủ tục giải thể", "Bị thu hồi": "Thu hồi GCN", "Đã giải thể": "Đã giải thể"},
      {"Đang hoạt động": "Hoạt động", "Tạm ngừng kinh doanh": "Tạm ngừng KD", "Không hoạt động tại địa chỉ đã đăng ký": "Không HĐ tại địa chỉ đã ĐK", "Đang làm thủ tục giải thể": "Đang giải thể", "Bị thu hồi": "Bị thu hồi GCN", "Đã giải thể": "Giải thể"}, {}]


def registry_sheet(x, k, what, ext="xlsx", lead=(), date="date", order=None, **kw):
    us = registry(f"{x.kind}{x.v}")
    C = [col(f, h, UR[k], date) for f, h in zip(FR, HR[k])]
    C[11].get = lambda u: SR[k].get(u["status"], u["status"])
    C = stt([C[i] for i in order or range(13)])
    sh = Sheet("Danh sách")
    r = 1
    for t in lead:
        sh.put(r, 1, t)
        r += 1
    r = put_head(sh, r, C)
    pairs, r = put_rows(sh, r, C, us)
    emit(x, "registry_extract", "SKHDT", [sh], what, want(pairs, FR), letters(C), ext, **kw)


@kind("dk-khac", 4)
def _(x):
    k = [0, 1, 2, 0][x.v]
    registry_sheet(x, k, f"lời khác {k}", ["xlsx", "xls", "xlsx", "csv"][x.v], [("SỞ KẾ HOẠCH VÀ ĐẦU TƯ", "DANH SÁCH HTX ĐĂNG KÝ ĐẾN 30/11/2019"), ("TRÍCH XUẤT HỆ THỐNG ĐĂNG KÝ HTX",), (), ()][x.v], ["date", "slash", "short", "slash"][x.v], [None, [3, 0, 2, 4, 5, 6, 1, 7, 8, 9, 10, 11, 12], None, None][x.v], **({"sep": ";", "enc": "utf-8-sig"} if x.v == 3 else {}))


@kind("dk-khac-2", 2)
def _(x):
    registry_sheet(x, 3, "lời khác 3", ["xlsx", "csv"][x.v], [("Dữ liệu đăng ký HTX",), ()][x.v], "dot" if x.v == 0 else "slash", **({"sep": "\t", "enc": "utf-16"} if x.v == 1 else {}))


HA = [["Tên thành viên", "Loại hình thành viên", "Mã số HTX (nếu có)", "Địa bàn", "Ngày gia nhập", "Quyết định công nhận số", "Ngày xin ra"], ["HTX thành viên", "Loại", "MST", "Huyện, TP", "Thời điểm kết nạp", "QĐ số", "Thời điểm ra khỏi LM"],
      ["Tên đơn vị thành viên", "Loại hình", "Mã HTX", "Thuộc huyện", ("Kết nạp", "Ngày"), ("Kết nạp", "Quyết định số"), ("Ra khỏi Liên minh", "Ngày")], ["Đơn vị thành viên", "Hình thức tổ chức", "Mã số thuế", "Trụ sở (huyện)", "Ngày vào Liên minh", "Số, ký hiệu QĐ", "Ngày rời Liên minh"]]


def alliance_sheet(x, k, what, groups=False, date="date"):
    us = alliance(f"{x.kind}{x.v}")
    C = stt([col(f, h, date=date) for f, h in zip(FA, HA[k])])
    sh = Sheet(["DS", "Thành viên"][x.v % 2])
    sh.put(1, 1, "LIÊN MINH HỢP TÁC XÃ TỈNH KON TUM")
    sh.put(3, 1, "DANH SÁCH THÀNH VIÊN LIÊN MINH HTX TỈNH ĐẾN NGÀY 30/11/2019")
    if groups:
        us.sort(key=lambda u: u["district"])
        C = [c for c in C if c.field != "district"]
    r = put_head(sh, 5, C)
    pairs, r = blocks(x, sh, r, C, parts_by(us, "district"), lambda k, d: (["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"][k], d)) if groups else put_rows(sh, r, C, us)
    emit(x, "alliance_members", "LMHTX", [sh], what, want(pairs, FA), letters(C))


@kind("lm-khac", 4)
def _(x):
    alliance_sheet(x, [0, 1, 2, 0][x.v], ["lời khác 0", "lời khác 1", "kết nạp: ngày | số; ra: ngày", "huyện ở dòng nhóm"][x.v], x.v == 3, ["date", "slash", "short", "date"][x.v])


@kind("lm-khac-2", 2)
def _(x):
    alliance_sheet(x, 3, ["lời khác 3", "lời khác 3, huyện ở dòng nhóm"][x.v], x.v == 1, "dot")


# ================================================================== what is one in the form stands in several columns, and the other way round
@kind("b2-ngay-ba-cot", 2)
def _(x):
    part = lambda i: (lambda u: u["founded_on"] and int(u["founded_on"].split("-")[2 - i]))
    C = []
    for c in voice(x.v):
        C += [Col(c.field, ("Thời gian thành lập", h), part(i)) for i, h in enumerate(("Ngày", "Tháng", "Năm"))] if c.field == "founded_on" else [c]
    sheet2(x, stt(C), "ngày | tháng | năm thành lập ở ba cột", must_say_one_of=[say("Biểu 2")], or_rows=True, concerned=[{"field": "founded_on"}], or_null=["founded_on"])


@kind("b2-tang-giam", 3)
def _(x):
    C = []
    for c in voice(x.v):
        top = {"members": "Thành viên (người)", "workers": "Lao động thường xuyên (người)"}.get(c.field)
        start = lambda u, f=c.field: max(0, u[f] - u["new_members"] if f == "members" else u[f])
        if x.v == 0 and top:
            C += [Col(None, (top, "Đầu năm"), start), Col(None, (top, "Tăng"), lambda u, f=c.field: u[f] - max(0, u[f] - u["new_members"] if f == "members" else u[f])), Col(None, (top, "Giảm"), lambda u: 0), Col(c.field, (top, "Cuối năm"), c.get, True)]
        elif x.v == 1 and top:
            women = lambda u, f=c.field: u[f] // 3
            C += [Col(None, (top, "Nam"), lambda u, f=c.field: u[f] - u[f] // 3), Col(None, (top, "Nữ"), women), Col(c.field, (top, "Tổng"), c.get, True)]
        elif x.v == 2 and c.field in ("members", "workers", "managers", "revenue_vnd", "profit_vnd"):
            old = lambda k: (lambda u, f=c.field: None if u[f] is None else round(u[f] * k / (M if f in MONEY2 else 1), 1) if f in MONEY2 else int(u[f] * k))
            C += [Col(None, (c.heads[0], "2017"), old(.8)), Col(None, (c.heads[0], "2018"), old(.9)), Col(c.field, (c.heads[0], "2019"), c.get, True)]
        else:
            C.append(c)
    sheet2(x, stt(C), ["đầu năm | tăng | giảm | cuối năm", "nam | nữ | tổng", "2017 | 2018 | 2019"][x.v])


@kind("dia-chi-mot-cot", 3)
def _(x):
    place = lambda u: f"Thôn {1 + len(u['name']) % 9}, {u['_com'][1][0].lower()}{u['_com'][1][1:]}, {DISTRICT[x.code][0].lower()}{DISTRICT[x.code][1:]}, tỉnh Kon Tum"
    if x.v < 2:
        C = voice(x.v, commune=["Địa chỉ trụ sở chính", "Địa chỉ"][x.v])
        next(c for c in C if c.field == "commune").get = place
        sheet2(x, stt(C), "địa chỉ đầy đủ ở một cột", address_ok=True)
    else:
        us = registry(f"{x.kind}{x.v}")
        C = [col(f, h, UR[0]) for f, h in zip(FR, HR[0]) if f != "district"]
        C[4] = Col("commune", "Địa chỉ trụ sở chính", lambda u: f"Thôn 2, {u['commune'][0].lower()}{u['commune'][1:]}, {u['district'][0].lower()}{u['district'][1:]}, tỉnh Kon Tum")
        C[11 - 1].get = lambda u: u["status"]
        sh = Sheet("Danh sách")
        pairs, _ = put_rows(sh, put_head(sh, 1, C), C, us)
        emit(x, "registry_extract", "SKHDT", [sh], "xã và huyện ở một cột địa chỉ", want(pairs, FR), {**letters(C), "district": ["E"]}, address_ok=True)


@kind("b3-thoi-gian", 3)
def _(x):
    us = classes(f"{x.code}{x.kind}{x.v}")
    when = lambda u: (lambda a, b: [f"Từ ngày {a:%d/%m/%Y} đến ngày {b:%d/%m/%Y}", f"{a:%d/%m/%Y} - {b:%d/%m/%Y}", f"{a:%d/%m}-{b:%d/%m/%Y}"][x.v])(D.fromisoformat(u["from_on"]), D.fromisoformat(u["to_on"]))
    C = stt([col(f, h) for f, h in zip(F3, H3[x.v]) if f not in ("from_on", "to_on")])
    C.insert(3, Col("from_on", "Thời gian tổ chức", when))
    sh = Sheet("Biểu 3")
    pairs, r = put_rows(sh, put_head(sh, head_of(sh, x, "BIỂU 3. CÁC LỚP ĐÀO TẠO, BỒI DƯỠNG NĂM 2019", width=4) + 1, C), C, us)
    cm = letters(C)
    emit(x, "agency_report", x.code, [sh], "thời gian của lớp ở một ô", want(pairs, F3), {**cm, "to_on": cm["from_on"]}, must_say_one_of=[say("Biểu 3")], or_rows=True, concerned=[{"field": "from_on"}, {"field": "to_on"}], or_null=["from_on", "to_on"])


@kind("b1-theo-loai", 2)
def _(x):
    T = totals(x.units, x.R)
    sh = Sheet("Biểu 1")
    cur = [("Chia ra", h) for h in ("Nông nghiệp", "Phi nông nghiệp", "QTDND")]
    heads = [("Năm 2018",), *([("Năm 2019", "Tổng số")] + [("Năm 2019", h) for _, h in cur] if x.v == 0 else [("Năm 2019", h) for _, h in cur] + [("Năm 2019", "Cộng")])]
    r = put_head(sh, head_of(sh, x, "BIỂU 1. CHỈ TIÊU TỔNG HỢP NĂM 2019", width=4) + 1, [Col(None, h, None) for h in ("TT", "Chỉ tiêu", "ĐVT")] + [Col(None, h, None) for h in heads])
    rows = []
    for item, label, unit in ITEMS:
        p, c = T[item]
        sc = M if item in MONEY1 else 1
        n = lambda q: int(q) if q == int(q) else round(q, 2)
        parts = [c // 2, c // 3, c - c // 2 - c // 3] if sc == 1 and item.startswith("I.") else [None] * 3
        line = [item, label, unit, n(p / sc)] + ([n(c / sc), *parts] if x.v == 0 else [*parts, n(c / sc)])
        for j, v in enumerate(line):
            sh.put(r, 1 + j, v)
        rows.append({"row": r, "item": item, "previous_value": p, "value": c})
        r += 1
    emit(x, "agency_report", x.code, [sh], "năm nay chia theo lĩnh vực, có cột tổng", rows, {"previous_value": ["D"], "value": ["E" if x.v == 0 else "H"]})


@kind("b5-diem-loai", 2)
def _(x):
    us = ratings(f"{x.kind}{x.v}")
    x.office = "Sở Nông nghiệp và Phát triển nông thôn"
    C = stt([col(f, h) for f, h in zip(F5[:3], H5[x.v])] + [Col("score", ["Điểm (xếp loại)", "Kết quả: điểm, xếp loại"][x.v], lambda u: f"{str(u['score']).replace('.', ',')} ({u['rating']})")])
    sh = Sheet("Biểu 5")
    pairs, r = put_rows(sh, put_head(sh, head_of(sh, x, "BIỂU 5. KẾT QUẢ XẾP LOẠI HTX NÔNG NGHIỆP", width=4) + 1, C), C, us)
    cm = letters(C)
    emit(x, "agency_report", "SNNPTNT", [sh], "«85,5 (Tốt)» trong một ô", want(pairs, F5), {**cm, "rating": cm["score"]}, must_say_one_of=[say("Biểu 5")], or_rows=True, concerned=[{"field": "score"}, {"field": "rating"}], or_null=["score", "rating"])


# ================================================================== CSV
def csv2(x, k, what, sep, enc, before="", dec=","):
    C = stt(voice(k, "nghìn đồng", "slash", suffix=" (nghìn đồng)"))
    for c in C:
        if c.field in MONEY2:
            c.get = lambda u, g=c.get: None if g(u) is None else str(g(u)).replace(".", dec)
    sh = Sheet("csv")
    r = put_head(sh, 1, C)
    pairs, r = put_rows(sh, r, C, x.units)
    n = 0 if before.startswith("sep=") else before.count("\r\n")  # Excel hides that line
    rows = [{**d, "row": d["row"] + n} for d in want(pairs, F2)]
    emit(x, "agency_report", x.code, [sh], what, rows, letters(C), "csv", sep=sep, enc=enc, before=before)


@kind("csv", 3)
def _(x):
    csv2(x, x.v, ["sep=; ở dòng đầu", "dấu gạch đứng … tab, UTF-16", "tiêu đề trên bảng, dấu phẩy, có dòng trống"][x.v], [";", "\t", ","][x.v], ["utf-8", "utf-16-le", "utf-8"][x.v], ["sep=;\r\n", "", f"Biểu 2: Danh sách HTX, THT năm 2019\r\n\r\n"][x.v], [",", ",", "."][x.v])


@kind("csv-2", 2)
def _(x):
    csv2(x, 3 + x.v, ["chấm phẩy, tiêu đề trên bảng", "cp1258 … UTF-8 không BOM, phẩy"][x.v], [";", ","][x.v], "utf-8", [f"{x.office}\r\nBiểu 2\r\n", ""][x.v], [",", "."][x.v])


def main():
    global OUT
    ap = argparse.ArgumentParser()
    ap.add_argument("--out", required=True)
    ap.add_argument("--seed", default="20261202")
    a = ap.parse_args()
    OUT = Path(a.out)
    for d in COUNT:
        (OUT / d).mkdir(parents=True, exist_ok=True)
        for f in (OUT / d).iterdir():
            f.unlink()
    for name, n, f in KINDS:
        for v in range(n):
            f(X(name, v, a.seed))
    print(COUNT)


if __name__ == "__main__":
    main()
