"""The command line: what may be asked. What is then done and shown stands in terminal/ and loads when it is needed."""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from engine import VERSION
from engine.message import Message
from locales import render
from terminal.commands.templates import templates
from terminal.usage import Group, Option


def _split(ctx: click.Context, option: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    """Names separated by commas."""
    return None if value is None else tuple(name for part in value.split(",") if (name := part.strip()))


def _tables(ctx: click.Context, option: click.Parameter, values: Sequence[str]) -> dict[str, Path]:
    """``NAME=FILE``, each a table of the ruleset and the file that holds its records."""
    tables: dict[str, Path] = {}
    for value in values:
        name, _equals, file = value.partition("=")
        if not (name.strip() and file):
            raise click.BadParameter(render(Message("{value} is not NAME=FILE.", value=value)), ctx, option)
        if name.strip() in tables:
            raise click.BadParameter(
                render(Message("The table {name} is given twice.", name=name.strip())), ctx, option
            )
        tables[name.strip()] = Path(file)
    return tables


FILE = click.Path(path_type=Path, readable=False)
"""Whether it can be read shows when it is read, and is then said like everything else."""
JSON = Option(["--json", "as_json"], text=Message("Print one JSON object and nothing else."), is_flag=True)
TABLE = Option(
    ["--table", "tables"],
    text=Message("A file with the records of a table of the ruleset; once for each table."),
    multiple=True,
    metavar="NAME=FILE",
    callback=_tables,
)
MARKED = Option(
    ["--marked"],
    text=Message(
        "Give the workbooks back with the wrong cells coloured and commented: a file; a folder where DATA are several."
    ),
    type=FILE,
    metavar="FILE",
)


def main() -> None:
    """Run the command line."""
    # NumPy's linear algebra is not used; to start its threads would take a tenth of the time of a small assessment.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    kaoping(prog_name="kaoping")


def _show_version(ctx: click.Context, option: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"kaoping {VERSION}")
        ctx.exit()


kaoping = Group(
    "kaoping",
    texts=[
        Message(
            "Assessment schemes as code: scores every unit exactly, explains every point, decides grades, prizes, "
            "quotas and consequences, and writes the official notices."
        )
    ],
    params=[
        Option(
            ["--version"],
            text=Message("Show the version and exit."),
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_version,
        )
    ],
)


@kaoping.command(
    texts=[
        Message("Check a ruleset."),
        Message(
            "RULESET is a YAML file, or the name of a ruleset that comes with kaoping, such as tongwei/township. Lists "
            "what is wrong with it, each with its line and how to mend it; warnings and notes where nothing is wrong."
        ),
    ],
    examples=["kaoping check tongwei/township", "kaoping check 办法.yaml --json"],
    params=[click.Argument(["ruleset"]), JSON],
)
def check(ruleset: str, as_json: bool) -> int:
    """Check a ruleset."""
    from terminal import checking

    return checking.run(ruleset, as_json=as_json)


@kaoping.command(
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


@kaoping.command(
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


@kaoping.command(
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


@kaoping.command(
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


@kaoping.command(
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


@kaoping.command(
    texts=[
        Message("Write the official notices of a result."),
        Message(
            "RESULT is a result.json. What no assessment can know (number, date, seal, addressees) stays a blank to be "
            "filled in, unless --office gives it. A result that is not final gives drafts, marked so."
        ),
    ],
    examples=["kaoping notices 2016/result.json -o 公文 --office 发文机关.yaml --fonts 字体"],
    params=[
        click.Argument(["result"], type=FILE),
        Option(
            ["-o", "--out"],
            text=Message("The folder for the documents; made if it does not exist."),
            type=FILE,
            metavar="DIR",
            required=True,
        ),
        Option(["--kind", "kinds"], text=Message("Only these kinds of notice."), callback=_split, metavar="KIND,…"),
        Option(["--format", "formats"], text=Message("docx, pdf or both."), callback=_split, metavar="docx,pdf"),
        Option(["--fonts"], text=Message("A folder with fonts for the PDF."), type=FILE, metavar="DIR"),
        Option(["--office"], text=Message("The county's particulars, a YAML file."), type=FILE, metavar="FILE"),
        Option(
            ["--objections"],
            text=Message("What units objected and what was decided on it, a YAML file."),
            type=FILE,
            metavar="FILE",
        ),
        Option(
            ["--replaces"],
            text=Message("The result.json that this result corrects: also writes what was corrected."),
            type=FILE,
            metavar="OLD.json",
        ),
        Option(
            ["--templates"],
            text=Message("A folder with templates that go before those of kaoping."),
            type=FILE,
            metavar="DIR",
        ),
    ],
)
def notices(
    result: Path,
    out: Path,
    kinds: tuple[str, ...] | None,
    formats: tuple[str, ...] | None,
    fonts: Path | None,
    office: Path | None,
    templates: Path | None,
    objections: Path | None,
    replaces: Path | None,
) -> int:
    """Write the official notices of a result."""
    from terminal import notifying

    return notifying.run(
        result,
        out,
        kinds,
        formats,
        fonts=fonts,
        office=office,
        templates=templates,
        objections=objections,
        replaces=replaces,
    )


kaoping.add_command(templates)


@kaoping.command(
    texts=[
        Message("Show kaoping at work on a made-up county (样例)."),
        Message(
            "Assesses its townships and departments for three years, each year on the results of the one before, and "
            "writes data, results, explanations and notices into DIR, else into kaoping-demo."
        ),
    ],
    examples=["kaoping demo", "kaoping demo 样例"],
    params=[click.Argument(["folder"], type=FILE, default=Path("kaoping-demo"), required=False, metavar="[DIR]")],
)
def demo(folder: Path) -> int:
    """Show kaoping at work on a made-up county."""
    from terminal import demonstration

    return demonstration.run(folder)


@kaoping.command(
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
