"""python -m tests.outside.relaid.check PLAIN_DIR OUT_DIR: every fact of the plain files still stands in the relaid ones, at the place the writer says, in the form the style says.

Reads the relaid files anew with calamine, openpyxl or csv (not with the writer), the plain ones with model.py; facts that a group row, a title or a sheet carries have no cell of their own: their words are looked for in the file."""
import csv, datetime as dt, json, re, sys, unicodedata
from collections import Counter
from pathlib import Path
import openpyxl, xlrd
from python_calamine import CalamineWorkbook
from tests.outside.relaid import model
from tests.outside.relaid.text import tcvn3, vni

DITTO = {"nt", "-nt-", "Như trên", '"'}
GROUP_WORDS = {"HTX": "hợp tác xã", "QTDND": "quỹ tín dụng nhân dân", "LHHTX": "liên hiệp hợp tác xã", "THT": "tổ hợp tác"}


def fold(s):
    return " ".join(unicodedata.normalize("NFC", str(s)).lower().split())


def read(path, styles):
    """{sheet: {(row, column): value}}"""
    if path.suffix == ".csv":
        b = path.read_bytes()
        enc = "utf-16" if b[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig" if b[:3] == b"\xef\xbb\xbf" else "latin-1"
        s = b.decode(enc)
        skip = 1 if s.startswith("sep=") else 0
        body = s.split("\r\n", 1)[1] if skip else s
        sep = max(";,\t", key=lambda c: body.count(c))
        return {None: {(r, c): v for r, line in enumerate(csv.reader(body.splitlines(True), delimiter=sep), 1) for c, v in enumerate(line, 1) if v != ""}}
    if path.suffix == ".xlsx":
        wb = openpyxl.load_workbook(path, data_only=True)
        return {ws.title: {(c.row, c.column): c.value for row in ws.iter_rows() for c in row if c.value is not None} for ws in wb}
    if path.suffix == ".xls":
        wb = xlrd.open_workbook(path, formatting_info=False)
        return {s.name: {(r + 1, c + 1): (xlrd.xldate_as_datetime(s.cell_value(r, c), 0) if s.cell_type(r, c) == 3 else s.cell_value(r, c)) for r in range(s.nrows) for c in range(s.ncols) if s.cell_value(r, c) != ""} for s in wb.sheets()}
    wb = CalamineWorkbook.from_path(str(path))
    out = {}
    for n in wb.sheet_names:
        sh = wb.get_sheet_by_name(n)
        out[n] = {(r, c): v for r, row in enumerate(sh.to_python(skip_empty_area=False), 1) for c, v in enumerate(row, 1) if v != ""}
    return out


def number(v):
    if isinstance(v, (int, float)):
        return float(v)
    s = str(v).replace("\u00a0", " ").strip()
    k = 10 ** 9 if "tỷ" in s else 10 ** 6 if "triệu" in s else 1
    m = re.match(r"^\(([\d.,]+)\)", s)
    if m:
        return -number(m[1])
    s = re.sub(r"[^\d.,−-]", "", s).replace("−", "-")
    return float(s.replace(".", "").replace(",", ".")) * k if "," in s or re.match(r"^-?\d{1,3}(\.\d{3})+$", s) or "." not in s else float(s) * k


def day(v, want):
    if isinstance(v, dt.datetime):
        return v.date()
    if isinstance(v, dt.date):
        return v
    if isinstance(v, (int, float)):
        v = int(v)
        return dt.date(v // 10000, v // 100 % 100, v % 100) if v > 10 ** 7 else want if v == want.year else dt.date(1899, 12, 30) + dt.timedelta(v)
    s = str(v)
    m = re.match(r"^(\d{4})-(\d\d)-(\d\d)T(\d\d):.*Z$", s)
    if m:
        t = dt.datetime(int(m[1]), int(m[2]), int(m[3]), int(m[4])) + dt.timedelta(hours=7)
        return t.date()
    n = [int(x) for x in re.findall(r"\d+", s)]
    if re.fullmatch(r"\d{8}", s):
        return dt.date(n[0] // 10000, n[0] // 100 % 100, n[0] % 100)
    if len(n) == 1:
        return want if n[0] == want.year else dt.date(1899, 12, 30) + dt.timedelta(n[0])
    if len(n) == 2:
        return want if n == [want.month, want.year] else None
    return dt.date(n[0], n[1], n[2]) if n[0] > 31 else dt.date(n[2], n[1], n[0])


def same(v, want, how, arg):
    legacy = None
    if ":" in how:
        legacy, how = how.split(":")
    enc = {"tcvn3": tcvn3, "vni": vni}.get(legacy, lambda s: s)
    text = lambda s: fold(enc(str(s)))
    if how in ("num", "neg", "part"):
        return abs(number(v) * arg * (-1 if how == "neg" else 1) - want) < max(1e-6 * abs(want), .006)
    if how == "date":
        return day(v, want) == want
    if how in ("day", "month", "year"):
        return int(float(v)) == getattr(want, how)
    if how == "tick":
        return want == arg and str(v) in ("x", "X", "✓", "1", "1.0")
    if how == "code":
        return re.sub(r"\D", "", str(v).split(",")[0].split(".0")[0] if str(v).endswith(".0") else str(v).split(",")[0]) == want
    if how == "ditto":
        return str(v) in DITTO
    if how == "name":
        return text(want) in fold(v)
    if how == "word":
        return bool(v) and want == arg
    if how == "task":
        return re.sub(r"\W", "", str(want)).lower() in re.sub(r"\W", "", str(v)).lower()
    if how in ("address", "text+", "withunit"):
        return text(str(want).replace(".0", "")) in fold(v)
    if how == "period":
        return f"{want.month}/{want.year}" in str(v).replace("/0", "/")
    return text(want) == fold(str(v)[:-2] if isinstance(v, float) else v) or isinstance(v, float) and str(int(v)) == str(want)


def run(plain, out):
    truth, places = json.load(open(Path(out) / "truth.json"))["files"], json.load(open(Path(out) / "places.json"))
    bad, n, carried, lost = [], 0, Counter(), []
    for path, t in truth.items():
        facts = {f.kind: f for f in model.read_file(Path(plain) / "raw" / t["plain"], t["form"])}
        sheets = read(Path(out) / "raw" / path, t["styles"])
        legacy = [tcvn3] if {"file_csv_tcvn3", "font_tcvn3"} & set(t["styles"]) else [vni] if "file_csv_vni" in t["styles"] else []
        enc = legacy[0] if legacy else lambda s: s
        seen = set()
        for sheet, cells in places[path]["cells"].items():
            have = sheets.get(sheet) or sheets.get(None) or {}
            for r, c, kind, i, field, how, arg in cells:
                q = facts[kind].rows[i]
                want = q["current" if field == "current" else "previous" if field == "previous" else field]
                v = have.get((r, c))
                n += 1
                seen.add((kind, i, field))
                spoiled = any(m["kind"] == kind and (m["fields"] is None or field in m["fields"]) for m in t["must"])
                if want is None and v is None:
                    continue
                if legacy and how == "text" or legacy and how in ("name", "address"):
                    how = ("tcvn3:" if legacy[0] is tcvn3 else "vni:") + how
                try:
                    ok = v is not None and same(v, want, how, arg)
                except Exception as e:
                    ok, v = False, f"{v!r} {e!r}"
                if not ok and not spoiled:
                    bad.append((path, t["styles"], sheet, r, c, kind, field, how, want, v))
        blob = fold(" ".join([k or "" for k in sheets] + [str(v) for s in sheets.values() for v in s.values()]))
        for kind, f in facts.items():
            spoiled = [m for m in t["must"] if m["kind"] == kind]
            for q in f.rows:
                for field, v in q.items():
                    if field in ("_i", "item", "label", "unit") or v is None or (kind, q["_i"], field) in seen or spoiled:
                        continue
                    w = [v] if not isinstance(v, dt.date) else [f"{v:%d/%m/%Y}", f"{v.day}/{v.month}/{v.year}"]
                    w += [GROUP_WORDS.get(v)] if GROUP_WORDS.get(v) else []
                    if any(fold(enc(str(x))) in blob for x in w) or f"{int(v)} " in blob + " " if isinstance(v, float) else any(fold(enc(str(x))) in blob for x in w):
                        carried[tuple(t["styles"]), kind, field] += 1
                    else:
                        lost.append((path, t["styles"], kind, field, v))
    return n, bad, carried, lost


def main():
    n, bad, carried, lost = run(*sys.argv[1:3])
    print(n, "facts at their cells,", len(bad), "wrong;", sum(carried.values()), "carried by a group row, title or sheet;", len(lost), "lost")
    for x in bad[:40]:
        print("  wrong", *x)
    for x in lost[:40]:
        print("  lost", *x)
    by = Counter((k, f) for (s, k, f), m in carried.items())
    print("  carried:", dict(by))
    return 1 if bad or lost else 0


if __name__ == "__main__":
    sys.exit(main())
