"""Which consequences are in force, what they replace, what they bring, and which exclude each other."""

from typing import Any

import pytest
from building import codes, county, decided, each, measures, refusal, run, said, scheme
from hypothesis import given as given_any
from hypothesis import strategies as st

from engine.assessment import Assessment
from engine.consequences import replacing_first
from engine.data import Data
from engine.plan import compile_plan
from engine.problem import Problems

PARTIES = "{领导: {kind: people}, 主要: {within: 领导}, 其他: {all: 领导, except: 主要}, 班子: {kind: body}}"
ADMONISH = "{party: 班子, effect: admonish}"


def rule(name: str, when: str, *effects: str, more: str = "") -> str:
    return f"- {{name: {name}, when: '{when}', then: [{', '.join(effects) or ADMONISH}], {more} source: 文}}"


def assessed(*rules: str, cells: str = "85", decisions: Any = None, **parts: Any) -> Assessment:
    ruleset = scheme(parties=PARTIES, consequences="\n".join(rules), **parts)
    return run(ruleset, county(分=cells), decisions=decisions)


def in_force(assessment: Assessment) -> list[str]:
    """The rules in force on each unit."""
    return ["".join(dict.fromkeys(effect.rule for effect in brought)) for brought in assessment.effects]


def test_a_rule_fires_where_its_condition_is_true() -> None:
    rules = (rule("子", "total >= 80"), rule("丑", 'grade == "好"'), rule("寅", "rank == 2 or is_last"))
    assert in_force(assessed(*rules, cells="85 95 70")) == ["子寅", "子丑", "寅"]


def test_prizes_and_quotas_may_be_named() -> None:
    rules = (rule("子", "prizes.奖"), rule("丑", "quotas.优 and not prizes.奖"))
    assessment = assessed(
        *rules,
        cells="85 95 70",
        prizes="- {name: 奖, winners: 1, amount: 5, source: 文}",
        quotas="- {name: 优, places: 2, source: 文}",
    )
    assert in_force(assessment) == ["丑", "子", ""]


@pytest.mark.parametrize(
    ("cells", "found", "replaced"),
    [
        ("60", "寅", {"丑": ["寅"]}),
        ("65", "丑", {"子": ["丑"]}),
        ("75", "子", {}),
    ],
)
def test_a_rule_in_force_replaces_and_a_replaced_one_replaces_nothing(
    cells: str, found: str, replaced: dict[str, list[str]]
) -> None:
    """寅 replaces 丑, which would replace 子 — but 子 does not fire at 60."""
    rules = (
        rule("子", "total > 60"),
        rule("丑", "total < 70", more="instead_of: [子],"),
        rule("寅", "total < 65", more="instead_of: [丑],"),
    )
    assessment = assessed(*rules, cells=cells)
    assert (in_force(assessment), assessment.replaced(0)) == ([found], replaced)


def test_what_a_replaced_rule_would_have_replaced_stays() -> None:
    rules = (
        rule("子", "total > 1"),
        rule("丑", "total > 1", more="instead_of: [子],"),
        rule("寅", "total > 1", more="instead_of: [丑],"),
    )
    assessment = assessed(*rules)
    assert (in_force(assessment), assessment.replaced(0)) == (["子寅"], {"丑": ["寅"]})


def test_every_rule_in_force_that_replaces_is_told() -> None:
    rules = (
        rule("子", "total > 1"),
        rule("丑", "total > 1", more="instead_of: [子],"),
        rule("寅", "total > 1", more="instead_of: [子],"),
        rule("卯", "total > 99", more="instead_of: [子],"),
    )
    assert assessed(*rules).replaced(0) == {"子": ["丑", "寅"]}


