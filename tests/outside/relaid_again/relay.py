"""python -m tests.outside.relaid_again.relay PLAIN_DIR OUT_DIR --seed N [--alone] [--half open|held]"""
import argparse, csv, hashlib, json, random
from pathlib import Path
from tests.outside.relaid_again.core import *
from tests.outside.relaid_again.others import STYLES
from tests.outside.relaid_again.held import HELD


def fits(b, s):
    k = {t.kind for t in b.tabs()}
    if not k & set(s["kinds"]) or (s["when"] and not s["when"](b)):
        return False
    return s["files"] != "report" or b.form == "agency_report"


def assign(books, names, seed):
    """one style a file; the rarest kinds first; another seed goes on where the last one ended"""
    rot = {}
    got = {}
    cls = lambda b: "district" if b.tabs("b2") else "b5" if b.tabs("b5") else b.form if b.form != "agency_report" else "b4"
    n = {}
    for b in books:
        n.setdefault(cls(b), []).append(b)
    for k, bs in sorted(n.items()):
        lst = [s for s in names if any(fits(b, STYLES[s]) for b in bs)]
        if k == "district":         # those that fit district reports alone go first
            lst = [s for s in lst if set(STYLES[s]["kinds"]) & {"b1", "b2", "b3"}]
        random.Random(f"rot-{k}").shuffle(lst)
        at = seed * len(bs)
        rest = [lst[(at + i) % len(lst)] for i in range(len(bs))]
        free = list(bs)
        random.Random(f"files-{k}-{seed}").shuffle(free)
        for s in rest:
            b = next((x for x in free if fits(x, STYLES[s])), None)
            if b:
                got[b.path] = [s]
                free.remove(b)
        for b in free:
            c = [s for s in lst if fits(b, STYLES[s])]
            got[b.path] = [random.Random(f"{b.path}{seed}").choice(c)]
    return got


def several(b, names, R):
    out, taken, must = [], set(), False
    pool = [s for s in names if fits(b, STYLES[s])]
    R.shuffle(pool)
    want = R.randint(2, 4)
    for s in pool:
        x = STYLES[s]
        if x["must"] and (must or R.random() > .35):
            continue
        keys = {(k, sl) for k in x["kinds"] for sl in x["slots"] if any(t.kind == k for t in b.tabs())}
        if keys & taken or len(out) == want:
            continue
        must |= x["must"]
        taken |= keys
        out.append(s)
    ext = [s for s in out if STYLES[s]["slots"][0] == "file"]
    if must:
        out = [s for s in out if s not in ext]      # what hides something stays a workbook
    # heads last but one, sheets before whole files: the order in which a clerk would do it
    rank = {"num": 0, "date": 1, "code": 1, "name": 1, "unit": 2, "head": 3, "body": 4, "order": 5, "foot": 6, "top": 6, "heads_form": 7, "sheet": 8, "extra": 9, "file": 10}
    return sorted(out, key=lambda s: rank[STYLES[s]["slots"][0]])


def relay(plain, out, seed, alone=False, half=None, without=()):
    raw, dst = Path(plain) / "raw", Path(out) / "raw"
    rows = list(csv.DictReader(open(raw / "incoming.csv", encoding="utf-8")))
    books = [load(raw, r) for r in rows]
    by = {(b.sender, b.form, b.year): b for b in books}
    for b in books:
        p = by.get((b.sender, b.form, b.year - 1))
        b.prev = load(raw, next(r for r in rows if r["path"] == p.path)) if p else None
    names = sorted(s for s in STYLES if half is None or (s in HELD) == (half == "held"))
    got = assign(books, names, seed) if alone else {b.path: several(b, names, random.Random(f"several-{seed}-{b.path}")) for b in books}
    got = {p: [s for s in x if s not in without] for p, x in got.items()}
    truth = {}
    for b, row in zip(books, rows):
        for s in got[b.path]:
            x = STYLES[s]
            ts = [t for t in b.tabs() if t.kind in x["kinds"]]
            if ts:
                n = len(b.must)
                x["f"](b, ts, random.Random(f"{s}-{seed}-{b.path}"))
                for m in b.must[n:]:
                    m["style"] = s
        grids, places = build(b)
        path = str(Path(row["path"]).with_suffix(b.ext))
        f = dst / path
        f.parent.mkdir(parents=True, exist_ok=True)
        SAVE[b.ext](b, grids, f)
        row["path"], row["sha256"] = path, hashlib.sha256(f.read_bytes()).hexdigest()
        must = []
        for m in b.must:
            pl = [q for n in (m["recs"] if m["recs"] is not None else [t["_n"] for t in m["tab"].recs]) for q in places.get((m["kind"], n), [])]
            sh = sorted({q[0] for q in pl}) or [m["tab"].sheet]
            cols = sorted({q[2][m["field"]] for q in pl if m["field"] in q[2]}) if m["field"] else []
            units = [t.get("name") or t.get("item") or t.get("task") for t in m["tab"].recs if m["recs"] is None or t["_n"] in m["recs"]]
            must.append(dict(style=m["style"], path=path, sheet=sh, rows=None if m["whole"] or m["recs"] is None else [q[1] for q in pl], columns=cols, whole=m["whole"] or m["recs"] is None, field=m["field"], units=units if m["recs"] is not None else "all", what=m["what"], kind=m["kind"]))
        truth[path] = dict(sender=b.sender, form=b.form, year=b.year, styles=got[b.path if b.path in got else path], kinds=sorted({k for s in got[b.path] for k in STYLES[s]["kinds"] if any(t.kind == k for t in b.tabs())}), must_say=must)
    with open(dst / "incoming.csv", "w", newline="", encoding="utf-8") as f:
        w = csv.DictWriter(f, list(rows[0]))
        w.writeheader()
        w.writerows(rows)
    (Path(out) / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1), encoding="utf-8")
    return truth


def main():
    a = argparse.ArgumentParser()
    a.add_argument("plain")
    a.add_argument("out")
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--alone", action="store_true")
    a.add_argument("--half", choices=["open", "held"])
    a.add_argument("--without", nargs="*", default=[], metavar="STYLE", help="these files stay plain")
    a = a.parse_args()
    t = relay(a.plain, a.out, a.seed, a.alone, a.half, a.without)
    used = {s for x in t.values() for s in x["styles"]}
    print(f"{len(t)} files, {len(used)} styles of {len(STYLES)}")


if __name__ == "__main__":
    main()
