"""A heavier grade lacks an effect of a lighter one: what a text may mean so, but a county should know."""

from collections.abc import Iterator
from itertools import pairwise

from engine.checks.truth import holds
from engine.expression import Expression, tree
from engine.message import Message
from engine.phrases import effect_phrase
from engine.problem import Place, Problem, Severity
from engine.ruleset import Ruleset
from engine.ruleset.effects import Effect, includes

CODES = ("effect-lacking",)

_PENAL = frozenset(
    {
        "cancel",
        "criticise",
        "admonish",
        "report",
        "rectify",
        "adjust",
        "forbid",
        "educate",
        "reassign",
        "hold_accountable",
    }
)


def check(ruleset: Ruleset) -> Iterator[Problem]:
    """For each grade the penalties of the grade above it that neither it nor a wider party has."""
    for higher, lower in pairwise(ruleset.grades):
        has = _effects(ruleset, lower.grade)
        lacking = [
            effect
            for effect in _effects(ruleset, higher.grade)
            if effect.effect in _PENAL and not any(_serves(ruleset, each, effect) for each in has)
        ]
        if lacking:
            what = Message(
                "The grade {lower} lacks effects that {higher} has: {effects}.",
                lower=lower.grade,
                higher=higher.grade,
                effects=tuple(_shown(effect) for effect in lacking),
            )
            mend = Message("If the text says so, leave it; else add the effects.")
            place = Place(path=f"grades.{lower.grade}")
            yield Problem("effect-lacking", what, place, mend=mend, severity=Severity.NOTE)


def _effects(ruleset: Ruleset, grade: str) -> list[Effect]:
    """The effects that follow from a grade alone, all other conditions taken for false."""
    fired = [rule for rule in ruleset.consequences if holds(rule.when, lambda atom: _from_grade(atom, grade))]
    replaced = {name for rule in fired for name in rule.instead_of}
    return [effect for rule in fired if rule.name not in replaced for effect in rule.then]


def _from_grade(atom: Expression, grade: str) -> bool:
    match atom:
        case tree.Comparison(operator=operator, left=tree.Name(name="grade"), right=tree.Text(value=text)):
            return (text == grade) == (operator == "==")
        case tree.Comparison(operator=operator, left=tree.Text(value=text), right=tree.Name(name="grade")):
            return (text == grade) == (operator == "==")
        case tree.Membership(operand=tree.Name(name="grade"), items=items):
            return tree.Text(grade) in items
    return False


def _shown(effect: Effect) -> Message:
    phrase = effect_phrase({"effect": effect.effect, **effect.fields})
    return Message("{party} {effect}", party=effect.party, effect=phrase)


def _serves(ruleset: Ruleset, one: Effect, wanted: Effect) -> bool:
    """Whether an effect does to the party, or to a wider one, what is wanted."""
    return one.effect == wanted.effect and one.party in includes(ruleset.parties, wanted.party)
