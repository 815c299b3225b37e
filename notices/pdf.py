"""The tree of a document → PDF. Its text goes to typst as data and is never read as markup."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib import resources
from typing import TYPE_CHECKING, Any

import typst

from notices.columns import columns, form_widths, header_lines
from notices.document import Block, Document, Figure, Form, Head, Heading, Inline, Listing, Paragraph, Table, plain
from notices.page import PAGE, Page, held_whole, red_head_pt, signature_box, signer_lines, title_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from notices.fonts import Fonts


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
    layout = resources.files("templates").joinpath("layouts", "official.typ").read_bytes()
    data = json.dumps(_data(document, fonts, page), ensure_ascii=False)
    return typst.compile(
        layout,
        font_paths=fonts.found,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"document": data},
        pdf_standards=["1.7"],
        timestamp=0,
    )


def _data(document: Document, fonts: Fonts, page: Page) -> dict[str, Any]:
    head, signature = document.head, document.signature
    data = {
        "page": {
            **asdict(page),
            "right_mm": page.right_mm,
            "bottom_mm": page.bottom_mm,
            "letter_gap_pt": page.letter_gap_pt,
        },
        "fonts": fonts.families,
        "title_weight": fonts.title_weight,
        "head": {
            **asdict(head),
            "name": document.title,
            "lines": title_lines(head.title, page),
            "size_pt": red_head_pt(head.issuers, _largest(head, page), page),
            "signers": signer_lines(head.signers),
        },
        "body": _blocks(document.body, page.text_width_mm, page),
        "signature": None,
        "remark": document.remark,
        "annexes": [
            {
                "label": annex.label,
                "name": annex.name,
                "lines": title_lines(annex.title, page),
                "landscape": annex.landscape,
                "blocks": _blocks(annex.blocks, page.text_height_mm if annex.landscape else page.text_width_mm, page),
            }
            for annex in document.annexes
        ],
        "record": asdict(document.record) if document.record else None,
    }
    if signature is not None:
        width, right = signature_box(signature.by, signature.date)
        data["signature"] = {"lines": [*signature.by, signature.date], "width_em": width, "right_em": right}
    return data


def _largest(head: Head, page: Page) -> float:
    return page.letter_largest_pt if head.style == "letter" else page.red_head_largest_pt


def _runs(inline: Inline) -> list[dict[str, Any]]:
    return [asdict(run) for run in inline]


def _blocks(blocks: Iterable[Block], width_mm: float, page: Page) -> list[dict[str, Any]]:
    return [_block(block, width_mm, page) for block in blocks]


def _block(block: Block, width_mm: float, page: Page) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "number": block.number, "runs": _runs(block.text)}
        case Paragraph():
            return {"kind": "paragraph", "runs": _runs(block.text), "whole": held_whole(plain(block.text), page)}
        case Listing():
            return {"kind": "listing", "ordered": block.ordered, "items": [_runs(item) for item in block.items]}
        case Form():
            return {
                "kind": "form",
                "widths_mm": form_widths(block, width_mm, page),
                "rows": [
                    {
                        "height_mm": row.lines * page.row_mm,
                        "cells": [{"label": plain(cell.label), "value": _runs(cell.value)} for cell in row.cells],
                    }
                    for row in block.rows
                ],
            }
        case Figure(picture=picture):
            return {
                "kind": "figure",
                "svg": picture.svg.decode(),
                "width_mm": min(picture.width_mm, width_mm),
                "text": picture.text,
                "caption": _runs(block.caption),
            }
        case Table():
            fitted = columns(block, width_mm, page)
            return {
                "kind": "table",
                "widths_mm": fitted.widths_mm,
                "size_pt": fitted.size_pt,
                "aligned": block.aligned,
                "header": [header_lines(plain(cell)) for cell in block.header],
                "rows": [[_runs(cell) for cell in row] for row in block.rows],
            }
