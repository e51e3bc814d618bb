"""Styles of biểu 1 and of single forms."""
from tests.outside.relaid.grid import Cell, Grid
from tests.outside.relaid.model import MONEY1
from tests.outside.relaid.styles import style
from tests.outside.relaid.styles_cols import SUB, extra
from tests.outside.relaid.styles_rows import drop
from tests.outside.relaid.table import Col, number
from tests.outside.relaid.text import bare, dmy, vn

PART = {"I": "HỢP TÁC XÃ", "II": "LIÊN HIỆP HỢP TÁC XÃ", "III": "TỔ HỢP TÁC"}
OTHER = {"I.1": "Số hợp tác xã hiện có", "I.1a": "Trong đó: số HTX đang hoạt động", "I.1b": "Số HTX thành lập mới trong năm", "I.1c": "Số HTX giải thể trong năm", "I.1d": "Số HTX hoạt động hiệu quả (xếp loại tốt, khá)", "I.2": "Tổng số thành viên hợp tác xã",
         "I.2a": "Trong đó: số thành viên mới kết nạp", "I.3": "Tổng số lao động thường xuyên trong hợp tác xã", "I.4": "Doanh thu bình quân của một hợp tác xã", "I.5": "Lãi bình quân của một hợp tác xã", "I.6": "Thu nhập bình quân của lao động thường xuyên trong HTX",
         "I.6x": "Thu nhập bình quân của thành viên HTX", "I.7": "Tổng số cán bộ quản lý hợp tác xã", "I.7a": "Trong đó: số cán bộ có trình độ sơ cấp, trung cấp", "I.7b": "Trong đó: số cán bộ có trình độ cao đẳng, đại học trở lên", "I.8": "Số lượt cán bộ quản lý HTX được đào tạo, bồi dưỡng trong năm",
         "II.1": "Tổng số liên hiệp HTX", "II.1b": "Trong đó: số liên hiệp HTX thành lập mới", "III.1": "Tổng số tổ hợp tác hiện có", "III.1a": "Trong đó: số THT thành lập mới", "III.1b": "Số THT được UBND xã chứng thực", "III.2": "Tổng số thành viên tổ hợp tác"}


def groups(t, stt=lambda p: p):
    t.groups = {p: {"stt": stt(p), "label": w} for p, w in PART.items()}


@style("b1", "b1")
def b1_no_stt(t, R, doc):
    """no STT at all, group rows in capitals"""
    t.order = ["label", "unit"]
    groups(t)


@style("b1", "b1")
def b1_own_numbers(t, R, doc):
    """numbers of the office's own: I, 1, 1.1, a), -"""
    groups(t)
    k = R.choice(["1", "-"])

    def stt(q, i):
        n = q["item"].split(".")[1]
        main, sub = n.rstrip("abcdx"), n.lstrip("0123456789")
        return None if sub and k == "-" else f"{main}.{'abcdx'.index(sub) + 1}" if sub else main
    t.stt = stt
    if k == "-":
        t.label = lambda q: ("- " if q["item"][-1].isalpha() else "") + q["label"]


@style("b1", "b1")
def b1_other_words(t, R, doc):
    """items in the words of the Ministry's annex, running numbers 1–22"""
    t.stt = lambda q, i: i + 1
    t.label = lambda q: OTHER[q["item"]]
    groups(t)


@style("b1", "b1")
def b1_extra_items(t, R, doc):
    """items of the Ministry's annex that this form does not ask for, between the others"""
    groups(t)
    n = lambda a, b: {"previous": R.randint(a, b), "current": R.randint(a, b)}
    t.extra_rows = {"I.1d": [("số HTX ứng dụng công nghệ cao", "HTX", n(0, 2)), ("số HTX tham gia liên kết chuỗi giá trị", "HTX", n(1, 4))], "I.3": [("Trong đó: lao động thường xuyên mới", "người", n(1, 9)), ("Trong đó: lao động là thành viên HTX", "người", n(10, 30))],
                    "I.4": [("Trong đó: doanh thu của HTX với thành viên", "triệu đồng/năm", n(300, 700))], "II.1b": [("Tổng số HTX thành viên của liên hiệp", "HTX", n(0, 5)), ("Tổng số lao động trong liên hiệp HTX", "người", n(0, 20))],
                    "III.2": [("Doanh thu bình quân một tổ hợp tác", "triệu đồng/năm", n(80, 200)), ("Lãi bình quân một tổ hợp tác", "triệu đồng/năm", n(8, 30))]}
    t.stt = lambda q, i: None if q["item"][-1].isalpha() else q["item"].split(".")[1]


