"""Findings in finer shades than one bad ruleset a code shows."""

from collections.abc import Callable

import pytest

from engine.checks.graphs import cycles
from engine.problem import Problem

Find = Callable[..., list[Problem]]

ATTRIBUTES = "attributes: {类别: {one_of: [川区, 山区, 城区]}, 贫困乡: {type: yes_no}}\n"
PER_CAUSE = (
    "scoring:\n",
    "tables: {事项: {columns: {原因: {one_of: [灾, 病]}}}}\n"
    "formulas:\n  件数: {count: 事项, per: 原因, source: 约定}\nscoring:\n",
)
WITH = ("measures:", ATTRIBUTES + "measures:")


def points(find: Find, first: str, second: str) -> list[str]:
    one = "督查, points: 60, method: given, score: 督查得分, out_of: 100, source: 约定}\n"
    entry = "  - {name: 督查二, points: 60, method: given, score: 督查得分, out_of: 100, only: SECOND, source: 约定}\n"
    edits = (one, one.replace("source", f'only: "{first}", source') + entry.replace("SECOND", f'"{second}"'))
    return [str(each.what) for each in find(WITH, edits, code="points-sum")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("类别 == '川区'", "类别 != '川区'"),
        ("类别 in ('川区', '山区')", "'城区' == 类别"),
        ("贫困乡", "not 贫困乡"),
        ("贫困乡 and 类别 == '川区'", "not 贫困乡 or not 类别 == '川区'"),
    ],
)
def test_points_sum_for_every_class(find: Find, first: str, second: str) -> None:
    assert points(find, first, second) == []


def test_the_class_whose_points_are_off_is_named(find: Find) -> None:
    assert points(find, "类别 == '川区'", "类别 == '山区'") == [
        "For units with 类别 == '…' the points sum to 40 instead of 100."
    ]
    assert points(find, "类别 == '川区'", "类别 == '川区' or 贫困乡") == [
        "For units with 类别 == '川区', 贫困乡 == '是' the points sum to 160 instead of 100."
    ]


def test_groups_sum_to_their_points(find: Find) -> None:
    (found,) = find(("points: 25, method", "points: 24, method"), ("points: 60", "points: 61"), code="points-sum")
    assert (found.place.path, found.place.line, found.found) == ("groups.减贫成效.points", 30, "39")


def test_repeated_indicators_each_have_the_points(find: Find) -> None:
    once = "督查, points: 60, method: given, score: 督查得分, out_of: 100"
    twice = "督查, points: 30, method: per_instance, count: 件数 + 督查得分, deduct: 1, for_each: 原因"
    assert find(PER_CAUSE, (once, twice), code="points-sum") == []


@pytest.mark.parametrize(
    ("expect", "verdict"),
    [
        ("返贫率 >= 0", "返贫率 >= 0 is always true."),
        ("返贫率 < 0", "返贫率 < 0 is never true."),
        ("返贫率 <= 5%", None),
        ("返贫率 > 100%", "返贫率 > 100 is never true."),
        ("脱贫人口 - 脱贫任务 > 100000", "脱贫人口 - 脱贫任务 > 100000 is never true."),
        ("脱贫人口 - 脱贫任务 >= 99999", None),
        ("脱贫人口 * 2 <= 200000", "脱贫人口 * 2 <= 200000 is always true."),
        ("脱贫人口 / 脱贫任务 <= 100000", "脱贫人口 / 脱贫任务 <= 100000 is always true."),
        ("脱贫任务 / 脱贫人口 >= 0", None),
        ("min(脱贫人口, 5) > 5", "min(脱贫人口, 5) > 5 is never true."),
        ("max(脱贫人口, 5) < 5", "max(脱贫人口, 5) < 5 is never true."),
        ("min(脱贫人口, rank) > 100000", "min(脱贫人口, rank) > 100000 is never true."),
        ("max(脱贫人口, total) != -1", "max(脱贫人口, total) != -1 is always true."),
        ("abs(返贫率) >= 0", "abs(返贫率) >= 0 is always true."),
        ("abs(-返贫率) > 100", "abs(-返贫率) > 100 is never true."),
        ("previous.返贫率 == 101", "previous.返贫率 == 101 is never true."),
        ("previous.total > 1000", None),
        ("total > 100", "total > 100 is never true."),
        ("rank >= 1", "rank >= 1 is always true."),
        ("rank > 1", None),
        ("running(total > 200) >= 0", "running(total > 200) >= 0 is always true."),
        ("running(total > 200) >= 1", None),
        ("points.督查 >= 0", None),
    ],
)
def test_comparisons_that_the_ranges_decide(find: Find, expect: str, verdict: str | None) -> None:
    target = f"targets:\n  - {{name: 目标, expect: '{expect}', source: 约定}}\n"
    found = [str(each.what) for each in find(code="condition-dead", append=target)]
    assert found == ([] if verdict is None else [verdict])


