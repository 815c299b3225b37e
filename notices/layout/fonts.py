"""Which font stands for which role: the official one if it is there, else the nearest free one, and a note of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import typst

from notices.errors import FolderMissing, NoFont

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


@dataclass(frozen=True)
class Role:
    """A font of the standard.

    Attributes:
        word: Its name in Word and WPS, which a docx asks for.
        official: Family names under which it, or a twin, may be installed.
        free: Free families that stand in for it, the nearest first.
    """

    word: str
    official: tuple[str, ...]
    free: tuple[str, ...]


_SERIF = ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Noto Sans CJK SC", "Noto Sans SC")
_SANS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Noto Serif CJK SC", "Noto Serif SC")

ROLES = {
    "title": Role(
        "方正小标宋简体",
        ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
        ("FandolSong", *_SERIF),
    ),
    "body": Role("仿宋_GB2312", ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong"), ("FandolFang", *_SERIF)),
    "head": Role("黑体", ("黑体", "SimHei"), ("FandolHei", *_SANS)),
    "kai": Role("楷体_GB2312", ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi"), ("FandolKai", *_SERIF)),
    "song": Role("宋体", ("宋体", "SimSun"), ("FandolSong", *_SERIF)),
}


@dataclass(frozen=True)
class Substitution:
    """A font that the PDF uses in place of that of the standard."""

    wanted: str
    used: str


@dataclass(frozen=True)
class Fonts:
    """The fonts of a PDF: a family for each role, the fonts themselves, and what was substituted."""

    families: dict[str, str]
    found: typst.Fonts
    substitutions: tuple[Substitution, ...]

    @property
    def title_weight(self) -> str:
        """小标宋 is itself heavy; what stands for it is set bold."""
        return "regular" if self.families["title"] in ROLES["title"].official else "bold"


def find(folder: Path | None = None) -> Fonts:
    """Choose a font for each role, from the user's folder and from the system.

    Args:
        folder: A folder with the user's fonts.

    Raises:
        FolderMissing: The folder does not exist.
        NoFont: There is no Chinese font at all.
    """
    if folder is not None and not folder.is_dir():
        raise FolderMissing(folder)
    found = typst.Fonts(include_embedded_fonts=False, font_paths=[] if folder is None else [str(folder)])
    families, substitutions = choose(found.families())
    return Fonts(families, found, substitutions)


def choose(available: Collection[str]) -> tuple[dict[str, str], tuple[Substitution, ...]]:
    """Choose among the families that there are.

    Example:
        >>> families, substitutions = choose(["SimHei", "Noto Serif CJK SC"])
        >>> families["head"], families["body"]
        ('SimHei', 'Noto Serif CJK SC')
        >>> [note.wanted for note in substitutions]
        ['方正小标宋简体', '仿宋_GB2312', '楷体_GB2312', '宋体']
    """
    spelled = {family.casefold(): family for family in available}
    families: dict[str, str] = {}
    substitutions: list[Substitution] = []
    for name, role in ROLES.items():
        wanted = (each.casefold() for each in (*role.official, *role.free))
        family = next((spelled[each] for each in wanted if each in spelled), None)
        if family is None:
            raise NoFont(role.word)
        families[name] = family
        if family not in role.official:
            substitutions.append(Substitution(role.word, family))
    return families, tuple(substitutions)
