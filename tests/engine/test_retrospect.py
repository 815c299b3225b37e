"""What `previous`, `running` and `times` read in earlier periods."""

from typing import Any

import numpy as np
import pytest
from building import county, decided, past, refusal, result, run, said, scheme

from engine.assessment import Assessment
from engine.expression import parse
from engine.expression.evaluation import Numbers, Texts
from engine.fixed import Fixed
from engine.history import History, Record
from engine.problem import Problems
from engine.ruleset import Ruleset


def counted(assessment: Assessment, text: str) -> list[str | None]:
    """A number out of an assessment's columns for each unit; None where it is unknown."""
    value = assessment.columns.value(parse(text))
    assert isinstance(value, Numbers)
    assert isinstance(value.values, Fixed)
    known = np.broadcast_to(True if value.known is None else value.known, (1, len(assessment.units)))[0]
    return [text if sure else None for text, sure in zip(value.values.texts(), known, strict=True)]


def years(*records: str, grade_now: str = "75") -> Assessment:
    return run(scheme(), county(分=grade_now), history=past(*records))


@pytest.mark.parametrize(
    ("records", "count"),
    [
        ([], "1"),
        (["甲 2015 一般"], "2"),
        (["甲 2015 一般", "甲 2014 一般", "甲 2013 好"], "3"),
        (["甲 2015 好", "甲 2014 一般"], "1"),
        (["甲 2014 一般"], "1"),
        (["甲 2015 一般", "甲 2013 一般"], "2"),
        (["甲 2015 良"], None),
        (["甲 2015 一般", "甲 2014 良", "甲 2013 一般"], None),
        (["甲 2015 好", "甲 2014 良"], "1"),
        (["乙 2015 一般"], "1"),
        (["甲 2015Q4 一般"], "1"),
    ],
)
def test_running_counts_back_without_a_break(records: list[str], count: str | None) -> None:
    assert counted(years(*records), "running(grade == '一般')") == [count]


def test_running_is_zero_where_the_condition_does_not_hold_now() -> None:
    assert counted(years("甲 2015 一般", grade_now="95"), "running(grade == '一般')") == ["0"]


@pytest.mark.parametrize(
    ("condition", "count"),
    [
        ("total < 80", ["3"]),
        ("total < 75.5", ["2"]),
        ("rank <= 2", ["2"]),
        ("rank <= 2 or total < 80", ["3"]),
        ("grade != '好' and rank < 9", ["3"]),
    ],
)
def test_running_over_totals_and_ranks(condition: str, count: list[str | None]) -> None:
    records = ("甲 2015 一般 75.4 2", "甲 2014 一般 79.99 8", "甲 2013 好 95 9")
    assert counted(years(*records), f"running({condition})") == count


def test_a_total_or_rank_that_no_record_gives_is_unknown() -> None:
    assessment = years("甲 2015 一般", "甲 2014 一般 70 1")
    assert counted(assessment, "running(total < 80)") == [None]
    assert counted(assessment, "running(grade == '一般' or total < 80)") == ["3"]


def test_each_unit_counts_for_itself() -> None:
    assessment = years("甲 2015 一般", "乙 2015 好", "丙 2015 一般", "丙 2014 一般", grade_now="75 76 77")
    assert counted(assessment, "running(grade == '一般')") == ["2", "1", "3"]


def test_the_period_before_is_of_the_same_kind() -> None:
    records = past("甲 2016Q1 一般", "甲 2015Q4 一般", "甲 2015Q3 好")
    quarterly = run(scheme(period="quarter"), county(分="75"), history=records, period="2016Q2")
    assert counted(quarterly, "running(grade == '一般')") == ["3"]


@pytest.mark.parametrize(
    ("period", "records", "count"),
    [
        ("2016-01", ["甲 2015-12 一般"], "1"),
        ("2016-03", ["甲 2016-02 一般", "甲 2016-01 一般", "甲 2015-12 一般"], "3"),
        ("2016-03", ["甲 2016-01 一般"], "2"),
        ("2016-03", ["甲 2016-02 好", "甲 2016-01 一般"], "2"),
        ("2016-03", ["甲 2016-02 好"], "1"),
        ("2016-03", ["甲 2016-02 良", "甲 2016-01 一般"], None),
    ],
)
def test_times_counts_within_the_year(period: str, records: list[str], count: str | None) -> None:
    monthly = run(scheme(period="month"), county(分="75"), history=past(*records), period=period)
    assert counted(monthly, "times(grade == '一般')") == [count]


def previous(assessment: Assessment) -> list[str | None]:
    value = assessment.columns.members["previous", "grade"]
    assert isinstance(value, Texts)
    known = np.ones(len(assessment.units), dtype=np.bool_) if value.known is None else value.known
    return [value.vocabulary[code] if sure else None for code, sure in zip(value.codes, known, strict=True)]


