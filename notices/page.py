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


def held_whole(text: str, page: Page = PAGE) -> bool:
    """Whether a last paragraph goes to the page of the signature as a whole.

    Example:
        >>> held_whole("特此通知。"), held_whole("很长的一段。" * 100)
        (True, False)
    """
    return ems(text) * page.character_pt <= page.held_lines * page.text_width_mm * MM


RED_HEAD_PITCH = 1.3
"""From one line of a red head to the next, in its size."""
_BESIDE = "文件"
_GUTTER_EMS = 0.5


@dataclass(frozen=True)
class RedHead:
    """The issuers of a red head, one a line.

    Attributes:
        names: The lines.
        widest_em: How wide the longest is, in its size.
        beside: What stands at the right of several bodies, halfway up: 文件.
        size_pt: As large as the longest line and the height of all allow, in half points.
    """

    names: tuple[str, ...]
    widest_em: float
    beside: str | None
    size_pt: float


def red_head(issuers: tuple[str, ...], largest_pt: float, page: Page = PAGE) -> RedHead:
    """Set a red head.

    Example:
        >>> red_head(("中共样例县委组织部文件",), 50)
        RedHead(names=('中共样例县委组织部文件',), widest_em=11.0, beside=None, size_pt=40.0)
        >>> joint = red_head(("中共样例县委", "样例县人民政府文件"), 50)
        >>> joint.names, joint.beside, joint.size_pt
        (('中共样例县委', '样例县人民政府'), '文件', 46.5)
    """
    joint = len(issuers) > 1 and issuers[-1].endswith(_BESIDE)
    names = tuple(name.removesuffix(_BESIDE) for name in issuers) if joint else issuers
    widest = max(map(ems, names), default=1)
    longest = widest + (_GUTTER_EMS + ems(_BESIDE) if joint else 0)
    room = page.text_width_mm * MM / longest, page.red_head_most_mm * MM / (RED_HEAD_PITCH * max(len(names), 1))
    size = max(min(largest_pt, int(min(room) * 2) / 2), page.red_head_smallest_pt)
    return RedHead(names, widest, _BESIDE if joint else None, size)


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
    fitting = (each for each in _ABREAST if each[0] <= len(by) and widest <= each[1] - 0.5)
    most, apart = next(fitting, (1, 0))
    if len(by) == 4 and most == 3:
        most, apart = 2, 13.5
    rows = tuple(by[start : start + most] for start in range(0, len(by), most)) or ((),)
    last = min(ems(by[-1]), characters) if by else 0
    return Signing(rows, apart, min(characters - page.date_ems - ems(date) / 2, characters - last / 2))


def signer_lines(signers: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Set the names of those who sign into lines of two, names below one another.

    Returns:
        For each line what stands before the names, and the names; one of two characters is as wide as one of three.

    Example:
        >>> signer_lines(("甲某某", "乙某", "丙某某"))
        (('签发人：', '甲某某　乙　某'), ('　　　　', '丙某某'))
    """
    if not signers:
        return (("签发人：", ""),)
    widest = max(map(len, signers))
    names = [f"{name[0]}　{name[1]}" if len(name) == 2 < widest else name for name in signers]
    pairs = [names[start : start + 2] for start in range(0, len(names), 2)]
    lines = ["　".join((pair[0] + "　" * (widest - len(pair[0])), *pair[1:])).rstrip() for pair in pairs]
    return tuple(("　　　　" if place else "签发人：", line) for place, line in enumerate(lines))
