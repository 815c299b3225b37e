"""The open decisions as a YAML file to be filled in, which ``engine.decision`` reads back."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from engine.decision import Decisions
from engine.message import Message
from locales import gettext as _
from locales import render

Question = Mapping[str, Any]
_PLAIN = re.compile(r"\w[\w/+·.（）-]*")


def answers(question: Question) -> str:
    """What may be answered to a question of ``result.json``."""
    options = question["options"]
    if question["ordered"]:
        return render(Message("all of {options}, in an order", options=options))
    return render(Message("one of {options}", options=options)) if options else ""


def template(questions: Sequence[Question], known: Decisions | None = None) -> str:
    """The YAML file: every question, with the possible answers as a comment, and the answers that are known.

    Args:
        questions: ``open_decisions`` of a result.
        known: What is decided already.
    """
    return "\n".join(_lines(questions, known or Decisions())) + "\n"


def _lines(questions: Sequence[Question], known: Decisions) -> Iterator[str]:
    yield _comment(_("Fill in the answer and the reason of each decision; take out those that stay open."))
    yield _comment(_("The day on which the result is decided, such as 2016-03-15; restrictions begin on it."))
    yield f"decided_on: {known.decided_on or ''}".rstrip()
    if not questions:
        yield _comment(_("No decision is open."))
    # The day has a line of its own, above.
    questions = [question for question in questions if question["question"] != "decided_on"]
    if not questions:
        yield "decisions: []"
        return
    answered = {decision.question: decision for decision in known.decisions}
    yield "decisions:"
    for question in questions:
        yield "  " + _comment(question["text"])
        if possible := answers(question):
            yield "  " + _comment(possible)
        decision = answered.get(question["question"])
        yield f"  - question: {_scalar(question['question'])}"
        yield f"    answer: {_to_fill_in(question) if decision is None else _answer(decision.answer)}".rstrip()
        yield f"    reason: {'' if decision is None else _scalar(decision.reason)}".rstrip()
        yield f"    by: {_scalar(decision.by) if decision and decision.by else ''}".rstrip()
        yield f"    on: {decision.on if decision and decision.on else ''}".rstrip()


def _to_fill_in(question: Question) -> str:
    """Nothing; for an order an empty list, with an order as the example."""
    if not question["ordered"]:
        return ""
    example = Message("for example {answer}", answer=_answer(question["options"]))
    return f"[]  {_comment(render(example))}"


def _answer(answer: str | Sequence[str]) -> str:
    return _scalar(answer) if isinstance(answer, str) else f"[{', '.join(map(_scalar, answer))}]"


def _comment(text: str) -> str:
    """A comment, which is one line whatever the text holds."""
    return f"# {' '.join(text.split())}"


def _scalar(text: str) -> str:
    """A text as YAML reads it back, in a list too."""
    if _PLAIN.fullmatch(text):
        return text
    return yaml.safe_dump(text, default_style='"', allow_unicode=True, width=math.inf).strip()
