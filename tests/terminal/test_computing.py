"""The bar of draws: on a terminal, and nowhere else."""

import io
import sys

import pytest
from chance_county import cycle, uncertain

from engine.simulation.chance import confidence
from terminal.computing import Computing, whole
from terminal.output import console


class Terminal(io.StringIO):
    """A stream that says that somebody sits in front of it."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "shown"), [(Terminal, True), (io.StringIO, False)])
def test_a_bar_for_people_alone(monkeypatch, stream, shown):
    target = stream()
    monkeypatch.setattr(sys, "stderr", target)
    monkeypatch.setenv("TERM", "xterm")
    assert console(target).is_terminal is shown
    tally, rescored = whole(confidence.job(cycle(), uncertain(), 100), Computing())
    assert (tally.draws, rescored) == (100, 10)
    assert ("100/100" in target.getvalue()) is shown
    assert bool(target.getvalue()) is shown
