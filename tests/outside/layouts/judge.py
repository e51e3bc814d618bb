#!/usr/bin/env python
"""Judges a reader against the unseen layouts: per file read / said / silent.

    from tests.outside.layouts.judge import judge
    judge(read, folders=["open"])          # read(path, form, sender, year) -> (rows, findings)

`rows`: list of dicts: `row` (Excel's row number; CSV: line number), optionally `sheet`, and the contract's fields by the names of the .json files
(money `…_vnd` in đồng, dates ISO). `findings`: list of dicts severity, sheet, row, column, rule, message (None where unknown).
If `read` takes a keyword `previous`, it is given last year's file for the cases that need one; else those are "n/a".

read    all expected rows and fields as a person reads them, no other row, no error where none is due
said    a figure is missing or other, and a finding (error/warning) names its place: file, sheet, the row or the column; or the finding that must be said was said
scolded everything read right, but an `error` was said where the case wants none
silent  a figure is wrong, missing or invented, and nothing names its place; or what must be said was not said while the figures in question were read
Case keys beyond those of the shared cases: `columns` (field -> letters), `or_rows` (reading `rows` exactly is as good as saying), `concerned` (fields that must be null,
or an error be open), `or_null` (null accepted for these fields, if said), `optional_rows` (may be there or not), `all_unread`, `address_ok`, `never_in_message`,
`must_say_info` (the finding is wanted, but only printed as a remark), values "__any__" (not judged)."""
import argparse, importlib, inspect, json, re, sys, traceback, unicodedata
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path()
GOES = ("error", "warning")


def fold(s):
    s = unicodedata.normalize("NFD", str(s)).lower().replace("đ", "d")
    s = "".join(c for c in s if not unicodedata.combining(c))
    return re.sub(r"[\s'’]+", " ", s).strip()


def bare(s):
    s = fold(s).replace("h'", "h").replace("h drai", "hdrai")
    return re.sub(r"^(thanh pho|tp\.?|huyen|h\.|thi tran|tt\.?|xa|x\.|phuong|p\.)\s*", "", s).replace("ngok", "ngoc")


def same(f, want, got, address=False):
    if want == "__any__":
        return True
    if want is None or got is None or got == "":
        return want is None and got in (None, "")
    if isinstance(want, (int, float)) and not isinstance(want, bool):
        try:
            return abs(float(got) - float(want)) <= max(1e-6 * abs(want), 0.011 if f == "score" or abs(want) < 1000 and isinstance(want, float) else 0.5 if f.endswith("_vnd") else 1e-9)
        except (TypeError, ValueError):
            return False
    if f in ("commune", "district"):
        w, g = bare(want), bare(got)
        if w == g:
            return True
        return bool(address and re.search(r"(^|[ ,.-])(xa|x\.|phuong|p\.|thi tran|tt\.?)\s*" + re.escape(w) + r"($|[ ,.])", fold(got).replace("ngok", "ngoc")))
    if f in ("name", "content", "result", "organizer", "unit_of_measure", "converted_from"):
        n = lambda s: re.sub(r"\s+", " ", unicodedata.normalize("NFC", str(s))).strip()
        return n(want) == n(got)
    if f in ("sector", "status", "rating", "state", "unit_type"):
        return fold(want) == fold(got)
    return str(want).strip() == str(got)[:10].strip() if f.endswith("_on") else str(want).strip() == str(got).strip()


def shname(s):
    return re.sub(r"[^0-9a-z]", "", fold(s)) if s else None


def names_place(f, sheet, row, letters, case):
    """does finding f name the place (sheet, row, one of the columns)?"""
    if f.get("sheet") and sheet and shname(f["sheet"]) != shname(sheet):
        a, b = re.search(r"\d", fold(f["sheet"])), re.search(r"\d", fold(sheet))
        if not (a and b and a.group() == b.group() and case.get("form") == "agency_report" and "sheet" not in case.get("_rowsheets", ())):
            return False
    if f.get("row") is not None and row is not None and int(f["row"]) != int(row) and not int(f["row"]) < case.get("_first", 0):
        return False                      # (a finding at the header, above the first row, is about its column)
    if f.get("row") is not None and int(f["row"]) < case.get("_first", 0) and not f.get("column") and row is not None:
        return f["severity"] == "error"
    if f.get("column") and letters and str(f["column"]).upper() not in letters:
        # a range like H7:H19
        cs = re.findall(r"[A-Z]{1,2}", str(f["column"]).upper())
        if not set(cs) & set(letters):
            return False
    return True


