"""What a command was given: a ruleset by file or name, the inputs of a cycle, its period, an office's particulars."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import rulesets
from engine.data import Data, Sheet
from engine.decision import Decisions
from engine.history import History
from engine.message import Message
from engine.period import NotAPeriod, Period, PeriodKind
from engine.problem import Place, Problem, Problems, did_you_mean
from engine.source import load
from terminal.verifying import verified_history
from workbooks import read_decisions, read_history, read_ruleset_text, read_submissions
from workbooks.submissions import Submitted, with_cells_judged

if TYPE_CHECKING:
    from engine.ruleset import Ruleset

PERIOD_COLUMNS = ("period", "期间", "年度")
"""Headers of a column of the data that says which period they are of."""

Read = TypeVar("Read")


@dataclass(frozen=True)
class Cycle:
    """All that one assessment is made from."""

    ruleset: "Ruleset"
    data: Data
    history: History
    decisions: Decisions
    period: str
    chosen_by: Message | None
    """How the period was found, where nobody named it."""
    submitted: Submitted
    """What the files of data hold, and what is to be said of them."""
    warnings: tuple[Problem, ...] = ()
    """What is to be said of the files themselves."""


class Refused(Problems):
    """Inputs from which nothing can be assessed.

    Attributes:
        submitted: What the files of data hold all the same.
    """

    def __init__(self, problems: Sequence[Problem], submitted: Submitted) -> None:
        self.submitted = submitted
        super().__init__(problems)


def ruleset_text(given: str) -> tuple[str, str]:
    """The text of a ruleset and what to call its file: a file that exists, else one that comes with the package.

    Raises:
        Problems: there is neither, or the file cannot be read.
    """
    path = Path(given)
    names = rulesets.names()
    if given in names and not path.is_file():
        return rulesets.text(given), f"{given}{rulesets.SUFFIX}"
    if path.exists() or path.is_symlink():
        return read_ruleset_text(path), given
    what = Message("There is no such file, and no ruleset of this name comes with kaoping.")
    expected = Message("a file, or one of {names}", names=names)
    raise Problems([Problem("ruleset-missing", what, Place(file=given), None, expected, _near(path, names))])


def _near(path: Path, names: tuple[str, ...]) -> Message | None:
    try:
        beside = [
            str(path.with_name(entry.name)) for entry in path.parent.iterdir() if entry.suffix in (".yaml", ".yml")
        ]
    except OSError:
        beside = []
    return did_you_mean(str(path), [*beside, *names])


@dataclass(frozen=True)
class Given:
    """What a command was given to assess.

    Attributes:
        ruleset: A file, or the name of a ruleset of the package.
        data: What was handed in.
        tables: Files with the records of a table, by its name.
        history: Earlier results.
        decisions: The recorded decisions.
        period: The cycle's period.
    """

    ruleset: str
    data: Sequence[Path]
    tables: Mapping[str, Path]
    history: Path | None
    decisions: Path | None
    period: str | None


def cycle(given: Given) -> Cycle:
    """Everything read, with the problems of all files at once.

    Raises:
        Refused: a file cannot be read, or is not what it should be.
        Problems: there is no such ruleset.
    """
    ruleset = load(*ruleset_text(given.ruleset))
    history, decisions, period = given.history, given.decisions, given.period
    problems: list[Problem] = unknown_tables(given.tables, tuple(ruleset.tables))
    known = {name: file for name, file in given.tables.items() if name in ruleset.tables}
    submitted = read_submissions(given.data, ruleset, known, period)
    if submitted.errors:
        submitted = with_cells_judged(submitted, ruleset)
        problems += submitted.errors
    warnings: list[Problem] = []

    def of_result(result: Mapping[str, object]) -> History:
        return verified_history(result, ruleset, history, warnings.append)

    past = _collecting(problems, lambda: History() if history is None else read_history(history, of_result))
    decided = _collecting(problems, lambda: Decisions() if decisions is None else read_decisions(decisions))
    if submitted.data is None or past is None or decided is None or problems:
        raise Refused(problems, submitted)
    read, stated = dated(submitted.data, ruleset, submitted.period, period)
    label, chosen_by = _period(ruleset, past, period, stated)
    return Cycle(ruleset, read, past, decided, label, chosen_by, submitted, tuple(warnings))


def _collecting(problems: list[Problem], read: Callable[[], Read]) -> Read | None:
    try:
        return read()
    except Problems as error:
        problems += error.problems
        return None


def unknown_tables(tables: Mapping[str, Path], names: tuple[str, ...]) -> list[Problem]:
    """The problem of each file that is given for a table that the ruleset does not have."""
    return [
        Problem(
            "table-unknown",
            Message("The ruleset has no table {name}.", name=name),
            Place(file=str(file)),
            found=name,
            expected=Message("one of {names}", names=names) if names else Message("no table at all"),
            mend=did_you_mean(name, names),
        )
        for name, file in tables.items()
        if name not in names
    ]


def dated(data: Data, ruleset: "Ruleset", cover: str | None, asked: str | None) -> tuple[Data, str | None]:
    """The data without the column that names the period, and the period that data and covers name.

    Args:
        data: What was handed in.
        ruleset: The scheme.
        cover: The period that the covers of collection workbooks name.
        asked: The period that is assessed, where it is known.

    Raises:
        Problems: rows, covers and the period asked for are not the same.
    """
    units, stated = _without_period(data.units, ruleset, asked or cover)
    return replace(data, units=units), stated or cover


def _without_period(sheet: Sheet, ruleset: "Ruleset", asked: str | None) -> tuple[Sheet, str | None]:
    """The units without the column that names the period, if there is one, and that period.

    Raises:
        Problems: a row is of another period than asked for, or than the first row.
    """
    header = next((name for name in PERIOD_COLUMNS if name in sheet.columns and name not in ruleset.names()), None)
    if header is None:
        return sheet, None
    cells = [cell.strip() for cell in sheet.columns[header]]
    expected = asked or next(iter(cells), "")
    what = Message("This row is of another period.")
    mend = Message("Give the rows of one period in one file.")
    problems = [
        Problem("period-differs", what, sheet.place(header, row), cell, Message("{period}", period=expected), mend)
        for row, cell in enumerate(cells)
        if cell != expected
    ]
    if problems:
        raise Problems(problems)
    rest = {name: column for name, column in sheet.columns.items() if name != header}
    return replace(sheet, columns=rest), expected or None


def _period(ruleset: "Ruleset", history: History, asked: str | None, stated: str | None) -> tuple[str, Message | None]:
    """The period to assess, and how it was found where nobody asked for one."""
    if asked is not None:
        return asked, None
    if stated is not None:
        return stated, Message("as the data say")
    past = [found for record in history.records if (found := _read(record.period)) and found.kind is ruleset.period]
    if past:
        return str(following(max(past))), Message("the one after the latest in the history")
    return period_of(ruleset), Message("the first in which the scheme is in force")


def period_of(ruleset: "Ruleset") -> str:
    """The first period in which a scheme is in force."""
    return str(containing(ruleset.in_force.from_, ruleset.period))


def _read(label: str) -> Period | None:
    try:
        return Period.parse(label)
    except NotAPeriod:
        return None


def following(period: Period) -> Period:
    """The period after this one.

    Example:
        >>> str(following(Period.parse("2015Q4")))
        '2016Q1'
    """
    if period.number < period.kind.in_a_year:
        return replace(period, number=period.number + 1)
    return replace(period, year=period.year + 1, number=1)


def containing(day: date, kind: PeriodKind) -> Period:
    """The period of this kind that a day lies in.

    Example:
        >>> str(containing(date(2015, 5, 1), PeriodKind.QUARTER))
        '2015Q2'
    """
    return Period(day.year, (day.month - 1) * kind.in_a_year // 12 + 1, kind)
