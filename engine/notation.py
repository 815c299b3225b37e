"""What is written otherwise and says the same: a number with further zeros, a name with spaces or of another width."""

import re
import unicodedata

_NUMBER = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?")


def plain_number(text: str) -> str | None:
    """A number without zeros that change nothing; None if the text is no plain decimal.

    Example:
        >>> [plain_number(text) for text in ("5.50", "100", "-0.0", "05", "5.50元", "1e3")]
        ['5.5', '100', '0', '5', None, None]
    """
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    sign, whole, part = match[1], match[2].lstrip("0") or "0", (match[3] or "").rstrip("0")
    number = f"{whole}.{part}" if part else whole
    return number if number == "0" else sign + number


def same(one: str, other: str) -> bool:
    """Whether two texts are the same, be it as numbers.

    Example:
        >>> same("5.5", "5.50"), same("5.5", "5.5元")
        (True, False)
    """
    number = plain_number(one)
    return one == other or (number is not None and number == plain_number(other))


def bare(name: str) -> str:
    """A name without spaces, and with characters of one width.

    Example:
        >>> bare("二类 (山区)") == bare("二类（山区）")
        True
    """
    return "".join(unicodedata.normalize("NFKC", name).split())
