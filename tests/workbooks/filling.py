"""Made-up reports of a county, and a clerk who types them into the collection workbooks in every way that people do."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from engine.data import UNIT, Sheet
from engine.ruleset import Choice, Measure, Plain, Quantity
from tests.workbooks.collecting import FIRST, HEADER, KNOWN, RULESET, UNITS, edited, made
from workbooks.collection.form import Field
from workbooks.collection.workbook import collection_xlsx
from workbooks.submissions import Submitted, read_submissions, with_cells_judged

Record = Mapping[str, str]
FIELDS: Mapping[str, Field] = {**RULESET.attributes, **RULESET.measures}
TEXTS = (
    "=1+1",
    "+86 931 0000000",
    "012",
    "1e5",
    "2016年3月",
    "修路，“二期”工程",
    "甲\n乙",
    "<b>&amp;</b>",
    "𠮷野家 😀",
    "@样例",
    "'引号",
    "—",
    "备注",
    "单位",
    "5%",
    "字" * 300,
)
FULL_WIDTH = str.maketrans("0123456789.-%,", "０１２３４５６７８９．－％，")
SPACES = ("", " ", "\u3000", "\xa0", "\t")


@dataclass(frozen=True)
class Filling:
    """What a county reports, each value as the engine writes it.

    Attributes:
        units: Unit → attribute or measure → value.
        tables: Table → its records.
    """

    units: Mapping[str, Record]
    tables: Mapping[str, Sequence[Record]]


def filling(random: Random) -> Filling:
    """A county of any values that the ruleset allows."""
    asked = {header: field for header, field in FIELDS.items() if header not in KNOWN}
    units = {
        unit: {**{header: KNOWN[header][index] for header in KNOWN}, **_record(random, asked)}
        for index, unit in enumerate(UNITS)
    }
    tables = {
        name: [
            {UNIT: random.choice(UNITS), **_record(random, table.columns)}
            for _ in range(random.choice((0, 1, 2, random.randrange(50))))
        ]
        for name, table in RULESET.tables.items()
    }
    return Filling(units, tables)


def _record(random: Random, fields: Mapping[str, Field]) -> dict[str, str]:
    return {header: _value(random, field) for header, field in fields.items()}


def _value(random: Random, field: Field) -> str:
    if field.missing is not None and random.random() < 0.3:
        return ""
    match field:
        case Choice(one_of=options):
            return random.choice(options)
        case Plain(type="yes_no"):
            return random.choice(("是", "否"))
        case Plain(type="date"):
            return (date(1949, 10, 1) + timedelta(random.randrange(40_000))).isoformat()
        case Plain():
            return random.choice(TEXTS)
        case Measure(may_not_apply=True) if random.random() < 0.2:
            return "不适用"
        case Measure(decimals=decimals, between=(low, high)) | Quantity(decimals=decimals, between=(low, high)):
            places = random.randint(0, decimals)
            step = Decimal(1).scaleb(-places)
            number = low + step * random.randint(0, int((high - low) / step))
            return f"{random.choice((low, high, high - step, low + step, number, number)):f}"


def typed(content: bytes, given: Filling, random: Random) -> bytes:
    """A workbook into which a clerk has typed what was reported, and which may have been moved about."""

    def fill(book: Any) -> None:
        for sheet in book.worksheets:
            headers = [cell.value for cell in sheet[HEADER]] if sheet.max_row >= HEADER else []
            if "单位" in headers:
                table = RULESET.tables.get(sheet.title)
                records = given.tables.get(sheet.title, [])
                fields = FIELDS if table is None else table.columns
                _type(sheet, headers, given.units if table is None else _shuffled(records, random), fields, random)
                _sign(sheet)
                if random.random() < 0.5:
                    _move(sheet, random)
        if random.random() < 0.3:
            random.shuffle(book._sheets)
        for sheet in book.worksheets:
            if sheet.title not in RULESET.tables and sheet.sheet_state == "visible" and random.random() < 0.2:
                sheet.title = f"表{random.randrange(10**6)}"

    return edited(content, fill)


def _shuffled(records: Sequence[Record], random: Random) -> list[Record]:
    return random.sample(list(records), len(records))


def _type(
    sheet: Worksheet,
    headers: Sequence[object],
    records: Mapping[str, Record] | Sequence[Record],
    fields: Mapping[str, Field],
    random: Random,
) -> None:
    """Records into their rows; those of a table may leave rows between them free."""
    row = FIRST
    for index, record in enumerate(records.values() if isinstance(records, Mapping) else records):
        row = FIRST + index if isinstance(records, Mapping) else row + random.choice((0, 0, 0, 1))
        for column, header in enumerate(headers, 1):
            cell = sheet.cell(row, column)
            if header == "备注":
                cell.value = random.choice((None, None, "较上年增长5%", "12"))
            elif header == "单位" and not isinstance(records, Mapping):
                cell.value = _padded(record[UNIT], random)
            elif header in fields and not cell.protection.locked:
                _put(cell, record[str(header)], fields[str(header)], random)
        row += 1


def _put(cell: Any, text: str, field: Field, random: Random) -> None:
    """One value, in one of the ways in which people type it."""
    match field:
        case _ if text in ("", "不适用"):
            cell.value = random.choice((None, None, "", " ", "\u3000")) if not text else _padded(text, random)
            return
        case Plain(type="date"):
            way = random.choice((_as_day, _as_day, _as_day_text))
        case Plain(type="yes_no"):
            way = random.choice((_as_text, _as_truth))
        case Measure(unit=unit) | Quantity(unit=unit):
            ways = [_as_number, _as_number, _as_number, _as_text, _as_wide_text, _as_thousands]
            way = random.choice([*ways, _as_percent, _as_percent_text] if unit == "%" else ways)
        case _:
            way = _as_text
    way(cell, text, random)


def _padded(text: str, random: Random) -> str:
    return random.choice(SPACES) + text + random.choice(SPACES) if random.random() < 0.2 else text


def _as_text(cell: Any, text: str, random: Random) -> None:
    cell.value = _padded(text, random)
    # openpyxl takes what begins with = for a formula; a clerk has typed an apostrophe before it.
    cell.data_type = "s"


def _as_wide_text(cell: Any, text: str, random: Random) -> None:
    cell.value = _padded(text.translate(FULL_WIDTH), random)


def _as_thousands(cell: Any, text: str, random: Random) -> None:
    whole, point, part = text.partition(".")
    separated = f"{int(whole):,}" if whole not in ("-0",) else whole
    cell.value = random.choice((str, lambda each: each.translate(FULL_WIDTH)))(separated + point + part)


def _as_number(cell: Any, text: str, random: Random) -> None:
    cell.value = float(text) if "." in text else int(text)
    if random.random() < 0.3:
        cell.number_format = random.choice(
            ("General", "#,##0.00", "0.0", "0_ ", "@", '0.00"约"', "#,##0.00_);[Red](#,##0.00)")
        )


def _as_percent(cell: Any, text: str, random: Random) -> None:
    cell.value = float(Decimal(text).scaleb(-2))
    cell.number_format = random.choice(("0%", "0.00%", "0.0%;-0.0%"))


def _as_percent_text(cell: Any, text: str, random: Random) -> None:
    cell.value = random.choice((f"{text}%", f"{text}％", f"{text}%".translate(FULL_WIDTH)))


def _as_day(cell: Any, text: str, random: Random) -> None:
    cell.value = date.fromisoformat(text)
    cell.number_format = random.choice(
        ("yyyy-mm-dd", "yyyy/m/d", 'yyyy"年"m"月"d"日"', "mm-dd-yy", "[$-804]yyyy/m/d;@")
    )


def _as_day_text(cell: Any, text: str, random: Random) -> None:
    year, month, day = text.split("-")
    plain = f"{int(month)}", f"{int(day)}"
    cell.value = random.choice(
        (
            text,
            "/".join((year, *plain)),
            ".".join((year, *plain)),
            f"{year}年{plain[0]}月{plain[1]}日",
            text.translate(FULL_WIDTH),
        )
    )


def _as_truth(cell: Any, text: str, random: Random) -> None:
    cell.value = text == "是"


def _sign(sheet: Worksheet) -> None:
    for cell in sheet["A"]:
        if cell.value in ("填报人", "审核人"):
            sheet.cell(cell.row, 2).value = "样例经办人"
        elif cell.value == "填报日期":
            sheet.cell(cell.row, 2).value = date(2017, 1, 10)


def _move(sheet: Worksheet, random: Random) -> None:
    """Rows and columns in another order, with free ones between them, as on a worksheet without protection."""
    last = next(cell.row for cell in sheet["A"] if cell.value == "填报人") if _signed(sheet) else sheet.max_row + 1
    rows = _order(range(FIRST - 1, last), random)
    columns = _order(range(1, sheet.max_column + 1), random)
    below = range(last, sheet.max_row + 1)
    row_to = _placed([HEADER, *rows, *below], HEADER, random)
    column_to = _placed(columns, 1, random)
    cells = [
        (row_to[cell.row], column_to[1] + cell.column - 1 if cell.row in below else column_to[cell.column], cell)
        for line in sheet.iter_rows(min_row=HEADER)
        for cell in line
    ]
    taken = [(row, column, cell.value, cell.data_type, cell.number_format) for row, column, cell in cells]
    for _, _, cell in cells:
        cell.value, cell.number_format, cell.comment = None, "General", None
    for row, column, value, data_type, number_format in taken:
        if value is not None:
            cell = sheet.cell(row, column)
            cell.value, cell.number_format = value, number_format
            cell.data_type = data_type


def _signed(sheet: Worksheet) -> bool:
    return any(cell.value == "填报人" for cell in sheet["A"])


def _order(numbers: Sequence[int], random: Random) -> list[int]:
    return random.sample(list(numbers), len(numbers)) if random.random() < 0.5 else list(numbers)


def _placed(numbers: Sequence[int], first: int, random: Random) -> dict[int, int]:
    """Each of these at its new number, mostly one after the other."""
    placed, at = {}, first
    for number in numbers:
        at += random.random() < 0.05
        placed[number] = at
        at += 1
    return placed


def typed_workbooks(given: Filling, random: Random) -> list[bytes]:
    """The filled workbooks of a county: one for all, or one for each department."""
    departments = made().departments if random.random() < 0.25 else [None]
    return [typed(_blank(department), given, random) for department in departments]


@cache
def _blank(department: str | None) -> bytes:
    return collection_xlsx(made(department))


def read(paths: Sequence[Path]) -> Submitted:
    """What the files hold, every cell judged."""
    return with_cells_judged(read_submissions(paths, RULESET), RULESET)


def differences(given: Filling, submitted: Submitted) -> Iterator[str]:
    """Every value that was read otherwise than it was typed, and all that is said to be wrong."""
    yield from map(str, submitted.errors)
    if submitted.data is None:
        yield "nothing was read"
        return
    read = {record[UNIT]: record for record in _records(submitted.data.units)}
    yield from _differing(given.units, read, FIELDS)
    for name, table in RULESET.tables.items():
        records = submitted.data.tables.get(name, Sheet({UNIT: ()}))
        typed, found = (
            Counter(str(_plain(record, table.columns)) for record in each)
            for each in (given.tables[name], _records(records))
        )
        yield from (f"{name}: {record} was typed, and not read" for record in typed - found)
        yield from (f"{name}: {record} was read, and not typed" for record in found - typed)


def _records(sheet: Sheet) -> list[Record]:
    return [dict(zip(sheet.columns, cells, strict=True)) for cells in zip(*sheet.columns.values(), strict=True)]


def _differing(wanted: Mapping[str, Record], found: Mapping[str, Record], fields: Mapping[str, Field]) -> Iterator[str]:
    if wanted.keys() != found.keys():
        yield f"units {list(wanted)} were asked, {list(found)} were read"
        return
    for unit, record in wanted.items():
        one, other = _plain(record, fields), _plain(found[unit], fields)
        yield from (
            f"{unit} {header}: {one[header]!r} was typed, {other[header]!r} was read"
            for header in fields
            if one[header] != other[header]
        )


def _plain(record: Record, fields: Mapping[str, Field]) -> dict[str, object]:
    """The values themselves: numbers by what they are worth, an empty text for what was left blank."""
    read: dict[str, object] = {UNIT: record.get(UNIT)}
    for header, field in fields.items():
        text = record[header].strip()
        number = isinstance(field, Measure | Quantity) and text not in ("", "不适用")
        read[header] = f"{Decimal(text.removesuffix('%')).normalize() + 0:f}" if number else text
    return read