def plan(t, R):
    f = {q["_i"]: 1 + R.uniform(-.1, .15) for q in t.rows}
    return lambda q: None if q["current"] is None else round(q["current"] * f[q["_i"]], 1 if q["item"] in MONEY1 else None)


@style("b1", "b1")
def b1_plan(t, R, doc):
    """Thực hiện năm trước | Kế hoạch | Thực hiện | So với KH (%) | So với năm trước (%) | Kế hoạch năm sau"""
    p = plan(t, R)
    pct = lambda a, b: None if not b or a is None else round(100 * a / b, 1)
    y = t.year
    t.cols = [("previous", [f"TH năm {y - 1}"], None), ("x", [f"Năm {y}", "Kế hoạch"], p), ("current", [f"Năm {y}", "Thực hiện"], None), ("x", ["So sánh (%)", "TH/KH"], lambda q: pct(q["current"], p(q))), ("x", ["So sánh (%)", f"{y}/{y - 1}"], lambda q: pct(q["current"], q["previous"])),
              ("x", [f"Kế hoạch năm {y + 1}"], lambda q: None if q["current"] is None else round(q["current"] * 1.08, 1 if q["item"] in MONEY1 else None))]


@style("b1", "b1")
def b1_half_year(t, R, doc):
    """6 tháng đầu năm and cả năm under this year"""
    y = t.year
    t.cols = [("previous", [f"Năm {y - 1}", "Cả năm"], None), ("x", [f"Năm {y}", "6 tháng đầu năm"], lambda q: None if q["current"] is None else round(q["current"] * .7, 1 if q["item"] in MONEY1 else None)), ("current", [f"Năm {y}", "Cả năm"], None)]


@style("b1", "b1")
def b1_days(t, R, doc):
    """columns told by days: Có đến 31/12/2018 | Có đến 30/11/2019"""
    y = t.year
    a, b = R.choice([(f"Có đến 31/12/{y - 1}", f"Có đến 30/11/{y}"), (f"Số liệu tại thời điểm 31.12.{y - 1}", f"Số liệu tại thời điểm 30.11.{y}"), (f"Chính thức năm {y - 1}", f"Sơ bộ năm {y}"), ("Kỳ trước", "Kỳ báo cáo"), (f"Thực hiện 12 tháng năm {y - 1}", f"Thực hiện 11 tháng năm {y}")])
    t.cols = [("previous", [a], None), ("current", [b], None)]


@style("b1", "b1")
def b1_reversed(t, R, doc):
    """this year first, then last year; Chỉ tiêu behind the unit"""
    t.cols.reverse()
    t.order = ["stt", "unit", "label"] if R.random() < .5 else ["label", "unit", "stt"]


@style("b1", "b1", ok=lambda d: d.last is not None)
def b1_three_years(t, R, doc):
    """a series: 2016 | 2017 | 2018 | 2019 as bare years"""
    y = t.year
    old = lambda k: lambda q: None if q["previous"] is None else round(q["previous"] * (.93 if k == 2 else .87), 1 if q["item"] in MONEY1 else None)
    t.cols = [("x", [str(y - 3)], old(3)), ("x", [str(y - 2)], old(2)), ("previous", [str(y - 1)], None), ("current", [str(y)], None)]


