"""Names and clauses put together in a sentence."""


def capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def small(name: str) -> str:
    """An area, a sector or an indicator inside a sentence: ``huyện Đăk Hà``; an abbreviation (HTX) stays. Agencies keep their capitals."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def clauses(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def listing(parts: list[str], joint: str = ", ") -> str:
    return joint.join(parts)
