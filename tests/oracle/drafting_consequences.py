"""Making up consequences: by grade and by history, in chains of `instead_of`, with effects that may be."""

from typing import Any

from oracle.drafting import Draft, quoted, result
from oracle.drafting_values import CAUSES

MILD = (
    {"party": "领导班子", "effect": "criticise", "scope": "全县"},
    {"party": "党政主要领导", "effect": "admonish", "by": "县委"},
    {"party": "乡镇", "effect": "report", "to": "县委", "within_days": "15"},
    {"party": "领导班子", "effect": "rectify", "within_days": "30"},
    {"party": "党政主要领导", "effect": "adjust", "how": "组织调整"},
    {"party": "干部", "effect": "educate", "how": "培训"},
    {"party": "干部", "effect": "reassign"},
    {"party": "党政主要领导", "effect": "recommend", "for": "重要岗位"},
    {"party": "乡镇", "effect": "award", "what": "奖金", "amount": "1000"},
    {"party": "干部", "effect": "prefer", "for": "选拔任用"},
    {"party": "领导班子", "effect": "hold_accountable", "how": "问责"},
    {"party": "其他领导干部", "effect": "forbid", "what": "提拔使用", "months": "12", "from": "decision"},
    {"party": "党政主要领导", "effect": "forbid", "what": "评优", "months": "1", "from": "period_end"},
    {"party": "其他领导干部", "effect": "forbid", "what": "交流", "months": "7"},
    {"party": "干部", "effect": "forbid", "what": "兼职"},
)


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two effects are of one kind and for one party."""
    return (one["party"], one["effect"]) == (other["party"], other["effect"])


def mild(draft: Draft) -> list[dict[str, Any]]:
    """One to three effects that are compatible with all others, some of which only may be."""
    found: list[dict[str, Any]] = []
    for effect in draft.rng.sample(MILD, draft.rng.randint(1, 3)):
        # Two questions on one kind of effect for one party could not be told apart.
        asked = any("may" in each and same(each, effect) for each in found)
        found.append({**effect, "may": "true"} if draft.chance(0.2) and not asked else dict(effect))
        if draft.chance(0.2):
            found[-1]["source"] = draft.source()
    return found


def add_consequences(draft: Draft, grades: list[str], prizes: list[str], quotas: list[str]) -> None:
    """The consequences of a county."""
    found = by_grade(draft, grades)
    if draft.chance(0.6):
        found += chain(draft)
    if draft.chance(0.6):
        found += by_standing(draft, grades, prizes, quotas)
    if draft.chance(0.4) and "致贫人数" in draft.ruleset["formulas"]:
        found.append(
            {"name": "致贫原因", "when": "致贫人数 >= 5", "then": [MILD[2]], "for_each": "原因"},
        )
    draft.rng.shuffle(found)
    draft.ruleset["consequences"] = [{**rule, "source": draft.source()} for rule in found]


def by_grade(draft: Draft, grades: list[str]) -> list[dict[str, Any]]:
    """Rules on single grades: their ratings exclude each other, but for one that replaces."""
    rng = draft.rng
    found: list[dict[str, Any]] = []
    rates = [{"party": "领导班子", "effect": "rate", "as": f"{grade}班子"} for grade in grades]
    top = [
        {"party": "党政主要领导", "effect": "rate", "as": "优秀"},
        {"party": "乡镇", "effect": "grant", "what": "优秀指标", "count": "1"},
    ]
    if draft.chance(0.7):
        may = [{**rates[0], "may": "true"}] if draft.chance(0.5) else [rates[0]]
        found.append({"name": "结果最好", "when": f"grade == '{grades[0]}'", "then": [*may, *top]})
    if len(grades) > 3 and draft.chance(0.4):
        found.append({"name": "结果其次", "when": f"grade == '{grades[1]}'", "then": mild(draft)})
    low, lowest = grades[-2], grades[-1]
    cancel = {"party": "乡镇", "effect": "cancel", "what": "优秀指标"}
    no_rating = {"party": "领导干部", "effect": "forbid", "what": "评为优秀", "rating": "优秀"}
    if draft.chance(0.8):
        then = [rates[-2], cancel, no_rating, *mild(draft)]
        found.append({"name": "结果较低", "when": f"grade == '{low}'", "then": then})
    if draft.chance(0.8):
        counted = rng.choice([f"running(grade == '{low}') >= 2", f"times(grade == '{low}') >= 2 and grade == '{low}'"])
        rule: dict[str, Any] = {"name": "结果最低", "when": f"grade == '{lowest}' or {counted}"}
        if any(other["name"] == "结果较低" for other in found):
            rule["instead_of"] = ["结果较低"]
        found.append({**rule, "then": [rates[-1], *mild(draft)]})
    return found


def chain(draft: Draft) -> list[dict[str, Any]]:
    """Rules that replace each other: in a chain, or one that replaces two."""
    name = quoted(draft.measure("事故", lambda: str(draft.rng.randint(0, 5)), ("0", "99"), does_not_apply=0.06))
    return [
        {
            "name": "事故特大",
            "when": f"{name} > 4 or 村数 < 9",
            "instead_of": draft.rng.choice([["事故重大"], ["事故重大", "事故一般"]]),
            "then": mild(draft),
        },
        {
            "name": "事故重大",
            "when": f"{name} in (2, 3, 4, 5)",
            "instead_of": ["事故较大"],
            "then": mild(draft),
        },
        {"name": "事故较大", "when": f"{name} >= 2", "instead_of": ["事故一般"], "then": mild(draft)},
        {"name": "事故一般", "when": f"not {name} == 0", "then": mild(draft)},
    ]


def by_standing(draft: Draft, grades: list[str], prizes: list[str], quotas: list[str]) -> list[dict[str, Any]]:
    """Rules on ranks, prizes, quotas and earlier periods."""
    conditions = [
        "is_last",
        "rank <= 3 and total >= 60",
        "running(rank > 2) >= 2",
        "times(total < 70) >= 2",
        f"running(grade != '{grades[0]}') > 2 or times(grade == '{grades[-1]}') == 2",
        "previous.total > total",
        "total - previous.total >= 5 or rank < previous.rank",
        f"previous.grade == '{grades[-1]}' and grade == '{grades[0]}'",
    ]
    if prizes:
        conditions.append(result("prizes", draft.rng.choice(prizes)))
    if quotas:
        conditions.append(f"{result('quotas', draft.rng.choice(quotas))} and not is_last")
    if "户均" in draft.ruleset["formulas"]:
        conditions.append("户均 > 4 or 类别 == '城郊'")
    measure = draft.rng.choice(list(draft.ruleset["measures"]))
    conditions.append(f"previous.{quoted(measure)} > {quoted(measure)}")
    if "致贫人数" in draft.ruleset["formulas"] and draft.chance(0.5):
        conditions.append(f"`致贫人数·{CAUSES[0]}` > 0")
    chosen = draft.rng.sample(conditions, draft.rng.randint(1, 4))
    return [{"name": f"名次{i + 1}", "when": when, "then": mild(draft)} for i, when in enumerate(chosen)]
