import json
import re

import pytest

from notices import KINDS


def test_the_kinds_and_what_calls_for_them(run):
    shown = run("templates", "list")
    assert shown.exit_code == 0
    lines = {line.split()[0]: line for line in shown.stdout.splitlines()[1:]}
    assert list(lines) == [kind.name for kind in KINDS]
    assert lines["admonition"].endswith("effect admonish")
    assert lines["results"].endswith("always")
    assert lines["correction"].endswith("a former result differs")


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_the_fields_of_each_kind(run, kind):
    shown = run("templates", "show", kind, "--json")
    assert shown.exit_code == 0, shown.stderr
    fields = json.loads(shown.stdout)["fields"]
    assert re.fullmatch(r"201[567]", fields["result.period"])
    assert fields["office.place"] == "样例县"


def test_a_kind_by_its_title_as_a_table(run):
    shown = run("templates", "show", "考核结果告知书")
    assert shown.exit_code == 0
    assert "Fields of 考核结果告知书 (notification)" in shown.stdout
    assert re.search(r"^unit\.total +\d+\.\d\d$", shown.stdout, re.MULTILINE)


def test_a_kind_that_is_not_there(run):
    shown = run("templates", "show", "notifications")
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert "Did you mean notification?" in shown.stderr


def test_a_template_is_copied_changed_and_used(run, folder):
    assert run("assess", "办法.yaml", "数据.csv", "--out", "结果").exit_code == 0
    assert run("templates", "copy", "results", "-o", "模板").exit_code == 0
    own = folder / "模板/results.md.j2"
    own.write_text(own.read_text("utf-8").replace("## 工作要求", "## 下一步要求"), "utf-8")
    shown = run("notices", "结果/result.json", "-o", "公文", "--kind", "results", "--templates", "模板")
    assert shown.exit_code == 0, shown.stderr
    from docx import Document

    texts = [paragraph.text for paragraph in Document(str(folder / "公文/考核结果通报.docx")).paragraphs]
    assert any(text.endswith("、下一步要求") for text in texts)
    assert not any(text.endswith("、工作要求") for text in texts)


def test_a_copy_never_overwrites(run, folder):
    assert run("templates", "copy", "results", "-o", "模板").exit_code == 0
    (folder / "模板/results.md.j2").write_text("自己的", "utf-8")
    shown = run("templates", "copy", "results", "-o", "模板")
    assert shown.exit_code == 1
    assert "There is a template of this name." in shown.stderr
    assert (folder / "模板/results.md.j2").read_text("utf-8") == "自己的"
