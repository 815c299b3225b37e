"""Worksheets in the plain form in which nearly all programs write them, read row by row with regular expressions.

That is ten times as fast as an XML parser that calls Python for each element. Whatever is not exactly in that form, and
whatever cell would be a problem, is ``NotPlain``: then ``exact`` reads the worksheet, and names what is wrong.
"""

import datetime
import io
import operator
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import IO

from engine.problem import Place, Problems
from workbooks.grid import Grid, blank, column_of, letter
from workbooks.xlsx.cells import Malformed
from workbooks.xlsx.guard import DEFAULT, too_far
from workbooks.xlsx.marks import read as read_marks
from workbooks.xlsx.parts import Shown, Worksheet
from workbooks.xlsx.strings import NotPlain, plain_text, root
from workbooks.xlsx.values import TooManyDigits, beyond_doubles, like_a_number, text_of

_CHUNK = 1 << 20
_MOST_LETTERS = 3
_MOST_AROUND = 1 << 22
_BEGIN, _END = b"<sheetData>", b"</sheetData>"
_ROW = re.compile(rb'\s*<row r="([1-9][0-9]{0,6})"((?: [A-Za-z0-9:]+="[^"<>&]*")*) ?(/?)>')
_HIDDEN = re.compile(rb' hidden="(?:1|true)"')
_CELL = re.compile(rb'<c r="([A-Z]++[0-9]++)"([^<>/]*+)(?:><v>([^<]*+)</v></c>| ?/>|>((?:<(?!/?c[ />])[^<]*+)*+)</c>)')
_STEP = _CELL.groups + 1
_ATTRIBUTES = re.compile(rb'(?: s="([0-9]{1,5})")?(?: t="([A-Za-z]+)")? ?')
_CONTENT = re.compile(
    rb"(?P<formula><f(?: [^<>]*)?(?:/>|>[^<]*</f>))?"
    rb'(?:<v>(?P<value>[^<]*)</v>|<v ?/>|<is><t(?: xml:space="(?P<space>preserve)")?>(?P<text>[^<]*)</t></is>)?'
)
_FIRST, _BETWEEN, _VALUE, _LAST = b'<c r="', b'</v></c><c r="', b'"><v>', b"</v></c>"
_NO_MARKS = bytes(set(range(256)) - set(b"\t\n"))
_NUMBER_SIGNS = b"0123456789.-+eE"
_MOST_SIGNS_READ, _MOST_SIGNS_TYPED = 18, 16
"""Signs of a number, a point among them, up to which it surely has no more than 17, or 15, digits."""

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_PLAIN_NUMBER, _PERCENT, _DATE, _INLINE = Shown.NUMBER.name, Shown.PERCENT.name, Shown.DATE.name, "inlineStr"
_TEXTS = ("s", "str", _INLINE)
_EPOCH = datetime.date(1899, 12, 30)
_FIRST_DAY, _LAST_DAY = 61, 2_958_465
"""The days from March 1900, before which Excel counts one too many, to the end of 9999."""


def read(archive: zipfile.ZipFile, sheet: Worksheet, strings: Sequence[str], styles: Sequence[Shown]) -> Grid:
    """The filled rows of a worksheet.

    Args:
        archive: The package.
        sheet: The worksheet.
        strings: The shared strings.
        styles: How each cell style shows numbers.

    Raises:
        NotPlain: the worksheet is not in the plain form, or a cell would be a problem.
        Problems: a filled cell stands too far out.
    """
    reader = _Reader(strings, styles, Place(sheet=sheet.name))
    with archive.open(sheet.part) as stream:
        around = _around(stream, reader.take)
    try:
        marks = read_marks(io.BytesIO(around), frozenset(), Place(sheet=sheet.name))
    except Malformed as error:
        raise NotPlain from error
    rows = reader.rows()
    return Grid(
        rows,
        "",
        sheet.name,
        stored_as_text=frozenset(reader.stored_as_text),
        formulas=frozenset(reader.formulas),
        merged=tuple(marks.merged),
        hidden_rows=tuple(row for row, _ in rows if row in reader.hidden_rows),
        hidden_columns=tuple(marks.filled_and_hidden(rows)),
    )


