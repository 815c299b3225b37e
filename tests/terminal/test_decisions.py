from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import locales
from engine.decision import Decision, Decisions
from engine.problem import Problems
from terminal.decisions import template

NAMES = (
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co", "Zl", "Zp"]), min_size=1)
    .map(str.strip)
    .filter(bool)
)


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
    monkeypatch.setattr(locales, "_in_use", "en")


def question(key="prizes/一等奖/甲+乙", text="谁在前？", options=("甲", "乙"), ordered=True):
    return {"question": key, "text": text, "units": list(options), "options": list(options), "ordered": ordered}


def test_what_is_left_empty_is_asked_for_again():
    with pytest.raises(Problems) as refused:
        Decisions.from_yaml(template([question()]), "决定.yaml")
    assert {problem.code for problem in refused.value.problems} == {"decisions-incomplete"}
    assert len(refused.value.problems) == 2


def test_the_question_and_its_answers_are_comments():
    text = template([question(text="谁在前？\n第二行")])
    assert "  # 谁在前？ 第二行\n" in text
    assert "answer: []  # for example [甲, 乙]" in text
    assert "# one of yes, no" in template([question(options=("yes", "no"), ordered=False)])


def test_nothing_open_reads_back_as_nothing():
    assert Decisions.from_yaml(template([])) == Decisions()


def test_the_day_of_the_decision_is_asked_for_once():
    text = template([question("decided_on", "On which day?", options=(), ordered=False)])
    assert text.endswith("\ndecided_on:\ndecisions: []\n")
    assert Decisions.from_yaml(text.replace("decided_on:", "decided_on: 2017-02-20")).decided_on == date(2017, 2, 20)


@given(NAMES, st.lists(NAMES, min_size=2, max_size=4, unique=True), NAMES)
def test_known_answers_read_back_whatever_the_names(key, units, reason):
    known = Decisions(None, (Decision(key, tuple(units), reason),))
    assert Decisions.from_yaml(template([question(key, options=units)], known)) == known
