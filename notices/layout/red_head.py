"""The words of a red head: how large the issuers are and who stands beside whom. Once, for the docx and the PDF."""

from __future__ import annotations

from dataclasses import dataclass

from notices.layout.page import MM, PAGE, Page, ems

PITCH = 1.3
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
    room = page.text_width_mm * MM / longest, page.red_head_most_mm * MM / (PITCH * max(len(names), 1))
    size = max(min(largest_pt, int(min(room) * 2) / 2), page.red_head_smallest_pt)
    return RedHead(names, widest, _BESIDE if joint else None, size)


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
