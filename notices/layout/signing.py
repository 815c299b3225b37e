"""Where a document is signed: the bodies, the room for their seals, the date. Once, for the docx and the PDF."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from notices.layout.page import MM, PAGE, Page, ems

_ABREAST = ((3, 7.8), (2, 13.5))
"""Three seals beside each other where the names are short, else two; and how far apart, in characters."""


@dataclass(frozen=True)
class Signing:
    """Where the bodies sign: beside each other, so that no seal touches another; the last one above the date.

    Attributes:
        rows: Names; the last of each row stands at the right.
        apart_em: From the middle of a name to that of the next, in characters.
        middle_em: The middle of the last name and of the date, from the left of the text, in characters.
    """

    rows: tuple[tuple[str, ...], ...]
    apart_em: float
    middle_em: float


def signing(by: tuple[str, ...], date: str, page: Page = PAGE) -> Signing:
    """Place a signature.

    Example:
        >>> signing(("样例县扶贫办",), "2016年3月15日")
        Signing(rows=(('样例县扶贫办',),), apart_em=0, middle_em=20.75)
        >>> signing(("甲局", "乙局", "丙局", "丁局", "戊局"), "2016年3月15日").rows
        (('甲局', '乙局', '丙局'), ('丁局', '戊局'))
    """
    widest, characters = max(map(ems, by), default=0), floor(page.text_width_mm * MM / page.character_pt)
    # Four stand two by two.
    abreast = _ABREAST[1:] if len(by) == 4 else _ABREAST
    fitting = ((most, apart) for most, apart in abreast if most <= len(by) and widest <= apart - 0.5)
    most, apart = next(fitting, (1, 0))
    rows = tuple(by[start : start + most] for start in range(0, len(by), most)) or ((),)
    last = min(ems(by[-1]), characters) if by else 0
    return Signing(rows, apart, min(characters - page.date_ems - ems(date) / 2, characters - last / 2))


def held_whole(text: str, page: Page = PAGE) -> bool:
    """Whether a last paragraph goes to the page of the signature as a whole.

    Example:
        >>> held_whole("特此通知。"), held_whole("很长的一段。" * 100)
        (True, False)
    """
    return ems(text) * page.character_pt <= page.held_lines * page.text_width_mm * MM
