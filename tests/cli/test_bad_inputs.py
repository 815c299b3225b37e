"""What people hand in by mistake: each is named with its place, nothing is scored that should not be."""

import json

import pytest

GOOD = ["单位,完成户数,任务户数,得分", "样例甲镇,100,100,57.50", "样例乙镇,50,100,45"]


def faulty(run, folder, *lines, arguments=()):
    (folder / "坏.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return run("assess", "办法.yaml", "坏.csv", *arguments)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_text_in_a_number(run, folder, language):
    result = faulty(run, folder, *GOOD[:2], "样例乙镇,五十,100,45", arguments=["--lang", language])
    assert result.exit_code == 1
    assert "坏.csv:3 样例乙镇 完成户数" in result.stdout
    assert "五十" in result.stdout
    assert "97.50" in result.stdout
    assert "—  样例乙镇" in result.stdout


def test_problems_go_to_standard_error_beside_json(run, folder):
    result = faulty(run, folder, *GOOD[:2], "样例乙镇,五十,100,45", arguments=["--json"])
    plain = json.loads(result.stdout)
    assert (result.exit_code, plain["provisional"], plain["final"]) == (1, True, False)
    assert [each["unit"] for each in plain["not_scored"]] == ["样例乙镇"]
    assert "坏.csv:3 样例乙镇 完成户数" in result.stderr


def test_a_misspelt_measure_names_the_nearest(run, folder):
    result = faulty(run, folder, GOOD[0].replace("完成户数", "完成户树"), *GOOD[1:])
    assert result.exit_code == 1
    assert "完成户数" in result.stdout
    assert "完成户树" in result.stdout
    assert "97.50" not in result.stdout


def test_a_unit_that_stands_twice(run, folder):
    result = faulty(run, folder, *GOOD, GOOD[1])
    assert result.exit_code == 1
    assert "样例甲镇" in result.stdout + result.stderr


@pytest.mark.parametrize(
    ("option", "content", "said"),
    [
        ("--history", "单位,年度\n样例甲镇,2015\n", "grade"),
        ("--history", "单位,年度,等次\n样例甲镇,去年,好\n", "去年"),
        ("--history", "单位,年度,等次\n样例甲镇,2015,好\n样例甲镇,2015,好\n", "twice"),
        ("--history", '{"kaoping": 7}', "format"),
        ("--history", "{", "JSON"),
        ("--decisions", "decisions: 1", "list"),
        ("--decisions", "decisions: [{question: a, answer: b}]", "reason"),
        ("--decisions", "decisions: [{question: a, answer: b, reason: c}]", "does not ask"),
        ("--decisions", "decisions: [", "cannot be read"),
        ("--table", "单位,分数\n样例甲镇,多\n", "多"),
    ],
)
def test_wrong_history_decisions_and_tables(run, folder, option, content, said):
    (folder / "另.txt").write_text(content, "utf-8")
    given = "测评票=另.txt" if option == "--table" else "另.txt"
    result = run("assess", "办法.yaml", "数据.csv", option, given)
    assert result.exit_code == 1
    assert said in result.stderr + result.stdout


def test_missing_files_are_named_all_at_once(run, folder):
    result = run("assess", "办法.yaml", "a.csv", "--history", "b.csv", "--decisions", "c.yaml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert all(f"{name} " in result.stderr for name in ("a.csv", "b.csv", "c.yaml"))
    assert "3 errors" in result.stderr


def test_an_unknown_table(run, folder):
    result = run("assess", "办法.yaml", "数据.csv", "--table", "测评=数据.csv")
    assert result.exit_code == 1
    assert "Did you mean 测评票?" in result.stderr


def test_a_ruleset_with_errors(run, folder):
    (folder / "坏.yaml").write_text("ruleset: 坏\nnonsense: 1\n", "utf-8")
    result = run("assess", "坏.yaml", "数据.csv")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "坏.yaml:2:1" in result.stderr


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 no workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", b"plain text"]
)
def test_no_workbook(run, folder, content):
    (folder / "坏.xlsx").write_bytes(content)
    result = run("assess", "办法.yaml", "坏.xlsx")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "坏.xlsx" in result.stderr


def test_names_cannot_control_the_terminal(run, folder):
    run("assess", "办法.yaml", "数据.csv", "--out", "out")
    path = folder / "out/result.json"
    text = path.read_text("utf-8").replace("样例甲镇", "[red]样\\u001b[31m例").replace("按评价得分折算", "\\u001b]0;x")
    path.write_text(text, "utf-8")
    result = run("explain", "out/result.json", "[red]样\x1b[31m例")
    assert "\x1b" not in result.output
    assert result.exit_code in (0, 1)


@pytest.mark.parametrize("arguments", [["--out", "数据.csv"], ["--out", "数据.csv/x"], ["--decisions-template", "."]])
def test_places_that_cannot_be_written(run, folder, arguments):
    before = sorted(folder.iterdir())
    result = run("assess", "办法.yaml", "数据.csv", *arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "cannot be written" in result.stderr
    assert sorted(folder.iterdir()) == before
