"""Making up indicators with every method, groups, and bonuses and deductions."""

from fractions import Fraction
from itertools import pairwise
from typing import Any

from oracle.drafting import ROUNDINGS, Draft, quoted, result
from oracle.rounding import write

KINDS = ("error", "full", "zero", "exclude", "peer_mean")
METHODS = (
    "completion",
    "ladder",
    "interpolation",
    "shortfall",
    "per_instance",
    "all_or_nothing",
    "given",
)


def add_scoring(draft: Draft) -> None:
    """Full marks, rounding, caps and clamping."""
    rng = draft.rng
    scoring: dict[str, Any] = {
        "full_marks": rng.choice(["100", "100", "120", "1000"]),
        "points": {"decimals": rng.choice(["2", "2", "1", "0"])},
        "formulas": {"decimals": str(rng.randint(0, 2))},
    }
    if draft.chance(0.4):
        scoring["points"]["rounding"] = rng.choice(ROUNDINGS)
    total: dict[str, Any] = {}
    if draft.chance(0.5):
        total["between"] = rng.choice([["0", "100"], ["0", "70"], ["40", "90"], ["-5", "60.5"]])
        if scoring["points"]["decimals"] == "0":
            total["between"][1] = total["between"][1].partition(".")[0]
    if draft.chance(0.35):
        total["decimals"] = rng.choice(["0", "0", "1"])
        if total["decimals"] == "0" and "between" in total:
            total["between"] = [end.partition(".")[0] for end in total["between"]]
        if draft.chance(0.6):
            total["rounding"] = rng.choice(ROUNDINGS)
    if total:
        scoring["total"] = total
    if draft.chance(0.4):
        scoring["bonuses"] = {"at_most": str(rng.randint(1, 6))}
    if draft.chance(0.4):
        scoring["deductions"] = {"at_most": str(rng.randint(1, 6))}
    draft.ruleset["scoring"] = scoring


def add_indicators(draft: Draft, operands: list[str], parameters: list[str]) -> list[str]:
    """Two to six indicators, some in groups; returns the names of those that every unit has."""
    rng = draft.rng
    slots = rng.randint(2, 6)
    if draft.chance(0.12):
        slots = rng.randint(2, 3)
        draft.often_away = rng.choice(["exclude", "peer_mean", "full"])
    shares = cut(draft, Fraction(draft.ruleset["scoring"]["full_marks"]), slots)
    rules: list[list[dict[str, Any]]] = []
    everywhere: list[str] = []
    for place, points in enumerate(shares):
        name = f"指标{place + 1}" if draft.chance(0.85) else f"指标-{place + 1}"
        if draft.chance(0.12):
            rules.append(by_class(draft, name, points, operands, parameters))
        elif draft.chance(0.3) and "致贫人数" in draft.ruleset["formulas"] and points.denominator == 1:
            rules.append([repeated(draft, name, points)])
        else:
            rules.append([indicator(draft, name, points, operands, parameters)])
            everywhere.append(name)
    move_some(draft, [rule for some in rules for rule in some if rule["name"] in everywhere])
    draft.ruleset["indicators"] = grouped(draft, rules)
    goals = [(rule["name"], rule.get("not_applicable")) for some in rules for rule in some]
    uncap(draft.ruleset["indicators"], {name: goal["move_points_to"] for name, goal in goals if isinstance(goal, dict)})
    return everywhere


def cut(draft: Draft, whole: Fraction, parts: int) -> list[Fraction]:
    """Cut full marks into parts, whole or with halves."""
    step = draft.rng.choice([1, 2])
    marks = sorted(draft.rng.sample(range(1, int(whole) * step), parts - 1))
    edges = [0, *marks, int(whole) * step]
    return [Fraction(high - low, step) for low, high in pairwise(edges)]


def by_class(
    draft: Draft, name: str, points: Fraction, operands: list[str], parameters: list[str]
) -> list[dict[str, Any]]:
    """Two indicators of the same points, each for one class of units."""
    one, other = draft.rng.choice(
        [
            ("贫困乡", "not 贫困乡"),
            ("类别 == '山区'", "类别 in ('川区', '城郊')"),
            ("片区 == '东' and 类别 != '川区'", "片区 == '西' or 类别 == '川区'"),
        ]
    )
    return [
        {**indicator(draft, f"{name}甲", points, operands, parameters), "only": one},
        {**indicator(draft, f"{name}乙", points, operands, parameters), "only": other},
    ]


