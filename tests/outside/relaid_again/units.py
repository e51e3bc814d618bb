"""Styles of biểu 2 (and of other lists of units). A style takes (book, tables, random) and lays the same facts otherwise."""
import datetime as dt
from collections import Counter
from tests.outside.relaid_again.core import *

STYLES = {}


def style(kinds, slots, must=False, when=None, files=None):
    def deco(f):
        sl = slots.split() + (["head", "body", "order", "sheet", "num", "name", "date", "unit", "code", "top"] if must else []) + (["body", "order", "unit"] if "sheet" in slots.split() else [])
        STYLES[f.__name__] = dict(f=f, kinds=tuple(kinds.split()), slots=tuple(dict.fromkeys(sl)), must=must, when=when, files=files, doc=f.__doc__ or "", name=f.__name__)
        return f
    return deco


def relabel(t, **h):
    for c in t.cols:
        if c.f in h:
            c.head = [h[c.f]] if isinstance(h[c.f], str) else list(h[c.f])


def reorder(t, fs):
    t.cols.sort(key=lambda c: fs.index(c.f) if c.f in fs else 99)


def group(recs, key):
    d = {}
    for r in recs:
        d.setdefault(key(r), []).append(r)
    return d


FIG = ["members", "new_members", "workers", "managers", "managers_trained", "revenue_vnd", "revenue_from_members_vnd", "profit_vnd"]


def sums(t, recs, label, lab="name"):
    d = {lab: label}
    for f in FIG:
        c = t.col(f)
        if c and c.f:
            v = [c.get(r) for r in recs if c.get(r) is not None]
            if v:
                s = sum(v)
                d[f] = num(s, DIVS[c.unit or t.unit or "đồng"]) if c.kind == "money" else s
                if c.out:
                    d[f] = c.out(d[f], {})
    return d


def bands(t, key, label, total=None, restart=False, above=False):
    t.body = []
    for i, (k, rs) in enumerate(group(t.recs, key).items()):
        head = {0: label(i, k, rs)}
        if above:
            s = sums(t, rs, label(i, k, rs))
            head = {**s}
        t.body.append(("l", head))
        for n, r in enumerate(rs, 1):
            if restart:
                r["_stt"] = n
            t.body.append(("r", r))
        if total:
            t.body.append(("l", sums(t, rs, total(k))))
    if restart:
        c = t.col("stt")
        if c:
            c.get = lambda r: r["_stt"]


ROM = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX", "XXI", "XXII"]
TYPEW = {"HTX": "HỢP TÁC XÃ", "QTDND": "QUỸ TÍN DỤNG NHÂN DÂN", "LHHTX": "LIÊN HIỆP HỢP TÁC XÃ", "THT": "TỔ HỢP TÁC"}
TYPES = list(TYPEW)
SECT = ["Nông nghiệp", "Công nghiệp - TTCN", "Xây dựng", "Tín dụng", "Thương mại - Dịch vụ", "Vận tải", "Khác"]
RATE = ["Tốt", "Khá", "Trung bình", "Yếu", "Không xếp loại"]
STAT = ["Đang hoạt động", "Ngừng hoạt động", "Đã giải thể"]


def ticks(t, f, words, top, mark="x", heads=None):
    i = t.ix(f)
    t.cols[i:i + 1] = [Col(f if False else f"{f}~{w}", [top, h], (lambda r, w=w: mark if r.get(f) == w else None), "text") for w, h in zip(words, heads or words)]


# ---------- words and heads
@style("b2", "head")
def b2_tu_khac(b, ts, R):
    "heads in wholly other words (MST, xã viên, hiện trạng, lãi/lỗ)"
    for t in ts:
        relabel(t, name="Tên tổ chức kinh tế tập thể", unit_type="Thuộc loại (HTX, QTD, LH, THT)", registration_code="MST", commune="Địa bàn đóng trụ sở (xã, TT)", sector="Ngành nghề SXKD chính", founded_on="Ra đời từ ngày", status="Hiện trạng",
                members="Xã viên (người)", new_members="Xã viên kết nạp trong năm", workers="Số LĐ làm việc thường xuyên", managers="Bộ máy quản lý (người)", managers_trained="Số người trong bộ máy QL qua tập huấn năm nay",
                revenue_vnd="Tổng thu từ SXKD", revenue_from_members_vnd="Tr.đó: thu từ xã viên", profit_vnd="Lãi (+), lỗ (-)", member_income_vnd="Mức thu nhập 01 xã viên/năm", worker_income_vnd="Mức thu nhập 01 LĐ/năm", rating="Phân loại cuối năm", converted_from="Tiền thân là THT nào")


