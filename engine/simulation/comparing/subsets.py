"""What becomes of a cycle under any subset of a scenario's steps.

Steps that only change numbers which a plan can take many of are scored together, on the axis of scenarios; every other
combination of steps takes a plan of its own. On the way, points need not sum to full marks.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from engine.checks import errors
from engine.fixed import Fixed, fixed
from engine.message import Message
from engine.preparation import Prepared, prepare
from engine.problem import Problem, Problems, Severity
from engine.ruleset import Ruleset
from engine.simulation.edits import edited_addresses, edited_plain, with_cells
from engine.simulation.rebalance import rebalanced
from engine.simulation.scenario import Scenario, Step
from engine.simulation.variants import Outcomes, Variants, outcomes
from engine.source.address import Addresses
from engine.source.document import read

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_SUMS = "points-sum"


@dataclass(frozen=True)
class Scored:
    """Some subsets that were scored together.

    Attributes:
        masks: The subsets, each Σ 2**i over its steps i; in the order of the scenarios.
        prepared: The cycle that they share.
        outcomes: What becomes of it.
    """

    masks: tuple[int, ...]
    prepared: Prepared
    outcomes: Outcomes


@dataclass
class Subsets:
    """The subsets of a scenario's steps on a cycle.

    Attributes:
        start: The cycle that the scenario starts from.
        scenario: Its steps.
        unbalanced: Whether, in some subset that was looked at, points did not sum to full marks.
    """

    start: Prepared
    scenario: Scenario
    unbalanced: bool = False
    _faults: dict[int, Problem | None] = field(default_factory=dict)
    _rulesets: dict[int, Ruleset] = field(default_factory=dict)

    @property
    def whole(self) -> int:
        """The subset of all steps."""
        return (1 << len(self.scenario.steps)) - 1

    @property
    def prefixes(self) -> tuple[int, ...]:
        """No step, the first, the first two, … all, in the stated order."""
        return tuple((1 << count) - 1 for count in range(len(self.scenario.steps) + 1))

    def scored(self, masks: Sequence[int]) -> Iterator[Scored]:
        """The subsets, scored, each once.

        Args:
            masks: The subsets.

        Raises:
            Problems: steps that only hold together are apart; each problem says which to join.
        """
        together: dict[int, list[int]] = {}
        for mask in masks:
            together.setdefault(mask & self._structural, []).append(mask)
        # INVARIANT: what the checks say of numbers, they say of two of them at a time (points-sum is let pass). So
        # where every two steps of numbers agree, all of them do.
        self._hold({*together, *self.prefixes, self.whole, *(each for each in masks if each.bit_count() <= 2)})
        for structure, alike in together.items():
            yield self._scored(structure, alike)

    def _scored(self, structure: int, masks: Sequence[int]) -> Scored:
        prepared = self._prepared(structure)
        numbers = list(self._numbers(structure, masks, prepared))
        paths = sorted({path for each in numbers for path in each})
        variants = Variants(len(masks), {path: _column(path, numbers, prepared) for path in paths})
        return Scored(tuple(masks), prepared, outcomes(prepared, variants))

    def _prepared(self, mask: int) -> Prepared:
        inputs, steps = self.start.inputs, self._steps(mask)
        return prepare(replace(inputs, ruleset=self._ruleset(mask), data=with_cells(steps, inputs.data)))

    def _steps(self, mask: int) -> list[Step]:
        return [step for place, step in enumerate(self.scenario.steps) if mask >> place & 1]

    @cached_property
    def _plain(self) -> dict[str, Any]:
        return dict(read(self.start.inputs.ruleset.text).data)

    @cached_property
    def _structural(self) -> int:
        """The steps that take a plan of their own, with those that change numbers in the same rules."""
        variable, addresses = self.start.plan.variable, Addresses(self._plain)
        mask = 0
        for place, step in enumerate(self.scenario.steps):
            free = all(path in variable and addresses.known(path) for path in step.edits)
            numbers = all(isinstance(value, str) and _NUMBER.fullmatch(value) for value in step.edits.values())
            if step.cells or step.remove or step.add or not (free and numbers):
                mask |= 1 << place
        while True:
            touched = {_rule(path) for step in self._steps(mask) for path in (*step.edits, *step.remove)}
            dragged = mask
            for place, step in enumerate(self.scenario.steps):
                if any(_touches(rule, _rule(path)) for path in step.edits for rule in touched):
                    dragged |= 1 << place
            if dragged == mask:
                return mask
            mask = dragged

    def _numbers(self, structure: int, masks: Sequence[int], prepared: Prepared) -> Iterator[dict[str, str]]:
        """For each subset the numbers that its structure does not hold, by their path.

        Raises:
            Problems: the steps of a subset leave the other indicators nothing to give.
        """
        own = [
            {path: value for step in self._steps(mask & ~structure) for path, value in step.edits.items()}
            for mask in masks
        ]
        if not self.scenario.rebalance:
            yield from own
            return
        plain = edited_plain(self._steps(structure), self._plain, rebalance=False)
        addresses = Addresses(plain)
        variable = {path: addresses.path(path) for path in prepared.plan.variable if addresses.known(path)}
        held = edited_addresses(self._steps(structure))
        for mask, numbers in zip(masks, own, strict=True):
            changed = deepcopy(plain)
            for path, value in numbers.items():
                _at(changed, variable[path][:-1])[variable[path][-1]] = value
            try:
                changed = rebalanced(changed, held | numbers.keys())
            except Problems as error:
                self._faults[mask] = error.problems[0]
                raise Problems([self._joined(self._least(mask), error.problems[0])]) from error
            values = {path: _at(changed, place) for path, place in variable.items()}
            yield {path: value for path, value in values.items() if _NUMBER.fullmatch(value)}

    @cached_property
    def _ruling(self) -> int:
        """The steps that change rules; the others change data alone."""
        steps = enumerate(self.scenario.steps)
        return sum(1 << place for place, step in steps if step.edits or step.remove or step.add)

    def _ruleset(self, mask: int) -> Ruleset:
        rules = mask & self._ruling
        if not rules:
            return self.start.inputs.ruleset
        if rules not in self._rulesets:
            self._rulesets[rules] = self._checked(rules)
        return self._rulesets[rules]

    def _checked(self, mask: int) -> Ruleset:
        """The ruleset of a subset, on the way to one that is in order.

        Raises:
            Problems: it is not in order, other than that points do not sum.
            ValidationError: it has not the shape of one.
        """
        plain = edited_plain(self._steps(mask), self._plain, rebalance=self.scenario.rebalance)
        ruleset = Ruleset.model_validate(plain)
        found = [problem for problem in errors(ruleset) if problem.severity is Severity.ERROR]
        self.unbalanced |= any(problem.code == _SUMS for problem in found)
        if faults := [problem for problem in found if problem.code != _SUMS]:
            raise Problems(faults)
        return ruleset

    def _fault(self, mask: int) -> Problem | None:
        """Why a subset is no ruleset or has no data; None where it is in order."""
        if mask not in self._faults:
            self._faults[mask] = None
            try:
                with_cells(self._steps(mask), self.start.inputs.data)
                self._ruleset(mask)
            except Problems as error:
                self._faults[mask] = error.problems[0]
            except ValidationError as error:
                what = Message("The changed rules are no ruleset: {reason}", reason=error.errors()[0]["msg"])
                self._faults[mask] = Problem("scenario-shape", what)
        return self._faults[mask]

    def _hold(self, masks: Iterable[int]) -> None:
        """Refuses a scenario of which some subset is not in order.

        Raises:
            Problems: for each group of steps that only hold together, what is wrong with some of them alone.
        """
        groups: list[tuple[int, Problem]] = []
        for mask in sorted(masks, key=lambda each: (each.bit_count(), each)):
            fault = self._fault(mask)
            if fault is None or any(mask & group for group, _ in groups):
                continue
            needed = self._least(mask)
            for group in [each for each in groups if each[0] & needed]:
                groups.remove(group)
                needed |= group[0]
            groups.append((needed, fault))
        if groups:
            raise Problems(self._joined(group, fault) for group, fault in groups)

    def _least(self, mask: int) -> int:
        """The subset in order that has these steps and as few others as can be found by leaving out one after one."""
        needed = self.whole
        for place in reversed(range(len(self.scenario.steps))):
            fewer = needed & ~(1 << place)
            if not mask >> place & 1 and self._fault(fewer) is None:
                needed = fewer
        return needed

    def _joined(self, mask: int, fault: Problem) -> Problem:
        names = [step.name for step in self._steps(mask)]
        what = Message("These steps cannot be taken one by one: {steps}. {reason}", steps=names, reason=fault.what)
        mend = Message(
            "Make one step of them: the paths of one entry of a list under edits are one step, and what is added can "
            "be added as it is to be."
        )
        return Problem("attribution-join", what, replace(fault.place, line=None, column=None), fault.found, mend=mend)


def _rule(path: str) -> tuple[str, ...]:
    """The family and the name of the rule that an address leads into."""
    return tuple(path.split(".")[:2])


def _touches(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether a change of one rule may change, or take away, the other; a group may hold any indicator or group."""
    if {one[0], other[0]} <= {"groups", "indicators"} and (one[0] == "groups" or len(one) == 1):
        return True
    return one[: len(other)] == other or other[: len(one)] == one


def _column(path: str, numbers: Sequence[Mapping[str, str]], prepared: Prepared) -> Fixed:
    """The number at a path in each subset; that of the plan where the subset leaves it alone."""
    (own,) = prepared.plan.number(path).texts()
    return fixed(*(Decimal(each.get(path, own)) for each in numbers), shape=(len(numbers), 1))


def _at(plain: Any, path: Sequence[str | int]) -> Any:
    for step in path:
        plain = plain[step]
    return plain
