#!/usr/bin/env python3
"""A fourth outsider's catalogue of offices' layouts. All data are simulated; no real unit or person.
python -m tests.outside.layouts.fourth_layouts OUT [--seed N] writes OUT/open/*.xlsx|.xls|.csv + .json and OUT/held/… (same kinds, other wordings, variants and data).
Written from contract.md and domain.md alone; neither the reader nor its tests were looked at. Judge: tests.outside.layouts.judge."""
import argparse, csv, datetime as dt, io, json, random, re, sys
from collections import Counter
from pathlib import Path
from tests.outside.layouts.core import (Sheet, Col, put_head, put_rows, put_sum, letter, save_xlsx, save_xls, csv_text, district, totals, registry, alliance, classes, ratings, tasks,
                                        F2, FR, FA, F3, F4, F5, ITEMS, MONEY1, MONEY2, COUNTS, DISTRICT, M, UNITDIV, SECTORS)
D = dt.datetime
YEAR = 2019
KINDS, COUNT, DOC = [], Counter(), {}
OUT, SEED = Path("."), 4


def kind(name, what):
    def deco(f):
        KINDS.append((name, what, f))
        return f
    return deco


class X:
    def __init__(s, name, v):
        s.kind, s.v, s.folder = name, v, ("open", "held")[v]
        s.R = random.Random(f"{SEED}-{name}-{v}")
        s.code = s.R.choice(list(DISTRICT))
        s.place = DISTRICT[s.code]
        s.units = district(f"{SEED}-{name}-{v}", s.code, n=s.R.randint(12, 18))

    def __call__(s, a, b):
        return (a, b)[s.v]


# ------------------------------------------------------------------ words of the heads (open | held)
HEAD = {"name": ("Tên HTX, THT, QTDND", "Đơn vị kinh tế tập thể"), "unit_type": ("Loại hình", "Loại hình tổ chức"), "registration_code": ("Mã số HTX", "Mã số HTX (MST)"),
        "commune": ("Xã, phường, thị trấn", "Địa bàn xã/thị trấn"), "sector": ("Lĩnh vực", "Lĩnh vực hoạt động"), "founded_on": ("Ngày thành lập", "Thành lập ngày"), "status": ("Tình trạng", "Tình trạng hoạt động"),
        "members": ("Số thành viên", "Tổng số thành viên"), "new_members": ("Thành viên mới", "Số TV kết nạp mới trong năm"), "workers": ("Lao động thường xuyên", "Số LĐ thường xuyên"),
        "managers": ("Cán bộ quản lý", "Số cán bộ quản lý"), "managers_trained": ("CBQL được đào tạo, bồi dưỡng trong năm", "Số CBQL qua bồi dưỡng trong năm"), "revenue_vnd": ("Doanh thu", "Tổng doanh thu"),
        "revenue_from_members_vnd": ("Doanh thu với thành viên", "Trong đó: DT từ thành viên"), "profit_vnd": ("Lợi nhuận", "Lãi (+), lỗ (-)"), "member_income_vnd": ("Thu nhập BQ thành viên/năm", "TNBQ 1 thành viên/năm"),
        "worker_income_vnd": ("Thu nhập BQ lao động/năm", "TNBQ 1 lao động/năm"), "rating": ("Xếp loại", "Xếp loại HTX năm 2019"), "converted_from": ("Chuyển đổi từ THT", "Chuyển đổi từ THT nào")}


def num(v, div):
    if v is None:
        return None
    y = round(v / div, 6)
    return int(y) if y == int(y) else y


def day(s):
    return D.fromisoformat(s) if s else None


def dmy(s, sep="/"):
    return f"{s[8:10]}{sep}{s[5:7]}{sep}{s[:4]}" if s else None


def vn(x, th="."):
    if x is None:
        return None
    s = f"{abs(x):,.4f}".rstrip("0").rstrip(".") if isinstance(x, float) else f"{abs(x):,}"
    s = s.replace(",", "\0").replace(".", ",").replace("\0", th)
    return ("-" if x < 0 else "") + s


def col(x, f, div=M, get=None, head=None, **k):
    h = head if head is not None else HEAD[f][x.v]
    if get is None:
        if f.endswith("_vnd"):
            get = lambda u: num(u[f], div)
        elif f.endswith("_on"):
            get = lambda u: day(u[f])
        else:
            get = lambda u: u[f]
    return Col(f, h, get, total=(f in COUNTS or f in MONEY2[:3]), **k)


def cols(x, fields=F2, omit=(), div=M, heads=None, stt=True, get=None):
    C = [col(x, f, div, head=(heads or {}).get(f), get=(get or {}).get(f)) for f in fields if f not in omit]
    if stt:
        C.insert(0, Col("#", x("STT", "TT"), None))
    return C


def at(C, f):
    return [c.field for c in C].index(f)


def cmap(C, c0=1):
    m = {}
    for i, c in enumerate(C):
        if c.field and c.field != "#":
            m.setdefault(c.field, []).append(letter(c0 + i))
    return m


def body(sh, r, C, us, c0=1, n0=1, stt=True):
    p = []
    for i, u in enumerate(us):
        for j, c in enumerate(C):
            if c.field == "#":
                if stt:
                    sh.put(r, c0 + j, n0 + i)
                continue
            v = c.get(u)
            if v is not None:
                sh.put(r, c0 + j, v, **({"fmt": c.fmt} if c.fmt and not isinstance(v, str) else {}))
        p.append((u, r))
        r += 1
    return p, r


def want(pairs, fields=F2, have=None, **over):
    o = []
    for u, r, *s in pairs:
        d = {"row": r, **({"sheet": s[0]} if s else {})}
        for f in fields:
            d[f] = u.get(f) if have is None or f in have else None
        o.append({**d, **over})
    return o


def top(sh, x, *lines, unit="Đơn vị tính: triệu đồng", office=None, c=2):
    sh.put(1, 1, (office or f"UBND {x.place}").upper())
    sh.put(1, 6, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    sh.put(2, 6, "Độc lập - Tự do - Hạnh phúc")
    r = 4
    for t in lines or (x("DANH SÁCH HỢP TÁC XÃ, QUỸ TÍN DỤNG NHÂN DÂN, TỔ HỢP TÁC NĂM 2019", "BIỂU 2. TÌNH HÌNH CÁC ĐƠN VỊ KINH TẾ TẬP THỂ NĂM 2019"),):
        sh.put(r, c, t, bold=True)
        r += 1
    if unit:
        sh.put(r, 8, unit)
        r += 1
    return r


def foot(sh, r, x, place=None, boss=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), c=6):
    p = place or re.sub("^(Huyện|Thành phố) ", "", x.place)
    sh.put(r + 1, c, f"{p}, ngày 0{x.R.randint(3, 8)} tháng 12 năm {YEAR}")
    sh.put(r + 2, 2, "NGƯỜI LẬP BIỂU")
    for i, b in enumerate(boss):
        sh.put(r + 2 + i, c, b)
    return r + 6


def say(sheet, row=None, sev=("error", "warning")):
    return {"severity": list(sev), "sheet": sheet, "row": row}


