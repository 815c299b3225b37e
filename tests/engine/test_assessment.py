"""The one door: periods, decisions, provisional results, the second opinion, tables for analysis."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from building import county, decided, measures, past, refusal, run, said, scheme

from engine import assessment as door
from engine.assessment import assess
from engine.data import Data
from engine.decision import Decisions
from engine.inference import Opinion, available
from engine.problem import Problems
from engine.source import load

EXAMPLE = load((Path(__file__).parent / "example.yaml").read_text("utf-8"))


def townships(**columns: str) -> Data:
    plain = {"脱贫任务": "430 100 100", "返贫率": "4.8 5.9 0", "督查得分": "100 90 75.5", "弄虚作假件数": ["", "", "1"]}
    return county(**{"脱贫人口": "412 100 120", **plain, **columns})


def test_the_example_of_the_design_by_hand() -> None:
    """25 × 412 ÷ 430 = 23.953…; 15 − 1 for 0.9 ÷ 0.5 full steps; 60 × 75.5 ÷ 100."""
    history = past("甲 2015 好", "乙 2015 一般", "丙 2015 好")
    found = assess(EXAMPLE, townships(), history, period="2016")
    assert [found.points(unit) for unit in range(3)] == [
        {"脱贫任务完成率": "23.95", "返贫率控制": "15.00", "督查": "60.00"},
        {"脱贫任务完成率": "25.00", "返贫率控制": "14.00", "督查": "54.00"},
        {"脱贫任务完成率": "25.00", "返贫率控制": "15.00", "督查": "45.30"},
    ]
    assert [(found.total(unit), found.grade(unit), found.rank(unit)) for unit in range(3)] == [
        ("98.95", "好", 1),
        ("93.00", "好", 2),
        ("85.30", "较差", 3),
    ]
    assert [[effect.rule for effect in brought][-1] for brought in found.effects] == [
        "结果为好",
        "结果为好",
        "结果为较差或连续两年一般",
    ]
    assert found.second_opinion == ("agreed" if available() else "unavailable")
    assert (found.warnings, found.problems) == ((), ())
    assert [question.key for question in found.questions] == ["decided_on"]
    decided = assess(EXAMPLE, townships(), history, Decisions(date(2017, 3, 15)), period="2016")
    assert decided.final


PERIOD = "The scheme does not assess such a period."
FORCE = "The scheme is not in force at the end of this period."


@pytest.mark.parametrize(
    ("kind", "label", "code", "what", "expected"),
    [
        ("year", "2016Q2", "period-kind", PERIOD, "a period such as 2016"),
        ("quarter", "2016", "period-kind", PERIOD, "a period such as 2016Q2"),
        ("month", "2016-13", "period-kind", PERIOD, "a period such as 2016-05"),
        ("year", "去年", "period-kind", PERIOD, "a period such as 2016"),
        ("year", "2014", "period-not-in-force", FORCE, "a period that ends between 2015-03-31 and 2017-05-31"),
        ("year", "2017", "period-not-in-force", FORCE, "a period that ends between 2015-03-31 and 2017-05-31"),
        ("month", "2015-02", "period-not-in-force", FORCE, "a period that ends between 2015-03-31 and 2017-05-31"),
        ("month", "2017-06", "period-not-in-force", FORCE, "a period that ends between 2015-03-31 and 2017-05-31"),
    ],
)
def test_a_period_of_another_kind_or_not_in_force(kind: str, label: str, code: str, what: str, expected: str) -> None:
    ruleset = scheme(period=kind, in_force="{from: 2015-03-31, until: 2017-05-31}")
    with pytest.raises(Problems) as caught:
        run(ruleset, county(分="1"), period=label)
    assert refusal(caught) == [(code, "period", what, label, expected, None)]


@pytest.mark.parametrize(
    ("kind", "label"), [("year", "2015"), ("year", "2016"), ("quarter", "2015Q1"), ("month", "2017-05")]
)
def test_a_period_counts_by_its_last_day(kind: str, label: str) -> None:
    ruleset = scheme(period=kind, in_force="{from: 2015-03-31, until: 2017-05-31}")
    assert str(run(ruleset, county(分="1"), period=label).inputs.period) == label


def test_a_scheme_without_an_end() -> None:
    with pytest.raises(Problems, match="a period that ends on or after 2010-01-01") as caught:
        run(scheme(), county(分="1"), period="2009")
    assert len(caught.value.problems) == 1
    assert run(scheme(), county(分="1"), period="9999").final


def test_decisions_that_answer_nothing_refuse_the_run_all_at_once() -> None:
    answers = {"grades/好/甲": "yes", "history/2015/甲": "好", "prizes/一等奖/甲+乙": ("甲", "乙")}
    with pytest.raises(Problems) as caught:
        run(scheme(), county(分="95"), decisions=decided(answers))
    assert [problem[:2] for problem in refusal(caught)] == [
        ("decision-answer", "decisions.1"),
        ("decision-without-question", "decisions.2"),
        ("decision-without-question", "decisions.3"),
    ]


def test_a_hypothetical_run_leaves_out_and_names_the_decisions_that_answer_nothing() -> None:
    answers = {"grades/好/甲": "yes", "history/2015/甲": "好", "grades/好/乙": "withhold"}
    found = run(scheme(), county(分="95 96"), decisions=decided(answers), hypothetical=True)
    assert [found.grade(unit) for unit in range(2)] == ["好", "较好"]
    assert [decision.question for decision in found.decisions] == ["grades/好/乙"]
    assert [decision.question for decision in found.left_out] == ["grades/好/甲", "history/2015/甲"]


def test_an_official_run_leaves_no_decision_out() -> None:
    found = run(scheme(), county(分="95"), decisions=decided({"grades/好/甲": "withhold"}))
    assert ([decision.question for decision in found.decisions], found.left_out) == (["grades/好/甲"], ())


def test_faulty_data_make_the_result_provisional() -> None:
    found = run(scheme(), county(分=["95", ""]))
    assert (found.units, found.provisional, found.final) == (("甲",), True, False)


def test_open_decisions_do_not_make_it_provisional_but_not_final_either() -> None:
    found = run(scheme(prizes="- {name: 奖, winners: 1, amount: 5, source: 文}"), county(分="95 95"))
    assert (len(found.questions), found.provisional, found.final) == (1, False, False)


def test_units_in_the_order_of_ranks_group_by_group_unranked_last() -> None:
    ruleset = scheme(
        attributes="区: {one_of: [西, 东]}",
        ranking="{within: 区, source: 文}",
        adjustments="- {name: 退, when: 分 == 60, withdraw: true, source: 文}",
    )
    found = run(ruleset, county(分="60 80 90 70 75 60", 区="西 东 西 西 东 东"))
    assert [found.units[unit] for unit in found.in_rank_order] == list("丙丁乙戊甲己")
    assert found.number["丙"] == 2


def test_given_totals_score_without_measures() -> None:
    data = Data.from_rows([{"unit": unit} for unit in "甲乙丙丁"])
    found = run(scheme(), data, totals={"甲": "90", "乙": "89.995", "丁": "九十"})
    assert [(found.total(unit), found.grade(unit)) for unit in (0, 1)] == [("90.000", "好"), ("89.995", "较好")]
    assert [said(problem) for problem in found.problems] == [
        ("total-missing", "丙", "丙 has no total.", None, None, None),
        ("total-not-a-number", "丁", "The total of 丁 is no number.", "九十", "a number", None),
    ]


def test_with_given_totals_what_is_not_reported_is_unknown() -> None:
    ruleset = scheme(
        formulas="倍: {value: 分 * 2, source: 文}",
        parties="{班子: {kind: body}}",
        consequences="""
