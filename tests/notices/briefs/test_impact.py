"""The impact of scenarios, told."""

import pytest
from building import county
from small_county import cycle, ruleset, under

from engine.simulation.comparing.impact import impact
from notices.briefs.brief import Brief, Table
from notices.briefs.figures import Grid, Slope, Transition
from notices.briefs.impact import told

STRICTER = "{edits: {grades.好.from: 92, prizes.二等奖.winners: 1}, data: {丁: {分: '91'}}}"
RICHER = "{edits: {prizes.一等奖.amount: 60}}"


def brief(**scenarios: str) -> Brief:
    before = cycle()
    return told(impact(before, {name: under(before, text) for name, text in scenarios.items()}))


def rows(table: Table) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in table.rows]


def test_one_scenario() -> None:
    found = brief(从严=STRICTER)
    assert str(found.title) == "What if: 从严"
    assert str(found.answer) == (
        "Of 5 units, 2 would get a lower grade and none a higher one; 1 would go up in rank and none down; the prize "
        "money would go from 110 to 80 yuan."
    )
    assert [str(table.title) for table in found.tables] == [
        "How many units go up, go down and stay",
        "What changes for whom",
        "Rules that begin or cease to apply",
        "Units by grade before and after",
    ]
    counts, units, rules, transitions = map(rows, found.tables)
    assert counts == [["从严", "0 / 2 / 3", "1 / 0 / 4", "0.882", "110 → 80", "−30"]]
    assert units == [
        ["乙", "91.00", "", "2", "好 → 较好", "?二等奖", "30 → 0–30"],
        ["丙", "91.00", "", "2", "好 → 较好", "?二等奖", "30 → 0–30"],
        ["丁", "85.00 → 91.00", "+6.00", "4 → 2", "较好", "?二等奖 ?先进", "0 → 0–30"],
    ]
    assert rules == [["丁", "?表扬"]]
    assert transitions[0] == ["好", "1", "2", "·", "·"]
    transition, slope = found.figures
    assert isinstance(transition, Transition)
    assert isinstance(slope, Slope)
    assert (transition.levels, transition.counts[0]) == (("好", "较好", "一般", "较差"), (1, 2, 0, 0))
    assert (str(slope.before), str(slope.after)) == ("now", "under the scenario")
    assert slope.lines == (("甲", 1, 1), ("乙", 2, 2), ("丙", 2, 2), ("丁", 4, 2), ("戊", 5, 5))
    assert [str(note) for note in found.notes[2:]] == [
        "Nothing at all changes for 2 units.",
        "to be decided then: 乙, 丙, 丁 are tied for 二等奖: in which order do they stand?",
        "to be decided then: 乙, 丙, 丁 are tied for 先进: in which order do they stand?",
    ]


def test_several_scenarios() -> None:
    found = brief(从严=STRICTER, 加奖=RICHER)
    assert str(found.answer) == (
        "Other grades for: “从严” 2 of 5 units, “加奖” none; prize money, now 110 yuan: “从严” 80 yuan, “加奖” 120 "
        "yuan."
    )
    assert [str(table.title) for table in found.tables] == [
        "How many units go up, go down and stay",
        "What changes for whom: 从严",
        "Rules that begin or cease to apply: 从严",
        "What changes for whom: 加奖",
    ]
    (grid,) = found.figures
    assert isinstance(grid, Grid)
    assert (grid.columns, grid.words[1], grid.before[1]) == (
        ("2016", "从严", "加奖"),
        ("好", "较好", "好"),
        ("好", "好", "好"),
    )
    assert "加奖: Nothing at all changes for 4 units." in map(str, found.notes)


def test_units_that_drop_out_grades_that_cannot_be_compared_rules_that_bring_something_else() -> None:
    """Each with its note."""
    before = cycle()
    rules = ruleset(
        grades="[{grade: 好, from: 90, source: 文}, {grade: 中, from: 60, source: 文}, {grade: 较差, source: 文}]",
        consequences="- {name: 表扬, when: quotas.先进, then: [{party: 班子, effect: award, what: 红旗}], source: 文}",
    )
    other = under(cycle(rules=rules), "{data: {戊: {分: '150'}}}")
    notes = list(map(str, told(impact(before, {"试": other})).notes))
    assert notes[2:] == [
        "Not scored any more: 戊. The counts leave them out.",
        "戊 分: The number is out of range.",
        "Nothing at all changes for 3 units.",
        "Of one unit it cannot be said whether the grade is higher or lower: only one of the two schemes has it.",
        "These rules bring something else than before: 表扬.",
    ]


def test_one_unit_alone() -> None:
    """戊 is withdrawn; of the others only 甲 has the same points."""
    before = cycle(rules=ruleset(adjustments="- {name: 退, when: 分 == 50, withdraw: true, source: 文}"))
    cells = "{data: {乙: {分: '91.5'}, 丙: {分: '91.5'}, 丁: {分: '86'}, 戊: {分: '50'}}}"
    notes = list(map(str, told(impact(before, {"试": under(before, cells)})).notes))
    assert notes[2:4] == [
        "Nothing at all changes for one unit.",
        "One unit is ranked only once, or in another group.",
    ]


def test_of_many_problems_the_first_are_told() -> None:
    cells = ", ".join(f"{unit}: {{分: '150'}}" for unit in "甲乙丙丁戊"[:5])
    before = cycle(county(分="95 91 91 85 72 60"))
    notes = list(map(str, told(impact(before, {"试": under(before, f"{{data: {{{cells}}}}}")})).notes))
    assert notes[3] == "甲 分: The number is out of range."
    assert "One more problem is not listed." in notes


def test_places_of_quotas_where_they_change() -> None:
    found = brief(试="{edits: {quotas.先进.places: 3}}")
    assert rows(found.tables[-1]) == [["先进", "2", "3"]]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("戊: {分: '95'}", "1 would get a higher grade and none a lower one; 1 would go up in rank and 3 down;"),
        ("乙: {分: '86'}", "1 would get a lower grade and none a higher one; 1 would go down in rank and none up;"),
        (
            "戊: {分: '95'}, 甲: {分: '60'}",
            "1 would get a higher grade and 1 a lower one; 1 would go up in rank and 1 down;",
        ),
    ],
)
def test_whichever_way_grades_and_ranks_move(cells: str, said: str) -> None:
    """Of 95, 91, 91, 85 and 72 points; 好 is from 90, 较好 from 80, 一般 from 70."""
    assert said in str(brief(试=f"{{data: {{{cells}}}}}").answer)


def test_nothing_changes() -> None:
    found = brief(同="{edits: {grades.好.from: 90}}")
    assert str(found.title) == "What if: 同"
    assert str(found.answer) == (
        "Of 5 units, none would get a higher or lower grade; none would go up or down in rank; the prize money would "
        "stay at 110 yuan."
    )
    assert [str(table.title) for table in found.tables] == [
        "How many units go up, go down and stay",
        "Units by grade before and after",
    ]
