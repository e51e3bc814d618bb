"""Styles of heads, columns and cells."""
import datetime as dt
from tests.outside.relaid.model import COUNTS, DATES, DIV, MONEY, RATINGS, SECTORS, STATES, STATUS2, STATUSR, TYPES
from tests.outside.relaid.styles import style
from tests.outside.relaid.table import Col, number
from tests.outside.relaid.text import bare, dmy, nfd, vn
from tests.outside.relaid.words import DB, ENGLISH, GROUPS, LEGEND, LONG, OFFICE_WORDS, OLD_LAW, OWN, SHORT, UNITS

LISTS = "b2 b3 b4 b5 reg all"
SUB = {"words", "heads"}


# ---------------------------------------------------------------- words of heads
@style("words", LISTS)
def words_office(t, R, doc):
    """other wording of every head"""
    t.rename(OFFICE_WORDS[t.kind])


@style("words", LISTS)
def words_short(t, R, doc):
    """abbreviated heads (CBQL, LĐTX, DT, XL), a legend under the table"""
    t.rename(SHORT[t.kind])
    t.notes.append(LEGEND)


@style("words", "b2 b5 all")
def words_long(t, R, doc):
    """heads that are whole sentences"""
    t.rename(LONG[t.kind])


@style("words", "b2")
def words_old_law(t, R, doc):
    """words of the old law: xã viên for thành viên"""
    t.rename(OLD_LAW["b2"])


@style("words", "b2 b3 b5 all")
def words_bilingual(t, R, doc):
    """heads in two languages, the English below or behind a slash"""
    sep = R.choice(["\n", " / "])
    for c in t.cols:
        c.head = [c.head[0] + sep + (f"({ENGLISH[t.kind][c.key]})" if sep == "\n" else ENGLISH[t.kind][c.key])]


@style("words", "b2 b5 reg all")
def words_db(t, R, doc):
    """names of a database's columns: SO_THANH_VIEN"""
    t.rename(DB[t.kind])


@style("words", "b2 b3 b5")
def words_form(t, R, doc):
    """answers of an online form: time stamp, e-mail, numbered questions"""
    t.stt = False
    for i, c in enumerate(t.cols, 1):
        c.head = [f"{i}. {c.head[0]}?" if R.random() < .3 else f"{i}. {c.head[0]}"]
    day = f"{t.year}-11-"
    t.cols[:0] = [Col("x", "Dấu thời gian", get=lambda q: (f"{15 + q['_i'] % 14}/11/{t.year} {8 + q['_i'] % 9:02d}:{q['_i'] * 7 % 60:02d}:{q['_i'] * 13 % 60:02d}", None, None), extra=True),
                  Col("x", "Địa chỉ email", get=lambda q: (f"htx{q['_i'] + 1:02d}@example.vn", None, None), extra=True)]


@style("words", LISTS)
def words_marks_lost(t, R, doc):
    """all heads and titles in capitals without marks"""
    t.headfn = lambda s: bare(s).upper()
    t.title = bare(t.title).upper()


