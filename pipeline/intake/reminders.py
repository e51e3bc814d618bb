"""Who still owes what for a year, from the register alone: for reminders before the deadline."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pipeline.config import Province
from pipeline.intake.register import read_register

FORM_NAMES = {
    "registry_extract": "dữ liệu đăng ký HTX",
    "agency_report": "báo cáo năm",
    "alliance_members": "danh sách thành viên Liên minh HTX",
}


def outstanding(raw: Path, province: Province, year: int, as_of: datetime) -> list[str]:
    """One Vietnamese line for each report that is owed for the year and had not arrived by ``as_of``."""
    submission, _ = read_register(raw, province, as_of)
    arrived = set(submission.filter(submission["reference_year"] == year).select("sender", "form").iter_rows())
    names = {agency.sender: agency.agency_name for agency in province.agencies}
    due = province.year(year).agencies_due_before.astimezone(province.tz)
    return [
        f"{names[owed.sender]} chưa gửi {FORM_NAMES[owed.form]} năm {year} (phải đến trước ngày {due:%d/%m/%Y})"
        for owed in province.obligations_of(year)
        if (owed.sender, owed.form) not in arrived
    ]
