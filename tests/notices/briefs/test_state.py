"""What a reader must know of the results that an analysis was made from stands before its own notes."""

from dataclasses import replace

from engine.decision import Question
from engine.message import Message
from notices.briefs.brief import Brief
from notices.briefs.state import notes
from tests.notices.briefs.made import MADE_FROM

OWN = Message("a note of its own")


def said(*sources, **state):
    made = replace(MADE_FROM, **state)
    return [*map(str, notes(Brief(Message("t"), Message("a"), (), (), (OWN,), made, sources)))]


def test_a_whole_result_without_open_decisions_needs_no_word():
    assert said() == ["a note of its own"]


def test_units_that_are_not_scored_and_questions_are_named():
    questions = tuple(Question(f"prizes/{n}", Message("Who is ahead, {n}?", n=n), ordered=True) for n in range(6))
    assert said(not_scored=("样例甲镇", "样例乙镇"), questions=questions) == [
        "Provisional: not scored, and not counted here, are 样例甲镇, 样例乙镇.",
        "Still to be decided: Who is ahead, 0?",
        "Still to be decided: Who is ahead, 1?",
        "Still to be decided: Who is ahead, 2?",
        "Still to be decided: Who is ahead, 3?",
        "Still to be decided: 2 more questions",
        "Open ties are counted both ways.",
        "a note of its own",
    ]


def test_what_is_no_tie_is_not_counted_both_ways():
    day = Question("decided_on", Message("On which day was the result decided?"))
    assert said(questions=(day,))[:-1] == ["Still to be decided: On which day was the result decided?"]


def test_of_many_units_the_first_are_named():
    (first, _) = said(not_scored=tuple("甲乙丙丁戊己庚辛壬癸子丑"))
    assert first.endswith("壬, 癸, 2 more.")


def test_of_several_results_each_is_told_with_its_period():
    early = replace(MADE_FROM, period="2015", not_scored=("样例甲镇",))
    assert said(early, MADE_FROM) == [
        "2015: Provisional: not scored, and not counted here, are 样例甲镇.",
        "a note of its own",
    ]
