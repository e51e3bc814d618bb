"""What a run of the tests prints about linkage; ``conftest`` prints it at the end."""

LINES: list[str] = []


def show(name, quality):
    """Precision and recall, and the share of all rows that each rule decided."""
    shares = ", ".join(f"{method} {share:.1%}" for method, share in quality.by_method.select("method", "share").iter_rows())
    LINES.append(f"{name}: precision {quality.precision:.5f}, recall {quality.recall:.5f} ({shares})")
