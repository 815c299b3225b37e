"""What a template may do and not do, and what may stand in its Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices import NoticeError, Request, compose
from notices.document import Heading, Paragraph, Table, plain
from notices.errors import (
    ForbiddenInTemplate,
    NotAResult,
    TemplateEndless,
    TemplateFailed,
    TemplateMissing,
    TemplateSyntax,
    UnknownField,
    UnknownKind,
    UnknownMarkdown,
)
from notices.wording.literal import clean, literal
from notices.wording.markdown import parse

if TYPE_CHECKING:
    from pathlib import Path

    from notices.document import Block


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [
        block.number + plain(block.text) if isinstance(block, Heading) else plain(block.text)
        for block in blocks
        if isinstance(block, Heading | Paragraph)
    ]


def fault(result: dict[str, Any], folder: Path, template: str) -> NoticeError:
    (folder / "results.md.j2").write_text(template, encoding="utf-8")
    with pytest.raises(NoticeError) as caught:
        list(compose(result, Request(["results"], templates=folder)))
    return caught.value


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__ }}",
        "{{ result.__class__ }}",
        "{{ result['__class__'] }}",
        "{{ result.units.__class__.__mro__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ self.__init__.__globals__ }}",
        "{{ units[0].points.__getitem__ }}",
        "{% set x = 'a' * 10**10 %}",
        "{{ 2 ** 100000000 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ '{0.__class__}'.format(result) }}",
    ],
)
def test_templates_cannot_reach_python(template: str, result: dict[str, Any], tmp_path: Path) -> None:
    error = fault(result, tmp_path, "一\n二\n" + template)
    assert isinstance(error, ForbiddenInTemplate)
    assert error.problems[0].place.file == "results.md.j2"
    assert error.problems[0].place.line == 3


@pytest.mark.parametrize(
    "template", ["{{ cycler }}", "{{ lipsum() }}", "{{ result.items() }}", "{{ grades[0].count }}"]
)
def test_templates_see_only_fields(template: str, result: dict[str, Any], tmp_path: Path) -> None:
    assert isinstance(fault(result, tmp_path, template), UnknownField)


@pytest.mark.parametrize(
    ("template", "found", "near"),
    [
        ("\n{{ result.untis }}", "untis", "units"),
        ("\n{{ reslt.units }}", "reslt", "result"),
        ("\n{% for unit in units %}{{ unit.totl }}{% endfor %}", "totl", "total"),
        ("\n{{ grades[0].unit }}", "unit", "units"),
        ("\n{% import 'effects.md.j2' as phrase %}{{ phrase['criticize'](1) }}", "criticize", "criticise"),
        ("\n{{ office.nummer }}", "nummer", "number"),
    ],
)
def test_an_unknown_field_is_told_with_its_line_and_the_nearest(
    template: str, found: str, near: str, result: dict[str, Any], tmp_path: Path
) -> None:
    error = fault(result, tmp_path, template)
    assert isinstance(error, UnknownField)
    (problem,) = error.problems
    assert (problem.found, problem.place.file, problem.place.line) == (found, "results.md.j2", 2)
    assert str(problem.mend) == f"Did you mean {near}?"


@pytest.mark.parametrize(
    "template",
    [
        "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
        "{% set n = namespace(t='x') %}{% for i in range(60) %}{% set n.t = n.t ~ n.t %}{% endfor %}",
        "{% set n = namespace(t=[1]) %}{% for i in range(60) %}{% set n.t = n.t + n.t %}{% endfor %}",
        "{% set n = namespace(t='x') %}{% for i in range(60) %}{% set n.t = [n.t, n.t] | join %}{% endfor %}",
        "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}",
    ],
)
def test_a_template_without_end_is_stopped(template: str, result: dict[str, Any], tmp_path: Path) -> None:
    error = fault(result, tmp_path, template)
    assert isinstance(error, TemplateEndless)
    assert error.problems[0].place.line == 1


@pytest.mark.parametrize(
    "template", ["{{ 'a'.ljust(10 ** 10) }}", "{{ (1).to_bytes(1000000000) }}", "{{ '{:>3000000000}'.format(1) }}"]
)
def test_nothing_that_fills_the_memory_is_within_reach(template: str, result: dict[str, Any], tmp_path: Path) -> None:
    assert isinstance(fault(result, tmp_path, template), ForbiddenInTemplate)


def test_filters_that_fill_the_memory_do_not_exist(result: dict[str, Any], tmp_path: Path) -> None:
    for template in (
        "{{ office | attr('x') }}",
        "{{ 'x' | center(3000000000) }}",
        "{{ 1.5 | round(1000000000) }}",
        "{{ 'x' | indent(10000000) }}",
    ):
        assert isinstance(fault(result, tmp_path, template), TemplateSyntax)


def test_other_faults_of_templates(result: dict[str, Any], tmp_path: Path) -> None:
    syntax = fault(result, tmp_path, "一\n{% if %}")
    assert isinstance(syntax, TemplateSyntax)
    assert syntax.problems[0].place.line == 2
    assert isinstance(fault(result, tmp_path, "{% include 'none.md.j2' %}"), TemplateMissing)
    assert isinstance(fault(result, tmp_path, "{% include '../../setup.cfg' %}"), TemplateMissing)
    assert isinstance(fault(result, tmp_path, "{{ 1 / 0 }}"), TemplateFailed)


@pytest.mark.parametrize(
    "text", ["[甲](乙)", "> 甲", "```foot\nx: 1\n```", "```head\nname: 1\n```", "**甲", "# 甲", "---"]
)
def test_marks_that_documents_do_not_have(text: str, result: dict[str, Any], tmp_path: Path) -> None:
    error = fault(result, tmp_path, "一\n\n" + text)
    assert isinstance(error, UnknownMarkdown)
    assert error.problems[0].place.line == 3


def test_a_template_of_the_office_goes_first(result: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "effects.md.j2").write_text("{% macro rate(e) %}本县措辞{% endmacro %}", encoding="utf-8")
    for unit in result["units"]:
        unit["consequences"] = [each for each in unit["consequences"] if each["effect"] == "rate"]
    (notice,) = compose(result, Request(["results"], templates=tmp_path))
    assert any("本县措辞" in line for line in texts(notice.document.body))


def test_what_is_no_result(result: dict[str, Any]) -> None:
    with pytest.raises(NotAResult):
        list(compose({}))
    result["units"][3]["total"] = "many"
    del result["period"]
    with pytest.raises(NotAResult) as caught:
        list(compose(result, Request(["results"])))
    assert {problem.place.path for problem in caught.value.problems} == {"period", "units.3.total"}


def test_an_unknown_kind(result: dict[str, Any]) -> None:
    with pytest.raises(UnknownKind) as caught:
        compose(result, Request(["result"]))
    assert str(caught.value.problems[0].mend) == "Did you mean results?"


@given(st.text())
def test_any_text_comes_out_as_it_is(text: str) -> None:
    expected = clean(text)
    document = parse(f"甲{literal(text)}乙\n\n| 表 | 头 |\n|---|---|\n| {literal(text)} | 乙 |\n", "")
    paragraph, table = document.body
    assert isinstance(paragraph, Paragraph)
    assert isinstance(table, Table)
    assert plain(paragraph.text) == f"甲{expected}乙"
    assert plain(table.rows[0][0]) == expected


@given(st.text(min_size=1))
def test_any_text_may_begin_a_paragraph_or_fill_a_field(text: str) -> None:
    expected = clean(text)
    document = parse(f"```head\nto: {literal(text)}\n```\n\n{literal(text)}\n", "")
    assert (document.head.to or "") == expected
    assert texts(document.body) == ([expected] if expected else [])