@given_any(
    st.lists(st.tuples(st.booleans(), st.sets(st.integers(0, 5))), min_size=1, max_size=6), st.permutations(range(6))
)
def test_the_graph_is_followed_from_its_top(rules: list[tuple[bool, set[int]]], order: list[int]) -> None:
    """Rule n replaces rules of smaller number; written in any order it comes to the same."""
    written = [
        rule(
            f"第{n}",
            f"total {'>' if fires else '<'} 1",
            more=f"instead_of: [{', '.join(f'第{m}' for m in sorted(named) if m < n)}],",
        )
        for n, (fires, named) in enumerate(rules)
    ]
    expected: list[bool] = [False] * len(rules)
    for n in reversed(range(len(rules))):
        over = [m for m in range(n + 1, len(rules)) if n in rules[m][1]]
        expected[n] = rules[n][0] and not any(expected[m] for m in over)
    shuffled = [written[n] for n in order if n < len(rules)]
    found = in_force(assessed(*shuffled))[0]
    assert {n for n in range(len(rules)) if f"第{n}" in found} == {n for n, holds in enumerate(expected) if holds}


def test_replacing_rules_come_first() -> None:
    rules = (
        rule("子", "total > 1"),
        rule("丑", "total > 1", more="instead_of: [子],"),
        rule("寅", "total > 1", more="instead_of: [丑, 子],"),
    )
    plan = compile_plan(scheme(parties=PARTIES, consequences="\n".join(rules)))
    assert [each.name for each in replacing_first(plan.consequences)] == ["寅", "丑", "子"]


def test_a_rule_for_each_value_of_a_column() -> None:
    ruleset = scheme(
        parties=PARTIES,
        tables="事: {columns: {类: {one_of: [大, 小]}}}",
        formulas="事数: {count: 事, per: 类, source: 文}",
        consequences="\n".join(
            [rule("子", "事数 > 0", more="for_each: 类,"), rule("丑", "total > 1", more="instead_of: [子],")]
        ),
    )
    assessment = run(ruleset, Data.from_rows([{"unit": "甲", "分": "5"}], 事=[{"unit": "甲", "类": "小"}]))
    assert (in_force(assessment), assessment.replaced(0)) == (["丑"], {"子·小": ["丑"]})


def test_where_a_condition_is_not_known_the_rule_does_not_fire_and_a_warning_says_so() -> None:
    ruleset = scheme(
        measures=measures("分", "数"),
        parties=PARTIES,
        consequences="\n".join([rule("子", "数 > 1"), rule("丑", "数 > 1 or total > 1")]),
    )
    assessment = run(ruleset, county(分="85 85", 数="n/a 2"))
    assert in_force(assessment) == ["丑", "子丑"]
    assert [said(warning)[:3] for warning in assessment.warnings] == [
        ("unknown-condition", "consequences.子 甲", "It is not known whether 子 holds for 甲.")
    ]


def plain(*effects: str, decisions: Any = None, **parts: Any) -> list[dict[str, Any]]:
    assessment = assessed(rule("子", "total > 1", *effects), decisions=decisions, **parts)
    return [effect.as_plain() for effect in assessment.effects[0]]


def test_effects_with_their_fields_and_sources() -> None:
    grant = "{party: 主要, effect: grant, what: 指标, count: 2, source: [约, 文], note: 注}"
    assert plain(
        "{party: 主要, effect: rate, as: 优秀}", grant, "{party: 班子, effect: award, what: 奖牌, amount: 5.50}"
    ) == [
        {"rule": "子", "party": "主要", "effect": "rate", "as": "优秀", "source": ["文"]},
        {"rule": "子", "party": "主要", "effect": "grant", "what": "指标", "count": 2, "source": ["约", "文"]},
        {"rule": "子", "party": "班子", "effect": "award", "what": "奖牌", "amount": "5.50", "source": ["文"]},
    ]


FORBID = "{party: 其他, effect: forbid, what: 提拔, months: 12, from: decision}"


