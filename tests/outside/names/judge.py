"""Puts each pair into small lists with its context, links them by the product's public entry, and counts.

    python -m tests.outside.names.judge open|held [--seed N] [-v]      with a seed: freshly drawn contexts and drawn names

Recall is over the pairs that are one unit (joined with a doubt or without). A wrong join is undoubted where the review list has nothing at its row.
"""
import argparse
import datetime as dt
import json
from collections import Counter
from pathlib import Path

from pipeline.config import load
from pipeline.identity.link import link
from tests.identity.landing import file, landing
from tests.outside.areas import COMMUNES, DISTRICT, tax_code
from tests.outside.names.grammar import bare
from tests.outside.names.make_pairs import make

HERE = Path(__file__).parent
A_DISTRICT, PLAIN = 4, ("Ánh Dương {}", "Bền Vững {}", "Cầu Vồng {}")
LIGHT = set("htx hop tac xa lien hiep cac tht to qtdnd quy tin dung nhan dan nong nghiep nn dich vu dv thuong mai tm san xuat sx xay dung xd van tai vt tong hop th so thon va xanh trong "
            "chan nuoi ca phe bo moi dak kon lam kd kinh doanh du lich dl che bien cb tan".split())


def words(case):
    names = [case["row"]["name"], *(u["name"] for u in case["units"])]
    return {w for n in names for w in bare(n).lower().replace("-", " ").replace(",", " ").split()} - LIGHT


def worlds(cases):
    """Cases packed so that no two of one district share a telling word."""
    packed = []
    for case in cases:
        places, own = {case["row"]["district"], *(u["district"] for u in case["units"])}, words(case)
        for world in packed:
            if all(len(world["at"].get(p, [])) < A_DISTRICT and not any(own & w for w in world["at"].get(p, [])) for p in places):
                break
        else:
            world = {"cases": [], "at": {}}
            packed.append(world)
        world["cases"].append(case)
        for p in places:
            world["at"].setdefault(p, []).append(own)
    return [w["cases"] for w in packed]


def day(text):
    return dt.date.fromisoformat(text) if text else None


def registry(unit):
    gone = unit["dissolved_in"]
    return {"registration_code": unit["code"], "unit_type": unit["type"], "name": unit["name"], "commune": unit["commune"], "district": DISTRICT[unit["district"]],
            "registered_on": day(unit["founded_on"]), "status": "Đã giải thể" if gone else "Đang hoạt động", "status_on": dt.date(gone, 6, 1) if gone else day(unit["founded_on"])}


def report(unit, name=None, code=True):
    return {"name": name or unit["name"], "unit_type": unit["type"], "registration_code": unit["code"] if code else None, "commune": unit["commune"],
            "founded_on": day(unit["founded_on"]), "operating_state": "Đang hoạt động", "members": 20}


class Lists:
    """The files of a world; ``asked``: (case, table, submission, row, key of its base row)."""

    def __init__(self, cases):
        self.rows, self.asked, used = {}, [], {u["code"] for c in cases for u in c["units"]}
        import random
        R = random.Random(7)
        for d in DISTRICT:
            for n, plain in enumerate(PLAIN):
                unit = {"type": "HTX", "name": "HTX Nông nghiệp " + plain.format(COMMUNES[d][n][2]), "district": d, "commune": COMMUNES[d][n][2], "code": tax_code(R, used),
                        "founded_on": "2013-05-06", "dissolved_in": None}
                for year in (2018, 2019):
                    self.add("registry_unit", year, "SKHDT", registry(unit))
                    self.add("unit_report", year, d, report(unit))
                    self.add("rating_report", year, "SNNPTNT", {"name": unit["name"], "registration_code": unit["code"], "district": DISTRICT[d], "score": 70.0})
                    self.add("alliance_member", year, "LMHTX", {"name": unit["name"], "unit_type": "HTX", "registration_code": None, "district": DISTRICT[d], "joined_on": dt.date(2014, 1, 1)})
        for case in cases:
            getattr(self, "_" + case["place"])(case, used, R)

    def add(self, table, year, sender, row):
        rows = self.rows.setdefault((table, year, sender), [])
        rows.append(row)
        return table, f"{sender}/{self.form(table)}/{year}/1", len(rows) + 6

    @staticmethod
    def form(table):
        return {"registry_unit": "registry_extract", "alliance_member": "alliance_members"}.get(table, "agency_report")

    def base(self, case, listed=True):
        """The registry of both years; in biểu 2 the living ones but the first, and the first too where another list is judged."""
        for n, unit in enumerate(case["units"]):
            at = [self.add("registry_unit", year, "SKHDT", registry(unit)) for year in (2018, 2019)][1]
            if n == 0:
                first = at
            if not unit["dissolved_in"] and (n or listed):
                for year in (2018, 2019):
                    self.add("unit_report", year, unit["district"], report(unit))
        return first

    def _b2(self, case, used, R):
        first, row = self.base(case, listed=False), case["row"]
        told = {"name": row["name"], "unit_type": row["type"], "registration_code": row["code"], "commune": row["commune"], "founded_on": day(row["founded_on"]),
                "operating_state": "Đang hoạt động", "members": 20}
        self.asked.append((case, self.add("unit_report", 2019, row["district"], told), first))

    def _lm(self, case, used, R):
        first, row = self.base(case), case["row"]
        joined = max(day(case["units"][0]["founded_on"]) + dt.timedelta(60), dt.date(2014, 1, 1)) if case["truth"] == "=" else dt.date(2018, 9, 1)
        told = {"name": row["name"], "unit_type": row["type"], "registration_code": row["code"], "district": DISTRICT[row["district"]], "joined_on": joined, "decision_no": "12/QĐ-LMHTX"}
        self.asked.append((case, self.add("alliance_member", 2019, "LMHTX", told), first))

    def _b5(self, case, used, R):
        first, row = self.base(case), case["row"]
        told = {"name": row["name"], "registration_code": row["code"], "district": DISTRICT[row["district"]], "score": 70.0}
        self.asked.append((case, self.add("rating_report", 2019, "SNNPTNT", told), first))

    def groups(self, case, stay):
        """The THT as last year's biểu 2 has them; the further ones stay this year."""
        first = None
        for n, unit in enumerate(case["units"]):
            at = self.add("unit_report", 2018, unit["district"], report(unit))
            first = first or at
            if n or stay:
                self.add("unit_report", 2019, unit["district"], report(unit))
        return first

    def _tt(self, case, used, R):
        first, row = self.groups(case, False), case["row"]
        told = {"name": row["name"], "unit_type": "THT", "commune": row["commune"], "founded_on": day(row["founded_on"]), "operating_state": "Đang hoạt động", "members": 20}
        self.asked.append((case, self.add("unit_report", 2019, row["district"], told), first))

    def _cf(self, case, used, R):
        first, row = self.groups(case, case["truth"] != "="), case["row"]
        heir = {"type": "HTX", "name": f"HTX Khởi Đầu {case['id'].replace('-', ' ')}", "district": row["district"], "commune": row["commune"], "code": tax_code(R, used),
                "founded_on": "2019-04-05", "dissolved_in": None}
        self.add("registry_unit", 2019, "SKHDT", registry(heir))
        self.asked.append((case, self.add("unit_report", 2019, row["district"], report(heir) | {"converted_from": row["name"]}), first))


