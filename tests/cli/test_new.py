"""`kaoping new`: asked at the terminal, answered in a file, refused, broken off; and what it writes runs."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import kaoping
from engine.source import load
from locales import translations
from terminal import asking
from terminal.questions import QUESTIONS

ENTER = ""
NO_TERMINAL = "There is no terminal to ask at."

CHOSEN = """\
unit: 部门
name: 样例县部门考核
at_most: 60
document: 样例县部门考核办法
number: 样组发〔2016〕3号
period: 季度
in_force: 2016-04-01
full_marks: 120
decimals: 1
reported_by: 考核办
indicators:
  - 共同/任务 50 完成率 @发改局
  - 共同/评价 30分 评分 100
  - 满意度 20 不低于 90% 0.5=1
  - 违规 20 扣分 2.5
grades: 好 108、中 60、差
prizes: [一等奖 1 5000元]
quotas: [优秀部门 30％]
vetoes:
  - 弄虚作假
  - 迟报 中
consequences:
  - 领导班子 限期整改 30
  - 单位 通报批评 全县
"""


@pytest.fixture
def typed(folder, monkeypatch):
    """Runs `kaoping new` with somebody at the terminal who types these lines; then the input ends."""

    def ran(*lines: str, file: str = "新.yaml"):
        monkeypatch.setattr(asking, "possible", lambda: True)
        return CliRunner().invoke(kaoping, ["new", file], "".join(f"{line}\n" for line in lines), prog_name="kaoping")

    return ran


def read(file: str = "新.yaml"):
    return load(Path(file).read_text("utf-8"))


def test_enter_alone_gives_a_ruleset_without_findings(typed):
    result = typed(*[ENTER] * len(QUESTIONS))
    assert result.exit_code == 0
    year = datetime.now().astimezone().year
    assert result.stdout == (
        "新.yaml: No problems.\n"
        "\n"
        "Compare every line with the document first; what a # says is for you. Then:\n"
        "  kaoping check 新.yaml\n"
        f"  kaoping workbook 新.yaml --units UNITS.csv --period {year} -o {year}.xlsx\n"
        f"  kaoping assess 新.yaml {year}.xlsx --period {year} --out {year}\n"
    )
    ruleset = read()
    assert [(each.name, f"{each.points:f}") for each in ruleset.indicators] == [
        ("tasks", "40"),
        ("quality of work", "30"),
        ("satisfaction of the people", "20"),
        ("faults found", "10"),
    ]
    assert (ruleset.prizes, ruleset.quotas, ruleset.adjustments, ruleset.consequences) == ((), (), (), ())


@pytest.mark.parametrize(
    ("file", "written"), [("新 县.yaml", "'新 县.yaml'"), ("新;'县.yaml", """'新;'"'"'县.yaml'"""), ("新-1.yaml",) * 2]
)
def test_commands_to_copy_hold_the_path_as_a_shell_takes_it(run, folder, file, written):
    (folder / "空.yaml").write_text("{}\n", "utf-8")
    result = run("new", file, "--answers", "空.yaml")
    assert result.exit_code == 0
    commands = [line for line in result.stdout.splitlines() if line.startswith("  kaoping ")]
    assert [line.split()[1] for line in commands] == ["check", "workbook", "assess"]
    assert all(f" {written}" in line for line in commands)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_defaults_and_examples_can_be_read_in_each_language(run, folder, language):
    (folder / "空.yaml").write_text("{}\n", "utf-8")
    result = run("new", "新.yaml", "--answers", "空.yaml", "--lang", language)
    assert (result.exit_code, result.stderr) == (0, "")
    catalogue = translations("zh_CN" if language == "zh" else "en")
    text = (folder / "新.yaml").read_text("utf-8")
    assert f"unit: {catalogue.gettext('township')}," in text
    assert f"\n#   - name: {catalogue.gettext('excellent team 30%').removesuffix(' 30%')}\n" in text


def test_the_ruleset_of_the_defaults_assesses(run, folder):
    (folder / "空.yaml").write_text("in_force: 2016-01-01\n", "utf-8")
    assert run("new", "新.yaml", "--answers", "空.yaml").exit_code == 0
    (folder / "新.csv").write_text(
        "unit,tasks done,tasks planned,quality of work,satisfaction of the people,faults found\n"
        "样例甲镇,412,430,92,88.5,1\n样例乙镇,430,430,100,95,0\n样例丙镇,0,100,50,60,9\n",
        "utf-8",
    )
    result = run("assess", "新.yaml", "新.csv", "--json")
    assert result.exit_code == 0
    assert [(each["unit"], each["total"], each["grade"]) for each in json.loads(result.stdout)["units"]] == [
        ("样例乙镇", "100.00", "good"),
        ("样例甲镇", "92.93", "good"),
        ("样例丙镇", "15.00", "poor"),
    ]


def test_wrong_answers_are_asked_for_again_with_the_reason(typed):
    result = typed(
        *("a`b", "部门", ENTER, "many", "０", "60", ENTER, ENTER, "week", "季度", "2016", "2016-04-01"),
        *("-1", "50", "ten", "1", ENTER),
        *("tasks", "tasks 60 completion", "tasks 30 completion", "tasks 20 given 100", "work 20 given", ENTER),
        *("work 10 given 100", "-", "work 20 评分 100", ENTER),
        *("好 40", "好 40、中 45、差", "好 40、差"),
        *("first", "first 61 5", "first 2 5", ENTER, "team 130%", ENTER, ENTER, "班子 限期整改 3", "main leaders fly"),
        *("main leaders adjust", "main leaders rectify soon", "main leaders rectify 30", ENTER),
    )
    assert result.exit_code == 0
    said = [line.strip() for line in result.stderr.splitlines()]
    assert [line for line in said if line.startswith("expected")] == [
        "expected  a name without ` / + and straight quotes",
        "expected  a whole number from 1 to 10000000",
        "expected  a whole number from 1 to 10000000",
        "expected  one of 年, 年度, 季, 季度, 月, 月度, year, quarter, month",
        "expected  a date such as 2016-03-15",
        "expected  a number above zero, such as 100 or 12.5",
        "expected  a whole number from 0 to 9",
        "expected  a name, its points, one of completion, given, per_instance, all_or_nothing, at_most, at_least, "
        "ladder, interpolation, and what belongs to that, with blanks between them",
        "expected  at most 50",
        "expected  another name",
        "expected  in proportion to a score that others gave, of so many full marks, such as given 100",
        "expected  50, as the full marks are",
        "expected  the highest first, each but the last with its least total, such as 好 90、较好 80、一般 70、较差",
        "expected  less than 40",
        "expected  a name, how many winners, and yuan for each, such as 一等奖 1 50000",
        "expected  a whole number from 1 to 60",
        "expected  a name and a share of the units, such as 优秀班子 30%",
        "expected  one of leadership team, leaders, main leaders, other leaders, unit",
        "expected  one of rate, cancel, criticise, admonish, report, rectify, adjust, forbid",
        "expected  posts are adjusted so, such as adjust 组织调整",
        "expected  a whole number from 1 to 3650",
    ]
    ruleset = read()
    assert (ruleset.covers.unit, ruleset.covers.at_most, str(ruleset.period)) == ("部门", 60, "quarter")
    assert [(each.name, f"{each.points:f}", each.method) for each in ruleset.indicators] == [
        ("tasks", "30", "completion"),
        ("work", "20", "given"),
    ]
    assert ruleset.consequences[0].then[0].fields == {"within_days": 30}


def test_the_input_ends(typed, folder):
    result = typed("部门", ENTER)
    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr.endswith("Interrupted.\n")
    assert not (folder / "新.yaml").exists()


def test_ctrl_c_writes_nothing(folder):
    before = sorted(folder.iterdir())
    root = Path(__file__).parents[2]
    try:
        ours, theirs = pty.openpty()
    except OSError:
        pytest.skip("no pseudo-terminals on this machine")
    # What runs the tests may itself ignore the signal, as nohup does.
    heed = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    program = [sys.executable, "-c", f"{heed}; from cli import main; main()", "new", "新.yaml"]
    environment = os.environ | {"PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8", "KAOPING_LANG": "en"}
    asked = subprocess.Popen(program, stdin=theirs, stdout=theirs, stderr=subprocess.PIPE, env=environment)
    assert asked.stderr is not None
    with asked:
        assert b"Ctrl-C" in asked.stderr.readline()
        time.sleep(0.2)  # until it waits for the first answer
        asked.send_signal(signal.SIGINT)
        rest = asked.stderr.read()
    os.close(ours)
    os.close(theirs)
    assert rest.endswith(b"Interrupted.\n")
    assert asked.returncode == 130
    assert sorted(folder.iterdir()) == before


def test_answers_in_a_file(run, folder):
    (folder / "答案.yaml").write_text(CHOSEN, "utf-8")
    result = run("new", "新/部门.yaml", "--answers", "答案.yaml")
    assert result.exit_code == 0
    assert result.stdout.startswith("新/部门.yaml: No problems.\n")
    assert "--period 2016Q2 -o 2016Q2.xlsx\n" in result.stdout
    ruleset = read("新/部门.yaml")
    assert ruleset.basis[0].number == "样组发〔2016〕3号"
    assert [entry.points for entry in ruleset.indicators] == [80, 20, 20]
    assert list(ruleset.measures) == [
        *("任务 done", "任务 planned", "评价", "满意度", "违规", "弄虚作假 cases", "迟报 cases"),
    ]
    assert [measure.reported_by for measure in ruleset.measures.values()] == ["发改局"] * 2 + ["考核办"] * 5
    assert [(rule.name, rule.grade_at_most) for rule in ruleset.adjustments] == [("弄虚作假", "差"), ("迟报", "中")]
    assert [effect.party for effect in ruleset.consequences[0].then] == ["leadership team", "部门"]


def test_mistakes_in_a_file_are_told_all_at_once(run, folder):
    wrong = """\
