"""Why a unit stands where it stands, and why not higher; read off the evaluated rules, never computed a second way."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from engine import phrases, wording
from engine.applicability import Applicability
from engine.assessment import Assessment
from engine.corrections import reasons
from engine.decimals import as_written
from engine.message import Message
from engine.plan import Indicator
from engine.problem import Problem, Problems, did_you_mean


@dataclass(frozen=True)
class Line:
    """One fact of an explanation.

    Attributes:
        name: What it is about.
        value: What came out.
        how: How it came about, with the values filled in.
        sources: Keys of the ruleset's sources.
        note: The convention in words, where the text leaves it open.
    """

    name: str | Message
    value: str | Message | None = None
    how: Message | None = None
    sources: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True)
class Section:
    """Lines that belong together.

    Attributes:
        key: By which programs know it.
        title: What people read.
        lines: The lines.
    """

    key: str
    title: Message
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Explanation:
    """All that explains one unit's result; sections without lines are left out."""

    unit: str
    heading: Message
    sections: tuple[Section, ...]


def explain(assessment: Assessment, unit: str) -> Explanation:
    """Every point, grade, prize and consequence of a unit, with its reason and source.

    Raises:
        Problems: the result has no such unit; names the nearest.
    """
    explainer = _Explainer(assessment, assessment.place(unit))
    heading = Message("{unit}: {total} points, {grade}", unit=unit, total=explainer.total, grade=explainer.grade)
    sections = (
        Section("points", Message("Points"), tuple(explainer.points())),
        Section("adjustments", Message("Bonuses and deductions"), tuple(explainer.adjustments())),
        Section("corrections", Message("Corrections"), tuple(explainer.corrections())),
        Section("total", Message("Total"), (explainer.sum(),)),
        Section("standing", Message("Grade and rank"), tuple(explainer.standing())),
        Section("awards", Message("Prizes and quotas"), tuple(explainer.awards())),
        Section("consequences", Message("Consequences"), tuple(explainer.consequences())),
        Section("replaced", Message("Replaced"), tuple(explainer.replaced())),
        Section("targets", Message("Targets"), tuple(explainer.targets())),
        Section("questions", Message("Open decisions"), tuple(explainer.questions())),
        Section("warnings", Message("Warnings"), tuple(explainer.warnings())),
    )
    return Explanation(unit, heading, tuple(section for section in sections if section.lines))


def why_not(assessment: Assessment, unit: str, grade: str) -> Explanation:
    """What keeps a unit from a grade, and by how much.

    Raises:
        Problems: the result has no such unit, or the scheme no such grade; names the nearest.
    """
    grades = [rule.grade for rule in assessment.inputs.ruleset.grades]
    if grade not in grades:
        what = Message("The scheme has no grade {grade}.", grade=grade)
        expected = Message("one of {grades}", grades=grades)
        raise Problems(
            [Problem("unknown-grade", what, found=grade, expected=expected, mend=did_you_mean(grade, grades))]
        )
    explainer = _Explainer(assessment, assessment.place(unit))
    wanted = grades.index(grade)
    reached = grades.index(explainer.grade)
    if reached <= wanted:
        heading = Message("{unit} has {grade} itself.", unit=unit, grade=grade)
        if reached < wanted:
            heading = Message(
                "{unit} has {reached}, which is higher than {grade}.", unit=unit, reached=explainer.grade, grade=grade
            )
        return Explanation(unit, heading, ())
    heading = Message("Why {unit} is not {grade}", unit=unit, grade=grade)
    sections = (
        Section("missing", Message("What is missing"), tuple(explainer.missing(wanted))),
        Section("losses", Message("Where points were lost"), tuple(explainer.losses())),
    )
    return Explanation(unit, heading, tuple(section for section in sections if section.lines))


