"""``--marked``: people's own workbooks given back with their wrong cells coloured and a comment on each."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from engine.message import Message
from engine.problem import Place, Problem, Problems
from locales import render
from workbooks.files import read_bytes
from workbooks.kind import Kind, kind
from workbooks.reading import MOST_WORKBOOK
from workbooks.xlsx.marking import Mark, marked


def marked_files(paths: Sequence[Path], problems: Sequence[Problem], target: Path | None) -> Mapping[Path, bytes]:
    """The workbooks with marks, by the path to which they are to be written.

    Args:
        paths: The files that were handed in.
        problems: What is wrong with them.
        target: Where the marked workbook goes; a folder, where several files were handed in or its name does not end
            in .xlsx. None: nothing is marked.

    Raises:
        Problems: there is no workbook to mark, one of the files would be overwritten, or two have one name.
    """
    if target is None:
        return {}
    books = list(filter(_is_workbook, dict.fromkeys(paths)))
    alone = len(paths) == 1 and target.suffix.lower() == ".xlsx"
    # The name tells what was written, whatever the file was called that was handed in.
    places = {path: target if alone else target / path.with_suffix(".xlsx").name for path in books}
    if not places:
        what = Message("Only workbooks (.xlsx) can be marked.")
        raise Problems([Problem("marked-no-workbook", what, Place(file=str(paths[0])))])
    handed_in = {path.resolve() for path in paths}
    for place in places.values():
        if place.resolve() in handed_in:
            what = Message("The marked workbook would take the place of the file that was handed in.")
            mend = Message("Give another name.")
            raise Problems([Problem("marked-overwrites", what, Place(file=str(place)), mend=mend)])
        if others := [path for path, other in places.items() if other == place][1:]:
            what = Message("Two workbooks have this name: the marked ones would take each other's place.")
            mend = Message("Rename one of them, or mark them one after the other.")
            raise Problems([Problem("marked-same-name", what, Place(file=str(others[0])), mend=mend)])
    made = {}
    for path, place in places.items():
        marks = list(_marks(problems, str(path)))
        # A file of which nothing but the file itself is wrong could not be opened.
        if any(mark.sheet is not None for mark in marks):
            made[place] = marked(read_bytes(path, MOST_WORKBOOK), str(path), marks)
    return made


def _is_workbook(path: Path) -> bool:
    """Whether there is anything to be marked; why a file cannot be read was told when it was read."""
    try:
        return kind(read_bytes(path, MOST_WORKBOOK)) is Kind.XLSX
    except Problems:
        return False


def _marks(problems: Sequence[Problem], file: str) -> Iterator[Mark]:
    """The marks of one file; what has no cell of its own stands on the first cell of its worksheet."""
    for problem in problems:
        if problem.place.file == file:
            lines = [render(problem.what)]
            if problem.expected is not None:
                lines.append(render(Message("Expected: {expected}", expected=problem.expected)))
            if problem.mend is not None:
                lines.append(render(problem.mend))
            yield Mark(problem.place.sheet, problem.place.cell, "\n".join(lines), problem.severity.value)