def judged(cases):
    """[(case, joined to its base, joined to another case's or twin's, doubt said)]"""
    out = []
    for world in worlds(cases):
        lists = Lists(world)
        found = link(landing(*(file(t, y, *rows, sender=s) for (t, y, s), rows in lists.rows.items())), load())
        unit = {(r["table_name"], r["submission_id"], r["row"]): (r["unit_key"], r["counts_as"]) for r in found.unit_link.iter_rows(named=True)}
        before = dict(found.unit.select("unit_key", "predecessor_key").iter_rows())
        registered = dict(found.unit.select("unit_key", "in_registry").iter_rows())
        said = {(r["path"], r["row"]) for r in found.review.iter_rows(named=True)}
        for case, at, first in lists.asked:
            key, want = unit[at][0], unit[first][0]
            if case["place"] == "cf":
                key = before[key]
            sender, _form, year, _v = at[1].split("/")
            doubt = (f"{year}/{sender}/v1.xlsx", at[2]) in said
            elsewhere = key is not None and key != want and (registered.get(key, False) or case["place"] == "cf")
            out.append((case, key == want, elsewhere, doubt))
    return out


def tell(results, verbose):
    kinds = {}
    for case, joined, elsewhere, doubt in results:
        count = kinds.setdefault((case["truth"], case["kind"]), Counter())
        count["n"] += 1
        wrong = elsewhere or (joined and case["truth"] == "!")
        good = joined and case["truth"] == "="
        count["joined"] += good
        count["joined, doubted"] += good and doubt
        count["wrong, undoubted"] += wrong and not doubt
        count["wrong, doubted"] += wrong and doubt
        if verbose and (wrong and not doubt or case["truth"] == "=" and not joined):
            print("WRONG " if wrong else "missed", "said " if doubt else "     ", case["id"], case["kind"], case["place"], "|", case["units"][0]["name"], "|", case["row"]["name"], "|",
                  *(f"{k}={case['row'][k]}" for k in ("code", "founded_on") if case["row"][k]), *(u["name"] for u in case["units"][1:]))
    columns = ("n", "joined", "joined, doubted", "wrong, undoubted", "wrong, doubted")
    total = Counter()
    if verbose is not None:
        print(f"{'':24}" + "".join(f"{c:>18}" for c in columns))
    for (truth, kind), count in sorted(kinds.items()):
        if verbose is not None:
            print(f"{truth} {kind:22}" + "".join(f"{count[c]:>18}" for c in columns))
        total.update({f"{truth} {c}": v for c, v in count.items()})
    same, other = total["= n"], total["! n"]
    wrong, doubted = total["= wrong, undoubted"] + total["! wrong, undoubted"], total["= wrong, doubted"] + total["! wrong, doubted"]
    print(f"one unit: {same} pairs, recall {total['= joined'] / same:.3f} (of these with a doubt {total['= joined, doubted'] / max(1, total['= joined']):.3f}); "
          f"another unit: {other} pairs; wrong joins undoubted {wrong}, doubted {doubted}")
    return total


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("half", choices=("open", "held"))
    asked.add_argument("--seed", type=int)
    asked.add_argument("--totals", action="store_true")
    asked.add_argument("-v", "--verbose", action="store_true")
    got = asked.parse_args()
    if got.seed is None:
        cases = [json.loads(line) for line in (HERE / f"{got.half}.jsonl").read_text(encoding="utf-8").splitlines()]
    else:
        cases = make(got.seed)[got.half == "held"]
    tell(judged(cases), None if got.totals else got.verbose)