def must(case, findings):
    conc = {c["field"] for c in case.get("concerned", [])}
    letters = {x for f in conc for x in case.get("columns", {}).get(f, [])}
    for m in case.get("must_say_one_of", []):
        for f in findings:
            if f["severity"] not in m["severity"]:
                continue
            if m.get("sheet") and f.get("sheet") and shname(m["sheet"]) != shname(f["sheet"]):
                continue
            if m.get("sheet") is None and (case.get("all_unread") or case.get("rows") == "__any__") and (f.get("row") is not None or f.get("sheet") and case.get("sheet")):
                continue                      # the file is to be told, not its rows
            if m.get("row") is not None:
                if f.get("row") is None and not (f["severity"] == "error" and f.get("column")):
                    continue
                if f.get("row") is not None and int(f["row"]) != int(m["row"]):
                    continue
            if letters and f.get("column") and not set(re.findall(r"[A-Z]{1,2}", str(f["column"]).upper())) & letters:
                continue                      # about another column
            return f
    return None


def not_of_this_sheet(f, case):
    """other sheets that the sender owes are missing on purpose: such findings do not count"""
    own = {re.search(r"\d", fold(s)).group() for s in [case.get("sheet"), *[r.get("sheet") for r in (case["rows"] if isinstance(case.get("rows"), list) else [])]] if s and re.search(r"\d", fold(s))}
    if case["form"] != "agency_report" or not own:
        return False
    if f.get("sheet") and (d := re.search(r"\d", fold(f["sheet"]))) and d.group() not in own:
        return True
    if not f.get("sheet") and f.get("row") is None:
        ds = set(re.findall(r"bieu(?: so)? ?0?(\d)", fold(f.get("message") or "") + " " + fold(f.get("value") or "")))
        return bool(ds) and not ds & own
    return False


def judge_one(case, rows, findings):
    """-> (verdict, list of remarks)"""
    remarks = []
    errors = [f for f in findings if f["severity"] == "error"]
    cols = case.get("columns", {})
    want = case.get("rows")
    msgs = " ".join(str(f.get("message") or "") + " " + str(f.get("value") or "") for f in findings)
    for s in case.get("never_in_message", []):
        if s and s in msgs:
            return "silent", [f"a finding quotes {s[:3]}…, which must be masked"]
    asked = case.get("must_say_one_of")
    hit = must(case, findings) if asked else None
    if case.get("all_unread") or want == "__any__":
        if hit:
            return "said", [f"{hit.get('rule')}: {str(hit.get('message'))[:90]}"]
        return "silent", [f"nothing said; {len(rows)} rows read"]
    case["_first"] = min([w["row"] for w in want or []], default=0) if not any("sheet" in d for d in want or []) else 0
    key = lambda d: (shname(d.get("sheet")) if multi else None, int(d["row"]) if d.get("row") is not None else None)
    multi = any("sheet" in d for d in want or [])
    case["_rowsheets"] = ("sheet",) if multi else ()
    got = defaultdict(list)
    for d in rows:
        got[key(d)].append(d)
    for k, v in got.items():
        if len(v) > 1:
            remarks.append((f"row {k} read {len(v)} times", "x", k[1], None, None, None))
    wrong = []          # (text, sheet, row, field, got, want)
    seen = set()
    for w in want or []:
        k = key(w)
        seen.add(k)
        sheet = w.get("sheet", case.get("sheet"))
        if k not in got:
            wrong.append(("row not read", sheet, w["row"], None, None, w.get("name") or w.get("item") or w.get("task")))
            continue
        g = got[k][0]
        for f, v in w.items():
            if f in ("row", "sheet"):
                continue
            if not same(f, v, g.get(f), case.get("address_ok")):
                wrong.append(("field", sheet, w["row"], f, g.get(f), v))
    for k in got:
        if k not in seen and k[1] not in case.get("optional_rows", []):
            wrong.append(("row invented", case.get("sheet"), k[1], None, got[k][0].get("name") or got[k][0].get("item"), None))
    # never
    for n in case.get("never", []):
        if not isinstance(n, dict):
            continue
        for k, v in got.items():
            if k[1] == n["row"]:
                for d in v:
                    x = d.get(n["field"])
                    if x is not None and same(n["field"], n["value"], x) and not any(names_place(f, case.get("sheet"), n["row"], cols.get(n["field"]), case) for f in errors):
                        return "silent", [f"row {n['row']}: read {n['field']} = {x!r}, which is never right"]
    bad = []
    for t, sheet, row, f, g, v in wrong:
        letters = cols.get(f) if f else None
        sev = GOES
        if t == "row not read" and want and case.get("form"):
            sev = GOES
        ok = any(names_place(q, sheet, row, letters, case) for q in findings if q["severity"] in sev)
        # a finding about the whole sheet or file does not cover a wrong VALUE or an invented row: row or column must be named, unless the figure is one the case is about
        about = any((c.get("row") in (None, row)) and c["field"] == f for c in case.get("concerned", []))
        if ok and g not in (None, "") and not (t == "row not read"):
            ok = any(names_place(q, sheet, row, letters, case) and (q.get("row") is not None or q.get("column") or about and q["severity"] == "error") for q in findings if q["severity"] in sev)
        if not ok:
            bad.append((t, sheet, row, f, g, v))
    show = lambda L: [f"{t}: row {r} {f or ''} got {g!r} want {v!r}" for t, s, r, f, g, v in L[:4]] + ([f"… {len(L)} in all"] if len(L) > 4 else [])
    if bad:
        if case.get("or_null"):
            bad = [b for b in bad if not (b[3] in case["or_null"] and b[4] in (None, "") and hit)]
        if bad:
            return "silent", show(bad)
    if asked:
        if hit:
            conc = case.get("concerned", [])
            if not errors and hit["severity"] != "error":
                for c in conc:      # a warning alone: the figure must be null or right
                    pass
            return "said", [f"{hit['severity']} {hit.get('rule')} row {hit.get('row')} col {hit.get('column')}"]
        if case.get("or_rows") and not wrong:
            return "read", []
        conc = case.get("concerned", [])
        live = []
        for c in conc:
            for k, v in got.items():
                if (c.get("row") is None or k[1] == c["row"]) and any(d.get(c["field"]) not in (None, "") for d in v):
                    live.append((k[1], c["field"]))
        return "silent", [f"not said: {asked[0]}" + (f"; read all the same: {live[:3]}" if live else "; figures null without a word")]
    if wrong:
        return "said", show(wrong)
    if errors:
        f = errors[0]
        return "scolded", [f"{f.get('rule')} row {f.get('row')} col {f.get('column')}: {str(f.get('message'))[:100]}"]
    info = case.get("must_say_info")
    if info and not any(f["severity"] in m["severity"] for m in info for f in findings):
        return "read", ["remark: the further column was not mentioned"]
    return "read", []


