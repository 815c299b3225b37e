"""Documents laid out from Markdown, and where things stand on their pages."""

from __future__ import annotations

import ctypes
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from notices.layout import fonts
from notices.layout.pdf import pdf
from notices.layout.word import word
from notices.wording.markdown import parse
from tests.notices.layout.wordings import WORDINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notices.document import Document

MM = 72 / 25.4
LEFT, RIGHT, TOP, FOOT = 28.0, 184.0, 37.0, 262.0
"""The edges of the text area."""
ASCENT = 0.86
"""How much of a Chinese character stands above the base line, in the fonts of the standard."""

SOFFICE = shutil.which("soffice")
PROGRAMS = ["pdf", pytest.param("docx", marks=pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice"))]
"""Typst makes the pages of the one, LibreOffice those of the other."""
RED = (230, 0, 18)
BLACK = (0, 0, 0)


@dataclass(frozen=True)
class Glyph:
    """A character; lengths in millimetres from the top left corner of the page, the size in points."""

    text: str
    left: float
    right: float
    base: float
    size: float
    font: str
    colour: tuple[int, int, int]

    @property
    def top(self) -> float:
        """The upper edge of the square in which a Chinese character stands."""
        return self.base - ASCENT * self.size / MM

    @property
    def foot(self) -> float:
        """The lower edge of that square."""
        return self.top + self.size / MM


@dataclass(frozen=True)
class Line:
    """Characters on one base line, from left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def left(self) -> float:
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        return self.glyphs[-1].right

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def top(self) -> float:
        return min(glyph.top for glyph in self.glyphs)

    @property
    def foot(self) -> float:
        return max(glyph.foot for glyph in self.glyphs)

    @property
    def base(self) -> float:
        return self.glyphs[0].base

    @property
    def size(self) -> float:
        return self.glyphs[0].size

    @property
    def font(self) -> str:
        return self.glyphs[0].font


@dataclass(frozen=True)
class Rule:
    """A straight line, or a filled bar."""

    left: float
    right: float
    top: float
    foot: float
    colour: tuple[int, int, int]

    @property
    def thick(self) -> float:
        return self.foot - self.top

    @property
    def long(self) -> float:
        return self.right - self.left


@dataclass(frozen=True)
class Sheet:
    """A page."""

    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]

    def line(self, start: str) -> Line:
        """The one line that begins so."""
        (found,) = (line for line in self.lines if line.text.startswith(start))
        return found

    @property
    def text(self) -> tuple[Line, ...]:
        """The lines within the text area of an upright page."""
        return tuple(line for line in self.lines if line.base < FOOT)

    def has(self, text: str) -> bool:
        return any(text in line.text for line in self.lines)

    @property
    def level(self) -> tuple[Rule, ...]:
        """The rules from left to right, from the top of the page to its foot."""
        return tuple(sorted({rule for rule in self.rules if rule.long > rule.thick}, key=lambda rule: rule.top))


def near(length: float, within: float = 0.5) -> Any:
    """As long as this, in millimetres."""
    return pytest.approx(length, abs=within)


def composed(text: str) -> Document:
    """Read a wording."""
    return parse(text, "test")


@cache
def free_fonts() -> fonts.Fonts:
    return fonts.find()


@cache
def laid_out(name: str, program: str) -> tuple[Sheet, ...]:
    """The pages of one of the wordings."""
    if program == "docx":
        return _by_libreoffice()[name]
    return read(pdf(composed(WORDINGS[name]), free_fonts()))


@cache
def _by_libreoffice() -> dict[str, tuple[Sheet, ...]]:
    """All wordings at once: the program takes longer to start than to lay out."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        paths = {name: folder / f"{name}.docx" for name in WORDINGS}
        for name, path in paths.items():
            path.write_bytes(word(composed(WORDINGS[name])))
        profile = f"-env:UserInstallation={folder.as_uri()}/profile"
        command = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", made]
        subprocess.run([*command, *map(str, paths.values())], check=True, capture_output=True, timeout=600)
        return {name: read(path.with_suffix(".pdf").read_bytes()) for name, path in paths.items()}


def read(content: bytes) -> tuple[Sheet, ...]:
    """Find what stands on the pages of a PDF."""
    document = pypdfium2.PdfDocument(content)
    try:
        return tuple(_sheet(page) for page in document)
    finally:
        document.close()


def _sheet(page: pypdfium2.PdfPage) -> Sheet:
    width, height = page.get_size()
    glyphs = sorted(_glyphs(page, height), key=lambda glyph: (glyph.base, glyph.left))
    return Sheet(width / MM, height / MM, tuple(_lines(glyphs)), tuple(_rules(page, height)))


def _lines(glyphs: list[Glyph]) -> Iterator[Line]:
    for _, group in groupby(glyphs, key=lambda glyph: round(glyph.base, 1)):
        yield Line(tuple(sorted(group, key=lambda glyph: glyph.left)))


def _glyphs(page: pypdfium2.PdfPage, height: float) -> Iterator[Glyph]:
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    flags, name = ctypes.c_int(), ctypes.create_string_buffer(200)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    for place in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(text, place))
        if character.isspace() or pdfium.FPDFText_IsGenerated(text, place) == 1:
            continue
        pdfium.FPDFText_GetCharOrigin(text, place, x, y)
        pdfium.FPDFText_GetFontInfo(text, place, name, 200, flags)
        pdfium.FPDFText_GetFillColor(text, place, red, green, blue, alpha)
        _, _, right, _ = text.get_charbox(place, loose=True)
        yield Glyph(
            character,
            x.value / MM,
            right / MM,
            (height - y.value) / MM,
            round(pdfium.FPDFText_GetFontSize(text, place), 2),
            re.sub(r"^[A-Z]{6}\+|-Identity-H$", "", name.value.decode()),
            (red.value, green.value, blue.value),
        )


def _rules(page: pypdfium2.PdfPage, height: float) -> Iterator[Rule]:
    """Strokes are as thick as their pen, which the bounds of pdfium double."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    thick = ctypes.c_float()
    for path in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        stroked, filled = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(path, filled, stroked)
        colour = pdfium.FPDFPageObj_GetStrokeColor if stroked.value else pdfium.FPDFPageObj_GetFillColor
        colour(path, red, green, blue, alpha)
        pdfium.FPDFPageObj_GetStrokeWidth(path, thick)
        left, foot, right, top = path.get_bounds()
        if stroked.value and right - left > top - foot:
            left, foot, right, top = (
                left + thick.value,
                foot + thick.value / 2,
                right - thick.value,
                top - thick.value / 2,
            )
        yield Rule(
            left / MM, right / MM, (height - top) / MM, (height - foot) / MM, (red.value, green.value, blue.value)
        )
