"""A workbook given back to the one who filled it in, with marked cells; everything else stays as openpyxl keeps it."""

import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from engine.problem import Place
from workbooks.files import MEGABYTE
from workbooks.xlsx import confined

_FILLS = {"error": "FFF8B4B4", "warning": "FFFFE08A", "note": "FFCFE8FF"}
_WIDTH, _LINE = 320, 18
_LIMITS = confined.Limits(seconds=60, memory=2048 * MEGABYTE)
"""openpyxl keeps the whole workbook as objects."""


@dataclass(frozen=True)
class Mark:
    """What is to be said at a cell.

    Attributes:
        sheet: The worksheet; None: the first one.
        cell: Its address; None: the upper left cell.
        text: What is wrong, and how to mend it.
        severity: ``error``, ``warning`` or ``note``.
    """

    sheet: str | None
    cell: str | None
    text: str
    severity: str


def marked(content: bytes, file: str, marks: Sequence[Mark]) -> bytes:
    """The workbook with a fill and a comment on each marked cell.

    Args:
        content: An xlsx file that ``sheets`` has read before.
        file: Its name, for problems.
        marks: What is to be said.

    Raises:
        Problems: it cannot be opened within the limits of the child process.
    """
    order = json.dumps([asdict(mark) for mark in marks], ensure_ascii=False).encode()
    payload = len(order).to_bytes(4, "big") + order + content
    return confined.call("workbooks.xlsx.marking.answer", payload, Place(file=file), _LIMITS)


def answer(payload: bytes) -> bytes:
    """What ``marked`` asks the child process for: the marks and the workbook, one behind the other."""
    # Imported here: only the child needs it, and it is slow to import.
    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    length = int.from_bytes(payload[:4], "big")
    marks, content = json.loads(payload[4 : 4 + length]), payload[4 + length :]
    book = openpyxl.load_workbook(io.BytesIO(content))
    book.template = False  # else it is written as a template, which Excel does not open as .xlsx
    texts: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for mark in marks:
        name = mark["sheet"] if mark["sheet"] in book.sheetnames else book.sheetnames[0]
        texts.setdefault((name, _seen(book[name], mark["cell"] or "A1")), []).append(mark)
    for (name, address), found in texts.items():
        cell = book[name][address]
        worst = min((mark["severity"] for mark in found), key=list(_FILLS).index)
        text = "\n".join(mark["text"] for mark in found)
        if cell.comment is not None:
            text += f"\n\n{cell.comment.text}"
        cell.fill = PatternFill("solid", start_color=_FILLS[worst], end_color=_FILLS[worst])
        cell.comment = Comment(text, "kaoping", width=_WIDTH, height=_LINE * (text.count("\n") + len(text) // 22 + 2))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _seen(sheet: Any, address: str) -> str:
    """The cell that is seen in place of this one: of merged cells the upper left one."""
    ranges = (each for each in sheet.merged_cells.ranges if address in each)
    return next((each.start_cell.coordinate for each in ranges), address)
