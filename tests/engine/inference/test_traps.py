"""What durable-rules gets wrong if it is asked in another way: each of these was once a crash or a wrong answer."""

import pytest

from engine.inference.facts import LARGEST

TEXTS = [
    "好",
    "较好",
    "",
    "a",
    "a\"b'",
    "a\\",
    'a\\"',
    "😀",
    "line\nbreak\ttab\0nul",
    "true",
    "1",
    "null",
    "{}",
    "$eq",
    "字" * 900,
]


def test_every_text_is_told_from_every_other(infer):
    literals = [text for text in TEXTS if not set("\"'\n\0") & set(text)]
    found = infer({f"是{n}": f"x == '{text}'" for n, text in enumerate(literals)}, {"x": TEXTS})
    assert found == {f"是{n}": [text == each for each in TEXTS] for n, text in enumerate(literals)}


def test_texts_with_quotes_in_the_ruleset(infer):
    found = infer({"双": "x == 'a\"b'", "单": 'x == "a\'b"', "非": "x != 'a\"b'"}, {"x": ['a"b', "a'b", None]})
    assert found == {"双": [True, False, False], "单": [False, True, False], "非": [False, True, False]}


@pytest.mark.parametrize(
    "size", [0, -1, 2**31, -(2**31) - 1, LARGEST - 1, LARGEST, LARGEST + 1, -LARGEST, 2**63 - 1, 2**70]
)
def test_whole_numbers_are_compared_exactly(infer, size):
    near = [size - 1, size, size + 1, None]
    constant = str(size)
    rules = {sign: f"x {sign} {constant}" for sign in ("==", "!=", "<", "<=", ">", ">=")}
    assert infer(rules, {"x": near}) == {
        "==": [False, True, False, False],
        "!=": [True, False, True, False],
        "<": [True, False, False, False],
        "<=": [True, True, False, False],
        ">": [False, False, True, False],
        ">=": [False, True, True, False],
    }


def test_units_of_which_nothing_is_known_come_first_and_last(infer):
    found = infer({"甲": "x > 0", "非甲": "not x > 0"}, {"x": [None, 1, 0, None]})
    assert found == {"甲": [False, True, False, False], "非甲": [False, False, True, False]}


def test_no_rule_fires_for_any_unit(infer):
    assert infer({"甲": "x > 5"}, {"x": [1, 2, 3]}) == {"甲": [False] * 3}


def test_a_condition_without_names_holds_for_all(infer):
    assert infer({"总是": "1 < 2", "从不": "2 < 1"}, {"x": [1, 2]}) == {"总是": [True, True], "从不": [False, False]}


def test_units_with_the_same_facts_have_the_same_rules(infer):
    assert infer({"甲": "x == 1"}, {"x": [1, 2, 1, 1, 2]}) == {"甲": [True, False, True, True, False]}


def test_more_rules_at_once_than_may_be_pending(infer):
    rules = {f"规则{n}": f"x >= {n} or y >= {n}" for n in range(50)}
    assert infer(rules, {"x": [49, 0, 20], "y": [0, 100, 10]}) == {
        f"规则{n}": [n <= 49, n <= 100, n <= 20] for n in range(50)
    }


def test_more_rules_with_the_same_condition_than_a_node_may_have_followers(infer):
    found = infer({f"规则{n}": "x == 1" for n in range(300)}, {"x": [1, 2]})
    assert set(map(tuple, found.values())) == {(True, False)}


def test_more_groups_than_a_pattern_may_have(infer):
    rule = " and ".join(f"(x != {n} or y == {n})" for n in range(40))
    assert infer({"甲": rule, "非": f"not ({rule})"}, {"x": [3, 3, 50, None], "y": [3, 4, 3, 3]}) == {
        "甲": [True, False, True, False],
        "非": [False, True, False, False],
    }


def test_a_match_in_very_many_ways_is_found_in_time(infer):
    rule = " and ".join(f"(x > {n} or y > {n})" for n in range(40))
    assert infer({"甲": rule}, {"x": [100, 39], "y": [100, 39]}) == {"甲": [True, False]}


def test_a_long_list_of_values(infer):
    values = ", ".join(str(n) for n in range(300))
    assert infer({"甲": f"x in ({values})", "非": f"not x in ({values})"}, {"x": [299, 300, None]}) == {
        "甲": [True, False, False],
        "非": [False, True, False],
    }


def test_a_replaced_rule_replaces_nothing(infer):
    rules = {"轻": "x > 0", "重": "x > 1", "最重": "x > 2"}
    instead_of = {"重": ["轻"], "最重": ["重"]}
    assert infer(rules, {"x": [1, 2, 3, None]}, instead_of) == {
        "轻": [True, False, True, False],
        "重": [False, True, False, False],
        "最重": [False, False, True, False],
    }


def test_a_rule_that_is_unknown_replaces_nothing(infer):
    found = infer({"轻": "x > 0", "重": "y > 0"}, {"x": [1, 1, 1], "y": [None, 0, 1]}, {"重": ["轻"]})
    assert found == {"轻": [True, True, False], "重": [False, False, True]}


def test_many_rules_replace_one(infer):
    rules = {"轻": "x > 0", **{f"重{n}": f"y == {n} and (x > 1 or x == 1)" for n in range(30)}}
    found = infer(rules, {"x": [1, 1, 0], "y": [29, 30, 29]}, {f"重{n}": ["轻"] for n in range(30)})
    assert found["轻"] == [False, True, False]
    assert found["重29"] == [True, False, False]


def test_names_of_rules_may_be_anything(infer):
    names = ['引"号', "id", "sid", "$and", "m$any", "always", "r2", "空 格\n", "·"]
    assert infer(dict.fromkeys(names, "x == 1"), {"x": [1, 2]}) == {name: [True, False] for name in names}


def test_more_units_than_durable_rules_can_hold_states(infer):
    count = 3000
    found = infer({"甲": "x >= 2000", "乙": "x >= 1000"}, {"x": range(count)}, {"甲": ["乙"]})
    assert found["甲"] == [n >= 2000 for n in range(count)]
    assert found["乙"] == [1000 <= n < 2000 for n in range(count)]
