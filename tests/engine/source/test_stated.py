"""What a model's own check finds is told in its own words, where it stands."""

from typing import Annotated, Self

import pytest
from pydantic import AfterValidator, model_validator

from engine.message import Message
from engine.problem import Place, Problem, Problems
from engine.ruleset.base import Model, Text, Whole
from engine.source import load_as
from engine.source.stated import stated

ORDER = Problem("order", Message("The greatest is less than the least."), Place(path="greatest"), "1")
EQUAL = Problem("equal", Message("Both are the same."), mend=Message("Take one out."))


class Span(Model):
    """Two numbers in their order."""

    least: Whole
    greatest: Whole = 9

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.greatest < self.least:
            raise stated(ORDER)
        if self.greatest == self.least:
            raise stated(EQUAL)
        return self


def _short(name: str) -> str:
    if len(name) > 2:
        raise stated(Problem("name-long", Message("The name is too long."), found=name))
    return name


class Spans(Model):
    """Spans by name."""

    spans: dict[Annotated[Text, AfterValidator(_short)], Span]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("spans:\n  甲: {least: 2, greatest: 1}\n", "order", "f:2:27 spans.甲.greatest"),
        ("spans:\n  甲: {least: 12}\n", "order", "f:2:6 spans.甲.greatest"),
        ("spans:\n  甲: {least: 2, greatest: 2}\n", "equal", "f:2:6 spans.甲"),
        ("spans:\n  甲乙丙: {least: 2}\n", "name-long", "f:2:3 spans.甲乙丙"),
    ],
)
def test_a_models_own_words_stand_at_the_key_that_they_name(text: str, code: str, place: str) -> None:
    with pytest.raises(Problems) as caught:
        load_as(Spans, text, "f")
    (problem,) = caught.value.problems
    assert (problem.code, str(problem.place)) == (code, place)


def test_all_else_of_the_problem_stays() -> None:
    with pytest.raises(Problems) as caught:
        load_as(Spans, "spans: {甲: {least: 2, greatest: 2}}")
    (problem,) = caught.value.problems
    assert (problem.what, problem.mend) == (EQUAL.what, EQUAL.mend)
