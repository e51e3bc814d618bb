"""The product's reader as judge.py wants it."""
import datetime as dt
from pathlib import Path
from pipeline.config import load
from pipeline.intake.parse import parse
from pipeline.intake.read import request_of
from tests.intake.books import FORMS
from tests.intake.reading import SEVERITY
from tests.intake.test_cases import NAMES
P = load()
TABLES = {}
def read(path, form, sender, year):
    path = Path(path)
    row = {"reference_year": year, "sender": sender, "form": form, "path": path.name}
    p = parse(path.read_bytes(), request_of(row, P, {}), FORMS)
    rows = []
    for table, cols in p.tables.items():
        back = {NAMES["status"]["unit_report"]: "status"} if table == "unit_report" else {"class_name": "name", "organiser": "organizer", "start_on": "from_on", "end_on": "to_on", "managers_attending": "participants", "women_attending": "women"} if table == "training_class" else {}
        n = max((len(v) for v in cols.values()), default=0)
        for i in range(n):
            r = {back.get(k, k): (v[i].isoformat() if isinstance(v[i], dt.date) else v[i]) for k, v in cols.items()}
            r["_table"] = table
            rows.append(r)
    fs = [dict(severity=SEVERITY.get(f[0], "warning"), rule=f[0], sheet=f[1], row=f[2], column=f[3] if len(f) > 3 else None, message=" ".join(map(str, f))) for f in p.findings if f[0] != "sheet_missing" or not rows]  # sheets that are missing on purpose, but where nothing at all was read
    return rows, fs
