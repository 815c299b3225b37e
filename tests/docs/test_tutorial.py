"""The tutorial, walked through as it stands: what its commands print, and that its pictures show what they make."""

from pathlib import Path

import pytest
from generator import markdown, pictures, transcripts
from generator.tutorial import PICTURES, ROOT, TUTORIALS, Tutorial
from openpyxl import load_workbook

REMAKE = "run script/docs, and look at what changed"
each = pytest.mark.parametrize("tutorial", TUTORIALS, ids=lambda tutorial: tutorial.page)


@pytest.mark.skipif(not transcripts.possible(), reason=transcripts.NEEDED)
@each
def test_commands_run_and_print_what_the_page_and_its_pictures_say(tutorial: Tutorial, tmp_path: Path) -> None:
    told = tutorial.told(tmp_path)
    assert told.splitlines() == (ROOT / tutorial.page).read_text("utf-8").splitlines(), REMAKE
    drawn = (PICTURES / tutorial.terminal).read_text("utf-8")
    assert pictures.shown(drawn) == pictures.shown(tutorial.shown(tmp_path)), REMAKE
    for workbook, begins in tutorial.worksheets.values():
        assert any(cell.startswith(begins) for cell in _texts(tmp_path / workbook)), (workbook, begins)


def _texts(path: Path) -> list[str]:
    sheets = load_workbook(path)
    return [cell for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row if _is_text(cell)]


def _is_text(cell: object) -> bool:
    return isinstance(cell, str)


@each
def test_the_page_shows_every_picture_that_is_made_for_it(tutorial: Tutorial) -> None:
    made = {f"tutorial-{name}{tutorial.suffix}.png" for name in tutorial.worksheets} | {tutorial.terminal}
    shown = set(markdown.links((ROOT / tutorial.page).read_text("utf-8")))
    assert {f"pictures/{name}" for name in made} == {link for link in shown if link.startswith("pictures/tutorial-")}


@each
def test_pictures_of_worksheets_are_small(tutorial: Tutorial) -> None:
    for name in tutorial.worksheets:
        content = (PICTURES / f"tutorial-{name}{tutorial.suffix}.png").read_bytes()
        assert content.startswith(b"\x89PNG\r\n\x1a\n")
        assert len(content) < 150_000, "run script/pictures"


def test_both_tutorials_go_the_same_way() -> None:
    ways = [
        [
            (block.language, [shown.command.split()[:2] for shown in transcripts.commands(block.content)])
            if block.language == "console"
            else (block.language, Path(block.file).suffix)
            for block in markdown.fences((ROOT / tutorial.page).read_text("utf-8"))
        ]
        for tutorial in TUTORIALS
    ]
    assert ways[0] == ways[1]
