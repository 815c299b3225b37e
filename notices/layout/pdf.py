"""The tree of a document → PDF. Its text goes to typst as data and is never read as markup."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import typst

from notices.document import Block, Document, Figure, Form, Head, Heading, Inline, Listing, Paragraph, Table, plain
from notices.layout.columns import columns, form_widths, header_lines
from notices.layout.page import PAGE, Page, Room, title_lines
from notices.layout.red_head import red_head, signer_lines
from notices.layout.rows import breaks, form_cells, row_height
from notices.layout.signing import signing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notices.document import Signature
    from notices.layout.fonts import Fonts


_MAIN = "official.typ"


def pdf(document: Document, fonts: Fonts, page: Page = PAGE) -> bytes:
    """Set a document.

    The file carries no time and nothing of the machine: the same document with the same fonts gives the same bytes.

    Args:
        document: The document.
        fonts: The fonts to set it in.
        page: The measurements.

    Returns:
        A tagged PDF.
    """
    data = json.dumps(_data(document, fonts, page), ensure_ascii=False)
    return typst.compile(
        _layout(),
        font_paths=fonts.found,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"document": data},
        pdf_standards=["1.7"],
        timestamp=0,
    )


@cache
def _layout() -> Any:
    """The files of the layout by their names, in which typst takes them without a folder; its types do not say so."""
    folder = resources.files("templates").joinpath("layouts")
    files = {file.name: file.read_bytes() for file in folder.iterdir() if file.name.endswith(".typ")}
    return {"main.typ": files.pop(_MAIN), **files}


def _data(document: Document, fonts: Fonts, page: Page) -> dict[str, Any]:
    return {
        "page": {
            **asdict(page),
            "right_mm": page.right_mm,
            "bottom_mm": page.bottom_mm,
            "full_pitch_pt": page.full_pitch_pt,
            "letter_gap_pt": page.letter_gap_pt,
        },
        "fonts": fonts.families,
        "title_weight": fonts.title_weight,
        "head": _head(document.head, page),
        "body": _blocks(document.body, page.room(), page),
        "signature": _signature(document.signature, page) if document.signature else None,
        "remark": document.remark,
        "annexes": [
            {
                "label": annex.label,
                "name": annex.name,
                "lines": title_lines(annex.title, page),
                "landscape": annex.landscape,
                "blocks": _blocks(annex.blocks, page.room(landscape=annex.landscape), page),
            }
            for annex in document.annexes
        ],
        "record": asdict(document.record) if document.record else None,
    }


def _signature(signature: Signature, page: Page) -> dict[str, Any]:
    placed = signing(signature.by, signature.date, page)
    return {"rows": placed.rows, "apart_em": placed.apart_em, "date": signature.date}


def _head(head: Head, page: Page) -> dict[str, Any]:
    red = red_head(head.issuers, page.letter_largest_pt if head.style == "letter" else page.red_head_largest_pt, page)
    return {
        "style": head.style,
        "issuers": red.names,
        "beside": red.beside,
        "widest_em": red.widest_em,
        "size_pt": red.size_pt,
        "number": head.number or "",
        "signers": [{"label": label, "names": names} for label, names in signer_lines(head.signers)],
        "name": "".join(head.title),
        "lines": title_lines(head.title, page),
        "to": head.to,
        "mark": head.mark,
        "stamp": head.stamp,
        "corner": head.corner,
    }


def _runs(inline: Inline) -> list[dict[str, Any]]:
    return [{"text": run.text, "strong": run.strong} for run in inline]


def _blocks(blocks: Iterable[Block], room: Room, page: Page) -> list[dict[str, Any]]:
    return [written for block in blocks for written in _block(block, room, page)]


def _block(block: Block, room: Room, page: Page) -> Iterator[dict[str, Any]]:
    match block:
        case Heading():
            yield {"kind": "heading", "level": block.level, "number": block.number, "runs": _runs(block.text)}
        case Paragraph():
            yield {"kind": "paragraph", "runs": _runs(block.text)}
        case Listing():
            yield from ({"kind": "paragraph", "runs": _runs(item)} for item in block.paragraphs)
        case Form():
            yield _form(block, room, page)
        case Figure(picture=picture):
            yield {
                "kind": "figure",
                "svg": picture.svg.decode(),
                "width_mm": min(picture.width_mm, room.width_mm),
                "text": picture.text,
                "caption": _runs(block.caption),
            }
        case Table():
            yield _table(block, room, page)


def _form(form: Form, room: Room, page: Page) -> dict[str, Any]:
    widths = form_widths(form, room.width_mm, page)
    rows = [(row, form_cells(row, widths)) for row in form.rows]
    return {
        "kind": "form",
        "widths_mm": widths,
        "rows": [
            {
                "height_mm": row_height(row.lines, room, page),
                "breaks": breaks([(cell.text, cell.width_mm) for cell in cells], page.form_pt, room, page),
                "cells": [{"runs": _runs(cell.text), "label": cell.label, "columns": cell.columns} for cell in cells],
            }
            for row, cells in rows
        ],
    }


def _table(table: Table, room: Room, page: Page) -> dict[str, Any]:
    fitted = columns(table, room.width_mm, page)
    return {
        "kind": "table",
        "widths_mm": fitted.widths_mm,
        "size_pt": fitted.size_pt,
        "aligned": table.aligned,
        "header": [header_lines(plain(cell)) for cell in table.header],
        "rows": [
            {
                "breaks": breaks(zip(row, fitted.widths_mm, strict=True), fitted.size_pt, room, page),
                "cells": [_runs(cell) for cell in row],
            }
            for row in table.rows
        ],
    }
