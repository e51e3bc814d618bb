"""Hand-written and drawn pairs as cases with their context: open.jsonl and held.jsonl.   python -m tests.outside.names.make_pairs [--seed N] [--out DIR]"""
import argparse
import datetime as dt
import hashlib
import json
import random
from pathlib import Path

from tests.outside.areas import COMMUNES, DISTRICT, tax_code
from tests.outside.names.grammar import draw

HERE = Path(__file__).parent


def hand():
    for line in (HERE / "hand.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        kind, places, truth, sort, base, written, *context = (part.strip() for part in line.split(" | "))
        for place in places.split(","):
            yield int(hashlib.sha1(line.encode()).hexdigest(), 16) % 2, (kind, place, truth, sort, base, written, context[0] if context else "")


def day(R, first, last):
    return dt.date(R.randint(first, last), R.randint(1, 12), R.randint(1, 28))


def other(R, choices, this):
    return R.choice([c for c in choices if c != this])


def case(R, number, half, drawn, codes):
    kind, place, truth, sort, base, written, context = drawn
    own, _, further = context.partition("+")
    asked = dict(word.split("=") for word in own.split())
    base_type, _, row_type = sort.partition(">")
    row_type = row_type or base_type
    district = R.choice(sorted(DISTRICT))
    commune = R.choice(COMMUNES[district])[2]
    fill = {"xa": commune, "huyen": DISTRICT[district]}
    unit = {"type": base_type, "name": base.format(**fill), "district": district, "commune": commune, "code": tax_code(R, codes) if base_type != "THT" else None,
            "founded_on": str(day(R, 2014, 2017) if "chet" not in asked else day(R, 2003, 2007)), "dissolved_in": int(asked["chet"]) if "chet" in asked else None}
    units = [unit]
    if further:
        name, _, how = further.strip().rpartition(" @")
        twin = {**unit, "name": name, "code": tax_code(R, codes) if base_type != "THT" else None, "founded_on": str(day(R, 2014, 2017))}
        if how == "xa=khac":
            twin["commune"] = other(R, [c[2] for c in COMMUNES[district]], commune)
        elif how == "huyen=khac":
            twin["district"] = other(R, sorted(DISTRICT), district)
            twin["commune"] = R.choice(COMMUNES[twin["district"]])[2]
        elif how.startswith("chet="):
            twin |= {"dissolved_in": int(how[5:]), "founded_on": str(day(R, 2003, 2007))}
        units.append(twin)
    row = {"type": row_type, "name": written.format(**fill), "district": district, "commune": commune, "code": None, "founded_on": None}
    if asked.get("huyen") == "khac":
        row["district"] = other(R, sorted(DISTRICT), district)
        row["commune"] = R.choice(COMMUNES[row["district"]])[2]
    if asked.get("xa") == "khac":
        row["commune"] = other(R, [c[2] for c in COMMUNES[district]], commune)
    told = asked.get("ngay") or R.choice(("cung", "khong") if truth == "=" else ("khac", "khac", "khong"))
    row["founded_on"] = {"cung": unit["founded_on"], "khong": None, "khac": str(day(R, 2018, 2018))}[told]
    if asked.get("ma") == "dung":
        row["code"] = unit["code"]
    elif asked.get("ma") == "khac" and row_type != "THT":
        row["code"] = tax_code(R, codes)
    if kind == "hai-nguoi" and place == "b2":
        row["commune"] = None
    return {"id": f"{'open' if half == 0 else 'held'}-{number:03d}", "kind": kind, "place": place, "truth": truth, "units": units, "row": row}


def make(seed):
    halves = ([], [])
    for half, drawn in hand():
        halves[half].append(drawn)
    for half in (0, 1):
        halves[half].extend(draw(seed * 2 + half, half))
    out = []
    for half, drawn in enumerate(halves):
        R, codes = random.Random(f"{seed} {half}"), set()
        out.append([case(R, n, half, d, codes) for n, d in enumerate(drawn, 1)])
    return out


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--out", type=Path, default=HERE)
    got = asked.parse_args()
    got.out.mkdir(parents=True, exist_ok=True)
    for which, cases in zip(("open", "held"), make(got.seed), strict=True):
        (got.out / f"{which}.jsonl").write_text("".join(json.dumps(c, ensure_ascii=False) + "\n" for c in cases), encoding="utf-8")
        print(which, len(cases), "pairs,", sum(c["truth"] == "=" for c in cases), "same")
