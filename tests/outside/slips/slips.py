#!/usr/bin/env python
"""A grammar of slips over a plain province from contract.md and domain.md alone; the product was not read.

    python slips.py --seed N --out DIR --kind clean|unusual|errors [--count 25] [--events a,b] [--about]

Writes DIR/raw/ (contract §1–3, two years, incoming.csv with hashes) and DIR/ledger.json. A slip is drawn as
    WHAT (an operation) × WHERE (form, year, place, field, unit) × HOW MUCH (its magnitude) × HOW MANY TOGETHER (one, a run, a row, a column, a sheet, several districts).
Nothing is a fixed list of cases: `--about` prints the grammar and a sample of what it draws."""
import argparse, copy, json, math, random, sys
from collections import Counter
from pathlib import Path
from tests.outside.slips.province import *
from tests.outside.slips.unusual import Unusual
from tests.outside.slips.writer import write, COLS, SHEETS, DIV, unit_of
from tests.outside.areas import DISTRICT, COMMUNES, tax_code

KEYPAD = {"1": "24", "2": "153", "3": "26", "4": "157", "5": "2468", "6": "359", "7": "48", "8": "579", "9": "68", "0": "12"}
NUM = COUNTS + MONEY
INCOME = ("member_income_vnd", "worker_income_vnd")
FLOWS = ["new_members", "revenue_vnd", "revenue_from_members_vnd", "profit_vnd", "member_income_vnd", "worker_income_vnd"]
ITEM_OF = {"members": "I.2", "new_members": "I.2a", "workers": "I.3", "managers": "I.7", "managers_trained": "I.8", "revenue_vnd": "I.4", "profit_vnd": "I.5", "worker_income_vnd": "I.6", "member_income_vnd": "I.6x"}


class Slip:
    def __init__(self, what, where, much, many):
        self.what, self.where, self.much, self.many = what, where, much, many
        self.edits, self.cells, self.evidence, self.detectable, self.place, self.other, self.note = [], [], [], False, None, [], ""

    def see(self, cond, text):
        if cond:
            self.evidence.append(text)
            self.detectable = True


def apply(P, edits):
    for e in edits:
        k = e[0]
        if k == "draft":
            continue
        L = P.table(e[1])[e[2]]
        if k == "set":
            for r in L:
                if r["_id"] == e[3]:
                    r[e[4]] = e[5]
        elif k == "del":
            L[:] = [r for r in L if r["_id"] != e[3]]
        elif k == "add":
            i = next((i for i, r in enumerate(L) if r["_id"] == e[3]), len(L) - 1)
            L.insert(i + 1, dict(e[4]))


