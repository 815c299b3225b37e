"""Damaged and odd workbooks: for the test, and for ``script/soak workbooks`` as long as it runs.

The property: a reader gives the rows or says what is wrong; in bounded time and memory; the plain way and calamine
agree; and a number that openpyxl reads as well is the same decimal.
"""

import io
import json
import random
import re
import resource
import time
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from decimal import Decimal
from functools import cache
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from secrets import randbelow
from typing import Any
from unittest import mock

import openpyxl
import xlsxwriter

from engine.problem import Problems
from workbooks.xlsx import parsing
from workbooks.xlsx.carried import SHEET_END, from_plain, separated
from workbooks.xlsx.sheets import Book
from workbooks.xlsx.strings import NotPlain

SECONDS = 2
MEMORY = 300 << 20
CONFINED_EACH = 50
"""Of so many cases one is also read as users read it, in a process of its own."""

Grids = Mapping[str, Any]
_SHEET, _STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def soak() -> Iterator[str | None]:
    """Workbooks of new seeds without end: for each, how it breaks the property, or None."""
    yield from findings(count(randbelow(2**48)))


def findings(seeds: Iterator[int]) -> Iterator[str | None]:
    """For each seed how its workbook breaks the property, or None."""
    pool = _pool()
    for seed in seeds:
        try:
            yield pool.submit(finding, seed).result(timeout=120)
        except (BrokenProcessPool, TimeoutError) as error:
            yield f"seed {seed}: {type(error).__name__}"
            pool.shutdown(wait=False, cancel_futures=True)
            pool = _pool()
    pool.shutdown()


def _pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_limit)


def _limit() -> None:
    """What is there already, and what a reader may take on top of it."""
    seeds()
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def finding(seed: int) -> str | None:
    """How the workbook of a seed breaks the property, or None."""
    chance = random.Random(seed)
    content = mutated(chance)
    try:
        found = _differences(content, confined=seed % CONFINED_EACH == 0)
    except BaseException as error:
        found = f"{type(error).__name__}: {error}"
    return f"seed {seed}: {found}" if found else None


def _differences(content: bytes, *, confined: bool) -> str | None:
    begin = time.process_time()
    grids, reasons = _read(content)
    taken = time.process_time() - begin
    if taken > SECONDS:
        return f"{taken:.1f} seconds"
    if any(not reason.strip() for reason in reasons):
        return "a problem without a reason"
    with mock.patch("workbooks.xlsx.parsing.plain.read", side_effect=NotPlain):
        exact, _ = _read(content)
    for name, rows in grids.items():
        if name in exact and rows and exact[name] != rows:
            return f"the plain way gives {_first(rows, exact[name])}"
    if confined and (found := _otherwise_confined(content, grids, bool(reasons))):
        return found
    return _other_numbers(content, grids)


def _read(content: bytes) -> tuple[Grids, list[str]]:
    """What each worksheet holds, nothing where cells cannot be taken; and what is wrong."""
    line, _, cells = parsing.parsed(content).partition(b"\n")
    head = json.loads(line)
    if "problems" in head:
        return {}, [str(problem.what) for problem in from_plain(head["problems"])]
    texts = iter(cells.decode("utf-8").split(SHEET_END))
    grids: dict[str, Any] = {}
    problems = []
    for sheet in head["sheets"]:
        told = from_plain(sheet.get("problems", []))
        problems += told
        if not told:
            grids[sheet["name"]] = _shown(separated(next(texts), sheet["rows"]), sheet)
        elif all(problem.place.cell for problem in told):
            grids[sheet["name"]] = {}
    return grids, [str(problem.what) for problem in problems]


def _shown(rows: Sequence[tuple[int, list[str]]], sheet: Mapping[str, Any]) -> dict[str, Any]:
    """What two ways of reading must agree in."""
    cells = {(row, column): text for row, texts in rows for column, text in enumerate(texts) if text}
    sets = {name: sorted(map(tuple, sheet[name])) for name in ("stored_as_text", "formulas")}
    lists = {name: sheet[name] for name in ("merged", "hidden_rows", "hidden_columns")}
    return {"cells": cells, **sets, **lists}


