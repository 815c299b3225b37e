"""Cells that several briefs have: numbers with their sign, both sides of a change, amounts of money."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from engine.decision import Question
from engine.message import Message
from engine.simulation.comparing.fortune import Fortune
from notices.briefs.brief import Cell

MINUS = "−"
MOST_NAMED = 10
MOST_ASKED = 4


def amount(value: Decimal) -> str:
    """A number as written, without idle zeros.

    Example:
        >>> amount(Decimal("170000")), amount(Decimal("1500.50"))
        ('170000', '1500.5')
    """
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", MINUS)


def signed(text: Any) -> str:
    """A number with its sign; nothing where it is zero.

    Example:
        >>> signed(Decimal("1.50")), signed(-2), signed(0)
        ('+1.50', '−2', '')
    """
    written = f"{text:+f}" if isinstance(text, Decimal) else f"{text:+}"
    return written.replace("-", MINUS) if text else ""


def percent(share: Fraction | float | None) -> str:
    """A share in per cent, to one decimal; a dash where there is none.

    Example:
        >>> percent(Fraction(1, 8)), percent(-0.001), percent(None)
        ('12.5 %', '−0.1 %', '—')
    """
    return "—" if share is None else f"{round(float(share) * 100, 1) + 0.0:.1f} %".replace("-", MINUS)


def between(least: Decimal, most: Decimal) -> str:
    """An amount, or the least and the most where a tie leaves it open."""
    return amount(least) if least == most else f"{amount(least)}–{amount(most)}"


def rank(side: Fortune) -> str:
    """A unit's rank, if it has one."""
    return "—" if side.rank is None else str(side.rank)


def both(old: Fortune | None, new: Fortune | None, field: Callable[[Fortune], str]) -> Cell:
    """A field before and after; once if it did not change."""
    return changed(*(Message("not scored") if side is None else field(side) for side in (old, new)))


def changed(before: Cell, after: Cell) -> Cell:
    """A value before and after; once if it did not change."""
    return before if before == after else Message("{before} → {after}", before=before, after=after)


def marked(lost: Iterable[str], gained: Iterable[str], in_doubt: Iterable[str]) -> str:
    """What is lost (−), what is gained (+), what is open (?)."""
    signs = ((MINUS, lost), ("+", gained), ("?", in_doubt))
    return " ".join(f"{sign}{name}" for sign, names in signs for name in names)


def titled(title: Message, scenario: Cell, *, alone: bool) -> Message:
    """The title of a scenario's table, with the scenario's name where there are several."""
    return title if alone else Message("{title}: {scenario}", title=title, scenario=scenario)


def some(names: Sequence[str]) -> list[Cell]:
    """The first few of many names, and how many more there are."""
    more = len(names) - MOST_NAMED
    return [*names[:MOST_NAMED], *([Message("{count} more", count=more)] if more > 0 else [])]


def asked(questions: Sequence[Question]) -> Iterator[Message]:
    """The first few of many questions, and how many more there are."""
    yield from (Message("to be decided then: {question}", question=each.text) for each in questions[:MOST_ASKED])
    if (more := len(questions) - MOST_ASKED) > 0:
        yield Message("to be decided then: {count} more questions", count=more)
