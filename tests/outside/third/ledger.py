"""Seeds slips into a copy of a true province and writes down what a judge has to know."""
import random

from tests.outside.third.halves import HELD_SLIPS
from tests.outside.third.truth import both, diff, do, effect, n, undo
from tests.outside.third.world import ACTIVE, DISTRICT, GONE, HTX, SENDERS, YEARS, b1_of

KINDS = {}
TYPED = ("I.7a", "I.7b", "III.1b")


def kind(name, table="b2"):
    def wrap(f):
        KINDS[name] = (f, table)
        return f
    return wrap


class No(Exception):
    """this slip finds no place here"""


class Ctx:
    def __init__(self, T, R):
        self.T, self.W, self.R = T, T.copy(), R
        self.used, self.usedkey, self.focus = set(), set(), None

    def need(self, x):
        if not x:
            raise No
        return x

    def pick(self, L):
        L = list(L)
        self.need(L)
        return self.R.choice(L)

    def district(self, y, least=1, types=HTX):
        L = [self.focus[1]] if self.focus else [d for d in DISTRICT if ("b2", y, d) not in self.usedkey]
        return self.pick(d for d in L if sum(r["unit_type"] in types and r["status"] == ACTIVE for r in self.W.t[("b2", y, d)]) >= least)

    def rows(self, y, d, types=HTX, status=ACTIVE, ok=None):
        """the district's rows that no slip has touched, in the sheet's order"""
        return [r for r in self.W.t[("b2", y, d)] if r["unit_type"] in types and (status is None or r["status"] == status) and r["_id"] not in self.used and (ok is None or ok(r))]

    def unit(self, y, ok=None, types=HTX, status=ACTIVE):
        ds = [self.focus[1]] if self.focus else list(DISTRICT)
        L = [(d, r) for d in ds for r in self.rows(y, d, types, status, ok)]
        return self.pick(L)

    def other_year(self, r, y):
        """the unit's row of the other year as truth has it"""
        z = 2019 if y == 2018 else 2018
        return next((q for d in DISTRICT for q in self.T.t[("b2", z, d)] if q["_uid"] == r["_uid"] and q["_uid"] is not None), None)

    def u(self, r):
        return self.T.units[r["_uid"]]

    def ratio(self, r, f, y):
        o = self.other_year(r, y)
        a, b = n(r[f]), n(o[f]) if o else None
        return None if a is None or not b or o["status"] != ACTIVE else a / b

    def odd(self, r, f, y, hi=2.2, lo=.45, least=0):
        """would one who has the other year's paper object to the figure as written?"""
        if f == "members" and self.odd_members(r, y):
            return True
        x = self.ratio(r, f, y)
        if x is None:
            return False
        o = self.other_year(r, y)
        return (x > hi or x < lo) and abs(r[f] - o[f]) >= least

    def odd_members(self, r, y):
        o, m = self.other_year(r, y), n(r["members"])
        if m is None:
            return True
        if o is None or n(o["members"]) is None:
            return m < (r["new_members"] or 0) or (r["founded_on"] or "")[:4] == str(y) and m != r["new_members"]
        a, b = (m, o["members"]) if y == 2018 else (o["members"], m)
        new = (o if y == 2018 else r)["new_members"]
        return b > a + (n(new) or 0) or b < .7 * a and a - b > 6


def seed_slips(T, seed, half=None, only=None):
    from tests.outside.third import slips_docs, slips_lists, slips_rows, slips_units  # noqa: F401  (they register their kinds)
    R = random.Random(f"third-slips-{seed}")
    names = [k for k in KINDS if (half is None or (k in HELD_SLIPS) == (half == "held")) and (only is None or k in only)]
    R.shuffle(names)
    c, out, want = Ctx(T, R), [], R.randint(20, 25)
    right = both(T)
    todo = [(k, None) for k in names]
    tries = 0
    while todo and len(out) < want and tries < 400:
        tries += 1
        k, focus = todo.pop(0)
        y = 2018 if R.random() < .28 else 2019
        if focus:
            y = focus[0]
        c.focus = focus
        s = attempt(c, k, y, right)
        if s is None and y == 2018 and not focus:
            s = attempt(c, k, 2019, right)
        if s:
            s["combined"] = bool(focus)
            out.append(s)
            if len(out) in (5, 11) and only is None:                    # two further slips into one sheet that has one
                b = [x for x in out if x["key"][0] == "b2" and not x["combined"] and x["at"] in ("cell", "row", "run")]
                if b:
                    f = R.choice(b)["key"][1:]
                    todo = [(m, f) for m in R.sample([m for m in names if KINDS[m][1] == "b2"], 4)][:3] + todo
    mend(c, out)
    return c.W, out


def attempt(c, k, y, right):
    fn, _ = KINDS[k]
    before = c.W
    c.W = before.copy()
    try:
        s = fn(c, y)
    except (No, IndexError, ValueError, StopIteration):
        c.W = before
        return None
    D = diff(before, c.W)
    ids = {x[1] for x in D["cells"]} | {r["_id"] for _, r in D["gone"] + D["new"]}
    if ids & c.used or not (ids or len(c.W.files) > len(before.files) or s.get("files")):
        c.W = before
        return None
    s.update(kind=k, year=y, diff=D)
    keys = [x[0] for x in D["cells"]] + [q for q, _ in D["gone"] + D["new"]]
    s["key"] = keys[0] if keys else s["key"]
    s["year"] = s["key"][1]
    follow(c, s, before)
    if s["at"] in ("column", "sheet", "file"):
        c.usedkey |= set(keys) | {s["key"]}
    c.used |= ids
    alone = both(do(c.T, D))
    s["effect_alone"], s["alone"], s["turn_alone"] = effect(right, alone)
    return s


