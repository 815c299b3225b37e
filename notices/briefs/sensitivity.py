"""Sensitivity, told: on which of the choices that were varied the results hang."""

from collections.abc import Iterator
from decimal import Decimal
from math import isnan

from engine.message import Message
from engine.simulation.varying.factors import Factor
from engine.simulation.varying.sensitivity import Output, Sensitivity
from engine.simulation.varying.sobol import Index, Indices
from notices.briefs.brief import Brief, Cell, Column, Table
from notices.briefs.cells import amount, percent
from notices.briefs.figures import Figure, Intervals, Tornado

SHOWN = 12
"""So many bars has a chart at most."""

SETTLED = 0.5
"""An output is told by the runs if the interval of its greatest share is no wider than this."""

CONSTANT = 0.05
"""And if no more of the bootstrap draws than these leave it without differences: else too few runs have them."""


def told(study: Sensitivity) -> Brief:
    """Which factors matter for the ranking, the grades, the money and one unit."""
    main = _main(study)
    return Brief(
        title=Message("What the results hang on"),
        answer=_answer(study, main),
        tables=tuple(_tables(study, main)),
        figures=tuple(_figures(study, main)),
        notes=tuple(_notes(study)),
        provenance=study.provenance,
    )


def _main(study: Sensitivity) -> Output | None:
    """The output that is told of first: the first that the runs tell, or else the first that varies."""
    varying = [each for each in study.outputs if each.indices is not None]
    return next((each for each in varying if _settled(each)), varying[0] if varying else None)


def _settled(output: Output) -> bool:
    """Whether there are enough runs to tell its greatest share."""
    if output.indices is None:
        return True
    total = output.indices.total
    place = int(total.value.argmax())
    low, high = float(total.low[place]), float(total.high[place])
    return high - low <= SETTLED and low <= 1 and output.indices.constant <= CONSTANT


def _named(study: Sensitivity, output: Output) -> Message:
    """What an output is."""
    match output.name:
        case "rank_shift":
            return Message("mean move in rank")
        case "grade_changes":
            return Message("units with another grade")
        case "money":
            return Message("prize money")
        case "total":
            return Message("total of {unit}", unit=study.unit)
        case _:
            return Message("rank of {unit}", unit=study.unit)


def _answer(study: Sensitivity, main: Output | None) -> Message:
    if main is None or main.indices is None:
        return Message(
            "Nothing hangs on what was varied: ranks, grades and prize money are the same in all {runs} runs.",
            runs=study.provenance.draws,
        )
    moved = {
        "shift": f"{study.outputs[0].mean:.2f}",
        "changes": f"{study.outputs[1].mean:.1f}",
        "units": len(study.units),
    }
    if not _settled(main):
        return Message(
            "Too few runs ({runs}) to tell what the results hang on: give more --points, or let things vary by more. "
            "In these the units move {shift} places on average and {changes} of {units} have another grade.",
            runs=study.provenance.draws,
            **moved,
        )
    total = main.indices.total
    place = int(total.value.argmax())
    share, low, high = (percent(min(float(each[place]), 1)) for each in (total.value, total.low, total.high))
    return Message(
        "Most hangs on {factor}: it has a part in {share} ({low} to {high}) of the differences in {output} between "
        "the runs, in which the units move {shift} places on average and {changes} of {units} have another grade.",
        factor=study.factors[place].label,
        share=share,
        low=low,
        high=high,
        output=_named(study, main),
        **moved,
    )


def _tables(study: Sensitivity, main: Output | None) -> Iterator[Table]:
    yield _runs(study)
    if main is not None and main.indices is not None:
        yield _shares(study, main, main.indices)
    yield _ranks(study)


def _ordered(study: Sensitivity, found: Indices) -> list[tuple[int, Factor]]:
    """The factors with their places, the weightiest first."""
    return sorted(enumerate(study.factors), key=lambda each: -float(found.total.value[each[0]]))


def _shares(study: Sensitivity, main: Output, found: Indices) -> Table:
    """Both shares of the main output with their intervals, the total ones of the others."""
    others = [each for each in study.outputs if each is not main]
    columns = (
        Column(Message("Varied")),
        Column(Message("S1 (90 % interval)"), True),
        Column(Message("ST (90 % interval)"), True),
        *(Column(_short(each), True) for each in others),
    )
    rows = tuple(
        (
            factor.label,
            _index(found.first, place),
            _index(found.total, place),
            *(_total(each, place) for each in others),
        )
        for place, factor in _ordered(study, found)
    )
    title = Message(
        "Shares of the differences in {output} between the runs; and, ST alone, in the rest", output=_named(study, main)
    )
    return Table(title, columns, rows)


def _short(output: Output) -> Message:
    """What an output is, in a narrow column."""
    match output.name:
        case "rank_shift":
            return Message("ranks")
        case "grade_changes":
            return Message("grades")
        case "money":
            return Message("money")
        case "total":
            return Message("its total")
        case _:
            return Message("its rank")


