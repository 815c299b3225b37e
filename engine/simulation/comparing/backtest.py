"""Back-test: a scheme on earlier years, each year fed with the results that the scheme itself gave the years before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar

from engine.expression import tree
from engine.history import History, Record
from engine.message import Message
from engine.period import Period
from engine.plan import Plan
from engine.preparation import Inputs, Prepared, prepare
from engine.problem import Place, Problem, Problems
from engine.simulation.comparing.fortune import Fortune
from engine.simulation.comparing.impact import Change, Comparison, standings
from engine.simulation.comparing.levels import joint
from engine.simulation.study import Provenance, Study

Results = Mapping[str, Fortune]
"""What became of each unit."""


@dataclass(frozen=True)
class Year:
    """One period of a back-test.

    Attributes:
        period: Which one.
        comparison: As it was, and under the scenario.
        looking_back: The consequences that ask for earlier periods.
        as_recorded: The earlier periods whose records were taken as they were, since their results are not among those
            given.
        not_known_then: The earlier periods that are among those given, and that the official result did not know.
    """

    period: str
    comparison: Comparison
    looking_back: frozenset[str]
    as_recorded: tuple[str, ...]
    not_known_then: tuple[str, ...]

    @property
    def changed(self) -> tuple[Change, ...]:
        """The units for which something else follows: another grade, other prizes, quotas or consequences."""
        return tuple(each for each in self.comparison.changes if _decided(each.before) != _decided(each.after))

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {
            "period": self.period,
            **self.comparison.as_plain(),
            "looking_back": sorted(self.looking_back),
            "taken_as_recorded": list(self.as_recorded),
            "not_known_then": list(self.not_known_then),
        }


def _decided(side: Fortune | None) -> tuple[object, ...]:
    if side is None:
        return ()
    return side.grade, side.least, side.most, side.prizes, side.quotas, side.consequences


@dataclass(frozen=True)
class Trial:
    """A scenario through all years.

    Attributes:
        scenario: Its name.
        years: In the order of time.
    """

    scenario: str
    years: tuple[Year, ...]

    @cached_property
    def units(self) -> tuple[str, ...]:
        """All units of any year, those of the latest year first, in rank order."""
        return tuple(dict.fromkeys(each.unit for year in reversed(self.years) for each in year.comparison.changes))

    @cached_property
    def grades(self) -> tuple[str, ...]:
        """All grades of any year, highest first."""
        return joint(*(year.comparison.levels.names for year in self.years))


@dataclass(frozen=True)
class Backtest(Study):
    """Schemes on earlier years.

    Attributes:
        provenance: The latest result.
        sources: All results, in the order of time.
        trials: One for each scenario.
    """

    analysis: ClassVar[str] = "backtest"
    sources: tuple[Provenance, ...]
    trials: tuple[Trial, ...]

    def findings(self) -> dict[str, Any]:
        """Each scenario with every year and unit, as it was and under the scenario."""
        return {
            "results": [each.as_plain() for each in self.sources],
            "scenarios": [
                {
                    "scenario": each.scenario,
                    "grades": list(each.grades),
                    "years": [year.as_plain() for year in each.years],
                }
                for each in self.trials
            ],
        }


def backtest(official: Sequence[Prepared], tried: Mapping[str, Sequence[Prepared]]) -> Backtest:
    """Scenarios through earlier years.

    Each year reads what the scenario itself made of the years before; what is known of periods that are not among
    those given, such as those before the first one, is taken as it was recorded.

    Args:
        official: The cycles as they were, of one scheme, each of another period.
        tried: The same cycles in the same order under each scenario, by its name.

    Raises:
        Problems: a period is given twice, the cycles are of several schemes or kinds of period, or a year cannot be
            assessed under a scenario.
    """
    if problems := list(_unlike(official)):
        raise Problems(problems)
    order = sorted(range(len(official)), key=lambda place: official[place].inputs.period)
    years = [official[place] for place in order]
    sources = tuple(map(Provenance.of, years))
    trials = tuple(
        Trial(name, tuple(_years(name, years, [cycles[place] for place in order]))) for name, cycles in tried.items()
    )
    return Backtest(sources[-1], sources, trials)


def _unlike(official: Sequence[Prepared]) -> Iterator[Problem]:
    """Cycles that are no years of one scheme."""
    first, seen = official[0].inputs, set[Period]()
    for each in official:
        inputs = each.inputs
        place = Place(path=str(inputs.period))
        if inputs.period in seen:
            what = Message("Two results are of {period}.", period=str(inputs.period))
            yield Problem("backtest-twice", what, place, mend=Message("Give one result for each period."))
        seen.add(inputs.period)
        if inputs.ruleset.ruleset != first.ruleset.ruleset:
            what = Message(
                "The results are of several schemes: {one}, {other}.",
                one=first.ruleset.ruleset,
                other=inputs.ruleset.ruleset,
            )
            yield Problem("backtest-schemes", what, place, mend=Message("Give the results of one scheme."))
        elif inputs.period.kind is not first.period.kind:
            what = Message(
                "{one} and {other} are not periods of one kind.", one=str(first.period), other=str(inputs.period)
            )
            yield Problem(
                "backtest-kinds", what, place, mend=Message("Give results of years, or of quarters, or of months.")
            )


def _years(scenario: str, official: Sequence[Prepared], tried: Sequence[Prepared]) -> Iterator[Year]:
    own: dict[str, Results] = {}
    for was, cycle in zip(official, tried, strict=True):
        prepared = prepare(replace(cycle.inputs, history=_followed(cycle.inputs, own)))
        after = standings(prepared)
        recorded = set(_read_by(was.inputs))
        yield Year(
            period=str(was.inputs.period),
            comparison=Comparison(scenario, standings(was), after),
            looking_back=_looking_back(was.plan) | _looking_back(prepared.plan),
            as_recorded=tuple(sorted(recorded - own.keys())),
            not_known_then=tuple(sorted(own.keys() - recorded)),
        )
        own[str(was.inputs.period)] = after.units


def _read_by(inputs: Inputs) -> Iterator[str]:
    """The recorded periods that a year reads: those before it, of its kind (docs/meaning.md, section 8)."""
    for label in dict.fromkeys(record.period for record in inputs.history.records):
        period = Period.parse(label)
        if period.kind is inputs.period.kind and period < inputs.period:
            yield label


def _followed(inputs: Inputs, own: Mapping[str, Results]) -> History:
    """The history that a year reads: the scenario's own results in the place of those that were recorded.

    Args:
        inputs: The year, with the records that it read officially; these also tell successors and earlier measures.
        own: What the scenario gave in the years before.
    """
    records, known = [], set()
    for record in inputs.history.records:
        if record.period not in own:
            records.append(record)
            continue
        known.add((record.period, record.unit))
        if (result := own[record.period].get(record.unit)) is not None:
            records.append(replace(record, **_recorded(result)))
    records += [
        Record(unit, period, **_recorded(result))
        for period, results in own.items()
        for unit, result in results.items()
        if (period, unit) not in known
    ]
    return History.of(records)


def _recorded(result: Fortune) -> dict[str, Any]:
    rank = None if result.rank is None else str(result.rank)
    return {"grade": result.grade, "total": f"{result.total:f}", "rank": rank}


def _looking_back(plan: Plan) -> frozenset[str]:
    """The consequences whose condition counts periods, or asks for the period before."""
    return frozenset(rule.name for rule in plan.consequences if any(map(_asks_for_earlier, rule.when.walk())))


def _asks_for_earlier(node: tree.Expression) -> bool:
    return isinstance(node, tree.Count) or (isinstance(node, tree.Member) and node.family == "previous")