FALLEN = """
- {name: 下降, when: previous.grade == '好' and grade != '好', then: [{party: 班子, effect: admonish}], source: 文}
"""
PARTIES = "{班子: {kind: body}}"
READING = scheme(parties=PARTIES, consequences=FALLEN)


def test_previous_reads_the_period_before() -> None:
    assessment = run(READING, county(分="75 75 75"), history=past("甲 2015 好", "乙 2015 一般", "丙 2014 好"))
    assert previous(assessment) == ["好", "一般", None]
    assert [bool(brought) for brought in assessment.effects] == [True, False, False]


def test_a_missing_record_is_a_warning_for_units_that_read_it() -> None:
    assessment = run(READING, county(分="75 75"), history=past("甲 2015 好"))
    assert [said(warning) for warning in assessment.warnings if warning.code == "history-missing"] == [
        (
            "history-missing",
            "乙",
            "乙 has no record for 2015; the count of periods ends there.",
            None,
            None,
            "Add the record to the history.",
        )
    ]


def test_no_record_is_missed_from_before_the_scheme() -> None:
    assert run(READING, county(分="75"), period="2010").warnings[0].code == "unknown-condition"
    in_force = scheme(parties=PARTIES, consequences=FALLEN, in_force="{from: 2015-12-31}")
    assert "history-missing" in [warning.code for warning in run(in_force, county(分="75")).warnings]
    in_force = scheme(parties=PARTIES, consequences=FALLEN, in_force="{from: 2016-01-01}")
    assert "history-missing" not in [warning.code for warning in run(in_force, county(分="75")).warnings]


def earlier(**parts: Any) -> Ruleset:
    return scheme(parties=PARTIES, consequences=FALLEN, **parts)


def test_a_grade_of_another_scheme_is_a_question_with_this_schemes_grades() -> None:
    history = past("甲 2015 优秀", "乙 2015 好")
    (question,) = run(READING, county(分="75 75"), history=history).questions
    assert (question.key, question.units) == ("history/2015/甲", ("甲",))
    assert question.options == ("好", "较好", "一般", "较差")
    assert str(question.text) == "甲 had 优秀 in 2015: which grade of this scheme does that count as?"
    answered = run(READING, county(分="75 75"), history=history, decisions=decided({"history/2015/甲": "好"}))
    assert (answered.questions, previous(answered)) == ((), ["好", "好"])


def test_an_answer_that_is_no_grade_is_refused() -> None:
    with pytest.raises(Problems) as caught:
        run(READING, county(分="75"), history=past("甲 2015 优秀"), decisions=decided({"history/2015/甲": "优秀"}))
    assert [problem[0] for problem in refusal(caught)] == ["decision-answer"]


def test_a_mapped_grade_counts_as_what_it_is_mapped_to() -> None:
    ruleset = earlier(history="{grades: {优秀: 好}}")
    assessment = run(ruleset, county(分="75 75"), history=past("甲 2015 优秀", "乙 2015 良好"))
    assert previous(assessment) == ["好", None]
    assert [question.key for question in assessment.questions] == ["history/2015/乙"]


def test_a_record_without_a_grade_is_a_question() -> None:
    (question,) = run(READING, county(分="75"), history=past("甲 2015 - 90")).questions
    assert str(question.text) == "甲 had — in 2015: which grade of this scheme does that count as?"


def test_nothing_is_asked_of_records_that_nothing_reads() -> None:
    assessment = run(READING, county(分="75"), history=past("甲 2015 好", "甲 2014 优秀", "乙 2015 优秀"))
    assert assessment.questions == ()


def merged(*records: Record, **parts: Any) -> Assessment:
    return run(earlier(**parts), county(分="75"), history=History.of(records))


def test_predecessors_that_agree_are_one_record() -> None:
    one, other = Record("子", "2015", "好", "91", "2", "甲"), Record("丑", "2015", "好", "91.0", "3", "甲")
    assessment = merged(one, other)
    assert previous(assessment) == ["好"]
    assert counted(assessment, "running(total < 92)") == ["2"]
    assert counted(assessment, "running(rank < 5)") == [None]


def test_predecessors_that_agree_after_mapping_are_one_record() -> None:
    one, other = Record("子", "2015", "优秀", successor="甲"), Record("丑", "2015", "好", successor="甲")
    assessment = merged(one, other, history="{grades: {优秀: 好}}")
    assert (previous(assessment), assessment.questions) == (["好"], ())


def test_predecessors_that_differ_are_a_question() -> None:
    one, other = Record("子", "2015", "好", successor="甲"), Record("甲", "2015", "一般")
    (question,) = merged(one, other).questions
    assert str(question.text) == "甲 had 好, 一般 in 2015: which grade of this scheme does that count as?"


