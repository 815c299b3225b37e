"""Commands about results: one computes a result, one explains a unit's, one checks a table that was published."""

from pathlib import Path

import click

from engine.message import Message
from locales import render
from terminal.commands.options import FILE, JSON, MARKED, TABLE
from terminal.usage import Command, Option


@click.command(
    cls=Command,
    texts=[
        Message("Score the units of a cycle and decide what follows."),
        Message(
            "RULESET is a YAML file or the name of a ruleset that comes with kaoping. DATA are collection workbooks "
            "(kaoping workbook), or workbooks and CSV files with one row a unit: a column unit (单位), then attributes "
            "and measures, named as in the ruleset. Several files are put together; where they differ, both are named."
        ),
        Message(
            "Exit code 1: the data have problems, and the result is provisional; or the work was refused. Open "
            "decisions alone give 0."
        ),
    ],
    examples=[
        "kaoping assess tongwei/township 2016.xlsx --history 2015/result.json --out 2016",
        "kaoping assess tongwei/township 采集表/*.xlsx --marked 退回 --out 2016",
        "kaoping assess 办法.yaml 数据.csv --table 测评票=测评票.csv --period 2016Q2 --json",
    ],
    params=[
        click.Argument(["ruleset"]),
        click.Argument(["data"], type=FILE, nargs=-1, required=True),
        TABLE,
        Option(
            ["--history"],
            text=Message("Earlier results: a table with the columns unit, period, grade, or an earlier result.json."),
            type=FILE,
            metavar="FILE",
        ),
        Option(["--decisions"], text=Message("The recorded decisions, a YAML file."), type=FILE, metavar="FILE"),
        Option(
            ["--decisions-template", "template"],
            text=Message("Write the open decisions to this YAML file, to be filled in."),
            type=FILE,
            metavar="FILE",
        ),
        Option(
            ["--period"],
            text=Message(
                "Such as 2016, 2016Q2 or 2016-05. Otherwise the one that the data name, else the one after the latest "
                "of the history, else the first in which the scheme is in force."
            ),
            metavar="PERIOD",
        ),
        Option(
            ["--compare", "old"],
            text=Message("An older result.json of the same scheme: what has changed since, and why."),
            type=FILE,
            metavar="FILE",
        ),
        JSON,
        Option(
            ["--out"],
            text=Message("A folder for result.json and result.xlsx; made if it does not exist."),
            type=FILE,
            metavar="DIR",
        ),
        MARKED,
        Option(["-v", "--verbose"], text=Message("List the conventions as well."), is_flag=True),
    ],
)
def assess(
    ruleset: str,
    data: tuple[Path, ...],
    tables: dict[str, Path],
    history: Path | None,
    decisions: Path | None,
    template: Path | None,
    period: str | None,
    old: Path | None,
    as_json: bool,
    out: Path | None,
    marked: Path | None,
    verbose: bool,
) -> int:
    """Score the units of a cycle and decide what follows."""
    if decisions is not None and template is not None:
        raise click.UsageError(render(Message("Give --decisions or --decisions-template, not both.")))

    from terminal import assessing, inputs

    given = inputs.Given(ruleset, data, tables, history, decisions, period)
    return assessing.run(given, out=out, template=template, old=old, marked=marked, as_json=as_json, verbose=verbose)


@click.command(
    cls=Command,
    texts=[
        Message("Explain a unit's result: every point, grade, prize and consequence, with its source."),
        Message(
            "RESULT is a result.json. The result is computed anew from the inputs that it holds; one that was changed "
            "by hand is refused."
        ),
    ],
    examples=["kaoping explain 2016/result.json 样例甲镇", "kaoping explain 2016/result.json 样例甲镇 --why-not 好"],
    params=[
        click.Argument(["result"], type=FILE),
        click.Argument(["unit"]),
        Option(["--why-not"], text=Message("Say what keeps the unit from this grade."), metavar="GRADE"),
        JSON,
    ],
)
def explain(result: Path, unit: str, why_not: str | None, as_json: bool) -> int:
    """Explain a unit's result."""
    from terminal import explaining

    return explaining.run(result, unit, why_not, as_json=as_json)


@click.command(
    cls=Command,
    texts=[
        Message("Check whether the ranks of a published table follow from its scores."),
        Message(
            "TABLE is a workbook or CSV file with one row a unit: the unit, its score and, if it was published, its "
            "rank. Finds out how the table ranks ties, and lists every rank that does not follow. Without ranks, "
            "computes them and checks whether the rows stand in the order of the scores."
        ),
        Message("Exit code 1: something does not follow."),
    ],
    examples=["kaoping check-table 通报.xlsx", "kaoping check-table 通报.csv --score 综合得分 --within 月份 --json"],
    params=[
        click.Argument(["table"], type=FILE),
        Option(["--unit"], text=Message("The column of the units, where it is not recognised."), metavar="HEADER"),
        Option(["--score"], text=Message("The column of the scores, where it is not recognised."), metavar="HEADER"),
        Option(["--rank"], text=Message("The column of the ranks, where it is not recognised."), metavar="HEADER"),
        Option(
            ["--within"],
            text=Message("Units are ranked anew for each text in this column, such as each month."),
            metavar="HEADER",
        ),
        JSON,
    ],
)
def check_table(
    table: Path, unit: str | None, score: str | None, rank: str | None, within: str | None, as_json: bool
) -> int:
    """Check whether the ranks of a published table follow from its scores."""
    from terminal import checking_table

    return checking_table.run(table, unit=unit, score=score, rank=rank, within=within, as_json=as_json)
