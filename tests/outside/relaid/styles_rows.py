"""Styles of rows, sheets and files."""
from tests.outside.relaid.grid import Cell, Grid
from tests.outside.relaid.model import DIV, MONEY, RATINGS, SECTORS, STATUS2, STATUSR, TYPES
from tests.outside.relaid.styles import style
from tests.outside.relaid.styles_cols import LISTS, extra, names
from tests.outside.relaid.table import Col, Table, number
from tests.outside.relaid.text import ROMAN, bare, dmy, letter, nfd, tcvn3, vni

FULL = {"HTX": "HỢP TÁC XÃ", "QTDND": "QUỸ TÍN DỤNG NHÂN DÂN", "LHHTX": "LIÊN HIỆP HỢP TÁC XÃ", "THT": "TỔ HỢP TÁC"}
ABC = lambda i: "ABCDEĐGHIKLMNOPQRSTUVXY"[i - 1]
ROM = lambda i: ROMAN[i]


def drop(t, key):
    t.cols = [c for c in t.cols if c.key != key]


def by(t, key, words=None):
    order = [w for w in (words or []) if any(q[key] == w for q in t.rows)] or sorted({q[key] for q in t.rows}, key=str)
    t.rows.sort(key=lambda q: order.index(q[key]))


def tagged(t, key, label):
    """group rows carry the fact: check.py looks for the label"""
    return (lambda q: q[key], lambda k, part: label(k))


# ---------------------------------------------------------------- rows
@style("rows", "b2", against=("order",))
def rows_commune_above(t, R, doc):
    """A, B, C and the commune with its sums above the units; no commune column"""
    by(t, "commune")
    drop(t, "commune")
    t.group, t.sums = [(lambda q: q["commune"], lambda k, part: k, ABC)], "above"


@style("rows", "b2", against=("order",))
def rows_commune_below(t, R, doc):
    """the commune in a row of its own, «Cộng …» below its units, the running number starts anew"""
    by(t, "commune")
    drop(t, "commune")
    t.group, t.sums, t.restart = [(lambda q: q["commune"], lambda k, part: k, lambda i: None)], "below", True
    t.total = "bottom"


@style("rows", "b2", against=("ticks",))
def rows_type(t, R, doc):
    """I. HỢP TÁC XÃ · II. QUỸ TÍN DỤNG … as group rows with sums; no type column"""
    by(t, "unit_type", TYPES)
    drop(t, "unit_type")
    t.group, t.sums = [(lambda q: q["unit_type"], lambda k, part: FULL[k], ROM)], "above"


@style("rows", "b2 all reg", against=("ticks",))
def rows_type_counts(t, R, doc):
    """group rows that count: «I. Hợp tác xã: 17 đơn vị»; no type column"""
    by(t, "unit_type", TYPES)
    drop(t, "unit_type")
    t.group = [(lambda q: q["unit_type"], lambda k, part: f"{FULL[k].capitalize()}: {len(part)} đơn vị", ROM)]


@style("rows", "b2", against=("ticks",))
def rows_sector(t, R, doc):
    """sectors as group rows, numbers starting anew; no sector column"""
    by(t, "sector", SECTORS)
    drop(t, "sector")
    t.group, t.restart = [(lambda q: q["sector"], lambda k, part: "Lĩnh vực " + k, ROM)], True


@style("rows", "b2", against=("ticks", "order"))
def rows_type_commune(t, R, doc):
    """two levels: I. HỢP TÁC XÃ, under it 1. Xã …; neither column"""
    by(t, "commune")
    by(t, "unit_type", TYPES)
    drop(t, "commune")
    drop(t, "unit_type")
    t.group, t.sums, t.restart = [(lambda q: q["unit_type"], lambda k, part: FULL[k], ROM), (lambda q: q["commune"], lambda k, part: k, ABC)], "above", True


