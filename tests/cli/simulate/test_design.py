"""``simulate design``: cuts, prizes and numbers as a user asks for them."""

import json

import pytest


def test_the_cuts_as_they_are(run, results):
    shown = run("simulate", "design", results[1]).stdout.splitlines()
    assert shown[:12] == [
        "Cuts and prizes for what is wanted",
        "0 of 3 units are within 0.5 points of the cut of a grade.",
        "",
        "The cuts of the grades",
        "Grade  Cut now  Cut  Units now  Units   Share  The same for all cuts",
        "好          90   90          1      1  33.3 %  above 65, up to 97.5",
        "一般        60   60          1      1  33.3 %  above 24, up to 65",
        "较差                         1      1  33.3 %",
        "",
        "How firm the cuts stand",
        "Grade  Cut  Just reaches it  Just misses it  Within 0.5 points",
        "好      90  样例甲镇 +7.5    样例乙镇 −25    0",
    ]


def test_shares_a_budget_and_a_number(run, results):
    arguments = ("--share", "好=50%", "--share", "一般=1", "--within", "5", "--budget", "4000")
    tried = ("--try", "prizes.一等奖.amount=3000..5000/1000")
    shown = run("simulate", "design", results[1], *arguments, *tried).stdout.splitlines()
    assert shown[1] == (
        "Nearest to what is wished for come 好 from 90 (1 of 3 units, 33.3 %), 一般 from 60 (1 of 3 units, 33.3 %); "
        "in proportion the prizes would be 一等奖 4000 and cost 4000 yuan, within the budget of 4000 (now 5000); "
        "with prizes.一等奖.amount from 3000 to 5000, 好 goes to 1 of 3 units and the prizes cost 3000–5000 yuan."
    )
    start = shown.index("What is possible instead")
    assert shown[start + 1 : start + 4] == [
        "Grade  Wished  Possible   Share  with a cut",
        "好        1.5         1  33.3 %  above 65, up to 97.5",
        "好        1.5         2  66.7 %  above 24, up to 65",
    ]
    assert "一般    60  样例乙镇 +5      样例丙镇 −36    1: 样例乙镇" in shown
    start = shown.index("Prizes that keep to 4000 yuan, now 5000")
    assert shown[start + 2].split() == ["一等奖", "5000", "1", "4000", "4000", "1", "—", "—"]
    start = shown.index("What comes of prizes.一等奖.amount, now 5000")
    assert [line.split() for line in shown[start + 2 : start + 5]] == [
        ["3000", "1", "1", "1", "3000", "✓"],
        ["4000", "1", "1", "1", "4000", "✓"],
        ["5000", "●", "1", "1", "1", "5000", "—"],
    ]


def test_json(run, results):
    plain = json.loads(run("simulate", "design", results[1], "--share", "好=2", "--json").stdout)
    assert (plain["analysis"], plain["budget"], plain["trials"]) == ("design", None, [])
    assert plain["cuts"][0]["same_grades"] == {"above": "60", "up_to": "65.00"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--share", "好"), "好 is not GRADE=SHARE, such as 好=30%, or 好=6 for six units."),
        (("--share", "好=-1"), "好=-1 is not GRADE=SHARE, such as 好=30%, or 好=6 for six units."),
        (("--share", "好=0.3"), "好=0.3 is no whole number of units; for a share write 好=30%."),
        (("--share", "好=2.50"), "好=2.50 is no whole number of units; for a share write 好=2.5%."),
        (("--step", "0"), "0 is no number that it can be."),
        (("--budget", "一万"), "一万 is no number that it can be."),
        (("--within", "NaN"), "NaN is no number that it can be."),
        (("--budget", "1e999999999"), "1e999999999 is no number that it can be."),
        (("--share", "好=1e30"), "好=1e30 is not GRADE=SHARE, such as 好=30%, or 好=6 for six units."),
    ],
)
def test_what_cannot_be_wanted(run, results, arguments, said):
    result = run("simulate", "design", results[1], *arguments)
    assert result.exit_code == 2
    assert result.stderr.rstrip().endswith(said)


def test_shares_and_ranges_that_are_none_are_all_told(run, results):
    result = run("simulate", "design", results[1], "--share", "好=三成", "--share", "一般=20%", "--share", "较差=0.2")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-2:] == [
        "Error: Invalid value for '--share': 好=三成 is not GRADE=SHARE, such as 好=30%, or 好=6 for six units.",
        "较差=0.2 is no whole number of units; for a share write 较差=20%.",
    ]
    result = run("simulate", "design", results[1], "--try", "grades.好.from=95..85/1", "--try", "a=1..2/0")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-2:] == [
        "Error: Invalid value for '--try': grades.好.from=95..85/1 ends below where it begins.",
        "a=1..2/0 has no step greater than 0.",
    ]


def test_all_that_the_result_does_not_have_is_told(run, results):
    wrong = ("--share", "好=30", "--share", "优=10%", "--try", "grades.好.form=80..95/5", "--try", "a=1..2/1")
    result = run("simulate", "design", results[1], *wrong)
    assert result.exit_code == 1
    assert [line.split() for line in result.output.splitlines() if line.strip().startswith(("found", "exp", "to"))] == [
        ["found", "30"],
        ["expected", "no", "more", "than", "3"],
        ["to", "mend", "it", "Write", "好=30%", "if", "a", "share", "is", "meant."],
        ["found", "优"],
        ["found", "grades.好.form"],
        ["to", "mend", "it", "Did", "you", "mean", "grades.好.from?"],
        ["found", "a"],
    ]
    assert result.output.splitlines()[-1] == "4 errors"


def test_a_sign_for_per_cent_of_either_width(run, results):
    plain = json.loads(run("simulate", "design", results[1], "--share", "好=５０％", "--json").stdout)
    assert plain["cuts"][0]["wished_units"] == "3/2"


def test_what_cannot_be_tried(run, results):
    result = run("simulate", "design", results[1], "--try", "grades.好.from=80")
    assert result.exit_code == 2
    assert "is not PATH=LOW..HIGH/STEP" in result.stderr
    result = run("simulate", "design", results[1], "--try", "grades.好.form=80..95/5")
    assert result.exit_code == 1
    assert "Did you mean grades.好.from?" in result.output
