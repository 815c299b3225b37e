"""The measurements of an official page (GB/T 9704-2012), in one place for the docx and for the PDF."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import east_asian_width

MM = 72 / 25.4
"""Points in a millimetre."""


@dataclass(frozen=True)
class Page:
    """Lengths in millimetres (``_mm``) or points (``_pt``).

    Attributes:
        spacing_pt: Added to every character of the body, so that 28 of 16 points fit into 156 mm.
        pitch_pt: From one line of the body to the next, so that 22 fit into 225 mm.
        letter_head_mm: From the top of the page to the issuer of a letter (信函).
        letter_foot_mm: From the foot of the page to the second red rule of a letter.
    """

    width_mm: float = 210
    height_mm: float = 297
    top_mm: float = 37
    left_mm: float = 28
    text_width_mm: float = 156
    text_height_mm: float = 225
    body_pt: float = 16
    spacing_pt: float = -0.25
    pitch_pt: float = 28.95
    title_pt: float = 22
    title_pitch_pt: float = 34
    red_head_largest_pt: float = 50
    red_head_below_mm: float = 35
    number_above_line_mm: float = 4
    red_line_pt: float = 2
    red: str = "E60012"
    foot_pt: float = 14
    number_below_mm: float = 7
    mark_above_mm: float = 10
    proof_pt: float = 7.5
    thick_rule_mm: float = 0.35
    thin_rule_mm: float = 0.25
    letter_head_mm: float = 30
    letter_foot_mm: float = 20
    letter_rule_mm: float = 170
    letter_largest_pt: float = 36
    rule_thick_pt: float = 2.25
    rule_thin_pt: float = 0.75
    form_pt: float = 14
    caption_pt: float = 12
    table_sizes_pt: tuple[float, ...] = (14, 12, 10.5, 9)
    cell_margin_mm: float = 1.2
    row_mm: float = 8

    @property
    def right_mm(self) -> float:
        """What is left at the right."""
        return self.width_mm - self.left_mm - self.text_width_mm

    @property
    def bottom_mm(self) -> float:
        """What is left at the bottom."""
        return self.height_mm - self.top_mm - self.text_height_mm

    @property
    def letter_gap_pt(self) -> float:
        """Between the red rule of a letter and what stands below it: seven eighths of a character."""
        return self.body_pt * 7 / 8

    @property
    def character_pt(self) -> float:
        """From one character of the body to the next."""
        return self.body_pt + self.spacing_pt


PAGE = Page()


def ems(text: str) -> float:
    """Width of a text in full-width characters; a half-width character counts as a half.

    Example:
        >>> ems("2016年度"), ems("甲镇")
        (4.0, 2.0)
    """
    return sum(1.0 if east_asian_width(character) in "WFA" else 0.5 for character in text)


def title_lines(pieces: tuple[str, ...], page: Page = PAGE) -> tuple[str, ...]:
    """Set the pieces of a title into lines, breaking only between them.

    Example:
        >>> title_lines(("关于2016年度", "样例县乡镇精准扶贫业绩", "考核结果的通报"))
        ('关于2016年度样例县乡镇精准扶贫业绩', '考核结果的通报')
    """
    room = page.text_width_mm * MM / page.title_pt
    lines: list[str] = []
    for piece in pieces:
        if lines and ems(lines[-1] + piece) <= room:
            lines[-1] += piece
        else:
            lines.append(piece)
    return tuple(lines)


HELD_LINES = 8
"""A last paragraph of more lines may break: enough of it stays beside the signature."""


def held_whole(text: str, page: Page = PAGE) -> bool:
    """Whether a last paragraph goes to the page of the signature as a whole.

    Example:
        >>> held_whole("特此通知。"), held_whole("很长的一段。" * 100)
        (True, False)
    """
    return ems(text) * page.character_pt <= HELD_LINES * page.text_width_mm * MM


def red_head_pt(issuers: tuple[str, ...], largest_pt: float, page: Page = PAGE) -> float:
    """Size of the red head: as large as its longest line allows, in half points.

    Example:
        >>> red_head_pt(("中共样例县委组织部文件",), 50)
        40.0
    """
    longest = max((ems(line) for line in issuers), default=1)
    return min(largest_pt, int(page.text_width_mm * MM / longest * 2) / 2)


def signature_box(by: tuple[str, ...], date: str) -> tuple[float, float]:
    """Place the signature: the bodies stand centred over the date, which ends four characters from the right.

    Returns:
        Width of the box in which all lines are centred, and the room to its right, both in characters.

    Example:
        >>> signature_box(("样例县扶贫办",), "2016年3月15日")
        (6.5, 4.0)
    """
    width = max(ems(line) for line in (*by, date))
    return width, max(4 - (width - ems(date)) / 2, 0)


def signer_lines(signers: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Set the names of those who sign into lines of two, the first with its label, the names below one another.

    Returns:
        For each line what stands before the names, and the names.

    Example:
        >>> signer_lines(("甲某某", "乙某", "丙某某"))
        (('签发人：', '甲某某　乙某'), ('　　　　', '丙某某'))
    """
    pairs = [signers[start : start + 2] for start in range(0, len(signers), 2)]
    return tuple(("　　　　" if place else "签发人：", "　".join(pair)) for place, pair in enumerate(pairs))
