"""From exact columns to points, adjustments, corrections and totals.

Local nodes (one unit at a time) are computed block by block, so that memory stays bounded. The one collective node of
points, the peers' mean, sees all units of a group: where a scheme has one, the blocks are passed through twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from engine.applicability import Applicability
from engine.columns import Columns
from engine.expression.evaluation import Numbers, Texts, condition, numbers
from engine.fixed import ONE, WIDEST, ZERO, Fixed, Ratio, Truths, maximum, minimum, ratio, rounded, where
from engine.fixed import total as summed
from engine.indicators import Tabulated, earned, tabulated
from engine.plan import Indicator, Plan, PlannedAdjustment

BLOCK = 1 << 16
"""Units that are scored together; their columns fit into a processor's cache."""


@dataclass
class Scores:
    """The points of some units; every column is (scenarios, units).

    Attributes:
        points: By indicator, in the narrowest integers.
        exists: Where an indicator exists and is not excluded, for those that not every unit has.
        adjustments: Bonuses and deductions by name; zero where not made.
        made: Where each of them was made.
        corrections: By name, such as ``groups.减贫成效.at_most``; zero where there is none.
        total: The exact sum of all of these.
        unrounded: The total before its declared rounding, where one is declared.
        vetoes: Where each veto holds.
        withdrawals: Where each withdrawal holds.
        unknown: Where it is not known whether, or by how much, an adjustment is made.
    """

    points: dict[str, Fixed] = field(default_factory=dict)
    exists: dict[str, Truths] = field(default_factory=dict)
    adjustments: dict[str, Fixed] = field(default_factory=dict)
    made: dict[str, Truths] = field(default_factory=dict)
    corrections: dict[str, Fixed] = field(default_factory=dict)
    total: Fixed = ZERO
    unrounded: Fixed | None = None
    vetoes: dict[str, Truths] = field(default_factory=dict)
    withdrawals: dict[str, Truths] = field(default_factory=dict)
    unknown: dict[str, Truths] = field(default_factory=dict)


@dataclass(frozen=True)
class Block:
    """Some of the units, with all that is known of them before scoring."""

    plan: Plan
    columns: Columns
    applies: Mapping[str, Truths]
    tables: Mapping[str, Tabulated]
    units: int

    def full(self, column: Fixed) -> Fixed:
        """The column spread to (scenarios, units), in the narrowest integers."""
        narrow, shape = column.narrow(), (self.plan.scenarios, self.units)
        return narrow if narrow.shape == shape else replace(narrow, scaled=np.broadcast_to(narrow.scaled, shape))

    def mask(self, mask: Truths) -> Truths:
        """The mask spread to (scenarios, units)."""
        return np.broadcast_to(mask, (self.plan.scenarios, self.units))

    @cached_property
    def applicability(self) -> Applicability:
        """Which indicators concern the units."""
        return Applicability(self.plan, self.columns, self.applies)


def score(plan: Plan, columns: Columns, applies: Mapping[str, Truths], groups: Texts | None, units: int) -> Scores:
    """Points, adjustments, corrections and totals of complete units.

    Args:
        plan: What is computed.
        columns: Attributes, measures, parameters and formulas, each (units,).
        applies: Where a measure or formula applies, for those that somewhere do not.
        groups: The group of each unit, within which peers are compared; None: all are one group.
        units: How many units there are.

    Returns:
        Columns of (scenarios, units).
    """
    tables = tabulated(plan, columns, units)

    def block(part: slice) -> Block:
        masks = {name: mask[part] for name, mask in applies.items()}
        return Block(plan, columns.pick(part), masks, tables, part.stop - part.start)

    parts = [slice(start, min(start + BLOCK, units)) for start in range(0, units, BLOCK)] or [slice(0, 0)]
    compared_to_peers = [each for each in plan.indicators if each.rule.not_applicable == "peer_mean"]
    if not compared_to_peers:
        return _joined((_with_total(each, _earn(each)) for each in map(block, parts)), parts)
    first = _joined((_earn(block(part)) for part in parts), parts)
    everyone = block(slice(0, units))
    for indicator in compared_to_peers:
        first.points[indicator.name] = _with_peers_mean(everyone, indicator, first, groups)
    return _joined((_with_total(block(part), _cut(first, part)) for part in parts), parts, first)


