"""Making up the parts of a county that give values: parameters, tables, formulas."""

from oracle.drafting import Draft, quoted

GROUPS = ["上级", "同级", "群众"]
CAUSES = ["因灾", "因病", "因学"]


def add_parameters(draft: Draft) -> list[str]:
    """Parameters by date and by category; returns their names."""
    rng = draft.rng
    year = int(draft.period[:4])

    def entries(low: int, high: int) -> list[dict[str, str]]:
        found = [{"from": "2010-01-01", "is": draft.figure(low, high)}]
        for start in (f"{year}-01-01", f"{year}-06-30", f"{year + 1}-01-01"):
            if draft.chance(0.5):
                found.append({"from": start, "is": draft.figure(low, high)})
        return found

    parameters = {
        "标准": {
            "by": "类别",
            "unit": "件",
            "values": {name: entries(1, 9) for name in ("山区", "川区", "城郊")},
            "source": draft.source(),
        },
        "控制线": {"unit": rng.choice(["件", "%"]), "values": entries(2, 8), "source": draft.source()},
    }
    chosen = [name for name in parameters if draft.chance(0.6)]
    if chosen:
        draft.ruleset["parameters"] = {name: parameters[name] for name in chosen}
    return chosen


def add_tables(draft: Draft) -> None:
    """Ballots and causes: the tables of records below the unit that a formula reads."""
    used = {rule.get("of") or rule.get("count") for rule in draft.ruleset["formulas"].values()}
    rng = draft.rng
    draft.ruleset["tables"] = {
        "测评票": {
            "columns": {
                "组别": {"one_of": GROUPS},
                "得分": {"decimals": "1", "between": ["0", "100"]},
                "日期": {"type": "date"},
                "备注": {"type": "text"},
            }
        },
        "致贫": {"columns": {"原因": {"one_of": CAUSES}, "人数": {"decimals": "0", "between": ["0", "50"]}}},
    }
    ballots, causes = [], []
    few = 0.1 if draft.chance(0.5) else 0.0
    for row in draft.rows:
        for group in GROUPS:
            for _ in range(rng.randint(0, 1) if draft.chance(few) else rng.randint(2, 3)):
                score = draft.figure(50, 100, 1)
                day = rng.choice(["2016-01-31", "2016-06-30", "2016-12-01"])
                ballots.append({"unit": row["unit"], "组别": group, "得分": score, "日期": day, "备注": ""})
        for _ in range(rng.randint(0, 4)):
            number = str(rng.randint(0, 9))
            causes.append({"unit": row["unit"], "原因": rng.choice(CAUSES), "人数": number})
    rng.shuffle(ballots)
    tables = {"测评票": ballots, "致贫": causes}
    draft.tables = {name: rows for name, rows in tables.items() if name in used}
    draft.ruleset["tables"] = {name: draft.ruleset["tables"][name] for name in draft.tables}


def add_formulas(draft: Draft) -> list[str]:
    """Formulas over tables and over measures; returns the names of those usable as operands of a score."""
    rng = draft.rng
    decimals = str(rng.randint(0, 2))
    mode = rng.choice(["half_up", "half_even", "down", "ceiling"])
    found = {
        "上级分": {
            "mean": "得分",
            "of": "测评票",
            "where": "组别 == '上级'",
            "trim": {"highest": str(rng.randint(0, 1)), "lowest": str(rng.randint(0, 1))},
            "decimals": decimals,
        },
        "同级分": {"mean": "得分", "of": "测评票", "where": "组别 in ('同级', '群众')", "at_least": "4"},
        "最高分": {"max": "得分", "of": "测评票"},
        "最低分": {"min": "得分", "of": "测评票", "where": "组别 != '群众' and 日期 >= 2016-01-31"},
        "优良率": {
            "share": "得分 >= 80",
            "of": "测评票",
            "where": "组别 == '群众'",
            "decimals": decimals,
            "rounding": mode,
        },
        "票数": {"count": "测评票", "where": "得分 > 60 and not 组别 == '同级'"},
        "总分": {"sum": "得分", "of": "测评票", "where": "日期 == 2016-06-30"},
    }
    chosen = [name for name in found if draft.chance(0.25)]
    formulas = {name: found[name] for name in chosen}
    if {"上级分", "最高分"} <= set(chosen):
        formulas["综合分"] = {"value": "上级分 * 0.6 + 最高分 * 0.4", "decimals": "1", "rounding": mode}
        chosen.append("综合分")
    if draft.chance(0.4):
        formulas["致贫人数"] = {"sum": "人数", "of": "致贫", "per": "原因"}
        formulas["致贫批次"] = {"count": "致贫", "where": "人数 > 2", "per": "原因"}
    draft.ruleset["formulas"] = {name: {**rule, "source": draft.source()} for name, rule in formulas.items()}
    return chosen


def add_ratio(draft: Draft) -> None:
    """A formula that divides by a measure that may be zero, or not apply; for conditions only."""
    households = draft.measure("户数", lambda: draft.figure(0, 3), ("0", "100"), unit="户", does_not_apply=0.1)
    people = draft.measure("人数", lambda: draft.figure(0, 20), ("0", "1000"), unit="人")
    draft.ruleset.setdefault("formulas", {})["户均"] = {
        "value": f"{quoted(people)} / {quoted(households)}",
        "decimals": "2",
        "source": draft.source(),
    }