@pytest.mark.parametrize(
    ("formula", "expect", "dead"),
    [
        ("{count: 票, source: 约定}", "式 >= 0", True),
        ("{sum: 分, of: 票, source: 约定}", "式 >= 0", True),
        ("{sum: 分, of: 票, source: 约定}", "式 > 1000", False),
        ("{mean: 分, of: 票, decimals: 2, source: 约定}", "式 > 10", True),
        ("{max: 分, of: 票, source: 约定}", "式 > 9", False),
        ("{share: 分 > 5, of: 票, decimals: 2, source: 约定}", "式 > 100%", True),
        ("{value: 返贫率 / 3, decimals: 2, source: 约定}", "式 > 33.35", True),
        ("{value: 返贫率 / 3, decimals: 2, source: 约定}", "式 > 33.33", False),
    ],
)
def test_ranges_of_formulas(find: Find, formula: str, expect: str, dead: bool) -> None:
    tables = f"tables: {{票: {{columns: {{分: {{between: [0, 10]}}}}}}}}\nformulas:\n  式: {formula}\n"
    target = f"targets:\n  - {{name: 目标, expect: {expect}, source: 约定}}\n"
    found = find(("scoring:\n", tables + "scoring:\n"), code="condition-dead", append=target)
    assert bool(found) is dead


def test_ranges_of_parameters_and_attributes(find: Find) -> None:
    head = (
        "attributes: {人口: {type: number, between: [100, 500]}}\n"
        "parameters: {线: {values: [{from: 2015-01-01, is: 50}, {from: 2016-01-01, is: 60}], source: 约定}}\n"
    )
    targets = (
        "targets:\n  - {name: 甲, expect: 人口 > 线, source: 约定}\n"
        "  - {name: 乙, expect: 人口 > 线 * 2, source: 约定}\n"
    )
    found = find(("measures:", head + "measures:"), code="condition-dead", append=targets)
    assert [str(each.what) for each in found] == ["人口 > 线 is always true."]


def test_a_comparison_that_asks_whether_a_measure_applies_is_not_dead(find: Find) -> None:
    target = "targets:\n  - {name: 目标, expect: 返贫率 <= 5, when: 脱贫任务 > 0, source: 约定}\n"
    assert len(find(code="condition-dead", append=target)) == 1
    may_not = ("脱贫任务: {unit: 人,", "脱贫任务: {unit: 人, may_not_apply: true,")
    assert find(may_not, code="condition-dead", append=target) == []


def test_formulas_over_what_may_not_apply_may_not_apply(find: Find) -> None:
    formulas = (
        "formulas:\n  子: {value: 丑 + 1, decimals: 0, source: 约定}\n"
        "  丑: {value: 脱贫任务, decimals: 0, source: 约定}\n"
    )
    edits = (
        ("脱贫任务: {unit: 人,", "脱贫任务: {unit: 人, may_not_apply: true,"),
        ("target: 脱贫任务", "target: 子"),
        ("scoring:\n", formulas + "scoring:\n"),
    )
    (found,) = find(*edits, code="not-applicable-undeclared")
    assert found.place.path == "indicators.脱贫任务完成率"
    assert (
        find(*edits, ("method: completion", "method: completion, not_applicable: full"), code="not-applicable-idle")
        == []
    )


def test_what_only_some_classes_have_need_not_say_what_happens_elsewhere(find: Find) -> None:
    may_not = ("脱贫任务: {unit: 人,", "脱贫任务: {unit: 人, may_not_apply: true,")
    only = ("group: 减贫成效\n", "group: 减贫成效\n    only: 贫困乡 or not 贫困乡\n")
    assert len(find(may_not, code="not-applicable-undeclared")) == 1
    assert find(WITH, may_not, only, code="not-applicable-undeclared") == []


def test_a_wider_party_serves_the_narrower_one(find: Find) -> None:
    (lacking,) = find(code="effect-lacking")
    assert "党政主要领导 has an admonition talk" in str(lacking.what)
    wider = "      - {party: 领导干部, effect: admonish}\n"
    rate = "      - {party: 领导班子, effect: rate, as: 较差班子}\n"
    (lacking,) = find((rate, rate + wider), code="effect-lacking")
    assert "admonition" not in str(lacking.what)