def repeated(draft: Draft, name: str, points: Fraction) -> dict[str, Any]:
    """An indicator repeated for the three causes; the points that remain make a third each."""
    each = write(points / 3) if points % 3 == 0 else None
    if each is None:
        return indicator(draft, name, points, [], [])
    rule = {"name": name, "points": each, "for_each": "原因", "source": draft.source()}
    if draft.chance(0.5):
        return {**rule, "method": "per_instance", "count": "致贫人数", "deduct": draft.figure(0, 2, 1)}
    return {**rule, "method": "ladder", "steps": [{"when": "致贫批次 >= 1", "earns": "0"}, {"earns": each}]}


def indicator(draft: Draft, name: str, points: Fraction, operands: list[str], parameters: list[str]) -> dict[str, Any]:
    """One indicator with a method and its measures."""
    rng = draft.rng
    method = rng.choice(METHODS)
    rule: dict[str, Any] = {"name": name, "points": write(points), "method": method}
    kind = rng.choice(KINDS) if draft.chance(0.5) else None
    away = 0.0 if kind is None else 0.03 if kind == "error" else 0.2
    if draft.often_away is not None:
        kind, away = draft.often_away, 0.6
    rule.update(parameters_of(draft, method, points, operands, parameters, away))
    if kind is not None and (kind != "error" or draft.chance(0.5)):
        rule["not_applicable"] = kind
    if draft.chance(0.25):
        rule["decimals"] = str(rng.randint(0, 3))
    if draft.chance(0.3):
        rule["rounding"] = rng.choice(ROUNDINGS)
    return {**rule, "source": draft.source()}


def parameters_of(
    draft: Draft, method: str, points: Fraction, operands: list[str], parameters: list[str], away: float
) -> dict[str, Any]:
    """The parameters of a method, often odd ones."""
    rng = draft.rng

    def count(high: int = 12) -> str:
        return quoted(draft.measure("数", lambda: str(rng.randint(0, high)), ("0", "500"), does_not_apply=away))

    def percent() -> str:
        return quoted(
            draft.measure(
                "率",
                lambda: draft.figure(0, 12, 2),
                ("0", "100"),
                unit="%",
                decimals=2,
                does_not_apply=away,
            )
        )

    def score() -> str:
        if operands and draft.chance(0.5):
            return rng.choice(operands)
        cell = rng.choice([lambda: draft.figure(40, 100, 1), lambda: rng.choice(["75", "80.5", "90"])])
        return quoted(draft.measure("分", cell, ("-50", "200"), unit="分", decimals=1, does_not_apply=away))

    earns = [draft.figure(0, int(points), 1) if points >= 1 else "0.5" for _ in range(4)]
    if method == "completion":
        lowest = 0 if draft.chance(0.15) else 1
        target = draft.measure("任务", lambda: str(rng.choice([lowest, 7, 8, 9, 16, 40])), ("0", "500"))
        actual = draft.measure(
            "完成", lambda: str(rng.choice([-2, 0, 3, 5, 8, 13])), ("-50", "500"), does_not_apply=away
        )
        more = rng.choice(["", "", " + 1", " * 2"])
        return {"actual": quoted(actual) + more, "target": quoted(target)}
    if method == "ladder":
        second = count()
        steps = [
            {"from": "90", "earns": earns[0]},
            {"from": "75", "when": f"{second} <= 5", "earns": earns[1]},
            {"when": rng.choice([f"{second} > 8 and 贫困乡", f"{second} in (6, 7)"]), "earns": "-1.5"},
            {"from": "60", "earns": earns[2]},
        ]
        steps = sorted(rng.sample(steps, rng.randint(2, 4)), key=lambda step: step.get("from") == "60")
        if draft.chance(0.6):
            steps.append({"earns": earns[3]})
        return {"value": score(), "steps": steps}
    if method == "interpolation":
        ats = sorted({draft.figure(40, 100, 0) for _ in range(rng.randint(3, 4))} | {"70", "85"}, key=int)
        return {
            "value": score(),
            "through": [{"at": at, "earns": rng.choice([*earns, "0"])} for at in ats],
        }
    if method == "shortfall":
        rule = {
            "each": rng.choice(["0.5", "1", "0.7", "3"]),
            "deduct": rng.choice(["1", "0.5", "0.33", "0.125", "2"]),
        }
        limits = [*parameters, "5", rng.choice(["4.5", "5%"]), "min(村数, 6)"]
        if draft.chance(0.5):
            rule.update({"value": percent(), "limit": rng.choice(limits)})
        else:
            rule.update({"value": score(), "at_least": rng.choice(["80", "100", "75.5"])})
        if draft.chance(0.7):
            rule["steps"] = rng.choice(["full", "started", "proportional"])
        if draft.chance(0.5):
            rule["floor"] = rng.choice(["none", "-3", "0", "1.5"])
        return rule
    if method == "per_instance":
        rule = {
            "count": rng.choice([count(), f"{count()} - 2"]),
            "deduct": rng.choice(["2", "0.5", "0.125", "15"]),
        }
        if draft.chance(0.5):
            rule["floor"] = rng.choice(["none", "-2.5", "0"])
        if draft.chance(0.4):
            rule["at_most"] = rng.choice(["3", "4.25"])
        return rule
    if method == "all_or_nothing":
        one = count()
        return {"when": rng.choice([f"{one} <= 6", f"not ({one} > 4 or 类别 == '山区')", f"{one} / 村数 < 0.5"])}
    return {"score": score(), "out_of": rng.choice(["100", "200", "80", "3"])}


