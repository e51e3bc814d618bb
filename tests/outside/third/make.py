"""python -m tests.outside.third.make --seed N --out DIR --kind clean|unusual|errors [--half open|held] [--size small|plain|large] [--only kind,kind]"""
import argparse
import json
import shutil
from pathlib import Path

from tests.outside.third.files import Writer
from tests.outside.third.truth import both
from tests.outside.third.world import Maker


def main(argv=None):
    a = argparse.ArgumentParser()
    a.add_argument("--seed", type=int, required=True)
    a.add_argument("--out", required=True)
    a.add_argument("--kind", choices=["clean", "unusual", "errors"], required=True)
    a.add_argument("--half", choices=["open", "held"])
    a.add_argument("--size", choices=["small", "plain", "large"], default="plain")
    a.add_argument("--only", help="kinds of slips or life, by comma")
    a = a.parse_args(argv)
    only = a.only.split(",") if a.only else None
    out = Path(a.out)
    shutil.rmtree(out / "raw", ignore_errors=True)
    life = None
    if a.kind == "unusual":
        from tests.outside.third.life import Life
        life = Life(a.seed, a.half, only)
    P = Maker(a.seed, a.size).build(life)
    led = dict(seed=a.seed, kind=a.kind, half=a.half, size=a.size, simulated=True, events=P.events)
    if a.kind == "errors":
        from tests.outside.third.ledger import seed_slips
        P, slips = seed_slips(P, a.seed, a.half, only)
    W = Writer(P, out, a.seed).write()
    led["frictions"] = [dict(what=f["what"], places=[dict(zip(("path", "sheet", "row"), W.at[i])) for i in f.get("ids", []) if i in W.at] + [dict(path=W.path[k], sheet=None, row=None) for k in f.get("keys", []) if k in W.path]) for f in P.frictions]
    if a.kind == "errors":
        from tests.outside.third.ledger import written
        led["slips"] = written(slips, W)
    led["indicators_written"] = both(P)
    out.mkdir(parents=True, exist_ok=True)
    (out / "ledger.json").write_text(json.dumps(led, ensure_ascii=False, indent=1, default=str))
    return led


if __name__ == "__main__":
    led = main()
    print(led["kind"], led["seed"], len(led.get("slips", led["events"])), "slips" if "slips" in led else "events")
