"""One line for one indicator, as `kaoping new` asks for it: ``[group/]name points word … [@who reports it]``."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from engine.data import UNIT
from engine.expression.tree import RESULTS
from engine.message import Message
from locales import gettext as _
from rulesets.starter import Indicator, Step
from terminal.answers import Known, Word, Wrong, marks, name, number, once, title
from workbooks.grid import UNIT_NAMES

_QUANTITY = re.compile(r"(-?[0-9]{1,12}(?:\.[0-9]{1,9})?)([^\s0-9=.-][^\s=]*)")

FORMS = {
    "completion": Word(
        "完成率", "completion", "", Message("in proportion to the task done; the task and what was done are reported")
    ),
    "given": Word("评分", "given", "100", Message("in proportion to a score that others gave, of so many full marks")),
    "per_instance": Word("扣分", "per_instance", "2", Message("so many points less for each case")),
    "all_or_nothing": Word("达标", "all_or_nothing", "90%", Message("all points from this value on, else none")),
    "at_most": Word("不超过", "at_most", "5% 0.5=1", Message("all points up to 5 %; each 0.5 above costs 1 point")),
    "at_least": Word(
        "不低于", "at_least", "95% 1=0.5", Message("all points from 95 % on; each 1 below costs 0.5 points")
    ),
    "ladder": Word("分档", "ladder", "95%=10 90%=8 80%=5", Message("10 points from 95 % on, 8 from 90 %, 5 from 80 %")),
    "interpolation": Word(
        "分段", "interpolation", "60%=0 90%=10", Message("0 points at 60 %, 10 at 90 %, in proportion between them")
    ),
}
"""How an indicator earns its points."""


def indicator(text: str, known: Known, before: Sequence[Indicator]) -> Indicator:
    """An indicator: ``[group/]name points word … [@who reports it]``."""
    line, _at, reporter = text.replace("＠", "@").partition("@")
    words = line.split()
    at = next(
        (at for at, word in enumerate(words) if at > 1 and _form(word) and number(words[at - 1]) is not None), None
    )
    if at is None:
        raise Wrong(
            Message("This is no indicator."),
            Message(
                "a name, its points, one of {words}, and what belongs to that, with blanks between them",
                words=[str(word) for word in FORMS.values()],
            ),
        )
    group, slash, own = " ".join(words[: at - 1]).rpartition("/")
    points, form = marks(words[at - 1], known), _form(words[at])
    assert form is not None
    own_name = name(own, known)
    once(own_name, [each.name for each in before])
    if "full_marks" in known and points > (rest := known["full_marks"] - sum(each.points for each in before)):
        raise Wrong(
            Message("{points} points are more than are left.", points=f"{points:f}"),
            Message("at most {points}", points=f"{rest:f}"),
        )
    measures, unit, bound, steps = _scored(form, words[at + 1 :], own_name, points, known)
    taken = [measure for each in before for measure in each.measures]
    for position, measure in enumerate(measures):
        once(measure, [*taken, *measures[:position], *RESULTS, UNIT, *UNIT_NAMES, known.get("unit", UNIT)])
    return Indicator(
        own_name,
        points,
        form,
        measures,
        unit,
        title(reporter, known) if reporter.strip() else known.get("reported_by", ""),
        name(group, known) if slash else None,
        bound,
        steps,
    )


def all_points(indicators: Sequence[Indicator], known: Known) -> None:
    """Refuse indicators whose points do not sum to the full marks."""
    points = sum((each.points for each in indicators), Decimal(0))
    if "full_marks" in known and points != known["full_marks"]:
        raise Wrong(
            Message("The points sum to {points}.", points=f"{points:f}"),
            Message("{points}, as the full marks are", points=f"{known['full_marks']:f}"),
        )


def _form(text: str) -> str | None:
    return next((form for form, word in FORMS.items() if text in (word.chinese, word.english)), None)


def _scored(
    form: str, words: Sequence[str], own_name: str, points: Decimal, known: Known
) -> tuple[tuple[str, ...], str, Decimal | None, tuple[Step, ...]]:
    """Measures, their unit, bound and steps of an indicator, from what stands after its word."""
    match form, words:
        case "completion", []:
            invented = _("{name} done").format(name=own_name), _("{name} planned").format(name=own_name)
            return invented, _("items"), None, ()
        case "completion", [done, planned]:
            return (name(done, known), name(planned, known)), _("items"), None, ()
        case "given", [score] if (bound := number(score)) is not None and bound > 0:
            return (own_name,), _("points"), bound, ()
        case "per_instance", [cost] if (each := number(cost)) is not None and each >= 0:
            return (own_name,), _("cases"), None, (Step(Decimal(1), each),)
        case "all_or_nothing", [reached] if (value := _quantity(reached)) is not None:
            return (own_name,), value[1], value[0], ()
        case "at_most" | "at_least", [limit, step] if (value := _quantity(limit)) is not None:
            costs = _steps([step])
            if costs and costs[0].at > 0 and costs[0].points >= 0:
                return (own_name,), value[1], value[0], costs
        case "ladder" | "interpolation", [first, *_rest] if (value := _quantity(first.partition("=")[0])) is not None:
            steps = _steps([word.replace(value[1], "", 1) for word in map(_half, words)])
            if _in_order(form, steps) and all(0 <= step.points <= points for step in steps):
                return (own_name,), value[1], None, steps
        case _:
            pass
    word = FORMS[form]
    expected = Message("{meaning}, such as {text}", meaning=word.meaning, text=f"{word} {word.after}".strip())
    raise Wrong(Message("What stands after {word} cannot be understood.", word=str(word)), expected)


def _half(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _quantity(text: str) -> tuple[Decimal, str] | None:
    """A number with its unit of measure, as in 5% or 6800元."""
    found = _QUANTITY.fullmatch(_half(text))
    return None if found is None else (Decimal(found[1]), found[2])


def _steps(words: Sequence[str]) -> tuple[Step, ...]:
    """Steps such as 95=10; none where one of them is not written so."""
    pairs = [[number(part) for part in _half(word).split("=")] for word in words]
    steps = [Step(pair[0], pair[1]) for pair in pairs if len(pair) == 2 and pair[0] is not None and pair[1] is not None]
    return tuple(steps) if len(steps) == len(pairs) else ()


def _in_order(form: str, steps: Sequence[Step]) -> bool:
    """Whether a ladder falls, or the corners of an interpolation, at least two, rise."""
    values = [step.at for step in steps]
    ordered = sorted(set(values), reverse=form == "ladder")
    return values == ordered and len(values) >= (1 if form == "ladder" else 2)
