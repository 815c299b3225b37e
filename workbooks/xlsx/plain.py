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
from workbooks.xlsx.strings import SPACE, NotPlain, decoded, plain_text, root
from workbooks.xlsx.values import TooManyDigits, beyond_doubles, like_a_number, text_of

_CHUNK = 1 << 20
_MOST_LETTERS = 3
_MOST_AROUND = 1 << 22
_MOST_EXPECTED = 20_000
"""Cells, in all, of expected rows: to make the expression for one takes as long as reading it thirty times."""

_BEGIN, _END = b"<sheetData>", b"</sheetData>"
_START = r'[ \t\r\n]*<row r="(?P<row>[1-9][0-9]{0,6})"((?: [A-Za-z0-9:]+="[^"<>&]*")*) ?'
_ROW = re.compile(_START + "(/?)>")
_HIDDEN = re.compile(r' hidden="(?:1|true)"')
_CELL = re.compile(r'<c r="([A-Z]++[0-9]++)"([^<>/]*+)(?:><v>([^<]*+)</v></c>| ?/>|>((?:<(?!/?c[ />])[^<]*+)*+)</c>)')
_STEP = _CELL.groups + 1
_ATTRIBUTES = re.compile(r'(?: s="([0-9]{1,5})")?(?: t="([A-Za-z]+)")? ?')
_CONTENT = re.compile(
    r"(?P<formula><f(?: [^<>]*)?(?:/>|>[^<]*</f>))?"
    r'(?:<v>(?P<value>[^<]*)</v>|<v ?/>|<is><t(?: xml:space="(?P<space>preserve)")?>(?P<text>[^<]*)</t></is>)?'
)
_AS_TYPED = re.compile(r"(?:(?:0|-?+(?:[1-9][0-9]{0,14}+|0(?=\.))(?:\.[0-9]++(?<!0))?+)<)*+")
_MOST_SIGNS_TYPED = 16
"""Numbers without a zero too many; with at most so many signs, a point among them, they have at most 15 digits.

INVARIANT: such a number is the shortest decimal of its double, so it may be taken as it stands.
"""

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


def _around(stream: IO[bytes], take: Callable[[str], None]) -> bytes:
    """What stands before and after the rows; each row, without its end tag, goes to ``take``."""
    rest = b""
    while _BEGIN not in rest:
        chunk = stream.read(_CHUNK)
        if not chunk or len(rest) > _MOST_AROUND:
            raise NotPlain
        rest += chunk
    head, _, rest = rest.partition(_BEGIN)
    if root(decoded(head)) != "worksheet":
        raise NotPlain
    while True:
        rows, end, rest = rest.rpartition(b"</row>")
        for row in decoded(rows).split("</row>") if end else ():
            take(row)
        chunk = stream.read(_CHUNK)
        if not chunk:
            break
        if len(rest) > _MOST_AROUND:
            raise NotPlain
        rest += chunk
    last, end, tail = rest.partition(_END)
    take(decoded(last))
    # Comments and the like may hold anything, also what looks like rows; a document type is the guard's matter.
    if not end or b"<!" in head or b"<!" in tail or b"<row" in head or _BEGIN in tail:
        raise NotPlain
    return head + _BEGIN + _END + tail