def judge(read, folders=("open",), only=None, out=sys.stdout, base=HERE):
    takes_prev = "previous" in inspect.signature(read).parameters
    tot, kinds = Counter(), defaultdict(Counter)
    for fo in folders:
        for j in sorted((base / fo).glob("*.json")):
            case = json.loads(j.read_text(encoding="utf-8"))
            if only and not re.search(only, j.stem):
                continue
            p = next(q for e in (".xlsx", ".xls", ".csv") if (q := j.with_suffix(e)).exists())
            kw = {}
            if case.get("previous"):
                if not takes_prev:
                    tot["n/a"] += 1
                    print(f"n/a      {fo}/{p.name}: needs last year's file", file=out)
                    continue
                kw["previous"] = str(base / fo / case["previous"])
            try:
                rows, fnd = read(str(p), case["form"], case["sender"], case["year"], **kw)
                fnd = [{**f, "severity": str(f["severity"]).lower()} for f in fnd]
                fnd = [f for f in fnd if not not_of_this_sheet(f, case)]
                v, rem = judge_one(case, rows, fnd)
            except Exception as e:
                v, rem = "crash", [f"{type(e).__name__}: {e}", traceback.format_exc().splitlines()[-3].strip()]
            tot[v] += 1
            kinds[case["kind"]][v] += 1
            print(f"{v:8} {fo}/{p.name}: {case['what']}" + "".join("\n           " + str(r) for r in (rem if v not in ("read",) or rem else [])), file=out)
    print("\n" + ", ".join(f"{k} {n}" for k, n in tot.most_common()), file=out)
    print("\nkind".ljust(19) + "read said scolded silent crash", file=out)
    for k, c in sorted(kinds.items(), key=lambda t: -t[1]["silent"]):
        print(f"{k:18}" + "".join(f"{c[s]:6}" for s in ("read", "said", "scolded", "silent", "crash")), file=out)
    return tot


def perfect(path, form, sender, year, previous=None):
    """a reader that knows the answers: shows that the judge is consistent"""
    case = json.loads(Path(path).with_suffix(".json").read_text(encoding="utf-8"))
    rows = case.get("rows")
    rows = [dict(r) for r in rows] if isinstance(rows, list) else []
    for r in rows:
        for k, v in list(r.items()):
            if v == "__any__":
                r[k] = None
    F = []
    m = case.get("must_say_one_of")
    if m:
        F.append({"severity": m[0]["severity"][0], "sheet": m[0]["sheet"], "row": m[0]["row"], "column": None, "rule": "perfect", "message": ""})
    return rows, F


def blind(path, form, sender, year, previous=None):
    """a reader that reads as `perfect` does and never says anything: every must-say case must come out silent"""
    return perfect(path, form, sender, year, previous)[0], []


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("reader", help="module:callable, e.g. my_adapter:read, or judge:perfect")
    ap.add_argument("folders", nargs="*", default=["open"])
    ap.add_argument("--only")
    a = ap.parse_args()
    m, c = a.reader.split(":")
    t = judge(getattr(importlib.import_module(m), c), a.folders, a.only, base=Path())
    sys.exit(1 if t["silent"] or t["crash"] else 0)
