"""A third hand's province: its own lives of units over 2017 (unseen), 2018, 2019; all papers agree by the contract. Simulated.
`Province.t[(table, year, sender)]`: rows (dicts; `_id` names a row, `_uid` the unit). Tables b1 b2 b3 b4 b5 reg all. Money in đồng."""
import collections
import csv
import datetime as dt
import math
import random
import unicodedata
from pathlib import Path

from tests.outside.areas import COMMUNES, DISTRICT, tax_code

M = 1_000_000
YEARS = (2018, 2019)
ACTIVE, STOP, GONE = "Đang hoạt động", "Ngừng hoạt động", "Đã giải thể"
COUNTS = ["members", "new_members", "workers", "managers", "managers_trained"]
MONEY = ["revenue_vnd", "revenue_from_members_vnd", "profit_vnd", "member_income_vnd", "worker_income_vnd"]
ITEMS = ["I.1", "I.1a", "I.1b", "I.1c", "I.1d", "I.2", "I.2a", "I.3", "I.4", "I.5", "I.6", "I.6x", "I.7", "I.7a", "I.7b", "I.8", "II.1", "II.1b", "III.1", "III.1a", "III.1b", "III.2"]
HTX = ("HTX", "QTDND")
OFFICES = ["SKHDT", "SNNPTNT", "SCT", "STC", "STTTT", "TCT", "DPTTH", "BKT", "BCD", "LMHTX"]
SENDERS = list(DISTRICT) + OFFICES
TASKS = list(csv.DictReader(open(Path(__file__).parents[1] / "tasks-2019.csv", encoding="utf-8")))
BAND = lambda s: "Tốt" if s >= 80 else "Khá" if s >= 65 else "Trung bình" if s >= 50 else "Yếu"
SECT = {"Nông nghiệp": (62, ["0126", "0118", "0121", "0128", "0150", "0161", "0125"], [("Nông nghiệp", "NN"), ("Nông nghiệp và Dịch vụ", "NN và DV"), ("Nông nghiệp - Thương mại - Dịch vụ", "NN-TM-DV"), ("Dược liệu", "Dược liệu"), ("Sản xuất Nông nghiệp", "SX NN")]),
        "Công nghiệp - TTCN": (8, ["1030", "1077"], [("Sản xuất Chế biến", "SX CB"), ("Tiểu thủ công nghiệp", "TTCN")]),
        "Xây dựng": (4, ["4101", "4290"], [("Xây dựng", "XD"), ("Xây lắp", "Xây lắp")]),
        "Thương mại - Dịch vụ": (15, ["4620", "4632", "4669"], [("Thương mại và Dịch vụ", "TM và DV"), ("Dịch vụ Tổng hợp", "DV Tổng hợp")]),
        "Vận tải": (8, ["4931", "4933"], [("Vận tải", "VT"), ("Dịch vụ Vận tải", "DV VT")]), "Khác": (3, ["3811"], [("Vệ sinh Môi trường", "Vệ sinh môi trường")])}
SYL = "An Bách Bích Cẩm Chiến Diệu Đại Đoàn Đông Dũng Giang Hiền Hoàng Hồng Hùng Huy Kha Khánh Kiến Kim Liên Liễu Linh Lương Mạnh Mỹ Nam Nghi Ngân Nhân Ninh Phương Quảng Quốc Quý Sáng Sơn Thái Thanh Thiên Thu Thuận Thủy Trí Triều Trúc Tuấn Tùng Tường Uyên Văn Vân Vĩ Vũ Xuyên Yên".split()
JOBS = ["trồng cà phê", "trồng cao su", "trồng sắn", "nuôi heo đen", "nuôi bò lai", "trồng đương quy", "trồng chuối", "nuôi ong", "đan lát", "dệt thổ cẩm", "trồng mắc ca", "trồng lúa nước", "thủy nông", "nuôi cá nước ngọt", "thu mua nông sản", "làm đất", "trồng rau"]


def plain(s):
    return "".join(c for c in unicodedata.normalize("NFD", s.lower().replace("đ", "d")) if not unicodedata.combining(c))


