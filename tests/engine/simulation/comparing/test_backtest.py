"""A scheme on earlier years, by hand: what it gave a year before is what counts a year later."""

from dataclasses import replace

import pytest
from building import county, decided, past
from county_years import CYCLES, assessment
from small_county import changed, cycle, ruleset, scenario

from engine.history import History, Record
from engine.preparation import Prepared, prepare
from engine.problem import Problems
from engine.simulation.comparing.backtest import Backtest, Trial, backtest
from engine.simulation.comparing.fortune import Held
from engine.simulation.comparing.levels import Movement


def years(*points: str, first: History | None = None) -> list[Prepared]:
    """The years from 2015, each officially assessed on the results of those before."""
    found, records = [], list((first or History()).records)
    grades = {True: "好", False: "一般"}
    for number, texts in enumerate(points):
        period = str(2015 + number)
        found.append(cycle(county(分=texts), history=History.of(records), period=period))
        for unit, text in zip("甲乙丙丁戊", texts.split(), strict=False):
            grade = "较好" if 80 <= float(text) < 90 else grades[float(text) >= 90]
            records.append(Record(unit, period, grade, f"{float(text):.2f}"))
    return found


def trial(official: list[Prepared], text: str = "{edits: {grades.较好.from: 88}}") -> Trial:
    (found,) = backtest(official, {"试": [changed(each, scenario(text)) for each in official]}).trials
    return found


def grades(found: Trial) -> list[list[str]]:
    return [
        [year.comparison.after.units[unit].grade for year in found.years]
        for unit in sorted(found.units, key="甲乙丙丁戊".index)
    ]


def rules(found: Trial, unit: str, side: str = "after") -> list[Held]:
    return [getattr(year.comparison, side).units[unit].consequences for year in found.years]


def test_two_years_running_follow_from_the_scenario_itself() -> None:
    """Above 88 points only is 较好 then: 乙 (85, 86) is 一般 twice, and is talked to for it; officially never."""
    found = trial(years("95 85 72", "95 86 75", "95 89 91"))
    assert grades(found) == [["好", "好", "好"], ["一般", "一般", "较好"], ["一般", "一般", "好"]]
    assert [held.sure for held in rules(found, "乙")] == [("表扬", "提醒"), ("表扬", "约谈"), ()]
    assert [held.sure for held in rules(found, "乙", "before")] == [("表扬",), ("表扬",), ()]
    assert [held.sure for held in rules(found, "丙")] == [("提醒",), ("约谈",), ("表扬",)]
    assert rules(found, "丙") == rules(found, "丙", "before")
    assert [year.looking_back for year in found.years] == [frozenset({"约谈"})] * 3
    assert [[each.unit for each in year.changed] for year in found.years] == [["乙"], ["乙"], []]
    assert [year.comparison.by_grade[Movement.DOWN] for year in found.years] == [1, 1, 0]


def test_a_milder_scheme_breaks_the_row_that_was_recorded() -> None:
    """From 71 points on all are 较好, from 60 on 一般: 丙 was 一般, then 较差, and is now 较好, then 一般."""
    found = trial(years("95 85 72", "95 86 65"), "{edits: {grades.较好.from: 71, grades.一般.from: 60}}")
    assert [held.sure for held in rules(found, "丙", "before")] == [("提醒",), ()]
    assert grades(found)[2] == ["较好", "一般"]
    assert [held.sure for held in rules(found, "丙")] == [(), ("提醒",)]


def test_what_the_first_year_knew_still_counts() -> None:
    found = trial(years("95 85 72", first=past("乙 2014 一般", "丙 2014 好")))
    assert rules(found, "乙")[0].sure == ("表扬", "约谈")
    assert rules(found, "丙")[0].sure == ("提醒",)
    assert [year.as_recorded for year in found.years] == [("2014",)]


def test_only_periods_before_the_year_and_of_its_kind_are_taken_as_recorded() -> None:
    """Records of the year itself, of a later one and of a quarter are never read."""
    history = past("乙 2014 一般", "乙 2015 好", "乙 2016 好", "乙 2017 好", "乙 2015Q4 好")
    found = trial([cycle(history=history)])
    assert found.years[0].as_recorded == ("2014", "2015")


def test_a_year_without_a_result_is_taken_as_recorded() -> None:
    official = years("95 85 72", "95 86 75", "95 86 91")
    found = trial([official[0], official[2]])
    assert [year.period for year in found.years] == ["2015", "2017"]
    assert found.years[1].as_recorded == ("2016",)
    assert [held.sure for held in rules(found, "乙")] == [("表扬", "提醒"), ("提醒",)]


