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


def test_a_wish_that_cannot_be_met() -> None:
    found = brief(Wish("好", Fraction(3, 10), share=True))
    assert titles(found)[1] == "What is possible instead, on both sides"
    assert [tuple(map(str, row)) for row in found.tables[1].rows] == [
        ("好", "1.8", "1", "16.7 %", "above 95, up to 98"),
        ("好", "1.8", "2", "33.3 %", "above 91, up to 95"),
    ]


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
        "1 of 6 units are within 0.5 points of the cut of a grade; for the prizes to cost 10000 yuan instead of 15000, "
        "they would be 奖 3300 in proportion."
    )
    assert [tuple(map(str, row)) for row in found.tables[-1].rows] == [
        ("奖", "5000", "3", "3300", "3300", "3", "2", "10000")
    ]
    assert "Amounts are rounded down to multiples of 100 yuan; in proportion, 100 yuan of the budget are left." in map(
        str, found.notes
    )
    assert "no amounts of the prizes bring 15000 yuan to a budget of -1 yuan" in str(brief(budget="-1").answer).replace(
        "−", "-"
    )


def test_what_is_tried() -> None:
    span = Range("grades.好.from", Decimal(85), Decimal(95), Decimal(5))
    plain = brief(ranges=(span,)).tables[-1]
    assert str(plain.title) == "What comes of grades.好.from"
    assert [tuple(map(str, row)) for row in plain.rows] == [
        ("85", "4", "1", "1", "0", "15000", ""),
        ("90", "3", "2", "1", "0", "15000", "●"),
        ("95", "2", "3", "1", "0", "10000", ""),
    ]
    bought = brief(ranges=(span,), budget="10000").tables[-1]
    assert [(row[0], row[-1]) for row in bought.rows] == [("85", ""), ("90 ●", ""), ("95", "✓")]
    measured = brief(ranges=(Range("data.分", Decimal(90), Decimal(100), Decimal(10), percent=True),)).tables[-1]
    assert [row[0] for row in measured.rows] == ["90%", "100%"]


def test_the_totals_as_a_histogram() -> None:
    (figure,) = brief().figures
    assert isinstance(figure, Histogram)
    assert figure.bars == tuple((total + 0.5, 1 / 6) for total in (76, 80, 85, 91, 95, 98))
    assert [(str(name), value) for name, value in figure.marks] == [("好", 90), ("较好", 80), ("一般", 70)]
    wide = told(design(ready(county(分="98 10")), Wanted())).figures[0]
    assert isinstance(wide, Histogram)
    assert [value for value, _ in wide.bars] == [12.5, 97.5]
