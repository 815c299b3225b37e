from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.period import NotAPeriod, Period, PeriodKind, months_until

LABELS = st.one_of(
    st.integers(1000, 9999).map(lambda year: f"{year:04}"),
    st.builds(lambda year, number: f"{year:04}Q{number}", st.integers(1000, 9999), st.integers(1, 4)),
    st.builds(lambda year, number: f"{year:04}-{number:02}", st.integers(1000, 9999), st.integers(1, 12)),
)


@given(LABELS)
def test_a_period_prints_its_label(label: str) -> None:
    assert str(Period.parse(label)) == label


@pytest.mark.parametrize(
    "text", ["", "16", "0000", "2016Q0", "2016Q5", "2016-00", "2016-13", "2016-1", "2016 ", "２０１６", "2016q1"]
)
def test_what_is_no_label(text: str) -> None:
    with pytest.raises(NotAPeriod):
        Period.parse(text)


@pytest.mark.parametrize(
    ("label", "kind", "number", "before", "last_day"),
    [
        ("2016", PeriodKind.YEAR, 1, "2015", date(2016, 12, 31)),
        ("2016Q1", PeriodKind.QUARTER, 1, "2015Q4", date(2016, 3, 31)),
        ("2016Q2", PeriodKind.QUARTER, 2, "2016Q1", date(2016, 6, 30)),
        ("2016Q4", PeriodKind.QUARTER, 4, "2016Q3", date(2016, 12, 31)),
        ("2016-01", PeriodKind.MONTH, 1, "2015-12", date(2016, 1, 31)),
        ("2016-02", PeriodKind.MONTH, 2, "2016-01", date(2016, 2, 29)),
        ("1900-02", PeriodKind.MONTH, 2, "1900-01", date(1900, 2, 28)),
    ],
)
def test_the_period_before_and_the_last_day(
    label: str, kind: PeriodKind, number: int, before: str, last_day: date
) -> None:
    period = Period.parse(label)
    assert (period.kind, period.number, str(period.previous()), period.last_day) == (kind, number, before, last_day)


def test_periods_of_one_kind_are_ordered() -> None:
    labels = ["2015-12", "2016-01", "2016-02", "2016-10"]
    assert sorted(map(Period.parse, reversed(labels))) == [Period.parse(label) for label in labels]


@pytest.mark.parametrize(
    ("start", "months", "until"),
    [
        (date(2016, 3, 15), 12, date(2017, 3, 14)),
        (date(2016, 2, 29), 12, date(2017, 2, 28)),
        (date(2016, 2, 29), 48, date(2020, 2, 28)),
        (date(2016, 2, 28), 12, date(2017, 2, 27)),
        (date(2016, 1, 31), 1, date(2016, 2, 29)),
        (date(2016, 1, 30), 1, date(2016, 2, 29)),
        (date(2016, 1, 29), 1, date(2016, 2, 28)),
        (date(2015, 12, 31), 6, date(2016, 6, 30)),
        (date(2015, 12, 1), 1, date(2015, 12, 31)),
        (date(2015, 12, 31), 12, date(2016, 12, 30)),
    ],
)
def test_a_span_of_months_ends_the_day_before(start: date, months: int, until: date) -> None:
    assert months_until(start, months) == until


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(1, 1200))
def test_a_span_of_months_is_never_longer_than_its_months(start: date, months: int) -> None:
    until = months_until(start, months)
    assert start < until
    passed = (until.year - start.year) * 12 + until.month - start.month
    assert passed == (months - 1 if start.day == 1 else months)
    assert until + timedelta(days=1) <= months_until(start, months + 1)