def scored_by_total(plan: Plan, columns: Columns, totals: Fixed) -> Scores:
    """Scores of units whose totals are given: no points; vetoes and withdrawals where they can be told.

    Args:
        plan: What is computed.
        columns: What is known of the units; what is not given is unknown.
        totals: (1, units), the same in all scenarios.
    """
    absent = Numbers(ZERO, np.zeros(totals.shape, dtype=np.bool_))
    points = {each.name: absent for each in plan.indicators}
    known = columns.adding({"total": Numbers(totals)}, points=points)
    block = Block(plan, known, {}, {}, totals.shape[-1])
    scores = Scores(total=block.full(totals))
    _veto(block, scores, known)
    return scores


def _cut(scores: Scores, part: slice) -> Scores:
    points = {name: replace(column, scaled=column.scaled[:, part]) for name, column in scores.points.items()}
    return Scores(points=points, exists={name: mask[:, part] for name, mask in scores.exists.items()})


def _joined(blocks: Iterable[Scores], parts: Sequence[slice], first: Scores | None = None) -> Scores:
    """The blocks side by side, in place of those of a first pass; each is let go before the next is computed."""
    if len(parts) == 1:
        return next(iter(blocks))
    whole = first or Scores()
    units = parts[-1].stop
    for block, part in zip(blocks, parts, strict=True):
        for family in ("points", "adjustments", "corrections"):
            columns = getattr(whole, family)
            for name, column in getattr(block, family).items():
                columns[name] = _placed(columns.get(name), column, part, units)
        for family in ("exists", "made", "vetoes", "withdrawals", "unknown"):
            masks = getattr(whole, family)
            for name, mask in getattr(block, family).items():
                masks.setdefault(name, np.zeros((*mask.shape[:-1], units), dtype=np.bool_))[..., part] = mask
        whole.total = _placed(whole.total if part.start else None, block.total, part, units)
        if block.unrounded is not None:
            whole.unrounded = _placed(whole.unrounded, block.unrounded, part, units)
    return whole


def _placed(whole: Fixed | None, column: Fixed, part: slice, units: int) -> Fixed:
    """The whole column with a block's part of it in place."""
    if whole is None:
        whole = replace(column, scaled=np.zeros((*column.shape[:-1], units), dtype=column.scaled.dtype))
    # INVARIANT: bounds are proven from the scheme alone, so every block has the same.
    assert (whole.decimals, whole.low, whole.high) == (column.decimals, column.low, column.high)
    whole.scaled[..., part] = column.scaled
    return whole


def _earn(block: Block) -> Scores:
    """The points of every indicator; 0 where one does not exist, or does not apply and something else decides."""
    scores = Scores()
    moved = block.applicability.full_points()
    for indicator in block.plan.indicators:
        column, exists = earn(block, indicator, moved.get(indicator.name))
        if exists is not None:
            scores.exists[indicator.name] = block.mask(exists)
        scores.points[indicator.name] = block.full(column)
    return scores


def earn(block: Block, indicator: Indicator, moved: Fixed | None) -> tuple[Fixed, Truths | None]:
    """The points of one indicator, and where it exists and is not excluded; None: everywhere.

    Args:
        block: The units.
        indicator: Which one.
        moved: Its full points, unit by unit, where others' were moved to it.
    """
    points = block.plan.number(f"{indicator.path}.points") if moved is None else moved
    table = block.tables.get(indicator.name)
    if table is not None and moved is None:
        column = table.look_up(block.columns)
    else:
        column = earned(block.plan, indicator, block.columns, points)
    applies, exists = block.applicability.applying(indicator), block.applicability.existing(indicator)
    if applies is not None:
        instead = rounded(points, indicator.decimals, indicator.rounding)
        column = where(applies, column, instead if indicator.rule.not_applicable == "full" else ZERO)
        if indicator.rule.not_applicable == "exclude":
            exists = applies if exists is None else exists & applies
    return column if exists is None else where(exists, column, ZERO), exists


