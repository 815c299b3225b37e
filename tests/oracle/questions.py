"""Questions that a run asks or allows, the decisions that answer them, and the refusal of a run.

What may be answered is told as a tuple: ("one of", texts), ("order of", units), ("number or 不适用",
decimals) or ("between", low, high) for whole numbers.
"""

from typing import Any

from oracle.rounding import NUMBER

Options = tuple[Any, ...]


class Refused(Exception):
    """A run that gives no result: incompatible effects, or a decision that answers nothing."""


def may_answer(answer: Any, options: Options) -> bool:
    """Whether an answer is among the possible ones."""
    if options[0] == "order of":
        return isinstance(answer, list | tuple) and sorted(answer) == sorted(options[1])
    if not isinstance(answer, str):
        return False
    if options[0] == "one of":
        return answer in options[1]
    if options[0] == "between":
        return answer.isascii() and answer.isdigit() and options[1] <= int(answer) <= options[2]
    return answer == "不适用" or NUMBER.fullmatch(answer) is not None


class Questions:
    """The questions of one run."""

    def __init__(self, decisions: dict[str, Any]) -> None:
        self.answers: dict[str, Any] = {}
        self.asked: dict[str, Options] = {}
        self.allowed: dict[str, Options] = {}
        for decision in decisions.get("decisions") or []:
            if not decision.get("reason", "").strip():
                raise Refused(f"no reason: {decision['question']}")
            if decision["question"] in self.answers:
                raise Refused(f"decided twice: {decision['question']}")
            self.answers[decision["question"]] = decision["answer"]

    def ask(self, question: str, options: Options) -> Any:
        """The answer to a question that stays open until it is decided."""
        self.asked[question] = options
        return self.answer(question, options)

    def allow(self, question: str, options: Options) -> Any:
        """The answer to a question that need not be decided."""
        self.allowed[question] = options
        return self.answer(question, options)

    def answer(self, question: str, options: Options) -> Any:
        answer = self.answers.get(question)
        if answer is not None and not may_answer(answer, options):
            raise Refused(f"not a possible answer: {question}: {answer!r}")
        return answer

    def open(self) -> set[str]:
        """The questions asked and not answered."""
        return set(self.asked) - set(self.answers)

    def refuse_idle_decisions(self) -> None:
        """Refuse the run if a decision answers a question that was neither asked nor allowed."""
        for question in self.answers:
            if question not in self.asked and question not in self.allowed:
                raise Refused(f"a decision without a question: {question}")
