"""True but unusual: provinces in which nothing is wrong, with events as the issue's table tells them. Every source agrees unless the event itself says otherwise."""
import datetime as dt, random
from tests.outside.areas import DISTRICT, COMMUNES, tax_code
from tests.outside.slips.province import *


class Unusual(Maker):
    EVENTS = ["merge", "drive", "drought", "orchard", "works-again", "move", "day-corrected", "court", "all-trained", "rename", "new-code", "inflation", "bumper", "equal-small", "round", "big-fund", "twelve",
              "honest-zero", "rated-twice", "december", "late-tht", "big-leaves"]

    def __init__(self, seed, events=None):
        super().__init__(f"u{seed}")
        self.ev = events or self.R.sample(self.EVENTS, self.R.randint(5, 8))
        if "inflation" in self.ev and "drought" in self.ev:
            self.ev.remove("drought")
        self.used, self.post_do, self.mid_do = set(), [], []

    def say(self, ev, text, **k):
        self.P.events.append({"event": ev, "what": text, **k})

    def pick(self, cond, n=1):
        c = [u for u in self.units if u["uid"] not in self.used and not u["stop"] and not u["gone"] and not u.get("into") and cond(u)]
        L = self.R.sample(c, n) if len(c) >= n else []
        self.used |= {u["uid"] for u in L}
        return L

    def htx(self, u):
        return u["typ"] == "HTX" and u["reg"] < "2017"

    def pre(self):
        super().pre()
        R = self.R
        for e in self.ev:
            if e == "merge":
                ds = [d for d in DISTRICT if sum(self.htx(u) and u["d"] == d and not u["gone"] and not u["stop"] for u in self.units) > 6]
                d = R.choice(ds)
                L = self.pick(lambda u: self.htx(u) and u["d"] == d, 3)
                day = rday(R, 2019, 4, 9)
                for u in L[1:]:
                    u["gone"] = day
                    if u["alli"]:
                        u["alli"][2] = day
                self.mid_do.append(("merge", L))
                self.say(e, f"{L[1]['short']} and {L[2]['short']} dissolved {day}, merged into {L[0]['short']}", district=d, units=[u["uid"] for u in L])
            elif e == "works-again":
                for u in self.pick(lambda u: self.htx(u) and not u["alli"] or self.htx(u), 1):
                    u["stop"] = (2017, 2019, "Tạm ngừng kinh doanh")
                    self.say(e, f"{u['short']} stood still in 2017 and 2018 and works again", district=u["d"], units=[u["uid"]])
            elif e == "move":
                for u in self.pick(lambda u: self.htx(u) and u["d"] != "618", 1):
                    nd, nc = self.place(R.choice([x for x in DISTRICT if x != u["d"]]))
                    u["move"] = (2019, u["d"], u["com"])
                    self.say(e, f"{u['short']} moved its seat from {u['d']} to {nd}", district=[u["d"], nd], units=[u["uid"]])
                    u["d"], u["com"] = nd, nc
                    self.post_do.append(("moved", u))
            elif e == "big-fund":
                u = next(u for u in self.units if u["typ"] == "QTDND")
                self.used.add(u["uid"])
                u["m"] = 5000
                self.say(e, f"{u['short']} has about 5,000 members in every year", units=[u["uid"]])
            elif e == "twelve":
                ds = [d for d in DISTRICT if sum(u["typ"] == "THT" and u["reg"] < "2018" and u["d"] == d and not u["gone"] and not u.get("into") for u in self.units) > 15]
                d = R.choice(ds)
                for t in self.pick(lambda u: u["typ"] == "THT" and u["reg"] < "2018" and u["d"] == d, 12):
                    h = self.legal("HTX", rday(R, 2019), d, t["com"])
                    self.convert(t, h)
                    self.used.add(h["uid"])
                self._ix = {u["uid"]: u for u in self.units}
                self.say(e, f"twelve THT of {d} became HTX in 2019", district=d)
            elif e == "december":
                u = self.legal("HTX", "2018-12-%02d" % R.randint(11, 28))
                u["m"] = R.randint(8, 20)
                self._ix[u["uid"]] = u
                self.used.add(u["uid"])
                self.mid_do.append(("december", u))
                self.post_do.append(("december", u))
                self.say(e, f"{u['short']} was registered {u['reg']}, after the reports of 2018", district=u["d"], units=[u["uid"]])
            elif e == "big-leaves":
                c = sorted([u for u in self.units if self.htx(u) and u["uid"] not in self.used and not u["gone"] and not u["stop"]], key=lambda u: -u["m"])[:4]
                u = R.choice(c)
                self.used.add(u["uid"])
                u["gone"] = rday(R, 2019)
                if u["alli"]:
                    u["alli"][2] = u["gone"]
                self.say(e, f"{u['short']} with {u['m']} members was dissolved {u['gone']}; registry, district and Alliance say so", district=u["d"], units=[u["uid"]])
            else:
                self.mid_do.append((e, None))

    def mid(self):
        R, rows = self.R, self.rows
        live = lambda u, y=2019: (y, u["uid"]) in rows and rows[(y, u["uid"])]["status"] == ACTIVE
        money = lambda r, k, fs=MONEY: [r.__setitem__(f, r10k(r[f] * k)) for f in fs if r[f] is not None]
        for e, x in self.mid_do:
            if e == "merge":
                a = rows[(2019, x[0]["uid"])]
                for u in x[1:]:
                    p = rows[(2018, u["uid"])]
                    for f in ("members", "workers"):
                        a[f] += p[f]
                    a["new_members"] += p["members"]
                    for f in ("revenue_vnd", "revenue_from_members_vnd", "profit_vnd"):
                        if a[f] is not None and p[f] is not None:
                            a[f] += p[f]
            elif e == "december":
                rows.pop((2018, x["uid"]), None)
            elif e == "drive":
                d = R.choice([d for d in DISTRICT if d != "608"])
                for u in self.units:
                    if u["typ"] == "HTX" and self.where(u, 2019)[0] == d and live(u) and (2018, u["uid"]) in rows and u["uid"] not in self.used:
                        r, p = rows[(2019, u["uid"])], rows[(2018, u["uid"])]
                        r["members"] = round(p["members"] * R.uniform(2.3, 3.4))
                        r["new_members"] = r["members"] - p["members"]
                self.say(e, f"a drive in {d} trebled the members of its HTX, all of them new", district=d)
            elif e == "drought":
                scope = R.choice([None, "615", "612", "616"])
                for u in self.units:
                    if u["sec"] == "Nông nghiệp" and live(u) and (scope is None or self.where(u, 2019)[0] == scope):
                        r = rows[(2019, u["uid"])]
                        k = R.uniform(.42, .58)
                        if r["revenue_vnd"]:
                            r["revenue_vnd"] = r100k(r["revenue_vnd"] * k)
                            if r["revenue_from_members_vnd"] is not None:
                                r["revenue_from_members_vnd"] = r100k(r["revenue_from_members_vnd"] * k)
                            r["profit_vnd"] = r100k(r["revenue_vnd"] * R.uniform(-.22, .01))
                        money(r, R.uniform(.62, .73), ["member_income_vnd", "worker_income_vnd"])
                self.say(e, f"drought in {'the whole province' if scope is None else scope}: half the revenue, losses, incomes down by a third", district=scope)
            elif e == "orchard":
                for u in self.pick(lambda u: self.htx(u) and u["sec"] == "Nông nghiệp" and live(u), 1):
                    r = rows[(2019, u["uid"])]
                    p = rows[(2018, u["uid"])]
                    r.update(revenue_vnd=0, revenue_from_members_vnd=0, profit_vnd=-r100k((p["revenue_vnd"] or 5e8) * .02), new_members=0, members=p["members"])
                    self.say(e, f"{u['short']} replants: no revenue, a small loss, nobody new", district=u["d"], units=[u["uid"]])
            elif e == "all-trained":
                d = min([d for d in DISTRICT], key=lambda d: sum(u["typ"] == "HTX" and u["d"] == d for u in self.units))
                for u in self.units:
                    if u["typ"] in ("HTX", "QTDND") and self.where(u, 2019)[0] == d and live(u):
                        rows[(2019, u["uid"])]["managers_trained"] = rows[(2019, u["uid"])]["managers"]
                self.alltrained = (2019, d)
                self.say(e, f"every manager of {d} was trained; the classes are in its biểu 3", district=d)
            elif e == "inflation":
                k = R.uniform(1.7, 2.1)
                for u in self.units:
                    if live(u):
                        money(rows[(2019, u["uid"])], k)
                self.say(e, f"all money ×{k:.2f} everywhere in 2019")
            elif e == "bumper":
                for u in self.pick(lambda u: self.htx(u) and u["sec"] == "Nông nghiệp" and live(u) and rows[(2019, u["uid"])]["revenue_vnd"], 1):
                    r = rows[(2019, u["uid"])]
                    money(r, 6, ["revenue_vnd", "revenue_from_members_vnd"])
                    r["profit_vnd"] = r100k(r["revenue_vnd"] * .3)
                    money(r, 1.5, ["member_income_vnd"])
                    self.say(e, f"{u['short']} had a bumper year: revenue ×6", district=u["d"], units=[u["uid"]])
            elif e == "equal-small":
                d = R.choice(list(DISTRICT))
                com = max(COMMUNES[d], key=lambda c: sum(u["typ"] == "THT" and u["com"] == c for u in self.units))
                n = 0
                for y in (2018, 2019):
                    for u in self.units:
                        if u["typ"] == "THT" and u["com"] == com and live(u, y) and u["reg"] < "2018":
                            r = rows[(y, u["uid"])]
                            r.update(members=10, new_members=0, workers=2, member_income_vnd=30 * M, worker_income_vnd=30 * M)
                            n += 1
                self.say(e, f"the THT of {com[1]} all have 10 members and 30 million each", district=d)
            elif e == "round":
                d = R.choice(list(DISTRICT))
                for y in (2018, 2019):
                    for u in self.units:
                        if self.where(u, y)[0] == d and live(u, y):
                            r = rows[(y, u["uid"])]
                            q = 100 * M if u["typ"] != "THT" else 10 * M
                            for f in ("revenue_vnd", "revenue_from_members_vnd"):
                                if r[f]:
                                    r[f] = max(q, round(r[f] / q) * q)
                            for f in ("member_income_vnd", "worker_income_vnd"):
                                if r[f]:
                                    r[f] = round(r[f] / M) * M
                            if r["revenue_vnd"] and r["revenue_from_members_vnd"] and r["revenue_from_members_vnd"] > r["revenue_vnd"]:
                                r["revenue_from_members_vnd"] = r["revenue_vnd"]
                self.say(e, f"{d} rounds all its money", district=d)
            elif e == "honest-zero":
                d = R.choice(["614", "617", "618", "610"])
                for u in self.units:
                    if (2019, u["uid"]) in rows and self.where(u, 2019)[0] == d:
                        rows[(2019, u["uid"])]["managers_trained"] = 0
                self.say(e, f"{d} trained nobody in 2019", district=d)
            elif e == "late-tht":
                for u in self.pick(lambda u: u["typ"] == "THT" and u["reg"][:4] == "2018" and live(u), 1):
                    rows.pop((2018, u["uid"]))
                    self.say(e, f"{u['short']} ({u['com'][1]}), founded {u['reg']}, is first listed in 2019", district=u["d"], units=[u["uid"]])
            elif e == "court":
                for u in self.pick(lambda u: self.htx(u) and live(u), 1):
                    r = rows[(2018, u["uid"])]
                    r.update(status=GONE, workers=0, new_members=0, managers_trained=0, revenue_vnd=None, revenue_from_members_vnd=None, profit_vnd=None, member_income_vnd=None, worker_income_vnd=None, rating="Không xếp loại")
                    if rows[(2019, u["uid"])]["rating"]:
                        rows[(2019, u["uid"])]["rating"] = "Không xếp loại"
                    self.post_do.append(("court", u))
                    self.say(e, f"dissolution of {u['short']} (20/8/2018) taken back by a court, restored 12/3/2019", district=u["d"], units=[u["uid"]])
            elif e in ("day-corrected", "rename", "new-code", "rated-twice"):
                for u in self.pick(lambda u: self.htx(u) and u["reg"] < "2012" and live(u) and (e != "new-code" or (u["cert"] and u["code"])), 1 if e != "rated-twice" else 3):
                    self.post_do.append((e, u))

    def post(self):
        P, R = self.P, self.R
        f2 = lambda y, uid: [r for d in DISTRICT for r in P.b2[(y, d)] if r["_uid"] == uid]
        fr = lambda y, uid: [r for r in P.reg[y] if r["_uid"] == uid]
        for e, u in self.post_do:
            k = u["uid"]
            if e == "moved":
                for r in fr(2018, k):
                    r.update(commune=u["move"][2][1], district=DISTRICT[u["move"][1]], commune_code=u["move"][2][0] if r["commune_code"] else None)
                for r in P.all[2018]:
                    if r["_uid"] == k:
                        r["district"] = DISTRICT[u["move"][1]]
                for r in P.b5[2018]:
                    if r["_uid"] == k:
                        r["district"] = DISTRICT[u["move"][1]]
            elif e == "december":
                P.reg[2018] = [r for r in P.reg[2018] if r["_uid"] != k]
                P.all[2018] = [r for r in P.all[2018] if r["_uid"] != k]
            elif e == "court":
                for r in fr(2018, k):
                    r.update(status=GONE, status_on="2018-08-20")
                for r in fr(2019, k):
                    r.update(status=ACTIVE, status_on="2019-03-12")
                P.b5[2018] = [r for r in P.b5[2018] if r["_uid"] != k]
                P.b5[2019] = [r for r in P.b5[2019] if r["_uid"] != k]
                P.notes[(2019, "SKHDT", "registry_extract")] = f"Kèm Quyết định của Tòa án: khôi phục tình trạng của {u['name']}"
            elif e == "day-corrected":
                new = u["reg"]
                old = f"{int(new[:4]) + 1}{new[4:]}"
                for r in fr(2018, k):
                    if r["status_on"] == r["registered_on"]:
                        r["status_on"] = old
                    r["registered_on"] = old
                for r in f2(2018, k):
                    r["founded_on"] = old
                self.say(e, f"registry and district give {u['short']} the day {new} instead of {old}", district=u["d"], units=[k])
            elif e in ("rename", "new-code"):
                nn = f"{R.choice(PRE)} {R.choice(SUF)} Xanh"
                old = u["name"], u["short"], u["code"]
                base = " ".join(u["name"].split()[:-2])
                newn, news = f"{base} {nn}", " ".join(u["short"].split()[:-2]) + " " + nn
                code = tax_code(R, self.codes) if e == "new-code" else u["code"]
                for r in fr(2019, k):
                    r.update(name=newn, registration_code=code)
                for r in f2(2019, k):
                    r.update(name=news, registration_code=code)
                for r in P.b5[2019]:
                    if r["_uid"] == k:
                        r.update(name=news, registration_code=code)
                for r in P.all[2019]:
                    if r["_uid"] == k:
                        r["name"] = newn
                        r["registration_code"] = code
                self.say(e, f"{old[1]} is now {news}" + (f", code {old[2]} became {code}, certificate {u['cert']} as before" if e == "new-code" else ", code as before"), district=u["d"], units=[k])
            elif e == "rated-twice":
                b = [r for r in P.b5[2019] if r["_uid"] == k and r["rating"] in ("Tốt", "Khá")]
                for r in b:
                    q = "Khá" if r["rating"] == "Tốt" else "Tốt"
                    for w in f2(2019, k):
                        w["rating"] = q
                    self.say(e, f"{u['short']}: {r['rating']} in biểu 5, {q} in biểu 2 (two circulars)", district=u["d"], units=[k])
