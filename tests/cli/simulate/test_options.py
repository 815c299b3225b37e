"""What all analyses take: refused before anything is computed where it cannot be meant."""

import json

import pytest

from notices.briefs.writing import FORMATS
from terminal.commands.simulate.options import FORMS


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--set", "grades.好.from=92", "--set", "grades.好.from=93"), "grades.好.from is set twice."),
        (("--set", "grades.好.from=92", "--format", "doc"), "doc is no form of a brief; there are docx, pdf, html."),
        (("--set", "grades.好.from=92", "--report", "2016.csv"), "2016.csv is a file, not a folder."),
        (("--set", "grades.好.from=92", "--format", "pdf"), "--format goes with --report."),
        (("--set", "grades.好.from=92", "--report", "简报", "--format", ","), ", is no form of a brief"),
        (("--set", "grades.好.from=92", "--scenario", "从严"), "--scenario goes with --scenarios."),
        (("--scenarios", "方案.yaml", "--rebalance"), "--rebalance goes with --set."),
        (("--set", '"grades.好.from=92'), '"grades.好.from=92 is not PATH=VALUE.'),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(run, results, options, said):
    result = run("simulate", "impact", results[1], *options)
    assert result.exit_code == 2
    assert said in result.stderr


def test_forms_are_those_of_briefs():
    assert FORMS == FORMATS


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("sensitivity", "--vary", "weights=20%", "--vary", "weights=10%"), "weights is set twice."),
        (("design", "--share", "好=0.3"), "好=0.3 is no whole number of units"),
        (("confidence", "--weights", "10%", "--scheduler", "nowhere"), "nowhere is no address"),
        (("tipping", "--to", "95"), "--to goes with --number."),
    ],
)
def test_options_of_single_analyses(run, results, options, said):
    name, *others = options
    result = run("simulate", name, results[1], *others)
    assert result.exit_code == 2
    assert said in result.stderr


ANALYSES = {
    "impact": ("--set", "grades.好.from=92"),
    "attribution": ("--set", "grades.好.from=92"),
    "backtest": ("--set", "grades.好.from=92"),
    "leave-one-out": (),
    "sensitivity": ("--vary", "grades=2", "--points", "4"),
    "design": (),
    "path": ("样例甲镇", "--to-rank", "2"),
    "tipping": ("--number", "grades.好.from"),
    "confidence": ("--weights", "10%", "--draws", "10"),
    "budget": ("--weights", "10%", "--draws", "10"),
}


@pytest.mark.parametrize("analysis", ANALYSES)
def test_every_brief_names_once_what_is_not_scored_and_what_is_open(run, results, folder, analysis):
    text = (folder / "2016.csv").read_text("utf-8")
    tied = text.replace("样例丙镇,10", "样例丙镇,十").replace("样例乙镇,50,100,45", "样例乙镇,100,100,57.50")
    (folder / "坏.csv").write_text(tied, "utf-8")
    run("assess", "办法.yaml", "坏.csv", "--period", "2016", "--out", "坏")
    asked = ("simulate", analysis, "坏/result.json", *ANALYSES[analysis])
    shown = run(*asked, "--report", "简报", "--format", "html")
    assert shown.exit_code == 0, shown.output
    written = (folder / f"简报/{analysis}.html").read_text("utf-8")
    for part in (
        "Provisional: not scored, and not counted here, are 样例丙镇.",
        "Still to be decided: ",
        "counted both",
    ):
        assert (shown.stdout.count(part), written.count(part), part in shown.stderr) == (1, 1, False)
    made = json.loads(run(*asked, "--json").stdout)["made_from"]
    assert (made["not_scored"], made["open_decisions"]) == (["样例丙镇"], ["prizes/一等奖/样例甲镇+样例乙镇"])


def test_data_of_a_scenario_that_cannot_be_are_an_error(run, results):
    result = run("simulate", "impact", results[1], "--set", "data.样例乙镇.完成户数=五十")
    assert result.exit_code == 1
    assert "样例乙镇 完成户数" in result.output
    assert "This is no number." in result.output


@pytest.mark.parametrize(
    "command",
    [
        ("attribution", "坏/result.json", "--set", "grades.好.from=92", "--unit", "样例乙镇"),
        ("path", "坏/result.json", "样例乙镇", "--to-rank", "1"),
        ("tipping", "坏/result.json", "--unit", "样例乙镇"),
    ],
)
def test_a_unit_that_is_not_scored_is_said_to_be_none(run, results, folder, command):
    text = (folder / "2016.csv").read_text("utf-8")
    (folder / "坏.csv").write_text(text.replace("样例乙镇,50", "样例乙镇,五十"), "utf-8")
    run("assess", "办法.yaml", "坏.csv", "--period", "2016", "--out", "坏")
    result = run("simulate", *command, "--json")
    assert result.exit_code == 1
    told = [(each["code"], each["unit"], each["mend"]) for each in json.loads(result.stdout)["problems"]]
    assert told[0] == ("not-scored", "样例乙镇", None)
    assert [each[0] for each in told[1:]] == ["data-not-a-number"]