def test_the_order_of_the_results_does_not_matter() -> None:
    official = years("95 85 72", "95 86 75")
    assert trial(official[::-1]) == trial(official)


def test_a_year_that_did_not_know_the_one_before_does_now_and_that_is_told() -> None:
    official = [cycle(county(分="95 85 72")), cycle(county(分="95 85 72"), period="2017")]
    found = trial(official, "{edits: {grades.好.from: 90}}")
    assert [year.not_known_then for year in found.years] == [(), ("2016",)]
    assert rules(found, "丙", "before")[1].sure == ("提醒",)
    assert rules(found, "丙")[1].sure == ("约谈",)


def test_successors_and_earlier_measures_of_the_record_are_kept() -> None:
    official = years("95 85 72", "95 86 75")
    records = [
        Record("乙", "2015", "较好", "85.00", "2", successor="丙", measures={"分": "85"}),
        Record("丙", "2015", "一般", "72.00", "3", successor="丁"),
    ]
    second = prepare(replace(official[1].inputs, history=History.of(records)))
    found = trial([official[0], second])
    assert [held.sure for held in rules(found, "丙")] == [("提醒",), ("约谈",)]
    assert [held.sure for held in rules(found, "乙")] == [("表扬", "提醒"), ("表扬", "提醒")]


def test_a_unit_that_is_not_scored_leaves_no_record() -> None:
    official = years("95 85 72", "95 86 75")
    broken = prepare(replace(official[0].inputs, data=county(分="95 850 72")))
    found = trial([broken, official[1]])
    assert [year.comparison.after.not_scored for year in found.years] == [("乙",), ()]
    assert found.years[1].comparison.after.units["乙"].consequences.sure == ("表扬", "提醒")


def test_decisions_that_answer_no_question_are_left_out_and_named() -> None:
    official = [cycle(decisions=decided({"quotas/先进/乙+丙": ("乙", "丙")}))]
    found = trial(official, "{edits: {quotas.先进.places: 3}}")
    after = found.years[0].comparison.after
    assert (after.left_out, after.questions) == (("quotas/先进/乙+丙",), ())


def refused(official: list[Prepared]) -> list[tuple[str, str]]:
    with pytest.raises(Problems) as caught:
        trial(official)
    return [(each.code, str(each.what)) for each in caught.value.problems]


def test_results_that_are_no_years_of_one_scheme() -> None:
    one = cycle()
    other = cycle(rules=ruleset(ruleset="别的考核"), period="2017")
    monthly = cycle(rules=ruleset(period="month"), period="2017-01")
    assert refused([one, one]) == [("backtest-twice", "Two results are of 2016.")]
    assert refused([one, other, monthly]) == [
        ("backtest-schemes", "The results are of several schemes: 考核, 别的考核."),
        ("backtest-kinds", "2016 and 2017-01 are not periods of one kind."),
    ]


def demonstration(scheme: str) -> Backtest:
    official = [prepare(assessment(scheme, period).inputs) for other, period in CYCLES if other == scheme]
    return backtest(official, {"同": official})


@pytest.mark.parametrize("scheme", sorted({scheme for scheme, _ in CYCLES}))
def test_the_demonstration_under_its_own_rules_is_as_it_was(scheme: str) -> None:
    found = demonstration(scheme)
    assert [each.period for each in found.sources] == sorted(period for other, period in CYCLES if other == scheme)
    for year in found.trials[0].years:
        assert year.comparison.before == year.comparison.after
        assert (year.as_recorded, year.not_known_then, year.changed) == ((), (), ())


def test_as_json() -> None:
    official = years("95 85 72", "95 86 75")
    found = backtest(
        official, {"试": [changed(each, scenario("{edits: {grades.较好.from: 88}}")) for each in official]}
    )
    plain = found.as_plain()
    assert (plain["analysis"], plain["made_from"]["period"]) == ("backtest", "2016")
    assert [each["period"] for each in plain["results"]] == ["2015", "2016"]
    (only,) = plain["scenarios"]
    assert (only["scenario"], only["grades"]) == ("试", ["好", "较好", "一般", "较差"])
    assert [(year["period"], year["by_grade"]["down"], year["looking_back"]) for year in only["years"]] == [
        ("2015", 1, ["约谈"]),
        ("2016", 1, ["约谈"]),
    ]
