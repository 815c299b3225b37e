"""Answers to the questions of `kaoping new`: what is taken for what, and what is refused with which expectation."""

from dataclasses import astuple
from decimal import Decimal

import pytest

import locales
from rulesets.starter import Effect, Grade, Indicator, Prize, Quota, Step, Veto
from terminal import answers
from terminal.answers import Wrong
from terminal.indicator_lines import all_points, indicator

D = Decimal
KNOWN = {
    "unit": "乡镇",
    "at_most": 18,
    "full_marks": D(100),
    "reported_by": "考核办",
    "grades": (Grade("好", D(90)), Grade("一般", D(60)), Grade("较差", None)),
}


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
    monkeypatch.setattr(locales, "_in_use", "en")


def costs(*pairs: tuple[str, str]) -> tuple[Step, ...]:
    return tuple(Step(D(at), D(points)) for at, points in pairs)


@pytest.mark.parametrize(
    ("line", "form", "measures", "unit", "bound", "steps"),
    [
        ("任务 10 完成率", "completion", ("任务 done", "任务 planned"), "items", None, ()),
        ("任务 10 completion 完成户数 任务户数", "completion", ("完成户数", "任务户数"), "items", None, ()),
        ("测评 10 评分 100", "given", ("测评",), "points", D(100), ()),
        ("违规 10 扣分 0.5分", "per_instance", ("违规",), "cases", None, costs(("1", "0.5"))),
        ("入户率 10 达标 90％", "all_or_nothing", ("入户率",), "%", D(90), ()),
        ("返贫率　１０分　不超过　5%　0.5=1", "at_most", ("返贫率",), "%", D(5), costs(("0.5", "1"))),
        ("收入 10 不低于 6800元 100=2", "at_least", ("收入",), "元", D(6800), costs(("100", "2"))),
        ("拨付率 10 分档 95%=10 90%=8.5", "ladder", ("拨付率",), "%", None, costs(("95", "10"), ("90", "8.5"))),
        ("增速 10 分段 -5%=0 12%=10", "interpolation", ("增速",), "%", None, costs(("-5", "0"), ("12", "10"))),
    ],
)
def test_an_indicator(line, form, measures, unit, bound, steps):
    name = line.split()[0]
    assert indicator(line, KNOWN, ()) == Indicator(name, D(10), form, measures, unit, "考核办", None, bound, steps)


def test_a_name_of_several_words_a_group_and_who_reports():
    found = indicator("income of people / houses built 2 40 given 10 ＠ statistics office", KNOWN, ())
    assert (found.group, found.name, found.points) == ("income of people", "houses built 2", D(40))
    assert found.reported_by == "statistics office"


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("任务 10", "This is no indicator."),
        ("10 完成率", "This is no indicator."),
        ("任务 十 完成率", "This is no indicator."),
        ("任务 0 完成率", "0 is no such number."),
        ("甲/乙+丙 10 完成率", "A name cannot hold +."),
        ("任务 100.01 完成率", "100.01 points are more than are left."),
        ("任务 10 完成率 完成数", "What stands after completion cannot be understood."),
        ("任务 10 完成率 数 数", "The name 数 is taken already."),
        ("rank 10 评分 100", "The name rank is taken already."),
        ("单位 10 评分 100", "The name 单位 is taken already."),
        ("乡镇 10 评分 100", "The name 乡镇 is taken already."),
        ("测评 10 评分 0", "What stands after given cannot be understood."),
        ("违规 10 扣分 -1", "What stands after per_instance cannot be understood."),
        ("入户率 10 达标 90", "What stands after all_or_nothing cannot be understood."),
        ("返贫率 10 不超过 5%", "What stands after at_most cannot be understood."),
        ("返贫率 10 不超过 5% 0=1", "What stands after at_most cannot be understood."),
        ("返贫率 10 不超过 5% 1=1=1", "What stands after at_most cannot be understood."),
        ("拨付率 10 分档 90%=8 95%=10", "What stands after ladder cannot be understood."),
        ("拨付率 10 分档 95%=11", "What stands after ladder cannot be understood."),
        ("拨付率 10 分档 95%=10 九成=8", "What stands after ladder cannot be understood."),
        ("增速 10 分段 12%=10", "What stands after interpolation cannot be understood."),
        ("增速 10 分段 12%=10 5%=0", "What stands after interpolation cannot be understood."),
    ],
)
def test_no_indicator(line, what):
    with pytest.raises(Wrong) as caught:
        indicator(line, KNOWN, ())
    assert str(caught.value.what) == what


def test_indicators_share_no_name_no_measure_and_the_full_marks():
    first = indicator("任务 60 完成率 户数 任务数", KNOWN, ())
    for line, what in (
        ("任务 10 评分 10", "The name 任务 is taken already."),
        ("户数 10 评分 10", "The name 户数 is taken already."),
        ("测评 41 评分 10", "41 points are more than are left."),
    ):
        with pytest.raises(Wrong) as caught:
            indicator(line, KNOWN, [first])
        assert str(caught.value.what) == what
    with pytest.raises(Wrong, match=r"The points sum to 60\."):
        all_points([first], KNOWN)
    all_points([first, indicator("测评 40 评分 10", KNOWN, [first])], KNOWN)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("好 90、较好 80、差", [("好", D(90)), ("较好", D(80)), ("差", None)]),
        ("very good ９０分, poor;", [("very good", D(90)), ("poor", None)]),
        ("好 100；差", [("好", D(100)), ("差", None)]),
    ],
)
def test_grades(text, found):
    assert [astuple(grade) for grade in answers.grades(text, KNOWN)] == found


