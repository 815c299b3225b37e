import pytest
from building import county, past, refusal, run, scheme

from engine.data import Origin, Sheet
from engine.history import History, Record
from engine.problem import Place, Problems
from engine.result import as_plain

ROW = {"unit": " 甲 ", "period": "2015", "grade": "好"}


def test_a_table_of_records() -> None:
    more = {"unit": "老乙", "period": "2015", "grade": "", "total": "75.5", "rank": "2", "successor": "乙", "分": "75"}
    history = History.from_sheet(Sheet.from_rows([ROW, more]))
    assert history == History(
        (
            Record("甲", "2015", "好"),
            Record("老乙", "2015", None, "75.5", "2", "乙", {"分": "75"}),
        )
    )
    assert [record.counts_for for record in history.records] == ["甲", "乙"]
    assert history.records[1].place == Place(line=3, unit="老乙", measure="period")


def test_columns_that_are_missing_are_told_at_once() -> None:
    with pytest.raises(Problems) as caught:
        History.from_sheet(Sheet({"unit": ("甲",)}, (Origin("往年.csv", None, {"unit": None}, (2,)),)))
    expected = "the columns unit, period and grade"
    assert refusal(caught) == [
        ("history-column-missing", "往年.csv", "The history has no column period.", None, expected, None),
        ("history-column-missing", "往年.csv", "The history has no column grade.", None, expected, None),
    ]
    with pytest.raises(Problems, match="no column unit"):
        History.from_sheet(Sheet({"period": (), "grade": ()}))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"unit": " "}, ("history-unit", "3   period", "A record of the history names no unit.", None, None, None)),
        (
            {"period": "2015年"},
            (
                "history-period",
                "3 乙 period",
                "The period of a record of the history cannot be read.",
                "2015年",
                "a year 2015, a quarter 2015Q2 or a month 2015-05",
                None,
            ),
        ),
        (
            {"total": "90分"},
            (
                "history-number",
                "3 乙 period",
                "The total of 乙 for 2015 is no number.",
                "90分",
                "a number such as 89.50",
                None,
            ),
        ),
        (
            {"rank": "第1"},
            (
                "history-number",
                "3 乙 period",
                "The rank of 乙 for 2015 is no number.",
                "第1",
                "a number such as 89.50",
                None,
            ),
        ),
        (
            {"unit": "甲"},
            ("history-twice", "3 甲 period", "甲 stands twice for 2015.", None, None, "Keep one of the two rows."),
        ),
    ],
)
def test_a_record_that_cannot_stand(change: dict[str, str], problem: tuple[str | None, ...]) -> None:
    with pytest.raises(Problems) as caught:
        History.from_sheet(Sheet.from_rows([ROW, {**ROW, "unit": "乙", **change}]))
    assert refusal(caught) == [problem]


def test_one_unit_may_stand_twice_for_different_successors() -> None:
    rows = [{**ROW, "successor": successor} for successor in ("乙", "丙")]
    assert [record.counts_for for record in History.from_sheet(Sheet.from_rows(rows)).records] == ["乙", "丙"]


def test_a_row_that_repeats_a_later_one_stands_twice_too() -> None:
    rows = [{**ROW, "successor": successor} for successor in ("甲", "乙", "乙")]
    with pytest.raises(Problems) as caught:
        History.from_sheet(Sheet.from_rows(rows))
    assert [problem[:2] for problem in refusal(caught)] == [("history-twice", "4  甲  period")]


def test_the_records_that_a_result_gives_follow_those_that_it_was_built_on() -> None:
    earlier = past("甲 2014 好")
    made = as_plain(run(scheme(), county(分="90 85"), period="2015", history=earlier))
    made["units"][1]["rank"] = None
    assert History.from_result(made).records == (
        *earlier.records,
        Record("甲", "2015", "好", "90.00", "1"),
        Record("乙", "2015", "较好", "85.00", None),
    )


def test_the_digest_tells_records_apart() -> None:
    assert past("甲 2015 好").digest == past("甲 2015 好").digest != past("甲 2015 较好").digest
    assert past("甲 2015 好").as_plain() == [
        {
            "unit": "甲",
            "period": "2015",
            "grade": "好",
            "total": None,
            "rank": None,
            "successor": None,
            "measures": {},
        }
    ]
