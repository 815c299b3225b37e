"""Columns of a brief's tables, and the size of their letters."""

from notices.briefs.sheet import SHEET
from notices.briefs.tables import fitted, row_heights
from notices.briefs.worded import Header, Told


def table(columns: int, letters: int) -> Told:
    return Told("", (Header("名", False),) * columns, (("样" * letters,) * columns,))


def test_letters_are_as_large_as_the_whole_allows() -> None:
    assert [fitted(table(4, letters)).size_pt for letters in (10, 11, 12)] == [9, 8.5, 8]


def test_cells_break_rather_than_that_letters_become_smaller_than_can_be_read() -> None:
    broken = table(4, 14)
    assert fitted(broken).size_pt == 9
    assert row_heights(broken, fitted(broken)) == [2 * 9 * SHEET.pitch + SHEET.row_pt]
    assert fitted(table(12, 14)).size_pt == 7
