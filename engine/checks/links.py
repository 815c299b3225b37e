"""What rules name by their names: formulas each other, `move_points_to`, `instead_of`; without cycles."""

from collections.abc import Iterator, Mapping, Sequence

from engine.checks.graphs import cycles
from engine.checks.sites import indicators
from engine.expression import tree
from engine.message import Message
from engine.problem import Place, Problem, did_you_mean
from engine.ruleset import Ruleset
from engine.ruleset.points import MovePoints
from engine.ruleset.vocabulary import repeated_names, values_per

CODES = ("formula-cycle", "instead-cycle", "instead-unknown", "move-cycle", "move-unknown")


def check(ruleset: Ruleset) -> Iterator[Problem]:
    """Unknown names and cycles."""
    yield from _formulas(ruleset)
    yield from _moves(ruleset)
    yield from _replacements(ruleset)


def _formulas(ruleset: Ruleset) -> Iterator[Problem]:
    owner = {f"{name}·{value}": name for name, rule in ruleset.formulas.items() for value in values_per(ruleset, rule)}
    edges = {
        name: [owner.get(node.name, node.name) for node in tree.names(rule.value)] if rule.value is not None else []
        for name, rule in ruleset.formulas.items()
    }
    what = Message("The formulas need each other.")
    yield from _cyclic("formula-cycle", what, edges, "formulas.{}.value")


def _moves(ruleset: Ruleset) -> Iterator[Problem]:
    known = {name for _, rule in indicators(ruleset) for name in repeated_names(ruleset, rule.name, rule.for_each)}
    edges: dict[str, list[str]] = {}
    for address, rule in indicators(ruleset):
        edges[rule.name] = []
        if isinstance(rule.not_applicable, MovePoints):
            goal = rule.not_applicable.move_points_to
            edges[rule.name] = [goal]
            if goal not in known:
                what = Message("There is no indicator {name}.", name=goal)
                place = Place(path=f"{address}.not_applicable.move_points_to")
                yield Problem("move-unknown", what, place, goal, mend=did_you_mean(goal, known))
    what = Message("The points move in a circle.")
    yield from _cyclic("move-cycle", what, edges, "indicators.{}.not_applicable.move_points_to")


def _replacements(ruleset: Ruleset) -> Iterator[Problem]:
    names = [rule.name for rule in ruleset.consequences]
    for rule in ruleset.consequences:
        for replaced in rule.instead_of:
            if replaced not in names:
                what = Message("There is no consequence {name}.", name=replaced)
                place = Place(path=f"consequences.{rule.name}.instead_of")
                yield Problem("instead-unknown", what, place, replaced, mend=did_you_mean(replaced, names))
    edges = {rule.name: rule.instead_of for rule in ruleset.consequences}
    what = Message("The consequences replace each other.")
    yield from _cyclic("instead-cycle", what, edges, "consequences.{}.instead_of")


def _cyclic(code: str, what: Message, edges: Mapping[str, Sequence[str]], address: str) -> Iterator[Problem]:
    for cycle in cycles(edges):
        found = " → ".join([*cycle, cycle[0]])
        yield Problem(code, what, Place(path=address.format(cycle[0])), found, mend=Message("Break the circle."))