unitt: 部门
at_most: many
period: [year]
full_marks: 100
indicators:
  - 任务 50 完成率
  - 评价 30
  - 甲: 乙
grades: 好 90
prizes:
  一等奖: 5000
"""
    (folder / "答案.yaml").write_text(wrong, "utf-8")
    result = run("new", "新.yaml", "--answers", "答案.yaml")
    assert (result.exit_code, result.stdout) == (1, "")
    places = [line.split("  ")[0] for line in result.stderr.splitlines() if line.startswith("答案.yaml")]
    assert places == [
        "答案.yaml:1:1 unitt",
        "答案.yaml:2:10 at_most",
        "答案.yaml:3:9 period",
        "答案.yaml:7:5 indicators.2",
        "答案.yaml:8:5 indicators.3",
        "答案.yaml:9:9 grades",
        "答案.yaml:11:3 prizes",
    ]
    assert "Did you mean unit?" in result.stderr
    assert result.stderr.endswith("7 errors\n")
    assert not (folder / "新.yaml").exists()


def test_points_that_do_not_sum_are_told_at_the_list(run, folder):
    (folder / "答案.yaml").write_text("indicators: 任务 50 完成率\n", "utf-8")
    result = run("new", "新.yaml", "--answers", "答案.yaml")
    assert result.exit_code == 1
    assert "答案.yaml:1:13 indicators  error  answer\n" in result.stderr
    assert "The points sum to 50." in result.stderr
    assert "100, as the full marks are" in result.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The file is empty."),
        ("- 部门\n", "The file holds no answers."),
        ("unit: 部门\nunit: 乡镇\n", "The key unit stands twice"),
        ("unit: [部门\n", "A comma or a closing bracket is missing."),
    ],
)
def test_a_file_that_holds_no_answers(run, folder, text, said):
    (folder / "答案.yaml").write_text(text, "utf-8")
    result = run("new", "新.yaml", "--answers", "答案.yaml")
    assert result.exit_code == 1
    assert said in result.stderr


def test_nothing_in_a_list_is_none_of_it(run, folder):
    (folder / "答案.yaml").write_text("prizes:\nquotas: []\nvetoes: ['']\n", "utf-8")
    assert run("new", "新.yaml", "--answers", "答案.yaml").exit_code == 0
    assert (read().prizes, read().quotas, read().adjustments) == ((), (), ())


def test_no_file_of_answers(run, folder):
    result = run("new", "新.yaml", "--answers", "没有.yaml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "There is no such file." in result.stderr


def test_without_a_terminal_it_says_so(run, spawn, folder):
    result = run("new", "新.yaml")
    assert result.exit_code == 2
    assert NO_TERMINAL in result.stderr
    done = spawn("kaoping new </dev/null", KAOPING_LANG="en")
    assert (done.returncode, done.stdout) == (2, "")
    assert NO_TERMINAL in done.stderr
    assert not (folder / "ruleset.yaml").exists()


def test_a_file_that_exists_stays_as_it_is(run, folder):
    before = (folder / "办法.yaml").read_bytes()
    result = run("new", "办法.yaml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "办法.yaml  error  new-exists" in result.stderr
    assert "There is a file of this name already." in result.stderr
    assert (folder / "办法.yaml").read_bytes() == before


def test_a_file_that_appears_while_it_asks_stays_too(typed, folder, monkeypatch):
    first, *rest = QUESTIONS

    def written(known):
        (folder / "新.yaml").write_text("别人的\n", "utf-8")
        return "乡镇"

    monkeypatch.setattr(asking, "QUESTIONS", (type(first)(first.key, first.text, first.read, written), *rest))
    result = typed(*[ENTER] * len(QUESTIONS))
    assert result.exit_code == 1
    assert (folder / "新.yaml").read_text("utf-8") == "别人的\n"


def test_a_place_that_cannot_be_written(run, folder):
    (folder / "空.yaml").write_text("{}\n", "utf-8")
    result = run("new", "数据.csv/新.yaml", "--answers", "空.yaml")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr
