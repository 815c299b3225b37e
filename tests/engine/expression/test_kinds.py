"""Kinds of expressions, their faults with the nearest right thing, and percentages."""

import pytest

from engine.expression import parse
from engine.expression.kinds import Kind, Known, Names, Stage, Value, examine
from engine.expression.percent import resolve_percent

NUMBER, YES_NO = Value(Kind.NUMBER), Value(Kind.CONDITION)
GRADE = Value(Kind.TEXT, vocabulary=("好", "较好", "一般"))
NAMES = Names(
    {
        "脱贫人口": Known(NUMBER),
        "100人以上": Known(NUMBER),
        "返贫率": Known(Value(Kind.NUMBER, "%")),
        "类别": Known(Value(Kind.TEXT, vocabulary=("一类", "二类"))),
        "合格": Known(YES_NO),
        "建成": Known(Value(Kind.DATE)),
        "均分": Known(NUMBER, Stage.FORMULAS),
        "total": Known(NUMBER, Stage.TOTAL),
        "grade": Known(GRADE, Stage.GRADE),
        "rank": Known(NUMBER, Stage.RANK),
        "is_last": Known(YES_NO, Stage.RANK),
    },
    {
        "points": {"完成率": Known(NUMBER, Stage.POINTS)},
        "previous": {"返贫率": Known(Value(Kind.NUMBER, "%")), "grade": Known(GRADE)},
        "quotas": {"优秀班子": Known(YES_NO, Stage.AWARDS)},
        "prizes": {},
    },
)


def faults(text: str, wanted: Kind = Kind.CONDITION, until: Stage = Stage.AWARDS) -> list[tuple[str, int, str | None]]:
    found = examine(parse(text), NAMES, until, wanted)[1]
    return [(each.code, each.at, None if each.mend is None else str(each.mend)) for each in found]


@pytest.mark.parametrize(
    "text",
    [
        "脱贫人口 > 5 and not 合格",
        "grade in ('好', '较好') or grade != '一般'",
        "建成 <= 2016-06-30",
        "返贫率 > 5%",
        "previous.返贫率 - 返贫率 >= 1%",
        "脱贫人口 / 均分 > 5%",
        "max(脱贫人口, 均分) > abs(脱贫人口 / 均分)",
        "running(grade == '一般' and rank > 3) >= 2 and times(total < 60) == 0",
        "quotas.优秀班子 and is_last",
        "合格 == is_last",
        "类别 == previous.grade or previous.grade == grade",
    ],
)
def test_conditions_in_order(text: str) -> None:
    value, found = examine(parse(text), NAMES, Stage.AWARDS, Kind.CONDITION)
    assert found == []
    assert value == Value(Kind.CONDITION)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("脱贫人囗 > 5", ("name-unknown", 0, "Did you mean 脱贫人口?")),
        ("1 < `100人以下`", ("name-unknown", 5, "Did you mean `100人以上`?")),
        ("完成率 > 5", ("name-unknown", 0, "Did you mean points.完成率?")),
        ("points.完成 > 5", ("name-unknown", 0, "Did you mean points.完成率?")),
        ("prizes.一等奖", ("name-unknown", 0, None)),
        ("grade == 好", ("name-unknown", 9, "A text stands in quotes: '好'")),
        ("grade == '较好好'", ("text-unknown", 0, "Did you mean '较好'?")),
        ("类别 in ('一类', '甲乙丙')", ("text-unknown", 0, None)),
        ("grade > '好'", ("kind", 0, None)),
        ("类别 == 2", ("kind", 0, "A text stands in quotes: '2'")),
        ("建成 > '2016-06-30'", ("kind", 0, "Take the quotes off: 2016-06-30")),
        ("合格 == '是'", ("kind", 0, "Write 合格, or not 合格: it is yes or no by itself.")),
        ("建成 > 5", ("kind", 0, None)),
        ("脱贫人口", ("kind", 0, "Compare it with something, for example: 脱贫人口 == …")),
        ("建成 - 2016-01-01 > 5", ("kind", 0, None)),
        (
            "脱贫人口 / 2 + 1 > 5",
            ("quotient", 0, "Declare a formula {value: 脱贫人口 / 2, decimals: …} and name it here."),
        ),
        (
            "min(均分, 脱贫人口 / 2) > 5",
            ("quotient", 8, "Declare a formula {value: 脱贫人口 / 2, decimals: …} and name it here."),
        ),
        ("脱贫人口 / 0 > 5", ("division-by-zero", 0, None)),
        ("返贫率 * 2 > 5%", ("percent-unclear", 0, "Write it as a plain number.")),
        ("running(均分 > 5) >= 2", ("count", 8, None)),
        ("times(running(grade == '好') > 1) > 1", ("count", 14, None)),
        ("running(is_last) >= 2", ("count", 8, None)),
        ("running(grade) >= 2", ("kind", 8, "Compare it with something, for example: grade == …")),
        ("times(grade == '差') > 1", ("text-unknown", 6, None)),
    ],
)
def test_faults(text: str, expected: tuple[str, int, str | None]) -> None:
    assert faults(text)[0] == expected


