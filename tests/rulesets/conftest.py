"""Tests of rulesets are written in YAML, under ``cases/``: each case and each indicator is one test of pytest.

A file of cases holds::

    ruleset: tongwei/township         # of the package, or schemes/… beside this file
    period: '2016'
    defaults: {类别: 综合协调}          # cells of every unit that does not give them itself
    cases:
      - name: what it shows
        units: [{unit: 样例甲镇, total: 90.00}]        # a total, else measures to score
        history: [{unit: 样例甲镇, period: 2015, grade: 一般}]
        decided_on: 2017-03-15
        decisions: {grades/好/样例甲镇: withhold}
        expect: {样例甲镇: {grade: 较好, rank: 1}}      # see ``UNIT``; what is given is compared whole
        open: []                                      # see ``RUN``; what is not given must be empty
        vacant: {三等奖: 3}                            # see ``SUMMARY``
    indicators:
      减贫人口: [{脱贫人口: 50, 脱贫任务人口: 100, earns: 6.00}]   # one unit a row, over the defaults

Everything is text; ``earns`` and totals are compared as the result writes them, to the last place.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import rulesets
from engine.assessment import assess
from engine.data import Data, Sheet
from engine.decision import Decisions
from engine.history import History
from engine.problem import Problems
from engine.result import as_plain
from engine.ruleset import Ruleset
from engine.source import load

HERE = Path(__file__).parent
REASON = "测试"


def pytest_collect_file(parent: pytest.Collector, file_path: Path) -> pytest.File | None:
    """Every YAML file under ``cases`` is a file of tests."""
    if file_path.suffix == ".yaml" and file_path.is_relative_to(HERE / "cases"):
        return CaseFile.from_parent(parent, path=file_path)
    return None


class CaseFile(pytest.File):
    """One YAML file of cases about one ruleset."""

    def collect(self) -> Iterator[pytest.Item]:
        text = self.path.read_text(encoding="utf-8")
        plain = yaml.load(text, yaml.BaseLoader)
        lines = _lines(yaml.compose(text, yaml.BaseLoader))
        unknown = set(plain) - {"ruleset", "period", "defaults", "cases", "indicators"}
        assert not unknown, f"unknown keys {unknown}"
        frame = {key: plain.get(key, {}) for key in ("ruleset", "period", "defaults")}
        for number, case in enumerate(plain.get("cases", ())):
            yield Case.from_parent(self, name=case["name"], case=frame | case, line=lines["cases", number])
        for name, rows in plain.get("indicators", {}).items():
            case = frame | indicator_case(name, rows, frame["defaults"])
            yield Case.from_parent(self, name=name, case=case, line=lines["indicators", name])


def _lines(root: Any) -> dict[tuple[str, Any], int]:
    """Where the cases and the indicators stand, counted from 0."""
    lines: dict[tuple[str, Any], int] = {}
    for key, value in root.value:
        if key.value == "cases":
            lines |= {("cases", number): node.start_mark.line for number, node in enumerate(value.value)}
        if key.value == "indicators":
            lines |= {("indicators", node.value): node.start_mark.line for node, _ in value.value}
    return lines


def indicator_case(name: str, rows: list[dict[str, str]], defaults: Mapping[str, str]) -> dict[str, Any]:
    """The rows of one indicator as a case: one unit a row, of which only this indicator's points are looked at."""
    units = [{"unit": f"样例{number:02}"} | row for number, row in enumerate(rows, 1)]
    return {
        "units": [{key: cell for key, cell in unit.items() if key != "earns"} for unit in units],
        "expect": {unit["unit"]: {"points": {name: unit["earns"]}} for unit in units},
        "looks_at": "points",
    }


class Case(pytest.Item):
    """One case: it fails with every difference, and if one of its expectations could not fail."""

    def __init__(self, *, case: dict[str, Any], line: int, **more: Any) -> None:
        super().__init__(**more)
        self.case, self.line = case, line

    def runtest(self) -> None:
        actual = outcome(self.case)
        if found := differences(self.case, actual):
            raise Different("\n".join(found))
        for changed in altered(self.case):
            assert differences(changed, actual), f"an expectation of {self.name} cannot fail"

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        return str(excinfo.value) if isinstance(excinfo.value, Different) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.line, self.name


class Different(AssertionError):
    """The outcome is not the one expected."""


@cache
def ruleset_named(name: str) -> Ruleset:
    """A ruleset of the package, or one of ``schemes/`` beside this file."""
    if name.startswith("schemes/"):
        return load((HERE / f"{name}.yaml").read_text(encoding="utf-8"), name)
    return load(rulesets.text(name), name)


def outcome(case: Mapping[str, Any]) -> dict[str, Any]:
    """The result of a case as JSON; or, where the run is refused, ``{"refused": codes}``."""
    known = {"name", "ruleset", "period", "defaults", "units", "tables", "history", "decided_on", "decisions"}
    unknown = set(case) - known - {"expect", "looks_at"} - set(RUN) - set(SUMMARY)
    assert not unknown, f"unknown keys {unknown}"
    totals = {unit["unit"]: unit["total"] for unit in case["units"] if "total" in unit}
    rows = [case["defaults"] | {key: cell for key, cell in unit.items() if key != "total"} for unit in case["units"]]
    decisions = {
        "decided_on": case.get("decided_on"),
        "decisions": [
            {"question": question, "answer": answer, "reason": REASON}
            for question, answer in case.get("decisions", {}).items()
        ],
    }
    try:
        assessment = assess(
            ruleset_named(case["ruleset"]),
            Data.from_rows(rows, **case.get("tables", {})),
            History.from_sheet(Sheet.from_rows(case["history"])) if "history" in case else History(),
            Decisions.from_plain(decisions),
            period=case["period"],
            totals=totals or None,
            ask_second_opinion=case.get("looks_at") != "points",
        )
    except Problems as problems:
        return {"refused": [problem.code for problem in problems.problems]}
    return as_plain(assessment)


