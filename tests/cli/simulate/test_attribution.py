"""``simulate attribution``: what each step moves, for all and for one unit."""

import json

AWARDS = ("--scenarios", "方案.yaml", "--scenario", "加奖")


def lines(result):
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def test_money_in_all(run, results):
    """The amount moves 1,000 before and 2,000 after the second place is there; the place 5,000 or 6,000."""
    shown = lines(run("simulate", "attribution", results[1], *AWARDS))
    assert shown[:2] == [
        "What each step of 加奖 brings about",
        "No unit gets another grade; the prize money rises by 7000 yuan, most by winners of 一等奖 at 2 (+5500).",
    ]
    money = [(line.split()[-6], line.split()[-1]) for line in shown if line.startswith(("(1)", "(2)"))]
    assert money == [("6000", "+1500"), ("2", "+5500"), ("6000", "+1000"), ("2", "+6000")]
    start = shown.index("Prize money moved, unit by unit")
    assert shown[start + 1 : start + 4] == [
        "乡镇        (1)    (2)  in all",
        "样例甲镇  +1000      0   +1000",
        "样例乙镇   +500  +5500   +6000",
    ]


def test_one_unit(run, results):
    shown = lines(run("simulate", "attribution", results[1], *AWARDS, "--unit", "样例乙镇"))
    assert shown[0] == "What each step of 加奖 brings about for 样例乙镇"
    assert shown[1] == ("样例乙镇 stays at 65.00 points, 一般.")
    unknown = run("simulate", "attribution", results[1], *AWARDS, "--unit", "样例乙")
    assert unknown.exit_code == 1
    assert "Did you mean 样例乙镇?" in unknown.stderr


def test_the_stated_order_alone(run, results):
    shown = lines(run("simulate", "attribution", results[1], *AWARDS, "--no-shapley"))
    assert "What each step moves in the stated order" in shown
    assert not any("Shapley values)" in line for line in shown)
    plain = json.loads(run("simulate", "attribution", results[1], *AWARDS, "--no-shapley", "--json").stdout)
    assert plain["all"]["money"] == {"whole": "7000", "stated": ["1000", "6000"], "shapley": None}


def test_json(run, results):
    plain = json.loads(run("simulate", "attribution", results[1], *AWARDS, "--json").stdout)
    assert plain["steps"] == ["prizes.一等奖.amount: 6000", "prizes.一等奖.winners: 2"]
    assert plain["all"]["money"] == {"whole": "7000", "stated": ["1000", "6000"], "shapley": ["1500", "5500"]}


def test_the_ruleset_that_a_scenario_starts_from_is_not_among_the_steps(run, results, folder):
    text = (folder / "办法.yaml").read_text("utf-8")
    (folder / "新办法.yaml").write_text(text.replace("amount: 5000", "amount: 100"), "utf-8")
    (folder / "另.yaml").write_text("scenarios: {另: {base: 新办法.yaml, edits: {prizes.一等奖.winners: 2}}}", "utf-8")
    result = run("simulate", "attribution", results[1], "--scenarios", "另.yaml", "--json")
    plain = json.loads(result.stdout)
    assert (plain["base"], plain["all"]["money"]["whole"]) == ("新办法.yaml", "100")
    shown = lines(run("simulate", "attribution", results[1], "--scenarios", "另.yaml"))
    assert any("The scenario starts from 新办法.yaml" in line for line in shown)


def test_refusals(run, results, folder):
    several = run("simulate", "attribution", results[1], "--scenarios", "方案.yaml")
    assert (several.exit_code, "Name one with --scenario: 从严, 加奖, 改数." in several.stderr) == (1, True)
    apart = run("simulate", "attribution", results[1], "--set", "grades.一般.from=95", "--set", "grades.好.from=97")
    assert apart.exit_code == 1
    assert "These steps cannot be taken one by one: grades.一般.from: 95, grades.好.from: 97." in apart.stderr
    edits = "".join(f"\n      - {{prizes.一等奖.amount: {amount}}}" for amount in range(11))
    (folder / "多步.yaml").write_text(f"scenarios:\n  多步:\n    edits:{edits}\n", "utf-8")
    many = run("simulate", "attribution", results[1], "--scenarios", "多步.yaml", "--shapley")
    assert (many.exit_code, "attribution-steps" in many.stderr) == (1, True)
