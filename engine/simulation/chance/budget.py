"""What prizes cost and how quotas are used, if weights or data could have been a little different."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt
from typing import Any, ClassVar

import numpy as np

from engine.decimals import as_written
from engine.message import Message
from engine.preparation import Prepared
from engine.problem import Place, Problem, Problems
from engine.simulation.awards import Award
from engine.simulation.chance.draws import Uncertainty
from engine.simulation.chance.jobs import Block, Job
from engine.simulation.chance.statistics import Chance, Likely, Quantile, quantile
from engine.simulation.chance.tally import Frequencies, Tally
from engine.simulation.study import Provenance, Study

QUANTILES = (0.05, 0.5, 0.95)
NAMES = ("q5", "median", "q95")


@dataclass(frozen=True)
class Spread:
    """How a whole number, or an amount of money, is spread over the draws.

    Attributes:
        official: What it officially is.
        counts: How often each value came up, in rising order, in units of the last decimal.
        decimals: How many decimals these have.
    """

    official: int
    counts: tuple[tuple[int, int], ...]
    decimals: int = 0

    @property
    def draws(self) -> int:
        """Of how many draws."""
        return sum(often for _, often in self.counts)

    @property
    def quantiles(self) -> tuple[Quantile, ...]:
        """5 %, median and 95 %, in units of the last decimal."""
        values, often = zip(*self.counts, strict=True)
        found = (quantile(np.array(often), share, values) for share in QUANTILES)
        return tuple(each for each in found if each is not None)

    @property
    def mean(self) -> tuple[float, float]:
        """The mean, and its standard error s ÷ √n."""
        number, unit = self.draws, 10**self.decimals
        mean = sum(value * often for value, often in self.counts) / number
        square = sum((value - mean) ** 2 * often for value, often in self.counts)
        return mean / unit, sqrt(square / max(number - 1, 1) / number) / unit

    def above(self, bound: Decimal) -> Chance:
        """How often it is more than a bound."""
        limit = bound.scaleb(self.decimals)
        return Chance(sum(often for value, often in self.counts if value > limit), self.draws)

    def equal(self, value: int) -> Chance:
        """How often it is exactly a value, in units of the last decimal."""
        return Chance(dict(self.counts).get(value, 0), self.draws)

    def written(self, value: int) -> str:
        """A value with its decimals."""
        return as_written(value, self.decimals)

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it; the values are exact and therefore text."""
        mean, error = self.mean
        return {
            "official": self.written(self.official),
            "least": self.written(self.counts[0][0]),
            **{
                name: {
                    "value": self.written(each.value),
                    "between": [None if end is None else self.written(end) for end in (each.low, each.high)],
                }
                for name, each in zip(NAMES, self.quantiles, strict=True)
            },
            "most": self.written(self.counts[-1][0]),
            "mean": {"value": mean, "error": error},
            "counts": [[self.written(value), often] for value, often in self.counts],
        }


@dataclass(frozen=True)
class Candidate:
    """A unit that has a prize or a quota in some draws.

    Attributes:
        unit: Its name.
        official: Whether it officially has it; None where an open tie leaves that open.
        chance: How often it has it.
    """

    unit: str
    official: bool | None
    chance: Likely

    @property
    def at_the_margin(self) -> bool:
        """Whether it has it in some draws for sure, or possibly, and not in all."""
        return self.chance.sure.count < self.chance.sure.draws

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {"unit": self.unit, "official": self.official, **self.chance.as_plain()}


@dataclass(frozen=True)
class Given:
    """One prize or quota over the draws.

    Attributes:
        name: Its name.
        candidates: Who has it in some draws, the likeliest first.
        tied: How often units were tied for its last place, so that people would have to decide.
        places: How many places it has, for quotas.
        taken: How many of them have a unit to take them, for quotas.
    """

    name: str
    candidates: tuple[Candidate, ...]
    tied: Chance
    places: Spread | None = None
    taken: Spread | None = None

    @property
    def sure(self) -> int:
        """How many units have it in every draw."""
        return sum(1 for each in self.candidates if not each.at_the_margin)

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        plain: dict[str, Any] = {
            "name": self.name,
            "tied": self.tied.as_plain(),
            "units": [each.as_plain() for each in self.candidates],
        }
        for key, spread in (("places", self.places), ("taken", self.taken)):
            if spread is not None:
                plain[key] = spread.as_plain()
        return plain


