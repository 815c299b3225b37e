"""``simulate tipping``: one number, all of them, a unit, a pair, refusals."""

import json


def found(result):
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_one_number(run, results):
    (turned,) = found(run("simulate", "tipping", results[1], "--number", "grades.好.from", "--json"))["numbers"]
    assert [(tip["before"], tip["at"], tip["direction"]) for tip in turned["tips"]] == [
        ("65.01", "65.00", "down"),
        ("97.50", "97.51", "up"),
    ]


def test_in_tables(run, results):
    result = run("simulate", "tipping", results[1], "--number", "grades.好.from", "--unit", "样例甲镇")
    assert result.exit_code == 0, result.output
    shown = result.stdout.splitlines()
    assert shown[0] == "At which values the cut of 好 changes something, for 样例甲镇"
    assert "The values at which something changes" in shown


def test_all_numbers(run, results):
    numbers = found(run("simulate", "tipping", results[1], "--json"))["numbers"]
    assert len(numbers) > 5
    nearest = [each for each in numbers if each["path"] == "grades.好.from"]
    assert [tip["at"] for tip in nearest[0]["tips"]] == ["65.00", "97.51"]


def test_a_pair_and_a_range(run, results):
    pair = ("--pair", "样例甲镇", "样例乙镇")
    ends = ("--from", "80", "--to", "90")
    got = found(run("simulate", "tipping", results[1], "--number", "grades.好.from", *pair, *ends, "--json"))
    assert (got["watched"], got["numbers"][0]["tips"]) == ("样例甲镇 and 样例乙镇", [])


def test_refusals(run, results):
    tipping = ("simulate", "tipping", results[1])
    assert run(*tipping, "--unit", "样例甲镇", "--pair", "样例甲镇", "样例乙镇").exit_code == 2
    assert run(*tipping, "--from", "80").exit_code == 2
    assert run(*tipping, "--number", "grades.好.from", "--from", "viel").exit_code == 2
    assert run(*tipping, "--number", "grades.好.form").exit_code == 1
    assert run(*tipping, "--number", "grades.好.from", "--unit", "样例丁镇").exit_code == 1
