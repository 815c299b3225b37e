"""A result that was changed anywhere is refused, and never a crash."""

import copy
import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest
from building import county, decided, past, refusal, run, scheme

from engine import VERSION, verification
from engine.assessment import Assessment
from engine.data import Data, Origin, Sheet, digest
from engine.history import Record
from engine.message import Message
from engine.problem import Problems
from engine.result import as_plain
from engine.ruleset import Ruleset
from engine.source import load
from engine.verification import history_of, of_another_version, reassessed

MEND = "Assess the data again; do not change a result by hand."
FULL = scheme(
    measures="分: {unit: 分, decimals: 2, between: [0, 100]}\n件: {unit: 件, between: [0, 9], missing: 0}",
    parties="{人: {kind: people}}",
    prizes="[{name: 奖, winners: 1, amount: 5, source: 约}]",
    quotas="[{name: 优, share: 30%, about: 1, source: 文}]",
    consequences="""
- name: 果
  when: grade == '好' or previous.grade == '好'
  then: [{party: 人, effect: forbid, what: 提拔, months: 12, from: decision}]
  source: 文
""",
    targets="[{name: 标, expect: 分 >= 80, source: 文}]",
    conventions="[{name: 例, text: 话, source: 约}]",
    basis="[{title: 据, number: null}]",
)


def plain(assessment: Assessment, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(as_plain(assessment, **more)))
    return found


@pytest.fixture(scope="module")
def whole() -> dict[str, Any]:
    """A small result in which every part holds something."""
    rows = [{"unit": unit, "分": cell} for unit, cell in zip("甲乙丙丁", ["90", "90", "75", ""], strict=True)]
    history = past("甲 2015 好 91.5 2", "外 2015 好")
    return plain(
        run(FULL, Data.from_rows(rows), history=history, decisions=decided({"quotas/优/places": "2"}, on="2016-12-31"))
    )


