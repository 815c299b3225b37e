"""Sensitivity, told: on which of the choices that were varied the results hang."""

from collections.abc import Iterator
from decimal import Decimal

from engine.message import Message
from engine.simulation.factors import Factor
from engine.simulation.sensitivity import Output, Sensitivity
from engine.simulation.sobol import Index, Indices
from notices.briefs.brief import Brief, Cell, Column, Table
from notices.briefs.cells import amount, percent
from notices.briefs.figures import Figure, Intervals, Tornado

SHOWN = 20
"""So many bars has a chart at most."""


def told(study: Sensitivity) -> Brief:
    """Which factors matter for the ranking, the grades, the money and one unit."""
    main = next((each for each in study.outputs if each.indices is not None), None)
    return Brief(
        title=Message("What the results hang on"),
        answer=_answer(study, main),
        tables=tuple(_tables(study, main)),
        figures=tuple(_figures(study, main)),
        notes=tuple(_notes(study)),
        provenance=study.provenance,
    )


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
    place = int(main.indices.total.value.argmax())
    total = main.indices.total
    return Message(
        "Most hangs on {factor}: it has a part in {share} ({low} to {high}) of the differences in {output} between "
        "the runs, in which the units move {shift} places on average and {changes} of {units} have another grade.",
        factor=study.factors[place].label,
        share=percent(total.value[place]),
        low=percent(total.low[place]),
        high=percent(total.high[place]),
        output=_named(study, main),
        shift=f"{study.outputs[0].mean:.2f}",
        changes=f"{study.outputs[1].mean:.1f}",
        units=len(study.units),
    )


def _tables(study: Sensitivity, main: Output | None) -> Iterator[Table]:
    yield _runs(study)
    if main is not None and main.indices is not None:
        yield _main(study, main, main.indices)
        yield _all(study, main.indices)
    yield _ranks(study)


def _ordered(study: Sensitivity, found: Indices) -> list[tuple[int, Factor]]:
    """The factors with their places, the weightiest first."""
    return sorted(enumerate(study.factors), key=lambda each: -float(found.total.value[each[0]]))


def _main(study: Sensitivity, output: Output, found: Indices) -> Table:
    columns = (
        Column(Message("Varied")),
        Column(Message("Alone (S1)"), True),
        Column(Message("90 % interval"), True),
        Column(Message("With all others (ST)"), True),
        Column(Message("90 % interval"), True),
    )
    rows = tuple(
        (factor.label, *_index(found.first, place), *_index(found.total, place))
        for place, factor in _ordered(study, found)
    )
    title = Message("Shares of the differences in {output} between the runs", output=_named(study, output))
    return Table(title, columns, rows)


def _index(index: Index, place: int) -> tuple[str, str]:
    low, high = percent(index.low[place]), percent(index.high[place])
    return percent(index.value[place]), low if low == high else f"{low} … {high}"


def _all(study: Sensitivity, main: Indices) -> Table:
    columns = (
        Column(Message("Varied")),
        *(Column(_named(study, output), True) for output in study.outputs),
    )
    rows = tuple(
        (factor.label, *(_total(output, place) for output in study.outputs)) for place, factor in _ordered(study, main)
    )
    return Table(Message("What else hangs on it: share with all others (ST)"), columns, rows)


def _total(output: Output, place: int) -> str:
    return "—" if output.indices is None else percent(output.indices.total.value[place])


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
        cells = ["—" if value != value else _number(value) for value in values]
        rows.append((study.units[place], str(ranks.nominal[place] or "—"), *cells))
    return Table(Message("Ranks in the runs"), columns, tuple(rows))


def _figures(study: Sensitivity, main: Output | None) -> Iterator[Figure]:
    outputs = [each for each in study.outputs if each is main or each.name == "total"]
    for output in outputs:
        if output.indices is not None:
            yield _tornado(study, output, output.indices)
    ranks = study.ranks
    rows = tuple(
        (study.units[place], float(ranks.q5[place]), float(ranks.median[place]), float(ranks.q95[place]), official)
        for place in ranks.nominal.argsort(kind="stable").tolist()
        if (official := float(ranks.nominal[place]))
    )
    yield Intervals(Message("Ranks in the runs, 5 % to 95 %, and as they are"), Message("rank"), rows)


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
        "Each run varies everything at once, evenly within the range that stands beside each name ({runs} runs). "
        "Weights sum to full marks in every run.",
        runs=study.provenance.draws,
    )
    yield Message(
        "S1 is the share of the differences that would go if this one were settled; ST the share in which it has a "
        "part, alone or together with others. The ST may sum to more than 100 %, as what several bring about together "
        "counts for each of them."
    )
    yield Message(
        "The intervals are of chance: with other random numbers the shares would lie within them nine times in ten. A "
        "share below zero is none."
    )
    if study.varied.errors:
        yield Message(
            "An error of a measure is drawn for each unit by itself; the share is that of all units together."
        )
    if study.unit is not None and all(each.name != "rank" for each in study.outputs):
        yield Message("{unit} is not ranked in every run, so that nothing is said of its rank.", unit=study.unit)
    if constant := [_named(study, each) for each in study.outputs if each.indices is None]:
        yield Message("The same in all runs: {outputs}.", outputs=constant)
