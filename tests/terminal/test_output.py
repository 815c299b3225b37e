import io

import pytest
from rich.console import Console
from rich.text import Text

from terminal.output import command, console, prose, show
from terminal.problems import bulleted, indented
from terminal.tables import Column, table


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


@pytest.fixture
def terminal(monkeypatch):
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "CI"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "40")
    return Terminal()


def test_a_pipe_gets_whole_lines_without_colours_or_blanks_at_the_end():
    stream = io.StringIO()
    show([prose("考" * 300, "red"), table([Column("a"), Column("b")], [["1", "x"], ["2", ""]], piped=True)], stream)
    assert stream.getvalue() == "考" * 300 + "\na  b\n1  x\n2\n"


def test_a_terminal_gets_lines_of_its_width(terminal):
    show([prose("考" * 30, "red")], terminal)
    assert [line.count("考") for line in terminal.getvalue().splitlines()] == [20, 10]
    assert "\x1b[31m" in terminal.getvalue()


def test_no_color_is_honoured(terminal, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    show([prose("考", "red")], terminal)
    assert terminal.getvalue() == "考\n"


def test_columns_are_aligned_by_cells_and_right_where_asked(terminal):
    rows = [["1", "样例甲镇", "9.50"], ["10", "ab", "10.00"]]
    shown = table([Column("名次", "right"), Column("乡镇"), Column("总分", "right")], rows, piped=False)
    show([shown], terminal)
    plain = [line.rstrip() for line in Text.from_ansi(terminal.getvalue()).plain.splitlines()]
    assert plain[0] == "名次  乡镇       总分"
    assert set(plain[1]) == {"─"}
    assert plain[2:] == ["   1  样例甲镇   9.50", "  10  ab        10.00"]


def test_empty_columns_are_left_out():
    stream = io.StringIO()
    show([table([Column("a"), Column("b"), Column("c")], [["1", "", "3"]], piped=True)], stream)
    assert stream.getvalue() == "a  c\n1  3\n"


def test_long_cells_fold_and_lose_nothing(terminal):
    show([table([Column("a"), Column("b", whole=False)], [["1", "考" * 40]], piped=False)], terminal)
    assert terminal.getvalue().count("考") == 40


def test_text_is_neither_markup_nor_control():
    stream = io.StringIO()
    show([prose("[red]a[/] :smile: \x1b[31m\x07b\tc\u202e")], stream)
    assert stream.getvalue() == "[red]a[/] :smile: \ufffd[31m\ufffdb c\ufffd\n"


def test_lists_are_set_in():
    stream = io.StringIO()
    show([indented([prose("a")]), indented([prose("b")], 2), bulleted(["c"])], stream)
    assert stream.getvalue() == "  a\n    b\n  ·  c\n"


def test_what_the_encoding_lacks_becomes_a_question_mark():
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    show([prose("a考")], stream)
    stream.seek(0)
    assert stream.read() == "a?\n"


def test_consoles_know_where_they_write(terminal):
    assert isinstance(console(terminal), Console)
    assert console(terminal).is_terminal
    assert not console(io.StringIO()).is_terminal


def test_commands_are_not_broken(terminal):
    line = "kaoping assess 办法.yaml 数据.csv --history 结果.json --period 2016"
    show([prose("a"), command(line)], terminal)
    assert terminal.getvalue() == f"a\n  {line}\n"
