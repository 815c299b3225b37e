from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.data import Sheet
from engine.problem import Severity
from engine.publication import Columns, Convention, check

RANKED = Columns("得分", "名次")


def table(*rows: tuple[str, ...], headers: tuple[str, ...] = ("unit", "得分", "名次")) -> Sheet:
    return Sheet.from_rows(dict(zip(headers, row, strict=True)) for row in rows)


def ranked(*pairs: tuple[str, str]) -> Sheet:
    """Units 甲, 乙, … with their scores and ranks."""
    return table(*((unit, *pair) for unit, pair in zip("甲乙丙丁戊己庚辛", pairs, strict=False)))


def codes(sheet: Sheet, columns: Columns = RANKED) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.place.unit) for finding in check(sheet, columns).findings]


def test_ranks_that_follow():
    publication = check(ranked(("90.5", "2"), ("95", "1"), ("80", "3")), RANKED)
    assert publication.follows
    assert publication.findings == ()
    assert publication.conventions == ()
    assert [(judged.row.unit, judged.expected) for judged in publication.rows] == [("甲", 2), ("乙", 1), ("丙", 3)]


@pytest.mark.parametrize(
    ("ranks", "conventions"),
    [
        ("1 2 2 4", [Convention.COMPETITION]),
        ("1 2 2 3", [Convention.DENSE]),
        ("1 3 3 4", [Convention.MODIFIED]),
        ("1 2 3 4", [Convention.ORDINAL]),
        ("1 3 2 4", [Convention.ORDINAL]),
    ],
)
def test_the_convention_of_ties_is_found_out(ranks, conventions):
    publication = check(ranked(*zip(("90", "87", "87.0", "80"), ranks.split(), strict=True)), RANKED)
    assert list(publication.conventions) == conventions
    assert [judged.expected for judged in publication.rows] == [int(rank) for rank in ranks.split()]
    assert publication.follows == (conventions != [Convention.ORDINAL])


def test_a_tie_at_the_end_leaves_the_convention_open():
    publication = check(ranked(("90", "1"), ("87", "2"), ("87", "2")), RANKED)
    assert list(publication.conventions) == [Convention.COMPETITION, Convention.DENSE]
    assert publication.follows


def test_a_tie_that_nothing_decides():
    (finding,) = check(ranked(("90", "1"), ("87", "2"), ("87", "3"), ("80", "4")), RANKED).findings
    assert finding.code == "table-tie-broken"
    assert str(finding.what) == "乙, 丙 have the same score 87, but different ranks: no score decides between them."
    assert (finding.found, str(finding.expected)) == ("2, 3", "rank 2 for each of them")
    assert (finding.place.line, finding.place.unit, finding.place.measure) == (3, "乙", "名次")


def test_a_broken_tie_where_other_ties_share_their_rank():
    publication = check(ranked(("90", "1"), ("90", "1"), ("87", "3"), ("87", "4"), ("80", "5")), RANKED)
    assert list(publication.conventions) == [Convention.COMPETITION, Convention.ORDINAL]
    (finding,) = publication.findings
    assert (finding.code, finding.place.unit, finding.found) == ("table-rank-differs", "丁", "4")
    assert str(finding.expected) == "rank 3"
    assert str(finding.what).endswith("units with a higher score: 2, with the same: 丙.")


def test_two_ranks_swapped():
    assert codes(ranked(("90", "1"), ("88", "3"), ("89", "2"), ("80", "4"))) == []
    assert codes(ranked(("90", "1"), ("88", "2"), ("89", "3"), ("80", "4"))) == [
        ("table-rank-differs", "乙"),
        ("table-rank-differs", "丙"),
    ]


def test_a_rank_that_nobody_has():
    publication = check(ranked(("90", "1"), ("88", "2"), ("87", "4"), ("80", "5")), RANKED)
    found = [(one.code, one.found, str(one.expected)) for one in publication.findings]
    assert found == [("table-rank-gap", "4", "rank 3"), ("table-rank-differs", "5", "rank 4")]


def test_a_rank_twice_for_different_scores():
    (finding,) = check(ranked(("90", "1"), ("88", "2"), ("87.99", "2"), ("80", "4")), RANKED).findings
    assert finding.code == "table-rank-twice"
    what = "丙 has the same rank as 乙, but another score, 87.99: units with a higher score: 2."
    assert (str(finding.what), finding.found, str(finding.expected)) == (what, "2", "rank 3")


