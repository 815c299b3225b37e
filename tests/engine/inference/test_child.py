"""A child that crashes, hangs, babbles or refuses has the run refused, and says why."""

import sys
import textwrap

import numpy as np
import pytest

from engine.expression import parse
from engine.inference import Opinion, SecondOpinionFailed, available, child, disagreements, second_opinion


@pytest.fixture
def ask(monkeypatch, tmp_path, scope):
    """Asks for a second opinion of a host that does what a script says instead."""

    def ask_instead(script):
        host = tmp_path / "host.py"
        host.write_text(textwrap.dedent(script), encoding="utf-8")
        monkeypatch.setattr(child, "HOST", host)
        monkeypatch.setattr(child, "available", lambda: True)
        monkeypatch.setattr("engine.inference.available", lambda: True)
        return second_opinion({"结果为好": parse("x > 1")}, {}, scope({"x": [1, 2]}), 2)

    return ask_instead


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("import os; os.kill(os.getpid(), 11)", r"crashed \(signal 11\)"),
        ("import os; os.kill(os.getpid(), 9)", r"crashed \(signal 9\)"),
        ("raise SystemExit(3)", "failed: exit code 3"),
        ("1 / 0", "failed: ZeroDivisionError: division by zero"),
        ("import no_such_module", "failed: ModuleNotFoundError: No module named 'no_such_module'"),
        ("", "makes no sense: $"),
        ("print('Segmentation')", "makes no sense: Segmentation"),
        ("print('[]')", r"makes no sense: \[\]"),
        ("print('{}')", r"makes no sense: \{\}"),
        ("""print('{"fired": [["r1"]]}')""", "makes no sense: .*r1"),
        ("""print('{"fired": [["r1"], null]}')""", "makes no sense"),
        ("print('x' * 1000)", "makes no sense: x{80}…"),
        ("""print('{"fired": [["r1"], []]} trailing')""", "makes no sense"),
        ("""print('{"refused": "error code: 113", "rules": ["r1", "a1"]}')""", "failed at 结果为好: error code: 113"),
        ("""print('{"refused": "MessageObservedException", "rules": []}')""", "failed: MessageObservedException"),
    ],
)
def test_a_failing_child_refuses_the_run(ask, script, message):
    with pytest.raises(SecondOpinionFailed, match=message) as refusal:
        ask(script)
    assert str(refusal.value.what) == str(refusal.value)


def test_a_hanging_child_refuses_the_run(ask, monkeypatch):
    monkeypatch.setattr(child, "PATIENCE", 0.2)
    with pytest.raises(SecondOpinionFailed, match="no answer in 0 seconds"):
        ask("import time; time.sleep(60)")


def test_a_child_that_cannot_be_started_refuses_the_run(ask, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    with pytest.raises(SecondOpinionFailed, match="could not be started"):
        ask("")


def test_what_the_child_says_is_heard(ask):
    opinion = ask("""print('{"fired": [[], ["r1", "a1"]]}')""")
    assert opinion.in_force["结果为好"].tolist() == [False, True]


def test_the_child_sees_each_combination_once_and_no_name_of_a_rule(ask):
    script = """
        import json, sys
        request = json.load(sys.stdin)
        assert request == {"layers": [[{"r1": {"$gt": {"p1": 1}}}]], "facts": [{"p1": 1}, {"p1": 2}]}, request
        print(json.dumps({"fired": [["r1"], []]}))
    """
    assert ask(script).in_force["结果为好"].tolist() == [True, False]


@pytest.mark.parametrize(
    ("platform", "version", "found"),
    [("win32", (3, 11, 7), True), ("linux", (3, 13, 0), True), ("linux", (3, 12, 0), False)],
)
def test_without_durable_rules_there_is_no_second_opinion(monkeypatch, scope, platform, version, found):
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(sys, "version_info", version)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: object() if found else None)

    assert not available()
    opinion = second_opinion({"结果为好": parse("x > 1")}, {}, scope({"x": [1, 2]}), 2)
    assert opinion.in_force is None
    assert disagreements(opinion, {"结果为好": np.array([True, True])}) == []


def test_looking_for_durable_rules_does_not_import_it():
    assert available() in (True, False)
    assert not {"durable", "durable.engine", "durable_rules_engine"} & sys.modules.keys()


@pytest.mark.parametrize(("conditions", "count"), [({}, 2), ({"结果为好": "x > 1"}, 0)])
def test_without_rules_or_units_nobody_is_asked(ask, monkeypatch, scope, conditions, count):
    monkeypatch.setattr("engine.inference.available", lambda: True)
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    trees = {name: parse(when) for name, when in conditions.items()}
    found = second_opinion(trees, {}, scope({"x": [1] * count}), count).in_force
    assert {name: where.shape for name, where in found.items()} == dict.fromkeys(conditions, (count,))


def test_disagreements_name_unit_and_rule():
    opinion = Opinion({"甲": np.array([True, False, True]), "乙": np.array([False, False, False])})
    columns = {"甲": np.array([True, True, True]), "乙": np.array([[False, False, True]])}
    assert disagreements(opinion, columns) == [(1, "甲", True, False), (2, "乙", True, False)]
    assert disagreements(opinion, dict(opinion.in_force)) == []


def test_disagreements_are_about_the_same_rules():
    with pytest.raises(ValueError, match="乙"):
        disagreements(Opinion({"甲": np.array([True])}), {"甲": np.array([True]), "乙": np.array([True])})
