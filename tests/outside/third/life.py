"""True but unusual life. An event is a generator: before the years are lived · yield · when they were (figures may change) · yield · when the papers are there."""
import random

from tests.outside.areas import tax_code
from tests.outside.third.halves import HELD_LIVES
from tests.outside.third.world import ACTIVE, COMMUNES, DISTRICT, GONE, HTX, JOBS, M, SENDERS, STOP, b1_of, rq

EVENTS = {}


def event(f):
    EVENTS[f.__name__] = f
    return f


class Life:
    def __init__(self, seed, half=None, only=None):
        self.R = random.Random(f"third-life-{seed}")
        names = [k for k in EVENTS if (half is None or (k in HELD_LIVES) == (half == "held")) and (only is None or k in only)]
        self.names = self.R.sample(names, min(len(names), self.R.randint(6, 8) if not only else len(names)))
        self.used, self.going = set(), []

    def before(self, m):
        self.m = m
        for k in self.names:
            g = EVENTS[k](self, m)
            try:
                next(g)
                self.going.append((k, g))
            except (IndexError, ValueError, StopIteration):
                continue

    def step(self):
        left = []
        for k, g in self.going:
            try:
                next(g)
                left.append((k, g))
            except (StopIteration, IndexError):
                pass
        self.going = left

    def lived(self, m):
        self.step()

    def papers(self, m):
        self.step()

    def tell(self, what, units=(), **k):
        self.m.P.events.append(dict(what=what, units=[u["uid"] for u in units], names=[u["name"] for u in units], **k))

    def some(self, n=1, ok=None, types=("HTX",), d=None):
        """plain units that nothing else happens to"""
        L = [u for u in self.m.units if u["typ"] in types and u["uid"] not in self.used and not u["gone"] and not u["stop"] and not u["into"] and not u.get("was") and (d is None or u["d"] == d) and (ok is None or ok(u))]
        S = self.R.sample(L, n)
        self.used |= {u["uid"] for u in S}
        return S


OLD = lambda u: u["reg"] < "2017"


def scale(x, **k):
    for f, a in k.items():
        f = f if f in x else f + "_vnd"
        if x[f]:
            x[f] = rq(x[f] * a, 100_000) if f.endswith("_vnd") else max(1, round(x[f] * a))


def head(u, members, new):
    u["year"][2019].update(members=members, new_members=new)


@event
def communes_exchanged(L, m):
    a, b = L.R.sample([d for d in DISTRICT], 2)
    S = []
    for d, e in ((a, b), (b, a)):
        com = L.R.choice([u for u in m.units if u["d"] == d and u["typ"] == "HTX"])["com"]
        to = L.R.choice(COMMUNES[e])
        for u in [u for u in m.units if u["d"] == d and u["com"] == com and u["typ"] == "HTX" and u["uid"] not in L.used and u["reg"] < "2019" and not u["gone"] and not u["moved"] and not u.get("was")][:5]:
            u["moved"], u["d"], u["com"] = (2019, d, com), e, to
            L.used.add(u["uid"])
            S.append(u)
    L.tell(f"boundary settled: the cooperatives of one commune of {DISTRICT[a]} and one of {DISTRICT[b]} have their seat in the other district from 2019; registry and both lists say so", S)
    yield


@event
def resettled_households(L, m):
    S = L.some(2, lambda u: OLD(u) and u["m"] >= 24)
    yield
    for u in S:
        x = u["year"][2019]
        head(u, round(u["year"][2018]["members"] * L.R.uniform(.45, .58)), 0)
        scale(x, workers=.6, revenue=.55, revenue_from_members=.5, profit=.5)
    L.tell("a reservoir: half the households were resettled and left; heads, hands and revenue fall together", S)


@event
def new_line_of_business(L, m):
    S = L.some(1, lambda u: OLD(u) and u["rev"] > 600 * M)
    yield
    for u in S:
        scale(u["year"][2019], workers=2.6, revenue=3.1, revenue_from_members=1.1, profit=2.7)
    L.tell("a processing line opened: revenue trebled, with workers and profit", S)


