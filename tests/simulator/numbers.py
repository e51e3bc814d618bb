"""Tax codes, certificate and decision numbers. All made up; the check digits are right."""

from __future__ import annotations

import random

from stdnum.vn import mst


class Numbers:
    """Hands out each number once. `prefix`: the tax office's number, two digits."""

    def __init__(self, rng: random.Random, prefix: str) -> None:
        self._rng, self._prefix = rng, prefix
        self._serial = 100_000
        self._certificate = {"old": 0, "new": 0}

    def tax_code(self) -> str:
        """A 10-digit code whose check digit is right."""
        while True:
            self._serial += self._rng.randint(3, 900)
            body = f"{self._prefix}{self._serial:07d}"
            weighed = sum(int(digit) * weight for digit, weight in zip(body, (31, 29, 23, 19, 17, 13, 7, 5, 3), strict=True))
            if weighed % 11:  # 0 would ask for a check digit of 10: no such number exists
                code = body + mst.calc_check_digit(body)
                mst.validate(code)
                return code

    def certificate(self, district: str, is_old: bool) -> str:
        """Certificate number: opaque text in the old or the new fashion."""
        kind = "old" if is_old else "new"
        self._certificate[kind] += self._rng.randint(1, 7)
        serial = self._certificate[kind]
        letter = "ABCDEFGHIJ"[int(district) % 10]
        return f"3807{letter}{serial:06d}" if is_old else f"{self._prefix}.{district}.{serial:05d}"
