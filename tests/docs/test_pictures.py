"""Pictures show what kaoping shows; of the notice, which depends on fonts, only that it is a page."""

import struct
from pathlib import Path

import pytest
from generator import pictures, transcripts

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"


@pytest.mark.skipif(not transcripts.possible(), reason=transcripts.NEEDED)
def test_the_pictures_of_the_terminal_show_what_it_shows(tmp_path: Path) -> None:
    county = pictures.assessed(tmp_path)
    for name, language in pictures.TERMINAL.items():
        drawn = (FOLDER / name).read_text("utf-8")
        assert pictures.shown(drawn) == pictures.shown(pictures.terminal(county, language)), "run script/docs"


@pytest.mark.parametrize("name", pictures.NOTICES)
def test_the_picture_of_a_notice_is_a_small_upright_page(name: str) -> None:
    content = (FOLDER / name).read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", content[16:24])
    assert width > 600
    assert height / width == pytest.approx(297 / 210, abs=0.01)
    assert len(content) < 200_000