def move_some(draft: Draft, rules: list[dict[str, Any]]) -> None:
    """Let some indicators move their points to a later one, in chains too."""
    for place, rule in enumerate(rules[:-1]):
        if "not_applicable" in rule and (draft.often_away == "full" or draft.chance(0.4)):
            target = rules[place + 1] if draft.often_away else draft.rng.choice(rules[place + 1 :])
            if target["method"] not in ("ladder", "interpolation"):
                rule["not_applicable"] = {"move_points_to": target["name"]}


def grouped(draft: Draft, rules: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Put some neighbours in groups, now and then a group in a group, with caps."""
    if len(rules) < 3 or draft.chance(0.3):
        return [rule for some in rules for rule in some]
    split = draft.rng.randint(1, len(rules) - 1)
    inner = group(draft, "内组", rules[:split], [])
    if draft.chance(0.4) and split + 1 < len(rules):
        middle = draft.rng.randint(split + 1, len(rules) - 1)
        outer = group(draft, "外组", rules[split:middle], [inner])
        return [outer, *[rule for some in rules[middle:] for rule in some]]
    return [inner, *[rule for some in rules[split:] for rule in some]]


def group(draft: Draft, name: str, rules: list[list[dict[str, Any]]], more: list[dict[str, Any]]) -> dict[str, Any]:
    """A group of indicators and groups, often capped."""
    points = sum((Fraction(inner["points"]) for inner in more), Fraction(0))
    for some in rules:
        points += Fraction(some[0]["points"]) * (3 if "for_each" in some[0] else 1)
    found: dict[str, Any] = {"group": name, "points": write(points)}
    if draft.chance(0.5):
        found["at_most"] = str(max(1, int(points * draft.rng.choice([3, 5, 8]) / 10)))
    return {**found, "indicators": [*more, *[rule for some in rules for rule in some]], "source": "约定"}


def uncap(entries: list[dict[str, Any]], moves: dict[str, str]) -> set[str]:
    """Take the caps from groups into which points are moved from outside; returns the names within."""
    names: set[str] = set()
    for entry in entries:
        if "group" not in entry:
            names.add(entry["name"])
            continue
        within = uncap(entry["indicators"], moves)
        if any(source not in within and target in within for source, target in moves.items()):
            entry.pop("at_most", None)
        names |= within
    return names


def add_adjustments(draft: Draft, indicators: list[str]) -> None:
    """Bonuses and deductions, with conditions and caps."""
    rng = draft.rng
    cases = draft.measure("表彰", lambda: str(rng.randint(0, 4)), ("0", "99"), does_not_apply=0.06)
    faults = draft.measure("问题", lambda: str(rng.randint(0, 5)), ("0", "99"), missing="0")
    found: list[dict[str, Any]] = [
        {"name": "表彰加分", "bonus": f"{quoted(cases)} * {rng.choice(['1.5', '0.125', '2'])}"},
        {"name": "区片加分", "when": "片区 == '东' or 村数 > 40", "bonus": "1"},
        {
            "name": "问题扣分",
            "when": f"{quoted(faults)} > {rng.randint(0, 2)}",
            "deduct": f"{quoted(faults)} * 0.75",
        },
        {"name": "老乡扣分", "when": "设立 <= 1984-05-31", "deduct": "max(0.5, 村数 * 0.01)"},
    ]
    if indicators:
        points = result("points", rng.choice(indicators))
        found.append({"name": "指标加分", "when": f"{points} > 5", "bonus": f"min({points}, 30) * 0.05"})
    if "致贫人数" in draft.ruleset["formulas"]:
        found.append({"name": "返贫扣分", "deduct": "致贫人数 * 0.3", "for_each": "原因"})
    chosen = [rule for rule in found if draft.chance(0.5)]
    for rule in chosen:
        if draft.chance(0.4):
            rule["at_most"] = str(rng.randint(1, 2))
    draft.ruleset["adjustments"] = [{**rule, "source": draft.source()} for rule in chosen]