@style("b1", "b1")
def b1_actual_and_estimate(t, R, doc):
    """Thực hiện 11 tháng beside Ước thực hiện cả năm: the actual counts"""
    y = t.year
    t.cols = [("previous", [f"Thực hiện năm {y - 1}"], None), ("current", [f"Thực hiện 11 tháng năm {y}"], None), ("x", [f"Ước thực hiện cả năm {y}"], lambda q: None if q["current"] is None else round(q["current"] * 1.03, 1 if q["item"] in MONEY1 else None))]


@style("b1", "b1")
def b1_indented(t, R, doc):
    """«Trong đó:» in a row of its own, the items below with + and blanks before them"""
    groups(t)
    t.stt = lambda q, i: None if q["item"][-1].isalpha() and q["item"] != "I.6x" else q["item"].split(".")[1].rstrip("x")
    t.label = lambda q: ("    + " if q["item"][-1].isalpha() and q["item"] != "I.6x" else "") + q["label"].replace("trong đó: ", "").strip()
    t.extra_rows = {k: [("   Trong đó:", None, {"previous": None, "current": None})] for k in ("I.1", "I.2", "I.7", "II.1", "III.1")}


@style("b1", "b1")
def b1_unit_behind(t, R, doc):
    """no column of units: «Tổng số hợp tác xã (HTX)», «Lãi bình quân một HTX (triệu đồng/năm)»"""
    t.order = ["stt", "label"]
    t.label = lambda q: f"{q['label']} ({q['unit']})"


@style("b1", "b1")
def b1_money_nghin(t, R, doc):
    """money in nghìn đồng/năm or tỷ đồng, said in the unit's column"""
    t.money_div, w = R.choice([(1000, "nghìn đồng"), (10 ** 6, "đồng")])
    t.unit = lambda q: q["unit"].replace("triệu đồng", w)


@style("b1", "b1")
def b1_transposed(t, R, doc):
    """lying: items as columns, last year and this year as rows"""
    def custom(t, g, r, c0):
        g.put(r, c0, "Năm", bold=True)
        g.put(r + 1, c0, "ĐVT", italic=True)
        for k, (key, y) in enumerate((("previous", t.year - 1), ("current", t.year))):
            g.put(r + 2 + k, c0, f"Thực hiện năm {y}")
        for i, q in enumerate(t.rows, 1):
            g.put(r, c0 + i, f"{q['item']}. {q['label']}", bold=True, wrap=True)
            g.put(r + 1, c0 + i, q["unit"])
            for k, key in enumerate(("previous", "current")):
                if q[key] is not None:
                    g.put(r + 2 + k, c0 + i, Cell(q[key], tag=("b1", q["_i"], key, "num", 1)))
        return r + 5
    t.custom = custom


@style("b1", "b1")
def b1_two_blocks(t, R, doc):
    """two tables one below another: first last year's column, then this year's"""
    def custom(t, g, r, c0):
        for key, y in (("previous", t.year - 1), ("current", t.year)):
            g.put(r, c0, f"{'A' if key == 'previous' else 'B'}. Số liệu thực hiện năm {y}", bold=True)
            for i, w in enumerate(["STT", "Chỉ tiêu", "Đơn vị tính", f"Thực hiện năm {y}"]):
                g.put(r + 1, c0 + i, w, bold=True)
            r += 2
            for q in t.rows:
                for i, w in enumerate([q["item"], q["label"], q["unit"]]):
                    g.put(r, c0 + i, w)
                if q[key] is not None:
                    g.put(r, c0 + 3, Cell(q[key], tag=("b1", q["_i"], key, "num", 1)))
                r += 1
            r += 2
        return r
    t.custom = custom


@style("b1", "b1")
def b1_two_panels(t, R, doc):
    """HTX left, liên hiệp and tổ hợp tác right, the heads twice"""
    def custom(t, g, r, c0):
        for part, c in ((("I",), c0), (("II", "III"), c0 + 6)):
            for i, w in enumerate(["STT", "Chỉ tiêu", "Đơn vị tính", f"Thực hiện năm {t.year - 1}", f"Thực hiện năm {t.year}"]):
                g.put(r, c + i, w, bold=True)
            k = r + 1
            for q in t.rows:
                if q["item"].split(".")[0] in part:
                    for i, w in enumerate([q["item"], q["label"], q["unit"]]):
                        g.put(k, c + i, w)
                    for i, key in enumerate(("previous", "current")):
                        if q[key] is not None:
                            g.put(k, c + 3 + i, Cell(q[key], tag=("b1", q["_i"], key, "num", 1)))
                    k += 1
        return r + 19
    t.custom = custom


