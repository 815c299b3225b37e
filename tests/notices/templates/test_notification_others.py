"""A notification adds up, and tells nothing of other units and no hidden rank."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from building import measures
from county_years import YEARS, notices, of_units, rows, said, told

from notices import Office, Request, cases
from tests.notices.templates.notification import NOTIFICATION, everything, made_up

if TYPE_CHECKING:
    pass


@pytest.mark.parametrize(("scheme_name", "period"), YEARS)
def test_the_points_of_every_annex_add_up_to_the_total(scheme_name: str, period: str) -> None:
    units = {unit["unit"]: unit for unit in told(scheme_name, period)["units"]}
    for name, notice in notices(NOTIFICATION, scheme_name, period).items():
        _, *found = rows(notice.document.annexes[0].blocks)
        names = [row[0] for row in found]
        sums = names.index("指标得分合计")
        columns = {
            title: [Decimal(row[place].replace("—", "0")) for row in found]
            for place, title in enumerate(("满分", "得分", "失分"), 1)
        }
        for title, column in columns.items():
            assert sum(column[:sums]) == column[sums], (name, title)
        assert columns["满分"][sums] == 100
        assert all(
            full == earned + lost
            for full, earned, lost in zip(*(column[:sums] for column in columns.values()), strict=True)
        )
        assert sum(columns["得分"][sums:-1]) == columns["得分"][-1] == Decimal(units[name]["total"])
        assert names[:sums] == list(units[name]["points"])


@pytest.mark.parametrize(("scheme_name", "period"), YEARS)
def test_no_unit_reads_of_another(scheme_name: str, period: str) -> None:
    found = notices(NOTIFICATION, scheme_name, period)
    assert len(found) == {"township": 18, "department": 19}[scheme_name]
    for name, notice in found.items():
        assert name in everything(notice)
        assert [other for other in found if other != name and other in everything(notice)] == []


@pytest.mark.parametrize(("scheme_name", "period"), YEARS)
def test_a_hidden_rank_stands_nowhere(scheme_name: str, period: str) -> None:
    shown = notices(NOTIFICATION, scheme_name, period)
    assert all("列第" in everything(notice) for notice in shown.values())
    for notice in notices(NOTIFICATION, scheme_name, period, show_ranks=False).values():
        assert re.search("第[0-9]+名|名次|排名|并列", everything(notice)) is None


def test_nor_do_other_units_or_a_hidden_rank_reach_a_template() -> None:
    hidden = Request([NOTIFICATION], Office(show_ranks=False))
    found = {str(case.subject.name): case.facts for case in cases(told("township", "2017"), hidden)}
    for name, facts in found.items():
        assert [other for other in found if other != name and other in str(facts)] == []
        assert facts["unit"]["rank"] is None
        assert [line["name"] for line in facts["unit"]["explanation"]["standing"]] == ["等次"]
    (question,) = found["样例·沙湾镇"]["unit"]["explanation"]["questions"]
    assert (question["name"], question["how"]) == ("prizes", None)


def test_nor_does_a_warning_tell_a_hidden_rank() -> None:
    result = made_up(
        {"分": "99 98", "奖": "5 4"},
        measures=measures("分", "奖", like="{unit: 件, between: [0, 100]}"),
        scoring="{full_marks: 100, total: {between: [0, 100]}}",
        adjustments="- {name: 加分, bonus: 奖, source: 文}",
    )
    lines = said(of_units(result, NOTIFICATION)["甲"].document.body)
    assert "甲 与其他单位并列第1名，仅因总分按限值计算；限值前的总分为 104.00。" in lines
    hidden = of_units(result, NOTIFICATION, Office(show_ranks=False))["甲"]
    assert "四、异议的提出" in said(hidden.document.body)
    assert re.search("第[0-9]+名|名次|排名|并列", everything(hidden)) is None
