"""One value a unit out of its measures or its records: formulas and dated parameters, evaluated for all units."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from engine.columns import Columns
from engine.decimals import scaled_to
from engine.decision import Answers, Question
from engine.expression import tree
from engine.expression.evaluation import Known, Numbers, Texts, Value, both_known, condition, numbers
from engine.fixed import Array, Exact, Fixed, Ratio, Truths, column, fixed, rounded
from engine.measurement import DOES_NOT_APPLY, NOT_APPLICABLE
from engine.measures import Measures, Records, picked
from engine.message import Message
from engine.period import Period
from engine.plan import Plan, PlannedFormula
from engine.problem import Place, Problem
from engine.ruleset import Parameter, Quantity


@dataclass(frozen=True)
class Values:
    """What is known of the units before scoring.

    Attributes:
        columns: Measures, attributes, parameters and formulas.
        applies: Where a measure or formula applies, for those that somewhere do not.
        problems: Problems of single units, or of the ruleset on this date.
    """

    columns: Columns
    applies: Mapping[str, Truths]
    problems: tuple[Problem, ...]


def evaluate_formulas(
    plan: Plan, measures: Measures, previous: Mapping[str, Value], sound: Truths, period: Period, answers: Answers
) -> Values:
    """All formulas and parameters for all units.

    Args:
        plan: The formulas in an order in which each needs earlier ones only.
        measures: What was reported.
        previous: ``previous.x`` by x, for each x that a formula or indicator names.
        sound: The units whose data have no problem; only of these questions are asked.
        period: Its last day tells which numbers of dated parameters hold.
        answers: Decides for units with too few records.
    """
    problems: list[Problem] = []
    plain: dict[str, Value] = dict(measures.values)
    applies = dict(measures.applies)
    for name, parameter in plan.ruleset.parameters.items():
        plain[name] = _parameter(parameter, plain, period.last_day)
    for formula in plan.formulas:
        if formula.value is not None:
            columns = Columns(plain).adding(previous=previous)
            value, applied = _expression(plan, formula, columns, applies)
        else:
            value, applied = _aggregate(plan, formula, measures, plain, applies, sound, answers, problems)
        plain[formula.name] = value
        if applied is not None and not applied.all():
            applies[formula.name] = applied
    return Values(Columns(plain).adding(previous=previous), applies, tuple(problems))


def recalculated(plan: Plan, columns: Columns, applies: Mapping[str, Truths]) -> Columns:
    """The columns with the formulas over measures calculated anew; those over records stay as they are.

    Args:
        plan: The formulas.
        columns: Measures, attributes, parameters, formulas and earlier values.
        applies: Where a measure or formula applies, for those that somewhere do not.
    """
    for formula in plan.formulas:
        if formula.value is not None:
            value, _ = _expression(plan, formula, columns, applies)
            columns = columns.adding({formula.name: value})
    return columns


def _parameter(parameter: Parameter, plain: Mapping[str, Value], day: date) -> Numbers:
    """The number that holds on a day, for each unit's category."""
    # INVARIANT: dates rise, and the first one is not after the scheme's first period (engine.checks.parameters).
    numbers_by_category = {
        category: [dated.is_ for dated in series if dated.from_ <= day][-1]
        for category, series in parameter.series.items()
    }
    values = fixed(*numbers_by_category.values())
    if parameter.by is None:
        return Numbers(values.at(0))
    categories = plain[parameter.by]
    assert isinstance(categories, Texts)
    places = list(numbers_by_category)
    order = np.array([places.index(text) for text in categories.vocabulary], dtype=np.int64)
    return Numbers(values.at(order[categories.codes]), categories.known)


def _expression(
    plan: Plan, formula: PlannedFormula, columns: Columns, applies: Mapping[str, Truths]
) -> tuple[Numbers, Truths | None]:
    assert formula.value is not None
    found = numbers(formula.value, columns)
    used = [applies[node.name] for node in tree.names(formula.value) if node.name in applies]
    applied = np.logical_and.reduce(used) if used else None
    return Numbers(_rounded(plan, formula, found.values), found.known), applied


def _rounded(plan: Plan, formula: PlannedFormula, value: Exact) -> Fixed:
    decimals = formula.rule.decimals
    if decimals is None and isinstance(value, Fixed):
        return value
    default = plan.ruleset.scoring.formulas
    if decimals is None:
        assert default is not None
        decimals = default.decimals
    return rounded(value, decimals, formula.rule.rounding)


def _aggregate(
    plan: Plan,
    formula: PlannedFormula,
    measures: Measures,
    plain: Mapping[str, Value],
    applies: Mapping[str, Truths],
    sound: Truths,
    answers: Answers,
    problems: list[Problem],
) -> tuple[Numbers, Truths | None]:
    """A formula over the records of a table."""
    rule = formula.rule
    assert rule.table is not None
    units = len(measures.units)
    records = measures.tables[rule.table]
    columns = Columns({**_spread(plain, records.owner), **records.values})
    chosen = np.ones(len(records.owner), dtype=np.bool_)
    if formula.where is not None:
        chosen = np.broadcast_to(condition(formula.where, columns).true, chosen.shape)
    owner = records.owner[chosen]
    taken = np.bincount(owner, minlength=units).astype(np.int64)
    applied = _applying(formula, applies)
    enough = (taken >= rule.fewest) | ~sound
    if applied is not None:
        enough |= ~applied
    value = _combined(formula, records, columns, chosen, owner, taken, units)
    result = _rounded(plan, formula, value)
    if enough.all():
        return Numbers(result, applied), applied
    between = _possible(plan, formula)
    held, decided = _decided(formula, result, enough, between, measures.units, answers, problems)
    if applied is None:
        return held, decided
    return Numbers(held.values, both_known(held.known, applied)), applied & decided