- {name: 一, when: 分 > 5, then: [{party: 班子, effect: admonish}], source: 文}
- {name: 二, when: 倍 > 5 or points.分 > 5 or total > 5, then: [{party: 班子, effect: admonish}], source: 文}
""",
    )
    found = run(ruleset, Data.from_rows([{"unit": "甲"}]), totals={"甲": "50"})
    assert [effect.rule for effect in found.effects[0]] == ["二"]
    assert [(warning.code, warning.place.path) for warning in found.warnings] == [
        ("unknown-condition", "consequences.一")
    ]
    assert found.formulas(0) == {"倍": None}


def test_the_run_is_refused_where_the_two_engines_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    parties = "{班子: {kind: body}}"
    rule = "- {name: 一, when: total > 80, then: [{party: 班子, effect: admonish}], source: 文}"
    ruleset = scheme(parties=parties, consequences=rule)

    def opinion(*args: Any) -> Opinion:
        return Opinion({"一": np.array([True, True])})

    monkeypatch.setattr(door, "second_opinion", opinion)
    with pytest.raises(Problems) as caught:
        run(ruleset, county(分="85 75"), ask_second_opinion=True)
    assert [problem[:3] for problem in refusal(caught)] == [
        ("engines-differ", "consequences.一 乙", "The two engines differ on 一 for 乙; the run is refused.")
    ]
    monkeypatch.setattr(door, "second_opinion", lambda *args: Opinion(None))
    assert run(ruleset, county(分="85 75"), ask_second_opinion=True).second_opinion == "unavailable"
    assert run(ruleset, county(分="85 75")).second_opinion == "not asked"


def test_a_table_for_analysis() -> None:
    ruleset = scheme(
        measures=measures("分", "数"),
        adjustments="- {name: 退, when: 分 == 60, withdraw: true, source: 文}",
        indicators="""
- {name: 子, points: 60, method: given, score: 分, out_of: 100, not_applicable: exclude, source: 文}
- {name: 丑, points: 40, method: given, score: 数, out_of: 100, source: 文}
""",
    )
    frame = run(ruleset, county(分="60 90 n/a", 数="50 50 75.5")).to_frame()
    assert list(frame.columns) == ["unit", "子", "丑", "total", "grade", "rank"]
    assert frame["unit"].tolist() == ["丙", "乙", "甲"]
    assert frame["total"].tolist() == [Decimal("75.50"), Decimal("74.00"), Decimal("56.00")]
    assert frame["子"].tolist()[1:] == [Decimal("54.00"), Decimal("36.00")]
    assert frame["子"].isna().tolist() == [True, False, False]
    assert frame["rank"].fillna(0).tolist() == [1, 2, 0]
    assert str(frame["rank"].dtype) == "Int64"


def test_a_table_without_units() -> None:
    frame = run(scheme(), county(分=[""])).to_frame()
    assert list(frame.columns) == ["unit", "分", "total", "grade", "rank"]
    assert frame.empty


def test_a_warning_is_told_once() -> None:
    rules = "- {name: 比, expect: total >= previous.total, source: 文}"
    found = run(scheme(targets=rules, formulas="增: {value: 分 - previous.分, source: 文}"), county(分="5"))
    assert [warning.code for warning in found.warnings] == ["history-missing"]
