"""durable-rules against a plain evaluation in three-valued logic, written here, on random conditions and units."""

import random
from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest

UNITS = 120
RULES = 40
GRADES = ["好", "较好", "一般", "较差"]
PLACES = ['甲"镇', "乙'镇", "丙\\镇😀", ""]
COMPARE = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
ARITHMETIC = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b}


def conjunction(values):
    return False if False in values else None if None in values else True


def disjunction(values):
    return True if True in values else None if None in values else False


def truth(node, unit):
    """A condition or operand, as nested tuples, for one unit: True, False, a Fraction, a text, or None: unknown."""
    kind, *parts = node
    match kind:
        case "name":
            value = unit[parts[0]]
            return Fraction(value) if isinstance(value, Decimal) else value
        case "number":
            return Fraction(parts[0])
        case "text":
            return parts[0]
        case "and":
            return conjunction([truth(part, unit) for part in parts])
        case "or":
            return disjunction([truth(part, unit) for part in parts])
        case "not":
            inner = truth(parts[0], unit)
            return None if inner is None else not inner
        case "in":
            operand = truth(parts[0], unit)
            return None if operand is None else operand in [truth(item, unit) for item in parts[1]]
    left, right = (truth(part, unit) for part in parts)
    if left is None or right is None or (kind == "/" and right == 0):
        return None
    return COMPARE[kind](left, right) if kind in COMPARE else ARITHMETIC[kind](left, right)


def text(node):
    """The condition as it stands in a ruleset."""
    kind, *parts = node
    match kind:
        case "name" | "number":
            return str(parts[0])
        case "text":
            return f'"{parts[0]}"' if "'" in parts[0] else f"'{parts[0]}'"
        case "and" | "or":
            return "(" + f" {kind} ".join(text(part) for part in parts) + ")"
        case "not":
            return f"not ({text(parts[0])})"
        case "in":
            return f"{text(parts[0])} in ({', '.join(text(item) for item in parts[1])})"
    return f"({text(parts[0])} {kind} {text(parts[1])})" if kind in ARITHMETIC else f" {kind} ".join(map(text, parts))


def comparison(chance):
    sign = chance.choice(list(COMPARE))
    total, lost, count = ("name", "total"), ("name", "lost"), ("name", "count")
    number = ("number", chance.choice(["89.995", "90", "75.5", "0"]))
    small = ("number", chance.choice(["-3", "0", "2", "1.5"]))
    grade = ("text", chance.choice(GRADES))
    place = ("text", chance.choice(PLACES))
    equal = chance.choice(["==", "!="])
    return chance.choice(
        [
            (sign, total, number),
            (sign, number, total),
            (sign, lost, small),
            (sign, lost, count),
            (sign, ("-", lost, count), small),
            (sign, ("/", lost, count), small),
            (sign, ("+", total, ("*", lost, small)), total),
            (equal, ("name", "grade"), grade),
            (equal, place, ("name", "place")),
            (equal, ("name", "grade"), ("name", "previous.grade")),
            ("in", ("name", "grade"), [("text", each) for each in chance.sample(GRADES, 2)]),
            ("in", lost, [("number", "1"), ("number", "-3"), small]),
            ("name", "is_last"),
            ("name", "prizes.一等奖"),
            (equal, ("name", "is_last"), ("name", "prizes.一等奖")),
        ]
    )


def condition(chance, depth):
    kind = chance.choice(["and", "or", "not", "leaf"]) if depth else "leaf"
    if kind == "leaf":
        return comparison(chance)
    if kind == "not":
        return ("not", condition(chance, depth - 1))
    return (kind, *(condition(chance, depth - 1) for _ in range(chance.randint(2, 4))))


def unit(chance):
    known = {
        "total": Decimal(chance.choice(["89.99", "90", "90.01", "75.50", "0", "-1.25"])),
        "lost": Decimal(chance.randint(-4, 4)),
        "count": Decimal(chance.randint(-2, 3)),
        "grade": chance.choice(GRADES),
        "previous.grade": chance.choice(GRADES),
        "place": chance.choice(PLACES),
        "is_last": chance.random() < 0.5,
        "prizes.一等奖": chance.random() < 0.5,
    }
    doubt = chance.choice([0, 0.3, 1])
    return {name: None if chance.random() < doubt else value for name, value in known.items()}


def replacements(chance, names):
    """Rules name some of those after them, so that there is no circle."""
    order = chance.sample(names, len(names))
    return {name: [other for other in order[at + 1 :] if chance.random() < 0.08] for at, name in enumerate(order)}


def in_force(fired, instead_of, name):
    replacing = [other for other, names in instead_of.items() if name in names]
    return name in fired and not any(in_force(fired, instead_of, other) for other in replacing)


@pytest.mark.parametrize("seed", range(4))
def test_two_engines_agree_on_random_rules_and_units(infer, seed):
    chance = random.Random(seed)
    # Every other rule is narrow, so that there are units for which none fires.
    rules = {f"规则{n}": condition(chance, depth=n % 5) for n in range(RULES)}
    narrow = [(">=", ("name", "total"), ("number", "89.99")), ("!=", ("name", "lost"), ("number", "0"))]
    rules = {name: ("and", *narrow, rule) for name, rule in rules.items()}
    instead_of = replacements(chance, list(rules))
    # The first unit is one of which nothing is known.
    units = [dict.fromkeys(unit(chance)), *(unit(chance) for _ in range(UNITS - 1))]
    values = {name: [each[name] for each in units] for name in units[0]}

    found = infer({name: text(rule) for name, rule in rules.items()}, values, instead_of)

    seen = Counter()
    for index, each in enumerate(units):
        truths = {name: truth(rule, each) for name, rule in rules.items()}
        fired = {name for name, is_true in truths.items() if is_true}
        expected = {name for name in rules if in_force(fired, instead_of, name)}
        assert {name for name in rules if found[name][index]} == expected, index
        seen["case"] += len(rules)
        seen["unknown"] += sum(is_true is None for is_true in truths.values())
        seen["unit without rule"] += not expected
        seen["replaced"] += len(fired - expected)
        seen["spared"] += sum(any(name in instead_of[other] for other in fired - expected) for name in expected)
    assert not any(where[0] for where in found.values())
    assert seen["case"] == RULES * UNITS
    assert seen["unknown"] > 1000
    assert min(seen["unit without rule"], seen["replaced"], seen["spared"]) > 0


@pytest.mark.parametrize("seed", range(4))
def test_two_engines_agree_on_rules_that_do_not_fit_into_one_pattern(infer, seed):
    chance = random.Random(100 + seed)
    rules = {f"规则{n}": ("or", *(condition(chance, depth=4) for _ in range(4))) for n in range(4)}
    units = [unit(chance) for _ in range(UNITS)]
    values = {name: [each[name] for each in units] for name in units[0]}

    texts = {name: text(rule) for name, rule in rules.items() if len(text(rule)) < 2000}
    found = infer(texts, values)

    assert max(map(len, texts.values())) > 300
    for name in texts:
        assert found[name] == [truth(rules[name], each) is True for each in units]
