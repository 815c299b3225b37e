"""The command that writes the official notices of a result."""

from pathlib import Path

import click

from engine.message import Message
from terminal.commands.options import FILE, KINDS, split
from terminal.usage import Command, Option


@click.command(
    cls=Command,
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
        KINDS,
        Option(["--format", "formats"], text=Message("docx, pdf or both."), callback=split, metavar="docx,pdf"),
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
