"""Worksheets in whatever form a program wrote them, by calamine, after ``guard`` has let the whole file through."""

import io
import re
import zipfile
from collections.abc import Sequence

from engine.message import Message
from engine.problem import Place, Problem, Problems
from workbooks.grid import Grid, blank, first_of
from workbooks.xlsx import guard
from workbooks.xlsx.cells import Malformed
from workbooks.xlsx.marks import Marks, too_many_digits
from workbooks.xlsx.marks import read as read_marks
from workbooks.xlsx.parts import Shown, Worksheet
from workbooks.xlsx.values import TooManyDigits, like_a_number, text_of

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Unreadable(Problems):
    """One worksheet cannot be read; others may."""


class Exact:
    """A package that calamine reads.

    Args:
        content: The file.
        archive: The same, opened.
        shown: How each cell style shows numbers.

    Raises:
        Problems: the file is damaged, encrypted or too large.
    """

    def __init__(self, content: bytes, archive: zipfile.ZipFile, shown: Sequence[Shown]) -> None:
        # Imported here, as most worksheets do without it.
        import python_calamine

        place = Place()
        guard.admit(archive, place)
        self._archive = archive
        self._percent = frozenset(index for index, each in enumerate(shown) if each is Shown.PERCENT)
        try:
            self._calamine = python_calamine.load_workbook(io.BytesIO(content))
        except python_calamine.PasswordError as error:
            raise Problems([guard.encrypted(place)]) from error
        except python_calamine.CalamineError as error:
            raise Problems([guard.damaged(place, error)]) from error

    def grid(self, sheet: Worksheet) -> Grid:
        """The filled rows of a worksheet.

        Raises:
            Unreadable: the worksheet is damaged.
        """
        import python_calamine

        place = Place(sheet=sheet.name)
        try:
            with self._archive.open(sheet.part) as stream:
                marks = read_marks(stream, self._percent, place)
            values = self._calamine.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        except (python_calamine.CalamineError, Malformed) as error:
            raise Unreadable([guard.damaged(place, error)]) from error
        except BaseException as error:
            # A panic of Rust code, such as calamine's at the day 1E300, is no Exception and has no name to import.
            if type(error).__name__ != "PanicException":
                raise
            raise Unreadable([guard.damaged(place, error)]) from error
        return _grid(values, sheet, marks)


def _grid(values: Sequence[Sequence[object]], sheet: Worksheet, marks: Marks) -> Grid:
    addresses = Grid([], "", sheet.name)
    faults = dict(marks.faults)
    stored_as_text = set[tuple[int, int]]()

    def text(row: int, column: int, value: object) -> str:
        if (row, column + 1) in faults:
            return ""
        try:
            text = text_of(value, percent=(row, column + 1) in marks.percent)
        except TooManyDigits as error:
            faults[row, column + 1] = too_many_digits(addresses.place(row, column), str(error))
            return ""
        if _CONTROL.search(text):
            what, mend = Message("The cell holds control characters."), Message("Type the text anew.")
            faults[row, column + 1] = Problem("cell-control", what, addresses.place(row, column), mend=mend)
            return ""
        if isinstance(value, str) and like_a_number(value):
            stored_as_text.add((row, column))
        return text

    texts = (
        (row, [text(row, column, value) for column, value in enumerate(cells)]) for row, cells in enumerate(values, 1)
    )
    rows = [(row, cells) for row, cells in texts if not blank(cells)]
    return Grid(
        rows,
        "",
        sheet.name,
        stored_as_text=frozenset(stored_as_text),
        formulas=frozenset((row, column - 1) for row, column in marks.formulas),
        merged=tuple(marks.merged),
        hidden_rows=tuple(row for row, _ in rows if row in marks.hidden_rows),
        hidden_columns=tuple(marks.filled_and_hidden(rows)),
        faults=first_of(faults[cell] for cell in sorted(faults)),
    )
