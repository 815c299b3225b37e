from datetime import date

import pytest
from building import decided, refusal, said

from engine.decision import Answers, Decision, Decisions, Question
from engine.message import Message
from engine.problem import Place, Problems

TEXT = Message("?")
TIE = Question("prizes/一等奖/甲+乙", TEXT, ("甲", "乙"), ("甲", "乙"), ordered=True)
NUMBER = Question("formulas/均分/甲", TEXT, ("甲",), ("不适用",), decimals=2)

FILE = """
decided_on: 2016-03-15
decisions:
  - question: grades/好/甲
    answer: withhold
    reason: ' 会议 '
    by: 县委
    on: 2016-03-01
    text: 是否保留？
    options: [withhold]
  - {question: prizes/一等奖/甲+乙, answer: [乙, 甲], reason: 抽签}
"""


@pytest.mark.parametrize(
    ("question", "answer", "admitted"),
    [
        (TIE, ("乙", "甲"), True),
        (TIE, ("乙",), False),
        (TIE, ("乙", "乙"), False),
        (TIE, ("乙", "甲", "乙"), False),
        (TIE, "甲", False),
        (NUMBER, "不适用", True),
        (NUMBER, "-12.50", True),
        (NUMBER, "12.505", False),
        (NUMBER, "12.", False),
        (NUMBER, "1e3", False),
        (NUMBER, "1" * 16, False),
        (NUMBER, ("不适用",), False),
        (Question("q", TEXT, options=("yes", "no")), "5", False),
    ],
)
def test_the_answers_that_a_question_admits(question: Question, answer: str | tuple[str, ...], admitted: bool) -> None:
    assert question.admits(answer) is admitted


def test_decisions_in_a_file() -> None:
    decisions = Decisions.from_yaml(FILE, "决定.yaml")
    assert decisions == Decisions(
        date(2016, 3, 15),
        (
            Decision("grades/好/甲", "withhold", "会议", "县委", "2016-03-01"),
            Decision("prizes/一等奖/甲+乙", ("乙", "甲"), "抽签"),
        ),
    )
    assert decisions.decisions[1].place == Place(file="决定.yaml", path="decisions.2")
    assert Decisions.from_plain(decisions.as_plain()) == decisions
    assert Decisions.from_plain(decisions.as_plain()).digest == decisions.digest != Decisions().digest


@pytest.mark.parametrize("text", ["", "decisions:", "decided_on: null\ndecisions: []"])
def test_files_without_decisions(text: str) -> None:
    assert Decisions.from_yaml(text) == Decisions()


SHAPE = "decided_on: a date, and decisions: a list of question, answer and reason"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[", ("decisions-unreadable", "决.yaml:1:2", "The decisions cannot be read: ", None, None, None)),
        ("- 甲", ("decisions-shape", "决.yaml", "The decisions are no mapping.", None, SHAPE, None)),
        ("decisions: 无", ("decisions-shape", "决.yaml", "The decisions are no list.", None, SHAPE, None)),
        (
            "decisions: [无]",
            ("decisions-shape", "决.yaml decisions.1", "A decision is no mapping.", "无", SHAPE, None),
        ),
        (
            "decided: 2016-03-15",
            (
                "decisions-unknown-key",
                "决.yaml",
                "decided is no key of the decisions.",
                "decided",
                "one of decided_on, decisions",
                "Did you mean decided_on?",
            ),
        ),
        (
            "decisions: [{question: 甲, answer: yes, reson: 会议, reason: 会议}]",
            (
                "decisions-unknown-key",
                "决.yaml decisions.1",
                "reson is no key of the decisions.",
                "reson",
                "one of question, answer, reason, by, on, text, options",
                "Did you mean reason?",
            ),
        ),
        (
            "decided_on: 15.3.2016",
            (
                "decisions-date",
                "决.yaml decided_on",
                "This is no date.",
                "15.3.2016",
                "a date such as 2016-03-15",
                None,
            ),
        ),
        (
            "decisions: [{question: 甲, answer: yes, reason: ' '}]",
            (
                "decisions-incomplete",
                "决.yaml decisions.1",
                "A decision lacks its reason.",
                None,
                None,
                "Fill it in; a decision without a reason cannot be recorded.",
            ),
        ),
        (
            "decisions: [{question: 甲, answer: yes, reason: 会}, {question: 甲, answer: no, reason: 会}]",
            ("decisions-twice", "决.yaml decisions.2", "甲 is decided twice.", None, None, "Keep one of the two."),
        ),
    ],
)
def test_decisions_that_cannot_stand(text: str, problem: tuple[str | None, ...]) -> None:
    with pytest.raises(Problems) as caught:
        Decisions.from_yaml(text, "决.yaml")
    (found,) = refusal(caught)
    assert (*found[:2], found[2][: len(str(problem[2]))], *found[3:]) == problem


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("decisions: []\ndecisions: []", "2:1", "decisions stands twice"),
        ("decisions:\n- {question: 甲, answer: 一,\n   answer: 二, reason: 会}", "3:4", "answer stands twice"),
        ("decisions: [&a {question: 甲, answer: 一, reason: 会}, *a]", "1:53", "*a is an alias"),
        ("? [decisions]\n: []", "1:3", "a key is no plain text"),
        ("[" * 5000, "", "maximum recursion depth exceeded"),
    ],
)
def test_nothing_in_the_file_hides_or_multiplies_a_decision(text: str, place: str, reason: str) -> None:
    with pytest.raises(Problems) as caught:
        Decisions.from_yaml(text)
    assert [(str(each.place), str(each.what)) for each in caught.value.problems] == [
        (place, f"The decisions cannot be read: {reason}")
    ]


