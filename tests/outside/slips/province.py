"""A plain province: three years of life (2017 only behind the scenes), written from contract.md, domain.md and the issue's 'What life looks like'.
Tables: b1[(year, district)], b2[(year, district)], b3/b4[(year, sender)], b5[year], reg[year], all[year]: lists of row dicts. `_id` names a row, `_uid` the unit. Money in đồng."""
import copy, csv, datetime as dt, math, random
from pathlib import Path
from tests.outside.areas import DISTRICT, COMMUNES, tax_code

M = 1_000_000
YEARS = (2018, 2019)
W = {"608": .25, "610": .07, "611": .09, "612": .10, "613": .08, "614": .07, "615": .13, "616": .09, "617": .07, "618": .05}
SECT = ["Nông nghiệp", "Công nghiệp - TTCN", "Xây dựng", "Tín dụng", "Thương mại - Dịch vụ", "Vận tải", "Khác"]
VSIC = {"Nông nghiệp": ["0126", "0118", "0121", "0128", "0150", "0161", "0141"], "Công nghiệp - TTCN": ["1030", "1077"], "Xây dựng": ["4290", "4101"], "Tín dụng": ["6419"],
        "Thương mại - Dịch vụ": ["4620", "4632", "4669"], "Vận tải": ["4931", "4933"], "Khác": ["3811"]}
BUS = {"Nông nghiệp": [("Nông nghiệp", "NN"), ("Nông nghiệp Dịch vụ", "NN DV"), ("Nông nghiệp, Dịch vụ, Thương mại", "NN DV TM"), ("Nông lâm nghiệp", "nông lâm nghiệp"), ("Dịch vụ Nông nghiệp", "DV NN")],
       "Công nghiệp - TTCN": [("Tiểu thủ công nghiệp", "TTCN"), ("Sản xuất", "SX")], "Xây dựng": [("Xây dựng", "XD")], "Thương mại - Dịch vụ": [("Thương mại Dịch vụ", "TM DV"), ("Dịch vụ Tổng hợp", "DV TH")],
       "Vận tải": [("Vận tải", "VT")], "Khác": [("Môi trường", "Môi trường")]}
PRE = "Thắng Hưng Thịnh Phú Lộc Minh Thành Tiến Hòa Kiên Xuân Quang Tân Ân Đại Hợp Phước Vạn Trường Gia Bảo Nhật Ngọc Việt Đồng Cao Sơn Lam".split()
SUF = "Phát Lợi Đạt Phong Lâm Hải Vinh Tín Nghĩa Đức Cường Long Hiệp Thọ Mai Khang Lạc Bình Tâm Sang Toàn Nguyên Khoa Trung Tuyền".split()
THTB = ["trồng cà phê", "trồng cây ăn quả", "chăn nuôi bò", "trồng bời lời", "nuôi cá lồng", "thủy lợi", "trồng sâm dây", "dệt thổ cẩm", "trồng mì", "cấy lúa nước", "trồng cao su", "chăn nuôi dê", "làm rẫy", "vần đổi công"]
BAND = lambda s: "Tốt" if s >= 80 else "Khá" if s >= 65 else "Trung bình" if s >= 50 else "Yếu"
ACTIVE, STOP, GONE = "Đang hoạt động", "Ngừng hoạt động", "Đã giải thể"
MONEY = ["revenue_vnd", "revenue_from_members_vnd", "profit_vnd", "member_income_vnd", "worker_income_vnd"]
COUNTS = ["members", "new_members", "workers", "managers", "managers_trained"]
ITEMS = ["I.1", "I.1a", "I.1b", "I.1c", "I.1d", "I.2", "I.2a", "I.3", "I.4", "I.5", "I.6", "I.6x", "I.7", "I.7a", "I.7b", "I.8", "II.1", "II.1b", "III.1", "III.1a", "III.1b", "III.2"]
SENDERS = list(DISTRICT) + ["SKHDT", "SNNPTNT", "SCT", "STC", "STTTT", "TCT", "DPTTH", "BKT", "BCD", "LMHTX"]
TASKS = list(csv.DictReader(open(Path(__file__).parents[1] / "tasks-2019.csv", encoding="utf-8")))