def _index(index: Index, place: int) -> str:
    low, high = (percent(each[place]).removesuffix(" %") for each in (index.low, index.high))
    return f"{percent(index.value[place])} ({low}~{high})"


def _total(output: Output, place: int) -> str:
    if output.indices is None:
        return "—"
    return percent(output.indices.total.value[place]) + ("" if _settled(output) else " ?")


def _runs(study: Sensitivity) -> Table:
    columns = (
        Column(Message("In the runs")),
        Column(Message("As it is"), True),
        Column(Message("Mean"), True),
        Column(Message("5 %"), True),
        Column(Message("95 %"), True),
    )
    rows = tuple(_run(study, each) for each in study.outputs)
    return Table(Message("What comes of it"), columns, rows)


def _run(study: Sensitivity, output: Output) -> tuple[Cell, ...]:
    return _named(study, output), *map(_number, (output.official, output.mean, output.low, output.high))


def _number(value: float) -> str:
    return amount(Decimal(f"{value:.2f}"))


def _ranks(study: Sensitivity) -> Table:
    columns = (
        Column(Message("{unit}", unit=study.provenance.unit)),
        Column(Message("Rank"), True),
        Column(Message("Mean"), True),
        Column(Message("Median"), True),
        Column(Message("5 %"), True),
        Column(Message("95 %"), True),
    )
    ranks = study.ranks
    rows: list[tuple[Cell, ...]] = []
    for place in ranks.nominal.argsort(kind="stable").tolist():
        values = [float(each[place]) for each in (ranks.mean, ranks.median, ranks.q5, ranks.q95)]
        cells = ["—" if isnan(value) else _number(value) for value in values]
        rows.append((study.units[place], str(ranks.nominal[place] or "—"), *cells))
    return Table(Message("Ranks in the runs"), columns, tuple(rows), drawn=True)


def _figures(study: Sensitivity, main: Output | None) -> Iterator[Figure]:
    if main is not None and main.indices is not None:
        yield _tornado(study, main, main.indices)
    total = next((each for each in study.outputs if each.name == "total" and each is not main), None)
    if total is not None and total.indices is not None:
        yield _tornado(study, total, total.indices)
    else:
        yield _intervals(study)


def _intervals(study: Sensitivity) -> Intervals:
    ranks = study.ranks
    rows = tuple(
        (study.units[place], float(ranks.q5[place]), float(ranks.median[place]), float(ranks.q95[place]), official)
        for place in ranks.nominal.argsort(kind="stable").tolist()
        if (official := float(ranks.nominal[place])) and not isnan(ranks.median[place])
    )
    return Intervals(Message("Ranks in the runs, 5 % to 95 %, and as they are"), Message("rank"), rows)


def _tornado(study: Sensitivity, output: Output, found: Indices) -> Tornado:
    shown = _ordered(study, found)[:SHOWN]
    return Tornado(
        Message("Shares of the differences in {output}", output=_named(study, output)),
        Message("per cent, with 90 % intervals"),
        tuple(_bar(factor, found.total, place) for place, factor in shown),
        tuple(_bar(factor, found.first, place) for place, factor in shown),
        (Message("with all others (ST)"), Message("alone (S1)")),
    )


def _bar(factor: Factor, index: Index, place: int) -> tuple[str, float, float, float]:
    return factor.label, float(index.value[place]) * 100, float(index.low[place]) * 100, float(index.high[place]) * 100


def _notes(study: Sensitivity) -> Iterator[Message]:
    yield Message(
        "Each run varies everything at once, within the range that stands beside each name ({runs} runs). Weights "
        "sum to full marks in every run.",
        runs=study.provenance.draws,
    )
    yield Message(
        "S1 is the share of the differences that would go if this one were settled; ST the share in which it has a "
        "part, alone or together with others. The ST may sum to more than 100 %, as what several bring about together "
        "counts for each of them."
    )
    yield Message(
        "The intervals are of chance: with other random numbers the shares would lie within them nine times in ten. A "
        "share below zero is none, one above 100 % is all."
    )
    if doubtful := [_named(study, each) for each in study.outputs if not _settled(each)]:
        yield Message(
            "? Too few runs differ in {outputs} to tell the shares: give more --points, or let things vary by more.",
            outputs=doubtful,
        )
    if study.varied.errors:
        yield Message(
            "An error of a measure is drawn for each unit by itself; the share is that of all units together."
        )
    if study.unit is not None and all(each.name != "rank" for each in study.outputs):
        yield Message("{unit} is not ranked in every run, so that nothing is said of its rank.", unit=study.unit)
    yield Message(
        "{count} runs, picked by chance, were scored once more by the official path, each as a ruleset and data of its "
        "own: identical.",
        count=study.rescored,
    )
    if constant := [_named(study, each) for each in study.outputs if each.indices is None]:
        yield Message("The same in all runs: {outputs}.", outputs=constant)
