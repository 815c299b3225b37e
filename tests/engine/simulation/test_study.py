"""What an analysis was made from: digests, what is not scored, what is still to be decided."""

from building import county, decided
from simulated import ready

from engine.simulation.study import Provenance

PRIZES = "[{name: 一等奖, winners: 1, amount: 50, source: 文}]"
TIE = "prizes/一等奖/甲+乙"


def test_units_that_are_not_scored_and_open_decisions() -> None:
    made = Provenance.of(ready(county(分="90 90 九十"), prizes=PRIZES))
    assert (made.not_scored, [each.key for each in made.questions]) == (("丙",), [TIE])
    plain = made.as_plain()
    assert (plain["not_scored"], plain["open_decisions"]) == (["丙"], [TIE])
    assert "questions" not in plain


def test_nothing_is_open_where_it_was_decided() -> None:
    decisions = decided({TIE: ("甲", "乙")})
    made = Provenance.of(ready(county(分="90 90 80"), decisions, prizes=PRIZES))
    assert (made.not_scored, made.questions) == ((), ())
