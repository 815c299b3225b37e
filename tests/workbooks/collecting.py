"""A scheme that asks for every kind of column, its collection workbooks, and how a clerk edits one with a program."""

import io
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from building import said, scheme
from openpyxl.worksheet.worksheet import Worksheet

from engine.data import Sheet
from engine.problem import Place, Problem
from engine.ruleset import Ruleset
from workbooks.collection.form import Form, form
from workbooks.collection.workbook import collection_xlsx
from workbooks.submissions import Submitted, read_submissions, with_cells_judged

POVERTY, FINANCE, OFFICE = "县扶贫办", "县财政局", "考核办公室"
SUPERVISION = "县委/县政府督查室（含县政府政务服务管理局、县信访局和县重点项目办公室）"
SUPERVISION_SHEET = "县委_县政府督查室（含县政府政务服务管理局、县信访局和县重点项"
"""As much of the department's name as a worksheet may bear."""

KINDS = tuple(f"{matter}方面的来信来访和网上投诉事项（含上级转交、领导交办）" for matter in "农林水路教医民社环住")
"""Choices that are too long for a rule of data validation."""

RULESET = scheme(
    attributes="""
类别: {one_of: [一类, 二类（山区）]}
户数: {unit: 户, between: [1, 100000]}
设立日期: {type: date}
是否贫困乡镇: {type: yes_no}
""",
    measures=f"""
脱贫人口: {{unit: 人, between: [0, 100000], reported_by: {POVERTY}, help: 按国办系统年末数据。}}
返贫率: {{unit: '%', decimals: 2, between: [0, 100], reported_by: {POVERTY}, may_not_apply: true}}
人均收入: {{unit: 元/年, decimals: 2, between: [-1000, 1000000], reported_by: {POVERTY}}}
拨付资金: {{unit: 万元, decimals: 4, between: [0, 100000], reported_by: {FINANCE}}}
支出资金: {{unit: 万元, decimals: 4, between: [0, 100000], reported_by: {FINANCE}}}
违规件数: {{unit: 件, between: [0, 1000], reported_by: {FINANCE}, missing: 0}}
督办增减分: {{unit: 分, decimals: 1, between: [-10, 10], reported_by: {SUPERVISION}, may_not_apply: true}}
分: {{unit: 分, decimals: 2, between: [0, 100]}}
""",
    tables=f"""
信访事项:
  reported_by: {SUPERVISION}
  help: 每件信访事项一行。
  columns:
    类型: {{one_of: [{", ".join(KINDS)}]}}
    登记日期: {{type: date}}
    办结: {{type: yes_no, missing: 否}}
    涉及人数: {{between: [1, 9999]}}
    诉求: {{type: text, missing: 无}}
测评票:
  columns:
    组别: {{one_of: [上级, 同级, 群众]}}
    得分: {{unit: 分, decimals: 1, between: [0, 100]}}
""",
    targets="[{name: 收支相符, expect: 拨付资金 == 支出资金, source: 文}]",
)

UNITS = tuple(f"样例{name}镇" for name in "甲乙丙丁")
KNOWN = {"类别": ("一类", "二类（山区）", "一类", "一类"), "户数": ("1200", "850", "2300", "4")}
LISTED = Sheet({"unit": UNITS, **KNOWN})
SHEETS = ("封面", "单位", POVERTY, FINANCE, SUPERVISION_SHEET, OFFICE, "信访事项", "测评票")

HEADER, FIRST = 4, 6
"""The rows of the headers and of the first unit."""

Edit = Callable[[Any], object]
"""What a clerk does to a workbook."""
Said = tuple[str, str, str, str | None, str | None, str | None]
"""A problem in words."""


def made(department: str | None = None) -> Form:
    """The form of the whole cycle 2016, or one department's part."""
    whole = form(RULESET, "2016", LISTED)
    return whole if department is None else whole.only(department)