def follow(c, s, before):
    """biểu 1 follows its list where the office sums by formula; else it contradicts it"""
    s["consequences"], s["contradicts"] = [], []
    for key in sorted({x[0] for x in s["diff"]["cells"]} | {k for k, _ in s["diff"]["gone"] + s["diff"]["new"]}):
        if key[0] != "b2":
            continue
        _, y, d = key
        a, b = b1_of(before, y, d), b1_of(c.W, y, d)
        for r in c.W.t[("b1", y, d)]:
            i = r["item"]
            if i in TYPED or a[i] == b[i] or r["_id"] in c.used:
                continue
            if c.W.style[d]["formula"][y] and not s.get("typed_totals"):
                r["value"] = b[i]
                s["consequences"].append((r["_id"], "value"))
                if y == 2018:
                    nx = next(q for q in c.W.t[("b1", 2019, d)] if q["item"] == i)
                    if c.W.style[d]["carry"]:
                        nx["previous_value"] = b[i]
                    s["consequences" if c.W.style[d]["carry"] else "contradicts"].append((nx["_id"], "previous_value"))
            else:
                s["contradicts"].append((r["_id"], "value"))


def mend(c, out):
    now = both(c.W)
    for s in out:
        mended = both(undo(c.W, s["diff"]))
        s["effect"], w, turn = effect(mended, now)
        s["weighs"] = bool(w and s["alone"]) or (w and not turn) or (s["alone"] and not s["turn_alone"])


def written(slips, W):
    out = []
    for s in slips:
        D = s.pop("diff")
        cells = [dict(zip(("path", "sheet", "row"), W.at[i]), column=W.letter(i, f), field=f, true=a, written=b) for _, i, f, a, b in D["cells"] if i in W.at]
        place = lambda i, f=None: dict(zip(("path", "sheet", "row"), W.at[i]), column=W.letter(i, f) if f else None)
        files = [dict(sender=k[1], year=k[0], form=k[2]) for k in s.get("paths", [])]
        uids = {r["_uid"] for r in s.pop("uids", [])} | {r["_uid"] for _, r in D["gone"] + D["new"] if r.get("_uid")}
        for key in {x[0] for x in D["cells"]}:
            ids = {x[1] for x in D["cells"] if x[0] == key}
            uids |= {r["_uid"] for r in W.P.t[key] if r["_id"] in ids and r.get("_uid")}
        form = {"reg": "registry_extract", "all": "alliance_members"}.get(s["key"][0], "agency_report")
        path = W.path.get((s["key"][1], s["key"][2], form))
        sheet = {"b1": "Biểu 1", "b2": "Biểu 2", "b3": "Biểu 3", "b4": "Biểu 4", "b5": "Biểu 5", "reg": "Danh sách HTX", "all": "Thành viên Liên minh"}.get(s["key"][0])
        if path and path.endswith(".csv"):
            sheet = None
        other = [place(i, f) for i, f in s.pop("other", []) + s["contradicts"] if i in W.at]
        mates = [dict(zip(("path", "sheet", "row"), W.at[r["_id"]]), column=None) for k, L in W.P.t.items() if len(uids) <= 40 for r in L if r.get("_uid") in uids and r["_id"] in W.at and r["_uid"] is not None]
        own = {(x["path"], x["sheet"], x["row"]) for x in cells}
        if s["contradicts"] and s["cls"] in ("suspicion", "settled"):
            s["cls"], s["detectable"] = "certain", True
            s["evidence"] += "; the office's own totals in biểu 1 (typed apart, or last year's report) contradict it"
        elif s["contradicts"]:
            s["detectable"] = True
        feeds = bool(s["effect"] or s["effect_alone"] or s["contradicts"] or s.get("feeds"))
        least = {"list": "error", "certain": "error" if feeds else "warning", "suspicion": "error" if s["weighs"] else "warning", "settled": "warning", "minor": "warning"}[s["cls"]]
        out.append(dict(kind=s["kind"], year=s["year"], at=s["at"], cls=s["cls"], combined=s["combined"], place=dict(path=path, sheet=sheet, row=cells[0]["row"] if len(own) == 1 and cells else None, column=cells[0]["column"] if len({x["column"] for x in cells}) == 1 and cells else None), cells=cells,
                        rows_removed=[dict(name=r.get("name"), code=r.get("registration_code")) for _, r in D["gone"]], rows_added=[place(r["_id"]) for _, r in D["new"] if r["_id"] in W.at], files=files, paths=[W.path[k] for k in s.get("paths", []) if k in W.path], consequences=[place(i, f) for i, f in s["consequences"] if i in W.at],
                        other_side=other, mates=[m for m in mates if (m["path"], m["sheet"], m["row"]) not in own], names=[W.P.units[u]["name"] for u in uids if u in W.P.units][:40], detectable=bool(s["detectable"]), evidence=s["evidence"], effect=s["effect"], effect_alone=s["effect_alone"], weighs=s["weighs"] or bool(s.get("feeds_file")), least=least))
    return out
