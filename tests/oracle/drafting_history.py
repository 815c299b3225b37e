"""Making up earlier periods: missing records, foreign grades, predecessors that agree or not."""

from typing import Any

from oracle import period
from oracle.drafting import Draft


def add_history(draft: Draft, grades: list[str]) -> list[dict[str, Any]]:
    """The records of some earlier periods."""
    rng = draft.rng
    if draft.chance(0.5):
        draft.ruleset["history"] = {"grades": {"旧优": grades[0], "旧差": grades[-1], "旧中": grades[-2]}}
    known = [*grades, grades[-2], grades[-2], grades[-1]]
    if "history" in draft.ruleset:
        known += ["旧优", "旧差", "旧中"]
    missing = rng.choice([0.0, 0.1, 0.4])
    foreign = rng.choice([0.0, 0.0, 0.15])
    found = []
    label = draft.period
    for _ in range(rng.randint(0, 4)):
        label = period.before(label)
        for row in draft.rows:
            if draft.chance(missing):
                continue
            records = [record(draft, row["unit"], label, rng.choice(known))]
            if draft.chance(foreign):
                records[0]["grade"] = "外等"
            if draft.chance(0.12):
                records.append({**records[0], "unit": f"旧{row['unit']}", "successor": row["unit"]})
                if draft.chance(0.5):
                    records[1]["grade"] = rng.choice(known)
                if draft.chance(0.5):
                    records[1]["total"] = draft.figure(40, 99)
                if draft.chance(0.3):
                    records[0]["unit"], records[0]["successor"] = f"老{row['unit']}", row["unit"]
            found += records
    rng.shuffle(found)
    return found


def record(draft: Draft, unit: str, label: str, grade: str) -> dict[str, Any]:
    """One record, now and then without total or rank."""
    found: dict[str, Any] = {"unit": unit, "period": label, "grade": grade}
    if draft.chance(0.8):
        found["total"] = draft.figure(40, 99, 1)
    if draft.chance(0.8):
        found["rank"] = str(draft.rng.randint(1, 8))
    if draft.chance(0.5):
        rules = draft.ruleset["measures"]
        found["measures"] = {name: draft.figure(0, 5) for name, rule in rules.items() if float(rule["between"][0]) <= 0}
    return found
