import json
from pathlib import Path

import openpyxl
import pytest

KEYS = [
    "kaoping", "ruleset", "period", "data_digest", "history_digest", "decisions_digest", "engine", "second_opinion",
    "provisional", "final", "assumptions", "open_decisions", "decisions", "warnings", "problems", "not_scored",
    "summary", "indicators", "units", "inputs",
]  # fmt: skip
UNIT_KEYS = [
    "unit", "points", "adjustments", "corrections", "total", "grade", "rank", "withdrawn", "vetoes", "prizes",
    "quotas", "consequences", "replaced", "targets", "formulas",
]  # fmt: skip


def test_json_is_one_object_and_nothing_else(run, folder):
    result = run("assess", "办法.yaml", "数据.csv", "--period", "2016", "--json")
    plain = json.loads(result.stdout)
    assert result.exit_code == 0
    assert [key for key in plain if key in KEYS] == KEYS
    assert [key for key in plain["units"][0] if key in UNIT_KEYS] == UNIT_KEYS
    assert [(unit["unit"], unit["total"], unit["grade"], unit["rank"]) for unit in plain["units"]] == [
        ("样例甲镇", "97.50", "好", 1),
        ("样例乙镇", "65.00", "一般", 2),
        ("样例丙镇", "24.00", "较差", 3),
    ]
    assert plain["inputs"]["language"] == "en"
    assert result.stderr == ""


def test_the_table_in_a_pipe_is_plain_and_whole(run, folder):
    result = run("assess", "办法.yaml", "数据.csv", "--period", "2016")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "样例县乡镇考核 · version 1 · the year 2016"
    assert lines[2] == "Rank  乡镇      Total  Grade  Prizes and quotas  Rules applied"
    assert lines[3] == "   1  样例甲镇  97.50  好     一等奖             结果为好"
    assert not set("\x1b│┃─━┏") & set(result.stdout)
    assert all(line == line.rstrip() for line in lines)
    assert "主要领导 is rated 优秀" in result.stdout
    assert "The result can be finalised." in result.stdout


def test_conventions_are_counted_and_listed_on_demand(run, folder):
    arguments = ("assess", "办法.yaml", "数据.csv", "--period", "2016")
    assert "2 conventions" in run(*arguments).stdout
    assert "按评价得分折算" not in run(*arguments).stdout
    assert "按评价得分折算" in run(*arguments, "-v").stdout


def test_both_languages(run, folder):
    assert "名次" in run("assess", "办法.yaml", "数据.csv", "--lang", "zh").stdout
    assert "Rank" in run("--lang", "en", "assess", "办法.yaml", "数据.csv").stdout


def test_out_writes_the_same_object_and_a_workbook(run, folder):
    result = run("assess", "办法.yaml", "数据.csv", "--json", "--out", "结果/2015")
    assert (folder / "结果/2015/result.json").read_text("utf-8") == result.stdout
    book = openpyxl.load_workbook(folder / "结果/2015/result.xlsx")
    assert book.sheetnames
    assert [path.name for path in sorted(Path("结果/2015").iterdir())] == ["result.json", "result.xlsx"]
    assert "Written: 结果/2015/result.xlsx" in result.stderr


def test_tables_of_their_own_files(run, folder):
    (folder / "票.csv").write_text("单位,分数\n" + "样例乙镇,80\n" * 3, "utf-8")
    result = run("assess", "办法.yaml", "数据.csv", "--table", "测评票=票.csv", "--json")
    units = {unit["unit"]: unit for unit in json.loads(result.stdout)["units"]}
    assert units["样例乙镇"]["adjustments"] == {"票多": "1.00"}
    assert units["样例乙镇"]["total"] == "66.00"


