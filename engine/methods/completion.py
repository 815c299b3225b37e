"""Points in proportion to the target reached."""

from engine.fixed import Fixed, Ratio, share
from engine.message import Message
from engine.methods.registry import Operand, PositiveOperand, method


class TargetNotPositive(ValueError):
    """A unit's target is zero or less."""


@method(formula=Message("{points} × min({actual} ÷ {target}, 1)"), linear=True)
def completion(points: Fixed, actual: Operand, target: PositiveOperand) -> Ratio:
    """Points in proportion to the target reached, never more than all of them; a negative actual counts as zero.

    Args:
        points: Full points, (scenarios, units).
        actual: What was done, (units,); same unit of measure as ``target``.
        target: What was to be done, (units,); greater than zero.

    Returns:
        Exact points before rounding, (scenarios, units).

    Raises:
        TargetNotPositive: a unit's target is zero or less.

    Example:
        >>> from engine.fixed import fixed, rounded
        >>> rounded(completion(fixed("25"), fixed("412", "430"), fixed("430", "430")), 2).texts()
        ['23.95', '25.00']

    Used in most task lists of the sources: people lifted out of poverty, houses rebuilt.
    """
    if target.low <= 0 and (target.scaled <= 0).any():
        raise TargetNotPositive
    return points * share(actual, target)
