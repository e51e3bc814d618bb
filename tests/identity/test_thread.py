"""A THT that becomes an HTX stays findable from it."""

from datetime import date

from pipeline.config import load
from pipeline.identity.link import link

from .landing import file, landing

GROUP = {"name": "Tổ hợp tác Trồng sâm dây", "unit_type": "THT", "commune": "Hà Mòn", "founded_on": date(2016, 2, 2)}
COOPERATIVE = {
    "name": "HTX Sâm Dây",
    "unit_type": "HTX",
    "registration_code": "6101123457",
    "commune": "Hà Mòn",
    "founded_on": date(2019, 4, 4),
}
REGISTERED = {
    "name": "Hợp tác xã Sâm Dây",
    "unit_type": "HTX",
    "registration_code": "6101123457",
    "district": "Đăk Hà",
    "commune": "Hà Mòn",
    "registered_on": date(2019, 4, 4),
}


def threads(*files):
    found = link(landing(*files), load())
    name = dict(found.unit.select("unit_key", "name").iter_rows())
    return {name[key]: name[before] for key, before in found.unit.select("unit_key", "predecessor_key").iter_rows() if before}, found


def test_the_cooperative_knows_the_group_it_was():
    named, found = threads(
        file("unit_report", 2018, GROUP),
        file("registry_unit", 2019, REGISTERED),
        file("unit_report", 2019, COOPERATIVE | {"converted_from": "THT trong sam day"}),
    )
    assert named == {"Hợp tác xã Sâm Dây": "Tổ hợp tác Trồng sâm dây"}
    assert found.finding.is_empty()


def test_what_the_group_grew_may_be_left_out():
    row = COOPERATIVE | {"converted_from": "THT Hợp Thành"}
    group = GROUP | {"name": "THT Trồng cà phê Hợp Thành"}
    named, _ = threads(file("unit_report", 2018, group), file("registry_unit", 2019, REGISTERED), file("unit_report", 2019, row))
    assert named == {"Hợp tác xã Sâm Dây": "THT Trồng cà phê Hợp Thành"}


def test_of_two_groups_of_the_name_the_one_in_the_commune_is_meant():
    other = GROUP | {"commune": "Đăk Ui", "name": "THT trồng sâm dây (Đăk Ui)"}
    named, _ = threads(
        file("unit_report", 2018, other | {"name": "THT Trồng Sâm Dây"}, GROUP),
        file("registry_unit", 2019, REGISTERED),
        file("unit_report", 2019, COOPERATIVE | {"converted_from": "THT trồng sâm dây"}),
    )
    assert named == {"Hợp tác xã Sâm Dây": "Tổ hợp tác Trồng sâm dây"}


def test_a_group_that_nobody_reported_is_a_finding_where_last_years_report_is_there():
    row = COOPERATIVE | {"converted_from": "THT Không Có"}
    named, found = threads(file("unit_report", 2018, GROUP), file("registry_unit", 2019, REGISTERED), file("unit_report", 2019, row))
    assert named == {}
    assert found.finding.select("rule", "value").rows() == [("predecessor_not_found", "THT Không Có")]
    _, without = threads(file("registry_unit", 2019, REGISTERED), file("unit_report", 2019, row))
    assert without.finding.is_empty()


def test_a_group_that_keeps_its_tax_code_is_another_unit_on_the_same_thread():
    group = GROUP | {"registration_code": "6101123457"}
    named, found = threads(file("unit_report", 2025, group, sender="615"), file("registry_unit", 2026, REGISTERED))
    assert named == {"Hợp tác xã Sâm Dây": "Tổ hợp tác Trồng sâm dây"}
    assert found.finding.is_empty()
