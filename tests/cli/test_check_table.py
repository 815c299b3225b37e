import json
from pathlib import Path

import pytest
from openpyxl import Workbook
from published import REAL, SHARED


def write(folder: Path, text: str, encoding: str = "utf-8") -> str:
    (folder / "通报.csv").write_text(text, encoding)
    return "通报.csv"


GOOD = "名次,乡镇,得分\n1,样例甲镇,90.5\n2,样例乙镇,87\n2,样例丙乡,87\n4,样例丁镇,80\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_that_follows(run, folder, encoding):
    result = run("check-table", write(folder, GOOD, encoding))
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout == (
        "通报.csv: units: 4, scores: 得分\n"
        "Ranks: 名次. Its ties: tied units share the best of their ranks, the others stay free (1, 1, 3).\n"
        "Every rank follows from the scores.\n"
    )


def test_each_finding_has_its_line_and_what_is_expected(run, folder):
    result = run(
        "check-table", write(folder, GOOD.replace("4,样例丁镇", "3,样例丁镇").replace("1,样例甲镇", "5,样例甲镇"))
    )
    assert result.exit_code == 1
    assert result.stdout == (
        "通报.csv: units: 4, scores: 得分\n"
        "Ranks: 名次. Its ties: tied units share a rank, and the next one follows (1, 1, 2).\n"
        "通报.csv:2 样例甲镇 名次  error  table-rank-gap\n"
        "  The rank of 样例甲镇 does not follow from its score 90.5, and no unit has that one: "
        "units with a higher score: 0.\n"
        "  found     5\n"
        "  expected  rank 1\n"
        "1 error\n"
    )


def test_a_workbook_gives_cells(run, folder):
    book = Workbook()
    sheet = book.active
    sheet.title = "通报"
    for row in [("序号", "单位", "综合得分（百分制）", "排 名"), (1, "样例甲镇", 90.5, 2), (2, "样例乙镇", 87.25, 1)]:
        sheet.append(row)
    book.save(folder / "通报.xlsx")
    result = run("check-table", "通报.xlsx", "--json")
    assert result.exit_code == 1
    plain = json.loads(result.stdout)
    assert plain["columns"] == {"score": "综合得分（百分制）", "rank": "排 名", "within": None}
    assert [(one["code"], one["sheet"], one["cell"], one["found"]) for one in plain["findings"]] == [
        ("table-rank-differs", "通报", "D2", "2"),
        ("table-rank-differs", "通报", "D3", "1"),
    ]


def test_json(run, folder):
    result = run("check-table", write(folder, "单位,得分,名次\n样例甲镇,87.00,1\n样例乙镇,87,2\n"), "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == {
        "file": "通报.csv",
        "columns": {"score": "得分", "rank": "名次", "within": None},
        "conventions": ["ordinal"],
        "follows": False,
        "errors": 1,
        "warnings": 0,
        "notes": 0,
        "units": [
            {"unit": "样例甲镇", "group": None, "score": "87.00", "rank": 1, "expected": 1, "tied": True},
            {"unit": "样例乙镇", "group": None, "score": "87", "rank": 2, "expected": 2, "tied": True},
        ],
        "findings": [
            {
                "code": "table-tie-broken",
                "severity": "error",
                "text": "样例甲镇, 样例乙镇 have the same score 87.00, but different ranks: "
                "no score decides between them.",
                "unit": "样例甲镇",
                "sheet": None,
                "line": 2,
                "cell": None,
                "found": "1, 2",
                "expected": "rank 1 for each of them",
                "mend": "Give them one rank, or say what decides between them.",
            }
        ],
    }


def test_without_ranks_the_units_are_ranked(run, folder):
    result = run("check-table", write(folder, "单位,得分\n样例甲镇,80\n样例乙镇,90.5\n样例丙乡,80\n"))
    assert result.exit_code == 1
    assert result.stdout == (
        "通报.csv: units: 3, scores: 得分\n"
        "No column is called as ranks are, so they are computed: "
        "tied units share the best of their ranks, the others stay free (1, 1, 3).\n"
        "\n"
        "Rank  Unit      Score  Remarks\n"
        "   1  样例乙镇   90.5\n"
        "   2  样例甲镇     80  tied with 样例丙乡\n"
        "   2  样例丙乡     80  tied with 样例甲镇\n"
        "\n"
        "通报.csv:3 样例乙镇 得分  warning  table-order\n"
        "  样例乙镇 with 90.5 stands below 样例甲镇 with 80.\n"
        "1 warning\n"
    )


