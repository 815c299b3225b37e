"""A docx as bytes that carry no time: the same document gives the same ones."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_EARLIEST = struct.pack("<HH", 0, 1 << 5 | 1)
"""Midnight of 1 January 1980, as a ZIP archive writes it."""


def describe(document: WordDocument, title: str, language: str = "zh-CN") -> None:
    """Say what a document is, and nothing of who wrote it and when.

    Args:
        document: The document.
        title: Its title.
        language: Its language, as BCP 47 writes it.
    """
    properties = document.core_properties
    properties.title, properties.language = title, language
    properties.author = properties.comments = properties.last_modified_by = ""
    # What python-docx's own blank document says about itself is not about this one.
    for name in ("dcterms:created", "dcterms:modified"):
        for element in properties._element.findall(qn(name)):
            properties._element.remove(element)


def saved(document: WordDocument) -> bytes:
    """Save, and give every part of the package the same time: in its entry, and in its line of the directory.

    Args:
        document: The document.

    Returns:
        A docx.
    """
    file = io.BytesIO()
    document.save(file)
    content = bytearray(file.getbuffer())
    end = content.rfind(b"PK\5\6")
    count, _, line = struct.unpack_from("<HII", content, end + 10)
    for _ in range(count):
        lengths = struct.unpack_from("<HHH", content, line + 28)
        (entry,) = struct.unpack_from("<I", content, line + 42)
        content[line + 12 : line + 16] = content[entry + 10 : entry + 14] = _EARLIEST
        line += 46 + sum(lengths)
    return bytes(content)