@style("b2", "head foot")
def b2_viet_tat_chu_giai(b, ts, R):
    "abbreviations in the heads, told in a legend below the table"
    for t in ts:
        ab = dict(members="TV", new_members="TVM", workers="LĐTX", managers="CBQL", managers_trained="CBĐT", revenue_vnd="DT", revenue_from_members_vnd="DTTV", profit_vnd="LN", member_income_vnd="TNTV", worker_income_vnd="TNLĐ", rating="XL", converted_from="CĐ", founded_on="NTL")
        full = {c.f: c.head[-1] for c in t.cols}
        relabel(t, **ab)
        t.foot += [None, "Chú giải chữ viết tắt:"] + [f"- {a}: {full[f]};" for f, a in ab.items() if f in full]


@style("b2", "head order")
def b2_bon_tang(b, ts, R):
    "a head of four storeys, merged groups, in another order"
    for t in ts:
        relabel(t, stt=["STT"], name=["THÔNG TIN CHUNG", "Tên đơn vị"], unit_type=["THÔNG TIN CHUNG", "Loại hình"], registration_code=["THÔNG TIN CHUNG", "Mã số HTX"], commune=["THÔNG TIN CHUNG", "Xã, phường, thị trấn"], sector=["THÔNG TIN CHUNG", "Lĩnh vực"],
                founded_on=["THÔNG TIN CHUNG", "Thành lập", "Ngày, tháng, năm"], converted_from=["THÔNG TIN CHUNG", "Thành lập", "Chuyển đổi từ THT"], status=["THÔNG TIN CHUNG", "Tình trạng"],
                members=["CON NGƯỜI", "Thành viên", "Tổng số"], new_members=["CON NGƯỜI", "Thành viên", "Trong đó", "Mới trong năm"], workers=["CON NGƯỜI", "Lao động thường xuyên"], managers=["CON NGƯỜI", "Cán bộ quản lý", "Tổng số"], managers_trained=["CON NGƯỜI", "Cán bộ quản lý", "Trong đó", "Được đào tạo, bồi dưỡng trong năm"],
                revenue_vnd=["KẾT QUẢ SẢN XUẤT KINH DOANH", "Doanh thu", "Tổng số"], revenue_from_members_vnd=["KẾT QUẢ SẢN XUẤT KINH DOANH", "Doanh thu", "Trong đó", "Với thành viên"], profit_vnd=["KẾT QUẢ SẢN XUẤT KINH DOANH", "Lợi nhuận"],
                member_income_vnd=["KẾT QUẢ SẢN XUẤT KINH DOANH", "Thu nhập BQ", "Thành viên"], worker_income_vnd=["KẾT QUẢ SẢN XUẤT KINH DOANH", "Thu nhập BQ", "Lao động"], rating=["KẾT QUẢ SẢN XUẤT KINH DOANH", "Xếp loại"])
        reorder(t, ["stt", "name", "unit_type", "registration_code", "commune", "sector", "founded_on", "converted_from", "status", "revenue_vnd", "revenue_from_members_vnd", "profit_vnd", "member_income_vnd", "worker_income_vnd", "rating", "members", "new_members", "workers", "managers", "managers_trained"])


@style("b2", "head")
def b2_cong_thuc_cot(b, ts, R):
    "a row of column letters and numbers with formulas (13)=(14)+(15) under the head, and the remainder as a column"
    for t in ts:
        i = t.ix("revenue_from_members_vnd") + 1
        t.cols.insert(i, Col(None, "Doanh thu ngoài thành viên", lambda r: None if r["revenue_vnd"] is None or r["revenue_from_members_vnd"] is None else r["revenue_vnd"] - r["revenue_from_members_vnd"], "money"))
        letters = iter("ABCDEFGH")
        line, n = [], 0
        for c in t.cols:
            if c.kind in ("int", "money"):
                n += 1
                line.append(f"({n})" if c.f != "revenue_vnd" else f"({n})=({n+1})+({n+2})")
            else:
                line.append(f"({next(letters, 'K')})")
        t.head_tail = [line]