@dataclass(frozen=True)
class _Shape:
    """Where the cells of a row stand and what their values mean; mostly each row has the shape of the one before.

    Attributes:
        names: The letters of the columns.
        attributes: What each cell has beside its address.
        columns: The columns, from 0.
        meanings: The types, or how the styles show numbers.
        others: The indices of the cells that are not plainly numbers.
    """

    names: Sequence[str]
    attributes: Sequence[str]
    columns: Sequence[int]
    meanings: Sequence[str]
    others: Sequence[int]

    def addresses(self, row: str) -> list[str]:
        """The addresses of the cells in a row."""
        return [name + row for name in self.names]

    def expression(self) -> re.Pattern[str]:
        """A whole row of this shape whose cells are blank or hold a value: its number and attributes, the values."""
        cells = [
            f'<c r="{name}(?P=row)"{re.escape(attributes)}(?:><v>([^<]*+)</v></c>| ?/>)'
            for name, attributes in zip(self.names, self.attributes, strict=True)
        ]
        return re.compile(_START + ">" + "".join(cells))


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
        self._expected: tuple[re.Pattern[str], _Shape] | None = None
        self._expected_cells = 0

    def rows(self) -> list[tuple[int, list[str]]]:
        """The filled rows, all of one length."""
        for _, cells in self._rows:
            cells += [""] * (self._width - len(cells))
        return self._rows

    def take(self, row: str) -> None:
        """The next row: its start tag and its cells; empty rows may stand before it."""
        if self._expected is not None:
            expression, shape = self._expected
            if match := expression.fullmatch(row):
                number, attributes, *values = match.groups("")
                self._begin(number, attributes)
                self._keep(shape.columns, self._as_text(shape, values))
                return
        position = 0
        while match := _ROW.match(row, position):
            position = match.end()
            self._begin(match[1], match[2])
            if not match[3]:
                self._cells(match[1], row[position:])
                return
        if row[position:].strip(SPACE):
            raise NotPlain

    def _begin(self, number: str, attributes: str) -> None:
        if int(number) <= self._row:
            raise NotPlain
        self._row = int(number)
        if _HIDDEN.search(attributes):
            self.hidden_rows.add(self._row)

    def _cells(self, row: str, cells: str) -> None:
        parts = _CELL.split(cells)
        if any(parts[::_STEP]):
            raise NotPlain
        if len(parts) == 1:
            return
        shape = self._shape_of(row, parts[1::_STEP], parts[2::_STEP])
        if shape is self._shape and not any(parts[4::_STEP]):
            self._expect(shape)
        self._shape = shape
        values = [value or "" for value in parts[3::_STEP]]
        if any(values[index] for index in shape.others if shape.meanings[index] == _INLINE):
            raise NotPlain
        for index, content in enumerate(parts[4::_STEP]):
            if content:
                values[index] = self._content(content, shape.meanings[index], shape.columns[index])
        self._keep(shape.columns, self._as_text(shape, values))

    def _shape_of(self, row: str, addresses: Sequence[str], attributes: Sequence[str]) -> _Shape:
        before = self._shape
        if before and before.attributes == attributes and before.addresses(row) == addresses:
            return before
        names = [address.rstrip("0123456789") for address in addresses]
        columns = [column_of(name) for name in names]
        in_row = all(address == name + row for address, name in zip(addresses, names, strict=True))
        if not in_row or max(map(len, names)) > _MOST_LETTERS or not all(map(operator.lt, columns, columns[1:])):
            raise NotPlain
        known = {each: self._meaning(each) for each in set(attributes)}
        meanings = [known[each] for each in attributes]
        others = [index for index, meaning in enumerate(meanings) if meaning != _PLAIN_NUMBER]
        return _Shape(names, attributes, columns, meanings, others)

    def _expect(self, shape: _Shape) -> None:
        """From now on looks first for rows of this shape, which has come twice."""
        known = self._expected is not None and self._expected[1] == shape
        if not known and _INLINE not in shape.meanings and self._expected_cells + len(shape.names) <= _MOST_EXPECTED:
            self._expected_cells += len(shape.names)
            self._expected = shape.expression(), shape

    def _meaning(self, attributes: str) -> str:
        match = _ATTRIBUTES.fullmatch(attributes)
        if match is None:
            raise NotPlain
        if match[2] and match[2] != "n":
            return match[2]
        if match[1] is None:
            return _PLAIN_NUMBER
        if int(match[1]) >= len(self._styles):
            raise NotPlain
        return self._styles[int(match[1])].name

    def _content(self, content: str, meaning: str, column: int) -> str:
        """The value of a cell that holds more than its value."""
        match = _CONTENT.fullmatch(content)
        if match is None or (match["text"] is not None) != (meaning == _INLINE):
            raise NotPlain
        value = match["value"] or match["text"] or ""
        if match["formula"]:
            if not value and meaning != "str":
                raise NotPlain
            self.formulas.append((self._row, column))
        if match["text"] and not match["space"] and value != value.strip(SPACE):
            raise NotPlain
        return value

    def _as_text(self, shape: _Shape, values: list[str]) -> list[str]:
        """The values as text; the numbers all at once, as long as none of them is unusual."""
        others: list[tuple[int, str]] = []
        for index in shape.others:
            if values[index]:
                meaning = shape.meanings[index]
                text = self._text(meaning, values[index])
                if meaning in _TEXTS and like_a_number(text):
                    self.stored_as_text.append((self._row, shape.columns[index]))
                others.append((index, text))
                values[index] = "0"
        if "" in values:
            others += [(index, "") for index, value in enumerate(values) if not value]
            values = [value or "0" for value in values]
        texts = _numbers(values)
        for index, text in others:
            texts[index] = text
        return texts

    def _text(self, meaning: str, value: str) -> str:
        digits = value.isascii() and value.isdecimal()
        if meaning == "s" and digits and int(value) < len(self._strings):
            return self._strings[int(value)]
        if meaning in ("str", _INLINE):
            return plain_text(value, preserve=True)
        if meaning == "b" and value in ("0", "1"):
            return text_of(value == "1")
        if meaning == _PERCENT:
            return _number(value, percent=True)
        if meaning == _DATE and digits and _FIRST_DAY <= int(value) <= _LAST_DAY:
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


def _numbers(values: Sequence[str]) -> list[str]:
    """Numbers as people type them."""
    texts = [value if len(value) <= _MOST_SIGNS_TYPED else _number(value) for value in values]
    return texts if _AS_TYPED.fullmatch("<".join([*texts, ""])) else list(map(_number, values))


@lru_cache(maxsize=1 << 16)
def _number(value: str, *, percent: bool = False) -> str:
    if not _NUMBER.fullmatch(value) or beyond_doubles(value):
        raise NotPlain
    double = float(value)
    shortest = repr(double)
    if not percent and len(shortest) <= _MOST_SIGNS_TYPED and _AS_TYPED.fullmatch(shortest + "<"):
        return shortest
    try:
        return text_of(double, percent=percent)
    except TooManyDigits as error:
        raise NotPlain from error