@style("rows", "reg", against=("ticks",))
def rows_status(t, R, doc):
    """registry by state: A. ĐANG HOẠT ĐỘNG, B. ĐÃ GIẢI THỂ; no state column"""
    by(t, "status", STATUSR)
    drop(t, "status")
    t.group = [(lambda q: q["status"], lambda k, part: k.upper(), ABC)]


@style("rows", "reg all b5")
def rows_district(t, R, doc):
    """I. THÀNH PHỐ KON TUM (25) as group rows; no district column"""
    by(t, "district")
    drop(t, "district")
    n = R.random() < .5
    t.group, t.restart = [(lambda q: q["district"], lambda k, part: k.upper() + (f" ({len(part)})" if n else ""), ROM)], R.random() < .5


@style("rows", "b5", against=("ticks",))
def rows_rating(t, R, doc):
    """by rating: I. Loại Tốt, II. Loại Khá; no rating column"""
    by(t, "rating", RATINGS)
    drop(t, "rating")
    t.group = [(lambda q: q["rating"], lambda k, part: "Loại " + k, ROM)]


@style("rows", "all", against=("date",))
def rows_batch(t, R, doc):
    """by decision: «Quyết định số 55/QĐ-LMHTX ngày 01/05/2003» as group rows; neither the day's nor the decision's column"""
    t.rows.sort(key=lambda q: (q["joined_on"], q["decision_no"]))
    drop(t, "joined_on")
    drop(t, "decision_no")
    t.group = [(lambda q: (q["joined_on"], q["decision_no"]), lambda k, part: f"Kết nạp theo Quyết định số {k[1]} ngày {dmy(k[0])}", ROM if len({(q["joined_on"], q["decision_no"]) for q in t.rows}) < 25 else str)]


@style("rows", "b2 reg all b5 b3")
def rows_ditto(t, R, doc):
    """«nt» where the cell repeats the one above"""
    k = {"b2": "commune", "reg": "district", "all": "district", "b5": "district", "b3": "organizer"}[t.kind]
    by(t, k)
    w, keys = R.choice(["nt", "-nt-", "Như trên", '"']), [c for c in t.cols if c.key in (k, "sector")]
    before = {}
    for a, b in zip(t.rows, t.rows[1:]):
        before[b["_i"]] = a
    for c in keys:
        if c.how is None and not c._get:
            c._get = lambda q, c=c: (q[c.key], "text", None) if q["_i"] not in before or before[q["_i"]][c.key] != q[c.key] or q[c.key] is None else (w, "ditto", None)


@style("rows", "b2 reg all b5")
def rows_merged(t, R, doc):
    """the commune's or district's cell merged down its units"""
    k = {"b2": "commune"}.get(t.kind, "district")
    by(t, k)
    t.merge_same = k


@style("rows", "b2 reg b5 all")
def rows_pages(t, R, doc):
    """printed pages: the heads again, «Cộng trang», «Mang sang»"""
    t.page = R.choice([12, 15, 20])
    t.total = "bottom"


@style("rows", LISTS)
def rows_gaps(t, R, doc):
    """an empty row after each or every third unit"""
    t.blank_between = R.choice([1, 3])


@style("rows", "b2 b5 all")
def rows_prefilled(t, R, doc):
    """running numbers go on below the last unit: the form was printed with a hundred rows"""
    t.stt_prefill = R.choice([25, 60])


@style("rows", "b2")
def rows_total_top(t, R, doc):
    """«Tổng toàn huyện» first, with sums"""
    t.total, t.total_words = "top", "Tổng toàn huyện" if doc.sender != "608" else "Tổng toàn thành phố"