class _Explainer:
    """Reads the facts of one unit off an assessment."""

    def __init__(self, assessment: Assessment, unit: int) -> None:
        self._assessment = assessment
        self._unit = unit
        self._ruleset = assessment.inputs.ruleset
        self._earned = assessment.points(unit)
        self.total = assessment.total(unit)
        self.grade = assessment.grade(unit)
        self._applicability = Applicability(assessment.plan, assessment.columns, assessment.applies)
        self._moved = self._applicability.full_points()

    def points(self) -> Iterator[Line]:
        """A line for each indicator that the unit has."""
        shown = wording.values_only(self._assessment.columns, self._unit)
        for indicator in self._assessment.plan.indicators:
            if not self._exists(indicator):
                continue
            full = self._full(indicator)
            how = self._how(indicator, full, shown)
            value = Message("not counted")
            if indicator.name in self._earned:
                value = Message("{earned} of {full}", earned=self._earned[indicator.name], full=full)
            yield Line(indicator.name, value, how, indicator.rule.source, indicator.rule.note)

    def _full(self, indicator: Indicator) -> str:
        """The indicator's full points for this unit, those that were moved to it included."""
        moved = self._moved.get(indicator.name)
        return f"{indicator.rule.points:f}" if moved is None else wording.number(moved, self._unit)

    def _exists(self, indicator: Indicator) -> bool:
        exists = self._applicability.existing(indicator)
        return exists is None or wording.holds(exists, self._unit)

    def _applies(self, indicator: Indicator) -> bool:
        applies = self._applicability.applying(indicator)
        return applies is None or wording.holds(applies, self._unit)

    def _how(self, indicator: Indicator, full: str, shown: wording.Shown) -> Message:
        """How an indicator's points came about."""
        if self._applies(indicator):
            return wording.formula(indicator, full, shown)
        return Message("a measure does not apply: {rule}", rule=self._instead(indicator))

    def _instead(self, indicator: Indicator) -> Message:
        """What the scheme says where a measure does not apply."""
        if indicator.moves_to is not None:
            return Message("the points go to {indicator}", indicator=indicator.moves_to)
        if indicator.rule.not_applicable == "peer_mean":
            return self._mean_of_peers(indicator)
        return _INSTEAD[str(indicator.rule.not_applicable)]

    def _mean_of_peers(self, indicator: Indicator) -> Message:
        """The sum of the peers' points, and how many they are."""
        column, groups = self._assessment.scores.points[indicator.name], self._assessment.standing.groups
        peers = np.ones(len(self._assessment.units), dtype=np.bool_)
        for mask in (self._applicability.applying(indicator), self._applicability.existing(indicator)):
            if mask is not None:
                peers = peers & np.broadcast_to(mask, (1, len(peers)))[0]
        if groups is not None:
            peers = peers & (groups.codes == groups.codes[self._unit])
        points = as_written(sum(column.scaled[0, peers].tolist()), column.decimals)
        return Message("the mean of the peers (sum {sum} ÷ number {count})", sum=points, count=int(peers.sum()))

    def adjustments(self) -> Iterator[Line]:
        """A line for each bonus, deduction, veto and withdrawal that holds."""
        made = self._assessment.adjustments(self._unit)
        scores = self._assessment.scores
        shown = wording.names_with_values(self._assessment.columns, self._unit)
        for adjustment in self._assessment.plan.adjustments:
            rule, name = adjustment.rule, adjustment.name
            how = None if adjustment.when is None else Message("{condition}", condition=adjustment.when.show(shown))
            if name in made:
                amount = "" if adjustment.amount is None else adjustment.amount.show(shown)
                how = (
                    Message("{amount}", amount=amount)
                    if how is None
                    else Message("{amount}, as {when}", amount=amount, when=how)
                )
                yield Line(name, made[name], how, rule.source, rule.note)
            elif name in scores.vetoes and scores.vetoes[name][0, self._unit]:
                value = Message("grade {grade} at the most", grade=rule.grade_at_most)
                yield Line(name, value, how, rule.source, rule.note)
            elif name in scores.withdrawals and scores.withdrawals[name][0, self._unit]:
                yield Line(name, Message("out of the ranking"), how, rule.source, rule.note)

    def corrections(self) -> Iterator[Line]:
        """A line for each cap, clamp and rounding that changed something."""
        found = reasons(self._assessment, self._applicability, self._unit)
        for name, amount in self._assessment.corrections(self._unit).items():
            reason = found[name]
            yield Line(phrases.correction(name), amount, reason.how, reason.sources, reason.note)

    def sum(self) -> Line:
        """Σ points + adjustments + corrections = total."""
        parts = [
            _sum(values.values())
            for values in (
                self._earned,
                self._assessment.adjustments(self._unit),
                self._assessment.corrections(self._unit),
            )
        ]
        how = Message(
            "points {points} + adjustments {adjustments} + corrections {corrections} = {total}",
            points=parts[0],
            adjustments=parts[1],
            corrections=parts[2],
            total=self.total,
        )
        return Line("Σ", self.total, how)

    def standing(self) -> Iterator[Line]:
        """The grade with its cut, and the rank."""
        rules = self._ruleset.grades
        number = [rule.grade for rule in rules].index(self.grade)
        rule = rules[number]
        above = f"{rules[number - 1].from_:f}" if number else None
        yield Line(Message("Grade"), self.grade, self._cut(rule.from_, above), rule.source, rule.note)
        rank = self._assessment.rank(self._unit)
        ranking = self._ruleset.ranking
        if rank is None:
            yield Line(Message("Rank"), Message("none"), Message("withdrawn from the ranking"))
        else:
            how = Message("by total, among {count} ranked units", count=self._ranked())
            yield Line(Message("Rank"), str(rank), how, ranking.source, ranking.note)

    def _ranked(self) -> int:
        """How many units are ranked together with this one."""
        standing = self._assessment.standing
        ranked = standing.ranks[0] > 0
        if standing.groups is not None:
            ranked = ranked & (standing.groups.codes == standing.groups.codes[self._unit])
        return int(ranked.sum())

    def _cut(self, low: Decimal | None, above: str | None) -> Message:
        """The totals that have the unit's grade, beside its own."""
        scored = self._by_total()
        if scored != self.grade:
            return Message(
                "by its total of {total} {scored}; lowered by a veto or a decision", total=self.total, scored=scored
            )
        if low is None and above is None:
            return Message("the only grade")
        if low is None:
            return Message("{total} < {above}", total=self.total, above=above)
        if above is None:
            return Message("{total} ≥ {low}", total=self.total, low=f"{low:f}")
        return Message("{low} ≤ {total} < {above}", low=f"{low:f}", total=self.total, above=above)

    def _by_total(self) -> str:
        """The grade that the total alone gives."""
        total = Decimal(self.total)
        return next(rule.grade for rule in self._ruleset.grades if rule.from_ is None or total >= rule.from_)

    def awards(self) -> Iterator[Line]:
        """Prizes and quotas."""
        standing = self._assessment.standing
        for prize in self._ruleset.prizes:
            if any(self._unit in given.units for given in standing.prizes[prize.name]):
                value = Message("{amount} yuan", amount=f"{prize.amount:f}")
                yield Line(prize.name, value, None, prize.source, prize.note)
        for quota in self._ruleset.quotas:
            for given in standing.quotas[quota.name]:
                if self._unit in given.units:
                    how = Message("one of {places} places", places=given.places)
                    yield Line(quota.name, None, how, quota.source, quota.note)

    def consequences(self) -> Iterator[Line]:
        """A line for each effect."""
        shown = wording.names_with_values(self._assessment.columns, self._unit)
        conditions = {rule.name: rule.when.show(shown) for rule in self._assessment.plan.consequences}
        for effect in self._assessment.effects[self._unit]:
            plain = effect.as_plain()
            span = phrases.span(plain)
            phrase = phrases.effect_phrase(plain)
            value = phrase if span is None else Message("{effect}, {span}", effect=phrase, span=span)
            how = Message("{rule}: {condition}", rule=effect.rule, condition=conditions[effect.rule])
            yield Line(effect.effect.party, value, how, effect.source, effect.effect.note)

    def replaced(self) -> Iterator[Line]:
        """Consequences that fired and gave way to others."""
        for rule, by in self._assessment.replaced(self._unit).items():
            yield Line(rule, None, Message("replaced by {rules}", rules=by))

    def targets(self) -> Iterator[Line]:
        """How the unit stands to each target."""
        rules = {target.name: target for target in self._ruleset.targets}
        shown = wording.names_with_values(self._assessment.columns, self._unit)
        for state in self._assessment.targets[self._unit]:
            rule = rules[state.name]
            value = phrases.TARGET_STATES[state.state]
            if state.gap is not None:
                value = Message("{state}, by {gap}", state=value, gap=state.gap)
            yield Line(
                state.name, value, Message("{condition}", condition=rule.expect.show(shown)), rule.source, rule.note
            )

    def questions(self) -> Iterator[Line]:
        """Open decisions that concern the unit."""
        for question in self._assessment.questions:
            if self._assessment.units[self._unit] in question.units:
                yield Line(question.key, None, question.text)

    def warnings(self) -> Iterator[Line]:
        """Warnings that concern the unit."""
        for warning in self._assessment.warnings:
            if warning.place.unit == self._assessment.units[self._unit]:
                yield Line(warning.code, None, warning.what)

    def missing(self, wanted: int) -> Iterator[Line]:
        """What stands between the unit and a higher grade."""
        rule = self._ruleset.grades[wanted]
        assert rule.from_ is not None
        gap = rule.from_ - Decimal(self.total)
        if gap > 0:
            how = Message("{total} < {cut}", total=self.total, cut=f"{rule.from_:f}")
            yield Line(Message("Points"), Message("{gap} too few", gap=f"{gap:f}"), how, rule.source, rule.note)
        else:
            how = Message("{total} ≥ {cut}", total=self.total, cut=f"{rule.from_:f}")
            yield Line(Message("Points"), Message("enough"), how, rule.source, rule.note)
        names = [each.grade for each in self._ruleset.grades]
        shown = wording.names_with_values(self._assessment.columns, self._unit)
        for adjustment in self._assessment.plan.adjustments:
            most = adjustment.rule.grade_at_most
            if (
                most is None
                or names.index(most) <= wanted
                or not self._assessment.scores.vetoes[adjustment.name][0, self._unit]
            ):
                continue
            when = None if adjustment.when is None else Message("{condition}", condition=adjustment.when.show(shown))
            value = Message("grade {grade} at the most", grade=most)
            yield Line(adjustment.name, value, when, adjustment.rule.source, adjustment.rule.note)
        for decision in self._assessment.decisions:
            if decision.question == f"grades/{rule.grade}/{self._assessment.units[self._unit]}":
                yield Line(
                    decision.question, Message("withheld by a decision"), Message("{reason}", reason=decision.reason)
                )

    def losses(self) -> Iterator[Line]:
        """The indicators, deductions and corrections that cost points, the greatest first."""
        shown = wording.values_only(self._assessment.columns, self._unit)
        losses: list[tuple[Decimal, Line]] = []
        for indicator in self._assessment.plan.indicators:
            if indicator.name not in self._earned or (indicator.moves_to is not None and not self._applies(indicator)):
                continue
            full = self._full(indicator)
            lost = Decimal(full) - Decimal(self._earned[indicator.name])
            if lost > 0:
                how = self._how(indicator, full, shown)
                losses.append((lost, Line(indicator.name, f"-{lost:f}", how, indicator.rule.source)))
        made = self._assessment.adjustments(self._unit)
        changes = [Line(name, amount) for name, amount in made.items()] + list(self.corrections())
        losses += [(-Decimal(str(line.value)), line) for line in changes if Decimal(str(line.value)) < 0]
        for _, line in sorted(losses, key=lambda loss: -loss[0]):
            yield line


_INSTEAD = {
    "full": Message("full points"),
    "zero": Message("no points"),
    "exclude": Message("left out, and the rest scaled up"),
}


def _sum(texts: Iterable[str]) -> str:
    """The exact sum of decimals as written; 0 where there are none."""
    return f"{sum(map(Decimal, texts), Decimal(0)):f}"
