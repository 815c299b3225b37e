"""The attribution of a change to the steps of a scenario, told: which step moves how much, of what, for whom."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from engine.message import Message
from engine.simulation.comparing.attribution import Attribution, UnitAttribution
from engine.simulation.comparing.shapley import Split, adding_up, exact
from notices.briefs.addresses import in_words
from notices.briefs.brief import Brief, Cell, Column, Table
from notices.briefs.cells import MINUS, some
from notices.briefs.figures import Waterfall

CENTS = 2
"""Decimals of a part that does not end sooner."""


def told(study: Attribution, unit: UnitAttribution | None = None) -> Brief:
    """What each step moves.

    Args:
        study: The attribution.
        unit: The unit that is looked at; without one, all of them.
    """
    return Brief(
        title=_title(study, unit),
        answer=_answer(study) if unit is None else _answer_for(study, unit),
        tables=tuple(_of_all(study) if unit is None else _of_unit(study, unit)),
        figures=tuple(_figure(study, unit)),
        notes=tuple(_notes(study)),
        provenance=study.provenance,
    )


def _title(study: Attribution, unit: UnitAttribution | None) -> Message:
    if unit is None:
        return Message("What each step of {scenario} brings about", scenario=in_words(study.scenario))
    return Message(
        "What each step of {scenario} brings about for {unit}", scenario=in_words(study.scenario), unit=unit.unit
    )


def _answer(study: Attribution) -> Message:
    return Message("{grades}; {money}.", grades=_of_grades(study), money=_of_money(study))


def _of_grades(study: Attribution) -> Message:
    count, step = int(study.regraded.whole), _greatest(study, study.regraded)
    if not count:
        return Message("No unit gets another grade")
    if count == 1:
        return Message("One unit gets another grade, most by {step}", step=step)
    return Message("{count} units get another grade, most by {step}", count=count, step=step)


def _of_money(study: Attribution) -> Message:
    whole, step = study.money.whole, _greatest(study, study.money)
    if not whole:
        return Message("the prize money stays as it is")
    money = _signed(abs(whole)).removeprefix("+")
    if whole > 0:
        return Message("the prize money rises by {money} yuan, most by {step}", money=money, step=step)
    return Message("the prize money falls by {money} yuan, most by {step}", money=money, step=step)


def _answer_for(study: Attribution, unit: UnitAttribution) -> Message:
    before, after = unit.before, unit.after
    if not unit.points.moves:
        if before.grade == after.grade:
            return Message(
                "{unit} stays at {points} points, {grade}.",
                unit=unit.unit,
                points=f"{before.total:f}",
                grade=before.grade,
            )
        return Message(
            "{unit} stays at {points} points and goes from {grade} to {grade_after}, most by {step}.",
            unit=unit.unit,
            points=f"{before.total:f}",
            grade=before.grade,
            grade_after=after.grade,
            step=_greatest(study, unit.grade),
        )
    return Message(
        "{unit} goes from {points} points, {grade}, to {points_after} points, {grade_after}; most points are moved by "
        "{step}.",
        unit=unit.unit,
        points=f"{before.total:f}",
        grade=before.grade,
        points_after=f"{after.total:f}",
        grade_after=after.grade,
        step=_greatest(study, unit.points),
    )


def _greatest(study: Attribution, split: Split) -> Message:
    """The step that moves most, whichever way."""
    part, step = max(zip(split.parts, study.steps, strict=True), key=lambda pair: abs(pair[0]))
    return Message("{step} ({part})", step=in_words(step), part=_signed(part))


def _of_all(study: Attribution) -> Iterator[Table]:
    quantities = (
        (Message("Points ±"), study.points),
        (Message("Grade ±"), study.grade),
        (Message("Units regraded"), study.regraded),
        (Message("Places shifted"), study.shifted),
        (Message("Yuan ±"), study.money),
    )
    yield from _both_ways(study, quantities)
    yield from _by_unit(study, Message("Points moved, unit by unit"), lambda each: each.points)
    yield from _by_unit(study, Message("Grades moved, unit by unit"), lambda each: each.grade)
    yield from _by_unit(study, Message("Places moved, unit by unit"), lambda each: each.places)
    open_money = any(each.money_open for each in study.units)
    least = (
        Message("Least prize money moved, unit by unit") if open_money else Message("Prize money moved, unit by unit")
    )
    yield from _by_unit(study, least, lambda each: each.least)
    if open_money:
        yield from _by_unit(study, Message("Greatest prize money moved, unit by unit"), lambda each: each.most)


def _of_unit(study: Attribution, unit: UnitAttribution) -> Iterator[Table]:
    least = Message("Least yuan ±") if unit.money_open else Message("Yuan ±")
    quantities = [(Message("Points ±"), unit.points), (Message("Grade ±"), unit.grade)]
    if unit.places is not None:
        quantities.append((Message("Rank ±"), unit.places))
    quantities.append((least, unit.least))
    if unit.money_open:
        quantities.append((Message("Most yuan ±"), unit.most))
    yield from _both_ways(study, quantities)


def _both_ways(study: Attribution, quantities: Sequence[tuple[Message, Split]]) -> Iterator[Table]:
    """The parts as Shapley values, where there are such, and in the stated order."""
    if study.with_shapley and len(study.steps) > 1:
        title = Message("What each step moves, as the mean over all orders of the steps (Shapley values)")
        yield _steps(study, title, quantities, lambda split: split.parts)
    yield _steps(study, Message("What each step moves in the stated order"), quantities, lambda split: split.stated)


def _steps(
    study: Attribution,
    title: Message,
    quantities: Sequence[tuple[Message, Split]],
    parts: Callable[[Split], Sequence[Fraction]],
) -> Table:
    """A row for each step, and one for the whole."""
    columns = (Column(Message("No.")), Column(Message("Step")), *(Column(name, True) for name, _ in quantities))
    cells = [_written(parts(split)) for _, split in quantities]
    rows: list[tuple[Cell, ...]] = [
        (f"({place + 1})", in_words(step), *(column[place] for column in cells))
        for place, step in enumerate(study.steps)
    ]
    rows.append(("", Message("in all"), *(column[-1] for column in cells)))
    return Table(title, columns, tuple(rows))


def _by_unit(
    study: Attribution, title: Message, quantity: Callable[[UnitAttribution], Split | None]
) -> Iterator[Table]:
    """A row for each unit that any step moves, a column for each step."""
    splits = [(each.unit, split) for each in study.units if (split := quantity(each)) is not None and split.moves]
    if not splits or len(study.steps) == 1:
        return
    columns = (
        Column(Message("{unit}", unit=study.provenance.unit)),
        *(Column(Message("({number})", number=place + 1), True) for place in range(len(study.steps))),
        Column(Message("in all"), True),
    )
    yield Table(title, columns, tuple((unit, *_written(split.parts)) for unit, split in splits))


def _written(parts: Sequence[Fraction]) -> list[str]:
    """The parts, and last their sum, with signs: decimals that add up exactly, only as many as are needed."""
    decimals = 0 if all(part.denominator == 1 for part in parts) else CENTS
    whole = sum(parts, Fraction(0))
    while (whole * 10**decimals).denominator != 1:
        decimals += 1
    texts = [*adding_up(parts, decimals), *adding_up([whole], decimals)]
    return [_with_sign(text) for text in texts]


def _with_sign(text: str) -> str:
    if not text.strip("-0."):
        return "0"
    return text.replace("-", MINUS) if text.startswith("-") else f"+{text}"


def _signed(value: Fraction) -> str:
    """One number with its sign, to the last place where it ends, else to two."""
    decimals = next((places for places in range(10) if (value * 10**places).denominator == 1), None)
    if decimals is None:
        return "≈ " + _with_sign(adding_up([Fraction(round(value * 100), 100)], CENTS)[0])
    return _with_sign(adding_up([value], decimals)[0])


def _figure(study: Attribution, unit: UnitAttribution | None) -> Iterator[Waterfall]:
    """What is moved from its beginning to its end, step by step: money, or else grades; of a unit its points, first."""
    if unit is None:
        if study.money.moves:
            yield _waterfall(study, Message("Prize money, step by step"), study.start_money, study.money, _YUAN)
        elif study.regraded.moves:
            yield _waterfall(study, Message("Units regraded, step by step"), Fraction(0), study.regraded, _UNITS)
    elif unit.points.moves:
        title = Message("Total of {unit}, step by step", unit=unit.unit)
        yield _waterfall(study, title, Fraction(unit.before.total), unit.points, _POINTS)
    elif unit.least.moves:
        title = Message("Prize money of {unit}, step by step", unit=unit.unit)
        yield _waterfall(study, title, Fraction(unit.before.least), unit.least, _YUAN)


_YUAN, _UNITS, _POINTS = Message("yuan"), Message("units"), Message("points")


def _waterfall(study: Attribution, title: Message, start: Fraction, split: Split, measured: Message) -> Waterfall:
    steps = zip(study.steps, split.parts, strict=True)
    return Waterfall(
        title=title,
        start=(Message("before"), float(start)),
        steps=tuple((in_words(step), float(part)) for step, part in steps),
        end=(Message("after"), float(start + split.whole)),
        unit=measured,
    )


def _notes(study: Attribution) -> Iterator[Message]:
    yield Message(
        "Of grades and ranks, + is up and − is down. Units regraded: how many have another grade than without the "
        "steps. Places shifted: by how many places, up or down, all units together stand elsewhere."
    )
    if study.with_shapley:
        yield Message(
            "What a step moves depends on what was changed before it. Its Shapley value is the mean of what it moves "
            "over all orders in which the steps can be taken; the values of all steps sum to the whole change."
        )
        if any("/" in exact(part) for split in study.splits for part in split.parts):
            yield Message("Parts are written with decimals that add up exactly; --json holds the exact fractions.")
    else:
        yield Message(
            "Only the stated order is shown: what a step moves depends on what was changed before it. Shapley values, "
            "which do not, are computed for up to 10 steps."
        )
    if study.base is not None:
        yield Message(
            "The scenario starts from {base}: the change from the ruleset of the result to that one is not among the "
            "steps.",
            base=study.base,
        )
    if study.rebalanced:
        yield Message(
            "The scenario rebalances points: a step counts with what the other indicators then give or take, after "
            "every combination of steps anew."
        )
    if study.unbalanced:
        yield Message("With some of the steps alone, points do not sum to full marks; they are counted as they are.")
    if study.partly:
        yield Message(
            "Left out of all but the prize money in all, since not scored with every combination of the steps: "
            "{units}.",
            units=some(study.partly),
        )
    if any(each.places is None for each in study.units):
        units = [each.unit for each in study.units if each.places is None]
        yield Message(
            "No places are given for {units}: not ranked, or not in one group, with every combination of the steps.",
            units=some(units),
        )
    if any(each.money_open for each in study.units):
        yield Message("Where a tie is open, a unit's prize money is counted both ways: the least and the greatest.")
