"""Styles that hide or spoil: contract §3 asks for a finding at the place. `say` notes what is touched: kind, fact rows (None: all), fields (None: all), and the severities that are enough."""
import datetime as dt
from tests.outside.relaid.grid import Cell, Grid
from tests.outside.relaid.model import COUNTS, MONEY, OFFICE, FORMS
from tests.outside.relaid.styles import style
from tests.outside.relaid.styles_cols import extra, ticks
from tests.outside.relaid.model import RATINGS
from tests.outside.relaid.table import Col
from tests.outside.relaid.text import vn

ALONE = ("sheet", "rows", "order", "figs", "ticks", "format", "book", "place", "b1", "heads", "words", "blank", "num", "unit", "date", "code", "name", "extra")
LIST = "b2 reg all b5"


def say(doc, kind, rows=None, fields=None, severity=("error",), whole=False, may_read=False, rows_gone=False, columns=None):
    """may_read: the contract lets the value stand, with its finding"""
    doc.must.append(dict(kind=kind, rows=rows, fields=fields, severity=list(severity), whole=whole, may_read=may_read, rows_gone=rows_gone, columns=columns))


def main(doc):
    return next(k for k in ("b2", "reg", "all", "b5", "b4") if k in doc.facts)


def grid_of(doc, kind):
    for g in doc.grids:
        for t in g.tables:
            if t[0].kind == kind:
                return g, t


def row_of(g, i, kind):
    return next(r for (r, c), x in g.cells.items() if x.tag and x.tag[:2] == (kind, i))


def col_of(g, field, kind):
    return next(c for (r, c), x in g.cells.items() if x.tag and x.tag[0] == kind and x.tag[2] == field)


def some(doc, kind, R, n, good=lambda q: True):
    rows = [q["_i"] for q in doc.facts[kind].rows if good(q)]
    return sorted(R.sample(rows, min(n, len(rows))))


live = lambda q: q.get("members") is not None and q.get("status") == "Đang hoạt động"


@style("must", LIST, when="grid", must=True, fmt="xlsx", against=ALONE)
def hidden_filter(doc, R):
    """a filter is on and hides rows"""
    k = main(doc)
    g, (t, h1, h2, d1, d2, c1, c2) = grid_of(doc, k)
    f = "sector" if k == "b2" else "rating" if k == "b5" else "unit_type" if k == "all" else "status"
    c = col_of(g, f, k)
    words = sorted({q[f] for q in t.rows if q[f]})
    hide = {"sector": "Nông nghiệp"}.get(f) if k == "b2" else None
    gone = [q for q in t.rows if q[f] != words[0]] if not hide else [q for q in t.rows if q[f] != hide]
    if not gone:
        gone = t.rows[-3:]
    g.filter, g.filter_col = (h2, c1, d2, c2), (c, f'x == "{hide or words[0]}"')
    for q in gone:
        g.hidden_rows.add(row_of(g, q["_i"], k))
    say(doc, k, [q["_i"] for q in gone], rows_gone=True)


@style("must", LIST, when="grid", must=True, fmt="xlsx", against=ALONE)
def hidden_by_hand(doc, R):
    """a few rows hidden by hand, or of height 0"""
    k = main(doc)
    g, _ = grid_of(doc, k)
    rows = some(doc, k, R, 3)
    where = g.hidden_rows if R.random() < .5 else g.zero_rows
    for i in rows:
        where.add(row_of(g, i, k))
    say(doc, k, rows, rows_gone=True)


@style("must", "b2", when="grid", must=True, fmt="xlsx", against=ALONE)
def hidden_column(doc, R):
    """a column of figures hidden"""
    g, _ = grid_of(doc, "b2")
    f = R.choice(["members", "managers_trained", "member_income"])
    g.hidden_cols.add(col_of(g, f, "b2"))
    say(doc, "b2", None, [f])


@style("must", LIST, when="grid", must=True, fmt="xlsx", against=ALONE)
def struck_rows(doc, R):
    """two rows struck out"""
    k = main(doc)
    g, _ = grid_of(doc, k)
    rows = some(doc, k, R, 2)
    for i in rows:
        r = row_of(g, i, k)
        for (a, c), x in g.cells.items():
            if a == r:
                x.strike = True
    say(doc, k, rows, rows_gone=True)


