"""`kaoping check-data`: three verdicts on what was handed in, and workbooks given back with marks."""

import json
from datetime import date

import openpyxl
import pytest

HEADER, FIRST = 4, 6
CELLS = {"完成户数": 80, "任务户数": 100, "得分": 45.5}


@pytest.fixture
def handed_in(run, folder):
    """Makes a workbook for one department or all, filled in and signed, with other values where these are given."""
    text = (folder / "办法.yaml").read_text("utf-8")
    for name in ("完成户数", "任务户数"):
        text = text.replace(f"{name}: {{unit: 户,", f"{name}: {{unit: 户, reported_by: 县扶贫办,")
    text += "targets: [{name: 任务完成, expect: 完成户数 == 任务户数, source: 办法}]\n"
    (folder / "办法.yaml").write_text(text, "utf-8")
    (folder / "乡镇.csv").write_text("unit\n样例甲镇\n样例乙镇\n", "utf-8")
    run("workbook", "办法.yaml", "--units", "乡镇.csv", "--period", "2016", "--split", "-o", "采集表")

    def made(name, **cells):
        book = openpyxl.load_workbook(folder / "采集表" / name)
        for sheet in book.worksheets[1:]:
            for cell in sheet[HEADER]:
                for row in (FIRST, FIRST + 1) if cell.value in CELLS else ():
                    sheet.cell(row, cell.column).value = cells.get(cell.value, CELLS[cell.value])
            for cell in sheet["A"]:
                if cell.value in ("Filled in by", "Filled in on"):
                    signed = "样例经办人" if cell.value == "Filled in by" else date(2017, 1, 10)
                    sheet.cell(cell.row, 2).value = signed
        book.save(folder / name)
        return name

    return made


OFFICE = "Assessment office.xlsx"


def test_all_is_there_and_right(run, handed_in):
    result = run("check-data", "办法.yaml", handed_in("县扶贫办.xlsx", 完成户数=100), handed_in(OFFICE), "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 0, result.output
    assert [(table["sheet"], table["rows"]) for table in told.pop("tables")] == [
        ("县扶贫办", 2),
        ("Assessment office", 2),
        ("测评票", 0),
    ]
    assert told == {"unreadable": [], "incomplete": [], "disagreeing": [], "notes": [], "awaited": []}


def test_rows_and_covers_of_two_periods(run, folder, handed_in):
    (folder / "外.csv").write_text("unit,年度,得分\n样例甲镇,2015,45.5\n样例乙镇,2015,45.5\n", "utf-8")
    for command in ("check-data", "assess"):
        result = run(command, "办法.yaml", handed_in("县扶贫办.xlsx"), handed_in(OFFICE), "外.csv")
        assert result.exit_code == 1
        assert "period-differs" in result.output
        assert "2015" in result.output


def test_numbers_that_must_be_equal_and_are_not(run, handed_in):
    result = run("check-data", "办法.yaml", handed_in("县扶贫办.xlsx"), handed_in(OFFICE))
    assert result.exit_code == 0
    assert "The tables disagree in 2 places." in result.output
    assert "任务完成 does not hold for 样例甲镇: 完成户数 == 任务户数; the difference is" in result.output


def test_what_is_awaited_is_not_missing_and_nothing_is_said_to_agree(run, handed_in):
    result = run("check-data", "办法.yaml", handed_in("县扶贫办.xlsx", 完成户数=100))
    assert result.exit_code == 0, result.output
    assert "Not handed in yet: Assessment office" in result.output
    assert "Whether the tables agree cannot be told before all is handed in and complete." in result.output
    assert "sheet-missing" not in result.output


def test_every_fault_with_its_place_and_how_to_mend_it(run, handed_in):
    told = json.loads(run("check-data", "办法.yaml", handed_in("县扶贫办.xlsx", 完成户数="一百户"), "--json").stdout)
    assert told["incomplete"][0] == {
        "code": "data-not-a-number",
        "severity": "error",
        "text": "This is no number.",
        "file": "县扶贫办.xlsx",
        "sheet": "县扶贫办",
        "cell": "B6",
        "line": None,
        "unit": "样例甲镇",
        "measure": "完成户数",
        "found": "一百户",
        "expected": "a number",
        "mend": "Type a number, without a unit.",
    }
    assert len(told["incomplete"]) == 2


def test_a_workbook_is_given_back_with_marks(run, folder, handed_in):
    result = run("check-data", "办法.yaml", handed_in("县扶贫办.xlsx", 完成户数="一百户"), "--marked", "退回.xlsx")
    assert (result.exit_code, "Written: 退回.xlsx" in result.output) == (1, True)
    cell = openpyxl.load_workbook(folder / "退回.xlsx")["县扶贫办"]["B6"]
    assert cell.comment.text == "This is no number.\nExpected: a number\nType a number, without a unit."
    assert cell.fill.fgColor.rgb == "FFF8B4B4"


def test_several_go_into_a_folder_and_what_cannot_be_opened_hides_nothing(run, folder, handed_in):
    (folder / "空.xlsx").write_bytes(b"")
    (folder / "坏.xlsx").write_bytes((folder / "采集表/县扶贫办.xlsx").read_bytes()[:3000])
    one = handed_in("县扶贫办.xlsx", 完成户数="一百户")
    result = run("check-data", "办法.yaml", one, "空.xlsx", "坏.xlsx", "--marked", "退回")
    assert result.exit_code == 1
    assert [path.name for path in (folder / "退回").iterdir()] == ["县扶贫办.xlsx"]
    for code in ("file-empty", "workbook-damaged", "data-not-a-number"):
        assert code in result.output
    assert "Whether the tables agree cannot be told before all can be read." in result.output


def test_marked_workbooks_never_take_the_place_of_others(run, folder, handed_in):
    one = handed_in("县扶贫办.xlsx", 完成户数="一百户")
    result = run("check-data", "办法.yaml", one, "--marked", one)
    assert (result.exit_code, "marked-overwrites" in result.output) == (1, True)
    result = run("check-data", "办法.yaml", one, "采集表/县扶贫办.xlsx", "--marked", "退回")
    assert (result.exit_code, "marked-same-name" in result.output) == (1, True)
    result = run("check-data", "办法.yaml", "数据.csv", "--marked", "退回")
    assert (result.exit_code, "marked-no-workbook" in result.output) == (1, True)
    assert not (folder / "退回").exists()
