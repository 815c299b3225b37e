"""From paths to what the engine takes: data, tables, history, decisions, the text of rulesets."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.data import Sheet
from engine.decision import Decisions
from engine.history import History
from engine.message import Message
from engine.problem import Place, Problem, Problems
from workbooks.files import MEGABYTE, read_bytes
from workbooks.grid import UNIT_NAMES, Grid, to_sheet
from workbooks.kind import Kind, in_words, kind
from workbooks.results import parse_result
from workbooks.text import decode, read_csv

if TYPE_CHECKING:
    from workbooks.xlsx.sheets import Book

MOST_WORKBOOK = 64 * MEGABYTE
MOST_CSV = 1024 * MEGABYTE
MOST_YAML = 1 * MEGABYTE

HISTORY_NAMES: Mapping[str, str] = {
    **UNIT_NAMES,
    "期间": "period",
    "年度": "period",
    "等次": "grade",
    "得分": "total",
    "名次": "rank",
    "继承单位": "successor",
}
_WORKBOOK_SUFFIXES = (".xlsx", ".xlsm")
_TEXT_SUFFIXES = (".csv", ".tsv", ".txt")


def read_sheet(path: Path, worksheet: str | None = None, names: Mapping[str, str] = UNIT_NAMES) -> Sheet:
    """One table: a CSV file, or the worksheet of this name, else the first one, of a workbook.

    Args:
        path: The file.
        worksheet: The name of the worksheet that is meant, if there is one of this name.
        names: Other spellings of headers.

    Raises:
        Problems: everything that is wrong with the file.
    """
    return to_sheet(read_grid(path, worksheet), names)


def read_grid(path: Path, worksheet: str | None = None) -> Grid:
    """The rows of the same table as they stand, its first one the header.

    Raises:
        Problems: everything that is wrong with the file.
    """
    source = open_tables(path)
    if isinstance(source, Grid):
        return source
    return source.grid(worksheet if worksheet is not None and worksheet in source.names else source.names[0])


def read_history(path: Path, of_result: Callable[[Mapping[str, Any]], History] = History.from_result) -> History:
    """What earlier periods recorded: a table (CSV or workbook) or an earlier ``result.json``.

    Columns are ``unit, period, grade`` and, where known, ``total, rank, successor``; or 单位, 期间 (年度),
    等次, 得分, 名次, 继承单位. Further columns are measures.

    Args:
        path: The file.
        of_result: Makes records of a result; if not given, it is believed.
            ``engine.verification.history_of`` verifies it.

    Raises:
        Problems: everything that is wrong with the file.
    """
    content = read_bytes(path, MOST_CSV)
    if path.suffix.lower() == ".json" or kind(content) is Kind.JSON:
        place = Place(file=str(path))
        history = of_result(parse_result(content, str(path)))
        return History.of(replace(record, place=place) for record in history.records)
    return History.from_sheet(read_sheet(path, names=HISTORY_NAMES))


def read_decisions(path: Path) -> Decisions:
    """The recorded decisions in a YAML file.

    Raises:
        Problems: everything that is wrong with the file.
    """
    return Decisions.from_yaml(_yaml_text(path), str(path))


def read_ruleset_text(path: Path) -> str:
    """The text of a ruleset, for ``engine.source.load``; at most 1 MB.

    Raises:
        Problems: the file cannot be read, is too large, or is no text.
    """
    return _yaml_text(path)


def _yaml_text(path: Path) -> str:
    content = read_bytes(path, MOST_YAML)
    found = kind(content)
    if found not in (Kind.TEXT, Kind.JSON, Kind.BINARY):
        raise Problems([_not_that(path, found, Message("a YAML file"))])
    return decode(content, str(path))


def open_tables(path: Path) -> "Grid | Book":
    """The rows of a CSV file, or a workbook, by what the file is.

    Raises:
        Problems: the file cannot be read, or is neither.
    """
    if path.name.startswith("~$"):
        what = Message("This is the lock file of a workbook that is open in Excel or WPS.")
        mend = Message("Close the workbook, or leave the file out.")
        raise Problems([Problem("file-lock", what, Place(file=str(path)), mend=mend)])
    suffix = path.suffix.lower()
    content = read_bytes(path, MOST_WORKBOOK if suffix in _WORKBOOK_SUFFIXES else MOST_CSV)
    found = kind(content)
    if found is Kind.ENCRYPTED:
        from workbooks.xlsx.guard import encrypted

        raise Problems([encrypted(Place(file=str(path)))])
    if found is Kind.XLSX and suffix not in _TEXT_SUFFIXES and len(content) <= MOST_WORKBOOK:
        from workbooks.xlsx.sheets import Book

        return Book(content, str(path))
    if suffix in _WORKBOOK_SUFFIXES:
        raise Problems([_not_that(path, found, in_words(Kind.XLSX))])
    if found not in (Kind.TEXT, Kind.BINARY):
        raise Problems([_not_that(path, found, Message("a CSV file or an Excel workbook (.xlsx)"))])
    return read_csv(decode(content, str(path)), str(path))


def _not_that(path: Path, found: Kind, expected: Message) -> Problem:
    if found is Kind.XLSX:
        mend = Message("Give the file the ending .xlsx.")
    elif found is Kind.TEXT:
        mend = Message("Give a CSV file the ending .csv.")
    else:
        mend = Message("Open it in Excel or WPS and save it as .xlsx or as CSV UTF-8.")
    what = Message("This is {kind}.", kind=in_words(found))
    return Problem("file-kind", what, Place(file=str(path)), path.suffix or None, expected, mend)