@style("must", "b2", when="grid", must=True, fmt="xlsx", against=ALONE)
def struck_part(doc, R):
    """old figure struck out, new one behind it in the same cell"""
    g, _ = grid_of(doc, "b2")
    rows = some(doc, "b2", R, 2, live)
    c = col_of(g, "members", "b2")
    for i in rows:
        x = g.cells[row_of(g, i, "b2"), c]
        old = str(int(x.v) + 3)
        x.rich, x.v = [(old, True), (" " + str(x.v), False)], old + " " + str(x.v)
    say(doc, "b2", rows, ["members"])


@style("must", "b2", when="grid", must=True, fmt="xlsx", against=ALONE)
def struck_cells(doc, R):
    """single figures struck out"""
    g, _ = grid_of(doc, "b2")
    rows = some(doc, "b2", R, 2, lambda q: live(q) and q["member_income"] is not None)
    c = col_of(g, "member_income", "b2")
    for i in rows:
        g.cells[row_of(g, i, "b2"), c].strike = True
    say(doc, "b2", rows, ["member_income"])


@style("must", "b2", when="grid", must=True, against=ALONE)
def two_figures(doc, R):
    """two figures in a cell: «34 (36)», «34/36», two lines"""
    g, _ = grid_of(doc, "b2")
    rows = some(doc, "b2", R, 2, live)
    c = col_of(g, "members", "b2")
    w = R.choice(["{a}\n{b}", "{a} hoặc {b}", "{a} - {b}", "{a}; {b}"])
    for i in rows:
        x = g.cells[row_of(g, i, "b2"), c]
        x.v = w.format(a=x.v, b=x.v + 4)
    say(doc, "b2", rows, ["members"])


@style("must", "b1", when="table", must=True, against=ALONE)
def blank_column(t, R, doc):
    """a column of biểu 1 without a figure"""
    t.cols = [(k, h, (lambda q: None) if k == "current" else f) for k, h, f in t.cols]
    say(doc, "b1", None, ["current"])


@style("must", "b2", when="table", must=True, against=ALONE)
def blank_figures(t, R, doc):
    """a column of biểu 2 without a figure"""
    f = R.choice(["members", "member_income", "managers_trained"])
    t.col(f)._get = lambda q: (None, None, None)
    say(doc, "b2", None, [f])


@style("must", "b2 reg", when="table", must=True, against=ALONE)
def units_contradict(t, R, doc):
    """the unit line says triệu đồng, the head nghìn đồng"""
    fs = ["revenue", "revenue_from_members", "profit"] if t.kind == "b2" else ["capital"]
    for f in fs:
        t.col(f).head = [t.col(f).head[0] + " (nghìn đồng)"]
    if t.kind == "reg":
        t.unit, t.unit_line = "triệu đồng", "Đơn vị tính: triệu đồng"
    say(doc, t.kind, None, fs, may_read=True, severity=("error",) if t.kind == "b2" else ("error", "warning"))      # some take the head for the later word: then the finding is what counts


@style("must", "b2", when="table", must=True, against=ALONE)
def double_columns(t, R, doc):
    """two columns of one head, different figures"""
    f = R.choice(["members", "workers"])
    c = t.col(f)
    t.cols.insert(t.at(f) + R.choice([0, 1]), Col("x", c.head[0], get=lambda q: (q[f] + q["_i"] % 4 if q[f] is not None else None, None, None), extra=True))
    say(doc, "b2", None, [f])


@style("must", "b2", when="table", must=True, against=ALONE)
def double_subheads(t, R, doc):
    """sub-heads that settle nothing: Đợt 1 | Đợt 2; Biểu cũ | Biểu mới"""
    f = R.choice(["members", "revenue"])
    a, b = R.choice([("Đợt 1", "Đợt 2"), ("Nguồn 1", "Nguồn 2"), ("Lần 1", "Lần 2")])
    c = t.col(f)
    h = c.head[0]
    c.head = [h, b]
    t.cols.insert(t.at(f), extra([h, a], lambda q: None if q[f] is None else q[f] + q["_i"] % 5 if f == "members" else round(q[f] / 10 ** 6 * (1 + q["_i"] % 5 / 50), 1)))
    say(doc, "b2", None, [f])


