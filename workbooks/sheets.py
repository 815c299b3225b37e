"""The worksheets of an xlsx file as rows of text, by calamine, after ``guard`` has let the file through."""

import datetime
import io
import math
import re
import zipfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from xml.etree.ElementTree import ParseError

from engine.message import Message
from engine.problem import Place, Problem, Problems
from workbooks import guard
from workbooks.cells import Malformed
from workbooks.grid import Grid, blank, first_of
from workbooks.marks import Marks, read_marks, too_many_digits
from workbooks.parts import Worksheet, percent_styles, worksheets

_EXACT_DIGITS = 15
_LIKE_A_NUMBER = re.compile(r"[-+－＋−]?[0-9０-９][0-9０-９,，]*([.．][0-9０-９]+)?[%％]?")


class Book:
    """An xlsx file that may be read: its worksheets by name, each read when asked for.

    Args:
        content: The file.
        file: Its name, for places.

    Raises:
        Problems: the file is damaged, encrypted or too large, or has no worksheet.
    """

    def __init__(self, content: bytes, file: str) -> None:
        # Imported here, as CSV files do without it.
        import python_calamine

        guard.admit(content, file)
        place = Place(file=file)
        self._file = file
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
            self._percent_styles = percent_styles(self._archive)
            found = worksheets(self._archive)
            self._calamine = python_calamine.load_workbook(io.BytesIO(content))
        except python_calamine.PasswordError as error:
            raise Problems([guard.encrypted(place)]) from error
        except (python_calamine.CalamineError, ParseError, ValueError) as error:
            raise Problems([guard.damaged(place, error)]) from error
        known = set(self._calamine.sheet_names)
        parts = set(self._archive.namelist())
        self._sheets = [sheet for sheet in found if sheet.name in known and sheet.part in parts]
        if not self._sheets:
            raise Problems([Problem("workbook-without-sheet", Message("The workbook has no worksheet."), place)])

    @property
    def names(self) -> Sequence[str]:
        """The names of the worksheets that can be seen; of all, if all are hidden."""
        return [sheet.name for sheet in self._sheets if sheet.visible] or [sheet.name for sheet in self._sheets]

    @property
    def hidden(self) -> Sequence[str]:
        """The names of the worksheets that are hidden."""
        return [sheet.name for sheet in self._sheets if not sheet.visible]

    def grid(self, name: str) -> Grid:
        """The filled rows of a worksheet.

        Every cell is text: a number is its shortest decimal, with ``%`` where the worksheet shows it so; a date
        is written as 2016-03-15, truth as 是 or 否.

        Raises:
            Problems: cells with errors, with formulas that were never calculated, or with too many digits.
        """
        import python_calamine

        sheet = next(sheet for sheet in self._sheets if sheet.name == name)
        place = Place(file=self._file, sheet=name)
        try:
            marks = read_marks(self._archive, sheet.part, self._percent_styles, place)
            values = self._calamine.get_sheet_by_name(name).to_python(skip_empty_area=False)
        except (python_calamine.CalamineError, Malformed) as error:
            raise Problems([guard.damaged(place, error)]) from error
        return _grid(values, sheet, marks, self._file)


def _grid(values: Sequence[Sequence[object]], sheet: Worksheet, marks: Marks, file: str) -> Grid:
    addresses = Grid([], file, sheet.name)
    problems = list(marks.problems)
    stored_as_text = set[tuple[int, int]]()

    def texts() -> Iterator[tuple[int, list[str]]]:
        for row, cells in enumerate(values, 1):
            texts = []
            for column, value in enumerate(cells):
                if isinstance(value, str) and _LIKE_A_NUMBER.fullmatch(value.strip()):
                    stored_as_text.add((row, column))
                try:
                    texts.append(text_of(value, percent=(row, column + 1) in marks.percent))
                except TooManyDigits as error:
                    problems.append(too_many_digits(addresses.place(row, column), str(error)))
                    texts.append("")
            yield row, texts

    rows = [(row, cells) for row, cells in texts() if not blank(cells)]
    if problems:
        raise Problems(first_of(problems))
    return Grid(
        rows,
        file,
        sheet.name,
        stored_as_text=frozenset(stored_as_text),
        formulas=frozenset((row, column - 1) for row, column in marks.formulas),
        merged=tuple(marks.merged),
        hidden_rows=tuple(row for row, _ in rows if row in marks.hidden_rows),
        hidden_columns=tuple(_hidden_columns(rows, marks)),
    )


def _hidden_columns(rows: Sequence[tuple[int, Sequence[str]]], marks: Marks) -> Iterator[int]:
    for column, cells in enumerate(zip(*(cells for _, cells in rows), strict=True)):
        if any(first <= column + 1 <= last for first, last in marks.hidden_columns) and not blank(cells):
            yield column


class TooManyDigits(ValueError):
    """A number has more than 15 significant digits: nobody typed it, and it may differ from what is shown."""


def text_of(value: object, *, percent: bool = False) -> str:
    """A cell's value as text.

    Args:
        value: What calamine gives.
        percent: Whether the worksheet shows the number times 100 with a percent sign.

    Raises:
        TooManyDigits: the shortest decimal that gives this number has more than 15 significant digits.

    Example:
        >>> text_of(89.995), text_of(100000.0), text_of(1e-07), text_of(0.055, percent=True), text_of(True)
        ('89.995', '100000', '0.0000001', '5.5%', '是')
    """
    match value:
        case bool():
            return "是" if value else "否"
        case int() | float():
            return _number(float(value), percent)
        case datetime.datetime():
            day, time = value.date(), value.time()
            return day.isoformat() if time == datetime.time() else value.isoformat()
        case datetime.date() | datetime.time():
            return value.isoformat()
        case _:
            return str(value)


def _number(value: float, percent: bool) -> str:
    if not math.isfinite(value):
        raise TooManyDigits(str(value))
    exact = Decimal(repr(value)).normalize()
    if len(exact.as_tuple().digits) > _EXACT_DIGITS:
        raise TooManyDigits(repr(value))
    text = format(exact.scaleb(2) if percent else exact, "f")
    return ("0" if exact.is_zero() else text) + ("%" if percent else "")
