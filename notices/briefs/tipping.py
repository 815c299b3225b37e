"""Tipping points, told: how far each number may move before something changes, and for whom."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from engine.message import Message
from engine.simulation.turning.tipping import Tip, Tipping, Turned
from engine.simulation.turning.watched import Shift
from notices.briefs.addresses import number_in_words
from notices.briefs.brief import Brief, Cell, Column, Table
from notices.briefs.cells import amount, percent, signed
from notices.briefs.figures import Figure, Intervals

DRAWN = 20
"""So many numbers are drawn at most."""
PLACES = 4
"""Decimals of a quotient."""


def told(study: Tipping) -> Brief:
    """How firmly the result stands."""
    return Brief(
        title=_title(study),
        answer=_answer_to_all(study) if study.every else _answer(study, study.turned[0]),
        tables=(_overview(study),) if study.every else (_tips(study.turned[0]),),
        figures=tuple(_figures(study)),
        notes=tuple(_notes(study)),
        provenance=study.provenance,
    )


def _title(study: Tipping) -> Message:
    if study.every:
        what = Message("How far each number may move before something changes")
    else:
        what = Message("At which values {number} changes something", number=number_in_words(study.turned[0].path))
    if study.watched is None:
        return what
    return Message("{what}, for {whom}", what=what, whom=study.watched)


def _answer_to_all(study: Tipping) -> Message:
    moving = [each for each in study.turned if each.tips]
    if not moving:
        return Message("No number changes anything within the ranges looked at.")
    first = moving[0]
    return Message(
        "{count} of {all} numbers change something within the ranges looked at; the touchiest is {number}: {now} now, "
        "{tips}.",
        count=len(moving),
        all=len(study.turned),
        number=number_in_words(first.path),
        now=amount(Decimal(first.now)),
        tips=_nearest_tips(first),
    )


def _answer(study: Tipping, found: Turned) -> Message:
    if not found.tips:
        number = number_in_words(found.path)
        return Message("Between {low} and {high}, {number} changes nothing.", **_ends(found), number=number)
    nearest: dict[str, object] = {
        "number": number_in_words(found.path),
        "now": amount(Decimal(found.now)),
        "tips": _nearest_tips(found),
        **_ends(found),
    }
    if len(found.tips) == 1:
        return Message(
            "With {number} at {now} now: {tips}; no other such value lies between {low} and {high}.", **nearest
        )
    return Message(
        "With {number} at {now} now: {tips}; {count} such values lie between {low} and {high}.",
        **nearest,
        count=len(found.tips),
    )


def _ends(found: Turned) -> dict[str, str]:
    """The least and the greatest value that was looked at."""
    return {end: amount(Decimal(value)) for end, value in (("low", found.low), ("high", found.high))}


def _nearest_tips(found: Turned) -> Message:
    """The nearest change below and above."""
    one, *other = (_at(tip) for tip in (found.down, found.up) if tip is not None)
    return Message("{one}; {other}", one=one, other=other[0]) if other else one


def _at(tip: Tip) -> Message:
    if tip.up:
        return Message("from {value} up: {shifts}", value=tip.at, shifts=_shifts(tip.shifts, most=2))
    return Message("from {value} down: {shifts}", value=tip.at, shifts=_shifts(tip.shifts, most=2))


def _shifts(shifts: Sequence[Shift], most: int) -> list[Message]:
    """What changes, of many the first."""
    listed = [_shift(each) for each in shifts[:most]]
    if len(shifts) > most:
        listed.append(Message("{count} more", count=len(shifts) - most))
    return listed


def _shift(shift: Shift) -> Message:
    if shift.what == "grade":
        return Message("{unit} {before} → {after}", unit=shift.unit, before=shift.before, after=shift.after)
    if shift.what == "order":
        before, after = (Message("level") if each == "level" else each for each in (shift.before, shift.after))
        return Message("ahead: {before} → {after}", before=before, after=after)
    if shift.after == "has":
        return Message("{unit} gets {prize}", unit=shift.unit, prize=shift.what)
    if shift.after == "none":
        return Message("{unit} loses {prize}", unit=shift.unit, prize=shift.what)
    return Message("{unit} may have {prize}, a tie is open", unit=shift.unit, prize=shift.what)


def _tips(found: Turned) -> Table:
    columns: tuple[Column, ...] = (
        Column(Message("Direction")),
        Column(Message("Last value before"), True),
        Column(Message("First value at which it changes"), True),
        Column(Message("Away from now"), True),
        Column(Message("What changes")),
    )
    now = Decimal(found.now)
    rows: list[tuple[Cell, ...]] = [
        (
            Message("up") if tip.up else Message("down"),
            tip.before,
            tip.at,
            signed(Decimal(tip.at) - now),
            Message("{shifts}", shifts=_shifts(tip.shifts, most=len(tip.shifts))),
        )
        for tip in found.tips
    ]
    if any(tip.levels for tip in found.tips):
        columns = (*columns, Column(Message("Level, unrounded"), True))
        levels = [Message("{values}", values=[_quotient(each) for each in tip.levels]) for tip in found.tips]
        rows = [(*row, level) for row, level in zip(rows, levels, strict=True)]
    return Table(Message("The values at which something changes"), columns, tuple(rows))


def _quotient(value: Fraction) -> str:
    """A weight that need not have finitely many decimals, or not so few.

    Example:
        >>> _quotient(Fraction(101, 2)), _quotient(Fraction(343, 34))
        ('50.5', '≈10.0882')
    """
    shown = Decimal(value.numerator) / Decimal(value.denominator)
    near = round(shown, PLACES)
    return amount(near) if Fraction(near) == value else f"≈{near:f}"


def _overview(study: Tipping) -> Table:
    columns = (
        Column(Message("Number of the ruleset")),
        Column(Message("Now"), True),
        Column(Message("Down to"), True),
        Column(Message("What changes")),
        Column(Message("Up to"), True),
        Column(Message("What changes")),
        Column(Message("Nearest"), True),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            number_in_words(each.path),
            amount(Decimal(each.now)),
            *_side(each.down, each.low),
            *_side(each.up, each.high),
            percent(None if each.nearest is None else float(each.nearest)),
        )
        for each in study.turned
        if each.tips
    ]
    return Table(Message("The numbers that change something, the touchiest first"), columns, tuple(rows))


def _side(tip: Tip | None, end: str) -> tuple[Cell, Cell]:
    if tip is None:
        return "—", Message("nothing, as far as {end}", end=amount(Decimal(end)))
    return tip.at, Message("{shifts}", shifts=_shifts(tip.shifts, most=1))


def _figures(study: Tipping) -> Iterator[Figure]:
    """How far each number may move, in per cent of itself; for one number, where its changes lie."""
    if study.every:
        rows = [_interval(each) for each in study.turned if each.tips][:DRAWN]
        title = Message("How far a number may move before something changes")
    else:
        rows = [row for each in study.turned for row in _by_unit(each)][:DRAWN]
        number = number_in_words(study.turned[0].path)
        title = Message("How far {number} may move until something changes for a unit", number=number)
    if rows:
        axis = Message("change in %") if study.every else Message("value")
        yield Intervals(title, axis, tuple(rows), legend=Message("● now; along the line nothing changes."))


def _interval(found: Turned) -> tuple[str | Message, float, float, float, float | None]:
    now = Decimal(found.now)

    def part(value: str) -> float:
        return float((Decimal(value) - now) / abs(now) * 100)

    low = part(found.low if found.down is None else found.down.at)
    high = part(found.high if found.up is None else found.up.at)
    return number_in_words(found.path), low, 0.0, high, None


def _by_unit(found: Turned) -> Iterator[tuple[str | Message, float, float, float, float | None]]:
    """For each unit the range within which nothing changes for it."""
    now = float(found.now)
    units = dict.fromkeys(shift.unit for tip in found.tips for shift in tip.shifts)
    for unit in units:
        own = [tip for tip in found.tips if any(shift.unit == unit for shift in tip.shifts)]
        low = _nearest((tip for tip in own if not tip.up), found.low, last=True)
        high = _nearest((tip for tip in own if tip.up), found.high, last=False)
        yield unit, low, now, high, None


def _nearest(tips: Iterable[Tip], end: str, *, last: bool) -> float:
    values = [float(tip.at) for tip in tips]
    return float(end) if not values else values[-1 if last else 0]


def _notes(study: Tipping) -> Iterator[Message]:
    yield Message(
        "Every value was scored exactly, in the decimals shown; each value named was scored anew together with the one "
        "before it, with the ruleset changed accordingly."
    )
    if study.every:
        yield Message(
            "Each number is moved by itself, by up to a fifth of what it is; the cut of a grade as far as the next "
            "cuts, a number of prizes or places by three at least. Only the nearest change on either side is named."
        )
        still = [
            Message("{number} ({low}–{high})", number=number_in_words(each.path), **_ends(each))
            for each in study.turned
            if not each.tips
        ]
        if still:
            yield Message("Nothing changes by these, within the ranges in brackets: {numbers}.", numbers=still)
    if not study.every and any(tip.levels for each in study.turned for tip in each.tips):
        yield Message(
            "Level, unrounded: the weight at which the two totals, or a total and the cut, are the same if neither "
            "points nor weights are rounded."
        )
    if any(each.shared for each in study.turned):
        yield Message("What a weight gives up or takes is shared by the others in proportion, so that full marks stay.")
    if any(each.alone for each in study.turned):
        yield Message("A weight changes alone: full marks change with it, which no ruleset could be issued with.")
    if study.left_out:
        numbers = [number_in_words(path) for path in study.left_out]
        yield Message("Numbers without room to move were left out: {numbers}.", numbers=numbers)
