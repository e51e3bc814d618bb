"""A document is opened and read before it is filed: what is not the report awaited is refused in one line, and nothing is written."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from pipeline import config
from pipeline.cli import main
from pipeline.reports.forms.write import write_templates
from pipeline.system.program import ROOT
from tests.intake.test_file_kind import KINDS
from tests.intake.test_file_kind import LOCK as LOCK_BYTES

RAW = ROOT / "raw"
DAK_HA, SA_THAY = RAW / "2019/615/45-BC-UBND-DakHa-2019.xlsx", RAW / "2019/616/SaThay_2019.xlsx"
DAK_HA_2018 = RAW / "2018/615/45-BC-UBND-DakHa-2018.xlsx"
MEMBERS = RAW / "2019/LMHTX/LMHTX_alliance_members_2019.xlsx"


def received(file: Path, raw: Path, *more: str, sender: str = "615", form: str = "agency_report", year: int = 2019) -> Result:
    words = ("receive", str(file), "--sender", sender, "--form", form, "--year", str(year), "--raw", str(raw), *more)
    return CliRunner().invoke(main, words, prog_name="hoptac")


def bomb(path: Path) -> None:
    """A real workbook with a part that unpacks to two gigabytes."""
    with zipfile.ZipFile(DAK_HA) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        with new.open("xl/worksheets/sheet9.xml", "w", force_zip64=True) as part:
            for _ in range(400):
                part.write(b"<row/>" * 1_000_000)


def blank(path: Path) -> None:
    write_templates(path.parent / "mau", config.load(), 2019, "vi")
    shutil.copy(next((path.parent / "mau").rglob("615*.xlsx")), path)


def damaged(path: Path) -> None:
    path.write_bytes(DAK_HA.read_bytes()[:9000])


def other_table(path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Thực đơn", "Giá"], ["Phở", 30000], ["Bún", 25000]):
        book.active.append(row)
    book.save(path)


def protected(path: Path) -> None:
    """As Excel keeps a workbook with a password: encrypted, in the container of an old one."""
    name = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000 + name + b"\0" * 2000)


def of_bytes(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def copy_of(file: Path) -> Callable[[Path], object]:
    return lambda path: shutil.copy(file, path)


REFUSED: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "a Word file": ("bao-cao.docx", of_bytes(KINDS["Word"]), "tệp Word"),
    "a Word file that is called a workbook": ("bao-cao.xlsx", of_bytes(KINDS["Word"]), "tệp Word"),
    "a PDF": ("quet.pdf", of_bytes(KINDS["pdf"]), "PDF"),
    "a photograph": ("anh.jpg", of_bytes(KINDS["JPEG"]), "ảnh"),
    "an archive": ("nen.zip", of_bytes(KINDS["zip"]), "tệp nén"),
    "a web page": ("bang.xls", of_bytes(KINDS["html"]), "trang web"),
    "a lock file": ("~$bao-cao.xlsx", of_bytes(LOCK_BYTES[:165]), "bao-cao.xlsx"),
    "a lock file under another name": ("bao-cao.xlsx", of_bytes(LOCK_BYTES[:165]), "tệp khóa"),
    "nothing": ("rong.xlsx", of_bytes(b""), "0 byte"),
    "blanks": ("trang.csv", of_bytes(b"\r\n \r\n" * 40), "rỗng"),
    "a damaged workbook": ("hong.xlsx", damaged, "hỏng"),
    "a bomb": ("bom.xlsx", bomb, "quá lớn"),
    "a password": ("khoa.xlsx", protected, "mật khẩu"),
    "a folder": ("thu-muc", Path.mkdir, "thư mục"),
    "a blank form": ("mau.xlsx", blank, "mẫu trống"),
    "another office's": ("sa-thay.xlsx", copy_of(SA_THAY), "SA THẦY"),
    "another year's": ("nam-truoc.xlsx", copy_of(DAK_HA_2018), "năm 2018, không phải năm 2019"),
    "another form": ("thanh-vien.xlsx", copy_of(MEMBERS), "Danh sách thành viên"),
    "another table": ("thuc-don.xlsx", other_table, "không có bảng nào"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_the_report_is_refused_in_one_line(what: str, tmp_path: Path) -> None:
    name, make, said = REFUSED[what]
    make(tmp_path / name)
    done = received(tmp_path / name, tmp_path / "raw")
    assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (1, "", 1), done.output
    assert said in done.stderr, done.stderr
    assert not (tmp_path / "raw").exists()


def test_the_report_awaited_is_filed(tmp_path: Path) -> None:
    done = received(DAK_HA, tmp_path / "raw", "--document-no", "57/BC-UBND")
    assert done.exit_code == 0 and (tmp_path / "raw/2019/615/45-BC-UBND-DakHa-2019.xlsx").read_bytes() == DAK_HA.read_bytes()


def test_a_list_drawn_up_in_the_next_year_is_of_its_year(tmp_path: Path) -> None:
    assert received(MEMBERS, tmp_path / "raw", sender="LMHTX", form="alliance_members").exit_code == 0


def test_it_is_filed_anyway_where_somebody_says_why(tmp_path: Path) -> None:
    done = received(SA_THAY, tmp_path / "raw", "--anyway", "Huyện gửi nhầm, giữ lại", "--note", "bản giấy đến sau")
    register = (tmp_path / "raw/incoming.csv").read_text(encoding="utf-8")
    assert done.exit_code == 0 and "bản giấy đến sau; Huyện gửi nhầm, giữ lại" in register


@pytest.mark.parametrize("why", [" ", "-", "\u3164"])
def test_a_reason_is_words(why: str, tmp_path: Path) -> None:
    assert received(SA_THAY, tmp_path / "raw", "--anyway", why).exit_code == 2


def test_the_refusal_is_in_english_too(tmp_path: Path) -> None:
    (tmp_path / "anh.xlsx").write_bytes(KINDS["PNG"])
    assert "it is a picture" in received(tmp_path / "anh.xlsx", tmp_path / "raw", "--lang", "en").stderr