@pytest.mark.parametrize(
    ("text", "what", "expected"),
    [
        ("好", "These are no grades.", None),
        ("好 90、差 60", "These are no grades.", None),
        ("好、较好 80、差", "These are no grades.", None),
        ("好 101、差", "The grade 好 begins too high.", "at most 100"),
        ("好 90、较好 90、差", "The grade 较好 begins too high.", "less than 90"),
        ("好 90、好 80、差", "The name 好 is taken already.", "another name"),
    ],
)
def test_no_grades(text, what, expected):
    with pytest.raises(Wrong) as caught:
        answers.grades(text, KNOWN)
    assert str(caught.value.what) == what
    assert expected is None or str(caught.value.expected) == expected


def test_lines_of_the_other_lists():
    assert answers.prize("一等奖 2 50000.50元", KNOWN, ()) == Prize("一等奖", 2, D("50000.50"))
    assert answers.prize("末位 1 -5000", KNOWN, ()) == Prize("末位", 1, D(-5000))
    assert answers.quota("优秀 班子 ３０％", KNOWN, ()) == Quota("优秀 班子", "30%")
    assert answers.veto("弄虚作假", KNOWN, ()) == Veto("弄虚作假", "较差", "弄虚作假 cases")
    assert answers.veto("弄虚作假 一般", KNOWN, ()) == Veto("弄虚作假", "一般", "弄虚作假 cases")
    assert answers.veto("好", KNOWN, ()) == Veto("好", "较差", "好 cases")
    assert answers.effect("乡镇 通报批评 全县", KNOWN, ()) == Effect("unit", "criticise", "scope", "全县")
    assert answers.effect("main leaders 限期整改 ３０", KNOWN, ()) == Effect("main", "rectify", "within_days", 30)


def test_one_rating_for_each():
    main = [answers.effect("main leaders rate 较差", KNOWN, ())]
    for party in ("leadership team", "other leaders", "unit"):
        assert answers.effect(f"{party} rate 一般", KNOWN, main).value == "一般"
    assert answers.effect("leaders rate 较差", KNOWN, main).party == "leaders"
    for party in ("main leaders", "leaders"):
        with pytest.raises(Wrong, match=r"They are rated 较差 already\."):
            answers.effect(f"{party} rate 一般", KNOWN, main)
    both = [*main, answers.effect("other leaders rate 一般", KNOWN, main)]
    for rating, other in (("较差", "一般"), ("一般", "较差")):
        with pytest.raises(Wrong, match=rf"They are rated {other} already\."):
            answers.effect(f"leaders rate {rating}", KNOWN, both)


@pytest.mark.parametrize(
    ("read", "line", "what"),
    [
        (answers.prize, "一等奖 1", "This is no prize."),
        (answers.prize, "一等奖 19 1", "19 is no such number."),
        (answers.prize, "甲 1 5", "The name 甲 is taken already."),
        (answers.quota, "班子 0%", "This is no quota."),
        (answers.quota, "班子 100.5%", "This is no quota."),
        (answers.quota, "30%", "This is no quota."),
        (answers.quota, "甲 30%", "The name 甲 is taken already."),
        (answers.veto, "甲", "The name 甲 is taken already."),
        (answers.veto, "弄虚作假 好", "好 is the highest grade: the veto lowers nothing."),
        (answers.veto, "a/b", "A name cannot hold /."),
        (answers.effect, "部门 调整 组织调整", "This does not begin with whom it concerns."),
        (answers.effect, "领导班子 表扬 全县", "表扬 is no consequence."),
        (answers.effect, "领导班子 调整", "Nothing stands after 调整."),
    ],
)
def test_no_such_lines(read, line, what):
    before = {answers.prize: [Prize("甲", 1, D(1))], answers.quota: [Quota("甲", "1%")]}
    with pytest.raises(Wrong) as caught:
        read(line, KNOWN, before.get(read, [Veto("甲", "较差", "甲 cases")]))
    assert str(caught.value.what) == what


def test_an_invented_measure_meets_one_that_there_is():
    known = {**KNOWN, "indicators": (indicator("fraud cases 60 given 10", KNOWN, ()),)}
    with pytest.raises(Wrong, match=r"The name fraud cases is taken already\."):
        answers.veto("fraud", known, ())


def test_a_unit_is_no_other_party():
    assert answers.unit(" 乡镇 ", {}) == "乡镇"
    with pytest.raises(Wrong, match=r"The name 领导班子 is taken already\."):
        answers.unit("领导班子", {})


@pytest.mark.parametrize("text", ["", " ", "甲" * 101, "甲\x07"])
def test_no_text(text):
    with pytest.raises(Wrong, match=r"This is no text on one line\."):
        answers.title(text, KNOWN)


def test_blanks_and_line_ends_in_a_text_are_one_blank():
    assert answers.title(" 样例\n　考核 ", KNOWN) == "样例 考核"