WIDE = "序号,名称,月份,得分,总分,名次,排名\n1,样例甲镇,5月,45,95,1,1\n2,样例乙镇,5月,44,94,2,2\n"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), ["unit-column-missing", "名称"]),
        (
            ("--unit", "名称"),
            ["Several columns may hold the scores.", "得分, 总分", "--score HEADER", "名次, 排名", "--rank HEADER"],
        ),
        (
            ("--unit", "名称", "--score", "总分数", "--rank", "名次"),
            ["The table has no column 总分数.", "Did you mean 总分?"],
        ),
        (("--unit", "名称", "--score", "总分", "--rank", "名次", "--within", "月"), ["The table has no column 月."]),
    ],
)
def test_columns_that_cannot_be_told(run, folder, options, said):
    result = run("check-table", write(folder, WIDE), *options)
    assert (result.exit_code, result.stdout) == (1, "")
    for text in said:
        assert text in result.stderr


def test_several_columns_are_called_as_units_are(run, folder):
    table = write(folder, "县区,乡镇,得分,名次\n样例县,样例甲镇,90,1\n样例县,样例乙镇,80,2\n")
    result = run("check-table", table)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "通报.csv:1  error  table-column-unclear\n"
        "  Several columns may hold the units.\n"
        "  found       县区, 乡镇\n"
        "  to mend it  Name the column that is meant: --unit HEADER\n"
    )
    assert run("check-table", table, "--unit", "乡镇").exit_code == 0


def test_columns_that_are_named(run, folder):
    named = ("--unit", "名称", "--score", "总分", "--rank", "排名", "--within", "月份")
    assert run("check-table", write(folder, WIDE), *named).exit_code == 0


def test_no_column_is_called_as_scores_are(run, folder):
    result = run("check-table", write(folder, "单位,分值\n样例甲镇,3\n"))
    assert result.exit_code == 1
    assert "No column is called as scores are." in result.stderr


def test_wrong_usage(run, folder):
    assert run("check-table").exit_code == 2
    assert run("check-table", "通报.csv", "--column", "得分").exit_code == 2


def real(name: str) -> str:
    if not SHARED.is_dir():
        pytest.skip("The excerpts of published tables are not part of the repository.")
    return str(REAL / name)


def test_published_ranks(run):
    plain = json.loads(run("check-table", real("wuxue_township_cleanliness_round.csv"), "--json").stdout)
    assert (plain["follows"], plain["conventions"], len(plain["units"])) == (True, [], 12)
    assert plain["columns"] == {"score": "score", "rank": "rank", "within": None}


def test_two_published_ranks_swapped(run, folder):
    text = Path(real("wuxue_township_cleanliness_round.csv")).read_text("utf-8")
    lines = text.splitlines()
    lines[6], lines[7] = lines[6].replace("6,", "7,", 1), lines[7].replace("7,", "6,", 1)
    plain = json.loads(run("check-table", write(folder, "\n".join(lines)), "--json").stdout)
    assert [(one["code"], one["line"]) for one in plain["findings"]] == [
        ("table-rank-differs", 7),
        ("table-rank-differs", 8),
    ]


def test_a_published_order_with_a_tie(run):
    file, score = real("xiangan_township_rounds.csv"), "score_90pct_site_10pct_rectification"
    plain = json.loads(run("check-table", file, "--score", score, "--within", "round", "--json").stdout)
    assert plain["follows"]
    assert [unit["expected"] for unit in plain["units"]] == [1, 1, 3, 4, 5, 1, 2, 3, 4, 5]
    assert "No column is called as scores are." in run("check-table", file).stderr


def test_published_months(run):
    file = real("yueqing_river_chief_2022_scores_over_100.csv")
    plain = json.loads(run("check-table", file, "--json").stdout)
    assert [finding["code"] for finding in plain["findings"]].count("table-unit-twice") == 4
    assert plain["findings"][-1]["mend"] == "If the units are ranked anew for each month, add --within month."
    assert json.loads(run("check-table", file, "--within", "month", "--json").stdout)["follows"]


def test_published_totals_of_indicators(run):
    plain = json.loads(run("check-table", real("liangshan_county_gov_info_2011_per_indicator.csv"), "--json").stdout)
    assert plain["columns"]["score"] == "合计"
    assert (plain["follows"], [unit["expected"] for unit in plain["units"]]) == (True, [1, 2, 3, 4, 5])
