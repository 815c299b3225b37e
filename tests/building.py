"""The smallest schemes, counties, records and decisions: what a test of the engine changes, and nothing more.

Parts of a scheme are written in YAML, as in a ruleset. `文` is a document, `约` an assumption.
"""

from collections.abc import Mapping, Sequence
from textwrap import indent
from typing import Any

import numpy as np

from engine.assessment import Assessment, assess
from engine.data import Data
from engine.decision import Decision, Decisions
from engine.explanation import Explanation, Line
from engine.expression.evaluation import Numbers
from engine.fixed import Fixed
from engine.history import History, Record
from engine.measures import Measures
from engine.problem import Problem, Problems
from engine.result import as_plain
from engine.ruleset import Ruleset
from engine.source import load

UNITS = "甲乙丙丁戊己庚辛壬癸"

GIVEN = "{name: 分, points: 100, method: given, score: 分, out_of: 100, source: 文}"
"""An indicator that earns what was reported as 分."""

PARTS = {
    "ruleset": "考核",
    "version": "'1'",
    "covers": "{unit: 乡镇, at_most: 100}",
    "period": "year",
    "in_force": "{from: 2010-01-01}",
    "sources": "{文: {title: 考核办法, kind: document}, 约: {title: 约定, kind: assumption}}",
    "measures": "{分: {unit: 分, decimals: 2, between: [0, 100]}}",
    "scoring": "{full_marks: 100}",
    "indicators": f"[{GIVEN}]",
    "grades": (
        "[{grade: 好, from: 90, may: true, source: 文}, {grade: 较好, from: 80, source: 文},"
        " {grade: 一般, from: 70, source: 文}, {grade: 较差, source: 文}]"
    ),
    "ranking": "{by: total, source: 文}",
}


def yaml_of(**parts: str) -> str:
    """The YAML of the scheme whose one indicator 分 earns what was reported, with these parts in it, or without ""."""
    return "".join(f"{key}:\n{indent(text.strip(), '  ')}\n" for key, text in {**PARTS, **parts}.items() if text)


def scheme(**parts: str) -> Ruleset:
    """The same, loaded."""
    return load(yaml_of(**parts))


def measures(*names: str, like: str = "{unit: 件, decimals: 2, between: [-1000, 1000], may_not_apply: true}") -> str:
    """Measures of one kind."""
    return "\n".join(f"{name}: {like}" for name in names)


def county(**columns: str | Sequence[str]) -> Data:
    """Data of the units 甲, 乙, 丙, …: for each column the cells, as a list or parted by blanks."""
    cells = {name: texts.split() if isinstance(texts, str) else list(texts) for name, texts in columns.items()}
    count = max(map(len, cells.values()))
    return Data.from_rows([{"unit": UNITS[n], **{name: each[n] for name, each in cells.items()}} for n in range(count)])


def past(*records: str) -> History:
    """Records such as ``甲 2015 好 91.50 2``: unit, period, grade (- for none) and, where known, total and rank."""
    found = []
    for text in records:
        unit, period, grade, *more = text.split()
        total, rank = [*more, None, None][:2]
        found.append(Record(unit, period, None if grade == "-" else grade, total, rank))
    return History.of(found)


def decided(answers: Mapping[str, str | tuple[str, ...]], on: str | None = None) -> Decisions:
    """Decisions, each for the same reason."""
    plain = [Decision(question, answer, "会议").as_plain() for question, answer in answers.items()]
    return Decisions.from_plain({"decided_on": on, "decisions": plain})


def run(ruleset: Ruleset, data: Data, **more: Any) -> Assessment:
    """The assessment of 2016 by the engine alone, if nothing else is said."""
    return assess(ruleset, data, **{"period": "2016", "ask_second_opinion": False, **more})


def result(ruleset: Ruleset, data: Data, **more: Any) -> dict[str, dict[str, Any]]:
    """Each scored unit as in ``result.json``, by its name."""
    return {unit["unit"]: unit for unit in as_plain(run(ruleset, data, **more))["units"]}


def each(field: str, ruleset: Ruleset, data: Data, **more: Any) -> dict[str, Any]:
    """One field of each scored unit, by its name, in the order of the names."""
    units = result(ruleset, data, **more)
    return {unit: units[unit][field] for unit in sorted(units, key=UNITS.index)}


def codes(problems: Sequence[Problem]) -> list[tuple[str, str | None]]:
    """The problems' codes with the units that they concern."""
    return [(problem.code, problem.place.unit) for problem in problems]


def said(problem: Problem) -> tuple[str, str, str, str | None, str | None, str | None]:
    """All that a problem says: code, place, what, found, expected, mend."""
    expected, mend = (None if each is None else str(each) for each in (problem.expected, problem.mend))
    return problem.code, str(problem.place), str(problem.what), problem.found, expected, mend


def numbers_of(measured: Measures, name: str) -> list[str | None]:
    """The numbers of a column as written; None where one is not known."""
    value = measured.values[name]
    assert isinstance(value, Numbers)
    assert isinstance(value.values, Fixed)
    known = value.known if value.known is not None else np.ones(len(measured.units), dtype=np.bool_)
    return [text if is_known else None for text, is_known in zip(value.values.texts(), known, strict=True)]


def refusal(caught: Any) -> list[tuple[str, str, str, str | None, str | None, str | None]]:
    """What each problem says of a run that was refused."""
    assert isinstance(caught.value, Problems)
    return [said(problem) for problem in caught.value.problems]


def assessed(cells: str = "85", more: Any = None, **parts: str) -> Assessment:
    """Units with 分 and 数 (1, if nothing else is said)."""
    data = county(分=cells, 数=(more or {}).pop("数", "1 " * len(cells.split())))
    return run(scheme(**{"measures": measures("分", "数"), **parts}), data, **(more or {}))


def sections(explanation: Explanation) -> dict[str, list[tuple[str, str | None, str | None]]]:
    """The lines of each section by its title: name, value, how."""
    return {str(section.title): [_shown(line) for line in section.lines] for section in explanation.sections}


def _shown(line: Line) -> tuple[str, str | None, str | None]:
    value, how = (None if each is None else str(each) for each in (line.value, line.how))
    return str(line.name), value, how
