import contextlib
import io
import struct
import zipfile
import zlib

import pytest

from engine.message import Message
from engine.problem import Place, Problem, Problems
from tests.workbooks.packages import SHEET, edited, replaced, workbook
from workbooks.xlsx import guard
from workbooks.xlsx.guard import Limits

PLAIN = workbook({"数据": [["unit", "a"], ["甲镇", 1]]})
STRINGS = "xl/sharedStrings.xml"


def admit(content: bytes, limits: Limits | None = None) -> None:
    place, limits = Place(file="a.xlsx"), limits or Limits()
    guard.admit(guard.opened(content, place, limits), place, limits)


def problem(content: bytes, limits: Limits | None = None) -> Problem:
    with pytest.raises(Problems) as raised:
        admit(content, limits)
    (only,) = raised.value.problems
    assert only.place.file == "a.xlsx"
    return only


def with_row(row: bytes) -> bytes:
    return replaced(PLAIN, SHEET, b"</sheetData>", row + b"</sheetData>")


def test_an_ordinary_workbook_passes() -> None:
    admit(PLAIN)


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "XFD1048576"),
        (b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row>', "A1048576"),
        (b"<row r='9999999'><c><v>1</v></c></row>", "A9999999"),
        (b'<x:row xmlns:x="y" r="9999999"><x:c><x:v>1</x:v></x:c></x:row>', "A9999999"),
        (b'<row r="9999999"><c r="&#88;FD9&#57;99999"><v>1</v></c></row>', "XFD9999999"),
    ],
)
def test_a_far_cell_is_refused(row: bytes, cell: str) -> None:
    found = problem(with_row(row), Limits(cells=1_000_000))
    assert (found.code, found.place.sheet, found.place.cell) == ("workbook-far-cell", "数据", cell)


def test_a_far_cell_that_is_empty_does_no_harm() -> None:
    admit(with_row(b'<row r="1048576"><c r="XFD1048576" s="0"/></row>'))


@pytest.mark.parametrize(
    "row",
    [
        b'<row r="-5"><c><v>1</v></c></row>',
        b'<row r="99999999999999"><c><v>1</v></c></row>',
        b'<row r="3"><c r="ZZZZZ1"><v>1</v></c></row>',
        b'<row r="3"><c r=""><v>1</v></c></row>',
        b"<row><c></row>",
    ],
)
def test_addresses_that_no_cell_has(row: bytes) -> None:
    found = problem(with_row(row))
    assert (found.code, found.place.sheet) == ("workbook-damaged", "数据")


@pytest.mark.parametrize("count", [b"99999999999", b"+99999999999", b" 5000001 ", b"9" * 5000])
def test_announced_counts_by_which_the_parser_reserves_memory(count: bytes) -> None:
    found = problem(replaced(PLAIN, STRINGS, b'uniqueCount="3"', b'uniqueCount="' + count + b'"'))
    assert found.code == "workbook-damaged"
    assert (found.found or "").startswith("sst uniqueCount=")


@pytest.mark.parametrize("part", [SHEET, STRINGS, "xl/workbook.xml", "docProps/core.xml"])
def test_document_types_are_refused(part: str) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]>'
    found = problem(edited(PLAIN, part, lambda text: text.replace(b"?>", b"?>" + bomb, 1)))
    assert found.code == "workbook-doctype"


def test_what_is_no_xml_does_not_matter_unless_a_parser_might_read_it() -> None:
    def adding(name: str, content: bytes) -> bytes:
        result = io.BytesIO(PLAIN)
        with zipfile.ZipFile(result, "a") as archive:
            archive.writestr(name, content)
        return result.getvalue()

    admit(adding("xl/media/image1.png", b"\x89PNG\r\n\x00\x01"))
    admit(adding("xl/drawings/vmlDrawing1.vml", b"<xml><br></xml>"))
    assert problem(adding("xl/worksheets/sheet2.xml", b"x<worksheet><sheetData>")).code == "workbook-damaged"


def test_expansion_as_declared() -> None:
    assert problem(PLAIN, Limits(expanded=1000)).code == "workbook-expansion"


def test_expansion_beyond_what_is_declared() -> None:
    """A central directory that lies about sizes: the entry is damaged at the latest where it should end."""
    content = edited(PLAIN, SHEET, lambda text: text + b" " * 3_000_000)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo(SHEET).file_size
    lying = content.replace(struct.pack("<I", size), struct.pack("<I", 100))
    assert problem(lying, Limits(expanded=1_000_000)).code in ("workbook-damaged", "workbook-expansion")


def test_many_entries() -> None:
    found = problem(PLAIN, Limits(entries=3))
    assert found.code == "workbook-entries"


def test_two_entries_of_one_name() -> None:
    result = io.BytesIO(PLAIN)
    with zipfile.ZipFile(result, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(SHEET, b"<worksheet/>")
    found = problem(result.getvalue())
    assert (found.code, found.what) == ("workbook-damaged", Message("Two files in the package have one name."))


def test_encrypted_entries() -> None:
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as archive:
        entry = archive.getinfo(SHEET)
    directory = PLAIN.rindex(b"PK\x01\x02", 0, PLAIN.rindex(SHEET.encode()))
    flags = struct.pack("<H", entry.flag_bits | 1)
    assert problem(PLAIN[: directory + 8] + flags + PLAIN[directory + 10 :]).code == "workbook-encrypted"


@pytest.mark.parametrize("cut", [10, 500, -30])
def test_a_truncated_file(cut: int) -> None:
    assert problem(PLAIN[:cut]).code == "workbook-damaged"


def test_flipped_bytes_are_noticed_or_harmless() -> None:
    for index in range(0, len(PLAIN), 97):
        broken = bytearray(PLAIN)
        broken[index] ^= 0x55
        with contextlib.suppress(Problems):
            admit(bytes(broken))


def test_a_damaged_stream() -> None:
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as archive:
        offset = archive.getinfo(SHEET).header_offset + 30 + len(SHEET)
    packed = bytearray(PLAIN)
    packed[offset : offset + 4] = zlib.compress(b"x")[:4]
    assert problem(bytes(packed)).code == "workbook-damaged"
