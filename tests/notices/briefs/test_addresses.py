"""Addresses in the words of those who decide."""

import pytest

from notices.briefs.addresses import in_words, number_in_words


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("grades.好.from = 92", "好 from 92 points"),
        ("groups.减贫成效.points: 40.5", "减贫成效 at 40.5 points"),
        ('indicators."返贫控制（县级）".points = 12', "返贫控制（县级） at 12 points"),
        ("prizes.二等奖.winners: 3", "winners of 二等奖 at 3"),
        ("prizes.一等奖.amount: 60000", "prize money of 一等奖 at 60000"),
        ("grades.好.from = 92, grades.较好.from = 81", "好 from 92 points, 较好 from 81 points"),
    ],
)
def test_addresses_for_which_there_are_words(name: str, said: str) -> None:
    assert str(in_words(name)) == said


@pytest.mark.parametrize(
    "name",
    [
        "从严",
        "从严, grades",
        "grades.好.from = null",
        "indicators.返贫控制.limit = 3",
        # One way of naming in one name.
        "grades.好.from = 92, indicators.返贫控制.limit = 3",
    ],
)
def test_what_has_no_word_stays_as_it_is(name: str) -> None:
    assert in_words(name) == name


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("grades.较好.from", "the cut of 较好"),
        ("indicators.返贫控制.points", "the points of 返贫控制"),
        ("indicators.返贫控制.limit", "the limit of 返贫控制"),
        ("indicators.资金拨付.steps.2.from", "the threshold of step 2 of 资金拨付"),
        ("indicators.资金拨付.steps.2.earns", "the points of step 2 of 资金拨付"),
        ("prizes.一等奖.winners", "the number of winners of 一等奖"),
        ("quotas.优秀班子.share", "the share of 优秀班子"),
        ("indicators.收入增速.through.2.at", "the value of corner 2 of 收入增速"),
        ("indicators.收入增速.through.2.earns", "the points of corner 2 of 收入增速"),
        ("indicators.驻村帮扶.out_of", "the full score of 驻村帮扶"),
        ("adjustments.经验推广加分.at_most", "the most points of 经验推广加分"),
        ("scoring.total.between.2", "the greatest total"),
        ("parameters.基数", "parameters.基数"),
    ],
)
def test_numbers_by_what_they_are(path: str, said: str) -> None:
    assert str(number_in_words(path)) == said