def _consequences(unit: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Effects by party, without the rule and the sources that they come from."""
    found: dict[str, list[dict[str, Any]]] = {}
    for consequence in unit["consequences"]:
        effect = {key: value for key, value in consequence.items() if key not in ORIGIN and value is not None}
        found.setdefault(consequence["party"], []).append(effect)
    return found


ORIGIN = ("rule", "party", "source", "note", "may")


UNIT: dict[str, Callable[[Mapping[str, Any]], object]] = {
    **{key: lambda unit, key=key: unit[key] for key in ("total", "grade", "rank", "withdrawn", "vetoes", "quotas")},
    **{key: lambda unit, key=key: unit[key] for key in ("points", "adjustments", "corrections", "formulas")},
    "prizes": lambda unit: [prize["name"] for prize in unit["prizes"]],
    "rules": lambda unit: list(dict.fromkeys(consequence["rule"] for consequence in unit["consequences"])),
    "consequences": _consequences,
    "replaced": lambda unit: {each["rule"]: each["by"] for each in unit["replaced"]},
    "all_points": lambda unit: unit["points"],
    "targets": lambda unit: {each["name"]: each["state"] for each in unit["targets"]},
    "all_targets": lambda unit: {each["name"]: each["state"] for each in unit["targets"]},
    "gaps": lambda unit: {each["name"]: each["gap"] for each in unit["targets"] if each.get("gap") is not None},
}
"""What may be expected of a unit. Of points, formulas, targets and gaps only those named are compared."""

PARTIAL = ("points", "formulas", "targets", "gaps")

DAY = "decided_on"

RUN: dict[str, Callable[[Mapping[str, Any]], object]] = {
    "open": lambda result: sorted(decision["question"] for decision in result["open_decisions"]),
    "warnings": lambda result: sorted(f"{each['code']} {each['unit'] or ''}".strip() for each in result["warnings"]),
    "problems": lambda result: sorted(problem["code"] for problem in result["problems"]),
    "not_scored": lambda result: sorted(unit["unit"] for unit in result["not_scored"]),
    "refused": lambda result: sorted(result.get("refused", ())),
}
"""What is expected of the run; what a case does not name must be empty."""

SUMMARY: dict[str, Callable[[Mapping[str, Any]], object]] = {
    "grades": lambda summary: {grade: number for grade, number in summary["grades"].items() if number},
    "vacant": lambda summary: {prize["name"]: prize["vacant"] for prize in summary["prizes"] if prize["vacant"]},
    "places": lambda summary: {quota["name"]: quota["places"] for quota in summary["quotas"]},
    "prize_money": lambda summary: summary["prize_money"],
}
"""What may be expected of the result's summary."""


def differences(case: Mapping[str, Any], actual: Mapping[str, Any]) -> list[str]:
    """Every point in which the outcome is not as the case expects."""
    if "refused" in actual or "refused" in case:
        return _compare("refused", sorted(case.get("refused", ())), RUN["refused"](actual))
    found = []
    if case.get("looks_at") != "points":
        for key, view in RUN.items():
            found += _compare(key, sorted(case.get(key, ())), _asked(case, view(actual)))
    for key in SUMMARY:
        if key in case:
            found += _compare(key, case[key], SUMMARY[key](actual["summary"]))
    units = {unit["unit"]: unit for unit in actual["units"]}
    for name, expected in case.get("expect", {}).items():
        if name not in units:
            found.append(f"{name}: not among the units of the result")
            continue
        for key, wanted in expected.items():
            got = UNIT[key](units[name])
            if key in PARTIAL and isinstance(got, Mapping) and isinstance(wanted, Mapping):
                got = {each: got[each] for each in wanted if each in got}
            found += _compare(f"{name}: {key}", wanted, got)
    return found


def _asked(case: Mapping[str, Any], found: object) -> object:
    """What the run gave, without the question for the day of decision where a case does not name it.

    Nearly every case would have to: a restriction is in force in most of them.
    """
    if isinstance(found, list) and DAY in found and DAY not in case.get("open", ()):
        return [each for each in found if each != DAY]
    return found


def _compare(what: str, wanted: object, got: object) -> list[str]:
    wanted, got = _as_text(wanted), _as_text(got)
    return [] if wanted == got else [f"{what}\n  expected {wanted}\n  found    {got}"]


def _as_text(value: object) -> object:
    """The same with every scalar as the YAML has it, text: ``null``, ``true`` and ``false`` too."""
    if isinstance(value, Mapping):
        return {str(key): _as_text(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_as_text(each) for each in value]
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)


def altered(case: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The case once for each thing that it expects, with that thing changed."""
    for key in ("expect", *RUN, *SUMMARY):
        for path in _paths(case[key]) if key in case else ():
            changed = copy.deepcopy(case)
            place = changed
            for step in (key, *path)[:-1]:
                place = place[step]
            last = (key, *path)[-1]
            place[last] = [*place[last], "？"] if isinstance(place[last], list) else "？"
            yield changed


def _paths(value: object) -> Iterator[tuple[Any, ...]]:
    """The way to each scalar and to each empty list or mapping."""
    if isinstance(value, Mapping) and value:
        for key, each in value.items():
            yield from ((key, *rest) for rest in _paths(each))
    elif isinstance(value, list) and value:
        for number, each in enumerate(value):
            yield from ((number, *rest) for rest in _paths(each))
    else:
        yield ()