@dataclass(frozen=True)
class Budget(Study):
    """What prizes cost and how quotas are used.

    Attributes:
        uncertainty: What was left to chance.
        rescored: How many draws were scored once more by the official path, with the same outcome.
        not_scored: The units that are left out, as their data do not suffice.
        money: What all prizes come to.
        budget: What there is for them, if that was said.
        prizes: In the order of the ruleset.
        quotas: In the order of the ruleset.
    """

    analysis: ClassVar[str] = "budget"
    uncertainty: Uncertainty
    rescored: int
    not_scored: tuple[str, ...]
    money: Spread
    budget: Decimal | None
    prizes: tuple[Given, ...]
    quotas: tuple[Given, ...]

    @property
    def over(self) -> Chance | None:
        """How often the budget does not suffice."""
        return None if self.budget is None else self.money.above(self.budget)

    def findings(self) -> dict[str, Any]:
        """What was found, as JSON can hold it; exact numbers are text."""
        over = self.over
        return {
            "uncertainty": self.uncertainty.as_plain(),
            "rescored": self.rescored,
            "not_scored": list(self.not_scored),
            "money": self.money.as_plain(),
            "budget": None if self.budget is None else f"{self.budget:f}",
            "over_budget": None if over is None else over.as_plain(),
            "prizes": [each.as_plain() for each in self.prizes],
            "quotas": [each.as_plain() for each in self.quotas],
        }


def job(prepared: Prepared, uncertainty: Uncertainty, draws: int) -> Job[Uncertainty]:
    """What is to be computed.

    Args:
        prepared: The cycle.
        uncertainty: What is left to chance.
        draws: How many draws.

    Raises:
        Problems: it cannot be drawn, or the scheme gives neither prizes nor quotas.
    """
    ruleset = prepared.inputs.ruleset
    if not ruleset.prizes and not ruleset.quotas:
        what = Message("The scheme gives neither prizes nor quotas.")
        raise Problems([Problem("simulate-no-awards", what, Place(path="prizes"))])
    uncertainty.check(prepared)
    return Job(prepared, uncertainty, draws, counted)


def counted(block: Block[Uncertainty]) -> Tally:
    """What the budget needs of a block of draws."""
    awards = block.standings.awards
    counts = {}
    for family, given in (("prizes", awards.prizes), ("quotas", awards.quotas)):
        for name, award in given.items():
            counts[f"sure/{family}/{name}"] = award.sure.sum(axis=0, dtype=np.int64)
            counts[f"possible/{family}/{name}"] = award.possible.sum(axis=0, dtype=np.int64)
            tied = (award.possible & ~award.sure).any(axis=1)
            counts[f"tied/{family}/{name}"] = tied.sum(keepdims=True, dtype=np.int64)
    values = {"money": Frequencies.of(awards.money.scaled)}
    values |= {f"places/{name}": Frequencies.of(found) for name, found in awards.places.items()}
    values |= {f"taken/{name}": Frequencies.of(found) for name, found in awards.taken.items()}
    return Tally(len(block.standings.ranks), counts, values)


def budget(work: Job[Uncertainty], tally: Tally, rescored: int, amount: Decimal | None = None) -> Budget:
    """What prizes cost and how quotas are used.

    Args:
        work: As `job` made it.
        tally: Its whole tally.
        rescored: How many draws were scored once more by the official path.
        amount: What there is for the prizes.
    """
    prepared, official = work.prepared, work.official.awards

    def spread(name: str, now: int, decimals: int = 0) -> Spread:
        return Spread(now, tuple(tally.values[name].items()), decimals)

    return Budget(
        provenance=Provenance.of(prepared, work.varying.seed, work.draws),
        uncertainty=work.varying,
        rescored=rescored,
        not_scored=work.not_scored,
        money=spread("money", int(official.money.scaled[0]), official.money.decimals),
        budget=amount,
        prizes=tuple(_given(prepared, tally, "prizes", official.prizes)),
        quotas=tuple(
            Given(
                each.name,
                each.candidates,
                each.tied,
                spread(f"places/{each.name}", int(official.places[each.name][0])),
                spread(f"taken/{each.name}", int(official.taken[each.name][0])),
            )
            for each in _given(prepared, tally, "quotas", official.quotas)
        ),
    )


def _given(prepared: Prepared, tally: Tally, family: str, official: Mapping[str, Award]) -> Iterator[Given]:
    """The prizes, or the quotas, with their candidates."""
    for name, award in official.items():
        sure, possible = (tally.counts[f"{kind}/{family}/{name}"].tolist() for kind in ("sure", "possible"))
        candidates = [
            Candidate(unit, _holds(award, index), Likely(Chance(often, tally.draws), Chance(at_most, tally.draws)))
            for index, (unit, often, at_most) in enumerate(zip(prepared.units, sure, possible, strict=True))
            if at_most
        ]
        candidates.sort(key=lambda each: (-each.chance.sure.count, -each.chance.possible.count))
        yield Given(name, tuple(candidates), Chance(int(tally.counts[f"tied/{family}/{name}"][0]), tally.draws))


def _holds(award: Award, unit: int) -> bool | None:
    """Whether a unit officially has it."""
    if award.sure[0, unit] == award.possible[0, unit]:
        return bool(award.sure[0, unit])
    return None