@style("rows", "b2")
def rows_breakdown(t, R, doc):
    """sums below by type: Tổng cộng · Trong đó: HTX, QTDND, THT · Bình quân một đơn vị"""
    t.total = "bottom"

    def later(g, t2, r):
        off = t2.left + 1
        for k in [k for k in TYPES if any(q["unit_type"] == k for q in t2.rows)]:
            part = [q for q in t2.rows if q["unit_type"] == k]
            g.put(r, off + t2.at("name"), f"Trong đó: {k}", italic=True)
            for i, c in enumerate(t2.cols):
                if c.total and c.how is None:
                    vals = [x for x in (c.get(t2, q)[0] for q in part) if isinstance(x, (int, float))]
                    if vals:
                        g.put(r, off + i, round(sum(vals), 6))
            r += 1
        return r
    t.after = later


@style("rows", "b2", ok=lambda d: d.last is not None, against=("figs", "ticks", "code", "name", "date"))
def rows_two_years(t, R, doc):
    """two rows a unit: a column «Năm» says 2018 and 2019"""
    i = t.at("members")
    figs = ("members", "new_members", "workers", "managers", "managers_trained", "revenue", "revenue_from_members", "profit", "member_income", "worker_income")
    out = []
    for q in t.rows:
        p = doc.last.get((q["name"], q["commune"]))
        if p and q["founded_on"] and q["founded_on"].year < t.year:
            out.append({**q, **{k: p[k] for k in figs}, "_old": True})
        out.append(q)
    t.rows = out
    t.cols.insert(i, Col("x", "Năm", get=lambda q: (t.year - 1 if q.get("_old") else t.year, None, None), extra=True))
    t.stt = False
    doc.opts["two_years"] = True


# ---------------------------------------------------------------- sheets
def sheet_doc(doc, kind, parts, keep=None):
    """lays `kind` out as several tables on sheets of their own, the others as usual"""
    for t in doc.all():
        if t.kind == kind:
            for name, title, p in parts:
                g = Grid(name[:31].replace("/", "-").replace(":", ""))
                p.title = title
                p.render(g)
                doc.grids.append(g)
        else:
            g = Grid(t.sheet)
            t.render(g)
            doc.grids.append(g)


@style("sheet", "b2", when="doc", against=("rows", "ticks"))
def sheet_per_type(doc, R):
    """a sheet a type: HTX, QTDND, LHHTX, THT; no type column, the title tells"""
    def lay(doc):
        t = doc.t("b2")
        parts = []
        for k in TYPES:
            rows = [q for q in t.rows if q["unit_type"] == k]
            if rows:
                p = t.part(rows)
                drop(p, "unit_type")
                parts.append((f"Biểu 2 - {k}", f"Biểu 2. Danh sách {FULL[k].lower()} năm {doc.year}", p))
        sheet_doc(doc, "b2", parts)
    doc.layout = lay


@style("sheet", "b2", when="doc", against=("rows", "order", "unit"))
def sheet_type_units(doc, R):
    """HTX and QTDND on one sheet in triệu đồng, THT on another in nghìn đồng"""
    def lay(doc):
        t = doc.t("b2")
        a, b = t.part([q for q in t.rows if q["unit_type"] != "THT"]), t.part([q for q in t.rows if q["unit_type"] == "THT"])
        a.unit, a.unit_line, b.unit, b.unit_line = "triệu đồng", "Đơn vị tính: triệu đồng", "nghìn đồng", "Đơn vị tính: nghìn đồng"
        sheet_doc(doc, "b2", [(n, f"Biểu 2. Danh sách {w} năm {doc.year}", p) for n, w, p in (("B2 HTX", "hợp tác xã, quỹ tín dụng nhân dân, liên hiệp hợp tác xã", a), ("B2 THT", "tổ hợp tác", b)) if p.rows])
    doc.layout = lay