def _with_peers_mean(everyone: Block, indicator: Indicator, scores: Scores, groups: Texts | None) -> Fixed:
    """The indicator's points, with the mean of the peers' where it does not apply."""
    column = scores.points[indicator.name]
    applies = everyone.applicability.applying(indicator)
    if applies is None:
        return column
    exists = scores.exists.get(indicator.name, everyone.mask(np.ones(1, dtype=np.bool_)))
    peers = applies & exists
    wants = ~applies & exists
    codes = np.zeros(everyone.units, dtype=np.int64) if groups is None else groups.codes
    for code in np.unique(codes):
        group = codes == code
        bound = max(abs(column.low), abs(column.high)) * max(everyone.units, 1)
        kind = np.int64 if bound <= WIDEST else object
        scaled = np.where(peers & group, column.scaled, 0).sum(axis=-1, keepdims=True, dtype=kind)
        count = (peers & group).sum(axis=-1, keepdims=True)
        sums = Fixed(scaled, column.decimals, -bound, bound)
        mean = rounded(
            Ratio(sums, Fixed(np.maximum(count, 1), 0, 1, max(everyone.units, 1)), column.between),
            indicator.decimals,
            indicator.rounding,
        )
        column = where(wants & group, mean, column)
    return column.narrow()


def _with_total(block: Block, scores: Scores) -> Scores:
    """All that follows from the points of the indicators."""
    plan = block.plan
    contents = {
        around: summed((scores.points[each.name] for each in inside), plan.decimals)
        for around, inside in plan.baskets.items()
    }
    return sum_up(block, scores, contents)


def sum_up(block: Block, scores: Scores, contents: Mapping[tuple[str, ...], Fixed]) -> Scores:
    """Caps of groups, exclusion, adjustments and their caps, clamp, rounding; the total; vetoes and withdrawals.

    Args:
        block: The units.
        scores: Their points, as far as a rule names them; all else is added here.
        contents: The sum of the points of each of `Plan.baskets`, with `Plan.decimals` places.
    """
    scoring = block.plan.ruleset.scoring
    frame = scoring.points
    subtotal = _grouped(block, scores, contents)
    subtotal = subtotal + _correct(block, scores, "scoring.excluded", _rescaled(block, subtotal))
    members = {name: Numbers(column, scores.exists.get(name)) for name, column in scores.points.items()}
    columns = block.columns.adding(points=members)
    sums = {"bonuses": ZERO.to(frame.decimals), "deductions": ZERO.to(frame.decimals)}
    for adjustment in block.plan.adjustments:
        if adjustment.amount is not None:
            kind = "bonuses" if adjustment.rule.bonus is not None else "deductions"
            sums[kind] = sums[kind] + _adjust(block, scores, columns, adjustment)
    for kind, cap in (("bonuses", scoring.bonuses), ("deductions", scoring.deductions)):
        if cap is not None:
            sums[kind] = sums[kind] + _cap(block, scores, f"scoring.{kind}.at_most", sums[kind])
    total = subtotal + sums["bonuses"] - sums["deductions"]
    if scoring.total.between is not None:
        low, high = (block.plan.number(f"scoring.total.between.{end}") for end in (1, 2))
        total = total + _correct(block, scores, "scoring.total.between", minimum(maximum(total, low), high) - total)
    if scoring.total.decimals is not None:
        scores.unrounded = block.full(total)
        exact = rounded(total, scoring.total.decimals, scoring.total.rounding)
        _correct(block, scores, "scoring.total.rounding", exact - total)
        total = exact
    scores.total = block.full(total)
    _veto(block, scores, columns.adding({"total": Numbers(scores.total)}))
    return scores


def _veto(block: Block, scores: Scores, columns: Columns) -> None:
    """Records the vetoes and withdrawals that hold."""
    for adjustment in block.plan.adjustments:
        if adjustment.amount is None:
            holds = scores.vetoes if adjustment.rule.grade_at_most is not None else scores.withdrawals
            true, unknown = _when(adjustment, columns)
            holds[adjustment.name] = block.mask(true)
            _note_unknown(block, scores, adjustment.name, unknown)


