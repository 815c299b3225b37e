"""Points lost for every instance that was found."""

from engine.fixed import ZERO, Fixed, maximum, minimum
from engine.message import Message
from engine.methods.registry import Cost, Floor, Operand, method


@method(formula=Message("{points} − {count} × {deduct}, not below {floor}"))
def per_instance(
    points: Fixed,
    count: Operand,
    deduct: Cost,
    floor: Floor | None = ZERO,
    at_most: Cost | None = None,
) -> Fixed:
    """All points but ``deduct`` for every instance, not below the floor; a negative count counts as zero.

    Args:
        points: Full points, (scenarios, units).
        count: Number of instances, (units,).
        deduct: Points that one costs; zero or more.
        floor: The points do not sink below it; ``none`` lets them become negative.
        at_most: The most that all instances together cost.

    Returns:
        Exact points, (scenarios, units).

    Example:
        >>> from engine.fixed import fixed
        >>> per_instance(fixed("4"), fixed("0", "1", "3"), fixed("2")).texts()
        ['4', '2', '0']
        >>> per_instance(fixed("4"), fixed("0", "1", "3"), fixed("2"), floor=None).texts()
        ['4', '2', '-2']

    Used for findings of inspections: each costs 2, until gone.
    """
    lost = maximum(count, ZERO) * deduct
    if at_most is not None:
        lost = minimum(lost, at_most)
    left: Fixed = points - lost
    return left if floor is None else maximum(left, floor)