@pytest.mark.parametrize(
    ("effect", "on", "dates"),
    [
        (FORBID, "2016-03-15", {"months": 12, "from": "2016-03-15", "until": "2017-03-14"}),
        (FORBID, "2016-02-29", {"months": 12, "from": "2016-02-29", "until": "2017-02-28"}),
        (FORBID, None, {"months": 12}),
        (FORBID.replace("decision", "period_end"), None, {"months": 12, "from": "2016-12-31", "until": "2017-12-30"}),
        (
            FORBID.replace(", from: decision", ""),
            "2016-03-15",
            {"months": 12, "from": "2016-03-15", "until": "2017-03-14"},
        ),
        ("{party: 其他, effect: forbid, what: 提拔, from: decision}", "2016-03-15", {}),
        ("{party: 其他, effect: forbid, what: 评先, rating: 优秀}", "2016-03-15", {"rating": "优秀"}),
    ],
)
def test_how_long_a_restriction_lasts(effect: str, on: str | None, dates: dict[str, Any]) -> None:
    (found,) = plain(effect, decisions=decided({}, on=on))
    known = {"rule": "子", "party": "其他", "effect": "forbid", "what": found["what"], "source": ["文"]}
    assert found == {**known, **dates}


MAY = "{party: 班子, effect: rate, as: 优秀班子, may: true}"
KEY = "consequences/子/班子/rate/甲"


def test_what_the_text_permits_is_an_open_decision() -> None:
    assessment = assessed(rule("子", "total > 80", MAY), cells="85 70")
    (question,) = assessment.questions
    assert (question.key, question.units, question.options) == (KEY, ("甲",), ("yes", "no"))
    assert str(question.text) == (
        "子 permits, but does not demand, for 班子 of 甲: is rated 优秀班子. Is it decided so?"
    )
    assert (assessment.effects[0], assessment.final) == ([], False)


@pytest.mark.parametrize(("answer", "listed"), [("yes", 1), ("no", 0)])
def test_and_is_listed_only_when_decided_so(answer: str, listed: int) -> None:
    assessment = assessed(rule("子", "total > 80", MAY), decisions=decided({KEY: answer}))
    assert (len(assessment.effects[0]), assessment.questions) == (listed, ())


def test_a_replaced_rule_asks_nothing() -> None:
    rules = (rule("子", "total > 1", MAY), rule("丑", "total > 1", more="instead_of: [子],"))
    assert assessed(*rules).questions == ()


def refused(one: str, other: str, **more: Any) -> list[Any]:
    try:
        assessed(rule("子", "total > 1", one), rule("丑", "分 > 1", other), **more)
    except Problems as problems:
        return [(problem.code, problem.place.path or problem.place.unit) for problem in problems.problems]
    return []


RATE = "{party: 领导, effect: rate, as: 优秀}"


def test_effects_that_exclude_each_other_refuse_the_run() -> None:
    """The check when loading finds those that always meet; here they meet only where a decision says so."""
    may = "{party: 主要, effect: rate, as: 称职, may: true}"
    rules = [rule("子", "total > 1", RATE), rule("丑", "分 > 1", may)]
    ruleset = scheme(parties=PARTIES, consequences="\n".join(rules))
    key = "consequences/丑/主要/rate/甲"
    assert len(run(ruleset, county(分="85"), decisions=decided({key: "no"})).effects[0]) == 1
    with pytest.raises(Problems) as caught:
        run(ruleset, county(分="85 0"), decisions=decided({key: "yes"}))
    assert refusal(caught) == [
        (
            "effects-incompatible",
            "consequences.丑 甲",
            "子 and 丑 give 主要 of 甲 effects that cannot both hold.",
            None,
            None,
            "Let one of them replace the other with instead_of.",
        )
    ]


def test_two_effects_of_one_rule_may_exclude_each_other_too() -> None:
    assert each("grade", scheme(), county(分="85")) == {"甲": "较好"}
    may = "{party: 主要, effect: rate, as: 称职, may: true}"
    ruleset = scheme(parties=PARTIES, consequences=rule("子", "total > 1", RATE, may))
    with pytest.raises(Problems, match="子 and 子 give 主要 of 甲"):
        run(ruleset, county(分="85"), decisions=decided({"consequences/子/主要/rate/甲": "yes"}))


def test_effects_on_parties_apart_stand_together() -> None:
    one, other = "{party: 主要, effect: rate, as: 优秀}", "{party: 其他, effect: rate, as: 称职}"
    assert refused(one, other) == []
    assert codes(assessed(rule("子", "total > 1", one, other)).problems) == []
