"""objections.yaml: what is recorded, what is refused and where, and which documents each objection gives."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from engine.problem import Place, Problem, Problems
from notices import NoticeError, Objection, Request, compose, read_objections, write
from notices.objections import Outcome, check_units

if TYPE_CHECKING:
    from collections.abc import Sequence

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "objections.yaml"
WHOLE = "unit: 样例甲镇, received: 2016-03-08, about: 总分, claim: 有误"
"""What every objection must have."""


def problems(text: str) -> list[Problem]:
    with pytest.raises(Problems) as caught:
        read_objections(text, "异议.yaml")
    return list(caught.value.problems)


def told(problem: Problem) -> tuple[str, int | None, int | None, str | None, str | None, str | None]:
    """Code, line, column, path, what was found, how to mend it."""
    place = problem.place
    mend = None if problem.mend is None else str(problem.mend)
    return problem.code, place.line, place.column, place.path, problem.found, mend


@pytest.mark.parametrize("text", ["", "# 本期没有异议\n"])
def test_a_file_without_anything_records_none(text: str) -> None:
    assert read_objections(text) == ()


def test_the_documented_example_loads_and_has_every_key() -> None:
    decided, undecided = read_objections(EXAMPLE.read_text("utf-8"), "objections.yaml")
    assert decided.model_fields_set == set(Objection.model_fields)
    assert (decided.outcome, decided.decided) == (Outcome.CORRECTED, datetime.date(2016, 3, 15))
    assert (undecided.outcome, undecided.decided, undecided.found) == (None, None, None)


@pytest.mark.parametrize("word", ["维持", "更正", "部分更正"])
def test_what_may_be_decided(word: str) -> None:
    (objection,) = read_objections(f"objections: [{{{WHOLE}, outcome: {word}}}]")
    assert objection.outcome == word


def test_an_objection_knows_its_place() -> None:
    text = (
        f"objections:\n  - {{{WHOLE}}}\n  - received: 2016-03-08\n    unit: 样例乙镇\n    about: 总分\n    claim: 误\n"
    )
    assert [each.place for each in read_objections(text, "异议.yaml")] == [
        Place("异议.yaml", 2, 12, "objections.1.unit"),
        Place("异议.yaml", 4, 11, "objections.2.unit"),
    ]


def test_a_decision_on_the_day_of_the_objection_may_be() -> None:
    (objection,) = read_objections(f"objections: [{{{WHOLE}, decided: 2016-03-08}}]")
    assert objection.decided == objection.received


class Bad(NamedTuple):
    """A file and what each problem says of it: code, line, column, path, found, mend."""

    text: str
    told: Sequence[tuple[str, int, int, str | None, str | None, str | None]]


TABLE = {
    "the one key": Bad(
        "objection: []\n", [("key-unknown", 1, 1, "objection", "objection", "Did you mean objections?")]
    ),
    "no list": Bad(f"objections: {{{WHOLE}}}\n", [("not-a-list", 1, 13, "objections", None, None)]),
    "a key of an objection": Bad(
        f"objections:\n  - {{{WHOLE}, descided: 2016-03-09}}\n",
        [("key-unknown", 2, 62, "objections.1.descided", "descided", "Did you mean decided?")],
    ),
    "keys that are missing": Bad(
        "objections:\n  - unit: 样例甲镇\n    about: 总分\n",
        [
            ("key-missing", 2, 5, "objections.1.received", None, "Add received: to what begins on line 2."),
            ("key-missing", 2, 5, "objections.1.claim", None, "Add claim: to what begins on line 2."),
        ],
    ),
    "an outcome": Bad(
        f"objections:\n  - {{{WHOLE}, outcome: 更改}}\n",
        [("not-a-choice", 2, 71, "objections.1.outcome", "更改", "Did you mean 更正?")],
    ),
    "a date": Bad(
        f"objections:\n  - {{{WHOLE}}}\n  - {{{WHOLE}, decided: 03-15}}\n",
        [("not-a-date", 3, 71, "objections.2.decided", "03-15", None)],
    ),
    "a value that is missing": Bad(
        "objections:\n  - unit: 样例甲镇\n    received: 2016-03-08\n    about: 总分\n    claim:\n",
        [("not-a-text", 5, 11, "objections.1.claim", None, "Fill in the value, or take the key out.")],
    ),
    "a decision before the objection": Bad(
        f"objections:\n  - {{{WHOLE}, decided: 2016-03-07}}\n",
        [("days-order", 2, 71, "objections.1.decided", "2016-03-07", None)],
    ),
    "a key twice": Bad(
        f"objections:\n  - {{{WHOLE}, unit: 样例乙镇}}\n",
        [("key-twice", 2, 62, None, None, "Take one of the two out.")],
    ),
}


@pytest.mark.parametrize("bad", TABLE.values(), ids=TABLE)
def test_each_error_says_where_it_is_and_what_was_meant(bad: Bad) -> None:
    found = problems(bad.text)
    assert {problem.place.file for problem in found} == {"异议.yaml"}
    assert [told(problem) for problem in found] == list(bad.told)


def test_a_decision_before_the_objection_says_so() -> None:
    (problem,) = problems(f"objections: [{{{WHOLE}, decided: 2016-03-07}}]")
    assert str(problem.what) == "The decision is dated before the objection was received."
    assert str(problem.expected) == "2016-03-08 or later"


# --- units


def test_every_unit_that_the_result_does_not_know_is_told_with_the_nearest(result: dict[str, Any]) -> None:
    units = [WHOLE.replace("样例甲镇", unit) for unit in ("样例甲镇", "样例甲乡", "X")]
    text = "objections:\n" + "".join(f"  - {{{each}}}\n" for each in units)
    with pytest.raises(NoticeError) as caught:
        list(compose(result, Request(["objection"], objections=read_objections(text, "异议.yaml"))))
    assert [(str(each.place), *told(each)) for each in caught.value.problems] == [
        (
            "异议.yaml:3:12 objections.2.unit",
            "objection-unit",
            3,
            12,
            "objections.2.unit",
            "样例甲乡",
            "Did you mean 样例甲镇?",
        ),
        ("异议.yaml:4:12 objections.3.unit", "objection-unit", 4, 12, "objections.3.unit", "X", None),
    ]


def test_known_units_are_no_problem() -> None:
    check_units(read_objections(EXAMPLE.read_text("utf-8")), ["样例甲镇", "样例乙镇"])


# --- documents


def test_each_objection_gives_its_documents(result: dict[str, Any], tmp_path: Path) -> None:
    objections = read_objections(
        f"objections: [{{{WHOLE}}}, {{{WHOLE}, outcome: 维持}}, "
        f"{{{WHOLE.replace('样例甲镇', '样例乙镇')}, found: 已查}}]"
    )
    request = Request(["objection", "review"], objections=objections)
    write(result, tmp_path, request, formats=["docx"])
    written = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.docx"))
    assert [name.split("/")[0] for name in written] == ["复核决定书", *["异议受理通知书"] * 3]
    assert written[0] == "复核决定书/样例甲镇.docx"
    assert {"异议受理通知书/样例甲镇.docx", "异议受理通知书/样例乙镇.docx"} < set(written)


def test_without_objections_there_are_none(result: dict[str, Any]) -> None:
    assert list(compose(result, Request(["objection", "review"]))) == []
