"""Points lost for every step by which a limit is missed."""

from enum import StrEnum

from engine.fixed import ZERO, Exact, Fixed, floored, maximum, ratio, rounded, subtracted
from engine.message import Message
from engine.methods.registry import Cost, Floor, Operand, PositiveConstant, method
from engine.rounding import Rounding


class Steps(StrEnum):
    """Whether a step that is only begun counts: not, wholly, or in proportion."""

    FULL = "full"
    STARTED = "started"
    PROPORTIONAL = "proportional"


@method(
    formula=Message(
        "{points} − {deduct} for every {each} ({steps}) by which {value} misses {limit}{at_least}, not below {floor}"
    ),
    one_of=("limit", "at_least"),
)
def shortfall(
    points: Fixed,
    value: Operand,
    each: PositiveConstant,
    deduct: Cost,
    limit: Operand | None = None,
    at_least: Operand | None = None,
    steps: Steps = Steps.FULL,
    floor: Floor | None = ZERO,
) -> Exact:
    """All points where the limit is kept; each step beyond it costs ``deduct``, until the floor.

    Args:
        points: Full points, (scenarios, units).
        value: What is measured, (units,).
        each: Size of a step, in the unit of ``value``; above zero.
        deduct: Points that a step costs; zero or more.
        limit: What the value should not exceed; or
        at_least: what it should reach.
        steps: Whether only ``full`` steps count, also ``started`` ones, or parts in proportion.
        floor: The points do not sink below it; ``none`` lets them become negative.

    Returns:
        Exact points before rounding, (scenarios, units).

    Example:
        >>> from engine.fixed import fixed, rounded
        >>> value = fixed("4.8", "5.9", "99")
        >>> shortfall(fixed("15"), value, fixed("0.5"), fixed("1"), limit=fixed("5")).texts()
        ['15', '14', '0']

    Used for rates: each 0.1 percentage point below 100 % costs 1, until gone.
    """
    if limit is not None:
        beyond = value - limit
    else:
        assert at_least is not None
        beyond = at_least - value
    gap = ratio(maximum(beyond, ZERO), each)
    match steps:
        case Steps.FULL:
            lost: Exact = deduct * rounded(gap, 0, Rounding.FLOOR)
        case Steps.STARTED:
            lost = deduct * rounded(gap, 0, Rounding.CEILING)
        case Steps.PROPORTIONAL:
            lost = gap * deduct
    return floored(subtracted(points, lost), floor)
