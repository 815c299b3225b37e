"""The assessment as one plain object, and back again, verified."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from building import county, decided, measures, past, run, scheme

from engine import VERSION
from engine.assessment import Assessment, assess
from engine.data import Data
from engine.message import Message
from engine.result import FORMAT, as_plain, assumptions, proof
from engine.source import load
from engine.verification import reassessed

EXAMPLE = load((Path(__file__).parent / "example.yaml").read_text("utf-8"))

KEYS = (
    "kaoping ruleset period data_digest history_digest decisions_digest engine second_opinion provisional final"
    " assumptions open_decisions decisions warnings problems not_scored summary indicators targets units inputs"
)
UNIT_KEYS = (
    "unit points adjustments corrections total grade rank withdrawn vetoes prizes quotas consequences replaced"
    " targets formulas"
)


def example(**more: Any) -> Assessment:
    cells = {
        "脱贫人口": "412 100 120 x",
        "脱贫任务": "430 100 100 1",
        "返贫率": "4.8 5.9 0 1",
        "督查得分": "100 90 75.5 1",
    }
    data = county(**cells, 弄虚作假件数=["", "", "1", ""])
    plain = {"history": past("甲 2015 好", "乙 2015 一般"), "ask_second_opinion": False, **more}
    return assess(EXAMPLE, data, period="2016", **plain)


DECISIONS = decided({"grades/好/甲": "withhold", "quotas/优秀班子/places": "2"}, on="2016-03-15")


def test_the_keys_stand_in_their_order() -> None:
    made = as_plain(example())
    assert " ".join(made) == KEYS
    assert {" ".join(unit) for unit in made["units"]} == {UNIT_KEYS}
    assert list(made["inputs"]) == ["ruleset", "data", "origins", "reading", "history", "decisions", "language"]


def test_what_the_result_was_made_from() -> None:
    found = example(decisions=DECISIONS)
    made = as_plain(found, language="zh_CN")
    inputs = found.inputs
    assert (made["kaoping"], made["engine"], made["period"]) == (FORMAT, VERSION, "2016")
    assert made["ruleset"]["digest"] == EXAMPLE.digest
    assert made["ruleset"]["unit"] == "乡镇"
    title = "通渭县乡镇精准扶贫业绩考核评价办法"
    assert made["ruleset"]["basis"] == [{"title": title, "number": None, "clause": None, "approved": None}]
    assert made["ruleset"]["sources"]["约定"] == {
        "title": "本规则集的约定",
        "kind": "assumption",
        "section": None,
        "number": None,
    }
    digests = [made[f"{name}_digest"] for name in ("data", "history", "decisions")]
    assert digests == [inputs.data.digest, inputs.history.digest, inputs.decisions.digest]
    assert all(re.fullmatch("sha256:[0-9a-f]{64}", digest) for digest in digests)
    assert made["inputs"] == {
        "ruleset": EXAMPLE.text,
        "data": inputs.data.as_plain(),
        "origins": inputs.data.origins_as_plain(),
        "reading": [],
        "history": inputs.history.as_plain(),
        "decisions": DECISIONS.as_plain(),
        "language": "zh_CN",
    }


def test_units_in_rank_order_with_all_that_concerns_them() -> None:
    made = as_plain(example(decisions=DECISIONS))
    assert [unit["unit"] for unit in made["units"]] == ["甲", "乙", "丙"]
    first, second, third = made["units"]
    assert first == {
        "unit": "甲",
        "points": {"脱贫任务完成率": "23.95", "返贫率控制": "15.00", "督查": "60.00"},
        "adjustments": {},
        "corrections": {},
        "total": "98.95",
        "grade": "较好",
        "rank": 1,
        "withdrawn": False,
        "vetoes": [],
        "prizes": [],
        "quotas": [],
        "consequences": [],
        "replaced": [],
        "targets": [],
        "formulas": {},
    }
    assert (second["prizes"], second["quotas"]) == ([{"name": "一等奖", "amount": "50000"}], ["优秀班子"])
    assert second["consequences"][1] == {
        "rule": "结果为好",
        "party": "乡镇",
        "effect": "grant",
        "what": "优秀指标",
        "count": 1,
        "source": ["讲话", "约定"],
    }
    assert (third["vetoes"], third["grade"]) == (["弄虚作假"], "较差")
    assert third["consequences"][-1] == {
        "rule": "结果为较差或连续两年一般",
        "party": "其他领导干部",
        "effect": "forbid",
        "what": "提拔使用",
        "months": 12,
        "from": "2016-03-15",
        "until": "2017-03-14",
        "source": ["讲话"],
    }


def test_the_summary() -> None:
    assert as_plain(example())["summary"] == {
        "assessed": 3,
        "ranked": 3,
        "grades": {"好": 2, "较好": 0, "一般": 0, "较差": 1},
        "prizes": [
            {"name": "一等奖", "amount": "50000", "winners": 1, "awarded": ["甲"], "vacant": 0},
            {"name": "二等奖", "amount": "30000", "winners": 2, "awarded": ["乙"], "vacant": 1},
            {"name": "三等奖", "amount": "20000", "winners": 3, "awarded": [], "vacant": 3},
        ],
        "quotas": [{"name": "优秀班子", "places": 1, "about": 1, "awarded": ["甲"]}],
        "prize_money": "80000",
    }


def test_places_that_wait_for_a_decision_are_not_vacant() -> None:
    rules = """
