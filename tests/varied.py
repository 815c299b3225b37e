"""Counties of the oracle with other numbers in their rulesets, for the engine and for the oracle."""

from copy import deepcopy
from typing import Any

from oracle.generate import County
from oracle.yaml_text import yaml_text

from engine.cycle import assessed_period
from engine.data import Data
from engine.decision import Decisions
from engine.history import History, Record
from engine.preparation import Inputs, Prepared, prepare
from engine.source import load
from engine.source.address import Addresses


def prepared(given: County) -> Prepared:
    """The county as the engine scores it."""
    ruleset = load(yaml_text(given.ruleset))
    records = [Record(**{key: value for key, value in record.items() if value}) for record in given.history]
    data = Data.from_rows(given.data["units"], **given.data.get("tables", {}))
    history, decisions = History.of(records), Decisions.from_plain(given.decisions)
    return prepare(Inputs(ruleset, data, history, decisions, assessed_period(ruleset, given.period)))


def edited(plain: dict[str, Any], numbers: dict[str, str]) -> dict[str, Any]:
    """The plain data of a ruleset with other numbers at some addresses."""
    changed = deepcopy(plain)
    addresses = Addresses(changed)
    for path, text in numbers.items():
        *above, key = addresses.path(path)
        holder: Any = changed
        for step in above:
            holder = holder[step]
        holder[key] = text
    return changed
