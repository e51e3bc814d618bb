"""The register keeps what stood in it, byte for byte, and takes no row that it could not give back."""

from __future__ import annotations

import csv
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.intake.receive import receive
from pipeline.intake.receive_messages import ReceiveError

HEADER = "received_at,sender,form,year,path,sha256,document_no,note"
ARRIVED = datetime(2019, 12, 9, 9, 20, tzinfo=UTC)


def file_it(document, raw, province, **more):
    return receive(document, raw, province, "615", "agency_report", 2019, ARRIVED, **more)


def test_columns_in_another_order_and_unknown_ones_stay(document, raw, province):
    before = (
        b"\xef\xbb\xbfnguoi_nhan,path,year,form,sender,received_at,note,document_no,sha256\r\n"
        b'"Lan, ph\xc3\xb2ng HC",2019/617/x.xlsx,2019,agency_report,617,2019-12-02T08:00:00+07:00,"n\xc3\xb3i ""g\xe1\xba\xa5p""",,'
    )
    (raw / "incoming.csv").write_bytes(before)
    file_it(document, raw, province, document_no="45/BC-UBND")
    after = (raw / "incoming.csv").read_bytes()
    assert after.startswith(before + b"\r\n")
    added = after[len(before) + 2 :].decode()
    assert added.startswith(f",2019/615/{document.name},2019,agency_report,615,2019-12-09T16:20:00+07:00,,45/BC-UBND,")
    assert added.endswith("\r\n") and added.count("\n") == 1


@pytest.mark.parametrize("sign", [";", "\t"])
def test_a_register_that_excel_saved_with_another_sign_keeps_it(document, raw, province, sign):
    (raw / "incoming.csv").write_text(HEADER.upper().replace(",", sign) + "\r\n", encoding="utf-8", newline="")
    file_it(document, raw, province, note="một; hai, ba")
    header, row, rest = (raw / "incoming.csv").read_text(encoding="utf-8").split("\n")
    assert (header, rest) == (HEADER.upper().replace(",", sign), "")
    assert next(csv.reader([row], delimiter=sign))[-1] == "một; hai, ba"
    with pytest.raises(ReceiveError, match="dòng 2 "):
        file_it(document, raw, province)


def test_unix_line_ends_stay_unix(document, raw, province):
    (raw / "incoming.csv").write_text(HEADER + "\n", encoding="utf-8")
    file_it(document, raw, province)
    assert b"\r" not in (raw / "incoming.csv").read_bytes()


def test_the_registers_permissions_stay(document, raw, province):
    (raw / "incoming.csv").write_text(HEADER + "\n", encoding="utf-8")
    (raw / "incoming.csv").chmod(0o664)
    file_it(document, raw, province)
    assert (raw / "incoming.csv").stat().st_mode & 0o777 == 0o664


@pytest.mark.parametrize(
    "content",
    [
        b"received_at;sender;form;year;path;sha256;document_no\n",
        (b"received_at,sender,form,year,path,sha256,note\n"),
        ("ghi chú\n".encode("utf-16")),
        (HEADER.encode() + b'\n2019-12-02T08:00:00+07:00,617,agency_report,2019,x.xlsx,,,"never closed\n'),
    ],
)
def test_a_register_that_cannot_take_a_row_is_left_alone(document, raw, province, tree, content):
    (raw / "incoming.csv").write_bytes(content)
    before = tree(raw)
    with pytest.raises(ReceiveError) as refused:
        file_it(document, raw, province)
    assert refused.value.refusal == "register" and str(raw / "incoming.csv") in str(refused.value)
    assert tree(raw) == before


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(note=st.text(max_size=40), document_no=st.text(max_size=20))
def test_any_text_comes_back_as_one_row(tmp_path_factory, document, province, note, document_no):
    raw = tmp_path_factory.mktemp("raw")
    file_it(document, raw, province, note=note, document_no=document_no)
    with (raw / "incoming.csv").open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    clean = (" ".join(text.split()).encode("utf-8", "replace").decode() for text in (note, document_no))
    assert (row["note"], row["document_no"]) == tuple(clean)
