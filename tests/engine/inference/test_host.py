"""The host: it refuses whatever durable-rules does not do cleanly, and names the rules."""

import json
import subprocess
import sys

import pytest

from engine.inference import available
from engine.inference.child import HOST
from engine.inference.host import ALWAYS, Refused, answer

RESERVED = """all any pri count cap dist $lt $lte $gt $gte $eq $neq $mt $imt $iall $iany $ex $nex $or $and $m name
$add $sub $mul $div $l $r $forward $i $s id sid"""


class Engine:
    """In place of ``durable.engine``: its Ruleset fires whichever rules it is told to, and misbehaves as told."""

    def __init__(self, fires=(), misbehaves=None, refuses=()):
        self.fires, self.misbehaves, self.refuses = fires, misbehaves, refuses
        self.asserted, self.deleted = [], []
        self.Ruleset = self.create

    def create(self, name, host, definition):
        if set(self.refuses) & definition.keys():
            raise RuntimeError("error code: 113")
        self.definition = definition
        return self

    def assert_fact(self, fact):
        if isinstance(self.misbehaves, Exception):
            raise self.misbehaves
        self.asserted.append(fact)
        return 1

    def do_actions(self, state, complete):
        for rule in self.fires:
            self.definition[rule]["run"](None)
        if isinstance(self.misbehaves, tuple):
            complete(*self.misbehaves)
        elif self.misbehaves != "silent":
            complete(None, {"sid": "state"})

    def delete_state(self, state):
        self.deleted.append(state)


class MessageObservedException(Exception):
    """Named as the library's own."""


def test_the_rules_that_fire_are_the_answer():
    engine = Engine(fires=["r1", ALWAYS])
    assert answer(engine, [[{"r1": {"p1": 1}, "r2": {"p1": 2}}]], [{"p1": 1}]) == [["r1"]]
    assert engine.deleted == ["state"]


def test_a_fact_has_what_its_rules_read_and_ids_that_cannot_collide():
    engine = Engine(fires=[ALWAYS])
    answer(engine, [[{"r1": {"$or": [{"p1": 1}, {"$gt": {"p3": 2}}]}}]], [{"p1": 1, "p2": 2, "p3": 3}, {}])
    ids = {"id": "fact", "sid": "state"}
    assert engine.asserted == [{"p1": 1, "p3": 3, ALWAYS: 1, **ids}, {ALWAYS: 1, **ids}]
    assert len({fnv(each) for each in ("fact", "sid-state")}) == 2


@pytest.mark.parametrize(
    ("engine", "why"),
    [
        (Engine([ALWAYS], MessageObservedException("p1")), "MessageObservedException: p1"),
        (Engine([ALWAYS], (ValueError("in an action"), None)), "ValueError: in an action"),
        (Engine([ALWAYS], (None, {"exception": "caught"})), "an action failed in the state .*caught"),
        (Engine([ALWAYS], (None, None)), "an action failed in the state None"),
        (Engine([ALWAYS], "silent"), "did not come to an end"),
        (Engine(["r1"]), "the rule that always fires did not fire"),
    ],
)
def test_what_is_not_clean_is_refused(engine, why):
    with pytest.raises(Refused, match=why) as refusal:
        answer(engine, [[{"r1": {"p1": 1}, "r2": {"p1": 2}}]], [{"p1": 1}])
    assert refusal.value.rules == ["r1", "r2"]
    assert engine.deleted == []


def test_rules_that_are_not_accepted_are_named():
    with pytest.raises(Refused, match="error code: 113") as refusal:
        answer(Engine(refuses=["r2"]), [[{"r1": {"p1": 1}, "r2": {"p1": 2}, "r3": {"p1": 3}}]], [])
    assert refusal.value.rules == ["r2"]


def ask(layers, facts):
    if not available():
        pytest.skip("durable-rules is not available")
    request = json.dumps({"layers": layers, "facts": facts})
    child = subprocess.run([sys.executable, "-P", str(HOST)], input=request, capture_output=True, text=True, check=True)
    return json.loads(child.stdout)


def test_rules_that_durable_rules_does_not_accept_are_named():
    large = {"$and": [{"$or": [{f"p{n}": 1}, {f"p{n}": 2}]} for n in range(15)]}
    found = ask([[{"r1": {"p1": 1}, "r2": large}]], [{"p1": 1}])
    assert found == {"refused": "error: Could not create ruleset, error code: 113", "rules": ["r2"]}


def test_more_pending_nodes_than_durable_rules_can_hold_refuse_the_run():
    found = ask([[{f"r{n}": {f"p{n}": 1} for n in range(64)}]], [{f"p{n}": 1 for n in range(64)}])
    assert found["refused"] == "error: Could not assert fact, error code: 303"


def test_what_a_layer_finds_are_facts_of_the_next():
    layers = [[{"a1": {"p1": 1}}], [{"r1": {"$and": [{"a1": 1}, {"p2": 1}]}, "r2": {"a1": 0}}], [{"r3": {"r2": 0}}]]
    facts = [{"p1": 1, "p2": 1}, {}, {"p1": 1}]
    assert ask(layers, facts) == {"fired": [["a1", "r1", "r3"], ["r2"], ["a1", "r3"]]}


def test_names_are_told_apart_by_the_hash_that_durable_rules_compares():
    ours = [ALWAYS, *(f"{letter}{n}" for letter in "apr" for n in range(1, 20_000))]
    assert len({fnv(name) for name in ours + RESERVED.split()}) == len(ours) + len(RESERVED.split())


def fnv(name):
    """The 32-bit hash by which durable-rules knows names."""
    value = 0x811C9DC5
    for byte in name.encode():
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value