@event
def all_profit_paid_out(L, m):
    S = L.some(4, OLD)
    yield
    for u in S:
        u["year"][2019]["profit_vnd"] = 0
        scale(u["year"][2019], member_income=1.12)
    L.tell("the members' meeting paid all out: profit an honest 0, income up", S)


@event
def fund_of_thousands(L, m):
    S = L.some(1, types=("QTDND",))
    S[0]["m"] = L.R.randint(4800, 8200)
    L.tell("a credit fund of thousands of members, both years", S)
    yield


@event
def newborn_with_a_full_year(L, m):
    u = m.legal("HTX", f"2019-10-{L.R.randint(2, 25):02d}", L.R.choice(list(DISTRICT)))
    L.used.add(u["uid"])
    yield
    u["year"][2019].update(members=9, new_members=9, workers=L.R.randint(24, 38), revenue_vnd=L.R.randint(30, 70) * 100 * M, profit_vnd=L.R.randint(20, 40) * 10 * M)
    u["year"][2019]["revenue_from_members_vnd"] = u["year"][2019]["revenue_vnd"] // 4
    L.tell("founded in October by traders who brought their business: a whole year's revenue in two months, 9 members", [u])


@event
def boards_all_trained(L, m):
    S = L.some(3, OLD)
    yield
    for u in S:
        u["year"][2019]["managers_trained"] = u["year"][2019]["managers"]
    L.tell("new boards, all of them trained; the classes hold them", S)


@event
def namesake_next_door(L, m):
    a = L.some(1, lambda u: OLD(u) and u["code"] and u["alli"] and not u["alli"][2])[0]
    d = L.R.choice([d for d in DISTRICT if d != a["d"]])
    b = m.legal("HTX", f"2019-0{L.R.randint(2, 6)}-14", d, sec=a["sec"])
    b.update(name=a["name"], short=a["short"], alli=["2019-09-12", f"{L.R.randint(60, 90)}/QĐ-LMHTX", None], m=12)
    L.used.add(b["uid"])
    L.tell("a new cooperative with the name of one in another district; other code, both in the Alliance", [a, b])
    yield


@event
def other_sector(L, m):
    S = L.some(2, lambda u: OLD(u) and u["sec"] == "Nông nghiệp")
    for u in S:
        u["sec_in"], u["ind_in"] = {2018: u["sec"], 2017: u["sec"]}, {2018: u["ind"]}
        u["sec"], u["ind"] = "Thương mại - Dịch vụ", "4620"
    L.tell("gave up farming for trade: sector and industry code changed together", S)
    yield


@event
def sells_to_members_only(L, m):
    S = L.some(3, lambda u: OLD(u) and "revenue_from_members_vnd" not in u["blank"])
    yield
    for u in S:
        for y in (2017, 2018, 2019):
            u["year"][y]["revenue_from_members_vnd"] = u["year"][y]["revenue_vnd"]
    L.tell("service cooperatives with members' business only: revenue with members is the whole revenue", S)


@event
def tht_founded_again(L, m):
    a = L.some(1, OLD, ("THT",))[0]
    a["gone"] = "2019-02-20"
    b = m.tht("2019-09-05", a["d"], a["com"])
    b.update(name=a["name"], short=a["name"], sec=a["sec"], m=max(5, a["m"] - 2), rev=a["rev"], blank=a["blank"])
    L.used.add(b["uid"])
    L.tell("a THT dissolved in February and founded again under its name in September, with fewer members", [a, b])
    yield


