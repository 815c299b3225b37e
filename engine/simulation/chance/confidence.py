"""How sure the ranks, grades and prizes of a cycle are, if weights or data could have been a little different."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from engine.fixed import Array
from engine.message import Message
from engine.preparation import Prepared
from engine.problem import Place, Problem, Problems
from engine.simulation.chance.draws import Uncertainty
from engine.simulation.chance.jobs import Block, Job
from engine.simulation.chance.statistics import Chance, Likely, Quantile, quantile
from engine.simulation.chance.tally import Counts, Tally, histogram
from engine.simulation.standings import Standings
from engine.simulation.study import Provenance, Study

MOST_PAIRED = 200
"""Units that are ranked together at the most for their pairs to be counted."""

MOST_CELLS = 50_000_000
"""Units × ranks that can be counted."""

QUANTILES = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class Paired:
    """How often a unit stands above another.

    Attributes:
        other: The other unit.
        above: In how many draws it stands above it.
        level: In how many the two share a rank.
    """

    other: str
    above: Chance
    level: Chance

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {"other": self.other, "above": self.above.as_plain(), "level": self.level.as_plain()}


@dataclass(frozen=True)
class UnitChances:
    """How sure a unit's standing is.

    Attributes:
        unit: Its name.
        group: The group within which it is ranked, if there are such.
        rank: Its official rank; None where it is not ranked.
        grade: Its official grade.
        ranks: In how many draws it had each rank, from 1.
        unranked: In how many it had none.
        quantiles: Of its rank: 5 %, median, 95 %, of the draws in which it is ranked; None where it never is.
        grades: For each grade, in the order of the ruleset.
        prizes: For each prize, in the order of the ruleset.
        any_prize: For one of them at least.
        pairs: Against each other unit of its group, where pairs were counted.
    """

    unit: str
    group: str | None
    rank: int | None
    grade: str
    ranks: tuple[int, ...]
    unranked: Chance
    quantiles: tuple[Quantile, Quantile, Quantile] | None
    grades: tuple[Chance, ...]
    prizes: tuple[Likely, ...]
    any_prize: Likely
    pairs: tuple[Paired, ...]

    def as_plain(self, grades: Sequence[str], prizes: Sequence[str]) -> dict[str, Any]:
        """As JSON can hold it."""
        names = ("q5", "median", "q95")
        quantiles = (None, None, None) if self.quantiles is None else self.quantiles
        return {
            "unit": self.unit,
            **({} if self.group is None else {"group": self.group}),
            "rank": {
                "official": self.rank,
                **{name: each and each.as_plain() for name, each in zip(names, quantiles, strict=True)},
                "counts": list(self.ranks),
                "unranked": self.unranked.as_plain(),
            },
            "grade": {
                "official": self.grade,
                **{name: each.as_plain() for name, each in zip(grades, self.grades, strict=True)},
            },
            "prizes": {name: each.as_plain() for name, each in zip(prizes, self.prizes, strict=True)},
            "any_prize": self.any_prize.as_plain(),
            "above": [each.as_plain() for each in self.pairs],
        }


@dataclass(frozen=True)
class Confidence(Study):
    """How sure the result of a cycle is.

    Attributes:
        uncertainty: What was left to chance.
        rescored: How many draws were scored once more by the official path, with the same outcome.
        not_scored: The units that are left out, as their data do not suffice.
        grades: The names of the grades, highest first.
        prizes: The names of the prizes.
        units: In the official order.
        paired: Whether pairs were counted.
    """

    analysis: ClassVar[str] = "confidence"
    uncertainty: Uncertainty
    rescored: int
    not_scored: tuple[str, ...]
    grades: tuple[str, ...]
    prizes: tuple[str, ...]
    units: tuple[UnitChances, ...]
    paired: bool

    def findings(self) -> dict[str, Any]:
        """What was found, as JSON can hold it."""
        return {
            "uncertainty": self.uncertainty.as_plain(),
            "rescored": self.rescored,
            "not_scored": list(self.not_scored),
            "units": [each.as_plain(self.grades, self.prizes) for each in self.units],
        }


@dataclass(frozen=True)
class _Members:
    """Who is ranked with whom.

    Attributes:
        units: The units of each group, filled up with −1, (groups, units of the largest).
        group: The group of each unit.
        names: Of the groups; empty where all units are one.
    """

    units: Array
    group: Array
    names: tuple[str, ...]

    @classmethod
    def of(cls, prepared: Prepared) -> "_Members":
        """Of a cycle."""
        number, groups = len(prepared.units), prepared.groups
        codes = np.zeros(number, dtype=np.int64) if groups is None else groups.codes.astype(np.int64)
        present, group, sizes = np.unique(codes, return_inverse=True, return_counts=True)
        units = np.full((len(present), int(sizes.max(initial=0))), -1, dtype=np.int64)
        units[np.arange(units.shape[1]) < sizes[:, None]] = np.argsort(group, kind="stable")
        names = () if groups is None else tuple(groups.vocabulary[code] for code in present.tolist())
        return cls(units, group, names)

    @property
    def most(self) -> int:
        """Units of the largest group."""
        return int(self.units.shape[1])

    @property
    def paired(self) -> bool:
        """Whether the groups are small enough for their pairs to be counted."""
        return self.most <= MOST_PAIRED


def job(prepared: Prepared, uncertainty: Uncertainty, draws: int) -> Job[Uncertainty]:
    """What is to be computed.

    Args:
        prepared: The cycle.
        uncertainty: What is left to chance.
        draws: How many draws.

    Raises:
        Problems: it cannot be drawn, or there are too many units.
    """
    uncertainty.check(prepared)
    cells = len(prepared.units) * (_Members.of(prepared).most + 1)
    if cells > MOST_CELLS:
        what = Message("There are too many units that are ranked together for each of their ranks to be counted.")
        expected = Message("at most {most} units × ranks", most=MOST_CELLS)
        raise Problems([Problem("simulate-too-many", what, Place(path="ranking"), str(cells), expected)])
    return Job(prepared, uncertainty, draws, counted)


def counted(block: Block[Uncertainty]) -> Tally:
    """What confidence needs of a block of draws."""
    prepared, standings = block.job.prepared, block.standings
    members, awards = _Members.of(prepared), standings.awards
    counts = {
        "ranks": histogram(standings.ranks, members.most + 1),
        "grades": histogram(standings.grades, len(prepared.inputs.ruleset.grades)),
        "any sure": awards.any_prize.sure.sum(axis=0, dtype=np.int64),
        "any possible": awards.any_prize.possible.sum(axis=0, dtype=np.int64),
    }
    for name, award in awards.prizes.items():
        counts[f"sure/{name}"] = award.sure.sum(axis=0, dtype=np.int64)
        counts[f"possible/{name}"] = award.possible.sum(axis=0, dtype=np.int64)
    if members.paired:
        counts["above"], counts["level"] = _pairs(members, standings.ranks)
    return Tally(standings.ranks.shape[0], counts)


def _pairs(members: _Members, ranks: Array) -> tuple[Counts, Counts]:
    """How often each unit stands above, and level with, each of its group, (groups, units, units)."""
    filled = np.concatenate([ranks, np.zeros((len(ranks), 1), dtype=ranks.dtype)], axis=1)
    of_group = filled[:, members.units]
    ranked = of_group > 0
    above = np.zeros((*members.units.shape, members.most), dtype=np.int64)
    level = np.zeros_like(above)
    for place in range(members.most):
        own, both = of_group[:, :, place : place + 1], ranked & ranked[:, :, place : place + 1]
        above[:, place] = ((own < of_group) & both).sum(axis=0)
        level[:, place] = ((own == of_group) & both).sum(axis=0)
    return above, level


def confidence(work: Job[Uncertainty], tally: Tally, rescored: int) -> Confidence:
    """How sure the result is.

    Args:
        work: As `job` made it.
        tally: Its whole tally.
        rescored: How many draws were scored once more by the official path.
    """
    prepared, members, official = work.prepared, _Members.of(work.prepared), work.official
    ruleset = prepared.inputs.ruleset
    return Confidence(
        provenance=Provenance.of(prepared, work.varying.seed, work.draws),
        uncertainty=work.varying,
        rescored=rescored,
        not_scored=work.not_scored,
        grades=tuple(rule.grade for rule in ruleset.grades),
        prizes=tuple(prize.name for prize in ruleset.prizes),
        units=tuple(_unit(prepared, members, official, tally, index) for index in _in_order(members, official)),
        paired=members.paired,
    )


def _in_order(members: _Members, official: Standings) -> list[int]:
    """The units by official rank, group by group, those without one at the end."""
    ranks = official.ranks[0]
    order: list[int] = np.lexsort((ranks, members.group, ranks == 0)).tolist()
    return order


def _unit(prepared: Prepared, members: _Members, official: Standings, tally: Tally, index: int) -> UnitChances:
    """One unit's chances."""
    draws, counts, prizes = tally.draws, tally.counts, prepared.inputs.ruleset.prizes

    def likely(sure: str, possible: str) -> Likely:
        return Likely(Chance(int(counts[sure][index]), draws), Chance(int(counts[possible][index]), draws))

    ranks, group = counts["ranks"][index], int(members.group[index])
    ends = 1, int((members.units[group] >= 0).sum())
    found = [quantile(ranks[1:], share, range(1, len(ranks)), ends) for share in QUANTILES]
    low, middle, high = found
    return UnitChances(
        unit=prepared.units[index],
        group=members.names[group] if members.names else None,
        rank=int(official.ranks[0, index]) or None,
        grade=prepared.inputs.ruleset.grades[int(official.grades[0, index])].grade,
        ranks=tuple(ranks[1:].tolist()),
        unranked=Chance(int(ranks[0]), draws),
        quantiles=None if low is None or middle is None or high is None else (low, middle, high),
        grades=tuple(Chance(count, draws) for count in counts["grades"][index].tolist()),
        prizes=tuple(likely(f"sure/{prize.name}", f"possible/{prize.name}") for prize in prizes),
        any_prize=likely("any sure", "any possible"),
        pairs=tuple(_against(prepared, members, tally, group, index)) if members.paired else (),
    )


def _against(prepared: Prepared, members: _Members, tally: Tally, group: int, index: int) -> list[Paired]:
    """The unit's chances against each other one of its group."""
    inside = members.units[group].tolist()
    own = inside.index(index)
    above, level = (tally.counts[name][group, own].tolist() for name in ("above", "level"))
    return [
        Paired(prepared.units[other], Chance(above[place], tally.draws), Chance(level[place], tally.draws))
        for place, other in enumerate(inside)
        if other not in (index, -1)
    ]