def test_many_with_one_rank_are_counted():
    sheet = table(*((f"样例{number}镇", str(number // 2), "1") for number in range(14)))
    found = {one.place.unit: str(one.what) for one in check(sheet, RANKED).findings}
    assert len(found) == 12
    assert found["样例2镇"] == (
        "样例2镇 has the same rank as 样例0镇, 样例1镇, 样例4镇, 样例5镇, 样例6镇, 样例7镇, 样例8镇, 样例9镇, "
        "样例10镇, 样例11镇 and 2 more, but another score, 1: units with a higher score: 10, with the same: 样例3镇."
    )


@pytest.mark.parametrize("score", ["{number}", "90"])
def test_a_table_of_one_rank_is_not_gone_through_for_each_of_its_rows(score):
    rows = [(f"样例{number}镇", score.format(number=number), "2") for number in range(10_000)]
    assert len(check(table(*rows), RANKED).findings) == 9_999


def test_ranks_missing_and_no_whole_numbers():
    publication = check(ranked(("90", "第1名"), ("88", ""), ("87", "三"), ("86", "4.0"), ("80", "5")), RANKED)
    found = [(one.code, one.found, str(one.expected)) for one in publication.findings]
    assert found == [
        ("table-rank-missing", None, "rank 2"),
        ("table-rank-not-whole", "三", "rank 3"),
        ("table-rank-not-whole", "4.0", "rank 4"),
    ]


def test_the_rank_of_a_unit_without_score_is_kept_for_it():
    sheet = ranked(("90", "1"), ("", "2"), ("８８", "3"), ("87", "4"), ("87", "4"), ("80", "6"))
    publication = check(sheet, RANKED)
    assert [(one.code, one.place.measure) for one in publication.findings] == [
        ("table-score-missing", "得分"),
        ("table-score-not-a-number", "得分"),
    ]
    assert str(publication.findings[1].mend) == "Type 88."
    assert [judged.expected for judged in publication.rows] == [1, 2, 3, 4, 4, 6]


def test_a_unit_without_score_is_none_with_another_score():
    sheet = ranked(("90", "1"), ("", "2"), ("88", "2"), ("87", "4"))
    assert codes(sheet) == [("table-score-missing", "乙"), ("table-rank-gap", "丙")]


def test_rows_that_are_no_ranked_units_are_told():
    sheet = table(("甲", "90", "1"), ("乙", "—", "/"), ("合 计", "170", ""), ("丙", "80", "2"), ("", "", "注：略"))
    publication = check(sheet, RANKED)
    assert codes(sheet) == [
        ("table-row-left-out", "乙"),
        ("table-total-row", "合 计"),
        ("table-row-left-out", ""),
    ]
    assert {finding.severity for finding in publication.findings} == {Severity.NOTE}
    assert publication.follows
    assert [judged.row.unit for judged in publication.rows] == ["甲", "丙"]


def test_a_table_without_units():
    assert codes(table(("合计", "170", ""))) == [("table-total-row", "合计"), ("table-without-units", None)]
    assert not check(table(("合计", "170", "")), RANKED).follows


def test_units_blank_and_twice():
    sheet = table(("甲", "90", "1"), ("", "85", "2"), ("甲", "80", "3"))
    assert codes(sheet) == [("table-unit-blank", ""), ("table-unit-twice", "甲")]
    assert str(check(sheet, RANKED).findings[1].mend) == "Keep one of them; the other is 2 甲."


@pytest.mark.parametrize(
    ("remarks", "mend"),
    [
        ("aba", "Keep one of them; the other is 2 甲."),
        ("abb", "If the units are ranked anew for each 备注, add --within 备注."),
        ("abc", "Keep one of them; the other is 2 甲."),
    ],
)
def test_a_column_that_perhaps_tells_apart_has_a_text_more_than_once(remarks, mend):
    rows = zip("甲乙甲", ("90", "80", "80"), "122", remarks, strict=True)
    (finding,) = check(table(*rows, headers=("unit", "得分", "名次", "备注")), RANKED).findings
    assert (finding.code, str(finding.mend)) == ("table-unit-twice", mend)


def test_groups_are_ranked_apart():
    headers = ("月份", "unit", "得分", "名次", "备注")
    rows = [
        ("1月", "甲", "90", "1", "a"),
        ("1月", "乙", "80", "2", "b"),
        ("2月", "乙", "95", "1", "c"),
        ("2月", "甲", "70", "2", "d"),
    ]
    assert codes(table(*rows, headers=headers), Columns("得分", "名次", "月份")) == []
    mends = [str(one.mend) for one in check(table(*rows, headers=headers), RANKED).findings if one.mend]
    assert mends == ["If the units are ranked anew for each 月份, add --within 月份."] * 2
    blank = table(*rows, ("", "丙", "60", "1", "e"), headers=headers)
    assert codes(blank, Columns("得分", "名次", "月份")) == [("table-group-blank", "丙")]


def test_one_convention_for_all_groups():
    headers = ("月份", "unit", "得分", "名次")
    rows = [
        ("1月", unit, score, rank) for unit, score, rank in zip("甲乙丙丁", ("9", "9", "8", "7"), "1134", strict=True)
    ]
    rows += [("2月", unit, score, rank) for unit, score, rank in zip("甲乙丙", ("9", "9", "8"), "112", strict=True)]
    publication = check(table(*rows, headers=headers), Columns("得分", "名次", "月份"))
    assert list(publication.conventions) == [Convention.COMPETITION]
    assert [(one.place.line, one.found, str(one.expected)) for one in publication.findings] == [(8, "2", "rank 3")]


def test_scores_in_percent():
    assert codes(ranked(("95.5%", "1"), ("95.45%", "2"))) == []
    assert codes(ranked(("95.5%", "1"), ("95.45", "2"))) == [("table-score-not-a-number", "甲")]


def test_scores_are_exact():
    assert codes(ranked(("90.00000000000000000001", "1"), ("90", "2"))) == []
    assert codes(ranked(("90.00000000000000000001", "1"), ("90", "1"))) == [("table-rank-twice", "乙")]


def test_without_ranks_they_are_computed():
    publication = check(
        table(("甲", "90"), ("乙", "87"), ("丙", "87"), ("丁", "-3"), headers=("unit", "得分")), Columns("得分")
    )
    assert [(judged.expected, judged.others and str(judged.others)) for judged in publication.rows] == [
        (1, None),
        (2, "丙"),
        (2, "乙"),
        (4, None),
    ]
    assert publication.conventions == ()
    assert publication.follows


def test_without_ranks_the_order_of_the_rows_is_checked():
    sheet = table(("甲", "87"), ("乙", "90"), ("丙", "85"), headers=("unit", "得分"))
    (finding,) = check(sheet, Columns("得分")).findings
    assert (finding.code, finding.severity, finding.place.line) == ("table-order", Severity.WARNING, 3)
    assert str(finding.what) == "乙 with 90 stands below 甲 with 87."
    assert not check(sheet, Columns("得分")).follows


SCORES = st.lists(st.decimals(0, 110, places=2) | st.sampled_from([Decimal("87"), Decimal("88.5")]), min_size=2)


def competition(scores: list[Decimal]) -> list[int]:
    return [1 + sum(other > score for other in scores) for score in scores]


def published(scores: list[Decimal], ranks: list[int]) -> Sheet:
    return table(*((f"样例{number}镇", f"{score:f}", str(ranks[number])) for number, score in enumerate(scores)))


@given(SCORES)
def test_competition_ranks_give_no_finding(scores):
    publication = check(published(scores, competition(scores)), RANKED)
    assert publication.findings == ()
    assert [judged.expected for judged in publication.rows] == competition(scores)


@given(SCORES, st.data())
def test_two_different_ranks_swapped_always_give_a_finding(scores, data):
    ranks = competition(scores)
    assume(len(set(ranks)) > 1)
    one, other = data.draw(
        st.tuples(*[st.integers(0, len(ranks) - 1)] * 2).filter(lambda pair: ranks[pair[0]] != ranks[pair[1]])
    )
    ranks[one], ranks[other] = ranks[other], ranks[one]
    assert not check(published(scores, ranks), RANKED).follows


@given(SCORES, st.randoms())
def test_the_order_of_the_rows_changes_no_rank(scores, random):
    rows = [
        (f"样例{number}镇", f"{score:f}", str(rank))
        for number, (score, rank) in enumerate(zip(scores, competition(scores), strict=True))
    ]
    random.shuffle(rows)
    assert check(table(*rows), RANKED).findings == ()