def near(a, b):
    """one letter apart, or equal"""
    if abs(len(a) - len(b)) > 1:
        return False
    i = 0
    while i < min(len(a), len(b)) and a[i] == b[i]:
        i += 1
    return a[i + 1:] == b[i + 1:] or a[i:] == b[i + 1:] or a[i + 1:] == b[i:]


class Province:
    def __init__(self):
        self.t, self.n, self.units, self.lives = {}, 0, {}, []
        self.events, self.frictions, self.earlier, self.files, self.style = [], [], [], [], {}

    def row(self, **k):
        self.n += 1
        return {"_id": self.n, **k}

    def copy(self):
        p = Province()
        p.t = {k: [dict(r) for r in v] for k, v in self.t.items()}
        p.n, p.units, p.style, p.lives = self.n, self.units, self.style, self.lives
        p.events, p.frictions, p.earlier, p.files = list(self.events), list(self.frictions), list(self.earlier), list(self.files)
        return p


def rq(x, q):
    return int(round(x / q)) * q


class Maker:
    def __init__(self, seed, size="plain"):
        self.R = random.Random(f"third-{seed}")
        self.P, self.codes, self.taken, self.uid, self.units = Province(), set(), {}, 0, []
        R = self.R
        self.k = {"small": .45, "plain": 1, "large": 10}[size]
        small = R.sample([d for d in DISTRICT if d != "608"], 3)
        self.size = {d: max(3, round((R.randint(48, 62) if d == "608" else R.randint(3, 5) if d in small else R.randint(6, 19)) * self.k)) for d in DISTRICT}
        self.price = {y: R.uniform(.99, 1.09) for y in (2017, 2018, 2019)}
        self.pay = {y: R.uniform(1.02, 1.14) for y in (2017, 2018, 2019)}
        self.crop = {(y, s): R.uniform(.93, 1.08) for y in (2017, 2018, 2019) for s in [*SECT, "Tín dụng"]}
        self.zeal = {2017: .8, 2018: R.uniform(.5, 1.2), 2019: R.uniform(.5, 2.4)}
        self.train = {2017: R.uniform(.22, .32), 2018: R.uniform(.25, .36), 2019: R.uniform(.27, .42)}
        self.join = R.uniform(.6, .9)
        self.nocode, self.blank, self.noday = R.uniform(.05, .3), R.uniform(.005, .05), R.uniform(0, .12)
        self.late = R.random() < .5
        for d in DISTRICT:
            self.P.style[d] = dict(unit=R.choices(["triệu đồng", "nghìn đồng", "đồng"], [7, 3, 1])[0], grain=R.choice([10_000, 100_000, 100_000, M]), dec=R.choice([1, 2, 2]), gone=R.choice(["blank", "zero"]), stop=R.choice(["blank", "zero"]),
                                   full=R.random() < .5, stt=R.random() < .8, total=R.random() < .2, group=R.random() < .3, sign=R.random() < .5, shuffle=R.random() < .25, formula={y: R.random() < .55 for y in YEARS}, carry=R.random() < .6, zero=R.choice([0, None]))

    def day(self, y, a=1, b=11):
        return dt.date(y, self.R.randint(a, b), self.R.randint(1, 27)).isoformat()

    def private(self):
        for n in range(10 ** 6):
            a, b = self.R.sample(SYL, 2)
            b += " " + self.R.choice(SYL) if n > 60 else ""
            p = plain(f"{a} {b}")
            if not any(near(p, q) for q in self.taken.get(p[:2], [])) and not any(near(p[1:], q[1:]) for q in self.taken.get(p[:2], [])):
                self.taken.setdefault(p[:2], []).append(p)
                return f"{a} {b}"

    def legal(self, typ, reg, d, com=None, sec=None, name=None):
        R = self.R
        com = com or R.choice(COMMUNES[d])
        sec = sec or ("Tín dụng" if typ == "QTDND" else "Nông nghiệp" if typ == "LHHTX" else R.choices(list(SECT), [v[0] for v in SECT.values()])[0])
        full, ab = R.choice(SECT[sec][2]) if sec in SECT else ("", "")
        priv = name or ("" if typ == "QTDND" else self.private())
        low = com[1][0].lower() + com[1][1:]
        nm, sh = {"HTX": (f"Hợp tác xã {full} {priv}", f"HTX {ab} {priv}"), "QTDND": (f"Quỹ tín dụng nhân dân {low}", f"QTDND {low}"), "LHHTX": (f"Liên hiệp Hợp tác xã {full} {priv}", f"LHHTX {ab} {priv}")}[typ]
        old = reg < "2013-07-01"
        self.uid += 1
        big = d == "608"
        u = dict(uid=self.uid, typ=typ, name=nm, short=R.choice([sh, nm.replace("Hợp tác xã", "HTX") if typ == "HTX" else nm]), d=d, com=com, sec=sec, ind=R.choice(SECT[sec][1]) if sec in SECT else "6419", cap=R.choice([200, 500, 800, 1000, 1500, 2000, 3000, 5000]) * M,
                 code=None if old and typ == "HTX" and R.random() < self.nocode else tax_code(R, self.codes), cert=f"38{R.randint(1, 9):02d}07{R.choice('ABDH')}{R.randint(1, 999999):06d}" if old or R.random() < .3 else None, reg=reg, conv=self.day(R.randint(2013, 2016), 7) if old else None,
                 m=R.randint(700, 2600) if typ == "QTDND" else R.randint(4, 8) if typ == "LHHTX" else max(7, int(R.lognormvariate(3.25, .8))), w=R.randint(6, 20) if typ == "QTDND" else max(2, int(R.lognormvariate(2.1, .6))), g=R.randint(3, 7),
                 rev=(R.uniform(2500, 12000) if typ == "QTDND" else R.lognormvariate(7.3 if big else 6.9, .7)) * M, share=R.uniform(.1, .8), margin=R.uniform(.01, .16), eager=R.choice([0, .3, 1, 1, 1.4, 2]), mi=R.uniform(19, 42) * M, wi=R.uniform(28, 52) * M, score=R.uniform(40, 94),
                 swing=R.uniform(.08, .25), calm=R.choice([.3, .45, .6]), gone=None, stop=None, alli=None, into=None, off=0, year={}, moved=None)
        u["cert"] = u["cert"] or (f"380107H{R.randint(1, 999999):06d}" if not u["code"] else None)
        u["blank"] = {f for f in ("revenue_from_members_vnd", "worker_income_vnd", "profit_vnd") if R.random() < self.blank} | ({"member_income_vnd"} if R.random() < .01 else set())
        u["deg"] = (sum(R.random() < .45 for _ in range(u["g"])), 0)
        u["deg"] = (u["deg"][0], sum(R.random() < .4 for _ in range(u["g"] - u["deg"][0])))
        self.units.append(u)
        return u

    def tht(self, day, d, com=None, job=None):
        R, n = self.R, 0
        while True:
            n += 1
            job = None if n > 60 else job
            c = com or R.choice(COMMUNES[d])
            job_ = job or R.choice(JOBS)
            nm = f"THT {job_} {R.choice(['thôn', 'thôn', 'làng', 'tổ dân phố'])} {R.randint(1, 16 if self.k < 5 else 60)}"
            L = self.taken.setdefault(("tht", c[0]), [])
            if nm not in L if n > 100 else not any(near(nm, q) for q in L):
                break
        self.taken[("tht", c[0])].append(nm)
        self.uid += 1
        u = dict(uid=self.uid, typ="THT", name=nm, short=nm, d=d, com=c, sec="Công nghiệp - TTCN" if job_ in ("đan lát", "dệt thổ cẩm") else "Thương mại - Dịch vụ" if job_ in ("thu mua nông sản",) else "Nông nghiệp", code=None, cert=None, reg=day, conv=None, m=R.randint(5, 22), w=R.choice([0, 0, 2, 3, 5]), g=1,
                 rev=R.lognormvariate(5.0, .5) * M, share=R.uniform(.05, .5), margin=R.uniform(.05, .2), eager=0, mi=R.uniform(18, 32) * M, wi=R.uniform(24, 36) * M, score=0, swing=R.uniform(.1, .3), calm=.6, gone=None, stop=None, alli=None, into=None, off=0, year={}, blank=set(), deg=(0, 0),
                 noday=day < "2017" and R.random() < self.noday, proof=R.random() < .55, moved=None)
        if R.random() < .3:
            u["blank"] = {"revenue_vnd", "revenue_from_members_vnd", "profit_vnd"}
        if R.random() < .3:
            u["blank"] = u["blank"] | {"member_income_vnd", "worker_income_vnd"}
        self.units.append(u)
        return u

    # ---------------------------------------------------------------- the population
    def populate(self):
        R, k = self.R, self.k
        for d, n in self.size.items():
            for _ in range(n):
                y = R.choice([1997, 2000, 2004, 2007, 2009, 2011, 2012, *range(2013, 2018), 2016, 2017])
                self.legal("HTX", self.day(y, 1 if y != 2013 else 8), d)
            for _ in range(round(n * R.uniform(1, 2.2)) + 3):
                self.tht(self.day(R.randint(2009, 2017)), d)
        for d in ["608", *R.sample(["611", "612", "615", "616"], 3)]:
            self.legal("QTDND", self.day(R.choice([1996, 1998, 2002, 2005])), d)
        self.legal("LHHTX", self.day(2016), "608")
        if R.random() < .6:
            self.legal("LHHTX", self.day(R.choice([2018, 2019])), R.choice(["615", "611"]))
        W = list(self.size), list(self.size.values())
        for y in YEARS:
            for _ in range(round((R.randint(11, 18) if y == 2018 else R.randint(16, 25)) * k)):
                u = self.legal("HTX", self.day(y), R.choices(*W)[0])
                u["m"], u["rev"] = R.randint(7, 24), u["rev"] * R.uniform(.4, .9)
            for _ in range(round((R.randint(36, 50) if y == 2018 else R.randint(42, 62)) * k)):
                self.tht(self.day(y), R.choices(*W)[0])
        old = [u for u in self.units if u["typ"] == "HTX" and u["reg"] < "2016"]
        R.shuffle(old)
        for _ in range(max(3, round(R.randint(5, 9) * k))):
            u = old.pop()
            u["stop"] = [R.choice([2016, 2017, 2018, 2019]), 2099, R.choice(["Tạm ngừng kinh doanh", "Không hoạt động tại địa chỉ đã đăng ký", "Đang làm thủ tục giải thể"])]
        for y in (2018, 2019, 2016, R.choice(YEARS)):
            for _ in range(max(1, round(R.randint(1, 3) * k))):
                old.pop()["gone"] = self.day(y)
        ths = [u for u in self.units if u["typ"] == "THT" and u["reg"] < "2017"]
        R.shuffle(ths)
        for y in YEARS:
            for _ in range(round(R.randint(3, 8) * k)):
                ths.pop()["gone"] = self.day(y)
        for h in R.sample([u for u in self.units if u["typ"] == "HTX" and u["reg"] > "2018"], round(5 * k)):
            c = [t for t in ths if t["d"] == h["d"]]
            if c:
                t = c[0]
                ths.remove(t)
                t["into"] = h["reg"]
                h.update(com=t["com"], m=max(7, t["m"] + R.randint(0, 6)), sec="Nông nghiệp", ind="0126", was=t["name"], name=h["name"], off=0)
        self.alliance()

    def alliance(self):
        R, no = self.R, {}
        def decision(y):
            no[y] = no.get(y, R.randint(5, 20)) + R.randint(1, 9)
            return f"{no[y]}/QĐ-LMHTX"
        batch = {}
        def admit(u, y, a):
            day = dt.date(y, R.randint(min(a, 11), 11), R.choice([5, 12, 19, 26])).isoformat()
            batch.setdefault(day, decision(y))
            u["alli"] = [day, batch[day], None]
        L = [u for u in self.units if u["typ"] != "THT" and not u["stop"]]
        for u in L:
            if u["reg"] < "2017" and R.random() < self.join:
                admit(u, R.randint(max(2004, int(u["reg"][:4]) + 1), 2017), 1)
                if u["gone"] and u["gone"] <= u["alli"][0]:
                    u["alli"] = None
        for y in YEARS:
            c = [u for u in L if not u["alli"] and not u["gone"] and u["reg"] < f"{y}-10"]
            for u in R.sample(c, min(len(c), round((R.randint(6, 13) if y == 2018 else R.randint(12, 26)) * self.k))):
                admit(u, y, int(u["reg"][5:7]) + 1 if u["reg"][:4] == str(y) else 2)
            for u in R.sample([u for u in L if u["alli"] and u["alli"][0] < f"{y}" and not u["alli"][2] and not u["gone"]], R.randint(0, 2)):
                u["alli"][2] = self.day(y)
        for u in L:
            if u["alli"] and u["gone"] and not u["alli"][2]:
                u["alli"][2] = u["gone"]
        names = collections.Counter(u["name"] for u in self.units)
        for u in R.sample([u for u in self.units if u["typ"] == "THT" and u["reg"] < "2016" and not u["gone"] and not u["into"] and names[u["name"]] == 1], 2):
            admit(u, 2018, 2)

    # ---------------------------------------------------------------- a year of one unit
    def live(self, u, y):
        R, new = self.R, u["reg"][:4] == str(y)
        if u["reg"][:4] > str(y) or (u["gone"] and u["gone"][:4] < str(y)) or (u["into"] and u["into"][:4] <= str(y)):
            return
        r = dict(status=ACTIVE, members=u["m"], new_members=0, workers=u["w"], managers=u["g"], managers_trained=0, rating=None if u["typ"] in ("THT", "LHHTX") else "Không xếp loại", **{f: None for f in MONEY})
        r["deg"] = u["deg"]
        u["year"][y] = r
        if u["gone"] and u["gone"][:4] == str(y):
            r["status"] = GONE
            return
        if u["stop"] and u["stop"][0] <= y < u["stop"][1]:
            r.update(status=STOP, workers=0)
            return
        if not new:
            if R.random() > u["calm"]:
                nw = R.randint(0, 1 + round(u["m"] * .05 * self.zeal[y])) if u["typ"] in HTX else R.randint(0, 2)
                nw = min(nw, 160)
                lf = min(R.choice([0, 0, 1, 1, 2, 3]) if u["m"] < 300 else R.randint(0, 20), max(0, u["m"] + nw - (7 if u["typ"] != "THT" else 4)))
                if u["typ"] == "LHHTX":
                    nw, lf = R.choice([0, 0, 1]), 0
                u["m"] += nw - lf
                r["new_members"] = nw
            if R.random() > .5 and u["typ"] != "THT":
                u["w"] = max(1, u["w"] + R.choice([-1, 1, 1, 2, -2]))
            if R.random() > .9 and u["typ"] in HTX:
                g = min(7, max(3, u["g"] + R.choice([-1, 1])))
                u["deg"] = (min(u["deg"][0], g - min(u["deg"][1], g)), min(u["deg"][1], g))
                u["g"] = g
            u["rev"] *= self.price[y] * self.crop[(y, u["sec"])] * (1 + R.triangular(-u["swing"], u["swing"], 0))
            u["mi"] *= self.pay[y] * (1 + R.triangular(-.06, .06, 0))
            u["wi"] *= self.pay[y] * (1 + R.triangular(-.06, .06, 0))
        g = self.P.style[u["d"]]["grain"]
        rev = u["rev"] * ((12.5 - int(u["reg"][5:7])) / 12 if new else 1)
        r["deg"] = u["deg"]
        u["off"] = .4 * u["off"] + R.gauss(0, .03)
        r.update(members=u["m"], new_members=u["m"] if new else r["new_members"], workers=u["w"], managers=u["g"], managers_trained=sum(R.random() < min(.95, self.train[y] * u["eager"]) for _ in range(u["g"])) if u["typ"] in HTX else 0,
                 revenue_vnd=rq(rev, g), revenue_from_members_vnd=rq(rev * min(.95, max(.02, u["share"] + R.gauss(0, .025))), g), profit_vnd=rq(rev * (u["margin"] + u["off"]), g), member_income_vnd=rq(u["mi"], 100_000), worker_income_vnd=rq(u["wi"], 100_000) if u["w"] else None)
        for f in u["blank"]:
            r[f] = None
        if u["typ"] in HTX and not new:
            u["score"] = min(98, max(22, u["score"] + R.gauss(.9, 3.5)))
            r["rating"] = BAND(round(u["score"], 1))
        r["_score"] = round(u["score"], 1)

    # ---------------------------------------------------------------- papers
    def where(self, u, y):
        return u["moved"][1:] if u["moved"] and y < u["moved"][0] else (u["d"], u["com"])

    def b2row(self, u, y):
        x, st = u["year"][y], self.P.style[self.where(u, y)[0]]
        com = self.where(u, y)[1]
        r = dict(_uid=u["uid"], name=u.get("short_in", {}).get(y, u["short"]), unit_type=u["typ"], registration_code=u["code"] if y >= u.get("coded", 0) else None, commune=com[1] if st["full"] else com[2], sector=u.get("sec_in", {}).get(y, u["sec"]), founded_on=None if u.get("noday") else u["reg"], converted_from=u.get("was") if u["reg"][:4] == str(y) else None,
                 **{f: x[f] for f in ["status", *COUNTS, *MONEY, "rating"]}, _score=x.get("_score"))
        if x["status"] != ACTIVE and not x.get("as_is"):
            how = st["gone"] if x["status"] == GONE else st["stop"]
            for f in ("revenue_vnd", "revenue_from_members_vnd", "profit_vnd"):
                r[f] = 0 if how == "zero" else None
            if x["status"] == GONE:
                r.update({f: None if how == "blank" else 0 for f in COUNTS if f != "members"}, members=None if how == "blank" else x["members"], rating=None)
        if u["typ"] in ("THT", "LHHTX"):
            r["managers_trained"] = st["zero"]
        return r

    def regrow(self, u, y):
        st, on = ACTIVE, u["reg"]
        if u["gone"] and u["gone"][:4] <= str(y):
            st, on = GONE, u["gone"]
        elif u["stop"] and u["stop"][0] <= y < u["stop"][1]:
            st, on = u["stop"][2], u["stop"][3] if len(u["stop"]) > 3 else f"{u['stop'][0]}-0{1 + u['uid'] % 7}-1{u['uid'] % 9}"
        d, com = self.where(u, y)
        return self.P.row(_uid=u["uid"], registration_code=u["code"] if y >= u.get("coded", 0) else None, certificate_no=u["cert"], unit_type=u["typ"], name=u.get("name_in", {}).get(y, u["name"]), commune=com[1], district=DISTRICT[d], commune_code=None if u["uid"] % 9 == 4 else com[0], industry_code=u.get("ind_in", {}).get(y, u["ind"]), charter_capital_vnd=u["cap"],
                          registered_on=u["reg"], converted_on=u["conv"], status=st, status_on=on)

    def papers(self):
        P, R, order = self.P, self.R, ["HTX", "QTDND", "LHHTX", "THT"]
        for y in (2017, 2018, 2019):
            for d in DISTRICT:
                L = sorted((u for u in self.units if y in u["year"] and self.where(u, y)[0] == d), key=lambda u: (order.index(u["typ"]), u["reg"] if u["typ"] == "THT" else "", u["uid"]))
                P.t[("b2", y, d)] = [P.row(**self.b2row(u, y)) for u in L]
        by = P.units = {u["uid"]: u for u in self.units}
        for y in YEARS:
            P.t[("reg", y, "SKHDT")] = [self.regrow(u, y) for u in self.units if u["typ"] != "THT" and u["reg"][:4] <= str(y)]
            P.t[("all", y, "LMHTX")] = sorted((P.row(_uid=u["uid"], name=u["name"] if u["uid"] % 4 else u["short"], unit_type=u["typ"], registration_code=u["code"] if u["uid"] % 3 and y >= u.get("coded", 0) else None, district=DISTRICT[self.where(u, y)[0]], joined_on=u["alli"][0], decision_no=u["alli"][1],
                                                   left_on=u["alli"][2] if u["alli"][2] and u["alli"][2][:4] <= str(y) else None) for u in self.units if u["alli"] and u["alli"][0][:4] <= str(y)), key=lambda r: (r["joined_on"], r["_id"]))
            five = []
            for d in DISTRICT:
                for r in P.t[("b2", y, d)]:
                    if r["unit_type"] == "HTX" and r["sector"] == "Nông nghiệp" and r["status"] == ACTIVE and r["rating"] not in (None, "Không xếp loại"):
                        five.append(P.row(_uid=r["_uid"], name=r["name"], registration_code=r["registration_code"], district=DISTRICT[d], score=r["_score"], rating=r["rating"]))
            P.t[("b5", y, "SNNPTNT")] = five
        for y in YEARS:
            self.classes(y)
            self.tasks(y)
        for y in (2017, 2018, 2019):
            for d in DISTRICT:
                T = b1_of(P, y, d)
                P.t[("b1", y, d)] = [P.row(_uid=None, item=i, value=T[i], previous_value=P.prev(y, d, i)) for i in ITEMS]
        for k in [k for k in P.t if k[1] == 2017]:
            del P.t[k]
        return by

    def classes(self, y):
        R, P = self.R, self.P
        topics = ["Luật HTX năm 2012", "Kế toán hợp tác xã", "Quản trị hợp tác xã nông nghiệp", "Xây dựng phương án sản xuất kinh doanh", "Liên kết theo chuỗi giá trị", "Kỹ năng tiêu thụ sản phẩm"]
        def mk(s, org, total, tag):
            rows, no = [], 0
            while total > 0:
                n = min(total, R.randint(12, 40))
                n = total if total - n < 6 else n
                total -= n
                no += 1
                a = dt.date(y, R.randint(3, 11), R.randint(1, 26))
                t = R.choice(topics)
                rows.append(P.row(_uid=None, name=f"Lớp bồi dưỡng {t[0].lower() + t[1:] if t[0] != 'L' or t[:4] != 'Luật' else t} {tag}, lớp {no}", organizer=org, from_on=a.isoformat(), to_on=(a + dt.timedelta(days=R.randint(0, 3))).isoformat(), content=t, participants=n, women=R.randint(0, n // 3)))
            P.t[("b3", y, s)] = rows
        rest = 0
        for d in DISTRICT:
            t = sum(r["managers_trained"] or 0 for r in P.t[("b2", y, d)] if r["unit_type"] in HTX and r["status"] != GONE)
            own = max(1, round(t * R.uniform(.4, .8)))
            rest += max(0, t - own)
            mk(d, f"Phòng Kinh tế và Hạ tầng {DISTRICT[d][0].lower() + DISTRICT[d][1:]}" if d != "608" else "Phòng Kinh tế thành phố Kon Tum", own, DISTRICT[d].split(" ", 1)[1] if d != "608" else "thành phố")
        a = round(rest * R.uniform(.4, .6))
        mk("LMHTX", "Liên minh HTX tỉnh", a + R.randint(1, 5), "khối HTX toàn tỉnh")
        mk("SNNPTNT", "Chi cục Phát triển nông thôn", rest - a + R.randint(1, 5), "HTX nông nghiệp")

    def tasks(self, y):
        R, P = self.R, self.P
        for s in SENDERS:
            L = []
            for t in TASKS:
                if t["sender"] != s or (t["role"] != "lead" and R.random() > .25):
                    continue
                st = R.choices(["Chưa thực hiện", "Đang thực hiện", "Hoàn thành"], [1, 6, 5])[0]
                q = R.randint(1, 24)
                if t["task"] == "1.a" and s in DISTRICT:
                    q, st = sum(r["unit_type"] in HTX and (r["founded_on"] or "")[:4] == str(y) for r in P.t[("b2", y, s)]), "Đang thực hiện"
                L.append(P.row(_uid=None, task=t["task"], content=t["content"], state=st, result=None if st == "Chưa thực hiện" else R.choice(["Đã ban hành văn bản chỉ đạo và tổ chức thực hiện", "Triển khai đúng tiến độ", "Đã phối hợp các đơn vị thực hiện", "Đã tham mưu kế hoạch, giao các phòng thực hiện"]),
                               quantity=None if st == "Chưa thực hiện" else q, unit_of_measure=t["unit_of_measure"]))
            P.t[("b4", y, s)] = L

    def friction(self):
        """what the contract itself allows between true papers: rated a band apart on one side of the threshold; a late report; a corrected report"""
        P, R = self.P, self.R
        for _ in range(R.randint(0, 2)):
            f = R.choice([r for r in P.t[("b5", 2019, "SNNPTNT")] if r["rating"] in ("Tốt", "Khá")])
            d = next(k for k, v in DISTRICT.items() if v == f["district"])
            r = next(r for r in P.t[("b2", 2019, d)] if r["_uid"] == f["_uid"])
            f["score"], f["rating"] = (80.5, "Tốt") if f["rating"] == "Khá" else (78.5, "Khá")
            P.frictions.append(dict(what="rated a band apart in biểu 5 and 2 (settled by precedence)", ids=[f["_id"], r["_id"]]))
        if self.late:
            s = R.choice(SENDERS)
            P.files.append(dict(fx="late", key=(2019, s, "agency_report"), days=R.randint(1, 4)))
            P.frictions.append(dict(what="late report", keys=[(2019, s, "agency_report")]))
        if R.random() < .4:
            d = R.choice(list(DISTRICT))
            Q = {k: [dict(r) for r in v] for k, v in P.t.items() if k[1] == 2019 and k[2] == d}
            r = R.choice([r for r in Q[("b2", 2019, d)] if r["status"] == ACTIVE and r["revenue_vnd"]])
            r["revenue_vnd"] *= 10
            P.earlier.append(dict(key=(2019, d, "agency_report"), tables=Q))
            P.frictions.append(dict(what="an earlier version, superseded by a right one", keys=[(2019, d, "agency_report")]))

    def build(self, life=None):
        self.populate()
        if life:
            life.before(self)
        for y in (2017, 2018, 2019):
            for u in self.units:
                self.live(u, y)
        if life:
            life.lived(self)
        self.papers()
        self.friction()
        if life:
            life.papers(self)
        return self.P


def mean(L, f, w=None):
    L = [r for r in L if r[f] is not None and (w is None or r[w])]
    n = sum(r[w] if w else 1 for r in L)
    return sum(r[f] * (r[w] if w else 1) for r in L) / n if n else None


def half_up(x, q):
    return None if x is None else int(math.copysign(math.floor(abs(x) / q + .5), x)) * q


def b1_of(P, y, d, rows=None):
    """what the district writes as totals out of its own biểu 2"""
    rows = P.t[("b2", y, d)] if rows is None else rows
    num = lambda v: v if isinstance(v, (int, float)) else None
    rows = [{**r, **{f: num(r[f]) for f in COUNTS + MONEY}} for r in rows]
    h = [r for r in rows if r["unit_type"] in HTX]
    live = [r for r in h if r["status"] != GONE]
    t = [r for r in rows if r["unit_type"] == "THT"]
    born = lambda r: str(r["founded_on"] or "")[:4] == str(y)
    s = lambda f: sum(r[f] or 0 for r in live)
    q = 10 ** (6 - P.style[d]["dec"])
    deg = [P.units[r["_uid"]]["year"][y]["deg"] for r in live if y in P.units.get(r["_uid"], {"year": ()})["year"]]
    out = {"I.1": len(live), "I.1a": sum(r["status"] == ACTIVE for r in live), "I.1b": sum(map(born, h)), "I.1c": len(h) - len(live), "I.1d": sum(r["rating"] in ("Tốt", "Khá") and r["status"] == ACTIVE for r in live), "I.2": s("members"), "I.2a": s("new_members"), "I.3": s("workers"),
           "I.4": half_up(mean(live, "revenue_vnd"), q), "I.5": half_up(mean(live, "profit_vnd"), q), "I.6": half_up(mean(live, "worker_income_vnd", "workers"), q), "I.6x": half_up(mean(live, "member_income_vnd", "members"), q), "I.7": s("managers"), "I.7a": sum(a for a, _ in deg), "I.7b": sum(b for _, b in deg), "I.8": s("managers_trained"),
           "II.1": sum(r["unit_type"] == "LHHTX" and r["status"] != GONE for r in rows), "II.1b": sum(r["unit_type"] == "LHHTX" and born(r) for r in rows), "III.1": sum(r["status"] != GONE for r in t), "III.1a": sum(map(born, t)), "III.1b": sum(bool(P.units[r["_uid"]].get("proof")) for r in t if r["status"] != GONE and r["_uid"] in P.units),
           "III.2": sum(r["members"] or 0 for r in t if r["status"] != GONE)}
    return out


def _prev(self, y, d, item):
    L = self.t.get(("b1", y - 1, d))
    return next(r["value"] for r in L if r["item"] == item) if L else None


Province.prev = _prev