class Province:
    def __init__(self):
        self.b1, self.b2, self.b3, self.b4, self.b5, self.reg, self.all = {}, {}, {}, {}, {}, {}, {}
        self.events, self.n, self.drafts, self.notes = [], 0, [], {}
        self.unit_of = {}

    def row(self, **k):
        self.n += 1
        return {"_id": self.n, **k}

    def table(self, t):
        return getattr(self, t)

    def copy(self):
        p = Province()
        for t in ("b1", "b2", "b3", "b4", "b5", "reg", "all"):
            setattr(p, t, {k: [dict(r) for r in v] for k, v in self.table(t).items()})
        p.events, p.n, p.unit_of = self.events, self.n, self.unit_of
        p.drafts, p.notes = list(self.drafts), dict(self.notes)
        return p


def tent(R, s):
    return R.triangular(-s, s, 0)


def rday(R, y, m1=1, m2=11):
    return (dt.date(y, R.randint(m1, m2), R.randint(1, 24))).isoformat()


def r10k(x):
    return int(round(x / 10000)) * 10000


def r100k(x):
    return int(round(x / 100000)) * 100000


class Maker:
    def __init__(self, seed):
        self.R = random.Random(f"province-{seed}")
        self.P = Province()
        self.codes, self.names, self.units, self.uid = set(), set(), [], 0
        R = self.R
        self.infl = {2018: R.uniform(1.02, 1.07), 2019: R.uniform(1.02, 1.08)}
        self.inc = {2018: R.uniform(1.03, 1.09), 2019: R.uniform(1.04, 1.13)}
        self.drive = R.uniform(.6, 2.2)
        self.allish = R.uniform(.64, .9)
        self.train = {2017: R.uniform(.25, .33), 2018: R.uniform(.28, .36), 2019: R.uniform(.31, .42)}

    # ---- units
    def place(self, d=None):
        d = d or self.R.choices(list(W), list(W.values()))[0]
        return d, self.R.choice(COMMUNES[d])

    def legal(self, typ, reg, d=None, com=None, name=None):
        R = self.R
        if com is None:
            d, com = self.place(d)
        sec = "Tín dụng" if typ == "QTDND" else R.choices(SECT[:3] + SECT[4:], [63, 7, 5, 15, 8, 2])[0]
        if typ == "LHHTX":
            sec = "Nông nghiệp"
        while True:
            full, ab = R.choice(BUS[sec]) if sec in BUS else ("", "")
            priv = f"{R.choice(PRE)} {R.choice(SUF)}"
            if typ == "QTDND":
                nm, sh = f"Quỹ tín dụng nhân dân {com[1][0].lower() + com[1][1:]}", f"QTDND {com[1][0].lower() + com[1][1:]}"
                if nm in self.names:
                    d, com = self.place(d)
                    continue
            elif typ == "LHHTX":
                nm, sh = f"Liên hiệp hợp tác xã Nông nghiệp {priv}", f"LHHTX NN {priv}"
            else:
                nm, sh = f"Hợp tác xã {full} {priv}", f"HTX {ab} {priv}"
            if priv in self.names and typ != "QTDND":
                continue
            self.names |= {nm} if typ == "QTDND" else {priv}
            break
        old = reg < "2013-07-01"
        m = R.randint(900, 1900) if typ == "QTDND" else R.randint(4, 7) if typ == "LHHTX" else max(7, int(R.lognormvariate(3.35, .75)))
        self.uid += 1
        u = dict(uid=self.uid, typ=typ, name=nm, short=sh if R.random() < .6 else nm.replace("Hợp tác xã", "HTX"), d=d, com=com, sec=sec, ind=R.choice(VSIC[sec]), cap=R.randint(4, 80) * 50 * M,
                 code=None if old and R.random() < .18 else tax_code(R, self.codes), cert=f"38{R.randint(1, 9):02d}{R.choice('ABCDE')}{R.randint(10 ** 5, 10 ** 6 - 1)}" if old or R.random() < .5 else None,
                 reg=reg, conv=(rday(R, R.randint(2014, 2016)) if old else None), gone=None, stop=None, m=m, left=None, join=None, decision=None, alli=None)
        if u["code"] is None and u["cert"] is None:
            u["cert"] = f"3807A{R.randint(10 ** 5, 10 ** 6 - 1)}"
        u["w"] = max(2, int(R.lognormvariate(2.0, .5))) if typ != "QTDND" else R.randint(8, 25)
        u["g"] = R.randint(3, 7)
        u["rev"] = (R.lognormvariate(7.15, .65) if typ != "QTDND" else R.uniform(3000, 9000)) * M
        u["share"], u["margin"], u["tr"] = R.uniform(.2, .7), R.uniform(.02, .15), min(.9, max(0, R.gauss(1, .45)))
        u["mi"], u["wi"], u["score"] = R.uniform(22, 38) * M, R.uniform(30, 44) * M, R.uniform(44, 93)
        u["swing"] = R.uniform(.10, .25) if m > 25 else R.uniform(.15, .33)
        u["skip"] = {f for f in ("revenue_from_members_vnd", "worker_income_vnd") if R.random() < .02}
        u["mlast"] = R.gauss(u["margin"], .02)
        self.units.append(u)
        return u

    def tht(self, founded, d=None):
        R = self.R
        d, com = self.place(d)
        while True:
            nm = f"THT {R.choice(THTB)} thôn {R.randint(1, 14)}"
            if (d, com[0], nm) not in self.names:
                break
            d, com = self.place(d)
        self.names.add((d, com[0], nm))
        self.uid += 1
        u = dict(uid=self.uid, typ="THT", name=nm, short=nm, d=d, com=com, sec=R.choices(["Nông nghiệp", "Công nghiệp - TTCN", "Thương mại - Dịch vụ"], [88, 6, 6])[0] if "dệt" not in nm else "Công nghiệp - TTCN",
                 reg=founded, gone=None, stop=None, m=R.randint(6, 20), w=R.randint(0, 5), g=1, rev=R.lognormvariate(4.9, .5) * M, share=R.uniform(.1, .5), margin=R.uniform(.03, .2), tr=0,
                 mi=R.uniform(20, 34) * M, wi=R.uniform(26, 38) * M, score=0, swing=R.uniform(.15, .35), skip=set(), mlast=.1, code=None, conv=None, into=None, alli=None, cert_ubnd=R.random() < .6)
        if R.random() < .25:
            u["skip"] = {"revenue_vnd", "revenue_from_members_vnd", "profit_vnd"}
        if R.random() < .2:
            u["skip"] |= {"worker_income_vnd"}
        self.units.append(u)
        return u

    # ---- a year of life; returns the biểu 2 row, or None
    def year(self, u, y, prev):
        R = self.R
        if int(u["reg"][:4]) > y or (u["gone"] and int(u["gone"][:4]) < y) or (u.get("into") and int(u["into"][:4]) <= y):
            return None
        new = int(u["reg"][:4]) == y
        base = dict(_uid=u["uid"], name=u["short"], unit_type=u["typ"], registration_code=u["code"], commune=u["com"][2], sector=u["sec"], founded_on=u["reg"],
                    status=ACTIVE, members=u["m"], new_members=u["m"] if new else 0, workers=u["w"], managers=u["g"], managers_trained=0, revenue_vnd=None, revenue_from_members_vnd=None,
                    profit_vnd=None, member_income_vnd=None, worker_income_vnd=None, rating=None if u["typ"] in ("THT", "LHHTX") else "Không xếp loại", converted_from=u.get("from") if new else None)
        if u["gone"] and u["gone"][:4] == str(y):
            base.update(status=GONE, workers=0, new_members=0)
            return base
        if u["stop"] and u["stop"][0] <= y < u["stop"][1]:
            base.update(status=STOP, workers=0, revenue_vnd=0, revenue_from_members_vnd=0, profit_vnd=0)
            return base
        if not new and prev is not None:
            if R.random() > .4:
                k = max(1, u["m"] * R.uniform(.01, .07) * self.drive)
                nw = R.randint(0, math.ceil(k)) if u["typ"] != "THT" else R.randint(0, 2)
                lf = min(R.choice([0, 0, 0, 1, 1, 2]) if u["m"] < 200 else R.randint(0, 25), max(0, u["m"] + nw - 7))
                u["m"] += nw - lf
                base.update(new_members=nw)
            if R.random() > .5:
                u["w"] = max(1, u["w"] + R.choice([-1, 1, 1, 2]) if u["w"] < 12 else round(u["w"] * (1 + tent(R, .25))))
            if R.random() > .9 and u["typ"] != "THT":
                u["g"] = min(7, max(3, u["g"] + R.choice([-1, 1])))
            u["rev"] *= self.infl[y] * (1 + tent(R, u["swing"]))
            u["mi"] *= self.inc[y] * (1 + tent(R, .07))
            u["wi"] *= self.inc[y] * (1 + tent(R, .07))
        rev = u["rev"]
        if new:
            rev *= (12 - int(u["reg"][5:7]) + R.uniform(.2, .9)) / 12
        u["mlast"] = u["margin"] + .35 * (u["mlast"] - u["margin"]) + R.gauss(0, .035)
        base.update(members=u["m"], workers=u["w"], managers=u["g"], managers_trained=sum(R.random() < min(.95, u["tr"] * self.train[y]) for _ in range(u["g"])) if u["typ"] not in ("THT", "LHHTX") else 0,
                    revenue_vnd=r100k(rev), revenue_from_members_vnd=r100k(rev * min(.9, max(.03, u["share"] + R.gauss(0, .03)))), profit_vnd=r100k(rev * u["mlast"]),
                    member_income_vnd=r10k(u["mi"]), worker_income_vnd=r10k(u["wi"]) if u["w"] else None)
        if new:
            base["new_members"] = u["m"]
        for f in u["skip"]:
            base[f] = None
        if base["rating"] is not None and not new:
            u["score"] = min(99, max(25, u["score"] + R.gauss(1.2, 4)))
            base["rating"] = BAND(round(u["score"] * 2) / 2)
        base["_score"] = round(u["score"] * 2) / 2
        return base

    # ---- the registers
    def regrow(self, u, y):
        if u["typ"] == "THT" or int(u["reg"][:4]) > y:
            return None
        st, on = ACTIVE, u["reg"]
        if u["gone"] and int(u["gone"][:4]) <= y:
            st, on = GONE, u["gone"]
        elif u["stop"] and u["stop"][0] <= y < u["stop"][1]:
            st, on = u["stop"][2], f"{u['stop'][0]}-0{1 + u['uid'] % 8}-15"
            if on < u["reg"]:
                on = f"{u['stop'][0]}-10-15"
        elif u["stop"] and y >= u["stop"][1]:
            on = f"{u['stop'][1]}-02-20"
        return self.P.row(_uid=u["uid"], registration_code=u["code"], certificate_no=u["cert"], unit_type=u["typ"], name=u["name"], commune=u["com"][1], district=DISTRICT[u["d"]],
                          commune_code=u["com"][0] if u["uid"] % 6 else None, industry_code=u["ind"], charter_capital_vnd=u["cap"], registered_on=u["reg"], converted_on=u["conv"], status=st, status_on=on)

    def allrow(self, u, y):
        if not u["alli"] or int(u["alli"][0][:4]) > y:
            return None
        j, no, left = u["alli"]
        nm = u["name"] if u["uid"] % 3 else u["name"].replace("Hợp tác xã", "HTX")
        return self.P.row(_uid=u["uid"], name=nm, unit_type=u["typ"], registration_code=u["code"] if u["uid"] % 5 < 3 else None, district=DISTRICT[u["d"]], joined_on=j, decision_no=no,
                          left_on=left if left and int(left[:4]) <= y else None)

    def build(self):
        R, P = self.R, self.P
        n0 = R.randint(112, 122)
        for i in range(n0):
            self.legal("HTX", rday(R, R.choice([1998, 2001, 2003, 2005, 2008, 2010, 2012] + list(range(2013, 2018)))))
        for d in R.sample(["608", "608", "611", "612", "615", "616", "610"], 5):
            c = R.choice(COMMUNES[d])
            self.legal("QTDND", rday(R, R.choice([1997, 1999, 2003, 2006])), d, c)
        self.legal("LHHTX", rday(R, 2016), "608")
        for i in range(R.randint(215, 235)):
            self.tht(rday(R, R.randint(2011, 2017)))
        old = [u for u in self.units if u["typ"] == "HTX"]
        for u in R.sample(old, 6):
            u["stop"] = (R.randint(2015, 2018) if u["reg"] < "2015" else 2018, 2099, R.choice(["Tạm ngừng kinh doanh", "Không hoạt động tại địa chỉ đã đăng ký"]))
            u["stop"] = (max(u["stop"][0], int(u["reg"][:4]) + 1), 2099, u["stop"][2])
        for u in R.sample([u for u in old if not u["stop"]], 7):
            u["gone"] = rday(R, R.choice([2016, 2018, 2019, 2019]))
            if u["gone"] <= u["reg"]:
                u["gone"] = rday(R, 2019)
        for y in (2018, 2019):
            for _ in range(R.randint(12, 18) if y == 2018 else R.randint(17, 25)):
                u = self.legal("HTX", rday(R, y))
                u["m"] = R.randint(7, 26)
            for _ in range(R.randint(42, 52) if y == 2018 else R.randint(45, 60)):
                self.tht(rday(R, y))
        if R.random() < .7:
            self.legal("LHHTX", rday(R, 2019), R.choice(["612", "615"]))
        ths = [u for u in self.units if u["typ"] == "THT" and u["reg"] < "2018"]
        R.shuffle(ths)
        for y, k in ((2018, R.randint(5, 9)), (2019, R.randint(5, 10))):
            for _ in range(k):
                ths.pop()["gone"] = rday(R, y)
        for h in R.sample([u for u in self.units if u["typ"] == "HTX" and u["reg"][:4] in ("2018", "2019")], 4):
            c = [t for t in ths if t["d"] == h["d"]]
            if c:
                self.convert(c[0], h)
                ths.remove(c[0])
        # the Alliance
        for u in self.units:
            if u["typ"] == "THT":
                continue
            if u["reg"] < "2018" and R.random() < self.allish and not u["stop"] and u["reg"] < "2017-10":
                a = max(dt.date.fromisoformat(u["reg"]) + dt.timedelta(days=R.randint(20, 900)), dt.date(2003, 5, 1))
                u["alli"] = [min(a, dt.date(2017, 11, 20)).isoformat(), f"{R.randint(8, 99)}/QĐ-LMHTX", None]
        def joins(y, n, pool):
            for u in R.sample(pool, min(n, len(pool))):
                m = max(2, int(u["reg"][5:7]) + 1 if u["reg"][:4] == str(y) else 2)
                u["alli"] = [rday(R, y, min(m, 11), 11), f"{R.randint(8, 99)}/QĐ-LMHTX", None]
        for y, n in ((2018, R.randint(8, 14)), (2019, R.randint(16, 26))):
            joins(y, n, [u for u in self.units if u["typ"] != "THT" and not u["alli"] and not u["stop"] and u["reg"] < f"{y}-11-01" and not (u["gone"] and u["gone"] < f"{y + 1}")])
        for u in self.units:
            if u["alli"] and u["gone"] and u["gone"] > u["alli"][0]:
                u["alli"][2] = u["gone"]
            elif u["alli"] and u["gone"]:
                u["alli"] = None
        al = [u for u in self.units if u["alli"] and not u["gone"] and u["alli"][0] < "2017"]
        for y in (2018, 2019):
            for u in R.sample([u for u in al if not u["alli"][2]], R.randint(1, 3)):
                u["alli"][2] = rday(R, y)
        self.pre()
        # years
        prev = {}
        rows = {}
        for y in (2017, 2018, 2019):
            for u in self.units:
                r = self.year(u, y, prev.get(u["uid"]))
                if r:
                    rows[(y, u["uid"])] = r
                    prev[u["uid"]] = r
        self.rows = rows
        self.mid()
        order = {"HTX": 0, "QTDND": 1, "LHHTX": 2, "THT": 3}
        for y in (2017, 2018, 2019):
            for d in DISTRICT:
                L = [u for u in self.units if (y, u["uid"]) in rows and self.where(u, y)[0] == d]
                L.sort(key=lambda u: (order[u["typ"]], u["uid"]))
                P.b2[(y, d)] = [P.row(**rows[(y, u["uid"])]) for u in L]
                for r in P.b2[(y, d)]:
                    r["commune"] = self.where(self.byid(r["_uid"]), y)[1][2]
        for y in YEARS:
            P.reg[y] = [r for r in (self.regrow(u, y) for u in self.units) if r]
            P.all[y] = [r for r in (self.allrow(u, y) for u in self.units) if r]
            P.all[y].sort(key=lambda r: r["joined_on"])
            P.b5[y] = []
            for d in DISTRICT:
                for r in P.b2[(y, d)]:
                    if r["unit_type"] == "HTX" and r["sector"] == "Nông nghiệp" and r["rating"] in ("Tốt", "Khá", "Trung bình", "Yếu") and r["status"] == ACTIVE:
                        u = self.byid(r["_uid"])
                        P.b5[y].append(P.row(_uid=r["_uid"], name=u["short"], registration_code=u["code"], district=DISTRICT[d], score=r["_score"], rating=r["rating"]))
        self.post()
        for y in YEARS:
            self.classes(y)
            self.tasks(y)
        self.ab = {}
        for y in (2017, 2018, 2019):
            for d in DISTRICT:
                P.b1[(y, d)] = self.b1rows(y, d)
        for d in DISTRICT:
            for y in YEARS:
                pv = {r["item"]: r["value"] for r in P.b1[(y - 1, d)]}
                for r in P.b1[(y, d)]:
                    r["previous_value"] = pv[r["item"]]
            del P.b1[(2017, d)]
        P.unit_of = {u["uid"]: u for u in self.units}
        P.past = {r["_uid"]: r for d in DISTRICT for r in P.b2[(2017, d)]}
        for d in DISTRICT:
            del P.b2[(2017, d)]
        return P

    def convert(self, t, h):
        t["into"] = h["reg"]
        h["com"], h["from"] = t["com"], t["name"]
        h["m"] = max(7, t["m"] + self.R.randint(0, 4))
        h["sec"] = t["sec"]
        h["ind"] = self.R.choice(VSIC[t["sec"]])

    def byid(self, uid):
        return next(u for u in self.units if u["uid"] == uid) if not hasattr(self, "_ix") else self._ix[uid]

    def where(self, u, y):
        mv = u.get("move")
        if mv and y < mv[0]:
            return mv[1], mv[2]
        return u["d"], u["com"]

    def pre(self):
        self._ix = {u["uid"]: u for u in self.units}

    def mid(self):
        pass

    def post(self):
        pass

    def b1rows(self, y, d):
        T = b1_of(self.P.b2[(y, d)], y)
        R = random.Random(f"{self.R.random()}")
        prev = self.ab.get(d)
        mg = T["I.7"]
        if prev and mg:
            a, b = min(prev[0] + R.choice([-1, 0, 1, 2]), int(mg * .6)), min(prev[1] + R.choice([0, 0, 1]), int(mg * .38))
        else:
            a, b = int(mg * R.uniform(.35, .5)), int(mg * R.uniform(.2, .33))
        self.ab[d] = (max(0, a), max(0, b))
        T["I.7a"], T["I.7b"] = self.ab[d]
        T["III.1b"] = sum(1 for r in self.P.b2[(y, d)] if r["unit_type"] == "THT" and r["status"] != GONE and self.byid(r["_uid"]).get("cert_ubnd"))
        return [self.P.row(item=i, previous_value=None, value=T[i], _uid=None) for i in ITEMS]

    def classes(self, y):
        R, P = self.R, self.P
        KIND = ["Bồi dưỡng cán bộ quản lý HTX", "Tập huấn kế toán HTX", "Tập huấn Luật Hợp tác xã", "Bồi dưỡng kỹ năng điều hành HTX", "Tập huấn tiêu thụ nông sản", "Tập huấn liên kết chuỗi giá trị"]
        def mk(snd, org, total, tag):
            rows, left, k = [], total, 0
            while left > 0:
                n = min(left, R.randint(14, 45)) if left > 10 else left
                if left - n < 5:
                    n = left
                left -= n
                k += 1
                a = dt.date(y, R.randint(3, 11), R.randint(1, 24))
                rows.append(P.row(_uid=None, name=f"{R.choice(KIND)} {tag} khóa {k}", organizer=org, from_on=a.isoformat(), to_on=(a + dt.timedelta(days=R.randint(0, 4))).isoformat(),
                                  content=R.choice(["Luật HTX và các văn bản hướng dẫn", "Nghiệp vụ quản lý, điều hành", "Kế toán, thuế đối với HTX", "Xây dựng phương án sản xuất kinh doanh"]), participants=n, women=R.randint(0, max(0, n * 2 // 5))))
            P.b3[(y, snd)] = rows
        tot = 0
        for d in DISTRICT:
            t = sum(r["managers_trained"] or 0 for r in P.b2[(y, d)] if r["unit_type"] in ("HTX", "QTDND") and r["status"] != GONE)
            own = t if getattr(self, "alltrained", None) == (y, d) else round(t * R.uniform(.35, .75))
            tot += t - own
            mk(d, f"Phòng Tài chính - Kế hoạch {DISTRICT[d][0].lower() + DISTRICT[d][1:]}", own, f"{DISTRICT[d].replace('Huyện ', '').replace('Thành phố ', 'TP ')} năm {y}")
        a = round(tot * R.uniform(.5, .65))
        mk("LMHTX", "Liên minh HTX tỉnh", a + R.randint(0, 6), f"tỉnh năm {y}")
        mk("SNNPTNT", "Chi cục Phát triển nông thôn", tot - a + R.randint(0, 6), f"nông nghiệp năm {y}")

    def tasks(self, y):
        R, P = self.R, self.P
        for s in SENDERS:
            L = []
            for t in TASKS:
                if t["sender"] == s and (t["role"] == "lead" or R.random() < .3):
                    st = R.choices(["Chưa thực hiện", "Đang thực hiện", "Hoàn thành"], [1, 5, 4])[0]
                    q = None if st == "Chưa thực hiện" else R.randint(1, 30)
                    L.append(P.row(_uid=None, task=t["task"], content=t["content"], state=st, result=None if st == "Chưa thực hiện" else R.choice(
                        ["Đã ban hành kế hoạch, triển khai đến các xã", "Đã tổ chức thực hiện theo kế hoạch", "Đã phối hợp với Liên minh HTX tỉnh thực hiện"]), quantity=q, unit_of_measure=t["unit_of_measure"]))
            P.b4[(y, s)] = L


def avg(L, f, w=None):
    L = [r for r in L if r[f] is not None and (w is None or r[w])]
    if not L:
        return None
    return sum(r[f] * (r[w] if w else 1) for r in L) / sum((r[w] if w else 1) for r in L)


def b1_of(rows, y):
    """what a district writes as totals from its own list (built items only)"""
    h = [r for r in rows if r["unit_type"] in ("HTX", "QTDND") and r["status"] != GONE]
    gone = [r for r in rows if r["unit_type"] in ("HTX", "QTDND") and r["status"] == GONE]
    t = [r for r in rows if r["unit_type"] == "THT" and r["status"] != GONE]
    s = lambda L, f: sum(r[f] or 0 for r in L)
    ye = lambda r: (r["founded_on"] or "")[:4] == str(y)
    q = lambda v: None if v is None else r10k(v)
    return {"I.1": len(h), "I.1a": sum(r["status"] == ACTIVE for r in h), "I.1b": sum(map(ye, h)) + sum(map(ye, gone)), "I.1c": len(gone), "I.1d": sum(r["rating"] in ("Tốt", "Khá") and r["status"] == ACTIVE for r in h),
            "I.2": s(h, "members"), "I.2a": s(h, "new_members"), "I.3": s(h, "workers"), "I.4": q(avg(h, "revenue_vnd")), "I.5": q(avg(h, "profit_vnd")), "I.6": q(avg(h, "worker_income_vnd", "workers")),
            "I.6x": q(avg(h, "member_income_vnd", "members")), "I.7": s(h, "managers"), "I.8": s(h, "managers_trained"), "II.1": sum(r["unit_type"] == "LHHTX" and r["status"] != GONE for r in rows),
            "II.1b": sum(r["unit_type"] == "LHHTX" and ye(r) for r in rows), "III.1": len(t), "III.1a": sum(r["unit_type"] == "THT" and ye(r) for r in rows), "III.2": s(t, "members")}


# ================================================================== T1–T9 and the built items of the province, by the contract, links known
def indicators(P, year):
    reg, al = P.reg[2019], P.all[2019]
    end = f"{year}-12-31"
    own = {r["_uid"]: r for r in P.reg[year]}
    H = {}
    for r in reg:
        if r["unit_type"] in ("HTX", "QTDND") and r["_uid"] not in H:
            gone = r["status"] == GONE and (r["status_on"] or "") <= end
            if (r["registered_on"] or "9") <= end and not gone:
                H[r["_uid"]] = r
    b2 = {}
    extra = []
    for (y, d), L in P.b2.items():
        if y == year:
            for r in L:
                if r["unit_type"] != "THT" and r["_uid"] is not None:
                    b2.setdefault(r["_uid"], r)
                extra.append((d, r))
    b5 = {r["_uid"]: r for r in P.b5[year]}
    act = {}
    for k in H:
        st = own[k]["status"] if k in own else ACTIVE
        if st == ACTIVE and not (k in b2 and b2[k]["status"] in (STOP, GONE)):
            act[k] = 1
    rating = lambda k: b5[k]["rating"] if k in b5 else b2[k]["rating"] if k in b2 else None
    rows = [b2[k] for k in H if k in b2]
    s = lambda f: sum(r[f] for r in rows if r[f] is not None)
    eff = sum(rating(k) in ("Tốt", "Khá") for k in act)
    tht = [r for _, r in extra if r["unit_type"] == "THT"]
    newt = sum((r["founded_on"] or "")[:4] == str(year) for r in tht)
    mem = set()
    dup = 0
    for r in al:
        if r["_uid"] in H and (r["joined_on"] or "9") <= end and (not r["left_on"] or r["left_on"] > end):
            mem.add(r["_uid"])
    inc = [r for r in rows if r["member_income_vnd"] is not None and r["members"]]
    V = {"T1": sum((r["registered_on"] or "")[:4] == str(year) for r in {x["_uid"]: x for x in reg if x["unit_type"] in ("HTX", "QTDND")}.values()),
         "T2": sum((r["registered_on"] or "")[:4] == str(year) for r in reg if r["unit_type"] == "LHHTX"), "T3": newt, "T4": 100 * eff / len(act) if act else None, "T5": s("managers_trained"), "T6": s("members"),
         "T7": sum(r["member_income_vnd"] * r["members"] for r in inc) / sum(r["members"] for r in inc) if inc else None, "T8": len(mem), "T9": 100 * len(mem) / len(H) if H else None,
         "I.1": len(H), "I.1a": len(act), "I.1c": sum(r["status"] == GONE and (r["status_on"] or "")[:4] == str(year) for r in reg if r["unit_type"] in ("HTX", "QTDND")), "I.1d": eff, "I.2a": s("new_members"), "I.3": s("workers"),
         "I.4": avg(rows, "revenue_vnd"), "I.5": avg(rows, "profit_vnd"), "I.6": avg(rows, "worker_income_vnd", "workers"), "I.7": s("managers"), "II.1": sum(r["unit_type"] == "LHHTX" and r["registered_on"] <= end for r in reg),
         "III.1": sum(r["status"] != GONE for r in tht), "III.2": sum(r["members"] or 0 for r in tht if r["status"] != GONE)}
    return V


TEST = {"T1": (20, "v"), "T2": (1, "v"), "T3": (50, "v"), "T4": (60, "v"), "T5": (10, "g"), "T6": (10, "g"), "T7": (10, "g"), "T8": (20, "g"), "T9": (80, "v")}


def verdicts(now, before):
    out = {}
    for t, (q, k) in TEST.items():
        if k == "v":
            out[t] = "met" if now[t] is not None and now[t] >= q else "not_met"
        else:
            out[t] = "undetermined" if not before[t] or now[t] is None else "met" if (now[t] / before[t] - 1) * 100 >= q - 1e-12 else "not_met"
    return out


def effect(truth, P):
    """{indicator: {...}} for what differs from truth, for the report's year and the year it is compared with; and whether it weighs (contract §4)"""
    a = {y: indicators(truth, y) for y in YEARS}
    b = {y: indicators(P, y) for y in YEARS}
    va, vb = verdicts(a[2019], a[2018]), verdicts(b[2019], b[2018])
    out, weighs = {}, False
    for k in a[2019]:
        e = {}
        for y, nm in ((2019, "value"), (2018, "previous_value")):
            x, z = a[y][k], b[y][k]
            if x != z and not (x is not None and z is not None and abs(x - z) < 1e-9):
                ch = None if x in (None, 0) or z is None else (z / x - 1) * 100
                e[nm] = {"truth": x, "written": z, "change_pct": ch}
                if k[0] == "T":
                    d = abs((z or 0) - (x or 0))
                    if k in ("T4", "T9"):
                        big = d > .5
                    elif k in ("T1", "T2", "T3", "T8"):
                        big = d > 1 and (ch is None or abs(ch) > .5)
                    else:
                        big = ch is None or abs(ch) > .5
                    if k in ("T5", "T6"):
                        big = big and d > 1
                else:
                    big = ch is None or abs(ch) > 10
                weighs |= big
        if k in va and va[k] != vb[k]:
            e["turns_verdict"] = [va[k], vb[k]]
            weighs = True
        if e:
            out[k] = e
    return out, weighs