@style("sheet", "b2", when="doc", against=("rows", "order"))
def sheet_per_commune(doc, R):
    """a sheet a commune, named for it; no commune column"""
    def lay(doc):
        t = doc.t("b2")
        parts = []
        for k in sorted({q["commune"] for q in t.rows}):
            p = t.part([q for q in t.rows if q["commune"] == k])
            drop(p, "commune")
            parts.append((k, f"Biểu 2. Danh sách HTX, QTDND, LHHTX, tổ hợp tác năm {doc.year} - {k if k.startswith(('Xã', 'Phường', 'Thị')) else 'địa bàn ' + k}", p))
        sheet_doc(doc, "b2", parts)
    doc.layout = lay


@style("sheet", "b2 reg all", when="doc", against=("rows",))
def sheet_halves(doc, R):
    """the list goes on on a second sheet with heads: «Biểu 2 (tiếp)»"""
    def lay(doc):
        k = next(x for x in ("b2", "reg", "all") if doc.t(x))
        t = doc.t(k)
        n = len(t.rows) * 3 // 5
        sheet_doc(doc, k, [(t.sheet, t.title, t.part(t.rows[:n])), (t.sheet + " (tiếp)", t.title + " (tiếp theo)", t.part(t.rows[n:]))])
    doc.layout = lay


def split_at(t):
    return t.at("revenue") if t.kind == "b2" else t.at("commune") if t.kind == "reg" else None


@style("sheet", "b2", when="doc", against=("rows", "order", "heads", "words_form"))
def split_columns_sheet(doc, R):
    """money on a second sheet «Biểu 2b», with number and name again"""
    def lay(doc):
        t = doc.t("b2")
        i = next(j for j, c in enumerate(t.cols) if c.key in MONEY or c.extra and c.head[0].startswith(("Doanh thu", "Tổng doanh thu")))
        a, b = t.part(t.rows), t.part(t.rows)
        a.cols = a.cols[:i]
        nm = Col("name", *t.col("name").head, get=lambda q: (q["name"], "name", None))
        b.cols = [nm] + b.cols[i:]
        a.unit_line = None
        sheet_doc(doc, "b2", [("Biểu 2a", t.title, a), ("Biểu 2b", t.title + " (tiếp theo: kết quả kinh doanh)", b)])
    doc.layout = lay


@style("sheet", "b2", when="doc", against=("rows", "order", "heads", "words_form"))
def split_columns_below(doc, R):
    """the right half of the columns as a second table below on the same sheet, with number and name again"""
    def lay(doc):
        t = doc.t("b2")
        i = next(j for j, c in enumerate(t.cols) if c.key in MONEY or c.extra and c.head[0].startswith(("Doanh thu", "Tổng doanh thu")))
        a, b = t.part(t.rows), t.part(t.rows)
        a.cols, a.unit_line = a.cols[:i], None
        b.cols, b.pre_lines = [Col("name", *t.col("name").head, get=lambda q: (q["name"], "name", None))] + b.cols[i:], ["Biểu 2 (tiếp theo)"]
        for x in doc.all():
            g = Grid(x.sheet)
            if x.kind == "b2":
                r = a.render(g)
                b.render(g, r + 1)
            else:
                x.render(g)
            doc.grids.append(g)
    doc.layout = lay


@style("sheet", "b3 b4", when="doc", ok=lambda d: len(d.facts) > 1)
def stacked(doc, R):
    """all biểu on one sheet, one below another"""
    def lay(doc):
        g, r = Grid(R.choice(["Báo cáo", "Sheet1", "Tong hop"])), 1
        for t in doc.all():
            r = t.render(g, r) + 2
        doc.grids.append(g)
    doc.layout = lay


@style("sheet", "b3 b4", when="doc", ok=lambda d: "b3" in d.facts and "b4" in d.facts)
def side_by_side(doc, R):
    """biểu 3 and biểu 4 beside one another on one sheet, an empty column between"""
    def lay(doc):
        for t in doc.all():
            if t.kind not in ("b3", "b4"):
                g = Grid(t.sheet)
                t.render(g)
                doc.grids.append(g)
        g = Grid("Biểu 3-4")
        a, b = doc.t("b3"), doc.t("b4")
        a.render(g, 1, 1)
        b.render(g, 1, len(a.cols) + (1 if a.stt else 0) + 3)
        doc.grids.append(g)
    doc.layout = lay


