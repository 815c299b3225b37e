"""`kaoping simulate attribution`: one scenario, and perhaps one unit that is looked at."""

from dataclasses import replace
from pathlib import Path

from engine.message import Message
from engine.preparation import Prepared, prepare
from engine.problem import Place, Problem, Problems
from engine.simulation.comparing.attribution import Attribution, UnitAttribution
from engine.simulation.comparing.attribution import attribution as attributed
from engine.simulation.reaching.path import place_of
from engine.simulation.scenario import Scenario
from notices.briefs.attribution import told
from terminal.progress import bar
from terminal.simulating import Form, Wanted, answer, base, scenarios, start_of


def run(result: Path, wanted: Wanted, unit: str | None, shapley: bool | None, form: Form) -> int:
    """Attribute the change of one scenario to its steps.

    Args:
        result: The ``result.json``.
        wanted: The scenario.
        unit: The unit that is looked at; all if None.
        shapley: Whether Shapley values are wanted; up to 10 steps if None.
        form: How the answer is given.

    Returns:
        The exit code 0.

    Raises:
        Problems: several scenarios are given, one cannot be applied, or the unit is not scored.
    """
    before = base(result)
    scenario = _one(scenarios(wanted))
    start = _start(before, scenario)
    if unit is not None:
        place_of(start, unit)
    with bar(Message("Combinations of steps")) as show:
        study = attributed(start, scenario, with_shapley=shapley, tell=show)
    chosen = None if unit is None else _unit(study, unit)
    return answer(study, lambda found: told(found, chosen), form)


def _one(found: list[Scenario]) -> Scenario:
    if len(found) == 1:
        return found[0]
    names = [each.name for each in found]
    what = Message("A change is attributed to the steps of one scenario; there are {count}.", count=len(names))
    raise Problems([Problem("scenario-one", what, mend=Message("Name one with --scenario: {names}.", names=names))])


def _start(before: Prepared, scenario: Scenario) -> Prepared:
    """The cycle under the ruleset that a scenario starts from."""
    if scenario.base is None:
        return before
    return prepare(replace(before.inputs, ruleset=start_of(before, scenario)))


def _unit(study: Attribution, name: str) -> UnitAttribution:
    known = {each.unit: each for each in study.units}
    if name not in known:
        what = Message("{unit} is no unit that is scored with every combination of the steps.", unit=name)
        raise Problems([Problem("not-scored", what, Place(unit=name))])
    return known[name]
