"""What briefs of analyses by chance have in common: what is uncertain in words, shares with their error, notes."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import ceil, log10

from engine.message import Message
from engine.simulation.chance.data_errors import Error
from engine.simulation.chance.drawn_weights import Dirichlet, Spread
from engine.simulation.chance.draws import Uncertainty
from engine.simulation.chance.statistics import Chance, Likely, Quantile


def percent(chance: Chance) -> str:
    """A share in per cent with its standard error, both with as many decimals as that has.

    Example:
        >>> percent(Chance(9_731, 10_000)), percent(Chance(9_731_000, 10_000_000)), percent(Chance(0, 10_000))
        ('97.3 ±0.2', '97.310 ±0.005', '0')
    """
    if chance.count in (0, chance.draws):
        return "100" if chance.count else "0"
    # An error just below a power of ten is written as that power.
    decimals = max(ceil(-log10(100 * chance.error) - 0.02), 1)
    return f"{100 * chance.share:.{decimals}f} ±{100 * chance.error:.{decimals}f}"


def bare(chance: Chance) -> str:
    """A share in per cent, for sentences; never 0 or 100 where it is not.

    Example:
        >>> bare(Chance(9_731, 10_000)), bare(Chance(9_999, 10_000))
        ('97.3', '>99.9')
    """
    if chance.count in (0, chance.draws):
        return "100" if chance.count else "0"
    if chance.share < 0.0005:
        return "<0.1"
    return ">99.9" if chance.share > 0.9995 else f"{100 * chance.share:.1f}"


def likely(found: Likely) -> str:
    """A share, or the least and the most where open ties leave it so.

    Example:
        >>> likely(Likely(Chance(500, 10_000), Chance(620, 10_000)))
        '5.0–6.2'
    """
    ends = bare(found.sure), bare(found.possible)
    return percent(found.possible) if ends[0] == ends[1] else "–".join(ends)


def quantile(found: Quantile | None) -> str:
    """A quantile, with its interval where that is more than one value."""
    if found is None:
        return "—"
    return str(found.value) if found.low == found.high else f"{found.value} ({found.low}–{found.high})"


def uncertain(uncertainty: Uncertainty) -> list[Message]:
    """What is left to chance, in words."""
    said = []
    match uncertainty.weights:
        case Spread(share=share):
            said.append(Message("every weight ±{percent} %", percent=_written(share.scaleb(2))))
        case Dirichlet(concentration=concentration):
            said.append(Message("weights of a Dirichlet distribution of concentration {number}", number=concentration))
    return said + [_wrong(name, error) for name, error in uncertainty.errors.items()]


def _wrong(name: str, error: Error) -> Message:
    size = _written(error.size)
    if error.relative:
        size_said = Message("{measure} ±{percent} %", measure=name, percent=size)
    else:
        size_said = Message("{measure} ±{number}", measure=name, number=size)
    return size_said if error.shape == "uniform" else Message("{error} (one standard deviation)", error=size_said)


def _written(number: Decimal) -> str:
    return f"{number.normalize():f}"


def notes(uncertainty: Uncertainty, draws: int, rescored: int, not_scored: Sequence[str] = ()) -> Iterator[Message]:
    """How the draws were made, and how far they can be trusted.

    Args:
        uncertainty: What was left to chance.
        draws: How many draws.
        rescored: How many of them were scored once more by the official path.
        not_scored: The units that are left out.
    """
    if not_scored:
        yield Message("Left out, as their data do not suffice to score them: {units}.", units=not_scored)
    match uncertainty.weights:
        case Spread():
            yield Message(
                "Weights: the points of each indicator are drawn evenly within their limits, then brought to full "
                "marks again and rounded to the scheme's decimals; points within a method change in proportion."
            )
        case Dirichlet():
            yield Message(
                "Weights: the points of all indicators are drawn together, on average those of the scheme, closer to "
                "them the greater the concentration; rounded to the scheme's decimals, they sum to full marks."
            )
    if uncertainty.errors:
        yield Message(
            "Data: each reported value is drawn around itself, unit by unit, rounded to the measure's decimals and "
            "kept within its range; where a unit could not be scored with it, the reported value stays."
        )
    yield Message(
        "±: the standard error of the draws: with another seed a share differs by about so many percentage points. "
        "What never happened in {draws} draws has a probability below {bound} % (at 95 % confidence).",
        draws=draws,
        bound="100" if draws <= 3 else f"{300 / draws:.2g}",
    )
    yield Message(
        "{count} draws, picked by chance, were scored once more by the official path, each as a ruleset and data of "
        "its own: identical.",
        count=rescored,
    )


def ties() -> Message:
    """What a share with two ends means."""
    return Message("a–b: a tie that only people can break leaves the share open between these.")
