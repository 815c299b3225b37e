"""Prizes and quotas: who is admitted, which places fall to whom, and which ties stay open."""

from fractions import Fraction
from typing import Any

from oracle import naming
from oracle.rounding import rounded, share
from oracle.run import Run, Unit
from oracle.standing import groups_of


def add_awards(run: Run) -> None:
    """Give prizes and quotas, then make both known to conditions."""
    won: dict[str, dict[str, list[str]]] = {"prizes": {}, "quotas": {}}
    for series in all_series(run):
        for name, winners in awarded_prizes(run, series).items():
            won["prizes"][name] = winners
    for rule in run.ruleset.get("quotas") or []:
        won["quotas"][rule["name"]] = awarded_quota(run, rule)
    for unit in run.complete:
        unit.prizes = names_won(run, "prizes", won, unit)
        unit.quotas = names_won(run, "quotas", won, unit)
        for family, names in (("prizes", unit.prizes), ("quotas", unit.quotas)):
            for name in won[family]:
                unit.values[f"{family}.{name}"] = name in names


def names_won(run: Run, family: str, won: dict[str, dict[str, list[str]]], unit: Unit) -> list[str]:
    """The names of the prizes or quotas of one unit, in the order written."""
    rules = run.ruleset.get(family) or []
    return [rule["name"] for rule in rules if unit.name in won[family][rule["name"]]]


def all_series(run: Run) -> list[list[dict[str, Any]]]:
    """Prizes with equal ``from`` and ``among``, in the order written."""
    found: dict[tuple[str, str | None], list[dict[str, Any]]] = {}
    for rule in run.ruleset.get("prizes") or []:
        found.setdefault((rule.get("from", "first"), rule.get("among")), []).append(rule)
    return list(found.values())


def admitted(run: Run, among: str | None, members: list[Unit]) -> list[Unit]:
    """The units of a group that a condition admits."""
    if among is None:
        return list(members)
    found = []
    truths = {unit.name: naming.value(run, unit, among) for unit in run.complete}
    for unit in members:
        truth = truths[unit.name]
        if truth is None:
            run.warnings.add(("unknown-condition", unit.name))
        elif truth:
            found.append(unit)
    return found


def tied_sets(units: list[Unit], last_first: bool = False) -> list[list[Unit]]:
    """Units of equal rank together, in the order of their ranks."""
    ranks = sorted({unit.rank for unit in units if unit.rank is not None}, reverse=last_first)
    return [[unit for unit in units if unit.rank == rank] for rank in ranks]


def awarded_prizes(run: Run, series: list[dict[str, Any]]) -> dict[str, list[str]]:
    """The winners of each prize of a series."""
    won: dict[str, list[str]] = {rule["name"]: [] for rule in series}
    places = [rule["name"] for rule in series for _ in range(int(rule["winners"]))]
    for members in groups_of(run, run.complete).values():
        ranked = [unit for unit in members if unit.rank is not None]
        units = admitted(run, series[0].get("among"), ranked)
        if len(units) < len(places):
            run.seen.add("vacant prize")
        place = 0
        for tied in tied_sets(units, series[0].get("from", "first") == "last"):
            prizes = [places[i] if i < len(places) else None for i in range(place, place + len(tied))]
            place += len(tied)
            order: list[str] | None = [unit.name for unit in tied]
            if len(set(prizes)) > 1:
                order = decided_order(run, f"prizes/{series[0]['name']}", tied)
            for prize, name in zip(prizes, order or [], strict=False):
                if prize is not None:
                    won[prize].append(name)
    return won


def decided_order(run: Run, question: str, tied: list[Unit]) -> list[str] | None:
    """The order in which tied units take their positions, None while it is open."""
    names = [unit.name for unit in tied]
    answer = run.questions.ask(f"{question}/{'+'.join(names)}", ("order of", names))
    family = question.partition("/")[0]
    run.seen.add(f"tie at a boundary of {family}, {'open' if answer is None else 'decided'}")
    return answer


def counted(run: Run, rule: dict[str, Any], members: list[Unit]) -> int:
    """How many units of a group the share of a quota is taken of."""
    if rule.get("of", "assessed") == "assessed":
        return len(members)
    if rule["of"] == "ranked":
        return sum(1 for unit in members if unit.rank is not None)
    truths = {unit.name: naming.value(run, unit, rule["of"]) for unit in run.complete}
    run.warnings.update(("unknown-condition", name) for name, truth in truths.items() if truth is None)
    return sum(1 for unit in members if truths[unit.name] is True)


def places_of(run: Run, rule: dict[str, Any], group: str, members: list[Unit]) -> int:
    """How many places a quota has in a group, as computed or as decided."""
    if "places" in rule:
        places = int(rule["places"])
    else:
        exact = share(rule["share"]) * counted(run, rule, members)
        places = int(rounded(exact, 0, rule.get("rounding", "half_up")))
        if exact.denominator == 2:
            run.seen.add("quota half-way")
    if "about" in rule:
        about = int(rule["about"])
        question = f"quotas/{rule['name']}/places"
        if "within" in run.ruleset["ranking"]:
            question += f"/{group}"
        answer = run.questions.allow(question, ("between", places - about, places + about))
        if answer is not None:
            run.seen.add("quota places decided")
            return int(answer)
    return places


def awarded_quota(run: Run, rule: dict[str, Any]) -> list[str]:
    """The units that have a quota."""
    won: list[str] = []
    for group, members in groups_of(run, run.complete).items():
        places = places_of(run, rule, group, members)
        place = 0
        ranked = [unit for unit in members if unit.rank is not None]
        for tied in tied_sets(admitted(run, rule.get("among"), ranked)):
            names: list[str] | None = [unit.name for unit in tied]
            if place < places < place + len(tied):
                names = decided_order(run, f"quotas/{rule['name']}", tied)
            won += (names or [])[: max(places - place, 0)]
            place += len(tied)
    return won


def prize_amounts(run: Run) -> dict[str, Fraction]:
    """The amount of each prize in yuan."""
    return {rule["name"]: Fraction(rule["amount"]) for rule in run.ruleset.get("prizes") or []}