def test_a_record_of_no_unit_of_the_data_is_a_warning() -> None:
    strangers = [each for each in merged(Record("子", "2015", "好")).warnings if each.code == "history-unknown-unit"]
    assert [said(warning) for warning in strangers] == [
        (
            "history-unknown-unit",
            "子",
            "The history names 子, which is no unit of the data.",
            None,
            None,
            "Name today's unit in the column successor, if the unit was renamed or merged.",
        )
    ]


def unread(*records: Record, period: str = "2016") -> list[Any]:
    """What is said of records that nothing can read, beside those that are missing."""
    warnings = run(scheme(), county(分="75"), history=History(records), period=period).warnings
    return [said(warning) for warning in warnings if warning.code != "history-missing"]


def test_records_of_another_kind_of_period_are_a_warning_for_each_period() -> None:
    records = [Record("甲", period) for period in ("2015Q4", "2015Q4", "2015-05", "2015")]
    what = "The scheme does not assess such periods as {}; its records are not read."
    expected = "periods such as 2015"
    assert unread(*records) == [
        ("history-period-kind", "", what.format(period), period, expected, None) for period in ("2015Q4", "2015-05")
    ]
    assert [each[0] for each in unread(Record("甲", "去年"))] == ["history-period-kind"]


def test_records_of_this_or_a_later_period_are_a_warning_for_each_period() -> None:
    records = [Record("甲", period) for period in ("2015", "2016", "2016", "2017")]
    what = "The records of {} are not of an earlier period; they are not read."
    assert unread(*records) == [
        ("history-not-earlier", "", what.format(period), period, None, None) for period in ("2016", "2017")
    ]


def test_columns_of_the_history_that_are_no_measure_are_a_warning_each() -> None:
    measures = {"分": "5", "分数": "6", "备注": "无"}
    what = "The column {} of the history is no measure of the ruleset and is not read."
    assert unread(Record("甲", "2015", "好", measures=measures), Record("甲", "2014", "好", measures=measures)) == [
        ("history-column-unknown", "", what.format("分数"), "分数", None, "Did you mean 分?"),
        ("history-column-unknown", "", what.format("备注"), "备注", None, None),
    ]


GROWN = scheme(
    formulas="增长: {value: 分 - previous.分, source: 文}",
    indicators="[{name: 分, points: 100, method: given, score: 增长, out_of: 10, source: 文}]",
)


def with_measure(text: str) -> History:
    return History((Record("甲", "2015", "好", measures={"分": text}),))


def test_earlier_measures_are_exact() -> None:
    found = result(GROWN, county(分="75"), history=with_measure("69.995"))["甲"]
    assert (found["formulas"], found["points"]) == ({"增长": "5.005"}, {"分": "50.05"})


@pytest.mark.parametrize("text", ["", "无", "NaN", "1e9", "1_0", "５", "1e999999999"])
def test_what_is_no_plain_decimal_is_unknown(text: str) -> None:
    assessment = run(GROWN, county(分="75"), history=with_measure(text))
    assert [problem.code for problem in assessment.problems] == ["operand-unknown"]


def test_predecessors_that_differ_in_a_measure_leave_it_unknown() -> None:
    def record(unit: str, **cells: str) -> Record:
        return Record(unit, "2015", "好", successor="甲", measures=cells)

    agreed = History((record("子", 分="70"), record("丑", 分="70.00")))
    assert result(GROWN, county(分="75"), history=agreed)["甲"]["formulas"] == {"增长": "5.00"}
    for history in (
        History((record("子", 分="70"), record("丑", 分="71"))),
        History((record("子", 分="7"), record("丑"))),
    ):
        assert run(GROWN, county(分="75"), history=history).units == ()


def test_units_with_faulty_data_read_nothing() -> None:
    ruleset = scheme(
        indicators="""
- name: 分
  points: 100
  method: all_or_nothing
  when: 分 > previous.分 and previous.grade == "好"
  source: 文
"""
    )
    assessment = run(ruleset, county(分=["x", "5", "5"]), history=past("甲 2015 良", "丙 2015 良"))
    assert [question.key for question in assessment.questions] == ["history/2015/丙"]
    assert [warning.place.unit for warning in assessment.warnings] == ["乙"]


def test_units_that_cannot_be_scored_read_only_what_their_points_need() -> None:
    ruleset = earlier(
        measures="{分: {unit: 分, between: [0, 100]}, 任务: {unit: 分, between: [0, 100]}}",
        indicators="- {name: 分, points: 100, method: completion, actual: 分, target: 任务, source: 文}",
    )
    assessment = run(ruleset, county(分="5 5", 任务="0 5"), history=past("甲 2015 良", "乙 2015 良"))
    assert (assessment.units, [question.key for question in assessment.questions]) == (("乙",), ["history/2015/乙"])
