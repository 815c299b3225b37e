"""Make a county that fails smaller: leave out units, rules, records and decisions while it still fails."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from oracle.generate import County

LISTS = ("consequences", "targets", "quotas", "prizes", "adjustments")


def lists_of(made: County) -> list[list[Any]]:
    """All lists of a county of which parts may be left out."""
    found: list[list[Any]] = [made.decisions["decisions"], made.data["units"], made.history]
    found += [made.ruleset[name] for name in LISTS if made.ruleset.get(name)]
    found += list(made.data["tables"].values())
    found += [rule["then"] for rule in made.ruleset.get("consequences", [])]
    return found


def shrunk(made: County, fails: Callable[[County], bool]) -> County:
    """The smallest county found that still fails; ``fails`` says False for one that makes no sense."""
    made = deepcopy(made)
    smaller = True
    while smaller:
        smaller = False
        for place in range(len(lists_of(made))):
            index = 0
            while place < len(lists_of(made)) and index < len(lists_of(made)[place]):
                attempt = deepcopy(made)
                removed = lists_of(attempt)[place].pop(index)
                forget(attempt, removed)
                if sensible(attempt) and fails(attempt):
                    made = attempt
                    smaller = True
                else:
                    index += 1
    return made


def forget(made: County, removed: Any) -> None:
    """Leave out what hangs on something removed: records of a unit, names of a rule."""
    if not isinstance(removed, dict):
        return
    if "unit" in removed and "period" not in removed and removed["unit"] not in named_units(made):
        for name, rows in made.data["tables"].items():
            made.data["tables"][name] = [row for row in rows if row["unit"] != removed["unit"]]
    for rule in made.ruleset.get("consequences", []):
        if removed.get("name") in rule.get("instead_of", []):
            rule["instead_of"] = [name for name in rule["instead_of"] if name != removed["name"]]
            if not rule["instead_of"]:
                del rule["instead_of"]


def named_units(made: County) -> set[str]:
    """The units of a county."""
    return {row["unit"] for row in made.data["units"]}


def sensible(made: County) -> bool:
    """Whether a county still has units, no rule without effects, and can be judged."""
    if not made.data["units"] or not all(rule["then"] for rule in made.ruleset.get("consequences", [])):
        return False
    try:
        made.run()
    except Exception:
        return False
    return True
