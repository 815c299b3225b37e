"""What a file is by its content, whatever its name says."""

import struct
from collections.abc import Iterator
from enum import StrEnum

from engine.message import Message


class Kind(StrEnum):
    """The kinds of file that people hand in as tables."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ENCRYPTED = "encrypted"
    ODS = "ods"
    DOCX = "docx"
    PPTX = "pptx"
    ZIP = "zip"
    HTML = "html"
    XML = "xml"
    JSON = "json"
    PDF = "pdf"
    IMAGE = "image"
    RTF = "rtf"
    TEXT = "text"
    BINARY = "binary"


_MAGIC = {
    b"%PDF": Kind.PDF,
    b"\x89PNG": Kind.IMAGE,
    b"\xff\xd8\xff": Kind.IMAGE,
    b"GIF8": Kind.IMAGE,
    b"{\\rtf": Kind.RTF,
}
_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY, _END = b"PK\x01\x02", b"PK\x05\x06"
_ENTRY_LENGTH, _END_LENGTH = 46, 22
_MOST_NAMES = 1000
_CONTROL = frozenset(range(32)) - {9, 10, 12, 13}
_HEAD = 4096


def kind(content: bytes) -> Kind:
    """The kind of file that these bytes look like.

    Example:
        >>> kind(b"unit,x"), kind(b"%PDF-1.7"), kind(b"<html><table>")
        (<Kind.TEXT: 'text'>, <Kind.PDF: 'pdf'>, <Kind.HTML: 'html'>)
    """
    for magic, found in _MAGIC.items():
        if content.startswith(magic):
            return found
    if content.startswith(_OLE):
        # An encrypted workbook is an OLE file with a stream of this name, else it is one of the old formats.
        return Kind.ENCRYPTED if "EncryptedPackage".encode("utf-16-le") in content else Kind.XLS
    if content.startswith((_ZIP + b"\x03\x04", _ZIP + b"\x05\x06")):
        return _archive(content)
    return _text(content)


def _archive(content: bytes) -> Kind:
    names = list(_names(content))
    if not names:
        # Too damaged to list: the names may still stand in the entries themselves.
        return Kind.XLSX if b"xl/" in content else Kind.ZIP
    if b"xl/workbook.bin" in names:
        return Kind.XLSB
    for folder, found in ((b"xl/", Kind.XLSX), (b"word/", Kind.DOCX), (b"ppt/", Kind.PPTX)):
        if any(name.startswith(folder) for name in names):
            return found
    return Kind.ODS if b"mimetype" in names and b"opendocument.spreadsheet" in content[:200] else Kind.ZIP


def _names(content: bytes) -> Iterator[bytes]:
    """The names of the first files that an archive lists; ``zipfile`` would list a million of them."""
    end = content.rfind(_END)
    if not 0 <= end <= len(content) - _END_LENGTH:
        return
    (size,) = struct.unpack_from("<L", content, end + 12)
    position = end - size
    for _ in range(_MOST_NAMES):
        if position < 0 or not content.startswith(_ENTRY, position) or position + _ENTRY_LENGTH > len(content):
            return
        name, extra, comment = struct.unpack_from("<HHH", content, position + 28)
        position += _ENTRY_LENGTH
        yield content[position : position + name]
        position += name + extra + comment


def _text(content: bytes) -> Kind:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Kind.TEXT
    head = content[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")):
        return Kind.HTML
    if head.startswith(b"<?xml"):
        return Kind.HTML if b"<html" in head else Kind.XML
    if head.startswith(b"{"):
        return Kind.JSON
    return Kind.BINARY if _CONTROL & set(content[:_HEAD]) else Kind.TEXT


def in_words(found: Kind) -> Message:
    """The kind as people call it."""
    match found:
        case Kind.XLSX:
            return Message("an Excel workbook (.xlsx)")
        case Kind.XLSB:
            return Message("a binary Excel workbook (.xlsb)")
        case Kind.XLS:
            return Message("an old Excel or WPS file (.xls, .et)")
        case Kind.ENCRYPTED:
            return Message("a workbook protected with a password")
        case Kind.ODS:
            return Message("an OpenDocument spreadsheet (.ods)")
        case Kind.DOCX:
            return Message("a Word document (.docx)")
        case Kind.PPTX:
            return Message("a PowerPoint presentation (.pptx)")
        case Kind.ZIP:
            return Message("a zip archive")
        case Kind.HTML:
            return Message("a web page (HTML), as some systems export tables")
        case Kind.XML:
            return Message("an XML file")
        case Kind.JSON:
            return Message("a JSON file")
        case Kind.PDF:
            return Message("a PDF document")
        case Kind.IMAGE:
            return Message("an image")
        case Kind.RTF:
            return Message("an RTF document")
        case Kind.TEXT:
            return Message("a text file")
        case Kind.BINARY:
            return Message("a binary file")