@style("words", LISTS)
def words_decorated(t, R, doc):
    """heads with footnote marks, stars and trailing colons: «Số thành viên (*)», «Doanh thu¹»"""
    marks = R.sample(["(*)", "(**)", "¹", "²", "(1)", ":"], 6)
    for i, c in enumerate(t.cols):
        if i % 2 == 0:
            c.head = [c.head[0] + marks[i // 2 % 6]]
    t.notes += ["(*) Số liệu tính đến thời điểm báo cáo.", "(**) Theo báo cáo của các xã, phường, thị trấn.", "¹ Chưa kiểm toán."]


# ---------------------------------------------------------------- header rows
@style("heads", "b2 b5 reg all", against=("words_form",))
def heads_grouped(t, R, doc):
    """upper heads over groups of columns, merged"""
    for g, keys in GROUPS[t.kind]:
        for c in t.cols:
            if c.key in keys:
                c.head = [g] + c.head


@style("heads", "b2 reg all", against=("words_form",))
def heads_across(t, R, doc):
    """upper heads written into the first cell only, centred across the others without merging"""
    heads_grouped(t, R, doc)
    t.across = True


@style("heads", "b2", against=("words_form", "figs", "ticks"))
def heads_nested(t, R, doc):
    """three rows of heads: Cán bộ quản lý > Tổng số | Trong đó; Doanh thu > Tổng | Với thành viên; Thu nhập bình quân > ..."""
    n = {"members": ["Thành viên", "Tổng số"], "new_members": ["Thành viên", "Trong đó: mới"], "managers": ["Cán bộ quản lý", "Tổng số"], "managers_trained": ["Cán bộ quản lý", "Trong đó: được đào tạo, bồi dưỡng trong năm"], "revenue": ["Kết quả kinh doanh", "Doanh thu", "Tổng số"],
         "revenue_from_members": ["Kết quả kinh doanh", "Doanh thu", "Tr.đó: với thành viên"], "profit": ["Kết quả kinh doanh", "Lợi nhuận"], "member_income": ["Thu nhập bình quân năm", "Thành viên"], "worker_income": ["Thu nhập bình quân năm", "Lao động thường xuyên"], "workers": ["Lao động thường xuyên"]}
    for c in t.cols:
        if c.key in n:
            c.head = n[c.key]


@style("heads", LISTS)
def heads_letters(t, R, doc):
    """under the heads A, B, C, D and then 1, 2, 3 …"""
    k = [0, 0]

    def mark(i, n):
        if i == 0:
            k[:] = [0, 0]
        words = i < 4
        k[0 if words else 1] += 1
        return "ABCDEFGH"[k[0] - 1] if words else k[1]
    t.colnum = mark


@style("heads", LISTS)
def heads_instruction(t, R, doc):
    """a row under the heads that tells how to fill in: (chọn trong danh sách), (dd/mm/yyyy), (ghi số)"""
    w = {}
    for c in t.cols:
        w[c.key] = "(dd/mm/yyyy)" if c.key in DATES else "(ghi số, không ghi chữ)" if c.key in COUNTS | MONEY | {"score", "quantity"} else "(chọn trong danh sách)" if c.key in ("unit_type", "status", "rating", "sector", "state") else "(ghi đầy đủ)" if c.key == "name" else None
    t.instruction = {k: v for k, v in w.items() if v}


@style("heads", "b2", against=("unit", "words_form"))
def heads_units_row(t, R, doc):
    """a row «ĐVT» under the heads: người, tr.đ, nghìn đồng; no unit line"""
    t.unit_line = None
    per = {}
    for c in t.cols:
        if c.key in MONEY:
            c.div = 1000 if c.key.endswith("income") else 10 ** 6
            per[c.key] = "nghìn đồng" if c.div == 1000 else "triệu đồng"
    t.units_row = lambda c: per.get(c.key) or UNITS.get(c.key)


@style("order", LISTS, against=("heads_grouped", "heads_across", "heads_nested"))
def order_shuffled(t, R, doc):
    """columns in an order of the office's own"""
    i = t.at("name")
    first = t.cols.pop(i) if i is not None else None
    R.shuffle(t.cols)
    if first:
        t.cols.insert(min(len(t.cols), R.choice([0, 0, 2])), first)


@style("order", "b2 reg all", against=("heads_grouped", "heads_across", "heads_nested", "split_columns_sheet", "split_columns_below"))
def order_spacers(t, R, doc):
    """narrow empty columns between blocks of columns"""
    for k in (9, 5, 2):
        if k < len(t.cols):
            t.cols.insert(k, Col("x", "", get=lambda q: (None, None, None), extra=True))


# ---------------------------------------------------------------- several columns a figure
def swap(t, key, cols):
    i = t.at(key)
    if i is not None:
        t.cols[i:i + 1] = cols


def shown(t, v, key):
    """an amount in the table's unit, for columns that are no fact"""
    if v is None:
        return None
    return number(round(v, -5), DIV[t.unit]) if key in MONEY else int(v)


def extra(head, fn, total=False):
    return Col("x", *head, get=lambda q: (fn(q), None, None), extra=True, total=total)


def of(t, key):
    c = t.col(key)
    return c, c.head[-1]


FIGS = ("members", "workers", "revenue", "profit")


@style("figs", "b2", against=SUB)
def figs_plan_actual_pct(t, R, doc):
    """Kế hoạch | Thực hiện | % KH under members, workers, revenue"""
    for k in ("members", "workers", "revenue"):
        c, h = of(t, k)
        f = {q["_i"]: 1 + R.uniform(-.12, .15) for q in t.rows}
        plan = lambda q, k=k, f=f: shown(t, max(1, q[k] * f[q["_i"]]), k) if q[k] else None
        c.head = [h, "Thực hiện"]
        swap(t, k, [extra([h, "Kế hoạch"], plan, True), c, extra([h, "% so với KH"], lambda q, c=c, plan=plan: round(100 * c.get(t, q)[0] / plan(q), 1) if plan(q) else None)])


@style("figs", "b2", against=SUB, ok=lambda d: d.last is not None)
def figs_last_this(t, R, doc):
    """Năm trước | Năm nay under every count and under revenue; last year's figures are the true ones of last year's file"""
    for k in ("members", "workers", "managers", "revenue", "profit"):
        c, h = of(t, k)
        c.head = [h, f"Năm {t.year}"]
        swap(t, k, [extra([h, f"Năm {t.year - 1}"], lambda q, k=k: (shown(t, p[k], k) if k not in MONEY else p[k] / DIV[t.unit] if p[k] is not None else None) if (p := doc.last.get((q["name"], q["commune"]))) else None, True), c])


@style("figs", "b2", against=SUB, ok=lambda d: d.last is not None)
def figs_this_last_growth(t, R, doc):
    """the other way round, with the growth: Năm nay | Năm trước | Tăng, giảm (%)"""
    for k in ("members", "revenue", "member_income"):
        c, h = of(t, k)
        c.head = [h, "Năm báo cáo"]
        old = lambda q, k=k: (p[k] if k not in MONEY else p[k] / DIV[t.unit] if p[k] is not None else None) if (p := doc.last.get((q["name"], q["commune"]))) else None
        swap(t, k, [c, extra([h, "Năm trước"], old, k != "member_income"), extra([h, "Tăng, giảm (%)"], lambda q, k=k: round((q[k] / p[k] - 1) * 100, 1) if (p := doc.last.get((q["name"], q["commune"]))) and p[k] and q[k] is not None else None)])


@style("figs", "b2 b3", against=SUB)
def figs_men_women_total(t, R, doc):
    """Nam | Nữ | Tổng under members, workers and managers"""
    for k in ("members", "workers", "managers") if t.kind == "b2" else ("participants",):
        c, h = of(t, k)
        w = {q["_i"]: (q["women"] if t.kind == "b3" else int(q[k] * R.uniform(.15, .5))) if q[k] is not None else None for q in t.rows}
        c.head = [h, "Tổng"]
        swap(t, k, [extra([h, "Nam"], lambda q, k=k, w=w: q[k] - w[q["_i"]] if q[k] is not None else None, True), extra([h, "Nữ"], lambda q, w=w: w[q["_i"]], True), c])


@style("figs", "b2", against=SUB)
def figs_total_women(t, R, doc):
    """Tổng số | Trong đó: nữ | Trong đó: dân tộc thiểu số under members and workers"""
    for k in ("members", "workers"):
        c, h = of(t, k)
        w = {q["_i"]: int(q[k] * R.uniform(.15, .5)) if q[k] is not None else None for q in t.rows}
        m = {q["_i"]: int(q[k] * R.uniform(.3, .8)) if q[k] is not None else None for q in t.rows}
        c.head = [h, "Tổng số"]
        swap(t, k, [c, extra([h, "Trong đó: nữ"], lambda q, w=w: w[q["_i"]], True), extra([h, "Trong đó: DTTS"], lambda q, m=m: m[q["_i"]], True)])


@style("figs", "b2", against=SUB, ok=lambda d: d.last is not None)
def figs_start_end(t, R, doc):
    """Đầu năm | Tăng | Giảm | Cuối năm under members: the figure is the end"""
    c, h = of(t, "members")
    c.head = [h, "Cuối năm"]

    def start(q):
        p = doc.last.get((q["name"], q["commune"]))
        b = 0 if q["founded_on"] and q["founded_on"].year == t.year else p["members"] if p else None
        return b if b is not None and q["members"] is not None and b + (q["new_members"] or 0) >= q["members"] else None
    swap(t, "members", [extra([h, "Đầu năm"], start, True), extra([h, "Tăng trong năm"], lambda q: q["new_members"] if start(q) is not None else None), extra([h, "Giảm trong năm"], lambda q: start(q) + (q["new_members"] or 0) - q["members"] if start(q) is not None else None), c])


@style("figs", "b2", against=SUB)
def figs_quarters(t, R, doc):
    """Quý I | II | III | IV | Cả năm under revenue"""
    c, h = of(t, "revenue")
    c.head = [h, "Cả năm"]

    def quarter(q, k):
        if q["revenue"] is None:
            return None
        base = q["revenue"] // 4 // 100000 * 100000
        v = base if k < 3 else q["revenue"] - 3 * base
        return number(v, DIV[t.unit])
    swap(t, "revenue", [extra([h, f"Quý {n}"], lambda q, k=k: quarter(q, k), True) for k, n in enumerate(("I", "II", "III", "IV"))] + [c])


@style("figs", "b2", against=SUB)
def figs_half_year(t, R, doc):
    """6 tháng đầu năm | Cả năm under revenue, profit"""
    for k in ("revenue", "profit"):
        c, h = of(t, k)
        c.head = [h, "Cả năm"]
        swap(t, k, [extra([h, "6 tháng đầu năm"], lambda q, k=k: shown(t, q[k] * .46, k) if q[k] is not None else None, True), c])


@style("figs", "b2", against=SUB)
def figs_profit_loss(t, R, doc):
    """Lãi | Lỗ: the loss without its sign in a column of its own"""
    d = DIV[t.unit]
    swap(t, "profit", [Col("profit", "Kết quả kinh doanh", "Lãi", get=lambda q: (number(q["profit"], d), "num", d) if q["profit"] is not None and q["profit"] >= 0 else (None, None, None), total=True),
                       Col("profit", "Kết quả kinh doanh", "Lỗ", get=lambda q: (number(-q["profit"], d), "neg", d) if q["profit"] is not None and q["profit"] < 0 else (None, None, None), total=True)])


@style("figs", "b2", against=SUB)
def figs_revenue_parts(t, R, doc):
    """Doanh thu: Tổng số | Với thành viên | Ngoài thành viên, one upper head"""
    c, p = t.col("revenue"), t.col("revenue_from_members")
    c.head, p.head = ["Doanh thu", "Tổng số"], ["Doanh thu", "Với thành viên"]
    t.cols.insert(t.at("revenue_from_members") + 1, extra(["Doanh thu", "Ngoài thành viên"], lambda q: number(q["revenue"] - q["revenue_from_members"], DIV[t.unit]) if None not in (q["revenue"], q["revenue_from_members"]) else None, True))


@style("figs", "b2")
def figs_ratio_errors(t, R, doc):
    """own ratio columns with #DIV/0! where nothing is to divide: Tỷ suất LN/DT (%), Doanh thu/lao động"""
    t.cols.insert(t.at("profit") + 1, extra(["Tỷ suất LN/DT (%)"], lambda q: round(100 * q["profit"] / q["revenue"], 1) if q["revenue"] and q["profit"] is not None else "#DIV/0!"))
    t.cols.append(extra(["Doanh thu/lao động"], lambda q: round(q["revenue"] / q["workers"] / DIV[t.unit], 1) if q["workers"] and q["revenue"] is not None else "#DIV/0!"))


@style("figs", "b5")
def figs_criteria(t, R, doc):
    """six criteria under Điểm, their sum last"""
    c = t.col("score")
    c.head = ["Điểm đánh giá", "Tổng cộng"]

    def crit(q, k):
        b = int(q["score"] / 6 * 2) / 2
        return b if k < 5 else round(q["score"] - 5 * b, 2)
    swap(t, "score", [extra(["Điểm đánh giá", f"TC{k + 1}"], lambda q, k=k: crit(q, k)) for k in range(6)] + [c])


# ---------------------------------------------------------------- ticks
def ticks(t, key, group, words, mark, labels=None):
    cols = [Col(key, group, (labels or {}).get(w, w), get=lambda q, w=w: (mark, "tick", w) if q.get(key) == w else (None, None, None), how="tick", total=True) for w in words]
    swap(t, key, cols)


@style("ticks", "b2", against={"heads"})
def tick_sector(t, R, doc):
    """sectors as columns with marks"""
    ticks(t, "sector", "Lĩnh vực hoạt động", SECTORS, R.choice(["x", "X", "✓"]))


@style("ticks", "b2 all reg", against={"heads"})
def tick_type(t, R, doc):
    """HTX | QTDND | LHHTX | THT as columns with marks"""
    ticks(t, "unit_type", "Loại hình", TYPES if t.kind == "b2" else TYPES[:3], R.choice(["x", "X", 1]))


@style("ticks", "b2 b5", against={"heads"})
def tick_rating(t, R, doc):
    """ratings as columns with marks"""
    ticks(t, "rating", "Kết quả xếp loại", RATINGS if t.kind == "b2" else RATINGS[:4], R.choice(["x", "X", "✓", 1]))


@style("ticks", "b2 reg", against={"heads"})
def tick_status(t, R, doc):
    """states as columns with marks"""
    ticks(t, "status", "Tình trạng", STATUS2 if t.kind == "b2" else STATUSR, R.choice(["x", "X", "✓"]))


@style("ticks", "b4", against={"heads"})
def tick_state(t, R, doc):
    """Chưa | Đang | Hoàn thành as columns with marks"""
    ticks(t, "state", "Trạng thái", STATES, R.choice(["x", "X", "✓"]))


@style("ticks", "b2", against={"heads"})
def tick_everything(t, R, doc):
    """type, state and rating all as marks, a sum row counting the marks"""
    ticks(t, "unit_type", "Loại hình", TYPES, 1)
    ticks(t, "status", "Tình trạng hoạt động", STATUS2, 1)
    ticks(t, "rating", "Xếp loại", RATINGS, 1)
    t.total = "bottom"


# ---------------------------------------------------------------- numbers
BIG = "b2 b3 b4 b5 reg b1"


@style("num", BIG)
def num_text_vn(t, R, doc):
    """numbers as text: 1.234,5"""
    t.numfn = lambda v, c: (vn(v), "@")


@style("num", BIG)
def num_text_space(t, R, doc):
    """numbers as text with hard blanks for thousands and a blank behind"""
    t.numfn = lambda v, c: (vn(v, "\u00a0") + " ", "@")


@style("num", "b2 b3 b1")
def num_padded(t, R, doc):
    """counts as text with a leading zero: 05"""
    t.numfn = lambda v, c: (f"{v:02d}", "@") if isinstance(v, int) and 0 <= v < 10 and (c is None or c.key not in MONEY) else (v, None)


@style("num", "b2 b3")
def num_with_unit(t, R, doc):
    """the unit in the cell: 34 người, 12 thành viên"""
    t.numfn = lambda v, c: (f"{vn(v)} {UNITS[c.key]}", None) if c is not None and c.key in UNITS else (v, None)


@style("num", "b2 b1")
def num_accounting(t, R, doc):
    """losses in brackets as text, everything else a number in an accounting format"""
    t.numfn = lambda v, c: (f"({vn(-v)})", "@") if v < 0 else (v, "#,##0.00_);(#,##0.00)" if isinstance(v, float) else "#,##0_);(#,##0)")


@style("num", "b2 b1")
def num_minus_sign(t, R, doc):
    """losses as text with the typographic minus: −12,5"""
    t.numfn = lambda v, c: ("−" + vn(-v), "@") if v < 0 else (v, None)


@style("num", "b2", against=("unit", "heads_units_row"))
def num_money_words(t, R, doc):
    """money in words of each cell: 1,72 tỷ · 564,1 triệu"""
    t.unit = "đồng"
    t.unit_line = "Đơn vị tính: đồng"

    def say(v, c):
        if c is None or c.key not in MONEY:
            return v, None
        return (f"{vn(number(v, 10 ** 9))} tỷ đồng" if abs(v) >= 10 ** 9 else f"{vn(number(v, 10 ** 6))} triệu đồng" if v else "0 đồng"), None
    t.numfn = say


@style("num", BIG)
def num_formats(t, R, doc):
    """true numbers behind formats with units and colours"""
    t.numfn = lambda v, c: (v, '#,##0" người"' if c is not None and c.key in ("workers", "managers", "managers_trained", "participants") else '[Red]-#,##0.00;#,##0.00' if isinstance(v, float) else "#,##0")


@style("blank", LISTS)
def blank_words(t, R, doc):
    """what is not reported is said: - · … · x · không có số liệu"""
    w = R.choice(["-", "…", "không có số liệu"])
    figs = [c for c in t.cols if c.key in MONEY | COUNTS | {"quantity"} and not c.extra and c.how is None]
    for c in figs:
        old = c.get
        c.get = lambda tt, q, old=old: (lambda x: x if x[0] is not None else (w, None, None))(old(tt, q))


# ---------------------------------------------------------------- units of money
def unit_to(t, u, line):
    if t.unit:
        t.unit, t.unit_line = u, line


@style("unit", "b2 reg")
def unit_nghin(t, R, doc):
    """nghìn đồng, written 1.000đ"""
    unit_to(t, "nghìn đồng", R.choice(["ĐVT: 1.000đ", "Đơn vị: nghìn đồng", "ĐVT: 1000 đồng", "(Đvt: ngàn đồng)"]))


@style("unit", "b2")
def unit_dong(t, R, doc):
    """đồng, in full figures"""
    unit_to(t, "đồng", R.choice(["ĐVT: đồng", "Đơn vị tính: VNĐ", "Đơn vị tính: đồng Việt Nam"]))


@style("unit", "b2 reg")
def unit_abbreviated(t, R, doc):
    """Đvt: Tr.đ"""
    unit_to(t, "triệu đồng", R.choice(["Đvt: Tr.đ", "ĐVT: trđ", "Đơn vị tính: tr. đồng", "ĐVT : Triệu  đồng"]))


@style("unit", "b2 reg")
def unit_ty(t, R, doc):
    """tỷ đồng with decimals"""
    unit_to(t, "tỷ đồng", "Đơn vị tính: tỷ đồng")


@style("unit", "b2 reg", against=("words_form", "figs", "extra_capital", "extra_next_year"))
def unit_per_column(t, R, doc):
    """each money column says its own unit, no two blocks alike"""
    t.unit_line = None
    for c in t.cols:
        if c.key in MONEY and not c.extra:
            c.div = {"revenue": 10 ** 6, "revenue_from_members": 10 ** 6, "profit": 1000, "member_income": 10 ** 6, "worker_income": 1000, "capital": 10 ** 6}[c.key]
            c.head[-1] += " (" + {10 ** 6: "triệu đồng", 1000: "nghìn đồng"}[c.div] + ")"


@style("unit", "b2")
def unit_counts_too(t, R, doc):
    """the unit line names several: ĐVT: người, triệu đồng"""
    unit_to(t, "triệu đồng", R.choice(["Đơn vị tính: người, triệu đồng", "ĐVT: Thành viên; người; triệu đồng"]))


@style("unit", "b2")
def unit_by_year(t, R, doc):
    """nghìn đồng in one year, triệu đồng in the next"""
    unit_to(t, *(("nghìn đồng", "Đơn vị tính: nghìn đồng") if t.year % 2 == 0 else ("triệu đồng", "Đơn vị tính: triệu đồng")))


# ---------------------------------------------------------------- days
DAYS = "b2 b3 reg all"


@style("date", DAYS)
def date_dots(t, R, doc):
    """5.3.2019 as text"""
    t.datefn = lambda v, c: (dmy(v, ".", False), "@")


@style("date", DAYS)
def date_words(t, R, doc):
    """ngày 05 tháng 3 năm 2019"""
    t.datefn = lambda v, c: (f"ngày {v.day:02d} tháng {v.month} năm {v.year}", None)


@style("date", DAYS)
def date_iso_text(t, R, doc):
    """2019-03-05, or with midnight behind it, as text"""
    tail = R.choice(["", " 00:00:00", "T00:00:00"])
    t.datefn = lambda v, c: (v.isoformat() + tail, "@")


@style("date", DAYS)
def date_compact(t, R, doc):
    """20190305 as a number"""
    t.datefn = lambda v, c: (int(f"{v:%Y%m%d}"), "0")


@style("date", DAYS)
def date_serial(t, R, doc):
    """real dates whose format was lost: 43529"""
    t.datefn = lambda v, c: ((v - dt.date(1899, 12, 30)).days, "General")


@style("date", DAYS)
def date_month_names(t, R, doc):
    """real dates shown as 05-Mar-19, or text 05-thg 3-2019"""
    k = R.random() < .5
    t.datefn = lambda v, c: (v, "dd-mmm-yy") if k else (f"{v.day:02d}-thg {v.month}-{v.year}", "@")


@style("date", "b2 reg all", against=SUB | {"words_form", "order_shuffled"})
def date_three_columns(t, R, doc):
    """Ngày | Tháng | Năm in three columns under the head"""
    k = {"b2": "founded_on", "reg": "registered_on", "all": "joined_on"}[t.kind]
    h = t.col(k).head[-1]
    swap(t, k, [Col(k, h, w, get=lambda q, a=a, k=k: (getattr(q[k], a), a, None) if q[k] else (None, None, None)) for w, a in (("Ngày", "day"), ("Tháng", "month"), ("Năm", "year"))])


@style("date", "b2")
def date_year_only_old(t, R, doc):
    """of old units only the year or the month is known: 2011, 3/2015; new ones have their day"""
    t.datefn = lambda v, c: (v, None) if v.year >= t.year - 1 or v.toordinal() % 3 else ((v.year, None) if v.toordinal() % 2 else (f"{v.month}/{v.year}", "@"))


# ---------------------------------------------------------------- codes
CODES = "b2 b5 reg all"


def codes(t, fn):
    c = t.col("code")
    c._get = lambda q: (fn(q["code"]), "code", None) if q["code"] else (None, None, None)


@style("code", CODES)
def code_spaced(t, R, doc):
    """6102 362 962 or 6102.362.962"""
    s = R.choice([" ", ".", "\u00a0", "-"])
    codes(t, lambda v: f"{v[:4]}{s}{v[4:7]}{s}{v[7:]}")


@style("code", CODES)
def code_number(t, R, doc):
    """codes as true numbers"""
    codes(t, lambda v: int(v))


@style("code", CODES)
def code_prefixed(t, R, doc):
    """MST: 6102362962"""
    p = R.choice(["MST: ", "MST ", "Số ", "MSDN: "])
    codes(t, lambda v: p + v)


@style("code", CODES)
def code_formula_text(t, R, doc):
    """="6102362962" or with an apostrophe, as text"""
    p = R.choice([('="', '"'), ("'", ""), ("\u200b", ""), (" ", "  ")])
    codes(t, lambda v: p[0] + v + p[1])


@style("code", "b2 reg all")
def code_with_day(t, R, doc):
    """6102362962, cấp ngày 01/3/2016"""
    k = {"b2": "founded_on", "reg": "registered_on", "all": "joined_on"}[t.kind]
    c = t.col("code")
    c._get = lambda q: (f"{q['code']}, cấp ngày {dmy(q[k])}" if q[k] else q["code"], "code", None) if q["code"] else (None, None, None)


# ---------------------------------------------------------------- names
def names(t, fn):
    c = t.col("name")
    c._get = lambda q: (fn(q), "name", None)


WHO = ["Nguyễn Văn Bình", "A Thuận", "Trần Thị Hoa", "Y Hlim", "Phạm Quốc Dũng", "A Brol"]


@style("name", "b2 b5 all")
def name_bracket_remark(t, R, doc):
    """a remark in brackets behind some names: (giám đốc: ông …), (đang làm thủ tục đổi tên)"""
    def say(q):
        k = q["_i"] % 4
        return q["name"] + (f" (Giám đốc: ông {WHO[q['_i'] % 6]})" if k == 0 else " (mới đổi trụ sở)" if k == 1 else "")
    names(t, say)


@style("name", "b2 b5 all")
def name_lines_remark(t, R, doc):
    """director, address and telephone on further lines of the name's cell"""
    names(t, lambda q: q["name"] + f"\nGiám đốc: {WHO[q['_i'] % 6]}" + (f"\nĐT: 0905{100000 + q['_i'] * 7919 % 899999}" if q["_i"] % 2 else "\nĐịa chỉ: thôn " + str(q["_i"] % 9 + 1)))


@style("name", "b2 b5 reg all")
def name_wrapped(t, R, doc):
    """names broken over two lines in the cell"""
    def wrap(q):
        w = q["name"].split(" ")
        k = max(1, len(w) // 2)
        return " ".join(w[:k]) + "\n" + " ".join(w[k:]) if len(w) > 2 else q["name"]
    names(t, wrap)


@style("name", "b2 b5 all")
def name_footnotes(t, R, doc):
    """footnote marks behind names, the notes below: HTX An Phú (*), HTX Lộc¹"""
    m = R.choice([("(*)", "(**)"), ("¹", "²"), ("*", "**")])
    names(t, lambda q: q["name"] + ("" if q["_i"] % 3 else (" " if m[0] == "(*)" else "") + m[q["_i"] // 3 % 2]))
    t.notes += [f"{m[0]} Đơn vị có trụ sở tại xã đặc biệt khó khăn.", f"{m[1]} Đơn vị được hỗ trợ theo Quyết định số 2261/QĐ-TTg."]


@style("name", "b2 b5 all")
def name_capitals(t, R, doc):
    """all names in capitals"""
    names(t, lambda q: q["name"].upper())


@style("name", "b2 b5")
def name_numbered(t, R, doc):
    """no STT column: the running number stands in the name's cell: «1. HTX …», «2/ …»"""
    t.stt = False
    s = R.choice([". ", ") ", "/ "])
    names(t, lambda q: f"{q['_i'] + 1}{s}{q['name']}")


# ---------------------------------------------------------------- an office's own columns
@style("extra", "b2 all reg", against=("words_form",))
def extra_own(t, R, doc):
    """own columns between the form's: director, telephone, land in ha, poor households, product, notes"""
    for k in R.sample(list(OWN), 4):
        head, vals = OWN[k]
        fn = (lambda q, vals=vals: vals[q["_i"] % len(vals)] or None) if vals else (lambda q: f"0905{100000 + q['_i'] * 7919 % 899999}") if k == "phone" else (lambda q: round(1.5 + q["_i"] * 37 % 190 / 10, 1)) if k == "land" else (lambda q: q["_i"] * 5 % 12)
        t.cols.insert(R.randint(1, len(t.cols)), extra([head], fn, k in ("land", "poor")))


@style("extra", "b2")
def extra_next_year(t, R, doc):
    """plans for next year beside: Kế hoạch doanh thu năm sau, Dự kiến thành viên năm sau"""
    t.cols.insert(t.at("revenue_from_members"), extra([f"Kế hoạch doanh thu năm {t.year + 1}"], lambda q: shown(t, q["revenue"] * 1.1, "revenue") if q["revenue"] is not None else None, True))
    t.cols.insert(t.at("new_members"), extra([f"Dự kiến số thành viên năm {t.year + 1}"], lambda q: int(q["members"] * 1.06) if q["members"] is not None else None, True))


@style("extra", "b2")
def extra_capital(t, R, doc):
    """capital: Tổng vốn hoạt động | Vốn điều lệ | Giá trị tài sản, money in the table's unit"""
    n = {q["_i"]: R.randint(4, 60) * 50 for q in t.rows}
    d = lambda x: number(x * 10 ** 6, DIV[t.unit])
    i = t.at("revenue")
    t.cols[i:i] = [extra(["Vốn", "Tổng vốn hoạt động"], lambda q: d(n[q["_i"]] * 2), True), extra(["Vốn", "Vốn điều lệ"], lambda q: d(n[q["_i"]]), True)] if R.random() < .5 else [extra(["Vốn điều lệ"], lambda q: d(n[q["_i"]]), True), extra(["Giá trị tài sản"], lambda q: d(n[q["_i"]] * 3), True)]


@style("extra", LISTS)
def text_nfd(t, R, doc):
    """everything in decomposed Unicode"""
    t.headfn = nfd
    t.title = nfd(t.title)
    t.textfn = lambda v, c, q: nfd(v)
