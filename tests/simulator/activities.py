"""Biểu 3 and biểu 4: training classes held and the directive's tasks, made up from what happened in the year."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

from tests.simulator import days
from tests.simulator.documents import Document
from tests.simulator.rows import Row
from tests.simulator.world import World

SUBJECTS = (
    ("Bồi dưỡng cán bộ quản lý HTX", "Luật HTX năm 2012, quản trị HTX"),
    ("Tập huấn kế toán HTX", "Chế độ kế toán HTX, báo cáo tài chính"),
    ("Tập huấn liên kết chuỗi giá trị", "Liên kết sản xuất, tiêu thụ nông sản"),
    ("Tập huấn an toàn thực phẩm", "Sản xuất theo VietGAP, truy xuất nguồn gốc"),
    ("Bồi dưỡng xây dựng phương án sản xuất kinh doanh", "Lập phương án sản xuất, kinh doanh, tiếp cận vốn vay"),
)


def training_rows(world: World, document: Document) -> list[Row]:
    """Classes held in the year before the report: class_name, organiser, start_on, end_on, content, managers_attending, women_attending."""
    rng = random.Random(f"{world.seed}/training/{document.sender}/{document.year}")
    number = {world.places.ratings: rng.randint(3, 5), world.places.alliance: rng.randint(4, 6)}.get(document.sender, rng.randint(1, 3))
    rows = []
    for serial, (name, content) in enumerate(rng.sample(SUBJECTS, min(number, len(SUBJECTS))), start=1):
        month = rng.randint(2, 10)
        start = days.working_day(rng, date(document.year, month, 13), date(document.year, month, 24))  # no date that reads as another one
        attending = rng.randint(8, 30)
        rows.append(
            {
                "unit": None,
                "class_name": f"{name} (khóa {serial}/{document.year})",
                "organiser": world.places.agency_name(document.sender),
                "start_on": start,
                "end_on": start + timedelta(days=rng.randint(0, 4)),
                "content": content,
                "managers_attending": attending,
                "women_attending": rng.randint(0, attending // 2),
            }
        )
    return sorted(rows, key=lambda row: (row["start_on"], row["class_name"]))


def task_rows(world: World, document: Document) -> list[Row]:
    """Every task that the sender leads, now and then one that it supports: task, content, state, result, quantity, unit_of_measure."""
    rng = random.Random(f"{world.seed}/tasks/{document.sender}/{document.year}")
    sender, year = document.sender, document.year
    given = world.places.tasks(sender, year) + [task for task in world.places.tasks(sender, year, "support") if rng.random() < 0.5]
    return [_task_row(world, document, task, rng) for task in given]


def _task_row(world: World, document: Document, task: dict[str, str], rng: random.Random) -> Row:
    start, day = days.window(document.year)[0], document.written_on
    mine = world.of_sender(document.sender)
    known = {
        "1.a": sum(unit.is_htx and start <= unit.registered_on <= day for unit in mine),
        "1.b": sum(unit.is_htx and unit.ended_on is not None and start <= unit.ended_on <= day for unit in mine),
        "1.c": sum(unit.unit_type == "THT" and start <= unit.registered_on <= day for unit in mine),
    }
    quantity = known[task["task"]] if task["task"] in known and mine else rng.randint(0, 12)
    state = "Hoàn thành" if quantity and rng.random() < 0.6 else "Đang thực hiện" if quantity or rng.random() < 0.7 else "Chưa thực hiện"
    result = {
        "Hoàn thành": f"Đã thực hiện {quantity} {task['unit_of_measure']}, đạt kế hoạch năm {document.year}",
        "Đang thực hiện": f"Đang triển khai, đến nay được {quantity} {task['unit_of_measure']}",
        "Chưa thực hiện": "Chưa bố trí được kinh phí, chuyển sang năm sau",
    }[state]
    return {
        "unit": None,
        "task": task["task"],
        "content": task["content"],
        "state": state,
        "result": result,
        "quantity": None if state == "Chưa thực hiện" else Decimal(quantity),
        "unit_of_measure": task["unit_of_measure"],
    }
