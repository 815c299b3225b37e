"""Commands about rulesets: one checks a ruleset, one writes a first one."""

from pathlib import Path

import click

from engine.message import Message
from terminal.commands.options import FILE, JSON
from terminal.usage import Command, Option


@click.command(
    cls=Command,
    texts=[
        Message("Check a ruleset."),
        Message(
            "RULESET is a YAML file, or the name of a ruleset that comes with kaoping, such as tongwei/township. Lists "
            "what is wrong with it, each with its line and how to mend it; warnings and notes where nothing is wrong."
        ),
        Message("With --against: who would have had another result under it, and what would have followed."),
    ],
    examples=[
        "kaoping check tongwei/township",
        "kaoping check 办法.yaml --json",
        "kaoping check 新办法.yaml --against 2016/result.json",
    ],
    params=[
        click.Argument(["ruleset"]),
        Option(
            ["--against"],
            text=Message("A result.json: try the ruleset on its data, if nothing is wrong with it."),
            type=FILE,
            metavar="RESULT",
        ),
        JSON,
    ],
)
def check(ruleset: str, against: Path | None, as_json: bool) -> int:
    """Check a ruleset."""
    from terminal import checking

    return checking.run(ruleset, against, as_json=as_json)


@click.command(
    cls=Command,
    texts=[
        Message("Write a first ruleset, with comments, from answers to a dozen questions."),
        Message(
            "FILE is the ruleset to be written, ruleset.yaml if none is named; a file that exists is never "
            "overwritten. Each question has an answer that Enter takes."
        ),
        Message(
            "A file of answers holds, by key, what would be typed, lists where lines are asked for: unit, name, "
            "at_most, document, number, period, in_force, full_marks, decimals, reported_by, indicators, grades, "
            "prizes, quotas, vetoes, consequences. What is left out is answered as Enter would."
        ),
        Message("Exit code 1: the file exists, answers cannot be taken, or the checks found errors."),
    ],
    examples=["kaoping new 办法.yaml", "kaoping new 办法.yaml --answers 答案.yaml"],
    params=[
        click.Argument(["file"], type=FILE, default=Path("ruleset.yaml"), required=False, metavar="[FILE.yaml]"),
        Option(
            ["--answers"],
            text=Message("A YAML file with the answers, for use without a terminal."),
            type=FILE,
            metavar="FILE",
        ),
    ],
)
def new(file: Path, answers: Path | None) -> int:
    """Write a first ruleset from answers."""
    from terminal import starting

    return starting.run(file, answers)
