"""A collection workbook that is already filled in, beside XlsxWriter's own loop over the same cells.

    python benchmarks/writing.py [--units 5000] [--rounds 3]

The mixed scheme of 50 indicators with its 63 measures. The loop writes bare cells; the collection workbook has the
cover, locked and unlocked cells, units in the number formats, checks on every column and notes on every header.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Mapping, Sequence

import machine
import schemes
import xlsxwriter
from timing import interleaved, spread

from engine.data import UNIT, Data, Sheet
from engine.source import load
from workbooks.collection.filled import Filled
from workbooks.collection.form import form
from workbooks.collection.workbook import collection_xlsx


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--units", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    print(machine.description("XlsxWriter"))
    cells = schemes.cells(schemes.MIXED, arguments.units)
    asked = form(load(schemes.text(schemes.MIXED)), "2016", Sheet({UNIT: cells[UNIT]}))
    filled = Filled(Data(Sheet(cells)))
    ours, theirs = "kaoping", "XlsxWriter's loop"
    seconds = interleaved(
        {ours: lambda: collection_xlsx(asked, filled=filled), theirs: lambda: bare(cells)}, arguments.rounds
    )
    print(f"\n{arguments.units} units × {len(cells) - 1} columns")
    for name, each in seconds.items():
        print(f"  {name:20} {spread(each)}")
    print(f"  {ours} takes {min(seconds[ours]) / min(seconds[theirs]):.2f} times as long")


def bare(cells: Mapping[str, Sequence[str]]) -> bytes:
    """The same cells, without anything around them."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet()
    shown = book.add_format({"num_format": "0.00"})
    for column, (header, texts) in enumerate(cells.items()):
        sheet.write_string(0, column, header)
        for row, text in enumerate(texts, 1):
            if column:
                sheet.write_number(row, column, float(text), shown)
            else:
                sheet.write_string(row, column, text)
    book.close()
    return content.getvalue()


if __name__ == "__main__":
    main()
