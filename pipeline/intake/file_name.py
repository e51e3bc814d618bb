"""Names for files that come from outside: what every system takes and no name can leave its folder by."""

import unicodedata

NAME_LIMIT_BYTES = 180  # of the 255 that file systems allow: room for "-12", and for tools that add a suffix
_FORBIDDEN = frozenset('/\\:*?"<>|')  # separators, and what Windows refuses: raw/ is copied to such machines
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))})


def safe_name(name: str, fallback: str) -> str:
    """A file name for every system: letters of any language kept (NFC), no separators, control or invisible characters,
    leading dots or device names, at most NAME_LIMIT_BYTES in UTF-8 with its extension. ``fallback`` where nothing is left."""
    text = "".join(_safe_character(character) for character in unicodedata.normalize("NFC", name))
    stem, dot, suffix = " ".join(text.split()).strip(" .").rpartition(".")
    if not dot:
        stem, suffix = suffix, ""
    elif len(suffix.encode()) > 10:
        stem, suffix = f"{stem}.{suffix}", ""
    suffix = f".{suffix}" if suffix else ""
    stem = stem.strip(" ._") or fallback
    if stem.casefold().partition(".")[0] in _RESERVED:
        stem = f"_{stem}"
    stem = stem.encode()[: NAME_LIMIT_BYTES - len(suffix.encode())].decode(errors="ignore").rstrip(" .")
    return stem + suffix


def _safe_character(character: str) -> str:
    if character.isspace():
        return " "
    if character in _FORBIDDEN or unicodedata.category(character) in ("Cc", "Cs", "Co", "Cn"):
        return "_"
    return "" if unicodedata.category(character) == "Cf" else character