@event
def right_correction_downwards(L, m):
    yield
    yield
    P, y = m.P, L.R.choice([2018, 2019])
    d = L.R.choice([d for d in DISTRICT if not any(e["key"] == (y, d, "agency_report") for e in P.earlier)])
    Q = {k: [dict(r) for r in v] for k, v in P.t.items() if k[1] == y and k[2] == d}
    for r in Q[("b2", y, d)]:
        if r["status"] == ACTIVE and r["unit_type"] in HTX:
            r["members"] += L.R.randint(0, 9)
            for f in ("revenue_vnd", "revenue_from_members_vnd", "profit_vnd", "member_income_vnd"):
                if r[f] and r[f] > 0:
                    r[f] = rq(r[f] * L.R.uniform(1.02, 1.35), 100_000)
    v = b1_of(P, y, d, Q[("b2", y, d)])
    for r in Q[("b1", y, d)]:
        r["value"] = v[r["item"]]
    P.earlier.append(dict(key=(y, d, "agency_report"), tables=Q))
    P.frictions.append(dict(what="a correction", keys=[(y, d, "agency_report")]))
    L.tell(f"{DISTRICT[d]} corrected its estimates of {y} downwards, rightly: same units, most figures lower")


@event
def young_orchards(L, m):
    S = [m.legal("HTX", f"2018-0{L.R.randint(3, 8)}-1{i}", L.R.choice(list(DISTRICT)), sec="Nông nghiệp") for i in range(2)]
    L.used |= {u["uid"] for u in S}
    yield
    for u in S:
        for y in (2018, 2019):
            u["year"][y].update(revenue_vnd=0, revenue_from_members_vnd=0, profit_vnd=-L.R.randint(2, 30) * M, member_income_vnd=None)
    L.tell("macadamia planted in 2018: no revenue in both years, small losses, incomes not reported", S)


@event
def certified_coffee(L, m):
    S = L.some(1, lambda u: OLD(u) and u["sec"] == "Nông nghiệp" and u["m"] > 15)
    yield
    for u in S:
        scale(u["year"][2019], revenue=1.85, revenue_from_members=1.9, profit=2.4, member_income=1.8, worker_income=1.25)
    L.tell("a certificate doubled the price: revenue, profit and incomes go up together", S)


@event
def registry_clears_up(L, m):
    S = L.some(9, lambda u: u["reg"] < "2015")
    for u in S:
        u.update(stop=[2016, 2099, "Không hoạt động tại địa chỉ đã đăng ký"], gone="2019-06-18", alli=None)
    L.tell("nine dormant cooperatives dissolved by one decision of one day", S)
    yield


@event
def members_drive(L, m):
    S = L.some(2, lambda u: OLD(u) and 12 <= u["m"] <= 60)
    yield
    for u in S:
        a = u["year"][2018]["members"]
        n = round(a * L.R.uniform(1.3, 2.2))
        head(u, a + n, n)
    L.tell("a water scheme brought whole villages in: members more than doubled, all of them reported new", S)


@event
def coarse_money(L, m):
    d = L.R.choice(list(DISTRICT))
    m.P.style[d]["grain"] = 50 * M
    L.tell(f"{DISTRICT[d]} writes money to fifty million")
    yield


@event
def half_to_members(L, m):
    d = L.R.choice(list(DISTRICT))
    yield
    for u in m.units:
        if u["d"] == d and not u["moved"]:
            for y, x in u["year"].items():
                if x["revenue_from_members_vnd"] is not None:
                    x["revenue_from_members_vnd"] = x["revenue_vnd"] // 2
    L.tell(f"in {DISTRICT[d]} all deliver half to members, by the district's model statute")


@event
def same_as_last_year(L, m):
    S = L.some(2, lambda u: OLD(u) and u["m"] < 30)
    yield
    for u in S:
        a = u["year"][2018]
        a["new_members"] = 0
        u["year"][2018]["members"] = u["year"][2017]["members"]
        u["year"][2019].update({f: v for f, v in a.items()})
    L.tell("a let-out warehouse and no other business: every figure is last year's", S)