def paths(part: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield way
    below = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, each in below:
        yield from paths(each, (*way, key))


def other(value: Any) -> list[Any]:
    """Values that are not this one."""
    match value:
        case bool():
            return [not value, int(value), None]
        case int():
            return [value + 1, float(value), str(value)]
        case None:
            return ["X", 0, []]
        case str():
            return [value + "X", None, 5, [value]]
        case dict() | list():
            return [None, "X", 5, [None, 5], {"X": 5}]
    raise AssertionError(value)


def mutations(whole: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The result with one thing changed, taken away or added, for all that it holds."""

    def part(way: tuple[Any, ...]) -> tuple[dict[str, Any], Any]:
        changed = copy.deepcopy(whole)
        found: Any = changed
        for key in way:
            found = found[key]
        return changed, found

    for way in paths(whole):
        _, value = part(way)
        if way:
            for new in other(value):
                changed, holder = part(way[:-1])
                holder[way[-1]] = new
                yield f"{way} = {new!r}", changed
            changed, holder = part(way[:-1])
            del holder[way[-1]]
            yield f"{way} taken away", changed
        if isinstance(value, (dict, list)):
            for new in ("1", None, ["1"], {}):
                changed, holder = part(way)
                if isinstance(holder, dict):
                    holder["另"] = new
                else:
                    holder.append(new)
                yield f"{way} and {new!r}", changed


TAKEN_ON_TRUST = ("('inputs', 'origins'", "('inputs', 'reading'")
"""Where cells came from and what was said of reading them: the files are not at hand."""


@contextmanager
def refused(change: str, *, may_pass: bool = False) -> Iterator[None]:
    """That a changed result is refused, and not by a crash."""
    try:
        yield
    except Problems as error:
        code = error.problems[0].code
    except Exception as error:
        raise AssertionError(f"{change} is a crash") from error
    else:
        assert may_pass, change
        return
    assert code in ("result-changed", "result-unreadable"), change


@pytest.mark.no_cover  # thousands of runs, on lines that other tests count
def test_every_single_change_is_refused(whole: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "load", cache(load))
    assert reassessed(whole).units == ("甲", "乙", "丙")
    for change, result in mutations(whole):
        if not change.startswith(TAKEN_ON_TRUST):
            with refused(change):
                reassessed(result)


def test_inputs_that_were_changed_with_their_digests_are_no_crash(
    whole: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "load", cache(load))
    for change, inputs in mutations(whole["inputs"]):
        result = {**whole, "inputs": inputs}
        for name in ("data", "history", "decisions"):
            result[f"{name}_digest"] = digest(inputs.get(name))
        with refused(change, may_pass=True):  # a total that nothing reads, for example
            reassessed(result)


def changed(whole: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return {**whole, **parts}


def test_the_parts_that_differ_are_named(whole: dict[str, Any]) -> None:
    result = copy.deepcopy(whole)
    result["units"][0]["total"] = "91.00"
    result["summary"]["assessed"] = 4
    with pytest.raises(Problems) as caught:
        reassessed(result)
    what = "The result does not follow from its own inputs; these parts differ: summary.assessed, units[0].total."
    assert refusal(caught) == [("result-changed", "", what, None, None, MEND)]
    result["indicators"][0].update({str(number): 1 for number in range(20)})
    with pytest.raises(Problems, match=r"indicators\[0\]\.8, …\."):
        reassessed(result)


def test_cells_of_which_the_digest_does_not_tell(whole: dict[str, Any]) -> None:
    result = copy.deepcopy(whole)
    result["inputs"]["data"]["units"]["分"][0] = "95"
    with pytest.raises(Problems) as caught:
        reassessed(result)
    what = "The result does not follow from its own inputs; these parts differ: inputs.data."
    assert refusal(caught) == [("result-changed", "", what, None, None, MEND)]


def test_inputs_of_another_shape(whole: dict[str, Any]) -> None:
    result = copy.deepcopy(whole)
    del result["inputs"]["data"]["units"]["分"][0]
    result["inputs"]["history"][0]["另"] = "1"
    result["inputs"]["decisions"]["decisions"][0]["by"] = {}
    with pytest.raises(Problems) as caught:
        reassessed(result)
    what = "A part of the result is missing or not what it should be."
    mend = "Give the result.json that kaoping assess wrote."
    parts = ("data", "history", "decisions")
    assert refusal(caught) == [("result-unreadable", f"inputs.{part}", what, None, None, mend) for part in parts]


@pytest.mark.parametrize(
    "way",
    [
        ("period",),
        ("inputs", "ruleset"),
        ("inputs", "data", "units", "unit", 0),
        ("inputs", "history", 0, "unit"),
        ("inputs", "history", 0, "grade"),
        ("inputs", "decisions", "decided_on"),
        ("inputs", "language"),
    ],
)
def test_half_a_character_is_no_text(whole: dict[str, Any], way: tuple[Any, ...]) -> None:
    result = copy.deepcopy(whole)
    part: Any = result
    for key in way[:-1]:
        part = part[key]
    part[way[-1]] = "甲\ud800"
    with pytest.raises(Problems) as caught:
        reassessed(result)
    assert [(problem.code, problem.place.path) for problem in caught.value.problems] == [
        ("result-unreadable", ".".join(way[:2]))
    ]


def test_half_a_character_in_a_header_or_a_name_of_a_measure_is_no_text(whole: dict[str, Any]) -> None:
    result = copy.deepcopy(whole)
    units = result["inputs"]["data"]["units"]
    units["\ud800"] = units["分"]
    result["inputs"]["history"][0]["measures"]["\ud800"] = "1"
    with pytest.raises(Problems) as caught:
        reassessed(result)
    assert [problem.place.path for problem in caught.value.problems] == ["inputs.data", "inputs.history"]


@pytest.mark.parametrize(
    "change",
    [
        {"rows": [2, 3]},
        {"rows": ["2", "3", "4"]},
        {"file": 1},
        {"columns": ["unit"]},
        {"header_row": None},
        {"another": "x"},
    ],
)
def test_origins_of_another_shape(whole: dict[str, Any], change: dict[str, Any]) -> None:
    result = copy.deepcopy(whole)
    result["inputs"]["origins"]["units"]["tables"][0].update(change)
    with pytest.raises(Problems) as caught:
        reassessed(result)
    assert [(problem.code, problem.place.path) for problem in caught.value.problems] == [
        ("result-unreadable", "inputs.origins")
    ]


def test_inputs_that_are_refused_say_why(whole: dict[str, Any]) -> None:
    result = copy.deepcopy(whole)
    result["inputs"]["ruleset"] = "ruleset: 考核"
    with pytest.raises(Problems) as caught:
        reassessed(result)
    first, *others = caught.value.problems
    assert (first.code, str(first.what).endswith("these parts differ: inputs.")) == ("result-changed", True)
    assert others


class TestLanguage:
    def test_sentences_are_compared_in_the_language_of_the_result(self, whole: dict[str, Any]) -> None:
        def render(message: Message) -> str:
            return f"<{message}>"

        made = plain(run(scheme(), county(分="90 x")), render=render, language="xx")
        renders = {"en": str, "xx": render}
        assert reassessed(made, renders).units == ("甲",)
        made["inputs"]["language"] = "en"
        with pytest.raises(Problems, match="problems"):
            reassessed(made, renders)

    def test_a_language_that_nobody_speaks(self, whole: dict[str, Any]) -> None:
        with pytest.raises(Problems, match=r"inputs\.language"):
            reassessed(whole, {"zh_CN": str})


class TestVersion:
    def test_of_this_one_nothing_is_said(self, whole: dict[str, Any]) -> None:
        assert of_another_version(whole) is None

    def test_another_that_gives_the_same(self, whole: dict[str, Any]) -> None:
        result = changed(whole, engine="9.1.0rc2")
        assert reassessed(result).units == ("甲", "乙", "丙")
        told = f"The result was made by version 9.1.0rc2 of kaoping; this is version {VERSION}, which gives the same."
        assert str(of_another_version(result)) == told

    def test_another_that_gave_something_else(self, whole: dict[str, Any]) -> None:
        with pytest.raises(Problems) as caught:
            reassessed(changed(whole, engine="9.1.0", final=True))
        what = (
            f"The result was made by version 9.1.0 of kaoping; this is version {VERSION}, by which these parts "
            "differ: final."
        )
        mend = "Assess the data again, or use the version that made it."
        assert refusal(caught) == [("result-changed", "", what, None, None, mend)]


@pytest.mark.parametrize("opinion", ["agreed", "unavailable", "not asked"])
def test_another_machine_may_have_had_no_second_opinion(whole: dict[str, Any], opinion: str) -> None:
    assert reassessed(changed(whole, second_opinion=opinion)).units == ("甲", "乙", "丙")


class TestPlaces:
    """The inputs say in which file and where each cell stood, so that problems are told again with their places."""

    @pytest.fixture
    def result(self) -> dict[str, Any]:
        columns = {"unit": ("甲", "乙", "甲"), "分": ("90", "x", "90")}
        origin = Origin("数据 一.xlsx", "数据", {"unit": "A", "分": "C"}, rows=(4, 6, 9))
        return plain(run(scheme(), Data(Sheet(columns, (origin,)))))

    def test_they_are_told_again(self, result: dict[str, Any]) -> None:
        assert [each["where"] for each in result["problems"]] == [
            "数据 一.xlsx[数据]!A9 甲",
            "数据 一.xlsx[数据]!C6 乙 分",
        ]
        assert result["problems"][0]["mend"] == "Keep one of them; the other is 数据 一.xlsx[数据]!A4 甲."
        assert reassessed(result).units == ()

    @pytest.mark.parametrize("where", ["数据 一.xlsx[数据]!C7 乙 分", "数据.xlsx!C6 甲 分", "", None])
    def test_another_one_is_refused(self, result: dict[str, Any], where: str | None) -> None:
        result["problems"][1]["where"] = where
        with pytest.raises(Problems, match=r"problems\[1\].where"):
            reassessed(result)

    def test_records_of_one_stranger_are_told_of_once(self) -> None:
        rows = [{"unit": "外", "period": period, "grade": "好"} for period in ("2014", "2015")]
        history = type(past()).from_sheet(Sheet.from_rows(rows))
        made = plain(run(scheme(), county(分="90"), history=history))
        assert [warning["code"] for warning in made["warnings"]] == ["history-unknown-unit"]
        assert reassessed(made).units == ("甲",)


class TestHistory:
    """What an earlier result must be, to be the history of a scheme."""

    TIED = "[{name: 奖, winners: 1, amount: 5, source: 约}]"

    def of(self, ruleset: Ruleset, scores: str = "95 85") -> dict[str, Any]:
        return plain(run(ruleset, county(分=scores), period="2015"))

    def test_of_the_same_scheme(self) -> None:
        history, warnings = history_of(self.of(scheme()), scheme(version="'2'"))
        assert history.records == (Record("甲", "2015", "好", "95.00", "1"), Record("乙", "2015", "较好", "85.00", "2"))
        assert warnings == []

    def test_changed(self) -> None:
        result = self.of(scheme())
        result["units"][1]["grade"] = "好"
        with pytest.raises(Problems, match=r"units\[1\].grade"):
            history_of(result, scheme())

    def test_of_another_scheme(self) -> None:
        for more in ({}, {"history": "{grades: {}}"}):
            with pytest.raises(Problems) as caught:
                history_of(self.of(scheme(ruleset="部门考核")), scheme(**more))
            what = "The history is a result of 部门考核; the scheme assessed is 考核."
            mend = "Give a result of the same scheme, or map the grades of the other one in history.grades."
            assert refusal(caught) == [("history-of-another-scheme", "", what, "部门考核", None, mend)]

    def test_of_another_scheme_whose_grades_are_mapped(self) -> None:
        history, (warning,) = history_of(self.of(scheme(ruleset="旧考核")), scheme(history="{grades: {优: 好}}"))
        assert len(history.records) == 2
        assert (warning.code, warning.severity) == ("history-of-another-scheme", "warning")

    def test_provisional(self) -> None:
        with pytest.raises(Problems) as caught:
            history_of(self.of(scheme(ruleset="部门考核"), "95 x"), scheme())
        assert [problem.code for problem in caught.value.problems] == [
            "history-of-another-scheme",
            "history-provisional",
        ]

    def test_not_final(self) -> None:
        ruleset = scheme(prizes=self.TIED)
        history, (warning,) = history_of(self.of(ruleset, "95 95"), ruleset)
        assert [record.grade for record in history.records] == ["好", "好"]
        assert (warning.code, warning.severity) == ("history-not-final", "warning")
        assert str(warning.what) == "The history is a result that is not final: 1 decisions are open."
