"""The parts of an xlsx package: which of them is which worksheet, and which cell styles show percents.

Only for packages that ``guard`` has let through: nothing here protects itself.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

_WORKBOOK, _RELATIONS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_BUILT_IN_PERCENT = frozenset({9, 10})
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
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


def percent_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """The style indices (attribute ``s`` of a cell) under which a number is shown as a percentage."""
    codes = {
        int(format_.get("numFmtId", "0")): format_.get("formatCode", "")
        for format_ in _elements(archive, _STYLES, "numFmt")
    }
    percent = _BUILT_IN_PERCENT | {number for number, code in codes.items() if _shows_percent(code)}
    for formats in _elements(archive, _STYLES, "cellXfs"):
        return frozenset(index for index, style in enumerate(formats) if int(style.get("numFmtId", "0")) in percent)
    return frozenset()


def _shows_percent(code: str) -> bool:
    return "%" in _NOT_SHOWN.sub("", code.split(";")[0])


def _elements(archive: zipfile.ZipFile, part: str, local: str) -> Iterator[ElementTree.Element]:
    """All elements of a part with this local name, in whatever namespace; none without the part."""
    try:
        content = archive.read(part)
    except KeyError:
        return
    for element in ElementTree.fromstring(content).iter():
        if element.tag.rpartition("}")[2] == local:
            yield element
