"""The groups of a result are those that the engine ranked."""

from building import county, run, scheme

from engine.groups import ranking_groups
from engine.result import as_plain


def test_a_blank_cell_is_of_the_group_that_the_ruleset_says() -> None:
    ruleset = scheme(attributes="{类: {one_of: [山, 川], missing: 川}}", ranking="{by: total, within: 类, source: 文}")
    found = run(ruleset, county(分="90 80 70", 类=["山", "", " 川 "]))
    assert ranking_groups(as_plain(found)) == {"甲": "山", "乙": "川", "丙": "川"}
    assert [found.rank(unit) for unit in range(3)] == [1, 1, 2]


def test_a_column_that_nobody_reported_is_blank() -> None:
    ruleset = scheme(attributes="{类: {one_of: [山, 川], missing: 川}}", ranking="{by: total, within: 类, source: 文}")
    assert ranking_groups(as_plain(run(ruleset, county(分="90 80")))) == {"甲": "川", "乙": "川"}


def test_without_groups_there_are_none() -> None:
    assert ranking_groups(as_plain(run(scheme(), county(分="90")))) == {}
