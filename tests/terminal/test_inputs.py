from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.period import Period, PeriodKind
from engine.problem import Problems
from terminal.inputs import containing, following, ruleset_text

PERIODS = st.builds(
    lambda kind, year, number: Period(year, number % kind.in_a_year + 1, kind),
    st.sampled_from(PeriodKind),
    st.integers(1000, 3000),
    st.integers(0, 11),
)


@given(PERIODS)
def test_following_is_the_inverse_of_previous(period):
    assert following(period).previous() == period


@given(st.dates(date(1000, 1, 1), date(3000, 1, 1)), st.sampled_from(PeriodKind))
def test_a_day_lies_in_the_period_that_contains_it(day, kind):
    period = containing(day, kind)
    assert period.previous().last_day < day <= period.last_day


def test_a_broken_link_is_no_packaged_ruleset(tmp_path: Path):
    link = tmp_path / "a.yaml"
    link.symlink_to(tmp_path / "nowhere")
    with pytest.raises(Problems):
        ruleset_text(str(link))
