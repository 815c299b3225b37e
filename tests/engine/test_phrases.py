from typing import Any, get_args

import pytest

from engine import phrases
from engine.ruleset import effects

FIELDS: dict[str, Any] = {
    "as": "优秀", "what": "优秀指标", "count": "1", "amount": "5000", "for": "提拔", "scope": "全县", "by": "县纪委",
    "to": "县委", "within_days": "30", "how": "组织调整", "rating": "优秀", "months": "12",
}  # fmt: skip
OPTIONAL = ("amount", "scope", "by", "within_days", "how", "rating", "months")


def kinds() -> list[str]:
    annotation = effects.EffectBase.__subclasses__()
    return [get_args(each.model_fields["effect"].annotation)[0] for each in annotation]


@pytest.mark.parametrize("kind", kinds())
def test_every_effect_of_the_language_has_a_phrase(kind: str) -> None:
    assert str(phrases.effect_phrase({"effect": kind, **FIELDS}))
    needed = {name: value for name, value in FIELDS.items() if name not in OPTIONAL or kind == "adjust"}
    assert str(phrases.effect_phrase({"effect": kind, **needed}))


def test_optional_fields_are_said_only_if_given() -> None:
    assert str(phrases.effect_phrase({"effect": "criticise", "scope": "全县"})) == "is criticised in a circular (全县)"
    assert str(phrases.effect_phrase({"effect": "criticise", "scope": None})) == "is criticised in a circular"


def test_span() -> None:
    assert phrases.span({"effect": "rate"}) is None
    open_ended = phrases.span({"effect": "forbid", "months": "12", "from": None, "until": None})
    assert str(open_ended) == "12 months; the first day is not decided yet"


@pytest.mark.parametrize(
    ("path", "phrase"),
    [
        ("groups.减贫.成效.at_most", "cap of the group 减贫.成效"),
        ("adjustments.加分.at_most", "cap of 加分"),
        ("scoring.bonuses.at_most", "cap of all bonuses"),
        ("scoring.deductions.at_most", "cap of all deductions"),
        ("scoring.excluded", "scaling up for indicators that do not apply"),
        ("scoring.total.between", "limits of the total"),
        ("scoring.total.rounding", "rounding of the total"),
        ("x.y", "correction x.y"),
    ],
)
def test_corrections(path: str, phrase: str) -> None:
    assert str(phrases.correction(path)) == phrase


def test_a_label_that_is_no_period() -> None:
    assert str(phrases.period("2016/17")) == "the period 2016/17"
