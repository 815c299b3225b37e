"""A county of five units that can be reckoned by hand, and scenarios on it.

| unit | 分 | grade | rank | prize      |
| ---- | -- | ----- | ---- | ---------- |
| 甲   | 95 | 好    | 1    | 一等奖, 50 |
| 乙   | 91 | 好    | 2    | 二等奖, 30 |
| 丙   | 91 | 好    | 2    | 二等奖, 30 |
| 丁   | 85 | 较好  | 4    |            |
| 戊   | 72 | 一般  | 5    |            |

Of the two places of 先进 甲 has one; 乙 and 丙 are tied for the other.
"""

from typing import Any

from building import county, scheme

from engine.cycle import assessed_period
from engine.data import Data
from engine.decision import Decisions
from engine.history import History
from engine.preparation import Inputs, Prepared, prepare
from engine.ruleset import Ruleset
from engine.simulation.edits import applied
from engine.simulation.scenario import Scenario, read_scenarios

PARTS: dict[str, str] = {
    "parties": "{班子: {kind: body}}",
    "prizes": """
- {name: 一等奖, winners: 1, amount: 50, source: 文}
- {name: 二等奖, winners: 2, amount: 30, source: 文}
""",
    "quotas": "- {name: 先进, places: 2, source: 文}",
    "consequences": """
- {name: 表扬, when: quotas.先进, then: [{party: 班子, effect: award, what: 表扬}], source: 文}
- {name: 提醒, when: grade == '一般', then: [{party: 班子, effect: admonish}], source: 文}
- {name: 约谈, when: running(grade == '一般') >= 2, instead_of: [提醒],
   then: [{party: 班子, effect: criticise}], source: 文}
""",
}
POINTS = "95 91 91 85 72"


def ruleset(**parts: str) -> Ruleset:
    return scheme(**{**PARTS, **parts})


def cycle(
    data: Data | None = None,
    rules: Ruleset | None = None,
    *,
    history: History | None = None,
    decisions: Decisions | None = None,
    period: str = "2016",
) -> Prepared:
    rules = rules or ruleset()
    when = assessed_period(rules, period)
    return prepare(Inputs(rules, data or county(分=POINTS), history or History(), decisions or Decisions(), when))


def scenario(text: str) -> Scenario:
    """The one scenario whose entries a text holds."""
    return read_scenarios(f"scenarios: {{试: {text}}}")["试"]


def under(before: Prepared, text: str) -> Prepared:
    """A cycle under a scenario."""
    return changed(before, scenario(text))


def changed(before: Prepared, chosen: Scenario) -> Prepared:
    rules, data = applied(chosen, before.inputs.ruleset, before.inputs.data)
    inputs: dict[str, Any] = {**vars(before.inputs), "ruleset": rules, "data": data}
    return prepare(Inputs(**inputs))