def edited(content: bytes, edit: Callable[[Any], object]) -> bytes:
    """The workbook as openpyxl saves it after an edit."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    edit(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def in_this_process(entry: str, payload: bytes, place: Place, limits: object = None) -> bytes:
    """What a parser answers, without the child process around it, whose start takes longer than it does."""
    answer: bytes = pkgutil.resolve_name(entry)(payload)
    return answer


def column(sheet: Worksheet, header: str) -> int:
    """The number of the column with this header."""
    return next(cell.column for cell in sheet[HEADER] if cell.value == header)


REPORTED: Mapping[str, object] = {
    "设立日期": "2001-03-05",
    "是否贫困乡镇": "是",
    "脱贫人口": 412,
    "返贫率": 1.5,
    "人均收入": 3268.25,
    "拨付资金": 120.5,
    "支出资金": 120.5,
    "违规件数": 0,
    "督办增减分": -1.5,
    "分": 91.35,
}
"""What each unit reports, if nothing else is said."""


def complete(book: Any) -> None:
    """Fills in every unit's cells and signs every worksheet."""
    for sheet in book:
        if sheet.title in ("封面", "_options"):
            continue
        for index, header in enumerate((cell.value for cell in sheet[HEADER]), 1):
            if header in REPORTED:
                for row in range(FIRST, FIRST + len(UNITS)):
                    sheet.cell(row, index).value = REPORTED[header]
        for cell in sheet["A"]:
            if cell.value in ("填报人", "审核人"):
                sheet.cell(cell.row, 2).value = "样例经办人"
            elif cell.value == "填报日期":
                sheet.cell(cell.row, 2).value = "2017-01-10"


def filled(edit: Callable[[Any], object] = lambda book: None, department: str | None = None) -> bytes:
    """A workbook that is filled in and signed, then edited."""

    def both(book: Any) -> None:
        complete(book)
        edit(book)

    return edited(collection_xlsx(made(department)), both)


def put(sheet: str, header: str, row: int, value: object, number_format: str | None = None) -> Callable[[Any], None]:
    """An edit of one cell."""

    def edit(book: Any) -> None:
        cell = book[sheet].cell(row, column(book[sheet], header))
        cell.value = value
        if number_format is not None:
            cell.number_format = number_format

    return edit


def record(table: str, *cells: object, row: int = FIRST) -> Callable[[Any], None]:
    """A record of a table; its first cell names the unit."""

    def edit(book: Any) -> None:
        for index, cell in enumerate(cells, 1):
            book[table].cell(row, index).value = cell

    return edit


def judged(folder: Path, **files: bytes) -> Submitted:
    """What the files of a cycle hold, every cell judged; a file is named as its keyword."""
    paths = []
    for name, content in files.items():
        paths.append(folder / f"{name}.xlsx")
        paths[-1].write_bytes(content)
    return with_cells_judged(read_submissions(paths, RULESET, period="2016"), RULESET)


def told(folder: Path, findings: Iterable[Problem]) -> list[Said]:
    """What is said, its files without their folder."""
    return [tuple(part and part.replace(f"{folder}/", "") for part in said(problem)) for problem in findings]  # type: ignore[misc]


def cover(row: int, value: str) -> Edit:
    """An edit of a fact on the cover."""
    return lambda book: setattr(book["封面"].cell(row, 2), "value", value)


def at(sheet: str, cell: str, value: object) -> Edit:
    """An edit of the cell at an address."""
    return lambda book: setattr(book[sheet][cell], "value", value)


def unsigned(book: Any) -> None:
    """Takes the date of a sign-off away."""
    (label,) = (cell for cell in book[POVERTY]["A"] if cell.value == "填报日期")
    book[POVERTY].cell(label.row, 2).value = None


def formula_error(book: Any) -> None:
    """Puts an error where a formula gave a value."""
    book[POVERTY]["B6"].value = "#REF!"
    book[POVERTY]["B6"].data_type = "e"


def odd(**parts: str) -> Ruleset:
    """A scheme whose names get into each other's way."""
    like = "unit: 件, between: [0, 9]"
    return scheme(
        **{
            "measures": f"{{分: {{unit: 分, decimals: 2, between: [0, 100]}}, 件数: {{{like}, reported_by: 信访件}}}}",
            "tables": "{信访件: {columns: {人数: {between: [0, 9]}, 备注: {type: text}}}}",
            **parts,
        }
    )