# ---------------------------------------------------------------- biểu 3, 4
@style("b4", "b4")
def b4_code_words(t, R, doc):
    """codes as people say them: Điểm 1a · 10-c · 7.b) · Nhiệm vụ 5"""
    k = R.choice([lambda v: f"Điểm {v}", lambda v: v.replace(".", ""), lambda v: v.replace(".", "-"), lambda v: v + (")" if v[-1].isalpha() else "."), lambda v: f"Nhiệm vụ {v}", lambda v: v.upper()])
    t.col("task")._get = lambda q: (k(q["task"]), "task", None)


@style("b4", "b4", against=("ticks",))
def b4_amount_one(t, R, doc):
    """amount and unit in one cell: «14 HTX» under «Số liệu, đơn vị tính»"""
    c = t.col("quantity")
    c.head = ["Số liệu, đơn vị tính"]
    c._get = lambda q: (f"{vn(q['quantity'])} {q['unit_of_measure']}", "withunit", None) if q["quantity"] is not None else (q["unit_of_measure"], None, None)
    drop(t, "unit_of_measure")


@style("b4", "b4")
def b4_state_words(t, R, doc):
    """Đã hoàn thành · Đang triển khai thực hiện · Chưa triển khai"""
    w = {"Hoàn thành": "Đã hoàn thành", "Đang thực hiện": "Đang triển khai thực hiện", "Chưa thực hiện": "Chưa triển khai thực hiện"}
    t.col("state")._get = lambda q: (w.get(q["state"]), "word", q["state"]) if q["state"] else (None, None, None)


@style("b4", "b4")
def b4_text_last(t, R, doc):
    """an upper head «Kết quả thực hiện» over state, text, amount and unit; further columns: Cơ quan phối hợp, Thời hạn, Khó khăn"""
    for c in t.cols:
        if c.key in ("state", "result", "quantity", "unit_of_measure"):
            c.head = ["Kết quả thực hiện"] + c.head
    t.cols.insert(2, extra(["Cơ quan phối hợp"], lambda q: ["Các sở, ngành", "Liên minh HTX tỉnh", "UBND các xã"][q["_i"] % 3]))
    t.cols.insert(3, extra(["Thời hạn hoàn thành"], lambda q: f"Quý {['II', 'III', 'IV'][q['_i'] % 3]}/{t.year}"))
    t.cols.append(extra(["Khó khăn, vướng mắc"], lambda q: ["", "thiếu kinh phí", "thiếu cán bộ"][q["_i"] % 3] or None))


@style("b3", "b3", against=("date",))
def b3_one_period(t, R, doc):
    """one column of time: «từ 03/07/2019 đến 05/07/2019», «24-26/4/2019»"""
    i = t.at("from_on")
    drop(t, "from_on")
    drop(t, "to_on")

    def say(q):
        a, b = q["from_on"], q["to_on"]
        w = dmy(a) if a == b else f"Từ ngày {dmy(a)} đến ngày {dmy(b)}" if q["_i"] % 2 or a.month != b.month else f"{a.day}-{b.day}/{a.month}/{a.year}"
        return w, "period", None
    t.cols.insert(i, Col("from_on", "Thời gian tổ chức (từ ngày - đến ngày)", get=say))


