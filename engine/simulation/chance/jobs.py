"""Jobs over draws: a pure function from a range of draws to a tally, computed in blocks that bound the memory."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from importlib.metadata import version
from typing import Any, Generic, Protocol, TypeVar

from engine import VERSION
from engine.message import Message
from engine.preparation import Inputs, Prepared, prepare
from engine.problem import Problem, Problems
from engine.simulation.chance.data_errors import Error
from engine.simulation.chance.streams import CHUNK
from engine.simulation.chance.tally import Tally
from engine.simulation.standings import Scorer, Standings, scorer
from engine.simulation.variants import Variants
from engine.source import load

BLOCK_BYTES = 1 << 26
"""About so much memory may the columns of a block take."""

MOST_DRAWS = 1 << 12
"""Draws of a step at the most, so that progress can be seen."""

UNIT_DRAWS = 2_000_000
"""Units × draws of a step at the most: some seconds of work, against which sending its tally weighs little."""

Range = tuple[int, int]
"""Draws from the first to before the second."""


class Varying(Protocol):
    """What varies from draw to draw; plain data, so that it can be sent to another process."""

    @property
    def seed(self) -> int:
        """Of the random numbers."""

    @property
    def errors(self) -> Mapping[str, Error]:
        """How wrong the values of measures may be, by measure."""

    def variants(self, prepared: Prepared, start: int, stop: int) -> Variants:
        """The draws ``start`` to ``stop`` (exclusive), the same whatever range they are taken in."""

    def as_plain(self) -> dict[str, Any]:
        """All that tells it from another, but for the seed, as JSON can hold it."""


Varies = TypeVar("Varies", bound=Varying, covariant=True)


@dataclass(frozen=True)
class Block(Generic[Varies]):
    """Some consecutive draws of a job, scored.

    Attributes:
        job: The job.
        start: The number of the first draw.
        standings: Where all units stand in each of them.
    """

    job: "Job[Varies]"
    start: int
    standings: Standings


Count = Callable[[Block[Any]], Tally]
"""Counts in a block of draws; a function of a module, so that other processes find it by its name."""


@dataclass(frozen=True)
class Job(Generic[Varies]):
    """Draws of a cycle, and what is counted in them.

    A job can be sent to another process: it goes there as what it was made from, and is prepared anew.

    Attributes:
        prepared: The cycle.
        varying: What varies from draw to draw.
        draws: How many draws.
        count: What is counted.
    """

    prepared: Prepared
    varying: Varies
    draws: int
    count: Count

    def __reduce__(self) -> tuple[Any, ...]:
        """As what it was made from: a ruleset as its text, as its classes are made when the engine starts."""
        inputs = self.prepared.inputs
        packed = (inputs.ruleset.text, inputs.data, inputs.history, inputs.decisions, inputs.period, inputs.totals)
        return _unpacked, (_versions(), packed, self.varying, self.draws, self.count)

    @cached_property
    def score(self) -> Scorer:
        """What scores its draws."""
        return scorer(self.prepared)

    @cached_property
    def official(self) -> Standings:
        """Where all units stand as things are, as one draw."""
        return self.score(Variants(1))

    @cached_property
    def made_from(self) -> dict[str, Any]:
        """All that its tally depends on, as JSON holds it."""
        inputs = self.prepared.inputs
        parts = {
            "count": f"{self.count.__module__}.{self.count.__qualname__}",
            "ruleset": inputs.ruleset.digest,
            "data": inputs.data.digest,
            "history": inputs.history.digest,
            "decisions": inputs.decisions.digest,
            "period": str(inputs.period),
            "totals": None if inputs.totals is None else _digest(dict(inputs.totals)),
            "varying": self.varying.as_plain(),
            "seed": self.varying.seed,
            "draws": self.draws,
            "versions": _versions(),
        }
        plain: dict[str, Any] = json.loads(_json(parts))
        return plain

    @cached_property
    def digest(self) -> str:
        """SHA-256 over all that its tally depends on."""
        return _digest(self.made_from)

    @property
    def not_scored(self) -> tuple[str, ...]:
        """The units that are left out, as their data do not suffice to score them."""
        scored = set(self.prepared.units)
        return tuple(unit for unit in self.prepared.reported if unit not in scored)

    def standings(self, start: int, stop: int) -> Standings:
        """Where all units stand in the draws ``start`` to ``stop`` (exclusive)."""
        return self.score(self.varying.variants(self.prepared, start, stop))

    def tally(self, start: int, stop: int) -> Tally:
        """What is counted in the draws ``start`` to ``stop`` (exclusive), in blocks that bound the memory."""
        blocks = in_blocks([(start, stop)], self.block_size)
        return reduce(Tally.__add__, (self.count(Block(self, low, self.standings(low, high))) for low, high in blocks))

    @property
    def block_size(self) -> int:
        """How many draws are scored at once, for their memory to stay bounded."""
        indicators, errors = self.prepared.plan.indicators, self.varying.errors
        columns = 24
        # Where numbers of the ruleset alone vary, no column is kept for an indicator (`engine.simulation.weighted`).
        if errors or any(each.rule.not_applicable == "peer_mean" for each in indicators):
            columns += 3 * len(indicators) + 4 * len(errors)
        size = BLOCK_BYTES // max(8 * columns * len(self.prepared.units), 1)
        size = min(max(size, 1), MOST_DRAWS)
        return size - size % CHUNK if size > CHUNK else size

    @property
    def step(self) -> int:
        """How many draws are computed between two reports of progress, or sent to a worker together."""
        most, size = min(MOST_DRAWS, UNIT_DRAWS // max(len(self.prepared.units), 1)), self.block_size
        return max(most - most % size, size)


def _json(plain: Mapping[str, Any]) -> str:
    return json.dumps(plain, sort_keys=True, default=str)


def _digest(plain: Mapping[str, Any]) -> str:
    return "sha256:" + hashlib.sha256(_json(plain).encode()).hexdigest()


def _versions() -> dict[str, str]:
    """What must be the same wherever draws are computed: NumPy and SciPy make the random numbers."""
    return {"kaoping": VERSION, "numpy": version("numpy"), "scipy": version("scipy")}


def _unpacked(
    versions: Mapping[str, str], packed: Sequence[Any], varying: Varying, draws: int, count: Count
) -> Job[Varying]:
    """The job in another process.

    Raises:
        Problems: another version of something computes there.
    """
    here = _versions()
    if differing := [
        Problem(
            "simulate-version",
            Message("A worker has {name} {there}, where {here} is needed.", name=name, there=here[name], here=wanted),
            mend=Message("Install the same versions on all computers."),
        )
        for name, wanted in versions.items()
        if here[name] != wanted
    ]:
        raise Problems(differing)
    text, data, history, decisions, period, totals = packed
    return Job(prepare(Inputs(load(text), data, history, decisions, period, totals)), varying, draws, count)


@dataclass(frozen=True)
class Progress:
    """How far a job is.

    Attributes:
        draws: How many draws it has.
        done: The ranges that were computed, in order, none touching the next.
        tally: What was counted in them; None before the first.
    """

    draws: int
    done: tuple[Range, ...] = ()
    tally: Tally | None = None

    def after(self, start: int, stop: int, tally: Tally) -> "Progress":
        """With one more range computed."""
        whole = tally if self.tally is None else self.tally + tally
        return Progress(self.draws, _joined([*self.done, (start, stop)]), whole)

    @property
    def count(self) -> int:
        """How many draws were computed."""
        return sum(stop - start for start, stop in self.done)

    @property
    def left(self) -> tuple[Range, ...]:
        """The ranges that were not."""
        ends = [0, *(edge for each in self.done for edge in each), self.draws]
        return tuple((low, high) for low, high in zip(ends[::2], ends[1::2], strict=True) if low < high)


def _joined(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Ranges in order, those that touch as one."""
    joined: list[Range] = []
    for start, stop in sorted(ranges):
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    return tuple(joined)


