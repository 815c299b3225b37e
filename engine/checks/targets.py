"""A target expects a comparison: only so can be said by how much it was missed."""

from collections.abc import Iterator

from engine.expression import tree
from engine.message import Message
from engine.problem import Place, Problem
from engine.ruleset import Ruleset

CODES = ("target-comparison",)


def check(ruleset: Ruleset) -> Iterator[Problem]:
    """Targets that expect anything else."""
    for target in ruleset.targets:
        if not isinstance(target.expect, tree.Comparison):
            what = Message("A target expects one comparison.")
            mend = Message("Write two targets, or put the condition into when.")
            yield Problem(
                "target-comparison", what, Place(path=f"targets.{target.name}.expect"), str(target.expect), mend=mend
            )