class TestPeriod:
    """Which period is assessed, and that it is said where nobody named it."""

    def assessed(self, run, *arguments):
        result = run("assess", "办法.yaml", *arguments, "--json")
        assert result.exit_code == 0, result.stderr
        return json.loads(result.stdout)["period"], result.stderr

    def test_named(self, run, folder):
        assert self.assessed(run, "数据.csv", "--period", "2018") == ("2018", "")

    @pytest.mark.parametrize("header", ["period", "期间", "年度"])
    def test_in_the_data(self, run, folder, header):
        lines = (folder / "数据.csv").read_text("utf-8").splitlines()
        (folder / "有期间.csv").write_text("\n".join([f"{lines[0]},{header}", *(f"{each},2017" for each in lines[1:])]))
        period, said = self.assessed(run, "有期间.csv")
        assert period == "2017"
        assert "Period: 2017, as the data say" in said

    def test_after_the_history(self, run, folder):
        (folder / "往年.csv").write_text("单位,年度,等次\n样例丙镇,2015,较差\n样例丙镇,2016,较差\n", "utf-8")
        period, said = self.assessed(run, "数据.csv", "--history", "往年.csv")
        assert period == "2017"
        assert "the latest in the history" in said

    def test_the_first_in_force(self, run, folder):
        period, said = self.assessed(run, "数据.csv")
        assert period == "2015"
        assert "in force" in said

    def test_rows_of_two_periods_are_a_problem(self, run, folder):
        lines = (folder / "数据.csv").read_text("utf-8").splitlines()
        (folder / "两年.csv").write_text(f"{lines[0]},年度\n{lines[1]},2016\n{lines[2]},2017\n", "utf-8")
        for asked in ([], ["--period", "2016"]):
            result = run("assess", "办法.yaml", "两年.csv", *asked)
            assert (result.exit_code, result.stdout) == (1, "")
            assert "两年.csv:3 样例乙镇 年度" in result.stderr

    @pytest.mark.parametrize("label", ["2016Q2", "2014", "nonsense", ""])
    def test_not_a_period_of_the_scheme(self, run, folder, label):
        assert run("assess", "办法.yaml", "数据.csv", "--period", label).exit_code == 1


def test_a_result_is_the_history_of_the_next_year(run, folder):
    run("assess", "办法.yaml", "数据.csv", "--out", "2015")
    result = run("assess", "办法.yaml", "数据.csv", "--history", "2015/result.json", "--json")
    plain = json.loads(result.stdout)
    assert plain["period"] == "2016"
    assert [each["rule"] for each in plain["units"][2]["consequences"]] == ["两年较差"]


class TestDecisions:
    """A tie across the only prize: open, written out, filled in, recorded."""

    TIED = "单位,完成户数,任务户数,得分\n样例甲镇,100,100,57.50\n=cmd|' /C calc'!A0,100,100,57.50\n"
    QUESTION = "prizes/一等奖/样例甲镇+=cmd|' /C calc'!A0"

    @pytest.fixture(autouse=True)
    def data(self, folder):
        (folder / "并列.csv").write_text(self.TIED, "utf-8")

    def test_open_decisions_alone_are_exit_code_0(self, run):
        result = run("assess", "办法.yaml", "并列.csv")
        assert result.exit_code == 0
        assert "1 open decision" in result.stdout
        assert self.QUESTION in result.stdout
        assert "--decisions-template" in result.stdout
        assert "undecided: 1" in result.stdout

    def test_from_template_to_recorded_decision(self, run, folder):
        assert run("assess", "办法.yaml", "并列.csv", "--decisions-template", "决定.yaml").exit_code == 0
        path = folder / "决定.yaml"
        unfilled = run("assess", "办法.yaml", "并列.csv", "--decisions", "决定.yaml")
        assert unfilled.exit_code == 1
        assert "answer" in unfilled.stderr
        text = path.read_text("utf-8")
        text = text.replace("answer: []", "answer: [\"=cmd|' /C calc'!A0\", 样例甲镇]")
        path.write_text(text.replace("reason:", "reason: 会议研究"), "utf-8")
        result = run("assess", "办法.yaml", "并列.csv", "--decisions", "决定.yaml", "--json")
        assert result.exit_code == 0, result.stderr
        plain = json.loads(result.stdout)
        assert plain["final"]
        assert plain["decisions"][0]["question"] == self.QUESTION
        assert plain["summary"]["prizes"][0]["awarded"] == ["=cmd|' /C calc'!A0"]

    def test_nothing_open_is_said_in_the_template(self, run, folder):
        run("assess", "办法.yaml", "数据.csv", "--decisions-template", "决定.yaml")
        assert "No decision is open." in (folder / "决定.yaml").read_text("utf-8")
        assert run("assess", "办法.yaml", "数据.csv", "--decisions", "决定.yaml").exit_code == 0


def test_workbooks_are_read_as_csv_is(run, folder):
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in (folder / "数据.csv").read_text("utf-8").splitlines():
        sheet.append([cell if cell[0] > "9" else float(cell) for cell in line.split(",")])
    book.save(folder / "数据.xlsx")
    from_csv, from_workbook = (
        json.loads(run("assess", "办法.yaml", name, "--json").stdout)["units"] for name in ("数据.csv", "数据.xlsx")
    )
    assert from_csv == from_workbook


def test_the_demonstration_data_of_the_packaged_scheme(run):
    data = Path(__file__).parents[2] / "scorecards/demonstration/township/2015.csv"
    plain = json.loads(run("assess", "tongwei/township", str(data), "--json").stdout)
    assert plain["summary"]["assessed"] == 18
    assert plain["second_opinion"] in ("agreed", "unavailable")
