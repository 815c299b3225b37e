"""Streams the cells out of a worksheet's XML: positions and raw content, nothing about their meaning."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from workbooks.grid import column_of, letter

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


class Malformed(ValueError):
    """The XML is not what a worksheet may hold; the text says what was found."""


class DoctypeFound(ValueError):
    """The XML declares a document type, by which entities could expand without end."""


@dataclass
class Cell:
    """One cell as it stands in the XML; row and column count from 1."""

    row: int
    column: int
    attributes: Mapping[str, str] = field(default_factory=dict)
    filled: bool = False
    formula: bool = False
    value: str = ""

    @property
    def address(self) -> str:
        """For example ``B12``."""
        return f"{letter(self.column - 1)}{self.row}"


class PartReader:
    """Reads one XML part chunk by chunk and hands on each cell, and the attributes of each element.

    INVARIANT: a cell without an address stands right of the one before it, a row without a number below
    the one before it, as every reader of worksheets counts.

    Attributes:
        root: The local name of the outermost element, once it was read.
        row: The row that is being read.
    """

    def __init__(
        self,
        on_cell: Callable[[Cell], None],
        on_element: Callable[[str, Mapping[str, str]], None] | None = None,
    ) -> None:
        self.root: str | None = None
        self._on_cell = on_cell
        self._on_element = on_element
        self.row = self._column = 0
        self._last = 0, 0
        self._cell: Cell | None = None
        self._text: list[str] | None = None
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = _refuse_doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def feed(self, chunk: bytes, last: bool = False) -> None:
        """The next bytes of the part.

        Raises:
            Malformed: the bytes are no XML, or a cell has no address that a worksheet can have.
            DoctypeFound: there is a document type declaration.
        """
        try:
            self._parser.Parse(chunk, last)
        except (expat.ExpatError, LookupError) as error:
            raise Malformed(str(error)) from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        self.root = self.root or local
        if local == "row":
            self.row = _row_number(attributes["r"]) if "r" in attributes else self.row + 1
            self._column = 0
        elif local == "c":
            row, self._column = _position(attributes["r"]) if "r" in attributes else (self.row, self._column + 1)
            self._cell = Cell(row, self._column, attributes)
            # Where readers would disagree on what stands in a cell, nothing is read.
            if row != self.row or (row, self._column) <= self._last:
                raise Malformed(f"{self._cell.address} not in its row, twice, or not in order")
            self._last = row, self._column
        elif self._cell is not None:
            if local == "v" and (self._cell.value or self._cell.attributes.get("t") == "inlineStr"):
                raise Malformed(f"{self._cell.address} with two values")
            self._cell.filled = True
            self._cell.formula = self._cell.formula or local == "f"
            self._text = [] if local == "v" else None
        if self._on_element is not None:
            self._on_element(local, attributes)

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "v" and self._cell is not None and self._text is not None:
            self._cell.value = "".join(self._text)
            self._text = None
        elif local == "c" and self._cell is not None:
            cell, self._cell = self._cell, None
            self._on_cell(cell)


def _refuse_doctype(*_: object) -> None:
    raise DoctypeFound


def _row_number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 7):
        raise Malformed(f'row r="{text[:20]}"')
    return int(text)


def _position(address: str) -> tuple[int, int]:
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise Malformed(f'c r="{address[:20]}"')
    return int(match[2]), column_of(match[1]) + 1
