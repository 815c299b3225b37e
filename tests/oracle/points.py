"""Points of the indicators: which exist for a unit, what they earn, and what if a measure does not apply."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oracle import expression, naming
from oracle.methods import METHODS, BadTarget
from oracle.rounding import number, rounded
from oracle.run import Run, Unit

OPERANDS = {
    "completion": ("actual", "target"),
    "ladder": ("value",),
    "interpolation": ("value",),
    "shortfall": ("value", "limit", "at_least"),
    "per_instance": ("count",),
    "all_or_nothing": (),
    "given": ("score",),
}


@dataclass
class Indicator:
    """One indicator as it exists for a unit."""

    name: str
    rule: dict[str, Any]
    stands: dict[str, str]
    points: Fraction
    moved: bool = False


def add_points(run: Run) -> None:
    """Score the indicators of all complete units, and correct for groups and exclusions."""
    content = {unit.name: indicators_of(run, unit, run.ruleset["indicators"]) for unit in run.complete}
    for unit in run.complete:
        earn_own_points(run, unit, content[unit.name])
    take_peers_means(run, content)
    for unit in run.complete:
        correct(run, unit, content[unit.name])
        for name, earned in unit.points.items():
            unit.values[f"points.{name}"] = earned


def exists(run: Run, unit: Unit, rule: dict[str, Any]) -> bool:
    """Whether an indicator or group exists for the unit."""
    if "only" not in rule:
        return True
    found = naming.value(run, unit, rule["only"]) is True
    if not found:
        run.seen.add("only leaves out")
    return found


def indicators_of(run: Run, unit: Unit, rules: list[dict[str, Any]]) -> dict[str, Indicator]:
    """All indicators that exist for a unit, those in groups too, in the order written."""
    found: dict[str, Indicator] = {}
    for rule in rules:
        if not exists(run, unit, rule):
            continue
        if "group" in rule:
            found.update(indicators_of(run, unit, rule["indicators"]))
            continue
        for suffix, stands in naming.stands_for(run, rule.get("for_each")):
            name = rule["name"] + suffix
            found[name] = Indicator(name, rule, stands, number(rule["points"]))
    return found


def applies(unit: Unit, one: Indicator) -> bool:
    """Whether no operand or condition of the indicator names something that does not apply for the unit."""
    texts = [one.rule[key] for key in OPERANDS[one.rule["method"]] if key in one.rule]
    texts += [step["when"] for step in one.rule.get("steps", []) if isinstance(step, dict) and "when" in step]
    if one.rule["method"] == "all_or_nothing":
        texts.append(one.rule["when"])
    named = {one.stands.get(name, name) for text in texts for name in expression.names(text)}
    return not named & unit.absent


def move_points(run: Run, unit: Unit, content: dict[str, Indicator]) -> None:
    """Move the points of indicators that do not apply to others; in chains, the first of a chain first."""
    waiting = {
        name: one.rule["not_applicable"]["move_points_to"]
        for name, one in content.items()
        if isinstance(one.rule.get("not_applicable"), dict) and not applies(unit, one)
    }
    while waiting:
        name = next(name for name in waiting if name not in waiting.values())
        other = content[waiting.pop(name)]
        other.points += content[name].points
        if content[name].points > number(content[name].rule["points"]):
            run.seen.add("points moved on in a chain")
        content[name].points = Fraction(0)
        content[name].moved = True


def rounding_of(run: Run, rule: dict[str, Any]) -> tuple[int, str]:
    """Decimals and rounding of an indicator's points."""
    usual = run.ruleset["scoring"]["points"]
    return (
        int(rule.get("decimals", usual["decimals"])),
        rule.get("rounding", usual.get("rounding", "half_up")),
    )


def operands(run: Run, unit: Unit, one: Indicator) -> dict[str, Any]:
    """The values of an indicator's parameters for a unit."""
    rule, stands = one.rule, one.stands
    found: dict[str, Any] = {}

    def x(key: str, beside: str) -> Any:
        return naming.value_beside(run, unit, rule[key], rule[beside], stands)

    def figure(text: str) -> Fraction:
        """A plain number held against the value: ``5%`` is 5 if the value is in ``%``."""
        shown = naming.value_beside(run, unit, text, rule["value"], stands)
        assert isinstance(shown, Fraction)
        return shown

    method = rule["method"]
    if method == "completion":
        found = {"actual": x("actual", "target"), "target": x("target", "actual")}
    elif method == "shortfall":
        side = "limit" if "limit" in rule else "at_least"
        found = {"value": x("value", side), side: x(side, "value"), "each": figure(rule["each"])}
    elif method == "ladder":
        if "value" in rule:
            found["value"] = x("value", "value")
        found["from"] = [figure(step["from"]) if "from" in step else None for step in rule["steps"]]
        found["when"] = [
            naming.value(run, unit, step["when"], stands) if "when" in step else None for step in rule["steps"]
        ]
    elif method == "interpolation":
        found = {"value": x("value", "value"), "at": [figure(one["at"]) for one in rule["through"]]}
    elif method == "per_instance":
        found["count"] = x("count", "count")
    elif method == "all_or_nothing":
        found["when"] = naming.value(run, unit, rule["when"], stands)
    else:
        found["score"] = x("score", "score")
    return found


