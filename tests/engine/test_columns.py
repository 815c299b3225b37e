import numpy as np
import pytest

from engine.columns import Columns
from engine.expression import parse, tree
from engine.expression.evaluation import Numbers, Value
from engine.fixed import Fixed, fixed


def texts(value: Value) -> list[str]:
    assert isinstance(value, Numbers)
    assert isinstance(value.values, Fixed)
    return value.values.texts()


def test_names_members_and_counts_have_their_columns() -> None:
    asked: list[tree.Count] = []

    def counter(columns: Columns, node: tree.Count) -> Value:
        asked.append(node)
        return columns.plain["分"]

    columns = Columns({"分": Numbers(fixed("1", "2"))}).adding(points={"一": Numbers(fixed("3"))})
    assert texts(columns.value(parse("分"))) == ["1", "2"]
    assert texts(columns.value(parse("points.一"))) == ["3"]
    count = parse("running(total > 1)")
    with pytest.raises(KeyError, match="running"):
        columns.value(count)
    assert texts(Columns(columns.plain, counter=counter).value(count)) == ["1", "2"]
    assert asked == [count]


def test_a_number_is_no_name() -> None:
    with pytest.raises(KeyError):
        Columns({}).value(parse("5"))


def test_adding_replaces_and_leaves_the_old_columns_as_they_were() -> None:
    old = Columns({"分": Numbers(fixed("1"))}, {("points", "一"): Numbers(fixed("2"))})
    new = old.adding({"分": Numbers(fixed("9"))}, points={"二": Numbers(fixed("3"))})
    assert texts(new.plain["分"]) == ["9"]
    assert set(new.members) == {("points", "一"), ("points", "二")}
    assert texts(old.plain["分"]) == ["1"]
    assert set(old.members) == {("points", "一")}


def test_picking_keeps_constants() -> None:
    columns = Columns({"分": Numbers(fixed("1", "2", "3")), "常": Numbers(fixed(7, shape=()))})
    some = columns.pick(np.array([True, False, True]))
    assert (texts(some.plain["分"]), texts(some.plain["常"])) == (["1", "3"], ["7"])
