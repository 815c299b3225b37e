"""Whole counties made up at random: ruleset, data, history, decisions, period; a hypothesis strategy of them.

The same seed always gives the same county. Rare cases are made on purpose: rows are copied so that units tie,
grades begin at totals that occur, records are missing or disagree, and open questions are partly decided.
"""

from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import strategies as st
from oracle import drafting, drafting_points, drafting_results, drafting_values, scoring, totals
from oracle.drafting import Draft
from oracle.drafting_consequences import add_consequences
from oracle.drafting_history import add_history
from oracle.questions import Options, Refused
from oracle.rounding import write
from oracle.run import Run


@dataclass
class County:
    """Everything that ``judge`` takes."""

    seed: int
    ruleset: dict[str, Any]
    data: dict[str, Any]
    history: list[dict[str, Any]]
    decisions: dict[str, Any]
    period: str
    totals: dict[str, str] | None = None

    def run(self) -> Run:
        """The oracle's run on this county."""
        return scoring.judged(
            self.ruleset,
            self.data,
            self.history,
            self.decisions,
            period=self.period,
            given_totals=self.totals,
        )

    def judge(self) -> dict[str, Any]:
        """What the oracle says."""
        return scoring.told(self.run())


def counties(first: int = 0, count: int = 2**48) -> st.SearchStrategy[County]:
    """Counties of so many seeds from the first on, with some of their open questions decided."""
    return st.integers(first, first + count - 1).map(county)


def county(seed: int) -> County:
    """The county of a seed."""
    rng = Random(seed)
    draft = drafting.new_draft(rng)
    parameters = drafting_values.add_parameters(draft)
    operands = drafting_values.add_formulas(draft)
    drafting_values.add_tables(draft)
    if draft.chance(0.4):
        drafting_values.add_ratio(draft)
    drafting_points.add_scoring(draft)
    indicators = drafting_points.add_indicators(draft, operands, parameters)
    drafting_points.add_adjustments(draft, indicators)
    copy_rows(draft)
    found = totals_so_far(draft)
    places = totals.total_decimals(draft.ruleset)
    grades = drafting_results.add_grades(draft, list(found.values()), places)
    drafting_results.add_vetoes(draft, grades, indicators)
    drafting_results.add_ranking(draft, indicators)
    prizes = drafting_results.add_prizes(draft, grades)
    quotas = drafting_results.add_quotas(draft, grades)
    drafting_results.add_targets(draft)
    add_consequences(draft, grades, prizes, quotas)
    history = add_history(draft, grades)
    spoil(draft)
    made = County(
        seed,
        draft.ruleset,
        {"units": draft.rows, "tables": draft.tables},
        history,
        {"decided_on": rng.choice([None, "2016-03-15", "2016-02-29", "2016-08-31"]), "decisions": []},
        draft.period,
    )
    if draft.chance(0.1):
        made.totals = {name: write(total, places) for name, total in found.items()}
    decide(made, rng)
    return made


def copy_rows(draft: Draft) -> None:
    """Let some units report the same as others, so that they tie."""
    if draft.chance(0.35):
        return
    for row in draft.rows:
        if draft.chance(0.35):
            other = draft.rng.choice(draft.rows)
            row.update({name: cell for name, cell in other.items() if name != "unit"})
            for table, records in draft.tables.items():
                kept = [record for record in records if record["unit"] != row["unit"]]
                copies = [{**record, "unit": row["unit"]} for record in records if record["unit"] == other["unit"]]
                draft.tables[table] = kept + copies if other is not row else records


def totals_so_far(draft: Draft) -> dict[str, Fraction]:
    """The totals of the units that can be scored, before there are grades."""
    bare = {**draft.ruleset, "grades": [{"grade": "无"}], "ranking": {"by": "total"}}
    run = scoring.judged(bare, {"units": draft.rows, "tables": draft.tables}, period=draft.period)
    return {unit.name: unit.total for unit in run.complete if unit.total is not None}


def spoil(draft: Draft) -> None:
    """Now and then, a cell that is a problem of the data."""
    if draft.chance(0.15):
        row = draft.rng.choice(draft.rows)
        name = draft.rng.choice(list(draft.ruleset["measures"]))
        row[name] = draft.rng.choice(["", "两", "1.23456", "-99999", "1e3"])
    if draft.chance(0.03):
        draft.rng.choice(draft.rows)["类别"] = "平原"


def decide(made: County, rng: Random) -> None:
    """Decide some of the open questions, those first on whose answers others hang."""
    willing = rng.choice([0.0, 0.5, 1.0])
    run = made.run()
    for stage in ("formulas", "grades", "places", "history", "ties", "consequences"):
        pool = {name: options for name, options in run.questions.asked.items() if stage_of(name) == stage}
        for name, options in run.questions.allowed.items():
            if stage_of(name) == stage and rng.random() < 0.3:
                pool[name] = options
        before = list(made.decisions["decisions"])
        for question in sorted(pool):
            if rng.random() < willing:
                answered = {"question": question, "answer": answer(pool[question], rng), "reason": "集体研究"}
                made.decisions["decisions"].append(answered)
        if len(before) == len(made.decisions["decisions"]):
            continue
        try:
            run = made.run()
        except Refused:
            made.decisions["decisions"] = before


def stage_of(question: str) -> str:
    """When a question is best decided: the answers to earlier ones change which are asked later."""
    family, _, rest = question.partition("/")
    if family == "quotas" and rest.split("/")[1] == "places":
        return "places"
    return "ties" if family in ("prizes", "quotas") else family


def answer(options: Options, rng: Random) -> str | list[str]:
    """A possible answer to a question."""
    if options[0] == "order of":
        return rng.sample(options[1], len(options[1]))
    if options[0] == "one of":
        return str(rng.choice(options[1]))
    if options[0] == "between":
        return str(rng.randint(max(options[1], 0), max(options[2], 0)))
    return rng.choice(["不适用", "80", write(Fraction(rng.randint(0, 100)), options[1])])
