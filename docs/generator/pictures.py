"""docs/pictures: the terminal and the notice, as the demonstration makes them; all that they show is made up (样例)."""

import re
import struct
import zlib
from collections.abc import Iterator
from html import escape, unescape
from io import StringIO
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from generator.transcripts import CommandFailed, output
from scorecards import Demonstrated, demonstration
from terminal.demonstrated import made_up_ruleset

TERMINAL = {"terminal.svg": "en", "terminal.zh-CN.svg": "zh"}
NOTICES = {
    "notice.png": ("考核结果通报.pdf", 1),
    "notification.png": ("考核结果告知书/样例·龙泉镇.pdf", 1),
    "points.png": ("考核结果告知书/样例·龙泉镇.pdf", 3),
    "evaluation.png": ("年度考核评价报告.pdf", 3),
}
"""The pictures of notices: of which file, and of which of its pages."""
SHOWN = "kaoping assess township/ruleset.yaml 2016.csv --history township/2015/result.json"
"""The command that the picture of the terminal shows, in the folder of the demonstration."""

_COLUMNS, _LINES = 116, 29
_DOTS_AN_INCH = 84
_CELL = 12.2
"""Pixels of a cell; rich draws letters of 20 into it."""

_THEME = TerminalTheme(
    (250, 250, 248),
    (40, 44, 52),
    [
        (40, 44, 52),
        (180, 35, 35),
        (25, 115, 55),
        (150, 90, 0),
        (30, 90, 170),
        (140, 60, 140),
        (0, 115, 125),
        (90, 90, 90),
    ],
)
_SVG = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
  font-family: "DejaVu Sans Mono", Menlo, Consolas, "Noto Sans Mono CJK SC", "Microsoft YaHei", monospace;
  font-size: {char_height}px;
}}
.{unique_id}-title {{ font-size: 18px; font-family: sans-serif; }}
{styles}
</style>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def pictures() -> Iterator[tuple[str, bytes]]:
    """Every picture: the name of its file, and its content."""
    with TemporaryDirectory() as folder:
        county = demonstrated(Path(folder))
        for name, language in TERMINAL.items():
            yield name, terminal(county, language).encode()
        for name, (file, number) in NOTICES.items():
            yield name, page(county / "township/2016/notices" / file, number)


def demonstrated(folder: Path) -> Path:
    """The folder of the demonstration, made in this one, with the data of the townships of 2016 in one file as well."""
    output("kaoping demo county --kind results,notification,evaluation", folder, "zh")
    (folder / "county" / "2016.csv").write_text(_township("2016").data, "utf-8")
    return folder / "county"


def assessed(folder: Path) -> Path:
    """This folder, with as much of the demonstration as the picture of the terminal needs: 2015, assessed."""
    first = _township("2015")
    assert first.decisions is not None
    texts = {
        "township/ruleset.yaml": made_up_ruleset(first).text,
        "decisions.yaml": first.decisions,
        "2015.csv": first.data,
        "2016.csv": _township("2016").data,
    }
    (folder / "township").mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    given = "--period 2015 --decisions decisions.yaml --out township/2015"
    output(f"kaoping assess township/ruleset.yaml 2015.csv {given}", folder, "zh")
    return folder


def _township(period: str) -> Demonstrated:
    """A cycle of the townships of the demonstration."""
    (cycle,) = (each for each in demonstration() if (each.scheme, each.period) == ("township", period))
    return cycle


def terminal(folder: Path, language: str, command: str = SHOWN, lines: int = _LINES) -> str:
    """The first lines that a command prints on a terminal, as SVG.

    Args:
        folder: Where it runs; the folder of the demonstration.
        language: The language that kaoping speaks.
        command: What is typed; it may find fault, with exit code 1.
        lines: How many lines are shown; … stands for the rest.

    Raises:
        CommandFailed: it prints nothing, or ends with another exit code.
    """
    console = Console(record=True, width=_COLUMNS, file=StringIO(), legacy_windows=False)
    console.print(Text(f"$ {command}", style="bold"))
    printed = output(f"{command} 2>/dev/null || [ $? = 1 ]", folder, language, _COLUMNS, coloured=True)
    if not printed:
        raise CommandFailed(command)
    for line in printed[:lines]:
        console.print(Text.from_ansi(line))
    if len(printed) > lines:
        console.print(Text("…"))
    return _in_cells(console.export_svg(title="", theme=_THEME, code_format=_SVG, unique_id="t"))


def shown(svg: str) -> list[str]:
    """The lines of text in a picture of the terminal, without blanks.

    Example:
        >>> shown('<text class="t-r1" y="20" x="0">总分</text>')
        ['总分']
    """
    texts = re.findall(r'<text class="t-r[^>]* y="([^"]+)"[^>]*>([^<]*)</text>', svg)
    lines: dict[str, str] = {}
    for y, text in texts:
        lines[y] = lines.get(y, "") + "".join(unescape(text).split())
    return [line for line in lines.values() if line]


def _in_cells(svg: str) -> str:
    """The picture with every run of letters in its cells: rich takes a 汉字, two cells wide, for one."""
    return re.sub(r'<text class="(t-r\d+)" x="([^"]+)" y="([^"]+)"[^>]*>([^<]*)</text>', _runs, svg)


def _runs(match: re.Match[str]) -> str:
    style, x, y, content = match.groups()
    made, cell = [], round(float(x) / _CELL)
    for (wide, _blank), letters in groupby(
        unescape(content), lambda letter: (cell_len(letter) > 1, letter in " \xa0\n")
    ):
        text = "".join(letters)
        width = cell_len(text)
        if text.strip():
            # Western letters fit their cells in any font; 汉字 are as large as two cells, and not stretched.
            drawn = 'font-size="22.5" lengthAdjust="spacing"' if wide else 'lengthAdjust="spacingAndGlyphs"'
            place = f'x="{cell * _CELL:g}" y="{y}" textLength="{width * _CELL:g}" {drawn}'
            made.append(f'<text class="{style}" {place}>{escape(text)}</text>')
        cell += width
    return "\n".join(made)


def page(path: Path, number: int) -> bytes:
    """A page of a PDF as PNG, in a few colours, so that it stays small."""
    with pypdfium2.PdfDocument(path) as document:
        return png(framed(drawn(document[number - 1], _DOTS_AN_INCH)))


def drawn(page: pypdfium2.PdfPage, dots: int) -> NDArray[np.uint8]:
    """A page as an image of (rows, columns, red green blue), so many dots an inch."""
    pixels: NDArray[np.uint8] = page.render(scale=dots / 72, rev_byteorder=True).to_numpy()
    return pixels[:, :, :3]


def framed(page: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A page with a thin edge, so that it is seen to be one on white."""
    return np.pad(page[1:-1, 1:-1], ((1, 1), (1, 1), (0, 0)), constant_values=176)


def png(pixels: NDArray[np.uint8]) -> bytes:
    """An image of (rows, columns, red green blue) as PNG, in its 256 most frequent colours or those nearest to them."""
    found, places, counts = np.unique(pixels.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True)
    colours = found[np.argsort(-counts, kind="stable")[:256]]
    apart = found[:, None].astype(int) - colours
    indices = (apart**2).sum(axis=2).argmin(axis=1)[places]
    rows = indices.reshape(pixels.shape[:2]).astype(np.uint8)
    unfiltered = np.pad(rows, ((0, 0), (1, 0))).tobytes()  # each row begins with the number of its filter, 0: none
    height, width = rows.shape
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = [(b"IHDR", head), (b"PLTE", colours.tobytes()), (b"IDAT", zlib.compress(unfiltered, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