class Drawer:
    def __init__(self, seed, P):
        self.R = random.Random(f"slips-{seed}")
        self.seed, self.T = seed, P                    # truth
        self.cellx, self.rowx, self.listx, self.nid = set(), set(), set(), 10 ** 6
        R = self.R
        self.follow = {(y, d): R.random() < .5 for y in YEARS for d in DISTRICT}     # does the office sum up its own list?
        self.prev = {}
        for y in YEARS:
            for d in DISTRICT:
                for r in P.b2[(y, d)]:
                    self.prev[(y, r["_uid"])] = r
        for k, r in P.past.items():
            self.prev[(2017, k)] = r
        self.reg = {(y, r["_uid"]): r for y in YEARS for r in P.reg[y]}
        self.slips = []

    # ---------------------------------------------------------------- where
    def yr(self):
        return 2019 if self.R.random() < .82 else 2018

    def dist(self, y, n=6):
        c = [d for d in DISTRICT if len(self.T.b2[(y, d)]) >= n and ("b2", (y, d)) not in self.listx]
        return self.R.choices(c, [len(self.T.b2[(y, d)]) for d in c])[0] if c else None

    def free(self, t, key, r, f=None):
        if (t, key) in self.listx or (t, r["_id"]) in self.rowx:
            return False
        if f is None:
            return not any(c[0] == t and c[1] == r["_id"] for c in self.cellx)
        return (t, r["_id"], f) not in self.cellx

    def unit(self, y, cond=lambda r: True, tht=.22, big=None):
        """a row of biểu 2: mostly HTX, with a leaning to the big or to the small"""
        R = self.R
        d = self.dist(y)
        if d is None:
            return None
        want = "THT" if R.random() < tht else "H"
        L = [r for r in self.T.b2[(y, d)] if (r["unit_type"] == "THT") == (want == "THT") and r["status"] == ACTIVE and cond(r) and r["_uid"] is not None]
        if not L:
            return None
        lean = R.choice([0, .5, 1]) if big is None else big
        return d, R.choices(L, [(r["members"] or 1) ** lean for r in L])[0]

    def div(self, d, f):
        return DIV[unit_of(d, self.seed)] if f.endswith("_vnd") else 1

    def set(self, s, t, key, r, f, new):
        s.edits.append(("set", t, key, r["_id"], f, new))
        s.cells.append((t, key, r["_id"], f, r[f], new))
        self.cellx.add((t, r["_id"], f))

    # ---------------------------------------------------------------- what can be seen
    def judge_cell(self, s, y, d, r, f, new):
        """what a careful person with all papers could object to in one figure of biểu 2"""
        p = self.prev.get((y - 1, r["_uid"]))
        g = lambda q: new if q == f else r[q]
        live = p is not None and p["status"] == ACTIVE and r["founded_on"][:4] not in (str(y), str(y - 1))
        ratio = lambda a, b: a / b if a is not None and b else None
        if f in COUNTS:
            s.see(f == "managers_trained" and g("managers") is not None and new is not None and new > g("managers"), "more trained managers than managers")
            s.see(f == "managers" and new is not None and (r["managers_trained"] or 0) > new, "fewer managers than trained ones")
            s.see(f == "managers" and p is not None and abs(new - p["managers"]) >= 3, "managers against last year")
            s.see(f == "managers" and new > 15, "so many managers")
            s.see(f == "new_members" and new > (r["members"] or 0), "more new members than members")
            s.see(f == "members" and new < (r["new_members"] or 0), "fewer members than new ones")
            if p is not None and f in ("members", "new_members") and p["members"] is not None and g("members") is not None:
                lost = p["members"] + (g("new_members") or 0) - g("members")
                s.see(lost < 0, "members grew by more than the new ones")
                s.see(lost > max(4, .2 * p["members"]), "more members left than life has it")
            if p is None and f in ("members", "new_members") and r["founded_on"][:4] == str(y):
                s.see(g("members") != g("new_members"), "a unit of this year whose members are not all new")
            if f == "workers" and live and p["workers"]:
                q = new / p["workers"]
                s.see((q > 1.9 or q < .52) and abs(new - p["workers"]) >= 4, "workers against last year")
            s.see(f == "members" and new < 7 and r["unit_type"] == "HTX", "fewer members than the law asks")
        else:
            rv, fm, pf = g("revenue_vnd"), g("revenue_from_members_vnd"), g("profit_vnd")
            s.see(f in ("revenue_vnd", "revenue_from_members_vnd") and rv is not None and fm is not None and fm > rv, "more revenue with members than revenue")
            s.see(f in ("revenue_vnd", "profit_vnd") and rv is not None and pf is not None and rv >= 0 and pf > rv, "more profit than revenue")
            s.see(f in ("revenue_vnd", "profit_vnd") and rv and pf is not None and pf < -rv * .5, "a loss of half the revenue")
            if p is not None and f == "revenue_vnd" and live and p["revenue_vnd"]:
                q = ratio(new, p["revenue_vnd"])
                s.see(q > 2.1 or q < .48, "revenue against last year and the year's common movement")
            if f in INCOME and new is not None:
                q = ratio(new, p[f]) if p is not None and p[f] else None
                s.see(q is not None and (q > 1.45 or q < .72), "income against last year and the year's common movement")
                s.see(q is None and (new < 8 * M or new > 150 * M), "income outside what incomes are")
            if f == "revenue_from_members_vnd" and live and rv and p["revenue_vnd"] and p[f] is not None and new is not None:
                s.see(abs(new / rv - p[f] / p["revenue_vnd"]) > .3, "share of members' revenue against the unit's own")
            if f == "profit_vnd" and rv and p is not None and p["revenue_vnd"] and new is not None:
                s.see(abs(new / rv) > .5, "margin outside life")
            s.see(f == "revenue_vnd" and p is None and (new > 60e9 or new < 3e6) and r["unit_type"] != "THT", "revenue outside what such units have")
        if r["unit_type"] in ("HTX", "QTDND") and r["status"] != GONE and f in ITEM_OF and not self.follow[(y, d)]:
            n = sum(1 for q in self.T.b2[(y, d)] if q["unit_type"] in ("HTX", "QTDND") and q[f] is not None) or 1
            s.see(f in COUNTS or abs((new or 0) - (r[f] or 0)) / n > 6000, "biểu 1 of the same file says otherwise")
        if r["unit_type"] == "THT" and f == "members" and not self.follow[(y, d)]:
            s.see(True, "biểu 1 of the same file says otherwise")

    # ---------------------------------------------------------------- how much: operations on one figure as it is written
    def figure(self, op, w, ctx):
        """w: the figure as written (int/float); returns (new, magnitude) or None"""
        R = self.R
        neg = w < 0
        s = f"{abs(w):.4f}".rstrip("0").rstrip(".") if isinstance(w, float) else str(abs(w))
        ip, _, fr = s.partition(".")
        def back(ip2):
            q = float(f"{ip2 or 0}.{fr}") if fr else int(ip2 or 0)
            return -q if neg else q
        if op == "digit lost":
            if len(ip) < 2:
                return None
            i = R.randrange(len(ip))
            return back(ip[:i] + ip[i + 1:]), f"digit {i + 1} of {len(ip)}"
        if op == "digit doubled":
            i = R.randrange(len(ip))
            return back(ip[:i + 1] + ip[i] + ip[i + 1:]), f"digit {i + 1} of {len(ip)}"
        if op == "digit put in":
            i = R.randrange(len(ip) + 1)
            return back(ip[:i] + R.choice("123456789") + ip[i:]), f"at {i + 1} of {len(ip)}"
        if op == "two digits exchanged":
            c = [i for i in range(len(ip) - 1) if ip[i] != ip[i + 1]]
            if not c:
                return None
            i = R.choice(c)
            return back(ip[:i] + ip[i + 1] + ip[i] + ip[i + 2:]), f"digits {i + 1}, {i + 2} of {len(ip)}"
        if op == "neighbouring key":
            i = R.randrange(len(ip))
            return back(ip[:i] + R.choice(KEYPAD[ip[i]]) + ip[i + 1:]), f"digit {i + 1} of {len(ip)}"
        if op == "decimal sign lost":
            return (back(ip + fr), f"×{10 ** len(fr)}") if fr else None
        if op == "power of ten":
            k = R.choice([10, 100, 1000, .1, .01, .001])
            q = w * k
            return (int(q) if isinstance(w, int) and k >= 10 else round(q, 4) if not isinstance(w, int) or k < 1 else q), f"×{k:g}"
        if op == "zero":
            return 0, "0"
        if op == "minus lost or put in":
            return -w, "sign"
        if op == "times a factor":
            lo, hi, why = ctx
            k = math.exp(R.uniform(math.log(lo), math.log(hi)))
            q = w * k
            return (round(q) if isinstance(w, int) else round(q, 2)), f"×{k:.2f} ({why})"
        if op == "round figure":
            k = 10 ** (len(ip) - 1)
            q = max(k, round(abs(w) / k) * k)
            return back(str(int(q))) if not fr else (-q if neg else q), "one significant digit"
        return None

    # ================================================================ slips in single figures of biểu 2
    def s_figure(self):
        R, y = self.R, self.yr()
        f = R.choices(NUM, [16, 7, 6, 5, 8, 14, 6, 8, 15, 8])[0]
        pool = [("digit lost", 4), ("digit doubled", 2), ("digit put in", 2), ("two digits exchanged", 2), ("neighbouring key", 3), ("power of ten", 3), ("decimal sign lost", 2), ("zero", 3), ("round figure", 1)]
        fac = {"revenue_vnd": [(1.12, 1.35, "a plan for an actual"), (.45, .8, "part of the year"), (1.8, 2.3, "two years added up"), (.08, .09, "a month")],
               "profit_vnd": [(1.12, 1.5, "a plan for an actual"), (.4, .8, "part of the year"), (1.5, 2.5, "two years added up")],
               "member_income_vnd": [(2.4, 4.6, "per household"), (.08, .0835, "per month"), (.45, .8, "part of the year"), (1.1, 1.3, "a plan")], "worker_income_vnd": [(.08, .0835, "per month"), (.45, .8, "part of the year"), (1.1, 1.3, "a plan")],
               "members": [(1.1, 1.4, "a plan"), (1.6, 2.4, "persons of the households"), (.5, .8, "one group only")], "workers": [(1.6, 3, "seasonal ones too"), (.4, .7, "part only")], "new_members": [(1.5, 4, "since foundation"), (.4, .7, "half a year")],
               "managers_trained": [(1.5, 3, "courses, not heads"), (.4, .6, "half a year")], "revenue_from_members_vnd": [(1.3, 1.9, "two years"), (.3, .7, "part")], "managers": [(1.4, 2.2, "with team heads")]}[f]
        pool += [("times a factor", 6), ("last year's figure", 3), ("another unit's figure", 4), ("the next column's figure", 3)]
        if f == "profit_vnd":
            pool.append(("minus lost or put in", 4))
        op = R.choices([p for p, _ in pool], [w for _, w in pool])[0]
        many = R.choices(["one", "run", "row", "districts"], [78, 10, 7, 5])[0]
        if op in ("another unit's figure", "the next column's figure", "last year's figure") and many in ("row", "districts"):
            many = "one"
        tg = []
        c = lambda r: r[f] not in (None, 0) or op == "zero" and r[f] not in (None, 0)
        if many == "districts":
            for d in R.sample(list(DISTRICT), R.randint(2, 3)):
                L = [r for r in self.T.b2[(y, d)] if r["unit_type"] == "HTX" and r["status"] == ACTIVE and c(r) and self.free("b2", (y, d), r, f)]
                if L:
                    tg.append((d, R.choice(L), f))
        else:
            u = self.unit(y, c, tht=.2 if f in ("members", "revenue_vnd", "member_income_vnd") else .08)
            if not u:
                return None
            d, r = u
            if many == "run":
                L = self.T.b2[(y, d)]
                i = next(i for i, q in enumerate(L) if q is r)
                tg = [(d, q, f) for q in L[i:i + R.randint(2, 5)] if c(q) and q["status"] == ACTIVE]
            elif many == "row":
                fs = R.sample([q for q in NUM if r[q] not in (None, 0)], min(R.randint(2, 4), sum(r[q] not in (None, 0) for q in NUM)))
                tg = [(d, r, q) for q in fs]
            else:
                tg = [(d, r, f)]
        tg = [t for t in tg if self.free("b2", (y, t[0]), t[1], t[2])]
        if not tg:
            return None
        fx = R.choice(fac)
        s = Slip(op, f"biểu 2 {y} {'+'.join(sorted({d for d, _, _ in tg}))} {f if many != 'row' else 'several fields'}", None, many if len(tg) > 1 else "one")
        muchs = []
        for d, r, q in tg:
            div = self.div(d, q)
            w = r[q] / div
            w = int(w) if w == int(w) else round(w, 4)
            if op == "last year's figure":
                p = self.prev.get((y - 1, r["_uid"]))
                res = None if not p or p[q] in (None, r[q]) else (p[q] / div, "last year's")
            elif op == "another unit's figure":
                L = [z for z in self.T.b2[(y, d)] if z is not r and z[q] not in (None, r[q]) and (z["unit_type"] == "THT") == (r["unit_type"] == "THT")]
                res = (R.choice(L)[q] / div, "looked up in another row") if L else None
            elif op == "the next column's figure":
                i = NUM.index(q)
                n = NUM[i + 1] if i + 1 < len(NUM) and (NUM[i + 1] in COUNTS) == (q in COUNTS) else NUM[i - 1]
                res = (r[n] / self.div(d, n), f"figure of {n}") if r[n] not in (None, r[q]) and (n in COUNTS) == (q in COUNTS) else None
            else:
                res = self.figure(op, w, fx)
            if res is None:
                continue
            new = res[0] * div
            new = int(round(new)) if q in COUNTS or abs(new - round(new)) < 1e-6 else int(round(new))
            if new == r[q] or (q in COUNTS and new < 0):
                continue
            self.judge_cell(s, y, d, r, q, new)
            self.set(s, "b2", (y, d), r, q, new)
            muchs.append(res[1])
        if not s.edits:
            return None
        if s.many in ("run", "districts") and len(s.cells) == 1:
            s.many = "one"
        s.much = "; ".join(dict.fromkeys(muchs))
        s.place = "cell"
        return s

    def s_blank_zero(self):
        """0 where nobody knew: truth is null"""
        R, y = self.R, self.yr()
        f = R.choice(["member_income_vnd", "worker_income_vnd", "revenue_vnd", "members"])
        u = self.unit(y, lambda r: r[f] is None if f != "members" else False, tht=.4)
        if not u:
            return None
        d, r = u
        if not self.free("b2", (y, d), r, f):
            return None
        s = Slip("0 for not known", f"biểu 2 {y} {d} {f}", "0", "one")
        s.see(f in INCOME and (r["revenue_vnd"] or 0) > 0, "income 0 in a unit that trades")
        s.see(f == "revenue_vnd" and r["member_income_vnd"], "revenue 0 in a unit that pays incomes")
        self.set(s, "b2", (y, d), r, f, 0)
        s.place = "cell"
        return s

    # ================================================================ words and days of biểu 2
    def s_word(self):
        R, y = self.R, self.yr()
        op = R.choices(["state", "rating", "sector", "type", "day of foundation", "code", "name"], [5, 5, 2, 2, 4, 2, 2])[0]
        tht = {"day of foundation": .8, "type": .5, "state": .3, "name": .4}.get(op, 0)
        u = self.unit(y, lambda r: r["unit_type"] != "LHHTX", tht)
        if not u:
            return None
        d, r = u
        f = {"state": "status", "rating": "rating", "sector": "sector", "type": "unit_type", "day of foundation": "founded_on", "code": "registration_code", "name": "name"}[op]
        if not self.free("b2", (y, d), r, f) or r[f] is None:
            return None
        s = Slip(f"another {op}", f"biểu 2 {y} {d} {f}", "", "one")
        rg = self.reg.get((y, r["_uid"]))
        p = self.prev.get((y - 1, r["_uid"]))
        if op == "state":
            new = R.choice([STOP, GONE])
            s.see(rg is not None, "registry says active")
            s.see((r["revenue_vnd"] or 0) > 0, "it trades")
        elif op == "rating":
            if r["unit_type"] == "THT":
                return None
            new = R.choice([x for x in ("Tốt", "Khá", "Trung bình", "Yếu") if x != r[f]])
            b = next((q for q in self.T.b5[y] if q["_uid"] == r["_uid"]), None)
            s.see(b is not None, "biểu 5 says otherwise (precedence settles)")
            s.see(r["founded_on"][:4] == str(y), "a unit of this year is rated")
            s.see(not self.follow[(y, d)] and (new in ("Tốt", "Khá")) != (r[f] in ("Tốt", "Khá")), "biểu 1 of the same file says otherwise")
        elif op == "sector":
            new = R.choice([x for x in SECT if x not in (r[f], "Tín dụng")])
            s.see(rg is not None, "industry code of the registry")
            s.see(p is not None, "last year's sector")
        elif op == "type":
            new = "HTX" if r["unit_type"] == "THT" else "THT"
            s.see(True, "name, registry, last year")
            s.note = "row keeps its name"
        elif op == "day of foundation":
            o = r[f]
            how = R.choice(["year", "day and month", "this year", "digit"])
            if how == "year":
                new = f"{int(o[:4]) + R.choice([-1, 1])}{o[4:]}"
            elif how == "day and month":
                if int(o[8:]) > 12 or o[8:] == o[5:7]:
                    return None
                new = f"{o[:4]}-{o[8:]}-{o[5:7]}"
            elif how == "this year":
                new = f"{y}{o[4:]}"
            else:
                new = o[:3] + str((int(o[3]) + R.choice([3, 4, 5, 6])) % 10) + o[4:]
            if new == o or new > f"{y}-11-30" or new < "1990":
                return None
            s.much = how
            s.see(rg is not None, "registry's day (precedence settles)")
            s.see(p is not None, "last year's list had another day")
            s.see(p is not None and new[:4] == str(y), "it stood in last year's list")
            s.see(r["unit_type"] == "THT" and not self.follow[(y, d)] and (new[:4] == str(y)) != (o[:4] == str(y)), "biểu 1 of the same file says otherwise")
        elif op == "code":
            how = R.choice(["two digits exchanged", "another unit's"])
            o = r[f]
            if how == "another unit's":
                L = [q for q in self.T.b2[(y, d)] if q["registration_code"] and q is not r]
                if not L:
                    return None
                new = R.choice(L)["registration_code"]
            else:
                i = R.randrange(3, 8)
                new = o[:i] + o[i + 1] + o[i] + o[i + 2:]
            s.much = how
            if new == o:
                return None
            s.see(True, "check digit or the other unit's row; registry")
        else:
            w = r["name"].split()
            i = len(w) - 1
            how = R.choice(["a mark", "a letter", "another word"])
            x = w[i]
            if how == "another word":
                w[i] = R.choice([q for q in SUF if q != x])
            elif how == "a letter":
                w[i] = x[:-1] if len(x) > 2 else x + "h"
            else:
                tr = {"ạ": "a", "á": "à", "à": "á", "ợ": "ơ", "â": "a", "ệ": "ê", "ứ": "ư", "í": "i", "ọ": "o", "ả": "a", "ă": "a", "ư": "u", "ê": "e", "ộ": "ô", "ĩ": "i"}
                c = [q for q in x if q in tr]
                if not c:
                    return None
                w[i] = x.replace(c[0], tr[c[0]])
            new = " ".join(w)
            if new == r["name"]:
                return None
            s.much = how
            s.see(r["registration_code"] is not None or p is not None, "code or last year's row tell the unit")
        if new == r[f]:
            return None
        self.set(s, "b2", (y, d), r, f, new)
        s.place = "cell"
        return s

    # ================================================================ rows of biểu 2
    def s_row(self):
        R, y = self.R, self.yr()
        op = R.choice(["left out", "there twice", "there twice, shortened", "the dead again", "two in one", "the neighbour's figures", "in another district", "in two districts", "a series"])
        key = None
        if op == "the dead again":
            y = 2019
            c = [(d, r) for d in DISTRICT for r in self.T.b2[(2018, d)] if r["status"] == GONE and r["unit_type"] == "THT" and ("b2", (2019, d)) not in self.listx]
            if not c:
                return None
            d, r = R.choice(c)
            pp = self.prev.get((2017, r["_uid"])) or r
            L = self.T.b2[(2019, d)]
            new = {**r, "_id": self.nid, "status": ACTIVE, "_uid": None, "_was": r["_uid"], "workers": pp["workers"] or 2, "new_members": 0, "revenue_vnd": pp["revenue_vnd"], "revenue_from_members_vnd": pp["revenue_from_members_vnd"], "profit_vnd": pp["profit_vnd"],
                   "member_income_vnd": pp["member_income_vnd"], "worker_income_vnd": pp["worker_income_vnd"]}
            self.nid += 1
            s = Slip(op, f"biểu 2 2019 {d}", "one THT", "row")
            s.edits.append(("add", "b2", (2019, d), L[R.randrange(len(L) // 2, len(L))]["_id"], new))
            s.see(True, "last year's list reported it dissolved")
            s.place, s.row = "row", ("b2", (2019, d), new["_id"], r["name"])
            return s
        u = self.unit(y, lambda r: r["unit_type"] != "LHHTX", .9 if "shortened" in op else .5)
        if not u:
            return None
        d, r = u
        key = (y, d)
        L = self.T.b2[key]
        i = next(i for i, q in enumerate(L) if q is r)
        if not self.free("b2", key, r):
            return None
        s = Slip(op, f"biểu 2 {y} {d}", r["unit_type"], "row")
        s.place, s.row = "row", ("b2", key, r["_id"], r["name"])
        p = self.prev.get((y - 1, r["_uid"]))
        if op == "left out":
            s.edits.append(("del", "b2", key, r["_id"]))
            s.see(r["unit_type"] != "THT", "it stands in the registry")
            s.see(p is not None and p["status"] == ACTIVE, "it stood in last year's list and was not dissolved")
            s.see(self.prev.get((y + 1, r["_uid"])) is not None, "it stands in next year's list")
            s.see(not self.follow[key], "biểu 1 of the same file counts it")
        elif op.startswith("there twice"):
            new = {**r, "_id": self.nid, "_uid": None, "_was": r["_uid"]}
            self.nid += 1
            if "shortened" in op:
                w = r["name"].split()
                if r["unit_type"] != "THT" or len(w) < 5:
                    return None
                new["name"] = " ".join([w[0]] + w[R.choice([2, 3]):])
                new["members"] = max(3, (r["members"] or 8) + R.choice([-1, 0, 1]))
                k = R.randrange(i, min(len(L), i + 12))
            else:
                k = R.choice([i, min(len(L) - 1, i + R.randint(1, 20))])
            s.edits.append(("add", "b2", key, L[k]["_id"], new))
            s.row = ("b2", key, new["_id"], new["name"])
            s.other.append(("b2", key, r["_id"]))
            s.see(True, "same commune, day and amounts" if "shortened" in op else "the same row stands above")
        elif op == "two in one":
            if i + 1 >= len(L) or L[i + 1]["unit_type"] != r["unit_type"] or L[i + 1]["status"] != ACTIVE or not self.free("b2", key, L[i + 1]):
                return None
            q = L[i + 1]
            n = 0
            for f in NUM:
                if r[f] is not None and q[f] is not None and f not in INCOME:
                    self.set(s, "b2", key, r, f, r[f] + q[f])
                    self.set(s, "b2", key, q, f, None)
                    n += 1
                elif f in INCOME and q[f] is not None:
                    self.set(s, "b2", key, q, f, None)
            if n < 3:
                return None
            s.other.append(("b2", key, q["_id"]))
            s.see(True, "the other row is empty, this one doubled")
        elif op == "the neighbour's figures":
            if i + 1 >= len(L) or L[i + 1]["unit_type"] != r["unit_type"] or L[i + 1]["status"] != ACTIVE:
                return None
            q = L[i + 1]
            n = 0
            for f in NUM:
                if q[f] != r[f]:
                    self.set(s, "b2", key, r, f, q[f])
                    n += 1
            if n < 4:
                return None
            s.see(True, "two rows alike; the unit's own past")
        elif op == "in another district" or op == "in two districts":
            o = R.choice([x for x in DISTRICT if x != d])
            M_ = self.T.b2[(y, o)]
            if ("b2", (y, o)) in self.listx:
                return None
            new = {**r, "_id": self.nid, "_moved": True}
            self.nid += 1
            if op == "in two districts":
                new["_uid"] = None
                new["_was"] = r["_uid"]
            else:
                s.edits.append(("del", "b2", key, r["_id"]))
            s.edits.append(("add", "b2", (y, o), R.choice(M_)["_id"], new))
            s.row = ("b2", (y, o), new["_id"], r["name"])
            s.other.append(("b2", key, r["_id"]))
            s.see(True, "commune of another district; the other list; registry")
        else:
            f = R.choice(["members", "workers", "managers"])
            k = R.randint(4, 9)
            run = [q for q in L[i:i + k] if q["status"] == ACTIVE and q[f] is not None and self.free("b2", key, q, f)]
            if len(run) < 4:
                return None
            s.what, s.many, s.much = "a series instead of a copy", f"run of {len(run)}", f"from {run[0][f]} up by one"
            for j, q in enumerate(run[1:], 1):
                if q[f] != run[0][f] + j:
                    self.set(s, "b2", key, q, f, run[0][f] + j)
            if len(s.cells) < 3:
                return None
            s.place, s.col = "column", ("b2", key, f)
            s.see(True, "counts that rise by one from row to row, against the units' past")
        self.rowx.add(("b2", r["_id"]))
        return s

    # ================================================================ columns of biểu 2
    def s_column(self):
        R, y = self.R, self.yr()
        d = self.dist(y, 14)
        if d is None:
            return None
        key = (y, d)
        L = [r for r in self.T.b2[key] if r["status"] == ACTIVE]
        f = R.choices(NUM, [4, 2, 3, 2, 3, 4, 2, 3, 4, 3])[0]
        op = R.choice(["one row too low", "one row too high", "sorted by itself", "a scale", "one growth for all", "last year's column", "copied down", "zeros", "part of the year", "a plan", "two columns exchanged", "blank"])
        rows = [r for r in L if self.free("b2", key, r, f)]
        if len(rows) < 10:
            return None
        s = Slip(op, f"biểu 2 {y} {d} {f}", "", "column")
        s.place, s.col = "column", ("b2", key, f)
        val = [r[f] for r in rows]
        pv = [self.prev.get((y - 1, r["_uid"]), {}).get(f) for r in rows]
        if op in ("one row too low", "one row too high"):
            k = R.randrange(0, len(rows) // 3)
            n = len(rows) - k
            seg = rows[k:]
            vv = val[k:]
            new = [vv[0]] + vv[:-1] if op.endswith("low") else vv[1:] + [vv[-1]]
            for r, q in zip(seg, new):
                if r[f] != q:
                    self.set(s, "b2", key, r, f, q)
            s.much = f"from row {k + 1} of {len(rows)}"
        elif op == "sorted by itself":
            h = [r for r in rows if r[f] is not None]
            new = sorted((r[f] for r in h), reverse=R.random() < .5)
            for r, q in zip(h, new):
                if r[f] != q:
                    self.set(s, "b2", key, r, f, q)
        elif op == "a scale":
            if f in COUNTS:
                return None
            k = R.choice([1000, .001, 10, .1, 1 / 12, 12])
            s.much = f"×{k:.4g}"
            for r in rows:
                if r[f]:
                    self.set(s, "b2", key, r, f, int(round(r[f] * k)))
        elif op == "one growth for all":
            k = R.choice([1.1, 1.1, 1.12, 1.15, 1.2, 1.05])
            s.much = f"last year ×{k}"
            for r, p in zip(rows, pv):
                if p and r[f] is not None:
                    q = round(p * k) if f in COUNTS else r10k(p * k)
                    if q != r[f]:
                        self.set(s, "b2", key, r, f, q)
        elif op == "last year's column":
            for r, p in zip(rows, pv):
                if p is not None and p != r[f]:
                    self.set(s, "b2", key, r, f, p)
        elif op == "copied down":
            i = R.randrange(0, len(rows) - 6)
            k = R.randint(5, min(20, len(rows) - i))
            for r in rows[i + 1:i + k]:
                if r[f] != rows[i][f] and rows[i][f] is not None:
                    self.set(s, "b2", key, r, f, rows[i][f])
            s.many, s.much = f"run of {k}", "the first row's value"
        elif op == "zeros":
            for r in rows:
                if r[f]:
                    self.set(s, "b2", key, r, f, 0)
        elif op == "blank":
            for r in rows:
                if r[f] is not None:
                    self.set(s, "b2", key, r, f, None)
        elif op == "part of the year":
            k = R.choice([.5, .6, .75, .75, .83, .9])
            fs = [q for q in FLOWS if q != "profit_vnd" or True]
            s.much, s.many, s.place, s.sheet = f"every flow ×{k}", "sheet", "sheet", ("b2", key)
            s.where = f"biểu 2 {y} {d} flows"
            for q in fs:
                for r in L:
                    if r[q] and self.free("b2", key, r, q):
                        v = round(r[q] * k) if q in COUNTS else r10k(r[q] * k)
                        if v != r[q]:
                            self.set(s, "b2", key, r, q, v)
            self.listx.add(("b2", key))
        elif op == "a plan":
            k = R.uniform(1.06, 1.18)
            s.much = f"about ×{k:.2f}, round figures"
            for r in rows:
                if r[f]:
                    q = r[f] * k * R.uniform(.97, 1.03)
                    q = math.ceil(q) if f in COUNTS else round(q / (10 * M)) * 10 * M if q > 100 * M else round(q / M) * M
                    if q and q != r[f]:
                        self.set(s, "b2", key, r, f, q)
        else:
            a, b = R.choice([("revenue_vnd", "revenue_from_members_vnd"), ("member_income_vnd", "worker_income_vnd"), ("members", "new_members"), ("managers", "managers_trained"), ("workers", "managers"), ("revenue_from_members_vnd", "profit_vnd")])
            s.where, s.col, s.much = f"biểu 2 {y} {d} {a} and {b}", ("b2", key, a), f"{a} <-> {b}"
            for r in L:
                if r[a] != r[b] and self.free("b2", key, r, a) and self.free("b2", key, r, b):
                    self.set(s, "b2", key, r, a, r[b])
                    self.set(s, "b2", key, r, b, next(q[4] for q in s.cells[::-1] if q[2] == r["_id"] and q[3] == a))
        if len(s.cells) < 5:
            return None
        weak = (op == "a plan" and False) or (op in ("last year's column",) and f in ("managers",))
        s.see(not weak, "the column as a whole against the units' own past and rows")
        if not self.follow[key] and f in ITEM_OF and op not in ("sorted by itself", "one row too low", "one row too high"):
            s.see(True, "biểu 1 of the same file says otherwise")
        for c in s.cells:
            pass
        return s

    # ================================================================ sheets and files
    def s_sheet(self):
        R, y = self.R, self.yr()
        op = R.choice(["cut off", "last year's rows", "older draft as correction", "filtered", "last year's Alliance list", "another day's extract", "extract cut off"])
        if op == "last year's Alliance list":
            if ("all", 2019) in self.listx:
                return None
            s = Slip(op, "alliance_members 2019", "nobody came, nobody left", "file")
            self.swap(s, "all", 2019, self.T.all[2018])
            self.listx.add(("all", 2019))
            s.place, s.sheet = "file", ("all", 2019)
            s.see(True, "row by row the list of 2018; registry's dissolutions")
            return s
        if op in ("another day's extract", "extract cut off"):
            if ("reg", 2019) in self.listx:
                return None
            L = self.T.reg[2019]
            s = Slip(op, "registry_extract 2019", "", "file")
            if op == "extract cut off":
                k = R.randint(4, 18)
                gone = L[-k:]
                s.much = f"last {k} rows missing"
            else:
                day = f"2019-{R.choice(['06', '07', '09'])}-30"
                gone = [r for r in L if r["registered_on"] > day]
                for r in L:
                    if r["status_on"] and r["status_on"] > day and r not in gone:
                        self.set(s, "reg", 2019, r, "status", ACTIVE)
                        self.set(s, "reg", 2019, r, "status_on", r["registered_on"])
                s.much = f"as of {day}"
            for r in gone:
                s.edits.append(("del", "reg", 2019, r["_id"]))
            self.listx.add(("reg", 2019))
            s.place, s.sheet = "file", ("reg", 2019)
            s.see(True, "districts and Alliance list units that it lacks")
            return s
        d = self.dist(y, 12)
        if d is None:
            return None
        key = (y, d)
        if any(self.clash(("b2", key))):
            return None
        L = self.T.b2[key]
        s = Slip(op, f"biểu 2 {y} {d}", "", "sheet")
        s.place, s.sheet = "sheet", ("b2", key)
        if op == "cut off":
            k = R.randint(3, max(4, len(L) // 4))
            for r in L[-k:]:
                s.edits.append(("del", "b2", key, r["_id"]))
            s.much = f"last {k} rows missing"
            s.see(True, "last year's units are missing from the end on")
        elif op == "filtered":
            com = R.choice(L)["commune"]
            hit = [r for r in L if r["commune"] == com]
            if not 2 <= len(hit) <= len(L) // 2:
                return None
            for r in hit:
                s.edits.append(("del", "b2", key, r["_id"]))
            s.much = f"without {com} ({len(hit)} rows)"
            s.see(True, "a whole commune of last year is missing")
        elif op == "last year's rows":
            if y == 2018:
                return None
            self.swap(s, "b2", key, self.T.b2[(2018, d)])
            s.see(True, "row by row the list of 2018")
        else:
            k = R.uniform(.7, .92)
            s.much = f"fewer rows, flows ×{k:.2f}"
            s.edits.append(("draft", (y, d, "agency_report")))
            for r in R.sample(L, max(1, len(L) // 12)):
                s.edits.append(("del", "b2", key, r["_id"]))
            dead = {e[3] for e in s.edits if e[0] == "del"}
            for r in L:
                if r["_id"] not in dead:
                    for f in ("revenue_vnd", "profit_vnd", "member_income_vnd", "new_members"):
                        if r[f] and R.random() < .6:
                            self.set(s, "b2", key, r, f, round(r[f] * k) if f in COUNTS else r10k(r[f] * k))
            s.place, s.many = "file", "file"
            s.see(True, "the earlier version has more rows and larger figures")
        self.listx.add(("b2", key))
        return s

    def clash(self, lk):
        """are there already slips in this list?"""
        ids = {r["_id"] for r in self.T.table(lk[0])[lk[1]]}
        yield lk in self.listx
        yield any(c[0] == lk[0] and c[1] in ids for c in self.cellx)
        yield any(c[0] == lk[0] and c[1] in ids for c in self.rowx)
        for sl in self.slips:
            yield any(e[0] in ("add", "del") and e[1:3] == lk for e in sl.edits)

    def swap(self, s, t, key, rows):
        for r in self.T.table(t)[key]:
            s.edits.append(("del", t, key, r["_id"]))
        last = None
        for r in rows:
            n = {**r, "_id": self.nid}
            self.nid += 1
            s.edits.append(("add", t, key, last, n))
            last = n["_id"]

    # ================================================================ totals
    def s_total(self):
        R, y = self.R, self.yr()
        d = R.choice([x for x in DISTRICT if ("b1", (y, x)) not in self.listx])
        L = {r["item"]: r for r in self.T.b1[(y, d)]}
        op = R.choice(["digit lost", "digit doubled", "neighbouring key", "two digits exchanged", "power of ten", "last year's value", "mean of means", "a sum for a mean", "a mean for a sum", "off by some", "two items exchanged", "columns exchanged", "zero", "blank"])
        built = [i for i in ITEMS if i not in ("I.7a", "I.7b", "III.1b")]
        it = R.choice(built)
        if op in ("mean of means", "a sum for a mean"):
            it = R.choice(["I.4", "I.5", "I.6", "I.6x"])
        if op == "a mean for a sum":
            it = R.choice(["I.2", "I.3", "I.7", "III.2"])
        r = L[it]
        f = "value" if R.random() < .8 or op in ("mean of means", "a sum for a mean", "a mean for a sum", "two items exchanged", "columns exchanged", "last year's value") else "previous_value"
        if not self.free("b1", (y, d), r, f) or r[f] is None:
            return None
        s = Slip("total: " + op, f"biểu 1 {y} {d} {it}", "", "one")
        s.place = "cell"
        s.see(it in built, "the units' figures")
        h = [q for q in self.T.b2[(y, d)] if q["unit_type"] in ("HTX", "QTDND") and q["status"] != GONE]
        src = {"I.4": "revenue_vnd", "I.5": "profit_vnd", "I.6": "worker_income_vnd", "I.6x": "member_income_vnd"}
        div = M if it in src else 1
        w = r[f] / div
        w = int(w) if w == int(w) else round(w, 4)
        if op == "last year's value":
            new = r["previous_value"]
        elif op == "mean of means":
            v = [q[src[it]] for q in h if q[src[it]] is not None]
            new = r10k(sum(v) / len(v)) if it in ("I.6", "I.6x") else r10k(sum(sorted(v)[len(v) // 2:len(v) // 2 + 1]))
            s.much = "unweighted mean" if it in ("I.6", "I.6x") else "the median"
        elif op == "a sum for a mean":
            new = sum(q[src[it]] or 0 for q in h)
        elif op == "a mean for a sum":
            n = len(h) if it != "III.2" else L["III.1"]["value"]
            new = round(r[f] / max(1, n))
        elif op == "off by some":
            new = r[f] + R.choice([-3, -2, -1, 1, 2, 3]) * (div if div == 1 else 5 * M)
        elif op == "two items exchanged":
            o = L[R.choice([i for i in ITEMS if i != it and (i in src) == (it in src)])]
            if o["value"] == r["value"] or not self.free("b1", (y, d), o, "value"):
                return None
            self.set(s, "b1", (y, d), o, "value", r["value"])
            new = o["value"]
            s.many = "two cells"
        elif op == "columns exchanged":
            s.many = "column"
            for q in L.values():
                if q["value"] != q["previous_value"] and self.free("b1", (y, d), q, "value"):
                    self.set(s, "b1", (y, d), q, "value", q["previous_value"])
                    self.set(s, "b1", (y, d), q, "previous_value", q["value"])
            s.place, s.col = "column", ("b1", (y, d), "value")
            s.where = f"biểu 1 {y} {d} both columns"
            self.listx.add(("b1", (y, d)))
            return s if len(s.cells) > 6 else None
        elif op == "blank":
            new = None
        else:
            res = self.figure(op, w, None)
            if res is None:
                return None
            new, s.much = int(round(res[0] * div)), res[1]
        if new == r[f]:
            return None
        self.set(s, "b1", (y, d), r, f, new)
        return s

    # ================================================================ the registry
    def s_registry(self):
        R = self.R
        if ("reg", 2019) in self.listx:
            return None
        op = R.choice(["old became new", "year of registration", "state", "dissolution undone", "dissolved in error", "district not the commune's", "left out", "there twice", "type", "code", "conversion day in the wrong column"])
        ok = [r for r in self.T.reg[2019] if r["status"] == ACTIVE and r["unit_type"] in ("HTX", "QTDND") and self.free("reg", 2019, r)]
        r = R.choice(ok)
        s = Slip("registry: " + op, "registry_extract 2019", "", "one")
        s.place = "cell"
        y18 = self.reg.get((2018, r["_uid"]))
        b = self.prev.get((2019, r["_uid"]))
        if op == "old became new":
            c = [q for q in ok if q["registered_on"] < "2014"]
            r = R.choice(c)
            new = f"2019-{R.randint(2, 10):02d}-{R.randint(1, 28):02d}"
            self.set(s, "reg", 2019, r, "registered_on", new)
            s.see(True, "last year's extract, biểu 2, conversion day")
        elif op == "year of registration":
            k = R.choice([-10, -1, 1, 2, 5])
            n = f"{int(r['registered_on'][:4]) + k}{r['registered_on'][4:]}"
            if n > "2019-11-28":
                n = f"{int(r['registered_on'][:4]) - 1}{r['registered_on'][4:]}"
            self.set(s, "reg", 2019, r, "registered_on", n)
            s.much = f"{n[:4]} for {r['registered_on'][:4]}"
            s.see(True, "biểu 2" + (", last year's extract" if y18 else ""))
        elif op == "state":
            self.set(s, "reg", 2019, r, "status", R.choice(["Tạm ngừng kinh doanh", "Không hoạt động tại địa chỉ đã đăng ký", "Đang làm thủ tục giải thể", "Bị thu hồi"]))
            self.set(s, "reg", 2019, r, "status_on", "2019-05-15")
            s.see(True, "biểu 2 reports it active and trading (precedence settles)")
        elif op == "dissolution undone":
            c = [q for q in self.T.reg[2019] if q["status"] == GONE and self.free("reg", 2019, q) and q["unit_type"] != "LHHTX"]
            if not c:
                return None
            r = R.choice(c)
            self.set(s, "reg", 2019, r, "status", ACTIVE)
            self.set(s, "reg", 2019, r, "status_on", r["registered_on"])
            s.see(r["status_on"][:4] in ("2018", "2019") or self.reg.get((2018, r["_uid"])), "last year's extract or biểu 2 have it dissolved")
        elif op == "dissolved in error":
            self.set(s, "reg", 2019, r, "status", GONE)
            self.set(s, "reg", 2019, r, "status_on", f"2019-{R.randint(2, 10):02d}-10")
            s.see(True, "biểu 2 reports it active and trading")
        elif op == "district not the commune's":
            n = R.choice([x for x in DISTRICT.values() if x != r["district"]])
            self.set(s, "reg", 2019, r, "district", n)
            s.see(True, "its own commune code, the district that lists it")
        elif op == "left out":
            s.edits.append(("del", "reg", 2019, r["_id"]))
            self.rowx.add(("reg", r["_id"]))
            s.place, s.row, s.many = "row", ("reg", 2019, r["_id"], r["name"]), "row"
            s.see(b is not None, "a district lists it; last year's extract")
        elif op == "there twice":
            n = {**r, "_id": self.nid, "_uid": None, "_was": r["_uid"]}
            self.nid += 1
            if R.random() < .6:
                n["registration_code"] = tax_code(R, set())
                n["registered_on"] = f"2019-{R.randint(2, 10):02d}-12"
                n["_uid"] = -n["_id"]
                s.much = "with another code and this year's day"
            s.edits.append(("add", "reg", 2019, R.choice(self.T.reg[2019])["_id"], n))
            s.place, s.row, s.many = "row", ("reg", 2019, n["_id"], n["name"]), "row"
            s.other.append(("reg", 2019, r["_id"]))
            s.see(True, "same name, commune and certificate; no district lists a second")
        elif op == "type":
            n = "LHHTX" if r["unit_type"] == "HTX" else "HTX"
            self.set(s, "reg", 2019, r, "unit_type", n)
            s.see(True, "its name, biểu 2, last year's extract")
        elif op == "code":
            c = [q for q in ok if q["registration_code"]]
            r = R.choice(c)
            o = r["registration_code"]
            i = R.randrange(3, 8)
            n = o[:i] + o[i + 1] + o[i] + o[i + 2:]
            if n == o:
                return None
            self.set(s, "reg", 2019, r, "registration_code", n)
            s.see(True, "check digit")
        else:
            c = [q for q in ok if q["converted_on"]]
            r = R.choice(c)
            self.set(s, "reg", 2019, r, "registered_on", r["converted_on"])
            self.set(s, "reg", 2019, r, "converted_on", None)
            s.see(True, "last year's extract, biểu 2")
        return s

    # ================================================================ the Alliance
    def s_alliance(self):
        R = self.R
        if ("all", 2019) in self.listx:
            return None
        y = 2019
        L = self.T.all[y]
        op = R.choice(["no decision", "left and still there", "left out", "there twice", "year of joining", "joined before it existed", "left day that is none", "a neighbour's name", "a future day"])
        live = [r for r in L if not r["left_on"] and r["unit_type"] in ("HTX", "QTDND") and self.free("all", y, r)]
        r = R.choice(live)
        s = Slip("Alliance: " + op, f"alliance_members {y}", "", "one")
        s.place = "cell"
        in18 = any(q["_uid"] == r["_uid"] for q in self.T.all[2018])
        if op == "no decision":
            free = [k for (yy, k), q in self.reg.items() if yy == 2019 and q["status"] == ACTIVE and q["unit_type"] == "HTX" and not any(z["_uid"] == k for z in L)]
            if not free:
                return None
            k = R.choice(free)
            q = self.reg[(2019, k)]
            n = {"_id": self.nid, "_uid": k, "name": q["name"], "unit_type": q["unit_type"], "registration_code": q["registration_code"], "district": q["district"], "joined_on": f"2019-{max(2, int(q['registered_on'][5:7]) if q['registered_on'][:4] == '2019' else 2):02d}-27", "decision_no": None, "left_on": None}
            self.nid += 1
            s.edits.append(("add", "all", y, L[-1]["_id"], n))
            s.place, s.row, s.many = "row", ("all", y, n["_id"], n["name"]), "row"
            s.what = "Alliance: a member by application"
            s.see(True, "a day but no decision")
        elif op == "left and still there":
            c = [q for q in L if q["left_on"] and q["unit_type"] in ("HTX", "QTDND") and self.free("all", y, q)]
            if not c:
                return None
            r = R.choice(c)
            self.set(s, "all", y, r, "left_on", None)
            w = next((q for q in self.T.all[2018] if q["_uid"] == r["_uid"]), None)
            s.see(w is not None and w["left_on"], "last year's list has the day it left")
            s.see(self.reg.get((2019, r["_uid"]), {}).get("status") == GONE, "registry has it dissolved")
        elif op == "left out":
            s.edits.append(("del", "all", y, r["_id"]))
            self.rowx.add(("all", r["_id"]))
            s.place, s.row, s.many = "row", ("all", y, r["_id"], r["name"]), "row"
            s.see(in18, "last year's list has it, nobody left")
        elif op == "there twice":
            n = {**r, "_id": self.nid, "name": r["name"].replace("Hợp tác xã", "HTX"), "joined_on": r["joined_on"] if R.random() < .5 else f"2019-0{R.randint(2, 9)}-14"}
            self.nid += 1
            s.edits.append(("add", "all", y, R.choice(L)["_id"], n))
            s.place, s.row, s.many = "row", ("all", y, n["_id"], n["name"]), "row"
            s.other.append(("all", y, r["_id"]))
            s.see(True, "the same unit stands twice")
        elif op == "year of joining":
            k = R.choice([-1, 1, 2])
            n = f"{int(r['joined_on'][:4]) + k}{r['joined_on'][4:]}"
            if n > "2019-11-28" or n < "2003":
                n = f"{int(r['joined_on'][:4]) - 1}{r['joined_on'][4:]}"
            self.set(s, "all", y, r, "joined_on", n)
            s.much = f"{n[:4]} for {r['joined_on'][:4]}"
            s.see(in18, "last year's list has another day")
            g = self.reg.get((2019, r["_uid"]))
            s.see(g and n < g["registered_on"], "before its registration")
            s.see(not in18 and n < "2019", "last year's list lacks it")
        elif op == "joined before it existed":
            g = self.reg.get((2019, r["_uid"]))
            n = f"{int(g['registered_on'][:4]) - R.randint(1, 4)}{r['joined_on'][4:]}"
            self.set(s, "all", y, r, "joined_on", n)
            s.see(True, "before its registration")
        elif op == "left day that is none":
            self.set(s, "all", y, r, "left_on", f"2019-{R.randint(2, 10):02d}-18")
            s.see(False, "")
            s.note = "nobody else knows whether it left"
        elif op == "a neighbour's name":
            c = [q for q in live if q["district"] != r["district"]]
            if not c:
                return None
            q = R.choice(c)
            self.set(s, "all", y, r, "name", q["name"])
            s.see(True, "the name stands twice; its own code or last year's row")
        else:
            self.set(s, "all", y, r, "joined_on", f"20{R.randint(20, 29)}{r['joined_on'][4:]}")
            s.see(True, "after the report's day")
        return s

    # ================================================================ biểu 3, 4, 5
    def s_other(self):
        R, y = self.R, self.yr()
        form = R.choice(["b3", "b4", "b5", "b5"])
        if form == "b3":
            keys = [k for k in self.T.b3 if k[0] == y and self.T.b3[k]]
            key = R.choice(keys)
            r = R.choice(self.T.b3[key])
            op = R.choice(["one class of two agencies", "participants", "days reversed", "more women than all", "last year's day"])
            s = Slip("class: " + op, f"biểu 3 {y} {key[1]}", "", "one")
            s.place = "cell"
            if not self.free("b3", key, r):
                return None
            if op == "one class of two agencies":
                o = R.choice([k for k in keys if k != key and (k[1] in ("LMHTX", "SNNPTNT") or key[1] in ("LMHTX", "SNNPTNT"))] or [None])
                if o is None:
                    return None
                n = {**r, "_id": self.nid}
                self.nid += 1
                s.edits.append(("add", "b3", o, self.T.b3[o][-1]["_id"], n))
                s.place, s.row, s.many = "row", ("b3", o, n["_id"], n["name"]), "row"
                s.other.append(("b3", key, r["_id"]))
                s.see(True, "same name, days and participants")
            elif op == "participants":
                res = self.figure(R.choice(["digit doubled", "power of ten", "digit put in"]), r["participants"], None)
                if not res or int(res[0]) == r["participants"]:
                    return None
                self.set(s, "b3", key, r, "participants", int(res[0]))
                s.much = res[1]
                s.see(res[0] > 120 or res[0] < r["women"], "size of a class; women")
            elif op == "days reversed":
                if r["from_on"] == r["to_on"]:
                    return None
                self.set(s, "b3", key, r, "from_on", r["to_on"])
                self.set(s, "b3", key, r, "to_on", r["from_on"])
                s.see(True, "it ends before it begins")
            elif op == "more women than all":
                self.set(s, "b3", key, r, "women", r["participants"] + R.randint(1, 9))
                s.see(True, "more women than participants")
            else:
                self.set(s, "b3", key, r, "from_on", f"{y - 1}{r['from_on'][4:]}")
                s.see(True, "not in the year")
            return s
        if form == "b4":
            key = R.choice([k for k in self.T.b4 if k[0] == 2019 and self.T.b4[k]])
            L = self.T.b4[key]
            op = R.choice(["done, nothing to show", "figures one row too low", "state left out"])
            s = Slip("task: " + op, f"biểu 4 2019 {key[1]}", "", "one")
            s.place = "cell"
            if op == "figures one row too low":
                if len(L) < 4 or not all(self.free("b4", key, r, "quantity") for r in L):
                    return None
                for a, b in zip(L[1:], L):
                    if a["quantity"] != b["quantity"]:
                        self.set(s, "b4", key, a, "quantity", b["quantity"])
                if len(s.cells) < 2:
                    return None
                s.place, s.col, s.many = "column", ("b4", key, "quantity"), "column"
                s.see(any(r["state"] == "Chưa thực hiện" for r in L), "figures beside tasks not begun")
                return s
            c = [r for r in L if r["state"] != "Chưa thực hiện" and self.free("b4", key, r)]
            if not c:
                return None
            r = R.choice(c)
            if op == "state left out":
                self.set(s, "b4", key, r, "state", None)
                s.see(True, "a task led without a state")
            else:
                self.set(s, "b4", key, r, "state", "Hoàn thành") if r["state"] != "Hoàn thành" else None
                self.set(s, "b4", key, r, "result", None)
                self.set(s, "b4", key, r, "quantity", None)
                s.see(True, "neither result nor figure")
            return s
        key = y
        L = self.T.b5[y]
        op = R.choice(["rating against score", "digit of the score", "above 100", "a band off", "the neighbours' scores", "left out", "district"])
        r = R.choice(L)
        if not self.free("b5", key, r):
            return None
        s = Slip("rating: " + op, f"biểu 5 {y}", "", "one")
        s.place = "cell"
        if op == "rating against score":
            self.set(s, "b5", key, r, "rating", R.choice([x for x in ("Tốt", "Khá", "Trung bình", "Yếu") if x != r["rating"]]))
            s.see(True, "score beside it; biểu 2")
        elif op == "digit of the score":
            q = R.choice([10 * (r["score"] % 10) + r["score"] // 10, round(r["score"] / 10, 1), r["score"] - 30 if r["score"] > 60 else r["score"] + 30])
            self.set(s, "b5", key, r, "score", round(q, 1))
            s.see(BAND(q) != r["rating"], "rating beside it")
        elif op == "above 100":
            self.set(s, "b5", key, r, "score", r["score"] * 10)
            s.see(True, "above 100")
        elif op == "a band off":
            q = max(30, min(98, r["score"] + R.choice([-18, 18])))
            if BAND(q) == r["rating"]:
                return None
            self.set(s, "b5", key, r, "score", q)
            self.set(s, "b5", key, r, "rating", BAND(q))
            s.see(True, "biểu 2 says otherwise (precedence settles)")
        elif op == "the neighbours' scores":
            i = R.randrange(0, len(L) - 8)
            run = L[i:i + R.randint(5, 12)]
            if not all(self.free("b5", key, z) for z in run):
                return None
            for a, b in zip(run[1:], run):
                if a["score"] != b["score"]:
                    self.set(s, "b5", key, a, "score", b["score"])
                if a["rating"] != b["rating"]:
                    self.set(s, "b5", key, a, "rating", b["rating"])
            if len(s.cells) < 4:
                return None
            s.place, s.col, s.many = "column", ("b5", key, "score"), f"run of {len(run)}"
            s.see(True, "biểu 2's ratings, shifted by a row")
        elif op == "left out":
            s.edits.append(("del", "b5", key, r["_id"]))
            self.rowx.add(("b5", r["_id"]))
            s.place, s.row, s.many = "row", ("b5", key, r["_id"], r["name"]), "row"
            s.see(False, "")
        else:
            self.set(s, "b5", key, r, "district", R.choice([x for x in DISTRICT.values() if x != r["district"]]))
            s.see(True, "code and registry")
        return s

    GRAMMAR = [("s_figure", 46), ("s_blank_zero", 2), ("s_word", 9), ("s_row", 11), ("s_column", 9), ("s_sheet", 3), ("s_total", 7), ("s_registry", 7), ("s_alliance", 6), ("s_other", 8)]
    CAP = {"s_sheet": 2, "s_column": 5}

    def draw(self, count):
        R, n = self.R, Counter()
        tries = 0
        while len(self.slips) < count and tries < 5000:
            tries += 1
            g = R.choices([a for a, _ in self.GRAMMAR], [b for _, b in self.GRAMMAR])[0]
            if n[g] >= self.CAP.get(g, 99):
                continue
            snap = (set(self.cellx), set(self.rowx), set(self.listx))
            s = getattr(self, g)()
            if s is not None and s.edits and not self.overlaps(s):
                n[g] += 1
                s.family = g[2:]
                s.id = len(self.slips) + 1
                self.slips.append(s)
            else:
                self.cellx, self.rowx, self.listx = snap
        return self.slips

    def overlaps(self, s):
        """a list that another slip replaced, or a row that another slip removed, is out of bounds"""
        mine = {(e[1], e[2], e[3]) for e in s.edits if e[0] in ("set", "del")}
        for o in self.slips:
            gone = {(e[1], e[2], e[3]) for e in o.edits if e[0] == "del"}
            if mine & gone:
                return True
            if {(e[1], e[2], e[3]) for e in s.edits if e[0] == "del"} & {(e[1], e[2], e[3]) for e in o.edits if e[0] in ("set", "del")}:
                return True
        return False

    # ---------------------------------------------------------------- consequences: totals of offices that sum up their own list
    def consequences(self, P):
        out = []
        for y in YEARS:
            for d in DISTRICT:
                if not self.follow[(y, d)] or ("b1", (y, d)) in self.listx:
                    continue
                a, b = b1_of(self.T.b2[(y, d)], y), b1_of(P.b2[(y, d)], y)
                for r in P.b1[(y, d)]:
                    i = r["item"]
                    if i in a and a[i] != b[i] and ("b1", r["_id"], "value") not in self.cellx:
                        out.append(("set", "b1", (y, d), r["_id"], "value", b[i]))
                        if y == 2018:
                            q = next(z for z in P.b1[(2019, d)] if z["item"] == i)
                            if ("b1", q["_id"], "previous_value") not in self.cellx and ("b1", (2019, d)) not in self.listx:
                                out.append(("set", "b1", (2019, d), q["_id"], "previous_value", b[i]))
        return out


def clean_row(r):
    return {k: v for k, v in r.items()}


def make(seed, kind, out, count=25, events=None):
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    led = {"seed": seed, "kind": kind, "events": [], "slips": []}
    if kind == "unusual":
        P = Unusual(seed, events).build()
        led["events"] = P.events
        W_ = P
        places = write(P, out, seed)
    elif kind == "clean":
        P = Maker(seed).build()
        places = write(P, out, seed)
    else:
        P = Maker(seed).build()
        D = Drawer(seed, P)
        D.draw(count)
        W_ = P.copy()
        for s in D.slips:
            for e in s.edits:
                if e[0] == "draft":
                    before = P.copy()
                    for o in D.slips:
                        if o is not s:
                            apply(before, o.edits)
                    W_.drafts.append({"key": e[1], "before": before})
            apply(W_, s.edits)
        cons = D.consequences(W_)
        apply(W_, cons)
        for dr in W_.drafts:          # the earlier version has its own sums
            apply(dr["before"], D.consequences(dr["before"]))
        places = write(W_, out, seed)
        byid = {}
        for t in ("b1", "b2", "b3", "b4", "b5", "reg", "all"):
            for Q in (P, W_):
                for k, L in Q.table(t).items():
                    for r in L:
                        byid[(t, r["_id"])] = (k, r)
        show = lambda v, f, key: v
        def where(t, key, i, f=None):
            pl = places.get(i)
            d = {"path": pl[0] if pl else None, "sheet": pl[1] if pl else SHEETS[t], "row": pl[2] if pl else None, "column": COLS[t].get(f) if f else None}
            if t == "reg" and d["path"] and d["path"].endswith(".csv"):
                d["sheet"] = None
            if not pl:
                y, s = (key if isinstance(key, tuple) else (key, {"b5": "SNNPTNT", "reg": "SKHDT", "all": "LMHTX"}[t]))
                d["path"] = next((p[0] for j, p in places.items() if p[1] == SHEETS[t] and p[0].startswith(f"{y}/{s}/")), next((p[0] for j, p in places.items() if p[0].startswith(f"{y}/{s}/") and (t != "reg" or "so-dang-ky" in p[0])), None))
            return d
        for s in D.slips:
            alone = P.copy()
            apply(alone, s.edits)
            eff, weighs = effect(P, alone)
            # biểu 1 items of a province that a wrong total misreports are not wrongness of T1–T9: units count
            if s.place == "cell":
                c = s.cells[0]
                main = where(c[0], c[1], c[2], c[3])
            elif s.place == "row":
                t, key, i, nm = s.row
                main = where(t, key, i)
                main["unit"] = nm
            elif s.place == "column":
                t, key, f = s.col
                main = where(t, key, next(c[2] for c in s.cells if c[0] == t and c[3] == f), f)
                main["row"] = None
            else:
                t, key = s.sheet
                main = where(t, key, -1)
            led["slips"].append({
                "id": s.id, "family": s.family, "what": s.what, "where": s.where, "how_much": s.much, "how_many": s.many, "place_kind": s.place, "place": main,
                "cells": [{**where(c[0], c[1], c[2], c[3]), "field": c[3], "unit": (byid[(c[0], c[2])][1].get("name") or byid[(c[0], c[2])][1].get("item") or byid[(c[0], c[2])][1].get("task")), "true": c[4], "written": c[5]} for c in s.cells],
                "rows_removed": [{**where(e[1], e[2], e[3]), "row": None, "unit": byid[(e[1], e[3])][1].get("name")} for e in s.edits if e[0] == "del"][:60],
                "rows_added": [{**where(e[1], e[2], e[4]["_id"]), "unit": e[4].get("name")} for e in s.edits if e[0] == "add"][:60],
                "other_side": [where(*o) for o in s.other], "detectable": s.detectable, "evidence": list(dict.fromkeys(s.evidence)), "weighs": weighs, "effect": eff, "note": s.note,
                "office_sums_its_list": None if not s.cells or s.cells[0][0] != "b2" else D.follow[s.cells[0][1]]})
        led["consequences"] = [{**where(e[1], e[2], e[3], e[4]), "item": byid[(e[1], e[3])][1]["item"], "true": next(r for r in P.b1[e[2]] if r["_id"] == e[3])[e[4]], "written": e[5]} for e in cons]
        eff, _ = effect(P, W_)
        led["effect_of_all"] = eff
        led["indicators_written"] = {y: indicators(W_, y) for y in YEARS}
    led["indicators_truth"] = {y: indicators(P, y) for y in YEARS}
    led["verdicts_truth"] = verdicts(led["indicators_truth"][2019], led["indicators_truth"][2018])
    (out / "ledger.json").write_text(json.dumps(led, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")
    return led


def about():
    print(__doc__)
    for a, b in Drawer.GRAMMAR:
        print(f"  {b:3}  {a}")
    D = Drawer("about", Maker("about").build())
    for s in D.draw(40):
        print(f"  - {s.what} | {s.where} | {s.much} | {s.many} | {'seen by: ' + ', '.join(dict.fromkeys(s.evidence)) if s.detectable else 'not detectable'}")


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--seed", default="1")
    ap.add_argument("--out")
    ap.add_argument("--kind", choices=["clean", "unusual", "errors"], default="errors")
    ap.add_argument("--count", type=int, default=25)
    ap.add_argument("--events", help="for unusual: names, comma separated")
    ap.add_argument("--about", action="store_true")
    a = ap.parse_args()
    if a.about:
        about()
        sys.exit()
    if not a.out:
        ap.error("--out is needed")
    led = make(a.seed, a.kind, a.out, a.count, a.events.split(",") if a.events else None)
    print(f"{a.kind} {a.seed}: {len(led['slips'])} slips, {sum(s['detectable'] for s in led['slips'])} detectable, {sum(s['weighs'] for s in led['slips'])} weigh; {len(led['events'])} events")