- {name: 一等奖, winners: 1, amount: 100.50, source: 文}
- {name: 二等奖, winners: 3, amount: -20, source: 文}
"""
    made = as_plain(run(scheme(prizes=rules), county(分="95 95 90")))
    assert [(prize["awarded"], prize["vacant"]) for prize in made["summary"]["prizes"]] == [([], 0), (["丙"], 1)]
    assert made["summary"]["prize_money"] == "-20.00"
    assert made["open_decisions"] == [
        {
            "question": "prizes/一等奖/甲+乙",
            "text": "甲, 乙 are tied for 一等奖, 二等奖: in which order do they stand?",
            "units": ["甲", "乙"],
            "options": ["甲", "乙"],
            "ordered": True,
        }
    ]
    assert as_plain(run(scheme(), county(分="95")))["summary"]["prize_money"] == "0"


def test_problems_and_units_that_were_not_scored() -> None:
    made = as_plain(example())
    assert (made["provisional"], made["final"]) == (True, False)
    assert made["problems"] == [
        {
            "code": "data-not-a-number",
            "text": "This is no number.",
            "where": "5 丁 脱贫人口",
            "unit": "丁",
            "found": "x",
            "expected": "a number",
            "mend": "Type a number, without a unit.",
        }
    ]
    assert made["not_scored"] == [{"unit": "丁", "reasons": ["This is no number."]}]


def test_a_problem_of_all_units_is_a_reason_for_each() -> None:
    data = Data.from_rows([{"unit": " 甲 "}, {"unit": ""}])
    made = as_plain(run(scheme(), data))
    missing = "The column 分 is missing."
    assert made["not_scored"] == [
        {"unit": "甲", "reasons": [missing]},
        {"unit": "", "reasons": ["A row names no unit.", missing]},
    ]


def test_a_record_of_a_stranger_is_no_unit() -> None:
    ruleset = scheme(tables="{票: {columns: {数: {between: [0, 9]}}}}")
    data = Data.from_rows([{"unit": "甲", "分": "5"}], 票=[{"unit": "乙", "数": "1"}])
    made = as_plain(run(ruleset, data))
    assert (made["not_scored"], made["provisional"]) == ([], True)
    assert made["problems"][0]["unit"] == "乙"


def test_sentences_are_rendered_and_names_are_not() -> None:
    def render(message: Message) -> str:
        return f"<{message.template}>"

    made = as_plain(example(decisions=DECISIONS), render, "xx")
    assert made["problems"][0]["text"] == "<This is no number.>"
    assert made["indicators"][2]["formula"] == "<{points} × {score} ÷ {out_of}>"
    assert [unit["unit"] for unit in made["units"]] == ["甲", "乙", "丙"]
    warnings = as_plain(example(history=None), render)["warnings"]
    assert [(warning["code"], warning["unit"]) for warning in warnings] == []


def test_warnings_name_their_unit() -> None:
    made = as_plain(run(scheme(), county(分="5", 外="x")))
    assert made["warnings"] == [
        {"code": "data-column-unknown", "unit": None, "text": "The column 外 is not in the ruleset and is not read."}
    ]


def test_indicators_and_targets_with_their_sources() -> None:
    ruleset = scheme(
        indicators="""
- group: 组
  points: 100.0
  indicators:
    - {name: 分, points: 100.0, method: given, score: 分, out_of: 50, source: [文, 约], note: 注}
""",
        targets="- {name: 目标, expect: 分 > 5, by: 2016-12-31, hard: false, source: 约, note: 力争}",
    )
    made = as_plain(run(ruleset, county(分="5")))
    assert made["indicators"] == [
        {
            "name": "分",
            "path": "indicators.分",
            "group": ["组"],
            "points": "100.0",
            "method": "given",
            "formula": "100.0 × 分 ÷ 50",
            "source": ["文", "约"],
            "note": "注",
        }
    ]
    assert made["targets"] == [
        {"name": "目标", "expect": "分 > 5", "by": "2016-12-31", "hard": False, "source": ["约"], "note": "力争"}
    ]
    assert made["units"][0]["targets"] == [{"name": "目标", "state": "not_met", "gap": "0.00"}]


def test_every_rule_that_rests_on_an_assumption_is_listed() -> None:
    ruleset = scheme(
        measures=measures("分", "数"),
        tables="{票: {columns: {数量: {between: [0, 9]}}}}",
        formulas="均: {mean: 数量, of: 票, decimals: 1, source: 约}",
        parameters="标准: {values: [{from: 2000-01-01, is: 5}], source: [文, 约], note: 参}",
        indicators="""