@style("sheet", "b5 all", when="doc", against=("rows", "extra", "heads", "figs", "ticks"))
def two_panels(doc, R):
    """a long list in two panels beside one another, the same heads twice"""
    def lay(doc):
        k = "all" if doc.t("all") else "b5"
        for t in doc.all():
            g = Grid(t.sheet)
            if t.kind == k:
                n = (len(t.rows) + 1) // 2
                a, b = t.part(t.rows[:n]), t.part(t.rows[n:])
                a.notes, b.title_row, b.stt = [], False, a.stt
                rows = {q["_i"]: i for i, q in enumerate(t.rows, 1)}
                a.render(g, 1, 1)
                b.render(g, g.tables[-1][1] - 1, len(a.cols) + 3, title=False)
                for (r, c), x in g.cells.items():
                    if b.stt and c == len(a.cols) + 3 and isinstance(x.v, int):
                        x.v += n
            else:
                t.render(g)
            doc.grids.append(g)
    doc.layout = lay


@style("place", LISTS + " b1")
def far_corner(t, R, doc):
    """tables that begin far down and right"""
    t.top, t.left = R.randint(6, 12), R.randint(3, 6)


@style("place", LISTS + " b1", against=("sheet", "all_left_below", "b3_cards"))
def letterhead(t, R, doc):
    """a letterhead in two columns, document number, place and day, Kính gửi, before the table"""
    t.pre_lines = [f"{t.office.upper()}", "Số:       /BC-UBND" if t.sender.isdigit() else f"Số:       /BC-{t.sender}", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", f"Kon Tum, ngày 02 tháng 12 năm {t.year}", t.title.upper(),
                   f"(Kèm theo Báo cáo số      /BC ngày      /12/{t.year})", "Kính gửi: Liên minh Hợp tác xã tỉnh"]


@style("place", LISTS + " b1")
def signatures(t, R, doc):
    """notes, signature block, Nơi nhận below"""
    t.notes += ["Ghi chú: Số liệu tổng hợp từ báo cáo của các xã, phường, thị trấn và các đơn vị.", "Nơi nhận: - Như trên; - Lưu: VT."]
    t.sign = "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH" if t.sender.isdigit() else "GIÁM ĐỐC"


@style("place", LISTS + " b1", fmt="xlsx", when="doc", against=("sheet", "all_left_below", "b3_cards"))
def title_in_box(doc, R):
    """the title stands in a drawn text box, the rows above the heads are empty but for the office"""
    for t in doc.all():
        t.pre_lines = [t.office.upper()]
        doc.opts.setdefault("box", {})[t.sheet] = t.title


@style("place", LISTS + " b1", fmt="xlsx", when="grid")
def frozen_filter(doc, R):
    """freeze panes and a filter that hides nothing; sheets protected, comments in cells"""
    for g in doc.grids:
        if g.tables:
            _, h1, h2, d1, d2, c1, c2 = g.tables[0]
            g.freeze, g.filter, g.protect = (h2, c1 + 1), (h2, c1, d2, c2), True
            for (r, c), x in list(g.cells.items())[5:8]:
                x.note = "Đ/c Hoa kiểm tra lại giúp"


# ---------------------------------------------------------------- the book
@style("book", LISTS + " b1", when="grid", fmt="xlsx")
def book_hidden_lists(doc, R):
    """hidden helper sheets: lists for the drop-downs, a log of changes"""
    g = Grid("DM")
    for i, w in enumerate(SECTORS + STATUS2 + RATINGS, 1):
        g.put(i, 1, w)
        g.put(i, 2, i)
    h = Grid("nhat_ky")
    for i in range(1, 6):
        g2 = (f"{i}/12/{doc.year}", "sửa", i * 3)
        for j, v in enumerate(g2, 1):
            h.put(i, j, v)
    g.state, h.state = "hidden", "veryHidden"
    doc.grids += [g, h]


