"""A county as it is being made up: the ruleset so far, the rows of its units, how measures are added."""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from typing import Any

from oracle import period
from oracle.rounding import write

ROUNDINGS = ("half_up", "half_down", "half_even", "up", "down", "ceiling", "floor")
UNITS = ("甲镇", "乙镇", "丙镇", "丁镇", "戊乡", "己乡", "庚乡", "辛乡", "壬乡", "癸乡", "子镇", "丑镇")
SOURCES = {
    "办法": {"title": "考核办法", "section": "第三条", "number": "某办发〔2015〕1号", "kind": "document"},
    "讲话": {"title": "工作会议上的讲话", "kind": "speech"},
    "约定": {"title": "本规则集的约定", "kind": "assumption"},
}
PARTIES = {
    "领导班子": {"kind": "body"},
    "领导干部": {"kind": "people"},
    "党政主要领导": {"within": "领导干部"},
    "其他领导干部": {"all": "领导干部", "except": "党政主要领导"},
    "干部": {"kind": "people"},
    "乡镇": {"kind": "unit"},
}


@dataclass
class Draft:
    """What has been made up so far.

    ``often_away`` is the one way in which all indicators treat measures that do not apply, which then are many.
    """

    rng: Random
    period: str
    ruleset: dict[str, Any]
    rows: list[dict[str, str]]
    tables: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    often_away: str | None = None

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self.rng.random() < probability

    def source(self) -> Any:
        """A source, or a list of them."""
        return self.rng.choice(["办法", "讲话", "约定", ["办法", "约定"]])

    def name(self, stem: str) -> str:
        """A new name; now and then one that needs backquotes."""
        number = len(self.ruleset["measures"]) + 1
        return f"{stem}-{number}" if self.chance(0.15) else f"{stem}{number}"

    def measure(
        self,
        stem: str,
        cell: Callable[[], str],
        between: tuple[str, str],
        *,
        unit: str = "件",
        decimals: int = 0,
        does_not_apply: float = 0.0,
        missing: str | None = None,
    ) -> str:
        """Declare a measure and report it for every unit; returns its name."""
        name = self.name(stem)
        rule: dict[str, Any] = {"unit": unit, "decimals": str(decimals), "between": list(between)}
        if does_not_apply:
            rule["may_not_apply"] = "true"
        if missing is not None:
            rule["missing"] = missing
        self.ruleset["measures"][name] = rule
        for row in self.rows:
            row[name] = cell()
            if missing is not None and self.chance(0.5):
                row[name] = ""
            if self.chance(does_not_apply):
                row[name] = self.rng.choice(["不适用", "n/a"])
        return name

    def figure(self, low: int, high: int, decimals: int = 0) -> str:
        """A number as text, between bounds, with at most so many decimals."""
        scale = 10**decimals
        text = write(Fraction(self.rng.randint(low * scale, high * scale), scale), decimals)
        return text.rstrip("0").rstrip(".") if decimals and self.chance(0.5) else text


def quoted(name: str) -> str:
    """A name as it is written in an expression."""
    return name if name.isidentifier() else f"`{name}`"


def result(family: str, name: str) -> str:
    """The name of a result as it is written in an expression."""
    return f"{family}.{quoted(name)}"


def new_draft(rng: Random) -> Draft:
    """An empty county: its period, its units, their attributes."""
    kind = rng.choice(["year", "year", "quarter", "month"])
    year = rng.choice([2015, 2016, 2017])
    label = {
        "year": f"{year}",
        "quarter": f"{year}Q{rng.randint(1, 4)}",
        "month": f"{year}-{rng.randint(1, 12):02d}",
    }[kind]
    ruleset: dict[str, Any] = {
        "ruleset": "考核",
        "version": "1",
        "covers": {"unit": "乡镇", "at_most": "100"},
        "period": kind,
        "in_force": {"from": rng.choice(["2010-01-01", "2015-01-01", first_day(label)])},
        "sources": SOURCES,
        "parties": PARTIES,
        "attributes": {
            "片区": {"one_of": ["东", "西"]},
            "类别": {"one_of": ["山区", "川区", "城郊"]},
            "贫困乡": {"type": "yes_no", "missing": "否"},
            "设立": {"type": "date"},
            "村数": {"type": "number", "decimals": "0", "between": ["1", "60"]},
        },
        "measures": {},
    }
    rows = [attributes_of(rng, name) for name in rng.sample(UNITS, min(rng.randint(3, 12), rng.randint(3, 12)))]
    return Draft(rng, label, ruleset, rows)


def attributes_of(rng: Random, name: str) -> dict[str, str]:
    """The row of a unit with its attributes."""
    return {
        "unit": name,
        "片区": rng.choice(["东", "西"]),
        "类别": rng.choice(["山区", "川区", "城郊"]),
        "贫困乡": rng.choice(["是", "否", "yes", "no", ""]),
        "设立": rng.choice(["1958-01-01", "1984-05-31", "2004-11-01"]),
        "村数": str(rng.randint(1, 60)),
    }


def first_day(label: str) -> str:
    """The first day of a period."""
    year, place, places = period.parts(label)
    return f"{year}-{(place - 1) * (12 // places) + 1:02d}-01"
