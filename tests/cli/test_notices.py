from pathlib import Path

import pytest
from docx import Document


@pytest.fixture
def result(run, folder):
    assert run("assess", "办法.yaml", "数据.csv", "--out", "结果").exit_code == 0
    return folder


def text(path):
    document = Document(str(path))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_both_formats_and_what_is_left_to_fill_in(run, result):
    shown = run("notices", "结果/result.json", "-o", "公文")
    assert shown.exit_code == 0, shown.stderr
    written = sorted(path.relative_to(result / "公文") for path in (result / "公文").rglob("*") if path.is_file())
    assert {path.suffix for path in written} == {".docx", ".pdf"}
    assert Path("考核结果通报.docx") in written
    assert Path("考核结果告知书/样例甲镇.pdf") in written
    assert f"Written into 公文: {len(written)} files" in shown.stdout
    (line,) = [line for line in shown.stdout.splitlines() if line.startswith("考核结果通报")]
    assert line.split()[1] == "2"
    assert "发文字号" in line


def test_a_kind_that_nothing_calls_for(run, result):
    shown = run("notices", "结果/result.json", "-o", "公文", "--kind", "results,admonition", "--format", "docx")
    assert shown.exit_code == 0
    assert "Nothing in the result calls for: 诫勉谈话通知书" in shown.stdout
    assert [path.name for path in (result / "公文").iterdir()] == ["考核结果通报.docx"]


def test_a_docx_needs_no_font_but_its_charts_are_not_drawn_in_dots(run, result, monkeypatch):
    class Fontless:
        def __init__(self, **_):
            pass

        def families(self):
            return ["Libertinus Serif"]

    monkeypatch.setattr("notices.layout.fonts.typst.Fonts", Fontless)
    assert run("notices", "结果/result.json", "-o", "公文", "--kind", "evaluation").exit_code == 1
    shown = run("notices", "结果/result.json", "-o", "公文", "--kind", "results,evaluation", "--format", "docx")
    assert shown.exit_code == 0
    assert (
        "No Chinese font was found: programs that show no SVG leave charts blank in: 年度考核评价报告\n"
        "Give a folder with fonts, or install the Noto CJK fonts.\n"
    ) in shown.stdout


def test_objections_and_a_correction(run, result):
    (result / "更正.csv").write_text((result / "数据.csv").read_text("utf-8").replace("57.50", "50"), "utf-8")
    assert run("assess", "办法.yaml", "更正.csv", "--out", "更正后").exit_code == 0
    objections = (
        "objections:\n  - {unit: 样例甲镇, received: 2017-03-08, about: 评价得分, claim: 得分有误, "
        "found: 得分确有误, outcome: 更正, reasons: 按核定数据, decided: 2017-03-15}\n"
    )
    (result / "异议.yaml").write_text(objections, "utf-8")
    given = ["--objections", "异议.yaml", "--replaces", "结果/result.json", "--kind", "objection,review,correction"]
    shown = run("notices", "更正后/result.json", "-o", "公文", "--format", "docx", *given)
    assert shown.exit_code == 0, shown.stderr
    written = {str(path.relative_to(result / "公文")) for path in (result / "公文").rglob("*.docx")}
    assert written == {"异议受理通知书/样例甲镇.docx", "复核决定书/样例甲镇.docx", "更正通知.docx"}


def test_an_objection_of_a_unit_that_is_not_there(run, result):
    wrong = "objections:\n  - {unit: 样例甲乡, received: 2017-03-08, about: 得分, claim: 有误}\n"
    (result / "异议.yaml").write_text(wrong, "utf-8")
    shown = run("notices", "结果/result.json", "-o", "公文", "--objections", "异议.yaml")
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert "样例甲镇" in shown.stderr
    assert not (result / "公文").exists()


def test_one_format_and_kind(run, result):
    shown = run("notices", "结果/result.json", "-o", "公文", "--format", "docx", "--kind", "考核结果通报")
    assert shown.exit_code == 0
    assert [path.name for path in (result / "公文").iterdir()] == ["考核结果通报.docx"]


def test_the_office_fills_in_its_particulars(run, result):
    own = "{number: 样组发〔2016〕3号, date: 2016-03-01}"
    particulars = f"issuers: 样例县委\nshow_ranks: false\ndocuments:\n  考核结果通报: {own}\n"
    (result / "机关.yaml").write_text(particulars, "utf-8")
    shown = run("notices", "结果/result.json", "-o", "公文", "--format", "docx", "--office", "机关.yaml")
    assert shown.exit_code == 0, shown.stderr
    assert "样组发〔2016〕3号" in text(result / "公文/考核结果通报.docx")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("issuer: 样例县委", "Did you mean issuers?"),
        ("documents: {考核结果通报: {date: tomorrow}}", "机关.yaml:1:28"),
        ("documents: {考核结果通知: {number: 一}}", "考核结果通报"),
        ("contact:", "The value is missing."),
        ("- a", "机关.yaml"),
        ("a: [", "机关.yaml:"),
    ],
)
def test_wrong_particulars(run, result, content, said):
    (result / "机关.yaml").write_text(content, "utf-8")
    shown = run("notices", "结果/result.json", "-o", "公文", "--office", "机关.yaml")
    assert shown.exit_code == 1
    assert said in shown.stderr
    assert not (result / "公文").exists()


def test_a_result_changed_by_hand_gives_no_notice(run, result):
    file = result / "结果/result.json"
    file.write_text(file.read_text("utf-8").replace('"97.50"', '"99.50"'), "utf-8")
    shown = run("notices", "结果/result.json", "-o", "公文", "--format", "docx")
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert "units" in shown.stderr
    assert not (result / "公文").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--kind", "nonsense"],
        ["--format", "odt"],
        ["--fonts", "nowhere"],
        ["--templates", "nowhere"],
        ["-o", "数据.csv"],
    ],
)
def test_what_cannot_be_done_leaves_nothing(run, result, arguments):
    before = sorted(result.rglob("*"))
    shown = run("notices", "结果/result.json", "-o", "公文", *arguments)
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert shown.stderr
    assert sorted(result.rglob("*")) == before