def _correct(block: Block, scores: Scores, name: str, correction: Fixed | None) -> Fixed:
    """Keeps a correction under its name, and gives it back to be added."""
    if correction is None:
        return ZERO
    scores.corrections[name] = block.full(correction)
    return correction


def _grouped(block: Block, scores: Scores, contents: Mapping[tuple[str, ...], Fixed]) -> Fixed:
    """The sum of all points after the caps of groups, inner groups first."""
    plan = block.plan
    corrections: list[tuple[frozenset[int], Fixed]] = []
    for group in plan.groups:
        if group.rule.at_most is None:
            continue
        inside = frozenset(group.indicators)
        own = [content for around, content in contents.items() if group.path in around]
        content = summed([*own, *(each for members, each in corrections if members <= inside)], plan.decimals)
        cut = minimum(content, plan.number(f"{group.path}.at_most")) - content
        corrections.append((inside, _correct(block, scores, f"{group.path}.at_most", cut)))
    every = [*contents.values(), *(each for _, each in corrections)]
    return every[0] if len(every) == 1 else summed(every, plan.decimals)


def _rescaled(block: Block, subtotal: Fixed) -> Fixed | None:
    """What rescaling adds for the units some of whose indicators are excluded."""
    found = block.applicability.excluded()
    if found is None:
        return None
    excluded, every = found
    some = excluded > ZERO
    kept = where(some, every - excluded, ONE)
    frame = block.plan.ruleset.scoring.points
    scaled = rounded(subtotal * ratio(every, kept.within(1, kept.high)), frame.decimals, frame.rounding)
    return where(some, scaled - subtotal, ZERO)


def _when(adjustment: PlannedAdjustment, columns: Columns) -> tuple[Truths, Truths]:
    """Where an adjustment's condition holds, and where that is not known."""
    if adjustment.when is None:
        return np.ones((1, 1), dtype=np.bool_), np.zeros((1, 1), dtype=np.bool_)
    found = condition(adjustment.when, columns)
    return found.true, found.unknown


def _note_unknown(block: Block, scores: Scores, name: str, unknown: Truths) -> None:
    if unknown.any():
        scores.unknown[name] = block.mask(unknown)


def _adjust(block: Block, scores: Scores, columns: Columns, adjustment: PlannedAdjustment) -> Fixed:
    """Records a bonus or deduction and its own cap; gives the size that counts."""
    assert adjustment.amount is not None
    frame = block.plan.ruleset.scoring.points
    true, unknown = _when(adjustment, columns)
    path = f"{adjustment.path}.{'bonus' if adjustment.rule.bonus is not None else 'deduct'}"
    stated = block.plan.numbers.get(path)
    amount = numbers(adjustment.amount, columns) if stated is None else Numbers(stated)
    if amount.known is not None:
        unknown = unknown | (true & ~amount.known)
        true = true & amount.known
    _note_unknown(block, scores, adjustment.name, unknown)
    size = where(true, rounded(amount.values, frame.decimals, frame.rounding), ZERO)
    scores.made[adjustment.name] = block.mask(true)
    scores.adjustments[adjustment.name] = block.full(size if adjustment.rule.bonus is not None else -size)
    if adjustment.rule.at_most is None:
        return size
    repeated = "" if adjustment.name == adjustment.rule.name else adjustment.name
    name = f"adjustments.{repeated or adjustment.rule.name}.at_most"
    return size + _cap(block, scores, name, size, f"{adjustment.path}.at_most", adjustment.rule.bonus is not None)


def _cap(
    block: Block, scores: Scores, name: str, size: Fixed, path: str | None = None, bonus: bool | None = None
) -> Fixed:
    """Records what a cap takes back from a bonus, or gives back of a deduction; gives the change of the size."""
    change = minimum(size, block.plan.number(path or name)) - size
    adds = name == "scoring.bonuses.at_most" if bonus is None else bonus
    _correct(block, scores, name, change if adds else -change)
    return change