@event
def district_stood_still(L, m):
    d = min((sum(u["d"] == d for u in m.units), d) for d in DISTRICT)[1]
    for u in [u for u in m.units if u["d"] == d]:
        if u["reg"] > "2019" or (u["gone"] or "") > "2019":
            m.units.remove(u)
        elif (u["into"] or "") > "2019":
            u["into"] = None
    yield
    for u in m.units:
        if u["d"] == d and 2018 in u["year"] and 2019 in u["year"] and not u["moved"] and u["uid"] not in L.used:
            x, a = u["year"][2019], u["year"][2018]
            if x["status"] == a["status"]:
                x.update({f: a[f] for f in ("members", "workers", "managers")}, new_members=0, deg=a["deg"], managers_trained=min(x["managers_trained"], a["managers"]))
    L.tell(f"nobody came, nobody left, nothing was founded in {DISTRICT[d]}")


@event
def walk_out(L, m):
    S = L.some(5, lambda u: u["alli"] and not u["alli"][2] and u["alli"][0] < "2017")
    for u in S:
        u["alli"][2] = "2019-07-03"
    L.tell("five left the Alliance on one day after a quarrel about fees", S)
    yield


@event
def big_batch(L, m):
    S = L.some(14, lambda u: not u["alli"] and u["reg"] < "2019-08")
    for u in S:
        u["alli"] = ["2019-10-10", "112/QĐ-LMHTX", None]
    L.tell("fourteen admitted by one decision on one day", S)
    yield


@event
def swine_fever(L, m):
    d = L.R.choice([d for d in DISTRICT if sum(u["d"] == d and u["typ"] == "HTX" and OLD(u) and not u["stop"] and not u["gone"] for u in m.units) >= 5])
    S = L.some(3, OLD, d=d)
    for u in S:
        u["sec"], u["ind"] = "Nông nghiệp", "0150"
    yield
    for u in S:
        x = u["year"][2019]
        scale(x, revenue=L.R.uniform(.25, .4), revenue_from_members=.28, member_income=.68, workers=.7)
        x["profit_vnd"] = -rq(x["revenue_vnd"] * L.R.uniform(.1, .4), M) if x["revenue_vnd"] else x["profit_vnd"]
    L.tell(f"African swine fever among three pig breeders of {DISTRICT[d]}: a third of the revenue, losses", S)


@event
def good_price_in_a_district(L, m):
    d = L.R.choice(["615", "612", "611"])
    yield
    S = [u for u in m.units if u["d"] == d and u["sec"] == "Nông nghiệp" and 2019 in u["year"] and u["year"][2019]["status"] == ACTIVE and u["reg"] < "2019" and u["uid"] not in L.used]
    for u in S:
        k = L.R.uniform(1.28, 1.45)
        scale(u["year"][2019], revenue=k, revenue_from_members=k, profit=k * 1.2, member_income=L.R.uniform(1.24, 1.36))
    L.tell(f"coffee at a record in {DISTRICT[d]}: all farming units a third up", S[:30])


@event
def machine_for_hands(L, m):
    S = L.some(1, OLD)
    yield
    for y in (2017, 2018):
        S[0]["year"][y]["workers"] = 38
    S[0]["year"][2019]["workers"] = 5
    for y in (2017, 2018, 2019):
        S[0]["year"][y]["worker_income_vnd"] = S[0]["year"][y]["worker_income_vnd"] or 40 * M
    L.tell("a sorting line for hands: 38 workers, then 5, revenue as before", S)


@event
def out_of_the_red(L, m):
    S = L.some(3, lambda u: OLD(u) and "profit_vnd" not in u["blank"])
    yield
    for u in S:
        u["year"][2018]["profit_vnd"] = -rq(u["year"][2018]["revenue_vnd"] * L.R.uniform(.05, .25), 100_000)
        u["year"][2019]["profit_vnd"] = rq(u["year"][2019]["revenue_vnd"] * L.R.uniform(.08, .2), 100_000)
    L.tell("big losses in 2018, good profits in 2019", S)