def test_effects_by_lists_of_grades_and_replaced_rules(find: Find) -> None:
    assert find(("when: grade == '一般'", "when: grade in ('一般', '较差')"), code="effect-lacking") != []
    wide = (
        ("when: grade == '一般'", "when: \"'较好' != grade and grade != '好'\""),
        ("    instead_of: [结果为一般]\n", ""),
        ("as: 一般班子", "as: 较差班子"),
    )
    assert find(*wide, code="effect-lacking") == []


def test_ladders_by_category_may_rise_again(find: Find) -> None:
    ladder = "method: ladder, value: 督查得分, steps: [{steps}]"
    steps = (
        "{from: 80, when: 贫困乡, earns: 60}, {from: 60, when: 贫困乡, earns: 40}, "
        "{from: 90, earns: 60}, {from: 70, earns: 40}, {earns: 0}"
    )
    old = "method: given, score: 督查得分, out_of: 100"
    edit = (old, ladder.replace("{steps}", steps))
    assert find(WITH, edit, code="step-unreachable") == []
    later = edit[1].replace("{from: 70, earns: 40}", "{from: 95, when: 贫困乡, earns: 40}")
    (found,) = find(WITH, (old, later), code="step-unreachable")
    assert str(found.what) == "This step is never reached: step 1 holds wherever it does."


def test_bonuses_raise_the_greatest_total(find: Find) -> None:
    unclamped = ("total: {between: [0, 100]}", "bonuses: {at_most: 5}")
    given = ("method: given, score: 督查得分, out_of: 100", "method: all_or_nothing, when: 督查得分 > 60")
    bonus = ("adjustments:\n", "adjustments:\n  - {name: 表彰, bonus: 弄虚作假件数, source: 约定}\n")
    assert len(find(unclamped, given, bonus, ("from: 90", "from: 106"), code="grade-unreachable")) == 1
    assert find(unclamped, given, bonus, ("from: 90", "from: 105"), code="grade-unreachable") == []
    free = ("total: {between: [0, 100]}", "formulas: {decimals: 2}")
    assert find(free, given, bonus, ("from: 90", "from: 106"), code="grade-unreachable") == []
    capped = (bonus[0], bonus[1].replace("source", "at_most: 3, source"))
    assert len(find(free, given, capped, ("from: 90", "from: 104"), code="grade-unreachable")) == 1


def test_a_grade_below_which_nothing_lies(find: Find) -> None:
    (found,) = find(("from: 70", "from: 0"), code="grade-unreachable")
    assert str(found.what) == "No total lies below the grade 一般."


def test_the_last_grade_and_a_grade_without_from(find: Find) -> None:
    last = find(("grade: 较差, source", "grade: 较差, from: 0, source"), code="grade-order")
    middle = find(("grade: 较好, from: 80", "grade: 较好"), code="grade-order")
    assert [str(each.place.path) for each in last + middle] == ["grades.较差.from", "grades.较好"]


def test_grades_of_an_earlier_scheme(find: Find) -> None:
    (found,) = find(code="grade-unknown", append="history: {grades: {优秀: 好, 良好: 较好, 差: 差}}\n")
    assert (found.place.path, str(found.mend)) == ("history.grades.差", "Did you mean 较差?")


def test_names_of_repeated_rules_are_taken(find: Find) -> None:
    rules = (
        "  - {name: 扣, deduct: 件数, for_each: 原因, source: 约定}\n"
        "  - {name: 扣·灾, deduct: 弄虚作假件数, source: 约定}\n"
    )
    edits = (PER_CAUSE, ("adjustments:\n", "adjustments:\n" + rules))
    (found,) = find(*edits, code="name-twice")
    assert found.place.path == "adjustments.扣·灾"
    (measure,) = find(edits[0], ("measures:", "measures:\n  件数·灾: {unit: 件, between: [0, 9]}"), code="name-twice")
    assert measure.place.path == "formulas.件数"


def test_the_second_of_two_equal_names_is_pointed_at(find: Find) -> None:
    (found,) = find(("name: 二等奖", "name: 一等奖"), code="name-twice")
    assert (found.place.path, found.place.line) == ("prizes.一等奖#2", 48)


