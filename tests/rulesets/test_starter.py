"""The first ruleset of a scheme: what its YAML holds, whatever the names, and that it assesses."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from building import result
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.data import Data
from engine.expression.tree import KEYWORDS
from engine.ruleset import Group, Ruleset
from engine.source import findings, load
from rulesets.starter import Effect, Grade, Indicator, Prize, Quota, Starter, Step, Veto, named, text

D = Decimal
TASK = Indicator("任务", D(40), "completion", ("完成数", "任务数"), "个", "发改局")
SCORE = Indicator("评价", D(60), "given", ("评价",), "分", "考核办", bound=D(100))
STARTER = Starter(
    unit="乡镇",
    name="样例县考核",
    at_most=100,
    period="year",
    in_force=date(2016, 1, 1),
    document="样例县考核办法",
    number=None,
    full_marks=D(100),
    decimals=2,
    reported_by="考核办",
    indicators=(TASK, SCORE),
    grades=(Grade("好", D(90)), Grade("一般", D("59.5")), Grade("较差", None)),
    prizes=(Prize("一等奖", 1, D(5000)),),
    quotas=(Quota("优秀班子", "30%"),),
    vetoes=(Veto("弄虚作假", "一般", "弄虚作假件数"),),
    consequences=(Effect("team", "rectify", "within_days", 30), Effect("unit", "criticise", "scope", "全县")),
)


def made(**answers: object) -> Ruleset:
    return load(text(replace(STARTER, **answers), STARTER, str))


def scored(indicator: Indicator) -> dict[str, object]:
    """What the one indicator of a ruleset says of its method, as in the YAML."""
    whole = made(indicators=(replace(indicator, points=D(100)),)).indicators[0]
    plain = whole.model_dump(mode="json", by_alias=True, exclude_none=True)
    return {
        key: value for key, value in plain.items() if key not in ("name", "points", "source", "not_applicable", "floor")
    }


def one(form: str, bound: str | None, *steps: tuple[str, str], unit: str = "%") -> Indicator:
    found = tuple(Step(D(at), D(points)) for at, points in steps)
    return Indicator("量", D(100), form, ("量",), unit, "考核办", bound=bound and D(bound), steps=found)


def test_every_answer_stands_in_the_ruleset():
    ruleset = made(number="样组发〔2016〕3号")
    assert findings(text(STARTER, STARTER, str)) == []
    assert (ruleset.ruleset, ruleset.covers.unit, ruleset.covers.at_most) == ("样例县考核", "乡镇", 100)
    assert (str(ruleset.period), ruleset.in_force.from_) == ("year", date(2016, 1, 1))
    assert ruleset.sources["scheme"].number == ruleset.basis[0].number == "样组发〔2016〕3号"
    assert (ruleset.scoring.full_marks, ruleset.scoring.points.decimals) == (D(100), 2)
    assert {name: measure.reported_by for name, measure in ruleset.measures.items()} == {
        "完成数": "发改局",
        "任务数": "发改局",
        "评价": "考核办",
        "弄虚作假件数": "考核办",
    }
    assert [(grade.grade, grade.from_) for grade in ruleset.grades] == [
        ("好", D(90)),
        ("一般", D("59.5")),
        ("较差", None),
    ]
    assert [(prize.name, prize.winners, prize.amount) for prize in ruleset.prizes] == [("一等奖", 1, D(5000))]
    assert [(quota.name, quota.share) for quota in ruleset.quotas] == [("优秀班子", D("0.3"))]
    veto = ruleset.adjustments[0]
    assert (veto.name, str(veto.when), veto.grade_at_most) == ("弄虚作假", "弄虚作假件数 > 0", "一般")
    rule = ruleset.consequences[0]
    assert (rule.name, str(rule.when)) == ("Result 较差", "grade == '较差'")
    assert [(effect.party, effect.effect, effect.fields) for effect in rule.then] == [
        ("leadership team", "rectify", {"within_days": 30}),
        ("乡镇", "criticise", {"scope": "全县"}),
    ]


def test_what_was_not_answered_stands_as_a_comment():
    bare = text(replace(STARTER, prizes=(), quotas=(), vetoes=(), consequences=()), STARTER, str)
    assert findings(bare) == []
    assert "\n# prizes:\n#   - {name: 一等奖, winners: 1, amount: 5000, source: scheme}\n" in bare
    shown = re.sub(r"^# (?=  |(?:adjustments|prizes|quotas|consequences):$)", "", bare, flags=re.MULTILINE)
    measured = shown.replace("measures:\n", "measures:\n  弄虚作假件数: {unit: 件, between: [0, 1000]}\n")
    assert findings(measured) == []
    assert len(load(measured).consequences[0].then) == 2


@pytest.mark.parametrize(
    ("indicator", "said", "between"),
    [
        (one("given", "120"), {"method": "given", "score": "量", "out_of": "120"}, (0, 120)),
        (
            one("per_instance", None, ("1", "0.5")),
            {"method": "per_instance", "count": "量", "deduct": "0.5"},
            (0, 1000),
        ),
        (one("all_or_nothing", "90"), {"method": "all_or_nothing", "when": "量 >= 90"}, (0, 100)),
        (
            one("at_most", "5", ("0.5", "1")),
            {"method": "shortfall", "value": "量", "limit": "5", "each": "0.5", "deduct": "1", "steps": "full"},
            (0, 100),
        ),
        (
            one("at_least", "6800", ("100", "2"), unit="元"),
            {"method": "shortfall", "value": "量", "at_least": "6800", "each": "100", "deduct": "2", "steps": "full"},
            (0, 68000),
        ),
        (
            one("ladder", None, ("95", "100"), ("90", "8")),
            {
                "method": "ladder",
                "value": "量",
                "steps": [{"from": "95", "earns": "100"}, {"from": "90", "earns": "8"}],
            },
            (0, 100),
        ),
        (
            one("interpolation", None, ("-5", "0"), ("12", "100")),
            {
                "method": "interpolation",
                "value": "量",
                "through": [{"at": "-5", "earns": "0"}, {"at": "12", "earns": "100"}],
            },
            (-5, 100),
        ),
    ],
)
def test_each_form_of_an_indicator(indicator, said, between):
    assert scored(indicator) == said
    ruleset = made(indicators=(indicator,), vetoes=())
    assert ruleset.measures["量"].between == between


def test_a_measure_has_the_decimals_that_the_scheme_writes():
    assert made(indicators=(one("all_or_nothing", "-0.125"),), vetoes=()).measures["量"].decimals == 3
    assert made(indicators=(one("all_or_nothing", "90"),), vetoes=()).measures["量"].decimals == 2


def test_words_of_the_language_are_quoted_as_names():
    assert {named(word) for word in KEYWORDS} == {f"`{word}`" for word in KEYWORDS}
    assert [named(word) for word in ("任务数", "total", "2015年", "甲 乙", "甲·乙")] == [
        *("任务数", "total", "`2015年`", "`甲 乙`", "`甲·乙`"),
    ]


def test_groups_hold_their_indicators_wherever_these_were_named():
    entries = made(
        indicators=(
            replace(TASK, group="甲组"),
            replace(SCORE, points=D(50)),
            replace(one("per_instance", None, ("1", "1")), points=D(10), group="甲组"),
        )
    ).indicators
    assert isinstance(entries[0], Group)
    assert (entries[0].group, entries[0].points) == ("甲组", D(50))
    assert [entry.name for entry in entries[0].indicators] == ["任务", "量"]
    assert entries[1].name == "评价"


def test_it_assesses():
    data = Data.from_rows(
        [
            {"unit": "甲", "完成数": "412", "任务数": "430", "评价": "92.5"},
            {"unit": "乙", "完成数": "430", "任务数": "430", "评价": "100", "弄虚作假件数": "1"},
            {"unit": "丙", "完成数": "0", "任务数": "9", "评价": "10"},
        ]
    )
    units = result(made(), data)
    assert {unit: (each["total"], each["grade"], each["rank"]) for unit, each in units.items()} == {
        "乙": ("100.00", "一般", 1),
        "甲": ("93.83", "好", 2),
        "丙": ("6.00", "较差", 3),
    }
    assert [(prize["name"], prize["amount"]) for prize in units["乙"]["prizes"]] == [("一等奖", "5000")]
    assert [each["effect"] for each in units["丙"]["consequences"]] == ["rectify", "criticise"]


NASTY = st.sampled_from(
    ["甲: 乙", "a #b", "{{ name }}", "{% raw %}", "null", "~", "true", "2015", "1:30", "- x", "&a", "*a", "!x", "%x",
     "@x", "'q'", '"q"', "a\\b", "[x]", "{x: y}", "x, y", "?", "? x", "=", "<<", "|", ">", "and", "min",
     "total #", "☃", "𠀀"]
)  # fmt: skip
BROKEN = st.sampled_from(["a\nb", "a\n\n b: c\n", "\u2028x", "a\r\nb # c", "9\x85"])
ANY = BROKEN | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(str.strip)
NAME = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="`/+'\""), min_size=1, max_size=30)


@settings(max_examples=50)
@given(
    texts=st.lists(NASTY | ANY, min_size=3, max_size=3),
    named=st.lists(NAME | NASTY, min_size=9, max_size=9, unique=True),
)
def test_every_name_comes_out_as_it_was(texts, named):
    title, document, reporter = texts
    unit, done, planned, grade, prize, quota, veto, group, what = named
    starter = replace(
        STARTER,
        name=title,
        unit=unit,
        document=document,
        reported_by=reporter,
        indicators=(
            replace(TASK, name=done, measures=(done, planned), group=group),
            replace(SCORE, reported_by=reporter),
        ),
        grades=(Grade(planned, D(90)), Grade(grade, None)),
        prizes=(Prize(prize, 1, D(1)),),
        quotas=(Quota(quota, "30%"),),
        vetoes=(Veto(veto, grade, what),),
        consequences=(Effect("unit", "cancel", "what", title),),
    )
    ruleset = load(text(starter, starter, str))
    assert (ruleset.ruleset, ruleset.covers.unit, ruleset.basis[0].title) == (title, unit, document)
    assert list(ruleset.measures) == [done, planned, "评价", what]
    assert ruleset.measures["评价"].reported_by == reporter
    assert (ruleset.indicators[0].group, ruleset.indicators[0].indicators[0].name) == (group, done)
    assert [each.grade for each in ruleset.grades] == [planned, grade]
    assert (ruleset.prizes[0].name, ruleset.quotas[0].name, ruleset.adjustments[0].name) == (prize, quota, veto)
    assert ruleset.consequences[0].then[0].party == unit
    assert ruleset.consequences[0].then[0].fields == {"what": title}
