"""Ties that only the limits of the total made are told."""

from building import county, measures, run, said, scheme

from engine.assessment import Assessment

BONUS = "- {name: 加, bonus: 数, source: 文}"


def assessed(points: str, bonuses: str, total: str = "between: [0, 100]", **parts: str) -> Assessment:
    ruleset = scheme(
        measures=measures("分", "数"),
        adjustments=parts.pop("adjustments", BONUS),
        scoring=f"{{full_marks: 100, total: {{{total}}}}}",
        **parts,
    )
    return run(ruleset, county(分=points, 数=bonuses))


def told(assessment: Assessment) -> list[str]:
    return [str(each.what) for each in assessment.warnings if each.code == "tie-by-clamping"]


def whom(assessment: Assessment) -> str:
    return "".join(each.place.unit or "" for each in assessment.warnings if each.code == "tie-by-clamping")


def test_two_clamped_totals_that_were_different() -> None:
    assessment = assessed("99 98 95", "3 5 0")
    assert [assessment.rank(unit) for unit in range(3)] == [1, 1, 3]
    assert [said(warning)[:3] for warning in assessment.warnings] == [
        (
            "tie-by-clamping",
            "scoring.total.between 甲",
            "甲 shares rank 1 only because totals are limited; its own came to 102.00.",
        ),
        (
            "tie-by-clamping",
            "scoring.total.between 乙",
            "乙 shares rank 1 only because totals are limited; its own came to 103.00.",
        ),
    ]


def test_a_clamped_total_beside_one_that_just_reaches_the_limit() -> None:
    assert whom(assessed("100 98 95 95", "0 5 0 0")) == "甲乙"
    assert whom(assessed("5 3 50", "-6 -3 0")) == "甲乙"


def test_of_three_at_the_limit_all_are_told_though_two_were_equal() -> None:
    assert whom(assessed("99 98 97", "3 4 6")) == "甲乙丙"


def test_ties_that_clamping_did_not_make() -> None:
    assert told(assessed("99 98 95 95", "3 4 0 0")) == []
    assert told(assessed("99 98", "3 -5")) == []
    assert told(assessed("95 95", "0 0")) == []
    assert told(run(scheme(), county(分="95 95"))) == []


def test_clamped_totals_that_a_tie_breaker_tells_apart() -> None:
    assert told(assessed("99 98", "3 5", ranking="{by: total, ties: [分], source: 文}")) == []
    assert whom(assessed("99 98 98", "3 5 6", ranking="{by: total, ties: [分], source: 文}")) == "乙丙"


def test_groups_and_the_withdrawn_are_apart() -> None:
    parts = {"attributes": "区: {one_of: [东, 西], missing: 东}"}
    ruleset = scheme(
        measures=measures("分", "数"),
        adjustments=BONUS + "\n- {name: 退, when: 数 > 8, withdraw: true, source: 文}",
        scoring="{full_marks: 100, total: {between: [0, 100]}}",
        ranking="{by: total, within: 区, source: 文}",
        **parts,
    )
    assert whom(run(ruleset, county(分="99 99 99 99", 数="3 4 3 9", 区="东 西 东 西"))) == ""
    assert whom(run(ruleset, county(分="99 99 99 99", 数="3 4 4 5", 区="东 西 东 西"))) == "甲乙丙丁"


def test_totals_that_rounding_would_have_made_equal_anyway() -> None:
    rounded = "between: [0, 100], decimals: 0"
    assert told(assessed("99 99", "3.10 3.40", rounded)) == []
    assert told(assessed("99 99", "3.10 3.60", rounded)) == [
        "甲 shares rank 1 only because totals are limited; its own came to 102.",
        "乙 shares rank 1 only because totals are limited; its own came to 103.",
    ]