@pytest.mark.parametrize("name", ["unit", "单位"])
def test_no_column_is_called_as_that_of_the_units(find: Find, name: str) -> None:
    table = f"tables: {{票: {{columns: {{{name}: {{type: text}}}}}}}}\nscoring:\n"
    measure = f"measures:\n  {name}: {{unit: 件, between: [0, 9]}}"
    found = [*find(("scoring:\n", table), code="name-reserved"), *find(("measures:", measure), code="name-reserved")]
    assert [each.place.path for each in found] == [f"tables.票.columns.{name}", f"measures.{name}"]


@pytest.mark.parametrize(
    ("column", "missing", "possible"),
    [
        ("type: yes_no", "是", True),
        ("type: yes_no", "可", False),
        ("type: date", "2016-02-29", True),
        ("type: date", "2015-02-29", False),
        ("one_of: [甲, 乙]", "丙", False),
        ("type: number, decimals: 1, between: [0, 9]", "8.5", True),
        ("type: number, decimals: 1, between: [0, 9]", "8.50", True),
        ("type: number, decimals: 1, between: [0, 9]", "8.55", False),
    ],
)
def test_what_a_blank_cell_may_mean(find: Find, column: str, missing: str, possible: bool) -> None:
    edit = ("measures:", f"attributes: {{甲: {{{column}, missing: {missing}}}}}\nmeasures:")
    assert (find(edit, code="missing-impossible") == []) is possible


@pytest.mark.parametrize(
    ("period", "in_force", "first", "gap"),
    [
        ("year", "2015-03-01", "2015-12-31", False),
        ("year", "2015-03-01", "2016-01-01", True),
        ("quarter", "2015-11-01", "2015-12-31", False),
        ("quarter", "2015-02-01", "2015-04-01", True),
        ("month", "2016-02-10", "2016-02-29", False),
        ("month", "2016-02-10", "2016-03-01", True),
    ],
)
def test_parameters_have_a_value_for_the_first_period(
    find: Find, period: str, in_force: str, first: str, gap: bool
) -> None:
    parameter = f"parameters: {{线: {{values: [{{from: {first}, is: 1}}], source: 约定}}}}\nmeasures:"
    edits = (
        ("period: year", f"period: {period}"),
        ("from: 2015-01-01}", f"from: {in_force}}}"),
        ("measures:", parameter),
    )
    assert bool(find(*edits, code="parameter-gap")) is gap


def test_parameters_under_categories_need_an_attribute(find: Find) -> None:
    values = "parameters: {线: {values: {川区: [{from: 2015-01-01, is: 1}]}, source: 约定}}\n"
    (no_by,) = find(("measures:", values + "measures:"), code="parameter-categories")
    assert str(no_by.mend) == "Add by: and the attribute's name."
    flat = ATTRIBUTES + "parameters: {线: {by: 类别, values: [{from: 2015-01-01, is: 1}], source: 约定}}\n"
    assert len(find(("measures:", flat + "measures:"), code="parameter-categories")) == 1
    extra = ATTRIBUTES + (
        "parameters: {线: {by: 类别, values: {川区: [{from: 2015-01-01, is: 1}], 山区: [{from: 2015-01-01, is: 1}],"
        " 城区: [{from: 2015-01-01, is: 1}], 川地: [{from: 2015-01-01, is: 1}]}, source: 约定}}\n"
    )
    (unknown,) = find(("measures:", extra + "measures:"), code="parameter-categories")
    assert (unknown.found, str(unknown.mend)) == ("川地", "Did you mean 川区?")


def test_what_formulas_and_rankings_use_is_used(find: Find) -> None:
    within = ("ranking: {by: total,", "ranking: {by: total, within: 类别,")
    unused = [each.found for each in find(WITH, within, code="unused")]
    assert unused == ["贫困乡"]


def test_a_cycle_of_parties_within_a_longer_chain() -> None:
    edges = {"甲": ["乙"], "乙": ["丙"], "丙": ["乙", "丁"], "丁": ["丁"]}
    assert list(cycles(edges)) == [("乙", "丙"), ("丁",)]


def test_citations_of_groups_effects_and_conventions(find: Find) -> None:
    found = find(
        ("group: 减贫成效\n", "group: 减贫成效\n    source: 甲\n"),
        ("count: 1, source: [讲话, 约定]", "count: 1, source: [讲话, 乙]"),
        ("basis:", "conventions: [{name: 本数, text: 含本数, source: 丙}]\nbasis:"),
        code="source-unknown",
    )
    assert [each.place.path for each in found] == [
        "conventions.本数.source",
        "groups.减贫成效.source",
        "consequences.结果为好.then.2.source",
    ]
