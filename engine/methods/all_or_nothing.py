"""All points, or none."""

from engine.fixed import ZERO, Fixed, where
from engine.message import Message
from engine.methods.registry import Condition, method


@method(formula=Message("{points} where {when}, otherwise 0"), linear=True)
def all_or_nothing(points: Fixed, when: Condition) -> Fixed:
    """All points where the condition holds, otherwise none.

    Args:
        points: Full points, (scenarios, units).
        when: The condition, (scenarios, units).

    Returns:
        Exact points, (scenarios, units).

    Example:
        >>> from engine.fixed import fixed
        >>> done = fixed("430", "429")
        >>> all_or_nothing(fixed("15"), done >= fixed("430")).texts()
        ['15', '0']

    Used where one person below the standard costs the whole item.
    """
    return where(when, points, ZERO)
