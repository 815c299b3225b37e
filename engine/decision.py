"""What the scheme's text leaves to people: the questions that a run asks, and the decisions that answer them."""

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Self

import yaml

from engine.data import digest
from engine.day import day
from engine.message import Message
from engine.problem import Place, Problem, Problems, did_you_mean


@dataclass(frozen=True)
class Question:
    """A point that a run cannot or need not decide itself.

    Attributes:
        key: Stable name, for example ``prizes/一等奖/样例甲镇+样例乙镇``; a decision names it.
        text: The question for people.
        units: The units that it concerns.
        options: The possible answers.
        ordered: The answer is a list of all options in an order.
        decimals: A number of at most so many places is possible too.
        between: The least and the greatest number that is possible, where there are such.
        open: The result cannot be final until it is answered; otherwise a convention holds meanwhile.
    """

    key: str
    text: Message
    units: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    ordered: bool = False
    decimals: int | None = None
    between: tuple[str, str] | None = None
    open: bool = True

    def admits(self, answer: "Answer") -> bool:
        """Whether the answer is one of the possible ones."""
        if self.ordered:
            return not isinstance(answer, str) and sorted(answer) == sorted(self.options)
        if not isinstance(answer, str):
            return False
        return answer in self.options or (self.decimals is not None and self._admits_number(answer, self.decimals))

    def _admits_number(self, text: str, decimals: int) -> bool:
        match = re.fullmatch(r"-?[0-9]{1,15}(?:\.([0-9]+))?", text)
        if match is None or len(match[1] or "") > decimals:
            return False
        return self.between is None or Decimal(self.between[0]) <= Decimal(text) <= Decimal(self.between[1])

    @property
    def expected(self) -> Message:
        """The possible answers in words."""
        if self.ordered:
            return Message("all of {options}, in an order", options=self.options)
        if self.decimals is None:
            return Message("one of {options}", options=self.options)
        count, options = self.decimals, self.options
        if self.between is None:
            return Message("a number with at most {count} decimals, or one of {options}", count=count, options=options)
        low, high = self.between
        return Message(
            "a number between {low} and {high} with at most {count} decimals, or one of {options}",
            low=low,
            high=high,
            count=count,
            options=options,
        )


Answer = str | tuple[str, ...]


@dataclass(frozen=True)
class Decision:
    """A recorded answer, with its reason."""

    question: str
    answer: Answer
    reason: str
    by: str | None = None
    on: str | None = None
    place: Place = field(default_factory=Place, compare=False)

    def as_plain(self) -> dict[str, Any]:
        """The decision as JSON can hold it."""
        answer = self.answer if isinstance(self.answer, str) else list(self.answer)
        return {
            "question": self.question,
            "answer": answer,
            "reason": self.reason,
            "by": self.by,
            "on": self.on,
        }


