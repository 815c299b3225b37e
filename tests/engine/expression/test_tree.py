"""Trees print themselves in the language, and are read back as they were."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.expression import Expression, parse
from engine.expression.tree import (
    FAMILIES,
    KEYWORDS,
    And,
    Arithmetic,
    Comparison,
    Count,
    Day,
    Function,
    Member,
    Membership,
    Name,
    Negative,
    Not,
    Number,
    Or,
    Text,
    members,
    names,
    quoted,
)

plain_names = st.sampled_from(
    ["分", "脱贫人口", "a1", "_x", "total", "grade", "points", "100人以上", "in", "甲 乙", "a.b", "（一）"]
)
decimals = st.decimals(0, 10**6, places=2).map(lambda value: value.normalize() + 0)
atoms = st.one_of(
    st.builds(Number, decimals, st.booleans()),
    st.builds(Text, st.text(st.characters(exclude_characters="'\"\n", exclude_categories=["Cs"]), max_size=4)),
    st.builds(Text, st.sampled_from(["it's", 'say "no"', "", "`"])),
    st.builds(Day, st.dates()),
    st.builds(Name, plain_names),
    st.builds(Member, st.sampled_from(FAMILIES), plain_names),
)


def above(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    two_or_more = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Negative, inner),
        st.builds(Not, inner),
        st.builds(Arithmetic, st.sampled_from("+-*/"), inner, inner),
        st.builds(Comparison, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), inner, inner),
        st.builds(Membership, inner, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(And, two_or_more),
        st.builds(Or, two_or_more),
        st.builds(Function, st.sampled_from(["min", "max"]), two_or_more),
        st.builds(lambda operand: Function("abs", (operand,)), inner),
        st.builds(Count, st.sampled_from(["running", "times"]), inner),
    )


trees = st.recursive(atoms, above, max_leaves=12)


@given(trees)
def test_parse_and_print_are_inverse(tree: Expression) -> None:
    assert parse(str(tree)) == tree


@given(trees)
def test_printing_needs_no_brackets_that_the_grammar_gives(tree: Expression) -> None:
    """A second round changes nothing."""
    assert str(parse(str(tree))) == str(tree)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("1+2*3", "1 + 2 * 3"),
        ("(1+2)*3", "(1 + 2) * 3"),
        ("1-(2-3)", "1 - (2 - 3)"),
        ("(1-2)-3", "1 - 2 - 3"),
        ("a/(b*c)", "a / (b * c)"),
        ("a/b*c", "a / b * c"),
        ("-(a+b)", "-(a + b)"),
        ("--a", "-(-a)"),
        ("-a*b", "-a * b"),
        ("not(a and b)", "not (a and b)"),
        ("not not a", "not not a"),
        ("(a or b) and c", "(a or b) and c"),
        ("a or (b and c)", "a or b and c"),
        ("(a and b) and c", "(a and b) and c"),
        ("(a > 1) == (b > 2)", "(a > 1) == (b > 2)"),
        ("a in('x',\"it's\")", "a in ('x', \"it's\")"),
        ("min(a,b+1)", "min(a, b + 1)"),
        ("`分` > 05.10%", "分 > 5.10%"),
        ("points.`in` + previous.分", "points.`in` + previous.分"),
    ],
)
def test_as_people_would_write_it(text: str, printed: str) -> None:
    assert str(parse(text)) == printed


def test_names_that_are_no_plain_words_stand_in_backquotes() -> None:
    for name in ("100人以上", "a-b", "a b", "（一）", "", *KEYWORDS):
        assert quoted(name) == f"`{name}`"
    for name in ("返贫率", "_x", "a1", "Not", "points"):
        assert quoted(name) == name


def test_walking_and_mapping() -> None:
    tree = parse("a + 1 > b and grade in ('好', c) or not running(points.分 > 2)")
    assert [node.name for node in names(tree)] == ["a", "b", "grade", "c"]
    assert [(node.family, node.name) for node in members(tree)] == [("points", "分")]
    doubled = tree.map(lambda node: Name(node.name * 2) if isinstance(node, Name) else node)
    assert str(doubled) == "aa + 1 > bb and gradegrade in ('好', cc) or not running(points.分 > 2)"
    assert str(tree) == "a + 1 > b and grade in ('好', c) or not running(points.分 > 2)"


def test_values_may_stand_in_the_place_of_names() -> None:
    tree = parse("(a + b) * a > 5%")
    assert tree.show(lambda node: "7" if node == Name("a") else None) == "(7 + b) * 7 > 5%"


def test_where_a_name_stands_does_not_tell_trees_apart() -> None:
    assert parse("a > 1") == parse("   a   > 1")
    assert names(parse("   a > 1"))[0].at == 3
    assert members(parse("1 < points.分"))[0].at == 4


def test_leaves() -> None:
    assert parse("2016-02-29") == Day(date(2016, 2, 29))
    assert parse("5%") == Number(Decimal(5), percent=True)
    assert parse("0.50") == Number(Decimal("0.5"))
    assert list(parse("5").children()) == []
