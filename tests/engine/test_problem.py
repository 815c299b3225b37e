import pytest

from engine.message import Message
from engine.problem import Place, Problem, Problems, Severity, did_you_mean, nearest


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place(), ""),
        (Place(file="表.csv", line=3), "表.csv:3"),
        (Place(file="规.yaml", line=3, column=7, path="grades.好"), "规.yaml:3:7 grades.好"),
        (Place(file="表.xlsx", sheet="数据", cell="C4", unit="甲", measure="分"), "表.xlsx[数据]!C4 甲 分"),
        (Place(line=3, unit="甲"), "3 甲"),
        (Place(cell="C4"), "C4"),
    ],
)
def test_a_place_as_text(place: Place, text: str) -> None:
    assert str(place) == text


def test_a_problem_says_where_what_found_expected_and_mend() -> None:
    what, expected, mend = Message("Too much."), Message("at most {n}", n=5), Message("Take less.")
    assert str(Problem("code", what)) == "Too much."
    assert str(Problem("code", what, Place(unit="甲"), "6", expected, mend)) == (
        "甲: Too much.; found: 6; expected: at most 5; Take less."
    )
    assert Problem("code", what).severity is Severity.ERROR


def test_problems_are_raised_together() -> None:
    problems = [Problem("one", Message("One.")), Problem("two", Message("Two."))]
    raised = Problems(iter(problems))
    assert raised.problems == tuple(problems)
    assert str(raised) == "One.\nTwo."


def test_the_nearest_name() -> None:
    assert nearest("脱贫人囗", ["返贫率", "脱贫人口"]) == "脱贫人口"
    assert nearest("甲", ["返贫率", "脱贫人口"]) is None
    assert did_you_mean("脱贫人囗", ["脱贫人口"]) == Message("Did you mean {name}?", name="脱贫人口")
    assert did_you_mean("甲", []) is None