@dataclass(frozen=True)
class Decisions:
    """All recorded decisions of a cycle, and the day on which the result was decided."""

    decided_on: date | None = None
    decisions: tuple[Decision, ...] = ()

    @classmethod
    def from_yaml(cls, text: str, file: str | None = None) -> Self:
        """The decisions in a YAML file as ``template`` lays it out.

        Raises:
            Problems: the text is no such file; each problem with its place.
        """
        try:
            plain = yaml.load(text, Loader=_Loader)
        except (yaml.YAMLError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            place = Place(file=file, line=mark.line + 1, column=mark.column + 1) if mark else Place(file=file)
            what = Message("The decisions cannot be read: {reason}", reason=getattr(error, "problem", None) or error)
            raise Problems([Problem("decisions-unreadable", what, place)]) from error
        return cls.from_plain(plain if plain else {}, file)

    @classmethod
    def from_plain(cls, plain: object, file: str | None = None) -> Self:
        """The inverse of ``as_plain``; also checks what a person wrote.

        Raises:
            Problems: a key is unknown, a reason is missing, an answer or a date cannot be read.
        """
        problems: list[Problem] = []
        place = Place(file=file)
        if not isinstance(plain, Mapping):
            raise Problems(
                [Problem("decisions-shape", Message("The decisions are no mapping."), place, expected=_SHAPE)]
            )
        problems += _unknown_keys(plain, ("decided_on", "decisions"), place)
        decided_on = _date(plain.get("decided_on"), replace_path(place, "decided_on"), problems)
        entries = plain.get("decisions") or []
        if not isinstance(entries, Sequence) or isinstance(entries, str):
            problems.append(Problem("decisions-shape", Message("The decisions are no list."), place, expected=_SHAPE))
            entries = []
        decisions = [
            _decision(entry, replace_path(place, f"decisions.{n}"), problems) for n, entry in enumerate(entries, 1)
        ]
        problems += _twice(decisions)
        if problems:
            raise Problems(problems)
        return cls(decided_on, tuple(decision for decision in decisions if decision.question))

    def as_plain(self) -> dict[str, Any]:
        """The decisions as JSON can hold them."""
        return {
            "decided_on": None if self.decided_on is None else self.decided_on.isoformat(),
            "decisions": [decision.as_plain() for decision in self.decisions],
        }

    @property
    def digest(self) -> str:
        """SHA-256 over the decisions."""
        return digest(self.as_plain())


class _Loader(yaml.BaseLoader):
    """Texts, lists and mappings alone: a key that stands twice would hide a decision, an alias could grow endlessly."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            alias = self.peek_event()  # type: ignore[no-untyped-call]  # the stubs leave it out
            raise yaml.composer.ComposerError(None, None, f"*{alias.anchor} is an alias", alias.start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a key is no plain text", key.start_mark)
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value} stands twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


_SHAPE = Message("decided_on: a date, and decisions: a list of question, answer and reason")


def replace_path(place: Place, path: str) -> Place:
    """The same file, another path."""
    return Place(file=place.file, path=path)


def _unknown_keys(entry: Mapping[str, object], known: Sequence[str], place: Place) -> list[Problem]:
    return [
        Problem(
            "decisions-unknown-key",
            Message("{key} is no key of the decisions.", key=key),
            place,
            found=key,
            expected=Message("one of {keys}", keys=known),
            mend=did_you_mean(key, known),
        )
        for key in entry
        if key not in known
    ]


def _date(text: object, place: Place, problems: list[Problem]) -> date | None:
    if text in (None, "", "null"):
        return None
    try:
        return day(str(text))
    except ValueError:
        problems.append(
            Problem(
                "decisions-date",
                Message("This is no date."),
                place,
                str(text),
                Message("a date such as 2016-03-15"),
            )
        )
        return None


def _decision(entry: object, place: Place, problems: list[Problem]) -> Decision:
    if not isinstance(entry, Mapping):
        problems.append(Problem("decisions-shape", Message("A decision is no mapping."), place, str(entry), _SHAPE))
        return Decision("", "", "")
    problems += _unknown_keys(entry, ("question", "answer", "reason", "by", "on", "text", "options"), place)
    question, answer, reason = (_stripped(entry.get(key)) for key in ("question", "answer", "reason"))
    for key, value in (("question", question), ("answer", answer), ("reason", reason)):
        if not value:
            problems.append(
                Problem(
                    "decisions-incomplete",
                    Message("A decision lacks its {key}.", key=key),
                    place,
                    mend=Message("Fill it in; a decision without a reason cannot be recorded."),
                )
            )
    listed = tuple(map(str, answer)) if isinstance(answer, (list, tuple)) else str(answer)
    on = _date(entry.get("on"), place, problems)
    by = entry.get("by") or None
    return Decision(str(question), listed, str(reason), by, None if on is None else on.isoformat(), place)


def _stripped(value: object) -> object:
    """A text without blanks around it; a list as it is; nothing as the empty text."""
    return value.strip() if isinstance(value, str) else value or ""


def _twice(decisions: Iterable[Decision]) -> list[Problem]:
    seen: set[str] = set()
    problems = []
    for decision in decisions:
        if decision.question and decision.question in seen:
            what = Message("{question} is decided twice.", question=decision.question)
            problems.append(Problem("decisions-twice", what, decision.place, mend=Message("Keep one of the two.")))
        seen.add(decision.question)
    return problems


class Answers:
    """The decisions of a run, looked up question by question; remembers what was asked and what was answered.

    Every question is put through ``ask``, so that at the end ``unfit`` and ``unasked`` can name the decisions that
    answer nothing; ``problems`` are those of the questions themselves.
    """

    def __init__(self, decisions: Decisions) -> None:
        self.decided_on = decisions.decided_on
        self._decisions = {decision.question: decision for decision in decisions.decisions}
        self._asked: dict[str, Question] = {}
        self.applied: list[Decision] = []
        self.problems: list[Problem] = []
        self.unfit: list[Problem] = []

    def ask(self, question: Question) -> Answer | None:
        """The recorded answer, or None where there is none that the question admits."""
        decision = self._decisions.get(question.key)
        if self._asked.get(question.key, question) != question:
            what = Message("Two different questions are both called {question}.", question=question.key)
            mend = Message("Rename a unit or a rule, so that a decision can tell them apart.")
            self.problems.append(Problem("question-twice", what, Place(path=question.key), mend=mend))
        if question.key in self._asked:
            return None if decision is None or not question.admits(decision.answer) else decision.answer
        self._asked[question.key] = question
        if decision is None:
            return None
        if question.admits(decision.answer):
            self.applied.append(decision)
            return decision.answer
        found = decision.answer if isinstance(decision.answer, str) else ", ".join(decision.answer)
        what = Message("The answer to {question} is not a possible one.", question=question.key)
        self.unfit.append(Problem("decision-answer", what, decision.place, found, question.expected))
        return None

    def recorded(self, key: str) -> Answer | None:
        """The answer that is recorded under a question's key, without asking the question."""
        decision = self._decisions.get(key)
        return None if decision is None else decision.answer

    def named_after(self, prefix: str) -> list[str]:
        """What follows the prefix in the questions that were decided; spares asking what nobody decided."""
        return [key.removeprefix(prefix) for key in self._decisions if key.startswith(prefix)]

    @property
    def not_applied(self) -> tuple[Decision, ...]:
        """The recorded decisions that answered no question so far."""
        applied = {decision.question for decision in self.applied}
        return tuple(decision for key, decision in self._decisions.items() if key not in applied)

    @property
    def open_questions(self) -> list[Question]:
        """The questions that were asked, must be answered, and are not."""
        answered = {decision.question for decision in self.applied}
        return [question for key, question in self._asked.items() if question.open and key not in answered]

    def unasked(self) -> list[Problem]:
        """A problem for each decision whose question the run did not ask."""
        return [
            Problem(
                "decision-without-question",
                Message("This run does not ask {question}.", question=key),
                decision.place,
                found=key,
                mend=did_you_mean(key, self._asked) or Message("Take the decision out of the file."),
            )
            for key, decision in self._decisions.items()
            if key not in self._asked
        ]