def _possible(plan: Plan, formula: PlannedFormula) -> tuple[str, str] | None:
    """Between which values a decided value must lie: what the records themselves could give."""
    rule = formula.rule
    if rule.kind == "share":
        return "0", "100"
    if rule.kind in ("count", "sum") or rule.table is None or rule.column is None:
        return None
    kind = plan.ruleset.tables[rule.table].columns[rule.column]
    assert isinstance(kind, Quantity)
    return f"{kind.between[0]:f}", f"{kind.between[1]:f}"


def _applying(formula: PlannedFormula, applies: Mapping[str, Truths]) -> Truths | None:
    """Where all that the conditions on a formula's records name of the unit itself applies; None: everywhere."""
    conditions = [each for each in (formula.where, formula.share) if each is not None]
    masks = [applies[node.name] for each in conditions for node in tree.names(each) if node.name in applies]
    return np.logical_and.reduce(masks) if masks else None


def _spread(plain: Mapping[str, Value], owner: Array) -> dict[str, Value]:
    """The units' own values, for each of their records."""
    return {name: picked(value, owner) for name, value in plain.items()}


def _combined(
    formula: PlannedFormula,
    records: Records,
    columns: Columns,
    chosen: Truths,
    owner: Array,
    taken: Array,
    units: int,
) -> Exact:
    """The aggregate of each unit; of units without records any value within bounds."""
    rule = formula.rule
    at_least_one = Fixed(np.maximum(taken, 1), 0, 1, max(len(owner), 1))
    if rule.kind == "count":
        return Fixed(taken, 0, 0, len(owner))
    if formula.share is not None:
        holds = np.broadcast_to(condition(formula.share, columns).true, chosen.shape)[chosen]
        met = Fixed(np.bincount(owner[holds], minlength=units).astype(np.int64), 0, 0, len(owner))
        return Ratio(met * fixed(100, shape=()), at_least_one)
    assert rule.column is not None
    held = records.values[rule.column]
    assert isinstance(held, Numbers)
    assert isinstance(held.values, Fixed)
    values = held.values.at(chosen)
    match rule.kind:
        case "sum":
            return _sum(values, owner, units)
        case "mean":
            if rule.trim is None:
                return Ratio(_sum(values, owner, units), at_least_one)
            kept = _trimmed(values, owner, taken, rule.trim.lowest, rule.trim.highest)
            left = np.maximum(taken - rule.trim.lowest - rule.trim.highest, 1)
            return Ratio(_sum(values.at(kept), owner[kept], units), Fixed(left, 0, 1, max(len(owner), 1)))
        case _:
            return _extreme(rule.kind, values, owner, units)


def _sum(values: Fixed, owner: Array, units: int) -> Fixed:
    count = max(len(owner), 1)
    low, high = min(values.low * count, 0), max(values.high * count, 0)
    sums = column(np.zeros(units, dtype=np.int64), values.decimals, low, high).scaled
    np.add.at(sums, owner, values.scaled.astype(sums.dtype))
    return Fixed(sums, values.decimals, low, high)


def _extreme(kind: str, values: Fixed, owner: Array, units: int) -> Fixed:
    start, better = (values.low, np.maximum) if kind == "max" else (values.high, np.minimum)
    found = np.full(units, start, dtype=object if values.wide else np.int64)
    better.at(found, owner, values.scaled.astype(found.dtype))
    return Fixed(found, values.decimals, values.low, values.high)


def _trimmed(values: Fixed, owner: Array, taken: Array, lowest: int, highest: int) -> Array:
    """The places of the records that stay when each unit's extremes are left out."""
    order = np.lexsort((values.scaled, owner))
    starts = np.cumsum(taken) - taken
    position = np.arange(len(order)) - starts[owner[order]]
    stays = (position >= lowest) & (position < taken[owner[order]] - highest)
    return np.asarray(order[stays])


def _decided(
    formula: PlannedFormula,
    value: Fixed,
    enough: Truths,
    between: tuple[str, str] | None,
    units: tuple[str, ...],
    answers: Answers,
    problems: list[Problem],
) -> tuple[Numbers, Truths]:
    """Asks for the value of each unit with too few records."""
    known, applied = enough.copy(), np.ones(len(units), dtype=np.bool_)
    replaced = value.scaled.astype(object)
    low, high = value.low, value.high
    for index in np.flatnonzero(~enough).tolist():
        question = _question(formula, units[index], value.decimals, between)
        answer = answers.ask(question)
        if answer is None:
            place = Place(unit=units[index], path=f"formulas.{formula.name}")
            mend = Message("Record a decision on {question}.", question=question.key)
            problems.append(Problem("formula-undecided", question.text, place, mend=mend))
        elif answer in NOT_APPLICABLE:
            applied[index] = False
        else:
            replaced[index] = scaled = scaled_to(Decimal(str(answer)), value.decimals)
            known[index] = True
            low, high = min(low, scaled), max(high, scaled)
    mask: Known = None if known.all() else known
    return Numbers(column(replaced, value.decimals, low, high), mask), applied


def _question(formula: PlannedFormula, unit: str, decimals: int, between: tuple[str, str] | None) -> Question:
    text = Message(
        "{unit} has fewer than {count} records for {formula}: which value holds?",
        unit=unit,
        count=formula.rule.fewest,
        formula=formula.name,
    )
    key = f"formulas/{formula.name}/{unit}"
    return Question(key, text, (unit,), (DOES_NOT_APPLY,), decimals=decimals, between=between)
