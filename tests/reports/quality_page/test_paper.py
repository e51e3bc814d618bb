"""The page in a browser: nothing is cut at the right edge of an A4 sheet or of a phone, and a printer numbers its pages."""

import re
import shutil
import subprocess
from pathlib import Path

import duckdb
import pytest

from pipeline.reports.quality_page.quality_html import write_quality_page
from tests.e2e.chromium import browser
from tests.reports.conftest import World
from tests.tools import needed

pytestmark = pytest.mark.e2e
WIDE = """
<script>
  const edge = document.documentElement.clientWidth;
  const seen = [...document.querySelectorAll("body *:not(.skip)")].filter(found => !found.closest("svg, .stack thead, SCROLLS"));
  const cut = seen.filter(found => found.getBoundingClientRect().right > edge + 1
    || found.scrollWidth > found.clientWidth + 1 && getComputedStyle(found).display == "block");
  document.title = "cut: " + cut.map(found => found.className + " " + found.textContent.slice(0, 40)).join("; ");
</script>
"""
LONG = "'2019/615/' || repeat('BaoCaoKinhTeTapThe', 6) || '.xlsx'"  # a name that has no blank


@pytest.fixture
def page(world: World, tmp_path: Path) -> str:
    """With a long name of a file and ten years of late reports."""
    warehouse = Path(shutil.copy(world.warehouse, tmp_path / "w.duckdb"))
    with duckdb.connect(str(warehouse)) as connection:
        for table in ("fct_finding", "fct_decision"):
            connection.execute(f"update mart.{table} set path = {LONG} where sender = '615'")
        connection.execute("""
            insert into mart.fct_submission by name
            select s.* replace (t.y::int as reference_year, 'late' as timeliness, 25 as days_late, due_before as received_at)
            from mart.fct_submission as s, range(2008, 2018) as t(y) where reference_year = 2019
        """)
    return write_quality_page(world.outputs(warehouse=warehouse)).read_text(encoding="utf-8")


def browse(folder: Path, page: str, *options: str) -> str:
    (folder / "page.html").write_text(page, encoding="utf-8")
    command = browser(folder / "browser", *options, (folder / "page.html").as_uri())
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(("medium", "width"), [("print", "175mm"), ("screen", "175mm"), ("screen", "400px")])
def test_no_column_is_cut(page: str, tmp_path: Path, medium: str, width: str) -> None:
    """175 mm: what the margins leave of A4. Of the page only ten years of punctuality may be scrolled, on a phone."""
    wide = WIDE.replace("SCROLLS", ".scroll" if width == "400px" else ".nothing")
    open_page = re.sub(r"<meta http-equiv[^>]*>", "", page).replace(f"@media {medium} {{", "@media all {")
    framed = f'<!doctype html><iframe style="width:{width}; height: 900px; border: 0" srcdoc="{_quoted(open_page + wide)}"></iframe>'
    told = framed + "<script>onload = () => document.title = frames[0].document.title</script>"
    dom = browse(tmp_path, told, "--window-size=1000,1000", "--virtual-time-budget=5000", "--dump-dom")
    assert re.search(r"<title>(.*?)</title>", dom).group(1).strip() == "cut:"


def test_a_printer_numbers_the_pages_and_repeats_the_heads(page: str, tmp_path: Path) -> None:
    browse(tmp_path, page, "--no-pdf-header-footer", f"--print-to-pdf={tmp_path / 'page.pdf'}")
    read = subprocess.run([needed("pdftotext"), "-layout", tmp_path / "page.pdf", "-"], capture_output=True, text=True, check=True).stdout
    sheets = read.split("\f")[:-1]
    assert 2 <= len(sheets) <= 8
    assert "Chất lượng số liệu báo cáo năm 2019" in sheets[0] and "Ước tính" in sheets[0]
    for number, sheet in enumerate(sheets, start=1):
        assert f"{number}/{len(sheets)}" in sheet


def _quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;")
