"""Counties whose run must be refused: a decision that answers nothing, or effects that exclude each other."""

from copy import deepcopy
from random import Random
from typing import Any

from hypothesis import strategies as st
from oracle.generate import County, county

FAULTS = ("no question", "impossible answer", "no reason", "grade not had", "incompatible effects")


def refused_counties() -> st.SearchStrategy[County]:
    """Any county with one fault for which its run is refused."""
    return st.builds(refused_county, st.integers(min_value=0, max_value=2**48), st.sampled_from(FAULTS))


def refused_county(seed: int, fault: str) -> County:
    """The county of a seed, with a fault."""
    made = deepcopy(county(seed))
    while not made.run().complete:
        seed += 1
        made = deepcopy(county(seed))
    if fault == "incompatible effects":
        made.ruleset["consequences"] += incompatible_rules(Random(seed))
    else:
        made.decisions["decisions"].append(bad_decision(made, fault))
    return made


def bad_decision(made: County, fault: str) -> dict[str, Any]:
    """A decision that no run may accept."""
    run = made.run()
    if fault == "grade not had":
        unit = run.complete[0]
        grade = next(grade for grade in run.grades if grade != unit.grade and grade not in answered(made))
        return {"question": f"grades/{grade}/{unit.name}", "answer": "withhold", "reason": "集体研究"}
    questions = sorted(run.questions.open())
    if fault == "impossible answer" and questions:
        return {"question": questions[0], "answer": "也许", "reason": "集体研究"}
    if fault == "no reason" and questions:
        return {"question": questions[0], "answer": "yes", "reason": "  "}
    return {"question": "prizes/无此奖/甲镇+乙镇", "answer": ["甲镇", "乙镇"], "reason": "集体研究"}


def answered(made: County) -> set[str]:
    """The parts of all questions that have been decided."""
    return {part for one in made.decisions["decisions"] for part in one["question"].split("/")}


def incompatible_rules(rng: Random) -> list[dict[str, Any]]:
    """Two rules that always fire, with effects on a party and on a part of it that exclude each other."""
    one, other = rng.choice(
        [
            (
                {"party": "领导干部", "effect": "rate", "as": "甲"},
                {"party": "其他领导干部", "effect": "rate", "as": "乙"},
            ),
            (
                {"party": "乡镇", "effect": "cancel", "what": "指标"},
                {"party": "乡镇", "effect": "grant", "what": "指标", "count": "1"},
            ),
            (
                {"party": "领导干部", "effect": "forbid", "what": "评先", "rating": "先进"},
                {"party": "党政主要领导", "effect": "rate", "as": "先进"},
            ),
        ]
    )
    return [
        {"name": "必然甲", "when": "total >= 0 or total < 0", "then": [one], "source": "约定"},
        {"name": "必然乙", "when": "total >= 0 or total < 0", "then": [other], "source": "约定"},
    ]
