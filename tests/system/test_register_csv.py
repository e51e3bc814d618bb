"""A register is read however Excel saved it, numbered as Excel numbers it, and added to without touching what stands there."""

from pathlib import Path

import pytest

from pipeline.system.register_csv import RegisterError, append, read, with_columns

COLUMNS = ("year", "path", "note")


def cells(path: Path) -> list[tuple[int, str, str, str]]:
    return [(row.number, *(row.cells[name] for name in COLUMNS)) for row in read(path, COLUMNS).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_signs_and_line_ends_are_read_alike_and_kept(tmp_path: Path, encoding: str, sign: str, end: str) -> None:
    path = tmp_path / "sổ.csv"
    lines = [sign.join(line) for line in (["Note ", "YEAR", "của ta", "path"], [" Đắk Hà", "2019", "x", "a.xlsx"])]
    before = (end.join(lines)).encode(encoding)
    path.write_bytes(before)
    assert cells(path) == [(2, "2019", "a.xlsx", "Đắk Hà")]
    append(read(path, COLUMNS), {"year": "2020", "path": f"b{sign}c.xlsx", "note": 'say "no"'})
    assert cells(path) == [(2, "2019", "a.xlsx", "Đắk Hà"), (3, "2020", f"b{sign}c.xlsx", 'say "no"')]
    assert path.read_bytes().startswith(before)


def test_rows_are_numbered_as_excel_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text('\nyear,path,note\n2018,a,"two\nlines"\n\n ,,\n2019,b\n2020,c,d,e\n', encoding="utf-8")
    assert cells(path) == [(3, "2018", "a", "two\nlines"), (6, "2019", "b", ""), (7, "2020", "c", "d")]
    assert [row.is_too_long for row in read(path, COLUMNS).rows] == [False, False, True]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"year,path\n", ", dòng 1: thiếu cột note"),
        (b";;\n", ", dòng 1: thiếu cột year, path, note"),
        (b"year,path,note,Path\n", ", dòng 1: có hai cột mang tên path"),
        (b"year,path,note\n2019,a,b\n2019,\xe1\xe9,c\n", ", dòng 3: không phải văn bản UTF-8"),
        (b'year,path,note\n2019,a,b\n2019,"a,c\n2020,d,e\n', ", dòng 3: có dấu ngoặc kép"),
    ],
)
def test_what_is_wrong_is_one_line_that_names_file_row_and_column(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(content)
    with pytest.raises(RegisterError) as refused:
        read(path, COLUMNS)
    assert f"{path}{said}" in str(refused.value) and "\n" not in str(refused.value)
    assert path.read_bytes() == content


def test_a_register_that_is_not_there_is_made_with_its_header(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    assert read(path, COLUMNS).rows == ()
    append(read(path, COLUMNS), {"year": "2019", "path": "a"})
    assert path.read_text(encoding="utf-8") == "year,path,note\n2019,a,\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";"])
def test_a_register_takes_further_columns_into_its_header_and_keeps_its_rows(tmp_path: Path, encoding: str, sign: str) -> None:
    path = tmp_path / "sổ.csv"
    path.write_bytes(f"\nyear{sign}path\n2019{sign}a.xlsx\n".encode(encoding))
    append(with_columns(read(path, ("year",)), COLUMNS), {"year": "2020", "path": "b.xlsx", "note": "mới"})
    assert cells(path) == [(3, "2019", "a.xlsx", ""), (4, "2020", "b.xlsx", "mới")]
    assert f"\n2019{sign}a.xlsx\n" in path.read_bytes().decode(encoding)


def test_a_register_that_is_not_there_gets_all_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "sổ.csv"
    append(with_columns(read(path, ("year",)), COLUMNS), {"year": "2020", "note": "mới"})
    assert cells(path) == [(2, "2020", "", "mới")]
