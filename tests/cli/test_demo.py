import json

import pytest
from docx import Document

from notices import chosen

KINDS = "results,admonition,objection"
"""One document for all, one for an effect, one for an objection; `tests/notices/test_traced.py` has every kind."""


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """The demonstration, written once for all these tests over a run that was broken off, and what the command said."""
    from click.testing import CliRunner

    from cli import kaoping

    def interrupted(works):
        assert [work.args[-1] for work in works] == [None, None], "all kinds where none is named"
        (folder / "township/2015").mkdir(parents=True)
        (folder / "township/2015/result.xlsx").write_text("half")
        raise KeyboardInterrupt

    folder = tmp_path_factory.mktemp("demo") / "样例"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("terminal.demonstration.side_by_side", interrupted)
        assert CliRunner().invoke(kaoping, ["--lang", "en", "demo", str(folder)]).exit_code == 130
    (folder / "mine.note").write_text("kept", "utf-8")
    result = CliRunner().invoke(kaoping, ["--lang", "en", "demo", str(folder), "--kind", KINDS])
    assert result.exit_code == 0, result.output
    return folder, result


def test_everything_is_there(demonstration):
    folder, shown = demonstration
    assert shown.stderr == ""
    for scheme in ("township", "department"):
        assert (folder / scheme / "ruleset.yaml").is_file()
        for year in ("2015", "2016", "2017"):
            assert str(folder / scheme / year) in shown.stdout
            names = {path.name for path in (folder / scheme / year).iterdir()}
            objected = {"objections.yaml", "result-first.json"} if (scheme, year) == ("township", "2016") else set()
            assert names == objected | {
                "units.csv", "workbooks", "decisions.yaml", "explanation.txt", "notices", "office.yaml",
                "result.json", "result.xlsx",
            }  # fmt: skip
            workbooks = list((folder / scheme / year / "workbooks").iterdir())
            assert len(workbooks) == {"township": 19, "department": 14}[scheme]


def test_every_kind_of_notice_that_was_asked_for_is_there_in_both_formats(demonstration):
    folder, _ = demonstration
    written = {path for path in folder.rglob("*") if "notices" in path.parts and path.is_file()}
    assert {path.suffix for path in written} == {".docx", ".pdf"}
    assert {path.with_suffix(".pdf") for path in written} == {path for path in written if path.suffix == ".pdf"}
    titles = {path.relative_to(folder).parts[3].removesuffix(path.suffix).removesuffix("（草案）") for path in written}
    assert titles == {kind.title for kind in chosen(KINDS.split(","))}


def test_a_run_over_one_that_was_broken_off_deletes_nothing(demonstration):
    folder, _ = demonstration
    assert (folder / "mine.note").read_text("utf-8") == "kept"
    assert (folder / "township/2015/result.xlsx").read_bytes().startswith(b"PK")


def test_each_year_rests_on_the_one_before(demonstration):
    folder, _ = demonstration
    result = json.loads((folder / "township/2017/result.json").read_text("utf-8"))
    assert sorted({record["period"] for record in result["inputs"]["history"]}) == ["2015", "2016"]


def test_everything_says_that_it_is_made_up(demonstration):
    folder, _ = demonstration
    for path in folder.rglob("*"):
        if path.suffix in (".json", ".txt", ".csv", ".md") or path.name == "ruleset.yaml":
            assert "样例" in path.read_text("utf-8"), path
            assert "通渭" not in path.read_text("utf-8"), path
        if path.suffix == ".docx":
            text = "".join(Document(str(path)).element.body.itertext())
            assert "样例" in text, path
            assert "通渭" not in text, path


def test_where_a_decision_is_open_the_notice_is_a_draft(demonstration):
    folder, _ = demonstration
    final = {}
    for scheme in ("township", "department"):
        for year in ("2015", "2016", "2017"):
            below = folder / scheme / year
            final[scheme, year] = json.loads((below / "result.json").read_text("utf-8"))["final"]
            names = [path.name for path in (below / "notices").rglob("*") if path.is_file()]
            assert all(("草案" in name) != final[scheme, year] for name in names)
    assert [key for key, value in final.items() if not value] == [("township", "2017"), ("department", "2016")]


def test_its_files_go_through_the_other_commands(run, demonstration):
    folder, _ = demonstration
    year = folder / "township/2016"
    assessed = run(
        "assess",
        str(folder / "township/ruleset.yaml"),
        *map(str, sorted((year / "workbooks").iterdir())),
        "--history",
        str(folder / "township/2015/result.json"),
        "--decisions",
        str(year / "decisions.yaml"),
        "--json",
    )
    assert assessed.exit_code == 0, assessed.stderr
    again, written = json.loads(assessed.stdout), json.loads((year / "result.json").read_text("utf-8"))
    assert again["units"] == written["units"]
    assert again["final"]
    unit = written["units"][0]["unit"]
    assert run("explain", str(year / "result.json"), unit).exit_code == 0


@pytest.mark.parametrize("name", ["foreign", "file"])
def test_it_keeps_out_of_what_is_not_its_own(run, tmp_path, name):
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign/README.md").write_text("mine", "utf-8")
    (tmp_path / "file").write_text("mine", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    shown = run("demo", str(tmp_path / name))
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert sorted(tmp_path.rglob("*")) == before
