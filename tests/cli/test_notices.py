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
    written = sorted(path.name for path in (result / "公文").iterdir())
    assert written == ["考核结果通报.docx", "考核结果通报.pdf"]
    assert all(f"Written: 公文/{name}" in shown.stdout for name in written)
    assert "To be filled in by hand: " in shown.stdout


def test_one_format_and_kind(run, result):
    shown = run("notices", "结果/result.json", "-o", "公文", "--format", "docx", "--kind", "考核结果通报")
    assert shown.exit_code == 0
    assert [path.name for path in (result / "公文").iterdir()] == ["考核结果通报.docx"]


def test_the_office_fills_in_its_particulars(run, result):
    particulars = "issuers: [样例县委]\nnumber: 样组发〔2016〕3号\ndate: 2016-03-01\nshow_ranks: no\ncontact:\n"
    (result / "机关.yaml").write_text(particulars, "utf-8")
    shown = run("notices", "结果/result.json", "-o", "公文", "--format", "docx", "--office", "机关.yaml")
    assert shown.exit_code == 0, shown.stderr
    assert "样组发〔2016〕3号" in text(result / "公文/考核结果通报.docx")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("numbers: 1", "Did you mean number?"),
        ("date: tomorrow", "机关.yaml date"),
        ("issuers: 样例县委", "机关.yaml issuers"),
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
