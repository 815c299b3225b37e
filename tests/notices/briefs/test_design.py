"""Design, told."""

from decimal import Decimal
from fractions import Fraction

from building import county
from simulated import ready

from engine.simulation.designing.design import Wanted, Wish, design
from engine.simulation.designing.trying import Range
from notices.briefs.brief import Brief
from notices.briefs.design import told
from notices.briefs.figures import Histogram

PRIZES = "[{name: 奖, winners: 3, amount: 5000, among: grade == '好', source: 文}]"
CYCLE = ready(county(分="98 95 91 85 80 76"), prizes=PRIZES)


def brief(*wishes: Wish, budget: str | None = None, ranges: tuple[Range, ...] = ()) -> Brief:
    money = None if budget is None else Decimal(budget)
    return told(design(CYCLE, Wanted(wishes, budget=money, ranges=ranges)))


def titles(found: Brief) -> list[str]:
    return [str(table.title) for table in found.tables]


def test_a_wish_that_is_met() -> None:
    found = brief(Wish("好", Fraction(1, 3), share=True))
    assert str(found.answer) == "Nearest to what is wished for come 好 from 93 (2 of 6 units, 33.3 %)."
    assert titles(found) == ["The cuts of the grades", "How firm the cuts stand"]
    assert [tuple(map(str, row)) for row in found.tables[0].rows] == [
        ("好", "90", "93", "3", "2", "2", "33.3 %", "above 91, up to 95"),
        ("较好", "80", "80", "2", "", "3", "50.0 %", "above 76, up to 80"),
        ("一般", "70", "70", "1", "", "1", "16.7 %", "up to 76"),
        ("较差", "", "", "0", "", "0", "0.0 %", ""),
    ]
    assert [tuple(map(str, row)) for row in found.tables[1].rows] == [
        ("好", "93", "乙 +2", "丙 −2", "0"),
        ("较好", "80", "戊 0", "己 −4", "1: 戊"),
        ("一般", "70", "己 +6", "nobody", "0"),
    ]
    assert str(found.notes[1]).startswith(
        "With these cuts 0 units have a higher grade than now and 1 a lower one; the prizes come to 10000 yuan, "
        "now 15000."
    )


def test_one_unit_alone() -> None:
    found = brief(Wish("好", Fraction(4), share=False))
    assert str(found.notes[1]).startswith("With these cuts one unit has a higher grade than now and 0 a lower one;")
    assert str(told(design(CYCLE, Wanted(margin=Decimal(1)))).answer) == (
        "2 of 6 units are within one point of the cut of a grade."
    )
    assert str(told(design(ready(county(分="90")), Wanted((Wish("好", Fraction(1), share=False),)))).answer) == (
        "Nearest to what is wished for come 好 from 90 (1 of one unit, 100.0 %)."
    )


def test_units_that_are_near_a_cut_but_do_not_hang_on_it_are_told() -> None:
    vetoed = "[{name: 否决, when: 件 > 0, grade_at_most: 一般, source: 文}]"
    measures = "{分: {unit: 分, decimals: 2, between: [0, 100]}, 件: {unit: 件, between: [0, 9]}}"
    cycle = ready(county(分="90.1 92 89.9 85", 件="1 0 1 0"), measures=measures, adjustments=vetoed)
    found = told(design(cycle, Wanted()))
    assert str(found.answer) == "0 of 4 units are within 0.5 points of the cut of a grade."
    assert [tuple(map(str, row)) for row in found.tables[1].rows] == [
        ("好", "90", "乙 +2", "丁 −5", "0"),
        ("较好", "80", "丁 +5", "nobody", "0"),
        ("一般", "70", "nobody", "nobody", "0"),
    ]
    assert [str(note) for note in found.notes if "both sides" in str(note)] == [
        "Left out at the cut of 好, as a veto or a withheld grade gives the same grade on both sides of it: 甲, 丙."
    ]


def test_a_wish_that_cannot_be_met() -> None:
    found = brief(Wish("好", Fraction(3, 10), share=True))
    assert titles(found)[1] == "What is possible instead"
    assert [tuple(map(str, row)) for row in found.tables[1].rows] == [
        ("好", "1.8", "1", "16.7 %", "above 95, up to 98"),
        ("好", "1.8", "2", "33.3 %", "above 91, up to 95"),
    ]


def test_a_wish_that_cuts_beside_it_limit() -> None:
    found = brief(Wish("好", Fraction(1), share=True))
    assert str(found.answer) == (
        "Nearest to what is wished for come 好 from 83 (at most 4 of 6 units, 66.7 %: the cut of 较好 stays at 80)."
    )
    assert (
        "A cut without a wish stays, and no other passes it; to move it too, wish for a share of its grade as well."
        in map(str, found.notes)
    )
    cycle = ready(county(分="98 85 60"))
    assert str(told(design(cycle, Wanted((Wish("较好", Fraction(1), share=True),)))).answer) == (
        "Nearest to what is wished for come 较好 from 80 (at most 1 of 3 units, 33.3 %: the cut of 好 stays at 90, "
        "the cut of 一般 stays at 70)."
    )


def test_a_cut_above_and_below_all() -> None:
    nobody = brief(Wish("好", Fraction(0), share=False))
    assert str(nobody.tables[0].rows[0][-1]) == "above 98"
    between = brief(Wish("较好", Fraction(0), share=False))
    assert str(between.tables[0].rows[1][-1]) == "above 85, below 90"


def test_a_cut_above_full_marks() -> None:
    found = told(design(ready(county(分="100 91")), Wanted((Wish("好", Fraction(0), share=False),))))
    assert str(found.notes[2]) == (
        "The cut of 好, 101, lies above 100, the highest total that full marks, bonuses and the limits of the total "
        "provide for."
    )


