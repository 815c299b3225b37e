"""What keeps a unit from a grade, and by how much."""

import pytest
from building import assessed, county, decided, refusal, run, scheme, sections

from engine.explanation import Explanation, why_not
from engine.problem import Problems

GRADED = """
- {grade: 好, from: 90, may: true, source: 文, note: 可定}
- {grade: 较好, from: 80, source: 文}
- {grade: 差, source: 文}
"""


def test_points_that_are_missing_with_the_exact_gap() -> None:
    assessment = assessed("89.99", adjustments="- {name: 扣, deduct: 0.5, source: 文}", grades=GRADED)
    explanation = why_not(assessment, "甲", "好")
    assert str(explanation.heading) == "Why 甲 is not 好"
    assert sections(explanation) == {
        "What is missing": [("Points", "0.51 too few", "89.49 < 90")],
        "Where points were lost": [("分", "-10.01", "100 × 89.99 ÷ 100"), ("扣", "-0.50", None)],
    }
    assert explanation.sections[0].lines[0].note == "可定"


def test_the_greatest_loss_comes_first_and_gains_are_left_out() -> None:
    capped = "{full_marks: 100, bonuses: {at_most: 1}, total: {between: [0, 60]}}"
    rules = "- {name: 加, bonus: 数, source: 文}\n- {name: 扣, deduct: 6, source: 文}"
    assessment = assessed("70", {"数": "3"}, adjustments=rules, scoring=capped)
    losses = sections(why_not(assessment, "甲", "好"))["Where points were lost"]
    assert losses == [
        ("分", "-30.00", "100 × 70.00 ÷ 100"),
        ("扣", "-6.00", None),
        ("limits of the total", "-5.00", "65.00 > 60"),
        ("cap of all bonuses", "-2.00", "3.00 > 1"),
    ]


VETOES = """
- {name: 否, when: 数 > 0, grade_at_most: 差, source: 约}
- {name: 总否, grade_at_most: 较好, source: 文}
- {name: 免, when: 数 > 1, grade_at_most: 差, source: 文}
"""


def test_vetoes_that_keep_from_a_grade() -> None:
    assessment = assessed("95", adjustments=VETOES, grades=GRADED)
    assert sections(why_not(assessment, "甲", "好"))["What is missing"] == [
        ("Points", "enough", "95.00 ≥ 90"),
        ("否", "grade 差 at the most", "数 (1.00) > 0"),
        ("总否", "grade 较好 at the most", None),
    ]
    assert [line[0] for line in sections(why_not(assessment, "甲", "较好"))["What is missing"]] == ["Points", "否"]
    just = assessed("90", adjustments=VETOES, grades=GRADED)
    assert sections(why_not(just, "甲", "好"))["What is missing"][0] == ("Points", "enough", "90.00 ≥ 90")


def test_a_grade_that_was_withheld() -> None:
    answers = decided({"grades/好/甲": "withhold"})
    assessment = run(scheme(grades=GRADED), county(分="95 95"), decisions=answers)
    assert sections(why_not(assessment, "甲", "好"))["What is missing"] == [
        ("Points", "enough", "95.00 ≥ 90"),
        ("grades/好/甲", "withheld by a decision", "会议"),
    ]
    may = GRADED.replace("from: 80,", "from: 80, may: true,")
    lower = run(scheme(grades=may), county(分="85"), decisions=decided({"grades/较好/甲": "withhold"}))
    assert [line[0] for line in sections(why_not(lower, "甲", "好"))["What is missing"]] == ["Points"]
    assert [line[0] for line in sections(why_not(lower, "甲", "较好"))["What is missing"]] == [
        "Points",
        "grades/较好/甲",
    ]


def test_who_has_the_grade_or_a_higher_one() -> None:
    assessment = assessed("95")
    assert why_not(assessment, "甲", "好") == Explanation("甲", why_not(assessment, "甲", "好").heading, ())
    assert str(why_not(assessment, "甲", "好").heading) == "甲 has 好 itself."
    assert str(why_not(assessment, "甲", "一般").heading) == "甲 has 好, which is higher than 一般."


def test_a_grade_that_there_is_not() -> None:
    with pytest.raises(Problems) as caught:
        why_not(assessed(), "甲", "较好的")
    assert refusal(caught) == [
        (
            "unknown-grade",
            "",
            "The scheme has no grade 较好的.",
            "较好的",
            "one of 好, 较好, 一般, 较差",
            "Did you mean 较好?",
        )
    ]
    with pytest.raises(Problems, match="no unit 乙"):
        why_not(assessed(), "乙", "好")