@event
def tht_divided(L, m):
    a = L.some(1, lambda u: OLD(u) and u["m"] >= 14, ("THT",))[0]
    a["gone"] = "2019-04-15"
    job = next((j for j in JOBS if j in a["name"]), None)
    S = [m.tht("2019-04-16", a["d"], a["com"], job) for _ in range(3)]
    for u in S:
        u["m"] = max(4, a["m"] // 3)
        L.used.add(u["uid"])
    L.tell("a large THT was dissolved and its members founded three in the same commune the next day", [a, *S])
    yield


@event
def htx_divided(L, m):
    a = L.some(1, lambda u: OLD(u) and u["m"] >= 36)[0]
    b = m.legal("HTX", "2019-03-11", a["d"], a["com"], a["sec"])
    L.used.add(b["uid"])
    yield
    n = round(a["year"][2018]["members"] * .48)
    head(a, a["year"][2018]["members"] - n, 0)
    head(b, n, n)
    scale(a["year"][2019], revenue=.55, revenue_from_members=.55, profit=.5, workers=.6)
    L.tell("a cooperative divided: half the members went into a new one in the same commune", [a, b])


@event
def fund_takes_in_communes(L, m):
    S = L.some(1, types=("QTDND",))
    yield
    a = S[0]["year"][2018]["members"]
    n = round(a * L.R.uniform(.4, .6))
    head(S[0], a + n, n)
    scale(S[0]["year"][2019], revenue=1.3, revenue_from_members=1.35, profit=1.2, workers=1.2)
    L.tell("a credit fund was allowed three further communes: half as many members again, all new", S)


@event
def six_on_one_day(L, m):
    d = L.R.choice(["615", "616", "612", "610"])
    S = [m.legal("HTX", "2019-05-19", d, sec="Nông nghiệp") for _ in range(6)]
    for u in S:
        u.update(m=7, g=3, w=3, deg=(1, 1), cap=500 * M)
        L.used.add(u["uid"])
    L.tell(f"a campaign in {DISTRICT[d]}: six founded on one day, seven members each", S)
    yield


@event
def suspended_in_august(L, m):
    S = L.some(2, OLD)
    for u in S:
        u["stop"] = [2019, 2099, "Tạm ngừng kinh doanh", "2019-08-20"]
    yield
    for u in S:
        a, x = u["year"][2018], u["year"][2019]
        x.update(as_is=True, new_members=0, workers=0, **{f: rq(a[f] * .6, 100_000) if a[f] else a[f] for f in ("revenue_vnd", "revenue_from_members_vnd", "profit_vnd")})
    L.tell("suspended in August, registry and biểu 2 agree; the revenue is that of seven months", S)


@event
def rated_across_the_line(L, m):
    yield
    yield
    P = m.P
    f = L.R.choice([r for r in P.t[("b5", 2019, "SNNPTNT")] if r["rating"] == "Khá" and r["_uid"] not in L.used])
    d = next(k for k, v in DISTRICT.items() if v == f["district"])
    r = next(r for r in P.t[("b2", 2019, d)] if r["_uid"] == f["_uid"])
    f["score"], f["rating"] = 63.5, "Trung bình"
    i = next(q for q in P.t[("b1", 2019, d)] if q["item"] == "I.1d")
    P.frictions.append(dict(what="biểu 5 and 2 rate across the threshold; precedence settles it, the district's own count is by its own rating", ids=[f["_id"], r["_id"], i["_id"]]))
    L.tell("rated Khá by the district and Trung bình by the department", [P.units[f["_uid"]]])


@event
def registry_knows_no_address(L, m):
    yield
    yield
    P, u = m.P, L.some(1, OLD)[0]
    g = next(r for r in P.t[("reg", 2019, "SKHDT")] if r["_uid"] == u["uid"])
    g["status"], g["status_on"] = "Không hoạt động tại địa chỉ đã đăng ký", "2019-09-30"
    r = next(r for r in P.t[("b2", 2019, u["d"])] if r["_uid"] == u["uid"])
    ids = [q["_id"] for q in P.t[("b1", 2019, u["d"])] if q["item"] in ("I.1a", "I.1d")]
    P.frictions.append(dict(what="status in registry and biểu 2; precedence settles it", ids=[g["_id"], r["_id"], *ids]))
    L.tell("moved without telling the tax office: not at its address by the registry, working by the district", [u])


@event
def three_late(L, m):
    yield
    yield
    for s in L.R.sample([s for s in SENDERS if not any(f["key"][1] == s for f in m.P.files)], 3):
        m.P.files.append(dict(fx="late", key=(2019, s, "agency_report"), days=L.R.randint(1, 3)))
        m.P.frictions.append(dict(what="late report", keys=[(2019, s, "agency_report")]))
    L.tell("three reports came late")


@event
def well_paid_specialists(L, m):
    S = L.some(2, lambda u: OLD(u) and "worker_income_vnd" not in u["blank"])
    yield
    for u in S:
        for x in u["year"].values():
            scale(x, worker_income=2.7)
    L.tell("a few specialists earn three times what members do, in all years", S)


@event
def classes_for_women(L, m):
    yield
    yield
    d = L.R.choice(list(DISTRICT))
    for r in m.P.t[("b3", 2019, d)]:
        r["women"] = r["participants"]
    L.tell(f"the Women's Union filled the classes of {DISTRICT[d]}: all participants are women")


@event
def one_class_many_communes(L, m):
    yield
    yield
    for i, r in enumerate(m.P.t[("b3", 2019, "LMHTX")]):
        r.update(name="Bồi dưỡng cán bộ quản lý HTX", content="Luật HTX năm 2012", from_on=f"2019-08-{5 + i:02d}", to_on=f"2019-08-{5 + i:02d}", participants=r["participants"])
    L.tell("one class of one name, day after day in other communes")


@event
def code_given_at_last(L, m):
    S = L.some(2, lambda u: not u["code"])
    for u in S:
        u["code"], u["coded"] = tax_code(m.R, m.codes), 2019
    L.tell("old units without a tax code were given one in 2019; certificate, name and commune as before", S)
    yield


@event
def poor_district(L, m):
    d = L.R.choice(["617", "613", "610"])
    yield
    for u in m.units:
        if u["d"] == d:
            for x in u["year"].values():
                scale(x, member_income=.3)
    L.tell(f"incomes in {DISTRICT[d]} are a third of the others', in all years")


@event
def large_board(L, m):
    S = L.some(1, lambda u: OLD(u) and u["m"] >= 40)
    yield
    for y, x in S[0]["year"].items():
        x["managers"] = 15 if y < 2019 else 14
    L.tell("a board of fifteen for nine villages, one fewer in 2019", S)


@event
def union_grows(L, m):
    S = L.some(1, lambda u: u["reg"] < "2018", types=("LHHTX",))
    yield
    a = S[0]["year"][2018]["members"]
    head(S[0], a + 6, 6)
    L.tell("six cooperatives joined the union", S)


@event
def big_tht(L, m):
    S = L.some(2, OLD, ("THT",))
    for u in S:
        u["m"] = L.R.randint(65, 110)
    L.tell("water users' groups of a hundred households, in all years", S)
    yield


@event
def hard_winter_nobody_new(L, m):
    yield
    for u in m.units:
        if u["typ"] in HTX and 2018 in u["year"] and 2019 in u["year"] and u["uid"] not in L.used:
            a, x = u["year"][2018], u["year"][2019]
            if x["status"] == ACTIVE and a["status"] == ACTIVE:
                x.update(members=max(7, min(a["members"], x["members"] - x["new_members"])), new_members=0)
    L.tell("no cooperative of the province took anyone in this year, a few members left")
