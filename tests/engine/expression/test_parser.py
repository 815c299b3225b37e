"""What is no expression, where, and how to mend it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.expression import ExpressionError, parse
from engine.expression.parser import DEEPEST, LONGEST, MOST_DIGITS, TALLEST


def refused(text: str) -> tuple[int, str, str | None, str | None]:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    error = caught.value
    expected, mend = (None if each is None else str(each) for each in (error.expected, error.mend))
    assert str(error) == str(error.what)
    return error.at, str(error.what), expected, mend


CUT = "If the expression stands between braces and holds a comma or a bracket, put it in quotes: YAML cut it."
ATOM = "a name, a number or a text in quotes"


@pytest.mark.parametrize(
    ("text", "at", "what", "expected", "mend"),
    [
        ("", 0, "The expression ends too early.", ATOM, CUT),
        ("   ", 0, "The expression ends too early.", ATOM, CUT),
        ("max(甲", 5, "The expression ends too early.", ") here", CUT),
        ("甲 > ", 3, "The expression ends too early.", ATOM, CUT),
        ("甲 in", 4, "The expression ends too early.", "( here", CUT),
        ("甲 in 乙", 5, "乙 has no meaning here.", "( here", None),
        ("甲 乙", 2, "乙 has no meaning here.", "an operator, or the end", None),
        ("(甲 > 1))", 7, ") has no meaning here.", "an operator, or the end", None),
        ("甲 + * 乙", 4, "* has no meaning here.", ATOM, None),
        ("甲 and or 乙", 6, "or has no meaning here.", ATOM, None),
        ("甲 > not 乙", 4, "not has no meaning here.", ATOM, None),
        ("min 甲", 4, "甲 has no meaning here.", "( here", None),
        ("running 甲", 8, "甲 has no meaning here.", "( here", None),
        ("points.", 7, "The expression ends too early.", "a name after points.", CUT),
        ("points.5", 7, "5 has no meaning here.", "a name after points.", None),
        ("甲.乙", 1, ". has no meaning here.", "an operator, or the end", None),
        ("1 < 甲 < 3", 6, "Comparisons cannot be chained.", None, "Join two comparisons with and."),
        ("甲 in (1) == 乙", 9, "Comparisons cannot be chained.", None, "Join two comparisons with and."),
        ("min(甲)", 0, "min has the wrong number of operands.", "two or more operands", None),
        ("1 + abs(甲, 乙)", 4, "abs has the wrong number of operands.", "one operand", None),
        ("甲 < 2016-02-30", 4, "2016-02-30 is no date.", "a date such as 2016-03-15", None),
        ("甲 > １", 4, "１ has no meaning here.", None, "Type the half-width 1 instead of the full-width １."),
        ("甲 = 1", 2, "= has no meaning here.", None, "Compare with == or !=."),
        ("!甲", 0, "! has no meaning here.", None, "Compare with == or !=."),
        ("甲 == '好", 5, "' has no meaning here.", None, "Close the quote."),
        ("`甲 > 1", 0, "` has no meaning here.", None, "Close the quote."),
        ("甲 & 乙", 2, "& has no meaning here.", None, "Write and, or."),
        ("甲 || 乙", 2, "| has no meaning here.", None, "Write and, or."),
        ("甲 ? 乙", 2, "? has no meaning here.", None, "Put a name that is no plain word in backquotes."),
        ("5人", 1, "人 has no meaning here.", "an operator, or the end", None),
    ],
)
def test_what_is_no_expression(text: str, at: int, what: str, expected: str | None, mend: str | None) -> None:
    assert refused(text) == (at, what, expected, mend)


@pytest.mark.parametrize(
    ("full", "half"), list(zip("（），＜＞＝！＋－＊／．“”‘’％", "(),<>=!+-*/.\"\"''%", strict=True))
)
def test_full_width_signs_are_told_with_the_half_width_ones(full: str, half: str) -> None:
    mend = f"Type the half-width {half} instead of the full-width {full}."
    assert refused(f"甲 {full} 乙") == (2, f"{full} has no meaning here.", None, mend)


def test_the_longest_expression() -> None:
    assert parse(" " * (LONGEST - 1) + "a")
    assert refused("a" * (LONGEST + 1))[1] == f"The expression has more than {LONGEST} characters."


def test_the_longest_number() -> None:
    assert parse("9" * MOST_DIGITS)
    assert parse("9." + "9" * (MOST_DIGITS - 1) + "%")
    expected = f"a number with {MOST_DIGITS} digits at the most"
    assert refused("甲 > " + "9" * (MOST_DIGITS + 1)) == (4, "The number has too many digits.", expected, None)


DEEP = "The expression is nested too deeply."


@pytest.mark.parametrize(
    ("before", "after"),
    [("(", ")"), ("not ", ""), ("-", ""), ("abs(", ")"), ("running(", ")"), ("a in (", ")"), ("min(a, ", ")")],
)
def test_the_deepest_nesting(before: str, after: str) -> None:
    assert parse(before * DEEPEST + "a" + after * DEEPEST)
    assert refused(before * (DEEPEST + 1) + "a" + after * (DEEPEST + 1))[1] == DEEP


@pytest.mark.parametrize("sign", "+-*/")
def test_the_longest_sum(sign: str) -> None:
    """A sum is a tree that leans to the left, one level a term."""
    tree = parse(sign.join(["a"] * TALLEST))
    assert str(tree) == f" {sign} ".join(["a"] * TALLEST)
    assert tree.map(lambda node: node) == tree
    assert refused(sign.join(["a"] * (TALLEST + 1))) == (0, DEEP, None, "Split it into formulas.")


def test_conditions_in_a_row_are_one_level() -> None:
    assert parse(" or ".join(["a"] * 300))


@pytest.mark.parametrize(
    ("loose", "brackets"),
    [
        ("a or b and c", "a or (b and c)"),
        ("not a and b", "(not a) and b"),
        ("not a == b", "not (a == b)"),
        ("a == b + c", "a == (b + c)"),
        ("a + b * c", "a + (b * c)"),
        ("a - b - c", "(a - b) - c"),
        ("a / b / c", "(a / b) / c"),
        ("-a * b", "(-a) * b"),
        ("-a + b", "(-a) + b"),
        ("a in (b) and c", "(a in (b)) and c"),
    ],
)
def test_how_operators_bind(loose: str, brackets: str) -> None:
    assert parse(loose) == parse(brackets)


@given(st.text(st.sampled_from(list("甲a1.5%'\"`()+-*/<>=! ,andornti&（＝２")), max_size=30))
def test_any_text_is_an_expression_or_an_error_within_it(text: str) -> None:
    try:
        tree = parse(text)
    except ExpressionError as error:
        at = error.at
    else:
        at = 0
        assert parse(str(tree)) == tree
    assert 0 <= at <= len(text)
