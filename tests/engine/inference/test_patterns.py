"""Patterns and layers: negations at the leaves, and sizes that durable-rules can take."""

from graphlib import CycleError

import pytest

from engine.expression import parse
from engine.inference.patterns import MOST_COMPARISONS, MOST_NODES, Leaf, pattern, program


def leaf(node):
    return Leaf(str(node), "$eq", 1)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("a", {"a": 1}),
        ("not a", {"$neq": {"a": 1}}),
        ("not not a", {"a": 1}),
        ("a and (b and c)", {"$and": [{"a": 1}, {"b": 1}, {"c": 1}]}),
        ("a or (b and c)", {"$or": [{"a": 1}, {"$and": [{"b": 1}, {"c": 1}]}]}),
        ("not (a or not (b or c))", {"$and": [{"$neq": {"a": 1}}, {"$or": [{"b": 1}, {"c": 1}]}]}),
        ("a in (1, 2)", {"$or": [{"a == 1": 1}, {"a == 2": 1}]}),
        ("not a in (1, 2)", {"$and": [{"$neq": {"a == 1": 1}}, {"$neq": {"a == 2": 1}}]}),
        ("a in (1)", {"a == 1": 1}),
    ],
)
def test_negations_stand_at_the_leaves(condition, expected):
    assert pattern(parse(condition), leaf).json() == expected


@pytest.mark.parametrize(
    ("operator", "negated"),
    [("$eq", "$neq"), ("$lt", "$gte"), ("$gt", "$lte")],
)
def test_each_comparison_has_its_negation(operator, negated):
    assert Leaf("p1", operator, 5).negated == Leaf("p1", negated, 5)
    assert Leaf("p1", negated, 5).negated == Leaf("p1", operator, 5)


def test_a_rule_runs_after_those_that_replace_it_and_demands_that_none_is_in_force():
    conditions = {name: Leaf(name, "$eq", 1) for name in ("轻", "重", "最重")}
    found = program(conditions, {"最重": ["重", "轻"], "重": ["轻"]})

    assert found.rules == {"轻": "r1", "重": "r2", "最重": "r3"}
    assert found.layers == [
        [{"r3": {"最重": 1}}],
        [{"r2": {"$and": [{"重": 1}, {"r3": 0}]}}],
        [{"r1": {"$and": [{"轻": 1}, {"r3": 0}, {"r2": 0}]}}],
    ]


def test_replacements_in_a_circle_are_refused():
    conditions = {name: Leaf(name, "$eq", 1) for name in "ab"}
    with pytest.raises(CycleError):
        program(conditions, {"a": ["b"], "b": ["a"]})


def test_a_replaced_name_without_a_condition_is_refused():
    with pytest.raises(KeyError, match="乙"):
        program({"甲": Leaf("p1", "$eq", 1)}, {"甲": ["乙"]})


@pytest.mark.parametrize(
    "condition",
    [
        " or ".join(f"u{n}" for n in range(200)),
        " and ".join(f"(u{n} or v{n})" for n in range(40)),
        " or ".join(f"u{n} and (v{n} or not (x{n} or y{n}))" for n in range(30)),
    ],
)
def test_no_pattern_is_too_large(condition):
    whole = pattern(parse(condition), leaf)
    found = program({"甲": whole, "乙": whole}, {"甲": ["乙"]})

    rules = {name: rule for layer in found.layers for portion in layer for name, rule in portion.items()}
    assert max(sizes(rule)[0] for rule in rules.values()) <= MOST_COMPARISONS
    assert max(sizes(rule)[1] for rule in rules.values()) <= 15
    # Nothing is lost: every leaf of both conditions stands somewhere.
    assert all(str(rules).count(f"'{name}'") == 2 for name in {each.name for each in whole.leaves})


def test_rules_that_run_together_are_not_too_many():
    conditions = {f"规则{n}": pattern(parse("a and (b or c)"), leaf) for n in range(50)}
    (layer,) = program(conditions, {}).layers

    assert [name for portion in layer for name in portion] == [f"r{n}" for n in range(1, 51)]
    assert all(sum(sum(sizes(rule)) for rule in portion.values()) <= MOST_NODES for portion in layer)
    assert len(layer) == 5


def sizes(rule):
    """(comparisons, groups) of a pattern as JSON."""
    (word, parts), *_ = rule.items()
    if word not in ("$and", "$or"):
        return (1, 0)
    inner = [sizes(part) for part in parts]
    return (sum(each[0] for each in inner), 1 + sum(each[1] for each in inner))
