"""The register of styles. Slots exclude one another; `when`: table (each table of the kinds), doc (the file), grid (after rendering)."""

STYLES = {}


class Style:
    def __init__(self, name, slot, kinds, when, fn, must, ok, fmt, against, about, years):
        self.name, self.slot, self.kinds, self.when, self.fn, self.must, self.ok, self.fmt, self.against, self.about, self.years = name, slot, kinds, when, fn, must, ok, fmt, set(against), about, years

    def fits(self, doc):
        have = set(doc.facts)
        return bool(have & self.kinds) and (self.ok is None or self.ok(doc)) and (self.years is None or doc.year in self.years)


def style(slot, kinds, when="table", must=False, ok=None, fmt=None, against=(), years=None):
    kinds = set(kinds.split())

    def deco(fn):
        name = fn.__name__.rstrip("_")
        assert name not in STYLES, name
        STYLES[name] = Style(name, slot, kinds, when, fn, must, ok, fmt, against, (fn.__doc__ or "").strip(), years)
        return fn
    return deco


def apply(doc, names):
    """the styles in the order of the register"""
    chosen = sorted((s for n, s in STYLES.items() if n in names), key=lambda s: 0 if s.slot == "words" else 1 if s.slot == "unit" or s.name == "num_money_words" else 2)
    doc.styles = [s.name for s in chosen]
    for s in chosen:
        if s.fmt:
            doc.format = s.fmt
        if s.when == "doc":
            s.fn(doc, doc.R)
        elif s.when == "table":
            for t in doc.all():
                if t.kind in s.kinds:
                    s.fn(t, doc.R, doc)
    doc.render()
    for s in chosen:
        if s.when == "grid":
            s.fn(doc, doc.R)


def compatible(a, b):
    return a.slot != b.slot and b.slot not in a.against and a.slot not in b.against and b.name not in a.against and a.name not in b.against and not (a.fmt and b.fmt and a.fmt != b.fmt)