@style("b3", "b3", against=("figs", "num", "date", "heads", "words", "order", "rows", "blank", "sheet", "text_nfd"))
def b3_cards(t, R, doc):
    """no list: a card a class, the head left of each value"""
    def render(g, r=None, c0=None, title=True):
        r, c0 = r or t.top, c0 or t.left
        g.put(r, c0, t.office.upper(), bold=True)
        g.put(r + 1, c0, t.title, bold=True)
        r += 3
        for i, q in enumerate(t.rows, 1):
            g.put(r, c0, f"Lớp thứ {i}", bold=True)
            r += 1
            for c in t.cols:
                v, how, arg = c.get(t, q)
                g.put(r, c0, c.head[-1] + ":")
                if v is not None:
                    g.put(r, c0 + 1, Cell(v, tag=(t.kind, q["_i"], c.key, how, arg)))
                r += 1
            r += 1
        return r
    t.render = render


# ---------------------------------------------------------------- registry, Alliance
@style("reg", "reg", against=("rows", "order", "heads", "words"))
def reg_address(t, R, doc):
    """one column of addresses: «Xã Đắk Môn, Huyện Đăk Glei»"""
    i = t.at("commune")
    drop(t, "district")
    t.cols[i] = Col("commune", "Địa chỉ trụ sở (xã/phường/thị trấn, huyện/thành phố)", get=lambda q: (f"{q['commune']}, {q['district']}", "address", None))


@style("reg", "reg", against=SUB | {"unit"})
def reg_capital(t, R, doc):
    """Vốn điều lệ: Đăng ký | Đã góp, in triệu đồng"""
    t.unit, t.unit_line = "triệu đồng", "Đơn vị tính: triệu đồng"
    i, c = t.at("capital"), t.col("capital")
    c.head = ["Vốn điều lệ", "Đăng ký"]
    t.cols.insert(i + R.choice([0, 1]), extra(["Vốn điều lệ", "Đã góp"], lambda q: number(q["capital"], 10 ** 6) * 3 // 4 if q["capital"] else None))


@style("reg", "reg", against=SUB | {"date"})
def reg_dates(t, R, doc):
    """Ngày đăng ký: Lần đầu | Thay đổi gần nhất | Đăng ký lại theo Luật 2012"""
    a, b = t.col("registered_on"), t.col("converted_on")
    a.head, b.head = ["Ngày đăng ký", "Lần đầu"], ["Ngày đăng ký", "Đăng ký lại theo Luật 2012"]
    t.cols.insert(t.at("registered_on") + R.choice([0, 1]), extra(["Ngày đăng ký", "Thay đổi gần nhất"], lambda q: q["status_on"] if q["_i"] % 5 == 0 else None))


@style("reg", "reg", against=("date",))
def reg_timestamps(t, R, doc):
    """days as instants of a web system: 2018-12-31T17:00:00.000Z is 1/1/2019"""
    import datetime as dt
    t.datefn = lambda v, c: ((dt.datetime(v.year, v.month, v.day) - dt.timedelta(hours=7)).strftime("%Y-%m-%dT%H:%M:%S") + ".000Z", "@")


@style("all", "all", when="doc", against=("rows", "sheet", "ticks", "extra", "heads"))
def all_left_below(doc, R):
    """two tables: members, and below them «II. Các đơn vị đã ra khỏi Liên minh» with the day of leaving"""
    def lay(doc):
        t = doc.t("all")
        a, b = t.part([q for q in t.rows if not q["left_on"]]), t.part([q for q in t.rows if q["left_on"]])
        drop(a, "left_on")
        g = Grid(t.sheet)
        a.pre_lines = [*(t.pre_lines or [t.office.upper(), t.title]), "I. Các đơn vị đang là thành viên"]
        b.pre_lines, b.notes = ["II. Các đơn vị đã ra khỏi Liên minh"], []
        r = a.render(g)
        if b.rows:
            b.render(g, r + 1)
        doc.grids.append(g)
    doc.layout = lay


@style("all", "all", against=("date", "rows", "heads"))
def all_decision_day(t, R, doc):
    """decision and day in one cell: «55/QĐ-LMHTX ngày 01/05/2003», the day of admission beside it as it is"""
    t.col("decision_no")._get = lambda q: (f"{q['decision_no']} ngày {dmy(q['joined_on'])}", "text+", None) if q["decision_no"] else (None, None, None)
