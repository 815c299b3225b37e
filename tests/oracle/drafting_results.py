"""Making up grades on the edge of totals, vetoes, ranking, prizes, quotas and targets."""

from fractions import Fraction
from typing import Any

from oracle.drafting import ROUNDINGS, Draft, quoted, result
from oracle.rounding import write

SCHEMES = (
    ["好", "较好", "一般", "较差"],
    ["优秀", "合格", "不合格"],
    ["一等", "二等", "三等", "四等", "五等"],
)


def add_grades(draft: Draft, totals: list[Fraction], decimals: int) -> list[str]:
    """Grades whose edges lie on a total, one step beside it, or anywhere; returns their names."""
    rng = draft.rng
    names = rng.choice(SCHEMES)
    step = Fraction(1, 10**decimals)
    pool = [rng.choice([total, total, total + step, total - step]) for total in totals]
    pool += [Fraction(rng.randint(0, 100)) for _ in range(2)]
    edges = sorted(set(rng.sample(pool, min(len(pool), len(names) - 1))), reverse=True)
    while len(edges) < len(names) - 1:
        edges.append(edges[-1] - 10)
    grades: list[dict[str, Any]] = []
    for name, edge in zip(names, [*edges, None], strict=True):
        rule: dict[str, Any] = {"grade": name}
        if edge is not None:
            rule["from"] = write(edge, rng.choice([0, 2]))
            if draft.chance(0.3):
                rule["may"] = "true"
        grades.append({**rule, "source": draft.source()})
    draft.ruleset["grades"] = grades
    return list(names)


def add_vetoes(draft: Draft, grades: list[str], indicators: list[str]) -> None:
    """Vetoes of grades and withdrawals."""
    rng = draft.rng
    fraud = draft.measure("弄虚作假", lambda: rng.choice(["0", "0", "0", "0", "1", "2"]), ("0", "9"), missing="0")
    found: list[dict[str, Any]] = []
    if draft.chance(0.5):
        found.append({"when": f"{quoted(fraud)} > 0", "grade_at_most": grades[-1]})
    if draft.chance(0.3):
        found.append({"when": "total < 50 and 片区 == '西'", "grade_at_most": rng.choice(grades[1:])})
    if draft.chance(0.3) and indicators:
        points = result("points", rng.choice(indicators))
        found.append({"when": f"{points} <= 1", "grade_at_most": grades[1]})
    if draft.chance(0.3):
        found.append({"when": f"{quoted(fraud)} == 2 or 村数 == 3", "withdraw": "true"})
    if draft.chance(0.1) and "致贫人数" in draft.ruleset["formulas"]:
        found.append({"when": "致贫人数 > 15", "grade_at_most": grades[1], "for_each": "原因"})
    for place, rule in enumerate(found):
        draft.ruleset["adjustments"].append({"name": f"一票{place + 1}", **rule, "source": draft.source()})


def add_ranking(draft: Draft, indicators: list[str]) -> None:
    """Ranking, now and then within groups, with ties broken or not."""
    rng = draft.rng
    rule: dict[str, Any] = {"by": "total"}
    pool = ["村数", "-村数", *[result("points", name) for name in indicators[:2]]]
    pool += [quoted(name) for name in list(draft.ruleset["measures"])[:2]]
    if draft.chance(0.5):
        rule["ties"] = rng.sample(pool, rng.randint(1, 2))
    if draft.chance(0.35):
        rule["within"] = rng.choice(["片区", "类别"])
    draft.ruleset["ranking"] = {**rule, "source": draft.source()}


def among_of(draft: Draft, grades: list[str]) -> str | None:
    """A condition on who may have a prize or quota."""
    measures = [name for name, rule in draft.ruleset["measures"].items() if "may_not_apply" in rule]
    pool: list[str | None] = [
        None,
        f"grade == '{grades[0]}'",
        f"grade in ('{grades[0]}', '{grades[1]}')",
        f"grade != '{grades[-1]}'",
        f"previous.grade != '{grades[-1]}' and total > 20",
        "not is_last",
        f"running(grade == '{grades[-1]}') == 0",
    ]
    if measures:
        pool.append(f"{quoted(draft.rng.choice(measures))} <= 8")
    return draft.rng.choice(pool)


def add_prizes(draft: Draft, grades: list[str]) -> list[str]:
    """A series of prizes from the first, now and then one from the last with negative amounts."""
    rng = draft.rng
    found: list[dict[str, Any]] = []
    among = among_of(draft, grades)
    for name, amount in zip(["一等奖", "二等奖", "三等奖"], ["50000", "30000", "20000"], strict=True):
        if draft.chance(0.7):
            rule: dict[str, Any] = {"name": name, "winners": str(rng.randint(1, 3)), "amount": amount}
            if among is not None:
                rule["among"] = among
            if draft.chance(0.3):
                rule["from"] = "first"
            found.append({**rule, "source": draft.source()})
    if draft.chance(0.3):
        last: dict[str, Any] = {"name": "末位", "winners": "1", "amount": "-400", "from": "last"}
        last_but_one = {**last, "name": "次末位", "winners": "2", "amount": "-200.5"}
        last_but_one["amount"] = "-200"
        found += [{**last, "source": "办法"}, {**last_but_one, "source": "办法"}]
    draft.ruleset["prizes"] = found
    return [rule["name"] for rule in found]


def add_quotas(draft: Draft, grades: list[str]) -> list[str]:
    """Quotas by share or places, often with leeway."""
    rng = draft.rng
    found: list[dict[str, Any]] = []
    for name in ("优秀班子", "先进集体"):
        if not draft.chance(0.6):
            continue
        rule: dict[str, Any] = {"name": name}
        if draft.chance(0.75):
            rule["share"] = rng.choice(["30%", "0.5", "25%", "12.5%", "33.3%"])
            if draft.chance(0.5):
                rule["rounding"] = rng.choice(ROUNDINGS)
        else:
            rule["places"] = str(rng.randint(0, 4))
        of_last = f"grade != '{grades[-1]}'"
        rule["of"] = rng.choice(["assessed", "ranked", of_last, "rank <= 5 or 贫困乡"])
        among = among_of(draft, grades)
        if among is not None:
            rule["among"] = among
        if draft.chance(0.4):
            rule["about"] = str(rng.randint(1, 2))
        found.append({**rule, "source": draft.source()})
    draft.ruleset["quotas"] = found
    return [rule["name"] for rule in found]


def add_targets(draft: Draft) -> None:
    """Targets over measures and formulas, due and not yet due."""
    rng = draft.rng
    rate = quoted(draft.measure("发生率", lambda: draft.figure(0, 9, 1), ("0", "100"), unit="%", decimals=1))
    done = quoted(draft.measure("脱贫", lambda: str(rng.randint(0, 9)), ("0", "999"), unit="人", does_not_apply=0.1))
    found: list[dict[str, Any]] = [
        {"expect": f"{rate} <= 5", "by": f"{int(draft.period[:4]) + rng.randint(0, 1)}-12-31"},
        {"expect": f"{done} == 4 + 2", "hard": "false"},
        {"expect": f"{done} / 村数 >= 0.3", "when": "村数 > 5"},
        {"expect": f"{rate} < 4%"},
    ]
    draft.ruleset["targets"] = [
        {"name": f"目标{place}", **rule, "source": draft.source()}
        for place, rule in enumerate(found)
        if draft.chance(0.5)
    ]
