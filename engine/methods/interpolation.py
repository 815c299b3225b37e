"""Points on straight lines between given corners."""

from collections.abc import Sequence
from itertools import pairwise

from engine.fixed import Exact, Fixed, Ratio, chosen, maximum, minimum
from engine.message import Message
from engine.methods.registry import Node, Operand, method


@method(formula=Message("{value} on the line through {through}; beyond its ends, the points of the end"), linear=True)
def interpolation(points: Fixed, value: Operand, through: Sequence[Node]) -> Exact:
    """Points on the straight line between the two corners that enclose the value; outside, those of the end.

    The corner (at₀, earns₀) and the next one (at₁, earns₁) give
    earns₀ + (earns₁ − earns₀) × (value − at₀) ÷ (at₁ − at₀).

    Args:
        points: Full points, (scenarios, units); the corners must not earn more.
        value: What is measured, (units,).
        through: Two or more corners, ``at`` strictly rising, each (scenarios, 1).

    Returns:
        Exact points before rounding, (scenarios, units).

    Example:
        >>> from engine.fixed import fixed, rounded
        >>> through = [Node(fixed("60"), fixed("0")), Node(fixed("90"), fixed("10"))]
        >>> rounded(interpolation(fixed("10"), fixed("50", "70", "95"), through), 2).texts()
        ['0.00', '3.33', '10.00']

    Used where the text gives two ends and "in proportion between them".
    """
    lines = [_line(value, left, right) for left, right in pairwise(through)]
    result: Exact = lines[0]
    for corner, line in zip(through[1:-1], lines[1:], strict=True):
        result = chosen(value > corner.at, line, result)
    return result


def _line(value: Fixed, left: Node, right: Node) -> Ratio:
    """Along one segment; the value is held within it."""
    run = right.at - left.at
    along = minimum(maximum(value, left.at), right.at) - left.at
    bounds = (*left.earns.between, *right.earns.between)
    return Ratio(left.earns * run + (right.earns - left.earns) * along, run, (min(bounds), max(bounds)))
