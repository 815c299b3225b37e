"""Dated parameters: a value for every category and every day on which the scheme is in force."""

from collections.abc import Iterator
from datetime import date

from engine.message import Message
from engine.period import Period, PeriodKind
from engine.problem import Place, Problem, did_you_mean
from engine.ruleset import Choice, Parameter, Ruleset
from engine.ruleset.values import DatedNumber

CODES = ("parameter-by", "parameter-categories", "parameter-dates", "parameter-gap")


def check(ruleset: Ruleset) -> Iterator[Problem]:
    """Categories without values, dates out of order, periods without a value."""
    for name, rule in ruleset.parameters.items():
        address = f"parameters.{name}"
        yield from _categories(address, rule, ruleset)
        for category, series in rule.series.items():
            here = f"{address}.values.{category}" if category else f"{address}.values"
            yield from _dates(here, series, ruleset)


def _categories(address: str, rule: Parameter, ruleset: Ruleset) -> Iterator[Problem]:
    place = Place(path=f"{address}.values")
    if rule.by is None or not isinstance(rule.values, dict):
        if rule.by is not None:
            what = Message("With by: the values stand under the texts of {attribute}.", attribute=rule.by)
            yield Problem("parameter-categories", what, place)
        elif isinstance(rule.values, dict):
            what = Message("The values stand under categories, but nothing says which attribute tells them.")
            yield Problem("parameter-categories", what, place, mend=Message("Add by: and the attribute's name."))
        return
    attribute = ruleset.attributes.get(rule.by)
    if not isinstance(attribute, Choice):
        choices = [name for name, column in ruleset.attributes.items() if isinstance(column, Choice)]
        what = Message("{name} is no attribute with one_of.", name=rule.by)
        yield Problem("parameter-by", what, Place(path=f"{address}.by"), rule.by, mend=did_you_mean(rule.by, choices))
        return
    if missing := [text for text in attribute.one_of if text not in rule.values]:
        what = Message("There are no values for {names}.", names=missing)
        yield Problem("parameter-categories", what, place, mend=Message("Add a list for each text of the attribute."))
    for text in rule.values:
        if text not in attribute.one_of:
            what = Message("{name} is never {text}.", name=rule.by, text=text)
            mend = did_you_mean(text, attribute.one_of)
            yield Problem("parameter-categories", what, Place(path=f"{address}.values.{text}"), text, mend=mend)


def _dates(address: str, series: tuple[DatedNumber, ...], ruleset: Ruleset) -> Iterator[Problem]:
    for number in range(1, len(series)):
        before, dated = series[number - 1].from_, series[number].from_
        if dated <= before:
            what = Message("The dates do not rise.")
            expected = Message("a date after {day}", day=before.isoformat())
            place = Place(path=f"{address}.{number + 1}.from")
            yield Problem("parameter-dates", what, place, dated.isoformat(), expected)
    last_day = _first_last_day(ruleset.in_force.from_, ruleset.period)
    if not series or min(dated.from_ for dated in series) > last_day:
        what = Message(
            "There is no value yet for the scheme's first period, which ends on {day}.", day=last_day.isoformat()
        )
        place = Place(path=f"{address}.1.from" if series else address)
        found = min(dated.from_ for dated in series).isoformat() if series else None
        mend = Message("Add the value that held before, or correct in_force.")
        yield Problem("parameter-gap", what, place, found, mend=mend)


def _first_last_day(day: date, kind: PeriodKind) -> date:
    """The last day of the first period that a scheme in force from a day covers: the period that the day is in."""
    months = 12 // kind.in_a_year
    return Period(day.year, (day.month - 1) // months + 1, kind).last_day
