"""Workbooks that are made to do harm, each built anew: no such file is kept."""

import io
import random
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping

from tests.workbooks.packages import SHEET, edited, replaced, workbook

ROWS = [["单位", "人口", "返贫率"], *([f"样例{number}镇", number, number / 8] for number in range(1, 41))]
PLAIN = workbook({"数据": ROWS})
STRINGS, STYLES, WORKBOOK, RELATIONS = (
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
)
_LOL = b'<!DOCTYPE a [<!ENTITY a "lollollollol">' + b"".join(
    b'<!ENTITY %c "%s">' % (char, b"&%c;" % (char - 1) * 20) for char in range(ord("b"), ord("k"))
)


def adding(entries: Mapping[str, bytes], content: bytes = PLAIN) -> bytes:
    """The package with further entries."""
    result = io.BytesIO(content)
    with zipfile.ZipFile(result, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, entry in entries.items():
            archive.writestr(name, entry)
    return result.getvalue()


def rows(cells: bytes) -> bytes:
    """The workbook with these bytes in place of its rows."""
    return edited(PLAIN, SHEET, lambda text: text[: text.index(b"<row")] + cells + text[text.index(b"</sheetData>") :])


def truncated(seed: int, count: int) -> Iterator[bytes]:
    """The workbook cut at random places."""
    places = random.Random(seed)
    for _ in range(count):
        yield PLAIN[: places.randrange(1, len(PLAIN) - 1)]


def _with_doctype(part: str, reference: bytes) -> bytes:
    def edit(text: bytes) -> bytes:
        return text.replace(b"?>", b"?>" + _LOL + b"]>", 1).replace(b"</", reference + b"</", 1)

    return edited(PLAIN, part, edit)


def _lying_about_sizes() -> bytes:
    """100 MB of blanks after the rows, which the package's list says are 100 bytes."""
    content = edited(PLAIN, SHEET, lambda text: text + b" " * 100_000_000)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo(SHEET).file_size
    return content.replace(struct.pack("<I", size), struct.pack("<I", 100))


def _overlapping() -> bytes:
    """Thousands of entries that all unpack the same 10 MB."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet0.xml", b" " * 10_000_000)
        first = archive.infolist()[0]
        for number in range(1, 3000):
            entry = zipfile.ZipInfo(f"xl/worksheets/sheet{number}.xml")
            entry.compress_type, entry.CRC = first.compress_type, first.CRC
            entry.file_size, entry.compress_size, entry.header_offset = first.file_size, first.compress_size, 0
            archive.filelist.append(entry)
            archive.NameToInfo[entry.filename] = entry
    return result.getvalue()


def _nested(depth: int) -> bytes:
    """A workbook in a workbook in a workbook."""
    content = PLAIN
    for _ in range(depth):
        content = adding({"xl/embeddings/book.xlsx": content * 20})
    return content


def _many_listed(count: int) -> bytes:
    """A package that lists a million files which it does not hold."""
    name = b"xl/a"
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, len(name), 0, 0, 0, 0, 0, 0) + name
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, len(entry) * count, 4, 0)
    return b"PK\3\4" + entry * count + end


def _named(name: str) -> bytes:
    return replaced(PLAIN, WORKBOOK, 'name="数据"'.encode(), f'name="{name}"'.encode())


def _encrypted_entry() -> bytes:
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as archive:
        entry = archive.getinfo(SHEET)
    directory = PLAIN.rindex(b"PK\x01\x02", 0, PLAIN.rindex(SHEET.encode()))
    return PLAIN[: directory + 8] + struct.pack("<H", entry.flag_bits | 1) + PLAIN[directory + 10 :]


def _docx() -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("word/document.xml", b"<document/>")
    return result.getvalue()


def _many_cells(count: int) -> bytes:
    """One row number and a million cells that all say they are A1."""
    return rows(b'<row r="1">' + b'<c r="A1"><v>1</v></c>' * count + b"</row>")


def _shared_by_many() -> bytes:
    """A string of 30,000 characters that 50,000 cells share: 1.5 GB of text."""
    long = "长".encode() * 30_000
    shared = rows(b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(1, 50_001)))
    return edited(shared, STRINGS, lambda text: text[: text.index(b"<si>")] + b"<si><t>" + long + b"</t></si></sst>")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600

HOSTILE: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "an entry of 300 MB": ("workbook-expansion", lambda: edited(PLAIN, SHEET, lambda text: text + b" " * 300_000_000)),
    "a styles part of 100 MB": (
        "workbook-damaged",
        lambda: edited(PLAIN, STYLES, lambda _: b"<a>" + b"<b/>" * 25_000_000),
    ),
    "sizes that are not true": ("workbook-damaged", _lying_about_sizes),
    "entries that overlap": ("workbook-expansion", _overlapping),
    "twenty thousand entries": ("workbook-entries", lambda: adding({f"xl/media/{n}": b"" for n in range(20_000)})),
    "a million entries listed": ("workbook-entries", lambda: _many_listed(1_000_000)),
    "packages in packages": ("workbook-embedded", lambda: _nested(5)),
    "a far cell": (
        "workbook-far-cell",
        lambda: rows(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    ),
    "a far cell in a prefixed row": (
        "workbook-far-cell",
        lambda: rows(b'<x:row xmlns:x="y" r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>'),
    ),
    "a far cell after a comment": (
        "workbook-far-cell",
        lambda: rows(b'<!-- </sheetData> --><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    ),
    "a million times the same cell": ("workbook-damaged", lambda: _many_cells(1_000_000)),
    "cells without an end": ("workbook-damaged", lambda: rows(b'<row r="1">' + b'<c r="A1">' * 1_000_000)),
    "a string that many cells share": ("workbook-content", _shared_by_many),
    "strings announced beyond memory": (
        "workbook-damaged",
        lambda: edited(
            rows(b'<row r="1"><x:c xmlns:x="y" r="A1"><v>1</v></x:c></row>'),
            STRINGS,
            lambda text: text.replace(b'uniqueCount="', b'uniqueCount="99999999999'),
        ),
    ),
    "entities in the worksheet": ("workbook-doctype", lambda: _with_doctype(SHEET, b"&j;")),
    "entities in the strings": ("workbook-doctype", lambda: _with_doctype(STRINGS, b"&j;")),
    "entities in the styles": ("workbook-doctype", lambda: _with_doctype(STYLES, b"&j;")),
    "entities in the workbook": ("workbook-doctype", lambda: _with_doctype(WORKBOOK, b"&j;")),
    "an external entity": (
        "workbook-doctype",
        lambda: edited(
            PLAIN,
            SHEET,
            lambda text: text.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/hostname">]>', 1),
        ),
    ),
    "links to other workbooks": (
        "workbook-links",
        lambda: adding({"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}),
    ),
    "macros": ("workbook-macros", lambda: adding({"xl/vbaProject.bin": OLE})),
    "macros of the old kind": ("workbook-macros", lambda: adding({"xl/macrosheets/sheet1.xml": b"<macrosheet/>"})),
    "a password": ("workbook-encrypted", lambda: OLE + "EncryptedPackage".encode("utf-16-le")),
    "encrypted entries": ("workbook-encrypted", _encrypted_entry),
    "a Word document": ("file-kind", _docx),
    "names of 300 characters": ("workbook-damaged", lambda: adding({f"xl/{'长' * 300}.xml": b"<a/>"})),
    "names of other folders": ("workbook-damaged", lambda: adding({"../../etc/cron.d/a": b"x"})),
    "names of other folders, as on Windows": ("workbook-damaged", lambda: adding({"xl\\..\\..\\a": b"x"})),
    "a worksheet in another folder": (
        "workbook-without-sheet",
        lambda: replaced(PLAIN, RELATIONS, b'"worksheets/sheet1.xml"', b'"../../../etc/hostname"'),
    ),
    "a worksheet named by 300 characters": ("worksheet-name", lambda: _named("长" * 300)),
    "a worksheet named as a path": ("worksheet-name", lambda: _named("../../a")),
    "ten thousand names for one worksheet": (
        "workbook-damaged",
        lambda: edited(
            PLAIN,
            WORKBOOK,
            lambda text: text.replace(
                b"</sheets>",
                b"".join(b'<sheet name="%d" sheetId="%d" r:id="rId1"/>' % (n, n) for n in range(9, 10_000))
                + b"</sheets>",
            ),
        ),
    ),
}
"""What is hostile about it → the code of the refusal, and how the file is built."""
