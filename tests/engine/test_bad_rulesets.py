"""Each finding has a ruleset that must give it, alone and at one place, and that is in order once it is mended.

``bad_rulesets/<code>.yaml`` are the rulesets; the table below says where each is wrong and what mends it.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from engine.checks import CODES
from engine.problem import Problem, Problems, Severity
from engine.source import findings, load

FOLDER = Path(__file__).parent / "bad_rulesets"


class Bad(NamedTuple):
    """Line and column of the only finding, and the replacements that mend the ruleset."""

    line: int
    column: int
    mend: Sequence[tuple[str, str]]


TABLE = {
    "yaml-alias": Bad(11, 49, [("*甲", "甲")]),
    "yaml-colon": Bad(4, 1, [("：", ": ")]),
    "yaml-cut": Bad(11, 49, [("max(甲, 5)", "'max(甲, 5)'")]),
    "yaml-deep": Bad(2, 39, [("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", "'1'")]),
    "yaml-documents": Bad(16, 1, [("---\nruleset: 另一个\n", "")]),
    "yaml-key": Bad(2, 1, [("{版}", "version")]),
    "yaml-syntax": Bad(2, 10, [("'1", "1")]),
    "yaml-tab": Bad(8, 1, [("\t", "  ")]),
    "yaml-tag": Bad(2, 10, [("!!str ", "")]),
    "key-twice": Bad(3, 1, [("version: '2'\n", "")]),
    "effect-unknown": Bad(18, 62, [("rat,", "rate,")]),
    "expression": Bad(11, 52, [(" ++", "")]),
    "key-missing": Bad(1, 1, [("version: '1'", "version: '1'\nperiod: year")]),
    "key-unknown": Bad(11, 52, [("outof", "out_of")]),
    "list-length": Bad(8, 25, [("[0]", "[0, 100]")]),
    "method-unknown": Bad(11, 35, [("gven", "given")]),
    "not-a-choice": Bad(4, 9, [("yearly", "year")]),
    "not-a-date": Bad(5, 18, [("2015-13-01", "2015-12-01")]),
    "not-a-list": Bad(8, 25, [("0-100", "[0, 100]")]),
    "not-a-number": Bad(11, 23, [("10分", "10")]),
    "not-a-text": Bad(2, 9, [("version: ", "version: '1'")]),
    "not-keys": Bad(3, 9, [("covers: 乡镇", "covers: {unit: 乡镇}")]),
    "not-yes-or-no": Bad(13, 21, [("may: 可", "may: true")]),
    "one-of": Bad(17, 5, [(", withdraw: true", "")]),
    "out-of-range": Bad(11, 60, [("out_of: 0", "out_of: 100")]),
    "range": Bad(8, 6, [("[100, 0]", "[0, 100]")]),
    "uncited": Bad(11, 5, [("out_of: 100", "out_of: 100, source: 约定")]),
    "source-unknown": Bad(15, 19, [("讲话", "约定")]),
    "name-twice": Bad(8, 3, [("attributes: {甲: {one_of: [一类, 二类]}}\n", "")]),
    "name-reserved": Bad(8, 3, [("  rank:", "  位次:")]),
    "name-unwritable": Bad(8, 3, [("'乙`'", "乙")]),
    "name-separator": Bad(11, 5, [("一/二", "一、二")]),
    "name-shadowed": Bad(16, 45, [(", 甲: {between", ", 分: {between"), ("mean: 甲", "mean: 分")]),
    "text-twice": Bad(16, 36, [(", 一类]", "]")]),
    "attribute-kind": Bad(16, 25, [("type: text", "one_of: [甲类, 乙类]")]),
    "missing-impossible": Bad(8, 44, [("101", "100")]),
    "range-decimals": Bad(8, 16, [("100.5", "100")]),
    "ranking-within": Bad(15, 19, [("类型", "类别")]),
    "in-force-order": Bad(5, 37, [("2014-12-31", "2015-12-31")]),
    "total-range": Bad(9, 35, [("[10, 0]", "[0, 10]")]),
    "name-unknown": Bad(11, 49, [("甲数", "甲")]),
    "kind": Bad(11, 49, [(" > 5", "")]),
    "stage": Bad(11, 53, [(" + total", "")]),
    "quotient": Bad(11, 49, [(" / 2", " * 2")]),
    "text-unknown": Bad(18, 38, [("三类", "二类")]),
    "percent-unclear": Bad(18, 25, [("5%", "5")]),
    "division-by-zero": Bad(17, 25, [("/ 0", "/ 2")]),
    "count": Bad(17, 29, [("甲 > 5", "grade == '差'")]),
    "only-attributes": Bad(11, 58, [("only: 甲 >= 0, ", "")]),
    "per-formula": Bad(20, 25, [("数 >= 1", "`数·上` >= 1")]),
    "table-unknown": Bad(18, 14, [("选票", "票")]),
    "column-unknown": Bad(18, 13, [("得分", "分")]),
    "column-kind": Bad(18, 13, [("mean: 组", "mean: 分")]),
    "decimals-missing": Bad(18, 3, [("of: 票", "of: 票, decimals: 2")]),
    "formula-keys": Bad(17, 31, [(", at_least: 5", "")]),
    "trim-all": Bad(18, 64, [("at_least: 2", "at_least: 3")]),
    "formula-cycle": Bad(17, 14, [("子 + 1", "甲 + 1")]),
    "parameter-by": Bad(19, 9, [("by: 合格", "by: 类别")]),
    "parameter-categories": Bad(20, 5, [("is: 1}]", "is: 1}], 二类: [{from: 2015-01-01, is: 2}]")]),
    "parameter-dates": Bad(19, 48, [("{from: 2015-01-01, is: 2}", "{from: 2016-01-01, is: 2}")]),
    "parameter-gap": Bad(19, 21, [("2016-01-01", "2015-12-31")]),
    "for-each-unknown": Bad(20, 36, [("deduct: 甲, for_each: 组别", "deduct: 数, for_each: 组")]),
    "for-each-unused": Bad(20, 36, [("deduct: 甲", "deduct: 数")]),
    "for-each-values": Bad(21, 22, [("[上, 中]", "[上, 下]")]),
    "move-unknown": Bad(11, 85, [("{move_points_to: 乙}", "zero")]),
    "move-cycle": Bad(11, 85, [("{move_points_to: 一}", "zero")]),
    "move-absent": Bad(13, 109, [("{move_points_to: 二}", "zero")]),
    "move-capped": Bad(12, 109, [(", at_most: 5", "")]),
    "move-unscaled": Bad(
        12, 109, [("ladder, value: 乙, steps: [{from: 50, earns: 6}, {earns: 3}]", "given, score: 乙, out_of: 100")]
    ),
    "instead-unknown": Bad(18, 87, [(", instead_of: 丑", "")]),
    "instead-cycle": Bad(18, 87, [(", instead_of: 子", "")]),
    "points-sum": Bad(9, 23, [("100}", "10}")]),
    "points-unchecked": Bad(
        10, 1, [("only: 类0 == '一', ", ""), ("only: 类1 == '一', ", ""), ("only: 类2 == '一', ", "")]
    ),
    "earns-above-points": Bad(17, 27, [("12", "10")]),
    "earns-negative": Bad(18, 17, [("-1", "0")]),
    "step-open": Bad(17, 9, [("{earns: 10}", "{from: 60, earns: 10}")]),
    "step-unreachable": Bad(
        18,
        9,
        [
            ("from: 50, earns: 5", "from: 80, earns: 10"),
            ("      - {from: 80, earns: 10}\n      - {earns", "      - {from: 50, earns: 5}\n      - {earns"),
        ],
    ),
    "step-value": Bad(16, 9, [("from: 50", "when: 甲 >= 50")]),
    "step-beyond-range": Bad(17, 16, [("101", "100")]),
    "corners-order": Bad(18, 14, [("{at: 50, earns: 10}", "{at: 60, earns: 10}")]),
    "grade-order": Bad(14, 22, [("中, from: 9", "中, from: 8")]),
    "grade-twice": Bad(14, 5, [("{grade: 好, source", "{grade: 差, source")]),
    "grade-unknown": Bad(17, 44, [("中", "差")]),
    "grade-unreachable": Bad(13, 22, [("from: 11", "from: 9")]),
    "veto-of-nothing": Bad(17, 44, [("grade_at_most: 好", "grade_at_most: 差")]),
    "party-unknown": Bad(18, 50, [("party: 班子", "party: 领导班子")]),
    "party-cycle": Bad(16, 11, [("{within: 成员}", "{kind: body}")]),
    "party-shape": Bad(16, 31, [(", kind: people", "")]),
    "effects-incompatible": Bad(19, 39, [("total < 9", "grade == '好'")]),
    "effects-unchecked": Bad(28, 42, [("when: 数0 > 5", "when: grade == '好' and (数0 > 5"), ("数8 > 5", "数8 > 5)")]),
    "effects-alike": Bad(19, 7, [(", may: true}]", "}]")]),
    "effect-lacking": Bad(15, 5, [("when: grade == '中'", "when: grade != '好'")]),
    "target-comparison": Bad(17, 24, [(" and 甲 < 90", "")]),
    "not-applicable-idle": Bad(11, 68, [(", not_applicable: full", "")]),
    "not-applicable-undeclared": Bad(11, 5, [("score: 甲,", "score: 甲, not_applicable: error,")]),
    "condition-dead": Bad(17, 24, [("<= 100", "<= 99")]),
    "unused-measure": Bad(8, 3, [("score: 甲", "score: 甲 + 乙")]),
    "target-weaker": Bad(17, 24, [("甲 >= 6811", "甲 >= 7000")]),
    "wide-numbers": Bad(11, 5, [("actual: 甲 * 甲", "actual: 甲"), ("decimals: 9", "decimals: 2")]),
    "too-many": Bad(11, 27, [(", 值200]", "]")]),
    "more-than-units": Bad(17, 24, [("1001", "1000")]),
    "limit-decimals": Bad(17, 34, [("1.125", "1.12")]),
    "amount-negative": Bad(17, 23, [("deduct", "when: 甲 < 50, deduct")]),
    "cap-idle": Bad(11, 37, [("at_most: 10", "at_most: 9")]),
    "given-above-points": Bad(11, 49, [("score: 甲", "score: 'min(甲, 80)'")]),
    "unused": Bad(16, 14, [("ranking: {source", "ranking: {within: 类别, source")]),
}

WARNINGS = {
    "amount-negative",
    "cap-idle",
    "condition-dead",
    "earns-negative",
    "effects-unchecked",
    "given-above-points",
    "grade-unreachable",
    "name-shadowed",
    "not-applicable-idle",
    "points-unchecked",
    "step-beyond-range",
    "unused-measure",
}
NOTES = {"effect-lacking", "not-applicable-undeclared", "unused", "target-weaker", "wide-numbers"}


def text(code: str) -> str:
    return (FOLDER / f"{code}.yaml").read_text("utf-8")


def severity(code: str) -> Severity:
    return Severity.WARNING if code in WARNINGS else Severity.NOTE if code in NOTES else Severity.ERROR


@pytest.mark.parametrize("code", TABLE)
def test_bad_ruleset_gives_one_finding_at_its_place(code: str) -> None:
    found = findings(text(code), "规则.yaml")
    assert [(each.code, each.place.file, each.place.line, each.place.column) for each in found] == [
        (code, "规则.yaml", TABLE[code].line, TABLE[code].column)
    ]
    assert found[0].severity is severity(code)


@pytest.mark.parametrize("code", TABLE)
def test_mended_ruleset_is_in_order(code: str) -> None:
    mended = text(code)
    for old, new in TABLE[code].mend:
        assert old in mended
        mended = mended.replace(old, new, 1)
    found = findings(mended)
    assert code not in [each.code for each in found]
    assert [each for each in found if each.severity is Severity.ERROR] == []
    assert load(mended).text == mended


@pytest.mark.parametrize("code", TABLE)
def test_errors_refuse_and_all_else_does_not(code: str) -> None:
    if severity(code) is Severity.ERROR:
        with pytest.raises(Problems) as caught:
            load(text(code))
        assert [each.code for each in caught.value.problems] == [code]
    else:
        assert load(text(code)).ruleset == "样例"


def test_every_code_of_the_checks_has_its_case() -> None:
    assert CODES.keys() <= TABLE.keys()
    assert {file.stem for file in FOLDER.glob("*.yaml")} == TABLE.keys()


@pytest.mark.parametrize("code", CODES)
def test_code_comes_from_its_check(code: str) -> None:
    problems: list[Problem] = []
    try:
        ruleset = load(text(code))
    except Problems as error:
        problems += error.problems
    else:
        problems += CODES[code](ruleset)
    assert code in [each.code for each in problems]
