"""The rare cases that a county contains, so that a test can tell whether its counties were worth judging."""

from collections import Counter
from fractions import Fraction
from typing import Any

from oracle import totals
from oracle.generate import County
from oracle.methods import METHODS
from oracle.rounding import number
from oracle.run import Run

KINDS = ("error", "full", "zero", "exclude", "peer_mean", "move_points_to")
DRAFTED_ROUNDINGS = ("half_up", "half_down", "half_even", "up", "down", "ceiling", "floor")

RARE = (
    "tie at a boundary of prizes, open",
    "tie at a boundary of prizes, decided",
    "tie at a boundary of quotas, open",
    "tie at a boundary of quotas, decided",
    "tied ranks",
    "tie broken",
    "vacant prize",
    "quota half-way",
    "quota places decided",
    "total on a band's edge",
    "total one step below a band's edge",
    "total one step above a band's edge",
    "history missing",
    "history before the ruleset was in force",
    "foreign grade",
    "predecessors agree",
    "predecessors disagree",
    "running two or more",
    "running unknown",
    "times two or more",
    "times unknown",
    "veto lowers a grade",
    "veto without effect",
    "withdrawn",
    "grade withheld",
    "first unit without a consequence",
    "replaced rule",
    "rule replaced by two",
    "may effect: open",
    "may effect: yes",
    "may effect: no",
    "restriction without dates",
    "restriction to the end of a month",
    *(f"not applicable: {kind}" for kind in KINDS),
    "points moved on in a chain",
    "everything excluded",
    "no peers",
    "exclusion rescales",
    "group capped",
    "group in a group capped",
    "adjustment capped",
    "bonuses capped",
    "deductions capped",
    "clamped above",
    "clamped below",
    "negative points",
    "negative total",
    "points half-way",
    "points half-way below zero",
    "target not positive",
    "only leaves out",
    "repeated indicator",
    "formula unknown",
    "too few records",
    "formula decided",
    "trimmed mean",
    "parameter changed since",
    "blank cell with missing",
    "blank cell without missing",
    "incomplete unit",
    "nobody has a rank",
    "ranking in groups",
    "totals given",
    "period: year",
    "period: quarter",
    "period: month",
    "warning: history-missing",
    "warning: unknown-condition",
    "warning: adjustment-not-made",
    "warning: total-rounding-decided-grade",
    *(f"target {state}" for state in ("met", "not_met", "not_due", "unknown")),
    *(f"method: {method}" for method in METHODS),
    *(f"rounding: {mode}" for mode in DRAFTED_ROUNDINGS),
)


def census(county: County, run: Run | None = None) -> Counter[str]:
    """Count each rare case of a county once, or as often as units show it."""
    run = county.run() if run is None else run
    found = Counter(run.seen)
    found.update(f"warning: {code}" for code, _ in run.warnings)
    found[f"period: {run.ruleset['period']}"] += 1
    found["totals given"] += county.totals is not None
    found["ranking in groups"] += "within" in run.ruleset["ranking"]
    found["incomplete unit"] += sum(1 for unit in run.units if not unit.complete)
    found["nobody has a rank"] += all(unit.rank is None for unit in run.units)
    decided = {question.partition("/")[0] for question in run.questions.answers}
    found["formula decided"] += "formulas" in decided
    count_edges(run, found)
    count_consequences(run, found)
    count_indicators(run.ruleset["indicators"], found)
    for unit in run.complete:
        found["exclusion rescales"] += "scoring.excluded" in unit.corrections
        found["group in a group capped"] += "groups.外组.at_most" in unit.corrections
    return +found


def count_edges(run: Run, found: Counter[str]) -> None:
    """Totals on the edge of a band and one smallest step beside it."""
    step = Fraction(1, 10 ** totals.total_decimals(run.ruleset))
    edges = {number(rule["from"]) for rule in run.ruleset["grades"] if "from" in rule}
    for unit in run.complete:
        assert unit.total is not None
        found["total on a band's edge"] += unit.total in edges
        found["total one step below a band's edge"] += unit.total + step in edges
        found["total one step above a band's edge"] += unit.total - step in edges


def count_consequences(run: Run, found: Counter[str]) -> None:
    """Rules replaced by several, and a first unit for which no rule fires while one does for others."""
    for unit in run.complete:
        found["rule replaced by two"] += sum(1 for one in unit.replaced if len(one["by"]) > 1)
    first = run.units[0]
    if first.complete and not first.fired and any(unit.fired for unit in run.complete):
        found["first unit without a consequence"] += 1


def count_indicators(rules: list[dict[str, Any]], found: Counter[str]) -> None:
    """The methods and roundings of a ruleset."""
    for rule in rules:
        if "group" in rule:
            count_indicators(rule["indicators"], found)
            continue
        found[f"method: {rule['method']}"] += 1
        found["repeated indicator"] += "for_each" in rule
        if "rounding" in rule:
            found[f"rounding: {rule['rounding']}"] += 1
