import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

import workbooks
from engine.history import History, Record
from tests.workbooks.packages import workbook
from tests.workbooks.plain import COLUMNS, CSV, RULESET, UNITS, Write, problems


def test_the_same_data_from_any_kind_of_file(write: Write) -> None:
    files = [
        write("a.csv", CSV.encode()),
        write("b.csv", CSV.encode("gb18030")),
        write("c.txt", CSV.replace(",", "\t").encode("utf-8-sig")),
        write("d.xlsx", workbook({"Sheet1": UNITS})),
        write("e", CSV.encode()),
    ]
    data = [workbooks.read_data([file], RULESET) for file in files]
    assert all(each.units.columns == COLUMNS for each in data)
    assert len({each.digest for each in data}) == 1


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


@pytest.mark.parametrize(
    ("name", "content", "code", "what"),
    [
        ("a.xlsx", OLE, "file-kind", "This is an old Excel or WPS file (.xls, .et)."),
        ("a.xls", OLE, "file-kind", "This is an old Excel or WPS file (.xls, .et)."),
        (
            "a.xlsx",
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "workbook-encrypted",
            "The workbook is protected with a password.",
        ),
        ("a.xls", b"<html><table>", "file-kind", "This is a web page (HTML), as some systems export tables."),
        ("a.xlsx", CSV.encode(), "file-kind", "This is a text file."),
        ("a.csv", workbook({"a": UNITS}), "file-kind", "This is an Excel workbook (.xlsx)."),
        ("a.xlsx", workbook({"a": UNITS})[:3000], "workbook-damaged", "The end of the workbook is missing."),
        ("a.csv", b"%PDF-1.7", "file-kind", "This is a PDF document."),
        ("a.csv", b"unit\x00\x01", "text-control", "The file holds control characters: it is no text."),
    ],
)
def test_files_that_are_no_tables(write: Write, name: str, content: bytes, code: str, what: str) -> None:
    path = write(name, content)
    (found,) = problems(lambda: workbooks.read_data([path], RULESET))
    assert (found.code, str(found.what), found.place.file) == (code, what, str(path))


@pytest.mark.parametrize(
    "header",
    [
        "unit,period,grade,total,rank,successor",
        "单位,期间,等次,得分,名次,继承单位",
        "单位,年度,等次,得分,名次,继承单位",
    ],
)
def test_history_in_either_spelling(write: Write, header: str) -> None:
    path = write(
        "h.csv", f"{header},返贫率\n样例甲镇,2015,一般,75.5,9,样例乙镇,4.5\n样例乙镇,2015,好,,,,\n".encode("gb18030")
    )
    first, second = workbooks.read_history(path).records
    assert (first.unit, first.period, first.grade, first.total) == ("样例甲镇", "2015", "一般", "75.5")
    assert (first.rank, first.successor, first.measures) == ("9", "样例乙镇", {"返贫率": "4.5"})
    assert (second.total, second.place.line) == (None, 3)


def test_history_from_a_workbook(write: Write) -> None:
    path = write("h.xlsx", workbook({"历史": [["单位", "年度", "等次"], ["样例甲镇", 2015, "好"]]}))
    (record,) = workbooks.read_history(path).records
    assert (record.period, record.place.cell) == ("2015", "B2")


def test_history_from_an_earlier_result(write: Write, result: dict[str, Any]) -> None:
    path = write("result.json", workbooks.result_json(result))
    records = workbooks.read_history(path).records
    assert [(each.unit, each.period, each.grade) for each in records] == [
        ("样例甲镇", "2015", "好"),
        ("样例甲镇", "2016", "好"),
        ("样例乙镇", "2016", "好"),
        ("样例丙镇", "2016", "较好"),
        ("样例丁镇", "2016", "较差"),
    ]
    assert {each.place.file for each in records} == {str(path)}


def test_who_reads_an_earlier_result_may_verify_it(write: Write, result: dict[str, Any]) -> None:
    path = write("result.json", workbooks.result_json(result))
    given = []

    def of_result(found: Mapping[str, Any]) -> History:
        given.append(found)
        return History((Record("样例甲镇", "2016", "好"),))

    (record,) = workbooks.read_history(path, of_result).records
    assert (record.grade, record.place.file, given) == ("好", str(path), [result])


def test_history_that_is_none(write: Write) -> None:
    (found,) = problems(lambda: workbooks.read_history(write("h.json", b'{"a": 1}')))
    assert found.code == "result-foreign"
    found = problems(lambda: workbooks.read_history(write("h.csv", "单位,年度\n甲,2015\n".encode())))[0]
    assert found.code == "history-column-missing"


def test_decisions(write: Write) -> None:
    text = "decided_on: 2016-03-15\ndecisions:\n- {question: q, answer: 'yes', reason: 会议决定}\n"
    decisions = workbooks.read_decisions(write("d.yaml", text.encode("gb18030")))
    assert (decisions.decided_on, decisions.decisions[0].reason) == (date(2016, 3, 15), "会议决定")
    (found,) = problems(lambda: workbooks.read_decisions(write("e.yaml", b"a: [")))
    assert (found.code, found.place.line) == ("decisions-unreadable", 1)


def test_ruleset_text(write: Write) -> None:
    assert workbooks.read_ruleset_text(write("r.yaml", "ruleset: 样例\n".encode())) == "ruleset: 样例\n"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"a: 1\n" * 2_000_000, "file-too-large"),
        (workbook({"a": UNITS}), "file-kind"),
        (b"a: \x00", "text-control"),
        (b"a: \xff\xff", "text-encoding"),
        (b"", "file-empty"),
    ],
)
def test_rulesets_that_are_refused_before_they_are_parsed(write: Write, content: bytes, code: str) -> None:
    assert [each.code for each in problems(lambda: workbooks.read_ruleset_text(write("r.yaml", content)))] == [code]


def test_json_of_another_kind_is_no_table(write: Write) -> None:
    (found,) = problems(lambda: workbooks.read_data([write("a.csv", json.dumps({"unit": 1}).encode())], RULESET))
    assert (found.code, str(found.what)) == ("file-kind", "This is a JSON file.")
