"""What stands behind a correction of a unit's points: the numbers that are kept, the rule's sources and its note."""

from dataclasses import dataclass
from decimal import Decimal

from engine import wording
from engine.applicability import Applicability
from engine.assessment import Assessment
from engine.message import Message
from engine.rounding import Rounding


@dataclass(frozen=True)
class Reason:
    """Why points were taken back or given.

    Attributes:
        how: The comparison or operation, with its numbers.
        sources: Keys of the ruleset's sources; none where the correction has no rule of its own.
        note: The convention in words, where the text leaves it open.
    """

    how: Message
    sources: tuple[str, ...] = ()
    note: str | None = None


def reasons(assessment: Assessment, applicability: Applicability, unit: int) -> dict[str, Reason]:
    """The reason of each correction of a unit, by the correction's name.

    Nothing is computed a second time: what a cap or limit was held against is the limit less the correction.

    Args:
        assessment: The evaluated rules.
        applicability: Which indicators concern its units.
        unit: The unit's place in the columns.
    """
    plan, scoring = assessment.plan, assessment.inputs.ruleset.scoring
    amounts = {name: Decimal(text) for name, text in assessment.corrections(unit).items()}
    found: dict[str, Reason] = {}
    for group in plan.groups:
        name, most = f"{group.path}.at_most", group.rule.at_most
        if name in amounts and most is not None:
            found[name] = Reason(_above(most, amounts[name]), group.rule.source or (), group.rule.note)
    for adjustment in plan.adjustments:
        name, most = f"adjustments.{adjustment.name}.at_most", adjustment.rule.at_most
        if name in amounts and most is not None:
            found[name] = Reason(_above(most, amounts[name]), adjustment.rule.source, adjustment.rule.note)
    for name, cap in (("scoring.bonuses.at_most", scoring.bonuses), ("scoring.deductions.at_most", scoring.deductions)):
        if name in amounts and cap is not None:
            found[name] = Reason(_above(cap.at_most, amounts[name]))
    if "scoring.excluded" in amounts:
        found["scoring.excluded"] = _scaled_up(assessment, applicability, unit, amounts)
    if "scoring.total.between" in amounts and scoring.total.between is not None:
        found["scoring.total.between"] = Reason(_outside(scoring.total.between, amounts["scoring.total.between"]))
    if "scoring.total.rounding" in amounts and scoring.total.decimals is not None:
        before = Decimal(assessment.total(unit)) - amounts["scoring.total.rounding"]
        how = Message(
            "{total} rounded to {places} decimals: {mode}",
            total=f"{before:f}",
            places=scoring.total.decimals,
            mode=_MODES[scoring.total.rounding],
        )
        found["scoring.total.rounding"] = Reason(how)
    return found


def _above(most: Decimal, amount: Decimal) -> Message:
    """The size that a cap took points from: the correction is what it lies above the cap."""
    return Message("{sum} > {cap}", sum=f"{most + abs(amount):f}", cap=f"{most:f}")


def _outside(limits: tuple[Decimal, Decimal], amount: Decimal) -> Message:
    """The total before it was limited."""
    low, high = limits
    if amount < 0:
        return Message("{before} > {limit}", before=f"{high - amount:f}", limit=f"{high:f}")
    return Message("{before} < {limit}", before=f"{low - amount:f}", limit=f"{low:f}")


def _scaled_up(assessment: Assessment, applicability: Applicability, unit: int, amounts: dict[str, Decimal]) -> Reason:
    """The sum of points that was scaled up, and what was left out of it."""
    points = sum(map(Decimal, assessment.points(unit).values()), Decimal(0))
    caps = sum((amount for name, amount in amounts.items() if name.startswith("groups.")), Decimal(0))
    found = applicability.excluded()
    # INVARIANT: points are scaled up only where an indicator is excluded.
    assert found is not None
    excluded, full = (Decimal(wording.number(column, unit)) for column in found)
    how = Message(
        "{sum} × {full} ÷ {kept}: indicators of {excluded} points do not apply",
        sum=f"{points + caps:f}",
        full=f"{full:f}",
        kept=f"{full - excluded:f}",
        excluded=f"{excluded:f}",
    )
    sources: list[str] = []
    for indicator in assessment.plan.indicators:
        left_out = applicability.not_applying(indicator)
        if indicator.rule.not_applicable == "exclude" and left_out is not None and wording.holds(left_out, unit):
            sources += indicator.rule.source
    return Reason(how, tuple(dict.fromkeys(sources)))


_MODES = {
    Rounding.HALF_UP: Message("halves away from zero"),
    Rounding.HALF_DOWN: Message("halves towards zero"),
    Rounding.HALF_EVEN: Message("halves to the even digit"),
    Rounding.UP: Message("away from zero"),
    Rounding.DOWN: Message("towards zero"),
    Rounding.CEILING: Message("up to the next greater number"),
    Rounding.FLOOR: Message("down to the next lesser number"),
}