@style("book", "b2", when="grid", fmt="xlsx", against=("num",))
def book_summary(doc, R):
    """a pivot-like summary by commune and type on a sheet of its own, before the list"""
    rows = doc.facts["b2"].rows
    g = Grid("TH theo xã")
    g.put(1, 1, doc.t("b2").office.upper())
    g.put(2, 1, f"Tổng hợp số lượng theo xã năm {doc.year} (trích từ Biểu 2)")
    for j, w in enumerate(["Nhãn hàng", *TYPES, "Tổng chung"], 1):
        g.put(4, j, w, bold=True)
    keys = sorted({q["commune"] for q in rows})
    for i, k in enumerate(keys + ["Tổng chung"], 5):
        part = [q for q in rows if k in (q["commune"], "Tổng chung")]
        g.put(i, 1, k)
        for j, ty in enumerate(TYPES, 2):
            n = sum(q["unit_type"] == ty for q in part)
            if n:
                g.put(i, j, n)
        g.put(i, 6, len(part))
    doc.grids.insert(1, g)


@style("book", LISTS + " b1", when="grid")
def book_cover(doc, R):
    """a cover sheet with the text of the letter and figures in sentences; sheets in another order and spelling"""
    g = Grid("Bìa")
    t = doc.all()[0]
    for i, w in enumerate([t.office.upper(), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "BÁO CÁO", f"Tình hình phát triển kinh tế tập thể năm {doc.year}", "Kính gửi: Liên minh Hợp tác xã tỉnh Kon Tum",
                           f"Thực hiện Văn bản số 765/VP-KTTH, {t.office} báo cáo số liệu năm {doc.year} như các biểu kèm theo./.", "Nơi nhận:", "- Như trên;", "- Lưu: VT."], 1):
        g.put(i * 2 - 1, 1 + (i % 2), w)
    doc.grids.reverse()
    doc.grids.insert(0, g)
    for x in doc.grids[1:]:
        x.name = x.name.upper() if R.random() < .5 else bare(x.name)


@style("book", "b2", when="grid", fmt="xlsx", ok=lambda d: d.last_facts is not None, against=("figs_last_this", "figs_this_last_growth", "rows_two_years"))
def book_old_year(doc, R):
    """the sheet of last year, under its own year's title, still stands behind this year's"""
    t = Table(doc.last_facts, doc.year - 1, doc.sender)
    g = Grid(f"Biểu 2 năm {doc.year - 1}")
    t.render(g)
    for x in g.cells.values():
        x.tag = None
    doc.grids.append(g)


@style("book", "b2 b1", when="grid", fmt="xlsx", against=("rows_pages", "sheet", "rows_commune_above", "rows_type", "rows_type_commune", "rows_commune_below", "num", "ticks", "blank"))
def book_formulas(doc, R):
    """formulas with stored values: sums of the list, counts of biểu 1 from biểu 2, names by CONCATENATE"""
    for g in doc.grids:
        for t, h1, h2, d1, d2, c1, c2 in g.tables:
            if t.kind == "b2":
                for c in range(c1, c2 + 1):
                    x = g.cells.get((d1, c))
                    if x and x.tag and x.tag[2] in ("members", "workers", "managers", "revenue"):
                        vals = [g.cells[r, c].v for r in range(d1, d2 + 1) if (r, c) in g.cells and isinstance(g.cells[r, c].v, (int, float))]
                        g.put(d2 + 1, c, round(sum(vals), 6), bold=True, formula=f"=SUM({letter(c)}{d1}:{letter(c)}{d2})")
                g.put(d2 + 1, c1 + 1, "Tổng cộng", bold=True)
                for r in range(d1, d2 + 1):
                    x = g.cells.get((r, c1))
                    if x and x.tag is None and isinstance(x.v, int) and r > d1:
                        x.formula = f"={letter(c1)}{r - 1}+1"
            elif t.kind == "b1":
                for (r, c), x in g.cells.items():
                    if x.tag and x.tag[2] == "current" and isinstance(x.v, (int, float)):
                        x.formula = f"=ROUND({x.v},2)" if r % 2 else f"={x.v}+0"


