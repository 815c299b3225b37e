"""What `kaoping new` asks, in which order, and what is taken where nothing is answered."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from engine.message import Message
from locales import render
from terminal import answers
from terminal.answers import EFFECTS, PARTIES, Known, Word
from terminal.indicator_lines import FORMS, all_points, indicator


@dataclass(frozen=True)
class Question:
    """A question with one answer.

    Attributes:
        key: The field of ``Starter`` that it fills, and the key of a file of answers.
        default: What is taken where nothing is answered.
    """

    key: str
    text: Message
    read: Callable[[str, Known], Any]
    default: Callable[[Known], Message | str]

    def offered(self, known: Known) -> str:
        """What is taken where nothing is answered."""
        default = self.default(known)
        return default if isinstance(default, str) else render(default)

    def unanswered(self, known: Known) -> Any:
        """The same, read."""
        return self.read(self.offered(known), known)


@dataclass(frozen=True)
class ListQuestion:
    """A question with any number of answers, a line each.

    Attributes:
        example: Lines that show how to answer.
        complete: Refuses lines that do not do together.
        hints: What a line may hold: how it is written, and what that means.
    """

    key: str
    text: Message
    read: Callable[[str, Known, Sequence[Any]], Any]
    example: Sequence[Message]
    default: Callable[[Known], Sequence[Message]] = lambda known: ()
    complete: Callable[[Sequence[Any], Known], None] = lambda items, known: None
    hints: Callable[[], Sequence[tuple[str, str]]] = lambda: ()

    def offered(self, known: Known) -> list[str]:
        """The lines that are taken where nothing is answered."""
        return [render(line) for line in self.default(known)]

    def unanswered(self, known: Known) -> tuple[Any, ...]:
        """The same, read."""
        return self.read_all(self.offered(known), known)

    def exemplary(self, known: Known) -> tuple[Any, ...]:
        """The example, read."""
        return self.read_all([render(line) for line in self.example], known)

    def read_all(self, lines: Iterable[str], known: Known) -> tuple[Any, ...]:
        """The answers on these lines."""
        items: list[Any] = []
        for line in lines:
            items.append(self.read(line, known, items))
        self.complete(items, known)
        return tuple(items)


def _share(known: Known, percent: int) -> str:
    """So many per cent of the full marks."""
    return f"{(known.get('full_marks', Decimal(100)) * percent / 100).normalize():f}"


def _indicators(known: Known) -> Sequence[Message]:
    return (
        Message("tasks {points} completion", points=_share(known, 40)),
        Message("quality of work {points} given 100", points=_share(known, 30)),
        Message("satisfaction of the people {points} at_least 90% 1=1", points=_share(known, 20)),
        Message("faults found {points} per_instance 2", points=_share(known, 10)),
    )


def _grades(known: Known) -> Message:
    cuts = {name: _share(known, percent) for name, percent in (("first", 90), ("second", 80), ("third", 70))}
    return Message("good {first}, fair {second}, moderate {third}, poor", **cuts)


def _hints(words: Iterable[Word]) -> Sequence[tuple[str, str]]:
    return [(f"{word} {word.after}".strip(), render(word.meaning)) for word in words]


QUESTIONS: Sequence[Question | ListQuestion] = (
    Question("unit", Message("What is assessed, in a word"), answers.unit, lambda known: Message("township")),
    Question(
        "name",
        Message("Name of the scheme"),
        answers.title,
        lambda known: Message("Assessment of the sample county: {unit}", unit=known.get("unit", "")),
    ),
    Question("at_most", Message("How many of them there are at the most"), answers.units, lambda known: "100"),
    Question(
        "document",
        Message("Title of the document that the scheme comes from"),
        answers.title,
        lambda known: Message("Rules of “{name}”", name=known.get("name", "")),
    ),
    Question("number", Message("Its number, if it has one"), answers.optional_title, lambda known: ""),
    Question(
        "period",
        Message("What one assessment spans: year, quarter or month"),
        answers.period,
        lambda known: Message("year"),
    ),
    Question(
        "in_force",
        Message("First day on which the scheme holds"),
        answers.first_day,
        lambda known: f"{datetime.now().astimezone().year}-01-01",
    ),
    Question("full_marks", Message("Full marks"), answers.marks, lambda known: "100"),
    Question("decimals", Message("Decimals of points"), answers.places, lambda known: "2"),
    Question(
        "reported_by",
        Message("Who reports the numbers, where a line does not say otherwise with @"),
        answers.title,
        lambda known: Message("assessment office"),
    ),
    ListQuestion(
        "indicators",
        Message("Indicators, a line each: name, points, method; a group stands before the name, with /"),
        indicator,
        (
            Message("income/growth 60 interpolation 0%=0 10%=60 @statistics office"),
            Message("income/houses rebuilt 40 completion"),
        ),
        _indicators,
        all_points,
        lambda: _hints(FORMS.values()),
    ),
    Question("grades", Message("Grades, the highest first, each with its least total"), answers.grades, _grades),
    ListQuestion(
        "prizes",
        Message("Prizes, a line each: name, winners, yuan for each"),
        answers.prize,
        (Message("first prize 1 50000"), Message("second prize 2 30000")),
    ),
    ListQuestion(
        "quotas",
        Message("Titles for a share of the units, a line each: name, share"),
        answers.quota,
        (Message("excellent team 30%"),),
    ),
    ListQuestion(
        "vetoes",
        Message("Vetoes, a line each: what happened, and the grade to which it lowers, if not the last"),
        answers.veto,
        (Message("fraud"),),
    ),
    ListQuestion(
        "consequences",
        Message("What follows from the last grade, a line each: for whom, what"),
        answers.effect,
        (Message("leadership team rectify 30"), Message("main leaders admonish organisation department")),
        hints=lambda: _hints([*PARTIES.values(), *(word for word, _key in EFFECTS.values())]),
    ),
)
