"""`kaoping workbook`: what departments get, as a user asks for it."""

import openpyxl
import pytest

import locales


@pytest.fixture(autouse=True)
def in_chinese(in_english, folder, monkeypatch):
    monkeypatch.setenv("KAOPING_LANG", "zh_CN")
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    monkeypatch.setattr(locales, "_in_use", None)
    text = (folder / "办法.yaml").read_text("utf-8")
    text = text.replace("任务户数: {unit: 户,", "任务户数: {unit: 户, reported_by: 县委/扶贫办,")
    text = text.replace("完成户数: {unit: 户,", "完成户数: {unit: 户, reported_by: 县委*扶贫办,")
    (folder / "办法.yaml").write_text(text, "utf-8")
    (folder / "乡镇.csv").write_text("单位\n样例甲镇\n样例乙镇\n", "utf-8")


GIVEN = ("办法.yaml", "--units", "乡镇.csv", "--period", "2016")


def test_one_workbook_for_all(run, folder):
    result = run("workbook", *GIVEN, "--due", "2017-01-20", "-o", "采集表.xlsx")
    assert (result.exit_code, result.output) == (0, "已写入：采集表.xlsx\n")
    book = openpyxl.load_workbook(folder / "采集表.xlsx")
    assert book.sheetnames == ["封面", "单位", "县委_扶贫办", "县委_扶贫办_2", "考核办公室", "测评票"]
    assert book["封面"]["B8"].value == "2017-01-20"
    assert [cell.value for cell in book["单位"]["A"]][-2:] == ["样例甲镇", "样例乙镇"]


def test_a_workbook_for_each_department_even_if_their_names_are_alike(run, folder):
    result = run("workbook", *GIVEN, "--split", "-o", "采集表")
    assert result.exit_code == 0
    assert sorted(path.name for path in (folder / "采集表").iterdir()) == [
        "县委_扶贫办.xlsx",
        "县委_扶贫办_2.xlsx",
        "考核办公室.xlsx",
    ]
    book = openpyxl.load_workbook(folder / "采集表/县委_扶贫办_2.xlsx")
    assert book.sheetnames == ["封面", "单位", "县委_扶贫办_2"]


def test_the_same_twice(run, folder):
    for name in ("a.xlsx", "b.xlsx"):
        run("workbook", *GIVEN, "-o", name)
    assert (folder / "a.xlsx").read_bytes() == (folder / "b.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("units", "code"),
    [
        ("单位\n样例甲镇\n样例甲镇\n", "data-unit-twice"),
        ("单位\n合计\n", "data-total-row"),
        ("单位\n", "data-empty"),
        ("名称\n样例甲镇\n", "unit-column-missing"),
    ],
)
def test_units_that_cannot_be_used(run, folder, units, code):
    (folder / "乡镇.csv").write_text(units, "utf-8")
    result = run("workbook", *GIVEN, "-o", "采集表.xlsx")
    assert result.exit_code == 1
    assert code in result.output
    assert not (folder / "采集表.xlsx").exists()


def test_other_columns_of_the_units_are_told(run, folder):
    (folder / "乡镇.csv").write_text("单位,联系人\n样例甲镇,某某\n", "utf-8")
    result = run("workbook", *GIVEN, "-o", "采集表.xlsx")
    assert (result.exit_code, "units-column-unknown" in result.output) == (0, True)


def test_a_period_that_the_scheme_does_not_assess(run):
    result = run("workbook", "办法.yaml", "--units", "乡镇.csv", "--period", "2016Q2", "-o", "采集表.xlsx")
    assert (result.exit_code, "period-kind" in result.output) == (1, True)


def test_what_may_be_filled_in_already_is_not_overwritten(run, folder):
    assert run("workbook", *GIVEN, "--split", "-o", "采集表").exit_code == 0
    (folder / "采集表/考核办公室.xlsx").write_bytes(b"filled in")
    result = run("workbook", *GIVEN, "--split", "-o", "采集表")
    assert result.exit_code == 1
    assert result.output.count("workbook-exists") == 3
    assert (folder / "采集表/考核办公室.xlsx").read_bytes() == b"filled in"
