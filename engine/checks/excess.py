"""Points beyond what their names say: caps above all that there is, scores above full, bonuses that take away."""

from collections.abc import Iterator
from decimal import Decimal

from engine.checks.ranges import Ranges, conjuncts, shown
from engine.checks.sites import entries, indicators
from engine.expression import Expression, tree
from engine.message import Message
from engine.problem import Place, Problem, Severity
from engine.ruleset import Adjustment, Group, Ruleset
from engine.ruleset.vocabulary import in_entries

CODES = ("amount-negative", "cap-idle", "given-above-points")


def check(ruleset: Ruleset) -> Iterator[Problem]:
    """Caps that nothing exceeds, scores above full, bonuses that take away."""
    ranges = Ranges(ruleset)
    above = {
        rule.name: high
        for _, rule in indicators(ruleset)
        if rule.method == "given" and (high := _above(ranges, rule.arguments)) is not None
    }
    meant: set[str] = set()
    for address, entry in entries(ruleset):
        if not isinstance(entry, Group) or entry.at_most is None:
            continue
        exceeding = [rule.name for rule in in_entries(entry.indicators) if rule.name in above]
        if exceeding:
            meant.update(exceeding)
        elif entry.at_most >= entry.points:
            what = Message("The group cannot earn more than its points: at_most never takes anything back.")
            expected = Message("less than {bound}", bound=f"{entry.points:f}")
            mend = Message("Take it out.")
            place = Place(path=f"{address}.at_most")
            yield Problem("cap-idle", what, place, f"{entry.at_most:f}", expected, mend, Severity.WARNING)
    for address, rule in indicators(ruleset):
        if rule.name in above and rule.name not in meant:
            what = Message("A score above out_of earns more than the indicator's points.")
            score, most = str(rule.arguments["score"]), f"{rule.arguments['out_of']:f}"
            expected = Message("a score of at most {bound}; it may be {high}", bound=most, high=above[rule.name])
            mend = Message("Narrow the range of its measures, or write min(…, {bound}).", bound=most)
            place = Place(path=f"{address}.score")
            yield Problem("given-above-points", what, place, score, expected, mend, Severity.WARNING)
    for adjustment in ruleset.adjustments:
        yield from _negative(ranges, adjustment)


def _negative(ranges: Ranges, rule: Adjustment) -> Iterator[Problem]:
    """A deduction below zero adds points, a bonus below zero takes them away."""
    if rule.amount is None:
        return
    amount, when = ranges.resolved(rule.amount), None if rule.when is None else ranges.resolved(rule.when)
    low = ranges.where(when).of(amount)[0]
    if low is None or low >= 0 or _ordered(amount, when):
        return
    key = "bonus" if rule.bonus is not None else "deduct"
    what = Message("The deduction may be less than zero: it would add points.")
    if key == "bonus":
        what = Message("The bonus may be less than zero: it would take points away.")
    expected = Message("zero or more; it may be {low}", low=shown(low))
    mend = Message("Write max(0, …), or a when that holds only where it is more than zero.")
    place = Place(path=f"adjustments.{rule.name}.{key}")
    yield Problem("amount-negative", what, place, str(rule.amount), expected, mend, Severity.WARNING)


def _ordered(amount: Expression, when: Expression | None) -> bool:
    """Whether a condition says of a difference that it is not negative: ``when: a > b`` beside ``a - b``."""
    differences = [node for node in amount.walk() if isinstance(node, tree.Arithmetic) and node.operator == "-"]
    for node in conjuncts(when):
        if isinstance(node, tree.Comparison) and node.operator in (">", ">=", "<", "<="):
            more, less = (node.left, node.right) if node.operator in (">", ">=") else (node.right, node.left)
            if any((each.left, each.right) == (more, less) for each in differences):
                return True
    return False


def _above(ranges: Ranges, arguments: dict[str, Expression | Decimal]) -> str | None:
    """The greatest score, where it is known to be above ``out_of``."""
    score, most = arguments["score"], arguments["out_of"]
    assert isinstance(score, Expression)
    assert isinstance(most, Decimal)
    high = ranges.of(ranges.resolved(score))[1]
    return shown(high) if high is not None and high > most else None