def test_a_budget() -> None:
    found = brief(budget="10000")
    assert str(found.answer) == (
        "One of 6 units is within 0.5 points of the cut of a grade; in proportion the prizes would be 奖 3300 and cost "
        "9900 yuan, within the budget of 10000 (now 15000)."
    )
    assert [tuple(map(str, row)) for row in found.tables[-1].rows] == [
        ("奖", "5000", "3", "3300", "3300", "3", "2", "10000")
    ]
    assert "Amounts are rounded down to multiples of 100 yuan." in map(str, found.notes)
    more = brief(budget="20001")
    assert str(more.answer).endswith(
        "; in proportion the prizes would be 奖 6600 and cost 19800 yuan, within the budget of 20001 (now 15000)."
    )


TWO = """
- {name: 一等, winners: 1, amount: 5000, among: grade == '好', source: 文}
- {name: 二等, winners: 3, amount: 3000, among: grade == '好', source: 文}
"""


def of_two(wished: str, step: str, prizes: str = TWO, cells: str = "98 95 91 85") -> Brief:
    """One has 5000, two have 3000: 11000 together."""
    cycle = ready(county(分=cells), prizes=prizes)
    return told(design(cycle, Wanted(budget=Decimal(wished), step=Decimal(step))))


def test_a_budget_that_leaves_nothing_for_a_prize() -> None:
    none = of_two("50", "100")
    assert str(none.answer) == (
        "0 of 4 units are within 0.5 points of the cut of a grade; in steps of 100 yuan no amounts for every prize "
        "keep to 50 yuan: it takes a budget of 366.67 yuan to keep the proportions, or steps of no more than 13.63 "
        "yuan."
    )
    assert [tuple(map(str, row))[3:5] for row in none.tables[-1].rows] == [("—", "—"), ("—", "—")]
    assert "Amounts are rounded down to multiples of 100 yuan." in map(str, none.notes)
    some = of_two("9000", "3000")
    assert str(some.answer).partition("; ")[2] == (
        "in steps of 3000 yuan, 9000 yuan shared in proportion leave nothing for 二等: it takes a budget of 11000 yuan "
        "to keep the proportions, or steps of no more than 2454.54 yuan."
    )
    assert [tuple(map(str, row))[3:5] for row in some.tables[-1].rows] == [("—", "3000"), ("—", "—")]
    nothing = of_two("0", "100")
    assert str(nothing.answer).endswith("keep to 0 yuan: it takes a budget of 366.67 yuan to keep the proportions.")


def test_money_that_is_taken_pays_for_prizes() -> None:
    fine = TWO + "- {name: 罚, winners: 1, amount: -1000, from: last, source: 文}"
    found = of_two("9000", "100", fine)
    assert str(found.answer).partition("; ")[2] == (
        "in proportion the prizes would be 一等 4500, 二等 2700, 罚 −1000 and cost 8900 yuan, within the budget of "
        "9000 (now 10000)."
    )
    assert tuple(map(str, found.tables[-1].rows[-1])) == ("罚", "−1000", "1", "−1000", "—", "1", "—", "—")


def test_prizes_that_nobody_has() -> None:
    found = of_two("9000", "100", cells="85 84")
    assert (
        str(found.answer).partition("; ")[2]
        == "nobody has a prize that pays: whatever their amounts, they cost 0 yuan."
    )


def test_what_is_tried() -> None:
    span = Range("grades.好.from", Decimal(85), Decimal(95), Decimal(5))
    plain = brief(ranges=(span,)).tables[-1]
    assert str(plain.title) == "What comes of grades.好.from, now 90"
    assert [tuple(map(str, row)) for row in plain.rows] == [
        ("85", "4", "1", "1", "0", "15000"),
        ("90 ●", "3", "2", "1", "0", "15000"),
        ("95", "2", "3", "1", "0", "10000"),
    ]
    bought = brief(ranges=(span,), budget="10000").tables[-1]
    assert [(row[0], row[-1]) for row in bought.rows] == [("85", "—"), ("90 ●", "—"), ("95", "✓")]
    partly = brief(ranges=(Range("grades.好.from", Decimal(75), Decimal(85), Decimal(5)),)).tables[-1]
    assert [tuple(map(str, row)) for row in partly.rows] == [
        ("75 – 80", "—", "—", "—", "—", "—", "not possible: The grades do not fall."),
        ("85", "4", "1", "1", "0", "15000", "✓"),
    ]
    assert str(partly.columns[-1].header) == "Possible"
    points = brief(ranges=(Range("indicators.分.points", Decimal(99), Decimal(100), Decimal(1)),)).tables[-1]
    assert str(points.rows[0][-1]) == "not possible: The points sum to 99 instead of 100."
    measured = brief(ranges=(Range("data.分", Decimal(90), Decimal(100), Decimal(10), percent=True),)).tables[-1]
    assert [row[0] for row in measured.rows] == ["90%", "100% ●"]
    assert str(measured.title) == "What comes of data.分"


def test_the_totals_as_a_histogram() -> None:
    (figure,) = brief().figures
    assert isinstance(figure, Histogram)
    assert figure.bars == tuple((total + 0.5, 1 / 6) for total in (76, 80, 85, 91, 95, 98))
    assert [(str(name), value) for name, value in figure.marks] == [("好", 90), ("较好", 80), ("一般", 70)]
    wide = told(design(ready(county(分="98 10")), Wanted())).figures[0]
    assert isinstance(wide, Histogram)
    assert [value for value, _ in wide.bars] == [12.5, 97.5]
