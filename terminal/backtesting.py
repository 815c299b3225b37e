"""`kaoping simulate backtest`: the results of several years, and scenarios that leave their data alone."""

from collections.abc import Sequence
from pathlib import Path

from engine.message import Message
from engine.problem import Problem, Problems
from engine.simulation.comparing.backtest import backtest
from engine.simulation.scenario import Scenario
from notices.briefs.backtest import told
from terminal.simulating import Form, Wanted, answer, base, changed, scenarios


def run(results: Sequence[Path], wanted: Wanted, form: Form) -> int:
    """Try scenarios on earlier years.

    Args:
        results: The ``result.json`` of each year.
        wanted: The scenarios.
        form: How the answer is given.

    Returns:
        The exit code 0.

    Raises:
        Problems: a result was changed, they are not of one scheme, a scenario cannot be applied or changes data.
    """
    chosen = scenarios(wanted)
    if problems := [_changes_data(each) for each in chosen if any(step.cells for step in each.steps)]:
        raise Problems(problems)
    official = [base(path) for path in results]
    study = backtest(official, {each.name: [changed(year, each) for year in official] for each in chosen})
    return answer(study, told, form)


def _changes_data(scenario: Scenario) -> Problem:
    what = Message("{scenario} changes data, which would change in every year.", scenario=scenario.name)
    mend = Message("Give a scenario of rules alone; kaoping simulate impact tries out data of one year.")
    return Problem("backtest-data", what, mend=mend)
