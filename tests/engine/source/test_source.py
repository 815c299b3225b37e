"""From YAML to a ruleset: every problem at once, in plain words, where it stands."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import source
from engine.problem import Problem, Problems, Severity
from engine.source import document, findings, load
from engine.source.document import read

EXAMPLE = (Path(__file__).parents[1] / "example.yaml").read_text("utf-8")


def places(problems: list[Problem]) -> list[tuple[str, int | None, int | None]]:
    return [(each.code, each.place.line, each.place.column) for each in problems]


def broken(text: str) -> Problem:
    with pytest.raises(Problems) as caught:
        read(text)
    (problem,) = caught.value.problems
    return problem


def test_example_loads_and_remembers_its_text() -> None:
    ruleset = load(EXAMPLE)
    assert ruleset.ruleset == "通渭县乡镇精准扶贫业绩考核"
    assert ruleset.text == EXAMPLE
    assert ruleset.digest == load(EXAMPLE + "# 注\n").digest
    assert ruleset.digest != load(EXAMPLE.replace("from: 70", "from: 71")).digest


def test_the_example_is_reported_where_the_text_leaves_a_gap() -> None:
    (note,) = findings(EXAMPLE, "例.yaml")
    assert str(note.place) == "例.yaml:44:5 grades.较差"
    assert note.severity is Severity.NOTE
    assert "乡镇 is criticised in a circular" in str(note.what)


def test_all_problems_at_once_in_the_order_of_the_file() -> None:
    text = (
        EXAMPLE.replace("period: year", "period: yearly")
        .replace("method: completion", "method: complete")
        .replace("limit: 5", "limit: 5 +")
        .replace("grade: 较差, source: 讲话", "grade: 较差")
        .replace("effect: grant", "effct: grant")
    )
    assert places(findings(text)) == [
        ("not-a-choice", 5, 9),
        ("method-unknown", 32, 45),
        ("expression", 33, 76),
        ("uncited", 44, 5),
        ("key-unknown", 57, 21),
    ]


def test_a_problem_says_where_what_and_how_to_mend_it() -> None:
    (problem,) = findings(EXAMPLE.replace("limit: 5", "limit: 返贫律"), "例.yaml")
    assert str(problem) == (
        "例.yaml:33:73 indicators.返贫率控制.limit: The name 返贫律 is unknown.; found: 返贫律; Did you mean 返贫率?"
    )


def test_columns_within_quoted_expressions() -> None:
    start = EXAMPLE.replace("limit: 5,", 'limit: "5 + 无",')
    assert places(findings(start)) == [("name-unknown", 33, 78)]
    doubled = EXAMPLE.replace("when: grade == '一般'", "when: 'grade == ''一般'' and 无'")
    assert places(findings(doubled)) == [("name-unknown", 69, 32)]
    escaped = EXAMPLE.replace("limit: 5,", 'limit: "5 \\u002b 无",')
    assert places(findings(escaped)) == [("name-unknown", 33, 73)]
    folded = EXAMPLE.replace("when: grade == '一般'", "when: >\n      grade == '一般'\n      and 无")
    assert places(findings(folded)) == [("name-unknown", 69, 11)]


def test_expression_cut_by_yaml_is_shown_whole() -> None:
    (problem,) = findings(EXAMPLE.replace("limit: 5,", "limit: max(返贫率, 5),"))
    assert (problem.code, problem.found) == ("yaml-cut", "max(返贫率, 5)")
    assert str(problem.mend) == 'Put the expression in quotes: "max(返贫率, 5)"'


def test_list_item_cut_by_yaml() -> None:
    (problem,) = findings(EXAMPLE.replace("[points.脱贫任务完成率]", "[max(points.脱贫任务完成率, points.督查)]"))
    assert problem.code == "yaml-cut"


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "mend"),
    [
        ("a: {among: grade in ('好', '较好')}", "yaml-cut", 1, 1, "Put the whole expression in quotes."),
        ("a: 1\nb:2\nc: 3", "yaml-colon", 2, 1, "Write b: 2"),
        ("a: 1\nb：2\nc: 3", "yaml-colon", 2, 1, "Write b: 2"),
        ("a:\n\tb: 2", "yaml-tab", 2, 1, "Indent with spaces."),
        ("a: `x` > 3", "yaml-syntax", 1, 4, "Put the whole value in quotes."),
        ("a: 'x' == y", "yaml-syntax", 1, 8, "Put the whole value in quotes."),
        ("a: b: c", "yaml-syntax", 1, 5, "Put the whole value in quotes."),
        ("a: 'x\nb: 2", "yaml-syntax", 1, 4, "Close the quote."),
        ('a: "\\q"', "yaml-syntax", 1, 5, "Use single quotes around the text."),
        ("a: *甲", "yaml-alias", 1, 4, "Put the whole value in quotes."),
        ("a:\n - b\n c: 1", "yaml-syntax", 3, 2, "Let keys that belong together begin in the same column."),
        ("name: 甲\n- b", "yaml-syntax", 2, 1, "Write key: value, or - before an item of a list."),
        ("a: {b: 1\nc: 2", "yaml-syntax", 2, 2, "Look at the braces and brackets that open on line 1."),
        ("{{ x }}: 3", "yaml-key", 1, 1, "Put the text in quotes if its braces or brackets belong to it."),
        ("a: &x 1\n*x : 2", "yaml-alias", 1, 4, "Take it out; if it belongs to the text, put the text in quotes."),
        ("a: \x01", "yaml-syntax", 1, None, "Delete it, and save the file as UTF-8."),
        ("a: 1\nb: \ud800", "yaml-syntax", 2, None, "Save the file as UTF-8."),
        ("a: {b: 1, c:}", "yaml-colon", 1, 12, "Write a space after the colon."),
        ("a: %b", "yaml-syntax", 1, 4, "Put the whole value in quotes."),
        (
            "%YAML 3.0\n---\na: 1",
            "yaml-syntax",
            1,
            1,
            "Look at its indentation, quotes and brackets, and at the line before it.",
        ),
    ],
)
def test_yaml_errors_in_plain_words(text: str, code: str, line: int, column: int | None, mend: str) -> None:
    with pytest.raises(Problems) as caught:
        read(text)
    problem = caught.value.problems[0]
    assert (problem.code, problem.place.line, problem.place.column) == (code, line, column)
    assert str(problem.mend) == mend


@pytest.mark.parametrize("text", ["", "# 注\n", "---\n", "{}"])
def test_a_text_without_anything_is_a_mapping_without_anything_but_no_ruleset(text: str) -> None:
    assert read(text).data == {}
    (problem,) = findings(text)
    assert (problem.code, str(problem.place), problem.found) == ("yaml-top", "1:1", None)
    assert str(problem.what) == "The file holds no ruleset."
    assert str(problem.mend) == "Begin the file with a line such as: ruleset: name of the scheme."


@pytest.mark.parametrize(("text", "found"), [("- 甲", "['甲']"), ("甲", "甲"), ("''", "")])
def test_what_is_no_mapping(text: str, found: str) -> None:
    problem = broken(text)
    assert (problem.code, str(problem.place), problem.found) == ("yaml-top", "1:1", found)
    assert str(problem.what) == "The file holds no keys and values."
    assert [str(each.what) for each in findings(text)] == ["The file holds no ruleset."]


def test_key_and_value_run_together_between_braces() -> None:
    (problem,) = read("a: {b:2, c: 3}").problems
    assert (problem.code, str(problem.mend)) == ("yaml-colon", "Write b: 2")


def test_aliases_cannot_blow_the_file_up() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20)
    )
    assert {each.code for each in read(bomb).problems} == {"yaml-alias"}
    assert {each.code for each in findings(bomb)} == {"yaml-alias", "key-missing"}


def test_limits() -> None:
    assert broken("a: " + "x" * document.LARGEST).code == "yaml-long"
    assert broken("甲" * (document.LARGEST // 2)).code == "yaml-long"
    assert broken("a: [" + "1," * document.MOST_NODES + "]").code == "yaml-nodes"
    assert broken("a: " + "[" * 1000).code == "yaml-deep"
    assert broken("a: " + "{b: " * 1000).code == "yaml-deep"


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert load("\ufeff" + EXAMPLE).digest == load(EXAMPLE).digest


def test_what_follows_from_a_yaml_problem_is_not_reported_again() -> None:
    text = EXAMPLE.replace("full_marks: 100", "full_marks: *hundred")
    assert [each.code for each in findings(text)] == ["yaml-alias"]


def test_values_that_are_missing_or_typed_otherwise() -> None:
    text = EXAMPLE.replace("full_marks: 100", "full_marks: １００").replace("at_most: 1000", "at_most: ")
    full_width, empty = findings(text)[1], findings(text)[0]
    assert str(full_width.mend) == "Type half-width digits: 100"
    assert str(empty.what) == "The value is missing."


def test_unions_name_one_problem_only() -> None:
    text = EXAMPLE.replace("deduct: 1,", "deduct: 1, floor: 无, not_applicable: {move: 督查},")
    assert [(each.code, each.found) for each in findings(text)] == [
        ("not-a-number", "无"),
        ("key-missing", None),
        ("key-unknown", "move"),
    ]
    assert places(findings(EXAMPLE.replace("of: assessed", "of: grade ="))) == [("expression", 51, 40)]


def test_entries_that_are_no_mappings() -> None:
    text = EXAMPLE.replace("adjustments:\n", "  - 督查\nadjustments:\n").replace("then:\n", "then:\n      - 通报\n", 1)
    assert places(findings(text)) == [("not-keys", 35, 5), ("not-keys", 57, 9)]
    missing = EXAMPLE.replace("effect: grant, ", "")
    assert places(findings(missing)) == [("key-missing", 57, 9)]


def test_keys_of_mappings_are_texts() -> None:
    assert findings(EXAMPLE.replace("  脱贫人口: {", "  '': {"))[0].code == "not-a-text"
    assert places(findings(EXAMPLE.replace("between: [0, 100000]", "between: [0, 1, 2]", 1))) == [
        ("list-length", 19, 41)
    ]


def test_at_most_beside_a_veto() -> None:
    (problem,) = findings(EXAMPLE.replace("grade_at_most: 较差", "grade_at_most: 较差\n    at_most: 5"))
    assert str(problem.expected) == "at_most only beside bonus or deduct"


def test_more_problems_than_anyone_reads_are_counted() -> None:
    rules = "".join(
        f"  - {{name: 项{i}, points: 0, method: given, score: 无{i}, out_of: 1, source: 约定}}\n" for i in range(300)
    )
    found = findings(EXAMPLE.replace("adjustments:\n", rules + "adjustments:\n"))
    assert len(found) == source.MOST_PROBLEMS + 1
    assert str(found[-1].what) == "100 more problems are not listed."


@given(st.data())
def test_no_damage_to_a_ruleset_gives_anything_but_problems(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(EXAMPLE)))
    end = data.draw(st.integers(start, min(start + 20, len(EXAMPLE))))
    sign = data.draw(
        st.sampled_from(["", ":", "{", "]", "'", '"', "\t", "\n", "- ", "*", "&a ", "!x ", "：", "#", "甲"])
    )
    for problem in findings(EXAMPLE[:start] + sign + EXAMPLE[end:]):
        assert problem.place.line is not None
        assert str(problem)
