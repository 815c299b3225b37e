"""A package as other programs write it: what WPS, Excel and exporters do differently from openpyxl, at random.

Nothing of it changes a value: WPS leaves out or misstates the dimension and counts; Excel and WPS write 17 digits, rich
text and phonetic runs; exporters leave out addresses, write strings in place, or give every element a prefix.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from random import Random
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LISTS = {
    "[Content_Types].xml": (
        b"</Types>",
        b'<Override PartName="/xl/sharedStrings.xml" ContentType='
        b'"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>',
    ),
    "xl/_rels/workbook.xml.rels": (
        b"</Relationships>",
        b'<Relationship Id="strings" Target="sharedStrings.xml" Type='
        b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>',
    ),
}
"""Where a package lists its parts: the end of the list, and the entry of the shared strings."""

_ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")


def resaved(content: bytes, random: Random) -> bytes:
    """The workbook, as openpyxl saved it with its strings in place, with the same values in other words."""
    made = io.BytesIO()
    texts: dict[str, int] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name.startswith("xl/worksheets/sheet"):
                new.writestr(name, _written(_worksheet(_root(old, name), texts, random), random))
            elif name == "xl/styles.xml":
                new.writestr(name, _written(_styles(_root(old, name)), random))
            elif name in _LISTS:
                mark, entry = _LISTS[name]
                new.writestr(name, old.read(name).replace(mark, entry + mark))
            else:
                new.writestr(name, old.read(name))
        new.writestr("xl/sharedStrings.xml", _written(_shared(texts, random), random))
    return made.getvalue()


def _root(archive: zipfile.ZipFile, part: str) -> Element:
    return ElementTree.fromstring(archive.read(part))


def _q(local: str) -> str:
    return f"{{{_MAIN}}}{local}"


def _written(root: Element, random: Random) -> bytes:
    ElementTree.register_namespace(random.choice(("", "", "", "x")), _MAIN)
    return ElementTree.tostring(root, "UTF-8", xml_declaration=True)


def _shared(texts: Iterable[str], random: Random) -> Element:
    """The shared strings, some of them in runs of formatted text, some with the reading of their characters."""
    root = Element(_q("sst"), random.choice(({}, {"count": "1", "uniqueCount": "1"})))
    for text in texts:
        _fill(SubElement(root, _q("si")), text, random)
    return root


def _fill(item: Element, text: str, random: Random) -> None:
    way = random.random()
    if way < 0.2 and text:
        cut = random.randrange(len(text) + 1)
        for piece in (text[:cut], text[cut:]):
            run = SubElement(item, _q("r"))
            SubElement(SubElement(run, _q("rPr")), _q("sz"), val="11")
            SubElement(run, _q("t"), {_SPACE: "preserve"}).text = piece
    else:
        spaced = {_SPACE: "preserve"} if text != text.strip() or way < 0.4 else {}
        SubElement(item, _q("t"), spaced).text = text
    if 0.1 < way < 0.3 and text:
        reading = SubElement(item, _q("rPh"), sb="0", eb="1")
        SubElement(reading, _q("t")).text = "ヨミ"
        SubElement(item, _q("phoneticPr"), fontId="1", type="noConversion")


def _styles(root: Element) -> Element:
    """Counts that do not count, and styles that nobody uses."""
    for element in root.iter():
        if "count" in element.attrib:
            element.set("count", "49")
    for formats in root.iter(_q("cellXfs")):
        formats.extend([Element(_q("xf"), numFmtId="9", applyNumberFormat="1")] * 3)
    return root


def _worksheet(root: Element, texts: dict[str, int], random: Random) -> Element:
    dimension = root.find(_q("dimension"))
    if dimension is not None and random.random() < 0.5:
        root.remove(dimension)
    elif dimension is not None:
        dimension.set("ref", "A1")
    in_place, formulas = random.random() < 0.3, random.random() < 0.3
    data = next(root.iter(_q("sheetData")))
    for cell in data.iter(_q("c")):
        value, item = cell.find(_q("v")), cell.find(_q("is"))
        if item is not None:
            text = "".join(each.text or "" for each in item)
            item.clear()
            if in_place:
                _fill(item, text, random)
            else:
                cell.set("t", "s")
                item.tag = _q("v")
                item.text = str(texts.setdefault(text, len(texts)))
        elif value is not None and value.text and cell.get("t", "n") == "n":
            value.text = random.choice((f"{float(value.text):.17g}", f"{float(value.text):.16E}", value.text))
            if formulas:
                cell.insert(0, Element(_q("f")))
                cell[0].text = "SUM(1,1)"
    if random.random() < 0.3:
        _without_addresses(data)
    return root


def _without_addresses(data: Element) -> None:
    """Rows and cells that stand where they come: those that are left out must be there, empty."""
    rows = {int(row.get("r", "0")): row for row in data}
    data[:] = [rows.get(number, Element(_q("row"))) for number in range(1, max(rows, default=0) + 1)]
    for row in data:
        cells: Mapping[int, Element] = {_column(cell.get("r", "")): cell for cell in row}
        row[:] = [cells.get(number, Element(_q("c"))) for number in range(1, max(cells, default=0) + 1)]
        for element in (row, *row):
            element.attrib.pop("r", None)


def _column(address: str) -> int:
    match = _ADDRESS.fullmatch(address)
    assert match is not None
    number = 0
    for char in match[1]:
        number = number * 26 + ord(char) - ord("A") + 1
    return number