def test_every_fault_is_found_at_once() -> None:
    assert [code for code, _, _ in faults("无 > 5 or 类别 == 2 or 脱贫人口")] == ["name-unknown", "kind", "kind"]


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("脱贫人口 > 5", Stage.VALUES),
        ("previous.grade == '好'", Stage.VALUES),
        ("均分 > 5", Stage.FORMULAS),
        ("points.完成率 > 5", Stage.POINTS),
        ("total > 5", Stage.TOTAL),
        ("grade == '好'", Stage.GRADE),
        ("is_last", Stage.RANK),
        ("running(total > 5) > 1", Stage.RANK),
        ("quotas.优秀班子", Stage.AWARDS),
    ],
)
def test_a_name_is_known_from_its_stage_on(text: str, stage: Stage) -> None:
    for until in Stage:
        assert [code for code, _, _ in faults(text, until=until)] == ([] if until >= stage else ["stage"])


def test_a_name_of_a_later_stage_names_both_stages() -> None:
    (fault,) = examine(parse("grade == '好'"), NAMES, Stage.POINTS, Kind.CONDITION)[1]
    assert str(fault.what) == (
        "grade is known only at the stage of the grade; this is decided at the stage of the points of indicators."
    )


def test_quotients_stand_where_they_are_rounded() -> None:
    quotient = parse("脱贫人口 / 均分 * 2")
    assert examine(quotient, NAMES, Stage.FORMULAS, Kind.NUMBER, quotient=True) == (
        Value(Kind.NUMBER, quotient=True),
        [],
    )
    assert [each.code for each in examine(quotient, NAMES, Stage.FORMULAS, Kind.NUMBER)[1]] == ["quotient"]


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("返贫率 > 5%", "返贫率 > 5"),
        ("5% < 返贫率", "5 < 返贫率"),
        ("返贫率 - 2.5% > -5%", "返贫率 - 2.5 > -5"),
        ("max(返贫率, 5%) in (5%, 0.05)", "max(返贫率, 5) in (5, 0.05)"),
        ("previous.返贫率 > 5%", "previous.返贫率 > 5"),
        ("abs(-返贫率) > 5%", "abs(-返贫率) > 5"),
        ("人口 * 5% > 3 and 份额 > 12.5%", "人口 * 0.05 > 3 and 份额 > 0.125"),
        ("返贫率 / 2 > 5%", "返贫率 / 2 > 0.05"),
        ("份额 > -5%", "份额 > -0.05"),
        ("返贫率 > 5% * 2", "返贫率 > 0.05 * 2"),
        ("份额 > 0.1234567890123456789012345%", "份额 > 0.001234567890123456789012345"),
    ],
)
def test_percentages(text: str, resolved: str) -> None:
    assert str(resolve_percent(parse(text), {"返贫率": "%", "人口": "人"}.get)) == resolved