@style("b2", "head")
def b2_ke_hoach_thuc_hien(b, ts, R):
    "plan | actual | % of plan for members, revenue and profit"
    for t in ts:
        for f, w in (("profit_vnd", "Lợi nhuận"), ("revenue_vnd", "Doanh thu"), ("members", "Số thành viên")):
            i, k = t.ix(f), t.col(f)
            def plan(r, f=f):
                v = r.get(f)
                return None if v is None else int(round(abs(v) * (1.05 + .01 * (r["_n"] % 7)), -5 if f != "members" else 0)) or None
            kh = Col(None, [w, "Kế hoạch"], plan, k.kind)
            pc = Col(None, [w, "% so KH"], lambda r, f=f, p=plan: None if not p(r) else round(100 * r[f] / p(r), 1), "text")
            k.head = [w, "Thực hiện"]
            t.cols[i:i + 1] = [kh, k, pc]


@style("b2", "head", when=lambda b: b.prev)
def b2_nam_truoc_nam_nay(b, ts, R):
    "last year | this year under each figure, last year's from last year's own report"
    for t in ts:
        old = {(r["name"], r["commune"]): r for x in b.prev.tabs("b2") for r in x.recs}
        for f in ("workers", "revenue_vnd", "profit_vnd", "worker_income_vnd"):
            i, k = t.ix(f), t.col(f)
            w = k.head[-1]
            k.head = [w, f"Năm {b.year}"]
            t.cols[i:i] = [Col(None, [w, f"Năm {b.year - 1}"], lambda r, f=f: old.get((r["name"], r["commune"]), {}).get(f), k.kind)]


@style("b2", "head")
def b2_nam_nu_tong(b, ts, R):
    "men | women | total under members, workers and managers"
    for t in ts:
        for f in ("members", "workers", "managers"):
            i, k = t.ix(f), t.col(f)
            w = k.head[-1]
            wo = lambda r, f=f: None if r[f] is None else r[f] * (r["_n"] % 4 + 2) // 10
            k.head = [w, "Cộng"]
            t.cols[i:i + 1] = [Col(None, [w, "Nam"], lambda r, f=f, wo=wo: None if r[f] is None else r[f] - wo(r), "int"), Col(None, [w, "Nữ"], wo, "int"), k]


