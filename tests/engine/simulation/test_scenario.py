"""Scenario files: steps in their order, scenarios before others, everything wrong at once."""

import pytest

from engine.problem import Problems
from engine.simulation.scenario import edited, read_scenarios

FILE = """
scenarios:
  从严:
    note: 分数线提高
    edits: {grades.好.from: 92, grades.较好.from: 82}
  增权:
    edits:
      - {indicators.甲.points: 60, indicators.乙.points: 40}
    rebalance: true
  更严:
    with: [从严, 增权]
    base: 另一办法.yaml
    remove: prizes.三等奖
    add:
      prizes: [{name: 四等奖, winners: 1, amount: 10, source: 文}]
    data: {样例甲镇: {脱贫人口: 415}}
"""


def test_a_mapping_has_a_step_for_each_path_and_a_list_one_for_each_entry() -> None:
    found = read_scenarios(FILE)
    assert [step.edits for step in found["从严"].steps] == [{"grades.好.from": "92"}, {"grades.较好.from": "82"}]
    assert [step.edits for step in found["增权"].steps] == [
        {"indicators.甲.points": "60", "indicators.乙.points": "40"}
    ]
    assert found["从严"].note == "分数线提高"
    assert (found["从严"].rebalance, found["增权"].rebalance) == (False, True)


def test_steps_of_scenarios_named_with_come_first_and_rebalance_with_them() -> None:
    stricter = read_scenarios(FILE)["更严"]
    assert [step.name for step in stricter.steps] == [
        "grades.好.from: 92",
        "grades.较好.from: 82",
        "indicators.甲.points: 60, indicators.乙.points: 40",
        "− prizes.三等奖",
        "+ prizes: 四等奖",
        "样例甲镇 脱贫人口: 415",
    ]
    assert stricter.steps[3].remove == ("prizes.三等奖",)
    assert stricter.steps[4].add == {"prizes": ({"name": "四等奖", "winners": "1", "amount": "10", "source": "文"},)}
    assert stricter.steps[5].cells == {("样例甲镇", "脱贫人口"): "415"}
    assert (stricter.base, stricter.rebalance) == ("另一办法.yaml", True)


def test_edits_of_the_command_line() -> None:
    scenario = edited("试", [("grades.好.from", "92"), ("data.样例·甲镇.脱贫人口", "415")])
    assert [step.name for step in scenario.steps] == ["grades.好.from: 92", "data.样例·甲镇.脱贫人口: 415"]
    assert scenario.steps[1].cells == {("样例·甲镇", "脱贫人口"): "415"}


@pytest.mark.parametrize(
    ("path", "cell"),
    [
        ("data.样例.甲镇.脱贫人口", ("样例.甲镇", "脱贫人口")),
        ('data."样例=甲镇".脱贫人口', ("样例=甲镇", "脱贫人口")),
        ('data."样例.甲镇"."收入.元"', ("样例.甲镇", "收入.元")),
        ('data.样例.甲镇."收入.元"', ("样例.甲镇", "收入.元")),
        ('data.样例"甲"镇.脱贫人口', ('样例"甲"镇', "脱贫人口")),
    ],
)
def test_a_name_of_any_signs_is_quoted(path: str, cell: tuple[str, str]) -> None:
    (step,) = edited("试", [(path, "415")]).steps
    assert (step.name, step.cells) == (f"{path}: 415", {cell: "415"})


def test_names_of_rules_are_quoted_too() -> None:
    (step,) = edited("试", [('prizes."一=等".amount', "5")]).steps
    assert step.edits == {"prizes.一=等.amount": "5"}


def test_an_address_that_is_no_cell() -> None:
    with pytest.raises(Problems) as caught:
        edited("试", [("data.样例", "甲.脱贫人口=415"), ("data.", "1")])
    assert [(each.code, each.place.path, str(each.expected)) for each in caught.value.problems] == [
        ("scenario-cell", "data.样例", "data.UNIT.COLUMN"),
        ("scenario-cell", "data.", "data.UNIT.COLUMN"),
    ]
    assert str(caught.value.problems[0].mend) == (
        'Put a name with = or . in it between double quotes: data."UNIT".COLUMN; for the shell, all of it between '
        "single ones."
    )


@pytest.mark.parametrize(
    ("text", "code", "mend"),
    [
        ("scenarios: {甲乙: {with: 甲丙}, 甲丁: {}}", "scenario-unknown", "Did you mean 甲乙?"),
        ("scenarios: {甲: {with: 甲}}", "scenario-circle", "Take 甲 out of with."),
        ("scenarios: {甲: {with: 乙}, 乙: {with: 甲}}", "scenario-circle", "Take 乙 out of with."),
        ("scenarios: {甲: {edit: {grades.好.from: 92}}}", "key-unknown", "Did you mean edits?"),
    ],
)
def test_what_cannot_be_read(text: str, code: str, mend: str) -> None:
    with pytest.raises(Problems) as caught:
        read_scenarios(text, "情景.yaml")
    first = caught.value.problems[0]
    assert (first.code, str(first.mend), first.place.file) == (code, mend, "情景.yaml")


def test_a_file_without_scenarios_is_refused() -> None:
    with pytest.raises(Problems):
        read_scenarios("scenarios: {}")
