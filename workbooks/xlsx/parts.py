"""The parts of an xlsx package: which of them is which worksheet, and how cell styles show numbers.

Only for parts that ``guard`` has let through: nothing here protects itself.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from xml.etree import ElementTree

_WORKBOOK, _RELATIONS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
DESCRIBING = (_WORKBOOK, _RELATIONS, _STYLES)
"""The parts that are read here."""

_BUILT_IN_PERCENT = frozenset({9, 10})
_BUILT_IN_NUMBER = frozenset({0, 1, 2, 3, 4, 11, 12, 13, 37, 38, 39, 40, 48, 49})
_BUILT_IN_DATE = frozenset({*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)})
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_NUMBER = re.compile(r"General|[#0?.,/ ()+$¥￥€@;E-]*", re.IGNORECASE)
_DATE = re.compile(r"[ymdhs年月日时分秒:/.;@ -]*[yd][ymdhs年月日时分秒:/.;@ -]*", re.IGNORECASE)
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_RELATION_ID = re.compile(r"(\{.*\})?id")


@dataclass(frozen=True)
class Worksheet:
    """One worksheet of a workbook and the part that holds its cells."""

    name: str
    part: str
    visible: bool


def worksheets(archive: zipfile.ZipFile) -> list[Worksheet]:
    """The worksheets in the order of the workbook; chart sheets and macro sheets are left out."""
    targets = {
        relation.get("Id", ""): posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
        for relation in _elements(archive, _RELATIONS, "Relationship")
        if relation.get("Type", "").endswith("/worksheet")
    }
    found = []
    for sheet in _elements(archive, _WORKBOOK, "sheet"):
        relation = next((value for key, value in sheet.attrib.items() if _RELATION_ID.fullmatch(key)), "")
        if relation in targets:
            visible = sheet.get("state", "visible") == "visible"
            found.append(Worksheet(sheet.get("name", ""), targets[relation], visible))
    return found


class Shown(Enum):
    """How a cell style shows a number; ``OTHER`` is what is not plainly one of the first three."""

    NUMBER = auto()
    PERCENT = auto()
    DATE = auto()
    OTHER = auto()


def cell_styles(archive: zipfile.ZipFile) -> Sequence[Shown]:
    """How the style of each index (attribute ``s`` of a cell) shows a number."""
    codes = {
        int(format_.get("numFmtId", "0")): format_.get("formatCode", "")
        for format_ in _elements(archive, _STYLES, "numFmt")
    }
    from_1904 = any(each.get("date1904") in ("1", "true") for each in _elements(archive, _WORKBOOK, "workbookPr"))
    for formats in _elements(archive, _STYLES, "cellXfs"):
        styles = [style for style in formats if style.tag.rpartition("}")[2] == "xf"]
        shown = [_shown(int(style.get("numFmtId", "0")), codes) for style in styles]
        return [Shown.OTHER if from_1904 and each is Shown.DATE else each for each in shown]
    return []


def _shown(number: int, codes: Mapping[int, str]) -> Shown:
    if number not in codes:
        return _built_in(number)
    code = codes[number]
    plain = _NOT_SHOWN.sub("", code)
    if "%" in plain.split(";")[0]:
        return Shown.PERCENT
    if _NUMBER.fullmatch(plain):
        return Shown.NUMBER
    return Shown.DATE if _DATE.fullmatch(plain) and not _ELAPSED.search(code) else Shown.OTHER


def _built_in(number: int) -> Shown:
    if number in _BUILT_IN_PERCENT:
        return Shown.PERCENT
    if number in _BUILT_IN_NUMBER:
        return Shown.NUMBER
    return Shown.DATE if number in _BUILT_IN_DATE else Shown.OTHER


def _elements(archive: zipfile.ZipFile, part: str, local: str) -> Iterator[ElementTree.Element]:
    """All elements of a part with this local name, in whatever namespace; none without the part."""
    try:
        content = archive.read(part)
    except KeyError:
        return
    for element in ElementTree.fromstring(content).iter():
        if element.tag.rpartition("}")[2] == local:
            yield element
