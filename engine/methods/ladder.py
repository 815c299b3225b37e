"""Points by steps, the first that is reached from the top."""

from collections.abc import Sequence

from engine.fixed import ZERO, Fixed, where
from engine.message import Message
from engine.methods.registry import Operand, Step, method


@method(formula=Message("the points of the first step that is reached: {steps}"), linear=True)
def ladder(points: Fixed, steps: Sequence[Step], value: Operand | None = None) -> Fixed:
    """The points of the first step, from the top, whose conditions hold; none where no step is reached.

    Args:
        points: Full points, (scenarios, units); the steps must not earn more.
        steps: From the top; each says where it is reached, (scenarios, units), and what it earns, (scenarios, 1).
        value: What the steps' ``from`` are held against; it has been when ``steps`` come here.

    Returns:
        Exact points, (scenarios, units).

    Example:
        >>> from engine.fixed import fixed
        >>> share = fixed("95.5", "88", "40")
        >>> steps = [Step(share >= fixed("90"), fixed("10")), Step(share >= fixed("60"), fixed("6"))]
        >>> ladder(fixed("10"), steps).texts()
        ['10', '6', '0']

    Used for tables of bands, also with a second condition, such as votes of approval.
    """
    earned = points * ZERO
    for step in reversed(steps):
        earned = where(step.reached, step.earns, earned)
    return earned
