import sys

import pytest

from locales import translations

CHINESE = translations("zh_CN")


def test_without_a_command_the_commands_are_listed(run):
    result = run()
    assert result.exit_code == 2
    for command in ("assess", "check", "demo", "explain", "notices"):
        assert f"\n  {command} " in result.output


@pytest.mark.parametrize("command", ["assess", "check", "demo", "explain", "notices"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_command_has_help_in_both_languages(run, command, language):
    result = run(command, "--lang", language, "--help")
    assert result.exit_code == 0
    heading = CHINESE.gettext("Examples") if language == "zh" else "Examples"
    assert f"\n{heading}:\n  kaoping {command}" in result.output
    assert "--lang zh|en" in result.output


def test_the_language_may_stand_before_the_command(run):
    shown = run("--lang", "zh", "assess", "--help").output
    assert CHINESE.gettext("Show this message and exit.") in shown
    assert shown == run("assess", "--lang", "zh_CN", "-h").output
    assert shown != run("--lang", "en", "assess", "--help").output


def test_the_language_of_the_surroundings(run, monkeypatch):
    monkeypatch.setenv("KAOPING_LANG", "zh")
    assert CHINESE.gettext("Score the units of a cycle and decide what follows.") in run("--help").output


def test_clicks_own_words_are_in_the_language_too(run):
    for language, catalogue in (("en", translations("en")), ("zh", CHINESE)):
        result = run("--lang", language, "assess")
        assert result.exit_code == 2
        assert result.stderr.startswith(catalogue.gettext("Usage:"))
        assert catalogue.gettext("Missing argument") in result.stderr


def test_an_unknown_language_is_wrong_usage(run, monkeypatch):
    result = run("--lang", "fr", "check", "x")
    assert result.exit_code == 2
    assert "fr" in result.stderr
    monkeypatch.setenv("KAOPING_LANG", "tlh")
    result = run("check", "x")
    assert result.exit_code == 2
    assert "KAOPING_LANG: " in result.stderr.replace("KAOPING_LANG：", "KAOPING_LANG: ")
    assert run("--lang", "en", "--version").exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["check"],
        ["check", "a", "b"],
        ["check", "--nonsense"],
        ["assess", "a", "b", "--table", "c"],
        ["assess", "a", "b", "--table", "=c"],
        ["assess", "a", "b", "--table", "c=d", "--table", "c=e"],
        ["assess", "a", "b", "--decisions", "c", "--decisions-template", "d"],
        ["assess", "a", "b", "--period"],
        ["notices", "a"],
    ],
)
def test_wrong_usage_is_exit_code_2_on_standard_error(run, arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Error: " in result.stderr


def test_version(run):
    assert run("--version").stdout == "kaoping 0.1.0\n"


def test_help_lines_fit_80_columns_in_chinese(run):
    from terminal.wrapping import cells

    for command in ("assess", "check", "demo", "explain", "notices"):
        for line in (
            run(command, "--lang", "zh", "--help").stdout.split(f"\n{CHINESE.gettext('Examples')}")[0].splitlines()
        ):
            assert cells(line) <= 80


def test_help_loads_nothing_heavy(spawn):
    code = "import sys, cli; print(sorted({name.split('.')[0] for name in sys.modules}))"
    import subprocess
    from pathlib import Path

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True
    )
    loaded = set(eval(done.stdout))
    assert not loaded & {"numpy", "pydantic", "pandas", "rich", "yaml", "workbooks", "notices", "xlsxwriter", "docx"}
