"""Addresses of the ruleset, and the names that scenarios and steps have from them, in the words of those who decide."""

import re

from engine.message import Message
from notices.briefs.brief import Cell


def _changed(part: str, number: str) -> re.Pattern[str]:
    """The address of a number, and its new value."""
    return re.compile(rf'{part}\."?([^"]+?)"?\.{number}(?: =|:) ([\d.]+)')


_WORDS = (
    (_changed("grades", "from"), Message("{name} from {value} points")),
    (_changed("(?:indicators|groups)", "points"), Message("{name} at {value} points")),
    (_changed("prizes", "winners"), Message("winners of {name} at {value}")),
    (_changed("prizes", "amount"), Message("prize money of {name} at {value}")),
)


def in_words(name: str) -> Cell:
    """A scenario or a step by what it changes, where its name is made of addresses for which there are words.

    Args:
        name: What somebody called it, or addresses with their new values.

    Example:
        >>> str(in_words("grades.好.from = 92")), str(in_words("indicators.返贫控制.limit: 3"))
        ('好 from 92 points', 'indicators.返贫控制.limit: 3')
    """
    said = [words for part in name.split(", ") if (words := _said(part)) is not None]
    if len(said) < len(name.split(", ")):
        return name
    return said[0] if len(said) == 1 else Message("{changes}", changes=said)


_NUMBERS = (
    (r"grades\.(.+)\.from", Message("the cut of {name}")),
    (r"indicators\.(.+)\.steps\.(\d+)\.from", Message("the threshold of step {place} of {name}")),
    (r"indicators\.(.+)\.steps\.(\d+)\.earns", Message("the points of step {place} of {name}")),
    (r"indicators\.(.+)\.through\.(\d+)\.at", Message("the value of corner {place} of {name}")),
    (r"indicators\.(.+)\.through\.(\d+)\.earns", Message("the points of corner {place} of {name}")),
    (r"(?:indicators|groups)\.(.+)\.points", Message("the points of {name}")),
    (r"(?:indicators|groups|adjustments)\.(.+)\.at_most", Message("the most points of {name}")),
    (r"indicators\.(.+)\.floor", Message("the fewest points of {name}")),
    (r"indicators\.(.+)\.(?:limit|at_least)", Message("the limit of {name}")),
    (r"indicators\.(.+)\.target", Message("the target of {name}")),
    (r"indicators\.(.+)\.each", Message("the size of a step of {name}")),
    (r"(?:indicators|adjustments)\.(.+)\.deduct", Message("the deduction of {name}")),
    (r"adjustments\.(.+)\.bonus", Message("the bonus of {name}")),
    (r"indicators\.(.+)\.out_of", Message("the full score of {name}")),
    (r"prizes\.(.+)\.winners", Message("the number of winners of {name}")),
    (r"prizes\.(.+)\.amount", Message("the amount of {name}")),
    (r"quotas\.(.+)\.share", Message("the share of {name}")),
    (r"quotas\.(.+)\.places", Message("the number of places of {name}")),
    (r"scoring\.bonuses\.at_most", Message("the most points of all bonuses")),
    (r"scoring\.deductions\.at_most", Message("the most points of all deductions")),
    (r"scoring\.total\.between\.1", Message("the least total")),
    (r"scoring\.total\.between\.2", Message("the greatest total")),
)


def number_in_words(path: str) -> Message:
    """A number of the ruleset by what it is; by its address where there are no words for that.

    Example:
        >>> str(number_in_words("grades.好.from")), str(number_in_words("parameters.基数"))
        ('the cut of 好', 'parameters.基数')
    """
    for address, words in _NUMBERS:
        if found := re.fullmatch(address, path):
            return words.filled(**dict(zip(("name", "place"), found.groups(), strict=False)))
    return Message("{path}", path=path)


def _said(part: str) -> Message | None:
    for address, words in _WORDS:
        if found := address.fullmatch(part):
            return words.filled(name=found[1], value=found[2])
    return None
