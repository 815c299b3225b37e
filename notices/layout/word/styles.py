"""The styles of an official docx, made from the measurements of the page and the fonts of the standard."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

import docx
from docx.oxml.ns import qn

from notices.layout import red_head, rows
from notices.layout.page import PAGE, Page
from notices.layout.word.xml import Align, element, font, twips

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document as WordDocument
    from docx.opc.rel import Relationships
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph as WordParagraph

GRID = "公文表格线"
"""The style of a table with lines."""


@dataclass(frozen=True)
class Style:
    """A paragraph style; lengths in points.

    Attributes:
        role: Its font, by its role in the standard.
        pitch: From one line to the next; 0 where a line is as high as what stands in it.
        first: Indent of the first line.
        spacing: Added to each character.
        level: Level in the outline, 0 for the title; nothing for text.
        keep: Whether it stands on one page with what follows.
        colour: Of its letters, where they are not black.
        latin: The font of Latin letters and digits, where they have their own.
        strong: Whether it is bold.
        above: Room above its paragraphs.
        below: Room below them.
    """

    role: str
    size: float
    pitch: float
    align: Align = "left"
    first: float = 0
    spacing: float = 0
    level: int | None = None
    keep: bool = False
    colour: str | None = None
    latin: str | None = None
    strong: bool = False
    above: float = 0
    below: float = 0


def styles(page: Page = PAGE) -> dict[str, Style]:
    """The styles by the names under which Word and WPS show them."""
    indent, spacing = 2 * page.character_pt, page.spacing_pt

    body = partial(Style, size=page.body_pt, pitch=page.pitch_pt, spacing=spacing)
    headings = {
        f"公文{'一二三四'[level - 1]}级标题": body(role, first=indent, level=level, keep=True)
        for level, role in enumerate(("head", "kai", "body", "body"), 1)
    }
    sizes = dict.fromkeys((page.form_pt, *page.table_sizes_pt))
    cells = {cell_style(size): Style("body", size, size * rows.PITCH, "center") for size in sizes}
    largest = page.red_head_largest_pt
    return {
        "公文正文": body("body", align="both", first=indent),
        "公文顶格": body("body"),
        "公文居中": body("body", align="center"),
        "公文题注": body("kai", align="center"),
        "公文附件标识": body("head", keep=True),
        "公文标题": Style("title", page.title_pt, page.title_pitch_pt, "center", level=0, keep=True),
        **headings,
        "公文红头": Style("title", largest, largest * red_head.PITCH, "center", colour=page.red),
        **cells,
        "公文图": Style("body", page.caption_pt, 0, "center", keep=True),
        "公文图题": Style("head", page.caption_pt, page.caption_pt * 1.6, "center"),
        "公文页码": Style("song", page.foot_pt, page.foot_pitch_pt),
        "公文草案标记": Style("head", page.foot_pt, page.foot_pitch_pt, "center"),
        "公文版记": Style("body", page.foot_pt, page.foot_pitch_pt),
        "公文校验": Style("body", page.proof_pt, page.proof_pt * 1.4),
    }


_SIZES = {14: "四号", 12: "小四", 10.5: "五号", 9: "小五"}


def cell_style(size_pt: float) -> str:
    """The name of the style of a table's cells, by the size of their letters.

    Example:
        >>> cell_style(14), cell_style(8)
        ('公文表格四号', '公文表格8磅')
    """
    return f"公文表格{_SIZES.get(size_pt, f'{size_pt:g}磅')}"


def blank(page: Page = PAGE) -> WordDocument:
    """Begin a document: an empty one with the styles."""
    return styled(styles(page))


def styled(named: Mapping[str, Style], language: str = "zh-CN") -> WordDocument:
    """Begin a document with other styles.

    Args:
        named: The styles by their names.
        language: Of its Latin letters, as BCP 47 writes it; the others are Chinese.
    """
    return docx.Document(io.BytesIO(_blank(tuple(named.items()), language)))


def put(paragraph: WordParagraph, style: str) -> WordParagraph:
    """Give a paragraph one of the styles; python-docx's own way reads all styles again for each paragraph."""
    paragraph._p.style = style
    return paragraph


_PARTS = {"styles", "settings", "fontTable", "theme", "core-properties", "extended-properties", "officeDocument"}
"""Of python-docx's own blank document; it also brings a thumbnail, numberings, and its styles a second time."""
_DEFAULTS = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList"}


@cache
def _blank(named: tuple[tuple[str, Style], ...], language: str) -> bytes:
    document, saved = docx.Document(), io.BytesIO()
    package = document.part.package
    assert package is not None
    _keep_parts(package.rels)
    _keep_parts(document.part.rels)
    made = document.styles.element
    for style in made.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in _DEFAULTS:
            made.remove(style)
    _set_defaults(made, language)
    made.extend(_style(name, style) for name, style in named)
    made.append(_grid())
    _modernise(document.settings.element, language)
    document.save(saved)
    return saved.getvalue()


def _keep_parts(relations: Relationships) -> None:
    for key, relation in list(relations.items()):
        if relation.reltype.rpartition("/")[2] not in _PARTS:
            del relations[key]


def _set_defaults(made: BaseOxmlElement, language: str) -> None:
    """Nothing of the theme's fonts and of the space below paragraphs remains."""
    run = element("rPr", font("body"), element("lang", val=language, eastAsia="zh-CN"))
    defaults = made.find(qn("w:docDefaults"))
    for child in list(defaults):
        defaults.remove(child)
    defaults.extend([element("rPrDefault", run), element("pPrDefault")])


def _modernise(settings: BaseOxmlElement, language: str) -> None:
    """Otherwise Word opens the file in its mode for old documents, and as written by a Japanese hand."""
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    for fonts in settings.iter(qn("w:themeFontLang")):
        fonts.set(qn("w:val"), language)
        fonts.set(qn("w:eastAsia"), "zh-CN")


def _style(name: str, style: Style) -> BaseOxmlElement:
    # Punctuation stays within the text, no room between Chinese and Latin letters: so that 28 characters fill a line.
    within = [element(each, val="0") for each in ("overflowPunct", "autoSpaceDE", "autoSpaceDN")]
    line: dict[str, str | float] = {"line": twips(style.pitch), "lineRule": "exact"} if style.pitch else {}
    paragraph = [
        *([element("keepNext")] if style.keep else []),
        element("widowControl", val="0"),
        *within,
        element("spacing", before=twips(style.above), after=twips(style.below), **line),
        element("ind", firstLine=twips(style.first)),
        element("jc", val=style.align),
        *([] if style.level is None else [element("outlineLvl", val=style.level)]),
    ]
    run = [
        font(style.role, style.latin),
        *([element("b")] if style.strong else []),
        *([element("color", val=style.colour)] if style.colour else []),
        *([element("spacing", val=twips(style.spacing))] if style.spacing else []),
        element("sz", val=style.size * 2),
        element("szCs", val=style.size * 2),
    ]
    named = [element("name", val=name), element("basedOn", val="Normal"), element("qFormat")]
    parts = [*named, element("pPr", *paragraph), element("rPr", *run)]
    return element("style", *parts, type="paragraph", customStyle="1", styleId=name)


def _grid() -> BaseOxmlElement:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = element("tblBorders", *(element(side, val="single", sz=4, space=0, color="000000") for side in sides))
    named = [element("name", val=GRID), element("basedOn", val="TableNormal")]
    return element("style", *named, element("tblPr", borders), type="table", customStyle="1", styleId=GRID)