def _first(one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    if not other:
        return "rows, calamine only problems"
    part = next(part for part in one if one[part] != other[part])
    if part != "cells":
        return f"{part} {one[part]}, calamine {other[part]}"
    place = min(key for key in one[part].keys() | other[part].keys() if one[part].get(key) != other[part].get(key))
    return f"{place} {one[part].get(place)!r}, calamine {other[part].get(place)!r}"


def _otherwise_confined(content: bytes, grids: Grids, refused: bool) -> str | None:
    begin = time.monotonic()
    try:
        book = Book(content, "a.xlsx")
    except Problems as error:
        codes = [problem.code for problem in error.problems]
        return None if refused and time.monotonic() - begin < 30 * SECONDS else f"confined it is refused: {codes}"
    return None if set(grids) <= {*book.names, *book.hidden} else "confined it has other worksheets"


def _other_numbers(content: bytes, grids: Grids) -> str | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            sheets = {name: book[name] for name in grids if name in book.sheetnames}
            theirs = {
                (name, row, column): cell
                for name, sheet in sheets.items()
                for row, cells in enumerate(sheet.iter_rows(values_only=True, max_row=200), 1)
                for column, cell in enumerate(cells)
            }
    except Exception:
        return None
    for (name, row, column), cell in theirs.items():
        ours = grids[name].get("cells", {}).get((row, column), "")
        if type(cell) in (int, float) and _NUMBER.fullmatch(ours) and Decimal(repr(float(cell))) != Decimal(ours):
            return f"{name} row {row} column {column}: {ours}, openpyxl {cell!r}"
    return None


@cache
def seeds() -> Sequence[bytes]:
    """The workbooks that are mutated: as XlsxWriter, openpyxl and, by hand, Excel write them."""
    return [_by_xlsxwriter(), _by_openpyxl(write_only=False), _by_openpyxl(write_only=True), _as_excel()]


def _by_xlsxwriter() -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    sheet = book.add_worksheet("数据")
    percent, day = book.add_format({"num_format": "0.00%"}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, ["单位", "人口", "返贫率", "日期", "说明", "合计"])
    for row in range(1, 9):
        sheet.write_row(row, 0, [f"样例{row}镇", row * 137, row / 7])
        sheet.write_number(row, 2, round(row / 7, 3), percent)
        sheet.write_number(row, 3, 42_444 + row, day)
        sheet.write_string(row, 4, ["12", "合格 <优>&", "０．５", " a\nb "][row % 4])
        sheet.write_formula(row, 5, f"=B{row + 1}*2", None, row * 274)
    sheet.set_column(4, 4, None, None, {"hidden": True})
    sheet.set_row(3, None, None, {"hidden": True})
    sheet.merge_range("A12:C12", "说明")
    book.add_worksheet("目录").write(0, 0, True)
    book.close()
    return content.getvalue()


def _by_openpyxl(*, write_only: bool) -> bytes:
    book = openpyxl.Workbook(write_only=write_only)
    sheet: Any = book.create_sheet("数据", 0)
    for row in [["单位", "人口", "得分"], ["样例甲镇", 412, 89.995], ["样例乙镇", None, 0.1], ["样例丙镇", True, 1e-7]]:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _as_excel() -> bytes:
    """The way Excel writes: seventeen digits, spans, attributes of other namespaces, phonetic properties."""
    sheet = (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        b'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac">'
        b'<cols><col min="2" max="3" width="9" hidden="1"/></cols><sheetData>'
        b'<row r="1" spans="1:3" ht="15" x14ac:dyDescent="0.15"><c r="A1" s="1" t="s"><v>0</v></c>'
        b'<c r="B1" s="1" t="s"><v>1</v></c><c r="C1" s="0"/></row>'
        b'<row r="2" spans="1:3" hidden="1" x14ac:dyDescent="0.15"><c r="A2" t="s"><v>2</v></c>'
        b'<c r="B2"><v>89.995000000000005</v></c><c r="C2"><f>B2*2</f><v>179.99</v></c></row>'
        b'<row r="4" spans="1:3" x14ac:dyDescent="0.15"><c r="A4" t="str"><f>A2&amp;""</f><v>x&amp;y</v></c>'
        b'<c r="B4"><f t="shared" ref="B4:B5" si="0">1+1</f><v>2</v></c><c r="C4" t="b"><v>1</v></c></row>'
        b'</sheetData><mergeCells count="1"><mergeCell ref="A6:B7"/></mergeCells></worksheet>'
    )
    strings = "".join(
        f'<si><t>{text}</t><phoneticPr fontId="1" type="noConversion"/></si>' for text in ("单位", "得分", "样例甲镇")
    ).encode()
    opening = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="3" uniqueCount="3">'
    return _with_parts(_by_xlsxwriter(), {_SHEET: lambda _: sheet, _STRINGS: lambda _: opening + strings + b"</sst>"})


def mutated(chance: random.Random) -> bytes:
    """A workbook with some of its parts, or its bytes, changed."""
    content = chance.choice(seeds())
    if chance.random() < 0.15:
        return _bytes_changed(chance, content)
    for _ in range(chance.randint(1, 4)):
        part = chance.choice([_SHEET] * 6 + [_STRINGS] * 2 + ["xl/styles.xml", "xl/workbook.xml"])
        content = _with_parts(content, {part: lambda text: _text_changed(chance, text)})
    return content


def _with_parts(content: bytes, edits: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, edits.get(name, bytes)(old.read(name)))
    return result.getvalue()


def _bytes_changed(chance: random.Random, content: bytes) -> bytes:
    if chance.random() < 0.3:
        return content[: chance.randrange(len(content))]
    changed = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


_BETWEEN_BARS = re.compile(r"[^|\n]+")
_VALUES = [
    *_BETWEEN_BARS.findall("""
0|-0|-0.0|007|1.50|+5|.5|5.|1e5|1E-7|1e22|1e400|-1E+300|NaN|inf|1_0|0x10|1,5| 5 |true|2016-03-15|89.995000000000005
0.30000000000000004|123456789012345678|0.1000000000000000055511151231257827|1.7E-310|60|61|2958466|-1|٣|１２|]]>|#DIV/0!
&amp;|&#48;|&x;|&|<![CDATA[7]]>|<!-- 7 -->|_x0041_|_x001F_|\x1f
"""),
    "",
    "9" * 400,
]
_ADDRESSES = [
    "",
    *_BETWEEN_BARS.findall("a1|A0|A1|B2|C9|XFD1|XFE1|A1048576|A1048577|$A$1|A01|AAAA1|A-1|A|1|&#65;1|ZZ999999"),
]
_TYPES = ["", *_BETWEEN_BARS.findall("s|n|str|inlineStr|b|e|d|x")]
_PIECES = [
    *_BETWEEN_BARS.findall("""
<!-- </sheetData> -->|<?a b?>|<a/>|<a><c/></a>|<row/>|<row r='3'/>|<c/>|<c><v>1</v></c>|text| |\t|</row>|</c>|<v>1</v>
<f>1</f>|<f/>|<is><t>x</t></is>|<is><r><t>x</t></r></is>|<t>x</t>|<x:c xmlns:x='y'/>|<mergeCell ref="A1:XFD1048576"/>
<sheetData><row><c><v>8</v></c></row></sheetData>|<col min="1" max="2" hidden="true"/>
"""),
    "\r\n",
]


def _text_changed(chance: random.Random, text: bytes) -> bytes:
    """The XML with something changed at a random place."""
    kind = chance.randrange(7)
    if kind == 0:
        return _at(chance, text, rb"<v>[^<]*</v>", lambda _: f"<v>{chance.choice(_VALUES)}</v>".encode())
    if kind == 1:
        return _at(chance, text, rb'(?<=<c r=")[^"]*', lambda _: chance.choice(_ADDRESSES).encode())
    if kind == 2:
        return _at(chance, text, rb'(?<= t=")[^"]*', lambda _: chance.choice(_TYPES).encode())
    if kind == 3:
        odd = [*_ADDRESSES, *_VALUES, *map(str, range(12))]
        return _at(chance, text, rb'(?<==")[^"]*', lambda _: chance.choice(odd).replace("<", "").encode())
    if kind == 4:
        return _at(chance, text, rb"<c [^>]*>.*?</c>|<row .*?</row>|<si>.*?</si>", lambda match: match[0] * 2)
    if kind == 5:
        return _at(chance, text, rb">", lambda _: b">" + chance.choice(_PIECES).encode())
    return _at(chance, text, rb"<[^>]*>|[^<>]+", lambda _: b"")


def _at(chance: random.Random, text: bytes, pattern: bytes, edit: Callable[[re.Match[bytes]], bytes]) -> bytes:
    places = list(re.finditer(pattern, text, re.DOTALL))
    if not places:
        return text
    match = chance.choice(places)
    return text[: match.start()] + edit(match) + text[match.end() :]
