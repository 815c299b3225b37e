"""Ways, told: found, there already, out of reach, vetoed."""

from building import county
from simulated import ready

from engine.preparation import Prepared
from engine.simulation.reaching.efforts import Efforts, read_efforts
from engine.simulation.reaching.goals import ToRank, to_grade
from engine.simulation.reaching.path import path
from notices.briefs.brief import Brief, Table
from notices.briefs.figures import Waterfall
from notices.briefs.path import told

MEASURES = "{完成: {unit: 户, between: [0, 500]}, 件: {unit: 件, between: [0, 9]}, 案: {unit: 件, between: [0, 9]}}"
INDICATORS = (
    "[{name: 改造, points: 60, method: completion, actual: 完成, target: 100, source: 文},"
    " {name: 检查, points: 40, method: per_instance, count: 件, deduct: 5, source: 文}]"
)
VETO = "[{name: 弄虚作假, when: 案 > 0, grade_at_most: 一般, source: 文}]"


def cycle(cases: str = "0 0") -> Prepared:
    """甲 has 48 + 30 = 78 points, 乙 60 + 40."""
    data = county(完成="80 100", 件="2 0", 案=cases)
    return ready(data, measures=MEASURES, indicators=INDICATORS, adjustments=VETO)


def brief(grade: str, text: str = "", cases: str = "0 0") -> Brief:
    prepared = cycle(cases)
    efforts = read_efforts(text) if text else Efforts()
    return told(path(prepared, "甲", to_grade(prepared.inputs.ruleset, grade), efforts))


def rows(table: Table) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in table.rows]


def test_a_way() -> None:
    found = brief("好", "measures: {完成: {effort: 1}, 件: {effort: 7.5, at_most: 1}}")
    assert str(found.title) == "What would take 甲 to the grade 好"
    assert str(found.answer) == (
        "What takes 甲 to the grade 好 with the least effort, 19.5: 完成 from 80 to 92 户, 件 from 2 to 1 件; its "
        "total goes from 78.00 to 90.20 points, 好, rank 2."
    )
    assert [str(table.title) for table in found.tables] == [
        "What would have to change",
        "Where it stands",
        "What may change, and what it costs",
        "Measures that stay as they are",
    ]
    changes, standing, prices, held = map(rows, found.tables)
    assert changes == [
        ["完成", "户", "80", "92", "+12", "12", "+7.20"],
        ["件", "件", "2", "1", "−1", "7.5", "+5.00"],
        ["Together", "", "", "", "", "19.5", "+12.20"],
    ]
    assert standing == [
        ["Total", "78.00", "90.20"],
        ["Grade", "一般", "好"],
        ["Rank", "rank 2", "rank 2"],
        ["Prizes", "—", "—"],
    ]
    assert prices == [["完成", "1", "1", "given"], ["件", "1", "7.5", "given"]]
    assert held == [["案", "The efforts do not name it."]]
    (figure,) = found.figures
    assert isinstance(figure, Waterfall)
    assert (figure.start[1], figure.steps, figure.end[1]) == (78.0, (("完成", 7.2), ("件", 5.0)), 90.2)


def test_there_already() -> None:
    found = brief("一般")
    assert str(found.answer) == "甲 is there already: 78.00 points, 一般, rank 2."
    assert (found.tables, found.figures, found.notes) == ((), (), ())


def test_out_of_reach() -> None:
    found = brief("好", "{measures: {完成: {at_most: 5}}, held: 件}")
    assert str(found.answer) == (
        "甲 cannot reach the grade 好 within the limits: it takes 90.00 points, and at most 81.00 are reachable."
    )
    assert rows(found.tables[1]) == [["件", "It was asked that it stay."], ["案", "The efforts do not name it."]]


def test_vetoed() -> None:
    found = brief("好", cases="1 0")
    assert str(found.answer) == (
        "甲 cannot reach the grade 好, whatever its total: the veto 弄虚作假 lets it have 一般 at the most."
    )
    (held,) = found.tables
    assert str(held.title) == "Measures that stay as they are"
    assert rows(held) == [
        ["案", "No indicator of the unit uses it, only other rules; name it in the efforts to let it change."]
    ]
    assert [str(note) for note in found.notes] == [
        "This is so while the measures in the table stay as they are; where they may change, the answer can be another."
    ]
    lifted = brief("好", "measures: {完成: {}, 件: {}, 案: {}}", cases="1 0")
    assert "whatever its total" not in str(lifted.answer)


def test_the_usual_price_is_said_to_be_one() -> None:
    assert any(str(note).startswith("The usual price: an effort of 1") for note in brief("好").notes)
    given = brief("好", "measures: {完成: {effort: 1}}")
    assert not any(str(note).startswith("The usual price") for note in given.notes)


def test_a_rank() -> None:
    found = told(path(cycle(), "甲", ToRank(1)))
    assert str(found.answer) == (
        "What takes 甲 to rank 1 with the least effort, 45: 完成 from 80 to 100 户, 件 from 2 to 0 件; its total goes "
        "from 78.00 to 100.00 points, 好, rank 1."
    )
