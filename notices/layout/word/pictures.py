"""Pictures of a docx: drawn as SVG for programs that can, with the same in dots for those that cannot."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.shared import Mm

from notices.document import plain
from notices.layout.word.styles import put

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    from notices.document import Figure, Picture
    from notices.layout.page import Page

_SVG_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_EXTENSION = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
    '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="{relation}"/>'
    "</a:ext></a:extLst>"
)


def add_figure(document: WordDocument, figure: Figure, width_mm: float, page: Page) -> None:
    """Add a picture with its caption below.

    Args:
        document: The document.
        figure: The picture.
        width_mm: Width of the text area, in millimetres.
        page: The measurements.
    """
    add_picture(document, figure.picture, width_mm, "公文图")
    put(document.add_paragraph(plain(figure.caption)), "公文图题")


def add_picture(document: WordDocument, picture: Picture, width_mm: float, style: str) -> None:
    """Add a picture in a paragraph of its own.

    Args:
        document: The document.
        picture: The picture.
        width_mm: Width of the text area, in millimetres.
        style: Name of the paragraph's style.
    """
    paragraph = put(document.add_paragraph(), style)
    width = min(picture.width_mm, width_mm)
    shape = paragraph.add_run().add_picture(io.BytesIO(picture.png), width=Mm(width))
    shape._inline.docPr.set("descr", picture.text)
    for side in "TBLR":
        # Where it is not said, LibreOffice keeps three millimetres free at the left and the right.
        shape._inline.set(f"dist{side}", "0")
    number = sum(part.partname.endswith(".svg") for part in document.part.package.iter_parts()) + 1
    part = Part(PackURI(f"/word/media/drawing{number}.svg"), "image/svg+xml", picture.svg, document.part.package)
    relation = document.part.relate_to(part, _SVG_RELATION)
    (blip,) = shape._inline.xpath(".//a:blip")
    blip.append(parse_xml(_EXTENSION.format(relation=relation)))
