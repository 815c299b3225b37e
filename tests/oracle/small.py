"""The smallest rulesets, data, records and decisions, for tests worked out by hand."""

from typing import Any

Json = dict[str, Any]


def ruleset(measures: list[str], indicators: list[Json], **more: Any) -> Json:
    """A ruleset with plain measures and the four grades of the township scheme."""
    return {
        "ruleset": "考核",
        "version": "1",
        "covers": {"unit": "乡镇", "at_most": "100"},
        "period": "year",
        "in_force": {"from": "2010-01-01"},
        "sources": {"约定": {"title": "约定", "kind": "assumption"}},
        "parties": {
            "领导干部": {"kind": "people"},
            "党政主要领导": {"within": "领导干部"},
            "其他领导干部": {"all": "领导干部", "except": "党政主要领导"},
        },
        "measures": {
            name: {"unit": "件", "decimals": "3", "between": ["-1000", "100000"], "may_not_apply": "true"}
            for name in measures
        },
        "scoring": {"full_marks": "100", "points": {"decimals": "2"}},
        "indicators": [{"source": "约定", **one} for one in indicators],
        "grades": [
            {"grade": "好", "from": "90", "may": "true"},
            {"grade": "较好", "from": "80"},
            {"grade": "一般", "from": "70"},
            {"grade": "较差"},
        ],
        "ranking": {"by": "total"},
        **more,
    }


def given(name: str = "分", points: str = "100") -> Json:
    """An indicator that earns a measure's value."""
    return {"name": name, "points": points, "method": "given", "score": name, "out_of": points}


def units(**rows: Any) -> Json:
    """Data: each unit with the one measure 分, or with several."""
    return {
        "units": [
            {"unit": name, **(cells if isinstance(cells, dict) else {"分": cells})} for name, cells in rows.items()
        ]
    }


def decided(**answers: Any) -> Json:
    """Decisions, the slashes of questions written as ``__``."""
    pairs = answers.items()
    return {
        "decisions": [
            {"question": name.replace("__", "/").replace("_plus_", "+"), "answer": answer, "reason": "会议"}
            for name, answer in pairs
        ]
    }


def record(grade: str, period: str = "2015", unit: str = "甲", **more: str) -> Json:
    """A record of an earlier period."""
    return {"unit": unit, "period": period, "grade": grade, **more}
