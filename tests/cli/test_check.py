import json

import pytest


def test_a_packaged_ruleset_by_name(run):
    result = run("check", "tongwei/township")
    assert result.exit_code == 0
    assert "0 errors" not in result.stdout
    assert result.stderr == ""


def test_a_file_without_findings(run, folder):
    result = run("check", "办法.yaml")
    assert (result.exit_code, result.stdout) == (0, "办法.yaml: No problems.\n")


def test_a_file_goes_before_a_packaged_ruleset(run, folder):
    (folder / "tongwei").mkdir()
    (folder / "tongwei" / "township").write_text("ruleset: 别的\n", "utf-8")
    result = run("check", "tongwei/township")
    assert result.exit_code == 1
    assert "tongwei/township:" in result.stdout


def test_errors_have_place_finding_and_mend(run, folder):
    path = folder / "办法.yaml"
    path.write_text(path.read_text("utf-8").replace("actual: 完成户数", "actual: 完成户树"), "utf-8")
    line = next(n for n, text in enumerate(path.read_text("utf-8").splitlines(), 1) if "完成户树" in text)
    result = run("check", "办法.yaml")
    assert result.exit_code == 1
    assert f"办法.yaml:{line}:" in result.stdout
    assert "完成户数" in result.stdout
    assert "1 error" in result.stdout

    plain = json.loads(run("check", "办法.yaml", "--json").stdout)
    assert list(plain) == ["file", "errors", "warnings", "notes", "findings"]
    assert (plain["file"], plain["errors"], plain["findings"][0]["line"]) == ("办法.yaml", 1, line)
    assert list(plain["findings"][0]) == [
        "code", "severity", "text", "line", "column", "path", "found", "expected", "mend",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("nonsense.yaml", "a file, or one of"),
        ("tongwei/townshp", "Did you mean tongwei/township?"),
        ("办法.yml", "Did you mean 办法.yaml?"),
        (".", "This is a folder, not a file."),
    ],
)
def test_no_such_ruleset(run, folder, given, said):
    result = run("check", given)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert said in result.stderr


def test_bytes_that_are_no_text(run, folder):
    (folder / "坏.yaml").write_bytes(b"\xff\xfe\x00\x81\x8d")
    assert run("check", "坏.yaml").exit_code == 1


def test_warnings_alone_are_exit_code_0(run):
    result = run("check", "tongwei/township", "--json")
    plain = json.loads(result.stdout)
    assert (result.exit_code, plain["errors"]) == (0, 0)
    assert len(plain["findings"]) == plain["warnings"] + plain["notes"]
