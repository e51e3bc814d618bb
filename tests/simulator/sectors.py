"""What units of a sector are like: share, size, money, industries. From the province's published magnitudes; assumptions otherwise."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sector:
    """Medians of one HTX: members, workers; revenue in million đồng a year; `margin` is profit over revenue."""

    name: str
    share: float  # of HTX other than QTDND
    members: float
    workers: float
    revenue: float
    margin: float
    business: tuple[str, ...]  # words of the name
    industries: tuple[str, ...]  # VSIC 2018, level 4


SECTORS = {
    sector.name: sector
    for sector in (
        Sector(
            "Nông nghiệp",
            0.66,
            26,
            7,
            900,
            0.12,
            (
                "Nông nghiệp",
                "Nông nghiệp|Dịch vụ",
                "Nông nghiệp|Dịch vụ|Thương mại",
                "Nông lâm nghiệp",
                "Sản xuất|Nông nghiệp",
                "Dược liệu",
                "Nông nghiệp|Tổng hợp",
            ),
            ("0118", "0121", "0125", "0126", "0128", "0141", "0150", "0161", "0210", "0322"),
        ),
        Sector(
            "Công nghiệp - TTCN", 0.07, 14, 15, 1900, 0.11, ("Sản xuất|Thương mại", "Dệt thổ cẩm", "Chế biến|Nông sản"), ("1030", "1077")
        ),
        Sector("Xây dựng", 0.05, 12, 22, 4200, 0.09, ("Xây dựng", "Xây dựng|Thương mại"), ("4101", "4290")),
        Sector("Tín dụng", 0.0, 1000, 12, 6500, 0.14, (), ("6419",)),
        Sector(
            "Thương mại - Dịch vụ",
            0.11,
            16,
            9,
            2600,
            0.10,
            ("Thương mại|Dịch vụ", "Dịch vụ|Tổng hợp", "Tổng hợp"),
            ("4620", "4632", "4669"),
        ),
        Sector("Vận tải", 0.08, 34, 18, 3000, 0.10, ("Vận tải", "Dịch vụ|Vận tải"), ("4931", "4933")),
        Sector("Khác", 0.03, 15, 8, 1100, 0.10, ("Môi trường", "Dịch vụ|Môi trường"), ("3811",)),
    )
}

GROUP_WORK = (  # what a THT does, and its sector
    ("trồng cà phê", "Nông nghiệp"),
    ("trồng bời lời", "Nông nghiệp"),
    ("nuôi bò sinh sản", "Nông nghiệp"),
    ("nuôi cá lồng", "Nông nghiệp"),
    ("trồng sâm dây", "Nông nghiệp"),
    ("trồng rau an toàn", "Nông nghiệp"),
    ("chăn nuôi heo đen", "Nông nghiệp"),
    ("nuôi ong mật", "Nông nghiệp"),
    ("quản lý thủy nông", "Nông nghiệp"),
    ("khai thác mủ cao su", "Nông nghiệp"),
    ("dệt thổ cẩm", "Công nghiệp - TTCN"),
    ("đan lát", "Công nghiệp - TTCN"),
    ("vận chuyển nông sản", "Vận tải"),
    ("dịch vụ nông nghiệp", "Nông nghiệp"),
    ("xây dựng dân dụng", "Xây dựng"),
    ("thu mua nông sản", "Thương mại - Dịch vụ"),
)
