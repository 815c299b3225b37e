"""Commands that pages show run, and print what the pages say."""

import pytest
from generator import transcripts
from generator.__main__ import ROOT, SPOKEN


@pytest.mark.skipif(not transcripts.possible(), reason=transcripts.NEEDED)
@pytest.mark.parametrize("name", SPOKEN)
def test_commands_run_and_print_what_the_page_says(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert transcripts.retold(text, SPOKEN[name]).splitlines() == text.splitlines(), (
        "run script/docs, and look at what changed"
    )


def test_a_page_whose_output_is_out_of_date_is_noticed() -> None:
    page = "```console\n$ echo new\nold\n```\n"
    assert transcripts.retold(page, "en") == page.replace("old", "new")


def test_a_command_that_fails_is_noticed() -> None:
    with pytest.raises(transcripts.CommandFailed):
        transcripts.retold("```console\n$ false\n```\n", "en")


def test_files_of_a_page_are_there_for_its_commands() -> None:
    page = "```csv 数据.csv\n单位\n```\n\n```console\n$ cat 数据.csv\n单位\n```\n"
    assert transcripts.retold(page, "zh") == page


def test_lines_left_out_stay_left_out() -> None:
    page = "```console\n$ seq 5\n1\n…\n5\n```\n"
    assert transcripts.retold(page, "en") == page
