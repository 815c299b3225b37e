"""Which consequences can be in force together, and which effects then exclude each other."""

from collections.abc import Callable

import pytest

from engine.problem import Problem, Severity

Find = Callable[..., list[Problem]]


def rule(name: str, when: str, rating: str, party: str = "领导班子", more: str = "") -> str:
    effect = f"{{party: {party}, effect: rate, as: {rating}{more}}}"
    return f'  - {{name: {name}, when: "{when}", then: [{effect}], source: 约定}}\n'


def clashes(find: Find, *rules: str, edits: tuple[tuple[str, str], ...] = ()) -> list[str]:
    found = find(*edits, code="effects-incompatible", append="".join(rules))
    return [str(each.place.path) for each in found]


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("grade == '好'", "grade == '较好'", False),
        ("grade == '好'", "grade != '较好'", True),
        ("grade in ('好', '较好')", "not grade == '一般' and not grade == '较差'", True),
        ("total >= 90", "total < 80", False),
        ("total >= 90", "90 > total", False),
        ("total >= 90", "total <= 90", True),
        ("total < 80", "grade == '较好'", False),
        ("total >= 80", "grade == '一般'", True),
        ("弄虚作假件数 > 0", "弄虚作假件数 <= 0", False),
        ("弄虚作假件数 > 2", "弄虚作假件数 > 督查得分", True),
        ("返贫率 > 5%", "返贫率 <= 5", False),
        ("rank == 1", "rank > 1", False),
        ("rank < 2", "rank > 1", False),
        ("is_last", "not is_last", False),
        ("running(grade == '一般') >= 2", "grade == '好'", False),
        ("running(grade == '一般') >= 2", "grade == '一般'", True),
        ("running(grade == '一般') == 0", "grade == '一般'", False),
        ("times(grade == '一般') == 0", "grade == '一般'", False),
        ("times(grade == '一般') >= 2", "grade == '好'", True),
        ("quotas.优秀班子", "grade == '一般'", False),
        ("quotas.优秀班子", "grade == '好'", True),
        ("prizes.一等奖", "grade == '较差'", False),
        ("previous.grade == '好'", "grade == '较差'", True),
    ],
)
def test_cases_that_exclude_each_other(find: Find, one: str, other: str, together: bool) -> None:
    # The example's own rules rate the team too, but only for grades that the rules here may add to: leave them out.
    edits = (("as: 较差班子", "as: 甲等"), ("as: 一般班子", "as: 甲等"))
    found = clashes(find, rule("子", one, "甲等"), rule("丑", other, "乙等", "领导班子"), edits=edits)
    assert ("consequences.丑.then.1" in found) is (
        together or any(_meets(find, edits, other, grade) for grade in ("较差", "一般"))
    )


def _meets(find: Find, edits: tuple[tuple[str, str], ...], other: str, grade: str) -> bool:
    """Whether the second rule also meets one of the example's."""
    return bool(clashes(find, rule("丑", other, "乙等"), edits=edits))


def test_parts_of_a_party_and_disjoint_parties(find: Find) -> None:
    inner = rule("子", "grade == '好'", "甲等", "领导干部"), rule("丑", "grade == '好'", "甲等", "党政主要领导")
    assert clashes(find, inner[0].replace("甲等", "乙等")) == ["consequences.子.then.1"]
    assert clashes(find, rule("子", "grade == '好'", "合格", "其他领导干部")) == []


def test_a_rule_that_replaces_the_other_never_meets_it(find: Find) -> None:
    direct = ("instead_of: [结果为一般]", "instead_of: [结果为一般, 子]")
    both = rule("子", "grade == '较差'", "丙等")
    assert clashes(find, both) == ["consequences.子.then.1"]
    assert clashes(find, both, edits=(direct,)) == []


def test_a_replaced_rule_replaces_nothing(find: Find) -> None:
    chain = (
        rule("子", "grade == '好'", "甲等").replace("source", "instead_of: 丑, source"),
        rule("丑", "grade == '好'", "乙等").replace("source", "instead_of: 寅, source"),
        rule("寅", "grade == '好'", "丙等"),
    )
    # 子 replaces 丑, so 丑 replaces nothing and 寅 stays in force beside 子.
    assert clashes(find, *chain) == ["consequences.寅.then.1"]
    always = chain[0].replace("instead_of: 丑", "instead_of: [丑, 寅]")
    assert clashes(find, always, *chain[1:]) == []


def test_a_rule_that_is_replaced_whenever_it_meets_the_other(find: Find) -> None:
    rules = (
        rule("子", "grade == '好' and rank == 1", "甲等"),
        rule("丑", "grade == '好'", "乙等"),
        rule("寅", "grade == '好' and rank < 3", "甲等").replace("source", "instead_of: 丑, source"),
    )
    assert clashes(find, *rules) == []
    assert clashes(find, rules[0], rules[1], rules[2].replace("rank < 3", "rank > 3")) == ["consequences.丑.then.1"]


def test_within_one_rule(find: Find) -> None:
    (found,) = find(
        ("{party: 干部, effect: prefer, for: 选拔任用或推荐使用}", "{party: 乡镇, effect: cancel, what: 优秀指标}"),
        code="effects-incompatible",
    )
    assert (found.place.path, found.place.line) == ("consequences.结果为好.then.3", 58)
    assert str(found.what) == "The effects 2 and 3 on 乡镇 exclude each other."


def test_a_rating_that_is_forbidden(find: Find) -> None:
    effect = "{party: 领导干部, effect: forbid, what: 评优, rating: 优秀}"
    forbid = f"  - {{name: 子, when: total > 85, then: [{effect}], source: 约定}}\n"
    assert clashes(find, forbid) == ["consequences.子.then.1"]
    assert clashes(find, forbid.replace("total > 85", "total < 85")) == []


def test_what_a_text_only_allows_is_a_warning(find: Find) -> None:
    found = find(code="effects-incompatible", append=rule("子", "grade == '一般'", "乙等", more=", may: true"))
    assert [each.severity for each in found] == [Severity.WARNING] * 2


def test_too_many_cases_are_a_warning(find: Find) -> None:
    when = " and ".join(f"(督查得分 > {number} or total > {number} or 返贫率 > {number})" for number in range(1, 40))
    found = find(code="effects-unchecked", append=rule("子", f"not ({when})", "乙等"))
    assert {(str(each.place.path), each.severity) for each in found} == {("consequences.子.then.1", Severity.WARNING)}


def test_rules_on_different_grades_never_meet_however_many_cases_there_are(find: Find) -> None:
    when = " and ".join(f"(督查得分 > {number} or total > {number} or 返贫率 > {number})" for number in range(1, 40))
    assert find(code="effects-unchecked", append=rule("子", f"grade == '好' and not ({when})", "乙等")) == []


def test_repeated_rules_meet_for_different_values(find: Find) -> None:
    formulas = "formulas:\n  件数: {count: 事项, per: 原因, source: 约定}\n"
    tables = "tables: {事项: {columns: {原因: {one_of: [灾, 病]}}}}\n" + formulas
    rules = [
        rule(name, "件数 " + sign, rating) for name, sign, rating in (("子", "> 3", "甲等"), ("丑", "<= 3", "乙等"))
    ]
    repeated = [each.replace("source", "for_each: 原因, source") for each in rules]
    found = clashes(find, *repeated, edits=(("scoring:\n", tables + "scoring:\n"),))
    assert "consequences.丑.then.1" in found