def earn_own_points(run: Run, unit: Unit, content: dict[str, Indicator]) -> None:
    """The rounded points of all indicators but those that take their peers' mean."""
    move_points(run, unit, content)
    for name, one in content.items():
        places, mode = rounding_of(run, one.rule)
        if applies(unit, one):
            try:
                exact = METHODS[one.rule["method"]](one.points, one.rule, operands(run, unit, one))
            except BadTarget:
                run.seen.add("target not positive")
                exact = None
            if exact is None:
                unit.complete = False
                return
            unit.points[name] = rounded(exact, places, mode)
            if (exact * 10**places).denominator == 2:
                run.seen.add("points half-way" if exact > 0 else "points half-way below zero")
            if exact < 0:
                run.seen.add("negative points")
            continue
        kind = one.rule.get("not_applicable", "error")
        run.seen.add(f"not applicable: {'move_points_to' if one.moved else kind}")
        if one.moved or kind == "zero":
            unit.points[name] = Fraction(0)
        elif kind == "full":
            unit.points[name] = rounded(one.points, places, mode)
        elif kind == "error":
            unit.complete = False
            return


def take_peers_means(run: Run, content: dict[str, dict[str, Indicator]]) -> None:
    """Give the peers' mean where it is due; a unit without peers is not complete, and nobody's peer."""
    for unit in run.complete:
        excluded, everything = excluded_points(unit, content[unit.name])
        if excluded and excluded == everything:
            run.seen.add("everything excluded")
            unit.complete = False
    means: dict[tuple[str, str], Fraction] = {}
    changed = True
    while changed:
        changed = False
        means.clear()
        for unit in run.complete:
            for name, one in content[unit.name].items():
                if one.rule.get("not_applicable") != "peer_mean" or applies(unit, one):
                    continue
                peers = peers_points(run, unit, name, content)
                if not peers:
                    run.seen.add("no peers")
                    unit.complete = False
                    changed = True
                    break
                mean = sum(peers, Fraction(0)) / len(peers)
                means[unit.name, name] = rounded(mean, *rounding_of(run, one.rule))
    for unit in run.complete:
        for name in content[unit.name]:
            if (unit.name, name) in means:
                unit.points[name] = means[unit.name, name]


def group_of(run: Run, unit: Unit) -> str:
    """The ranking group of a unit; one and the same for all where there are none."""
    return str(unit.values[run.ruleset["ranking"]["within"]]) if "within" in run.ruleset["ranking"] else ""


def peers_points(run: Run, unit: Unit, name: str, content: dict[str, dict[str, Indicator]]) -> list[Fraction]:
    """The points of an indicator of all complete units of the group for which it applies."""
    return [
        peer.points[name]
        for peer in run.complete
        if group_of(run, peer) == group_of(run, unit)
        and name in content[peer.name]
        and applies(peer, content[peer.name][name])
    ]


def excluded_points(unit: Unit, content: dict[str, Indicator]) -> tuple[Fraction, Fraction]:
    """The points of the unit's excluded indicators, and of all its indicators."""
    excluded = sum(
        (one.points for one in content.values() if is_excluded(unit, one)),
        Fraction(0),
    )
    return excluded, sum((one.points for one in content.values()), Fraction(0))


def is_excluded(unit: Unit, one: Indicator) -> bool:
    """Whether an indicator is excluded for a unit."""
    return one.rule.get("not_applicable") == "exclude" and not applies(unit, one)


def correct(run: Run, unit: Unit, content: dict[str, Indicator]) -> None:
    """The corrections of groups' caps and of exclusion."""
    capped = capped_sum(run, unit, run.ruleset["indicators"])
    excluded, everything = excluded_points(unit, content)
    if not any(is_excluded(unit, one) for one in content.values()):
        return
    rule = run.ruleset["scoring"]["points"]
    rescaled = rounded(
        capped * everything / (everything - excluded), int(rule["decimals"]), rule.get("rounding", "half_up")
    )
    unit.corrections["scoring.excluded"] = rescaled - capped


def capped_sum(run: Run, unit: Unit, rules: list[dict[str, Any]]) -> Fraction:
    """The sum of the points after the caps of groups, the inner ones first."""
    found = Fraction(0)
    for rule in rules:
        if not exists(run, unit, rule):
            continue
        if "group" not in rule:
            for suffix, _ in naming.stands_for(run, rule.get("for_each")):
                found += unit.points.get(rule["name"] + suffix, Fraction(0))
            continue
        inner = capped_sum(run, unit, rule["indicators"])
        if "at_most" in rule and inner > number(rule["at_most"]):
            run.seen.add("group capped")
            unit.corrections[f"groups.{rule['group']}.at_most"] = number(rule["at_most"]) - inner
            inner = number(rule["at_most"])
        found += inner
    return found