def _around(stream: IO[bytes], take: Callable[[bytes], None]) -> bytes:
    """What stands before and after the rows; each row, without its end tag, goes to ``take``."""
    rest = b""
    while _BEGIN not in rest:
        chunk = stream.read(_CHUNK)
        if not chunk or len(rest) > _MOST_AROUND:
            raise NotPlain
        rest += chunk
    head, _, rest = rest.partition(_BEGIN)
    if root(head) != "worksheet":
        raise NotPlain
    while True:
        *rows, rest = rest.split(b"</row>")
        for row in rows:
            take(row)
        chunk = stream.read(_CHUNK)
        if not chunk:
            break
        if len(rest) > _MOST_AROUND:
            raise NotPlain
        rest += chunk
    last, end, tail = rest.partition(_END)
    take(last)
    # Comments and the like may hold anything, also what looks like rows; a document type is the guard's matter.
    if not end or b"<!" in head or b"<!" in tail or b"<row" in head or _BEGIN in tail:
        raise NotPlain
    return head + _BEGIN + _END + tail


@dataclass(frozen=True)
class _Shape:
    """Where the cells of a row stand and what their values mean; mostly each row has the shape of the one before.

    Attributes:
        addresses: The addresses, with a zero byte in place of the row's number.
        attributes: The attributes beside the addresses.
        heads: Both as they stand in the row.
        columns: The columns, from 0.
        meanings: The types, or how the styles show numbers.
        others: The indices of the cells that are not plainly numbers.
        marks: The marks between heads and values.
    """

    addresses: bytes
    attributes: Sequence[bytes]
    heads: bytes
    columns: Sequence[int]
    meanings: Sequence[str]
    others: Sequence[int]
    marks: bytes


