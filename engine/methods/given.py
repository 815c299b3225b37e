"""A score that was made elsewhere, rescaled."""

from engine.fixed import Fixed, Ratio, ratio
from engine.message import Message
from engine.methods.registry import Operand, PositiveConstant, method


@method(formula=Message("{points} × {score} ÷ {out_of}"), linear=True)
def given(points: Fixed, score: Operand, out_of: PositiveConstant) -> Ratio:
    """The points in proportion to a score that another assessment gave.

    Args:
        points: Full points, (scenarios, units).
        score: The score as given, (units,).
        out_of: The most that the other assessment gives; above zero.

    Returns:
        Exact points before rounding, (scenarios, units).

    Example:
        >>> from engine.fixed import fixed, rounded
        >>> rounded(given(fixed("35"), fixed("92", "100"), fixed("100")), 2).texts()
        ['32.20', '35.00']

    Used for imported results, such as the share of another assessment.
    """
    return points * ratio(score, out_of)