- group: 组
  points: 60
  source: 约
  note: 组注
  indicators: [{name: 子, points: 60, method: given, score: 分, out_of: 标准, source: 约}]
- {name: 丑, points: 40, method: given, score: 数, out_of: 100, source: 文}
""".replace("out_of: 标准", "out_of: 5"),
        adjustments="- {name: 加, bonus: 1, source: 约, note: 加注}",
        grades="[{grade: 好, from: 90, source: 约}, {grade: 差, source: 文}]",
        ranking="{source: 约}",
        prizes="- {name: 奖, winners: 1, amount: 1, source: 约}",
        quotas="- {name: 优, places: 1, source: 约}",
        parties="{班子: {kind: body}}",
        consequences="""
- name: 果
  when: total > 1
  then:
    - {party: 班子, effect: admonish, source: 约, note: 果注}
    - {party: 班子, effect: rectify, source: [约]}
    - {party: 班子, effect: criticise}
  source: 文
""",
        targets="- {name: 标, expect: 分 > 1, source: 约}",
        conventions="- {name: 惯例, text: 四舍五入, source: 约}",
    )
    title = "约定"
    assert [(each["path"], each["rule"], each["text"]) for each in assumptions(ruleset)] == [
        ("formulas.均", "均", title),
        ("parameters.标准", "标准", "参"),
        ("groups.组", "组", "组注"),
        ("indicators.子", "子", title),
        ("adjustments.加", "加", "加注"),
        ("grades.好", "好", title),
        ("ranking", "ranking", title),
        ("prizes.奖", "奖", title),
        ("quotas.优", "优", title),
        ("consequences.果.班子", "果", "果注"),
        ("consequences.果.班子", "果", title),
        ("targets.标", "标", title),
        ("conventions", "惯例", "四舍五入"),
    ]
    assert as_plain(run(ruleset, county(分="1", 数="1")))["assumptions"] == assumptions(ruleset)


def test_the_result_survives_json_and_is_made_again() -> None:
    made = as_plain(example(decisions=DECISIONS), language="zh_CN")
    again = reassessed(json.loads(json.dumps(made, ensure_ascii=False)), {"zh_CN": str})
    assert as_plain(again, language="zh_CN") == made


def test_a_result_with_tables_and_earlier_measures_is_made_again() -> None:
    ruleset = scheme(
        tables="{票: {columns: {数: {between: [0, 9]}}}}",
        formulas="和: {sum: 数, of: 票, source: 文}\n增: {value: 分 - previous.分, source: 文}",
    )
    data = Data.from_rows([{"unit": "甲", "分": "5"}], 票=[{"unit": "甲", "数": "1"}])
    history = past("甲 2015 好 90 1")
    made = as_plain(run(ruleset, data, history=history))
    assert as_plain(reassessed(json.loads(json.dumps(made)))) == made


def test_many_units_with_prizes_are_written_in_time_that_grows_with_their_number() -> None:
    looked_at = 0

    class Counting(tuple[int, ...]):
        def __contains__(self, unit: object) -> bool:
            raise AssertionError("looked up unit by unit")

        def __iter__(self) -> Any:
            nonlocal looked_at
            looked_at += 1
            return super().__iter__()

    found = run(
        scheme(
            prizes="[{name: 奖, winners: 5, amount: 1, source: 文}]",
            quotas="[{name: 优, places: 5, source: 文}]",
        ),
        county(分="99 98 97 96 95 94"),
    )
    for given in (found.standing.prizes, found.standing.quotas):
        for name, places in given.items():
            given[name] = [replace(each, units=Counting(each.units)) for each in places]
    made = as_plain(found)
    assert [bool(unit["prizes"] and unit["quotas"]) for unit in made["units"]] == [True] * 5 + [False]
    assert looked_at <= 6


def test_the_proof_names_what_was_decided_in_any_language() -> None:
    made = as_plain(example(decisions=DECISIONS))
    other = as_plain(example(decisions=DECISIONS), lambda message: "…", "zh_CN")
    assert re.fullmatch("sha256:[0-9a-f]{64}", proof(made))
    assert proof(made) == proof(other) == proof(json.loads(json.dumps(made)))
    made["units"][0]["total"] = "98.96"
    assert proof(made) != proof(other)
    other["inputs"]["data"]["units"]["unit"][0] = "甲镇"
    assert len({proof(made), proof(other), proof({})}) == 3
