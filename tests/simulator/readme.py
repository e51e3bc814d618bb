"""The text of `raw/README.md`: what lies in the shipped folder. In Vietnamese, for the people who open it."""

from __future__ import annotations

from tests.simulator.days import window
from tests.simulator.kon_tum import KON_TUM
from tests.simulator.world import World

TEXT = """# `raw/`: văn bản đến — DỮ LIỆU MÔ PHỎNG

**Toàn bộ số liệu, tên đơn vị, mã số trong thư mục này là mô phỏng, không phải số liệu thật của tỉnh Kon Tum.**
Không có tệp thật nào của tỉnh; chương trình `tests/simulator` dựng nên một tỉnh giả định có độ lớn như các số đã công bố
(số HTX, THT, thành viên, thu nhập …). Tên huyện, xã là tên thật; tên HTX, mã số thuế (chữ số kiểm tra đúng), số văn bản là tự đặt.
Mỗi trang tính và mỗi tệp CSV đều ghi rõ «DỮ LIỆU MÔ PHỎNG – không phải số liệu thật».

## Có gì ở đây

| | |
|---|---|
| `incoming.csv` | sổ văn bản đến: {documents} tệp, năm {first}–{last} |
| `<năm>/<nơi gửi>/…` | các tệp như khi nhận; mỗi nơi một cách trình bày (`.xlsx`, `.xls`, CSV; Unicode dựng sẵn và tổ hợp, TCVN3, VNI …) |

Mỗi năm: dữ liệu đăng ký của Sở Kế hoạch và Đầu tư, danh sách thành viên của Liên minh, báo cáo của 10 huyện, thành phố (biểu 1, 2, 3, 4),
của Sở Nông nghiệp (biểu 3, 4, 5), của Liên minh (biểu 3, 4) và của các sở, ngành khác (biểu 4).

| ngày 31/12 (theo danh sách mới nhất) | {heads} |
|---|{rules}
{figures}

## Những chuyện đã xếp sẵn

{stories}
- Sự việc sau ngày lập báo cáo đến 31/12 (đăng ký mới, giải thể, kết nạp, thành lập THT) chỉ thấy trong danh sách của năm sau.

## Tạo lại

    python -m tests.simulator --out raw --truth tests/truth

Cùng một hạt giống thì ra đúng từng byte. Kết quả phải tính được từ các tệp này ghi ở `tests/truth/` (tính thẳng từ tỉnh giả định,
không qua chương trình tính chỉ tiêu). `--habits plain` viết mọi tệp theo cách giản dị nhất, `--habits wild` theo mọi cách trình bày
mà biểu mẫu cho phép.
"""


def readme(world: World) -> str:
    """The whole page for a world, with its figures."""
    years = list(world.profile.years)
    return TEXT.format(
        documents=len(world.documents),
        first=years[0],
        last=years[-1],
        heads=" | ".join(map(str, years)),
        rules="---|" * len(years),
        figures="\n".join(f"| {name} | " + " | ".join(str(count(year)) for year in years) + " |" for name, count in _counts(world)),
        stories="\n".join(_stories()),
    )


def _counts(world: World):
    def standing(suits):
        return lambda year: sum(suits(unit) and unit.exists_on(window(year)[1]) for unit in world.units)

    return (
        ("HTX (cả QTDND)", standing(lambda unit: unit.is_htx)),
        ("trong đó QTDND", standing(lambda unit: unit.unit_type == "QTDND")),
        ("Liên hiệp HTX", standing(lambda unit: unit.unit_type == "LHHTX")),
        ("Tổ hợp tác", standing(lambda unit: unit.unit_type == "THT")),
        (
            "HTX là thành viên Liên minh",
            lambda year: standing(lambda unit: unit.is_htx and unit.is_alliance_member_on(window(year)[1]))(year),
        ),
    )


def _stories() -> list[str]:
    late = [
        f"- {KON_TUM.places.agency_name(sender)}: báo cáo năm {year} "
        f"đến lúc {moment[11:19]} ngày {moment[8:10]}/{moment[5:7]}/{moment[:4]}."
        for year, sender, _, moment in KON_TUM.late
    ]
    mended = [
        f"- {KON_TUM.places.agency_name(error.sender)}: ngày {error.corrected_at[8:10]}/{error.corrected_at[5:7]}/{error.corrected_at[:4]} "
        f"gửi lại báo cáo năm {error.year} (bản đầu sót {error.missing_members} thành viên của một quỹ tín dụng); "
        f"mọi so sánh với năm {error.year} đổi theo."
        for error in KON_TUM.misreports
    ]
    return late + mended
