import pytest

from tests.workbooks.collecting import RULESET
from workbooks.collection.recognition import cover_of, cut, mismatches
from workbooks.grid import Grid

COVER = [["", "规则集：", "考核", ""], ["", "版本", "", "1"], ["x", "", "", ""], ["", "规则集摘要", RULESET.digest, ""]]


def grid(*rows: list[str], first: int = 1, **known: object) -> Grid:
    return Grid(list(enumerate(rows, first)), "a.xlsx", "某表", **known)  # type: ignore[arg-type]


def test_a_cover_is_known_by_its_labels_wherever_they_stand() -> None:
    cover = cover_of(grid(*COVER, ["", "期间", "2016", ""]))
    assert cover is not None
    assert (cover.ruleset, cover.version, cover.digest, cover.period) == ("考核", "1", RULESET.digest, "2016")
    assert list(mismatches(cover, RULESET, "2016")) == []
    assert list(mismatches(cover, RULESET, None)) == []


@pytest.mark.parametrize("rows", [COVER[:3], COVER[1:], [["单位", "件数"], ["样例甲镇", "1"]]])
def test_a_worksheet_without_scheme_or_digest_is_no_cover(rows: list[list[str]]) -> None:
    assert cover_of(grid(*rows)) is None


FORM = [
    ["考核2016年度数据采集表", "", ""],
    ["单位", "件数", "备注"],
    ["计量单位", "件", ""],
    ["样例甲镇", "1", "如数"],
    ["", "", "另见附件"],
    ["填报人", "样例经办人", ""],
    ["审核人", "", ""],
    ["填报日期：", "", "2017-01-10"],
]


def test_the_table_stands_between_its_header_and_the_sign_off() -> None:
    found = cut(grid(*FORM, merged=("A1:C1", "B4:B5", "A5:A6", "B6:C7")))
    assert found is not None
    assert found.headers == {"单位", "件数", "备注"}
    assert found.signed == ("样例经办人", "2017-01-10")
    assert found.unsigned() is None
    table = found.without_remarks({"件数"})
    assert table.rows == [(2, ["单位", "件数", ""]), (4, ["样例甲镇", "1", ""])]
    assert table.merged == ["A1:C1", "B4:B5", "A5:A6"]
    assert found.without_remarks({"件数", "备注"}).rows[-1] == (5, ["", "", "另见附件"])


@pytest.mark.parametrize(
    ("rows", "signed"),
    [
        ([["填报人：样例经办人", ""], ["填报日期:2017-01-10", ""]], ("样例经办人", "2017-01-10")),
        ([["填报人：样例经办人", "审核人：", "填报日期：", "2017-01-10"]], ("样例经办人", "2017-01-10")),
        ([["填报人", "审核人", "样例审核人", "填报日期"]], ("", "")),
        ([["Filled in by", "", "样例经办人"], ["Filled in on", "2017-01-10", ""]], ("样例经办人", "2017-01-10")),
    ],
)
def test_ways_to_sign(rows: list[list[str]], signed: tuple[str, str]) -> None:
    found = cut(grid(["单位", "件数", "", ""], ["样例甲镇", "1", "", ""], *rows))
    assert found is not None
    assert (found.signed, [row for row, _ in found.grid.rows]) == (signed, [1, 2])


def test_a_sign_off_without_name_or_date_is_a_warning() -> None:
    found = cut(grid(*FORM[:6]))
    assert found is not None
    unsigned = found.unsigned()
    assert unsigned is not None
    assert (unsigned.code, unsigned.severity, unsigned.place.sheet) == ("sheet-unsigned", "warning", "某表")


def test_a_worksheet_without_sign_off_asks_for_none() -> None:
    found = cut(grid(*FORM[:4]))
    assert found is not None
    assert (found.signed, found.unsigned()) == (None, None)


def test_a_worksheet_without_a_column_of_units_is_no_table() -> None:
    assert cut(grid(["随便", "写写"])) is None
    assert cut(grid()) is None


@pytest.mark.parametrize(
    ("header", "moved"),
    [
        (["单位", "甲", "乙", "丙"], None),
        (["甲", "单位", "乙", "其他", "丙"], None),
        (["单位", "甲", "丙"], None),
        (["单位", "乙", "丙", "甲"], "甲"),
        (["单位", "丙", "甲", "乙"], "丙"),
    ],
)
def test_columns_that_were_moved_are_named(header: list[str], moved: str | None) -> None:
    found = cut(grid(header, ["样例甲镇", *header[1:]]))
    assert found is not None
    told = found.moved({"甲": 1, "乙": 2, "丙": 3})
    assert (None if told is None else str(told.what)) == (
        None if moved is None else f"Columns were moved, and read by their headers: {moved}."
    )
