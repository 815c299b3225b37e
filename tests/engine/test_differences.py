"""What differs between the inputs of two results, as a comparison tells it: cells, records, history, ruleset."""

from typing import Any

from building import county, measures, scheme

from engine.comparison import Change, Outcome, Part, compare
from engine.data import Data
from engine.history import History, Record
from tests.engine.comparing import by_name, cells, plain, why


def test_a_number_written_otherwise_is_no_difference() -> None:
    found = compare(cells("90 85"), cells("90.0 85.00"))
    assert (found.changed, [unit.own for unit in found.units]) == ([], [(), ()])


def test_blanks_around_cells_and_names_do_not_count() -> None:
    rows = ([{"unit": "甲", "分": "90"}], [{"unit": " 甲 ", "分": " 90 "}])
    found = compare(*(plain(scheme(), Data.from_rows(each)) for each in rows))
    assert [(unit.unit, unit.own, unit.changed) for unit in found.units] == [("甲", (), False)]


def test_records_of_a_table_in_any_order() -> None:
    ruleset = scheme(
        tables="{票: {columns: {数: {between: [0, 9]}}}}",
        formulas="和: {sum: 数, of: 票, source: 文}",
        adjustments="[{name: 加, when: 和 > 3, bonus: 1, source: 文}]",
    )

    def votes(*numbers: str) -> dict[str, Any]:
        return plain(
            ruleset, Data.from_rows([{"unit": "甲", "分": "5"}], 票=[{"unit": "甲", "数": n} for n in numbers])
        )

    assert compare(votes("1", "2"), votes("2", "1")).units[0].own == ()
    assert compare(votes("1", "2"), votes("1.00", "02")).units[0].own == ()
    found = compare(votes("1", "2"), votes("2", "3"))
    assert why(found) == {"甲": ["record of 票 gone: 数=1", "new record of 票: 数=3"]}
    assert found.units[0].changes == (Change(Part.ADJUSTMENTS, "加", None, "1.00"),)


def test_records_count_for_the_unit_of_today() -> None:
    renamed = [Record("旧", "2015", grade, successor="甲") for grade in ("好", "一般")]
    results = [cells("90", history=History.of([record])) for record in renamed]
    (unit,) = compare(*results).units
    assert [(each.name, each.before, each.after) for each in unit.own] == [("2015", "好 / — / —", "一般 / — / —")]


def test_the_ruleset_by_its_addresses() -> None:
    grades = (
        "[{grade: 好, from: 91, may: true, source: 约}, {grade: 较好, from: 80, source: 文},"
        " {grade: 一般, from: 70, source: 文}, {grade: 较差, source: 文}]"
    )
    after = scheme(grades=grades, version="'2'", prizes="[{name: 奖, winners: 1, amount: 5, source: 文}]")
    found = compare(cells("90 95"), plain(after, county(分="90 95")))
    told = [(each.name, each.before, each.after, each.decides) for each in found.common]
    assert told == [
        ("version", "1", "2", False),
        ("grades.好.source", "文", "约", False),
        ("grades.好.from", "90", "91", True),
        ("prizes", None, "source=文  name=奖  winners=1  amount=5  from=first", True),
    ]
    assert why(found) == {unit: ["for every unit: the ruleset"] for unit in ("甲", "乙")}
    before = by_name(found)["甲"].before
    assert isinstance(before, Outcome)
    assert before.grade == "好"


def test_what_only_cites_otherwise_is_no_reason() -> None:
    after = scheme(sources="{文: {title: 办法, kind: document}, 约: {title: 约定, kind: assumption}}")
    found = compare(cells("92 91"), plain(after, county(分="92 90")))
    assert [each.name for each in found.common] == ["sources.文.title"]
    assert why(found) == {"乙": ["分: 91 → 90"]}


def test_entries_added_taken_away_and_reordered() -> None:
    def prizes(*names: str) -> dict[str, Any]:
        return plain(
            scheme(prizes="".join(f"- {{name: {name}, winners: 1, amount: 5, source: 文}}\n" for name in names)),
            county(分="90 80 70"),
        )

    found = compare(prizes("一", "二"), prizes("三", "二", "一"))
    assert [(each.name, each.before, each.after) for each in found.common] == [
        ("prizes", "一、二", "二、一"),
        ("prizes.三", None, "source=文  name=三  winners=1  amount=5  from=first"),
    ]
    found = compare(prizes("一", "二"), prizes("一"))
    assert [(each.name, each.after) for each in found.common] == [("prizes.二", None)]


def test_an_indicator_that_goes_to_another_group_is_told() -> None:
    def groups(first: str, second: str) -> dict[str, Any]:
        return plain(
            scheme(
                measures=measures("分", "数", like="{unit: 分, decimals: 2, between: [0, 50]}"),
                indicators=f"[{{group: 前, points: 50, indicators: [{first}]}}, "
                f"{{group: 后, points: 50, indicators: [{second}]}}]",
            ),
            county(分="40 30", 数="40 30"),
        )

    one, other = (f"{{name: {n}, points: 50, method: given, score: {n}, out_of: 50, source: 文}}" for n in "分数")
    found = compare(groups(one, other), groups(other, one))
    assert [(each.name, each.before, each.after) for each in found.common] == [
        ("groups.前.indicators", "分", "数"),
        ("groups.后.indicators", "数", "分"),
    ]
