"""What a text only allows is a question for each unit; two questions must not look alike."""

from collections.abc import Iterator

from engine.message import Message
from engine.problem import Place, Problem
from engine.ruleset import Ruleset

CODES = ("effects-alike",)


def check(ruleset: Ruleset) -> Iterator[Problem]:
    """Two effects of one consequence that may follow, of one kind for one party."""
    for rule in ruleset.consequences:
        first: dict[tuple[str, str], int] = {}
        for number, effect in enumerate(rule.then, 1):
            if not effect.may:
                continue
            earlier = first.setdefault((effect.party, effect.effect), number)
            if earlier != number:
                what = Message(
                    "The effects {one} and {other} on {parties} would be one question: they could not be told apart.",
                    one=earlier,
                    other=number,
                    parties=(effect.party,),
                )
                mend = Message("Put one of them into a consequence of its own.")
                place = Place(path=f"consequences.{rule.name}.then.{number}")
                yield Problem("effects-alike", what, place, effect.effect, mend=mend)
