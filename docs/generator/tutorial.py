"""The tutorial, walked through as its readers would: what its commands print, and what can be seen on the way."""

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from generator.pictures import drawn, framed, png, terminal
from generator.transcripts import retold_in

_LINES = 40
ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"


@dataclass(frozen=True)
class Tutorial:
    """The tutorial in one language.

    Attributes:
        page: Its page.
        language: The language that kaoping speaks, ``en`` or ``zh``.
        suffix: What the names of its pictures end with.
        command: What is typed into the terminal that is shown.
        worksheets: Name of a picture → the workbook, and how a line of the page begins that is to be shown.
    """

    page: str
    language: str
    suffix: str
    command: str
    worksheets: Mapping[str, tuple[str, str]]

    @property
    def terminal(self) -> str:
        """The file of the picture of the terminal."""
        return f"tutorial-check-data{self.suffix}.svg"

    def told(self, folder: Path) -> str:
        """The page with what its commands print now; what they make stays in the folder."""
        return retold_in(folder, (ROOT / self.page).read_text("utf-8"), self.language)

    def shown(self, folder: Path) -> str:
        """The picture of the terminal, in the folder in which the tutorial was walked through."""
        return terminal(folder, self.language, self.command, _LINES)


TUTORIALS = (
    Tutorial(
        "docs/tutorial.zh-CN.md",
        "zh",
        ".zh-CN",
        "kaoping check-data 公路.yaml 报送/*.xlsx --marked 退回",
        {
            "cover": ("采集表/县交通局.xlsx", "填报分工"),
            "sheet": ("采集表/县交通局.xlsx", "审核人"),
            "marked": ("退回/县交通局.xlsx", "审核人"),
            "summary": ("2016/result.xlsx", "样例县农村公路考核"),
            "points": ("2016/result.xlsx", "各项得分"),
            "chart": ("2016/result.xlsx", "总分排名"),
            "sources": ("2016/result.xlsx", "数据来源"),
        },
    ),
    Tutorial(
        "docs/tutorial.md",
        "en",
        "",
        "kaoping check-data roads.yaml received/*.xlsx --marked returned",
        {
            "cover": ("workbooks/Transport bureau.xlsx", "Who reports what"),
            "sheet": ("workbooks/Transport bureau.xlsx", "Checked by"),
            "marked": ("returned/Transport bureau.xlsx", "Checked by"),
            "summary": ("2016/result.xlsx", "Village roads"),
            "points": ("2016/result.xlsx", "Points by indicator"),
            "chart": ("2016/result.xlsx", "Totals by rank"),
            "sources": ("2016/result.xlsx", "Where the data"),
        },
    ),
)


class NoOffice(Exception):
    """There is no LibreOffice to print worksheets with."""


_DOTS_AN_INCH = 96
_MARGIN = 12
_GAP = 110
"""Rows of blank paper after which only the footer comes."""


def worksheets(tutorial: Tutorial) -> Iterator[tuple[str, bytes]]:
    """The pictures of the tutorial's workbooks: the name of each file, and its content.

    Raises:
        NoOffice: LibreOffice is not installed.
    """
    office = shutil.which("soffice")
    if office is None:
        raise NoOffice("soffice is missing; on Debian or Ubuntu: apt-get install libreoffice-calc")
    with TemporaryDirectory() as made, TemporaryDirectory() as printed:
        tutorial.told(Path(made))
        for name, (workbook, begins) in tutorial.worksheets.items():
            path = _printed(office, Path(made, workbook), Path(printed, name))
            yield f"tutorial-{name}{tutorial.suffix}.png", _table(path, begins)


def _printed(office: str, workbook: Path, folder: Path) -> Path:
    """A workbook as PDF."""
    # With settings of its own, so that it neither waits for an office that is open nor takes over its settings.
    settings = f"-env:UserInstallation={(folder / 'settings').as_uri()}"
    command = [office, settings, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(workbook)]
    subprocess.run(command, check=True, capture_output=True)
    return folder / f"{workbook.stem}.pdf"


def _table(path: Path, begins: str) -> bytes:
    """The first page of a PDF on which a line begins so, without the blank paper around it, as PNG."""
    with pypdfium2.PdfDocument(path) as document:
        (page, *_others) = (page for page in document if any(line.startswith(begins) for line in _lines(page)))
        return png(framed(_cropped(drawn(page, _DOTS_AN_INCH))))


def _lines(page: pypdfium2.PdfPage) -> list[str]:
    text: str = page.get_textpage().get_text_bounded()
    return text.splitlines()


def _cropped(page: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A page without its margins and its footer."""
    inked = page.min(axis=2) < 250
    rows = np.flatnonzero(np.any(inked, axis=1))
    ends = np.flatnonzero(np.diff(rows) > _GAP)
    last = rows[ends[0]] if len(ends) else rows[-1]
    columns = np.flatnonzero(np.any(inked[: last + 1], axis=0))
    top, left = max(rows[0] - _MARGIN, 0), max(columns[0] - _MARGIN, 0)
    return page[top : last + _MARGIN, left : columns[-1] + _MARGIN]


if __name__ == "__main__":
    try:
        for tutorial in TUTORIALS:
            for name, content in worksheets(tutorial):
                (PICTURES / name).write_bytes(content)
                sys.stdout.write(f"written: docs/pictures/{name}\n")
    except NoOffice as error:
        sys.exit(str(error))
