"""The host of durable-rules: a program of its own, and the only module that imports it.

It runs as a child process, by its path, without the engine's packages: a crash in durable-rules' C code ends the child
only, and it starts quickly. It reads one JSON object from standard input and writes one to standard output::

    {"layers": [[{"r1": pattern, …}, …], …], "facts": [{"p1": 9135, "p2": "好"}, …]}
    {"fired": [["r1", …], …]}           or {"refused": "why", "rules": ["r1"]}

Why it does what it does in this way: docs/decisions/0001-durable-rules.md.
"""

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

Facts = dict[str, int | str]

ALWAYS = "always"
"""The rule that fires for every fact, and after all others."""

STATE, FACT = "state", "fact"
"""Our own ids: those that durable-rules makes are cut to 32 bits, so that different facts may be taken for one."""


class Refused(Exception):
    """durable-rules did not do what it was asked to."""

    def __init__(self, why: object, rules: Iterable[str] = ()) -> None:
        super().__init__(f"{type(why).__name__}: {why}" if isinstance(why, BaseException) else str(why))
        self.rules = list(rules)


class Portion:
    """Rules that run together on one fact at a time.

    Attributes:
        rules: Their names.
    """

    def __init__(self, engine: Any, name: str, rules: Mapping[str, Any]) -> None:
        self.rules = list(rules)
        self._properties = set(_properties(list(rules.values())))
        self._fired: set[str] = set()
        patterns = {**rules, ALWAYS: {ALWAYS: 1}}
        definition = {rule: {"all": [{"m": pattern}], "run": self._noting(rule)} for rule, pattern in patterns.items()}
        # INVARIANT: without durable-rules' Host, whose timers would run a state's actions in another thread meanwhile.
        self._ruleset = engine.Ruleset(name, None, definition)

    def fire(self, facts: Facts) -> set[str]:
        """The rules that fire for one combination of facts."""
        self._fired.clear()
        fact = {name: value for name, value in facts.items() if name in self._properties}
        outcome: list[tuple[BaseException | None, Any]] = []
        try:
            state = self._ruleset.assert_fact({**fact, ALWAYS: 1, "id": FACT, "sid": STATE})
            self._ruleset.do_actions(state, lambda error, state: outcome.append((error, state)))
            self._demand_end(outcome)
            # Only after an action has run: in a state that has run none it frees memory that was never allotted.
            self._ruleset.delete_state(STATE)
        except Refused:
            raise
        except Exception as error:
            raise Refused(error, self.rules) from error
        return self._fired - {ALWAYS}

    def _demand_end(self, outcome: list[tuple[BaseException | None, Any]]) -> None:
        """All actions have run without an error."""
        if len(outcome) != 1:
            raise Refused("the actions did not come to an end", self.rules)
        error, state = outcome[0]
        if error is not None:
            raise Refused(error, self.rules)
        if not isinstance(state, dict) or "exception" in state:
            raise Refused(f"an action failed in the state {state}", self.rules)
        if ALWAYS not in self._fired:
            raise Refused("the rule that always fires did not fire", self.rules)

    def _noting(self, rule: str) -> Callable[[Any], None]:
        def note(_: Any) -> None:
            self._fired.add(rule)

        return note


def answer(
    engine: Any, layers: Sequence[Sequence[Mapping[str, Any]]], combinations: Iterable[Facts]
) -> list[list[str]]:
    """For each combination of facts the rules that fire.

    What a layer finds stands in the facts of the next ones: 1 for a rule that fired, 0 for one that did not.

    Args:
        engine: The module ``durable.engine``.
        layers: The rules, in layers of portions.
        combinations: Facts by property.
    """
    portions = [
        [_portion(engine, f"layer{depth}portion{number}", rules) for number, rules in enumerate(layer)]
        for depth, layer in enumerate(layers)
    ]
    found = []
    for combination in combinations:
        facts, fired = dict(combination), set[str]()
        for layer in portions:
            for portion in layer:
                fired |= portion.fire(facts)
            facts.update({rule: int(rule in fired) for portion in layer for rule in portion.rules})
        found.append(sorted(fired))
    return found


def _portion(engine: Any, name: str, rules: Mapping[str, Any]) -> Portion:
    """The rules made known to durable-rules; if it refuses them, each is tried alone, to name those at fault."""
    try:
        return Portion(engine, name, rules)
    except Exception as error:
        raise Refused(error, [rule for rule in rules if not _accepted(engine, rule, rules[rule])]) from error


def _accepted(engine: Any, rule: str, pattern: Any) -> bool:
    try:
        Portion(engine, rule, {rule: pattern})
    except Exception:
        return False
    return True


def _properties(pattern: Any) -> Iterable[str]:
    """The names in a pattern that are no operators."""
    if isinstance(pattern, list):
        for part in pattern:
            yield from _properties(part)
    elif isinstance(pattern, dict):
        for name, part in pattern.items():
            if name.startswith("$"):
                yield from _properties(part)
            else:
                yield name


def main() -> None:
    """Answer the request on standard input."""
    # Not at the top: whoever only looks at this module, as the collection of tests does, may not have durable-rules.
    import durable.engine

    request = json.load(sys.stdin.buffer)
    result: dict[str, Any]
    try:
        result = {"fired": answer(durable.engine, request["layers"], request["facts"])}
    except Refused as refusal:
        result = {"refused": str(refusal), "rules": refusal.rules}
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