def test_every_problem_of_the_decisions_is_told_at_once() -> None:
    with pytest.raises(Problems) as caught:
        Decisions.from_yaml("decided_on: gestern\nby: 我\ndecisions: [无, {question: 甲, on: 昨天}]")
    assert [(each.code, each.place.path) for each in caught.value.problems] == [
        ("decisions-unknown-key", None),
        ("decisions-date", "decided_on"),
        ("decisions-shape", "decisions.1"),
        ("decisions-incomplete", "decisions.2"),
        ("decisions-incomplete", "decisions.2"),
        ("decisions-date", "decisions.2"),
    ]


def test_answers_remember_what_was_asked_and_applied() -> None:
    answers = Answers(decided({TIE.key: ("乙", "甲"), "prizes/一等奖/甲+丙": "甲"}, on="2016-03-15"))
    assert answers.decided_on == date(2016, 3, 15)
    assert answers.ask(TIE) == ("乙", "甲")
    assert answers.ask(TIE) == ("乙", "甲")
    assert answers.ask(NUMBER) is None
    assert answers.ask(Question("held", TEXT, open=False)) is None
    assert [decision.question for decision in answers.applied] == [TIE.key]
    assert answers.open_questions == [NUMBER]
    assert answers.named_after("prizes/一等奖/") == ["甲+乙", "甲+丙"]
    assert (answers.problems, answers.unfit) == ([], [])
    assert [decision.question for decision in answers.not_applied] == ["prizes/一等奖/甲+丙"]
    assert [said(problem) for problem in answers.unasked()] == [
        (
            "decision-without-question",
            "decisions.2",
            "This run does not ask prizes/一等奖/甲+丙.",
            "prizes/一等奖/甲+丙",
            None,
            "Did you mean prizes/一等奖/甲+乙?",
        )
    ]


def test_a_question_like_no_other_is_to_be_taken_out() -> None:
    (problem,) = Answers(decided({"无": "甲"})).unasked()
    assert str(problem.mend) == "Take the decision out of the file."


def test_an_impossible_answer_is_told_once_and_leaves_the_question_open() -> None:
    answers = Answers(decided({TIE.key: ("乙",), NUMBER.key: "很多"}))
    assert [answers.ask(TIE), answers.ask(TIE), answers.ask(NUMBER)] == [None, None, None]
    assert answers.open_questions == [TIE, NUMBER]
    what = "The answer to {} is not a possible one."
    number = "a number with at most 2 decimals, or one of 不适用"
    assert answers.problems == []
    assert [said(problem) for problem in answers.unfit] == [
        ("decision-answer", "decisions.1", what.format(TIE.key), "乙", "all of 甲, 乙, in an order", None),
        ("decision-answer", "decisions.2", what.format(NUMBER.key), "很多", number, None),
    ]