@style("must", "b2", when="table", must=True, against=ALONE)
def no_head(t, R, doc):
    """the head of a column of figures is missing"""
    f = R.choice(["members", "workers", "member_income", "revenue"])
    t.col(f).head = [""]
    say(doc, "b2", None, [f])


@style("must", "b2", when="doc", must=True, against=ALONE)
def other_office(doc, R):
    """the head of every sheet names another district"""
    other = R.choice([OFFICE[s] for s in OFFICE if s.isdigit() and s != doc.sender])
    for t in doc.all():
        t.office = other
    for k in doc.facts:
        say(doc, k, None, None, whole=True, rows_gone=True)


@style("must", "b2", when="table", must=True, against=ALONE)
def cut_off(t, R, doc):
    """the list breaks off: the sum row counts more than stands above it"""
    n = max(3, len(t.rows) // 4)
    t.total, whole = "bottom", list(t.rows)
    gone = t.rows[-n:]
    t.rows = t.rows[:-n]
    for c in t.cols:
        if c.total:
            c._whole = True
    old = t.render

    def render(g, r=None, c0=None, title=True):
        r = old(g, r, c0, title)
        tt, h1, h2, d1, d2, c1, c2 = g.tables[-1]
        off = c1 + (1 if t.stt else 0)
        for i, c in enumerate(t.cols):
            if c.total:
                vals = [x for x in (c.get(t, q)[0] for q in whole) if x is not None]
                if vals:
                    g.put(d2 + 1, off + i, round(sum(vals), 6), bold=True)
        g.put(d2 + 1, off, f"Tổng cộng: {len(whole)} đơn vị", bold=True)
        return r
    t.render = render
    say(doc, "b2", [q["_i"] for q in gone], None, rows_gone=True, columns="sheet")


@style("must", "b2", when="table", must=True, against=ALONE)
def two_ticks(t, R, doc):
    """ratings as marks, on two rows two marks"""
    rows = some(doc, "b2", R, 2, lambda q: q["rating"] in ("Tốt", "Khá"))
    ticks(t, "rating", "Xếp loại", RATINGS, "x")
    for c in t.cols:
        if c.key == "rating" and c.head[-1] == "Trung bình":
            old = c._get
            c._get = lambda q: ("x", None, None) if q["_i"] in rows else old(q)
    say(doc, "b2", rows, ["rating"])


@style("must", "b1", when="table", must=True, against=ALONE)
def estimate_alone(t, R, doc):
    """biểu 1 has but «Ước thực hiện cả năm»"""
    t.cols = [(k, [f"Ước thực hiện cả năm {t.year}"] if k == "current" else h, f) for k, h, f in t.cols]
    say(doc, "b1", None, ["current"], severity=("error", "warning"), may_read=True)


@style("must", "b1", when="table", must=True, against=ALONE)
def plan_alone(t, R, doc):
    """biểu 1 has a plan where the year's figure is awaited"""
    t.cols = [(k, [f"Kế hoạch năm {t.year}"] if k == "current" else h, f) for k, h, f in t.cols]
    say(doc, "b1", None, ["current"])


@style("must", "b2", when="doc", must=True, against=ALONE, ok=lambda d: d.last_facts is not None)
def last_years_list(doc, R):
    """last year's rows under this year's title"""
    from tests.outside.relaid.table import Table
    i = next(i for i, t in enumerate(doc.tables) if t.kind == "b2")
    t = Table(doc.last_facts, doc.year, doc.sender)
    for c in t.cols:
        c.how = None
    doc.tables[i] = t
    doc.opts["untagged"] = "b2"
    say(doc, "b2", None, None, whole=True, rows_gone=True)


@style("must", "b2", when="table", must=True, against=ALONE)
def person_number(t, R, doc):
    """a twelve-digit number of a person as code"""
    rows = some(doc, "b2", R, 1, lambda q: q["code"])
    c = t.col("code")
    c._get = lambda q: (f"0620{R.randint(10 ** 7, 10 ** 8 - 1)}", None, None) if q["_i"] in rows else (q["code"], "text", None)
    say(doc, "b2", rows, ["code"], severity=("error", "warning"), may_read=True)


@style("must", "b2", when="grid", must=True, against=ALONE)
def error_cells(doc, R):
    """#REF! in a column of figures"""
    g, _ = grid_of(doc, "b2")
    rows = some(doc, "b2", R, 6, live)
    c = col_of(g, "members", "b2")
    for i in rows:
        g.cells[row_of(g, i, "b2"), c].v = "#REF!"
    say(doc, "b2", rows, ["members"])


@style("must", "b2", when="grid", must=True, against=ALONE)
def merged_figures(doc, R):
    """one figure merged down two units: their sum"""
    g, (t, *_) = grid_of(doc, "b2")
    cs = [col_of(g, f, "b2") for f in ("members",)]
    q = next((a, b) for a, b in zip(t.rows[3:], t.rows[4:]) if live(a) and live(b))
    r = row_of(g, q[0]["_i"], "b2")
    for c in cs:
        g.cells[r, c].v += g.cells[r + 1, c].v
        del g.cells[r + 1, c]
        g.merge(r, c, r + 1, c)
    say(doc, "b2", [x["_i"] for x in q], ["members"])


@style("must", "reg all", when="doc", must=True, fmt="csv", against=ALONE)
def hashes_in_days(doc, R):
    """saved from too narrow columns: ######## where the day should be"""
    doc.opts["csv"] = dict(sep=";")
    k = main(doc)
    f = "registered_on" if k == "reg" else "joined_on"
    c = doc.t(k).col(f)
    c._get = lambda q: ("########", None, None)
    say(doc, k, None, [f])


@style("must", "reg all", when="doc", must=True, fmt="csv", against=ALONE)
def codes_in_powers(doc, R):
    """codes saved as 6,10236E+09: the digits are lost"""
    doc.opts["csv"] = dict(sep=";")
    c = doc.t(main(doc)).col("code")
    c._get = lambda q: (f"{int(q['code']):.5E}".replace(".", ","), None, None) if q["code"] else (None, None, None)
    say(doc, main(doc), [q["_i"] for q in doc.facts[main(doc)].rows if q["code"]], ["code"], severity=("error", "warning"))


@style("must", "b2", when="table", must=True, against=ALONE)
def vague_figures(t, R, doc):
    """«khoảng 30», «hơn 40», «30-35» in cells"""
    rows = some(doc, "b2", R, 3, live)
    c = t.col("members")
    c._get = lambda q: (["hơn {a}", "trên dưới {a}", "{a}-{b}"][rows.index(q["_i"]) % 3].format(a=q["members"], b=q["members"] + 5), None, None) if q["_i"] in rows else (q["members"], "num", 1)
    say(doc, "b2", rows, ["members"])


@style("must", "b2", when="grid", must=True, against=ALONE)
def total_contradicts(doc, R):
    """the sum row differs from the sum of the list"""
    g, (t, h1, h2, d1, d2, c1, c2) = grid_of(doc, "b2")
    g.put(d2 + 1, c1 + 1, "Tổng cộng", bold=True)
    for f in ("members", "workers", "managers"):
        c = col_of(g, f, "b2")
        v = sum(x.v for (r, k), x in g.cells.items() if k == c and x.tag and isinstance(x.v, int))
        g.put(d2 + 1, c, v + (17 if f == "members" else 0), bold=True)
    say(doc, "b2", None, ["members"], severity=("error", "warning"), may_read=True, columns="sheet")


@style("must", "b2 b4", when="doc", must=True, against=ALONE)
def other_year(doc, R):
    """every title says another year"""
    y = doc.year + (1 if R.random() < .3 else -1)
    for t in doc.all():
        t.title = t.title.replace(str(doc.year), str(y))
        if t.kind == "b1":
            t.cols = [(k, [w.replace(str(doc.year), "#").replace(str(doc.year - 1), str(y - 1)).replace("#", str(y)) for w in h], f) for k, h, f in t.cols]
    for k in doc.facts:
        say(doc, k, None, None, whole=True, rows_gone=True)
