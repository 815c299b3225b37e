"""Numbers and names that nothing accounts for are refused, wherever a template gets them from."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import pytest

from engine.problem import Problem
from notices import Request, compose
from notices.errors import Orphan
from notices.wording.tracing import Names, accounted_for, orphans

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "{% import 'parts.md.j2' as part with context %}{{ part.head(['样例标题'], style='无', numbered=false) }}\n\n"


def refused(result: dict[str, Any], folder: Path, wording: str, kind: str = "notification") -> Problem:
    (folder / f"{kind}.md.j2").write_text(HEAD + wording, "utf-8")
    with pytest.raises(Orphan) as raised:
        list(compose(result, Request([kind], templates=folder)))
    (problem,) = raised.value.problems
    assert problem.place.file == f"{kind}.md.j2"
    return problem


def accepted(result: dict[str, Any], folder: Path, wording: str, kind: str = "notification") -> None:
    (folder / f"{kind}.md.j2").write_text(HEAD + wording, "utf-8")
    assert list(compose(result, Request([kind], templates=folder)))


def test_a_number_that_a_template_computes(result: dict[str, Any], tmp_path: Path) -> None:
    problem = refused(result, tmp_path, "共{{ unit.points | length + 7001 }}项。")
    assert (problem.code, problem.place.unit) == ("template-orphan", "样例甲镇")
    assert problem.what.values == {"found": ["7005"]}


def test_a_number_put_together(result: dict[str, Any], tmp_path: Path) -> None:
    problem = refused(result, tmp_path, "{{ '8' ~ '9.98' }}")
    assert problem.what.values == {"found": ["89.98"]}


def test_the_name_of_another_unit(result: dict[str, Any], tmp_path: Path) -> None:
    problem = refused(result, tmp_path, "前一名是样例{{ '乙' }}镇。")
    assert problem.what.values == {"found": ["样例乙镇"]}


def test_numbers_of_the_template_and_of_the_facts(result: dict[str, Any], tmp_path: Path) -> None:
    accepted(
        result,
        tmp_path,
        "满分100分，{{ unit.unit }}{{ unit.total }}分，共{{ unit.points | length }}项，{{ '3' }}日内。",
    )


def test_a_document_about_all_may_name_all(result: dict[str, Any], tmp_path: Path) -> None:
    accepted(result, tmp_path, "{% for unit in units %}{{ unit.unit }}{{ unit.total }}；{% endfor %}", "results")


def test_days_and_amounts_as_filters_write_them() -> None:
    none = Names([])
    may = accounted_for(none, {"on": datetime.date(2016, 3, 5), "amount": "170000", "days": [1, 2, 3, 4]})
    assert orphans(["2016年3月5日", "17万元", "共4天"], none, may) == []
    assert orphans(["2016年3月6日", "18万元", "共5天"], none, may) == ["6", "18"]


def test_true_is_no_number() -> None:
    assert accounted_for(Names([]), {"final": True, "nothing": None}).numbers == {"2"}


def test_a_name_within_another_name() -> None:
    names = Names(["样例镇", "样例镇东"])
    may = accounted_for(names, "样例镇东")
    assert orphans(["样例镇东得分"], names, may) == []
    assert orphans(["样例镇得分"], names, may) == ["样例镇"]