@style("b2", "head")
def b2_tong_trong_do(b, ts, R):
    "total, then 'trong đó: nữ / DTTS' as merged sub-heads; new members under members"
    for t in ts:
        i = t.ix("members")
        t.col("members").head, t.col("new_members").head = ["Thành viên", "Tổng số"], ["Thành viên", "Trong đó", "Kết nạp mới"]
        t.cols[i + 2:i + 2] = [Col(None, ["Thành viên", "Trong đó", "Nữ"], lambda r: None if r["members"] is None else r["members"] * 3 // 10, "int"), Col(None, ["Thành viên", "Trong đó", "Người DTTS"], lambda r: None if r["members"] is None else r["members"] // 2, "int")]


@style("b2", "head")
def b2_danh_dau_linh_vuc(b, ts, R):
    "the sector ticked with x in seven columns, the type in four"
    for t in ts:
        ticks(t, "sector", SECT, "Lĩnh vực hoạt động", heads=["NN", "CN-TTCN", "XD", "TD", "TM-DV", "VT", "Khác"])
        ticks(t, "unit_type", TYPES, "Loại hình", heads=["HTX", "Quỹ TDND", "LH HTX", "THT"])


@style("b2", "head")
def b2_danh_dau_xep_loai(b, ts, R):
    "rating and state ticked (1 for rating with counts in the last row, ✓ for state)"
    for t in ts:
        ticks(t, "rating", RATE, "Xếp loại năm", 1, ["Tốt", "Khá", "TB", "Yếu", "Chưa XL"])
        ticks(t, "status", STAT, "Tình trạng", "✓", ["Đang HĐ", "Ngừng HĐ", "Giải thể"])
        n = {f"rating~{w}": sum(r["rating"] == w for r in t.recs) for w in RATE}
        t.body.append(("l", {**sums(t, t.recs, f"Tổng cộng: {len(t.recs)} đơn vị"), **n}))


@style("b2", "head")
def b2_lai_lo(b, ts, R):
    "profit and loss in two columns, both without sign"
    for t in ts:
        i = t.ix("profit_vnd")
        t.cols[i:i + 1] = [Col("profit~a", ["Kết quả kinh doanh", "Lãi"], lambda r: r["profit_vnd"] if r["profit_vnd"] is not None and r["profit_vnd"] >= 0 else None, "money"), Col("profit~b", ["Kết quả kinh doanh", "Lỗ"], lambda r: -r["profit_vnd"] if r["profit_vnd"] is not None and r["profit_vnd"] < 0 else None, "money")]


# ---------- groups
@style("b2", "body")
def b2_nhom_xa_cong(b, ts, R):
    "grouped by commune: the commune stands in the group row alone; 'Cộng xã …' below each; grand total last"
    for t in ts:
        t.drop("commune")
        bands(t, lambda r: r["commune"], lambda i, k, rs: f"{ROM[i]}. {k}", lambda k: f"Cộng {k}", restart=True)
        t.body.append(("l", sums(t, t.recs, "TỔNG CỘNG TOÀN ĐỊA BÀN")))


@style("b2", "body")
def b2_nhom_loai_tren(b, ts, R):
    "the type only in group rows that carry the group's sums above its rows; total row first"
    for t in ts:
        t.drop("unit_type")
        bands(t, lambda r: r["unit_type"], lambda i, k, rs: TYPEW[k], above=True, restart=True)
        rom = iter(ROM)
        for it in t.body:
            if it[0] == "l":
                it[1]["stt"] = next(rom)
        t.body.insert(0, ("l", sums(t, t.recs, "TỔNG SỐ")))


@style("b2", "body")
def b2_nhom_linh_vuc(b, ts, R):
    "the sector only in group rows over the whole width"
    for t in ts:
        t.drop("sector")
        bands(t, lambda r: r["sector"], lambda i, k, rs: f"* Lĩnh vực {k} ({len(rs)} đơn vị)")
        t.body = [(*it, "span") if it[0] == "l" else it for it in t.body]


@style("b2", "body")
def b2_nhom_hai_cap(b, ts, R):
    "groups in groups: type (A, B) and in it state (1. đang hoạt động), both only in group rows"
    for t in ts:
        t.drop("unit_type", "status", "stt")
        t.body = []
        for a, (k, rs) in zip("ABCD", group(t.recs, lambda r: r["unit_type"]).items()):
            t.body.append(("l", {0: f"{a}. {TYPEW[k]}"}))
            for n, (s, q) in enumerate(group(rs, lambda r: r["status"]).items(), 1):
                t.body.append(("l", {0: f"{n}. {s}: {len(q)}"}))
                t.body += [("r", r) for r in q]


@style("b2", "sheet")
def b2_trang_tung_loai(b, ts, R):
    "a sheet per type, named HTX, QTDND, LH HTX, THT; no type column; stt restarts"
    for t in ts:
        out = []
        for k, rs in group(t.recs, lambda r: r["unit_type"]).items():
            x = t.clone(rs)
            x.drop("unit_type")
            for n, r in enumerate(rs, 1):
                r["_stt"] = n
            x.col("stt").get = lambda r: r["_stt"]
            x.title = f"Biểu 2. DANH SÁCH {TYPEW[k]} NĂM {b.year}"
            out.append(({"LHHTX": "LH HTX"}.get(k, k), [x]))
        b.replace(t, *out)


@style("b2", "sheet")
def b2_trang_tung_cum(b, ts, R):
    "a sheet per group of communes (Cụm 1, Cụm 2, …), a summary sheet with the counts before them"
    for t in ts:
        cs = sorted({r["commune"] for r in t.recs})
        k = max(1, -(-len(cs) // 3))
        out, g = [], Grid("Tổng hợp cụm")
        g.put(1, 1, "TỔNG HỢP THEO CỤM XÃ")
        for j, h in enumerate(("Cụm", "Các xã", "Số đơn vị", "Số thành viên"), 1):
            g.put(3, j, h)
        for i in range(0, len(cs), k):
            part = cs[i:i + k]
            rs = [r for r in t.recs if r["commune"] in part]
            x = t.clone(rs)
            x.title = t.title + f" - Cụm {i // k + 1} ({', '.join(part)})"
            out.append((f"Biểu 2 - Cụm {i // k + 1}", [x]))
            for j, v in enumerate((f"Cụm {i // k + 1}", ", ".join(part), len(rs), sum(r["members"] or 0 for r in rs)), 1):
                g.put(4 + i // k, j, v)
        b.replace(t, *out)
        b.extra.append((0, g))


@style("b2", "sheet head")
def b2_tiep_trang_hai(b, ts, R):
    "figures of money go on a second sheet 'Biểu 2 (tiếp)' with stt and name only, in the same order"
    for t in ts:
        fs = [c.f for c in t.cols]
        k = fs.index("revenue_vnd")
        a, z = t.clone(cols=t.cols[:k]), t.clone(cols=t.cols[:2] + t.cols[k:])
        a.unit_text, z.title = "", t.title + " (tiếp theo)"
        b.replace(t, ("Biểu 2", [a]), ("Biểu 2 (tiếp)", [z]))


@style("b2", "sheet head")
def b2_tiep_ben_duoi(b, ts, R):
    "the same, the second part below the first on one sheet"
    for t in ts:
        fs = [c.f for c in t.cols]
        k = fs.index("members")
        a, z = t.clone(cols=t.cols[:k]), t.clone(cols=t.cols[:2] + t.cols[k:])
        a.unit_text, a.title, z.title, z.top = "", t.title + " - Phần A: Thông tin chung", "Phần B: Số liệu hoạt động (tiếp theo biểu 2)", [[]]
        b.replace(t, ("Biểu 2", [a, z]))


@style("b2", "body")
def b2_cong_trang_mang_sang(b, ts, R):
    "printed pages of 15: 'Cộng trang', then the head again and 'Trang trước mang sang'"
    for t in ts:
        t.body, run = [], []
        for i, r in enumerate(t.recs):
            if i and i % 15 == 0:
                t.body += [("l", sums(t, run, f"Cộng lũy kế đến trang {i // 15}")), ("l", {}), ("h",), ("l", sums(t, run, "Trang trước mang sang"))]
            t.body.append(("r", r))
            run.append(r)
        t.body.append(("l", sums(t, run, "Tổng cộng")))


@style("b2", "body name order")
def b2_gop_o_xa(b, ts, R):
    "sorted by commune and sector, both merged down their units, stt restarts in each commune; commune first"
    for t in ts:
        t.recs.sort(key=lambda r: (r["commune"], r["sector"]))
        n = Counter()
        for r in t.recs:
            n[r["commune"]] += 1
            r["_stt"] = n[r["commune"]]
        t.col("stt").get = lambda r: r["_stt"]
        t.body = [("r", r) for r in t.recs]
        reorder(t, ["commune", "sector", "stt", "name"])
        t.merge_down = ["commune"]


@style("b2", "body name head order")
def b2_nhu_tren(b, ts, R):
    "what repeats from the row above is written -nt- or a ditto mark (commune, sector, state)"
    for t in ts:
        last = {}
        for r in t.recs:
            for f, m in (("commune", "-nt-"), ("sector", '"'), ("status", "như trên")):
                r["_w" + f] = m if last.get(f) == r[f] else r[f]
                last[f] = r[f]
        for f in ("commune", "sector", "status"):
            t.col(f).get = lambda r, f=f: r["_w" + f]


@style("b2", "body head order", when=lambda b: b.prev)
def b2_hai_dong_mot_don_vi(b, ts, R):
    "two lines a unit, a column 'Năm': last year's figures above, this year's below"
    for t in ts:
        old = {(r["name"], r["commune"]): r for x in b.prev.tabs("b2") for r in x.recs}
        t.cols.insert(t.ix("members"), Col("_nam", "Năm", lambda r: b.year, "text"))
        t.body = []
        for r in t.recs:
            o = old.get((r["name"], r["commune"]))
            if o:
                d = {"name": r["name"], "_nam": b.year - 1, **{f: t.value(t.col(f), o) for f in FIG + ["member_income_vnd", "worker_income_vnd"]}}
                t.body.append(("l", {**d, "stt": t.value(t.col("stt"), r)}))
            t.body.append(("r", r))


@style("b2", "sheet head")
def b2_phieu_tung_don_vi(b, ts, R):
    "the list lies on its side: a column a unit, eight units a block, the fields as rows"
    for t in ts:
        def lay_(g, t, r, c0, places):
            cs = [c for c in t.cols]
            for i in range(0, len(t.recs), 8):
                part = t.recs[i:i + 8]
                for j, c in enumerate(cs):
                    g.put(r + j, c0, "Chỉ tiêu / STT" if c.f == "stt" else c.head[-1], True)
                    for n, x in enumerate(part, 1):
                        g.put(r + j, c0 + n, t.value(c, x))
                r += len(cs) + 1
            return r
        t.own["lay"] = lay_


@style("b2", "sheet")
def b2_ngung_hoat_dong_rieng(b, ts, R):
    "two tables on the sheet: 'I. đang hoạt động' without a state column, 'II. ngừng hoạt động, giải thể' with it"
    for t in ts:
        on, off = [r for r in t.recs if r["status"] == STAT[0]], [r for r in t.recs if r["status"] != STAT[0]]
        a = t.clone(on)
        a.drop("status")
        a.title = t.title + "\nI. CÁC ĐƠN VỊ ĐANG HOẠT ĐỘNG"
        z = t.clone(off)
        z.title, z.top = "II. CÁC ĐƠN VỊ NGỪNG HOẠT ĐỘNG, ĐÃ GIẢI THỂ", [[]]
        b.replace(t, ("Biểu 2", [a, z] if off else [a]))


@style("b2", "sheet")
def b2_bieu_2a_2b(b, ts, R):
    "Biểu 2a: HTX, QTDND, LHHTX; Biểu 2b: tổ hợp tác, with fewer columns and its own words and money unit"
    for t in ts:
        h, q = [r for r in t.recs if r["unit_type"] != "THT"], [r for r in t.recs if r["unit_type"] == "THT"]
        a, z = t.clone(h), t.clone(q)
        z.drop("unit_type", "registration_code", "rating", "converted_from")
        relabel(z, name="Tên tổ hợp tác", founded_on="Ngày UBND xã chứng thực hợp đồng hợp tác", members="Số tổ viên", new_members="Tổ viên mới", managers="Ban điều hành (người)", managers_trained="Trong đó: được tập huấn trong năm", revenue_vnd="Doanh thu", member_income_vnd="Thu nhập BQ tổ viên")
        a.title, z.title = "Biểu 2a. Danh sách HTX, QTDND, liên hiệp HTX", "Biểu 2b. Danh sách tổ hợp tác"
        z.unit = "nghìn đồng" if t.unit != "nghìn đồng" else "triệu đồng"
        b.replace(t, ("Biểu 2a", [a]), ("Biểu 2b", [z]))


# ---------- columns
@style("b2", "head")
def b2_them_cot_rieng(b, ts, R):
    "own columns between: director, telephone, number of communes served, capital, growth %, notes"
    for t in ts:
        t.cols[2:2] = [Col(None, "Họ và tên Giám đốc/Tổ trưởng", lambda r: f"{['Nguyễn','A','Trần','Y','Lê'][r['_n'] % 5]} {['Văn','Thị'][r['_n'] % 2]} {['Bình','Hoa','Minh'][r['_n'] % 3]}"), Col(None, "Số điện thoại", lambda r: f"09{(r['_n'] * 7919 + 5012345) % 10**8:08d}")]
        t.cols.insert(t.ix("revenue_vnd"), Col(None, "Vốn điều lệ", lambda r: (r["_n"] % 9 + 2) * 10**8, "money"))
        t.cols.append(Col(None, "Tăng trưởng DT so cùng kỳ (%)", lambda r: 3 + r["_n"] % 11, "text"))
        t.cols.append(Col(None, "Ghi chú", lambda r: "Mới củng cố" if r["_n"] % 6 == 0 else None))


@style("b2", "order")
def b2_dao_cot(b, ts, R):
    "columns in quite another order: money first, name near the end"
    for t in ts:
        reorder(t, ["stt", "rating", "worker_income_vnd", "member_income_vnd", "profit_vnd", "revenue_from_members_vnd", "revenue_vnd", "managers_trained", "managers", "workers", "new_members", "members", "status", "converted_from", "sector", "commune", "unit_type", "name", "registration_code", "founded_on"])


@style("b2", "unit head")
def b2_don_vi_tung_cot(b, ts, R):
    "money units differ by column: tỷ đồng, triệu đồng, nghìn đồng, each told in its head; no unit line"
    for t in ts:
        for f, u in (("revenue_vnd", "tỷ đồng"), ("revenue_from_members_vnd", "tỷ đồng"), ("profit_vnd", "triệu đồng"), ("member_income_vnd", "nghìn đồng"), ("worker_income_vnd", "triệu đồng")):
            c = t.col(f)
            if c:
                c.unit = u
                c.head = c.head[:-1] + [c.head[-1] + f" ({u}{'/người/năm' if 'income' in f else ''})"]
        t.unit_text = ""


@style("b2", "unit")
def b2_don_vi_la(b, ts, R):
    "the unit line in other words: (ĐVT: 1.000.000 đ), (1000đ), Đvt: người; tr.đồng"
    for t in ts:
        t.unit = R.choice(["triệu đồng", "nghìn đồng"])
        t.unit_text = ""
        t.title += " (ĐVT: người; tr.đồng)" if t.unit == "triệu đồng" else " (đơn vị tính tiền: 1.000 đ)"


def vn(x, g="."):
    if isinstance(x, str):
        return x
    s = f"{abs(x):,.4f}".rstrip("0").rstrip(".") if isinstance(x, float) else f"{abs(x):,}"
    s = s.replace(",", "§").replace(".", ",").replace("§", g)
    return ("-" if x < 0 else "") + s


def numtext(t, fn):
    for c in t.cols:
        if c.kind in ("int", "money") and c.f:
            c.out = lambda v, r, c=c: fn(v, c)


@style("b2 b1 b5 b3", "num")
def so_chu_viet(b, ts, R):
    "numbers as Vietnamese text: 1.830,5; negatives in brackets; leading zeros"
    for t in ts:
        numtext(t, lambda v, c: f"({vn(-v)})" if v < 0 else (f"0{v}" if isinstance(v, int) and 0 < v < 10 else vn(v)))


@style("b2 b1", "num unit")
def so_kem_don_vi(b, ts, R):
    "the unit stands in the cell: 24 người, 1 830,5 triệu đồng (spaces as thousands, some not breaking)"
    for t in ts:
        for c in t.cols:
            if c.f and c.kind == "money":
                c.out = lambda v, r, u=c.unit or t.unit: f"{vn(v, chr(160))} {u}"
            elif c.f and c.kind == "int":
                c.out = lambda v, r, c=c, t=t: f"{vn(v, ' ')} {r.get('uom') if t.kind == 'b1' else 'TV' if 'member' in c.f else 'người'}"


# ---------- dates, codes, names
@style("b2 reg all", "date")
def ngay_ba_cot(b, ts, R):
    "days as three columns: ngày | tháng | năm"
    for t in ts:
        for f in [c.f for c in t.cols if c.kind == "date"]:
            i, w = t.ix(f), t.col(f).head[-1]
            t.cols[i:i + 1] = [Col(f + "~d", [w, "Ngày"], lambda r, f=f: r[f] and r[f].day, "text"), Col(f + "~m", [w, "Tháng"], lambda r, f=f: r[f] and r[f].month, "text"), Col(f + "~y", [w, "Năm"], lambda r, f=f: r[f] and r[f].year, "text")]


@style("b2 b3 reg all", "date")
def ngay_chu(b, ts, R):
    "days in words of several kinds: 'ngày 05 tháng 3 năm 2019', 05.3.2019, 5/3/19, 2019-03-05"
    k = R.randrange(4)
    for t in ts:
        for c in t.cols:
            if c.kind == "date":
                c.out = lambda v, r: [f"ngày {v.day:02d} tháng {v.month} năm {v.year}", f"{v.day:02d}.{v.month}.{v.year}", f"{v.day}/{v.month}/{v.year}", f"{v.year}/{v.month:02d}/{v.day:02d}"][k]


@style("b2 all reg", "date")
def ngay_trong_quyet_dinh(b, ts, R):
    "the day stands in the paper it was told by: 'GCN số 12/GCN ngày 05/3/2015'"
    for t in ts:
        if t.kind == "all":
            t.col("joined_on").out = lambda v, r: f"{r['decision_no'] or ''} ngày {v.day:02d}/{v.month}/{v.year}".strip()
            t.col("joined_on").head = ["Số, ngày quyết định kết nạp"]
        else:
            c = t.col("founded_on" if t.kind == "b2" else "registered_on")
            c.out = lambda v, r: f"GCN số {r['_n'] + 11}/GCN ngày {v.day:02d}/{v.month}/{v.year}"
            c.head = ["Số, ngày giấy chứng nhận / chứng thực" + (" thành lập" if t.kind == "b2" else " đăng ký lần đầu")]
    for t in ts:
        if t.kind == "all":
            t.col("decision_no").head = ["Số quyết định"]


@style("b2 b5 reg all", "code")
def ma_so_cham(b, ts, R):
    "codes with dots, blanks, a word before them, or as a number"
    k = R.randrange(3)
    for t in ts:
        c = t.col("registration_code")
        if c:
            c.out = lambda v, r: [f"{v[:3]}.{v[3:6]}.{v[6:]}", f"{v[:4]} {v[4:7]} {v[7:]}", f"MST: {v}"][(r["_n"] + k) % 3]


@style("b2 b5 all", "code name")
def ma_trong_ten(b, ts, R):
    "no code column: the code stands on a second line of the name cell (MST: …)"
    for t in ts:
        t.drop("registration_code")
        t.col("name").out = lambda v, r: v + (f"\n(MST: {r['registration_code']})" if r["registration_code"] else "")
        t.col("name").head = [*t.col("name").head[:-1], t.col("name").head[-1] + "\n(mã số thuế)"]


@style("b2 b5 all reg", "name foot")
def ten_ghi_chu(b, ts, R):
    "remarks behind the name: brackets, a line Giám đốc … ĐT …, footnote stars told below"
    for t in ts:
        c = t.col("name")
        c.out = lambda v, r: v + ["", "", " (mới củng cố)", "\nGiám đốc: Nguyễn Văn Bình", "\nĐT: 0905 123 456", " (*)", ""][r["_n"] % 7]
        t.foot += [None, "(*) Đơn vị đang hoàn thiện hồ sơ theo Luật HTX năm 2012."]


@style("b2", "name")
def ten_dia_chi_mot_o(b, ts, R):
    "name and address in one cell of two lines; no commune column"
    for t in ts:
        t.drop("commune")
        t.col("name").out = lambda v, r: f"{v}\nĐịa chỉ: {r['commune']}" if r["commune"] else v
        t.col("name").head = ["Tên đơn vị, địa chỉ (xã, phường, thị trấn)"]


@style("b2 b5 reg all b3", "foot")
def chu_thich_dau_cot(b, ts, R):
    "footnote marks in the heads (¹ (2) *), told in notes with figures below; two signature blocks"
    for t in ts:
        for i, c in enumerate(t.cols):
            if c.f and c.f != "stt" and i % 3 == 1:
                c.head = c.head[:-1] + [c.head[-1] + [" (1)", " ¹", " *"][i // 3 % 3]]
        t.foot += [None, f"Ghi chú: (1) Số liệu tính đến ngày 30/11/{b.year}. (*) Theo báo cáo của 12/12 xã, có 03 xã gửi bổ sung.", None,
                   [(2, "NGƯỜI LẬP BIỂU"), (5, "THỦ TRƯỞNG ĐƠN VỊ")], [(2, "(Ký, ghi rõ họ tên)"), (5, "(Ký tên, đóng dấu)")], None, [(2, "Trần Thị Hoa"), (5, "Lê Văn Minh")], [(1, "Nơi nhận: - Như trên; - Lưu VT, KT (03 bản).")]]
