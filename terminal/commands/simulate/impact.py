"""`kaoping simulate impact`: what becomes of each unit under other rules or other data."""

from pathlib import Path

import click

from engine.message import Message
from terminal.commands.simulate.options import REPORT, RESULT, SCENARIO
from terminal.usage import Command, Option


@click.command(
    cls=Command,
    texts=[
        Message("Compare a cycle with what it would be under other rules or other data."),
        Message(
            "For each unit: total, rank, grade, prizes, quotas, money and rules in force, before and after; how many "
            "go up, go down and stay; how many go from which grade to which; how far the two orders agree; what the "
            "prizes cost. Several scenarios stand side by side."
        ),
    ],
    examples=[
        "kaoping simulate impact 2016/result.json --set grades.好.from=92",
        "kaoping simulate impact 2016/result.json --scenarios 方案.yaml --report 简报",
        "kaoping simulate impact 2016/result.json --ruleset 新办法.yaml",
    ],
    params=[
        RESULT,
        *SCENARIO,
        Option(
            ["--ruleset"],
            text=Message(
                "Another ruleset on the same data: a file, or the name of one that comes with kaoping. --set then "
                "edits this one."
            ),
            metavar="RULESET",
        ),
        *REPORT,
    ],
)
def impact(
    result: Path,
    file: Path | None,
    names: tuple[str, ...],
    edits: tuple[tuple[str, str], ...],
    rebalance: bool,
    ruleset: str | None,
    as_json: bool,
    report: Path | None,
    formats: tuple[str, ...] | None,
) -> int:
    """Compare a cycle with what it would be under other rules or other data."""
    from engine.simulation.comparing import impact as analysis
    from notices.briefs.impact import told
    from terminal.simulating import Form, Wanted, answer, base, changed, scenarios

    wanted = Wanted(file, names, edits, rebalance, ruleset)
    before = base(result)
    study = analysis.impact(before, {each.name: changed(before, each) for each in scenarios(wanted)})
    return answer(study, told, Form(as_json, report, formats))
