"""Where lines of mixed Chinese and Western text may break; widths in terminal cells, in which 汉字 take two.

On the standard library alone, as ``kaoping --help`` passes through here.
"""

import unicodedata
from collections.abc import Iterator
from itertools import pairwise

_NOT_FIRST = frozenset("'\"，。；：、！？）》」』】〕〉”’…—·,.;:!?)]}%％")
_NOT_LAST = frozenset("·'\"（《「『【〔〈“‘([{")


def cells(text: str) -> int:
    """How many cells a text takes on a terminal.

    Example:
        >>> cells("考评 OK")
        7
    """
    return sum(map(_width, text))


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def breaks(text: str, width: int) -> list[int]:
    """The offsets at which a line of text must break, so that no part takes more cells than ``width``.

    A part ends after a blank or beside a 汉字; it neither begins with 。 nor ends with （, and keeps the
    items of a list whole, where that can be helped. Blanks at the end of a part do not count.

    Example:
        >>> breaks("总分一百分（含），为好", 14)
        [5]
    """
    found: list[int] = []
    start = used = 0
    possible = between = 0  # the last offset at which this part may end, and the last one between items of a list
    for offset, character in enumerate(text):
        if offset > start and _may_break(text[offset - 1], character):
            possible = offset
            between = offset if text[offset - 1] in "、 " else between
        used += _width(character)
        while used > width and not character.isspace() and offset > start:
            start = next(end for end in (_late(between, start, offset), possible, offset) if end > start)
            found.append(start)
            used = cells(text[start : offset + 1])
    return found


def _late(between: int, start: int, offset: int) -> int:
    """A break between items, if it does not leave most of the line empty; else none."""
    return between if 2 * (between - start) > offset - start else 0


def _may_break(before: str, after: str) -> bool:
    if after.isspace():
        return False
    if before.isspace():
        return True
    if before in _NOT_LAST or after in _NOT_FIRST:
        return False
    return _width(before) == 2 or _width(after) == 2 or before in _NOT_FIRST - frozenset("'\",.·:")


def wrapped(text: str, width: int) -> Iterator[str]:
    """The lines of a text in so many cells; its own line breaks stay.

    Example:
        >>> list(wrapped("评定为好的乡镇", 8))
        ['评定为好', '的乡镇']
    """
    for line in text.splitlines() or [""]:
        offsets = [0, *breaks(line, width), len(line)]
        for start, end in pairwise(offsets):
            yield line[start:end].rstrip()