def emit(x, form, sender, sheets, what, rows, columns, ext="xlsx", post=None, raw=None, sheet="", **kw):
    case = {"form": form, "sender": sender, "year": YEAR, "sheet": (None if ext == "csv" else sheets[0].title) if sheet == "" else sheet, "kind": x.kind, "what": what, "columns": columns, "rows": rows}
    case.update(kw)
    case.setdefault("must_say", [])
    case.setdefault("never", [])
    p = OUT / x.folder / f"{x.kind}.{ext}"
    if raw is not None:
        p.write_bytes(raw)
    else:
        {"xlsx": save_xlsx, "xls": save_xls}[ext](sheets, p)
    if post:
        import openpyxl
        wb = openpyxl.load_workbook(p)
        post(wb)
        wb.save(p)
    p.with_suffix(".json").write_text(json.dumps(case, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    COUNT[x.folder] += 1


def csv_bytes(sh, sep, enc, dec=",", before="", eol="\r\n"):
    w = max(c for _, c in sh.c)
    out = io.StringIO()
    wr = csv.writer(out, delimiter=sep, lineterminator=eol)
    def t(v):
        return csv_text(v).replace(".", dec) if isinstance(v, float) and v != int(v) else csv_text(v)
    for r in range(1, sh.maxr() + 1):
        wr.writerow([t(sh.c.get((r, c), (None,))[0]) for c in range(1, w + 1)])
    return (before + out.getvalue()).encode(enc)


def plain(x, C, what, title=None, lines=(), unit="Đơn vị tính: triệu đồng", total=True, tweak=None, have=None, units=None, over=None, n_extra=0, foot_=True, ext="xlsx", after=None, post=None, **kw):
    """one sheet, one head, one list; tweak(sh, pairs, rows, C, hrow) changes cells and truth, may return further case keys"""
    sh = Sheet(title or x("Biểu 2", "B2-DS don vi"))
    r = top(sh, x, *lines, unit=unit)
    h = r
    r = put_head(sh, r, C)
    us = units or x.units
    pairs, r = body(sh, r, C, us)
    if total:
        put_sum(sh, r, C, us, {max(0, at(C, "name")): x("Tổng cộng", "Cộng toàn huyện" if "Huyện" in x.place else "Cộng toàn thành phố")})
        r += 1
    rows = want(pairs, have=have or {c.field for c in C}, **(over or {}))
    more = tweak(sh, pairs, rows, C, h) if tweak else None
    if after:
        r = after(sh, r) or r
    if foot_:
        foot(sh, r, x)
    emit(x, "agency_report", x.code, [sh], what, rows, cmap(C), ext=ext, post=post, **{**kw, **(more or {})})
    return sh


def cell(C, f):
    return at(C, f) + 1


# ================================================================== biểu 2: the sheet's other inhabitants
@kind("b2-tong-hop-ben-canh", "a small summary by commune (or by type) stands to the right of the list, after an empty column")
def _(x):
    C = cols(x)
    def tweak(sh, pairs, rows, C, h):
        c0 = len(C) + 2
        key = x("commune", "unit_type")
        sh.put(h - 1, c0, x("TỔNG HỢP THEO XÃ", "TỔNG HỢP THEO LOẠI HÌNH"))
        for i, t in enumerate((x("Tên xã", "Loại"), "Số đơn vị", "Số thành viên")):
            sh.put(h, c0 + i, t)
        ks = sorted({u[key] for u, _ in pairs})
        for i, k in enumerate(ks):
            g = [u for u, _ in pairs if u[key] == k]
            sh.put(h + 1 + i, c0, k)
            sh.put(h + 1 + i, c0 + 1, len(g))
            sh.put(h + 1 + i, c0 + 2, sum(u["members"] for u in g))
        sh.put(h + 1 + len(ks), c0, "Cộng")
        sh.put(h + 1 + len(ks), c0 + 1, len(pairs))
        sh.put(h + 1 + len(ks), c0 + 2, sum(u["members"] for u, _ in pairs))
    plain(x, C, x("bảng tổng hợp theo xã nằm bên phải danh sách", "bảng tổng hợp theo loại hình nằm bên phải danh sách"), tweak=tweak, must_say_info=[{"severity": ["info", "warning"], "sheet": None, "row": None}])


@kind("b2-danh-sach-con", "five sub-lists (agricultural HTX, other HTX, QTDND, LHHTX, THT), each with its own running number; the type stands only in the titles")
def _(x):
    us = [dict(u) for u in x.units]
    h = next(u for u in us if u["unit_type"] == "HTX" and u["status"] == "Đang hoạt động")
    if not any(u["unit_type"] == "QTDND" for u in us):
        q = next(u for u in us if u["unit_type"] == "HTX" and u is not h)
        q.update(name=f"Quỹ tín dụng nhân dân {q['commune']}", unit_type="QTDND", sector="Tín dụng", members=1012)
    us.append({**h, "name": "Liên hiệp HTX " + x("Tân Sơn Phát", "Đại Trường Lạc"), "unit_type": "LHHTX", "registration_code": None, "members": 5, "new_members": 0, "workers": 4, "managers": 3, "managers_trained": 1, "converted_from": None, "sector": "Nông nghiệp"})
    G = [(x("HTX NÔNG NGHIỆP", "Hợp tác xã nông nghiệp"), lambda u: u["unit_type"] == "HTX" and u["sector"] == "Nông nghiệp"), (x("HTX PHI NÔNG NGHIỆP", "Hợp tác xã phi nông nghiệp"), lambda u: u["unit_type"] == "HTX" and u["sector"] != "Nông nghiệp"),
         (x("QUỸ TÍN DỤNG NHÂN DÂN", "Quỹ tín dụng nhân dân"), lambda u: u["unit_type"] == "QTDND"), (x("LIÊN HIỆP HỢP TÁC XÃ", "Liên hiệp HTX"), lambda u: u["unit_type"] == "LHHTX"), (x("TỔ HỢP TÁC", "Tổ hợp tác"), lambda u: u["unit_type"] == "THT")]
    C = cols(x, omit=("unit_type",))
    sh = Sheet(x("Biểu 2", "Mau 02"))
    r = put_head(sh, top(sh, x), C)
    P = []
    for i, (t, g) in enumerate(G):
        L = [u for u in us if g(u)]
        if not L:
            continue
        sh.put(r, 1, x("I II III IV V".split()[i], "ABCDE"[i]))
        sh.put(r, 2, t + x("", f" ({len(L)} đơn vị)"), bold=True)
        p, r = body(sh, r + 1, C, L)          # the running number begins anew
        put_sum(sh, r, C, L, {1: x("Cộng", f"Cộng {'ABCDE'[i]}")})
        P += p
        r += 1
    put_sum(sh, r, C, us, {1: "TỔNG CỘNG"})
    foot(sh, r, x)
    emit(x, "agency_report", x.code, [sh], "năm danh sách con, mỗi danh sách đánh số lại từ 1, loại hình chỉ ở dòng tên danh sách", want(P), cmap(C))


@kind("b2-moi-xa-mot-bang", "the district pasted its communes' own tables one below the other: each with title, head in another order and words, total; commune only in the title")
def _(x):
    sh = Sheet(x("Biểu 2", "Bieu2_tonghop"))
    r = top(sh, x, "TỔNG HỢP BÁO CÁO CỦA CÁC XÃ, THỊ TRẤN VỀ HTX, THT NĂM 2019")
    full = {u["commune"]: u["_com"][1] for u in x.units}
    P = []
    base = [f for f in F2 if f not in ("commune", "converted_from")]
    have = set(base) | {"commune"}
    for i, (k, t) in enumerate(sorted(full.items())):
        us = [u for u in x.units if u["commune"] == k]
        order = base[:]
        if i % 2:
            order = ["name", "unit_type", "registration_code", "founded_on", "sector", "status", "rating", "members", "new_members", "managers", "managers_trained", "workers", "revenue_vnd", "revenue_from_members_vnd", "profit_vnd", "worker_income_vnd", "member_income_vnd"]
        y = X(x.kind, (x.v + i) % 2)
        C = cols(y, order)
        sh.put(r, 2, f"{i + 1}. {t}", bold=True)
        r = put_head(sh, r + 1, C)
        p, r = body(sh, r, C, us)
        put_sum(sh, r, C, us, {1: "Cộng"})
        P += p
        r += 2
    foot(sh, r, x)
    emit(x, "agency_report", x.code, [sh], "các bảng của từng xã dán nối nhau, thứ tự cột và lời mỗi xã một khác", want(P, have=have, converted_from="__any__"), {})


@kind("b2-chu-ky-giua", "the list of HTX ends with its signatures, then the list of THT follows below on the same sheet with its own title and head")
def _(x):
    a = [u for u in x.units if u["unit_type"] != "THT"]
    b = [u for u in x.units if u["unit_type"] == "THT"]
    C = cols(x)
    T = cols(x, omit=("unit_type", "registration_code", "managers_trained", "rating", "converted_from"), heads={"name": x("Tên tổ hợp tác", "Tổ hợp tác"), "founded_on": x("Ngày UBND xã chứng thực", "Ngày chứng thực hợp đồng hợp tác")})
    sh = Sheet(x("Biểu 2", "Biểu số 2"))
    r = put_head(sh, top(sh, x, x("A. DANH SÁCH HỢP TÁC XÃ NĂM 2019", "Biểu 2a. Danh sách HTX, QTDND năm 2019")), C)
    p, r = body(sh, r, C, a)
    put_sum(sh, r, C, a, {1: "Cộng"})
    r = foot(sh, r, x, boss=("TRƯỞNG PHÒNG", "(Đã ký)", "Phạm Văn Mẫu")) + 2
    sh.put(r, 2, x("B. DANH SÁCH TỔ HỢP TÁC NĂM 2019", "Biểu 2b. Danh sách tổ hợp tác năm 2019"), bold=True)
    sh.put(r + 1, 8, "Đơn vị tính: triệu đồng")
    r = put_head(sh, r + 2, T)
    q, r = body(sh, r, T, b)
    put_sum(sh, r, T, b, {1: "Cộng"})
    foot(sh, r, x)
    rows = want(p) + want(q, have={c.field for c in T} | {"unit_type"})
    for d in rows:
        if d["unit_type"] == "THT":
            d["managers_trained"] = d["rating"] = "__any__"
    emit(x, "agency_report", x.code, [sh], "chữ ký ở giữa, danh sách THT tiếp ở dưới", rows, {})


@kind("b2-to-nam-truoc-con-lai", "last year's sheet is left in the workbook beside this year's | its copy 'Biểu 2 (2)' with other figures: nobody can tell which counts")
def _(x):
    C = cols(x)
    sh = Sheet("Biểu 2")
    r = put_head(sh, top(sh, x), C)
    p, r = body(sh, r, C, x.units)
    foot(sh, r, x)
    ol = [dict(u) for u in x.units if u["founded_on"] < "2019"]
    if x.v == 0:
        for u in ol:
            u["members"] = max(6, u["members"] - x.R.randint(0, 3))
            for f in MONEY2:
                if u[f]:
                    u[f] = round(u[f] * x.R.uniform(.8, .96) / 1e5) * 10 ** 5
        s2 = Sheet("Biểu 2 (2018)")
        q = put_head(s2, top(s2, x, "DANH SÁCH HỢP TÁC XÃ, QUỸ TÍN DỤNG NHÂN DÂN, TỔ HỢP TÁC NĂM 2018"), C)
        body(s2, q, C, ol)
        emit(x, "agency_report", x.code, [s2, sh], "tờ «Biểu 2 (2018)» của năm trước còn để lại, đứng trước tờ năm nay", [{**d, "sheet": "Biểu 2"} for d in want(p)], cmap(C), sheet="Biểu 2")
    else:
        us = [dict(u) for u in x.units]
        for u in us[::3]:
            u["members"] += x.R.randint(2, 9)
        for u in us[1::3]:
            if u["revenue_vnd"]:
                u["revenue_vnd"] += x.R.randint(20, 200) * M
        s2 = Sheet("Biểu 2 (2)")
        q = put_head(s2, top(s2, x), C)
        body(s2, q, C, us)
        emit(x, "agency_report", x.code, [sh, s2], "bản chép «Biểu 2 (2)» cùng đơn vị, số khác: không ai biết tờ nào đúng", "__any__", cmap(C), sheet=None,
             must_say_one_of=[say(None), say("Biểu 2"), say("Biểu 2 (2)")])


@kind("b2-bia-muc-luc", "a cover sheet, a table of contents and a sheet of explanations stand before the list")
def _(x):
    C = cols(x)
    sh = Sheet(x("Biểu 2", "02-DS"))
    r = put_head(sh, top(sh, x), C)
    p, r = body(sh, r, C, x.units)
    foot(sh, r, x)
    b = Sheet(x("Bìa", "BIA"))
    for i, t in enumerate((f"UBND {x.place.upper()}", "PHÒNG TÀI CHÍNH - KẾ HOẠCH", None, "BÁO CÁO", "TÌNH HÌNH PHÁT TRIỂN KINH TẾ TẬP THỂ, HỢP TÁC XÃ NĂM 2019", "(Kèm theo Báo cáo số 312/BC-UBND ngày 05/12/2019)", None, "Tháng 12 năm 2019")):
        b.put(3 + 2 * i, 3, t)
    m = Sheet(x("Mục lục", "Huong dan"))
    if x.v == 0:
        for i, (a, t, n) in enumerate((("TT", "Tên biểu", "Trang"), (1, "Biểu 1. Chỉ tiêu tổng hợp", 2), (2, "Biểu 2. Danh sách HTX, QTDND, THT", 3), (3, "Biểu 3. Các lớp đào tạo, bồi dưỡng", 7), (4, "Biểu 4. Kết quả thực hiện nhiệm vụ", 8))):
            for j, y in enumerate((a, t, n)):
                m.put(2 + i, 1 + j, y)
    else:
        for i, t in enumerate(("HƯỚNG DẪN GHI BIỂU", "1. Số thành viên: ghi theo sổ đăng ký thành viên đến 30/11/2019.", "2. Doanh thu, lợi nhuận: triệu đồng, lấy 1 số lẻ.", "3. Xếp loại: Tốt, Khá, Trung bình, Yếu; HTX mới thành lập ghi Không xếp loại.",
                               "Ví dụ: HTX A có 25 thành viên, doanh thu 1.250,5 triệu đồng.")):
            m.put(1 + i, 1, t)
    emit(x, "agency_report", x.code, [b, m, sh], x("tờ bìa và mục lục trước biểu", "tờ bìa và tờ hướng dẫn có số ví dụ trước biểu"), [{**d, "sheet": sh.title} for d in want(p)], cmap(C))


@kind("b2-to-tong-hop-xa", "a further sheet counts the units and members by commune (visible | hidden, with drop-down lists)")
def _(x):
    C = cols(x)
    sh = Sheet(x("Bieu 2", "Biểu 2 - chi tiết"))
    r = put_head(sh, top(sh, x), C)
    p, r = body(sh, r, C, x.units)
    foot(sh, r, x)
    if x.v == 0:
        t = Sheet("TH xã")
        t.put(1, 1, "TỔNG HỢP SỐ HTX, THT THEO XÃ NĂM 2019")
        for j, h in enumerate(("TT", "Xã, thị trấn", "Số HTX", "Số THT", "Số thành viên", "Doanh thu (triệu đồng)")):
            t.put(3, 1 + j, h)
        for i, k in enumerate(sorted({u["commune"] for u in x.units})):
            g = [u for u in x.units if u["commune"] == k]
            for j, y in enumerate((i + 1, k, sum(u["unit_type"] != "THT" for u in g), sum(u["unit_type"] == "THT" for u in g), sum(u["members"] for u in g), num(sum(u["revenue_vnd"] or 0 for u in g), M))):
                t.put(4 + i, 1 + j, y)
        post = None
    else:
        t = Sheet("DanhMuc")
        for j, L in enumerate((["Loại hình", "HTX", "QTDND", "LHHTX", "THT"], ["Lĩnh vực", *SECTORS], ["Xếp loại", "Tốt", "Khá", "Trung bình", "Yếu", "Không xếp loại"])):
            for i, y in enumerate(L):
                t.put(1 + i, 1 + j, y)
        def post(wb):
            wb["DanhMuc"].sheet_state = "hidden"
    emit(x, "agency_report", x.code, [t, sh], x("tờ «TH xã» cộng theo xã đứng trước danh sách", "tờ danh mục ẩn cho ô chọn"), [{**d, "sheet": sh.title} for d in want(p)], cmap(C), post=post)


# ================================================================== biểu 2: one unit, several rows or cells
@kind("b2-o-so-gop-chung", "one figure cell merged over several units (a common figure): nobody can tell each unit's share")
def _(x):
    f = x("revenue_vnd", "workers")
    us = sorted(x.units, key=lambda u: u["unit_type"] != "THT")
    C = cols(x)
    def tweak(sh, pairs, rows, C, h):
        c = cell(C, f)
        i = next(i for i in range(len(us) - 3) if all(u["unit_type"] == "THT" and u["status"] == "Đang hoạt động" for u in us[i:i + 3]))
        rs = [pairs[k][1] for k in range(i, i + 3)]
        for r in rs:
            sh.c.pop((r, c), None)
        sh.put(rs[0], c, num(sum((u[f] or 0) for u in us[i:i + 3]), M if f.endswith("_vnd") else 1))
        sh.merge(rs[0], c, rs[2], c)
        for k in range(i, i + 3):
            rows[k][f] = "__any__"
        return {"must_say_one_of": [say(sh.title, r) for r in rs], "concerned": [{"field": f, "row": r} for r in rs]}
    plain(x, C, "một ô số gộp chung cho ba tổ hợp tác", units=us, tweak=tweak, total=False)


@kind("b2-hai-dong-mot-don-vi", "two rows a unit: this year and, below, last year ('cùng kỳ'), the describing cells merged over both")
def _(x):
    sh = Sheet(x("Biểu 2", "Biểu 2"))
    words = x(("Năm 2019", "Năm 2018"), ("Thực hiện 2019", "Cùng kỳ 2018"))
    C = cols(x)
    k = cell(C, "members") - 1
    C.insert(k, Col(None, x("Năm", "Thời kỳ"), lambda u: words[0]))
    h = top(sh, x)
    r = put_head(sh, h, C)
    P = []
    for i, u in enumerate(x.units[:9]):
        p, _ = body(sh, r, C, [u], n0=i + 1)
        P += p
        for j, c in enumerate(C):
            if j == k:
                sh.put(r + 1, 1 + j, words[1])
            elif c.field in COUNTS or c.field in MONEY2:
                v = c.get(u)
                if v is not None and u["founded_on"] < "2019":
                    w = round(v * .9, 1) if c.field in MONEY2 else int(v * .9)
                    sh.put(r + 1, 1 + j, w)
            else:
                sh.merge(r, 1 + j, r + 1, 1 + j)
        r += 2
    foot(sh, r, x)
    rows = want(P)
    emit(x, "agency_report", x.code, [sh], "mỗi đơn vị hai dòng: năm nay và cùng kỳ", rows, cmap(C), or_rows=True, must_say_one_of=[say(sh.title), *[say(sh.title, r + d) for _, r in P for d in (0, 1)]])


@kind("b2-ten-hai-dong", "a long name runs on in the next row (no number, no figures) | a row 'Trong đó: …' with figures under one unit")
def _(x):
    us = [dict(u) for u in x.units]
    C = cols(x)
    sh = Sheet(x("Biểu 2", "Bảng 2"))
    r = put_head(sh, top(sh, x), C)
    P, cont, part = [], [], []
    k = [i for i, u in enumerate(us) if u["unit_type"] == "HTX" and u["status"] == "Đang hoạt động"][x(0, 1)::2]
    for i, u in enumerate(us):
        p, r = body(sh, r, C, [u], n0=i + 1)
        if i in k and x.v == 0:
            tail = f"và Dịch vụ xã {u['commune']}"
            u["name"] = f"{u['name']} {tail}"
            sh.put(r, cell(C, "name"), tail)
            cont.append(p[0][1])
            r += 1
        elif i == k[0] and x.v == 1:
            sh.put(r, cell(C, "name"), "Trong đó: dịch vụ thủy lợi")
            sh.put(r, cell(C, "workers"), max(1, u["workers"] // 2))
            sh.put(r, cell(C, "revenue_vnd"), num(round(u["revenue_vnd"] * .3 / 1e5) * 10 ** 5, M))
            part.append(r)
            r += 1
        P += p
    put_sum(sh, r, C, us, {1: "Tổng cộng"})
    foot(sh, r, x)
    say_ = [say(sh.title, q + d) for q in cont for d in (0, 1)] + [say(sh.title, q) for q in part]
    emit(x, "agency_report", x.code, [sh], x("tên dài viết tiếp sang dòng dưới", "dòng «Trong đó: dịch vụ thủy lợi» có số dưới một HTX"), want(P), cmap(C), or_rows=True, must_say_one_of=say_)


@kind("b2-don-vi-hai-lan", "one unit stands twice, in two places, with the same code and other figures: to be said")
def _(x):
    us = [dict(u) for u in x.units]
    i = next(i for i, u in enumerate(us) if u["registration_code"] and u["status"] == "Đang hoạt động" and u["unit_type"] == "HTX" and i < len(us) - 3)
    d = {**us[i], "members": us[i]["members"] + 6, "revenue_vnd": us[i]["revenue_vnd"] + 85 * M}
    if x.v:
        d["commune"] = next(u["commune"] for u in us if u["commune"] != d["commune"])
    us.append(d)
    def tweak(sh, pairs, rows, C, h):
        a, b = pairs[i][1], pairs[-1][1]
        rows.pop()
        return {"must_say_one_of": [say(sh.title, a), say(sh.title, b)], "optional_rows": [b]}
    plain(x, cols(x), "một HTX ghi hai lần, cùng mã số, số liệu khác" + x("", ", ở hai xã"), units=us, tweak=tweak)


# ================================================================== biểu 2: cells
@kind("b2-so-va-don-vi", "figures with their unit in the cell, each in the way of the unit that sent it: 12 người, 1.250 tr.đ, 1,25 tỷ, 7 tỷ 250 triệu, 35,2 trđ/người/năm")
def _(x):
    R = x.R
    def n(u, f, i):
        v = u[f]
        return None if v is None else [f"{v} người", f"{v:02d} ng.", f"{v} lao động", str(v), f" {v}  người "][i % 5]
    def m(v, i):
        if v is None:
            return None
        if v == 0:
            return 0
        t = v / M
        s = "-" if v < 0 else ""
        t = abs(t)
        k = i % 5
        if k == 0:
            return s + vn(num(abs(v), M)) + " tr.đ"
        if k == 1:
            return s + vn(num(abs(v), M), " ") + " triệu"
        if k == 2 and t >= 1000:
            return s + vn(num(abs(v), 1000 * M)) + " tỷ"
        if k == 3 and t >= 1000 and t == int(t):
            return s + f"{int(t) // 1000} tỷ {int(t) % 1000} triệu"
        if k == 4:
            return s + vn(abs(v)) + " đồng"
        return s + vn(num(abs(v), M)) + " trđ"
    us = [dict(u) for u in x.units]
    for i, u in enumerate(us):
        u["_i"] = i + x.v
        if u["_i"] % 5 == 3 and u["revenue_vnd"] and u["revenue_vnd"] > 1000 * M:
            u["revenue_vnd"] = round(u["revenue_vnd"] / M) * M
    g = {f: (lambda f: lambda u: n(u, f, u["_i"]))(f) for f in ("workers", "managers", "managers_trained")}
    g["members"] = lambda u: [f"{u['members']} hộ", f"{u['members']} TV", f"{u['members']} thành viên", u["members"]][u["_i"] % 4]
    g |= {f: (lambda f: lambda u: m(u[f], u["_i"]))(f) for f in MONEY2[:3]}
    g |= {f: (lambda f: lambda u: None if u[f] is None else vn(num(u[f], M)) + [" trđ/người/năm", " triệu đồng", " tr/ng/năm"][u["_i"] % 3])(f) for f in MONEY2[3:]}
    plain(x, cols(x, get=g), "số kèm đơn vị trong ô, mỗi đơn vị gửi một kiểu", units=us, total=False)


@kind("b2-dau-chu-thich", "marks of footnotes at figures: 40*, 40 (*), 40 (1), 40¹, with the notes below the table")
def _(x):
    marks = x(("{}*", "{} (*)", "{}**"), ("{} (1)", "{}¹", "{} (2)", "{}²"))
    def tweak(sh, pairs, rows, C, h):
        k, S = 0, []
        for f in x(("members", "revenue_vnd"), ("members", "workers")):
            for i in range(k % 3, len(pairs), 4):
                u, r = pairs[i]
                v = u[f]
                if not v or v < 10:
                    continue
                sh.put(r, cell(C, f), marks[k % len(marks)].format(vn(num(v, M)) if f.endswith("_vnd") else v))
                S.append(say(sh.title, r))
                k += 1
        return {"must_say_one_of": S, "or_rows": True}
    def after(sh, r):
        for t in x(("(*) Số liệu lấy theo báo cáo tài chính năm 2019.", "(**) Số liệu do UBND xã cung cấp ngày 02/12/2019."), ("(1) Trong đó có 03 thành viên là pháp nhân.", "(2) Chưa kể lao động thời vụ (khoảng 15 người).")):
            sh.put(r, 2, t)
            r += 1
        return r
    plain(x, cols(x), "dấu chú thích ở số, lời chú dưới bảng", tweak=tweak, after=after)


@kind("b2-so-am", "losses written as (12,5), 12,5-, −12,5, - 12,5, (-12,5)")
def _(x):
    us = [dict(u) for u in x.units]
    act = [u for u in us if u["status"] == "Đang hoạt động"]
    for u in act[:5]:
        u["profit_vnd"] = -x.R.randint(21, 890) * 100000
    it = iter(x(["({})", "{}-", "\u2212{}", "- {}", "({})"], ["\u2013{}", "( {} )", "{} -", "(-{})", "-{}"]))
    def g(u):
        v = u["profit_vnd"]
        if v is None or v >= 0:
            return num(v, M)
        if "_t" not in u:
            u["_t"] = next(it, "({})")
        return u["_t"].format(vn(num(-v, M)))
    plain(x, cols(x, get={"profit_vnd": g}), "số lỗ viết nhiều kiểu", units=us, total=False)


@kind("b2-phay-cham", "one money column mixes 1.234,5 and 1,234.5 (each certain by itself) | one cell '1,250' can be 1,25 or 1 250")
def _(x):
    us = [dict(u) for u in x.units]
    big = [u for u in us if (u["revenue_vnd"] or 0) > 1000 * M]
    for u in big:
        if u["revenue_vnd"] % M == 0:
            u["revenue_vnd"] += 500000
    if x.v:
        t = big[0]
        t["revenue_vnd"], t["revenue_from_members_vnd"] = 1250 * M, None
    def g(u):
        v = u["revenue_vnd"]
        if not v:
            return None if v is None else "0"
        s = vn(num(v, M))
        if x.v == 0 and us.index(u) % 2:
            s = s.translate(str.maketrans(",.", ".,"))
            if v < 1000 * M:
                s = s.replace(".", ",")         # below a thousand: a decimal comma, like all others
        if x.v and u is t:
            s = "1,250"
        return s
    def tweak(sh, pairs, rows, C, h):
        if x.v:
            r = next(r for u, r in pairs if u is t)
            rows[[q for _, q in pairs].index(r)]["revenue_vnd"] = 1250 * M
            return {"must_say_one_of": [say(sh.title, r)], "or_rows": True, "concerned": [{"field": "revenue_vnd", "row": r}]}
    plain(x, cols(x, get={"revenue_vnd": g}), x("doanh thu lẫn hai kiểu dấu, ô nào cũng rõ", "một ô «1,250» giữa các ô có dấu phẩy thập phân"), units=us, total=False, tweak=tweak)


@kind("b2-loi-o-tinh", "error values in figure cells: #DIV/0!, #REF!, #N/A, #VALUE!")
def _(x):
    def tweak(sh, pairs, rows, C, h):
        S, Cn = [], []
        j = [i for i, (u, _) in enumerate(pairs) if u["status"] == "Đang hoạt động"]
        for i, f, e in zip(j[1:], x(("worker_income_vnd", "revenue_vnd"), ("members", "profit_vnd")), x(("#DIV/0!", "#REF!"), ("#N/A", "#VALUE!"))):
            r = pairs[i][1]
            sh.put(r, cell(C, f), e)
            rows[i][f] = None
            S.append(say(sh.title, r))
            Cn.append({"field": f, "row": r})
        return {"must_say_one_of": S, "concerned": Cn}
    plain(x, cols(x), "ô báo lỗi công thức", tweak=tweak, total=False)


@kind("b2-ma-so-kieu", "codes as numbers, with an apostrophe typed, with a no-break space, 'MST: …', in groups, in one column; an old certificate number beside")
def _(x):
    def g(u):
        c = u["registration_code"]
        if not c:
            return x(None, "Chưa có")
        return [int(c), "'" + c, c[:4] + " " + c[4:7] + " " + c[7:], "\u00a0" + c + " ", "MST: " + c, float(c)][(int(c[-2:]) + x.v) % 6]
    C = cols(x, get={"registration_code": g})
    C.insert(at(C, "registration_code") + x(0, 1), Col(None, x("Số ĐKKD theo Luật 2003", "Số Giấy CNĐKKD cũ"), lambda u: f"38{x.R.randint(10, 99)}7D0000{x.R.randint(10, 99)}" if u["founded_on"] < "2013" and u["unit_type"] != "THT" else None))
    plain(x, C, "mã số nhiều kiểu, cột số giấy cũ bên cạnh")


@kind("b2-ngay-kieu-la", "days as 2019/02/01, 20190201, 1.2.19, 'ngày 01 tháng 02 năm 2019', 01-02-2019 | also years only, as numbers")
def _(x):
    us = [dict(u) for u in x.units]
    yo = [u for u in us if u["founded_on"] < "2016" and u["unit_type"] != "LHHTX"][:3] if x.v else []
    def g(u):
        s = u["founded_on"]
        d = day(s)
        if u in yo:
            return d.year if yo.index(u) else f"Năm {d.year}"
        return [s.replace("-", "/"), int(s.replace("-", "")), f"{d.day}.{d.month}.{d.year % 100:02d}", f"ngày {d.day:02d} tháng {d.month:02d} năm {d.year}", dmy(s, "-"), d, f"{d.day:02d} - {d.month:02d} - {d.year}"][us.index(u) % 7]
    def tweak(sh, pairs, rows, C, h):
        if yo:
            rs = [r for u, r in pairs if u in yo]
            for d in rows:
                if d["row"] in rs:
                    d["founded_on"] = "__any__"
            return {"must_say_one_of": [say(sh.title, r) for r in rs] + [{"severity": ["warning", "error"], "sheet": sh.title, "row": None}], "concerned": [{"field": "founded_on", "row": r} for r in rs],
                    "never": [{"row": r, "field": "founded_on", "value": v} for r in rs for v in ("1905-07-%02d" % k for k in range(1, 9))]}
    plain(x, cols(x, get={"founded_on": g}), x("ngày viết bảy kiểu", "ngày viết bảy kiểu, vài ô chỉ có năm"), units=us, tweak=tweak)


@kind("b2-giai-the-trong-ten", "the name cell says '(đã giải thể)' and the state column agrees | contradicts it")
def _(x):
    us = [dict(u) for u in x.units]
    t = [u for u in us if u["unit_type"] == "HTX" and u["founded_on"] < "2018"][:2]
    for u in t:
        u.update(status="Đã giải thể" if x.v == 0 else "Đang hoạt động")
        if x.v == 0:
            u.update(revenue_vnd=0, revenue_from_members_vnd=0, profit_vnd=0, new_members=0, managers_trained=0, rating="Không xếp loại", member_income_vnd=None, worker_income_vnd=None)
    if x.v:
        t = t[:1]
        t[0].update(rating="Khá", revenue_vnd=t[0]["revenue_vnd"] or 800 * M)
    def g(u):
        return f"{u['name']} {x('(đã giải thể ngày 15/7/2019)', '(đã giải thể)')}" if u in t else u["name"]
    def tweak(sh, pairs, rows, C, h):
        if x.v:
            r = next(r for u, r in pairs if u in t)
            next(d for d in rows if d["row"] == r)["status"] = "__any__"
            return {"must_say_one_of": [say(sh.title, r)]}
    plain(x, cols(x, get={"name": g}), x("tên kèm «(đã giải thể …)», cột tình trạng cũng nói vậy", "tên kèm «(đã giải thể)» mà cột tình trạng nói đang hoạt động"), units=us, tweak=tweak)


# ================================================================== biểu 2: columns
@kind("b2-quy-ca-nam", "revenue by quarters (or halves) with the year's total at the right | at the left")
def _(x):
    us = [dict(u) for u in x.units]
    for u in us:
        v = u["revenue_vnd"]
        if v:
            a = [round(v * k / 1e5) * 10 ** 5 for k in (.2, .24, .27)]
            u["_q"] = a + [v - sum(a)]
        else:
            u["_q"] = [v] * 4
    C = cols(x)
    i = at(C, "revenue_vnd")
    G = x("Doanh thu", "Doanh thu năm 2019")
    if x.v == 0:
        C[i:i + 1] = [Col(None, (G, f"Quý {q}"), (lambda k: lambda u: num(u["_q"][k], M))(k)) for k, q in enumerate(("I", "II", "III", "IV"))] + [col(x, "revenue_vnd", head=(G, "Cả năm"))]
    else:
        C[i:i + 1] = [col(x, "revenue_vnd", head=(G, "Cả năm")), Col(None, (G, "Trong đó", "6 tháng đầu năm"), lambda u: None if u["_q"][0] is None else num(sum(u["_q"][:2]), M)), Col(None, (G, "Trong đó", "6 tháng cuối năm"), lambda u: None if u["_q"][0] is None else num(sum(u["_q"][2:]), M))]
    plain(x, C, x("doanh thu bốn quý và cả năm", "doanh thu cả năm, trong đó hai nửa năm"), units=us)


@kind("b2-luy-ke", "'Tháng 11 | Lũy kế từ đầu năm' for revenue and profit: the cumulative figure is the year's")
def _(x):
    C = cols(x)
    for f in ("revenue_vnd", "profit_vnd"):
        i = at(C, f)
        g = HEAD[f][0]
        m = Col(None, (g, x("Tháng 11/2019", "Trong tháng")), lambda u, f=f: None if u[f] is None else round(u[f] / M / 11, 1))
        C[i:i + 1] = [m, col(x, f, head=(g, x("Lũy kế 11 tháng", "Lũy kế từ đầu năm")))]
    plain(x, C, "cột tháng và cột lũy kế", or_rows=True, must_say_one_of=[say(x("Biểu 2", "B2-DS don vi"))], concerned=[{"field": "revenue_vnd"}, {"field": "profit_vnd"}])


@kind("b2-khoi-hai-nam", "two blocks with the same sub-heads: 'NĂM 2019' and 'NĂM 2018 (để so sánh)', in either order")
def _(x):
    fs = ["members", "workers", "revenue_vnd", "profit_vnd", "member_income_vnd"]
    rest = [f for f in F2 if f not in fs]
    a = [col(x, f) for f in rest[:7]]
    for c in a:
        pass
    now = [col(x, f, head=(x("NĂM 2019", "Số liệu năm báo cáo (2019)"), HEAD[f][x.v])) for f in fs]
    old = [Col(None, (x("NĂM 2018 (để so sánh)", "Số liệu năm trước (2018)"), HEAD[f][x.v]), lambda u, f=f: None if u[f] is None or u["founded_on"] >= "2019" else (int(u[f] * .93) if f in COUNTS else round(u[f] * .91 / M, 1))) for f in fs]
    b = [col(x, f) for f in rest[7:]]
    C = [Col("#", "STT", None)] + a + x(now + old, old + now) + b
    plain(x, C, x("khối năm 2019 trước, khối năm 2018 sau", "khối năm 2018 trước, khối năm 2019 sau"))


@kind("b2-ty-le-xen", "percentage columns between the figures, under bare heads '%' or 'So cùng kỳ (%)'")
def _(x):
    C = cols(x)
    for f, h in (("members", x("So với năm 2018 (%)", "% tăng")), ("revenue_vnd", x("%", "So cùng kỳ (%)")), ("workers", x("Tỷ lệ LĐ nữ (%)", "% nữ"))):
        C.insert(at(C, f) + 1, Col(None, h, lambda u: round(x.R.uniform(81, 124), 1) if u["status"] == "Đang hoạt động" else None))
    plain(x, C, "cột phần trăm xen giữa", must_say_info=[{"severity": ["info", "warning"], "sheet": None, "row": None}])


@kind("b2-chia-ra", "parts before or after the total: cá nhân | hộ | pháp nhân | cộng; workers: là thành viên | thuê ngoài | tổng; 'trong đó DTTS, hộ nghèo'")
def _(x):
    us = [dict(u) for u in x.units]
    for u in us:
        m, w = u["members"], u["workers"]
        u["_p"] = [m - m * 2 // 3 - (m > 12), m * 2 // 3, int(m > 12)]
        u["_w"] = [w // 2, w - w // 2]
    C = cols(x)
    i = at(C, "members")
    g = x("Thành viên", "Số thành viên đến 30/11/2019")
    parts = [Col(None, (g, h), lambda u, k=k: u["_p"][k]) for k, h in enumerate(("Cá nhân", "Hộ gia đình", "Pháp nhân"))]
    if x.v == 0:
        C[i:i + 1] = parts + [col(x, "members", head=(g, "Cộng"))]
    else:
        C[i:i + 1] = [col(x, "members", head=(g, "Tổng số"))] + [Col(None, (g, "Trong đó", h), lambda u, k=k: u["members"] * k // 10) for k, h in ((4, "DTTS"), (1, "Hộ nghèo"), (3, "Nữ"))]
    i = at(C, "workers")
    g = "Lao động thường xuyên"
    w = [Col(None, (g, h), lambda u, k=k: u["_w"][k]) for k, h in enumerate(x(("Là thành viên", "Thuê ngoài"), ("LĐ là thành viên HTX", "LĐ không phải thành viên")))]
    C[i:i + 1] = x(w + [col(x, "workers", head=(g, "Tổng số"))], [w[0], col(x, "workers", head=(g, "Tổng cộng")), w[1]])
    plain(x, C, x("chia ra trước, cộng sau", "tổng trước hoặc ở giữa, trong đó DTTS, hộ nghèo, nữ"), units=us)


@kind("b2-ma-danh-muc", "type, sector, state, rating as numbers or letters with a legend in the head | below the table")
def _(x):
    T = {"HTX": 1, "QTDND": 2, "LHHTX": 3, "THT": 4}
    S = {s: i + 1 for i, s in enumerate(SECTORS)}
    Q = {"Tốt": "A", "Khá": "B", "Trung bình": "C", "Yếu": "D", "Không xếp loại": "E"}
    leg = {"unit_type": "1: HTX; 2: QTDND; 3: LHHTX; 4: THT", "sector": "; ".join(f"{i}: {s}" for s, i in S.items()), "rating": "; ".join(f"{i}: {s}" for s, i in Q.items())}
    hd = {f: (f"{HEAD[f][0]} ({leg[f]})" if x.v == 0 else HEAD[f][1] + " (mã)") for f in leg}
    C = cols(x, heads=hd, get={"unit_type": lambda u: T[u["unit_type"]], "sector": lambda u: S[u["sector"]], "rating": lambda u: Q.get(u["rating"])})
    def after(sh, r):
        if x.v:
            for k, t in enumerate(("Ghi chú mã:", f"- Loại hình tổ chức: {leg['unit_type']}", f"- Lĩnh vực hoạt động: {leg['sector']}", f"- Xếp loại: {leg['rating']}")):
                sh.put(r + k, 2, t)
            return r + 4
    plain(x, C, x("mã số trong ô, giải nghĩa ở tiêu đề", "mã số trong ô, giải nghĩa dưới bảng"), after=after, or_rows=True, must_say_one_of=[say(x("Biểu 2", "B2-DS don vi"))] + [say(x("Biểu 2", "B2-DS don vi"), r) for r in range(4, 30)], concerned=[{"field": f} for f in leg])


@kind("b2-tinh-trang-hai-ngay", "no state column: 'Ngày ngừng hoạt động' and 'Ngày giải thể' | the state only in the remarks")
def _(x):
    us = [dict(u) for u in x.units]
    k = [u for u in us if u["founded_on"] < "2017"]
    for u, s in zip(k, ("Ngừng hoạt động", "Đã giải thể")):
        u.update(status=s, revenue_vnd=0, revenue_from_members_vnd=0, profit_vnd=0, new_members=0, managers_trained=0, member_income_vnd=None, worker_income_vnd=None)
        if u["unit_type"] != "THT":
            u["rating"] = "Không xếp loại"
    for u in us:
        if u not in k[:2]:
            u["status"] = "Đang hoạt động"
    C = cols(x, omit=("status",))
    if x.v == 0:
        i = at(C, "founded_on") + 1
        C[i:i] = [Col(None, "Ngày ngừng hoạt động", lambda u: D(2019, 3, 18) if u["status"] == "Ngừng hoạt động" else None), Col(None, "Ngày giải thể", lambda u: D(2019, 8, 22) if u["status"] == "Đã giải thể" else None)]
    else:
        C.append(Col(None, "Ghi chú", lambda u: {"Ngừng hoạt động": "Ngừng hoạt động từ tháng 3/2019", "Đã giải thể": "Đã giải thể theo QĐ số 412/QĐ-UBND ngày 22/8/2019"}.get(u["status"])))
    plain(x, C, x("không có cột tình trạng: hai cột ngày ngừng, ngày giải thể", "tình trạng chỉ nói ở ghi chú"), units=us, have={c.field for c in C} | {"status"}, or_rows=True, must_say_one_of=[say(x("Biểu 2", "B2-DS don vi"))] + [say(x("Biểu 2", "B2-DS don vi"), r) for r in range(4, 30)])


@kind("b2-khong-cot-loai", "no column of the type and no groups: only the names say it (HTX…, Quỹ tín dụng…, THT…)")
def _(x):
    us = [dict(u) for u in x.units]
    if x.v:
        for u in us:
            u["name"] = u["name"].replace("HTX ", "Hợp tác xã ", 1).replace("THT ", "Tổ hợp tác ", 1)
    C = cols(x, omit=("unit_type",), heads={"name": x("Tên đơn vị", "Tên HTX/THT")})
    plain(x, C, "không có cột loại hình, chỉ tên nói", units=us, have={c.field for c in C} | {"unit_type"}, or_rows=True, must_say_one_of=[say(x("Biểu 2", "B2-DS don vi"))])


@kind("b2-ghi-chu-co-so", "a remarks column holds figures and words; a 'Ngành nghề chính' column stands beside the sector")
def _(x):
    C = cols(x)
    C.append(Col(None, x("Ghi chú", "Ghi chú, diễn giải"), lambda u: x.R.choice([None, None, "Tăng 3 TV so với 2018", 450, "Vay Quỹ HTPT 300 triệu", "12/2018", "Nợ thuế 12,5 triệu", 2019])))
    C.insert(at(C, "sector") + 1, Col(None, x("Ngành nghề chính", "Sản phẩm chủ yếu"), lambda u: x.R.choice(["Trồng cà phê", "Chăn nuôi bò", "Cây ăn quả", "Dệt thổ cẩm", "Vận tải hàng hóa"])))
    plain(x, C, "cột ghi chú có số và chữ; ngành nghề cạnh lĩnh vực", must_say_info=[{"severity": ["info", "warning"], "sheet": None, "row": None}])


@kind("b2-don-vi-duoi-bang", "the money unit is told only in a note below the table | only in the sum row's label")
def _(x):
    C = cols(x, div=1000)
    def tweak(sh, pairs, rows, C, h):
        if x.v:
            r = pairs[-1][1] + 1
            sh.put(r, cell(C, "name"), "Tổng cộng (tiền: nghìn đồng)")
    def after(sh, r):
        if x.v == 0:
            sh.put(r, 2, "Ghi chú: Doanh thu, lợi nhuận, thu nhập trong biểu tính bằng nghìn đồng.")
            return r + 1
    t = x("Biểu 2", "B2-DS don vi")
    plain(x, C, "đơn vị tiền chỉ nói dưới bảng", unit=None, tweak=tweak, after=after, or_rows=True, must_say_one_of=[say(t)], concerned=[{"field": f} for f in MONEY2])


@kind("b2-tieu-de-xoay-dung", "heads turned by 90°, letters one below the other, abbreviated; columns very narrow")
def _(x):
    h = x({"registration_code": "MST", "commune": "Xã, TT", "members": "Số\nTV", "new_members": "TV\nmới", "workers": "LĐ\nTX", "managers": "CB\nQL", "managers_trained": "CBQL\nđược\nĐT,\nBD", "revenue_vnd": "Doanh\nthu", "revenue_from_members_vnd": "DT\nvới\nTV", "member_income_vnd": "TN BQ\nTV", "worker_income_vnd": "TN BQ\nLĐ", "founded_on": "Ngày\nTL", "converted_from": "Chuyển từ\nTHT"},
          {"registration_code": "Mã số thuế", "commune": "Xã", "members": "Tổng\nsố\nthành\nviên", "new_members": "Trđ:\nthành viên\nmới", "workers": "Lao động\nthường\nxuyên", "managers": "Cán bộ\nquản lý", "managers_trained": "Trđ:\nđược bồi\ndưỡng\ntrong năm", "revenue_vnd": "Tổng\ndoanh\nthu", "revenue_from_members_vnd": "Trđ:\nvới\nthành viên", "profit_vnd": "Lợi\nnhuận"})
    C = cols(x, heads=h)
    def post(wb):
        from openpyxl.styles import Alignment
        ws = wb.active
        for r in range(1, 12):
            if any("\n" in str(c.value or "") for c in ws[r]):
                for c in ws[r]:
                    c.alignment = Alignment(textRotation=90, wrap_text=True, horizontal="center")
                for c in ws[r][7:]:
                    ws.column_dimensions[c.column_letter].width = 5
    plain(x, C, "tiêu đề xoay đứng, viết tắt, xuống dòng", post=post)


@kind("b2-bang-excel", "a real Excel table (Ctrl+T) with filter buttons and banded rows, title above | a sum row below the table")
def _(x):
    C = cols(x)
    n = len(x.units)
    def post(wb):
        from openpyxl.worksheet.table import Table, TableStyleInfo
        ws = wb.active
        h = next(c.row for r in ws.iter_rows() for c in r if c.value == HEAD["name"][x.v])
        t = Table(displayName=x("Bang1", "DS_HTX"), ref=f"A{h}:{letter(len(C))}{h + n}")
        t.tableStyleInfo = TableStyleInfo(name="TableStyleMedium2", showRowStripes=True)
        ws.add_table(t)
        ws.freeze_panes = f"C{h + 1}"
    plain(x, C, "bảng Excel có nút lọc", post=post, total=bool(x.v))


@kind("b2-nhom-gop-o", "commune, status (and sector) merged over their units; blank rows between communes")
def _(x):
    us = sorted(x.units, key=lambda u: (u["commune"], u["status"], u["unit_type"]))
    C = cols(x)
    sh = Sheet(x("Biểu 2", "Phụ biểu 2"))
    r = put_head(sh, top(sh, x), C)
    P, n = [], 1
    for k in dict.fromkeys(u["commune"] for u in us):
        g = [u for u in us if u["commune"] == k]
        p, r2 = body(sh, r, C, g, n0=n)
        n += len(g)
        P += p
        for f in x(("commune", "status"), ("commune", "sector", "status")):
            c = cell(C, f)
            i = 0
            while i < len(g):
                j = i
                while j + 1 < len(g) and g[j + 1][f] == g[i][f]:
                    j += 1
                if j > i:
                    for q in range(i + 1, j + 1):
                        sh.c.pop((r + q, c), None)
                    sh.merge(r + i, c, r + j, c)
                i = j + 1
        r = r2 + 1          # an empty row
    put_sum(sh, r, C, us, {1: "Tổng cộng"})
    foot(sh, r, x)
    emit(x, "agency_report", x.code, [sh], "xã, tình trạng (lĩnh vực) gộp ô xuống các đơn vị, dòng trống giữa các xã", want(P), cmap(C))


@kind("b2-tong-dau-cuoi", "the total first, the remaining columns in another order; 'Trong đó: đang hoạt động' and 'Cộng HTX (không kể THT)' reconcile with a part")
def _(x):
    order = x(["commune", "name", "unit_type", "status", "rating", "founded_on", "registration_code", "revenue_vnd", "revenue_from_members_vnd", "profit_vnd", "members", "new_members", "workers", "worker_income_vnd", "member_income_vnd", "managers", "managers_trained", "sector", "converted_from"],
              ["name", "members", "new_members", "workers", "managers", "managers_trained", "revenue_vnd", "revenue_from_members_vnd", "profit_vnd", "member_income_vnd", "worker_income_vnd", "rating", "status", "converted_from", "unit_type", "sector", "commune", "registration_code", "founded_on"])
    C = cols(x, order)
    sh = Sheet(x("Biểu 2", "Biểu 2-TH"))
    r = put_head(sh, top(sh, x), C)
    lab = {at(C, "name"): None}
    k = at(C, "name")
    for t, g in ((x("TOÀN " + x.place.split()[0].upper() + (" PHỐ" if x.code == "608" else ""), "TỔNG SỐ"), x.units), (x("Trong đó: đang hoạt động", "Cộng HTX (không kể THT)"), [u for u in x.units if (u["status"] == "Đang hoạt động" if x.v == 0 else u["unit_type"] != "THT")])):
        put_sum(sh, r, C, g, {k: t})
        r += 1
    p, r = body(sh, r, C, x.units)
    foot(sh, r, x)
    emit(x, "agency_report", x.code, [sh], "dòng tổng và dòng «trong đó» ở đầu, thứ tự cột khác", want(p), cmap(C))


@kind("b2-xls-hai-cap", "an old .xls: groups by sector with letters, numbers as text, days as text, code as number")
def _(x):
    us = sorted(x.units, key=lambda u: SECTORS.index(u["sector"]))
    C = cols(x, omit=("sector",), get={"founded_on": lambda u: dmy(u["founded_on"], x("/", ".")), "registration_code": lambda u: u["registration_code"] and int(u["registration_code"]), "revenue_vnd": lambda u: vn(num(u["revenue_vnd"], M)), "members": lambda u: f"{u['members']:02d}"})
    sh = Sheet(x("Bieu 2", "Biểu 02"))
    r = put_head(sh, top(sh, x), C)
    P, n = [], 1
    for i, s in enumerate(dict.fromkeys(u["sector"] for u in us)):
        g = [u for u in us if u["sector"] == s]
        sh.put(r, 1, "ABCDEFG"[i])
        sh.put(r, 2, x("Lĩnh vực ", "") + s)
        p, r = body(sh, r + 1, C, g, n0=n)
        n += len(g)
        P += p
    foot(sh, r, x)
    emit(x, "agency_report", x.code, [sh], ".xls cũ, nhóm theo lĩnh vực, số và ngày là chữ", want(P), cmap(C), ext="xls")


@kind("b2-csv-kieu", "CSV: 'sep=;' in the first line, quotes doubled, decimal commas | UTF-16 with tabs, notes and signatures as lines")
def _(x):
    us = [dict(u) for u in x.units]
    next(u for u in us if u["unit_type"] == "HTX")["name"] = 'HTX Nông nghiệp; Thương mại "Sơn Ca"'
    C = cols(x, get={"founded_on": lambda u: dmy(u["founded_on"])}, heads={} if x.v == 0 else {f: HEAD[f][1] + " (nghìn đồng)" for f in MONEY2}, div=M if x.v == 0 else 1000)
    sh = Sheet("x")
    r = 1
    if x.v == 0:
        r = 2
        sh.put(2, 1, f"UBND {x.place} - Biểu 2. Danh sách HTX, THT năm 2019 (triệu đồng)")
        r = 3
    else:
        sh.put(1, 1, f"UBND {x.place}")
        sh.put(2, 2, "BIỂU 2. DANH SÁCH HTX, QTDND, THT NĂM 2019")
        r = 4
    r = put_head(sh, r, C)
    p, r = body(sh, r, C, us)
    put_sum(sh, r, C, us, {1: "Tổng cộng"})
    if x.v:
        sh.put(r + 2, 2, "Ghi chú: 03 THT chưa có báo cáo doanh thu.")
        sh.put(r + 3, 6, "CHỦ TỊCH")
    raw = csv_bytes(sh, ";" if x.v == 0 else "\t", "utf-8-sig" if x.v == 0 else "utf-16")
    if x.v == 0:        # Excel's own line stands in place of the first, empty one
        t = raw.decode("utf-8-sig").split("\r\n", 1)[1]
        raw = ("\ufeffsep=;\r\n" + t).encode("utf-8")
    emit(x, "agency_report", x.code, [sh], x("CSV có dòng sep=;, dấu nháy kép trong tên, dấu ; trong tên", "UTF-16, tab, nghìn đồng, ghi chú và chữ ký là dòng"), want(p), cmap(C), ext="csv", raw=raw)


@kind("b2-xap-xi", "figures as '≈ 40', '~ 40', 'trên 40', '>40' | as a range '40 - 45', '40÷45', '40-45'")
def _(x):
    def tweak(sh, pairs, rows, C, h):
        S, Cn = [], []
        k = 0
        for f in ("members", "workers"):
            for i in range(k % 2, len(pairs), 5):
                v, r = pairs[i][0][f], pairs[i][1]
                if not v or not 8 <= v < 400:
                    continue
                sh.put(r, cell(C, f), x(["≈ {}", "~{}", "trên {}", ">{}"], ["{} - {}", "{}÷{}", "{}-{}", "từ {} đến {}"])[k % 4].format(v, v + 5))
                if x.v:
                    rows[i][f] = None
                S.append(say(sh.title, r))
                Cn.append({"field": f, "row": r})
                k += 1
        return {"must_say_one_of": S, "concerned": Cn, **({"or_rows": True} if x.v == 0 else {})}
    plain(x, cols(x), x("số ghi xấp xỉ: ≈, ~, trên, >", "số ghi khoảng: 40 - 45"), tweak=tweak, total=False)


@kind("b2-to-nhap-lieu", "the list takes its figures by formula (stored values right) from an entry sheet in nghìn đồng that stands before it; sums are SUM()")
def _(x):
    C = cols(x)
    e, sh = Sheet(x("Nhập liệu", "NHAP LIEU")), Sheet(x("Biểu 2", "Bieu so 2"))
    for j, t in enumerate(("Tên đơn vị", "Số thành viên", "Doanh thu (nghìn đồng)", "Chi phí (nghìn đồng)")):
        e.put(3, 1 + j, t)
    e.put(1, 1, x("SỐ LIỆU NHẬP TỪ BÁO CÁO CỦA CÁC XÃ NĂM 2019", "Dữ liệu gốc (không in)"))
    r0 = put_head(sh, top(sh, x), C)
    P, r = body(sh, r0, C, x.units)
    for i, (u, q) in enumerate(P):
        e.put(4 + i, 1, u["name"])
        e.put(4 + i, 2, u["members"])
        n = f"'{e.title}'!"
        def f(k, fx, v):
            sh.put(q, cell(C, k), fx)
            sh.cached[(q, cell(C, k))] = v
        f("members", f"={n}B{4 + i}", u["members"])
        if u["revenue_vnd"] is not None and u["profit_vnd"] is not None:
            e.put(4 + i, 3, u["revenue_vnd"] // 1000)
            e.put(4 + i, 4, (u["revenue_vnd"] - u["profit_vnd"]) // 1000)
            f("revenue_vnd", f"=ROUND({n}C{4 + i}/1000,1)", num(u["revenue_vnd"], M))
            f("profit_vnd", f"=ROUND(({n}C{4 + i}-{n}D{4 + i})/1000,1)", num(u["profit_vnd"], M))
    sh.put(r, 2, "Tổng cộng")
    for k in ("members", "revenue_vnd", "profit_vnd", "workers"):
        c = cell(C, k)
        sh.put(r, c, f"=SUM({letter(c)}{r0}:{letter(c)}{r - 1})")
        sh.cached[(r, c)] = num(sum(u[k] or 0 for u in x.units), M if k.endswith("_vnd") else 1)
    foot(sh, r + 1, x)
    emit(x, "agency_report", x.code, [e, sh], "công thức lấy từ tờ nhập liệu (nghìn đồng) đứng trước", [{**d, "sheet": sh.title} for d in want(P)], cmap(C))


# ================================================================== biểu 1
W1 = [("Số hợp tác xã có đến cuối kỳ", "Trong đó: số HTX đang hoạt động", "Số HTX thành lập mới", "Số HTX giải thể", "Số HTX hoạt động có hiệu quả", "Tổng số thành viên HTX", "Trong đó: thành viên mới", "Tổng số lao động thường xuyên trong HTX",
       "Doanh thu bình quân một HTX", "Lãi bình quân một HTX", "Thu nhập bình quân của lao động thường xuyên trong HTX", "Thu nhập bình quân của thành viên HTX", "Tổng số cán bộ quản lý HTX", "Trong đó: trình độ sơ cấp, trung cấp", "Trong đó: trình độ cao đẳng, đại học trở lên",
       "Số cán bộ quản lý HTX được đào tạo, bồi dưỡng trong năm", "Tổng số liên hiệp HTX", "Số LHHTX thành lập mới", "Tổng số tổ hợp tác", "Số THT thành lập mới", "Số THT có chứng thực của UBND cấp xã", "Tổng số thành viên THT")]
INST = [(i, t, u) for i, t, u in ITEMS]


def b1val(it, v):
    return num(v, M) if it in MONEY1 else v


def sheet1(x, heads, cells, what, title=None, words=0, groups=True, unit_line=None, ext="xlsx", between=None, at_cols=None, lines=None, post=None, data=None, unitcol=True, **kw):
    """heads: heads of the figure columns; cells(item, prev, cur) -> their values"""
    T = data or totals(x.units, x.R)
    sh = Sheet(title or x("Biểu 1", "Bieu so 1"))
    r = top(sh, x, *(lines or (x("BIỂU 1. TÌNH HÌNH PHÁT TRIỂN KINH TẾ TẬP THỂ NĂM 2019", "CÁC CHỈ TIÊU TỔNG HỢP VỀ KINH TẾ TẬP THỂ NĂM 2019"),)), unit=unit_line)
    C = [Col("#", "STT", None), Col("item", "Chỉ tiêu", None)] + ([Col("u", x("Đơn vị tính", "ĐVT"), None)] if unitcol else []) + [Col(None, h, None) for h in heads]
    r = put_head(sh, r, C)
    n0 = 4 if unitcol else 3
    rows, g = [], None
    for k, (it, w, un) in enumerate(INST):
        G = it.split(".")[0]
        if groups and G != g:
            g = G
            sh.put(r, 1, G)
            sh.put(r, 2, {"I": "HỢP TÁC XÃ", "II": "LIÊN HIỆP HỢP TÁC XÃ", "III": "TỔ HỢP TÁC"}[G], bold=True)
            r += 1
        if between:
            r = between(sh, r, it, T) or r
        p, c = T[it]
        if not it[-1].isalpha():
            sh.put(r, 1, it.split(".")[1])
        sh.put(r, 2, W1[0][k] if words else w)
        if unitcol:
            sh.put(r, 3, un)
        for j, v in enumerate(cells(it, p, c)):
            if v is not None:
                sh.put(r, n0 + j, v)
        rows.append({"row": r, "item": it, "previous_value": p, "value": c})
        r += 1
    foot(sh, r, x)
    cm = {f: [letter(n0 + j)] for f, j in (at_cols or {}).items()}
    emit(x, "agency_report", x.code, [sh], what, rows, cm, ext=ext, post=post, **kw)
    return sh, rows


@kind("b1-quy", "this year by quarters with the year's total at the end | cumulative 3, 6, 9, 11 months")
def _(x):
    STOCK = {"I.1", "I.1a", "I.1d", "I.2", "I.3", "I.7", "I.7a", "I.7b", "II.1", "III.1", "III.1b", "III.2"}
    def q(it, p, c):
        P, V = b1val(it, p), b1val(it, c)
        if x.v == 0:
            if it in STOCK:
                return [P, P, min(P, V), V, V, V]
            if it in MONEY1:
                a = [round(V * k, 2) for k in (.22, .24, .26)]
                return [P, *a, round(V - sum(a), 2), V]
            a = [V // 4, V // 4, V // 4]
            return [P, *a, V - sum(a), V]
        if it in STOCK:
            return [P, P, min(P, V), V, V]
        if it in MONEY1:
            return [P, round(V * .24, 2), round(V * .5, 2), round(V * .77, 2), V]
        return [P, V // 4, V // 2, V * 3 // 4, V]
    if x.v == 0:
        H = ["Năm 2018", ("Năm 2019", "Quý I"), ("Năm 2019", "Quý II"), ("Năm 2019", "Quý III"), ("Năm 2019", "Quý IV"), ("Năm 2019", "Cả năm")]
        n = 5
    else:
        H = ["Thực hiện năm 2018", ("Thực hiện năm 2019", "3 tháng"), ("Thực hiện năm 2019", "6 tháng"), ("Thực hiện năm 2019", "9 tháng"), ("Thực hiện năm 2019", "Đến 30/11")]
        n = 4
    sheet1(x, H, q, x("bốn quý và cả năm", "lũy kế 3, 6, 9 tháng và đến 30/11"), words=x.v, at_cols={"previous_value": 0, "value": n})


@kind("b1-tang-giam-trong-o", "the change stands in the cell behind the figure: '14 (+2)', '14 (tăng 2)', '1.250,5 (tăng 8%)'; losses in brackets elsewhere")
def _(x):
    T = totals(x.units, x.R)
    T["I.5"] = (T["I.5"][0], -abs(T["I.5"][1]) if x.v else T["I.5"][1])
    def q(it, p, c):
        P, V = b1val(it, p), b1val(it, c)
        if it == "I.5" and x.v:
            return [vn(P), f"({vn(-V)})"]
        d = V - P
        if it in MONEY1:
            return [vn(P), f"{vn(V)} ({'tăng' if d >= 0 else 'giảm'} {vn(round(abs(d) / P * 100, 1)) if P else 0}%)"]
        if not d:
            return [P, V]
        return [P, f"{V} ({d:+d})" if x.v == 0 else f"{V} ({'tăng' if d > 0 else 'giảm'} {abs(d)})"]
    sheet1(x, x(("Năm 2018", "Năm 2019"), ("TH năm 2018", "TH năm 2019 (tăng/giảm so với 2018)")), q, "tăng giảm ghi trong ô sau số", data=T, at_cols={"previous_value": 0, "value": 1},
           or_rows=True, must_say_one_of=[say(x("Biểu 1", "Bieu so 1"))] + [say(x("Biểu 1", "Bieu so 1"), r) for r in range(5, 35)])


@kind("b1-chia-loai", "below the main items rows split them by sector or type ('Chia ra: - Nông nghiệp …'); the parts add up")
def _(x):
    L = [u for u in x.units if u["unit_type"] in ("HTX", "QTDND") and u["status"] != "Đã giải thể"]
    def between(sh, r, it, T):
        prev = {"I.1a": ("I.1", None), "I.2a": ("I.2", "members"), "I.4": ("I.3", "workers")}.get(it)
        if not prev:
            return r
        if prev[0] == "I.3" and x.v == 0:
            return r
        sh.put(r, 2, x("Chia theo lĩnh vực:", "Phân theo loại:"))
        r += 1
        key = (lambda u: u["sector"]) if x.v == 0 else (lambda u: "HTX nông nghiệp" if u["sector"] == "Nông nghiệp" else "Quỹ tín dụng nhân dân" if u["unit_type"] == "QTDND" else "HTX phi nông nghiệp")
        p, c = T[prev[0]]
        ks = sorted({key(u) for u in L})
        left = p
        for i, k in enumerate(ks):
            g = [u for u in L if key(u) == k]
            v = len(g) if prev[1] is None else sum(u[prev[1]] for u in g)
            o = left if i == len(ks) - 1 else min(left, round(p * v / max(1, c)))
            left -= o
            sh.put(r, 2, "- " + k)
            sh.put(r, 3, {"I.1": "HTX", "I.2": "thành viên", "I.3": "người"}[prev[0]])
            sh.put(r, 4, o)
            sh.put(r, 5, v)
            r += 1
        return r
    sheet1(x, x(("Thực hiện năm 2018", "Thực hiện năm 2019"), ("31/12/2018", "30/11/2019")), lambda it, p, c: [b1val(it, p), b1val(it, c)], x("chia theo lĩnh vực dưới chỉ tiêu", "phân theo loại dưới chỉ tiêu"), between=between, words=0,
           at_cols={"previous_value": 0, "value": 1})


@kind("b1-trong-do-dong-rieng", "'Trong đó:' alone on a row, the parts below with dashes; the years stand as bare numbers under 'Năm'; next year's plan beside")
def _(x):
    def between(sh, r, it, T):
        if it in ("I.1a", "I.2a", "I.7a", "II.1b", "III.1a"):
            sh.put(r, 2, x("Trong đó:", "Chia ra:" if it == "I.7a" else "Trong đó"))
            return r + 1
    save = list(INST)
    INST[:] = [(i, ("- " + re.sub("^(trong đó|Trong đó): ", "", t) if i[-1].isalpha() and i != "I.6x" else t), u) for i, t, u in save]
    try:
        H = x([("Năm", 2018), ("Năm", 2019), ("Năm", "2020 (KH)")], [("Kế hoạch", "2020"), ("Thực hiện", 2018), ("Thực hiện", 2019)])
        def q(it, p, c):
            P, V = b1val(it, p), b1val(it, c)
            K = round(V * 1.1, 1) if it in MONEY1 else V + V // 10
            return x([P, V, K], [K, P, V])
        sheet1(x, H, q, "«Trong đó:» đứng một dòng, năm là số dưới ô gộp, kế hoạch 2020 bên cạnh", between=between, at_cols=x({"previous_value": 0, "value": 1}, {"previous_value": 1, "value": 2}))
    finally:
        INST[:] = save


@kind("b1-nghin-ty", "the money unit of biểu 1's rows differs from the form's (nghìn đồng, tỷ đồng) in the unit column | in the item's words, no unit column; .xls")
def _(x):
    unit = x({"I.4": ("tỷ đồng/năm", 10 ** 9), "I.5": ("nghìn đồng/năm", 1000), "I.6": ("nghìn đồng/tháng", None), "I.6x": ("nghìn đồng/người/năm", 1000)},
             {"I.4": ("tỷ đồng", 10 ** 9), "I.5": ("nghìn đồng", 1000), "I.6": ("triệu đồng/năm", M), "I.6x": ("triệu đồng/năm", M)})
    T = totals(x.units, x.R)
    for it in ("I.6",):
        T[it] = tuple(round(v / 12000) * 12000 for v in T[it])
    save = list(INST)
    INST[:] = [(i, t + (f" ({unit[i][0]})" if i in unit and x.v else ""), unit[i][0] if i in unit else u) for i, t, u in save]
    def q(it, p, c):
        if it not in unit:
            return [p, c]
        d = unit[it][1]
        return [num(v / 12, 1000) if d is None else num(v, d) for v in (p, c)]
    try:
        sheet1(x, ("Thực hiện năm 2018", "Thực hiện năm 2019"), q, x("đơn vị tiền riêng từng dòng, có một dòng theo tháng", "đơn vị tiền trong lời chỉ tiêu, .xls"), unitcol=x.v == 0, data=T, ext=x("xlsx", "xls"), at_cols={"previous_value": 0, "value": 1},
               **x({"or_rows": True, "must_say_one_of": [say("Biểu 1")] + [say("Biểu 1", r) for r in range(10, 30)]}, {}))
    finally:
        INST[:] = save


# ================================================================== biểu 3
H3 = {"name": ("Tên lớp", "Tên lớp đào tạo, tập huấn"), "organizer": ("Đơn vị tổ chức", "Cơ quan tổ chức"), "from_on": ("Từ ngày", "Khai giảng"), "to_on": ("Đến ngày", "Bế giảng"), "content": ("Nội dung", "Nội dung bồi dưỡng"),
      "participants": ("Số CBQL HTX tham dự", "Số cán bộ quản lý HTX tham dự"), "women": ("Trong đó nữ", "Trong đó: nữ")}


def sheet3(x, C, L, what, tweak=None, sender=None, have=None, **kw):
    s = sender or x.code
    sh = Sheet(x("Biểu 3", "B3-Dao tao"))
    r = put_head(sh, top(sh, x, x("BIỂU 3. CÁC LỚP ĐÀO TẠO, BỒI DƯỠNG CÁN BỘ QUẢN LÝ HTX NĂM 2019", "KẾT QUẢ ĐÀO TẠO, BỒI DƯỠNG NĂM 2019 (BIỂU 3)"), unit=None), C)
    p, r = body(sh, r, C, L)
    rows = want(p, F3, have=have)
    more = tweak(sh, p, rows, C, r) if tweak else None
    foot(sh, r + 2, x)
    emit(x, "agency_report", s, [sh], what, rows, cmap(C), **{**kw, **(more or {})})


def c3(x, get=None, heads=None):
    get = get or {}
    C = [Col("#", "TT", None)]
    for f in F3:
        g = get.get(f) or ((lambda f: lambda u: day(u[f]))(f) if f.endswith("_on") else (lambda f: lambda u: u[f])(f))
        C.append(Col(f, (heads or {}).get(f, H3[f][x.v]), g))
    return C


@kind("b3-ke-hoach-thuc-hien", "participants planned and present; a column of money; a sum row")
def _(x):
    L = classes(f"{SEED}{x.kind}{x.v}")
    C = c3(x, heads={"participants": ("Số CBQL HTX tham dự", x("Thực hiện", "Thực tế")), "women": ("Số CBQL HTX tham dự", "Trong đó nữ")})
    i = at(C, "participants")
    k = Col(None, ("Số CBQL HTX tham dự", "Kế hoạch"), lambda u: -(-u["participants"] // 10) * 10)
    C.insert(x(i, i + 2), k)
    C.append(Col(None, x("Kinh phí (triệu đồng)", "Kinh phí thực hiện (nghìn đồng)"), lambda u: x(round(u["participants"] * .62, 1), u["participants"] * 620)))
    def tweak(sh, p, rows, C, r):
        sh.put(r, 2, "Cộng")
        for f in ("participants", "women"):
            sh.put(r, cell(C, f), sum(u[f] for u, _ in p))
    sheet3(x, C, L, x("số tham dự: kế hoạch rồi thực hiện, thêm kinh phí", "số tham dự: thực tế, nữ, rồi kế hoạch"), tweak)


@kind("b3-tu-ngay-thieu-nam", "'Từ ngày' without the year ('05/3'), 'Đến ngày' whole | both as text in words")
def _(x):
    L = classes(f"{SEED}{x.kind}{x.v}")
    g = x({"from_on": lambda u: f"{u['from_on'][8:]}/{int(u['from_on'][5:7])}", "to_on": lambda u: dmy(u["to_on"])},
          {"from_on": lambda u: f"Ngày {u['from_on'][8:]} tháng {int(u['from_on'][5:7])} năm 2019", "to_on": lambda u: f"ngày {int(u['to_on'][8:])}/{int(u['to_on'][5:7])}/2019"})
    kw = {"or_rows": True, "must_say_one_of": [say("Biểu 3")] + [say("Biểu 3", r) for r in range(5, 20)], "concerned": [{"field": "from_on"}]} if x.v == 0 else {}
    sheet3(x, c3(x, g), L, x("«Từ ngày» không ghi năm", "ngày bằng lời"), **kw)


@kind("b3-lop-chua-mo", "one class is not yet held: planned day in December, number of participants blank or 'dự kiến 30'")
def _(x):
    L = classes(f"{SEED}{x.kind}{x.v}")
    L[-1].update(from_on="2019-12-16", to_on="2019-12-18", participants=None, women=None)
    C = c3(x)
    C.append(Col(None, "Ghi chú", lambda u: "Dự kiến, chưa tổ chức" if u is L[-1] else None))
    def tweak(sh, p, rows, C, r):
        q = p[-1][1]
        if x.v:
            sh.put(q, cell(C, "participants"), "dự kiến 30")
        rows[-1].update(from_on="__any__", to_on="__any__")
        return {"must_say_one_of": [say(sh.title, q), {"severity": ["info", "warning", "error"], "sheet": sh.title, "row": q}], "concerned": [{"field": f, "row": q} for f in ("participants", "from_on", "to_on", "name", "women")], **({"or_rows": True} if x.v == 0 else {})}
    sheet3(x, C, L, x("một lớp chưa mở, để trống số người", "một lớp chưa mở, ghi «dự kiến 30»"), tweak)


# ================================================================== biểu 4
H4 = {"task": ("Mã nhiệm vụ", "Mã NV"), "content": ("Nội dung nhiệm vụ", "Nội dung"), "state": ("Trạng thái", "Tình trạng thực hiện"), "result": ("Kết quả", "Kết quả đạt được"), "quantity": ("Số liệu", "Số liệu kết quả"), "unit_of_measure": ("Đơn vị tính", "ĐVT")}


def c4(x, get=None, heads=None):
    return [Col(f, (heads or {}).get(f, H4[f][x.v]), (get or {}).get(f) or (lambda f: lambda u: u[f])(f)) for f in F4]


@kind("b4-nhieu-dong-ket-qua", "a task with several result rows (code and content merged down); the further rows carry figures of their own: to be said")
def _(x):
    L = tasks(x.code, f"{SEED}{x.kind}{x.v}")
    C = [Col("#", "TT", None)] + c4(x)
    sh = Sheet(x("Biểu 4", "Biểu số 4"))
    r = put_head(sh, top(sh, x, "BIỂU 4. KẾT QUẢ THỰC HIỆN NHIỆM VỤ THEO VĂN BẢN 765/VP-KTTH NĂM 2019", unit=None), C)
    L[0].update(state="Hoàn thành", result="Thành lập mới HTX nông nghiệp", quantity=3)
    L[2].update(state="Đang thực hiện", result="Tư vấn thành lập THT", quantity=5)
    P, S, Cc = [], [], []
    for i, t in enumerate(L):
        p, q = body(sh, r, C, [t], n0=i + 1)
        P += p
        for k, (res, n, un) in enumerate({0: [("Số HTX được hỗ trợ lập phương án", 6, "HTX")], 2: [("THT có hợp đồng được chứng thực", 4, "THT"), ("Lớp tuyên truyền", 2, "lớp")][:x(1, 2)]}.get(i, [])):
            for f, v in (("result", res), ("quantity", n), ("unit_of_measure", un)):
                sh.put(q, cell(C, f), v)
            S.append(say(sh.title, q))
            q += 1
        if q > r + 1:
            for f in ("#", "task", "content", "state"):
                sh.merge(r, cell(C, f), q - 1, cell(C, f))
            S += [say(sh.title, r)]
        r = q
    foot(sh, r, x)
    rows = want(P, F4)
    for d in rows:
        if d["task"] in (L[0]["task"], L[2]["task"]):
            d["result"] = "__any__"
    emit(x, "agency_report", x.code, [sh], "nhiệm vụ có nhiều dòng kết quả, mã gộp ô", rows, cmap(C), must_say_one_of=S)


@kind("b4-phan-tram", "a task's figure is a share: a cell shown as 60% (stored 0,6) | text '60%', unit column '%'; a progress column beside the state")
def _(x):
    L = tasks(x.code, f"{SEED}{x.kind}{x.v}")
    t = L[1]
    t.update(state="Đang thực hiện", result="Đã phân loại phần lớn HTX", quantity=60, unit_of_measure="%")
    C = [Col("#", "STT", None)] + c4(x)
    C.insert(at(C, "state") + 1, Col(None, x("Tiến độ (%)", "Mức độ hoàn thành (%)"), lambda u: {"Hoàn thành": 100, "Chưa thực hiện": 0}.get(u["state"], 50)))
    sh = Sheet(x("Biểu 4", "B4"))
    r = put_head(sh, top(sh, x, "BIỂU 4. KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM 2019", unit=None), C)
    P, r = body(sh, r, C, L)
    q = next(b for a, b in P if a is t)
    sh.put(q, cell(C, "quantity"), .6 if x.v == 0 else "60%", **({"fmt": "0%"} if x.v == 0 else {}))
    foot(sh, r, x)
    emit(x, "agency_report", x.code, [sh], x("số liệu là ô phần trăm (0,6 hiện 60%)", "số liệu là chữ «60%»"), want(P, F4), cmap(C), or_rows=True, must_say_one_of=[say(sh.title, q)])


@kind("b4-so-cot-doi", "biểu 4 of a department: columns 'Cơ quan phối hợp', 'Văn bản số' (with figures) between, code behind the content; state in other cases")
def _(x):
    s = x("SNNPTNT", "LMHTX")
    L = tasks(s, f"{SEED}{x.kind}{x.v}")
    C = c4(x, {"state": lambda u: x(u["state"].upper(), u["state"].lower())})
    C = [Col("#", "STT", None), C[1], C[0], Col(None, "Cơ quan phối hợp", lambda u: x.R.choice(["UBND các huyện, thành phố", "Sở Tài chính", "Liên minh HTX tỉnh"])), Col(None, "Văn bản số", lambda u: f"{x.R.randint(100, 999)}/KH-{s[:3]}"), C[5], C[4], C[3], C[2]]
    sh = Sheet(x("Biểu 4", "Biểu số 04"))
    off = x("SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN", "LIÊN MINH HỢP TÁC XÃ TỈNH KON TUM")
    r = put_head(sh, top(sh, x, "BIỂU 4. KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM 2019", unit=None, office=off), C)
    P, r = body(sh, r, C, L)
    foot(sh, r, x, "Kon Tum", ("GIÁM ĐỐC",) if x.v == 0 else ("CHỦ TỊCH",))
    emit(x, "agency_report", s, [sh], "cột phối hợp, văn bản xen giữa, thứ tự cột ngược", want(P, F4), cmap(C))


# ================================================================== biểu 5
@kind("b5-cong-tru", "points: criteria, bonus, deduction, total; a rank column 'Xếp hạng' (1, 2, 3…) beside 'Xếp loại'")
def _(x):
    L = sorted(ratings(f"{SEED}{x.kind}{x.v}"), key=lambda u: -u["score"])
    G = x("Điểm", "Kết quả chấm điểm")
    pl = [Col(None, (G, "Điểm tiêu chí"), lambda u: u["score"] - u["_b"]), Col(None, (G, x("Điểm thưởng", "Điểm cộng")), lambda u: max(u["_b"], 0)), Col(None, (G, "Điểm trừ"), lambda u: max(-u["_b"], 0))]
    for u in L:
        u["_b"] = x.R.choice([0, 0, 2, 1, -1, -2]) if u["score"] <= 97 else 0
    sc = Col("score", (G, x("Tổng điểm", "Tổng cộng")), lambda u: u["score"] if x.v == 0 else vn(u["score"]))
    C = [Col("#", "TT", None), Col("name", "Tên HTX", lambda u: u["name"]), Col("registration_code", "Mã số HTX", lambda u: u["registration_code"]), Col("district", x("Huyện, thành phố", "Địa bàn huyện/thành phố"), lambda u: u["district"] if x.v == 0 else re.sub("^Huyện", "H.", u["district"]).replace("Thành phố", "TP."))]
    C += x(pl + [sc], [sc] + pl) + [Col(None, x("Xếp hạng", "Thứ hạng"), lambda u: L.index(u) + 1), Col("rating", x("Xếp loại", "Loại"), lambda u: u["rating"])]
    sh = Sheet(x("Biểu 5", "B5-Xep loai"))
    r = put_head(sh, top(sh, x, "BIỂU 5. KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI HTX NÔNG NGHIỆP NĂM 2019", unit=None, office="SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN"), C)
    P, r = body(sh, r, C, L)
    foot(sh, r, x, "Kon Tum", ("GIÁM ĐỐC",))
    emit(x, "agency_report", "SNNPTNT", [sh], "điểm tiêu chí, thưởng, trừ, tổng; thêm xếp hạng", want(P, F5), cmap(C))


@kind("b5-theo-loai", "grouped by rating ('I. Loại Tốt (3 HTX)'), no rating column; not-rated units listed at the end without points")
def _(x):
    L = sorted(ratings(f"{SEED}{x.kind}{x.v}"), key=lambda u: ["Tốt", "Khá", "Trung bình", "Yếu"].index(u["rating"]))
    N = [{**u, "name": u["name"] + " Mới", "registration_code": None, "score": None, "rating": "Không xếp loại"} for u in L[:2]]
    C = [Col("#", "STT", None), Col("district", "Huyện/thành phố", lambda u: u["district"]), Col("name", x("Tên HTX", "Tên hợp tác xã nông nghiệp"), lambda u: u["name"]), Col("registration_code", "MST", lambda u: u["registration_code"]), Col("score", x("Điểm", "Tổng điểm (thang 100)"), lambda u: u["score"])]
    sh = Sheet(x("Biểu 5", "Bieu 05"))
    r = put_head(sh, top(sh, x, "BIỂU 5. XẾP LOẠI HTX NÔNG NGHIỆP NĂM 2019", unit=None, office="SỞ NÔNG NGHIỆP VÀ PTNT"), C)
    P, n = [], 1
    for i, k in enumerate(("Tốt", "Khá", "Trung bình", "Yếu", "Không xếp loại")):
        g = [u for u in L + N if u["rating"] == k]
        if not g:
            continue
        sh.put(r, 1, "I II III IV V".split()[i])
        sh.put(r, x(2, 3), f"Loại {k} ({len(g)} HTX)" if k[0] != "K" else x("Không xếp loại (HTX mới thành lập)", f"Không xếp loại ({len(g)} HTX)"), bold=True)
        p, r = body(sh, r + 1, C, g, n0=n if x.v == 0 else 1)
        n += len(g)
        P += p
    foot(sh, r, x, "Kon Tum", ("GIÁM ĐỐC",))
    emit(x, "agency_report", "SNNPTNT", [sh], "xếp loại chỉ ở dòng nhóm", want(P, F5), cmap(C))


# ================================================================== registry
HR = {"registration_code": ("Mã số HTX", "Mã số thuế HTX"), "certificate_no": ("Số GCN đăng ký", "Số giấy chứng nhận đăng ký HTX"), "unit_type": ("Loại hình", "Loại hình tổ chức"), "name": ("Tên", "Tên HTX, LHHTX, QTDND"), "commune": ("Xã/phường/thị trấn", "Xã, phường, TT"),
      "district": ("Huyện/thành phố", "Huyện, TP"), "commune_code": ("Mã xã", "Mã đơn vị hành chính xã"), "industry_code": ("Mã ngành", "Mã ngành chính (VSIC)"), "charter_capital_vnd": ("Vốn điều lệ", "Vốn điều lệ (đồng)"), "registered_on": ("Ngày đăng ký lần đầu", "Ngày cấp GCN lần đầu"),
      "converted_on": ("Ngày đăng ký lại theo Luật 2012", "Ngày đăng ký lại (Luật HTX 2012)"), "status": ("Tình trạng", "Tình trạng pháp lý"), "status_on": ("Ngày tình trạng", "Ngày cập nhật tình trạng")}


def cr(x, get=None, heads=None, omit=(), order=FR):
    return [Col("#", "STT", None)] + [Col(f, (heads or {}).get(f, HR[f][x.v]), (get or {}).get(f) or ((lambda f: lambda u: day(u[f]))(f) if f.endswith("_on") else (lambda f: lambda u: u[f])(f)), fmt="#,##0" if f == "charter_capital_vnd" else None) for f in order if f not in omit]


def rtop(sh, x, t=None, unit=None):
    return top(sh, x, t or x("DANH SÁCH HỢP TÁC XÃ, LIÊN HIỆP HTX, QUỸ TDND ĐĂNG KÝ ĐẾN NGÀY 30/11/2019", "CƠ SỞ DỮ LIỆU ĐĂNG KÝ HỢP TÁC XÃ (trích ngày 02/12/2019)"), unit=unit, office="SỞ KẾ HOẠCH VÀ ĐẦU TƯ TỈNH KON TUM")


@kind("r-lich-su-thay-doi", "under a unit further rows tell its changes ('Thay đổi lần 1', day, new capital), number and code merged or blank")
def _(x):
    L = registry(f"{SEED}{x.kind}{x.v}", n=14)
    C = cr(x)
    C.insert(at(C, "registered_on"), Col(None, x("Nội dung đăng ký", "Lần đăng ký"), lambda u: x("Đăng ký lần đầu", "Lần đầu")))
    sh = Sheet("Danh sách")
    r = put_head(sh, rtop(sh, x), C)
    P, S = [], []
    for i, u in enumerate(L):
        p, q = body(sh, r, C, [u], n0=i + 1)
        P += p
        if i % 4 == 1:
            sh.put(q, cell(C, "registered_on") - 1, x("Thay đổi lần 1", "Thay đổi lần thứ 1"))
            sh.put(q, cell(C, "registered_on"), min(max(day(u["registered_on"]) + dt.timedelta(days=200), D(2018, 3, 5)), D(2019, 11, 20)))
            sh.put(q, cell(C, "charter_capital_vnd"), u["charter_capital_vnd"] + 500 * M, fmt="#,##0")
            if x.v:
                for f in ("#", "registration_code", "name", "unit_type"):
                    sh.merge(r, cell(C, f), q, cell(C, f))
            S += [say(sh.title, q), say(sh.title, r)]
            q += 1
        r = q
    foot(sh, r, x, "Kon Tum", ("GIÁM ĐỐC",))
    rows = want(P, FR)
    rs = {m["row"] for m in S}
    for d in rows:
        if d["row"] in rs:
            d["charter_capital_vnd"] = "__any__"          # the first or the last capital: no one can tell
    emit(x, "registry_extract", "SKHDT", [sh], "dòng «Thay đổi lần 1» dưới đơn vị", rows, cmap(C), must_say_one_of=S)


@kind("r-tinh-trang-ma", "the state as a number with a legend in the head | below the table")
def _(x):
    L = registry(f"{SEED}{x.kind}{x.v}")
    S = {"Đang hoạt động": 1, "Tạm ngừng kinh doanh": 2, "Không hoạt động tại địa chỉ đã đăng ký": 3, "Đang làm thủ tục giải thể": 4, "Bị thu hồi": 5, "Đã giải thể": 6}
    leg = "; ".join(f"{i} - {s}" for s, i in S.items())
    C = cr(x, {"status": lambda u: x("", "0") + str(S[u["status"]]) if x.v else S[u["status"]]}, {"status": x(f"Tình trạng ({leg})", "Tình trạng (mã)")})
    sh = Sheet("Danh sách")
    r = put_head(sh, rtop(sh, x), C)
    P, r = body(sh, r, C, L)
    if x.v:
        sh.put(r, 2, "Mã tình trạng: " + leg.replace(" - ", ": ").replace("1:", "01:").replace("2:", "02:").replace("3:", "03:").replace("4:", "04:").replace("5:", "05:").replace("6:", "06:"))
        r += 1
    foot(sh, r, x, "Kon Tum", ("GIÁM ĐỐC",))
    emit(x, "registry_extract", "SKHDT", [sh], "tình trạng là mã số, giải nghĩa ở " + x("tiêu đề", "dưới bảng"), want(P, FR), cmap(C), or_rows=True, must_say_one_of=[say("Danh sách")] + [say("Danh sách", r) for r in range(4, 30)], concerned=[{"field": "status"}])


@kind("r-to-da-giai-the", "living units on one sheet, dissolved ones on another with other heads ('Ngày giải thể', 'Số QĐ giải thể'), no state column")
def _(x):
    L = registry(f"{SEED}{x.kind}{x.v}", n=20)
    for i in (7, 13):
        L[i].update(status="Đã giải thể", status_on=f"2019-0{4 + i % 5}-1{i % 10}")
    a, b = [u for u in L if u["status"] != "Đã giải thể"], [u for u in L if u["status"] == "Đã giải thể"]
    A, B = cr(x), cr(x, omit=("status",), heads={"status_on": x("Ngày giải thể", "Giải thể ngày")})
    B.append(Col(None, "Số QĐ giải thể", lambda u: f"{x.R.randint(100, 900)}/QĐ-ĐKKD"))
    s1, s2 = Sheet(x("Đang hoạt động", "HTX hien co")), Sheet(x("Đã giải thể", "HTX da giai the"))
    r = put_head(s1, rtop(s1, x, x("DANH SÁCH HTX HIỆN CÓ NĂM 2019", "A. HTX, LHHTX, QTDND HIỆN CÓ ĐẾN 30/11/2019")), A)
    P, r = body(s1, r, A, a)
    q = put_head(s2, rtop(s2, x, x("DANH SÁCH HTX ĐÃ GIẢI THỂ (ĐẾN NĂM 2019)", "B. HTX ĐÃ GIẢI THỂ ĐẾN 30/11/2019")), B)
    Q, q = body(s2, q, B, b)
    rows = want([(u, r, s1.title) for u, r in P], FR) + want([(u, r, s2.title) for u, r in Q], FR)
    emit(x, "registry_extract", "SKHDT", [s1, s2], "HTX đã giải thể ở tờ riêng, tình trạng chỉ ở tên tờ", rows, {}, sheet=None, or_rows=True, must_say_one_of=[say(s2.title), say(None)])


@kind("r-ngay-so-seri", "days as serial numbers without a date format (43529) | as 20190305; capital in tỷ đồng beside capital paid in")
def _(x):
    L = registry(f"{SEED}{x.kind}{x.v}")
    ser = lambda s: None if s is None else ((day(s) - D(1899, 12, 30)).days if x.v == 0 else int(s.replace("-", "")))
    G = "Vốn điều lệ" + x("", " (tỷ đồng)")
    C = cr(x, {f: (lambda f: lambda u: ser(u[f]))(f) for f in ("registered_on", "converted_on", "status_on")}, {"charter_capital_vnd": (G, x("Đăng ký", "Vốn đăng ký"))})
    i = at(C, "charter_capital_vnd")
    if x.v:
        C[i] = Col("charter_capital_vnd", (G, "Vốn đăng ký"), lambda u: num(u["charter_capital_vnd"], 10 ** 9))
    C.insert(i + 1, Col(None, (G, x("Thực góp", "Vốn đã góp")), lambda u: num(u["charter_capital_vnd"] * 4 // 5, 1 if x.v == 0 else 10 ** 9)))
    sh = Sheet("Danh sách")
    r = put_head(sh, rtop(sh, x, unit=x("Đơn vị tính: đồng", None)), C)
    P, r = body(sh, r, C, L)
    emit(x, "registry_extract", "SKHDT", [sh], x("ngày là số sê-ri không định dạng", "ngày dạng 20190305, vốn tỷ đồng, vốn đăng ký và đã góp"), want(P, FR), cmap(C), **({"or_rows": True, "must_say_one_of": [say("Danh sách")] + [say("Danh sách", r) for _, r in P], "concerned": [{"field": f} for f in ("registered_on", "converted_on", "status_on")]} if x.v == 0 else {}))


@kind("r-csv-cong-dtdn", "CSV of the portal: BOM, ';', every field quoted, ='…' codes, amounts '1.500.000.000 đ' | UTF-16 tab with a trailing empty column and unaccented heads")
def _(x):
    L = registry(f"{SEED}{x.kind}{x.v}")
    hd = x({}, {"registration_code": "MA SO HTX", "certificate_no": "SO GCN DANG KY", "unit_type": "LOAI HINH", "name": "TEN", "commune": "XA/PHUONG/THI TRAN", "district": "HUYEN/THANH PHO", "commune_code": "MA XA", "industry_code": "MA NGANH", "charter_capital_vnd": "VON DIEU LE (VND)", "registered_on": "NGAY DANG KY LAN DAU",
                "converted_on": "NGAY DANG KY LAI THEO LUAT 2012", "status": "TINH TRANG", "status_on": "NGAY TINH TRANG"})
    g = {f: (lambda f: lambda u: x(dmy(u[f]), u[f] and u[f] + " 00:00:00"))(f) for f in ("registered_on", "converted_on", "status_on")}
    g["charter_capital_vnd"] = lambda u: x(vn(u["charter_capital_vnd"]) + " đ", f"{u['charter_capital_vnd']:,}")
    g["registration_code"] = lambda u: u["registration_code"] and x(f'="{u["registration_code"]}"', "'" + u["registration_code"])
    C = cr(x, g, hd)
    sh = Sheet("x")
    r = put_head(sh, 1, C)
    P, r = body(sh, r, C, L)
    if x.v:
        for q in range(1, r):
            sh.put(q, len(C) + 1, "")
    out = io.StringIO()
    wr = csv.writer(out, delimiter=x(";", "\t"), lineterminator="\r\n", quoting=x(csv.QUOTE_ALL, csv.QUOTE_MINIMAL))
    w = len(C) + x.v
    for q in range(1, r):
        wr.writerow([csv_text(sh.c.get((q, c), (None,))[0]) for c in range(1, w + 1)])
    raw = out.getvalue().encode(x("utf-8-sig", "utf-16"))
    emit(x, "registry_extract", "SKHDT", [sh], x("CSV ; mọi ô trong nháy, =\"mã\", «… đ»", "UTF-16 tab, tiêu đề không dấu, cột trống cuối, ngày kèm giờ"), want(P, FR), cmap(C), ext="csv", raw=raw)


@kind("r-theo-nganh-cong", "grouped by industry section with sums of capital | capital in mixed texts ('1,5 tỷ', '850 triệu')")
def _(x):
    sec = lambda u: {"0": "Nông, lâm nghiệp và thủy sản", "1": "Công nghiệp chế biến", "4": "Xây dựng, thương mại, vận tải", "6": "Tài chính, tín dụng"}.get((u["industry_code"] or "9")[0], "Ngành khác")
    L = sorted(registry(f"{SEED}{x.kind}{x.v}"), key=sec)
    def cap(u):
        v = u["charter_capital_vnd"]
        return v if x.v == 0 else f"{vn(num(v, 10 ** 9))} tỷ" if v >= 10 ** 9 else f"{v // M} triệu"
    C = cr(x, {"charter_capital_vnd": cap})
    if x.v:
        C[at(C, "charter_capital_vnd")].heads = ("Vốn điều lệ",)
    sh = Sheet("Danh sách")
    r = put_head(sh, rtop(sh, x, unit=x("Đơn vị tính: đồng", None)), C)
    P, n = [], 1
    for k in dict.fromkeys(map(sec, L)):
        g = [u for u in L if sec(u) == k]
        sh.put(r, cell(C, "name"), f"{k} ({len(g)} đơn vị)", bold=True)
        if x.v == 0:
            sh.put(r, cell(C, "charter_capital_vnd"), sum(u["charter_capital_vnd"] for u in g), fmt="#,##0")
        p, r = body(sh, r + 1, C, g, n0=n)
        n += len(g)
        P += p
    foot(sh, r, x, "Kon Tum", ("GIÁM ĐỐC",))
    emit(x, "registry_extract", "SKHDT", [sh], x("nhóm theo ngành, dòng nhóm có tổng vốn", "nhóm theo ngành, vốn viết «1,5 tỷ», «850 triệu»"), want(P, FR), cmap(C))


# ================================================================== Alliance
HA = {"name": ("Tên", "Tên thành viên Liên minh"), "unit_type": ("Loại hình", "Loại hình thành viên"), "registration_code": ("Mã số HTX", "MST"), "district": ("Huyện/thành phố", "Địa bàn (huyện, TP)"), "joined_on": ("Ngày kết nạp", "Ngày gia nhập"), "decision_no": ("Số quyết định", "QĐ kết nạp số"), "left_on": ("Ngày ra khỏi Liên minh", "Ngày ra (nếu có)")}


def ca(x, get=None, omit=()):
    return [Col("#", "STT", None)] + [Col(f, HA[f][x.v], (get or {}).get(f) or ((lambda f: lambda u: day(u[f]))(f) if f.endswith("_on") else (lambda f: lambda u: u[f])(f))) for f in FA if f not in omit]


def atop(sh, x):
    return top(sh, x, x("DANH SÁCH THÀNH VIÊN LIÊN MINH HỢP TÁC XÃ TỈNH ĐẾN NĂM 2019", "SỔ THEO DÕI THÀNH VIÊN LIÊN MINH HTX TỈNH (năm 2019)"), unit=None, office="LIÊN MINH HỢP TÁC XÃ TỈNH KON TUM")


@kind("a-theo-dot-ket-nap", "grouped by the year of joining; decision and day merged over the units of one decision")
def _(x):
    L = sorted(alliance(f"{SEED}{x.kind}{x.v}", n=17), key=lambda u: u["joined_on"])
    for i in range(0, len(L) - 1, 3):        # decisions that admitted two or three units
        for j in range(i + 1, min(i + x(2, 3), len(L))):
            if L[j]["joined_on"][:4] == L[i]["joined_on"][:4]:
                L[j].update(joined_on=L[i]["joined_on"], decision_no=L[i]["decision_no"])
    for u in L:
        if u["left_on"] and u["left_on"] <= u["joined_on"]:
            u["left_on"] = None
    C = ca(x)
    sh = Sheet(x("Danh sách", "Thành viên"))
    r = put_head(sh, atop(sh, x), C)
    P, n = [], 1
    for y in dict.fromkeys(u["joined_on"][:4] for u in L):
        g = [u for u in L if u["joined_on"][:4] == y]
        sh.put(r, x(2, 1), x(f"Kết nạp năm {y}", f"Năm {y}: {len(g)} thành viên"), bold=True)
        p, q = body(sh, r + 1, C, g, n0=n)
        n += len(g)
        i = 0
        while i < len(g):
            j = i
            while j + 1 < len(g) and g[j + 1]["decision_no"] == g[i]["decision_no"] and g[j + 1]["joined_on"] == g[i]["joined_on"]:
                j += 1
            if j > i:
                for f in ("joined_on", "decision_no"):
                    for k in range(i + 1, j + 1):
                        sh.c.pop((r + 1 + k, cell(C, f)), None)
                    sh.merge(r + 1 + i, cell(C, f), r + 1 + j, cell(C, f))
            i = j + 1
        P += p
        r = q
    foot(sh, r, x, "Kon Tum", ("CHỦ TỊCH",))
    emit(x, "alliance_members", "LMHTX", [sh], "nhóm theo năm kết nạp, quyết định và ngày gộp ô", want(P, FA), cmap(C))


@kind("a-hoi-phi", "fees by year (Phí 2018 | Phí 2019 | Còn nợ) between the form's columns; the remarks say 'Đã ra khỏi Liên minh' for those that left")
def _(x):
    L = alliance(f"{SEED}{x.kind}{x.v}")
    C = ca(x, {"district": lambda u: x(u["district"], u["district"].replace("Huyện ", "H. ").replace("Thành phố ", "TP. ")), "joined_on": lambda u: x(day(u["joined_on"]), dmy(u["joined_on"], "."))})
    i = at(C, "joined_on")
    G = x("Hội phí (nghìn đồng)", "Phí thành viên (đồng)")
    k = x(1, 1000)
    C[i:i] = [Col(None, (G, x("Năm 2018", "2018")), lambda u: None if u["joined_on"] > "2018" else 500 * k), Col(None, (G, x("Năm 2019", "2019")), lambda u: x.R.choice([500, 500, 0]) * k), Col(None, (G, "Còn nợ"), lambda u: x.R.choice([0, 0, 500]) * k)]
    C.append(Col(None, "Ghi chú", lambda u: "Đã ra khỏi Liên minh" if u["left_on"] else None))
    sh = Sheet(x("Danh sách", "DS"))
    r = put_head(sh, atop(sh, x), C)
    P, r = body(sh, r, C, L)
    foot(sh, r, x, "Kon Tum", ("CHỦ TỊCH",))
    emit(x, "alliance_members", "LMHTX", [sh], "cột hội phí theo năm xen giữa, ghi chú", want(P, FA), cmap(C), must_say_info=[{"severity": ["info", "warning"], "sheet": None, "row": None}])


@kind("a-qd-vao-ra", "two pairs: 'Kết nạp: Số QĐ | Ngày', 'Cho ra khỏi: Số QĐ | Ngày'; days as text in words")
def _(x):
    L = alliance(f"{SEED}{x.kind}{x.v}")
    for i, u in enumerate(L):
        if i % 6 == 2 and u["joined_on"] < "2018":
            u["left_on"] = "2019-07-1" + str(i % 9)
    t = lambda s: None if not s else x(dmy(s), f"ngày {int(s[8:])} tháng {int(s[5:7])} năm {s[:4]}")
    A, B = x(("Kết nạp", "Ra khỏi Liên minh"), ("Quyết định kết nạp", "Quyết định cho ra khỏi Liên minh"))
    C = ca(x, omit=("joined_on", "decision_no", "left_on"))
    p1 = [Col("decision_no", (A, x("Số QĐ", "Số")), lambda u: u["decision_no"]), Col("joined_on", (A, x("Ngày kết nạp", "Ngày")), lambda u: t(u["joined_on"]))]
    p2 = [Col(None, (B, x("Số QĐ", "Số")), lambda u: f"{x.R.randint(10, 99)}/QĐ-LMHTX" if u["left_on"] else None), Col("left_on", (B, x("Ngày ra", "Ngày")), lambda u: t(u["left_on"]))]
    C += x(p1 + p2, p2[::-1] + p1[::-1])
    sh = Sheet(x("Danh sách", "So theo doi"))
    r = put_head(sh, atop(sh, x), C)
    P, r = body(sh, r, C, L)
    foot(sh, r, x, "Kon Tum", ("CHỦ TỊCH",))
    emit(x, "alliance_members", "LMHTX", [sh], "hai cặp quyết định vào, ra: số và ngày", want(P, FA), cmap(C))


def main():
    global OUT, SEED
    ap = argparse.ArgumentParser()
    ap.add_argument("out")
    ap.add_argument("--seed", type=int, default=4)
    ap.add_argument("--only", default="")
    a = ap.parse_args()
    OUT, SEED = Path(a.out), a.seed
    for f in ("open", "held"):
        (OUT / f).mkdir(parents=True, exist_ok=True)
    for n, w, f in KINDS:
        for v in (0, 1):
            if re.search(a.only, n):
                f(X(n, v))
    (OUT / "kinds.md").write_text("| kind | what |\n|---|---|\n" + "".join(f"| {n} | {w.replace(' | ', ' / ')} |\n" for n, w, _ in KINDS), encoding="utf-8")
    print(dict(COUNT), len(KINDS), "kinds")


if __name__ == "__main__":
    main()
