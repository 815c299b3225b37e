"""Pieces of work in processes of their own."""

import os
from functools import partial
from pathlib import Path

import pytest

from engine.message import Message
from engine.problem import Place, Problem, Problems
from storage import CannotWrite
from terminal.side_by_side import Tell, side_by_side

WRONG = Problem("wrong", Message("This is wrong: {found}", found="甲"), Place(file="a.yaml", line=3))


def counting(numbers: range, tell: Tell) -> None:
    for number in numbers:
        tell((number, os.getpid()))


def stopping(error: BaseException, tell: Tell) -> None:
    tell("before")
    raise error


def waiting(folder: Path, tell: Tell) -> None:
    (folder / "began").touch()
    tell("began")
    while True:
        pass


def leaving(tell: Tell) -> None:
    os._exit(3)


def test_each_tells_what_it_did_from_a_process_of_its_own() -> None:
    told = list(side_by_side([partial(counting, range(3)), partial(counting, range(10, 13))]))
    assert sorted(number for number, _ in told) == [0, 1, 2, 10, 11, 12]
    assert len({process for _, process in told}) == 2
    assert os.getpid() not in {process for _, process in told}


def test_what_one_finds_wrong_comes_out_as_it_is() -> None:
    works = side_by_side([partial(stopping, Problems([WRONG]))])
    assert next(works) == "before"
    with pytest.raises(Problems) as raised:
        next(works)
    assert tuple(raised.value.problems) == (WRONG,)


def test_a_full_disk_comes_out_as_it_is() -> None:
    with pytest.raises(CannotWrite) as raised:
        list(side_by_side([partial(stopping, CannotWrite(Path("a"), "No space left on device", 28))]))
    assert (raised.value.path, raised.value.reason, raised.value.number) == (Path("a"), "No space left on device", 28)
    assert str(raised.value) == "a: No space left on device"


def test_when_one_stops_the_others_are_ended(tmp_path: Path) -> None:
    works = side_by_side([partial(waiting, tmp_path), partial(stopping, ValueError("stopped"))])
    with pytest.raises(ValueError, match="stopped"):
        list(works)


def test_a_process_that_ends_without_a_word() -> None:
    with pytest.raises(RuntimeError, match="without a word"):
        list(side_by_side([leaving]))
