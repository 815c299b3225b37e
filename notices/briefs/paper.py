"""A brief → PDF. Its text goes to typst as data and is never read as markup."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from importlib import resources
from typing import Any

import typst

from notices.briefs.blocks import Block, Laid, Shown
from notices.briefs.sheet import SHEET, Sheet
from notices.briefs.worded import Worded
from notices.layout.fonts import Fonts


def pdf(words: Worded, blocks: Sequence[Block], fonts: Fonts, sheet: Sheet = SHEET) -> bytes:
    """Set a brief; the same brief with the same fonts gives the same bytes.

    Args:
        words: What stands in it.
        blocks: Its charts and tables, in their order.
        fonts: The fonts to set it in.
        sheet: The measurements.

    Returns:
        A tagged PDF.
    """
    chinese = words.language == "zh-CN"
    data = {
        "sheet": {**asdict(sheet), "side_mm": sheet.side_mm},
        "lang": "zh" if chinese else words.language,
        "region": "cn" if chinese else None,
        # The Latin letters of a Chinese font with serifs are thin beside those without.
        "fonts": {"head": fonts.families["head"], "text": fonts.families["song" if chinese else "head"]},
        "title": words.title,
        "answer": words.answer,
        "blocks": [_block(each) for each in blocks],
        "notes_title": words.notes_title,
        "notes": words.notes,
        "made_from": words.made_from,
    }
    return typst.compile(
        _layout(),
        font_paths=fonts.found,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"brief": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["1.7"],
        timestamp=0,
    )


@cache
def _layout() -> bytes:
    return resources.files("templates").joinpath("reports", "brief.typ").read_bytes()


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Shown(title=title, picture=picture):
            return {"kind": "chart", "title": title, "svg": picture.svg.decode(), "width_mm": picture.width_mm}
        case Laid(table=table, fit=fit):
            return {
                "kind": "table",
                "title": table.title,
                "widths_mm": fit.widths_mm,
                "size_pt": fit.size_pt,
                "headers": [header.text for header in table.headers],
                "numbers": [header.number for header in table.headers],
                "rows": table.rows,
                "more": table.more,
            }
