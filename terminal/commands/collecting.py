"""Commands about what departments report: one makes their workbooks, one checks what they handed in."""

from datetime import datetime
from pathlib import Path

import click

from engine.message import Message
from terminal.commands.options import FILE, JSON, MARKED, TABLE
from terminal.usage import Command, Option


@click.command(
    cls=Command,
    texts=[
        Message("Make the workbooks that departments fill in."),
        Message(
            "One worksheet for each reporting department and each table, with the units filled in, checks on what is "
            "typed, and a place to sign."
        ),
    ],
    examples=[
        "kaoping workbook tongwei/township --units 乡镇.csv --period 2016 -o 采集表.xlsx",
        "kaoping workbook tongwei/township --units 乡镇.csv --period 2016 --due 2017-01-20 --split -o 采集表",
    ],
    params=[
        click.Argument(["ruleset"]),
        Option(
            ["--units"],
            text=Message("A table with the column unit (单位) and the attributes that are known."),
            type=FILE,
            metavar="FILE",
            required=True,
        ),
        Option(["--period"], text=Message("Such as 2016, 2016Q2 or 2016-05."), metavar="PERIOD", required=True),
        Option(
            ["-o", "--out"],
            text=Message("The workbook; with --split the folder for the workbooks."),
            type=FILE,
            metavar="FILE",
            required=True,
        ),
        Option(["--split"], text=Message("A workbook for each department."), is_flag=True),
        Option(
            ["--due"],
            text=Message("The day by which it is to be handed in."),
            type=click.DateTime(["%Y-%m-%d"]),
            metavar="DATE",
        ),
    ],
)
def workbook(ruleset: str, units: Path, period: str, out: Path, split: bool, due: datetime | None) -> int:
    """Make the workbooks that departments fill in."""
    from terminal import collecting

    return collecting.run(ruleset, units, period, out, split=split, due=None if due is None else due.date())


@click.command(
    cls=Command,
    texts=[
        Message("Check what departments handed in."),
        Message(
            "Three verdicts: whether each file can be read, whether each table is complete and valid, and whether the "
            "tables agree with each other. Nothing is scored. DATA are as for kaoping assess; the workbooks of some "
            "departments are enough."
        ),
    ],
    examples=[
        "kaoping check-data tongwei/township 采集表/*.xlsx",
        "kaoping check-data tongwei/township 县扶贫办.xlsx --marked 县扶贫办-退回.xlsx",
    ],
    params=[
        click.Argument(["ruleset"]),
        click.Argument(["data"], type=FILE, nargs=-1, required=True),
        TABLE,
        Option(["--period"], text=Message("Such as 2016, 2016Q2 or 2016-05."), metavar="PERIOD"),
        MARKED,
        JSON,
    ],
)
def check_data(
    ruleset: str,
    data: tuple[Path, ...],
    tables: dict[str, Path],
    period: str | None,
    marked: Path | None,
    as_json: bool,
) -> int:
    """Check what departments handed in."""
    from terminal import checking_data

    return checking_data.run(ruleset, data, tables, period, marked=marked, as_json=as_json)