class _Reader:
    """Takes the rows of one worksheet, one after another."""

    def __init__(self, strings: Sequence[str], styles: Sequence[Shown], place: Place) -> None:
        self.stored_as_text: list[tuple[int, int]] = []
        self.formulas: list[tuple[int, int]] = []
        self.hidden_rows: set[int] = set()
        self._strings = strings
        self._place = place
        self._rows: list[tuple[int, list[str]]] = []
        self._row = self._width = 0
        self._styles = styles
        self._shape: _Shape | None = None

    def rows(self) -> list[tuple[int, list[str]]]:
        """The filled rows, all of one length."""
        for _, cells in self._rows:
            cells += [""] * (self._width - len(cells))
        return self._rows

    def take(self, row: bytes) -> None:
        """The next row: its start tag and its cells; empty rows may stand before it."""
        position = 0
        while match := _ROW.match(row, position):
            number, position = match[1], match.end()
            if int(number) <= self._row:
                raise NotPlain
            self._row = int(number)
            if _HIDDEN.search(match[2]):
                self.hidden_rows.add(self._row)
            if not match[3]:
                self._cells(number, row[position:])
                return
        if row[position:].strip():
            raise NotPlain

    def _cells(self, row: bytes, cells: bytes) -> None:
        values = self._as_before(row, cells)
        if values is None:
            parts = _CELL.split(cells)
            if any(parts[::_STEP]):
                raise NotPlain
            if len(parts) == 1:
                return
            self._shape = self._shape_of(row, parts[1::_STEP], parts[2::_STEP])
            values = [value or b"" for value in parts[3::_STEP]]
            if any(values[index] for index in self._shape.others if self._shape.meanings[index] == _INLINE):
                raise NotPlain
            for index, content in enumerate(parts[4::_STEP]):
                if content:
                    values[index] = self._content(content, self._shape.meanings[index], self._shape.columns[index])
        if self._shape is not None:
            self._keep(self._shape.columns, self._as_text(self._shape, values))

    def _as_before(self, row: bytes, cells: bytes) -> list[bytes] | None:
        """The values, if the row has the shape of the one before and nothing but values; mostly it has."""
        if self._shape is None or _INLINE in self._shape.meanings:
            return None
        if not (cells.startswith(_FIRST) and cells.endswith(_LAST)):
            return None
        marked = cells[len(_FIRST) : -len(_LAST)].replace(_BETWEEN, b"\n").replace(_VALUE, b"\t")
        if b"<" in marked or marked.translate(None, _NO_MARKS) != self._shape.marks:
            return None
        parts = marked.replace(b"\t", b"\n").split(b"\n")
        return parts[1::2] if b"\n".join(parts[::2]) == self._shape.heads.replace(b"\0", row) else None

    def _shape_of(self, row: bytes, addresses: Sequence[bytes], attributes: Sequence[bytes]) -> _Shape:
        before = self._shape
        if before and before.attributes == attributes and before.addresses.replace(b"\0", row) == b" ".join(addresses):
            return before
        names = [address.rstrip(b"0123456789") for address in addresses]
        columns = [column_of(name.decode("ascii")) for name in names]
        in_row = all(address == name + row for address, name in zip(addresses, names, strict=True))
        if not in_row or max(map(len, names)) > _MOST_LETTERS or not all(map(operator.lt, columns, columns[1:])):
            raise NotPlain
        known = {each: self._meaning(each) for each in set(attributes)}
        meanings = [known[each] for each in attributes]
        heads = [
            name + b"\0" + (b'"' + each.removesuffix(b'"') if each else b"")
            for name, each in zip(names, attributes, strict=True)
        ]
        others = [index for index, meaning in enumerate(meanings) if meaning != _PLAIN_NUMBER]
        marks = b"\t\n" * (len(columns) - 1) + b"\t"
        template = b" ".join([name + b"\0" for name in names])
        return _Shape(template, attributes, b"\n".join(heads), columns, meanings, others, marks)

    def _meaning(self, attributes: bytes) -> str:
        match = _ATTRIBUTES.fullmatch(attributes)
        if match is None:
            raise NotPlain
        if match[2] and match[2] != b"n":
            return match[2].decode("ascii")
        if match[1] is None:
            return _PLAIN_NUMBER
        if int(match[1]) >= len(self._styles):
            raise NotPlain
        return self._styles[int(match[1])].name

    def _content(self, content: bytes, meaning: str, column: int) -> bytes:
        """The value of a cell that holds more than its value."""
        match = _CONTENT.fullmatch(content)
        if match is None or (match["text"] is not None) != (meaning == _INLINE):
            raise NotPlain
        value = match["value"] or match["text"] or b""
        if match["formula"]:
            if not value and meaning != "str":
                raise NotPlain
            self.formulas.append((self._row, column))
        if match["text"] and not match["space"] and value != value.strip():
            raise NotPlain
        return value

    def _as_text(self, shape: _Shape, values: list[bytes]) -> list[str]:
        """The values as text; the numbers all at once, as long as none of them is unusual."""
        others: list[tuple[int, str]] = []
        for index in shape.others:
            if values[index]:
                meaning = shape.meanings[index]
                text = self._text(meaning, values[index])
                if meaning in _TEXTS and like_a_number(text):
                    self.stored_as_text.append((self._row, shape.columns[index]))
                others.append((index, text))
                values[index] = b"0"
        if b"" in values:
            others += [(index, "") for index, value in enumerate(values) if not value]
            values = [value or b"0" for value in values]
        texts = _typed(values) or [_number(value) for value in values]
        for index, text in others:
            texts[index] = text
        return texts

    def _text(self, meaning: str, value: bytes) -> str:
        if meaning == "s" and value.isdigit() and int(value) < len(self._strings):
            return self._strings[int(value)]
        if meaning in ("str", _INLINE):
            return plain_text(value, preserve=True)
        if meaning == "b" and value in (b"0", b"1"):
            return text_of(value == b"1")
        if meaning == _PERCENT:
            return _number(value, percent=True)
        if meaning == _DATE and value.isdigit() and _FIRST_DAY <= int(value) <= _LAST_DAY:
            return text_of(_EPOCH + datetime.timedelta(int(value)))
        raise NotPlain

    def _keep(self, columns: Sequence[int], texts: list[str]) -> None:
        """The row, if it is filled, up to its last filled cell."""
        if blank(texts):
            return
        if columns[-1] >= len(columns):
            cells = [""] * (columns[-1] + 1)
            for column, text in zip(columns, texts, strict=True):
                cells[column] = text
            texts = cells
        while not texts[-1]:
            texts.pop()
        self._rows.append((self._row, texts))
        self._width = max(self._width, len(texts))
        if self._row * self._width > DEFAULT.cells:
            raise Problems([too_far(self._place, f"{letter(len(texts) - 1)}{self._row}", self._row, self._width)])


def _typed(values: Sequence[bytes]) -> list[str] | None:
    """Numbers as people type them, all at once; None if one of them is unusual."""
    if b"".join(values).translate(None, _NUMBER_SIGNS) or max(map(len, values)) > _MOST_SIGNS_READ:
        return None
    try:
        shortest = list(map(repr, map(float, values)))
    except ValueError:
        return None
    text = " ".join(shortest) + " "
    if "e" in text or "inf" in text or max(map(len, shortest)) > _MOST_SIGNS_TYPED:
        return None
    return text.replace("-0.0 ", "0 ").replace(".0 ", " ").split(" ")[:-1]


@lru_cache(maxsize=1 << 16)
def _number(value: bytes, *, percent: bool = False) -> str:
    text = value.decode("ascii", "replace")
    if not _NUMBER.fullmatch(text) or beyond_doubles(text):
        raise NotPlain
    try:
        return text_of(float(text), percent=percent)
    except TooManyDigits as error:
        raise NotPlain from error
