"""Every finding of identity has its sentences, in both languages, with every gap filled; it names its cell."""

import json
from datetime import date
from pathlib import Path

from pipeline.config import load
from pipeline.identity.link import link
from pipeline.identity.reasons import REASONS

from .landing import file, landing

SUITE = Path(__file__).parents[2] / "expectations" / "catalogue" / "reading.json"
UNIT = {"unit_type": "HTX", "district": "Huyện Đăk Hà", "commune": "Xã Hà Mòn", "registered_on": date(2010, 1, 1)}
SON_CA = UNIT | {"name": "HTX Nông nghiệp Sơn Ca", "registration_code": "6101123457"}
HOP_THANH = UNIT | {"name": "HTX Hợp Thành", "registration_code": "6100112237"}
TWIN = UNIT | {"name": "HTX Nông nghiệp Sơn Ca", "registration_code": "6101200013", "commune": "Xã Đắk Ui"}
ZERO = UNIT | {"name": "HTX Không", "registration_code": "0100233488", "commune": "Xã Nào Đó"}
MOVED = UNIT | {"name": "HTX Lạc Chỗ", "registration_code": "6101200020", "district": "Thành phố Kon Tum", "commune_code": "23521"}
RULES = {
    "ambiguous_unit",
    "commune_of_another_district",
    "decision_incomplete",
    "decision_unused",
    "duplicate_unit",
    "predecessor_not_found",
    "tax_code_check_digit",
    "tax_code_of_branch",
    "tax_code_of_other_unit",
    "tax_code_zero_restored",
    "uncertain_link",
    "unknown_commune",
    "unknown_district",
}


def everything(tmp_path):
    """A year in which every rule has something to say."""
    decisions = tmp_path / "identity-decisions.csv"
    decisions.write_text(
        "decision,left,right,decided_by,decided_on,reason\nmaybe,a,b,c,2019-12-01,d\nsame,615:HTX Nào,6101123457,A,2019-12-01,x\n", "utf-8"
    )
    row = {"unit_type": "HTX", "commune": "Hà Mòn"}
    reported = (
        row | {"name": "HTX NN Sơn Ca", "registration_code": "6100112237", "converted_from": "THT Không Có"},
        row | {"name": "HTX Hợp Thành", "registration_code": "6101123457"},
        row | {"name": "HTX Lạ", "registration_code": "6101123450", "members": 8},
        row | {"name": "HTX Không", "registration_code": "100233488", "commune": "Hà Mòn"},
        row | {"name": "HTX Lạ", "registration_code": "6101123450"},
        row | {"name": "HTX Chi Nhánh", "registration_code": "0314409058-002"},
    )
    files = (
        file("registry_unit", 2019, SON_CA, HOP_THANH, TWIN, ZERO, MOVED),
        file("unit_report", 2018, {"name": "THT Khác", "unit_type": "THT", "commune": "Hà Mòn"}),
        file("unit_report", 2019, *reported),
        file("alliance_member", 2019, {"name": "HTX NN Sơn Ca", "district": "Đăk Hà"}, {"name": "HTX Hợp Thành", "district": "Huyện Nào"}),
    )
    return link(landing(*files), load(), decisions).finding


def test_every_sentence_is_whole(tmp_path):
    suite = {item["rule"]: item for item in json.loads(SUITE.read_text("utf-8"))["rules"]}
    found = everything(tmp_path)
    assert set(found["rule"]) == RULES
    for row in found.iter_rows(named=True):
        words = json.loads(row["detail"]) | row
        for sentence in ("vi", "vi_remedy", "en", "en_remedy"):
            text = suite[row["rule"]][sentence].format(**words)
            assert "None" not in text
            assert "{" not in text


def test_every_finding_about_a_row_names_its_cell(tmp_path):
    about_rows = everything(tmp_path).filter(~everything(tmp_path)["rule"].str.starts_with("decision"))
    assert about_rows.select("sender", "path", "row", "column", "unit_key", "reference_year").null_count().sum_horizontal().item() == 0


def test_reasons_are_said_in_both_languages():
    assert all(vi and en and vi != en for vi, en in REASONS.values())
