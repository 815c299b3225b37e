"""The charts of result.xlsx, read back from the parts of the file."""

import copy
import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest

import locales
import workbooks

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locales, "_in_use", "en")


def charts(content: bytes) -> list[ElementTree.Element]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = [name for name in package.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
        names.sort(key=lambda name: int(re.sub(r"\D", "", name)))
        return [ElementTree.fromstring(package.read(name)) for name in names]


def title(chart: ElementTree.Element) -> str:
    found = chart.find(f"{CHART}chart/{CHART}title")
    assert found is not None
    return "".join(text.text or "" for text in found.iter(f"{DRAWING}t"))


def fills(chart: ElementTree.Element) -> list[str]:
    return [
        str(colour.get("val"))
        for point in chart.iter(f"{CHART}dPt")
        for fill in point.findall(f"{CHART}spPr/{DRAWING}solidFill")
        for colour in fill.iter(f"{DRAWING}srgbClr")
    ]


def drawn(content: bytes, chart: ElementTree.Element, part: str) -> list[Any]:
    """The cells that a chart reads: ``cat`` or ``val``."""
    formula = next(each.text or "" for each in chart.iter(f"{CHART}{part}") for each in each.iter(f"{CHART}f"))
    sheet, _, cells = formula.rpartition("!")
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [cell.value for row in book[sheet.strip("'")][cells.replace("$", "")] for cell in row]


def bounds(chart: ElementTree.Element) -> tuple[str, str]:
    found = [each for each in chart.iter(f"{CHART}scaling") if each.find(f"{CHART}max") is not None]
    (scaling,) = found
    return tuple(str(scaling.find(f"{CHART}{end}").get("val")) for end in ("min", "max"))  # type: ignore[union-attr,return-value]


def many(result: dict[str, Any], count: int) -> dict[str, Any]:
    """So many units, each a point behind the one before."""
    result["units"] = [
        {**copy.deepcopy(result["units"][2]), "unit": f"样例{n}镇", "rank": n, "total": f"{1000 - n}.50"}
        for n in range(1, count + 1)
    ]
    return result


def test_the_grades_as_columns_in_their_colours(result: dict[str, Any]) -> None:
    content = workbooks.result_xlsx(result)
    grades = charts(content)[0]
    assert title(grades) == "Units by grade"
    assert drawn(content, grades, "cat") == ["好", "较好", "一般", "较差"]
    assert drawn(content, grades, "val") == [2, 1, 0, 1]
    assert fills(grades) == ["C9E4C5", "DCEBF7", "FFF1C9", "F8CFC0"]


def test_the_ranked_units_as_bars_with_rank_and_grade_in_words(result: dict[str, Any]) -> None:
    content = workbooks.result_xlsx(result)
    (_grades, ranking) = charts(content)
    assert title(ranking) == "Totals by rank"
    assert drawn(content, ranking, "cat") == ["1  样例甲镇  好", "2  样例乙镇  好", "3  样例丙镇  较好"]
    assert drawn(content, ranking, "val") == [100, 91.35, 80]
    assert fills(ranking) == ["C9E4C5", "C9E4C5", "DCEBF7"]
    assert bounds(ranking) == ("70", "110")
    orientations = [each.get("val") for each in ranking.iter(f"{CHART}orientation")]
    assert orientations == ["maxMin", "minMax"]


def test_forty_units_stand_on_one_chart(result: dict[str, Any]) -> None:
    content = workbooks.result_xlsx(many(result, 40))
    (_grades, ranking) = charts(content)
    assert len(drawn(content, ranking, "cat")) == 40


def test_of_more_units_the_first_and_the_last_are_shown_and_it_is_said(result: dict[str, Any]) -> None:
    content = workbooks.result_xlsx(many(result, 41))
    _grades, first, last = charts(content)
    assert (title(first), title(last)) == ("Totals by rank · the first 20", "Totals by rank · the last 20")
    assert [drawn(content, first, "cat")[n] for n in (0, 19)] == ["1  样例1镇  较好", "20  样例20镇  较好"]
    assert [drawn(content, last, "cat")[n] for n in (0, 19)] == ["22  样例22镇  较好", "41  样例41镇  较好"]
    assert drawn(content, last, "val")[0] == 978.5
    assert bounds(first) == bounds(last) == ("930", "1000")
    book = openpyxl.load_workbook(io.BytesIO(content))
    shown = [cell.value for row in book["Ranking chart"].iter_rows() for cell in row]
    assert "Of 41, the first 20 and the last 20 are shown." in shown


def test_each_group_that_is_ranked_apart_has_a_chart_of_its_own(result: dict[str, Any]) -> None:
    result["inputs"]["ruleset"] = "ranking: {by: total, within: 类}\nattributes: {类: {one_of: [山, 川]}}\n"
    result["inputs"]["data"]["units"]["类"] = ["山", "川", "川", "山", "山"]
    result["units"][1]["rank"], result["units"][2]["rank"] = 1, 2
    content = workbooks.result_xlsx(result)
    _grades, hills, valley = charts(content)
    assert [title(each) for each in (hills, valley)] == ["Totals by rank: 山", "Totals by rank: 川"]
    assert drawn(content, valley, "cat") == ["1  样例乙镇  好", "2  样例丙镇  较好"]
    names = openpyxl.load_workbook(io.BytesIO(content)).sheetnames
    assert names[1:4] == ["Grades chart", "Ranking chart·山", "Ranking chart·川"]


def test_where_nobody_is_scored_or_ranked_nothing_is_drawn(result: dict[str, Any]) -> None:
    for unit in result["units"]:
        unit["rank"] = None
    assert [title(each) for each in charts(workbooks.result_xlsx(result))] == ["Units by grade"]
    result["units"] = []
    assert charts(workbooks.result_xlsx(result)) == []


def test_names_and_groups_never_become_formulas(result: dict[str, Any]) -> None:
    result["inputs"]["ruleset"] = "ranking: {by: total, within: 类}\nattributes: {类: {one_of: [=A1]}}\n"
    result["inputs"]["data"]["units"]["类"] = ["=A1"] * 5
    result["units"][0]["unit"] = "=1+1"
    result["inputs"]["data"]["units"]["unit"][0] = "=1+1"
    content = workbooks.result_xlsx(result)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert title(charts(content)[1]) == "Totals by rank: =A1"


def test_the_same_result_gives_the_same_charts(result: dict[str, Any]) -> None:
    many(result, 41)
    assert workbooks.result_xlsx(result) == workbooks.result_xlsx(result)
