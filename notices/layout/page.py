"""The measurements of an official page (GB/T 9704-2012), in one place for the docx and for the PDF."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from unicodedata import east_asian_width

MM = 72 / 25.4
"""Points in a millimetre."""


@dataclass(frozen=True)
class Page:
    """Lengths in millimetres (``_mm``) or points (``_pt``).

    Attributes:
        lines: Lines of the body on a page.
        spacing_pt: Added to every character of the body, so that 28 of 16 points fit into 156 mm.
        pitch_pt: From one line of the body to the next in Word, whose lines have room above and below: 22 fit.
        red_head_most_mm: As high as the bodies of a joint red head may stand, so that text begins on the first page.
        number_below_mm: From the text to the dashes beside the page number.
        letter_head_mm: From the top of the page to the issuer of a letter (信函).
        letter_foot_mm: From the foot of the page to the second red rule of a letter.
        held_lines: A last paragraph of more lines may break before the signature.
        kept_lines: So many of its lines then stand on the page of the signature.
        date_ems: The date ends so many characters from the right.
        seal_lines: Blank lines above the signature: room for the seal.
        seals_apart: Lines from one row of bodies that sign to the next, so that no seal touches another.
    """

    width_mm: float = 210
    height_mm: float = 297
    top_mm: float = 37
    left_mm: float = 28
    text_width_mm: float = 156
    text_height_mm: float = 225
    body_pt: float = 16
    lines: int = 22
    spacing_pt: float = -0.25
    pitch_pt: float = 28.95
    title_pt: float = 22
    title_pitch_pt: float = 34
    red_head_largest_pt: float = 50
    red_head_smallest_pt: float = 22
    red_head_most_mm: float = 60
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
    record_inset_mm: float = 1.8
    letter_head_mm: float = 30
    letter_foot_mm: float = 20
    letter_rule_mm: float = 170
    letter_largest_pt: float = 36
    rule_thick_pt: float = 2.25
    rule_gap_pt: float = 0.75
    rule_thin_pt: float = 0.75
    held_lines: int = 2
    kept_lines: int = 2
    date_ems: int = 4
    seal_lines: int = 2
    seals_apart: int = 5
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
    def full_pitch_pt(self) -> float:
        """From one line of the body to the next where the first and the last touch the edges of the text area."""
        return floor((self.text_height_mm * MM - self.body_pt) / (self.lines - 1) * 100) / 100

    @property
    def foot_pitch_pt(self) -> float:
        """From one line to the next outside the text: the page number, the record block."""
        return self.foot_pt * 1.3

    @property
    def header_mm(self) -> float:
        """From the upper edge of the page to its header: the line of a draft's mark."""
        return self.top_mm - self.mark_above_mm - self.foot_pitch_pt / MM

    @property
    def footer_mm(self) -> float:
        """From the foot of the page to its footer: the line of the page number, whose dashes stand half-way up."""
        below = pads(self.foot_pt, self.foot_pitch_pt)[1] + self.foot_pt / 2
        return self.bottom_mm - self.number_below_mm - below / MM

    @property
    def letter_gap_pt(self) -> float:
        """Between the red rule of a letter and what stands below it: seven eighths of a character."""
        return self.body_pt * 7 / 8

    @property
    def character_pt(self) -> float:
        """From one character of the body to the next."""
        return self.body_pt + self.spacing_pt

    def room(self, *, landscape: bool = False) -> Room:
        """The text area of an upright page, or of a turned one."""
        width, height = self.text_width_mm, self.text_height_mm
        return Room(height, width) if landscape else Room(width, height)


@dataclass(frozen=True)
class Room:
    """A text area."""

    width_mm: float
    height_mm: float


PAGE = Page()


ASCENT = 0.86
"""How much of a Chinese character stands above the base line, in the fonts of the standard."""
_WORD_ASCENT = 0.8
"""How much of a line of fixed height stands above the base line, in Word and its kin."""


def pads(size_pt: float, pitch_pt: float) -> tuple[float, float]:
    """How much room Word leaves above and below the characters in a line of fixed height, in points.

    Example:
        >>> above, below = pads(16, 28.95)
        >>> round(above, 2), round(below, 2)
        (9.4, 3.55)
    """
    return _WORD_ASCENT * pitch_pt - ASCENT * size_pt, (1 - _WORD_ASCENT) * pitch_pt - (1 - ASCENT) * size_pt


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