def in_blocks(ranges: Iterable[Range], size: int) -> Iterator[Range]:
    """Ranges cut into blocks, at multiples of their size where they can be.

    Example:
        >>> list(in_blocks([(0, 100), (130, 200)], 64))
        [(0, 64), (64, 100), (130, 192), (192, 200)]
    """
    for start, stop in ranges:
        while start < stop:
            end = min(start - start % size + size, stop)
            yield start, end
            start = end


Run = Callable[[Job[Any], Iterable[Range]], Iterator[tuple[Range, Tally]]]
"""Computes ranges of a job, and gives the tally of each as it is done, in any order."""


def serially(job: Job[Any], ranges: Iterable[Range]) -> Iterator[tuple[Range, Tally]]:
    """One range after the other, in this process."""
    for start, stop in ranges:
        yield (start, stop), job.tally(start, stop)


def computed(
    job: Job[Any], run: Run = serially, since: Progress | None = None, step: int | None = None
) -> Iterator[Progress]:
    """How far a job is after each step; at the last one its tally is whole.

    Args:
        job: What is computed.
        run: Where.
        since: What was computed before; nothing, if not given.
        step: How many draws are computed between two reports; by default some seconds' work.
    """
    progress = since or Progress(job.draws)
    yield progress
    for (start, stop), tally in run(job, in_blocks(progress.left, step or job.step)):
        progress = progress.after(start, stop, tally)
        yield progress