# ---------------------------------------------------------------- kinds of files
def one_sheet(doc):
    return len(doc.facts) == 1


@style("format", LISTS + " b1", when="doc", fmt="xls")
def file_xls(doc, R):
    """Excel 97-2003"""


@style("format", LISTS + " b1", when="doc", fmt="ods")
def file_ods(doc, R):
    """OpenDocument"""


@style("format", LISTS + " b1", when="doc", fmt="xlsb")
def file_xlsb(doc, R):
    """Excel's binary workbook"""


@style("format", "reg all b4", when="doc", fmt="csv", ok=one_sheet, against=("name_wrapped", "name_lines_remark", "ticks", "blank", "num", "words_decorated", "name_footnotes", "code", "text_nfd", "sheet", "book", "all", "rows_merged", "rows_ditto", "place"))
def file_csv_tcvn3(doc, R):
    """CSV in TCVN3 (ABC), semicolons, title lines above"""
    doc.opts["csv"] = dict(sep=";", code=tcvn3)


@style("format", "reg all b4", when="doc", fmt="csv", ok=one_sheet, against=("name_wrapped", "name_lines_remark", "ticks", "blank", "num", "words_decorated", "name_footnotes", "code", "text_nfd", "sheet", "book", "all", "rows_merged", "rows_ditto", "place"))
def file_csv_vni(doc, R):
    """CSV in VNI, commas"""
    doc.opts["csv"] = dict(sep=",", code=vni, dec=".")


@style("format", "reg all b4", when="doc", fmt="csv", ok=one_sheet, against=("sheet", "book", "all", "rows_merged", "place"))
def file_csv_utf16(doc, R):
    """Excel's «Unicode text»: UTF-16, tabs"""
    doc.opts["csv"] = dict(sep="\t", enc="utf-16")


@style("format", "reg all b4", when="doc", fmt="csv", ok=one_sheet, against=("sheet", "book", "all", "rows_merged", "place"))
def file_csv_sep(doc, R):
    """CSV with the line «sep=;» first, ISO days, no title"""
    doc.opts["csv"] = dict(sep=";", first="sep=;\r\n", day="%Y-%m-%d")
    for t in doc.all():
        t.title_row, t.top = False, 1


@style("format", LISTS, when="grid", fmt="xlsx", against=("ticks", "blank", "num", "words_decorated", "name_footnotes", "code", "text_nfd", "title_in_box"))
def font_tcvn3(doc, R):
    """a workbook whose cells are TCVN3 in the font .VnTime"""
    for g in doc.grids:
        for x in g.cells.values():
            if isinstance(x.v, str) and not x.formula:
                x.v, x.font = tcvn3(x.v), ".VnTime"
                if x.tag:
                    x.tag = (*x.tag[:3], "tcvn3:" + x.tag[3], x.tag[4])


@style("format", LISTS, when="grid", fmt="xlsx", against=("ticks", "blank", "num", "words_decorated", "name_footnotes", "code", "text_nfd", "title_in_box"))
def font_vni(doc, R):
    """only the names and communes are VNI in the font VNI-Times, the rest is Unicode"""
    for g in doc.grids:
        for x in g.cells.values():
            if x.tag and x.tag[2] in ("name", "commune", "content", "organizer") and isinstance(x.v, str):
                x.v, x.font = vni(x.v), "VNI-Times"
                x.tag = (*x.tag[:3], "vni:" + x.tag[3], x.tag[4])
